import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, dayMs, dayOf, hourMs, later, minuteMs, startOfDay } from '../../kernel/clock.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { anonymous } from '../../platform/work.ts';
import { type Deal, openYard, reasonIds, refusalOf, type Yard } from '../../../test/deal.ts';
import type { TestPerson } from '../../../test/kit.ts';
import {
  addMilestones,
  auditWeek,
  finishContract,
  orderBonus,
  refuseOffer,
  settleMilestone,
} from '../contracts/index.ts';
import { statementOf } from '../ledger/index.ts';
import { clientBudget, clientTimesheet, clientWeekly, type ReportDays } from './index.ts';

let yard: Yard;

beforeAll(async () => {
  yard = await openYard();
});
afterAll(() => yard.close());

const today = () => dayOf(yard.clock.now());
const mondayOf = (day: string) => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
/** The clock to this hour of a coming Monday, so that a test's days lie in one week. */
async function moveToMonday(hour = 10): Promise<string> {
  const monday = addDays(mondayOf(today()), 7);
  await yard.advance(later(startOfDay(monday), hour * hourMs).getTime() - yard.clock.now().getTime());
  return monday;
}

const budgetOf = (client: TestPerson, from = today(), until = from) =>
  yard.look(client, (ctx) => clientBudget(ctx, { from, until }));
const hoursOf = (client: TestPerson, from = today(), until = from, freelancerUid?: string) =>
  yard.look(client, (ctx) => clientTimesheet(ctx, { from, until, freelancerUid }));
const weekOf = (client: TestPerson, monday: string, until = addDays(monday, 6)) =>
  yard.look(client, (ctx) => clientWeekly(ctx, { from: monday, until }));

async function payPart(deal: Deal, place: number, endsContract = false): Promise<void> {
  const milestoneId = (await yard.milestones(deal))[place]?.id ?? 0n;
  await yard.run(deal.client, (ctx) => settleMilestone(ctx, { milestoneId, move: 'release', endsContract }));
}

async function payWeek(deal: Deal, decision: 'pause' | 'stop' | 'refuse' = 'pause'): Promise<void> {
  const weekId = (await yard.weeks(deal)).at(-1)?.id ?? 0n;
  await yard.run(deal.client, (ctx) => auditWeek(ctx, { weekId, decision }));
}

async function giveBonus(deal: Deal, amount: bigint): Promise<void> {
  const { uid: contractUid, client, freelancer } = deal;
  await yard.deposit(client, amount);
  const bonus = { contractUid, freelancerUid: freelancer.uid, amount, description: 'Well done' };
  const order = await yard.run(client, (ctx) => orderBonus(ctx, bonus));
  await yard.pay(client, order.trade_no);
}

const hourlyFor = async (client: TestPerson, freelancer: TestPerson, hourly = 9_999n) =>
  yard.begin(await yard.draftHourly(client, freelancer, { hourly }));
const fixedFor = async (client: TestPerson, freelancer: TestPerson, amounts: readonly bigint[]) =>
  yard.begin(await yard.draftFixed(client, freelancer, amounts));
const paidSince = async (client: TestPerson, from: Date) => {
  const statement = await yard.look(client, (ctx) =>
    statementOf(ctx, client.partyId, { from }, { number: 1, size: 1 }),
  );
  return (statement.sums.get('pay') ?? 0n) + (statement.sums.get('bonus') ?? 0n);
};
const sumOf = (amounts: readonly bigint[]) => amounts.reduce((sum, one) => sum + one, 0n);

