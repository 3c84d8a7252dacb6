import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Deal, identity, openYard, personIn, race, refusalOf, vault, type Yard } from '../../../test/deal.ts';
import type { TestPerson } from '../../../test/kit.ts';
import { dayMs, hourMs } from '../../kernel/clock.ts';
import { unitsOf } from '../../platform/work.ts';
import { decidePayout, payoutsToDecide, requestPayout, setAlipay } from './index.ts';
import type { PayoutOutcome } from './rails.ts';

let yard: Yard;

beforeAll(async () => {
  yard = await openYard();
});
afterEach(async () => {
  yard.payouts.means.answer = { state: 'sent' };
  expect(await yard.findings()).toEqual([]);
});
afterAll(() => yard.close());

interface PayoutRow {
  id: bigint;
  payout_no: string;
  state: string;
  amount: bigint;
  reason: string;
}

const payoutsOf = (person: TestPerson) =>
  yard.query<PayoutRow>('select id, payout_no, state, amount, reason from payout where party_id = $1 order by id', [
    person.partyId,
  ]);
const money = async (person: TestPerson) => {
  const { available, withdrawing } = await yard.balances(person);
  return `${available} + ${withdrawing}`;
};

async function somebody(fen: bigint, kind: 'client' | 'freelancer' = 'client'): Promise<TestPerson> {
  const person = kind === 'client' ? await yard.addClient() : await yard.addFreelancer();
  await yard.deposit(person, fen);
  await yard.addAlipay(person);
  return person;
}

/** Somebody whose 10,000 of 15,000 fen are on their way. */
async function underWay(answer: PayoutOutcome = { state: 'sent' }) {
  const person = await somebody(15_000n);
  yard.payouts.means.answer = answer;
  await yard.withdraw(person, 10_000n);
  await yard.worker.drain();
  const [payout] = await payoutsOf(person);
  if (!payout) throw new Error('no payout');
  const says = (outcome: PayoutOutcome) => yard.payouts.onQuery.set(payout.payout_no, outcome);
  const check = () => yard.perform('payout.check', { payoutId: String(payout.id) });
  const state = async () => `${(await payoutsOf(person))[0]?.state}: ${await money(person)}`;
  return { person, payout, says, check, state };
}

describe('a withdrawal', () => {
  test('of a client is at least a hundred yuan, of a freelancer one fen, of nobody less', async () => {
    const [client, freelancer] = [await somebody(50_000n), await somebody(50_000n, 'freelancer')];
    expect(await refusalOf(yard.withdraw(client, 9_999n))).toBe('payout.below_minimum');
    expect(await refusalOf(yard.withdraw(client, 10_000n))).toBe('done');
    expect(await refusalOf(yard.withdraw(freelancer, 1n))).toBe('done');
    for (const amount of [0n, -1n, -50_000n]) {
      expect(await refusalOf(yard.withdraw(freelancer, amount))).toBe('payout.below_minimum');
      expect(await refusalOf(yard.withdraw(client, amount))).toBe('payout.below_minimum');
    }
    expect([await money(client), await money(freelancer)]).toEqual(['40000 + 10000', '49999 + 1']);
  });

  test('takes what there is, and not one fen more', async () => {
    const client = await somebody(20_000n);
    expect(await refusalOf(yard.withdraw(client, 20_001n))).toBe('ledger.insufficient_funds');
    expect(await yard.withdraw(client, 20_000n)).toEqual({ available: 0n, withdrawing: 20_000n, inEscrow: 0n });
    expect(await refusalOf(yard.withdraw(client, 10_000n))).toBe('ledger.insufficient_funds');
  });

  test('needs a code that was just sent to the own phone, and each code serves once', async () => {
    const [client, other] = [await somebody(50_000n), await somebody(50_000n)];
    expect(await refusalOf(yard.withdraw(client, 10_000n, { code: '000000' }))).toBe('code.none');
    const code = await yard.codeFor(client);
    const wrong = code === '111111' ? '222222' : '111111';
    expect(await refusalOf(yard.withdraw(client, 10_000n, { code: wrong }))).toBe('code.wrong');
    expect(await refusalOf(yard.withdraw(other, 10_000n, { code }))).toBe('code.none');
    expect(await refusalOf(yard.withdraw(client, 10_000n, { code }))).toBe('done');
    expect(await refusalOf(yard.withdraw(client, 10_000n, { code }))).toBe('code.used');
    expect([await money(client), await money(other)]).toEqual(['40000 + 10000', '50000 + 0']);
    const late = await yard.codeFor(client);
    yard.clock.move(6 * 60_000);
    expect(await refusalOf(yard.withdraw(client, 10_000n, { code: late }))).toBe('code.expired');
  });

  test('goes to an own stored account only, named in full or as it is shown', async () => {
    const [client, other] = [await somebody(90_000n), await somebody(50_000n)];
    expect(await refusalOf(yard.withdraw(client, 10_000n, { account: `${other.uid}@example.com` }))).toBe(
      'payout.account_unknown',
    );
    expect(await refusalOf(yard.withdraw(client, 10_000n, { account: '' }))).toBe('payout.account_unknown');
    for (const account of [`${client.uid}@EXAMPLE.com `, `${client.uid.slice(0, 3)}***@example.com`]) {
      expect(await refusalOf(yard.withdraw(client, 10_000n, { account }))).toBe('done');
    }
    await yard.worker.drain();
    expect(yard.payouts.sent.slice(-2).map((sent) => sent.account)).toEqual([
      { kind: 'alipay', account: `${client.uid}@example.com`, holder: 'Somebody' },
      { kind: 'alipay', account: `${client.uid}@example.com`, holder: 'Somebody' },
    ]);
  });

  test('asked for 32 times at once with one code is made once', async () => {
    const client = await somebody(900_000n);
    const code = await yard.codeFor(client);
    const { done, refusals } = await race(32, () => yard.withdraw(client, 10_000n, { code }));
    expect([done, new Set(refusals)]).toEqual([1, new Set(['code.used'])]);
    expect(await money(client)).toBe('890000 + 10000');
  });

  test('and orders paid from the same money at once: exactly as much as there is goes out', async () => {
    for (let round = 0; round < 4; round += 1) {
      const client = await somebody(10_000n);
      const deals: Deal[] = [];
      for (let place = 0; place < 6; place += 1)
        deals.push(await yard.draftFixed(client, await yard.addFreelancer(), [4_000n]));
      const code = await yard.codeFor(client);
      const { done, refusals } = await race(31, (place) =>
        place === 0 ? yard.withdraw(client, 10_000n, { code }) : yard.pay(client, deals[place % 6]?.tradeNo ?? ''),
      );
      expect(new Set(refusals)).toEqual(new Set(['ledger.insufficient_funds']));
      const { available, withdrawing, inEscrow } = await yard.balances(client);
      expect(available + withdrawing + inEscrow).toBe(10_000n);
      expect(withdrawing === 10_000n || inEscrow === 8_000n).toBe(true);
      expect(done).toBeGreaterThan(0);
    }
  });
});

