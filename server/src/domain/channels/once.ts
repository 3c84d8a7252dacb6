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

/**
 * Runs `operation` once for a key of the caller's: for a day the same request gets the same answer, without doing it
 * again. Throws `channel.key_reused` when the key came with another request. A refusal is not kept.
 */
export async function once<A>(
  ctx: WriteContext,
  vault: Vault,
  { key, request }: { key: string; request: unknown },
  operation: () => Promise<A>,
): Promise<A> {
  const channelId = requireChannel(ctx.actor);
  const digest = vault.hash(`request:${canonical(request)}`);
  const [, [earlier]] = await Promise.all([
    ctx.db.query(lockId, [String(channelId), 'request', key]),
    ctx.db.query(answerByKey, [channelId, key, later(ctx.now, -dayMs)]),
  ]);
  if (earlier) {
    refuseUnless(earlier.digest === digest, 'channel.key_reused');
    return earlier.answer as A; // The same request was answered by the same operation.
  }
  const answer = await operation();
  await ctx.db.query(keepAnswer, [channelId, key, digest, JSON.stringify(answer), ctx.now]);
  return answer;
}

/** Forgets answers kept longer than a day; part of the daily sweep. */
export async function forgetAnswers(ctx: WriteContext): Promise<void> {
  await ctx.db.query(sweepAnswers, [later(ctx.now, -dayMs)]);
}
