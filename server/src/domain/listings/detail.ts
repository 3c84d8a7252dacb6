import { later, minuteMs } from '../../kernel/clock.ts';
import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { detailByUid, type Incoming, incomingOf, type ListingDetail, type OtherListing } from './detail.sql.ts';
import { setViewed } from './listings.sql.ts';

/**
 * One listing with everything its page shows (seed 000: 根据UUID查询项目). Open ones are everybody's to see; the client
 * sees their own, and a freelancer with a bid or an invitation sees private and closed ones too. Throws
 * `listing.not_found` to everyone else.
 */
export async function listingDetail(ctx: ReadContext, uid: string): Promise<ListingDetail> {
  const { actor, market } = ctx;
  const viewer = actor.kind === 'person' ? actor.partyId : null;
  const [row] = await ctx.db.share(detailByUid, [uid, market, viewer]);
  if (!row) throw new DomainError('listing.not_found');
  const [incoming = nothing] = row.has_proposals ? await ctx.db.share(incomingOf, [row.id, viewer]) : [];
  // Into the row itself, which is nobody else's: copying thirty columns costs more than reading them.
  return Object.assign(row, incoming, { others: row.others.map(otherOf) });
}

const nothing: Incoming = {
  applied: 0,
  interviewing: 0,
  bids: [],
  own_id: null,
  own_state: null,
  own_contract_uid: null,
};

function otherOf(text: string): OtherListing {
  const kindAt = text.indexOf(' ') + 1;
  const titleAt = text.indexOf(' ', kindAt) + 1;
  const payKind = text.startsWith('hourly', kindAt) ? 'hourly' : 'fixed';
  return { uid: text.slice(0, kindAt - 1), payKind, title: text.slice(titleAt) };
}

/** Whether the caller's looking at this listing is worth noting: the client's own look, once a minute. */
export function isClientsLook(ctx: ReadContext, listing: ListingDetail): boolean {
  const { now } = ctx;
  if (!isOwnListing(ctx, listing)) return false;
  return listing.viewed_by_client_at === null || listing.viewed_by_client_at < later(now, -minuteMs);
}

/** Whether the caller is the client of this listing. */
export const isOwnListing = ({ actor }: ReadContext, { party_id: partyId }: Pick<ListingDetail, 'party_id'>): boolean =>
  actor.kind === 'person' && actor.partyId === partyId;

/** Notes that the client has looked at their listing. */
export async function noteClientsLook(ctx: WriteContext, listingId: bigint): Promise<void> {
  await ctx.db.query(setViewed, [listingId, ctx.now, later(ctx.now, -minuteMs)]);
}
