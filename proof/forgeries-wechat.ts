/** Notifications that WeChat Pay has not sent. */
import { generateKeyPairSync } from 'node:crypto';
import { sign } from '../server/src/providers/wechat-pay/signing.ts';
import { callerAt, payAtRail } from './callers.ts';
import {
  nowAt,
  type Payment,
  type RailKeys,
  railKeys,
  wechatEvent,
  wechatHeaders,
  wechatTransaction,
} from './notices.ts';
import type { Stage } from './stage.ts';

/** A request that could reach the callback. */
export interface Forgery {
  readonly name: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
}

type Json = Record<string, unknown>;

export interface WechatScene {
  readonly keys: RailKeys;
  readonly payment: Payment;
  /** Another order of the same person, and one that was paid. */
  readonly other: Payment;
  readonly paid: Payment;
}

const signed = ({ keys, payment }: WechatScene, name: string, body: string, at = payment.sentAt): Forgery => ({
  name,
  body,
  headers: wechatHeaders(keys.wechat, body, at),
});

/** Everything that is wrong though the provider itself has sealed and signed it. */
export function wronglySealed(scene: WechatScene): Forgery[] {
  const { keys, payment, other, paid } = scene;
  const transaction = wechatTransaction(payment) as Json;
  const sealed = (name: string, content: object, changes: Json = {}, resource: Json = {}): Forgery => {
    const event = wechatEvent(keys, content, payment);
    return signed(scene, name, JSON.stringify({ ...event, resource: { ...event.resource, ...resource }, ...changes }));
  };
  const told = (changes: Json): Forgery =>
    sealed(`sealed, with ${JSON.stringify(changes)}`, { ...transaction, ...changes });
  const without = (name: string): Forgery => {
    const { [name]: _left, ...rest } = transaction;
    return sealed(`sealed, without ${name}`, rest);
  };
  const amount = (changes: Json): Forgery => told({ amount: { ...(transaction['amount'] as Json), ...changes } });
  const total = Number(payment.amount);
  const foreign = wechatEvent({ ...keys, apiKey: 'f'.repeat(32) }, transaction, payment);
  const wrongPaid = wechatTransaction({ ...paid, amount: paid.amount + 1n });
  return [
    ...[total - 1, total + 1, 1, 0, -total, total + 0.5, String(total), total * 100, null].map((one) =>
      amount({ total: one }),
    ),
    ...['USD', 'cny', '', null].map((currency) => amount({ currency })),
    told({ amount: total }),
    ...['wx9021000100000002', '', null].map((appid) => told({ appid })),
    ...['1900000002', '', null].map((mchid) => told({ mchid })),
    ...['000000000000000000', '1', `${payment.tradeNo}0`, `${payment.tradeNo}' or '1'='1`, '../1'].map((out_trade_no) =>
      told({ out_trade_no }),
    ),
    ...['success', 'PAID', '', null].map((trade_state) => told({ trade_state })),
    ...['x', ''].map((transaction_id) => told({ transaction_id })),
    ...['yesterday', ''].map((success_time) => told({ success_time })),
    ...['out_trade_no', 'amount', 'trade_state', 'appid', 'mchid', 'transaction_id', 'success_time'].map(without),
    sealed('another amount on a paid number', wrongPaid),
    sealed('sealed as something else', transaction, { resource_type: 'plain' }),
    sealed('of a refund', transaction, {}, { original_type: 'refund' }),
    sealed('without a number of its own', transaction, { id: '' }),
    sealed('under a number that leads elsewhere', transaction, { id: '../../x' }),
    sealed('under the algorithm none', transaction, {}, { algorithm: 'NONE' }),
    sealed('under another associated text', transaction, {}, { associated_data: 'refund' }),
    sealed('under another nonce', transaction, {}, { nonce: '000000000000' }),
    sealed('with nothing sealed', transaction, {}, { ciphertext: '' }),
    sealed('without a resource', transaction, { resource: null }),
    signed(scene, 'sealed under another key', JSON.stringify(foreign)),
    signed(scene, 'a list of events', JSON.stringify([wechatEvent(keys, transaction, other)])),
    signed(scene, 'what is sealed, unsealed', JSON.stringify({ id: 'EV-1', resource: transaction })),
  ];
}

