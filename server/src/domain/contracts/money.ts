import type { WriteContext } from '../../kernel/context.ts';
import { next, type Role } from '../../kernel/machine.ts';
import { priceOfMinutes } from '../../kernel/money.ts';
import { DomainError } from '../../kernel/errors.ts';
import { settleEscrow } from '../ledger/index.ts';
import { closeOrders, ordersOf } from '../payments/index.ts';
import { slotMinutes } from './contract.ts';
import { addPaid, type ContractRow } from './contracts.sql.ts';
import { milestoneLifecycle, type MilestoneMove, weekLifecycle, type WeekMove } from './lifecycle.ts';
import {
  type FundingOrder,
  type MilestoneRow,
  moveMilestone,
  moveMilestones,
  settleMilestoneRow,
} from './milestones.sql.ts';
import { moveWeek, type WeekRow } from './weeks.sql.ts';

/** The states in which the money of a milestone or a week is held in escrow. */
export const heldInEscrow = ['funded', 'active', 'in_review', 'sent_back', 'disputed'] as const;

/** Whether work on a milestone is going on. */
export const isUnderWay = ({ state }: Pick<MilestoneRow, 'state'>): boolean =>
  state === 'active' || state === 'sent_back' || state === 'in_review';

/** What a week has earned: its recorded slots of ten minutes, which never exceed its limit. */
export function earnedBy(week: WeekRow): bigint {
  return priceOfMinutes(week.hourly, (week.shot_slots + week.manual_slots) * slotMinutes);
}

/** Moves milestones of one contract that are all in states the move starts from. */
export async function moveMilestoneRows(
  ctx: WriteContext,
  milestones: readonly MilestoneRow[],
  move: MilestoneMove,
  by: Role,
  note = '',
): Promise<MilestoneRow[]> {
  const [first, ...others] = milestones;
  if (!first) return [];
  const [to] = milestones.map((milestone) => next(milestoneLifecycle, milestone.state, move, by));
  const partyId = ctx.actor.kind === 'person' ? ctx.actor.partyId : null;
  const froms = [...new Set(milestones.map((milestone) => milestone.state))];
  const ids = milestones.map((milestone) => milestone.id);
  const rest = [to, ctx.now, move, by, note, partyId];
  const moved = await (others.length === 0
    ? ctx.db.query(moveMilestone, [first.id, first.state, ...rest])
    : ctx.db.query(moveMilestones, [ids, froms, ...rest]));
  if (moved.length !== milestones.length) throw new DomainError('milestone.wrong_state');
  return moved;
}

export interface WeekFacts {
  readonly paidAmount?: bigint;
  readonly startAt?: Date;
  readonly endAt?: Date;
}

/** Moves a week. */
export async function moveWeekRow(
  ctx: WriteContext,
  week: WeekRow,
  move: WeekMove,
  by: Role,
  facts: WeekFacts = {},
): Promise<WeekRow> {
  const to = next(weekLifecycle, week.state, move, by);
  const values = [
    week.id,
    week.state,
    to,
    ctx.now,
    move,
    by,
    facts.paidAmount ?? null,
    facts.startAt ?? null,
    facts.endAt ?? null,
  ];
  const [moved] = await ctx.db.query(moveWeek, values);
  if (!moved) throw new DomainError('week.wrong_state');
  return moved;
}

/** A part of a contract's money, as the ledger knows it, and the order whose escrow holds it. */
interface Part {
  readonly subject: string;
  readonly orderId: bigint;
  readonly amount: bigint;
  readonly note: string;
}

const partOfMilestone = ({ id, order_id: orderId, amount, name: note }: MilestoneRow): Part => ({
  subject: `milestone:${id}`,
  orderId,
  amount,
  note,
});

const partOfWeek = ({ name: note }: ContractRow, { id, order_id: orderId, amount }: WeekRow): Part => ({
  subject: `week:${id}`,
  orderId,
  amount,
  note,
});

/** Shares out what escrow holds of a part: `gross` fen are earned, less the fee, and the rest goes back to the client. */
async function shareOut(
  ctx: WriteContext,
  contract: ContractRow,
  { subject, orderId, amount, note }: Part,
  gross: bigint,
  known?: FundingOrder,
): Promise<void> {
  const order = known ?? (await ordersOf(ctx, [orderId])).get(orderId);
  if (!order) throw new Error(`no order ${orderId}`);
  const { trade_no: tradeNo, payer_party_id: payerId, fee_basis_points: feeBasisPoints } = order;
  const escrow = { orderId, tradeNo, payerId, contractId: contract.id };
  const payeeId = contract.freelancer_party_id;
  await settleEscrow(ctx, escrow, { subject, payeeId, gross, back: amount - gross, feeBasisPoints, note });
}

