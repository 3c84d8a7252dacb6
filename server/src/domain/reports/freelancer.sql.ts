import { sql } from '../../kernel/context.ts';
import { maxRows, weekWorth } from './rows.ts';

const current = `c.freelancer_party_id = $1 and c.state in ('active', 'paused')`;

export interface OpenMilestoneRow {
  contract_uid: string;
  contract_name: string;
  name: string;
  amount: bigint;
  started_at: Date | null;
}

export const openMilestones = sql<OpenMilestoneRow>(
  'reports.open_milestones',
  `select c.uid as contract_uid, c.name as contract_name, m.name, m.amount, begun.at as started_at
   from contract c
   cross join lateral (
     select m.id, m.name, m.amount from milestone m
     where m.contract_id = c.id and m.state = any ($2::text[])) m
   left join lateral (
     select v.at from contract_move v
     where v.contract_id = c.id and v.subject = 'milestone:' || m.id and v.move = 'start'
     order by v.id limit 1) begun on true
   where ${current} order by m.id desc limit ${maxRows}`,
);

export interface OpenWeekRow {
  contract_uid: string;
  contract_name: string;
  start_at: Date | null;
  end_at: Date | null;
  hourly: bigint;
  limit_slots: number;
  shot_slots: number;
  manual_slots: number;
  worth: bigint;
}

export const openWeeks = sql<OpenWeekRow>(
  'reports.open_weeks',
  `select c.uid as contract_uid, c.name as contract_name, w.start_at, w.end_at, w.hourly, w.limit_slots, w.shot_slots,
     w.manual_slots, w.worth
   from contract c
   cross join lateral (
     select w.id, w.start_at, w.end_at, w.hourly, w.limit_slots, w.shot_slots, w.manual_slots, ${weekWorth} as worth
     from week w where w.contract_id = c.id and w.state = any ($2::text[])) w
   where ${current} order by w.id desc limit ${maxRows}`,
);

export const openSums = sql<{ in_progress: bigint; in_review: bigint }>(
  'reports.open_sums',
  `select coalesce(sum(s.worth) filter (where s.state <> 'in_review'), 0)::bigint as in_progress,
     coalesce(sum(s.worth) filter (where s.state = 'in_review'), 0)::bigint as in_review
   from contract c
   cross join lateral (
     select m.state, m.amount as worth from milestone m
     where m.contract_id = c.id and m.state in ('active', 'sent_back', 'in_review')
     union all
     select w.state, ${weekWorth} from week w where w.contract_id = c.id and w.state in ('active', 'in_review')) s
   where ${current}`,
);
