import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { noticePausesMs, postLocally } from '../sandbox/post.ts';
import { localTime } from '../../kernel/clock.ts';
import { formatYuan } from '../../kernel/money.ts';
import { markNotified, type SandboxTrade } from './sandbox.sql.ts';
import { signFields } from './sandbox-signing.ts';
import { buyerId, type SandboxWorld, tradeStatus } from './sandbox-trades.ts';

/**
 * Posts the signed notice of a trade until the answer is exactly "success", a few times. Never rejects because of the
 * other side; ends early when `stop` is aborted.
 */
export async function notifyTrade(
  world: SandboxWorld,
  trade: SandboxTrade,
  target: URL,
  stop: AbortSignal,
): Promise<'taken' | 'given up'> {
  for (const pauseMs of noticePausesMs) {
    const rested = await pause(pauseMs, true, { signal: stop }).catch(() => false);
    if (!rested) break;
    const body = new URLSearchParams(noticeFields(world, trade)).toString();
    const sent = { body, type: 'application/x-www-form-urlencoded; charset=utf-8' };
    const answer = await postLocally(target, sent, stop).catch(() => undefined);
    if (answer?.text === 'success') {
      await markNotified(world.query, trade.outTradeNo, world.now());
      return 'taken';
    }
  }
  return 'given up';
}

/** The fields of a trade_status_sync notice, signed; notify_id is the same whenever the same event is sent again. */
export function noticeFields(world: SandboxWorld, trade: SandboxTrade): Record<string, string> {
  const total = formatYuan(trade.amount);
  const status = tradeStatus(trade);
  const paid: Record<string, string> = trade.paidAt
    ? {
        gmt_payment: localTime(trade.paidAt),
        receipt_amount: total,
        buyer_pay_amount: total,
        invoice_amount: total,
        point_amount: '0.00',
        fund_bill_list: JSON.stringify([{ amount: total, fundChannel: 'ALIPAYACCOUNT' }]),
      }
    : {};
  return signFields(
    {
      notify_time: localTime(world.now()),
      notify_type: 'trade_status_sync',
      notify_id: createHash('sha256').update(`${trade.tradeNo} ${status}`).digest('hex').slice(0, 34),
      app_id: world.appId,
      auth_app_id: world.appId,
      charset: 'utf-8',
      version: '1.0',
      trade_no: trade.tradeNo,
      out_trade_no: trade.outTradeNo,
      trade_status: status,
      total_amount: total,
      subject: trade.subject,
      seller_id: world.sellerId,
      buyer_id: buyerId,
      gmt_create: localTime(trade.madeAt),
      ...paid,
      ...(trade.closedAt ? { gmt_close: localTime(trade.closedAt) } : {}),
    },
    world.gatewayPrivateKey,
  );
}
