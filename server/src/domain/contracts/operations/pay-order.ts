import { dayMs, later, startOfDay } from '../../../kernel/clock.ts';
import type { WriteContext } from '../../../kernel/context.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { fundEscrow, payBonus } from '../../ledger/index.ts';
import { findOrder, lockOrder, markPaid, type OrderPurpose, type OrderRow } from '../../payments/index.ts';
import { markHired } from '../../proposals/index.ts';
import { lockForSystem, saveMove, today } from '../contract.ts';
import type { ContractRow } from '../contracts.sql.ts';
import { lockMilestones, type MilestoneRow } from '../milestones.sql.ts';
import { isUnderWay, moveMilestoneRows, moveWeekRow } from '../money.ts';
import { lockWeeks, type WeekRow } from '../weeks.sql.ts';

export interface Payment {
  readonly tradeNo: string;
  readonly payerPartyId: bigint;
  /** The contract the caller believes it to be for, and what for; compared with the truth. */
  readonly contractUid?: string | undefined;
  readonly purpose?: OrderPurpose | undefined;
}

/**
 * Pays an order of the payer's out of the balance: milestones or a week into escrow, a bonus straight to the freelancer
 * (seed 000: 支付订单支付). Paying a paid order again changes nothing and succeeds. The first payment sends the offer. Throws
 * `order.not_found`, `order.wrong_contract`, `order.wrong_state`, `ledger.insufficient_funds`.
 */
export async function payOrder(ctx: WriteContext, payment: Payment): Promise<ContractRow> {
  const found = await findOrder(ctx, payment.tradeNo);
  const isTheirs = found?.payer_party_id === payment.payerPartyId && found.purpose !== 'topup';
  if (!isTheirs || found.contract_id === null) throw new DomainError('order.not_found', { tradeNo: payment.tradeNo });
  // Everything locks the contract before its orders, milestones and weeks.
  const contract = await lockForSystem(ctx, found.contract_id);
  const order = await lockOrder(ctx, payment.tradeNo);
  const isMeant =
    (payment.purpose === undefined || payment.purpose === order.purpose) &&
    (payment.contractUid === undefined || payment.contractUid === contract.uid);
  if (!isMeant) throw new DomainError('order.wrong_contract', { tradeNo: payment.tradeNo });

  if (order.state === 'paid') return contract;
  if (order.state !== 'open') throw new DomainError('order.wrong_state', { tradeNo: payment.tradeNo });
  await markPaid(ctx, order, 'client');
  if (order.purpose === 'bonus') {
    await giveBonus(ctx, order, contract);
    return contract;
  }
  return fund(ctx, order, contract);
}

async function giveBonus(ctx: WriteContext, order: OrderRow, contract: ContractRow): Promise<void> {
  await payBonus(ctx, {
    tradeNo: order.trade_no,
    payerId: order.payer_party_id,
    payeeId: contract.freelancer_party_id,
    contractId: contract.id,
    amount: order.amount,
    feeBasisPoints: order.fee_basis_points,
    note: order.description,
  });
  await ctx.emit('contract.bonus_paid', { contractId: contract.id, tradeNo: order.trade_no });
}

async function fund(ctx: WriteContext, order: OrderRow, contract: ContractRow): Promise<ContractRow> {
  if (!['drafted', 'offered', 'active', 'paused'].includes(contract.state)) throw new DomainError('order.wrong_state');
  const escrow = { orderId: order.id, tradeNo: order.trade_no, payerId: order.payer_party_id, contractId: contract.id };
  await fundEscrow(ctx, escrow, order.amount, contract.name);

  if (order.purpose === 'milestones') {
    const milestones = await ctx.db.query(lockMilestones, [contract.id]);
    const mine = milestones.filter((milestone) => milestone.order_id === order.id);
    await moveMilestoneRows(ctx, mine, 'fund', 'client');
  } else {
    const week = (await ctx.db.query(lockWeeks, [contract.id])).find((one) => one.order_id === order.id);
    if (week) await moveWeekRow(ctx, week, 'fund', 'client');
  }
  if (contract.state === 'drafted') return sendOffer(ctx, contract);
  if (order.purpose === 'milestones') {
    await ctx.emit('milestone.added', { contractId: contract.id, tradeNo: order.trade_no });
  }
  if (contract.state === 'active') await startNext(ctx, contract);
  return contract;
}

async function sendOffer(ctx: WriteContext, contract: ContractRow): Promise<ContractRow> {
  const expiresAt = later(ctx.now, ctx.settings.offerDays * dayMs);
  const offered = await saveMove(ctx, contract, 'fund', 'client', { expiresAt });
  const key = `contract.expire:${contract.id}`;
  await ctx.enqueue('contract.expire', { contractId: contract.id }, { at: expiresAt, key });
  if (contract.proposal_id !== null) await markHired(ctx, contract.proposal_id, contract.id);
  return offered;
}

/** Starts what is funded next, unless something is under way: the next milestone, or a week from today on. */
export async function startNext(ctx: WriteContext, contract: ContractRow): Promise<void> {
  if (contract.pay_kind === 'hourly') {
    const weeks = await ctx.db.query(lockWeeks, [contract.id]);
    const next = weeks.find((week) => week.state === 'funded');
    if (next && !weeks.some((week) => week.state === 'active')) await startWeek(ctx, next);
    return;
  }
  await startNextMilestone(ctx, await ctx.db.query(lockMilestones, [contract.id]));
}

/** Starts the first funded milestone unless one is under way. */
export async function startNextMilestone(ctx: WriteContext, milestones: readonly MilestoneRow[]): Promise<void> {
  const next = milestones.find((milestone) => milestone.state === 'funded');
  const isBusy = milestones.some(isUnderWay);
  if (next && !isBusy) await moveMilestoneRows(ctx, [next], 'start', 'system');
}

/** A week runs seven days from the first moment of today in Shanghai; then the clock closes it. */
async function startWeek(ctx: WriteContext, week: WeekRow): Promise<void> {
  const startAt = startOfDay(today(ctx));
  const endAt = later(startAt, 7 * dayMs);
  await moveWeekRow(ctx, week, 'start', 'system', { startAt, endAt });
  await ctx.enqueue('week.close', { weekId: week.id }, { at: endAt, key: `week.close:${week.id}` });
}