/** Pays a milestone out of escrow, less the fee. The milestone and the contract are locked. */
export async function payMilestone(
  ctx: WriteContext,
  contract: ContractRow,
  milestone: MilestoneRow,
  move: 'approve' | 'release',
  funding?: FundingOrder,
): Promise<void> {
  // The move is refused before the ledger is asked: what was never funded has no escrow.
  next(milestoneLifecycle, milestone.state, move, 'client');
  const { amount } = milestone;
  const order = funding ?? (await ordersOf(ctx, [milestone.order_id])).get(milestone.order_id);
  // In one round trip: what they change is locked, and the first to fail undoes them all.
  await Promise.all([
    moveMilestoneRows(ctx, [milestone], move, 'client'),
    shareOut(ctx, contract, partOfMilestone(milestone), amount, order),
    ctx.db.query(addPaid, [contract.id, amount]),
  ]);
}

const holding = ['funded', 'active', 'sent_back', 'in_review'] as const;

/** Cancels milestones; what was funded goes back to the client. */
export async function cancelMilestones(
  ctx: WriteContext,
  contract: ContractRow,
  milestones: readonly MilestoneRow[],
): Promise<void> {
  const held = milestones.filter((milestone) => holding.some((state) => state === milestone.state));
  const orders = await ordersOf(
    ctx,
    held.map((milestone) => milestone.order_id),
  );
  for (const milestone of held) {
    await shareOut(ctx, contract, partOfMilestone(milestone), 0n, orders.get(milestone.order_id));
  }
  await moveMilestoneRows(ctx, milestones, 'cancel', 'system');
  const unpaid = milestones.filter((milestone) => milestone.state === 'unfunded');
  await closeOrders(
    ctx,
    unpaid.map((milestone) => milestone.order_id),
  );
}

/** Settles a week: the freelancer is paid for the slots recorded, the client gets the rest back. */
export async function payWeek(
  ctx: WriteContext,
  contract: ContractRow,
  week: WeekRow,
  move: 'approve' | 'approveBySilence',
): Promise<WeekRow> {
  const gross = earnedBy(week);
  await shareOut(ctx, contract, partOfWeek(contract, week), gross);
  await ctx.db.query(addPaid, [contract.id, gross]);
  const paid = await moveWeekRow(ctx, week, move, move === 'approve' ? 'client' : 'clock', { paidAmount: gross });
  await ctx.emit('week.paid', { weekId: week.id, contractId: contract.id });
  return paid;
}

/** Cancels a week; what was funded goes back to the client. */
export async function cancelWeek(ctx: WriteContext, contract: ContractRow, week: WeekRow): Promise<void> {
  if (week.state === 'unfunded') await closeOrders(ctx, [week.order_id]);
  else await shareOut(ctx, contract, partOfWeek(contract, week), 0n);
  await moveWeekRow(ctx, week, 'cancel', 'system');
}

/**
 * Ends the weeks of a contract. Hours recorded in those under way are paid, become a dispute, or are given up; what is
 * left of each week goes back to the client. Answers whether there is a dispute.
 */
export async function endWeeks(
  ctx: WriteContext,
  contract: ContractRow,
  weeks: readonly WeekRow[],
  hours: 'paid' | 'disputed' | 'given_up',
): Promise<boolean> {
  let isDisputed = false;
  for (const week of weeks) {
    const isUnderWay = week.state === 'active' || week.state === 'in_review';
    const hasHours = isUnderWay && week.shot_slots + week.manual_slots > 0;
    if (hasHours && hours === 'paid') await payWeek(ctx, contract, week, 'approve');
    else if (hasHours && hours === 'disputed') {
      await moveWeekRow(ctx, week, 'dispute', 'client');
      isDisputed = true;
    } else if (isUnderWay || ['unfunded', 'funded'].includes(week.state)) await cancelWeek(ctx, contract, week);
  }
  return isDisputed;
}

/** What is disputed: one milestone, or the week whose hours the client would not pay. */
export type Disputed = { readonly milestone: MilestoneRow } | { readonly week: WeekRow };

/** Ends the dispute about a part of the contract: `gross` fen are paid, less the fee, and the rest goes back. */
export async function settleDisputed(
  ctx: WriteContext,
  contract: ContractRow,
  disputed: Disputed,
  gross: bigint,
): Promise<void> {
  const isWeek = 'week' in disputed;
  const part = isWeek ? partOfWeek(contract, disputed.week) : partOfMilestone(disputed.milestone);
  await shareOut(ctx, contract, part, gross);
  if (isWeek) await moveWeekRow(ctx, disputed.week, 'settle', 'operator', { paidAmount: gross });
  else await ctx.db.query(settleMilestoneRow, [disputed.milestone.id, gross, ctx.now]);
  await ctx.db.query(addPaid, [contract.id, gross]);
}
