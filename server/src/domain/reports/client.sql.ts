import { sql } from '../../kernel/context.ts';
import { maxRows, weekWorth } from './rows.ts';

/** The freelancer of a row. */
export interface ReportFreelancer {
  freelancer_uid: string;
  freelancer_name: string;
  freelancer_avatar_uid: string | null;
}

interface OfContract extends ReportFreelancer {
  contract_uid: string;
  contract_name: string;
}

const columns = `c.uid as contract_uid, c.name as contract_name, f.uid as freelancer_uid, f.name as freelancer_name,
  fp.avatar_uid as freelancer_avatar_uid`;
const freelancer = `join party f on f.id = c.freelancer_party_id left join freelancer_profile fp on fp.party_id = f.id`;

// Each statement is given the client ($1) and the first instant of the range ($2) and the one after it ($3).

/** Contracts under way, or disputed, at some time of the range: weeks begin and payments are made in that time only. */
const underWay = `c.client_party_id = $1 and c.accepted_at < $3 and (c.ended_at is null or c.ended_at >= $2)`;

export interface BudgetRow extends OfContract {
  amount: bigint;
  paid_total: bigint;
}

export const budget = sql<BudgetRow>(
  'reports.budget',
  `select ${columns}, c.amount, c.paid_total from contract c ${freelancer}
   where ${underWay} and c.pay_kind = 'fixed' order by c.id desc limit ${maxRows}`,
);

/** The freelancer of this public id ($3), if they have worked for the client. */
export const workedWith = sql<{ id: bigint }>(
  'reports.worked_with',
  `select f.id from party f where f.market = $2 and f.uid = $3 and f.kind = 'freelancer' and exists (
     select from contract c
     where c.client_party_id = $1 and c.freelancer_party_id = f.id and c.accepted_at is not null)`,
);

export interface TimesheetRow extends OfContract {
  start_at: Date | null;
  end_at: Date | null;
  slots: number;
  worth: bigint;
  audited_at: Date | null;
}

const weekOf = (condition: string) => `cross join lateral (
     select w.id, w.start_at, w.end_at, least(w.shot_slots + w.manual_slots, w.limit_slots) as slots, w.audited_at,
       ${weekWorth} as worth
     from week w where w.contract_id = c.id and ${condition}) w`;

export const timesheet = sql<TimesheetRow>(
  'reports.timesheet',
  `select ${columns}, w.start_at, w.end_at, w.slots, w.worth, w.audited_at from contract c
   ${weekOf(`w.state in ('paid', 'settled') and w.audited_at >= $2 and w.audited_at < $3`)} ${freelancer}
   where ${underWay} and c.pay_kind = 'hourly' and ($4::bigint is null or c.freelancer_party_id = $4)
   order by w.audited_at desc, w.id desc limit ${maxRows}`,
);

export const weeksBegun = sql<TimesheetRow>(
  'reports.weeks_begun',
  `select ${columns}, w.start_at, w.end_at, w.slots, w.worth, w.audited_at from contract c
   ${weekOf(`w.state <> 'cancelled' and w.start_at >= $2 and w.start_at < $3`)} ${freelancer}
   where ${underWay} and c.pay_kind = 'hourly' order by w.start_at desc, w.id desc limit ${maxRows}`,
);

export interface WeeklyMilestoneRow extends OfContract {
  name: string;
  started_at: Date | null;
  end_day: string | null;
  paid_amount: bigint;
}

export const milestonesPaid = sql<WeeklyMilestoneRow>(
  'reports.milestones_paid',
  `select ${columns}, m.name, begun.at as started_at, m.end_day::text, m.paid_amount from contract c
   cross join lateral (
     select m.id, m.name, m.end_day, m.paid_amount, m.audited_at from milestone m
     where m.contract_id = c.id and m.state in ('paid', 'settled') and m.paid_amount > 0
       and m.audited_at >= $2 and m.audited_at < $3) m
   left join lateral (
     select v.at from contract_move v
     where v.contract_id = c.id and v.subject = 'milestone:' || m.id and v.move = 'start'
     order by v.id limit 1) begun on true
   ${freelancer}
   where ${underWay} and c.pay_kind = 'fixed' order by m.audited_at desc, m.id desc limit ${maxRows}`,
);

/** Null when there was none. */
export const bonusesPaid = sql<{ amount: bigint | null }>(
  'reports.bonuses_paid',
  `select sum(amount)::bigint as amount from statement_line
   where party_id = $1 and kind = 'bonus' and direction = 'out' and made_at >= $2 and made_at < $3`,
);
