import { sql } from '../../kernel/context.ts';

export const openAccount = sql<never>(
  'ledger.open_account',
  `insert into ledger_account (code, market, kind, party_id, is_house, opened_at)
   values ($1, $2, $3, $4, $3 in ('fees', 'tax', 'clearing'), $5) on conflict (code) do nothing`,
);

export const postTransfer = sql<{ result: 'posted' | 'repeated' | 'reused' }>(
  'ledger.post',
  'select ledger_post($1, $2, $3, $4, $5, $6::text[], $7::bigint[], $8::jsonb) as result',
);

export const balancesOfParty = sql<{ kind: string; balance: bigint }>(
  'ledger.balances_of_party',
  `select kind, sum(balance)::bigint as balance from ledger_account
   where party_id = $1 and kind in ('available', 'withdrawing', 'escrow') group by kind`,
);

export interface StatementRow {
  id: bigint;
  kind: StatementKind;
  direction: 'in' | 'out';
  amount: bigint;
  fee: bigint;
  balance_after: bigint;
  trade_no: string;
  contract_id: bigint | null;
  note: string;
  made_at: Date;
}

export const statementKinds = ['deposit', 'withdraw', 'pay', 'refund', 'freeze', 'income', 'bonus'] as const;
export type StatementKind = (typeof statementKinds)[number];

const statementFilter = `party_id = $1 and kind = any ($2::text[])
   and ($3::timestamptz is null or made_at >= $3) and ($4::timestamptz is null or made_at < $4)`;

export const statementOfParty = sql<StatementRow>(
  'ledger.statement_of_party',
  `select id, kind, direction, amount, fee, balance_after, trade_no, contract_id, note, made_at
   from statement_line where ${statementFilter} order by id desc limit $5 offset $6`,
);

export const oldestStatementOfParty = sql<StatementRow>(
  'ledger.oldest_statement_of_party',
  `select id, kind, direction, amount, fee, balance_after, trade_no, contract_id, note, made_at
   from statement_line where ${statementFilter} order by id limit $5 offset $6`,
);

export const statementSums = sql<{ kind: StatementKind; lines: bigint; amount: bigint }>(
  'ledger.statement_sums',
  `select kind, count(*) as lines, sum(amount)::bigint as amount from statement_line
   where ${statementFilter} group by kind`,
);

/** Each row is something wrong; all of them empty is the proof. */
export const proofs = {
  unbalanced_transfers: `select transfer_id::text as subject, sum(amount)::text as found from ledger_entry
    group by transfer_id having sum(amount) <> 0 or count(*) < 2`,
  transfers_without_entries: `select t.id::text as subject, t.kind as found from ledger_transfer t
    where not exists (select from ledger_entry e where e.transfer_id = t.id)`,
  balances_unlike_entries: `select a.code as subject, a.balance || ' <> ' || coalesce(e.sum, 0) as found
    from ledger_account a left join (select account, sum(amount) as sum, count(*) as entries from ledger_entry group by account) e
      on e.account = a.code
    where not a.is_house and (a.balance <> coalesce(e.sum, 0) or a.version <> coalesce(e.entries, 0))`,
  broken_chains: `select account as subject, version::text as found from (
      select account, version, balance_after, sum(amount) over w as running, row_number() over w as place
      from ledger_entry where version is not null window w as (partition by account order by version)) chain
    where running <> balance_after or place <> version`,
  entries_without_account: `select account as subject, count(*)::text as found from ledger_entry e
    where not exists (select from ledger_account a where a.code = e.account) group by account`,
  house_sum: `select 'all entries' as subject, sum(amount)::text as found from ledger_entry having sum(amount) <> 0`,
} as const;
