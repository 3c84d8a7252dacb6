import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { masked } from '../../kernel/masked.ts';
import { identityNumber, isCreditCode, isOrganisationNumber, isPermitNumber } from './numbers.ts';

const today = '2026-11-20';

describe('an identity number', () => {
  test.each(['11010519491231002X', '440524188001010014', '440308199901101512'])(
    '%s ends in its check character',
    (text) => {
      const isTooOld = text.slice(6, 10) < '1900';
      expect(identityNumber(text, today)).toBe(isTooOld ? undefined : text);
    },
  );

  test('is taken with a small x and blanks around it', () => {
    expect(identityNumber(' 11010519491231002x ', today)).toBe('11010519491231002X');
  });

  test('of the older form gains century and check character', () => {
    expect(identityNumber('320311770706001', today)).toBe('320311197707060018');
    expect(identityNumber('320311770230001', today)).toBeUndefined();
  });

  test.each([
    ['a wrong check character', '110105194912310021'],
    ['a month that does not exist', '11010519491331002X'],
    ['a day that does not exist', '110105194902300020'],
    ['17 digits', '11010519491231002'],
    ['no region', '01010519491231002X'],
    ['nothing', ''],
    ['full-width digits', '１１０１０５１９４９１２３１００２X'],
  ])('is refused for %s', (_why, text) => {
    expect(identityNumber(text, today)).toBeUndefined();
  });

  test('is refused until the person is born', () => {
    const born = '2027-12-31';
    const number = Array.from('0123456789X', (last) => `11010520271231002${last}`).find((one) =>
      identityNumber(one, born),
    );
    expect(number).toBeDefined();
    expect(identityNumber(number ?? '', '2027-12-30')).toBeUndefined();
  });

  test('loses its validity when any one digit changes', () => {
    const number = '11010519491231002X';
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digit = (Number(number[at]) + by) % 10;
        expect(identityNumber(number.slice(0, at) + digit + number.slice(at + 1), today)).toBeUndefined();
      }),
    );
  });
});

describe('a unified social credit code', () => {
  test.each(['91350100M000100Y43', '91110108551385082Q', '91440300708461136T'])(
    '%s ends in its check character',
    (code) => {
      expect(isCreditCode(code)).toBe(true);
    },
  );

  test.each(['91350100M000100Y44', '91350100M000100Y4', '91350100M000100I43', '', '91350100m000100y43'])(
    '%s is none',
    (code) => {
      expect(isCreditCode(code)).toBe(false);
    },
  );

  test('stands for licence and organisation alike, beside their older numbers', () => {
    expect(isPermitNumber('91350100M000100Y43')).toBe(true);
    expect(isPermitNumber('110108012345678')).toBe(true);
    expect(isPermitNumber('11010801234567')).toBe(false);
    expect(isOrganisationNumber('91350100M000100Y43')).toBe(true);
    expect(isOrganisationNumber('M000100Y-4')).toBe(true);
    expect(isOrganisationNumber('M000100Y4')).toBe(true);
    expect(isOrganisationNumber('M000100Y-44')).toBe(false);
  });
});

test('a mask keeps the ends and the length', () => {
  expect(masked('11010519491231002X', 6, 4)).toBe('110105********002X');
  expect(masked('M000100Y4', 2, 2)).toBe('M0*****Y4');
});
