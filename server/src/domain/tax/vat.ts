/** Value added tax on pay for work through a platform. Amounts are fen and include the tax. */
import type { VatRule } from './rules.ts';

export interface EarlierPayment {
  /** The payer's own id of it. */
  readonly id: string;
  readonly amount: bigint;
}

export interface Vat {
  /** Pay of the month with this payment, tax included, and without it. */
  readonly monthTotal: bigint;
  readonly monthSales: bigint;
  readonly isExempt: boolean;
  /** The tax within this payment. */
  readonly vat: bigint;
  /** The tax within earlier payments of the month that were exempt until this one crossed the line. */
  readonly clawback: readonly EarlierPayment[];
}

/** The tax within an amount that includes it, to the nearest fen, halves up. */
export function vatWithin(amount: bigint, rate: number): bigint {
  const whole = 10_000n + BigInt(rate);
  return (amount * BigInt(rate) * 2n + whole) / (whole * 2n);
}

/**
 * The tax of a payment after `earlier` ones of the same month: nothing up to the threshold; beyond it all of the
 * month's pay is taxed, also what was paid before (公告2025年第16号).
 */
export function vatOf(rule: VatRule, amount: bigint, earlier: readonly EarlierPayment[]): Vat {
  const before = earlier.reduce((sum, one) => sum + one.amount, 0n);
  const isAbove = (total: bigint) => total - vatWithin(total, rule.rate) > rule.monthlyThreshold;
  const monthTotal = before + amount;
  const monthSales = monthTotal - vatWithin(monthTotal, rule.rate);
  if (!isAbove(monthTotal)) return { monthTotal, monthSales, isExempt: true, vat: 0n, clawback: [] };
  const owed = isAbove(before) ? [] : earlier;
  const clawback = owed.map(({ id, amount: paid }) => ({ id, amount: vatWithin(paid, rule.rate) }));
  return { monthTotal, monthSales, isExempt: false, vat: vatWithin(amount, rule.rate), clawback };
}
