import { describe, expect, it } from 'vitest';
import { yuan } from '../../kernel/money.ts';
import { withholdCumulatively, withholdPerPayment } from './income-tax.ts';
import { cumulativeRules, perPaymentRules, ruleOn, vatRules } from './rules.ts';
import { tryPayment } from './trial.ts';
import { vatOf, vatWithin } from './vat.ts';

const day = '2026-06-30';
const platform = ruleOn(cumulativeRules, day)!;
const ordinary = ruleOn(perPaymentRules, day)!;
const vatRule = ruleOn(vatRules, day)!;
const monthName = (number: number) => `2026-${String(number).padStart(2, '0')}`;

/** What is withheld in each month of a year that pays `amounts` yuan, 0 for no pay. */
function yearOf(amounts: readonly number[], monthCount: 'unbroken' | 'since_first' = 'unbroken'): bigint[] {
  const paid: { month: string; amount: bigint }[] = [];
  return amounts.map((amount, index) => {
    const payment = { month: monthName(index + 1), amount: yuan(amount) };
    if (amount === 0) return 0n;
    const { withheld } = withholdCumulatively(platform, payment, paid, { monthCount });
    paid.push(payment);
    return withheld;
  });
}

describe('income tax withheld by a platform', () => {
  it('leaves 6,250 a month free', () => {
    expect(yearOf([6_250, 6_250, 6_250])).toEqual([0n, 0n, 0n]);
    expect(yearOf([6_251])).toEqual([2n]);
  });

  it('takes 90.00 of each 10,000 a month, 1,080.00 a year', () => {
    const year = yearOf(Array<number>(12).fill(10_000));
    expect(year).toEqual(Array<bigint>(12).fill(9_000n));
  });

  it('takes 1,780.00 of 60,000 paid once', () => {
    expect(yearOf([60_000])).toEqual([178_000n]);
  });

  it('takes as much of two payments in a month as of one of their sum', () => {
    const month = monthName(1);
    const first = withholdCumulatively(platform, { month, amount: yuan(25_000) }, []);
    const second = withholdCumulatively(platform, { month, amount: yuan(35_000) }, [{ month, amount: yuan(25_000) }]);
    expect(first.withheld + second.withheld).toBe(178_000n);
  });

  it('never gives back what was withheld, and takes nothing until it is due again', () => {
    const [first, ...later] = yearOf([60_000, 1_000, 1_000, 20_000]);
    expect(first).toBe(178_000n);
    expect(later).toEqual([0n, 0n, 26_000n]);
  });

  it.each([
    [45_000, 36_000 - 5_000, 300],
    [51_250, 36_000, 300],
    [51_251, 36_000.8, 1_000],
    [186_250, 144_000, 1_000],
    [186_251, 144_000.8, 2_000],
    [1_206_251, 960_000.8, 4_500],
  ])('of %d yuan at once taxes %d by its step of the scale', (amount, base, rate) => {
    const found = withholdCumulatively(platform, { month: monthName(1), amount: yuan(amount) }, []);
    expect([Number(found.base) / 100, found.rate]).toEqual([base, rate]);
  });

  it('starts the months anew after one without pay, or counts them on, as it is told', () => {
    const amounts = [10_000, 0, 10_000];
    expect(yearOf(amounts, 'unbroken')).toEqual([9_000n, 0n, 24_000n]);
    expect(yearOf(amounts, 'since_first')).toEqual([9_000n, 0n, 0n]);
  });

  it('takes lawful deductions off the base', () => {
    const payment = { month: monthName(1), amount: yuan(10_000) };
    expect(withholdCumulatively(platform, payment, [], { deductions: yuan(1_000) }).withheld).toBe(6_000n);
    expect(withholdCumulatively(platform, payment, [], { deductions: yuan(9_000) }).withheld).toBe(0n);
  });
});

describe('income tax withheld by an ordinary payer', () => {
  it.each([
    [800, 0],
    [801, 0.2],
    [3_000, 440],
    [4_000, 640],
    [5_000, 800],
    [25_000, 4_000],
    [30_000, 5_200],
    [60_000, 12_400],
    [100_000, 25_000],
  ])('takes of %d yuan %d', (amount, withheld) => {
    expect(Number(withholdPerPayment(ordinary, yuan(amount)).withheld) / 100).toBe(withheld);
  });
});

