/** The tax rules as dated data: amounts in fen, rates in ten-thousandths. Each names its source. */
import { yuan } from '../../kernel/money.ts';
import type { Day } from '../../kernel/clock.ts';

/** When a rule is in force: from a Shanghai day on, until the day before another. */
export interface Dated {
  readonly from: Day;
  /** The first day it no longer holds; undefined while nothing has replaced it. */
  readonly before?: Day;
  readonly source: string;
}

/** A step of a scale: bases up to `upTo` (undefined: all above) are taxed at `rate`, less `quick`. */
export interface Bracket {
  readonly upTo: bigint | undefined;
  readonly rate: number;
  readonly quick: bigint;
}

export interface CumulativeRule extends Dated {
  /** The part of income that counts as its cost. */
  readonly costRate: number;
  /** What each month of pay leaves free. */
  readonly monthlyAllowance: bigint;
  readonly scale: readonly Bracket[];
}

export interface PerPaymentRule extends Dated {
  /** Payments up to this are free of tax. */
  readonly free: bigint;
  /** Up to this, `fixedCost` is taken off; above, `costRate`. */
  readonly smallUpTo: bigint;
  readonly fixedCost: bigint;
  readonly costRate: number;
  readonly scale: readonly Bracket[];
}

export interface VatRule extends Dated {
  /** Sales of a month, without the tax, that stay exempt. */
  readonly monthlyThreshold: bigint;
  readonly rate: number;
  /** Sales of twelve months above which the platform must steer the worker to register. */
  readonly registrationThreshold: bigint;
}

export interface DailyVatRule extends Dated {
  /** What a natural person may receive from an ordinary payer on one day without VAT. */
  readonly dailyThreshold: bigint;
}

/** Who works through an internet platform: withheld cumulatively over the calendar year. */
export const cumulativeRules: readonly CumulativeRule[] = [
  {
    from: '2025-10-01',
    source: '国家税务总局公告2025年第16号',
    costRate: 2_000,
    monthlyAllowance: yuan(5_000),
    scale: [
      { upTo: yuan(36_000), rate: 300, quick: 0n },
      { upTo: yuan(144_000), rate: 1_000, quick: yuan(2_520) },
      { upTo: yuan(300_000), rate: 2_000, quick: yuan(16_920) },
      { upTo: yuan(420_000), rate: 2_500, quick: yuan(31_920) },
      { upTo: yuan(660_000), rate: 3_000, quick: yuan(52_920) },
      { upTo: yuan(960_000), rate: 3_500, quick: yuan(85_920) },
      { upTo: undefined, rate: 4_500, quick: yuan(181_920) },
    ],
  },
];

/** Pay for labour from an ordinary payer: withheld on each payment for itself. */
export const perPaymentRules: readonly PerPaymentRule[] = [
  {
    from: '2019-01-01',
    source: '国家税务总局公告2018年第61号',
    free: yuan(800),
    smallUpTo: yuan(4_000),
    fixedCost: yuan(800),
    costRate: 2_000,
    scale: [
      { upTo: yuan(20_000), rate: 2_000, quick: 0n },
      { upTo: yuan(50_000), rate: 3_000, quick: yuan(2_000) },
      { upTo: undefined, rate: 4_000, quick: yuan(7_000) },
    ],
  },
];

/** The relief of small taxpayers that a platform applies when it files for the worker. */
export const vatRules: readonly VatRule[] = [
  {
    from: '2025-10-01',
    before: '2028-01-01',
    source: '国家税务总局公告2025年第16号',
    monthlyThreshold: yuan(100_000),
    rate: 100,
    registrationThreshold: yuan(5_000_000),
  },
];

/** Natural persons paid by anyone else, by the day. */
export const dailyVatRules: readonly DailyVatRule[] = [
  { from: '2019-01-01', before: '2026-01-01', source: '增值税暂行条例实施细则', dailyThreshold: yuan(500) },
  { from: '2026-01-01', source: '增值税法（2026年1月1日起施行）', dailyThreshold: yuan(1_000) },
];

/** The rule in force on a day; undefined when there is none. */
export function ruleOn<R extends Dated>(rules: readonly R[], day: Day): R | undefined {
  return rules.find(({ from, before }) => from <= day && (before === undefined || day < before));
}
