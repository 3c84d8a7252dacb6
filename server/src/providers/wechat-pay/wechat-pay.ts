import type { PayInOutcome, PayInRail, RefundOrder, RefundOutcome } from '../../domain/payments/rails.ts';
import { DomainError } from '../../kernel/errors.ts';
import { type WechatPayClient, wechatPayClient, type WechatPaySettings } from './client.ts';
import { readNotice } from './notice.ts';
import { transactionOf } from './trade.ts';

export type { WechatPaySettings } from './client.ts';

/**
 * WeChat Pay by its API, version 3, for payments in a phone's browser (H5): the order call answers an address that opens the
 * app, and that carries the prepay number. The same code talks to the real gateway and to the sandbox twin.
 */
export function wechatPayRail(settings: WechatPaySettings): PayInRail {
  const client = wechatPayClient(settings);
  const { appId: appid, merchantId: mchid } = settings;
  return {
    code: 'wechat',
    readNotice: async (raw) => readNotice(client, settings, raw),
    query: (tradeNo) => queryTrade(client, settings, tradeNo),
    refund: (order) => refundTrade(client, order),

    async payPage(order) {
      const answer = await client.call('POST', '/v3/pay/transactions/h5', {
        appid,
        mchid,
        description: Array.from(order.subject).slice(0, 127).join('') || '订单',
        out_trade_no: order.tradeNo,
        time_expire: order.expiresAt.toISOString().replace(/\.\d+Z$/, '+00:00'),
        notify_url: order.notifyUrl,
        amount: { total: Number(order.amount), currency: 'CNY' },
        scene_info: { payer_client_ip: order.payerAddress ?? '127.0.0.1', h5_info: { type: 'Wap' } },
      });
      const url = answer?.status === 200 ? answer.content['h5_url'] : undefined;
      if (typeof url !== 'string' || !URL.canParse(url)) {
        throw new DomainError('rail.unavailable', { code: answer?.content['code'] });
      }
      if (order.returnUrl === '') return url;
      const page = new URL(url);
      page.searchParams.set('redirect_url', order.returnUrl);
      return page.href;
    },

    async close(tradeNo) {
      const path = `/v3/pay/transactions/out-trade-no/${encodeURIComponent(tradeNo)}/close`;
      const answer = await client.call('POST', path, { mchid });
      if (answer?.status === 204 || answer?.content['code'] === 'ORDER_NOT_EXIST') return;
      const { state } = await queryTrade(client, settings, tradeNo);
      if (state !== 'closed') throw new Error(`wechat: trade ${tradeNo} was not closed, it is ${state}`);
    },
  };
}

/** The same number again is answered with what became of the first. */
async function refundTrade(client: WechatPayClient, order: RefundOrder): Promise<RefundOutcome> {
  const answer = await client.call('POST', '/v3/refund/domestic/refunds', {
    out_trade_no: order.tradeNo,
    out_refund_no: order.refundNo,
    reason: Array.from(order.reason).slice(0, 80).join(''),
    amount: { refund: Number(order.amount), total: Number(order.total), currency: 'CNY' },
  });
  if (answer?.status !== 200 || answer.content['out_refund_no'] !== order.refundNo) return { state: 'unknown' };
  switch (answer.content['status']) {
    case 'SUCCESS':
      return { state: 'done' };
    case 'PROCESSING':
      return { state: 'sent' };
    case 'CLOSED':
      return { state: 'failed', reason: '退款关闭' };
    default:
      // ABNORMAL: the payer's card takes nothing; somebody has to look, and the rail may still finish it.
      return { state: 'sent' };
  }
}

async function queryTrade(
  client: WechatPayClient,
  settings: WechatPaySettings,
  tradeNo: string,
): Promise<PayInOutcome> {
  const path = `/v3/pay/transactions/out-trade-no/${encodeURIComponent(tradeNo)}?mchid=${settings.merchantId}`;
  const answer = await client.call('GET', path);
  if (answer?.content['code'] === 'ORDER_NOT_EXIST') return { state: 'pending' };
  const found = answer?.status === 200 ? transactionOf(settings, answer.content) : undefined;
  return found?.tradeNo === tradeNo ? found.outcome : { state: 'unknown' };
}
