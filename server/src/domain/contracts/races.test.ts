import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Deal, openYard, race, reasonIds, reasons, refusalOf, type Yard } from '../../../test/deal.ts';
import { dayMs } from '../../kernel/clock.ts';
import type { ErrorCode } from '../../kernel/errors.ts';
import { removeShots } from '../worklogs/index.ts';
import { writeReview } from '../reviews/index.ts';
import {
  acceptOffer,
  addMilestones,
  auditWeek,
  finishContract,
  makeOffer,
  openNextWeek,
  orderBonus,
  pauseContract,
  refuseOffer,
  resumeContract,
  revokeOffer,
  sendBackMilestone,
  settleMilestone,
  submitMilestone,
} from './index.ts';
import { expireOffer } from './operations/answer-offer.ts';
import { closeWeek, payWeekBySilence } from './operations/weeks.ts';

let yard: Yard;

beforeAll(async () => {
  yard = await openYard();
});
afterEach(async () => {
  expect(await yard.findings()).toEqual([]);
});
afterAll(() => yard.close());

const many = 32;
const all = (code: ErrorCode, times: number) => Array.from({ length: times }, () => code);
const kinds = (codes: readonly string[]) => [...new Set(codes)].toSorted();
const totalOf = async (deal: Deal) => {
  const [mine, theirs] = await Promise.all([yard.balances(deal.client), yard.balances(deal.freelancer)]);
  const [client, freelancer] = [mine.available + mine.inEscrow, theirs.available + theirs.inEscrow];
  return { client, freelancer };
};

/** Each of the attempts several times, all at once: how often each was done. */
async function clash(attempts: Record<string, () => Promise<unknown>>, times = 10, first = 0) {
  const entries = Object.entries(attempts);
  // Another is the first to ask each time, so that each may win.
  const turned = [...entries.slice(first % entries.length), ...entries.slice(0, first % entries.length)];
  const runs = turned.flatMap((one) => Array.from({ length: times }, () => one));
  const outcomes = await Promise.all(runs.map(async ([name, go]) => [name, await refusalOf(go())] as const));
  const done = outcomes.filter(([, outcome]) => outcome === 'done').map(([name]) => name);
  return { done, refusals: kinds(outcomes.map(([, outcome]) => outcome).filter((outcome) => outcome !== 'done')) };
}

const answers = (deal: Deal) => {
  const { uid: contractUid, client, freelancer } = deal;
  return {
    accept: () => yard.run(freelancer, (ctx) => acceptOffer(ctx, { contractUid })),
    refuse: () =>
      yard.run(freelancer, (ctx) => refuseOffer(ctx, { contractUid, questionId: reasonIds.refuse }, reasons)),
    revoke: () => yard.run(client, (ctx) => revokeOffer(ctx, { contractUid }, reasons)),
    expire: async () => {
      await yard.bySystem((ctx) => expireOffer(ctx, deal.id));
      // The clock does nothing when it comes too late.
      if ((await yard.stateOf(deal)) !== 'expired') throw new Error('not expired');
    },
  };
};

