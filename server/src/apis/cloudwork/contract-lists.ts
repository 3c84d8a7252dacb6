/** How lists about contracts show in this API: work done, people hired, jobs with what came of them. */
import { Type } from 'typebox';
import type { Catalog } from '../../domain/catalog/index.ts';
import { type ContractRow, type HiredRow, type WorkRow, slotMinutes } from '../../domain/contracts/index.ts';
import type { OwnListing } from '../../domain/listings/index.ts';
import type { ListingCountsRow } from '../../domain/proposals/index.ts';
import type { ReviewRow } from '../../domain/reviews/index.ts';
import { localTime } from '../../kernel/clock.ts';
import { yuanNumber } from '../../kernel/money.ts';
import { timeText } from './contracts.ts';
import { pictureUrl } from './forms-files.ts';
import { contractStatus, jobStatusOf, payMethodOf } from './state-words.ts';

const mark = Type.Optional(Type.Integer());

/** One contract in what a freelancer has done. */
export const workAnswer = Type.Object({
  name: Type.String({ description: '项目名称' }),
  paymethod: Type.String(),
  start_at: Type.String(),
  end_at: Type.String({ description: '进行中为空' }),
  total_amount: Type.Number(),
  hourly: Type.Number({ description: '0 表示固定价格' }),
  shot_times: Type.Integer({ description: '分钟' }),
  status: Type.String(),
  evaluate: Type.Object(
    {
      exchange: mark,
      punctual: mark,
      cooper: mark,
      quality: mark,
      skill: mark,
      aver_score: Type.Optional(Type.Number()),
      content: Type.Optional(Type.String()),
    },
    { description: '需求者的评价，没有时为 {}' },
  ),
});

/** `review` is the client's. */
export function toWork(row: WorkRow, review: ReviewRow | undefined) {
  return {
    name: row.title,
    paymethod: payMethodOf[row.pay_kind],
    start_at: timeText(row.accepted_at),
    end_at: timeText(row.ended_at),
    total_amount: yuanNumber(row.paid_total),
    hourly: yuanNumber(row.hourly ?? 0n),
    shot_times: row.slots * slotMinutes,
    status: contractStatus[row.state],
    evaluate: review ? { ...review.marks, aver_score: Number(review.average), content: review.content } : {},
  };
}

/** A freelancer the client has hired. */
export const hiredAnswer = Type.Object({
  user_id: Type.String(),
  name: Type.String(),
  avatar: Type.String(),
  overview: Type.String({ description: '前 300 个字' }),
  hiring: Type.Boolean({ description: '有进行中或暂停的合同' }),
  last_hire_time: Type.String(),
  contracts: Type.Array(Type.Object({ name: Type.String(), id: Type.String() }), { description: '最新的 20 份' }),
});

export function toHired(row: HiredRow, baseUrl: string) {
  return {
    user_id: row.uid,
    name: row.name,
    avatar: pictureUrl(baseUrl, row.avatar_uid),
    overview: row.overview,
    hiring: row.is_hired_now,
    last_hire_time: localTime(row.last_hired_at),
    contracts: row.contracts.map(({ uid, name }) => ({ name, id: uid })),
  };
}

/** A contract in short. */
export const contractBasicAnswer = Type.Object({
  id: Type.String(),
  name: Type.String(),
  amount: Type.Number(),
  status: Type.String(),
  accept_at: Type.String(),
  actual_end_at: Type.String(),
  hourly: Type.Number(),
  workload: Type.Integer(),
  paymethod: Type.String(),
});

export function toContractBasic(row: ContractRow) {
  return {
    id: row.uid,
    name: row.name,
    amount: yuanNumber(row.amount),
    status: contractStatus[row.state],
    accept_at: timeText(row.accepted_at),
    actual_end_at: timeText(row.ended_at),
    hourly: yuanNumber(row.hourly ?? 0n),
    workload: row.weekly_hours ?? 0,
    paymethod: payMethodOf[row.pay_kind],
  };
}

const jobFields = {
  id: Type.String(),
  name: Type.String(),
  description: Type.String({ description: '前 100 个字' }),
  category: Type.String(),
  paymethod: Type.String(),
  created_at: Type.String(),
  status: Type.String(),
};

/** A draft of the client's. */
export const draftAnswer = Type.Object(jobFields);

/** A job of the client's with what came of it. */
export const jobWithCountsAnswer = Type.Object({
  ...jobFields,
  apply_num: Type.Integer({ description: '待处理的投标' }),
  apply_new: Type.Integer({ description: '其中上次查看后新到的' }),
  interview_num: Type.Integer(),
  invite_num: Type.Integer({ description: '等待答复的邀请' }),
  contract_num: Type.Integer(),
});

export function toDraft(listing: OwnListing, { categories }: Catalog) {
  return {
    id: listing.uid,
    name: listing.title,
    description: listing.summary,
    category: categories.byId(listing.category_id)?.name ?? '',
    paymethod: payMethodOf[listing.pay_kind],
    created_at: localTime(listing.created_at),
    status: jobStatusOf[listing.state],
  };
}

export function toJobWithCounts(listing: OwnListing, counts: ListingCountsRow | undefined, catalog: Catalog) {
  return {
    ...toDraft(listing, catalog),
    apply_num: counts?.waiting ?? 0,
    apply_new: counts?.fresh ?? 0,
    interview_num: counts?.interviews ?? 0,
    invite_num: counts?.invitations ?? 0,
    contract_num: listing.contracts,
  };
}
