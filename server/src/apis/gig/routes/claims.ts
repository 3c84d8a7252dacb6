import { changeWorkCard } from '../../../domain/profiles/index.ts';
import { describeTrader, ensurePerson, submitLicence } from '../../../domain/verification/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { int, listOf, rowsOf, text, yuan } from '../../../platform/http/fields.ts';
import { capitalUnit, changing, credentials, done, nothing, personIn, upload } from '../forms.ts';
import type { GigMeans } from '../means.ts';
import { endpoint } from '../wire.ts';
import { accountingType } from '../words.ts';

/** What people and companies say and prove of themselves (seed 002: user/info/person, company, geti). */
export function claimRoutes(means: Pick<GigMeans, 'verification'>) {
  return [personRoute(means), companyRoute(), traderRoute(means)];
}

function personRoute({ verification }: Pick<GigMeans, 'verification'>) {
  return endpoint({
    id: 'user_info_person',
    method: changing,
    paths: ['/user/info/person'],
    title: '个人用户认证',
    notes:
      '首次需要 name 和 code，核对通过后姓名不能再改；市场设为图片须审核时还需要 pic 和 picf，由运营人员审核，结果见 /user/info/info 的 person_state；其他字段只修改所给的',
    access: 'person',
    bodyOnly: true,
    fields: {
      ...credentials,
      name: text({ max: 30 }).says('身份证名字'),
      code: text({ max: 18 }).says('身份证号码'),
      pic: upload(),
      picf: upload(),
      job: text().says('职业状态1'),
      jobname: text().says('职业状态2'),
      jtype: text().says('工作时间类型'),
      jtime: text().says('工作时间'),
      timelong: text().says('每周工作时长'),
      jobarea: text().says('工作区域'),
      jobaddress: text().says('工作地点'),
      money: yuan().says('日薪（元）'),
      des: text({ max: 5_000 }).says('个人介绍'),
    },
    answer: nothing,
    async handle(call) {
      const { fields } = call;
      const { name, code: number, pic: front, picf: back } = fields;
      await ensurePerson(call, verification, personIn(call.read()), { name, number, front, back });
      await call.write((ctx) =>
        changeWorkCard(ctx, {
          cardFront: fields.pic,
          cardBack: fields.picf,
          occupation: fields.job,
          title: fields.jobname,
          timeKinds: fields.jtype,
          hours: fields.jtime,
          weeklyHours: fields.timelong,
          area: fields.jobarea,
          place: fields.jobaddress,
          dailyRate: fields.money,
          introduction: fields.des,
        }),
      );
      return done;
    },
  });
}

function companyRoute() {
  return endpoint({
    id: 'user_info_company',
    method: changing,
    paths: ['/user/info/company'],
    title: '企业用户认证',
    notes: '提交后由运营人员审核，结果见 /user/info/info 的 company；通过后显示为企业名称',
    access: 'company',
    bodyOnly: true,
    fields: {
      ...credentials,
      name: text({ max: 100 }).required().says('公司名称'),
      type: text().or('').says('行业'),
      pic: upload().required().says('营业执照'),
      pro: text({ max: 50 }).or('').says('省'),
      city: text({ max: 50 }).or('').says('市'),
      address: text().or('').says('常用地址'),
      year: int({ max: 200 }).says('从业年限'),
      faren_name: text({ max: 30 }).required().says('法人名字'),
      faren_z: upload().required().says('法人身份证正'),
      faren_f: upload().required().says('法人身份证反'),
    },
    answer: nothing,
    async handle(call) {
      const { fields } = call;
      await call.write((ctx) =>
        submitLicence(ctx, {
          companyName: fields.name,
          representative: fields.faren_name,
          trade: fields.type,
          province: fields.pro,
          city: fields.city,
          address: fields.address,
          years: fields.year,
          licence: fields.pic,
          cardFront: fields.faren_z,
          cardBack: fields.faren_f,
        }),
      );
      return done;
    },
  });
}

function traderRoute({ verification: { vault } }: Pick<GigMeans, 'verification'>) {
  const partner = {
    hehuoren_name: text({ max: 30 }).required(),
    hehuoren_code: text({ max: 18 }).required().says('合伙人身份证号'),
  };
  return endpoint({
    id: 'user_info_geti',
    method: changing,
    paths: ['/user/info/geti'],
    title: '用户个体信息提交',
    notes: '合伙人可用 hehuo（对象数组或其 JSON 文本），或并列的 hehuoren_name 和 hehuoren_code（以逗号分隔）',
    access: 'signed-in',
    bodyOnly: true,
    fields: {
      ...credentials,
      name: text({ max: 100 }).required().says('名称'),
      zhusuo: text().or('').says('企业住所'),
      jingying: text().or('').says('经营地'),
      youbian: text({ pattern: /^\d{6}$/, max: 6 }).says('邮编'),
      shouji: text({ max: 20, pattern: /^[\d+ -]+$/ }).says('联系电话'),
      zhiben: yuan({ max: 100_000_000n }).says('注册资本（万元）'),
      leixing: text().or('').says('企业类型'),
      hesuan: accountingType(),
      renshu: int({ max: 1_000_000 }).or(0).says('从业人数'),
      hangye: text().or('').says('行业类型'),
      fanwen: text({ max: 2_000 }).or('').says('经营范围'),
      hehuo: rowsOf(partner, { max: 50 }).says('合伙人'),
      hehuoren_name: listOf(partner.hehuoren_name, { max: 50 }),
      hehuoren_code: listOf(partner.hehuoren_code, { max: 50 }),
    },
    answer: nothing,
    async handle(call) {
      const { fields } = call;
      const { hehuoren_name: names = [], hehuoren_code: codes = [] } = fields;
      if (names.length !== codes.length) throw new DomainError('request.incomplete', { field: 'hehuoren_code' });
      const listed = names.map((name, index) => ({ name, number: codes[index] ?? '' }));
      const partners = fields.hehuo?.map((row) => ({ name: row.hehuoren_name, number: row.hehuoren_code })) ?? listed;
      await call.write((ctx) =>
        describeTrader(ctx, vault, {
          name: fields.name,
          residence: fields.zhusuo,
          place: fields.jingying,
          postcode: fields.youbian ?? '',
          phone: fields.shouji ?? '',
          capital: (fields.zhiben ?? 0n) * capitalUnit,
          kind: fields.leixing,
          isIndependent: !fields.hesuan,
          employees: fields.renshu,
          trade: fields.hangye,
          scope: fields.fanwen,
          partners,
        }),
      );
      return done;
    },
  });
}
