import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { localTime } from '../../kernel/clock.ts';
import { formatYuan } from '../../kernel/money.ts';
import type { AlipaySettings } from './client.ts';
import { readForm } from './form.ts';
import type { SandboxQuery, SandboxTrade } from './sandbox.sql.ts';
import { refusalPage, type SandboxPage, tradePage } from '../sandbox/page.ts';
import { localAddress } from '../sandbox/post.ts';
import { notifyTrade } from './sandbox-notify.ts';
import { isSignedRequest, ownKeyPair, signFields, signText } from './sandbox-signing.ts';
import {
  answerTradeClose,
  answerTradeQuery,
  type Content,
  decideTrade,
  isExpired,
  openTrade,
  type Reply,
  type SandboxWorld,
} from './sandbox-trades.ts';
import { answerTransfer, answerTransferQuery } from './sandbox-transfers.ts';

const path = '/sandbox/alipay/gateway.do';
const appId = '9021000100000001';
const sellerId = '2088000100000001';
const bodyLimitBytes = 64 * 1024;

const operations: ReadonlyMap<string, (world: SandboxWorld, content: Content) => Promise<Reply>> = new Map([
  ['alipay.trade.query', answerTradeQuery],
  ['alipay.trade.close', answerTradeClose],
  ['alipay.fund.trans.uni.transfer', answerTransfer],
  ['alipay.fund.trans.common.query', answerTransferQuery],
]);

/** A request whose signature is ours. */
interface SignedRequest {
  method: string;
  fields: Readonly<Record<string, string>>;
  content: Content;
}

/**
 * The sandbox twin of Alipay, for development only: a gateway with its own keys that shows pay pages, sends signed
 * notifications and settles transfers by `now`. `settings` make alipayRail talk to it; `register` puts it at the root
 * of our own server, whose address `baseUrl` must resolve for this process as well (127.0.0.1 or localhost).
 */
export async function alipaySandbox(deps: {
  query: SandboxQuery;
  now: () => Date;
  baseUrl: string;
}): Promise<{ settings: AlipaySettings; register(app: FastifyInstance): void }> {
  const [gateway, application] = await Promise.all([
    ownKeyPair(deps.query, 'gateway', deps.now()),
    ownKeyPair(deps.query, 'application', deps.now()),
  ]);
  const world: SandboxWorld = {
    query: deps.query,
    now: deps.now,
    appId,
    sellerId,
    applicationPublicKey: application.publicKey,
    gatewayPrivateKey: gateway.privateKey,
  };
  return {
    settings: {
      appId,
      sellerId,
      privateKey: application.privateKey,
      alipayPublicKey: gateway.publicKey,
      gateway: `${deps.baseUrl.replace(/\/+$/, '')}${path}`,
      now: deps.now,
    },
    // A scope of its own, so that its form parser does not become the server's.
    register: (app) => void app.register(async (scope) => registerGateway(scope, world)),
  };
}

function registerGateway(app: FastifyInstance, world: SandboxWorld): void {
  const form = 'application/x-www-form-urlencoded';
  if (app.hasContentTypeParser(form)) app.removeContentTypeParser(form);
  app.addContentTypeParser(form, { parseAs: 'string', bodyLimit: bodyLimitBytes }, (_request, body, done) => {
    done(null, body);
  });

  const stop = new AbortController();
  const underWay = new Set<Promise<void>>();
  app.addHook('preClose', async () => {
    stop.abort();
    await Promise.allSettled(underWay);
  });
  const notify: Notify = (trade, target, log) => {
    const work = notifyTrade(world, trade, target, stop.signal)
      .then((end) => log.info({ tradeNo: trade.outTradeNo, end }, 'sandbox notice'))
      .catch((error: unknown) => log.error({ tradeNo: trade.outTradeNo, err: error }, 'sandbox notice failed'))
      .finally(() => underWay.delete(work));
    underWay.add(work);
  };

  app.get(path, async (request, reply) => answer(world, notify, request, reply, ''));
  app.post(path, async (request, reply) =>
    answer(world, notify, request, reply, typeof request.body === 'string' ? request.body : ''),
  );
}

type Notify = (trade: SandboxTrade, target: URL, log: FastifyBaseLogger) => void;

