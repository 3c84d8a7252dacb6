import { createHash } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { localTime } from '../../kernel/clock.ts';
import { formatYuan } from '../../kernel/money.ts';
import { markNotified, type SandboxTrade } from './sandbox.sql.ts';
import { signFields } from './sandbox-signing.ts';
import { buyerId, type SandboxWorld, tradeStatus } from './sandbox-trades.ts';

const pausesMs = [0, 200, 600, 2_000, 5_000, 10_000];
const attemptTimeoutMs = 5_000;
const maxAnswerLength = 1_000;

/** The address, if it is http(s) on this machine; the twin posts nowhere else. */
export function localAddress(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isLocal =
    url.hostname === '127.0.0.1' || url.hostname === 'localhost' || /^[a-z0-9.-]+\.localhost$/.test(url.hostname);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  return isLocal && isWeb && url.username === '' && url.password === '' ? url : undefined;
}

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
  for (const pauseMs of pausesMs) {
    const rested = await pause(pauseMs, true, { signal: stop }).catch(() => false);
    if (!rested) break;
    const body = new URLSearchParams(noticeFields(world, trade)).toString();
    const answer = await post(target, body, stop).catch(() => undefined);
    if (answer === 'success') {
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

/** Node's resolver does not know *.localhost; the Host header keeps the name, by which the server tells its markets. */
const loopback: LookupFunction = (_hostname, options, done) => {
  if (options.all) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
};

function post(target: URL, body: string, stop: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const send = target.protocol === 'https:' ? requestHttps : requestHttp;
    const request = send(target, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        'content-length': Buffer.byteLength(body),
      },
      agent: false,
      lookup: loopback,
      signal: AbortSignal.any([stop, AbortSignal.timeout(attemptTimeoutMs)]),
    });
    request.on('error', reject);
    request.on('response', (response) => {
      let answer = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        answer += piece;
        if (answer.length > maxAnswerLength) request.destroy(new Error('sandbox: the answer to a notice is too long'));
      });
      response.on('end', () => resolve(answer));
      response.on('error', reject);
    });
    request.end(body);
  });
}
