/** How requests and applications show in this API. */
import { Type } from 'typebox';
import type { FileRow } from '../../domain/files/index.ts';
import { isAccepted, isChosen, type RequestRow, type ShownApplication } from '../../domain/gigs/index.ts';
import { localTime } from '../../kernel/clock.ts';
import { masked } from '../../kernel/masked.ts';
import { yuanNumber } from '../../kernel/money.ts';
import { fileUrl, fileUrls, localOrEmpty } from './forms.ts';
import { applicationText, priceTypeText, progressOf, titleTypeText } from './words.ts';

const requestFields = {
  id: Type.Integer(),
  goodsid: Type.String({ description: '需求编号' }),
  title: Type.String(),
  titletype: Type.String({ description: '兼职、全职或其他' }),
  price: Type.Number({ description: '元' }),
  pricetype: Type.String({ description: '月结、日结或其他' }),
  address: Type.String(),
  timeb: Type.String({ description: 'YYYY-MM-DD HH:mm:ss' }),
  timee: Type.String(),
  sort: Type.String(),
  type: Type.String(),
  typedes: Type.String(),
  piao: Type.Integer({ description: '是否需要发票' }),
  des: Type.String(),
  user_id: Type.Integer(),
  order_sum: Type.Integer({ description: '申请人数' }),
  show: Type.String({ description: '未审核或已经审核' }),
  pay: Type.String({ description: '未支付或已经支付' }),
  suan: Type.String({ description: '未结算或已结算' }),
  time: Type.String({ description: '发布时间' }),
};

export const requestAnswer = Type.Object(requestFields);

export const toRequest = (row: RequestRow) => ({
  id: Number(row.id),
  goodsid: row.number,
  title: row.title,
  titletype: titleTypeText(row.kind),
  price: yuanNumber(row.price),
  pricetype: priceTypeText(row.settlement),
  address: row.place,
  timeb: localOrEmpty(row.works_from),
  timee: localOrEmpty(row.works_until),
  sort: row.category,
  type: row.category,
  typedes: row.category,
  piao: row.wants_invoice ? 1 : 0,
  des: row.detail,
  user_id: Number(row.client_user_id),
  order_sum: row.applications,
  ...progressOf(row.state),
  time: localTime(row.created_at),
});

const fileFields = {
  file: Type.String({ description: '附件地址，以逗号分隔' }),
  files: Type.Array(Type.Object({ id: Type.Integer(), url: Type.String(), name: Type.String() })),
};

const toFiles = (baseUrl: string, files: readonly FileRow[]) => ({
  file: fileUrls(baseUrl, files),
  files: files.map(({ id, uid, name }) => ({ id: Number(id), url: fileUrl(baseUrl, uid), name })),
});

/** A request as everybody reads it. */
export const publicDetailAnswer = Type.Object({
  ...requestFields,
  ...fileFields,
  companyinfo: Type.Union([Type.Object({ name: Type.String() }), Type.Null()]),
  order_id: Type.Integer({ description: '本人已被选中时为申请 ID，否则为 0' }),
});

export const toPublicDetail = (
  row: RequestRow,
  beside: { baseUrl: string; files: readonly FileRow[]; companyName: string | undefined; orderId: bigint | undefined },
) => ({
  ...toRequest(row),
  ...toFiles(beside.baseUrl, beside.files),
  companyinfo: beside.companyName === undefined ? null : { name: beside.companyName },
  order_id: Number(beside.orderId ?? 0n),
});

const applicationFields = {
  id: Type.Integer(),
  goods_id: Type.Integer(),
  user_id: Type.Integer(),
  msg: Type.String({ description: '申请理由' }),
  time: Type.String(),
  price: Type.Number({ description: '确认的金额（元），未确认时为 0' }),
  ok: Type.String({ description: '已上传成果时为已完结' }),
  state: Type.String({ description: '待选择、已选中、待确认、锁定、未选中或已过期' }),
  file: Type.String({ description: '申请作品预览' }),
  over: Type.String({ description: '完成效果预览' }),
  source: Type.String({ description: '成果压缩包，企业确认成果之后才有' }),
};

function toApplication(row: ShownApplication, baseUrl: string, seesSource: boolean) {
  return {
    id: Number(row.id),
    goods_id: Number(row.request_id),
    user_id: Number(row.user_id),
    msg: row.message,
    time: localTime(row.created_at),
    price: yuanNumber(row.amount ?? 0n),
    ...applicationText(row.state),
    file: fileUrls(baseUrl, row.samples),
    over: fileUrls(baseUrl, row.previews),
    source: seesSource && row.source ? fileUrl(baseUrl, row.source.uid) : '',
  };
}

/** An application as its company reads it. */
export const applicantAnswer = Type.Object({
  ...applicationFields,
  name: Type.String(),
  phone: Type.String({ description: '选中之前隐藏中间四位' }),
  zhuanye: Type.String({ description: '职业' }),
});

export function toApplicant(row: ShownApplication, baseUrl: string, title: string) {
  const phone = row.phone ?? '';
  return {
    ...toApplication(row, baseUrl, isAccepted(row.state)),
    name: row.name,
    phone: isChosen(row.state) ? phone : masked(phone, 3, 4),
    zhuanye: title,
  };
}

/** An application as the person who made it reads it. */
export const ownApplicationAnswer = Type.Object({
  ...applicationFields,
  title: Type.String(),
  settle_time: Type.String({ description: '结算时间，确认成果之后才有' }),
  goods: requestAnswer,
});

export const toOwnApplication = (row: ShownApplication, request: RequestRow, baseUrl: string) => ({
  ...toApplication(row, baseUrl, true),
  title: request.title,
  settle_time: localOrEmpty(row.settles_at),
  goods: toRequest(request),
});

/** One of the caller's own requests, with everybody who applied. */
export const ownRequestAnswer = Type.Object({
  ...requestFields,
  ...fileFields,
  reason: Type.String({ description: '审核未通过的原因' }),
  order_id_list: Type.Array(applicantAnswer),
  order_id_ok: Type.Array(applicantAnswer),
});

export interface Around {
  readonly baseUrl: string;
  readonly files: readonly FileRow[];
  readonly applications: readonly ShownApplication[];
  /** What an applicant calls their profession. */
  readonly titleOf: (partyId: bigint) => string;
}

export function toOwnRequest(row: RequestRow, { baseUrl, files, applications, titleOf }: Around) {
  const present = (one: ShownApplication) => toApplicant(one, baseUrl, titleOf(one.freelancer_party_id));
  return {
    ...toRequest(row),
    ...toFiles(baseUrl, files),
    reason: row.reason,
    order_id_list: applications.map(present),
    order_id_ok: applications.filter(({ state }) => isChosen(state)).map(present),
  };
}
