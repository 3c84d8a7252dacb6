import type { PayInNotice } from '../../domain/payments/rails.ts';
import { parseYuan } from '../../kernel/money.ts';
import type { AlipayClient, AlipaySettings } from './client.ts';
import { ownNumberPattern, parseAlipayTime, tradeOutcome } from './trade.ts';

const maxFields = 64;
const maxValueLength = 8192;

/**
 * Reads one asynchronous trade notification; undefined when anything about it is not exactly right. New fields that
 * Alipay may add are accepted, since the signature covers them. The cheap checks come before the costly signature.
 */
export async function readNotice(
  client: AlipayClient,
  settings: AlipaySettings,
  raw: Readonly<Record<string, string>>,
): Promise<PayInNotice | undefined> {
  try {
    const notice = hasPlainForm(raw) && isForUs(settings, raw) ? interpret(raw) : undefined;
    return notice && (await client.isSigned(raw)) ? notice : undefined;
  } catch (cause) {
    settings.onTrouble?.('notify', cause);
    return undefined;
  }
}

/**
 * Alipay signs `name=value&name=value` without escaping, so a value holding `&name=` can be cut differently and still
 * fit the signature: someone who chooses the subject could thereby forge the amount. No honest value looks like that.
 */
function hasPlainForm(raw: Readonly<Record<string, unknown>>): raw is Readonly<Record<string, string>> {
  const fields = Object.entries(raw);
  return (
    fields.length <= maxFields &&
    fields.every(
      ([name, value]) =>
        /^[a-z][a-z0-9_]{0,63}$/.test(name) &&
        typeof value === 'string' &&
        value.length <= maxValueLength &&
        !/&[a-z0-9_]+=/i.test(value),
    )
  );
}

function isForUs(settings: AlipaySettings, raw: Readonly<Record<string, string>>): boolean {
  return (
    raw['app_id'] === settings.appId &&
    (raw['auth_app_id'] ?? settings.appId) === settings.appId &&
    raw['seller_id'] === settings.sellerId &&
    raw['notify_type'] === 'trade_status_sync' &&
    // The SDK obeys the notice's own sign_type, which would let a forger choose SHA-1.
    raw['sign_type'] === 'RSA2' &&
    raw['version'] === '1.0' &&
    raw['charset']?.toLowerCase() === 'utf-8' &&
    /^[0-9A-Za-z+/]+={0,2}$/.test(raw['sign'] ?? '')
  );
}

function interpret(raw: Readonly<Record<string, string>>): PayInNotice | undefined {
  const tradeNo = raw['out_trade_no'] ?? '';
  const eventId = raw['notify_id'] ?? '';
  if (!ownNumberPattern.test(tradeNo) || !/^[0-9A-Za-z_-]{1,128}$/.test(eventId)) return undefined;
  if (!parseAlipayTime(raw['notify_time'] ?? '') || !parseYuan(raw['total_amount'] ?? '')) return undefined;
  if (!/^\d{8,64}$/.test(raw['trade_no'] ?? '')) return undefined;
  const outcome = tradeOutcome({
    status: raw['trade_status'],
    totalAmount: raw['total_amount'],
    railTradeNo: raw['trade_no'],
    paidAt: parseAlipayTime(raw['gmt_payment'] ?? ''),
  });
  return outcome && { tradeNo, eventId, outcome };
}
