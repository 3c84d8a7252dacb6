import { dayMs, later } from '../../../kernel/clock.ts';
import type { WriteContext } from '../../../kernel/context.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { requireClient } from '../../identity/index.ts';
import type { OrderRow } from '../../payments/index.ts';
import { isOpenWeek, lockContract, saveMove, sideOf } from '../contract.ts';
import type { ContractRow } from '../contracts.sql.ts';
import { cancelWeek, endWeeks, moveWeekRow, payWeek } from '../money.ts';
import { contractOfWeek, countSlots, lockOpenWeek, lockWeeks, type WeekRow } from '../weeks.sql.ts';
import { addWeek, openContractOrder } from './make-offer.ts';
import { startNext } from './pay-order.ts';

/** The client opens the next week of hourly work; it starts when its order is paid. Throws `contract.*`, `week.open_exists`. */
export async function openNextWeek(ctx: WriteContext, contractUid: string): Promise<OrderRow> {
  const contract = await lockContract(ctx, contractUid);
  if (sideOf(contract, ctx.actor) !== 'client') throw new DomainError('contract.not_yours');
  if (contract.pay_kind !== 'hourly') throw new DomainError('contract.not_hourly');
  if (contract.state !== 'active') throw new DomainError('contract.wrong_state');
  return addNextWeek(ctx, contract, await ctx.db.query(lockWeeks, [contract.id]));
}

async function addNextWeek(ctx: WriteContext, contract: ContractRow, weeks: readonly WeekRow[]): Promise<OrderRow> {
  if (weeks.some(isOpenWeek)) throw new DomainError('week.open_exists');
  for (const week of weeks) if (week.state === 'unfunded') await cancelWeek(ctx, contract, week);
  const order = await openContractOrder(ctx, contract.id, contract.client_party_id, 'week', contract.amount);
  await addWeek(ctx, contract, order);
  return order;
}

export interface WeekAudit {
  readonly weekId: bigint;
  /** What becomes of the contract when the week is paid; `refuse` pays nothing and ends it (seed 000: 时薪里程碑审核). */
  readonly decision: 'pause' | 'continue' | 'stop' | 'refuse';
}

/**
 * The client decides on a week under review. With `continue` the order of the next week is answered, unless there is one
 * already. Throws `week.*`.
 */
export async function auditWeek(
  ctx: WriteContext,
  { weekId, decision }: WeekAudit,
): Promise<{ contract: ContractRow; order?: OrderRow }> {
  const actor = requireClient(ctx.actor);
  const [contract] = await ctx.db.query(contractOfWeek, [weekId, ctx.market]);
  if (contract?.client_party_id !== actor.partyId) throw new DomainError('week.not_found');
  const weeks = await ctx.db.query(lockWeeks, [contract.id]);
  const week = weeks.find((one) => one.id === weekId);
  if (week?.state !== 'in_review') throw new DomainError('week.wrong_state');

  if (decision === 'refuse') {
    await endWith(ctx, contract, weeks, 'given_up');
    return { contract };
  }
  await payWeek(ctx, contract, week, 'approve');
  const others = weeks.filter((one) => one.id !== week.id);
  if (decision === 'stop') await endWith(ctx, contract, others, 'paid');
  if (decision === 'pause' && contract.state === 'active') await saveMove(ctx, contract, 'pause', 'client');
  if (decision !== 'continue') return { contract };
  const active = contract.state === 'paused' ? await saveMove(ctx, contract, 'resume', 'client') : contract;
  if (!others.some(isOpenWeek)) return { contract, order: await addNextWeek(ctx, active, others) };
  // The next week was opened and paid for before this one was reviewed.
  await startNext(ctx, active);
  return { contract };
}

/** Ends the contract with its open weeks. */
async function endWith(
  ctx: WriteContext,
  contract: ContractRow,
  weeks: readonly WeekRow[],
  hours: 'paid' | 'given_up',
): Promise<void> {
  await endWeeks(ctx, contract, weeks, hours);
  await saveMove(ctx, contract, 'finish', 'client');
}

async function lockWeekOf(
  ctx: WriteContext,
  weekId: bigint,
): Promise<{ contract: ContractRow; week: WeekRow } | undefined> {
  const [contract] = await ctx.db.query(contractOfWeek, [weekId, ctx.market]);
  if (!contract) return undefined;
  const week = (await ctx.db.query(lockWeeks, [contract.id])).find((one) => one.id === weekId);
  return week && { contract, week };
}

/** The clock: a week's seven days are over, and the client is asked to review it. */
export async function closeWeek(ctx: WriteContext, weekId: bigint): Promise<void> {
  const found = await lockWeekOf(ctx, weekId);
  if (found?.week.state !== 'active') return;
  await moveWeekRow(ctx, found.week, 'close', 'clock');
  const at = later(ctx.now, ctx.settings.reviewDays * dayMs);
  await ctx.enqueue('week.auto_pay', { weekId }, { at, key: `week.auto_pay:${weekId}` });
  await ctx.emit('week.closed', { weekId, contractId: found.contract.id });
}

/** The clock: a review nobody made is made by silence: the week is paid, and the contract rests. */
export async function payWeekBySilence(ctx: WriteContext, weekId: bigint): Promise<void> {
  const found = await lockWeekOf(ctx, weekId);
  if (found?.week.state !== 'in_review') return;
  await payWeek(ctx, found.contract, found.week, 'approveBySilence');
  if (found.contract.state === 'active') await saveMove(ctx, found.contract, 'pauseBySilence', 'clock');
}

/** The open week in which hours of the contract are recorded now, locked. Throws `shot.not_now` when there is none. */
export async function lockWeekForHours(
  ctx: WriteContext,
  contract: ContractRow,
): Promise<WeekRow & { manual_allowed: boolean }> {
  const [week] = await ctx.db.query(lockOpenWeek, [contract.id]);
  if (week?.contract_state !== 'active') throw new DomainError('shot.not_now');
  return week;
}

/** Counts slots into a week, or out of it (negative). Throws `shot.over_limit`. */
export async function countWeekSlots(
  ctx: WriteContext,
  weekId: bigint,
  slots: { shots: number; manual: number },
): Promise<void> {
  const [counted] = await ctx.db.query(countSlots, [weekId, slots.shots, slots.manual]);
  if (!counted) throw new DomainError('shot.over_limit');
}
