import { later, minuteMs } from '../../kernel/clock.ts';
import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { clearAttempts, countAttempts, insertAttempts } from './identity.sql.ts';

/** Failures are counted by things only the server knows: the account, and the address the connection comes from. */
export const windowMs = 15 * minuteMs;
const maxPerAccount = 10n;
const maxPerAddress = 100n;

export const accountBucket = (market: string, name: string) => `signin:${market}:account:${name}`;
export const addressBucket = (address: string) => `signin:address:${address}`;

/** Whether so many failures are guessing. */
export const isGuessing = (failed: { by_account: bigint; by_address: bigint }): boolean =>
  failed.by_account >= maxPerAccount || failed.by_address >= maxPerAddress;

/** Throws `auth.too_many_attempts` after 10 failures for an account or 100 from an address within 15 minutes. */
export async function refuseGuessing(ctx: ReadContext, name: string, address: string): Promise<void> {
  const account = accountBucket(ctx.market, name);
  const place = addressBucket(address);
  const rows = await ctx.db.query(countAttempts, [[account, place], later(ctx.now, -windowMs)]);
  const of = (bucket: string) => rows.find((row) => row.bucket === bucket)?.count ?? 0n;
  if (isGuessing({ by_account: of(account), by_address: of(place) })) {
    throw new DomainError('auth.too_many_attempts', { retryAfterSeconds: windowMs / 1000 });
  }
}

/** Counts one wrong guess. */
export async function countGuess(ctx: WriteContext, name: string, address: string): Promise<void> {
  await ctx.db.query(insertAttempts, [[accountBucket(ctx.market, name), addressBucket(address)], ctx.now]);
}

/** The right password forgives the account's earlier wrong ones. */
export async function forgiveGuesses(ctx: WriteContext, name: string): Promise<void> {
  await ctx.db.query(clearAttempts, [accountBucket(ctx.market, name)]);
}
