import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Deal, openYard, refusalOf, type Yard } from '../../../test/deal.ts';
import type { TestPerson } from '../../../test/kit.ts';
import { dayMs, hourMs } from '../../kernel/clock.ts';
import {
  addMilestones,
  auditWeek,
  finishContract,
  historyOf,
  openNextWeek,
  pauseContract,
  resumeContract,
  sendBackMilestone,
  settleMilestone,
  submissionsFor,
  submitMilestone,
} from './index.ts';

let yard: Yard;

beforeAll(async () => {
  yard = await openYard();
});
afterEach(async () => {
  expect(await yard.findings()).toEqual([]);
});
afterAll(() => yard.close());

const by = (who: TestPerson, operation: Parameters<typeof yard.run<unknown>>[1]) => refusalOf(yard.run(who, operation));
const submit = (deal: Deal, milestoneId: bigint, message = 'Done') =>
  by(deal.freelancer, (ctx) => submitMilestone(ctx, { milestoneId, message }));
const sendBack = (deal: Deal, milestoneId: bigint, message = 'No') =>
  by(deal.client, (ctx) => sendBackMilestone(ctx, { milestoneId, message }));
const settle = (deal: Deal, milestoneId: bigint, move: 'approve' | 'release', endsContract = false) =>
  by(deal.client, (ctx) => settleMilestone(ctx, { milestoneId, move, endsContract }));
const pause = (deal: Deal) => by(deal.client, (ctx) => pauseContract(ctx, deal.uid));
const resume = (deal: Deal) => by(deal.client, (ctx) => resumeContract(ctx, deal.uid));
const end = (deal: Deal, who: 'client' | 'freelancer', pays?: boolean) =>
  by(deal[who], (ctx) => finishContract(ctx, { contractUid: deal.uid, pays }));
const milestoneIds = async (deal: Deal) => (await yard.milestones(deal)).map((one) => one.id);
const milestoneStates = async (deal: Deal) => (await yard.milestones(deal)).map((one) => one.state);
const weekStates = async (deal: Deal) => (await yard.weeks(deal)).map((one) => one.state);
const lastWeek = async (deal: Deal) => (await yard.weeks(deal)).at(-1)?.id ?? 0n;
const money = async ({ client, freelancer }: Deal) => {
  const [c, f] = await Promise.all([yard.balances(client), yard.balances(freelancer)]);
  return `client ${c.available}, escrow ${c.inEscrow}, freelancer ${f.available}`;
};
const more = async (deal: Deal, ...amounts: bigint[]) => {
  const milestones = amounts.map((amount) => ({ name: 'More', amount, endDay: null }));
  return yard.run(deal.client, (ctx) => addMilestones(ctx, { contractUid: deal.uid, milestones }));
};
async function payMore(deal: Deal, tradeNo: string): Promise<void> {
  await yard.deposit(deal.client, await yard.orderAmount(tradeNo));
  await yard.pay(deal.client, tradeNo);
}

