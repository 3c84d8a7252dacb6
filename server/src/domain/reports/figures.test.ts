import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, dayMs, dayOf, hourMs, later, minuteMs, startOfDay } from '../../kernel/clock.ts';
import { anonymous } from '../../platform/work.ts';
import { type Deal, openYard, reasonIds, reasons, refusalOf, type Yard } from '../../../test/deal.ts';
import type { TestPerson } from '../../../test/kit.ts';
import { finishContract, orderBonus, settleMilestone } from '../contracts/index.ts';
import { addParty } from '../identity/index.ts';
import { moveListing } from '../listings/index.ts';
import { bid, invite, moveProposal, sendProposalMessage } from '../proposals/index.ts';
import { writeReview } from '../reviews/index.ts';
import { countProfileView, type FreelancerFigures, figuresOf } from './index.ts';

let yard: Yard;

beforeAll(async () => {
  yard = await openYard();
});
afterAll(() => yard.close());

async function figures(person: TestPerson): Promise<FreelancerFigures> {
  const found = await yard.look(person, figuresOf);
  if (found.kind !== 'freelancer') throw new Error('not a freelancer');
  return found;
}
const today = () => dayOf(yard.clock.now());
const read = (reader: Pick<TestPerson, 'actor'>, of: Pick<TestPerson, 'partyId'>) =>
  yard.run(reader, (ctx) => countProfileView(ctx, of.partyId));
const catalog = {
  categories: { byId: () => ({ parentId: null }), isLeaf: () => true },
  skills: { canonical: (name: string) => name },
};
const questions = {
  byId: (id: number) => (id === 11 ? { qtype: 'proposal_refuse_f' } : undefined),
};

async function payPart(deal: Deal, endsContract: boolean): Promise<void> {
  const milestoneId = (await yard.milestones(deal)).find((one) => one.state === 'active')?.id ?? 0n;
  await yard.run(deal.client, (ctx) => settleMilestone(ctx, { milestoneId, move: 'release', endsContract }));
}
const begun = async (client: TestPerson, freelancer: TestPerson, amounts: readonly bigint[] = [1_000n]) =>
  yard.begin(await yard.draftFixed(client, freelancer, amounts));
const end = (deal: Deal, pays: boolean) =>
  yard.run(deal.client, (ctx) => finishContract(ctx, { contractUid: deal.uid, pays }));

async function review(deal: Deal, mark: number, score: number): Promise<void> {
  const marks = { exchange: mark, cooper: 5, quality: 5, skill: 5, punctual: 5 };
  const words = { contractUid: deal.uid, marks, score, questionId: reasonIds.finishByClient, content: 'Good' };
  await yard.run(deal.client, (ctx) => writeReview(ctx, words, reasons));
}

