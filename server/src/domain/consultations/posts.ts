import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { offsetOf, type Page } from '../../kernel/page.ts';
import { requireClient, requirePerson } from '../identity/index.ts';
import { closeOrders, tradeNumber } from '../payments/index.ts';
import { postLifecycle } from './lifecycle.ts';
import { release } from './money.ts';
import { lockOwnPost, movePost } from './move.ts';
import { insertMove, insertPost, postsOfClient, postsOfTag, type PostRow, savePost, updatePost } from './posts.sql.ts';

export interface PostInput {
  readonly tags: readonly bigint[];
  readonly title: string;
  readonly content: string;
  /** Fen; 0 where nothing is to be paid. */
  readonly price: bigint;
}

/** A buyer publishes a question (seed 003: 用户发布需求). Answers its id and the number it is paid under. */
export async function publishPost(ctx: WriteContext, input: PostInput): Promise<{ id: bigint; orderNo: string }> {
  const { partyId } = requireClient(ctx.actor);
  const { tags, title, content, price } = input;
  const { initial } = postLifecycle;
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const orderNo = tradeNumber(ctx);
    const values = [ctx.market, partyId, orderNo, initial, [...new Set(tags)], title, content, price, ctx.now];
    const [row] = await ctx.db.query(insertPost, values);
    if (!row) continue;
    await ctx.db.query(insertMove, [`post:${row.id}`, 'publish', '', initial, 'client', '', ctx.now]);
    return { id: row.id, orderNo };
  }
  throw new Error('no free order number in ten attempts');
}

/**
 * Changes a post that no consultant works on yet; its price only while it is not paid (seed 003: 用户修改需求信息). Throws
 * `consultation.post_not_found` and `move.not_from_here`.
 */
export async function revisePost(
  ctx: WriteContext,
  postId: bigint,
  { tags, title, content, price }: Omit<PostInput, 'price'> & { readonly price: bigint | undefined },
): Promise<void> {
  const post = await lockOwnPost(ctx, postId, requireClient(ctx.actor).partyId);
  const isNewPrice = price !== undefined && price !== post.price;
  refuseUnless(post.state === 'open' || (post.state === 'funded' && !isNewPrice), 'move.not_from_here');
  await ctx.db.query(updatePost, [postId, [...new Set(tags)], title, content, price ?? post.price, ctx.now]);
  if (!isNewPrice) return;
  // An order that nobody paid says an amount that is not right any more.
  await closeOrders(ctx, post.order_id === null ? [] : [post.order_id]);
  await ctx.db.query(savePost, [postId, post.state, post.order_no, null, ctx.now]);
}

/**
 * Takes a post away before it is an order; what was paid goes back (seed 003: 用户删除需求信息). Throws
 * `consultation.post_not_found` and `move.not_from_here`.
 */
export async function removePost(ctx: WriteContext, postId: bigint): Promise<void> {
  const post = await lockOwnPost(ctx, postId, requireClient(ctx.actor).partyId);
  await movePost(ctx, post, 'withdraw', 'client');
  await release(ctx, post, post.order_id, 'buyer');
  await closeOrders(ctx, post.order_id === null ? [] : [post.order_id]);
}

/** The caller's own posts, the newest first (seed 003: 用户查看已发布需求). */
export async function ownPosts(ctx: ReadContext, page: Page): Promise<PostRow[]> {
  return ctx.db.query(postsOfClient, [requireClient(ctx.actor).partyId, page.size, offsetOf(page)]);
}

/** Posts under a tag that no consultant works on yet, the newest first (seed 003: 顾问查看用户发布的需求). */
export async function postsUnder(ctx: ReadContext, tag: bigint, page: Page): Promise<PostRow[]> {
  requirePerson(ctx.actor);
  return ctx.db.query(postsOfTag, [ctx.market, tag, page.size, offsetOf(page)]);
}

/** Throws `consultation.mismatch` when what the caller says of something is not so. */
export function assertTrue(isTrue: boolean, field: string): void {
  if (!isTrue) throw new DomainError('consultation.mismatch', { field });
}
