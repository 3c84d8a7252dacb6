import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Deal, openYard, reasonIds, reasons, refusalOf, type Yard } from '../../../test/deal.ts';
import type { TestPerson } from '../../../test/kit.ts';
import { addDays, dayMs, dayOf } from '../../kernel/clock.ts';
import { moveListing } from '../listings/index.ts';
import { bid } from '../proposals/index.ts';
import {
  acceptOffer,
  findContract,
  historyOf,
  listContracts,
  makeOffer,
  milestonesOf,
  type Offer,
  refuseOffer,
  revokeOffer,
  stagesOf,
  type Terms,
} from './index.ts';
import { personIn } from '../../../test/deal.ts';

let yard: Yard;
let client: TestPerson;
let freelancer: TestPerson;
let listingUid: string;

beforeAll(async () => {
  yard = await openYard();
  ({ client, freelancer } = await yard.pair());
  listingUid = await yard.postJob(client);
});
afterEach(async () => {
  expect(await yard.findings()).toEqual([]);
});
afterAll(() => yard.close());

const today = () => dayOf(yard.clock.now());
const part = (amount: bigint, endDay: string | null = null) => ({ name: 'Part', amount, endDay });
const fixed = (amount: bigint, ...amounts: bigint[]): Terms => ({
  payKind: 'fixed',
  amount,
  milestones: amounts.map((one) => part(one)),
});
const hourly = (rate: bigint, weeklyHours: number): Terms => ({
  payKind: 'hourly',
  hourly: rate,
  weeklyHours,
  manualAllowed: false,
});
const offer = (changes: Partial<Offer> = {}): Offer => ({
  listingUid,
  freelancerUid: freelancer.uid,
  name: 'A contract',
  message: 'Please do it',
  startDay: null,
  endDay: null,
  terms: fixed(300n, 100n, 200n),
  ...changes,
});
const make = (changes: Partial<Offer> = {}, by: TestPerson = client) =>
  yard.run(by, (ctx) => makeOffer(ctx, offer(changes)));