describe('the figures of a freelancer', () => {
  it('are all nothing at the beginning', async () => {
    const { countedAt, lastViews, season, ...rest } = await figures(await yard.addFreelancer());
    expect(rest).toEqual({
      kind: 'freelancer',
      yearIncome: 0n,
      averageMark: 0,
      recommendation: 0,
      coopRate: 0,
      repeatRate: 0,
    });
    expect(season).toEqual({ invited: 0, replied: 0, repliedInADay: 0, bids: 0, views: 0, interviews: 0, hires: 0 });
    expect(lastViews).toEqual(
      Array.from({ length: 7 }, (_, place) => ({ day: addDays(today(), place - 6), count: 0 })),
    );
    expect(countedAt).toEqual(yard.clock.now());
  });

  it('count the income of a year after the fee, bonuses with it, and forget it after 365 days', async () => {
    const deal = await yard.activeFixed([10_001n, 500n]);
    const { client, freelancer } = deal;
    await payPart(deal, false);
    await yard.deposit(client, 333n);
    const bonus = { contractUid: deal.uid, freelancerUid: freelancer.uid, amount: 333n, description: 'Thanks' };
    const order = await yard.run(client, (ctx) => orderBonus(ctx, bonus));
    await yard.pay(client, order.trade_no);
    expect((await figures(freelancer)).yearIncome).toBe(9_001n + 300n);
    expect((await yard.balances(freelancer)).available).toBe(9_301n);
    const day = today();
    await yard.advance(later(startOfDay(addDays(day, 365)), -minuteMs).getTime() - yard.clock.now().getTime());
    expect((await figures(freelancer)).yearIncome).toBe(9_301n);
    await yard.advance(minuteMs);
    expect((await figures(freelancer)).yearIncome).toBe(0n);
  });

  it('rate the cooperation by the contracts that ended without a dispute', async () => {
    const [freelancer, client] = [await yard.addFreelancer(), await yard.addClient()];
    const deals = [];
    for (let place = 0; place < 4; place += 1) deals.push(await begun(client, freelancer));
    const [first, second, third] = deals;
    if (!first || !second || !third) throw new Error('no deals');
    await end(first, true);
    expect((await figures(freelancer)).coopRate).toBe(1);
    await end(second, false);
    await yard.run(freelancer, (ctx) => finishContract(ctx, { contractUid: third.uid, pays: undefined }));
    expect((await figures(freelancer)).coopRate).toBe(0.6667);
    await yard.send(await yard.draftFixed(client, freelancer, [1_000n]));
    expect((await figures(freelancer)).coopRate).toBe(0.6667);
  });

  it('tell how many of the clients came back', async () => {
    const freelancer = await yard.addFreelancer();
    const clients = [await yard.addClient(), await yard.addClient(), await yard.addClient()];
    for (const client of clients) await begun(client, freelancer);
    expect((await figures(freelancer)).repeatRate).toBe(0);
    const [first] = clients;
    if (first) for (let place = 0; place < 2; place += 1) await begun(first, freelancer);
    expect((await figures(freelancer)).repeatRate).toBe(0.3333);
  });

  it('average the marks and the recommendations of clients to one decimal, rounded down', async () => {
    const [freelancer, client] = [await yard.addFreelancer(), await yard.addClient()];
    for (const [mark, score] of [
      [5, 10],
      [1, 9],
      [4, 9],
    ] as const) {
      const deal = await begun(client, freelancer);
      await end(deal, true);
      await review(deal, mark, score);
    }
    expect(await figures(freelancer)).toMatchObject({ averageMark: 4.6, recommendation: 9.3 });
  });

  it('count the offers accepted in the last 90 days', async () => {
    const [freelancer, client] = [await yard.addFreelancer(), await yard.addClient()];
    await begun(client, freelancer);
    await yard.advance(dayMs);
    await begun(client, freelancer);
    await yard.send(await yard.draftFixed(client, freelancer, [1_000n]));
    expect((await figures(freelancer)).season.hires).toBe(2);
    await yard.advance(89 * dayMs);
    expect((await figures(freelancer)).season.hires).toBe(1);
    await yard.advance(dayMs);
    expect((await figures(freelancer)).season.hires).toBe(0);
  });

  it('count invitations, answers, answers within a day, bids and talks', async () => {
    const [freelancer, client] = [await yard.addFreelancer(), await yard.addClient()];
    const morning = later(startOfDay(addDays(today(), 1)), 10 * hourMs);
    await yard.advance(morning.getTime() - yard.clock.now().getTime());
    const asked = async () => {
      const listing = await yard.postJob(client);
      return yard.run(client, (ctx) => invite(ctx, { listing, freelancer: freelancer.uid, message: 'Please' }));
    };
    const [quick, slow, talking, , byClient] = [
      await asked(),
      await asked(),
      await asked(),
      await asked(),
      await asked(),
    ];
    await yard.advance(23 * hourMs);
    await yard.run(freelancer, (ctx) =>
      moveProposal(ctx, { questions }, { id: quick, move: 'refuse', questionId: 11 }),
    );
    await yard.run(client, (ctx) => sendProposalMessage(ctx, { proposalId: byClient }, 'Are you there?'));
    await yard.advance(2 * hourMs);
    await yard.run(freelancer, (ctx) => moveProposal(ctx, { questions }, { id: slow, move: 'accept', price: 900n }));
    await yard.run(freelancer, (ctx) => sendProposalMessage(ctx, { proposalId: talking }, 'Hello'));
    const listing = await yard.postJob(client);
    const offer = { listing, price: 100n, duration: 2, message: 'I can' };
    await yard.run(freelancer, (ctx) => bid(ctx, offer));
    expect((await figures(freelancer)).season).toMatchObject({
      invited: 5,
      replied: 3,
      repliedInADay: 1,
      bids: 1,
      interviews: 3,
    });
    expect((await figures(await yard.addFreelancer())).season).toMatchObject({ invited: 0, bids: 0, interviews: 0 });

    await yard.advance(89 * dayMs);
    expect((await figures(freelancer)).season).toMatchObject({ invited: 0, replied: 0, bids: 1, interviews: 3 });
    await yard.advance(dayMs);
    expect((await figures(freelancer)).season).toMatchObject({ bids: 0, interviews: 0 });
  });

  it('are not asked for by nobody known', async () => {
    expect(await refusalOf(yard.look({ actor: anonymous }, figuresOf))).toBe('auth.required');
  });
});

