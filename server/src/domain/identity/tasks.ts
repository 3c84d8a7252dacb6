import { later } from '../../kernel/clock.ts';
import { idIn, type TaskHandler } from '../../platform/tasks/worker.ts';
import { keptMs } from './codes.ts';
import {
  deleteExpiredSessions,
  markSent,
  messageById,
  sweepAttempts,
  sweepCodes,
  sweepJumpCodes,
} from './identity.sql.ts';
import type { MessageSender } from './messages.ts';

/** Sends messages through the provider, and sweeps what has expired. */
export function identityTasks(sender: MessageSender, options: { forgetsSentMessages: boolean }): TaskHandler[] {
  return [
    {
      name: 'message.send',
      async outside(task, payload) {
        const [message] = await task.read().db.query(messageById, [idIn(payload, 'messageId')]);
        if (!message || message.sent_at) return;
        const { market, channel, recipient, template, params, body } = message;
        await sender.send({ market, channel, to: recipient, template, params, text: body });
        await task.write(async (ctx) => {
          await ctx.db.query(markSent, [message.id, ctx.now, options.forgetsSentMessages]);
        });
      },
    },
    {
      name: 'identity.sweep',
      dailyAt: '04:10',
      async inside(ctx) {
        await ctx.db.query(deleteExpiredSessions, [ctx.now]);
        await ctx.db.query(sweepAttempts, [later(ctx.now, -keptMs.attempts)]);
        await ctx.db.query(sweepCodes, [later(ctx.now, -keptMs.codes)]);
        await ctx.db.query(sweepJumpCodes, [ctx.now]);
      },
    },
  ];
}
