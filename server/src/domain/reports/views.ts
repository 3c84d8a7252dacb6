import { dayOf } from '../../kernel/clock.ts';
import type { WriteContext } from '../../kernel/context.ts';
import { countView } from './views.sql.ts';

/**
 * Counts that the caller reads the freelancer's profile, on today's Shanghai day, every time anew. The freelancer's own
 * reading is not counted, on whichever side they are; nor is a reading of a client, by the house, or by nobody known.
 */
export async function countProfileView(ctx: WriteContext, partyId: bigint): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return;
  await ctx.db.query(countView, [partyId, dayOf(ctx.now), ctx.market, actor.userId]);
}
