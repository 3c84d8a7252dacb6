import { sql } from '../../kernel/context.ts';
import type { ContractState } from './lifecycle.ts';

export interface ContractRow {
  id: bigint;
  uid: string;
  invoice_no: string;
  listing_id: bigint;
  proposal_id: bigint | null;
  client_party_id: bigint;
  freelancer_party_id: bigint;
  name: string;
  message: string;
  pay_kind: 'hourly' | 'fixed';
  amount: bigint;
  hourly: bigint | null;
  weekly_hours: number | null;
  manual_allowed: boolean;
  start_day: string | null;
  end_day: string | null;
  state: ContractState;
  first_trade_no: string;
  file_id: bigint | null;
  question_id: number | null;
  reason: string;
  finished_by: 'client' | 'freelancer' | null;
  paid_total: bigint;
  created_at: Date;
  offered_at: Date | null;
  expires_at: Date | null;
  accepted_at: Date | null;
  ended_at: Date | null;
}

export const contractColumns = `c.id, c.uid, c.invoice_no, c.listing_id, c.proposal_id, c.client_party_id, c.freelancer_party_id, c.name,
  c.message, c.pay_kind, c.amount, c.hourly, c.weekly_hours, c.manual_allowed, c.start_day::text, c.end_day::text, c.state,
  c.first_trade_no, c.file_id, c.question_id, c.reason, c.finished_by, c.paid_total, c.created_at, c.offered_at, c.expires_at, c.accepted_at,
  c.ended_at`;

export const insertContract = sql<{ id: bigint }>(
  'contracts.insert',
  `insert into contract (market, uid, invoice_no, listing_id, proposal_id, client_party_id, freelancer_party_id, name, message,
     pay_kind, amount, hourly, weekly_hours, manual_allowed, start_day, end_day, state, first_trade_no, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, '', $18)
   on conflict (listing_id, freelancer_party_id) where state in ('drafted', 'offered', 'active', 'paused', 'disputed')
   do nothing returning id`,
);

export const setFirstOrder = sql<never>(
  'contracts.set_first_order',
  'update contract set first_trade_no = $2, file_id = $3 where id = $1',
);

export const contractByUid = sql<ContractRow>(
  'contracts.by_uid',
  `select ${contractColumns} from contract c where c.market = $1 and c.uid = $2`,
);

export const contractById = sql<ContractRow>(
  'contracts.by_id',
  `select ${contractColumns} from contract c where c.id = $1`,
);

export const lockContractByUid = sql<ContractRow>(
  'contracts.lock_by_uid',
  `select ${contractColumns} from contract c where c.market = $1 and c.uid = $2 for no key update`,
);

export const lockContractById = sql<ContractRow>(
  'contracts.lock_by_id',
  `select ${contractColumns} from contract c where c.id = $1 and c.market = $2 for no key update`,
);

export const draftOfPair = sql<ContractRow>(
  'contracts.draft_of_pair',
  `select ${contractColumns} from contract c
   where c.listing_id = $1 and c.freelancer_party_id = $2 and c.state = 'drafted' for no key update`,
);

export const moveContract = sql<ContractRow>(
  'contracts.move',
  `with moved as (
     update contract c set state = $3,
       offered_at = case when $3 = 'offered' then $4 else offered_at end,
       expires_at = case when $3 = 'offered' then $5 else expires_at end,
       accepted_at = case when $3 = 'active' and accepted_at is null then $4 else accepted_at end,
       ended_at = case when $3 in ('refused', 'revoked', 'expired', 'finished', 'settled', 'disputed') then $4 else ended_at end,
       finished_by = case when $3 in ('finished', 'disputed') then $6 else finished_by end,
       question_id = coalesce($8, question_id), reason = case when $9 = '' then reason else $9 end
     where c.id = $1 and c.state = $2 returning ${contractColumns}
   ), noted as (
     insert into contract_move (contract_id, move, from_state, to_state, by_role, party_id, note, at)
     select id, $7, $2, $3, $6, $10, $9, $4 from moved
   )
   select * from moved`,
);

export const disputedContracts = sql<ContractRow>(
  'contracts.disputed',
  `select ${contractColumns} from contract c where c.market = $1 and c.state = 'disputed' order by c.ended_at limit 100`,
);

export const addPaid = sql<never>(
  'contracts.add_paid',
  'update contract set paid_total = paid_total + $2 where id = $1',
);

/** What each list holds: the states of the contract, and of its current milestone or week. */
export interface ContractFilter {
  readonly states: readonly ContractState[];
  readonly payKind: 'hourly' | 'fixed' | null;
  readonly inReview: boolean | null;
}

const listCondition = (side: 'client' | 'freelancer') => `c.${side}_party_id = $1 and c.state = any ($2::text[])
   and ($3::text is null or c.pay_kind = $3)${side === 'freelancer' ? ' and c.offered_at is not null' : ''}
   and ($4::boolean is null or $4 = (exists (select from milestone m where m.contract_id = c.id and m.state = 'in_review')
     or exists (select from week w where w.contract_id = c.id and w.state = 'in_review')))`;

const listOf = (side: 'client' | 'freelancer') => ({
  page: sql<ContractRow>(
    `contracts.list_of_${side}`,
    `select ${contractColumns} from contract c where ${listCondition(side)} order by c.id desc limit $5 offset $6`,
  ),
  count: sql<{ count: bigint }>(
    `contracts.count_of_${side}`,
    `select count(*) from contract c where ${listCondition(side)}`,
  ),
});

export const contractLists = { client: listOf('client'), freelancer: listOf('freelancer') };

export const titlesOfContracts = sql<{ id: bigint; title: string; name: string }>(
  'contracts.titles',
  `select c.id, l.title, p.name from contract c join listing l on l.id = c.listing_id join party p on p.id = c.client_party_id
   where c.id = any ($1::bigint[])`,
);

export interface MoveRow {
  id: bigint;
  subject: string;
  move: string;
  from_state: string;
  to_state: string;
  by_role: string;
  note: string;
  at: Date;
}

export const movesOfContract = sql<MoveRow>(
  'contracts.moves',
  `select id, subject, move, from_state, to_state, by_role, note, at from contract_move
   where contract_id = $1 order by id limit 1000`,
);

/** What this module says of money; each row is something wrong. */
export const contractProofs = {
  escrow_unlike_orders: `select o.trade_no as subject, a.balance || ' <> ' || held.amount as found
    from pay_order o join ledger_account a on a.code = 'escrow:' || o.id
    cross join lateral (
      select coalesce(sum(s.amount), 0) as amount from (
        select amount, order_id, state from milestone union all select amount, order_id, state from week) s
      where s.order_id = o.id and s.state in ('funded', 'active', 'in_review', 'sent_back', 'disputed')) held
    where o.purpose in ('milestones', 'week') and a.balance <> held.amount`,
  funded_unlike_paid_orders: `select o.trade_no as subject, o.state as found from pay_order o
    where o.purpose in ('milestones', 'week') and (o.state = 'paid') <> exists (
      select from ledger_transfer t where t.market = o.market and t.key = 'order:' || o.id || ':fund')`,
  paid_unlike_statement: `select c.uid as subject, c.paid_total || ' <> ' || coalesce(s.sum, 0) as found
    from contract c left join (
      select contract_id, sum(amount) as sum from statement_line where kind = 'pay' group by contract_id) s on s.contract_id = c.id
    where c.paid_total <> coalesce(s.sum, 0)`,
} as const;
