import { Type } from 'typebox';
import {
  acceptResult,
  applicationsByRequest,
  chooseApplicants,
  chosenApplication,
  filesOfRequests,
  findOwnRequest,
  findRequest,
  fundRequest,
  ownRequests,
  publicRequests,
  publishRequest,
  removeRequest,
  removeRequestFile,
  type RequestRow,
  reviseRequest,
} from '../../../domain/gigs/index.ts';
import { workCardsOf } from '../../../domain/profiles/index.ts';
import { companyNameOf } from '../../../domain/verification/index.ts';
import type { ReadContext } from '../../../kernel/context.ts';
import { formatYuan, yuanNumber } from '../../../kernel/money.ts';
import type { Call } from '../../../platform/http/endpoint.ts';
import { type Fields, flag, id, listOf, text, type ValuesOf, yuan } from '../../../platform/http/fields.ts';
import {
  changing,
  credentials,
  dataOf,
  done,
  made,
  moment,
  nothing,
  page,
  pageAt,
  paginator,
  reading,
  toMade,
  toPaginator,
  uploads,
} from '../forms.ts';
import type { GigMeans } from '../means.ts';
import {
  ownRequestAnswer,
  publicDetailAnswer,
  requestAnswer,
  toOwnRequest,
  toPublicDetail,
  toRequest,
} from '../requests.ts';
import { type Caller, endpoint } from '../wire.ts';
import { payFilter, priceType, settledFilter, showFilter, titleType } from '../words.ts';

const requestFields = {
  title: text({ max: 100 }).says('任务名称'),
  titletype: titleType(),
  price: yuan({ min: 1n }).says('项目金额（元）'),
  pricetype: priceType(),
  address: text().says('工作地点'),
  timeb: moment(),
  timee: moment(),
  sort: text({ max: 50 }).says('分类'),
  type: text({ max: 50 }).says('分类（旧版），没有 sort 时使用'),
  piao: flag().says('是否需要发票'),
  des: text({ max: 10_000 }).says('详情'),
  file: uploads(20),
  files: uploads(20),
};

/** What is given of a request, in the domain's words. */
function givenIn(fields: ValuesOf<typeof requestFields>) {
  return {
    title: fields.title,
    kind: fields.titletype,
    price: fields.price,
    settlement: fields.pricetype,
    place: fields.address,
    worksFrom: fields.timeb,
    worksUntil: fields.timee,
    category: fields.sort ?? fields.type,
    wantsInvoice: fields.piao,
    detail: fields.des,
  };
}

/** Own requests with everything around them, in as many questions as for one. */
async function around(ctx: ReadContext, rows: readonly RequestRow[], baseUrl: string) {
  const ids = rows.map((row) => row.id);
  const [files, applications] = await Promise.all([filesOfRequests(ctx, ids), applicationsByRequest(ctx, ids)]);
  const parties = [...applications.values()].flat().map((one) => one.freelancer_party_id);
  const cards = await workCardsOf(ctx, parties);
  const titleOf = (partyId: bigint) => cards.get(partyId)?.title ?? '';
  return (row: RequestRow) =>
    toOwnRequest(row, {
      baseUrl,
      titleOf,
      files: files.get(row.id) ?? [],
      applications: applications.get(row.id) ?? [],
    });
}

const fundingAnswer = Type.Object({
  res: Type.Integer({ description: '1 已支付；0 余额不足，data 中有付款地址' }),
  data: Type.Object({
    order_no: Type.String({ description: '充值订单号' }),
    url: Type.String({ description: '付款页地址' }),
    price: Type.Number({ description: '还需支付的金额（元）' }),
  }),
  err: Type.String(),
});

async function payFor({ topUps }: Pick<GigMeans, 'topUps'>, call: Call<Fields, Caller>, requestId: bigint) {
  const funding = await fundRequest(call, topUps, requestId);
  if (funding.isPaid) return { res: 1, data: { order_no: '', url: '', price: 0 }, err: '' };
  const { tradeNo, url, missing } = funding;
  const err = `余额不足，还需支付 ${formatYuan(missing)} 元，付款后自动支付该需求`;
  return { res: 0, data: { order_no: tradeNo, url, price: yuanNumber(missing) }, err };
}

