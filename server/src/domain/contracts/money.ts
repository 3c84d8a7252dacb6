import type { WriteContext } from '../../kernel/context.ts';
import { next, type Role } from '../../kernel/machine.ts';
import { priceOfMinutes } from '../../kernel/money.ts';
import { DomainError } from '../../kernel/errors.ts';
import { type EscrowOrder, settleEscrow } from '../ledger/index.ts';
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

/** The order whose escrow holds a part of the contract's money; it need not be asked for when it is known. */
async function escrowOf(
  ctx: WriteContext,
  contract: ContractRow,
  orderId: bigint,
  known?: FundingOrder,
): Promise<{ order: FundingOrder; escrow: EscrowOrder }> {
  const order = known ?? (await ordersOf(ctx, [orderId])).get(orderId);
  if (!order) throw new Error(`no order ${orderId}`);
  const { trade_no: tradeNo, payer_party_id: payerId } = order;
  return { order, escrow: { orderId, tradeNo, payerId, contractId: contract.id } };
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
  const { order, escrow } = await escrowOf(ctx, contract, milestone.order_id, funding);
  // In one round trip: what they change is locked, and the first to fail undoes them all.
  await Promise.all([
    moveMilestoneRows(ctx, [milestone], move, 'client'),
    settleEscrow(ctx, escrow, {
      subject: `milestone:${milestone.id}`,
      payeeId: contract.freelancer_party_id,
      gross: milestone.amount,
      back: 0n,
      feeBasisPoints: order.fee_basis_points,
      note: milestone.name,
    }),
    ctx.db.query(addPaid, [contract.id, milestone.amount]),
  ]);
}

const holding = ['funded', 'active', 'sent_back', 'in_review'] as const;

/** Cancels milestones; what was funded goes back to the client. */
export async function cancelMilestones(
  ctx: WriteContext,
  contract: ContractRow,
  milestones: readonly MilestoneRow[],
): Promise<void> {
  for (const milestone of milestones) {
    if (!holding.some((state) => state === milestone.state)) continue;
    const { escrow } = await escrowOf(ctx, contract, milestone.order_id);
    await settleEscrow(ctx, escrow, {
      subject: `milestone:${milestone.id}`,
      payeeId: contract.freelancer_party_id,
      gross: 0n,
      back: milestone.amount,
      feeBasisPoints: 0,
      note: milestone.name,
    });
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
  const { order, escrow } = await escrowOf(ctx, contract, week.order_id);
  await settleEscrow(ctx, escrow, {
    subject: `week:${week.id}`,
    payeeId: contract.freelancer_party_id,
    gross,
    back: week.amount - gross,
    feeBasisPoints: order.fee_basis_points,
    note: contract.name,
  });
  await ctx.db.query(addPaid, [contract.id, gross]);
  return moveWeekRow(ctx, week, move, move === 'approve' ? 'client' : 'clock', { paidAmount: gross });
}

/** Cancels a week; what was funded goes back to the client. */
export async function cancelWeek(ctx: WriteContext, contract: ContractRow, week: WeekRow): Promise<void> {
  if (week.state !== 'unfunded') {
    const { escrow } = await escrowOf(ctx, contract, week.order_id);
    await settleEscrow(ctx, escrow, {
      subject: `week:${week.id}`,
      payeeId: contract.freelancer_party_id,
      gross: 0n,
      back: week.amount,
      feeBasisPoints: 0,
      note: contract.name,
    });
  } else await closeOrders(ctx, [week.order_id]);
  await moveWeekRow(ctx, week, 'cancel', 'system');
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
  const [kind, part, note] =
    'milestone' in disputed
      ? (['milestone', disputed.milestone, disputed.milestone.name] as const)
      : (['week', disputed.week, contract.name] as const);
  const { order, escrow } = await escrowOf(ctx, contract, part.order_id);
  await settleEscrow(ctx, escrow, {
    subject: `${kind}:${part.id}`,
    payeeId: contract.freelancer_party_id,
    gross,
    back: part.amount - gross,
    feeBasisPoints: order.fee_basis_points,
    note,
  });
  if ('week' in disputed) await moveWeekRow(ctx, disputed.week, 'settle', 'operator', { paidAmount: gross });
  else await ctx.db.query(settleMilestoneRow, [part.id, gross, ctx.now]);
  await ctx.db.query(addPaid, [contract.id, gross]);
}