async function answer(
  world: SandboxWorld,
  notify: Notify,
  request: FastifyRequest,
  reply: FastifyReply,
  body: string,
): Promise<FastifyReply> {
  // From the raw address, because a parsed query may hide doubled names.
  const query = request.raw.url?.split('?')[1] ?? '';
  const isPage = new URLSearchParams(query).get('method') === 'alipay.trade.page.pay';
  if (!isPage) return sendReply(world, reply, await callOperation(world, body === '' ? query : `${query}&${body}`));
  const signed = readSigned(world, query);
  if (!signed) return sendPage(reply, refusalPage('验签失败或请求参数不合法'));
  const action = request.method === 'POST' ? readForm(body)?.['action'] : 'show';
  return showTrade(world, notify, signed, action, request.log, reply);
}

/** The pay page and, with `pay` and `close`, what its two buttons do. */
async function showTrade(
  world: SandboxWorld,
  notify: Notify,
  signed: SignedRequest,
  action: string | undefined,
  log: FastifyBaseLogger,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const target = localAddress(signed.fields['notify_url'] ?? '');
  if (!target) return sendPage(reply, refusalPage('沙箱只能通知本机的地址（notify_url）'));
  if (action !== 'show' && action !== 'pay' && action !== 'close') return sendPage(reply, refusalPage('未知的操作'));
  const opened = await openTrade(world, signed.content);
  if (typeof opened === 'string') return sendPage(reply, refusalPage(opened));

  const wasWaiting = opened.state === 'waiting';
  const acts = action !== 'show' && !isExpired(world, opened);
  const trade = acts ? await decideTrade(world, opened, action) : opened;
  const returnUrl = returnAddress(world, trade, signed.fields['return_url']);
  const state = isExpired(world, trade) ? 'expired' : trade.state;
  // Pressed again, the button repeats a notice that our side has not taken yet.
  if (acts && state !== 'waiting' && (wasWaiting || !trade.notifiedAt)) notify(trade, target, log);

  if (action === 'pay' && state === 'paid' && returnUrl) return reply.redirect(returnUrl.href, 303);
  const wanted = { show: state, pay: 'paid', close: 'closed' }[action];
  return sendPage(reply, tradePage(trade, state, returnUrl, state === wanted ? 200 : 409));
}

/** The merchant's return address; after payment with the synchronous parameters, signed like the real ones. */
function returnAddress(world: SandboxWorld, trade: SandboxTrade, text: string | undefined): URL | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  if (trade.state !== 'paid') return url;
  const fields = signFields(
    {
      charset: 'utf-8',
      out_trade_no: trade.outTradeNo,
      method: 'alipay.trade.page.pay.return',
      total_amount: formatYuan(trade.amount),
      trade_no: trade.tradeNo,
      auth_app_id: appId,
      version: '1.0',
      app_id: appId,
      seller_id: sellerId,
      timestamp: localTime(world.now()),
    },
    world.gatewayPrivateKey,
  );
  for (const [name, value] of Object.entries(fields)) url.searchParams.append(name, value);
  return url;
}

async function callOperation(world: SandboxWorld, parameters: string): Promise<{ name: string; content: Reply }> {
  const method = readForm(parameters)?.['method'] ?? '';
  const operation = operations.get(method);
  const refuse = (subCode: string, subMessage: string): Reply => ({
    code: '40002',
    msg: 'Invalid Arguments',
    sub_code: subCode,
    sub_msg: subMessage,
  });
  if (!operation) return { name: 'error_response', content: refuse('isv.invalid-method', '不存在的方法名') };
  const name = `${method.replaceAll('.', '_')}_response`;
  const signed = readSigned(world, parameters);
  if (!signed) return { name, content: refuse('isv.invalid-signature', '验签出错') };
  return { name, content: await operation(world, signed.content) };
}

/** The parameters, if they are our application's and it signed them. */
function readSigned(world: SandboxWorld, parameters: string): SignedRequest | undefined {
  const fields = readForm(parameters);
  if (fields?.['app_id'] !== appId || fields['version'] !== '1.0') return undefined;
  if (fields['charset']?.toLowerCase() !== 'utf-8') return undefined;
  if (!isSignedRequest(fields, world.applicationPublicKey)) return undefined;
  const content = readObject(fields['biz_content'] ?? '');
  return content && { method: fields['method'] ?? '', fields, content };
}

function readObject(text: string): Content | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function sendPage(reply: FastifyReply, page: SandboxPage): FastifyReply {
  return reply.code(page.status).headers(page.headers).send(page.html);
}

/** The signature covers the very characters of the inner object, so the text is put together once. */
function sendReply(
  world: SandboxWorld,
  reply: FastifyReply,
  { name, content }: { name: string; content: Reply },
): FastifyReply {
  const text = JSON.stringify(content);
  const sign = signText(text, world.gatewayPrivateKey);
  return reply.type('application/json; charset=utf-8').send(`{"${name}":${text},"sign":"${sign}"}`);
}
