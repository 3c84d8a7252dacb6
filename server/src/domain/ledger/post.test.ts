import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../../../test/deal.ts';
import { type Kit, openKit, type TestPerson } from '../../../test/kit.ts';
import type { Writer } from '../../kernel/context.ts';
import { system } from '../../platform/work.ts';
import { balancesOf, creditTopUp, payBonus, settleEscrow, statementOf, totalsOf, verifyLedger } from './index.ts';
import { type Account, available, clearing, escrow, fees, open, post, type Transfer, withdrawing } from './post.ts';

let kit: Kit;
let keys = 0;

beforeAll(async () => {
  kit = await openKit();
});
afterAll(async () => {
  const findings = await verifyLedger(kit.database.reader, {});
  await kit.close();
  expect(findings).toEqual([]);
});

const rail = () => clearing(kit.market, 'alipay');
const write = (transfer: Partial<Transfer> & Pick<Transfer, 'entries'>) => {
  keys += 1;
  const key = `test:${keys}`;
  return kit.work.write(kit.market, system, (ctx) => post(ctx, { key, kind: 'test', ...transfer }));
};
const move = (from: Account, to: Account, amount: bigint) => [
  { account: from, amount: -amount },
  { account: to, amount },
];
const balance = async (person: TestPerson) =>
  (await balancesOf(kit.work.read(kit.market, system), person.partyId)).available;
const run = <Row>(text: string, values: readonly unknown[] = []) => kit.database.reader.query<Row>({ text }, values);
const count = async (key: string) =>
  (await run<{ n: bigint }>('select count(*) as n from ledger_transfer where key = $1', [key]))[0]?.n;

async function funded(amount: bigint): Promise<TestPerson> {
  const person = await kit.addClient('李雷');
  if (amount > 0n) await write({ entries: move(rail(), available(person.partyId), amount) });
  return person;
}

describe('a transfer', () => {
  test('moves money from one account to another', async () => {
    const [a, b] = [await funded(100n), await funded(0n)];
    await write({ entries: move(available(a.partyId), available(b.partyId), 40n) });
    expect([await balance(a), await balance(b)]).toEqual([60n, 40n]);
  });

  test('may empty an account to the last fen, and not one more', async () => {
    const [a, b] = [await funded(100n), await funded(0n)];
    const give = (amount: bigint) => write({ entries: move(available(a.partyId), available(b.partyId), amount) });
    expect(await refusalOf(give(101n))).toBe('ledger.insufficient_funds');
    await give(100n);
    expect(await refusalOf(give(1n))).toBe('ledger.insufficient_funds');
    expect([await balance(a), await balance(b)]).toEqual([0n, 100n]);
  });

  test('that is refused leaves nothing behind, and its key is free again', async () => {
    const [a, b] = [await funded(10n), await funded(0n)];
    const give = (amount: bigint) =>
      write({ key: `again:${a.partyId}`, entries: move(available(a.partyId), available(b.partyId), amount) });
    expect(await refusalOf(give(11n))).toBe('ledger.insufficient_funds');
    expect(await count(`again:${a.partyId}`)).toBe(0n);
    await give(10n);
    expect(await count(`again:${a.partyId}`)).toBe(1n);
  });

  test('must balance', async () => {
    const a = await funded(100n);
    const entries = [
      { account: available(a.partyId), amount: -10n },
      { account: fees(kit.market), amount: 9n },
    ];
    await expect(write({ entries })).rejects.toThrow('does not balance');
    await expect(write({ entries: [{ account: available(a.partyId), amount: 0n }] })).rejects.toThrow(
      'does not balance',
    );
    await expect(write({ entries: [] })).rejects.toThrow('does not balance');
    expect(await balance(a)).toBe(100n);
  });

  test('between an account and itself is nothing, and refused', async () => {
    const a = await funded(100n);
    await expect(write({ entries: move(available(a.partyId), available(a.partyId), 10n) })).rejects.toThrow(
      'does not balance',
    );
  });

  test('over an account that was never opened is refused', async () => {
    const a = await funded(100n);
    await expect(write({ entries: move(available(a.partyId), escrow(999_999n, a.partyId), 10n) })).rejects.toThrow(
      'unknown',
    );
    await expect(write({ entries: move(clearing(kit.market, 'nobody'), available(a.partyId), 10n) })).rejects.toThrow(
      'unknown',
    );
    expect(await balance(a)).toBe(100n);
  });

  test('nets several entries of one account into one', async () => {
    const [a, b] = [await funded(100n), await funded(0n)];
    const key = `net:${a.partyId}`;
    const entries = [
      ...move(available(a.partyId), available(b.partyId), 30n),
      ...move(available(b.partyId), available(a.partyId), 10n),
    ];
    await write({ key, entries });
    const rows = await run<{ amount: bigint }>(
      'select amount from ledger_entry where transfer_id = (select id from ledger_transfer where key = $1) order by id',
      [key],
    );
    expect(rows.map((row) => row.amount)).toEqual([-20n, 20n]);
  });
});

