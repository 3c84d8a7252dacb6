import { addDays, dayMs, dayOf, hourMs, later, minuteMs, startOfDay } from '../../kernel/clock.ts';
import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { idIn, type TaskHandler } from '../../platform/tasks/worker.ts';
import { requireFreelancer } from '../identity/index.ts';
import type { Level, PayKind } from '../listings/index.ts';
import { termsOfQuestion } from './question.ts';
import {
  deleteSubscription,
  insertSubscription,
  listingsPublished,
  lockReader,
  readerOf,
  setMatchedUntil,
  type SubscriptionRow,
  subscriptionsOfParty,
} from './subscriptions.sql.ts';

const mostSubscriptions = 5;
const mostListings = 50;
const matchTask = 'subscriptions.match';

/** A search whose new listings a freelancer wants to hear of; an empty list lets all pass. */
export interface NewSubscription {
  readonly name: string;
  readonly keyword: string;
  readonly durations: readonly number[];
  readonly workloads: readonly number[];
  readonly payKinds: readonly PayKind[];
  readonly levels: readonly Level[];
}

/** The caller's subscriptions, the oldest first (seed 000: 查询订阅). */
export async function ownSubscriptions(ctx: ReadContext): Promise<SubscriptionRow[]> {
  return ctx.db.query(subscriptionsOfParty, [requireFreelancer(ctx.actor).partyId]);
}

/** A freelancer subscribes to a search (seed 000: 订阅). Throws `subscription.too_many` when there are five. */
export async function subscribe(ctx: WriteContext, wanted: NewSubscription): Promise<bigint> {
  const { partyId } = requireFreelancer(ctx.actor);
  await ctx.db.query(lockReader, [partyId, ctx.now]);
  const others = await ctx.db.query(subscriptionsOfParty, [partyId]);
  refuseUnless(others.length < mostSubscriptions, 'subscription.too_many');
  // What was published while there was no subscription is not news.
  if (others.length === 0) await ctx.db.query(setMatchedUntil, [partyId, ctx.now]);
  const { name, keyword, durations, workloads, payKinds, levels } = wanted;
  const values = [ctx.market, partyId, name, keyword, durations, workloads, payKinds, levels, ctx.now];
  const [row] = await ctx.db.query(insertSubscription, values);
  if (!row) throw new Error('a subscription was not inserted');
  await matchLater(ctx, partyId);
  return row.id;
}

/** Ends one of the caller's subscriptions (seed 000: 取消订阅). Throws `subscription.not_found`, also for another's. */
export async function unsubscribe(ctx: WriteContext, id: bigint): Promise<void> {
  const { partyId } = requireFreelancer(ctx.actor);
  const [row] = await ctx.db.query(deleteSubscription, [id, partyId]);
  if (!row) throw new DomainError('subscription.not_found');
}

const matchAtHour = 9;

/** Looks for this freelancer at the next nine o'clock in Shanghai; each has a task of their own, in their market. */
async function matchLater(ctx: WriteContext, partyId: bigint): Promise<void> {
  const today = later(startOfDay(dayOf(ctx.now)), matchAtHour * hourMs);
  const at = today > ctx.now ? today : later(startOfDay(addDays(dayOf(ctx.now), 1)), matchAtHour * hourMs);
  await ctx.enqueue(matchTask, { partyId }, { at, key: `${matchTask}:${partyId}` });
}

/** Whether it is time again; a weekly look may be an hour early, since each begins at the same hour. */
const isDue = (rate: 'day' | 'week', since: Date, until: Date): boolean =>
  rate === 'day' || until.getTime() - since.getTime() >= 7 * dayMs - hourMs;

/** A listing shows the moment its unit of work began; one that is still being written must not be passed over. */
const settledMs = minuteMs;

/**
 * Looks for listings published since the last look that match any of the freelancer's subscriptions. Listeners:
 * `subscription.matched` with `partyId`, `listingIds` (joined by commas, newest first, at most 50), `listings` (how many).
 */
async function match(ctx: WriteContext, partyId: bigint): Promise<void> {
  const [reader] = await ctx.db.query(readerOf, [partyId]);
  const subscriptions = await ctx.db.query(subscriptionsOfParty, [partyId]);
  if (!reader || subscriptions.length === 0) return;
  await matchLater(ctx, partyId);
  const until = later(ctx.now, -settledMs);
  if (!reader.is_on) {
    await ctx.db.query(setMatchedUntil, [partyId, until]);
    return;
  }
  const since = reader.matched_until;
  if (until <= since || !isDue(reader.rate, since, until)) return;
  await ctx.db.query(setMatchedUntil, [partyId, until]);
  const query = queryOfAny(subscriptions);
  if (query === undefined) return;
  const values = [ctx.market, since, until, query, reader.user_id, mostListings];
  const found = await ctx.db.query(listingsPublished, values);
  if (found.length === 0) return;
  const listingIds = found.map((row) => row.listing_id).join(',');
  await ctx.emit('subscription.matched', { partyId, listingIds, listings: found.length });
}

/** What answers one of the subscriptions: null when everything does, undefined when nothing can. */
function queryOfAny(subscriptions: readonly SubscriptionRow[]): string | null | undefined {
  const terms = subscriptions
    .map(({ keyword, durations, workloads, pay_kinds: payKinds, levels }) =>
      termsOfQuestion({ keyword, durations, workloads, payKinds, levels }),
    )
    .filter(({ isHopeless }) => !isHopeless);
  if (terms.length === 0) return undefined;
  const queries = terms.map(({ query }) => query).filter((query) => query !== undefined);
  return queries.length < terms.length ? null : queries.map((query) => `(${query})`).join('|');
}

export const subscriptionTasks: readonly TaskHandler[] = [
  { name: matchTask, inside: (ctx, payload) => match(ctx, idIn(payload, 'partyId')) },
];