describe('the views of a profile', () => {
  it('are counted by the Shanghai day, every reading anew, the last seven days shown', async () => {
    const [freelancer, reader] = [await yard.addFreelancer(), await yard.addClient()];
    const first = today();
    await yard.advance(later(startOfDay(addDays(first, 1)), -minuteMs).getTime() - yard.clock.now().getTime());
    await read(reader, freelancer);
    await read(await yard.addFreelancer(), freelancer);
    await yard.advance(minuteMs);
    await read(reader, freelancer);
    const { season, lastViews } = await figures(freelancer);
    expect(season.views).toBe(3);
    expect(lastViews.slice(-2)).toEqual([
      { day: first, count: 2 },
      { day: addDays(first, 1), count: 1 },
    ]);
    await yard.advance(6 * dayMs);
    expect((await figures(freelancer)).lastViews.map((one) => one.count)).toEqual([1, 0, 0, 0, 0, 0, 0]);
    await yard.advance(83 * dayMs);
    expect((await figures(freelancer)).season.views).toBe(1);
    await yard.advance(dayMs);
    expect((await figures(freelancer)).season.views).toBe(0);
  });

  it('are not counted for oneself, on either side, nor for the house, nor on a client', async () => {
    const person = await yard.addClient();
    const side = {
      userId: person.userId,
      kind: 'freelancer',
      uid: `f${person.uid}`,
      name: 'Both',
      isCompany: false,
    } as const;
    const partyId = (await yard.run(person, (ctx) => addParty(ctx, side))) ?? 0n;
    const asFreelancer = {
      actor: { kind: 'person', userId: person.userId, partyId, role: 'freelancer', sessionId: 0n } as const,
    };
    await read(person, { partyId });
    await read(asFreelancer, { partyId });
    await read({ actor: anonymous }, { partyId });
    await yard.bySystem((ctx) => countProfileView(ctx, partyId));
    await read(await yard.addFreelancer(), person);
    const rows = await yard.query('select * from profile_view where party_id = any ($1)', [[partyId, person.partyId]]);
    expect(rows).toEqual([]);
  });

  it('are all counted when many read at once', async () => {
    const [freelancer, reader] = [await yard.addFreelancer(), await yard.addClient()];
    await Promise.all(Array.from({ length: 20 }, () => read(reader, freelancer)));
    expect((await figures(freelancer)).season.views).toBe(20);
  });
});

describe('the figures of a client', () => {
  it('count published jobs, contracts that have begun, and their freelancers once each', async () => {
    const [client, freelancer] = [await yard.addClient(), await yard.addFreelancer()];
    await begun(client, freelancer);
    await begun(client, freelancer);
    await end(await begun(client, await yard.addFreelancer()), true);
    const offered = await yard.send(await yard.draftFixed(client, await yard.addFreelancer(), [1_000n]));
    await yard.activeFixed([1_000n]);
    const expected = { kind: 'client', contracts: 3, freelancers: 2 };
    expect(await yard.look(client, figuresOf)).toMatchObject({ ...expected, jobs: 4 });
    await yard.run(client, (ctx) => moveListing(ctx, catalog, offered.listingUid, 'remove'));
    expect(await yard.look(client, figuresOf)).toMatchObject({ ...expected, jobs: 3 });
  });
});
