import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import { idIn, type TaskHandler, type TaskPayload } from '../../platform/tasks/worker.ts';
import {
  type CategoryTree,
  type FreelancerQuestion,
  termsOfFreelancer,
  termsOfFreelancerQuestion,
} from './freelancer-terms.ts';
import {
  countFreelancers,
  dropFreelancer,
  findableFreelancer,
  type FindableRow,
  type FreelancerCard,
  freelancerOfContract,
  freelancerOfUser,
  lockForSearch,
  pageOfBestFreelancers,
  pageOfFewFreelancers,
  pageOfManyFreelancers,
  putFreelancer,
  sizeOfFreelancers,
  strayFreelancers,
} from './freelancers.sql.ts';
import { isFew } from './search.ts';

/**
 * Freelancers who answer the question, those of the best standing first, with the exact number of all of them (seed 000:
 * 搜索开发者). Anyone may ask; for a client each says whether they are a favourite.
 */
export async function searchFreelancers(
  ctx: ReadContext,
  { categories: tree }: { readonly categories: CategoryTree },
  question: FreelancerQuestion,
  page: Page,
): Promise<PageOf<FreelancerCard>> {
  const { query, isHopeless } = termsOfFreelancerQuestion(question, tree);
  if (isHopeless) return { items: [], total: 0 };
  const values = [ctx.market, query, question.coopRate ?? 0];
  const [[sized], [counted]] = await Promise.all([
    ctx.db.query(sizeOfFreelancers, [ctx.market]),
    query === undefined ? [] : ctx.db.query(countFreelancers, values),
  ]);
  const size = sized?.total ?? 0;
  const total = query === undefined ? size : (counted?.total ?? 0);
  const offset = offsetOf(page);
  if (total <= offset) return { items: [], total };
  const viewer = ctx.actor.kind === 'person' ? ctx.actor.partyId : null;
  if (query === undefined) {
    return { items: await ctx.db.query(pageOfBestFreelancers, [ctx.market, page.size, offset, viewer]), total };
  }
  const statement = isFew(total, size, offset + page.size) ? pageOfFewFreelancers : pageOfManyFreelancers;
  return { items: await ctx.db.query(statement, [...values, page.size, offset, viewer]), total };
}

const usualMark = 3.5;
/** As many reviews of the usual mark are counted beside the real ones, so that one good review does not lead a list. */
const usualReviews = 5;

const standingOf = ({ average, reviews }: Pick<FindableRow, 'average' | 'reviews'>): number =>
  Math.round((100 * (average * reviews + usualMark * usualReviews)) / (reviews + usualReviews));

/** Makes a freelancer found by what is now so, or not found any more. */
export async function refreshFreelancer(ctx: WriteContext, partyId: bigint): Promise<void> {
  await ctx.db.query(lockForSearch, [partyId]);
  const [row] = await ctx.db.query(findableFreelancer, [partyId]);
  if (!row?.is_findable) {
    await ctx.db.query(dropFreelancer, [partyId]);
    return;
  }
  const { market, finished, ended, slots } = row;
  const coopRate = ended === 0 ? 0 : Math.floor((100 * finished) / ended);
  const terms = termsOfFreelancer({ ...row, coopRate });
  await ctx.db.query(putFreelancer, [partyId, market, standingOf(row), coopRate, finished, slots, terms, ctx.now]);
}

/** An event names a freelancer, a person who may be one, or a contract; one task hears all of them. */
async function refreshNamed(ctx: WriteContext, payload: TaskPayload): Promise<void> {
  for (const { id } of await named(ctx, payload)) await refreshFreelancer(ctx, id);
}

function named(ctx: WriteContext, payload: TaskPayload): Promise<{ id: bigint }[]> | { id: bigint }[] {
  if ('userId' in payload) return ctx.db.query(freelancerOfUser, [idIn(payload, 'userId')]);
  if ('contractId' in payload) return ctx.db.query(freelancerOfContract, [idIn(payload, 'contractId')]);
  return [{ id: idIn(payload, 'partyId') }];
}

export const refreshFreelancerTask = 'search.refresh_freelancer';
const catchUpTask = 'search.catch_up';
const atOnce = 200;

async function catchUp(ctx: WriteContext): Promise<void> {
  const strays = await ctx.db.query(strayFreelancers, [atOnce]);
  for (const { party_id: partyId } of strays) await refreshFreelancer(ctx, partyId);
  if (strays.length === atOnce) await ctx.enqueue(catchUpTask, {});
}

export const freelancerTasks: readonly TaskHandler[] = [
  { name: refreshFreelancerTask, inside: refreshNamed },
  { name: catchUpTask, inside: catchUp },
  { name: 'search.sweep', dailyAt: '04:40', inside: (ctx) => ctx.enqueue(catchUpTask, {}) },
];

/** The events after which somebody is to be found by something else. */
export const freelancerEvents: readonly string[] = [
  'profile.changed',
  'profile.completed',
  'verification.passed',
  'user.state_changed',
  'contract.reviewed',
  'contract.finish',
  'contract.dispute',
  'contract.settle',
  'week.paid',
];
