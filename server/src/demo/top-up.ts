import { bookTopUp, openOrder } from '../domain/payments/index.ts';
import type { Market } from '../kernel/market.ts';
import { system, type Work } from '../platform/work.ts';

/** Gives a party money to spend, as a top-up that was paid would. */
export async function topUp(work: Work, market: Market, partyId: bigint, amount: bigint): Promise<void> {
  await work.write(market, system, async (ctx) => {
    const rail = { code: 'alipay' } as const;
    const { trade_no: tradeNo } = await openOrder(ctx, {
      purpose: 'topup',
      payerPartyId: partyId,
      amount,
      rail: rail.code,
      description: '账户充值',
    });
    await bookTopUp(ctx, rail, tradeNo, { state: 'paid', amount, railTradeNo: `demo-${tradeNo}`, paidAt: ctx.now });
  });
}
