import { Type } from 'typebox';
import { filesByIds } from '../../../domain/files/index.ts';
import { changePerson, ownAccount } from '../../../domain/identity/index.ts';
import { balancesOf } from '../../../domain/ledger/index.ts';
import { changeContact, changeWorkCard, workCardsOf } from '../../../domain/profiles/index.ts';
import {
  companyOf,
  describeTrader,
  ensurePerson,
  identityOf,
  submitLicence,
  traderOf,
} from '../../../domain/verification/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { yuanNumber } from '../../../kernel/money.ts';
import { int, listOf, rowsOf, text, yuan } from '../../../platform/http/fields.ts';
import { changing, credentials, dataOf, done, fileUrl, nothing, personIn, reading, upload } from '../forms.ts';
import type { GigMeans } from '../means.ts';
import { endpoint } from '../wire.ts';
import { accountingText, accountingType, userTypeText } from '../words.ts';

const Text = Type.String();

const infoAnswer = Type.Object({
  user_id: Type.Integer(),
  usertype: Type.String({ description: '个人用户或企业用户' }),
  phone: Text,
  face: Type.String({ description: '头像地址' }),
  name: Text,
  code: Type.String({ description: '身份证号码，隐藏中间部分' }),
  pic: Text,
  picf: Text,
  email: Text,
  address: Type.String({ description: '以逗号分隔' }),
  job: Text,
  jobname: Text,
  jtype: Text,
  jtime: Text,
  timelong: Text,
  jobarea: Text,
  jobaddress: Text,
  money: Type.Number({ description: '日薪（元）' }),
  des: Text,
  isperson: Type.Integer({ description: '1 已通过实名认证' }),
  balance: Type.Number({ description: '余额（元）' }),
  company: Type.Union([
    Type.Object({
      name: Text,
      type: Text,
      pic: Text,
      pro: Text,
      city: Text,
      address: Text,
      year: Type.Integer(),
      faren_name: Text,
      faren_z: Text,
      faren_f: Text,
      state: Type.String({ description: '审核中、已通过或未通过' }),
      reason: Text,
    }),
    Type.Null(),
  ]),
  geti: Type.Union([
    Type.Object({
      name: Text,
      zhusuo: Text,
      jingying: Text,
      youbian: Text,
      shouji: Text,
      zhiben: Type.Number({ description: '注册资本（万元）' }),
      leixing: Text,
      hesuan: Text,
      renshu: Type.Integer(),
      hangye: Text,
      fanwen: Text,
      hehuo: Type.Array(Type.Object({ hehuoren_name: Text, hehuoren_code: Text })),
    }),
    Type.Null(),
  ]),
});

const companyStates = { unchecked: '未提交', checking: '审核中', passed: '已通过', failed: '未通过' } as const;

/** The unit in which capital is written: ten thousand yuan. */
const capitalUnit = 10_000n;

/** Who people and companies are (seed 002: /user/info/*). */
export function infoRoutes(means: Pick<GigMeans, 'verification' | 'baseUrl'>) {
  return [readRoute(means), editRoute(), personRoute(means), companyRoute(), traderRoute(means)];
}

function readRoute({ baseUrl }: Pick<GigMeans, 'baseUrl'>) {
  return endpoint({
    id: 'user_info_info',
    method: reading,
    paths: ['/user/info/info'],
    title: '用户基本信息查询',
    access: 'signed-in',
    fields: credentials,
    answer: dataOf(infoAnswer),
    async handle(call) {
      const ctx = call.read();
      const actor = personIn(ctx);
      const [user, cards, identity, company, trader, { available }] = await Promise.all([
        ownAccount(call, actor),
        workCardsOf(ctx, [actor.partyId]),
        identityOf(ctx, actor.userId),
        companyOf(ctx, actor.partyId),
        traderOf(ctx, actor.partyId),
        balancesOf(ctx, actor.partyId),
      ]);
      const card = cards.get(actor.partyId);
      const pictures = [card?.face_file_id, card?.card_front_id, card?.card_back_id];
      const proofs = [company?.permit_file_id, company?.card_front_id, company?.card_back_id];
      const files = await filesByIds(ctx, [...pictures, ...proofs]);
      const urlOf = (fileId: bigint | null | undefined) => {
        const file = fileId ? files.get(fileId) : undefined;
        return file ? fileUrl(baseUrl, file.uid) : '';
      };
      return {
        data: {
          user_id: Number(user.id),
          usertype: userTypeText(actor.role),
          phone: user.phone ?? '',
          face: urlOf(card?.face_file_id),
          name: user.name,
          code: identity.shown,
          pic: urlOf(card?.card_front_id),
          picf: urlOf(card?.card_back_id),
          email: user.email ?? '',
          address: card?.address ?? '',
          job: card?.occupation ?? '',
          jobname: card?.title ?? '',
          jtype: card?.time_kinds ?? '',
          jtime: card?.hours ?? '',
          timelong: card?.weekly_hours ?? '',
          jobarea: card?.area ?? '',
          jobaddress: card?.place ?? '',
          money: yuanNumber(card?.daily_rate ?? 0n),
          des: card?.introduction ?? '',
          isperson: identity.isPassed ? 1 : 0,
          balance: yuanNumber(available),
          company: company
            ? {
                name: company.company_name,
                type: company.trade,
                pic: urlOf(company.permit_file_id),
                pro: company.province,
                city: company.city,
                address: company.address,
                year: company.years ?? 0,
                faren_name: company.contact,
                faren_z: urlOf(company.card_front_id),
                faren_f: urlOf(company.card_back_id),
                state: companyStates[company.state],
                reason: company.reason,
              }
            : null,
          geti: trader
            ? {
                name: trader.name,
                zhusuo: trader.residence,
                jingying: trader.place,
                youbian: trader.postcode,
                shouji: trader.phone,
                zhiben: yuanNumber(trader.capital / capitalUnit),
                leixing: trader.kind,
                hesuan: accountingText(trader.is_independent),
                renshu: trader.employees,
                hangye: trader.trade,
                fanwen: trader.scope,
                hehuo: trader.partners.map(({ name, shown }) => ({ hehuoren_name: name, hehuoren_code: shown })),
              }
            : null,
        },
      };
    },
  });
}

function editRoute() {
  return endpoint({
    id: 'user_info_edit',
    serves: ['user_info_edit_basic'],
    method: changing,
    paths: ['/user/info/edit'],
    title: '用户资料修改',
    notes: '只修改所给的字段',
    access: 'signed-in',
    fields: {
      ...credentials,
      email: text({ max: 100, pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/ }).says('邮箱'),
      face: upload(),
      address: text({ max: 500 }).says('地址，以逗号分隔'),
    },
    answer: nothing,
    async handle(call) {
      const { email, face, address } = call.fields;
      await call.write(async (ctx) => {
        await changePerson(ctx, personIn(ctx).userId, { email });
        await changeContact(ctx, { face, address });
      });
      return done;
    },
  });
}

function personRoute({ verification }: Pick<GigMeans, 'verification'>) {
  return endpoint({
    id: 'user_info_person',
    method: changing,
    paths: ['/user/info/person'],
    title: '个人用户认证',
    notes: '首次需要 name 和 code，核对通过后姓名不能再改；其他字段只修改所给的',
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
      await ensurePerson(call, verification, personIn(call.read()), { name: fields.name, number: fields.code });
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
