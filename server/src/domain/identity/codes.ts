import { createHmac, timingSafeEqual } from 'node:crypto';
import { dayMs, hourMs, later, minuteMs } from '../../kernel/clock.ts';
import type { Reader, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import {
  codesSince,
  countWrongTry,
  insertCode,
  insertMessage,
  latestCode,
  lockPhone,
  useCode as markUsed,
  type MessageRow,
  messagesTo,
} from './identity.sql.ts';

/** What a code proves: that the phone is at hand for signing up, for a new password, or for confirming an action. */
export type CodePurpose = 'register' | 'forget' | 'confirm';

const lifetimeMs = 5 * minuteMs;
const maxWrongTries = 3;
const pauseMs = minuteMs;
const maxPerHour = 5n;
const maxPerDay = 10n;

function digestOf(pepper: string, market: string, phone: string, purpose: CodePurpose, code: string): Buffer {
  return createHmac('sha256', pepper).update([market, phone, purpose, code].join('\n')).digest();
}

/**
 * Sends a code of six digits to `phone`; it replaces an earlier one for the same purpose and lives five minutes.
 * Throws `code.too_often` within a minute, over five an hour or over ten a day for one phone. Returns the code, for
 * the message and for tests only.
 */
export async function sendCode(
  ctx: WriteContext,
  pepper: string,
  { phone, purpose }: { phone: string; purpose: CodePurpose },
): Promise<string> {
  await ctx.db.query(lockPhone, [ctx.market, phone]);
  const [sent] = await ctx.db.query(codesSince, [ctx.market, phone, ctx.now]);
  const last = sent?.last ?? undefined;
  const tooSoon = last !== undefined && ctx.now.getTime() - last.getTime() < pauseMs;
  if (sent && (tooSoon || sent.hour >= maxPerHour || sent.day >= maxPerDay)) throw new DomainError('code.too_often');

  const code = await makeCode(ctx, pepper, { phone, purpose });
  await sendMessage(ctx, 'sms', phone, 'code', { code }, `验证码 ${code}，五分钟内有效，请勿告诉他人。`);
  return code;
}

/** Makes a code that replaces an earlier one for the same purpose, and sends nothing. */
export async function makeCode(
  ctx: WriteContext,
  pepper: string,
  { phone, purpose }: { phone: string; purpose: CodePurpose },
): Promise<string> {
  const code = ctx.ids.digits(6);
  const digest = digestOf(pepper, ctx.market, phone, purpose, code);
  await ctx.db.query(insertCode, [ctx.market, phone, purpose, digest, ctx.now, later(ctx.now, lifetimeMs)]);
  return code;
}

/**
 * Uses up the code sent to `phone`, or answers what is wrong with it: `code.none`, `code.wrong`, `code.too_many_tries`,
 * `code.expired` or `code.used`. A wrong try must be kept although the rest is undone: run it in a unit of work of its own and throw the
 * answer's refusal outside.
 */
export async function tryCode(
  ctx: WriteContext,
  pepper: string,
  { phone, purpose, code }: { phone: string; purpose: CodePurpose; code: string },
): Promise<DomainError | undefined> {
  const [row] = await ctx.db.query(latestCode, [ctx.market, phone, purpose]);
  if (!row) return new DomainError('code.none');
  if (row.used_at) return new DomainError('code.used');
  if (row.wrong_tries >= maxWrongTries) return new DomainError('code.too_many_tries');
  if (row.expires_at <= ctx.now) return new DomainError('code.expired');
  if (!timingSafeEqual(row.digest, digestOf(pepper, ctx.market, phone, purpose, code))) {
    await ctx.db.query(countWrongTry, [row.id]);
    return new DomainError('code.wrong');
  }
  await ctx.db.query(markUsed, [row.id, ctx.now]);
  return undefined;
}

/** Leaves a message for the provider to send: a task of this unit of work. */
export async function sendMessage(
  ctx: WriteContext,
  channel: 'sms' | 'mail',
  to: string,
  template: string,
  params: Readonly<Record<string, string>>,
  text: string,
): Promise<void> {
  const [row] = await ctx.db.query(insertMessage, [
    ctx.market,
    channel,
    to,
    template,
    JSON.stringify(params),
    text,
    ctx.now,
  ]);
  if (row) await ctx.enqueue('message.send', { messageId: row.id });
}

/** The newest hundred messages, of a market or to a recipient where one is named. */
export async function findMessages(
  db: Reader,
  { market, to }: { market: string | undefined; to: string | undefined },
): Promise<MessageRow[]> {
  return db.query(messagesTo, [market ?? null, to ?? null]);
}

/** How long counted attempts and codes are kept. */
export const keptMs = { attempts: hourMs, codes: 2 * dayMs };
