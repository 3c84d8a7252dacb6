import { Type } from 'typebox';
import { filesByIds } from '../../../domain/files/index.ts';
import { changePerson, ownAccount } from '../../../domain/identity/index.ts';
import { balancesOf } from '../../../domain/ledger/index.ts';
import { changeContact, workCardsOf } from '../../../domain/profiles/index.ts';
import { companyOf, identityOf, traderOf } from '../../../domain/verification/index.ts';
import { yuanNumber } from '../../../kernel/money.ts';
import { text } from '../../../platform/http/fields.ts';
import { email } from '../../../platform/http/person-fields.ts';
import {
  capitalUnit,
  changing,
  credentials,
  dataOf,
  done,
  fileUrl,
  nothing,
  personIn,
  reading,
  upload,
} from '../forms.ts';
import type { GigMeans } from '../means.ts';
import { endpoint } from '../wire.ts';
import { accountingText, userTypeText } from '../words.ts';

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
  person_state: Type.String({ description: '实名认证：未提交、审核中、已通过或未通过' }),
  person_reason: Type.String({ description: '实名认证未通过的原因' }),
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

const checkStates = { unchecked: '未提交', checking: '审核中', passed: '已通过', failed: '未通过' } as const;

/** Who people and companies are (seed 002: user/info/info, edit). */
export function infoRoutes(means: Pick<GigMeans, 'baseUrl'>) {
  return [readRoute(means), editRoute()];
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
          person_state: checkStates[identity.state],
          person_reason: identity.reason,
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
                state: checkStates[company.state],
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
      email: email().says('邮箱'),
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
