/** How posts and orders are locked and moved: the post always before its order. */
import type { WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { next, type Role } from '../../kernel/machine.ts';
import { orderLifecycle, type OrderMove, postLifecycle, type PostMove } from './lifecycle.ts';
import { consultationById, type ConsultationRow, lockConsultationRow, saveConsultation } from './orders.sql.ts';
import { insertMove, lockPostRow, type PostRow, savePost } from './posts.sql.ts';

/** The post, locked. Throws `consultation.post_not_found`. */
export async function lockPost(ctx: WriteContext, postId: bigint): Promise<PostRow> {
  const [post] = await ctx.db.query(lockPostRow, [postId, ctx.market]);
  if (!post || post.state === 'withdrawn') throw new DomainError('consultation.post_not_found');
  return post;
}

/** The same for its own client; to anybody else there is no such post. */
export async function lockOwnPost(ctx: WriteContext, postId: bigint, partyId: bigint): Promise<PostRow> {
  const post = await lockPost(ctx, postId);
  if (post.client_party_id !== partyId) throw new DomainError('consultation.post_not_found');
  return post;
}

/** An order with its post, both locked, for one of its two parties. Throws `consultation.order_not_found`. */
export async function lockConsultation(
  ctx: WriteContext,
  id: bigint,
  isTheirs: (order: ConsultationRow) => boolean,
): Promise<{ post: PostRow; order: ConsultationRow }> {
  const [found] = await ctx.db.query(consultationById, [id, ctx.market]);
  if (!found || !isTheirs(found)) throw new DomainError('consultation.order_not_found');
  const post = await lockPost(ctx, found.post_id);
  const [order] = await ctx.db.query(lockConsultationRow, [id, ctx.market]);
  if (!order) throw new DomainError('consultation.order_not_found');
  return { post, order };
}

export async function movePost(
  ctx: WriteContext,
  post: PostRow,
  move: PostMove,
  by: Role,
  changes: { readonly orderNo?: string; readonly orderId?: bigint | null } = {},
): Promise<void> {
  const to = next(postLifecycle, post.state, move, by);
  const { orderNo = post.order_no, orderId = post.order_id } = changes;
  await ctx.db.query(savePost, [post.id, to, orderNo, orderId, ctx.now]);
  await ctx.db.query(insertMove, [`post:${post.id}`, move, post.state, to, by, '', ctx.now]);
}

export async function moveOrder(
  ctx: WriteContext,
  order: ConsultationRow,
  move: OrderMove,
  by: Role,
  changes: { readonly orderId?: bigint | null; readonly result?: string; readonly note?: string } = {},
): Promise<void> {
  const to = next(orderLifecycle, order.state, move, by);
  const { orderId = order.order_id, result = order.result, note = '' } = changes;
  await ctx.db.query(saveConsultation, [order.id, to, orderId, result, ctx.now]);
  await ctx.db.query(insertMove, [`order:${order.id}`, move, order.state, to, by, note, ctx.now]);
}