describe('orders paid at once', () => {
  test('one order is paid once, however often it is paid', async () => {
    const deal = await yard.draftedFixed([1_000n, 500n]);
    await yard.deposit(deal.client, 9_000n);
    const { done } = await race(64, () => yard.pay(deal.client, deal.tradeNo));
    expect(done).toBe(64);
    expect(await yard.balances(deal.client)).toEqual({ available: 7_500n, withdrawing: 0n, inEscrow: 1_500n });
    const moves = await yard.query('select from contract_move where contract_id = $1', [deal.id]);
    expect(moves).toHaveLength(3);
  });

  test('of 32 orders the funded number is paid and the others are refused', async () => {
    const { client } = await yard.pair();
    const orders: Deal[] = [];
    for (let place = 0; place < many; place += 1) {
      const freelancer = await yard.addFreelancer();
      orders.push(await yard.draftFixed(client, freelancer, [100n]));
    }
    await yard.deposit(client, 799n);
    const { done, refusals } = await race(many, (place) => yard.pay(client, orders[place]?.tradeNo ?? ''));
    expect(done).toBe(7);
    expect(refusals).toEqual(all('ledger.insufficient_funds', 25));
    expect(await yard.balances(client)).toEqual({ available: 99n, withdrawing: 0n, inEscrow: 700n });
  });

  test('an order and the taking back of its draft leave one of the two', async () => {
    for (let round = 0; round < 8; round += 1) {
      const deal = await yard.draftedFixed([100n]);
      await yard.deposit(deal.client, 100n);
      const { uid: contractUid } = deal;
      await clash({
        pay: () => yard.pay(deal.client, deal.tradeNo),
        revoke: () => yard.run(deal.client, (ctx) => revokeOffer(ctx, { contractUid }, reasons)),
      });
      expect(await yard.stateOf(deal)).toBe('revoked');
      expect(await yard.balances(deal.client)).toEqual({ available: 100n, withdrawing: 0n, inEscrow: 0n });
    }
  });

  test('an order for more work and the end of the contract leave all money where it belongs', async () => {
    for (let round = 0; round < 6; round += 1) {
      const deal = await yard.activeFixed([100n]);
      const milestones = [{ name: 'More', amount: 50n, endDay: null }];
      const order = await yard.run(deal.client, (ctx) => addMilestones(ctx, { contractUid: deal.uid, milestones }));
      await yard.deposit(deal.client, 50n);
      const { uid: contractUid } = deal;
      const { done, refusals } = await clash(
        {
          pay: () => yard.pay(deal.client, order.trade_no),
          finish: () => yard.run(deal.client, (ctx) => finishContract(ctx, { contractUid, pays: true })),
          giveUp: () => yard.run(deal.freelancer, (ctx) => finishContract(ctx, { contractUid, pays: undefined })),
        },
        10,
        round,
      );
      expect(refusals.filter((code) => !['move.not_from_here', 'order.wrong_state'].includes(code))).toEqual([]);
      const isPaid = done.includes('finish');
      expect(await totalOf(deal)).toEqual({ client: isPaid ? 50n : 150n, freelancer: isPaid ? 90n : 0n });
      expect((await yard.balances(deal.client)).inEscrow).toBe(0n);
    }
  });

  test('an offer made 32 times at once to one freelancer leaves one draft', async () => {
    const { client, freelancer } = await yard.pair();
    const listingUid = await yard.postJob(client);
    const terms = { payKind: 'fixed', amount: 100n, milestones: [] } as const;
    const words = { name: 'A contract', message: 'Please', startDay: null, endDay: null };
    const offer = { listingUid, freelancerUid: freelancer.uid, ...words, terms };
    const { done, refusals } = await race(many, () => yard.run(client, (ctx) => makeOffer(ctx, offer)));
    expect(done).toBeGreaterThan(0);
    expect(kinds(refusals).filter((code) => code !== 'contract.exists')).toEqual([]);
    const open = await yard.query("select from contract where freelancer_party_id = $1 and state = 'drafted'", [
      freelancer.partyId,
    ]);
    expect(open).toHaveLength(1);
  });
});

describe('an offer answered in every way at once', () => {
  test('has one answer, and the money is where that answer leaves it', async () => {
    for (let round = 0; round < 12; round += 1) {
      const deal = await yard.offeredFixed([700n, 300n]);
      const { accept, refuse, revoke } = answers(deal);
      const { done, refusals } = await clash({ accept, refuse, revoke }, 10, round);
      expect(done).toHaveLength(1);
      expect(refusals).toEqual(['move.not_from_here']);
      const state = await yard.stateOf(deal);
      expect(await totalOf(deal)).toEqual({ client: 1_000n, freelancer: 0n });
      expect((await yard.balances(deal.client)).inEscrow).toBe(state === 'active' ? 1_000n : 0n);
    }
  });

  test('expires or is answered, never both', async () => {
    for (let round = 0; round < 6; round += 1) {
      const deal = await yard.offeredHourly();
      const { accept, revoke } = answers(deal);
      const expire = () => yard.bySystem((ctx) => expireOffer(ctx, deal.id));
      const { done } = await clash({ accept, revoke, expire }, 8, round);
      const state = await yard.stateOf(deal);
      const answered = done.filter((name) => name !== 'expire');
      expect(answered).toEqual({ active: ['accept'], revoked: ['revoke'], expired: [] }[state]);
      expect((await yard.balances(deal.client)).inEscrow).toBe(state === 'active' ? 100_000n : 0n);
    }
  });
});

