/** Income tax that a payer withholds from pay for work. Amounts are fen, months "2026-11" in Asia/Shanghai. */
import type { Bracket, CumulativeRule, PerPaymentRule } from './rules.ts';

/** "2026-11" */
export type Month = string;

/**
 * How many months leave their allowance: `unbroken` counts the months of the last run without a gap, as the text of
 * 公告2025年第16号 says; `since_first` counts on through months without pay.
 */
export type MonthCount = 'unbroken' | 'since_first';

/** Pay of a month, without VAT. */
export interface MonthlyIncome {
  readonly month: Month;
  readonly amount: bigint;
}

export interface Withholding {
  readonly incomeToDate: bigint;
  readonly cost: bigint;
  readonly months: number;
  readonly allowance: bigint;
  readonly deductions: bigint;
  /** What is taxed: never below zero. */
  readonly base: bigint;
  readonly rate: number;
  readonly quick: bigint;
  readonly dueToDate: bigint;
  readonly withheldBefore: bigint;
  readonly withheld: bigint;
}

export interface PerPaymentWithholding {
  readonly base: bigint;
  readonly rate: number;
  readonly quick: bigint;
  readonly withheld: bigint;
}

/** A part of an amount in ten-thousandths, to the nearest fen, halves up. */
export const partOf = (amount: bigint, rate: number): bigint => (amount * BigInt(rate) + 5_000n) / 10_000n;

const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);

function bracketOf(scale: readonly Bracket[], base: bigint): Bracket {
  const found = scale.find(({ upTo }) => upTo === undefined || base <= upTo);
  if (!found) throw new Error('the scale has no end');
  return found;
}

/**
 * What is withheld from `amount`, paid in `month`, after the pay of `earlier` in the same year (公告2025年第16号).
 * `deductions` are exempt income and other lawful deductions of the year to date.
 */
export function withholdCumulatively(
  rule: CumulativeRule,
  payment: { readonly month: Month; readonly amount: bigint },
  earlier: readonly MonthlyIncome[],
  { monthCount = 'unbroken', deductions = 0n }: { monthCount?: MonthCount; deductions?: bigint } = {},
): Withholding {
  const incomes = [...earlier].filter(({ amount }) => amount > 0n).sort((a, b) => (a.month < b.month ? -1 : 1));
  let withheldBefore = 0n;
  for (const [index, { month }] of incomes.entries()) {
    const due = dueAfter(rule, incomes.slice(0, index + 1), month, monthCount, 0n).dueToDate;
    withheldBefore = most(withheldBefore, due);
  }
  const now = dueAfter(rule, [...incomes, payment], payment.month, monthCount, deductions);
  return { ...now, withheldBefore, withheld: most(0n, now.dueToDate - withheldBefore) };
}

function dueAfter(
  rule: CumulativeRule,
  incomes: readonly MonthlyIncome[],
  month: Month,
  monthCount: MonthCount,
  deductions: bigint,
): Omit<Withholding, 'withheldBefore' | 'withheld'> {
  const incomeToDate = incomes.reduce((sum, { amount }) => sum + amount, 0n);
  const cost = partOf(incomeToDate, rule.costRate);
  const paid = new Set(incomes.map((income) => income.month));
  const months = countMonths(paid, month, monthCount);
  const allowance = rule.monthlyAllowance * BigInt(months);
  const base = most(0n, incomeToDate - cost - allowance - deductions);
  const { rate, quick } = bracketOf(rule.scale, base);
  const dueToDate = most(0n, partOf(base, rate) - quick);
  return { incomeToDate, cost, months, allowance, deductions, base, rate, quick, dueToDate };
}

function countMonths(paid: ReadonlySet<Month>, month: Month, how: MonthCount): number {
  const numberOf = (text: Month) => Number(text.slice(5));
  const numbers = new Set([...paid, month].map(numberOf));
  if (how === 'since_first') return numberOf(month) - Math.min(...numbers) + 1;
  let count = 0;
  for (let at = numberOf(month); numbers.has(at); at -= 1) count += 1;
  return count;
}

/** What an ordinary payer withholds from one payment (公告2018年第61号). */
export function withholdPerPayment(rule: PerPaymentRule, amount: bigint): PerPaymentWithholding {
  const reduced = amount <= rule.smallUpTo ? most(0n, amount - rule.fixedCost) : amount - partOf(amount, rule.costRate);
  const base = amount <= rule.free ? 0n : reduced;
  const { rate, quick } = bracketOf(rule.scale, base);
  return { base, rate, quick, withheld: most(0n, partOf(base, rate) - quick) };
}