describe('a draft of an offer', () => {
  test.each<[string, () => Partial<Offer>, string]>([
    ['no amount', () => ({ terms: fixed(0n) }), 'contract.amount'],
    ['a negative amount', () => ({ terms: fixed(-1n) }), 'contract.amount'],
    ['milestones that add up to less', () => ({ terms: fixed(301n, 100n, 200n) }), 'contract.milestones'],
    ['milestones that add up to more', () => ({ terms: fixed(299n, 100n, 200n) }), 'contract.milestones'],
    ['a milestone without price', () => ({ terms: fixed(100n, 100n, 0n) }), 'contract.milestones'],
    ['a milestone below nothing', () => ({ terms: fixed(100n, 101n, -1n) }), 'contract.milestones'],
    [
      'eleven milestones',
      () => ({ terms: fixed(11n, ...Array.from({ length: 11 }, () => 1n)) }),
      'contract.milestones',
    ],
    [
      'a milestone that ended yesterday',
      () => ({ terms: { payKind: 'fixed', amount: 5n, milestones: [part(5n, addDays(today(), -1))] } }),
      'contract.milestones',
    ],
    ['a start yesterday', () => ({ startDay: addDays(today(), -1) }), 'contract.start_in_past'],
    ['an end yesterday', () => ({ endDay: addDays(today(), -1) }), 'contract.end_in_past'],
    [
      'an end before its start',
      () => ({ startDay: addDays(today(), 3), endDay: addDays(today(), 2) }),
      'contract.end_in_past',
    ],
    ['no hourly rate', () => ({ terms: hourly(0n, 10) }), 'contract.hourly_rate'],
    ['a rate over 10,000 yuan', () => ({ terms: hourly(1_000_001n, 10) }), 'contract.hourly_rate'],
    ['no hours', () => ({ terms: hourly(1n, 0) }), 'contract.weekly_limit'],
    ['more hours than a week has', () => ({ terms: hourly(1n, 169) }), 'contract.weekly_limit'],
    ['a listing nobody knows', () => ({ listingUid: 'f'.repeat(16) }), 'contract.listing_unknown'],
    ['a freelancer nobody knows', () => ({ freelancerUid: 'f'.repeat(16) }), 'contract.freelancer_unknown'],
    ['a client in place of a freelancer', () => ({ freelancerUid: client.uid }), 'contract.freelancer_unknown'],
    ["a file that is not the client's", () => ({ fileId: 999_999n }), 'file.unusable'],
  ])('with %s is refused', async (_, changes, code) => {
    expect(await refusalOf(make(changes()))).toBe(code);
    expect(await yard.query("select from contract where state = 'drafted'")).toEqual([]);
  });

  test("is refused to freelancers, and for another client's listing or one that is closed", async () => {
    expect(await refusalOf(make({}, freelancer))).toBe('role.client_required');
    expect(await refusalOf(make({}, await yard.addClient()))).toBe('contract.listing_unknown');
    const closed = await yard.postJob(client);
    const catalog = {
      categories: { byId: () => ({ parentId: null }), isLeaf: () => true },
      skills: { canonical: (name: string) => name },
    };
    await yard.run(client, (ctx) => moveListing(ctx, catalog, closed, 'close'));
    expect(await refusalOf(make({ listingUid: closed }))).toBe('contract.listing_unknown');
  });

  test('may be at the limits: ten milestones, the highest rate, 168 hours, today', async () => {
    for (const changes of [
      { terms: fixed(10n, ...Array.from({ length: 10 }, () => 1n)) },
      { terms: hourly(1_000_000n, 168) },
      { startDay: today(), endDay: today() },
    ]) {
      const other = await yard.addFreelancer();
      const { contractUid, order } = await make({ ...changes, freelancerUid: other.uid });
      expect(order).toMatchObject({ state: 'open', payer_party_id: client.partyId, fee_basis_points: 1_000 });
      expect(order.trade_no).toMatch(/^\d{18}$/);
      await yard.run(client, (ctx) => revokeOffer(ctx, { contractUid }, reasons));
    }
  });

  test('without milestones is one milestone of its own name and price', async () => {
    const { contractUid } = await make({ terms: fixed(777n), endDay: addDays(today(), 9) });
    const { milestones } = await yard.look(client, (ctx) => milestonesOf(ctx, contractUid));
    expect(milestones).toMatchObject([
      { name: 'A contract', amount: 777n, end_day: addDays(today(), 9), state: 'unfunded', term: 1 },
    ]);
    await yard.run(client, (ctx) => revokeOffer(ctx, { contractUid }, reasons));
  });

  test('is replaced by the next one to the same freelancer, whose order alone can be paid', async () => {
    const [first, second] = [await make(), await make({ terms: fixed(500n) })];
    await yard.deposit(client, 1_000n);
    expect(await refusalOf(yard.pay(client, first.order.trade_no))).toBe('order.wrong_state');
    expect(await refusalOf(yard.pay(client, second.order.trade_no))).toBe('done');
    expect(await refusalOf(make())).toBe('contract.exists');
    await yard.run(client, (ctx) => revokeOffer(ctx, { contractUid: second.contractUid }, reasons));
    expect(await refusalOf(make())).toBe('done');
  });

  test('does not exist for the freelancer before it is paid for', async () => {
    const deal = await yard.draftedFixed([100n]);
    const find = (who: TestPerson) => refusalOf(yard.look(who, (ctx) => findContract(ctx, deal.uid)));
    expect(await find(deal.freelancer)).toBe('contract.not_found');
    const list = () =>
      yard.look(deal.freelancer, (ctx) =>
        listContracts(
          ctx,
          personIn(deal.freelancer),
          { states: ['drafted', 'offered'], payKind: null, inReview: null },
          { number: 1, size: 5 },
        ),
      );
    expect((await list()).total).toBe(0);
    await yard.send(deal);
    expect(await find(deal.freelancer)).toBe('done');
    expect((await list()).items).toHaveLength(1);
    expect(await find(client)).toBe('contract.not_found');
  });
});

