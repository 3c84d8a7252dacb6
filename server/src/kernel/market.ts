/** The five marketplaces and what may differ between them. */
export const markets = ['cloudwork', 'iblock', 'gig', 'consulting', 'channel'] as const;

export type Market = (typeof markets)[number];

/** Settings of one market; every value has a default in config.ts. */
export interface MarketSettings {
  /** The house's fee on each payment for work, in basis points (1,000 = 10 %). */
  readonly feeBasisPoints: number;
  /** Days an offer waits for its answer before it expires with a refund. */
  readonly offerDays: number;
  /** Days a week under review waits before it is paid automatically. */
  readonly reviewDays: number;
  /** The shortest password taken at sign-up, reset and change. */
  readonly passwordMin: number;
  /** The longest password taken at sign-up, reset and change. */
  readonly passwordMax: number;
  /** The smallest withdrawal of a client, in fen. */
  readonly clientWithdrawalMin: bigint;
  /** Whether an operator must approve each payout. */
  readonly payoutApproval: boolean;
  /** Payouts above this, in fen, are let go by two operators, where operators approve them. */
  readonly payoutSecondAbove: bigint;
  /** Whether an operator looks at the pictures of a person who is certified by them. */
  readonly personReview: boolean;
}

/** Whether `text` names one of the markets. */
export function isMarket(text: string): text is Market {
  return (markets as readonly string[]).includes(text);
}
