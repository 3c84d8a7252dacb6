import { describe, expect, test } from 'vitest';
import { createVault } from './vault.ts';

const vault = createVault('a secret');
const number = '6222021234567894';

describe('the vault', () => {
  test('opens what it has sealed, also in another process with the same secret', () => {
    expect(vault.open(vault.seal(number))).toBe(number);
    expect(createVault('a secret').open(vault.seal('汉字'))).toBe('汉字');
    expect(vault.open(vault.seal('a'.repeat(10_000)))).toHaveLength(10_000);
  });

  test('seals the same text differently each time, and shows nothing of it', () => {
    const sealed = Array.from({ length: 100 }, () => vault.seal(number));
    expect(new Set(sealed).size).toBe(100);
    expect(
      sealed.some((text) => text.includes(number) || text.includes(Buffer.from(number).toString('base64url'))),
    ).toBe(false);
  });

  test('names the key, so that keys can be changed', () => {
    expect(vault.seal(number)).toMatch(/^k1\./);
    expect(() => vault.open(vault.seal(number).replace('k1.', 'k2.'))).toThrow('unknown key');
  });

  test('opens nothing that was changed, by as little as one bit, in any part', () => {
    const parts = vault.seal(number).split('.');
    for (const place of [1, 2, 3]) {
      const bytes = Buffer.from(parts[place] ?? '', 'base64url');
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      const forged = parts.map((part, at) => (at === place ? bytes.toString('base64url') : part)).join('.');
      expect(() => vault.open(forged)).toThrow(/authenticate|unable/i);
    }
  });

  test.each(['', 'k1', 'k1..', 'k1.a.b', number])('opens nothing that it has not sealed: "%s"', (text) => {
    expect(() => vault.open(text)).toThrow();
  });

  test('opens nothing with a shortened tag', () => {
    const [id, nonce, body, tag = ''] = vault.seal(number).split('.');
    const short = Buffer.from(tag, 'base64url').subarray(0, 4).toString('base64url');
    expect(() => vault.open([id, nonce, body, short].join('.'))).toThrow();
  });

  test('opens nothing sealed under another secret, nor finds its hash', () => {
    const other = createVault('another secret');
    expect(() => other.open(vault.seal(number))).toThrow();
    expect(other.hash(number)).not.toBe(vault.hash(number));
  });

  test('hashes the same text alike, and another differently', () => {
    expect(vault.hash(number)).toBe(vault.hash(number));
    expect(vault.hash(number)).not.toBe(vault.hash(`${number} `));
    expect(vault.hash(number)).not.toContain(number);
  });
});