describe('the key of a transfer', () => {
  test('posts once; the same again does nothing', async () => {
    const [a, b] = [await funded(100n), await funded(0n)];
    const give = () =>
      write({ key: `once:${a.partyId}`, entries: move(available(a.partyId), available(b.partyId), 60n) });
    await give();
    await give();
    expect([await balance(a), await balance(b)]).toEqual([40n, 60n]);
  });

  test.each([
    [
      'another amount',
      (a: TestPerson, b: TestPerson) => ({ entries: move(available(a.partyId), available(b.partyId), 61n) }),
    ],
    ['another account', (a: TestPerson) => ({ entries: move(available(a.partyId), withdrawing(a.partyId), 60n) })],
    [
      'another kind',
      (a: TestPerson, b: TestPerson) => ({
        kind: 'other',
        entries: move(available(a.partyId), available(b.partyId), 60n),
      }),
    ],
    [
      'another statement',
      (a: TestPerson, b: TestPerson) => ({
        entries: move(available(a.partyId), available(b.partyId), 60n),
        lines: [{ partyId: a.partyId, kind: 'pay', direction: 'out', amount: 60n } as const],
      }),
    ],
  ])('is not taken again for %s', async (_, other) => {
    const [a, b] = [await funded(200n), await funded(0n)];
    const key = `reuse:${a.partyId}`;
    await write({ key, entries: move(available(a.partyId), available(b.partyId), 60n) });
    expect(await refusalOf(write({ key, ...other(a, b) }))).toBe('ledger.key_reused');
    expect([await balance(a), await balance(b)]).toEqual([140n, 60n]);
  });

  test('of a repeat that could not be paid any more still does nothing, instead of being refused', async () => {
    const [a, b] = [await funded(60n), await funded(0n)];
    const give = () =>
      write({ key: `empty:${a.partyId}`, entries: move(available(a.partyId), available(b.partyId), 60n) });
    await give();
    expect(await refusalOf(give())).toBe('done');
    expect(await balance(b)).toBe(60n);
  });

  test('posts once of 64 at once', async () => {
    const [a, b] = [await funded(1_000n), await funded(0n)];
    const key = `race:${a.partyId}`;
    const give = () => write({ key, entries: move(available(a.partyId), available(b.partyId), 10n) });
    const outcomes = await Promise.all(Array.from({ length: 64 }, () => refusalOf(give())));
    expect(new Set(outcomes)).toEqual(new Set(['done']));
    expect([await balance(a), await balance(b), await count(key)]).toEqual([990n, 10n, 1n]);
  });
});

