import type { PayInOutcome, PayInRail, PayoutRail } from '../../domain/payments/rails.ts';
import { localTime } from '../../kernel/clock.ts';
import { formatYuan } from '../../kernel/money.ts';
import { type AlipayClient, type AlipaySettings, alipayClient } from './client.ts';
import { readNotice } from './notice.ts';
import { alipayPayouts } from './payouts.ts';
import { parseAlipayTime, tradeOutcome } from './trade.ts';

export type { AlipaySettings } from './client.ts';

/**
 * Alipay by its official SDK: page payments in, single transfers out. The same code talks to the real gateway and to
 * the sandbox twin. The caller compares a notice's trade number and amount with its own order.
 */
export function alipayRail(settings: AlipaySettings): PayInRail & { payouts: PayoutRail } {
  const client = alipayClient(settings);
  return {
    code: 'alipay',
    payouts: alipayPayouts(client),
    readNotice: (raw) => readNotice(client, settings, raw),
    query: (tradeNo) => queryTrade(client, settings, tradeNo),

    async payPage(order) {
      if (order.amount <= 0n) throw new Error(`alipay: trade ${order.tradeNo} must be more than nothing`);
      return client.pageUrl('alipay.trade.page.pay', {
        notify_url: order.notifyUrl,
        ...(order.returnUrl === '' ? {} : { return_url: order.returnUrl }),
        biz_content: {
          out_trade_no: order.tradeNo,
          product_code: 'FAST_INSTANT_TRADE_PAY',
          total_amount: formatYuan(order.amount),
          subject: plainSubject(order.subject),
          time_expire: localTime(order.expiresAt),
        },
      });
    },

    async close(tradeNo) {
      const answer = await client.call('alipay.trade.close', { out_trade_no: tradeNo });
      if (answer?.['code'] === '10000' || answer?.['sub_code'] === 'ACQ.TRADE_NOT_EXIST') return;
      const { state } = await queryTrade(client, settings, tradeNo);
      if (state !== 'closed') throw new Error(`alipay: trade ${tradeNo} was not closed, it is ${state}`);
    },
  };
}

async function queryTrade(client: AlipayClient, settings: AlipaySettings, tradeNo: string): Promise<PayInOutcome> {
  const answer = await client.call('alipay.trade.query', { out_trade_no: tradeNo });
  // Alipay learns of a trade only when its payer opens the page.
  if (answer?.['sub_code'] === 'ACQ.TRADE_NOT_EXIST') return { state: 'pending' };
  if (answer?.['code'] !== '10000' || answer['out_trade_no'] !== tradeNo) return { state: 'unknown' };
  const paidAt = answer['send_pay_date'];
  const outcome = tradeOutcome({
    status: answer['trade_status'],
    totalAmount: answer['total_amount'],
    railTradeNo: answer['trade_no'],
    // The date is optional in answers; a payment must not stay unknown for want of it.
    paidAt: typeof paidAt === 'string' ? parseAlipayTime(paidAt) : settings.now(),
  });
  return outcome ?? { state: 'unknown' };
}

/** Alipay forbids "/", "=" and "&" in subjects; the full-width forms read the same and cannot blur a signature. */
function plainSubject(subject: string): string {
  const wide: Readonly<Record<string, string>> = { '/': '／', '=': '＝', '&': '＆' };
  const plain = subject.replaceAll(/[/=&]/g, (sign) => wide[sign] ?? ' ').replaceAll(/\p{Cc}+/gu, ' ');
  return Array.from(plain).slice(0, 200).join('').trim() || '订单';
}
