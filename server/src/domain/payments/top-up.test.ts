import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openYard, personIn, race, refusalOf, type Yard } from '../../../test/deal.ts';
import type { TestPerson } from '../../../test/kit.ts';
import { hourMs, minuteMs } from '../../kernel/clock.ts';
import type { WriteContext } from '../../kernel/context.ts';
import { DomainError, type ErrorCode } from '../../kernel/errors.ts';
import { payOrder } from '../contracts/index.ts';
import { closeOrder, findOrder, latestOpenOrder, lockOrder, markPaid, payAfterTopUp } from './index.ts';

let yard: Yard;
let client: TestPerson;

beforeAll(async () => {
  yard = await openYard();
  client = await yard.addClient();
});
afterEach(async () => {
  expect(await yard.findings()).toEqual([]);
});
afterAll(() => yard.close());

const has = async (person: TestPerson) => (await yard.balances(person)).available;
const stateOf = async (tradeNo: string) => (await yard.look(client, (ctx) => findOrder(ctx, tradeNo)))?.state;

describe('the notice of a top-up', () => {
  test('credits its exact amount to whoever opened it', async () => {
    const before = await has(client);
    const { tradeNo, url } = await yard.openTopUp(client, 1_234n);
    expect([tradeNo, url]).toEqual([expect.stringMatching(/^\d{18}$/), `https://rail.example/${tradeNo}`]);
    expect(await yard.notify(tradeNo, 1_234n)).toBe(true);
    expect([(await has(client)) - before, await stateOf(tradeNo)]).toEqual([1_234n, 'paid']);
  });

  test('is booked once of 64 at once, of one event or of many', async () => {
    for (const isSame of [true, false]) {
      const before = await has(client);
      const { tradeNo } = await yard.openTopUp(client, 500n);
      const answers: boolean[] = [];
      const { done } = await race(64, async (place) =>
        answers.push(await yard.notify(tradeNo, 500n, { eventId: isSame ? 'E' : `E${place}` })),
      );
      expect([done, answers.every(Boolean)]).toEqual([64, true]);
      expect((await has(client)) - before).toBe(500n);
    }
  });

  test.each<[string, (amount: bigint) => [bigint, Record<string, string>]]>([
    ['another amount, larger', (amount) => [amount + 1n, {}]],
    ['another amount, smaller', (amount) => [amount - 1n, {}]],
    ['nothing', () => [0n, {}]],
    ['an unknown order', (amount) => [amount, { tradeNo: '000000000000000000' }]],
    ['a forged signature', (amount) => [amount, { sign: 'bad' }]],
  ])('with %s changes nothing and is not answered as received', async (_, change) => {
    const before = await has(client);
    const { tradeNo } = await yard.openTopUp(client, 900n);
    expect(await yard.notify(tradeNo, ...change(900n))).toBe(false);
    expect([(await has(client)) - before, await stateOf(tradeNo)]).toEqual([0n, 'open']);
    expect(await yard.notify(tradeNo, 900n)).toBe(true);
  });

  test('with a wrong amount is refused even after the right one, and noted', async () => {
    const { tradeNo } = await yard.openTopUp(client, 900n);
    await yard.notify(tradeNo, 900n);
    expect(await yard.notify(tradeNo, 901n, { eventId: 'later' })).toBe(false);
    const events = await yard.query('select outcome, verdict from rail_event where trade_no = $1 order by id', [
      tradeNo,
    ]);
    expect(events).toEqual([
      { outcome: 'paid', verdict: 'booked' },
      { outcome: 'paid', verdict: 'refused' },
    ]);
  });

  test('about an order that is no top-up changes nothing', async () => {
    const deal = await yard.draftedFixed([100n]);
    expect(await yard.notify(deal.tradeNo, 100n)).toBe(false);
    expect(await stateOf(deal.tradeNo)).toBe('open');
  });

  test('that comes late, after the order was closed, still credits the money', async () => {
    const before = await has(client);
    const { tradeNo } = await yard.openTopUp(client, 70n);
    expect(await yard.notify(tradeNo, 0n, { state: 'closed', eventId: 'closed' })).toBe(true);
    expect(await stateOf(tradeNo)).toBe('closed');
    expect(await yard.notify(tradeNo, 70n)).toBe(true);
    expect([(await has(client)) - before, await stateOf(tradeNo)]).toEqual([70n, 'paid']);
  });

  test('of closing does not undo a payment', async () => {
    const before = await has(client);
    const { tradeNo } = await yard.openTopUp(client, 70n);
    await yard.notify(tradeNo, 70n);
    expect(await yard.notify(tradeNo, 0n, { state: 'closed', eventId: 'closed' })).toBe(true);
    expect([(await has(client)) - before, await stateOf(tradeNo)]).toEqual([70n, 'paid']);
  });

  test('of waiting changes nothing', async () => {
    const { tradeNo } = await yard.openTopUp(client, 70n);
    expect(await yard.notify(tradeNo, 0n, { state: 'pending' })).toBe(true);
    expect(await stateOf(tradeNo)).toBe('open');
  });

  test('and its closing at once leave the money credited', async () => {
    for (let round = 0; round < 5; round += 1) {
      const before = await has(client);
      const { tradeNo } = await yard.openTopUp(client, 11n);
      await race(32, (place) =>
        yard.notify(tradeNo, 11n, { eventId: `${tradeNo}${place}`, ...(place % 2 ? { state: 'closed' } : {}) }),
      );
      expect([(await has(client)) - before, await stateOf(tradeNo)]).toEqual([11n, 'paid']);
    }
  });
});

