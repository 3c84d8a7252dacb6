import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { refuseUnless } from '../../kernel/errors.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import { requirePerson } from '../identity/index.ts';
import {
  countForMember,
  insertMembers,
  insertMessage,
  insertThread,
  type MessageRow,
  messagesOfThread,
  threadOfPair,
} from './messaging.sql.ts';

/** The longest message, in characters as a person counts them (seed 000, 发送投标消息: 不能大于4K). */
export const longestMessage = 4_096;

/** Opens a thread that these parties, and nobody else, write and read. */
export async function openThread(ctx: WriteContext, partyIds: readonly bigint[]): Promise<bigint> {
  const [thread] = await ctx.db.query(insertThread, [ctx.market, null, ctx.now]);
  if (!thread) throw new Error('a thread without a pair met another');
  await ctx.db.query(insertMembers, [thread.id, [...new Set(partyIds)]]);
  return thread.id;
}

export type Pair = readonly [bigint, bigint];

const pairKey = ([a, b]: Pair) => (a < b ? `${a}:${b}` : `${b}:${a}`);

/** The one thread of two parties that belongs to nothing else; opened when there is none. */
export async function openPairThread(ctx: WriteContext, pair: Pair): Promise<bigint> {
  const [opened] = await ctx.db.query(insertThread, [ctx.market, pairKey(pair), ctx.now]);
  if (opened) {
    await ctx.db.query(insertMembers, [opened.id, [...pair]]);
    return opened.id;
  }
  const known = await findPairThread(ctx, pair);
  if (known === undefined) throw new Error('the thread of a pair is gone');
  return known;
}

/** The thread of two parties that belongs to nothing else, if it was opened. */
export async function findPairThread(ctx: ReadContext, pair: Pair): Promise<bigint | undefined> {
  const [thread] = await ctx.db.query(threadOfPair, [pairKey(pair), ctx.market]);
  return thread?.id;
}

export interface NewMessage {
  readonly threadId: bigint;
  readonly content: string;
}

/**
 * Writes a message as the caller's party. Throws `message.not_yours` unless that party is a member of the thread, and
 * `message.too_long` above 4,096 characters.
 */
export async function addMessage(ctx: WriteContext, { threadId, content }: NewMessage): Promise<bigint> {
  const { partyId } = requirePerson(ctx.actor);
  refuseUnless(content.trim() !== '', 'request.malformed', { field: 'content' });
  refuseUnless(Array.from(content).length <= longestMessage, 'message.too_long');
  const [message] = await ctx.db.query(insertMessage, [threadId, partyId, content, ctx.now]);
  refuseUnless(message !== undefined, 'message.not_yours');
  return message.id;
}

/** A page of a thread, newest first. Throws `message.not_yours` unless the caller's party is a member. */
export async function listMessages(ctx: ReadContext, threadId: bigint, page: Page): Promise<PageOf<MessageRow>> {
  const { partyId } = requirePerson(ctx.actor);
  const [counted] = await ctx.db.query(countForMember, [threadId, partyId]);
  refuseUnless(counted !== undefined, 'message.not_yours');
  const items = await ctx.db.query(messagesOfThread, [threadId, page.size, offsetOf(page)]);
  return { items, total: Number(counted.total) };
}
