import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatYuan, parseYuan, priceOfMinutes, splitFee, sumFen, yuanNumber } from './money.ts';

const largest = 10_000_000_000n;
const fen = fc.bigInt(0n, largest);
const many = { numRuns: 10_000 };

describe('an amount of money', () => {
  test('is the same after it was written as text and read again, for ten thousand amounts', () => {
    fc.assert(
      fc.property(fen, (amount) => parseYuan(formatYuan(amount)) === amount),
      many,
    );
  });

  test('is the same after it was shown as a JSON number and read again, for ten thousand amounts', () => {
    fc.assert(
      fc.property(fen, (amount) => parseYuan(JSON.parse(JSON.stringify(yuanNumber(amount)))) === amount),
      many,
    );
  });

  test('is read by its digits alone, with one decimal or none as well', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 99_999_999n), fc.nat(9), (yuan, tenth) => {
        expect(parseYuan(`${yuan}`)).toBe(yuan * 100n);
        expect(parseYuan(`${yuan}.${tenth}`)).toBe(yuan * 100n + BigInt(tenth) * 10n);
        expect(parseYuan(`${yuan}.0${tenth}`)).toBe(yuan * 100n + BigInt(tenth));
      }),
    );
  });

  test.each([
    ['12', 1_200n],
    ['12.5', 1_250n],
    ['12.50', 1_250n],
    [12.5, 1_250n],
    [0.29, 29n],
    [1.1, 110n],
    ['0', 0n],
    ['007', 700n],
  ])('%s yuan are %s fen', (raw, amount) => {
    expect(parseYuan(raw)).toBe(amount);
  });

  test.each([
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['1e309', '1e309'],
    ['1e309 as a number', 1e309],
    ['a number with an exponent', 1e21],
    ['a tiny number', 1e-7],
    ['a sum of floats', 0.1 + 0.2],
    ['a negative number', -1],
    ['minus nothing', '-0'],
    ['minus nothing as a number', -0],
    ['a plus', '+1'],
    ['hex', '0x10'],
    ['an exponent', '1e3'],
    ['nothing', ''],
    ['a blank', ' '],
    ['a blank before', ' 1'],
    ['a blank after', '1 '],
    ['a line break after', '1\n'],
    ['full-width digits', '１２'],
    ['Arabic digits', '١٢'],
    ['three decimals', '1.001'],
    ['a point without decimals', '1.'],
    ['decimals without a point before', '.5'],
    ['a comma', '1,000'],
    ['two points', '1.2.3'],
    ['words', 'abc'],
    ['an underscore', '1_000'],
    ['one fen over the limit', '100000000.01'],
    ['far over the limit', '999999999'],
    ['ten digits', '1000000000'],
    ['no value', undefined],
    ['null', null],
    ['a list', ['1']],
    ['an object', { valueOf: () => 1 }],
    ['true', true],
    ['a bigint', 1n],
  ])('is not %s', (_, raw) => {
    expect(parseYuan(raw)).toBeUndefined();
  });

  test('may be exactly the limit', () => {
    expect(parseYuan('100000000')).toBe(largest);
    expect(parseYuan('100000000.00')).toBe(largest);
  });

  test('is never read from any other text, however it looks', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.-+eExX_, ') }), (text) => {
        const isPlain = /^[0-9]{1,9}(\.[0-9]{1,2})?$/.test(text);
        if (!isPlain) expect(parseYuan(text)).toBeUndefined();
      }),
      many,
    );
  });

  test('is written with two decimals, also below zero and below one yuan', () => {
    expect([0n, 1n, 10n, 100n, 1_250n, -5n, -1_250n].map(formatYuan)).toEqual([
      ...['0.00', '0.01', '0.10', '1.00', '12.50', '-0.05', '-12.50'],
    ]);
  });
});

describe('a fee', () => {
  test('and the rest always add up to the whole, and the fee is rounded down', () => {
    fc.assert(
      fc.property(fen, fc.integer({ min: 0, max: 10_000 }), (whole, points) => {
        const { fee, net } = splitFee(whole, points);
        expect(fee + net).toBe(whole);
        expect(fee >= 0n && net >= 0n).toBe(true);
        expect(fee * 10_000n <= whole * BigInt(points)).toBe(true);
        expect((fee + 1n) * 10_000n > whole * BigInt(points)).toBe(true);
      }),
      many,
    );
  });

  test.each([
    [9n, 0n],
    [10n, 1n],
    [19n, 1n],
    [1n, 0n],
    [0n, 0n],
    [333n, 33n],
  ])('of ten per cent of %s fen is %s', (whole, fee) => {
    expect(splitFee(whole, 1_000).fee).toBe(fee);
  });

  test.each([
    [-1n, 10],
    [1n, -1],
    [1n, 10_001],
    [1n, 0.5],
    [1n, Number.NaN],
  ])('of %s fen at %s points is a mistake', (whole, points) => {
    expect(() => splitFee(whole, points)).toThrow(RangeError);
  });
});

describe('sums and hours', () => {
  test('amounts add up without loss', () => {
    fc.assert(fc.property(fc.array(fen), (all) => sumFen(all) === all.reduce((sum, one) => sum + one, 0n)));
    expect(sumFen([])).toBe(0n);
  });

  test('minutes cost their part of an hour, rounded down to a fen', () => {
    expect(priceOfMinutes(10_000n, 40)).toBe(6_666n);
    expect(priceOfMinutes(10_000n, 60)).toBe(10_000n);
    expect(priceOfMinutes(1n, 50)).toBe(0n);
    fc.assert(
      fc.property(fc.bigInt(1n, 1_000_000n), fc.nat(10_080), (hourly, minutes) => {
        const price = priceOfMinutes(hourly, minutes);
        const exact = hourly * BigInt(minutes);
        expect(price * 60n <= exact && (price + 1n) * 60n > exact).toBe(true);
      }),
    );
  });
});