/** Requests of companies, public and their own (seed 002: /index/goods/*, /user/goods/*). */
export function goodsRoutes(means: Pick<GigMeans, 'topUps' | 'baseUrl'>) {
  return [...publicRoutes(means), ...ownRoutes(means), ...dealRoutes(means)];
}

function publicRoutes({ baseUrl }: Pick<GigMeans, 'baseUrl'>) {
  return [
    endpoint({
      id: 'index_goods_index',
      method: reading,
      paths: ['/index/goods/index'],
      title: '前台需求列表',
      notes: '已审核的需求，新发布的在前',
      access: 'anyone',
      fields: { titletype: titleType(), pricetype: priceType(), title: text({ max: 100 }), page: page() },
      answer: paginator(requestAnswer),
      async handle(call) {
        const { titletype: kind, pricetype: settlement, title, page: number } = call.fields;
        const at = pageAt(number);
        return toPaginator(await publicRequests(call.read(), { kind, settlement, title }, at), at, toRequest);
      },
    }),
    endpoint({
      id: 'index_goods_goodsinfo',
      method: reading,
      paths: ['/index/goods/goodsinfo'],
      title: '前台需求详情',
      notes: '登录时，本人未审核的需求也可查看',
      access: 'anyone',
      fields: { ...credentials, id: id().required() },
      answer: dataOf(publicDetailAnswer),
      async handle(call) {
        const ctx = call.read();
        const row = await findRequest(ctx, call.fields.id);
        const [files, companyName, own] = await Promise.all([
          filesOfRequests(ctx, [row.id]),
          companyNameOf(ctx, row.client_party_id),
          chosenApplication(ctx, row.id),
        ]);
        const beside = { baseUrl, files: files.get(row.id) ?? [], companyName, orderId: own?.id };
        return { data: toPublicDetail(row, beside) };
      },
    }),
  ];
}

function ownRoutes({ baseUrl }: Pick<GigMeans, 'baseUrl'>) {
  return [
    endpoint({
      id: 'user_goods_index',
      method: reading,
      paths: ['/user/goods/index'],
      title: '需求列表',
      notes: '本企业发布的需求，新发布的在前',
      access: 'company',
      fields: {
        ...credentials,
        title: text({ max: 100 }),
        show: showFilter(),
        pay: payFilter(),
        suan: settledFilter(),
        titletype: titleType(),
        pricetype: priceType(),
        page: page(),
      },
      answer: paginator(ownRequestAnswer),
      async handle(call) {
        const { title, show, pay, suan, titletype: kind, pricetype: settlement, page: number } = call.fields;
        const ctx = call.read();
        const at = pageAt(number);
        const filter = { title, kind, settlement, isReviewed: show, isPaid: pay, isSettled: suan };
        const found = await ownRequests(ctx, filter, at);
        return toPaginator(found, at, await around(ctx, found.items, baseUrl));
      },
    }),
    endpoint({
      id: 'user_goods_info',
      method: reading,
      paths: ['/user/goods/info'],
      title: '需求查询',
      access: 'company',
      fields: { ...credentials, id: id().required() },
      answer: dataOf(ownRequestAnswer),
      async handle(call) {
        const ctx = call.read();
        const row = await findOwnRequest(ctx, call.fields.id);
        return { data: (await around(ctx, [row], baseUrl))(row) };
      },
    }),
    endpoint({
      id: 'user_goods_add',
      method: changing,
      paths: ['/user/goods/add'],
      title: '需求发布',
      notes: '审核通过后公开；titletype 和 pricetype 不填时为其它',
      access: 'company',
      fields: {
        ...credentials,
        ...requestFields,
        title: requestFields.title.required(),
        price: requestFields.price.required(),
      },
      answer: made,
      async handle(call) {
        const { title, price, kind, settlement, place, worksFrom, worksUntil, category, wantsInvoice, detail } = {
          ...givenIn(call.fields),
          title: call.fields.title,
          price: call.fields.price,
        };
        const input = {
          title,
          price,
          kind: kind ?? 'other',
          settlement: settlement ?? 'other',
          place: place ?? '',
          worksFrom: worksFrom ?? null,
          worksUntil: worksUntil ?? null,
          category: category ?? '',
          wantsInvoice: wantsInvoice ?? false,
          detail: detail ?? '',
        } as const;
        const files = call.fields.file ?? call.fields.files ?? [];
        return toMade(await call.write((ctx) => publishRequest(ctx, input, files)));
      },
    }),
    endpoint({
      id: 'user_goods_edit',
      method: changing,
      paths: ['/user/goods/edit'],
      title: '需求修改',
      notes: '只修改所给的字段；支付之前可以修改，修改后重新审核',
      access: 'company',
      fields: { ...credentials, id: id().required(), ...requestFields },
      answer: nothing,
      async handle(call) {
        const { fields } = call;
        await call.write((ctx) => reviseRequest(ctx, fields.id, givenIn(fields), fields.file ?? fields.files));
        return done;
      },
    }),
    endpoint({
      id: 'user_goods_del',
      method: changing,
      paths: ['/user/goods/del'],
      title: '需求删除',
      notes: '选择接单用户之后不能删除；已支付的金额退回余额',
      access: 'company',
      fields: { ...credentials, id: id().required() },
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => removeRequest(ctx, call.fields.id));
        return done;
      },
    }),
    endpoint({
      id: 'user_goods_delfile',
      method: changing,
      paths: ['/user/goods/delfile'],
      title: '需求附加文件删除',
      access: 'company',
      fields: { ...credentials, id: id().required().says('文件 ID') },
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => removeRequestFile(ctx, call.fields.id));
        return done;
      },
    }),
  ];
}

