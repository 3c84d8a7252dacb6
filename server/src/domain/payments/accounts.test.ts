import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openYard, personIn, race, refusalOf, vault, type Yard } from '../../../test/deal.ts';
import type { TestPerson } from '../../../test/kit.ts';
import { accountsOf, addCard, isCardNumber, removeAlipay, removeCard, setAlipay } from './index.ts';

let yard: Yard;
let person: TestPerson;
let other: TestPerson;
const icbc = { code: 'ICBC' };
const banks = {
  byCode: (code: string) => (code === 'ICBC' ? icbc : undefined),
  recognise: (card: string) => (card.startsWith('622202') ? icbc : undefined),
};
const number = '6222021234567890128';

beforeAll(async () => {
  yard = await openYard();
  person = await yard.addFreelancer();
  other = await yard.addFreelancer();
});
afterAll(() => yard.close());

const add = (given: { number?: string; bankCode?: string | undefined } = {}, who = person) =>
  yard.run(who, (ctx) =>
    addCard(ctx, vault, personIn(who), { number, bankCode: 'ICBC', holder: '韩梅梅', ...given }, banks),
  );
const alipay = (account: string, who = person) =>
  yard.run(who, (ctx) => setAlipay(ctx, vault, personIn(who), { account, holder: '韩梅梅' }));
const drop = (cardId: bigint, who = person) => yard.run(who, (ctx) => removeCard(ctx, personIn(who), cardId));
const list = (who = person) => yard.look(who, (ctx) => accountsOf(ctx, personIn(who)));

/** The number with its last digit made right. */
function withCheckDigit(digits: string): string {
  for (let digit = 0; digit < 10; digit += 1) if (isCardNumber(digits + digit)) return digits + digit;
  throw new Error('no check digit');
}

describe('a card number', () => {
  test('has one right last digit of ten', () => {
    for (const digits of ['62220212345678901', '411111111111111', '1'.repeat(14), '9'.repeat(18)]) {
      const right = Array.from({ length: 10 }, (_, digit) => digits + digit).filter(isCardNumber);
      expect(right).toHaveLength(1);
    }
    expect(isCardNumber('4111111111111111')).toBe(true);
  });

  test.each([
    '',
    '0',
    '4111111111111112',
    '4111 1111 1111 1111',
    '４111111111111111',
    '4'.repeat(14),
    '0'.repeat(20),
    'x'.repeat(16),
    '-411111111111111',
  ])('is not "%s"', (text) => {
    expect(isCardNumber(text)).toBe(false);
  });
});

describe('cards', () => {
  test('are added with a known bank and a right number, once', async () => {
    const good = withCheckDigit(number.slice(0, -1));
    expect(await refusalOf(add({ number: good, bankCode: 'NOBODY' }))).toBe('card.bank_unknown');
    expect(await refusalOf(add({ number: withCheckDigit('999999000000000'), bankCode: undefined }))).toBe(
      'card.bank_unknown',
    );
    expect(await refusalOf(add({ number: `${good.slice(0, -1)}${(Number(good.at(-1)) + 1) % 10}` }))).toBe(
      'card.invalid',
    );
    const { done, refusals } = await race(32, () => add({ number: good }));
    expect([done, new Set(refusals)]).toEqual([1, new Set(['card.exists'])]);
    expect(await refusalOf(add({ number: good }, other))).toBe('done');
  });

  test('are shown with all but their ends hidden, and taken away by their owner only', async () => {
    const [card] = await list();
    expect(card?.shown).toMatch(/^6222\*{11}\d{4}$/);
    expect(await refusalOf(drop(card?.id ?? 0n, other))).toBe('card.not_found');
    expect(await refusalOf(drop(999_999n))).toBe('card.not_found');
    expect(await refusalOf(drop(card?.id ?? 0n))).toBe('done');
    expect(await refusalOf(drop(card?.id ?? 0n))).toBe('card.not_found');
    expect(await list()).toEqual([]);
    expect(await refusalOf(add({ number: withCheckDigit(number.slice(0, -1)) }))).toBe('done');
  });
});

describe('an Alipay account', () => {
  test.each([
    '',
    'x',
    'a@b',
    '12345678901',
    '1380013800',
    '138001380000',
    'a b@c.de',
    '@c.de',
    'a@c.',
    '2088123456789012',
    `${'a'.repeat(65)}@c.de`,
  ])('is not "%s"', async (account) => {
    expect(await refusalOf(alipay(account))).toBe('alipay.invalid');
  });

  test('is one phone or mail address a person, in any case of letters', async () => {
    expect(await refusalOf(alipay('Han.Mei+1@Example.com'))).toBe('done');
    expect(await refusalOf(alipay('13800138000'))).toBe('alipay.exists');
    expect((await list()).find((one) => one.kind === 'alipay')?.shown).toBe('han***@example.com');
    expect(await refusalOf(alipay('13800138000', other))).toBe('done');
    expect((await list(other)).find((one) => one.kind === 'alipay')?.shown).toBe('1380***8000');
    const remove = (who: TestPerson) => refusalOf(yard.run(who, (ctx) => removeAlipay(ctx, personIn(who))));
    expect(await remove(person)).toBe('done');
    expect(await remove(person)).toBe('alipay.none');
    const { done, refusals } = await race(32, (place) => alipay(`p${place}@example.com`));
    expect([done, new Set(refusals)]).toEqual([1, new Set(['alipay.exists'])]);
  });
});

describe('the database', () => {
  test('holds no number of an account in plain text, in no column of any table', async () => {
    const secrets = [withCheckDigit(number.slice(0, -1)), 'han.mei+1@example.com', '13800138000'];
    const tables = await yard.query<{ name: string }>(
      "select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables) {
      for (const secret of secrets) {
        const found = await yard.query(`select from ${name} as r where position($1 in r::text) > 0`, [secret]);
        expect(`${name}: ${found.length}`).toBe(`${name}: 0`);
      }
    }
    const rows = await yard.query<{ number_cipher: string }>('select number_cipher from payout_account order by id');
    expect(rows.map((row) => vault.open(row.number_cipher))).toEqual(expect.arrayContaining(secrets));
  });
});
