import { later, minuteMs } from '../../kernel/clock.ts';
import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { detailFor, type ListingDetail, publicDetail } from './detail.sql.ts';
import { setViewed } from './listings.sql.ts';

/**
 * One listing with everything its page shows (seed 000: 根据UUID查询项目). Open ones are everybody's to see; the client
 * sees their own, and a freelancer with a bid or an invitation sees private and closed ones too. Throws
 * `listing.not_found` to everyone else.
 */
export async function listingDetail(ctx: ReadContext, uid: string): Promise<ListingDetail> {
  const { actor, market } = ctx;
  const [row] =
    actor.kind === 'person'
      ? await ctx.db.query(detailFor, [uid, market, actor.partyId])
      : await ctx.db.query(publicDetail, [uid, market]);
  if (!row) throw new DomainError('listing.not_found');
  return row;
}

/** Whether the caller's looking at this listing is worth noting: the client's own look, once a minute. */
export function isClientsLook(ctx: ReadContext, listing: ListingDetail): boolean {
  const { actor, now } = ctx;
  if (actor.kind !== 'person' || actor.partyId !== listing.party_id) return false;
  return listing.viewed_by_client_at === null || listing.viewed_by_client_at < later(now, -minuteMs);
}

/** Notes that the client has looked at their listing. */
export async function noteClientsLook(ctx: WriteContext, listingId: bigint): Promise<void> {
  await ctx.db.query(setViewed, [listingId, ctx.now, later(ctx.now, -minuteMs)]);
}