describe('an offer that was sent', () => {
  const accept = (deal: Deal) => yard.run(deal.freelancer, (ctx) => acceptOffer(ctx, { contractUid: deal.uid }));

  test('hires the freelancer whose bid it answers', async () => {
    const { client: c, freelancer: f } = await yard.pair();
    const listing = await yard.postJob(c);
    await yard.run(f, (ctx) => bid(ctx, { listing, price: 100n, duration: 3, message: 'I can' }));
    const states = () =>
      yard.query('select state, contract_id from proposal where freelancer_party_id = $1', [f.partyId]);
    const again = await yard.run(c, (ctx) => makeOffer(ctx, offer({ listingUid: listing, freelancerUid: f.uid })));
    expect(await states()).toMatchObject([{ state: 'active', contract_id: null }]);
    await yard.deposit(c, 300n);
    const contract = await yard.pay(c, again.order.trade_no);
    expect(await states()).toMatchObject([{ state: 'hired', contract_id: contract.id }]);
  });

  test('starts the first milestone when it is accepted, and only that', async () => {
    const deal = await yard.activeFixed([100n, 200n, 300n]);
    expect((await yard.milestones(deal)).map((one) => one.state)).toEqual(['active', 'funded', 'funded']);
    const [contract] = await yard.query('select accepted_at, offered_at, ended_at from contract where id = $1', [
      deal.id,
    ]);
    expect(contract).toEqual({ accepted_at: yard.clock.now(), offered_at: yard.clock.now(), ended_at: null });
  });

  test('starts a week of seven days from the first moment of today in Shanghai', async () => {
    const deal = await yard.activeHourly();
    const [week] = await yard.weeks(deal);
    const start = new Date(`${today()}T00:00:00+08:00`);
    expect(week).toMatchObject({ state: 'active', start_at: start, end_at: new Date(start.getTime() + 7 * dayMs) });
  });

  test('gives all money back when it is refused or revoked, and says why', async () => {
    const deal = await yard.offeredFixed([100n, 250n]);
    const refuse = (questionId: number | undefined) =>
      refusalOf(
        yard.run(deal.freelancer, (ctx) =>
          refuseOffer(ctx, { contractUid: deal.uid, questionId, reason: 'No time' }, reasons),
        ),
      );
    expect(await refuse(undefined)).toBe('contract.reason_required');
    expect(await refuse(reasonIds.revoke)).toBe('contract.reason_required');
    expect(await refuse(99)).toBe('contract.reason_required');
    expect(await refuse(reasonIds.refuse)).toBe('done');
    expect(await yard.balances(deal.client)).toEqual({ available: 350n, withdrawing: 0n, inEscrow: 0n });
    const history = await yard.look(deal.freelancer, (ctx) => historyOf(ctx, deal.uid));
    expect(history.filter((row) => row.subject === 'contract')).toMatchObject([
      { move: 'fund', from_state: 'drafted', to_state: 'offered', by_role: 'client' },
      { move: 'refuse', by_role: 'freelancer', note: 'No time', at: yard.clock.now() },
    ]);
    const [row] = await yard.query('select question_id, reason from contract where id = $1', [deal.id]);
    expect(row).toEqual({ question_id: reasonIds.refuse, reason: 'No time' });

    const other = await yard.offeredFixed([100n]);
    const revoke = (questionId: number | undefined) =>
      refusalOf(yard.run(other.client, (ctx) => revokeOffer(ctx, { contractUid: other.uid, questionId }, reasons)));
    expect(await revoke(reasonIds.refuse)).toBe('contract.reason_required');
    expect(await revoke(undefined)).toBe('done');
    expect((await yard.balances(other.client)).available).toBe(100n);
  });

  test('can be accepted until the last millisecond of its two days, and not at their end', async () => {
    const [early, late] = [await yard.offeredFixed([100n]), await yard.offeredFixed([100n])];
    yard.clock.move(2 * dayMs - 1);
    expect(await refusalOf(accept(early))).toBe('done');
    yard.clock.move(1);
    // The clock's own task may be late: the time decides.
    expect(await refusalOf(accept(late))).toBe('move.not_from_here');
    await yard.worker.drain();
    expect([await yard.stateOf(early), await yard.stateOf(late)]).toEqual(['active', 'expired']);
    expect((await yard.balances(late.client)).available).toBe(100n);
  });

  test('expires exactly after two days', async () => {
    const deal = await yard.offeredHourly();
    const sentAt = yard.clock.now();
    await yard.advance(2 * dayMs - 1);
    expect(await yard.stateOf(deal)).toBe('offered');
    await yard.advance(5 * dayMs);
    const history = await yard.look(deal.client, (ctx) => historyOf(ctx, deal.uid));
    expect(history.find((row) => row.move === 'expire')).toMatchObject({
      by_role: 'clock',
      at: new Date(sentAt.getTime() + 2 * dayMs),
    });
    expect(await yard.balances(deal.client)).toEqual({ available: 100_000n, withdrawing: 0n, inEscrow: 0n });
  });
});

describe('lists of contracts', () => {
  test('hold the own ones in the states asked for, newest first, with the exact number', async () => {
    const { client: c, freelancer: f } = await yard.pair();
    const one = await yard.begin(await yard.draftFixed(c, f, [100n]));
    const two = await yard.begin(await yard.draftHourly(c, f));
    await yard.send(await yard.draftFixed(c, f, [100n]));
    const list = (who: TestPerson, payKind: 'fixed' | 'hourly' | null, inReview: boolean | null, size = 5) =>
      yard.look(who, (ctx) =>
        listContracts(ctx, personIn(who), { states: ['active'], payKind, inReview }, { number: 1, size }),
      );
    for (const who of [c, f]) {
      expect((await list(who, null, null)).items.map((row) => row.uid)).toEqual([two.uid, one.uid]);
      expect(await list(who, null, null, 1)).toMatchObject({ total: 2, items: [{ uid: two.uid }] });
      expect((await list(who, 'fixed', null)).items.map((row) => row.uid)).toEqual([one.uid]);
      expect((await list(who, 'hourly', null)).items.map((row) => row.uid)).toEqual([two.uid]);
      expect((await list(who, null, true)).total).toBe(0);
      expect((await list(who, null, false)).total).toBe(2);
    }
    expect((await list(client, null, null)).items.some((row) => [one.uid, two.uid].includes(row.uid))).toBe(false);
    const { items } = await list(c, null, null);
    const { milestones, weeks } = await yard.look(c, (ctx) => stagesOf(ctx, items));
    expect([milestones.get(one.id)?.length, weeks.get(two.id)?.length]).toEqual([1, 1]);
    expect(await refusalOf(yard.look(c, (ctx) => milestonesOf(ctx, two.uid)))).toBe('contract.not_fixed');
  });
});
