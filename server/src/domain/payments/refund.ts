import { hourMs, later } from '../../kernel/clock.ts';
import type { WriteContext } from '../../kernel/context.ts';
import { next } from '../../kernel/machine.ts';
import { idIn, type TaskHandler } from '../../platform/tasks/worker.ts';
import { cancelPayout, completePayout, reservePayout } from '../ledger/index.ts';
import { refundLifecycle } from './lifecycle.ts';
import { tradeNumber } from './orders.ts';
import type { PayInRail, RefundOutcome } from './rails.ts';
import { insertRefund, lockRefund, moveRefund, refundableTopUp, refundById, type RefundRow } from './refund.sql.ts';

/** How often a rail is asked what became of a refund that is under way. */
const askAgainMs = hourMs;
/** Rails that give money back to where it came from; what came through others stays in the wallet. */
const refundingRails = ['wechat'];

/**
 * Sends what has come back of an order to where it was paid from: the part that a top-up through WeChat Pay brought; the rest
 * stays in the payer's wallet. `amount` fen are in the wallet by now. Throws `ledger.insufficient_funds` when they are not.
 */
export async function refundToSource(
  ctx: WriteContext,
  { tradeNo, amount, reason }: { tradeNo: string; amount: bigint; reason: string },
): Promise<void> {
  const [topUp] = await ctx.db.query(refundableTopUp, [ctx.market, tradeNo, refundingRails]);
  if (!topUp) return;
  const back = amount < topUp.amount ? amount : topUp.amount;
  const refundNo = tradeNumber(ctx);
  const head = [ctx.market, refundNo, topUp.id, topUp.payer_party_id, back, refundLifecycle.initial];
  const [row] = await ctx.db.query(insertRefund, [...head, reason, ctx.now]);
  if (!row) throw new Error(`the refund ${refundNo} was not inserted`);
  await reservePayout(ctx, { payoutNo: refundNo, partyId: topUp.payer_party_id, amount: back, rail: '' });
  await ctx.enqueue('refund.send', { refundId: row.id }, { key: `refund.send:${row.id}` });
}

/** Refunds leave by tasks, and are asked after until they are through. */
export function refundTasks(rails: readonly PayInRail[]): TaskHandler[] {
  return [
    {
      name: 'refund.send',
      async outside(task, payload) {
        const refundId = idIn(payload, 'refundId');
        const [refund] = await task.read().db.query(refundById, [refundId]);
        if (!refund || !['requested', 'sent'].includes(refund.state)) return;
        const rail = rails.find(({ code }) => code === refund.rail);
        if (!rail?.refund) throw new Error(`the rail ${refund.rail} takes no refunds`);
        const { refund_no: refundNo, trade_no: tradeNo, amount, total, reason } = refund;
        const outcome = await rail.refund({ refundNo, tradeNo, amount, total, reason });
        // No definite answer: the same number is sent again, which the rail takes as the same refund.
        if (outcome.state === 'unknown') throw new Error(`no definite answer for the refund ${refundNo}`);
        await task.write((ctx) => book(ctx, refundId, outcome));
      },
    },
  ];
}

async function book(ctx: WriteContext, refundId: bigint, outcome: RefundOutcome): Promise<void> {
  const [refund] = await ctx.db.query(lockRefund, [refundId]);
  if (!refund || !['requested', 'sent'].includes(refund.state)) return;
  const money = { payoutNo: refund.refund_no, partyId: refund.party_id, amount: refund.amount, rail: refund.rail };
  if (outcome.state === 'done') {
    await move(ctx, refund, 'complete');
    await completePayout(ctx, money);
  } else if (outcome.state === 'failed') {
    await move(ctx, refund, 'fail', outcome.reason);
    await cancelPayout(ctx, money, outcome.reason);
  } else {
    if (refund.state === 'requested') await move(ctx, refund, 'send');
    const at = later(ctx.now, askAgainMs);
    // A key of its own each time: the task that runs now still holds the one before.
    await ctx.enqueue('refund.send', { refundId }, { at, key: `refund.send:${refundId}:${at.getTime()}` });
  }
}

async function move(
  ctx: WriteContext,
  refund: RefundRow,
  name: 'send' | 'complete' | 'fail',
  reason = '',
): Promise<void> {
  await ctx.db.query(moveRefund, [refund.id, next(refundLifecycle, refund.state, name, 'rail'), reason, ctx.now]);
}
