import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayMs, startOfDay, dayOf, later } from '../../kernel/clock.ts';
import { anonymous } from '../../platform/work.ts';
import { type Deal, openYard, refusalOf, type Yard } from '../../../test/deal.ts';
import type { TestPerson } from '../../../test/kit.ts';
import { auditWeek, pauseContract, sendBackMilestone, settleMilestone, submitMilestone } from '../contracts/index.ts';
import { freelancerReport } from './index.ts';

let yard: Yard;

beforeAll(async () => {
  yard = await openYard();
});
afterAll(() => yard.close());

const report = (person: TestPerson, status: 'in_progress' | 'in_review') =>
  yard.look(person, (ctx) => freelancerReport(ctx, status));
const firstPart = async (deal: Deal) => (await yard.milestones(deal))[0]?.id ?? 0n;
const submit = async (deal: Deal) => {
  const milestoneId = await firstPart(deal);
  await yard.run(deal.freelancer, (ctx) => submitMilestone(ctx, { milestoneId, message: 'Done' }));
  return milestoneId;
};

describe('the report of a freelancer', () => {
  it('follows a milestone from its start through review and back, and out when it is paid', async () => {
    const deal = await yard.activeFixed([10_001n, 20_002n]);
    const { client, freelancer } = deal;
    const part = { contract_uid: deal.uid, name: 'Part 1', amount: 10_001n, started_at: yard.clock.now() };
    const inProgress = { inProgress: 10_001n, inReview: 0n, available: 0n, weeks: [] };
    expect(await report(freelancer, 'in_progress')).toMatchObject({ milestones: [part], ...inProgress });
    expect(await report(freelancer, 'in_review')).toMatchObject({ milestones: [], ...inProgress });

    await yard.advance(dayMs);
    const milestoneId = await submit(deal);
    const inReview = { inProgress: 0n, inReview: 10_001n, available: 0n };
    expect(await report(freelancer, 'in_review')).toMatchObject({ milestones: [part], ...inReview });
    expect(await report(freelancer, 'in_progress')).toMatchObject({ milestones: [], ...inReview });

    await yard.run(client, (ctx) => sendBackMilestone(ctx, { milestoneId, message: 'Again' }));
    expect(await report(freelancer, 'in_progress')).toMatchObject({ milestones: [part], ...inProgress });

    await submit(deal);
    await yard.run(client, (ctx) => settleMilestone(ctx, { milestoneId, move: 'approve', endsContract: false }));
    expect(await report(freelancer, 'in_progress')).toMatchObject({
      milestones: [{ name: 'Part 2', amount: 20_002n, started_at: yard.clock.now() }],
      inProgress: 20_002n,
      inReview: 0n,
      available: 9_001n,
    });
  });

  it('shows what a week has come to so far, the very amount that is paid for it', async () => {
    const deal = await yard.activeHourly({ hourly: 9_999n, weeklyHours: 2 });
    const { client, freelancer } = deal;
    await yard.recordSlots(deal, 5);
    const startAt = startOfDay(dayOf(yard.clock.now()));
    const week = { hourly: 9_999n, limit_slots: 12, shot_slots: 0, manual_slots: 5, worth: 8_332n };
    const dates = { start_at: startAt, end_at: later(startAt, 7 * dayMs), contract_uid: deal.uid };
    expect(await report(freelancer, 'in_progress')).toMatchObject({
      weeks: [{ ...week, ...dates }],
      inProgress: 8_332n,
      inReview: 0n,
    });
    await yard.advance(7 * dayMs);
    expect(await report(freelancer, 'in_review')).toMatchObject({ weeks: [week], inProgress: 0n, inReview: 8_332n });
    const [{ id: weekId } = { id: 0n }] = await yard.weeks(deal);
    await yard.run(client, (ctx) => auditWeek(ctx, { weekId, decision: 'stop' }));
    expect((await yard.weeks(deal))[0]?.paid_amount).toBe(8_332n);
    expect(await report(freelancer, 'in_review')).toMatchObject({ weeks: [], inReview: 0n, available: 7_499n });
  });

  it('sums both statuses over all contracts, paused ones too, and shows nobody else’s', async () => {
    const freelancer = await yard.addFreelancer();
    const fixedFor = async (amount: bigint) =>
      yard.begin(await yard.draftFixed(await yard.addClient(), freelancer, [amount]));
    const deals = [await fixedFor(1_001n), await fixedFor(2_002n), await fixedFor(4_004n)];
    const hourly = await yard.begin(await yard.draftHourly(await yard.addClient(), freelancer, { hourly: 3_333n }));
    await yard.recordSlots(hourly, 4);
    const [first, second] = deals;
    if (first && second) {
      await submit(first);
      await yard.run(second.client, (ctx) => pauseContract(ctx, second.uid));
    }
    await yard.activeFixed([8_008n]);
    const sums = { inProgress: 2_002n + 4_004n + 2_222n, inReview: 1_001n };
    const carried = await report(freelancer, 'in_progress');
    expect(carried).toMatchObject({ ...sums, weeks: [{ worth: 2_222n }] });
    expect(carried.milestones.map((row) => row.amount)).toEqual([4_004n, 2_002n]);
    expect(await report(freelancer, 'in_review')).toMatchObject({
      ...sums,
      milestones: [{ amount: 1_001n }],
      weeks: [],
    });
  });

  it('does not know an offer that is not accepted', async () => {
    const { freelancer } = await yard.offeredFixed([1_000n]);
    expect(await report(freelancer, 'in_progress')).toMatchObject({ milestones: [], inProgress: 0n });
  });

  it('is refused to a client and to nobody known', async () => {
    const client = await yard.addClient();
    expect(await refusalOf(report(client, 'in_progress'))).toBe('role.freelancer_required');
    const nobody = yard.look({ actor: anonymous }, (ctx) => freelancerReport(ctx, 'in_review'));
    expect(await refusalOf(nobody)).toBe('auth.required');
  });
});
