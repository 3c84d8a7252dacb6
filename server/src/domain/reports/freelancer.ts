import type { ReadContext } from '../../kernel/context.ts';
import { requireFreelancer } from '../identity/index.ts';
import { balancesOf } from '../ledger/index.ts';
import { openMilestones, type OpenMilestoneRow, openSums, openWeeks, type OpenWeekRow } from './freelancer.sql.ts';

/** Where work stands: being done, or handed in and waiting for the client. */
export type WorkStatus = 'in_progress' | 'in_review';

const statesOf = {
  in_progress: ['active', 'sent_back'],
  in_review: ['in_review'],
} as const satisfies Record<WorkStatus, readonly string[]>;

/** All amounts are fen. */
export interface FreelancerReport {
  readonly milestones: readonly OpenMilestoneRow[];
  readonly weeks: readonly OpenWeekRow[];
  readonly inProgress: bigint;
  readonly inReview: bigint;
  readonly available: bigint;
}

/**
 * The work of the calling freelancer that is not settled yet (seed 000: 开发者报表查询), of contracts that are active or
 * paused. Amounts are what the client pays, before the fee:
 * - `milestones` and `weeks`: those of the asked status, the newest first and at most 1,000 of each. A milestone that
 *   was sent back is in progress again; one that is funded and waits for its turn is not listed. A week's `worth` is
 *   the price of the time recorded in it so far;
 * - `inProgress`, `inReview`: the sums of both statuses over all such work, whichever was asked for;
 * - `available`: what the freelancer can spend or withdraw now.
 *
 * Throws `role.freelancer_required`.
 */
export async function freelancerReport(ctx: ReadContext, status: WorkStatus): Promise<FreelancerReport> {
  const { partyId } = requireFreelancer(ctx.actor);
  const values = [partyId, statesOf[status]];
  const [milestones, weeks, [sums], { available }] = await Promise.all([
    ctx.db.query(openMilestones, values),
    ctx.db.query(openWeeks, values),
    ctx.db.query(openSums, [partyId]),
    balancesOf(ctx, partyId),
  ]);
  return { milestones, weeks, inProgress: sums?.in_progress ?? 0n, inReview: sums?.in_review ?? 0n, available };
}
