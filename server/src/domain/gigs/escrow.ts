import type { WriteContext } from '../../kernel/context.ts';
import type { EscrowOrder } from '../ledger/index.ts';
import { type OrderRow, ordersOf } from '../payments/index.ts';
import type { RequestRow } from './requests.sql.ts';

/** The paid order that holds the money of a request. */
export async function escrowOf(
  ctx: WriteContext,
  { order_id: orderId }: RequestRow,
): Promise<{ order: OrderRow; escrow: EscrowOrder }> {
  const order = orderId === null ? undefined : (await ordersOf(ctx, [orderId])).get(orderId);
  if (!order) throw new Error(`no order ${orderId}`);
  return { order, escrow: { orderId: order.id, tradeNo: order.trade_no, payerId: order.payer_party_id } };
}