describe('a milestone decided in every way at once', () => {
  const ways = (deal: Deal, milestoneId: bigint) => {
    const by =
      <T>(operation: Parameters<typeof yard.run<T>>[1]) =>
      () =>
        yard.run(deal.client, operation);
    return {
      approve: by((ctx) => settleMilestone(ctx, { milestoneId, move: 'approve', endsContract: false })),
      release: by((ctx) => settleMilestone(ctx, { milestoneId, move: 'release', endsContract: true })),
      sendBack: by((ctx) => sendBackMilestone(ctx, { milestoneId, message: 'No' })),
      finish: by((ctx) => finishContract(ctx, { contractUid: deal.uid, pays: true })),
      dispute: by((ctx) => finishContract(ctx, { contractUid: deal.uid, pays: false })),
      giveUp: () => yard.run(deal.freelancer, (ctx) => finishContract(ctx, { contractUid: deal.uid, pays: undefined })),
      pause: by((ctx) => pauseContract(ctx, deal.uid)),
    };
  };

  test('is paid at most once, and nothing is lost or made', async () => {
    for (let round = 0; round < 10; round += 1) {
      const deal = await yard.activeFixed([1_001n, 2_000n]);
      const milestoneId = (await yard.milestones(deal))[0]?.id ?? 0n;
      await yard.run(deal.freelancer, (ctx) => submitMilestone(ctx, { milestoneId, message: 'Done' }));
      const { refusals } = await clash(ways(deal, milestoneId), 6, round);
      const possible = ['milestone.wrong_state', 'move.not_from_here'];
      expect(refusals.filter((code) => !possible.includes(code))).toEqual([]);
      const paid = (await yard.milestones(deal)).filter((one) => one.state === 'paid');
      const earned = paid.reduce((sum, one) => sum + one.amount - one.amount / 10n, 0n);
      const { client, freelancer } = await totalOf(deal);
      expect(freelancer).toBe(earned);
      expect(client + paid.reduce((sum, one) => sum + one.amount, 0n)).toBe(3_001n);
    }
  });

  test('is submitted once of 32, and paid once of 32', async () => {
    const deal = await yard.activeFixed([1_000n]);
    const milestoneId = (await yard.milestones(deal))[0]?.id ?? 0n;
    const submitted = await race(many, () =>
      yard.run(deal.freelancer, (ctx) => submitMilestone(ctx, { milestoneId, message: 'Done' })),
    );
    expect(submitted).toEqual({ done: 1, refusals: all('move.not_from_here', 31) });
    const approved = await race(many, () =>
      yard.run(deal.client, (ctx) => settleMilestone(ctx, { milestoneId, move: 'approve', endsContract: false })),
    );
    expect(approved).toEqual({ done: 1, refusals: all('move.not_from_here', 31) });
    expect(await totalOf(deal)).toEqual({ client: 0n, freelancer: 900n });
  });

  test('added 32 times at once, each gets a place of its own', async () => {
    const deal = await yard.activeFixed([1_000n]);
    const milestones = [{ name: 'More', amount: 5n, endDay: null }];
    const { done } = await race(many, () =>
      yard.run(deal.client, (ctx) => addMilestones(ctx, { contractUid: deal.uid, milestones })),
    );
    expect(done).toBe(many);
    expect(await yard.milestones(deal)).toHaveLength(33);
  });
});

