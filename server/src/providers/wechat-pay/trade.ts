import type { PayInOutcome } from '../../domain/payments/rails.ts';
import { parseTime } from '../../kernel/clock.ts';
import { asRecord, type WechatPaySettings } from './client.ts';

/** A number of ours as WeChat Pay allows it in out_trade_no. */
export const ownNumberPattern = /^[0-9A-Za-z_\-|*]{6,32}$/;

/**
 * What a transaction says, in notices and answers alike; undefined when it is not ours or any field is not as documented.
 */
export function transactionOf(
  { merchantId, appId }: Pick<WechatPaySettings, 'merchantId' | 'appId'>,
  content: Readonly<Record<string, unknown>>,
): { tradeNo: string; outcome: PayInOutcome } | undefined {
  const { mchid, appid, out_trade_no: tradeNo, trade_state: state } = content;
  if (mchid !== merchantId || appid !== appId) return undefined;
  if (typeof tradeNo !== 'string' || !ownNumberPattern.test(tradeNo)) return undefined;
  const outcome = outcomeOf(state, content);
  return outcome && { tradeNo, outcome };
}

function outcomeOf(state: unknown, content: Readonly<Record<string, unknown>>): PayInOutcome | undefined {
  if (state === 'NOTPAY' || state === 'USERPAYING' || state === 'PAYERROR') return { state: 'pending' };
  if (state === 'CLOSED' || state === 'REVOKED' || state === 'REFUND') return { state: 'closed' };
  if (state !== 'SUCCESS') return undefined;
  const { total, currency } = asRecord(content['amount']);
  const { transaction_id: railTradeNo, success_time: time } = content;
  const paidAt = typeof time === 'string' ? parseTime(time) : undefined;
  if (typeof total !== 'number' || !Number.isSafeInteger(total) || total <= 0 || currency !== 'CNY') return undefined;
  if (paidAt === undefined || typeof railTradeNo !== 'string' || !/^\d{8,64}$/.test(railTradeNo)) return undefined;
  return { state: 'paid', amount: BigInt(total), railTradeNo, paidAt };
}
