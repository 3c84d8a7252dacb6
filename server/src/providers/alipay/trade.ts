import type { PayInOutcome } from '../../domain/payments/rails.ts';
import { localTime, parseTime } from '../../kernel/clock.ts';
import { parseYuan } from '../../kernel/money.ts';

/** A number of ours as Alipay allows it in out_trade_no and out_biz_no. */
export const ownNumberPattern = /^[0-9A-Za-z_-]{1,64}$/;

/** The instant of "2026-03-01 09:30:00", Alipay's only form, China time; undefined for other forms and for no such day. */
export function parseAlipayTime(text: string): Date | undefined {
  const at = parseTime(text);
  return at && localTime(at) === text ? at : undefined;
}

/** The outcome behind Alipay's trade fields, notice and query alike; undefined when any of them is not as documented. */
export function tradeOutcome(trade: {
  status: unknown;
  totalAmount: unknown;
  railTradeNo: unknown;
  paidAt: Date | undefined;
}): PayInOutcome | undefined {
  if (trade.status === 'WAIT_BUYER_PAY') return { state: 'pending' };
  if (trade.status === 'TRADE_CLOSED') return { state: 'closed' };
  if (trade.status !== 'TRADE_SUCCESS' && trade.status !== 'TRADE_FINISHED') return undefined;
  const { totalAmount, railTradeNo, paidAt } = trade;
  const amount = typeof totalAmount === 'string' ? parseYuan(totalAmount) : undefined;
  if (amount === undefined || amount === 0n || paidAt === undefined) return undefined;
  if (typeof railTradeNo !== 'string' || !/^\d{8,64}$/.test(railTradeNo)) return undefined;
  return { state: 'paid', amount, railTradeNo, paidAt };
}