describe('a payout that was sent', () => {
  test('is paid when the rail says so, and then watched', async () => {
    const { state, says, payout, person } = await underWay();
    expect(await state()).toBe('sent: 5000 + 10000');
    says({ state: 'sent' });
    await yard.advance(3 * hourMs);
    expect(await state()).toBe('sent: 5000 + 10000');
    says({ state: 'unknown' });
    await yard.advance(3 * hourMs);
    expect(await state()).toBe('sent: 5000 + 10000');
    says({ state: 'paid', railTradeNo: 'R1' });
    await yard.advance(hourMs);
    expect(await state()).toBe('paid: 5000 + 0');
    const [row] = await yard.query(
      'select rail_trade_no, settled_at is not null as settled from payout where id = $1',
      [payout.id],
    );
    expect(row).toEqual({ rail_trade_no: 'R1', settled: true });
    await yard.advance(20 * dayMs);
    expect(await state()).toBe('paid: 5000 + 0');
    expect(await yard.query('select from task where key like $1', [`payout.check:${payout.id}:%`])).toEqual([]);
    expect(person.partyId).toBeGreaterThan(0n);
  });

  test('gives the money back when it failed, with the reason', async () => {
    const { state, says, check, payout } = await underWay();
    says({ state: 'failed', reason: 'account closed' });
    await check();
    expect(await state()).toBe('failed: 15000 + 0');
    const [row] = await yard.query('select reason from payout where id = $1', [payout.id]);
    expect(row).toEqual({ reason: 'account closed' });
    says({ state: 'paid', railTradeNo: 'R' });
    await check();
    expect(await state()).toBe('failed: 15000 + 0');
  });

  test('gives the money back when the bank returned it days after it was paid', async () => {
    const { state, says } = await underWay({ state: 'paid', railTradeNo: 'R' });
    expect(await state()).toBe('paid: 5000 + 0');
    await yard.advance(2 * dayMs);
    says({ state: 'returned', reason: 'wrong name' });
    await yard.advance(2 * dayMs);
    expect(await state()).toBe('returned: 15000 + 0');
    await yard.advance(20 * dayMs);
    expect(await state()).toBe('returned: 15000 + 0');
  });

  test('is asked after again when the rail gave no answer on the last day that it is watched', async () => {
    const { state, says } = await underWay({ state: 'paid', railTradeNo: 'R' });
    await yard.advance(14 * dayMs);
    says({ state: 'unknown' });
    await yard.advance(dayMs);
    says({ state: 'returned', reason: 'wrong name' });
    await yard.advance(dayMs);
    expect(await state()).toBe('returned: 15000 + 0');
  });

  test('may be returned before anybody said that it was paid', async () => {
    const { state, says, check } = await underWay();
    says({ state: 'returned', reason: 'wrong name' });
    await check();
    expect(await state()).toBe('returned: 15000 + 0');
  });

  test('is not undone by a failure told after it was paid', async () => {
    const { state, says, check } = await underWay({ state: 'paid', railTradeNo: 'R' });
    for (const late of [{ state: 'failed', reason: 'x' }, { state: 'sent' }, { state: 'unknown' }] as const) {
      says(late);
      await check();
      expect(await state()).toBe('paid: 5000 + 0');
    }
  });

  test('may fail at once', async () => {
    const { state } = await underWay({ state: 'failed', reason: 'no such account' });
    expect(await state()).toBe('failed: 15000 + 0');
  });

  test.each<[PayoutOutcome, string]>([
    [{ state: 'paid', railTradeNo: 'R' }, 'paid: 5000 + 0'],
    [{ state: 'failed', reason: 'x' }, 'failed: 15000 + 0'],
    [{ state: 'returned', reason: 'x' }, 'returned: 15000 + 0'],
  ])('books %o once of eight at once', async (outcome, expected) => {
    const { state, says, check } = await underWay();
    says(outcome);
    expect((await race(8, check)).done).toBe(8);
    expect(await state()).toBe(expected);
  });

  test('ends in one way when eight checks hear different things', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { state, says, check } = await underWay();
      await race(8, (place) => {
        says(place % 2 === 0 ? { state: 'failed', reason: 'x' } : { state: 'paid', railTradeNo: 'R' });
        return check();
      });
      expect(['paid: 5000 + 0', 'failed: 15000 + 0']).toContain(await state());
    }
  });

  test('is sent again under the same number when no definite answer came', async () => {
    const person = await somebody(15_000n);
    yard.payouts.means.answer = { state: 'unknown' };
    await yard.withdraw(person, 10_000n);
    const [payout] = await payoutsOf(person);
    const send = () => yard.perform('payout.send', { payoutId: String(payout?.id) });
    await expect(send()).rejects.toThrow('no definite answer');
    expect((await payoutsOf(person))[0]?.state).toBe('approved');
    yard.payouts.means.answer = { state: 'sent' };
    await send();
    await send();
    const numbers = yard.payouts.sent.filter((sent) => sent.payoutNo === payout?.payout_no);
    expect(numbers.map((sent) => sent.amount)).toEqual([10_000n, 10_000n]);
    expect((await payoutsOf(person))[0]?.state).toBe('sent');
    await yard.worker.drain();
  });
});

