import { sql } from '../../kernel/context.ts';
import { contractColumns, type ContractRow } from './contracts.sql.ts';
import type { WeekState } from './lifecycle.ts';

export interface WeekRow {
  id: bigint;
  contract_id: bigint;
  order_id: bigint;
  term: number;
  hourly: bigint;
  limit_slots: number;
  amount: bigint;
  state: WeekState;
  start_at: Date | null;
  end_at: Date | null;
  shot_slots: number;
  manual_slots: number;
  paid_amount: bigint;
  review_asked_at: Date | null;
  audited_at: Date | null;
  created_at: Date;
}

const columns = `w.id, w.contract_id, w.order_id, w.term, w.hourly, w.limit_slots, w.amount, w.state, w.start_at, w.end_at,
  w.shot_slots, w.manual_slots, w.paid_amount, w.review_asked_at, w.audited_at, w.created_at`;

export const insertWeek = sql<WeekRow>(
  'weeks.insert',
  `insert into week as w (contract_id, order_id, term, hourly, limit_slots, amount, state, created_at)
   values ($1, $2, coalesce((select max(term) from week where contract_id = $1), 0) + 1, $3, $4, $5, 'unfunded', $6)
   returning ${columns}`,
);

export const weeksOfContracts = sql<WeekRow>(
  'weeks.of_contracts',
  `select ${columns} from week w where w.contract_id = any ($1::bigint[]) order by w.contract_id, w.term`,
);

export const lockWeeks = sql<WeekRow>(
  'weeks.lock_of_contract',
  `select ${columns} from week w where w.contract_id = $1 order by w.term for no key update`,
);

export const contractOfWeek = sql<ContractRow>(
  'weeks.lock_contract',
  `select ${contractColumns} from contract c
   where c.id = (select contract_id from week where id = $1) and c.market = $2 for no key update of c`,
);

export const moveWeek = sql<WeekRow>(
  'weeks.move',
  `with moved as (
     update week w set state = $3,
       start_at = case when $3 = 'active' then $8 else start_at end,
       end_at = case when $3 = 'active' then $9 else end_at end,
       review_asked_at = case when $3 = 'in_review' then $4 else review_asked_at end,
       audited_at = case when $3 in ('paid', 'cancelled', 'disputed', 'settled') then $4 else audited_at end,
       paid_amount = coalesce($7, paid_amount)
     where w.id = $1 and w.state = $2 returning ${columns}
   ), noted as (
     insert into contract_move (contract_id, subject, move, from_state, to_state, by_role, at)
     select contract_id, 'week:' || id, $5, $2, $3, $6, $4 from moved
   )
   select * from moved`,
);

/** The open week of a contract, by which hours are recorded; locked, with the contract's terms. */
export const lockOpenWeek = sql<WeekRow & { contract_state: string; manual_allowed: boolean }>(
  'weeks.lock_open',
  `select ${columns}, c.state as contract_state, c.manual_allowed from week w join contract c on c.id = w.contract_id
   where w.contract_id = $1 and w.state = 'active' for no key update of w`,
);

export const countSlots = sql<{ id: bigint }>(
  'weeks.count_slots',
  `update week set shot_slots = shot_slots + $2, manual_slots = manual_slots + $3
   where id = $1 and shot_slots + manual_slots + $2 + $3 <= limit_slots returning id`,
);
