import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { seal, sign } from './signing.ts';
import { wechatPayRail } from './wechat-pay.ts';

const keyPair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const platform = keyPair();
const ours = keyPair();
const stranger = keyPair();
const apiKey = '0123456789abcdef0123456789abcdef';
const now = new Date('2026-11-20T02:00:00Z');

const rail = wechatPayRail({
  appId: 'wx0000000000000001',
  merchantId: '1900000109',
  merchantSerial: 'SERIAL',
  privateKey: ours.privateKey,
  platformKeyId: 'PUB_KEY_ID_1',
  platformPublicKey: platform.publicKey,
  apiKey,
  gateway: 'http://127.0.0.1:9',
  now: () => now,
});

const transaction = {
  appid: 'wx0000000000000001',
  mchid: '1900000109',
  out_trade_no: '261120020000123456',
  transaction_id: '4200000000202611200000000001',
  trade_state: 'SUCCESS',
  trade_type: 'MWEB',
  success_time: '2026-11-20T09:59:58+08:00',
  amount: { total: 20_000, payer_total: 20_000, currency: 'CNY', payer_currency: 'CNY' },
};

interface Changes {
  readonly transaction?: object;
  readonly body?: object;
  readonly resource?: object;
  readonly key?: string;
  readonly privateKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timestamp?: string;
  /** What is sent in place of what was signed. */
  readonly sentBody?: (body: string) => string;
}

function noticeWith(changes: Changes = {}): Record<string, string> {
  const content = JSON.stringify({ ...transaction, ...changes.transaction });
  const { ciphertext, nonce, associated } = seal(content, changes.key ?? apiKey, 'transaction');
  const body = JSON.stringify({
    id: 'EV-2018022511223320873',
    create_time: '2026-11-20T10:00:00+08:00',
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    resource: {
      ...{
        algorithm: 'AEAD_AES_256_GCM',
        original_type: 'transaction',
        ciphertext,
        nonce,
        associated_data: associated,
      },
      ...changes.resource,
    },
    ...changes.body,
  });
  const timestamp = changes.timestamp ?? String(now.getTime() / 1000);
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': 'nonce',
    'wechatpay-serial': 'PUB_KEY_ID_1',
    'wechatpay-signature': sign([timestamp, 'nonce', body], changes.privateKey ?? platform.privateKey),
    ...changes.headers,
    body: changes.sentBody?.(body) ?? body,
  };
}

describe('an honest notification', () => {
  test('is read with its amount, number and time', async () => {
    expect(await rail.readNotice(noticeWith())).toEqual({
      tradeNo: '261120020000123456',
      eventId: 'EV-2018022511223320873',
      outcome: {
        state: 'paid',
        amount: 20_000n,
        railTradeNo: '4200000000202611200000000001',
        paidAt: new Date('2026-11-20T01:59:58Z'),
      },
    });
  });

  test.each([
    ['CLOSED', 'closed'],
    ['NOTPAY', 'pending'],
    ['USERPAYING', 'pending'],
    ['REFUND', 'closed'],
  ])('of %s means %s', async (trade_state, state) => {
    expect((await rail.readNotice(noticeWith({ transaction: { trade_state } })))?.outcome.state).toBe(state);
  });
});

const minutesAgo = (minutes: number) => String(now.getTime() / 1000 - minutes * 60);

describe('everything else is no notification', () => {
  test.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['no signature', noticeWith({ headers: { 'wechatpay-signature': '' } })],
    ['a signature of garbage', noticeWith({ headers: { 'wechatpay-signature': 'AAAA' } })],
    ["a stranger's signature", noticeWith({ privateKey: stranger.privateKey })],
    ['our own signature', noticeWith({ privateKey: ours.privateKey })],
    ['another key than agreed', noticeWith({ headers: { 'wechatpay-serial': 'PUB_KEY_ID_2' } })],
    ['a changed nonce', noticeWith({ headers: { 'wechatpay-nonce': 'other' } })],
    ['a changed time', noticeWith({ headers: { 'wechatpay-timestamp': minutesAgo(1) } })],
    ['a body with one blank more', noticeWith({ sentBody: (body) => `${body} ` })],
    ['an old one that somebody kept', noticeWith({ timestamp: minutesAgo(6) })],
    ['one from the future', noticeWith({ timestamp: minutesAgo(-6) })],
    ['a resource sealed under another key', noticeWith({ key: 'f'.repeat(32) })],
    ['a resource cut short', noticeWith({ resource: { ciphertext: 'AAAA' } })],
    ['another associated text', noticeWith({ resource: { associated_data: 'refund' } })],
    ['another kind of resource', noticeWith({ resource: { original_type: 'refund' } })],
    ['another algorithm', noticeWith({ resource: { algorithm: 'NONE' } })],
    ['no resource', noticeWith({ body: { resource: null } })],
    ['no event number', noticeWith({ body: { id: '' } })],
    ['another merchant', noticeWith({ transaction: { mchid: '1900000110' } })],
    ['another application', noticeWith({ transaction: { appid: 'wx2' } })],
    ['an unknown state', noticeWith({ transaction: { trade_state: 'PAID' } })],
    ['no amount', noticeWith({ transaction: { amount: {} } })],
    ['an amount of nothing', noticeWith({ transaction: { amount: { total: 0, currency: 'CNY' } } })],
    ['half a fen', noticeWith({ transaction: { amount: { total: 0.5, currency: 'CNY' } } })],
    ['an amount in text', noticeWith({ transaction: { amount: { total: '20000', currency: 'CNY' } } })],
    ['another currency', noticeWith({ transaction: { amount: { total: 20_000, currency: 'USD' } } })],
    ['no number of ours', noticeWith({ transaction: { out_trade_no: '../1' } })],
    ['no number of theirs', noticeWith({ transaction: { transaction_id: 'x' } })],
    ['no time', noticeWith({ transaction: { success_time: 'now' } })],
  ])('%s', async (_what, raw) => {
    expect(await rail.readNotice(raw)).toBeUndefined();
  });
});

test('without an answer nothing is known, and no page is shown', async () => {
  expect(await rail.query('261120020000123456')).toEqual({ state: 'unknown' });
  const order = {
    tradeNo: '261120020000123456',
    amount: 1n,
    subject: 'x',
    returnUrl: '',
    notifyUrl: '',
    expiresAt: now,
  };
  await expect(rail.payPage(order)).rejects.toThrow('rail.unavailable');
  await expect(rail.close('261120020000123456')).rejects.toThrow('was not closed');
});
