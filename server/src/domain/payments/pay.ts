import type { PersonActor, Units, WriteContext } from '../../kernel/context.ts';
import { balancesOf } from '../ledger/index.ts';
import type { OrderRow } from './payments.sql.ts';
import { startTopUp, type TopUpMeans } from './top-up.ts';

/** An order that is paid, or where to pay what the payer's balance is short of (fen). */
export type Funding =
  | { readonly isPaid: true }
  | { readonly isPaid: false; readonly tradeNo: string; readonly url: string; readonly missing: bigint };

export interface Payable {
  /** The caller's order, with everything it pays for locked; undefined when it is paid already. */
  find(ctx: WriteContext): Promise<OrderRow | undefined>;
  /** Pays it out of the caller's balance, which suffices. */
  pay(ctx: WriteContext, order: OrderRow): Promise<void>;
}

/**
 * Pays an order out of the caller's balance. Where that is too small, a top-up of the difference is opened at the rail,
 * which pays the order as soon as it has arrived; nobody's word is taken for a payment.
 */
export async function payOrTopUp(
  units: Units,
  topUps: TopUpMeans,
  actor: PersonActor,
  { find, pay }: Payable,
): Promise<Funding> {
  const short = await units.write(async (ctx) => {
    const order = await find(ctx);
    if (!order) return undefined;
    const { available } = await balancesOf(ctx, actor.partyId);
    if (available < order.amount) return { paysTradeNo: order.trade_no, amount: order.amount - available };
    await pay(ctx, order);
    return undefined;
  });
  if (!short) return { isPaid: true };
  return { isPaid: false, missing: short.amount, ...(await startTopUp(units, topUps, actor, short)) };
}