describe('a top-up without a notice', () => {
  test('is asked about at the rail, and credited when it was paid', async () => {
    const before = await has(client);
    const { tradeNo } = await yard.openTopUp(client, 33n);
    const paid = { state: 'paid', amount: 33n, railTradeNo: 'R', paidAt: yard.clock.now() } as const;
    await yard.advance(4 * minuteMs - 1);
    yard.payIns.says.set(tradeNo, paid);
    expect(await stateOf(tradeNo)).toBe('open');
    await yard.advance(1);
    expect([(await has(client)) - before, await stateOf(tradeNo)]).toEqual([33n, 'paid']);
    await yard.advance(12 * hourMs);
    expect((await has(client)) - before).toBe(33n);
  });

  test('is credited within five minutes whenever it was paid', async () => {
    for (const paidAfter of [5, 21, 74, 119]) {
      const before = await has(client);
      const { tradeNo } = await yard.openTopUp(client, 33n);
      await yard.advance(paidAfter * minuteMs);
      yard.payIns.says.set(tradeNo, { state: 'paid', amount: 33n, railTradeNo: 'R', paidAt: yard.clock.now() });
      await yard.advance(5 * minuteMs);
      expect([paidAfter, (await has(client)) - before, await stateOf(tradeNo)]).toEqual([paidAfter, 33n, 'paid']);
    }
  });

  test('is closed when nobody paid in time, and not while the rail gives no answer', async () => {
    const [idle, silent] = [await yard.openTopUp(client, 33n), await yard.openTopUp(client, 33n)];
    yard.payIns.says.set(silent.tradeNo, { state: 'unknown' });
    await yard.advance(2 * hourMs);
    expect([await stateOf(idle.tradeNo), await stateOf(silent.tradeNo)]).toEqual(['open', 'open']);
    await yard.advance(10 * hourMs);
    expect([await stateOf(idle.tradeNo), await stateOf(silent.tradeNo)]).toEqual(['closed', 'open']);
  });

  test('is not credited when the rail names another amount', async () => {
    const before = await has(client);
    const { tradeNo } = await yard.openTopUp(client, 33n);
    yard.payIns.says.set(tradeNo, { state: 'paid', amount: 34n, railTradeNo: 'R', paidAt: yard.clock.now() });
    await yard.advance(10 * hourMs);
    expect([(await has(client)) - before, await stateOf(tradeNo)]).toEqual([0n, 'open']);
  });
});

describe('a top-up made for an order', () => {
  test('pays it as soon as the money is there', async () => {
    const deal = await yard.draftedFixed([400n]);
    const { tradeNo } = await yard.openTopUp(deal.client, 450n, deal.tradeNo);
    await yard.notify(tradeNo, 450n);
    await yard.worker.drain();
    expect([await stateOf(deal.tradeNo), await yard.stateOf(deal)]).toEqual(['paid', 'offered']);
    expect(await yard.balances(deal.client)).toEqual({ available: 50n, withdrawing: 0n, inEscrow: 400n });
  });

  test('that is too small, or comes too late, leaves the money in the wallet', async () => {
    const deal = await yard.draftedFixed([400n]);
    const [small, late] = [
      await yard.openTopUp(deal.client, 399n, deal.tradeNo),
      await yard.openTopUp(deal.client, 400n, deal.tradeNo),
    ];
    await yard.notify(small.tradeNo, 399n);
    await yard.worker.drain();
    expect(await yard.stateOf(deal)).toBe('drafted');
    await yard.deposit(deal.client, 1n);
    await yard.pay(deal.client, deal.tradeNo);
    await yard.notify(late.tradeNo, 400n);
    await yard.worker.drain();
    expect(await yard.balances(deal.client)).toEqual({ available: 400n, withdrawing: 0n, inEscrow: 400n });
  });

  test('is tried again when the database was away, and left alone when it is refused', async () => {
    const paying = (code: ErrorCode) => {
      const task = payAfterTopUp('any', () => Promise.reject(new DomainError(code)));
      if (!('outside' in task)) throw new Error('it pays in a unit of work of its own');
      const write = <T>(operation: (ctx: WriteContext) => Promise<T>) => yard.bySystem(operation);
      const outside = { market: 'cloudwork', attempt: 1, read: () => expect.fail('it reads nothing'), write };
      return task.outside(outside, { paysTradeNo: '1', partyId: '1' });
    };
    await expect(paying('database.unavailable')).rejects.toThrow('database.unavailable');
    await expect(paying('ledger.insufficient_funds')).resolves.toBeUndefined();
  });

  test('cannot be opened for an order of somebody else, a top-up, one that is paid, or none', async () => {
    const deal = await yard.offeredFixed([400n]);
    const other = await yard.openTopUp(deal.client, 5n);
    const open = (person: TestPerson, tradeNo: string) => refusalOf(yard.openTopUp(person, 5n, tradeNo));
    expect(await open(client, deal.tradeNo)).toBe('order.not_found');
    expect(await open(deal.client, other.tradeNo)).toBe('order.not_found');
    expect(await open(deal.client, '1')).toBe('order.not_found');
    expect(await open(deal.client, deal.tradeNo)).toBe('order.wrong_state');
  });
});