describe('fixed-price work', () => {
  test('is handed in, sent back, handed in again and paid less the fee; then the next part starts', async () => {
    const deal = await yard.activeFixed([1_005n, 200n]);
    const [id = 0n] = await milestoneIds(deal);
    expect(await submit(deal, id, '')).toBe('milestone.message_required');
    expect(await submit(deal, id, 'First')).toBe('done');
    expect(await sendBack(deal, id, '')).toBe('milestone.message_required');
    expect(await sendBack(deal, id, 'Missing a page')).toBe('done');
    expect(await submit(deal, id, 'Second')).toBe('done');
    expect(await settle(deal, id, 'approve')).toBe('done');
    expect(await milestoneStates(deal)).toEqual(['paid', 'active']);
    expect(await money(deal)).toBe('client 0, escrow 200, freelancer 905');
    const submissions = await yard.look(deal.client, (ctx) => submissionsFor(ctx, [id]));
    expect(submissions).toMatchObject([
      { message: 'Second', reason: '', audited_at: yard.clock.now() },
      { message: 'First', reason: 'Missing a page' },
    ]);
    const [contract] = await yard.query('select paid_total from contract where id = $1', [deal.id]);
    expect(contract).toEqual({ paid_total: 1_005n });
  });

  test.each([
    [1n, 1n, 0n],
    [9n, 9n, 0n],
    [10n, 9n, 1n],
    [19n, 18n, 1n],
    [20n, 18n, 2n],
    [99_999n, 90_000n, 9_999n],
  ])('of %s fen earns %s: the fee of %s is rounded down', async (amount, net, fee) => {
    const feesBefore = await yard.query<{ sum: bigint }>(
      "select coalesce(sum(amount), 0)::bigint as sum from ledger_entry where account = 'fees:cloudwork'",
    );
    const deal = await yard.activeFixed([amount]);
    const [id = 0n] = await milestoneIds(deal);
    expect(await settle(deal, id, 'release', true)).toBe('done');
    expect((await yard.balances(deal.freelancer)).available).toBe(net);
    const feesAfter = await yard.query<{ sum: bigint }>(
      "select coalesce(sum(amount), 0)::bigint as sum from ledger_entry where account = 'fees:cloudwork'",
    );
    expect((feesAfter[0]?.sum ?? 0n) - (feesBefore[0]?.sum ?? 0n)).toBe(fee);
  });

  test('ends with a part when the client says so, and the rest comes back', async () => {
    const deal = await yard.activeFixed([100n, 200n, 300n]);
    await more(deal, 7n);
    const [id = 0n] = await milestoneIds(deal);
    expect(await settle(deal, id, 'release', true)).toBe('done');
    expect(await milestoneStates(deal)).toEqual(['paid', 'cancelled', 'cancelled', 'cancelled']);
    expect(await yard.stateOf(deal)).toBe('finished');
    expect(await money(deal)).toBe('client 500, escrow 0, freelancer 90');
  });

  test('cannot be paid for before its order is, nor before it has started', async () => {
    const deal = await yard.activeFixed([100n, 200n]);
    const order = await more(deal, 50n);
    const [, second = 0n, third = 0n] = await milestoneIds(deal);
    for (const move of ['approve', 'release'] as const) {
      expect(await settle(deal, second, move)).toBe('move.not_from_here');
      expect(await settle(deal, third, move)).toBe('move.not_from_here');
      expect(await settle(deal, third, move, true)).toBe('move.not_from_here');
    }
    await payMore(deal, order.trade_no);
    expect(await settle(deal, third, 'release')).toBe('move.not_from_here');
    expect(await money(deal)).toBe('client 0, escrow 350, freelancer 0');
  });

  test('gets further parts, each order funding its own, which start in their turn', async () => {
    const deal = await yard.activeFixed([100n]);
    const [first = 0n] = await milestoneIds(deal);
    const [a, b] = [await more(deal, 5n, 6n), await more(deal, 7n)];
    await payMore(deal, b.trade_no);
    expect(await milestoneStates(deal)).toEqual(['active', 'unfunded', 'unfunded', 'funded']);
    expect(await settle(deal, first, 'release')).toBe('done');
    expect(await milestoneStates(deal)).toEqual(['paid', 'unfunded', 'unfunded', 'active']);
    await payMore(deal, a.trade_no);
    expect(await milestoneStates(deal)).toEqual(['paid', 'funded', 'funded', 'active']);
    expect(await settle(deal, (await milestoneIds(deal))[3] ?? 0n, 'release')).toBe('done');
    expect(await milestoneStates(deal)).toEqual(['paid', 'active', 'funded', 'paid']);
  });

  test('starts a part at once when it is paid for while nothing is under way', async () => {
    const deal = await yard.activeFixed([100n]);
    const [first = 0n] = await milestoneIds(deal);
    await settle(deal, first, 'release');
    const order = await more(deal, 5n);
    await payMore(deal, order.trade_no);
    expect(await milestoneStates(deal)).toEqual(['paid', 'active']);
  });

  test('that was paid for while the contract rested starts when it goes on', async () => {
    const deal = await yard.activeFixed([100n]);
    const [first = 0n] = await milestoneIds(deal);
    await settle(deal, first, 'release');
    expect(await pause(deal)).toBe('done');
    const order = await more(deal, 5n);
    await payMore(deal, order.trade_no);
    expect(await milestoneStates(deal)).toEqual(['paid', 'funded']);
    expect(await resume(deal)).toBe('done');
    expect(await milestoneStates(deal)).toEqual(['paid', 'active']);
  });

  test('cannot be paid for any more once the contract has ended', async () => {
    const deal = await yard.activeFixed([100n]);
    const order = await more(deal, 5n);
    expect(await end(deal, 'freelancer')).toBe('done');
    await yard.deposit(deal.client, 5n);
    expect(await refusalOf(yard.pay(deal.client, order.trade_no))).toBe('order.wrong_state');
    expect(await money(deal)).toBe('client 105, escrow 0, freelancer 0');
  });
});

