import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayMs, hourMs, localTime, parseTime } from '../../kernel/clock.ts';
import { readForm } from '../alipay/form.ts';
import type { SandboxQuery } from '../alipay/sandbox.sql.ts';
import { ownKeyPair } from '../alipay/sandbox-signing.ts';
import { refusalPage, type SandboxPage, tradePage } from '../sandbox/page.ts';
import { localAddress, noticePausesMs, postLocally } from '../sandbox/post.ts';
import { asRecord, type WechatPaySettings } from './client.ts';
import { addPrepay, decidePrepay, findPrepay, keepRefund, markNoticed, type Prepay } from './sandbox.sql.ts';
import { isSigned, newNonce, seal, sign } from './signing.ts';
import { ownNumberPattern } from './trade.ts';

const root = '/sandbox/wechat';
const bodyLimitBytes = 64 * 1024;
const appId = 'wx9021000100000001';
const merchantId = '1900000001';
const merchantSerial = 'SANDBOX0000000000000000000000000000MCH01';
const platformKeyId = 'PUB_KEY_ID_9000000001';

interface World {
  readonly query: SandboxQuery;
  readonly now: () => Date;
  readonly baseUrl: string;
  readonly merchantPublicKey: string;
  readonly platformPrivateKey: string;
  readonly apiKey: string;
}

/**
 * The sandbox twin of WeChat Pay, for development only: takes signed orders, shows a page that pays or closes them, and
 * sends sealed notifications signed by its own key. `settings` make wechatPayRail talk to it.
 */
export async function wechatPaySandbox(deps: {
  query: SandboxQuery;
  now: () => Date;
  baseUrl: string;
}): Promise<{ settings: WechatPaySettings; register(app: FastifyInstance): void }> {
  const { query, now } = deps;
  const [platform, merchant] = await Promise.all([
    ownKeyPair(query, 'wechat', now()),
    ownKeyPair(query, 'merchant', now()),
  ]);
  const baseUrl = deps.baseUrl.replace(/\/+$/, '');
  // Both sides know it, as at the real gateway; here it follows from the platform's key.
  const apiKey = createHash('sha256').update(platform.privateKey).digest('hex').slice(0, 32);
  const keys = { merchantPublicKey: merchant.publicKey, platformPrivateKey: platform.privateKey };
  const world: World = { query, now, baseUrl, apiKey, ...keys };
  return {
    settings: {
      appId,
      merchantId,
      merchantSerial,
      privateKey: merchant.privateKey,
      platformKeyId,
      platformPublicKey: platform.publicKey,
      apiKey,
      gateway: `${baseUrl}${root}`,
      now,
    },
    // A scope of its own, so that its parsers do not become the server's.
    register: (app) => void app.register(async (scope) => registerTwin(scope, world)),
  };
}

function registerTwin(app: FastifyInstance, world: World): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: bodyLimitBytes }, (_request, body, done) => {
    done(null, String(body));
  });
  const stop = new AbortController();
  const underWay = new Set<Promise<void>>();
  app.addHook('preClose', async () => {
    stop.abort();
    await Promise.allSettled(underWay);
  });
  const notify = (order: Prepay) => {
    const work = sendNotice(world, order, stop.signal)
      .catch((error: unknown) => app.log.error({ err: error }, 'sandbox notice failed'))
      .finally(() => underWay.delete(work));
    underWay.add(work);
  };

  app.post(`${root}/v3/pay/transactions/h5`, (request, reply) => answer(world, request, reply, openOrder));
  app.post(`${root}/v3/refund/domestic/refunds`, (request, reply) => answer(world, request, reply, refundOrder));
  app.get(`${root}/v3/pay/transactions/out-trade-no/:number`, (request, reply) =>
    answer(world, request, reply, queryOrder),
  );
  app.post(`${root}/v3/pay/transactions/out-trade-no/:number/close`, (request, reply) =>
    answer(world, request, reply, closeOrder),
  );
  app.get(`${root}/pay`, (request, reply) => showPage(world, notify, request, reply));
  app.post(`${root}/pay`, (request, reply) => showPage(world, notify, request, reply));
}

interface Reply {
  readonly status: number;
  readonly content?: object;
}
type Content = Readonly<Record<string, unknown>>;
type Operation = (world: World, content: Content, number: string) => Promise<Reply>;

const refusal = (status: number, code: string, message: string): Reply => ({ status, content: { code, message } });

/** Verifies that the merchant signed the request, and signs the answer. */
async function answer(world: World, request: FastifyRequest, reply: FastifyReply, operation: Operation) {
  const body = typeof request.body === 'string' ? request.body : '';
  const { number = '' } = request.params as { number?: string };
  const path = (request.raw.url ?? '').slice(root.length);
  const isOurs = isMerchants(world, request.headers.authorization ?? '', [request.method, path], body);
  const { status, content } = isOurs
    ? await operation(world, readObject(body), number)
    : refusal(401, 'SIGN_ERROR', '签名错误');
  const text = content === undefined ? '' : JSON.stringify(content);
  return reply.code(status).headers(signedHeaders(world, text)).type('application/json; charset=utf-8').send(text);
}