describe('an order', () => {
  test('is paid by its payer only, for what it is', async () => {
    const deal = await yard.draftedFixed([100n]);
    const stranger = await yard.addClient();
    await yard.deposit(stranger, 1_000n);
    await yard.deposit(deal.client, 1_000n);
    const pay = (who: TestPerson, more: object = {}) =>
      refusalOf(yard.run(who, (ctx) => payOrder(ctx, { tradeNo: deal.tradeNo, payerPartyId: who.partyId, ...more })));
    expect(await pay(stranger)).toBe('order.not_found');
    expect(await pay(deal.freelancer)).toBe('order.not_found');
    expect(await pay(deal.client, { tradeNo: '1' })).toBe('order.not_found');
    expect(await pay(deal.client, { purpose: 'week' })).toBe('order.wrong_contract');
    expect(await pay(deal.client, { contractUid: 'f'.repeat(16) })).toBe('order.wrong_contract');
    const topUp = await yard.openTopUp(deal.client, 5n);
    expect(await pay(deal.client, { tradeNo: topUp.tradeNo })).toBe('order.not_found');
    expect(await pay(deal.client, { purpose: 'milestones', contractUid: deal.uid })).toBe('done');
    expect(await pay(deal.client)).toBe('done');
    expect(await yard.balances(deal.client)).toEqual({ available: 900n, withdrawing: 0n, inEscrow: 100n });
  });

  test('that is short by one fen is not paid, and nothing has changed', async () => {
    const deal = await yard.draftedFixed([100n]);
    await yard.deposit(deal.client, 99n);
    expect(await refusalOf(yard.pay(deal.client, deal.tradeNo))).toBe('ledger.insufficient_funds');
    expect([await stateOf(deal.tradeNo), await yard.stateOf(deal), await has(deal.client)]).toEqual([
      'open',
      'drafted',
      99n,
    ]);
    await yard.deposit(deal.client, 1n);
    expect(await refusalOf(yard.pay(deal.client, deal.tradeNo))).toBe('done');
  });

  test('that was closed or paid makes none of the moves it has left behind', async () => {
    const { tradeNo } = await yard.openTopUp(client, 5n);
    const by = (operation: Parameters<typeof yard.bySystem<unknown>>[0]) => refusalOf(yard.bySystem(operation));
    expect(await by(async (ctx) => closeOrder(ctx, await lockOrder(ctx, tradeNo), 'client'))).toBe('move.not_by_you');
    expect(await by(async (ctx) => closeOrder(ctx, await lockOrder(ctx, tradeNo), 'clock'))).toBe('done');
    expect(await by(async (ctx) => closeOrder(ctx, await lockOrder(ctx, tradeNo), 'system'))).toBe(
      'move.not_from_here',
    );
    expect(await by(async (ctx) => markPaid(ctx, await lockOrder(ctx, tradeNo), 'client'))).toBe('move.not_from_here');
    expect(await by(async (ctx) => lockOrder(ctx, '1'))).toBe('order.not_found');
  });

  test('of a contract that is open is found for its payer, the newest first', async () => {
    const deal = await yard.draftedFixed([100n]);
    const find = (who: TestPerson) => yard.look(who, (ctx) => latestOpenOrder(ctx, deal.id, personIn(who).partyId));
    expect((await find(deal.client))?.trade_no).toBe(deal.tradeNo);
    expect(await find(client)).toBeUndefined();
    await yard.send(deal);
    expect(await find(deal.client)).toBeUndefined();
  });
});