describe('a payout that an operator decides on', () => {
  async function waiting() {
    const person = await somebody(15_000n);
    const work = yard.workWith({ payoutApproval: true });
    const code = await yard.codeFor(person);
    const units = unitsOf(work, yard.kit.market, person.actor);
    const request = { amount: 10_000n, kind: 'alipay', account: `${person.uid}@example.com`, code } as const;
    await requestPayout(units, { identity, vault }, personIn(person), request);
    await yard.worker.drain();
    const [payout] = await payoutsOf(person);
    return { person, id: payout?.id ?? 0n };
  }
  const decide = (id: bigint, isApproved: boolean) =>
    yard.byOperator((ctx) => decidePayout(ctx, id, isApproved, 'looked at'));
  const state = async (person: TestPerson) => `${(await payoutsOf(person))[0]?.state}: ${await money(person)}`;

  test('waits, and is sent when it is approved', async () => {
    const { person, id } = await waiting();
    expect(await state(person)).toBe('requested: 5000 + 10000');
    const listed = await payoutsToDecide(yard.units(person).read());
    expect(listed.map((payout) => payout.id)).toContain(id);
    await decide(id, true);
    await yard.worker.drain();
    expect(await state(person)).toBe('sent: 5000 + 10000');
    expect(await refusalOf(decide(id, false))).toBe('move.not_from_here');
    expect(await refusalOf(decide(id, true))).toBe('move.not_from_here');
  });

  test('gives the money back when it is refused', async () => {
    const { person, id } = await waiting();
    await decide(id, false);
    await yard.worker.drain();
    expect(await state(person)).toBe('refused: 15000 + 0');
    expect(await refusalOf(decide(id, true))).toBe('move.not_from_here');
    expect(await refusalOf(decide(999_999n, true))).toBe('payout.not_found');
  });

  test('is decided once of 32 at once', async () => {
    const { person, id } = await waiting();
    const { done, refusals } = await race(32, (place) => decide(id, place % 2 === 0));
    expect([done, new Set(refusals)]).toEqual([1, new Set(['move.not_from_here'])]);
    await yard.worker.drain();
    expect(['sent: 5000 + 10000', 'refused: 15000 + 0']).toContain(await state(person));
  });
});

describe('an account that was changed after the request', () => {
  test('does not change where the money goes', async () => {
    const person = await somebody(15_000n);
    await yard.withdraw(person, 10_000n);
    await yard.query('update payout_account set removed_at = now() where user_id = $1', [person.userId]);
    await yard.run(person, (ctx) =>
      setAlipay(ctx, vault, personIn(person), { account: 'thief@example.com', holder: 'Thief' }),
    );
    await yard.worker.drain();
    expect(yard.payouts.sent.at(-1)?.account).toMatchObject({ account: `${person.uid}@example.com` });
  });
});
