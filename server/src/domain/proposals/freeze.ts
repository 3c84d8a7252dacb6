import type { WriteContext } from '../../kernel/context.ts';
import { next } from '../../kernel/machine.ts';
import { idIn, type TaskHandler } from '../../platform/tasks/worker.ts';
import { listingsByIds, lockListing } from '../listings/index.ts';
import { bidLifecycle } from './lifecycle.ts';
import { freezeBids, thawBids } from './proposals.sql.ts';

/** The task that hears of a listing being published, hidden or closed. */
export const followListingTask = 'proposals.follow_listing';

/**
 * Freezes the waiting bids of a listing that takes no bids any more, and thaws them once it does again. Goes by the
 * listing as it is now, so that events may come late, twice or out of order.
 */
export async function followListing(ctx: WriteContext, listingId: bigint): Promise<void> {
  const known = await listingsByIds(ctx, [listingId]);
  if (!known.has(listingId)) return;
  const { state } = await lockListing(ctx, listingId);
  if (state === 'open') {
    const thawed = await ctx.db.query(thawBids, [listingId, next(bidLifecycle, 'archived', 'thaw', 'system'), ctx.now]);
    if (thawed.length > 0) await ctx.emit('proposal.thawed', { listingId, count: thawed.length });
    return;
  }
  const frozen = await ctx.db.query(freezeBids, [listingId, next(bidLifecycle, 'active', 'freeze', 'system'), ctx.now]);
  if (frozen.length > 0) await ctx.emit('proposal.frozen', { listingId, count: frozen.length });
}

/** The tasks of this module. */
export const proposalTasks: readonly TaskHandler[] = [
  {
    name: followListingTask,
    inside: (ctx, payload) => followListing(ctx, idIn(payload, 'listingId')),
  },
];
