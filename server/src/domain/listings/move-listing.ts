import type { WriteContext } from '../../kernel/context.ts';
import { DomainError, type ErrorCode } from '../../kernel/errors.ts';
import { next } from '../../kernel/machine.ts';
import { requireClient } from '../identity/index.ts';
import { findableOf, putInSearch, takeFromSearch } from './index-listing.ts';
import { detach, type ListingCatalog } from './input.ts';
import { listingLifecycle, type ListingMove } from './lifecycle.ts';
import { deleteDraft, ownListingForUpdate, setListingState } from './listings.sql.ts';

const refusals: Readonly<Record<ListingMove, ErrorCode>> = {
  publish: 'listing.cannot_publish',
  hide: 'listing.cannot_hide',
  close: 'listing.cannot_close',
  remove: 'listing.cannot_remove',
};

/**
 * A client moves a listing of theirs along its lifecycle (seed 000: 项目状态变更). Throws `listing.not_found` when it is
 * not theirs, and the refusal of the move when it does not start here. Listeners: `listing.published`,
 * `listing.reopened`, `listing.hidden`, `listing.closed`.
 */
export async function moveListing(
  ctx: WriteContext,
  catalog: ListingCatalog,
  uid: string,
  move: ListingMove,
): Promise<void> {
  const actor = requireClient(ctx.actor);
  const [row] = await ctx.db.query(ownListingForUpdate, [uid, ctx.market, actor.partyId]);
  if (!row) throw new DomainError('listing.not_found');
  if (!listingLifecycle.moves[move].from.some((state) => state === row.state)) {
    throw new DomainError(refusals[move], { state: row.state });
  }
  const to = next(listingLifecycle, row.state, move, 'client');
  await ctx.db.query(setListingState, [row.id, to, ctx.now, move, row.state, 'client']);
  if (to === 'open') {
    const parentId = catalog.categories.byId(row.category_id)?.parentId ?? null;
    await putInSearch(ctx, row.id, row.published_at ?? ctx.now, findableOf(row, parentId));
    const again = row.published_at !== null;
    await ctx.emit('listing.published', { listingId: row.id, again });
    if (again) await ctx.emit('listing.reopened', { listingId: row.id });
  } else if (row.state === 'open') await takeFromSearch(ctx, row.id);
  if (to === 'private') await ctx.emit('listing.hidden', { listingId: row.id });
  if (to === 'closed') await ctx.emit('listing.closed', { listingId: row.id });
}

/**
 * A client deletes a draft of theirs for good (seed 000: 删除工作). Throws `listing.not_found` when it is not theirs and
 * `listing.not_draft` when others may know of it already.
 */
export async function removeDraft(ctx: WriteContext, uid: string): Promise<void> {
  const actor = requireClient(ctx.actor);
  const [row] = await ctx.db.query(ownListingForUpdate, [uid, ctx.market, actor.partyId]);
  if (!row) throw new DomainError('listing.not_found');
  if (row.state !== 'draft') throw new DomainError('listing.not_draft', { state: row.state });
  await ctx.db.query(deleteDraft, [row.id]);
  await detach(ctx, row.id);
}
