import { type Day, dayMs, later, startOfDay } from '../../kernel/clock.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { requireClient } from '../identity/index.ts';
import {
  bonusesPaid,
  budget,
  type BudgetRow,
  milestonesPaid,
  timesheet,
  type TimesheetRow,
  weeksBegun,
  type WeeklyMilestoneRow,
  workedWith,
} from './client.sql.ts';

/** Shanghai days, both of them part of the report. */
export interface ReportDays {
  readonly from: Day;
  readonly until: Day;
}

/** The most days a report covers: a leap year. */
const maxDays = 366;

/** The first instant of the days and the first one after them. Throws `report.dates` when reversed or too many. */
function instantsOf({ from, until }: ReportDays): [Date, Date] {
  const start = startOfDay(from);
  const end = later(startOfDay(until), dayMs);
  const days = (end.getTime() - start.getTime()) / dayMs;
  if (days < 1 || days > maxDays) throw new DomainError('report.dates', { from, until, maxDays });
  return [start, end];
}

/**
 * The fixed-price contracts of the calling client on which work was under way on one of the days (seed 000: 需求者预算报表):
 * accepted by the last day and not ended before the first. `amount` is what was agreed in the offer, `paid_total` what
 * has been paid for milestones to this day, both in fen and before the fee; added milestones can take it beyond the
 * budget, bonuses are not part of it. The newest first, at most 1,000. Throws `role.client_required`, `report.dates`.
 */
export async function clientBudget(ctx: ReadContext, days: ReportDays): Promise<BudgetRow[]> {
  const { partyId } = requireClient(ctx.actor);
  return ctx.db.query(budget, [partyId, ...instantsOf(days)]);
}

/**
 * The weeks of hourly work that the calling client paid, or had settled for them, on the days (seed 000: 需求者工时报表), of
 * all freelancers or the one meant. `slots` are the recorded slots of ten minutes, by the tracker and by hand, never
 * more than the week's limit; `worth` is what was paid, in fen and before the fee. A week that was paid nothing for is
 * listed with 0; one that was refused is not. The last paid first, at most 1,000. Throws `role.client_required`,
 * `report.dates`, and `report.freelancer_unknown` for anybody who has never worked for the client.
 */
export async function clientTimesheet(
  ctx: ReadContext,
  { freelancerUid, ...days }: ReportDays & { readonly freelancerUid?: string | undefined },
): Promise<TimesheetRow[]> {
  const { partyId } = requireClient(ctx.actor);
  const instants = instantsOf(days);
  let freelancerId: bigint | null = null;
  if (freelancerUid !== undefined) {
    const [freelancer] = await ctx.db.query(workedWith, [partyId, ctx.market, freelancerUid]);
    if (!freelancer) throw new DomainError('report.freelancer_unknown', { freelancerUid });
    freelancerId = freelancer.id;
  }
  return ctx.db.query(timesheet, [partyId, ...instants, freelancerId]);
}

/** All amounts are fen, before the fee. */
export interface WeeklyReport {
  readonly weeks: readonly TimesheetRow[];
  readonly milestones: readonly WeeklyMilestoneRow[];
  /** Undefined when none was given. */
  readonly bonus: bigint | undefined;
}

const isMonday = (day: Day) => new Date(`${day}T00:00:00Z`).getUTCDay() === 1;

/**
 * What the calling client's money went to from a Monday on (seed 000: 需求者周报报表); no thing is counted in two reports
 * whose days do not overlap:
 * - `weeks`: hourly weeks that began on the days and were not cancelled, whole, with the time recorded in them so far;
 *   `worth` is what was paid, and until then the price of that time;
 * - `milestones`: those paid on the days, with what was paid;
 * - `bonus`: the sum of the bonuses paid on the days.
 *
 * The newest first, at most 1,000 of each. Throws `role.client_required`, `report.dates`, `report.not_monday`.
 */
export async function clientWeekly(ctx: ReadContext, days: ReportDays): Promise<WeeklyReport> {
  const { partyId } = requireClient(ctx.actor);
  const instants = instantsOf(days);
  if (!isMonday(days.from)) throw new DomainError('report.not_monday', { from: days.from });
  const values = [partyId, ...instants];
  const [weeks, milestones, [bonuses]] = await Promise.all([
    ctx.db.query(weeksBegun, values),
    ctx.db.query(milestonesPaid, values),
    ctx.db.query(bonusesPaid, values),
  ]);
  return { weeks, milestones, bonus: bonuses?.amount ?? undefined };
}
