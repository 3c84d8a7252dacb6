/** Notifications of payments as the two rails send them, signed with the sandbox's own keys. */
import { createHash } from 'node:crypto';
import { localTime } from '../server/src/kernel/clock.ts';
import { formatYuan } from '../server/src/kernel/money.ts';
import { signFields } from '../server/src/providers/alipay/sandbox-signing.ts';
import { newNonce, seal, sign } from '../server/src/providers/wechat-pay/signing.ts';
import type { Stage } from './stage.ts';

export type RailName = 'alipay' | 'wechat';

export interface RailKeys {
  readonly alipay: string;
  readonly wechat: string;
  /** What WeChat Pay seals under. */
  readonly apiKey: string;
}

export interface Payment {
  readonly tradeNo: string;
  readonly amount: bigint;
  /** When it was paid. */
  readonly paidAt: Date;
  /** When this notification is sent. */
  readonly sentAt: Date;
  /** As the rail itself calls it; paid when absent. */
  readonly state?: string;
}

export interface Notice {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the rails sign with. */
export async function railKeys(stage: Stage): Promise<RailKeys> {
  const rows = await stage.query<{ owner: string; private_key: string }>('select owner, private_key from sandbox_key');
  const keyOf = (owner: string): string => {
    const found = rows.find((row) => row.owner === owner)?.private_key;
    if (found === undefined) throw new Error(`the sandbox has no key of ${owner}`);
    return found;
  };
  const wechat = keyOf('wechat');
  return { alipay: keyOf('gateway'), wechat, apiKey: createHash('sha256').update(wechat).digest('hex').slice(0, 32) };
}

export const alipayParties = { appId: '9021000100000001', sellerId: '2088000100000001' } as const;
export const wechatParties = { appId: 'wx9021000100000001', merchantId: '1900000001' } as const;
export const wechatSerial = 'PUB_KEY_ID_9000000001';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const digits = (text: string, length: number): string =>
  (BigInt(`0x${digest(text)}`) % 10n ** BigInt(length)).toString().padStart(length, '0');

/** The fields that Alipay signs; the same event has the same number however often it is sent. */
export function alipayFields({ tradeNo, amount, paidAt, sentAt, state = 'TRADE_SUCCESS' }: Payment) {
  const total = formatYuan(amount);
  return {
    notify_time: localTime(sentAt),
    notify_type: 'trade_status_sync',
    notify_id: digest(`${tradeNo} ${state}`).slice(0, 34),
    app_id: alipayParties.appId,
    auth_app_id: alipayParties.appId,
    charset: 'utf-8',
    version: '1.0',
    trade_no: `2026112022001${digits(tradeNo, 15)}`,
    out_trade_no: tradeNo,
    trade_status: state,
    total_amount: total,
    subject: 'proof',
    seller_id: alipayParties.sellerId,
    buyer_id: '2088000100000009',
    gmt_create: localTime(paidAt),
    gmt_payment: localTime(paidAt),
    receipt_amount: total,
    buyer_pay_amount: total,
  };
}

/** A transaction as WeChat Pay seals it. */
export function wechatTransaction({ tradeNo, amount, paidAt, state = 'SUCCESS' }: Payment) {
  const total = Number(amount);
  return {
    appid: wechatParties.appId,
    mchid: wechatParties.merchantId,
    out_trade_no: tradeNo,
    trade_state: state,
    trade_type: 'MWEB',
    transaction_id: `42000${digits(tradeNo, 23)}`,
    success_time: `${localTime(paidAt).replace(' ', 'T')}+08:00`,
    amount: { total, payer_total: total, currency: 'CNY', payer_currency: 'CNY' },
  };
}

/** The event around a transaction, and the headers that sign it. */
export function wechatEvent(keys: RailKeys, transaction: object, { tradeNo, sentAt, state = 'SUCCESS' }: Payment) {
  const { ciphertext, nonce, associated } = seal(JSON.stringify(transaction), keys.apiKey, 'transaction');
  return {
    id: digest(`${tradeNo} ${state}`).slice(0, 36),
    create_time: `${localTime(sentAt).replace(' ', 'T')}+08:00`,
    event_type: 'TRANSACTION.SUCCESS',
    resource_type: 'encrypt-resource',
    resource: {
      algorithm: 'AEAD_AES_256_GCM',
      original_type: 'transaction',
      ciphertext,
      nonce,
      associated_data: associated,
    },
  };
}

export function wechatHeaders(privateKey: string, body: string, sentAt: Date): Record<string, string> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000));
  const nonce = newNonce();
  return {
    'content-type': 'application/json',
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': wechatSerial,
    'wechatpay-signature': sign([timestamp, nonce, body], privateKey),
  };
}

export const noticePaths = {
  alipay: '/cloudwork/api/margin/deposit/callback',
  wechat: '/consulting/api/pay/notify',
} as const satisfies Readonly<Record<RailName, string>>;

/** One notification, signed at the moment it is sent. */
export function noticeOf(rail: RailName, keys: RailKeys, payment: Payment): Notice {
  const path = noticePaths[rail];
  if (rail === 'alipay') {
    const body = new URLSearchParams(signFields(alipayFields(payment), keys.alipay)).toString();
    return { path, body, headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  }
  const body = JSON.stringify(wechatEvent(keys, wechatTransaction(payment), payment));
  return { path, body, headers: wechatHeaders(keys.wechat, body, payment.sentAt) };
}

export async function deliver(stage: Stage, { path, body, headers }: Notice): Promise<Response> {
  return fetch(`${stage.url}${path}`, { method: 'POST', body, headers });
}

/** Whether the rail takes the answer for "received"; anything else is sent again. */
export async function isTaken(rail: RailName, response: Response): Promise<boolean> {
  const text = await response.text();
  return rail === 'alipay' ? response.status === 200 && text === 'success' : [200, 204].includes(response.status);
}

/** Delivers one; an answer that the rail would not take for "received" is no definite answer. */
export async function deliverOnce(stage: Stage, rail: RailName, notice: Notice): Promise<Response> {
  const response = await deliver(stage, notice);
  return (await isTaken(rail, response.clone())) ? response : new Response(null, { status: 503 });
}

/** The development clock's time. */
export async function nowAt(stage: Stage): Promise<Date> {
  const { now } = (await (await fetch(`${stage.url}/dev/clock`)).json()) as { now: string };
  return new Date(now);
}