describe('the budget report', () => {
  it('shows what was agreed and what has been paid, to the fen, with the freelancer', async () => {
    const deal = await yard.activeFixed([10_001n, 20_033n, 5n]);
    await payPart(deal, 0);
    expect(await budgetOf(deal.client)).toMatchObject([
      {
        contract_uid: deal.uid,
        amount: 30_039n,
        paid_total: 10_001n,
        freelancer_uid: deal.freelancer.uid,
        freelancer_avatar_uid: null,
      },
    ]);
    await payPart(deal, 1);
    expect(await budgetOf(deal.client)).toMatchObject([{ amount: 30_039n, paid_total: 30_034n }]);
  });

  it('leaves bonuses out, and lets added milestones go beyond the budget', async () => {
    const deal = await yard.activeFixed([10_000n]);
    await giveBonus(deal, 7_777n);
    const milestones = [{ name: 'More', amount: 4_321n, endDay: null }];
    const order = await yard.run(deal.client, (ctx) => addMilestones(ctx, { contractUid: deal.uid, milestones }));
    await yard.deposit(deal.client, 4_321n);
    await yard.pay(deal.client, order.trade_no);
    await payPart(deal, 0);
    await payPart(deal, 1);
    expect(await budgetOf(deal.client)).toMatchObject([{ amount: 10_000n, paid_total: 14_321n }]);
  });

  it('holds the contracts under way on one of the days, from the acceptance to the end', async () => {
    const offered = await yard.offeredFixed([10_000n]);
    const { client } = offered;
    await yard.run(offered.freelancer, (ctx) =>
      refuseOffer(
        ctx,
        { contractUid: offered.uid, questionId: reasonIds.refuse },
        {
          byId: () => ({ qtype: 'contract_refuse' }),
        },
      ),
    );
    const deal = await fixedFor(client, await yard.addFreelancer(), [10_000n]);
    const accepted = today();
    await yard.advance(3 * dayMs);
    await yard.run(client, (ctx) => finishContract(ctx, { contractUid: deal.uid, pays: true }));
    const ended = today();
    await yard.advance(3 * dayMs);
    const uids = async (from: string, until: string) =>
      (await budgetOf(client, from, until)).map((row) => row.contract_uid);
    expect(await uids(addDays(accepted, -9), addDays(accepted, -1))).toEqual([]);
    expect(await uids(addDays(accepted, -9), accepted)).toEqual([deal.uid]);
    expect(await uids(addDays(accepted, 1), addDays(accepted, 1))).toEqual([deal.uid]);
    expect(await uids(ended, today())).toEqual([deal.uid]);
    expect(await uids(addDays(ended, 1), today())).toEqual([]);
  });

  it('holds neither hourly work nor what belongs to another client', async () => {
    const deal = await yard.activeHourly();
    await yard.activeFixed([10_000n]);
    expect(await budgetOf(deal.client)).toEqual([]);
  });
});

describe('the timesheet', () => {
  it('shows the weeks that were paid on the days, with exactly what was paid', async () => {
    const deal = await yard.activeHourly({ hourly: 9_999n });
    await yard.recordSlots(deal, 7);
    expect(await hoursOf(deal.client, today(), addDays(today(), 9))).toEqual([]);
    await yard.advance(8 * dayMs);
    await payWeek(deal);
    const [week] = await yard.weeks(deal);
    expect(week?.paid_amount).toBe(11_665n);
    expect(await hoursOf(deal.client)).toMatchObject([
      { contract_uid: deal.uid, slots: 7, worth: 11_665n, freelancer_uid: deal.freelancer.uid },
    ]);
    expect(await hoursOf(deal.client, addDays(today(), -30), addDays(today(), -1))).toEqual([]);
    expect(await hoursOf(deal.client, addDays(today(), 1), addDays(today(), 30))).toEqual([]);
  });

  it('ends its days at midnight in Shanghai', async () => {
    const [early, late] = [await yard.activeHourly(), await yard.activeHourly()];
    for (const deal of [early, late]) await yard.recordSlots(deal, 1);
    const day = addDays(today(), 8);
    await yard.advance(later(startOfDay(day), -minuteMs).getTime() - yard.clock.now().getTime());
    await payWeek(early);
    await yard.advance(minuteMs);
    await payWeek(late);
    expect(await hoursOf(early.client, addDays(day, -1))).toMatchObject([{ slots: 1 }]);
    expect(await hoursOf(early.client, day)).toEqual([]);
    expect(await hoursOf(late.client, addDays(day, -1))).toEqual([]);
    expect(await hoursOf(late.client, day)).toMatchObject([{ slots: 1 }]);
  });

  it('can be of one freelancer, and knows only those who have worked for the client', async () => {
    const [client, first, second] = [await yard.addClient(), await yard.addFreelancer(), await yard.addFreelancer()];
    const deals = [await hourlyFor(client, first), await hourlyFor(client, second)];
    const offered = await yard.send(await yard.draftFixed(client, await yard.addFreelancer(), [10_000n]));
    await yard.advance(7 * dayMs);
    for (const deal of deals) await payWeek(deal);
    expect(await hoursOf(client)).toHaveLength(2);
    expect(await hoursOf(client, today(), today(), first.uid)).toMatchObject([{ contract_uid: deals[0]?.uid }]);
    const stranger = (await yard.activeHourly()).freelancer;
    for (const uid of [stranger.uid, offered.freelancer.uid, client.uid, 'nobody']) {
      expect(await refusalOf(hoursOf(client, today(), today(), uid))).toBe('report.freelancer_unknown');
    }
  });

  it('holds no week that was refused, and one that was paid nothing for', async () => {
    const refused = await yard.activeHourly();
    const idle = await yard.activeHourly();
    await yard.advance(7 * dayMs);
    await payWeek(refused, 'refuse');
    await payWeek(idle, 'stop');
    expect(await hoursOf(refused.client)).toEqual([]);
    expect(await hoursOf(idle.client)).toMatchObject([{ slots: 0, worth: 0n }]);
  });
});