describe('a week decided at once', () => {
  async function underReview(): Promise<{ deal: Deal; weekId: bigint }> {
    const deal = await yard.activeHourly();
    await yard.recordSlots(deal, 6);
    const weekId = (await yard.weeks(deal))[0]?.id ?? 0n;
    await yard.bySystem((ctx) => closeWeek(ctx, weekId));
    return { deal, weekId };
  }

  test('by its client and by silence is paid once', async () => {
    for (const decision of ['pause', 'continue', 'stop', 'refuse'] as const) {
      const { deal, weekId } = await underReview();
      const silence = () => yard.bySystem((ctx) => payWeekBySilence(ctx, weekId));
      const audit = () => yard.run(deal.client, (ctx) => auditWeek(ctx, { weekId, decision }));
      const { done, refusals } = await clash({ audit, silence }, 16);
      expect(done.filter((name) => name === 'audit').length).toBeLessThanOrEqual(1);
      expect(refusals).toEqual(['week.wrong_state']);
      const [week] = await yard.weeks(deal);
      const isPaid = week?.state === 'paid';
      expect(isPaid || (decision === 'refuse' && week?.state === 'cancelled')).toBe(true);
      expect(await totalOf(deal)).toEqual({ client: isPaid ? 90_000n : 100_000n, freelancer: isPaid ? 9_000n : 0n });
    }
  });

  test('and ended by both sides is paid at most once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { deal, weekId } = await underReview();
      const { uid: contractUid } = deal;
      const { refusals } = await clash({
        audit: () => yard.run(deal.client, (ctx) => auditWeek(ctx, { weekId, decision: 'stop' })),
        finish: () => yard.run(deal.client, (ctx) => finishContract(ctx, { contractUid, pays: true })),
        dispute: () => yard.run(deal.client, (ctx) => finishContract(ctx, { contractUid, pays: false })),
        giveUp: () => yard.run(deal.freelancer, (ctx) => finishContract(ctx, { contractUid, pays: undefined })),
      });
      expect(refusals.filter((code) => !['week.wrong_state', 'move.not_from_here'].includes(code))).toEqual([]);
      const { client, freelancer } = await totalOf(deal);
      expect([`${client} ${freelancer}`]).toEqual([freelancer === 0n ? '100000 0' : '90000 9000']);
    }
  });

  test('opens one next week, and resumes once', async () => {
    const deal = await yard.activeHourly();
    await yard.deposit(deal.client, 1_000_000n);
    await yard.advance(9 * dayMs);
    expect(await yard.stateOf(deal)).toBe('paused');
    const resumed = await race(many, () => yard.run(deal.client, (ctx) => resumeContract(ctx, deal.uid)));
    expect(resumed).toEqual({ done: 1, refusals: all('move.not_from_here', 31) });
    expect((await yard.weeks(deal)).map((week) => week.state)).toEqual(['paid', 'active']);
    await yard.advance(7 * dayMs);
    const orders = await race(many, () => yard.run(deal.client, (ctx) => openNextWeek(ctx, deal.uid)));
    expect(orders.done).toBe(many);
    expect((await yard.weeks(deal)).filter((week) => week.state === 'unfunded')).toHaveLength(1);
  });
});

describe('a bonus', () => {
  test('ordered once is given once, however often it is paid', async () => {
    const deal = await yard.activeFixed([100n]);
    await yard.deposit(deal.client, 1_000n);
    const wanted = { contractUid: deal.uid, freelancerUid: deal.freelancer.uid, amount: 199n, description: 'Thanks' };
    const order = await yard.run(deal.client, (ctx) => orderBonus(ctx, wanted));
    expect((await race(64, () => yard.pay(deal.client, order.trade_no))).done).toBe(64);
    expect((await yard.balances(deal.freelancer)).available).toBe(180n);
    expect((await yard.balances(deal.client)).available).toBe(801n);
  });

  test('of 32 the funded number is given', async () => {
    const deal = await yard.activeFixed([100n]);
    const wanted = { contractUid: deal.uid, freelancerUid: deal.freelancer.uid, amount: 100n, description: 'Thanks' };
    const orders = await Promise.all(
      Array.from({ length: many }, () => yard.run(deal.client, (ctx) => orderBonus(ctx, wanted))),
    );
    await yard.deposit(deal.client, 350n);
    const { done, refusals } = await race(many, (place) => yard.pay(deal.client, orders[place]?.trade_no ?? ''));
    expect([done, refusals]).toEqual([3, all('ledger.insufficient_funds', 29)]);
    expect(await totalOf(deal)).toEqual({ client: 150n, freelancer: 270n });
  });
});