describe('transfers at once', () => {
  test('four hundred that cross each other meet no deadlock, and every fen is where it belongs', async () => {
    const people = await Promise.all([1_000n, 1_000n, 1_000n, 1_000n].map(funded));
    const deadlocks = async () =>
      (await run<{ n: bigint }>('select deadlocks as n from pg_stat_database where datname = current_database()'))[0]
        ?.n;
    const before = await deadlocks();
    await Promise.all(
      Array.from({ length: 400 }, (_, place) => {
        const [from, to] = [people[place % 4], people[(place + 1 + (Math.floor(place / 4) % 3)) % 4]];
        if (!from || !to) throw new Error('nobody');
        const entries = [
          ...move(available(from.partyId), available(to.partyId), BigInt(1 + (place % 3))),
          ...(place % 2 === 0 ? move(available(to.partyId), withdrawing(from.partyId), 1n) : []),
        ];
        return write({ entries });
      }),
    );
    const rows = await run<{ sum: bigint }>(
      'select sum(balance)::bigint as sum from ledger_account where party_id = any ($1)',
      [people.map((person) => person.partyId)],
    );
    expect(rows[0]?.sum).toBe(4_000n);
    // The server reports its counters a moment later, at the latest when the connections have been idle for a second.
    await run('select pg_stat_force_next_flush()');
    expect(await deadlocks()).toBe(before);
  });

  test('of an account that holds enough for five of 64, exactly five are made', async () => {
    const [a, b] = [await funded(54n), await funded(0n)];
    const give = () => write({ entries: move(available(a.partyId), available(b.partyId), 10n) });
    const outcomes = await Promise.all(Array.from({ length: 64 }, () => refusalOf(give())));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome === 'ledger.insufficient_funds')).toHaveLength(59);
    expect([await balance(a), await balance(b)]).toEqual([4n, 50n]);
  });
});

describe('the database itself, when the code is bypassed', () => {
  const sql = (text: string, values: readonly unknown[] = []) =>
    kit.database.write((db: Writer) => db.query({ text }, values));

  test.each([
    ['update ledger_entry set amount = amount + 1'],
    ['update ledger_entry set amount = 1 where false'],
    ['delete from ledger_entry'],
    ['truncate ledger_entry'],
    ['update ledger_transfer set kind = kind'],
    ['delete from ledger_transfer'],
    ['truncate ledger_transfer cascade'],
    ['update statement_line set amount = 0'],
    ['delete from statement_line'],
    ['truncate statement_line'],
  ])('refuses "%s"', async (text) => {
    await funded(1n);
    await expect(sql(text)).rejects.toMatchObject({ code: '23001', message: 'the ledger is append-only' });
  });

  test('refuses entries that do not sum to zero, or stand alone', async () => {
    const insert = (amounts: readonly bigint[], key: string) =>
      sql(
        `with t as (insert into ledger_transfer (market, key, kind, digest, made_at)
           values ('cloudwork', $2, 'test', '', now()) returning id)
         insert into ledger_entry (transfer_id, account, amount) select t.id, 'fees:cloudwork', unnest($1::bigint[]) from t`,
        [amounts, key],
      );
    await expect(insert([5n, -4n], 'raw:1')).rejects.toMatchObject({ code: '23514' });
    await expect(insert([5n], 'raw:2')).rejects.toMatchObject({ code: '23514' });
    await expect(insert([0n, 0n], 'raw:3')).rejects.toMatchObject({ code: '23514' });
  });

  test('refuses a balance below zero, and any balance of a house account', async () => {
    const a = await funded(5n);
    const code = `available:${a.partyId}`;
    await expect(sql('update ledger_account set balance = -1 where code = $1', [code])).rejects.toMatchObject({
      code: '23514',
    });
    await expect(sql("update ledger_account set balance = 1 where code = 'fees:cloudwork'")).rejects.toMatchObject({
      code: '23514',
    });
    await expect(sql('update ledger_account set is_house = true where code = $1', [code])).rejects.toMatchObject({
      code: '23514',
    });
  });

  test('refuses a second wallet of a party, and an account of another kind or currency', async () => {
    const a = await funded(5n);
    const add = (code: string, kind: string, currency = 'CNY') =>
      sql(
        `insert into ledger_account (code, market, kind, party_id, currency, is_house, opened_at)
         values ($1, 'cloudwork', $2, $3, $4, false, now())`,
        [code, kind, a.partyId, currency],
      );
    await expect(add('second', 'available')).rejects.toMatchObject({ code: '23505' });
    await expect(add('second', 'pocket')).rejects.toMatchObject({ code: '23514' });
    await expect(add('second', 'escrow', 'USD')).rejects.toMatchObject({ code: '23514' });
  });
});