describe('the weekly report', () => {
  it('adds up to what the statement says was paid, once the weeks are paid', async () => {
    const monday = await moveToMonday();
    const client = await yard.addClient();
    const fixed = await fixedFor(client, await yard.addFreelancer(), [12_345n, 6_789n, 1_000n]);
    const hourly = await hourlyFor(client, await yard.addFreelancer());
    await payPart(fixed, 0);
    await payPart(fixed, 1);
    await giveBonus(fixed, 1_234n);
    await giveBonus(hourly, 43n);
    await yard.recordSlots(hourly, 4);
    const begunAt = yard.clock.now();
    await yard.advance(7 * dayMs);
    await payWeek(hourly);
    const report = await weekOf(client, monday);
    expect(report.weeks).toMatchObject([
      { contract_uid: hourly.uid, slots: 4, worth: 6_666n, start_at: startOfDay(monday) },
    ]);
    expect(report.milestones).toMatchObject([
      { name: 'Part 2', paid_amount: 6_789n, started_at: begunAt },
      { name: 'Part 1', paid_amount: 12_345n, contract_uid: fixed.uid, freelancer_uid: fixed.freelancer.uid },
    ]);
    expect(report.bonus).toBe(1_277n);
    const paid = [...report.weeks.map((row) => row.worth), ...report.milestones.map((row) => row.paid_amount)];
    expect(sumOf([...paid, report.bonus ?? 0n])).toBe(await paidSince(client, startOfDay(monday)));
  });

  it('shows what a week under way has come to so far, and no bonus when there is none', async () => {
    const monday = await moveToMonday();
    const deal = await yard.activeHourly({ hourly: 3_333n });
    await yard.recordSlots(deal, 4);
    const { weeks, milestones, bonus } = await weekOf(deal.client, monday);
    expect(weeks).toMatchObject([{ slots: 4, worth: 2_222n, end_at: startOfDay(addDays(monday, 7)) }]);
    expect([milestones, bonus]).toEqual([[], undefined]);
  });

  it('counts each thing in the one week it belongs to', async () => {
    const monday = await moveToMonday();
    const client = await yard.addClient();
    const fixed = await fixedFor(client, await yard.addFreelancer(), [100n, 200n]);
    const hourly = await hourlyFor(client, await yard.addFreelancer());
    await yard.recordSlots(hourly, 3);
    await payPart(fixed, 0);
    await giveBonus(fixed, 500n);
    const next = await moveToMonday(0);
    await payPart(fixed, 1, true);
    await giveBonus(hourly, 600n);
    await payWeek(hourly);
    const [before, after] = [await weekOf(client, monday), await weekOf(client, next)];
    expect(before.milestones.map((row) => row.paid_amount)).toEqual([100n]);
    expect(after.milestones.map((row) => row.paid_amount)).toEqual([200n]);
    expect([before.bonus, after.bonus]).toEqual([500n, 600n]);
    expect(before.weeks).toMatchObject([{ slots: 3, worth: 4_999n }]);
    expect(after.weeks).toEqual([]);
  });

  it('leaves out weeks that were refused and milestones that were given back', async () => {
    const monday = await moveToMonday();
    const client = await yard.addClient();
    const fixed = await fixedFor(client, await yard.addFreelancer(), [100n]);
    const hourly = await hourlyFor(client, await yard.addFreelancer());
    await yard.run(fixed.freelancer, (ctx) => finishContract(ctx, { contractUid: fixed.uid, pays: undefined }));
    await yard.advance(7 * dayMs);
    await payWeek(hourly, 'refuse');
    expect(await weekOf(client, monday, today())).toEqual({ weeks: [], milestones: [], bonus: undefined });
  });

  it('counts what a dispute paid on the day it was settled, as the timesheet does', async () => {
    await moveToMonday();
    const client = await yard.addClient();
    const fixed = await fixedFor(client, await yard.addFreelancer(), [1_000n]);
    const hourly = await hourlyFor(client, await yard.addFreelancer());
    await yard.recordSlots(hourly, 2);
    for (const { uid } of [fixed, hourly]) {
      await yard.run(client, (ctx) => finishContract(ctx, { contractUid: uid, pays: false }));
    }
    const next = await moveToMonday();
    // What settling will write; the operators have no operation for it yet.
    const at = [yard.clock.now(), [fixed.id, hourly.id]];
    await yard.query(`update contract set state = 'settled', ended_at = $1 where id = any ($2)`, at);
    for (const table of ['milestone', 'week']) {
      await yard.query(
        `update ${table} set state = 'settled', paid_amount = 77, audited_at = $1 where contract_id = any ($2)`,
        at,
      );
    }
    expect(await weekOf(client, next)).toMatchObject({ weeks: [], milestones: [{ paid_amount: 77n }] });
    expect(await hoursOf(client)).toMatchObject([{ contract_uid: hourly.uid, worth: 77n }]);
  });

  it('shows nothing of other clients', async () => {
    const monday = await moveToMonday();
    const deal = await yard.activeHourly();
    await giveBonus(deal, 100n);
    expect(await weekOf(await yard.addClient(), monday)).toEqual({ weeks: [], milestones: [], bonus: undefined });
  });
});

