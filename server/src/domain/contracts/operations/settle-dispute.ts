import type { ReadContext, WriteContext } from '../../../kernel/context.ts';
import { refuseUnless } from '../../../kernel/errors.ts';
import { sumFen } from '../../../kernel/money.ts';
import { lockForSystem, saveMove } from '../contract.ts';
import { type ContractRow, disputedContracts } from '../contracts.sql.ts';
import { lockMilestones } from '../milestones.sql.ts';
import { type Disputed, settleDisputed } from '../money.ts';
import { lockWeeks } from '../weeks.sql.ts';

/** Contracts in dispute, the longest waiting first, at most a hundred. */
export async function contractsInDispute(ctx: ReadContext): Promise<ContractRow[]> {
  return ctx.db.query(disputedContracts, [ctx.market]);
}

export interface DisputeDecision {
  readonly contractId: bigint;
  /** How much of the money in dispute the freelancer has earned, in fen before the fee; or all of it. */
  readonly toFreelancer: bigint | 'all';
  readonly reason: string;
}

/**
 * An operator ends a dispute: part of the money is paid to the freelancer, less the fee, the rest goes back to the client.
 * Throws `contract.not_found`, `move.not_by_you` (not an operator), `move.not_from_here`, `contract.amount` (more than is
 * in dispute).
 */
export async function settleDispute(
  ctx: WriteContext,
  { contractId, toFreelancer, reason }: DisputeDecision,
): Promise<void> {
  const role = ctx.actor.kind === 'operator' ? 'operator' : 'client';
  const contract = await lockForSystem(ctx, contractId);
  const settled = await saveMove(ctx, contract, 'settle', role, { note: reason });

  const parts = await disputedParts(ctx, settled);
  const total = sumFen(parts.map(({ amount }) => amount));
  let left = toFreelancer === 'all' ? total : toFreelancer;
  refuseUnless(left >= 0n && left <= total, 'contract.amount', { total });
  for (const { disputed, amount } of parts) {
    const gross = left < amount ? left : amount;
    await settleDisputed(ctx, settled, disputed, gross);
    left -= gross;
  }
}

async function disputedParts(
  ctx: WriteContext,
  contract: ContractRow,
): Promise<{ disputed: Disputed; amount: bigint }[]> {
  if (contract.pay_kind === 'hourly') {
    const weeks = await ctx.db.query(lockWeeks, [contract.id]);
    return weeks
      .filter((week) => week.state === 'disputed')
      .map((week) => ({ disputed: { week }, amount: week.amount }));
  }
  const milestones = await ctx.db.query(lockMilestones, [contract.id]);
  return milestones
    .filter((milestone) => milestone.state === 'disputed')
    .map((milestone) => ({ disputed: { milestone }, amount: milestone.amount }));
}
