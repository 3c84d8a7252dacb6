/**
 * The ports to the rails that carry money in and out. Types only; the providers behind them live in `providers/`.
 * Amounts are integer fen. Trade and payout numbers are ours, made and stored before the rail hears of them.
 */

/**
 * What a rail says about one of our trades. `pending`: not paid yet, including trades the payer never opened.
 * `closed`: can no longer be paid; after `paid` it means refunded in full, and must not undo the payment by itself.
 * `unknown`: no definite answer came, ask again later; never treat it as `closed`.
 */
export type PayInOutcome =
  | { state: 'pending' }
  | { state: 'closed' }
  | { state: 'unknown' }
  | { state: 'paid'; amount: bigint; railTradeNo: string; paidAt: Date };

/** One verified notification. `eventId` is the rail's own and stays the same when it delivers the event again. */
export interface PayInNotice {
  tradeNo: string;
  eventId: string;
  outcome: PayInOutcome;
}

/**
 * What a rail says about a refund. `sent`: accepted, under way. `failed`: nothing left us. `unknown`: no definite answer,
 * ask again with the same number.
 */
export type RefundOutcome =
  | { state: 'sent' }
  | { state: 'done' }
  | { state: 'failed'; reason: string }
  | { state: 'unknown' };

/** `amount` fen of a trade that was paid with `total` fen. */
export interface RefundOrder {
  refundNo: string;
  tradeNo: string;
  amount: bigint;
  total: bigint;
  reason: string;
}

export interface PayInRail {
  readonly code: 'alipay' | 'wechat';

  /**
   * The address of the page on which the payer pays `amount` fen for our `tradeNo`; asked for again, of the same trade.
   * The page refuses payment from `expiresAt` on. Characters the rail forbids in `subject` are replaced. Some rails
   * are asked over the network first, and want to know where the payer's browser connects from.
   * @throws DomainError `rail.unavailable` when the rail gave no page.
   */
  payPage(order: {
    tradeNo: string;
    amount: bigint;
    subject: string;
    returnUrl: string;
    notifyUrl: string;
    expiresAt: Date;
    payerAddress?: string | undefined;
  }): Promise<string>;

  /**
   * Reads one asynchronous notification (`raw` as the rail's own mount makes it: the fields of a form, or a body with the
   * headers that sign it); undefined when its signature, app id, seller or form is not exactly right.
   * Never throws on hostile input. The notice says what the rail was paid, not that it is enough: comparing
   * `tradeNo` and `outcome.amount` with the order is the caller's duty, before anything is credited.
   */
  readNotice(raw: Readonly<Record<string, string>>): Promise<PayInNotice | undefined>;

  /** What became of the trade; `unknown` on network trouble or an answer that cannot be trusted. */
  query(tradeNo: string): Promise<PayInOutcome>;

  /**
   * Asks the rail to accept no payment any more; closing twice is fine. A trade its payer never opened is unknown to
   * the rail and is closed only by its expiry.
   * @throws Error when the trade is paid or no definite answer came: query before doing anything else.
   */
  close(tradeNo: string): Promise<void>;

  /**
   * Gives money of a paid trade back to where it came from; repeated with the same refundNo it answers what became of the
   * first. Absent where money that came in stays in the payer's wallet.
   */
  refund?(order: RefundOrder): Promise<RefundOutcome>;
}

/** Where a payout goes. `account` is the Alipay sign-in name or 2088 number; `holder` the real name, checked there. */
export type PayoutAccount =
  | { kind: 'alipay'; account: string; holder: string }
  | { kind: 'bank'; cardNo: string; bankCode: string; holder: string };

/**
 * What a rail says about one payout. `sent`: accepted, money under way. `paid` is not final for bank cards: it can
 * still become `returned` days later. `failed`: nothing left us. `unknown`: send again with the same number, or query.
 */
export type PayoutOutcome =
  | { state: 'sent' }
  | { state: 'paid'; railTradeNo: string }
  | { state: 'failed'; reason: string }
  | { state: 'returned'; reason: string }
  | { state: 'unknown' };

export interface PayoutRail {
  /**
   * Asks the rail to pay `amount` fen; safe to repeat with the same payoutNo. `unknown` when no definite answer came,
   * or when the obstacle is ours (balance, limits) and the same payout may be sent again later.
   */
  send(payout: { payoutNo: string; amount: bigint; account: PayoutAccount; remark: string }): Promise<PayoutOutcome>;

  /** What became of the payout; `unknown` on network trouble and when the rail has never heard of it. */
  query(payoutNo: string): Promise<PayoutOutcome>;
}
