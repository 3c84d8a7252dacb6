import { dayMs, later } from '../../kernel/clock.ts';
import type { PersonActor, ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import type { Role } from '../../kernel/machine.ts';
import { offsetOf, type Page } from '../../kernel/page.ts';
import { partyOf, type PartyRow, requireClient, requireFreelancer } from '../identity/index.ts';
import { closeOrders, tradeNumber } from '../payments/index.ts';
import { orderLifecycle, type OrderMove, type OrderState } from './lifecycle.ts';
import { release } from './money.ts';
import { lockConsultation, lockOwnPost, lockPost, moveOrder, movePost } from './move.ts';
import {
  type ConsultationRow,
  consultationsOfClient,
  consultationsOfFreelancer,
  disputedConsultations,
  hideConsultation,
  insertConsultation,
  lockConsultationOfPost,
} from './orders.sql.ts';
import { assertTrue } from './posts.ts';
import { insertMove, postOfNumber, type PostRow } from './posts.sql.ts';

/** What the caller says of an order; all of it is compared with the truth. */
export interface OrderClaim {
  readonly postId: bigint;
  readonly consultantUserId: bigint;
  readonly orderNo: string;
  /** Fen. */
  readonly price: bigint;
  readonly isPaid: boolean;
}

/**
 * A buyer gives a post to a consultant, which counts as the consultant's taking it (seed 003: 用户创建订单). The number may be
 * the caller's own while nothing is paid. Given again as it is, the same order is answered. Throws
 * `consultation.post_not_found`, `consultation.consultant_unknown`, `consultation.mismatch` (with the field),
 * `consultation.number_taken` and `move.not_from_here`.
 */
export async function addOrder(ctx: WriteContext, claim: OrderClaim): Promise<bigint> {
  const { partyId } = requireClient(ctx.actor);
  const post = await lockOwnPost(ctx, claim.postId, partyId);
  const consultant = await consultantOf(ctx, claim.consultantUserId);
  assertTrue(claim.price === post.price, 'price');
  const [known] = await ctx.db.query(lockConsultationOfPost, [post.id]);
  const isPaid = known ? known.state !== 'unpaid' : post.state === 'funded' || post.price === 0n;
  assertTrue(claim.isPaid === isPaid || post.price === 0n, 'status');
  if (known) {
    assertTrue(claim.orderNo === known.order_no, 'order_no');
    assertTrue(consultant.id === known.freelancer_party_id, 'consultant_id');
    return known.id;
  }
  assertTrue(claim.orderNo === post.order_no || !isPaid || post.price === 0n, 'order_no');
  const [taken] = await ctx.db.query(postOfNumber, [ctx.market, claim.orderNo]);
  refuseUnless(taken === undefined || taken.id === post.id, 'consultation.number_taken');
  return open(ctx, { ...post, order_no: claim.orderNo }, consultant.id, 'client');
}

/**
 * A consultant takes a post (beyond the document): the order exists from then on, and waits for the payment where there was
 * none. Throws `consultation.post_not_found` and, where somebody has it, `move.not_from_here`.
 */
export async function takePost(ctx: WriteContext, postId: bigint): Promise<bigint> {
  const { partyId } = requireFreelancer(ctx.actor);
  return open(ctx, await lockPost(ctx, postId), partyId, 'freelancer');
}

async function consultantOf(ctx: ReadContext, userId: bigint): Promise<PartyRow> {
  const consultant = await partyOf(ctx, userId, 'freelancer');
  if (!consultant) throw new DomainError('consultation.consultant_unknown');
  return consultant;
}

async function open(ctx: WriteContext, post: PostRow, freelancer: bigint, by: Role): Promise<bigint> {
  await movePost(ctx, post, 'order', by, { orderNo: post.order_no });
  const state: OrderState = post.state === 'funded' || post.price === 0n ? 'active' : orderLifecycle.initial;
  const parties = [post.client_party_id, freelancer];
  const values = [ctx.market, post.id, ...parties, post.order_no, post.order_id, post.price, state, ctx.now];
  const [row] = await ctx.db.query(insertConsultation, values);
  if (!row) throw new Error('the order was not inserted');
  await ctx.db.query(insertMove, [`order:${row.id}`, 'open', '', state, by, '', ctx.now]);
  await ctx.emit('consultation.ordered', { orderId: row.id });
  return row.id;
}

const isBuyers =
  ({ partyId }: PersonActor) =>
  (order: ConsultationRow) =>
    order.client_party_id === partyId;
const isConsultants =
  ({ partyId }: PersonActor) =>
  (order: ConsultationRow) =>
    order.freelancer_party_id === partyId;

/**
 * The buyer cancels an order and gets the money back (seed 003: 用户取消订单); the post is open again. What was delivered already is
 * disputed instead, and an operator decides. Throws `consultation.order_not_found` and `move.not_from_here`.
 */
export async function cancelOrder(ctx: WriteContext, orderId: bigint): Promise<OrderState> {
  const actor = requireClient(ctx.actor);
  const { post, order } = await lockConsultation(ctx, orderId, isBuyers(actor));
  if (order.state === 'delivered') {
    await moveOrder(ctx, order, 'dispute', 'client');
    return 'disputed';
  }
  await giveBack(ctx, post, order, 'cancel', 'client');
  return 'cancelled';
}

/** The consultant gives an order up before anything is delivered; the buyer's money goes back. Throws as cancelling does. */
export async function declineOrder(ctx: WriteContext, orderId: bigint): Promise<void> {
  const actor = requireFreelancer(ctx.actor);
  const { post, order } = await lockConsultation(ctx, orderId, isConsultants(actor));
  await giveBack(ctx, post, order, 'decline', 'freelancer');
}

async function giveBack(
  ctx: WriteContext,
  post: PostRow,
  order: ConsultationRow,
  move: OrderMove,
  by: Role,
  note = '',
): Promise<void> {
  await moveOrder(ctx, order, move, by, { note });
  await release(ctx, post, post.order_id, 'buyer');
  await closeOrders(ctx, post.order_id === null ? [] : [post.order_id]);
  // The number has been used: what comes next is paid under another.
  await movePost(ctx, post, 'reopen', 'system', { orderNo: tradeNumber(ctx), orderId: null });
  await ctx.emit('consultation.cancelled', { orderId: order.id });
}

/** The buyer deletes an order that is over from their list; one that nobody paid is cancelled with it (seed 003: 用户删除订单). */
export async function deleteOrder(ctx: WriteContext, orderId: bigint): Promise<void> {
  const actor = requireClient(ctx.actor);
  const { post, order } = await lockConsultation(ctx, orderId, isBuyers(actor));
  if (order.state === 'unpaid') await giveBack(ctx, post, order, 'cancel', 'client');
  else refuseUnless(['completed', 'cancelled'].includes(order.state), 'move.not_from_here', { state: order.state });
  await ctx.db.query(hideConsultation, [orderId]);
}

/** The consultant hands in the answer, or a better one until it is accepted. Throws `consultation.order_not_found`, `move.*`. */
export async function deliverOrder(ctx: WriteContext, orderId: bigint, result: string): Promise<void> {
  const actor = requireFreelancer(ctx.actor);
  const { order } = await lockConsultation(ctx, orderId, isConsultants(actor));
  await moveOrder(ctx, order, 'deliver', 'freelancer', { result });
  const at = later(ctx.now, ctx.settings.reviewDays * dayMs);
  await ctx.enqueue('consultation.silence', { orderId }, { at, key: `consultation.silence:${orderId}` });
}

/** The buyer accepts: the consultant is paid, less the fee. Throws `consultation.order_not_found`, `move.not_from_here`. */
export async function completeOrder(ctx: WriteContext, orderId: bigint): Promise<void> {
  const actor = requireClient(ctx.actor);
  const { post, order } = await lockConsultation(ctx, orderId, isBuyers(actor));
  await complete(ctx, post, order, 'complete', 'client');
}

/** Nobody objected to what was delivered. */
export async function completeBySilence(ctx: WriteContext, orderId: bigint): Promise<void> {
  const { post, order } = await lockConsultation(ctx, orderId, () => true);
  if (order.state === 'delivered') await complete(ctx, post, order, 'completeBySilence', 'clock');
}

async function complete(
  ctx: WriteContext,
  post: PostRow,
  order: ConsultationRow,
  move: OrderMove,
  by: Role,
  note = '',
): Promise<void> {
  await moveOrder(ctx, order, move, by, { note });
  await movePost(ctx, post, 'finish', 'system');
  await release(ctx, post, order.order_id, order);
  await ctx.emit('consultation.completed', { orderId: order.id });
}

/** An operator ends a dispute: the consultant is paid, or the buyer gets the money back. Throws `move.not_from_here`. */
export async function settleOrder(
  ctx: WriteContext,
  orderId: bigint,
  isAccepted: boolean,
  reason: string,
): Promise<void> {
  refuseUnless(ctx.actor.kind === 'operator', 'move.not_by_you');
  refuseUnless(isAccepted || reason.trim() !== '', 'request.incomplete', { field: 'reason' });
  const { post, order } = await lockConsultation(ctx, orderId, () => true);
  if (isAccepted) await complete(ctx, post, order, 'payOut', 'operator', reason);
  else await giveBack(ctx, post, order, 'giveBack', 'operator', reason);
}

/** Orders in dispute, the longest first, at most a hundred. */
export const disputedOrders = (ctx: ReadContext): Promise<ConsultationRow[]> =>
  ctx.db.query(disputedConsultations, [ctx.market]);

/** The caller's orders, as the side they act for, the newest first. */
export async function ownOrders(ctx: ReadContext, page: Page): Promise<ConsultationRow[]> {
  const isBuyer = ctx.actor.kind === 'person' && ctx.actor.role === 'client';
  const { partyId } = isBuyer ? requireClient(ctx.actor) : requireFreelancer(ctx.actor);
  return ctx.db.query(isBuyer ? consultationsOfClient : consultationsOfFreelancer, [
    partyId,
    page.size,
    offsetOf(page),
  ]);
}
