import { sql } from '../../kernel/context.ts';
import { contractColumns, type ContractRow } from './contracts.sql.ts';
import type { MilestoneState } from './lifecycle.ts';

export interface MilestoneRow {
  id: bigint;
  contract_id: bigint;
  order_id: bigint;
  term: number;
  name: string;
  amount: bigint;
  end_day: string | null;
  state: MilestoneState;
  paid_amount: bigint;
  requested_at: Date | null;
  request_message: string;
  audited_at: Date | null;
  audit_reason: string;
  created_at: Date;
}

const columns = (alias: string) =>
  `${alias}.id, ${alias}.contract_id, ${alias}.order_id, ${alias}.term, ${alias}.name, ${alias}.amount, ${alias}.end_day::text,
   ${alias}.state, ${alias}.paid_amount, ${alias}.requested_at, ${alias}.request_message, ${alias}.audited_at,
   ${alias}.audit_reason, ${alias}.created_at`;

export const insertMilestones = sql<{ id: bigint }>(
  'milestones.insert',
  `insert into milestone (contract_id, order_id, term, name, amount, end_day, state, created_at)
   select $1, $2, coalesce((select max(term) from milestone where contract_id = $1), 0) + row.place, row.name, row.amount, row.end_day, 'unfunded', $3
   from unnest($4::text[], $5::bigint[], $6::date[]) with ordinality as row (name, amount, end_day, place)
   returning id`,
);

export const milestonesOfContracts = sql<MilestoneRow>(
  'milestones.of_contracts',
  `select ${columns('m')} from milestone m where m.contract_id = any ($1::bigint[]) order by m.contract_id, m.term`,
);

export const lockMilestones = sql<MilestoneRow>(
  'milestones.lock_of_contract',
  `select ${columns('m')} from milestone m where m.contract_id = $1 order by m.term for no key update`,
);

/** What the ledger needs of the order that funded a milestone. */
export interface FundingOrder {
  trade_no: string;
  payer_party_id: bigint;
  fee_basis_points: number;
}

/** All milestones of the contract that this one belongs to, locked, each with its order. */
export const lockMilestonesBeside = sql<MilestoneRow & FundingOrder>(
  'milestones.lock_beside',
  `select ${columns('m')}, o.trade_no, o.payer_party_id, o.fee_basis_points
   from milestone m join pay_order o on o.id = m.order_id
   where m.contract_id = (select contract_id from milestone where id = $1) order by m.term for no key update of m`,
);

/** The contract first, then its milestones: the same order in which everything locks them. */
export const contractOfMilestone = sql<ContractRow>(
  'milestones.lock_contract',
  `select ${contractColumns} from contract c
   where c.id = (select contract_id from milestone where id = $1) and c.market = $2 for no key update of c`,
);

const moveOf = (whose: string) => `with moved as (
     update milestone m set state = $3,
       paid_amount = case when $3 = 'paid' then m.amount else paid_amount end,
       requested_at = case when $3 = 'in_review' then $4 else requested_at end,
       request_message = case when $3 = 'in_review' then $7 else request_message end,
       audited_at = case when $3 in ('paid', 'sent_back') then $4 else audited_at end,
       audit_reason = case when $3 = 'sent_back' then $7 else audit_reason end
     where ${whose} returning ${columns('m')}
   ), noted as (
     insert into contract_move (contract_id, subject, move, from_state, to_state, by_role, party_id, note, at)
     select moved.contract_id, 'milestone:' || moved.id, $5, was.state, $3, $6, $8, $7, $4
     from moved join milestone was on was.id = moved.id
   )
   select * from moved order by term`;

/** Parameters: 1 ids, 2 states they may be in, 3 the new state, 4 now, 5 the move, 6 the role, 7 a note, 8 the party. */
export const moveMilestones = sql<MilestoneRow>(
  'milestones.move',
  moveOf('m.id = any ($1::bigint[]) and m.state = any ($2::text[])'),
);

/** The same for one: for a list the server would plan anew each time, which takes longer than the move. */
export const moveMilestone = sql<MilestoneRow>('milestones.move_one', moveOf('m.id = $1 and m.state = $2'));

export const settleMilestoneRow = sql<never>(
  'milestones.settle',
  `with settled as (
     update milestone set state = 'settled', paid_amount = $2, audited_at = $3
     where id = $1 and state = 'disputed' returning id, contract_id
   )
   insert into contract_move (contract_id, subject, move, from_state, to_state, by_role, at)
   select contract_id, 'milestone:' || id, 'settle', 'disputed', 'settled', 'operator', $3 from settled`,
);

export interface SubmissionRow {
  id: bigint;
  milestone_id: bigint;
  message: string;
  file_id: bigint | null;
  created_at: Date;
  audited_at: Date | null;
  reason: string;
  audit_file_id: bigint | null;
}

const submissionColumns = 'id, milestone_id, message, file_id, created_at, audited_at, reason, audit_file_id';

export const insertSubmission = sql<{ id: bigint }>(
  'milestones.insert_submission',
  'insert into milestone_submission (milestone_id, message, file_id, created_at) values ($1, $2, $3, $4) returning id',
);

export const auditSubmission = sql<never>(
  'milestones.audit_submission',
  `update milestone_submission set audited_at = $2, reason = $3, audit_file_id = $4
   where id = (select max(id) from milestone_submission where milestone_id = $1) and audited_at is null`,
);

export const submissionsOf = sql<SubmissionRow>(
  'milestones.submissions',
  `select ${submissionColumns} from milestone_submission where milestone_id = any ($1::bigint[]) order by id desc limit 500`,
);
