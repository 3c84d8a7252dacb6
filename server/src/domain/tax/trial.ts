/** What would be withheld from a payment for work under each rule that may apply. */
import { type Day, dayOf } from '../../kernel/clock.ts';
import { sumFen } from '../../kernel/money.ts';
import {
  type MonthCount,
  type MonthlyIncome,
  type PerPaymentWithholding,
  withholdCumulatively,
  type Withholding,
  withholdPerPayment,
} from './income-tax.ts';
import {
  cumulativeRules,
  dailyVatRules,
  type DailyVatRule,
  perPaymentRules,
  ruleOn,
  type VatRule,
  vatRules,
} from './rules.ts';
import { type EarlierPayment, type Vat, vatOf, vatWithin } from './vat.ts';

/** What was paid to the same person before. */
export interface PaidBefore extends EarlierPayment {
  readonly at: Date;
}

export interface TrialInput {
  /** Fen, tax included. */
  readonly amount: bigint;
  readonly at: Date;
  /** Payments of the twelve months before, in any order; later ones than `at` do not count. */
  readonly earlier: readonly PaidBefore[];
  readonly monthCount?: MonthCount;
  /** Exempt income and other deductions of the year so far, in fen. */
  readonly deductions?: bigint;
}

export type VatWarning =
  | 'near_monthly_threshold'
  | 'above_monthly_threshold'
  | 'must_register'
  | 'above_daily_threshold';

export interface Trial {
  readonly day: Day;
  /** Paid by an internet platform; undefined while that rule was not in force. */
  readonly platform: (Withholding & { readonly source: string }) | undefined;
  /** Paid by an ordinary payer. */
  readonly perPayment: (PerPaymentWithholding & { readonly source: string }) | undefined;
  readonly vat: (Vat & { readonly threshold: bigint; readonly source: string }) | undefined;
  readonly twelveMonths: bigint;
  readonly warnings: readonly VatWarning[];
}

const monthOf = (day: Day) => day.slice(0, 7);
/** From this part of the monthly threshold on, in ten-thousandths, it is called near. */
const nearPart = 8_000n;

/** Tries a payment: nothing is kept. Surcharges on VAT differ by place and are not in it. */
export function tryPayment({ amount, at, earlier, monthCount, deductions }: TrialInput): Trial {
  const day = dayOf(at);
  const before = earlier.filter((one) => one.at <= at).map((one) => ({ ...one, day: dayOf(one.at) }));
  const yearBefore = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
  const twelveMonths = before.reduce((sum, one) => (one.day > yearBefore ? sum + one.amount : sum), amount);
  const sameMonth = before.filter((one) => monthOf(one.day) === monthOf(day));
  const vatRule = ruleOn(vatRules, day);
  const vat =
    vatRule &&
    vatOf(
      vatRule,
      amount,
      sameMonth.map(({ id, amount: paid }) => ({ id, amount: paid })),
    );

  // What was paid before as exempt income is taxed as well once the month crosses the line.
  const taken = vat ? sumFen([vat.vat, ...vat.clawback.map((one) => one.amount)]) : 0n;
  const rule = ruleOn(cumulativeRules, day);
  const platform = rule && {
    source: rule.source,
    ...withholdCumulatively(
      rule,
      { month: monthOf(day), amount: amount - taken },
      monthlyIncomes(before.filter((one) => one.day.slice(0, 4) === day.slice(0, 4) && one.day >= rule.from)),
      { ...(monthCount && { monthCount }), ...(deductions !== undefined && { deductions }) },
    ),
  };
  const ordinary = ruleOn(perPaymentRules, day);
  const perPayment = ordinary && { source: ordinary.source, ...withholdPerPayment(ordinary, amount) };
  const sameDay = before.reduce((sum, one) => (one.day === day ? sum + one.amount : sum), amount);
  return {
    day,
    platform,
    perPayment,
    vat: vat && vatRule && { ...vat, threshold: vatRule.monthlyThreshold, source: vatRule.source },
    twelveMonths,
    warnings: warningsOf(vatRule, vat, twelveMonths, ruleOn(dailyVatRules, day), sameDay),
  };
}

/** Each month's pay without its VAT. */
function monthlyIncomes(payments: readonly { day: Day; amount: bigint }[]): MonthlyIncome[] {
  const totals = new Map<string, bigint>();
  for (const { day, amount } of payments) totals.set(monthOf(day), (totals.get(monthOf(day)) ?? 0n) + amount);
  return [...totals].map(([month, total]) => {
    const rule = ruleOn(vatRules, `${month}-01`);
    const vat = rule && !vatOf(rule, total, []).isExempt ? vatWithin(total, rule.rate) : 0n;
    return { month, amount: total - vat };
  });
}

function warningsOf(
  rule: VatRule | undefined,
  vat: Vat | undefined,
  twelveMonths: bigint,
  daily: DailyVatRule | undefined,
  sameDay: bigint,
): VatWarning[] {
  const warnings: VatWarning[] = [];
  if (rule && vat) {
    const isNear = vat.monthSales * 10_000n >= rule.monthlyThreshold * nearPart;
    if (!vat.isExempt) warnings.push('above_monthly_threshold');
    else if (isNear) warnings.push('near_monthly_threshold');
    if (twelveMonths > rule.registrationThreshold) warnings.push('must_register');
  }
  if (daily && sameDay > daily.dailyThreshold) warnings.push('above_daily_threshold');
  return warnings;
}
