import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { next, type Role } from '../../kernel/machine.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import { payOrderLifecycle } from './lifecycle.ts';
import {
  closeOpenOrders,
  countTopUps,
  insertOrder,
  lockOrderByTradeNo,
  moveOrder,
  openOrderOfContract,
  orderByTradeNo,
  type OrderPurpose,
  type OrderRow,
  ordersById,
  topUpsOfPayer,
} from './payments.sql.ts';

export interface NewOrder {
  readonly purpose: OrderPurpose;
  readonly payerPartyId: bigint;
  readonly payeePartyId?: bigint;
  readonly contractId?: bigint;
  /** Fen. */
  readonly amount: bigint;
  readonly feeBasisPoints?: number;
  readonly description?: string;
  /** The order that a top-up pays as soon as it has arrived. */
  readonly paysTradeNo?: string | undefined;
  readonly rail?: string;
  readonly expiresAt?: Date;
}

/** A number of 18 digits: YYMMDDHHMMSS in UTC, then six random ones. */
export function tradeNumber(ctx: WriteContext): string {
  return ctx.now.toISOString().replace(/\D/g, '').slice(2, 14) + ctx.ids.digits(6);
}

/** Opens a pay order under a trade number of its own. */
export async function openOrder(ctx: WriteContext, order: NewOrder): Promise<OrderRow> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const [row] = await ctx.db.query(insertOrder, [
      ctx.market,
      tradeNumber(ctx),
      order.purpose,
      order.payerPartyId,
      order.payeePartyId ?? null,
      order.contractId ?? null,
      order.amount,
      order.feeBasisPoints ?? 0,
      order.description ?? '',
      order.paysTradeNo ?? null,
      order.rail ?? null,
      ctx.now,
      order.expiresAt ?? null,
    ]);
    if (row) return row;
  }
  throw new Error('no free trade number in ten attempts');
}

/** The order of a trade number, or undefined. */
export async function findOrder(ctx: ReadContext, tradeNo: string): Promise<OrderRow | undefined> {
  const [row] = await ctx.db.query(orderByTradeNo, [ctx.market, tradeNo]);
  return row;
}

/** The same, locked. Throws `order.not_found`. */
export async function lockOrder(ctx: WriteContext, tradeNo: string): Promise<OrderRow> {
  const [row] = await ctx.db.query(lockOrderByTradeNo, [ctx.market, tradeNo]);
  if (!row) throw new DomainError('order.not_found', { tradeNo });
  return row;
}

/** Orders by id. */
export async function ordersOf(ctx: ReadContext, ids: readonly bigint[]): Promise<Map<bigint, OrderRow>> {
  const rows = await ctx.db.query(ordersById, [[...new Set(ids)]]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The order has been paid. Throws `move.not_from_here` when it no longer can be. */
export async function markPaid(ctx: WriteContext, order: OrderRow, by: Role, railTradeNo?: string): Promise<void> {
  const move = by === 'rail' && order.state === 'closed' ? 'payLate' : 'pay';
  const to = next(payOrderLifecycle, order.state, move, by);
  await ctx.db.query(moveOrder, [order.id, to, ctx.now, railTradeNo ?? null]);
}

/** The order will not be paid any more. */
export async function closeOrder(ctx: WriteContext, order: OrderRow, by: Role): Promise<void> {
  await ctx.db.query(moveOrder, [order.id, next(payOrderLifecycle, order.state, 'close', by), ctx.now, null]);
}

/** The newest order of a contract's milestones or week that the payer has not paid yet. */
export async function latestOpenOrder(
  ctx: ReadContext,
  contractId: bigint,
  payerPartyId: bigint,
): Promise<OrderRow | undefined> {
  const [row] = await ctx.db.query(openOrderOfContract, [contractId, payerPartyId]);
  return row;
}

/** A party's top-ups, the newest first. */
export async function topUpsOf(ctx: ReadContext, partyId: bigint, page: Page): Promise<PageOf<OrderRow>> {
  const [items, [counted]] = await Promise.all([
    ctx.db.query(topUpsOfPayer, [partyId, page.size, offsetOf(page)]),
    ctx.db.query(countTopUps, [partyId]),
  ]);
  return { items, total: Number(counted?.count ?? 0n) };
}

/** Closes those of the orders that are still open: what they were for will not be done any more. */
export async function closeOrders(ctx: WriteContext, ids: readonly bigint[]): Promise<void> {
  if (ids.length > 0) await ctx.db.query(closeOpenOrders, [ids]);
}
