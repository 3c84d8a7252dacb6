import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import { requirePerson } from '../identity/index.ts';
import {
  answerMessages,
  askedAbout,
  countWaiting,
  insertMessage,
  lockMessagesAbout,
  markRead,
  messageById,
  messageLists,
  type MessageRow,
  type MessageType,
  newestAbout,
} from './inbox.sql.ts';

export interface NewMessage {
  /** User ids. */
  readonly to: readonly bigint[];
  readonly kind: string;
  readonly type: MessageType;
  /** What it is about, as "hiring:12"; an answer acts on this. */
  readonly subject: string;
  /** Names and numbers for its words; amounts are fen, as text. */
  readonly facts: Readonly<Record<string, string | number | bigint | null>>;
  /** A name under which each person is told at most once. */
  readonly once?: string;
}

/** Tells or asks people something inside the market. */
export async function tell(ctx: WriteContext, message: NewMessage): Promise<void> {
  const { to, kind, type, subject, facts, once } = message;
  const plain = Object.entries(facts).map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]);
  const text = JSON.stringify(Object.fromEntries(plain));
  for (const userId of new Set(to)) {
    await ctx.db.query(insertMessage, [ctx.market, userId, kind, type, subject, text, once ?? null, ctx.now]);
  }
}

export interface InboxList {
  /** Those that still need something, those that do not (the ten newest, seed 001, 4.11.1), or both. */
  readonly which: 'waiting' | 'done' | 'all';
  readonly oldestFirst: boolean;
  readonly page: Page;
}

/** The caller's messages. */
export async function listMessages(
  ctx: ReadContext,
  { which, oldestFirst, page }: InboxList,
): Promise<PageOf<MessageRow>> {
  const { userId } = requirePerson(ctx.actor);
  const list = messageLists[which];
  const [items, [counted]] = await Promise.all([
    ctx.db.query(oldestFirst ? list.oldest : list.newest, [userId, page.size, offsetOf(page)]),
    ctx.db.query(list.count, [userId]),
  ]);
  return { items, total: Number(counted?.count ?? 0n) };
}

/** How many messages the caller has not read. */
export async function countUnreadMessages(ctx: ReadContext): Promise<number> {
  const [counted] = await ctx.db.query(countWaiting, [requirePerson(ctx.actor).userId]);
  return Number(counted?.count ?? 0n);
}

/** A message of the caller's. Throws `inbox.not_found`, for another person's as well. */
export async function ownMessage(ctx: ReadContext, id: bigint): Promise<MessageRow> {
  const [message] = await ctx.db.query(messageById, [id, requirePerson(ctx.actor).userId]);
  if (!message) throw new DomainError('inbox.not_found');
  return message;
}

/** Marks a message of the caller's read, or unread again. Throws `inbox.not_found`. */
export async function markMessage(ctx: WriteContext, id: bigint, isRead: boolean): Promise<void> {
  const [row] = await ctx.db.query(markRead, [id, requirePerson(ctx.actor).userId, isRead, ctx.now]);
  if (!row) throw new DomainError('inbox.not_found');
}

/** A message of the caller's needs nothing more. Throws `inbox.not_found`, `inbox.answer_elsewhere` for what asks something. */
export async function settleNotice(ctx: WriteContext, id: bigint): Promise<void> {
  const message = await ownMessage(ctx, id);
  refuseUnless(message.type === 'notice', 'inbox.answer_elsewhere');
  await markMessage(ctx, id, true);
}

/** Which task is answered: a message of the caller's by its id, or the caller's newest about a subject. */
export type TaskMeant = { readonly messageId: bigint } | { readonly subject: string };

/** A task or a question of the caller's, of a kind, as it stands. Throws `inbox.not_found`. */
export async function findTask(ctx: ReadContext, kind: string, meant: TaskMeant): Promise<MessageRow> {
  const { userId } = requirePerson(ctx.actor);
  const [message] =
    'messageId' in meant
      ? await ctx.db.query(messageById, [meant.messageId, userId])
      : await ctx.db.query(newestAbout, [meant.subject, kind, userId]);
  if (!message || message.kind !== kind || message.type === 'notice') throw new DomainError('inbox.not_found');
  return message;
}

/**
 * Answers a task or a question of the caller's, for all who were asked the same; what it is about is read from here and
 * never from what was sent back. Throws `inbox.not_found` (not there, somebody else's, or of another kind) and
 * `inbox.answered`.
 */
export async function answerOnce(
  ctx: WriteContext,
  kind: string,
  meant: TaskMeant,
  isAccepted: boolean,
): Promise<MessageRow> {
  const { userId } = requirePerson(ctx.actor);
  const message = await findTask(ctx, kind, meant);
  const asked = await ctx.db.query(lockMessagesAbout, [message.subject, kind]);
  refuseUnless(asked.find((one) => one.id === message.id)?.state === 'open', 'inbox.answered');
  await closeMessages(ctx, kind, message.subject, isAccepted, userId);
  return message;
}

/** Closes every open message of a kind about a subject, once it is settled in another way. Answers how many there were. */
export async function closeMessages(
  ctx: WriteContext,
  kind: string,
  subject: string,
  isAccepted: boolean,
  byUserId: bigint | null = null,
): Promise<number> {
  const state = isAccepted ? 'accepted' : 'declined';
  return (await ctx.db.query(answerMessages, [subject, kind, state, byUserId, ctx.now])).length;
}

/** Whether anybody was ever asked this about the subject. */
export async function wasAsked(ctx: ReadContext, kind: string, subject: string): Promise<boolean> {
  const [row] = await ctx.db.query(askedAbout, [subject, kind, ctx.market]);
  return row?.exists ?? false;
}

/** The number in a message's subject: 12n of "hiring:12". */
export function subjectId(message: Pick<MessageRow, 'subject'>): bigint {
  return BigInt(/:(\d+)/.exec(message.subject)?.[1] ?? '0');
}