describe('the reports of a client', () => {
  const days = { from: '2026-11-16', until: '2026-11-22' };
  const reports: Readonly<Record<string, (ctx: ReadContext, asked: ReportDays) => Promise<unknown>>> = {
    budget: clientBudget,
    timesheet: clientTimesheet,
    weekly: clientWeekly,
  };

  it.each(Object.entries(reports))('refuse the %s of reversed days and of more than 366', async (_name, report) => {
    const client = await yard.addClient();
    const ask = (from: string, until: string) => refusalOf(yard.look(client, (ctx) => report(ctx, { from, until })));
    expect(await ask('2026-11-16', '2026-11-16')).toBe('done');
    expect(await ask('2026-11-16', '2026-11-15')).toBe('report.dates');
    expect(await ask('2026-11-16', addDays('2026-11-16', 365))).toBe('done');
    expect(await ask('2026-11-16', addDays('2026-11-16', 366))).toBe('report.dates');
    expect(await ask('9999-12-27', '9999-12-31')).toBe('done');
    expect(await ask('0000-01-03', '0000-01-09')).toBe('done');
    expect(await ask('0000-01-03', '9999-12-31')).toBe('report.dates');
  });

  it('begin a week on a Monday only', async () => {
    const client = await yard.addClient();
    for (const from of ['2026-11-15', '2026-11-17', '2026-11-22']) {
      expect(await refusalOf(weekOf(client, from))).toBe('report.not_monday');
    }
  });

  it.each(Object.entries(reports))('refuse the %s to a freelancer and to nobody known', async (_name, report) => {
    const freelancer = await yard.addFreelancer();
    expect(await refusalOf(yard.look(freelancer, (ctx) => report(ctx, days)))).toBe('role.client_required');
    expect(await refusalOf(yard.look({ actor: anonymous }, (ctx) => report(ctx, days)))).toBe('auth.required');
  });
});
