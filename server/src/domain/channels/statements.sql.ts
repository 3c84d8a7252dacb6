import { sql } from '../../kernel/context.ts';

export interface StatementRow {
  id: bigint;
  own_id: string;
  paid_at: Date;
  amount: bigint;
  method: string | null;
  transaction_no: string | null;
  person_own_id: string;
  person_name: string;
  number_shown: string;
  posting_own_id: string;
  posting_name: string;
}

/** Completed payments for applications to a company's work, in the order of paying; `$5`, `$6` is the last one before. */
export const statementRows = sql<StatementRow>(
  'channels.statement_rows',
  `select p.id, p.own_id, p.paid_at, p.amount, p.method, p.transaction_no, h.own_id as person_own_id,
     h.name as person_name, h.number_shown, w.own_id as posting_own_id, w.name as posting_name
   from channel_posting w join channel_application a on a.posting_id = w.id
     join channel_payment p on p.application_id = a.id join channel_person h on h.id = p.person_id
   where w.channel_id = $1 and w.company_id = $2 and p.state = 'completed' and p.paid_at >= $3 and p.paid_at < $4
     and (p.paid_at, p.id) > ($5::timestamptz, $6::bigint)
   order by p.paid_at, p.id limit $7`,
);

export interface IncomeRow {
  person_id: bigint;
  client_id: string;
  client_name: string;
  own_id: string;
  name: string;
  number_cipher: string;
  phone: string;
  payments: bigint;
  amount: bigint;
  first_paid_at: Date;
  last_paid_at: Date;
}

/** What each person of each partner has received in a time; sandboxes do not count. */
export const incomeRows = sql<IncomeRow>(
  'channels.income_rows',
  `select h.id as person_id, c.client_id, c.name as client_name, h.own_id, h.name, h.number_cipher, h.phone, s.*
   from channel_person h join channel_client c on c.id = h.channel_id
     cross join lateral (
       select count(*) as payments, sum(amount)::bigint as amount, min(paid_at) as first_paid_at,
         max(paid_at) as last_paid_at
       from channel_payment p
       where p.person_id = h.id and p.state = 'completed' and p.paid_at >= $1 and p.paid_at < $2) s
   where h.id > $3 and not c.is_sandbox and s.payments > 0
   order by h.id limit $4`,
);