describe('value added tax', () => {
  it('of 103,000 in a month is 1,019.80, and the rest 101,980.20', () => {
    expect(vatWithin(yuan(103_000), 100)).toBe(101_980n);
    expect(vatOf(vatRule, yuan(103_000), [])).toMatchObject({ monthSales: 10_198_020n, vat: 101_980n });
  });

  it('is not taken up to the threshold, to the fen', () => {
    expect(vatOf(vatRule, yuan(101_000), [])).toMatchObject({ isExempt: true, vat: 0n, monthSales: yuan(100_000) });
    expect(vatOf(vatRule, yuan(101_000) + 1n, [])).toMatchObject({ isExempt: false });
  });

  it('is taken of earlier payments once, when the line is crossed', () => {
    const earlier = [
      { id: 'a', amount: yuan(50_000) },
      { id: 'b', amount: yuan(40_000) },
    ];
    const crossing = vatOf(vatRule, yuan(20_200), earlier);
    expect(crossing.clawback).toEqual([
      { id: 'a', amount: 49_505n },
      { id: 'b', amount: 39_604n },
    ]);
    expect(crossing.vat).toBe(20_000n);
    expect(vatOf(vatRule, yuan(101), [...earlier, { id: 'c', amount: yuan(20_200) }])).toMatchObject({
      vat: 100n,
      clawback: [],
    });
  });
});

describe('a trial', () => {
  const at = new Date('2026-11-20T02:00:00Z');
  const paid = (id: string, amount: number, time: string) => ({ id, amount: yuan(amount), at: new Date(time) });

  it('compares both rules', () => {
    const { platform: one, perPayment: other } = tryPayment({ amount: yuan(60_000), at, earlier: [] });
    expect([one?.withheld, other?.withheld]).toEqual([178_000n, 1_240_000n]);
  });

  it('counts what was paid before in the year, without its VAT, and nothing of later or of last year', () => {
    const earlier = [
      paid('last-year', 10_000, '2025-12-31T15:59:59Z'),
      paid('new-year', 10_000, '2026-10-31T16:00:00Z'),
      paid('later', 10_000, '2026-11-21T00:00:00Z'),
    ];
    const trial = tryPayment({ amount: yuan(10_000), at, earlier });
    expect(trial.platform?.incomeToDate).toBe(yuan(20_000));
    expect(trial.twelveMonths).toBe(yuan(30_000));
    const big = tryPayment({ amount: yuan(10_000), at, earlier: [paid('big', 103_000, '2026-03-01T00:00:00Z')] });
    expect(big.platform?.incomeToDate).toBe(10_198_020n + yuan(10_000));
  });

  it('taxes income without the VAT that is taken of it, also of what was paid before in the month', () => {
    const earlier = [paid('first', 90_000, '2026-11-01T00:00:00Z')];
    const { platform: found, vat } = tryPayment({ amount: yuan(13_000), at, earlier });
    expect(vat).toMatchObject({ vat: 12_871n, clawback: [{ id: 'first', amount: 89_109n }] });
    expect(found?.incomeToDate).toBe(10_198_020n);
    expect(found?.withheldBefore).toBe(yuan(4_180));
  });

  it('knows which rule held when', () => {
    const before = tryPayment({ amount: yuan(600), at: new Date('2025-09-30T15:59:59Z'), earlier: [] });
    expect(before.platform).toBeUndefined();
    expect(before.warnings).toEqual(['above_daily_threshold']);
    const after = tryPayment({ amount: yuan(600), at: new Date('2025-09-30T16:00:00Z'), earlier: [] });
    expect(after.platform?.withheld).toBe(0n);
    expect(tryPayment({ amount: yuan(600), at, earlier: [] }).warnings).toEqual([]);
    expect(tryPayment({ amount: yuan(600), at: new Date('2028-01-01T00:00:00Z'), earlier: [] }).vat).toBeUndefined();
  });

  it.each([
    [79_999, ['above_daily_threshold']],
    [80_800, ['near_monthly_threshold', 'above_daily_threshold']],
    [101_001, ['above_monthly_threshold', 'above_daily_threshold']],
    [5_000_001, ['above_monthly_threshold', 'must_register', 'above_daily_threshold']],
  ])('warns of %d yuan: %j', (amount, warnings) => {
    expect(tryPayment({ amount: yuan(amount), at, earlier: [] }).warnings).toEqual(warnings);
  });
});