function dealRoutes(means: Pick<GigMeans, 'topUps' | 'baseUrl'>) {
  const number = id().required();
  return [
    endpoint({
      id: 'user_goods_goodspay',
      method: changing,
      paths: ['/user/goods/goodspay'],
      title: '企业用户需求支付',
      notes: '用余额支付已审核的需求；余额不足时 res 为 0，data 中有补足差额的付款地址，付款到账后自动支付',
      access: 'company',
      bodyOnly: true,
      fields: { ...credentials, id: number.says('需求ID') },
      answer: fundingAnswer,
      handle: (call) => payFor(means, call, call.fields.id),
    }),
    endpoint({
      id: 'user_goods_pay',
      method: changing,
      paths: ['/user/goods/pay'],
      title: '企业用户确认成果',
      notes: '有 price 时确认成果；各申请的金额合计不超过项目金额；没有 price 时与 goodspay 相同',
      access: 'company',
      bodyOnly: true,
      when: (sent) => sent['price'] !== undefined && sent['price'] !== '',
      fields: { ...credentials, id: number.says('需求申请ID'), price: yuan({ min: 1n }).required().says('金额（元）') },
      answer: nothing,
      async handle(call) {
        const { id: applicationId, price: amount } = call.fields;
        await call.write((ctx) => acceptResult(ctx, { applicationId, amount }));
        return done;
      },
    }),
    endpoint({
      id: 'user_goods_pay_paid',
      method: changing,
      paths: ['/user/goods/pay'],
      title: '企业用户需求支付',
      notes: '没有 price 时',
      access: 'company',
      bodyOnly: true,
      fields: { ...credentials, id: number.says('需求ID') },
      answer: fundingAnswer,
      handle: (call) => payFor(means, call, call.fields.id),
    }),
    endpoint({
      id: 'user_goods_ok',
      method: changing,
      paths: ['/user/goods/ok/'],
      title: '企业需求选择接单用户',
      notes: '支付之后可以选择，可多选，也可分几次选择',
      access: 'company',
      fields: {
        ...credentials,
        goods_id: id().required().says('需求ID'),
        order_id: listOf(id(), { max: 100 }).required().says('申请ID，多选，如 2,5,7'),
      },
      answer: nothing,
      async handle(call) {
        const { goods_id: requestId, order_id: applicationIds } = call.fields;
        await call.write((ctx) => chooseApplicants(ctx, requestId, applicationIds));
        return done;
      },
    }),
  ];
}
