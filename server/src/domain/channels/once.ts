import { sql, type WriteContext } from '../../kernel/context.ts';
import { refuseUnless } from '../../kernel/errors.ts';
import { dayMs, later } from '../../kernel/clock.ts';
import type { Vault } from '../../kernel/vault.ts';
import { requireChannel } from './access.ts';
import { canonical } from './objects.ts';
import { lockId } from './objects.sql.ts';

const answerByKey = sql<{ digest: string; answer: unknown }>(
  'channels.answer_by_key',
  'select digest, answer from channel_request where channel_id = $1 and key = $2 and created_at > $3',
);

const keepAnswer = sql<never>(
  'channels.keep_answer',
  `insert into channel_request (channel_id, key, digest, answer, created_at) values ($1, $2, $3, $4, $5)
   on conflict (channel_id, key) do update
   set digest = excluded.digest, answer = excluded.answer, created_at = excluded.created_at`,
);

const sweepAnswers = sql<never>('channels.sweep_answers', 'delete from channel_request where created_at < $1');

/** A request as its Idempotency-Key knows it. */
export interface Keyed {
  readonly key: string;
  /** What it asks for; another request under the same key is refused. */
  readonly request: unknown;
}

const digestOf = (vault: Vault, { request }: Keyed) => vault.hash(`request:${canonical(request)}`);

/** The answer kept for a request, if any; what follows in this unit of work is alone with its key. */
export async function recall<A>(ctx: WriteContext, vault: Vault, keyed: Keyed): Promise<{ answer: A } | undefined> {
  const channelId = requireChannel(ctx.actor);
  const [, [earlier]] = await Promise.all([
    ctx.db.query(lockId, [String(channelId), 'request', keyed.key]),
    ctx.db.query(answerByKey, [channelId, keyed.key, later(ctx.now, -dayMs)]),
  ]);
  if (!earlier) return undefined;
  refuseUnless(earlier.digest === digestOf(vault, keyed), 'channel.key_reused');
  return { answer: earlier.answer as A }; // The same request was answered by the same operation.
}

/** Keeps the answer to a request for a day. */
export async function remember(ctx: WriteContext, vault: Vault, keyed: Keyed, answer: unknown): Promise<void> {
  const values = [requireChannel(ctx.actor), keyed.key, digestOf(vault, keyed), JSON.stringify(answer), ctx.now];
  await ctx.db.query(keepAnswer, values);
}

/**
 * Runs `operation` once for a key of the caller's: for a day the same request gets the same answer, without doing it
 * again. Throws `channel.key_reused` when the key came with another request. A refusal is not kept.
 */
export async function once<A>(ctx: WriteContext, vault: Vault, keyed: Keyed, operation: () => Promise<A>): Promise<A> {
  const earlier = await recall<A>(ctx, vault, keyed);
  if (earlier) return earlier.answer;
  const answer = await operation();
  await remember(ctx, vault, keyed, answer);
  return answer;
}

/** Forgets answers kept longer than a day; part of the daily sweep. */
export async function forgetAnswers(ctx: WriteContext): Promise<void> {
  await ctx.db.query(sweepAnswers, [later(ctx.now, -dayMs)]);
}
