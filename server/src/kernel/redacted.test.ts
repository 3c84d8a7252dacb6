import { describe, expect, test } from 'vitest';
import { redacted, secretNames, withoutNumbers } from './redacted.ts';

describe('what is read of others', () => {
  test.each([...secretNames, 'sessionToken', 'idNumber', 'CardNo'])('never shows %s, however deep', (name) => {
    const seen = JSON.stringify(redacted({ [name]: 'planted', body: { [name]: ['planted'], kept: 'seen' } }));
    expect(seen).not.toContain('planted');
    expect(seen).toContain('seen');
  });

  test.each([
    ['a phone', '13800010001'],
    ['a phone as it is spoken', '138-0001-0001'],
    ['an identity number', '11010519491231002X'],
    ['an older identity number', '320311770706001'],
    ['a card', '6222021234567890123'],
    ['a card in groups', '6222 0212 3456 7890'],
  ])('masks %s, in a text, a list and a number of its own', (_what, number) => {
    const text = `请联系${number}，谢谢`;
    for (const found of [withoutNumbers(text), JSON.stringify(redacted({ reason: text, listed: [text] }))]) {
      expect(found).not.toContain(number);
      expect(found).toContain('请联系');
    }
    if (/^\d{1,15}$/.test(number)) expect(JSON.stringify(redacted({ a: Number(number) }))).not.toContain(number);
  });

  test('leaves ids, amounts, days, public names and our own trade numbers as they are', () => {
    const record = {
      userId: '4711',
      tradeNo: '202611200000123456',
      listingIds: '1,22,333',
      at: '2026-11-20',
      uid: '3f2a0c6b1de94c7a8b52d0e9f1a7c6d4',
      amount: '1234567.89',
      isAccepted: true,
      nothing: null,
    };
    expect(Object.fromEntries(redacted(record).map(({ name, value }) => [name, value]))).toEqual({
      ...record,
      isAccepted: 'true',
      nothing: 'null',
    });
  });
});
