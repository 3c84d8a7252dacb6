import type { WriteContext } from '../../../kernel/context.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { assertReason, lockContract, lockForSystem, type Reasons, saveMove, sideOf } from '../contract.ts';
import type { ContractRow } from '../contracts.sql.ts';
import { lockMilestones } from '../milestones.sql.ts';
import { cancelMilestones, cancelWeek } from '../money.ts';
import { lockWeeks } from '../weeks.sql.ts';
import { startNext } from './pay-order.ts';

export interface Answer {
  readonly contractUid: string;
  readonly questionId?: number | undefined;
  readonly reason?: string | undefined;
}

/** The freelancer accepts the offer: work starts with the first milestone, or a week from today. */
export async function acceptOffer(ctx: WriteContext, { contractUid, reason }: Answer): Promise<void> {
  const contract = await lockContract(ctx, contractUid);
  const side = sideOf(contract, ctx.actor);
  // The offer ends with its time, also when the clock's own task is late.
  const isOver = contract.state === 'offered' && contract.expires_at !== null && contract.expires_at <= ctx.now;
  if (side === 'freelancer' && isOver)
    throw new DomainError('move.not_from_here', { move: 'accept', state: 'expired' });
  const active = await saveMove(ctx, contract, 'accept', side, { note: reason });
  await startNext(ctx, active);
}

/** The freelancer refuses the offer, for a reason of the list: all its money goes back. Throws `contract.reason_required`. */
export async function refuseOffer(ctx: WriteContext, answer: Answer, reasons: Reasons): Promise<void> {
  assertReason(reasons, 'contract_refuse', answer.questionId, true);
  await endOffer(ctx, answer, 'refuse');
}

/** The client takes the offer back before it is answered: all its money comes back. Throws `contract.reason_required`. */
export async function revokeOffer(ctx: WriteContext, answer: Answer, reasons: Reasons): Promise<void> {
  assertReason(reasons, 'contract_revoke', answer.questionId, false);
  await endOffer(ctx, answer, 'revoke');
}

async function endOffer(
  ctx: WriteContext,
  { contractUid, questionId, reason }: Answer,
  move: 'refuse' | 'revoke',
): Promise<void> {
  const contract = await lockContract(ctx, contractUid);
  await saveMove(ctx, contract, move, sideOf(contract, ctx.actor), { questionId, note: reason });
  await cancelAll(ctx, contract);
}

/** The clock: an offer nobody answered ends, and its money goes back. Does nothing when it was answered. */
export async function expireOffer(ctx: WriteContext, contractId: bigint): Promise<void> {
  const contract = await lockForSystem(ctx, contractId);
  if (contract.state !== 'offered') return;
  await saveMove(ctx, contract, 'expire', 'clock');
  await cancelAll(ctx, contract);
}

const open = ['unfunded', 'funded', 'active', 'sent_back', 'in_review'];

/** Cancels every milestone and week that is not settled; what was funded goes back to the client. */
export async function cancelAll(ctx: WriteContext, contract: ContractRow): Promise<void> {
  if (contract.pay_kind === 'fixed') {
    const milestones = await ctx.db.query(lockMilestones, [contract.id]);
    await cancelMilestones(
      ctx,
      contract,
      milestones.filter((milestone) => open.includes(milestone.state)),
    );
    return;
  }
  const weeks = await ctx.db.query(lockWeeks, [contract.id]);
  for (const week of weeks) if (open.includes(week.state)) await cancelWeek(ctx, contract, week);
}
