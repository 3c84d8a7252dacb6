import type { WriteContext } from '../../../kernel/context.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { isOpenWeek, lockContract, saveMove, sideOf } from '../contract.ts';
import type { ContractRow } from '../contracts.sql.ts';
import { lockMilestones } from '../milestones.sql.ts';
import { cancelMilestones, cancelWeek, endWeeks, isUnderWay, moveMilestoneRows, payMilestone } from '../money.ts';
import { lockWeeks } from '../weeks.sql.ts';
import { cancelAll } from './answer-offer.ts';
import { addWeek, openContractOrder } from './make-offer.ts';
import { payOrder, startNext } from './pay-order.ts';

/** The client lets the work rest. */
export async function pauseContract(ctx: WriteContext, contractUid: string): Promise<void> {
  const contract = await lockContract(ctx, contractUid);
  await saveMove(ctx, contract, 'pause', sideOf(contract, ctx.actor));
}

/**
 * The client lets the work go on. Hourly work without an open week gets a new one, funded from the balance (seed 000:
 * 合同重新开始). Throws `ledger.insufficient_funds`; then nothing has changed.
 */
export async function resumeContract(ctx: WriteContext, contractUid: string): Promise<void> {
  const contract = await lockContract(ctx, contractUid);
  const active = await saveMove(ctx, contract, 'resume', sideOf(contract, ctx.actor));
  const weeks = await ctx.db.query(lockWeeks, [contract.id]);
  // What was paid for while the work rested starts now.
  if (contract.pay_kind !== 'hourly' || weeks.some(isOpenWeek)) return startNext(ctx, active);
  for (const week of weeks) if (week.state === 'unfunded') await cancelWeek(ctx, active, week);
  const order = await openContractOrder(ctx, contract.id, contract.client_party_id, 'week', contract.amount);
  await addWeek(ctx, contract, order);
  await payOrder(ctx, { tradeNo: order.trade_no, payerPartyId: contract.client_party_id });
}

/**
 * Ends the work (seed 000: 结束合同). A freelancer gives up what is not paid yet: all open money goes back to the client. A
 * client with `pays` settles what is under way and gets the rest back; without it, what is under way becomes a dispute,
 * its money staying in escrow, and the contract simply ends when nothing is. Throws `contract.pays_required` when a client
 * leaves it open.
 */
export async function finishContract(
  ctx: WriteContext,
  { contractUid, pays, reason }: { contractUid: string; pays: boolean | undefined; reason?: string | undefined },
): Promise<ContractRow> {
  const contract = await lockContract(ctx, contractUid);
  const side = sideOf(contract, ctx.actor);
  if (side === 'freelancer') {
    const finished = await saveMove(ctx, contract, 'finish', side, { note: reason });
    await cancelAll(ctx, contract);
    return finished;
  }
  if (pays === undefined) throw new DomainError('contract.pays_required');
  const isDisputed =
    contract.pay_kind === 'fixed'
      ? await endMilestones(ctx, contract, pays)
      : await endWeeks(ctx, contract, await ctx.db.query(lockWeeks, [contract.id]), pays ? 'paid' : 'disputed');
  return saveMove(ctx, contract, isDisputed ? 'dispute' : 'finish', side, { note: reason });
}

/** Settles or disputes the milestone under way and cancels the others; answers whether there is a dispute. */
async function endMilestones(ctx: WriteContext, contract: ContractRow, pays: boolean): Promise<boolean> {
  const milestones = await ctx.db.query(lockMilestones, [contract.id]);
  const current = milestones.filter(isUnderWay);
  await cancelMilestones(
    ctx,
    contract,
    milestones.filter((milestone) => ['unfunded', 'funded'].includes(milestone.state)),
  );
  if (pays) {
    for (const milestone of current) {
      await payMilestone(ctx, contract, milestone, 'release');
      await ctx.emit('milestone.paid', { milestoneId: milestone.id, contractId: contract.id });
    }
    return false;
  }
  await moveMilestoneRows(ctx, current, 'dispute', 'client');
  return current.length > 0;
}
