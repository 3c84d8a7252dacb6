import { describe, expect, test } from 'vitest';
import { randomIds } from './ids.ts';

const thousand = <T>(make: () => T) => Array.from({ length: 1_000 }, make);

describe('random ids', () => {
  test('are 16 hexadecimal digits in public, each another', () => {
    const uids = thousand(randomIds.uid);
    expect(uids.every((uid) => /^[0-9a-f]{16}$/.test(uid))).toBe(true);
    expect(new Set(uids).size).toBe(1_000);
  });

  test('are 40 hexadecimal digits for what opens something, each another', () => {
    const tokens = thousand(randomIds.token);
    expect(tokens.every((token) => /^[0-9a-f]{40}$/.test(token))).toBe(true);
    expect(new Set(tokens).size).toBe(1_000);
  });

  test('are as many decimal digits as asked, every digit as likely at every place', () => {
    const codes = thousand(() => randomIds.digits(6));
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
    for (let place = 0; place < 6; place += 1) {
      const counts = Array.from(
        { length: 10 },
        (_, digit) => codes.filter((code) => code[place] === String(digit)).length,
      );
      // Each is 100 expected, with a deviation of 9.5: 50 is five of them.
      expect(Math.min(...counts)).toBeGreaterThan(50);
      expect(Math.max(...counts)).toBeLessThan(150);
    }
    expect(randomIds.digits(0)).toBe('');
  });
});
