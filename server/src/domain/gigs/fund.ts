import type { Units, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { next } from '../../kernel/machine.ts';
import { requireClient } from '../identity/index.ts';
import { fundEscrow } from '../ledger/index.ts';
import {
  findOrder,
  type Funding,
  lockOrder,
  markPaid,
  openOrder,
  type OrderRow,
  ordersOf,
  payOrTopUp,
  type TopUpMeans,
} from '../payments/index.ts';
import { requestLifecycle } from './lifecycle.ts';
import { lockOwnRequest, lockRequest, moveRequest } from './move.ts';
import { requestOfOrder, type RequestRow, setRequestOrder } from './requests.sql.ts';

/**
 * Pays a reviewed request into escrow out of the caller's balance (seed 002: 企业用户需求支付成功), or opens a top-up of what is
 * missing, which pays it when it has arrived. A paid request is not paid again. Throws `gig.not_found` and, before its
 * review, `move.not_from_here`.
 */
export function fundRequest(units: Units, topUps: TopUpMeans, requestId: bigint): Promise<Funding> {
  const actor = requireClient(units.read().actor);
  const lock = (ctx: WriteContext) => lockOwnRequest(ctx, requestId, actor.partyId);
  return payOrTopUp(units, topUps, actor, {
    async find(ctx) {
      const request = await lock(ctx);
      return ['funded', 'active', 'settled'].includes(request.state) ? undefined : orderOf(ctx, request);
    },
    pay: async (ctx, order) => fund(ctx, await lock(ctx), order),
  });
}

/** The open order of a request: the one it has, or a new one. */
async function orderOf(ctx: WriteContext, request: RequestRow): Promise<OrderRow> {
  next(requestLifecycle, request.state, 'fund', 'client');
  const { id, order_id: orderId, price: amount, client_party_id: payerPartyId, title: description } = request;
  const known = orderId === null ? undefined : (await ordersOf(ctx, [orderId])).get(orderId);
  if (known) return known;
  const { feeBasisPoints } = ctx.settings;
  const order = await openOrder(ctx, { purpose: 'gig', payerPartyId, amount, feeBasisPoints, description });
  await ctx.db.query(setRequestOrder, [id, order.id]);
  return order;
}

async function fund(ctx: WriteContext, request: RequestRow, order: OrderRow): Promise<void> {
  await moveRequest(ctx, request, 'fund', 'client', { orderId: order.id });
  await markPaid(ctx, order, 'client');
  const escrow = { orderId: order.id, tradeNo: order.trade_no, payerId: order.payer_party_id };
  await fundEscrow(ctx, escrow, order.amount, request.title);
  await ctx.emit('gig.funded', { requestId: request.id });
}

/**
 * Pays the order of a request out of its payer's balance, for a top-up that was made for it. Does nothing for orders of
 * other kinds and for paid ones. Throws `move.*` and `ledger.insufficient_funds`.
 */
export async function payRequestOrder(
  ctx: WriteContext,
  { tradeNo, payerPartyId }: { tradeNo: string; payerPartyId: bigint },
): Promise<void> {
  const order = await findOrder(ctx, tradeNo);
  if (order?.purpose !== 'gig' || order.payer_party_id !== payerPartyId) return;
  const [found] = await ctx.db.query(requestOfOrder, [order.id]);
  if (!found) throw new DomainError('order.wrong_state', { tradeNo });
  const request = await lockRequest(ctx, found.id);
  const locked = await lockOrder(ctx, tradeNo);
  if (locked.state === 'open') await fund(ctx, request, locked);
}
