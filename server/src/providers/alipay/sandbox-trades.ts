import { createHash } from 'node:crypto';
import { dayMs, dayOf, later, localTime } from '../../kernel/clock.ts';
import { formatYuan, parseYuan } from '../../kernel/money.ts';
import { addTrade, findTrade, markClosed, markPaid, type SandboxQuery, type SandboxTrade } from './sandbox.sql.ts';
import { ownNumberPattern, parseAlipayTime } from './trade.ts';

/** What the twin knows and needs everywhere. */
export interface SandboxWorld {
  query: SandboxQuery;
  now: () => Date;
  appId: string;
  sellerId: string;
  /** Our application's, to verify requests. */
  applicationPublicKey: string;
  /** The twin's own, to sign notices and answers. */
  gatewayPrivateKey: string;
}

export type Content = Readonly<Record<string, unknown>>;
export type Reply = Record<string, string>;

/** Alipay gives a trade without time_expire fifteen days. */
const defaultLifeMs = 15 * dayMs;

/** Records the trade of a signed page request, once; a text says why the request is refused. */
export async function openTrade(world: SandboxWorld, content: Content): Promise<SandboxTrade | string> {
  const {
    out_trade_no: outTradeNo,
    total_amount: total,
    subject,
    product_code: product,
    time_expire: expiry,
  } = content;
  const madeAt = world.now();
  const amount = typeof total === 'string' ? parseYuan(total) : undefined;
  const expiresAt = typeof expiry === 'string' ? parseAlipayTime(expiry) : later(madeAt, defaultLifeMs);
  if (typeof outTradeNo !== 'string' || !ownNumberPattern.test(outTradeNo)) return '商户订单号不合法';
  if (amount === undefined || amount === 0n) return '订单金额不合法';
  if (typeof subject !== 'string' || subject === '' || subject.length > 256) return '订单标题不合法';
  if (product !== 'FAST_INSTANT_TRADE_PAY') return '销售产品码不合法';
  if (!expiresAt) return '过期时间不合法';
  const tradeNo = railNumber('22001', outTradeNo, madeAt);
  await addTrade(world.query, { outTradeNo, tradeNo, amount, subject, madeAt, expiresAt });
  const trade = await findTrade(world.query, outTradeNo);
  return trade && trade.amount === amount ? trade : '同一商户订单号的金额前后不一致';
}

/** The trade as it stands now: an expired one counts as closed from its expiry on, whether or not anyone looked. */
export async function currentTrade(world: SandboxWorld, outTradeNo: string): Promise<SandboxTrade | undefined> {
  const trade = await findTrade(world.query, outTradeNo);
  return trade && isExpired(world, trade) ? { ...trade, state: 'closed', closedAt: trade.expiresAt } : trade;
}

export function isExpired(world: SandboxWorld, trade: SandboxTrade): boolean {
  return trade.state === 'waiting' && trade.expiresAt <= world.now();
}

/** Pays a waiting trade; paying or closing one that is decided changes nothing. Returns the trade as it then stands. */
export async function decideTrade(
  world: SandboxWorld,
  trade: SandboxTrade,
  action: 'pay' | 'close',
): Promise<SandboxTrade> {
  const mark = action === 'pay' ? markPaid : markClosed;
  await mark(world.query, trade.outTradeNo, world.now());
  return (await findTrade(world.query, trade.outTradeNo)) ?? trade;
}

/** alipay.trade.query */
export async function answerTradeQuery(world: SandboxWorld, content: Content): Promise<Reply> {
  const trade = await currentTrade(world, String(content['out_trade_no']));
  if (!trade) return refusal('ACQ.TRADE_NOT_EXIST', '交易不存在');
  const total = formatYuan(trade.amount);
  return {
    ...accepted,
    buyer_logon_id: 'san***@example.com',
    buyer_user_id: buyerId,
    out_trade_no: trade.outTradeNo,
    ...(trade.paidAt ? { buyer_pay_amount: total, receipt_amount: total, send_pay_date: localTime(trade.paidAt) } : {}),
    total_amount: total,
    trade_no: trade.tradeNo,
    trade_status: tradeStatus(trade),
  };
}

/** alipay.trade.close */
export async function answerTradeClose(world: SandboxWorld, content: Content): Promise<Reply> {
  const trade = await currentTrade(world, String(content['out_trade_no']));
  if (!trade) return refusal('ACQ.TRADE_NOT_EXIST', '交易不存在');
  const closed = trade.state === 'waiting' && (await markClosed(world.query, trade.outTradeNo, world.now()));
  if (!closed) return refusal('ACQ.TRADE_STATUS_ERROR', '交易状态不合法');
  return { ...accepted, out_trade_no: trade.outTradeNo, trade_no: trade.tradeNo };
}

export const accepted = { code: '10000', msg: 'Success' } as const;
export const buyerId = '2088000200000002';

/** A business refusal in Alipay's form. */
export function refusal(subCode: string, subMessage: string): Reply {
  return { code: '40004', msg: 'Business Failed', sub_code: subCode, sub_msg: subMessage };
}

export function tradeStatus(trade: SandboxTrade): string {
  const statuses = { waiting: 'WAIT_BUYER_PAY', paid: 'TRADE_SUCCESS', closed: 'TRADE_CLOSED' } as const;
  return statuses[trade.state];
}

/** A 28-digit number of the rail's, the same whenever made for the same number of ours. */
export function railNumber(kind: string, ownNumber: string, at: Date): string {
  const hash = createHash('sha256').update(`${kind} ${ownNumber}`).digest('hex');
  const digits = (BigInt(`0x${hash}`) % 10n ** 15n).toString().padStart(15, '0');
  return `${dayOf(at).replaceAll('-', '')}${kind}${digits}`;
}