describe('what a party reads', () => {
  test('is each movement with the balance after it, the newest first, summed over all pages', async () => {
    const [a, b] = [await kit.addClient('甲'), await kit.addFreelancer('乙')];
    await kit.work.write(kit.market, system, async (ctx) => {
      await creditTopUp(ctx, { partyId: a.partyId, tradeNo: `T${a.partyId}`, amount: 1_000n, rail: 'alipay' });
      for (const [place, amount] of [99n, 101n].entries()) {
        const parties = { payerId: a.partyId, payeeId: b.partyId, contractId: 1n };
        await payBonus(ctx, {
          tradeNo: `B${a.partyId}${place}`,
          ...parties,
          amount,
          feeBasisPoints: 1_000,
          note: 'well done',
        });
      }
    });
    const ctx = kit.work.read(kit.market, a.actor);
    const first = await statementOf(ctx, a.partyId, {}, { number: 1, size: 2 });
    expect(first.total).toBe(3);
    expect(first.items.map((line) => [line.kind, line.direction, line.amount, line.fee, line.balance_after])).toEqual([
      ['bonus', 'out', 101n, 0n, 800n],
      ['bonus', 'out', 99n, 0n, 901n],
    ]);
    expect(first.sums).toEqual(
      new Map([
        ['bonus', 200n],
        ['deposit', 1_000n],
      ]),
    );
    const theirs = await statementOf(
      kit.work.read(kit.market, b.actor),
      b.partyId,
      { kinds: ['bonus'] },
      { number: 1, size: 9 },
    );
    expect(theirs.items.map((line) => [line.direction, line.amount, line.fee, line.balance_after])).toEqual([
      ['in', 91n, 10n, 181n],
      ['in', 90n, 9n, 90n],
    ]);
    expect(await totalsOf(ctx, b.partyId)).toEqual(new Map([['bonus', 181n]]));
    const later = { from: new Date(kit.clock.now().getTime() + 1) };
    expect((await statementOf(ctx, a.partyId, later, { number: 1, size: 9 })).total).toBe(0);
    const until = { from: kit.clock.now(), until: new Date(kit.clock.now().getTime() + 1) };
    expect((await statementOf(ctx, a.partyId, until, { number: 1, size: 9 })).total).toBe(3);
    expect((await statementOf(ctx, a.partyId, { until: kit.clock.now() }, { number: 1, size: 9 })).total).toBe(0);
  });

  test('settles a part of an escrow once, with nothing to the payer when all was earned', async () => {
    const [a, b] = [await funded(100n), await kit.addFreelancer('丙')];
    const order = { orderId: a.partyId, tradeNo: 'E', payerId: a.partyId, contractId: 1n };
    const release = {
      subject: `part:${a.partyId}`,
      payeeId: b.partyId,
      gross: 95n,
      back: 0n,
      feeBasisPoints: 1_000,
      note: '',
    };
    await kit.work.write(kit.market, system, (ctx) => open(ctx, escrow(a.partyId, a.partyId)));
    await write({ entries: move(available(a.partyId), escrow(a.partyId, a.partyId), 100n) });
    const settle = (gross: bigint) =>
      kit.work.write(kit.market, system, (ctx) => settleEscrow(ctx, order, { ...release, gross }));
    await settle(95n);
    await settle(95n);
    expect(await refusalOf(settle(5n))).toBe('ledger.key_reused');
    expect([await balance(a), await balance(b)]).toEqual([0n, 86n]);
    const kinds = (await statementOf(kit.work.read(kit.market, system), a.partyId, {}, { number: 1, size: 9 })).items;
    expect(kinds.map((line) => [line.kind, line.amount])).toEqual([['pay', 95n]]);
  });
});
