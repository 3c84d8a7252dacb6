import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { lockContract, type Reasons, sideOf } from '../contracts/index.ts';
import {
  insertReview,
  type Marks,
  ratingsOf,
  refreshRating,
  type ReviewRow,
  reviewsOfContracts,
} from './reviews.sql.ts';

export interface NewReview {
  readonly contractUid: string;
  /** Each 1 to 5. A client marks `punctual`; a freelancer marks `avail` and `deliver`. */
  readonly marks: Marks;
  /** Whether one would recommend the other: 1 to 10. */
  readonly score: number;
  readonly questionId: number;
  readonly content: string;
}

const ended = ['finished', 'disputed', 'settled'];

/** The average of marks as tenths rounded down, written with one decimal: 4.66 becomes "4.6". */
function averageOf(marks: Marks): string {
  const given = Object.values(marks).filter((mark) => mark !== undefined);
  const tenths = Math.floor((given.reduce((sum, mark) => sum + mark, 0) * 10) / given.length);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

/** The marks this side gives; throws `review.mark_missing`. */
function ownMarks(side: 'client' | 'freelancer', marks: Marks): Marks {
  const { exchange, cooper, quality, skill, punctual, avail, deliver } = marks;
  const common = { exchange, cooper, quality, skill };
  if (side === 'client' && punctual !== undefined) return { ...common, punctual };
  if (side === 'freelancer' && avail !== undefined && deliver !== undefined) return { ...common, avail, deliver };
  throw new DomainError('review.mark_missing');
}

/**
 * One side of an ended contract reviews the other, once (seed 000: 结束合同评价). Throws `contract.not_found`,
 * `review.not_finished`, `review.reason_unknown`, `review.mark_missing`, `review.done`.
 */
export async function writeReview(ctx: WriteContext, review: NewReview, reasons: Reasons): Promise<void> {
  const contract = await lockContract(ctx, review.contractUid);
  const side = sideOf(contract, ctx.actor);
  if (!ended.includes(contract.state)) throw new DomainError('review.not_finished');
  const qtype = side === 'client' ? 'contract_finish_c' : 'contract_finish_f';
  if (reasons.byId(review.questionId)?.qtype !== qtype) throw new DomainError('review.reason_unknown');
  const { client_party_id: client, freelancer_party_id: freelancer } = contract;
  const [author, about] = side === 'client' ? [client, freelancer] : [freelancer, client];
  const own = ownMarks(side, review.marks);
  const [row] = await ctx.db.query(insertReview, [
    contract.id,
    author,
    about,
    side,
    JSON.stringify(own),
    averageOf(own),
    review.score,
    review.questionId,
    review.content,
    ctx.now,
  ]);
  if (!row) throw new DomainError('review.done');
  await ctx.db.query(refreshRating, [about]);
  await ctx.emit('contract.reviewed', { contractId: contract.id, aboutPartyId: about });
}

/** Reviews by contract. */
export async function reviewsFor(ctx: ReadContext, contractIds: readonly bigint[]): Promise<ReviewRow[]> {
  return contractIds.length === 0 ? [] : ctx.db.query(reviewsOfContracts, [contractIds]);
}

/** Number and average of reviews, by party. */
export async function ratingsFor(
  ctx: ReadContext,
  partyIds: readonly bigint[],
): Promise<Map<bigint, { reviews: number; average: number }>> {
  const rows = partyIds.length === 0 ? [] : await ctx.db.query(ratingsOf, [[...new Set(partyIds)]]);
  return new Map(rows.map((row) => [row.party_id, { reviews: row.reviews, average: Number(row.average) }]));
}