/** Everything that is right but for its signature. */
export function wronglySigned(scene: WechatScene): Forgery[] {
  const { keys, payment, other } = scene;
  const body = JSON.stringify(wechatEvent(keys, wechatTransaction(payment), payment));
  const honest = wechatHeaders(keys.wechat, body, payment.sentAt);
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const of = (name: string, headers: Readonly<Record<string, string>>, sent = body): Forgery => ({
    name,
    body: sent,
    headers: { ...honest, ...headers },
  });
  const without = (name: string): Forgery => {
    const { [name]: _left, ...rest } = honest;
    return { name: `without ${name}`, body, headers: rest };
  };
  const aged = (minutes: number): Forgery => {
    const at = new Date(payment.sentAt.getTime() - minutes * 60_000);
    return signed(scene, `signed ${minutes} minutes ago`, body, at);
  };
  const foreign = JSON.stringify(wechatEvent(keys, wechatTransaction(other), other));
  const [timestamp = '', nonce = ''] = [honest['wechatpay-timestamp'], honest['wechatpay-nonce']];
  return [
    { name: 'no signature at all', body, headers: { 'content-type': 'application/json' } },
    ...['signature', 'timestamp', 'nonce', 'serial'].map((name) => without(`wechatpay-${name}`)),
    of('a signature of garbage', { 'wechatpay-signature': 'AAAA' }),
    of('a probe', { 'wechatpay-signature': `WECHATPAY/SIGNTEST/${honest['wechatpay-signature']}` }),
    of('another key’s signature', { 'wechatpay-signature': sign([timestamp, nonce, body], privateKey) }),
    of('a serial that nobody knows', { 'wechatpay-serial': 'PUB_KEY_ID_0000000000' }),
    of('another nonce', { 'wechatpay-nonce': 'f'.repeat(32) }),
    of('another time', { 'wechatpay-timestamp': String(Number(timestamp) + 1) }),
    of('a time that is none', { 'wechatpay-timestamp': 'now' }),
    aged(6),
    aged(-6),
    aged(60 * 24 * 30),
    of('a body with one blank more', {}, `${body} `),
    of('the body written anew', {}, JSON.stringify(JSON.parse(body), null, 1)),
    of('another event under this signature', {}, foreign),
    of('said to be a form', { 'content-type': 'application/x-www-form-urlencoded' }),
    of('said to be compressed', { 'content-encoding': 'gzip' }),
    of('too long', {}, `${body.slice(0, -1)},"padding":"${'x'.repeat(200_000)}"}`),
    { name: 'by GET', body: '', method: 'GET', headers: honest },
    of('nothing', {}, ''),
    { name: 'bytes that are no text', body: Uint8Array.from([0xff, 0xfe, 0x00, 0x7b, 0x7d]), headers: honest },
    of('from the house itself', { 'wechatpay-signature': '', 'x-forwarded-for': '101.226.103.1' }),
  ];
}

/** Three orders that wait for their payment, of which one is paid then. */
export async function wechatScene(stage: Stage): Promise<WechatScene> {
  const buyer = await callerAt(stage, 'consulting', 'buyer');
  const [me] = await stage.query<{ id: string }>(`select id from user_account where username = 'buyer'`);
  const opened: { tradeNo: string; amount: bigint; url: string }[] = [];
  while (opened.length < 3) {
    const given = { user_id: me?.id, tag_id: '1', title: '证明', content: '证明用', price: '200.00' };
    const { content } = await buyer.must('POST', '/api/user/post/publish', given);
    const [post] = await stage.query<{ order_no: string }>('select order_no from consultation_post where id = $1', [
      content[0],
    ]);
    const wanted = { body: '咨询', out_trade_no: post?.order_no, total_fee: 20_000, spbill_create_ip: '203.0.113.7' };
    const [paying] = (await buyer.must('POST', '/api/pay/init', wanted))['content'];
    // What the demo has left in the balance is used up first.
    if (!paying.paid) opened.push({ tradeNo: paying.trade_no, amount: BigInt(paying.total_fee), url: paying.pay_url });
  }
  const [first, second, third] = opened;
  if (!first || !second || !third) throw new Error('three orders were to be opened');
  await payAtRail(stage, third.url, third.tradeNo);
  const now = await nowAt(stage);
  const payment = ({ tradeNo, amount }: typeof first): Payment => ({ tradeNo, amount, paidAt: now, sentAt: now });
  return { keys: await railKeys(stage), payment: payment(first), other: payment(second), paid: payment(third) };
}
