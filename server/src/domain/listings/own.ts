import type { ReadContext } from '../../kernel/context.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import { requireClient } from '../identity/index.ts';
import {
  cardsByIds,
  type ListingCard,
  ownListingNames,
  type OwnListing,
  ownListingsCount,
  ownListingsPage,
} from './cards.sql.ts';
import type { ListingState } from './lifecycle.ts';

/** Every state of a listing that its client has not removed. */
export const livingStates: readonly ListingState[] = ['draft', 'open', 'private', 'closed'];

const mostNames = 1_000;

/** The caller's listings in these states, newest first (seed 000: 获取我的工作列表). */
export async function ownListings(
  ctx: ReadContext,
  states: readonly ListingState[],
  page: Page,
): Promise<PageOf<OwnListing>> {
  const { partyId } = requireClient(ctx.actor);
  const [items, [count]] = await Promise.all([
    ctx.db.query(ownListingsPage, [partyId, states, page.size, offsetOf(page)]),
    ctx.db.query(ownListingsCount, [partyId, states]),
  ]);
  return { items, total: count?.total ?? 0 };
}

/** Names of the caller's listings for choosing one of them: the newest 1,000 in these states. */
export function ownListingTitles(
  ctx: ReadContext,
  states: readonly ListingState[] = livingStates,
): Promise<{ id: bigint; uid: string; title: string }[]> {
  return ctx.db.query(ownListingNames, [requireClient(ctx.actor).partyId, states, mostNames]);
}

/** Cards by id, with the caller's favourites marked; for lists that other modules keep. */
export async function listingCards(ctx: ReadContext, ids: readonly bigint[]): Promise<Map<bigint, ListingCard>> {
  if (ids.length === 0) return new Map();
  const partyId = ctx.actor.kind === 'person' ? ctx.actor.partyId : null;
  const rows = await ctx.db.query(cardsByIds, [[...new Set(ids)], partyId]);
  return new Map(rows.map((row) => [row.id, row]));
}