describe('recorded hours', () => {
  test('take one slot once of 32, and a taken slot away once of 32', async () => {
    const deal = await yard.activeHourly();
    const [week] = await yard.weeks(deal);
    const slot = week?.start_at ?? new Date(0);
    const recorded = await race(many, () => yard.record(deal, slot));
    expect(recorded).toEqual({ done: 1, refusals: all('shot.slot_taken', 31) });
    const [shot] = await yard.query<{ id: bigint }>('select id from screenshot where contract_id = $1', [deal.id]);
    const removed = await race(many, () => yard.run(deal.freelancer, (ctx) => removeShots(ctx, [shot?.id ?? 0n])));
    expect(removed).toEqual({ done: 1, refusals: all('shot.not_found', 31) });
    expect((await yard.weeks(deal))[0]).toMatchObject({ manual_slots: 0, shot_slots: 0 });
  });

  test('never go over the limit of the week', async () => {
    const deal = await yard.activeHourly({ weeklyHours: 1 });
    const start = (await yard.weeks(deal))[0]?.start_at ?? new Date(0);
    const { done, refusals } = await race(many, (place) =>
      yard.record(deal, new Date(start.getTime() + place * 600_000)),
    );
    expect([done, refusals]).toEqual([6, all('shot.over_limit', 26)]);
  });

  test('are all paid or not counted when the contract ends meanwhile', async () => {
    for (let round = 0; round < 5; round += 1) {
      const deal = await yard.activeHourly();
      const start = (await yard.weeks(deal))[0]?.start_at ?? new Date(0);
      const ending = () => yard.run(deal.client, (ctx) => finishContract(ctx, { contractUid: deal.uid, pays: true }));
      const outcomes = await race(many, (place) =>
        place === 16 ? ending() : yard.record(deal, new Date(start.getTime() + place * 600_000)),
      );
      expect(kinds(outcomes.refusals).filter((code) => code !== 'shot.not_now')).toEqual([]);
      const [week] = await yard.weeks(deal);
      const slots = BigInt(week?.manual_slots ?? 0);
      expect(BigInt(outcomes.done)).toBe(slots + 1n);
      const gross = (10_000n * slots * 10n) / 60n;
      expect(await totalOf(deal)).toEqual({ client: 100_000n - gross, freelancer: gross - gross / 10n });
    }
  });
});

describe('a review', () => {
  test('is written once of 32 by each side', async () => {
    const deal = await yard.activeFixed([100n]);
    await yard.run(deal.client, (ctx) => finishContract(ctx, { contractUid: deal.uid, pays: true }));
    const marks = { exchange: 5, cooper: 5, quality: 4, skill: 4, punctual: 5, avail: 5, deliver: 5 };
    for (const side of ['client', 'freelancer'] as const) {
      const questionId = side === 'client' ? reasonIds.finishByClient : reasonIds.finishByFreelancer;
      const review = { contractUid: deal.uid, marks, score: 9, questionId, content: '' };
      const written = await race(many, () => yard.run(deal[side], (ctx) => writeReview(ctx, review, reasons)));
      expect(written).toEqual({ done: 1, refusals: all('review.done', 31) });
    }
    const ratings = await yard.query('select party_id, reviews from party_rating order by party_id');
    expect(ratings).toEqual([
      { party_id: deal.client.partyId, reviews: 1 },
      { party_id: deal.freelancer.partyId, reviews: 1 },
    ]);
  });
});