describe('the end of a contract', () => {
  test('asks a client whether to pay, and a freelancer nothing', async () => {
    const deal = await yard.activeFixed([100n, 200n]);
    expect(await end(deal, 'client')).toBe('contract.pays_required');
    expect(await end(deal, 'freelancer', true)).toBe('done');
    expect(await money(deal)).toBe('client 300, escrow 0, freelancer 0');
    const [row] = await yard.query('select finished_by, ended_at from contract where id = $1', [deal.id]);
    expect(row).toEqual({ finished_by: 'freelancer', ended_at: yard.clock.now() });
  });

  test('pays what is under way, in whatever state, and gives the rest back', async () => {
    for (const steps of [0, 1, 2]) {
      const deal = await yard.activeFixed([100n, 200n]);
      const [id = 0n] = await milestoneIds(deal);
      if (steps > 0) await submit(deal, id);
      if (steps > 1) await sendBack(deal, id);
      expect(await end(deal, 'client', true)).toBe('done');
      expect(await money(deal)).toBe('client 200, escrow 0, freelancer 90');
      expect(await milestoneStates(deal)).toEqual(['paid', 'cancelled']);
    }
  });

  test('without payment is a dispute that keeps the money, if anything is under way', async () => {
    const deal = await yard.activeFixed([100n, 200n]);
    expect(await end(deal, 'client', false)).toBe('done');
    expect([await yard.stateOf(deal), ...(await milestoneStates(deal))]).toEqual(['disputed', 'disputed', 'cancelled']);
    expect(await money(deal)).toBe('client 200, escrow 100, freelancer 0');
    const idle = await yard.activeFixed([100n]);
    await settle(idle, (await milestoneIds(idle))[0] ?? 0n, 'release');
    expect(await end(idle, 'client', false)).toBe('done');
    expect(await yard.stateOf(idle)).toBe('finished');
  });

  test('of hourly work pays the recorded time, or disputes it, or simply ends without any', async () => {
    const [paid, disputed, idle] = [await yard.activeHourly(), await yard.activeHourly(), await yard.activeHourly()];
    for (const deal of [paid, disputed]) await yard.recordSlots(deal, 4);
    expect(await end(paid, 'client', true)).toBe('done');
    expect(await money(paid)).toBe('client 93334, escrow 0, freelancer 6000');
    expect(await end(disputed, 'client', false)).toBe('done');
    expect(await yard.stateOf(disputed)).toBe('disputed');
    expect(await money(disputed)).toBe('client 0, escrow 100000, freelancer 0');
    expect(await end(idle, 'client', false)).toBe('done');
    expect(await yard.stateOf(idle)).toBe('finished');
    expect(await money(idle)).toBe('client 100000, escrow 0, freelancer 0');
  });
});

