import { sql, type WriteContext } from '../../kernel/context.ts';
import { refuseUnless } from '../../kernel/errors.ts';
import { requireChannel } from './access.ts';

const lockSandbox = sql<{ is_sandbox: boolean }>(
  'channels.lock_sandbox',
  'select is_sandbox from channel_client where id = $1 for update',
);

/** In the order in which they refer to each other. */
const emptying = ['payment', 'application', 'posting', 'company', 'person'].map((noun) =>
  sql<never>(`channels.empty_${noun}`, `delete from channel_${noun} where channel_id = $1`),
);
const forgetting = ['move', 'request', 'event'].map((noun) =>
  sql<never>(`channels.forget_${noun}`, `delete from channel_${noun} where channel_id = $1`),
);

/** Empties the caller's sandbox: all it has pushed is gone. Throws `channel.not_a_sandbox` for a partner that is real. */
export async function emptySandbox(ctx: WriteContext): Promise<void> {
  const channelId = requireChannel(ctx.actor);
  const [client] = await ctx.db.query(lockSandbox, [channelId]);
  refuseUnless(client?.is_sandbox === true, 'channel.not_a_sandbox');
  for (const statement of [...emptying, ...forgetting]) await ctx.db.query(statement, [channelId]);
}
