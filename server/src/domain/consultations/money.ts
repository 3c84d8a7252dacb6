/** The money of a consultation: one pay order a post, whose escrow goes to the consultant or back. */
import type { Units, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { requireClient } from '../identity/index.ts';
import { fundEscrow, settleEscrow } from '../ledger/index.ts';
import {
  findOrder,
  type Funding,
  lockOrder,
  markPaid,
  openOrder,
  type OrderRow,
  ordersOf,
  payOrTopUp,
  refundToSource,
  type TopUpMeans,
} from '../payments/index.ts';
import { lockOwnPost, lockPost, moveOrder, movePost } from './move.ts';
import { type ConsultationRow, lockConsultationOfPost } from './orders.sql.ts';
import { postOfNumber, postOfPayOrder, type PostRow, savePost } from './posts.sql.ts';

export interface Payment {
  /** The number the post is paid under. */
  readonly orderNo: string;
  /** Fen, as the caller believes; compared with the truth. */
  readonly amount: bigint;
}

/**
 * Pays one of the caller's posts into escrow (seed 003: 支付接口): out of the balance where it suffices, otherwise through the
 * rail, by a top-up that pays it. A post is paid once. Throws `consultation.order_not_found`, `consultation.mismatch` (the
 * amount), `order.wrong_state` (paid, free of charge, or over) and `rail.unavailable`.
 */
export async function payPost(units: Units, topUps: TopUpMeans, { orderNo, amount }: Payment): Promise<Funding> {
  const actor = requireClient(units.read().actor);
  const [found] = await units.read().db.query(postOfNumber, [units.read().market, orderNo]);
  if (!found) throw new DomainError('consultation.order_not_found');
  const lock = async (ctx: WriteContext) =>
    lockOwnPost(ctx, found.id, actor.partyId).catch((error: unknown) => {
      const isStrange = error instanceof DomainError && error.code === 'consultation.post_not_found';
      throw isStrange ? new DomainError('consultation.order_not_found') : error;
    });
  return payOrTopUp(units, topUps, actor, {
    async find(ctx) {
      const post = await lock(ctx);
      refuseUnless(amount === post.price, 'consultation.mismatch', { field: 'total_fee' });
      return payOrderOf(ctx, post);
    },
    pay: async (ctx, order) => fund(ctx, await lock(ctx), order),
  });
}

/** The open pay order of a post: the one it has, or a new one. */
async function payOrderOf(ctx: WriteContext, post: PostRow): Promise<OrderRow> {
  const known = post.order_id === null ? undefined : (await ordersOf(ctx, [post.order_id])).get(post.order_id);
  const isPayable = post.price > 0n && ['open', 'ordered'].includes(post.state) && (known?.state ?? 'open') === 'open';
  refuseUnless(isPayable, 'order.wrong_state', { orderNo: post.order_no });
  if (known) return known;
  const { client_party_id: payerPartyId, price: amount, title: description } = post;
  const { feeBasisPoints } = ctx.settings;
  const order = await openOrder(ctx, { purpose: 'consultation', payerPartyId, amount, feeBasisPoints, description });
  await ctx.db.query(savePost, [post.id, post.state, post.order_no, order.id, ctx.now]);
  return order;
}

/** Moves the money into escrow, and the post or the order that waited for it on. The post is locked. */
async function fund(ctx: WriteContext, post: PostRow, order: OrderRow): Promise<void> {
  await markPaid(ctx, order, 'client');
  const escrow = { orderId: order.id, tradeNo: order.trade_no, payerId: order.payer_party_id };
  await fundEscrow(ctx, escrow, order.amount, post.title);
  const [consultation] = await ctx.db.query(lockConsultationOfPost, [post.id]);
  if (consultation) await moveOrder(ctx, consultation, 'pay', 'client', { orderId: order.id });
  else await movePost(ctx, post, 'fund', 'client', { orderId: order.id });
  await ctx.emit('consultation.funded', { postId: post.id });
}

/** Pays the order of a post out of its payer's balance, for a top-up that was made for it. Other orders are left alone. */
export async function payPostOrder(
  ctx: WriteContext,
  { tradeNo, payerPartyId }: { tradeNo: string; payerPartyId: bigint },
): Promise<void> {
  const order = await findOrder(ctx, tradeNo);
  if (order?.purpose !== 'consultation' || order.payer_party_id !== payerPartyId) return;
  const [found] = await ctx.db.query(postOfPayOrder, [order.id]);
  if (!found) throw new DomainError('order.wrong_state', { tradeNo });
  const post = await lockPost(ctx, found.id);
  const locked = await lockOrder(ctx, tradeNo);
  if (locked.state === 'open') await fund(ctx, post, locked);
}

/**
 * Shares out what a post's escrow holds: all of it to the consultant, less the fee, or back to the buyer, and what WeChat Pay
 * brought goes on to where it came from.
 */
export async function release(
  ctx: WriteContext,
  post: PostRow,
  orderId: bigint | null,
  to: ConsultationRow | 'buyer',
): Promise<void> {
  const order = orderId === null ? undefined : (await ordersOf(ctx, [orderId])).get(orderId);
  if (order?.state !== 'paid') return;
  const escrow = { orderId: order.id, tradeNo: order.trade_no, payerId: order.payer_party_id };
  const isPaid = to !== 'buyer';
  await settleEscrow(ctx, escrow, {
    subject: `consultation:${order.id}`,
    payeeId: isPaid ? to.freelancer_party_id : order.payer_party_id,
    gross: isPaid ? order.amount : 0n,
    back: isPaid ? 0n : order.amount,
    feeBasisPoints: order.fee_basis_points,
    note: post.title,
  });
  if (!isPaid) await refundToSource(ctx, { tradeNo: order.trade_no, amount: order.amount, reason: '订单取消' });
}