describe('a week of hourly work', () => {
  const audit = (deal: Deal, weekId: bigint, decision: 'pause' | 'continue' | 'stop' | 'refuse') =>
    yard.run(deal.client, (ctx) => auditWeek(ctx, { weekId, decision }));
  const openNext = (deal: Deal) => yard.run(deal.client, (ctx) => openNextWeek(ctx, deal.uid));

  async function underReview(slots = 4): Promise<Deal> {
    const deal = await yard.activeHourly();
    await yard.recordSlots(deal, slots);
    await yard.advance(7 * dayMs);
    expect(await weekStates(deal)).toEqual(['in_review']);
    return deal;
  }

  test.each([
    ['pause', 'paused', 'client 93334, escrow 0, freelancer 6000', ['paid']],
    ['continue', 'active', 'client 93334, escrow 0, freelancer 6000', ['paid', 'unfunded']],
    ['stop', 'finished', 'client 93334, escrow 0, freelancer 6000', ['paid']],
    ['refuse', 'finished', 'client 100000, escrow 0, freelancer 0', ['cancelled']],
  ] as const)('is decided on with "%s"', async (decision, state, balances, weeks) => {
    const deal = await underReview();
    const { order } = await audit(deal, await lastWeek(deal), decision);
    expect([await yard.stateOf(deal), await money(deal)]).toEqual([state, balances]);
    expect(await weekStates(deal)).toEqual(weeks);
    expect(order?.state).toBe(decision === 'continue' ? 'open' : undefined);
    expect((await yard.weeks(deal))[0]?.paid_amount).toBe(decision === 'refuse' ? 0n : 6_666n);
  });

  test('is reviewed after seven days and paid by silence after two more, to the millisecond', async () => {
    const deal = await yard.activeHourly();
    await yard.recordSlots(deal, 1);
    const start = (await yard.weeks(deal))[0]?.start_at?.getTime() ?? 0;
    await yard.advance(10 * dayMs);
    const history = await yard.look(deal.client, (ctx) => historyOf(ctx, deal.uid));
    const at = (move: string) => ((history.find((row) => row.move === move)?.at.getTime() ?? 0) - start) / dayMs;
    expect([at('close'), at('approveBySilence'), at('pauseBySilence')]).toEqual([7, 9, 9]);
    expect([await yard.stateOf(deal), await money(deal)]).toEqual([
      'paused',
      'client 98334, escrow 0, freelancer 1500',
    ]);
  });

  test('that is closed while the contract rests is paid by silence as well, and the contract rests on', async () => {
    const deal = await yard.activeHourly();
    await yard.recordSlots(deal, 1);
    await pause(deal);
    await yard.advance(9 * dayMs);
    expect([await yard.stateOf(deal), ...(await weekStates(deal))]).toEqual(['paused', 'paid']);
  });

  test('that ends the contract takes the hours recorded since with it, paid', async () => {
    const deal = await underReview();
    const weekId = await lastWeek(deal);
    await payMore(deal, (await openNext(deal)).trade_no);
    await yard.advance(dayMs);
    await yard.recordSlots(deal, 2);
    await audit(deal, weekId, 'stop');
    expect(await weekStates(deal)).toEqual(['paid', 'paid']);
    expect((await yard.weeks(deal)).map((week) => week.paid_amount)).toEqual([6_666n, 3_333n]);
  });

  test('of its whole limit earns exactly what was set aside', async () => {
    const deal = await yard.activeHourly({ weeklyHours: 1, hourly: 9_999n });
    await yard.recordSlots(deal, 6);
    expect(await refusalOf(yard.recordSlots(deal, 1))).toBe('shot.over_limit');
    await end(deal, 'client', true);
    expect(await money(deal)).toBe('client 0, escrow 0, freelancer 9000');
  });

  test('can be opened once, after the one before, and replaces one that was not paid for', async () => {
    const deal = await yard.activeHourly();
    expect(await refusalOf(openNext(deal))).toBe('week.open_exists');
    await yard.advance(7 * dayMs);
    const [first, second] = [await openNext(deal), await openNext(deal)];
    expect(await weekStates(deal)).toEqual(['in_review', 'cancelled', 'unfunded']);
    await yard.deposit(deal.client, 300_000n);
    expect(await refusalOf(yard.pay(deal.client, first.trade_no))).not.toBe('done');
    await yard.pay(deal.client, second.trade_no);
    expect(await weekStates(deal)).toEqual(['in_review', 'cancelled', 'active']);
    expect(await refusalOf(openNext(deal))).toBe('week.open_exists');
    expect(await by(deal.freelancer, (ctx) => openNextWeek(ctx, deal.uid))).toBe('contract.not_yours');
    const fixed = await yard.activeFixed([5n]);
    expect(await refusalOf(openNext(fixed))).toBe('contract.not_hourly');
    expect(await by(deal.client, (ctx) => addMilestones(ctx, { contractUid: deal.uid, milestones: [] }))).toBe(
      'contract.not_fixed',
    );
  });

  test('can be paid and gone on from although the next one was opened before the review', async () => {
    const deal = await underReview();
    const weekId = await lastWeek(deal);
    await payMore(deal, (await openNext(deal)).trade_no);
    const { order } = await audit(deal, weekId, 'continue');
    expect(order).toBeUndefined();
    expect([await yard.stateOf(deal), ...(await weekStates(deal))]).toEqual(['active', 'paid', 'active']);
  });

  test('that was paid for while the contract rested starts when it goes on', async () => {
    for (const way of ['resume', 'continue'] as const) {
      const deal = await underReview();
      const weekId = await lastWeek(deal);
      const order = await openNext(deal);
      await pause(deal);
      await payMore(deal, order.trade_no);
      expect(await weekStates(deal)).toEqual(['in_review', 'funded']);
      if (way === 'resume') expect(await resume(deal)).toBe('done');
      else await audit(deal, weekId, 'continue');
      expect([await yard.stateOf(deal), (await weekStates(deal))[1]]).toEqual(['active', 'active']);
      const [, week] = await yard.weeks(deal);
      await yard.advance(2 * hourMs);
      expect(await refusalOf(yard.record(deal, week?.start_at ?? new Date(0)))).toBe('done');
    }
  });

  test('is newly opened from the balance when resting work goes on, or nothing changes', async () => {
    const deal = await yard.activeHourly();
    await yard.advance(9 * dayMs);
    expect(await yard.stateOf(deal)).toBe('paused');
    await yard.addAlipay(deal.client);
    await yard.withdraw(deal.client, 10_000n);
    expect(await resume(deal)).toBe('ledger.insufficient_funds');
    expect([await yard.stateOf(deal), ...(await weekStates(deal))]).toEqual(['paused', 'paid']);
    await yard.deposit(deal.client, 10_000n);
    expect(await resume(deal)).toBe('done');
    expect([await yard.stateOf(deal), ...(await weekStates(deal))]).toEqual(['active', 'paid', 'active']);
    expect(await money(deal)).toBe('client 0, escrow 100000, freelancer 0');
  });
});
