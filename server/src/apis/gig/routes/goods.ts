import {
  applicationsByRequest,
  chosenApplication,
  filesOfRequests,
  findOwnRequest,
  findRequest,
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
import { flag, id, text, type ValuesOf, yuan } from '../../../platform/http/fields.ts';
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
import { endpoint } from '../wire.ts';
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

/** Requests of companies, public and their own (seed 002: /index/goods/*, /user/goods/*; paying and choosing: deals.ts). */
export function goodsRoutes(means: Pick<GigMeans, 'baseUrl'>) {
  return [...publicRoutes(means), ...ownRoutes(means)];
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
      mayBeOld: true,
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
