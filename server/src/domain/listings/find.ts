import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { type ListingStanding, standingsByIds } from './cards.sql.ts';
import { listingByUid, listingForUpdate, type ListingRow, listingsById } from './listings.sql.ts';

/** The listing of this public id in any state but removed. Who may see it is the caller's question. */
export async function findListing(ctx: ReadContext, uid: string): Promise<ListingRow | undefined> {
  const [row] = await ctx.db.query(listingByUid, [uid, ctx.market]);
  return row;
}

/** Listings by id in any state, for presenting them beside other things. */
export async function listingsByIds(ctx: ReadContext, ids: readonly bigint[]): Promise<Map<bigint, ListingRow>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.query(listingsById, [[...new Set(ids)], ctx.market]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Who seeks by each of these listings, and how many have bid on it. */
export async function listingStandings(
  ctx: ReadContext,
  ids: readonly bigint[],
): Promise<Map<bigint, ListingStanding>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.query(standingsByIds, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The listing as it stands, kept from changing until the unit of work ends. Throws `listing.not_found`. */
export async function lockListing(ctx: WriteContext, id: bigint): Promise<ListingRow> {
  const [row] = await ctx.db.query(listingForUpdate, [id, ctx.market]);
  if (!row) throw new DomainError('listing.not_found');
  return row;
}