function isMerchants(world: World, authorization: string, head: readonly string[], body: string): boolean {
  const [, list] = /^WECHATPAY2-SHA256-RSA2048 (.*)$/.exec(authorization) ?? [];
  const parts = new Map(
    [...(list ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
  const [timestamp = '', nonce = '', signature = ''] = ['timestamp', 'nonce_str', 'signature'].map((name) =>
    parts.get(name),
  );
  if (parts.get('mchid') !== merchantId || parts.get('serial_no') !== merchantSerial) return false;
  return isSigned([...head, timestamp, nonce, body], signature, world.merchantPublicKey);
}

function signedHeaders({ now, platformPrivateKey }: World, body: string): Record<string, string> {
  const timestamp = String(Math.floor(now().getTime() / 1000));
  const nonce = newNonce();
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': platformKeyId,
    'wechatpay-signature': sign([timestamp, nonce, body], platformPrivateKey),
  };
}

function readObject(text: string): Content {
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return {};
  }
}

const digitsOf = (text: string, length: number): string =>
  (BigInt(`0x${createHash('sha256').update(text).digest('hex')}`) % 10n ** BigInt(length))
    .toString()
    .padStart(length, '0');

/** POST /v3/pay/transactions/h5: the same order again is the same prepay. */
async function openOrder(world: World, content: Content): Promise<Reply> {
  const { out_trade_no: outTradeNo, description: subject, notify_url: notifyUrl, time_expire: expiry } = content;
  const { total, currency } = asRecord(content['amount']);
  const { payer_client_ip: address } = asRecord(content['scene_info']);
  const expiresAt = typeof expiry === 'string' ? parseTime(expiry) : new Date(world.now().getTime() + dayMs);
  const isOurs = content['appid'] === appId && content['mchid'] === merchantId;
  if (!isOurs || typeof outTradeNo !== 'string' || !ownNumberPattern.test(outTradeNo)) return invalid('商户订单号');
  if (typeof total !== 'number' || !Number.isSafeInteger(total) || total <= 0 || currency !== 'CNY')
    return invalid('金额');
  if (typeof subject !== 'string' || subject === '' || typeof address !== 'string') return invalid('商品描述或终端IP');
  if (typeof notifyUrl !== 'string' || !localAddress(notifyUrl)) return invalid('通知地址');
  if (!expiresAt) return invalid('过期时间');
  const prepayId = `wx${digitsOf(`prepay ${outTradeNo}`, 28)}`;
  const transactionId = `42000${digitsOf(`transaction ${outTradeNo}`, 23)}`;
  const amount = BigInt(total);
  await addPrepay(
    world.query,
    { outTradeNo, prepayId, transactionId, amount, subject, notifyUrl, expiresAt },
    world.now(),
  );
  const kept = await findPrepay(world.query, 'out_trade_no', outTradeNo);
  if (kept?.amount !== amount) return refusal(400, 'INVALID_REQUEST', '同一商户订单号的金额前后不一致');
  return { status: 200, content: { h5_url: `${world.baseUrl}${root}/pay?prepay_id=${prepayId}` } };
}

const invalid = (what: string): Reply => refusal(400, 'PARAM_ERROR', `${what}不合法`);

const states = { waiting: 'NOTPAY', paid: 'SUCCESS', closed: 'CLOSED' } as const;

/** The transaction as notices and answers tell it. */
function describe(order: Prepay): object {
  return {
    appid: appId,
    mchid: merchantId,
    out_trade_no: order.outTradeNo,
    trade_state: states[order.state],
    trade_state_desc: { waiting: '未支付', paid: '支付成功', closed: '已关闭' }[order.state],
    ...(order.paidAt && {
      transaction_id: order.transactionId,
      trade_type: 'MWEB',
      bank_type: 'OTHERS',
      success_time: `${localTime(order.paidAt).replace(' ', 'T')}+08:00`,
      payer: { openid: 'oSandbox0000000000000000001' },
    }),
    amount: { total: Number(order.amount), payer_total: Number(order.amount), currency: 'CNY', payer_currency: 'CNY' },
  };
}

const isOver = (world: World, order: Prepay) => order.state === 'waiting' && order.expiresAt <= world.now();

async function queryOrder(world: World, _content: Content, number: string): Promise<Reply> {
  const order = await findPrepay(world.query, 'out_trade_no', number);
  if (!order) return refusal(404, 'ORDER_NOT_EXIST', '订单不存在');
  return { status: 200, content: describe(isOver(world, order) ? { ...order, state: 'closed' } : order) };
}

async function closeOrder(world: World, _content: Content, number: string): Promise<Reply> {
  const order = await findPrepay(world.query, 'out_trade_no', number);
  if (!order) return refusal(404, 'ORDER_NOT_EXIST', '订单不存在');
  if (order.state === 'paid') return refusal(400, 'ORDERPAID', '该订单已支付');
  await decidePrepay(world.query, order.prepayId, 'closed', world.now());
  return { status: 204 };
}

/** POST /v3/refund/domestic/refunds: under way for an hour; the same number again tells what became of it. */
async function refundOrder(world: World, content: Content): Promise<Reply> {
  const { out_trade_no: number, out_refund_no: outRefundNo } = content;
  const { refund, total, currency } = asRecord(content['amount']);
  const order = typeof number === 'string' ? await findPrepay(world.query, 'out_trade_no', number) : undefined;
  if (typeof outRefundNo !== 'string' || !ownNumberPattern.test(outRefundNo)) return invalid('商户退款单号');
  if (order?.state !== 'paid') return refusal(404, 'RESOURCE_NOT_EXISTS', '订单不存在或未支付');
  if (typeof refund !== 'number' || !Number.isSafeInteger(refund) || refund <= 0 || currency !== 'CNY')
    return invalid('金额');
  if (BigInt(refund) > order.amount || total !== Number(order.amount)) return invalid('金额');
  const refundId = `50000${digitsOf(`refund ${outRefundNo}`, 23)}`;
  const wanted = { outRefundNo, outTradeNo: order.outTradeNo, refundId, amount: BigInt(refund) };
  const kept = await keepRefund(world.query, wanted, world.now());
  if (kept.outTradeNo !== order.outTradeNo || kept.amount !== wanted.amount) return invalid('商户退款单号');
  const status = world.now().getTime() - kept.madeAt.getTime() < hourMs ? 'PROCESSING' : 'SUCCESS';
  return { status: 200, content: { refund_id: refundId, out_refund_no: outRefundNo, out_trade_no: number, status } };
}

/** The pay page and, with `pay` and `close`, what its two buttons do. */
async function showPage(world: World, notify: (order: Prepay) => void, request: FastifyRequest, reply: FastifyReply) {
  const query = new URLSearchParams((request.raw.url ?? '').split('?')[1] ?? '');
  const found = await findPrepay(world.query, 'prepay_id', query.get('prepay_id') ?? '');
  if (!found) return sendPage(reply, refusalPage('没有这个预支付订单'));
  const body = typeof request.body === 'string' ? request.body : '';
  const action = request.method === 'POST' ? readForm(body)?.['action'] : 'show';
  if (action !== 'show' && action !== 'pay' && action !== 'close') return sendPage(reply, refusalPage('未知的操作'));
  const acts = action !== 'show' && !isOver(world, found);
  if (acts) await decidePrepay(world.query, found.prepayId, action === 'pay' ? 'paid' : 'closed', world.now());
  const order = (await findPrepay(world.query, 'prepay_id', found.prepayId)) ?? found;
  // Pressed again, the button repeats a notice that our side has not taken yet.
  if (acts && order.state === 'paid' && !order.notifiedAt) notify(order);
  const state = isOver(world, order) ? 'expired' : order.state;
  const back = query.get('redirect_url') ?? '';
  const returnUrl = /^https?:/.test(back) && URL.canParse(back) ? new URL(back) : undefined;
  const wanted = { show: state, pay: 'paid', close: 'closed' }[action];
  return sendPage(reply, tradePage(order, state, returnUrl, state === wanted ? 200 : 409));
}

const sendPage = (reply: FastifyReply, page: SandboxPage) =>
  reply.code(page.status).headers(page.headers).send(page.html);

/** Posts the sealed and signed notice of a payment until our side takes it, a few times. */
async function sendNotice(world: World, order: Prepay, stop: AbortSignal): Promise<void> {
  const target = localAddress(order.notifyUrl);
  if (!target) return;
  const { ciphertext, nonce, associated } = seal(JSON.stringify(describe(order)), world.apiKey, 'transaction');
  const body = JSON.stringify({
    id: createHash('sha256').update(`${order.transactionId} paid`).digest('hex').slice(0, 36),
    create_time: `${localTime(world.now()).replace(' ', 'T')}+08:00`,
    event_type: 'TRANSACTION.SUCCESS',
    resource_type: 'encrypt-resource',
    summary: '支付成功',
    resource: {
      algorithm: 'AEAD_AES_256_GCM',
      original_type: 'transaction',
      ciphertext,
      nonce,
      associated_data: associated,
    },
  });
  for (const pauseMs of noticePausesMs) {
    const rested = await pause(pauseMs, true, { signal: stop }).catch(() => false);
    if (!rested) return;
    const sent = { body, type: 'application/json', headers: signedHeaders(world, body) };
    const taken = await postLocally(target, sent, stop).catch(() => undefined);
    if (taken && taken.status >= 200 && taken.status < 300)
      return markNoticed(world.query, order.prepayId, world.now());
  }
}
