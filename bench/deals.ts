/** Contracts in the state in which money moves or hours are recorded, row for row what the operations write. */
import type { Client } from 'pg';
import { limitDealTables } from './limit.sql.ts';

export interface Milestone {
  readonly id: number;
  /** The party that may release it. */
  readonly client: number;
}

export interface Week {
  readonly id: number;
  readonly contractUid: string;
  readonly freelancer: number;
}

export interface DealOptions {
  readonly count: number;
  readonly payKind: 'fixed' | 'hourly';
  /** In ten-thousandths; without a fee no account of the house is touched. */
  readonly feeBasisPoints: number;
}

/** Each call deals with the first listings: as many as the first of them has. Another freelancer each time. */
const earlierDeals = `(select count(*) from contract where listing_id = (select min(id) from listing where uid like '000000000%'))`;

async function stage(client: Client, { count, payKind, feeBasisPoints }: DealOptions): Promise<void> {
  await client.query(
    `drop table if exists deal;
     create temp table deal as
       select l.id as listing, l.party_id as client, f.id as freelancer, ${feeBasisPoints} as fee,
         ${payKind === 'fixed' ? 20_000 : 400_000}::bigint as amount,
         nextval(pg_get_serial_sequence('contract', 'id')) as contract,
         nextval(pg_get_serial_sequence('pay_order', 'id')) as top_up, nextval(pg_get_serial_sequence('pay_order', 'id')) as ordered,
         nextval(pg_get_serial_sequence('ledger_transfer', 'id')) as arrived,
         nextval(pg_get_serial_sequence('ledger_transfer', 'id')) as funded
       from (select id, party_id, row_number() over (order by id) as n from listing where uid like '000000000%' order by id limit ${count}) l
       join (select id, row_number() over (order by id) - 1 as n, count(*) over () as many from party where kind = 'freelancer') f
         on f.n = (l.n + ${earlierDeals}) % f.many;
     alter table deal add column place bigint;
     update deal d set place = r.place from (
       select contract, row_number() over (partition by client order by contract) as place from deal) r where r.contract = d.contract;
     analyze deal;`,
  );
}

const contractsInserted = (payKind: string) => `
  insert into pay_order (id, market, trade_no, purpose, state, payer_party_id, payee_party_id, contract_id, amount, fee_basis_points,
      pays_trade_no, rail, created_at, paid_at) overriding system value
    select top_up, 'cloudwork', '98' || lpad(top_up::text, 16, '0'), 'topup', 'paid', client, null, null, amount, 0,
      null, 'alipay', now(), now() from deal
    union all
    select ordered, 'cloudwork', '99' || lpad(ordered::text, 16, '0'), '${payKind === 'fixed' ? 'milestones' : 'week'}', 'paid', client,
      freelancer, contract, amount, fee, null, null, now(), now() from deal;
  insert into contract (id, market, uid, invoice_no, listing_id, client_party_id, freelancer_party_id, name, message, pay_kind, amount,
      hourly, weekly_hours, manual_allowed, state, first_trade_no, created_at, offered_at, accepted_at) overriding system value
    select contract, 'cloudwork', left(md5('deal' || contract), 16), contract::text, listing, client, freelancer, 'Bench', 'Go', '${payKind}', amount,
      ${payKind === 'fixed' ? 'null, null' : '10000, 40'}, true, 'active', '99' || lpad(ordered::text, 16, '0'), now(), now(), now()
    from deal;
  insert into contract_move (contract_id, move, from_state, to_state, by_role, party_id, at)
    select contract, 'fund', 'drafted', 'offered', 'client', client, now() from deal
    union all select contract, 'accept', 'offered', 'active', 'freelancer', freelancer, now() from deal;`;

/** Each client tops up what an order costs and pays it at once, so that its balance is 0 after each deal. */
const moneyInserted = `
  insert into ledger_account (code, market, kind, party_id, is_house, opened_at)
    select 'escrow:' || ordered, 'cloudwork', 'escrow', client, false, now() from deal;
  insert into ledger_transfer (id, market, key, kind, digest, made_at) overriding system value
    select arrived, 'cloudwork', 'topup:98' || lpad(top_up::text, 16, '0'), 'topup', 'bench', now() from deal
    union all select funded, 'cloudwork', 'order:' || ordered || ':fund', 'escrow.fund', 'bench', now() from deal;
  insert into ledger_entry (transfer_id, account, amount, balance_after, version)
    select arrived, 'clearing:cloudwork:alipay', -amount, null, null from deal
    union all select arrived, a.code, amount, a.balance + amount, a.version + 2 * place - 1
      from deal join ledger_account a on a.code = 'available:' || client
    union all select funded, a.code, -amount, a.balance, a.version + 2 * place
      from deal join ledger_account a on a.code = 'available:' || client
    union all select funded, 'escrow:' || ordered, amount, amount, 1 from deal;
  update ledger_account a set balance = d.amount, version = 1 from deal d where a.code = 'escrow:' || d.ordered;
  update ledger_account a set version = a.version + 2 * d.deals
    from (select client, count(*) as deals from deal group by client) d where a.code = 'available:' || d.client;
  insert into statement_line (transfer_id, party_id, kind, direction, amount, balance_after, trade_no, contract_id, made_at)
    select arrived, client, 'deposit', 'in', amount, amount, '98' || lpad(top_up::text, 16, '0'), null, now() from deal
    union all select funded, client, 'freeze', 'out', amount, 0, '99' || lpad(ordered::text, 16, '0'), contract, now() from deal;`;

/** Fixed-price deals of two milestones of 100 yuan, both funded, the first of them under way. */
export async function addMilestones(client: Client, count: number, feeBasisPoints: number): Promise<Milestone[]> {
  await stage(client, { count, payKind: 'fixed', feeBasisPoints });
  await client.query(contractsInserted('fixed') + moneyInserted);
  const { rows } = await client.query<{ id: string; client: string }>(
    `with added as (
       insert into milestone (contract_id, order_id, term, name, amount, state, created_at)
       select contract, ordered, term, 'Part ' || term, amount / 2, case term when 1 then 'active' else 'funded' end, now()
       from deal cross join generate_series(1, 2) term order by contract, term returning id, contract_id, term
     ), noted as (
       insert into contract_move (contract_id, subject, move, from_state, to_state, by_role, at)
       select contract_id, 'milestone:' || id, 'fund', 'unfunded', 'funded', 'client', now() from added
       union all select contract_id, 'milestone:' || id, 'start', 'funded', 'active', 'system', now() from added where term = 1
     )
     select a.id, d.client from added a join deal d on d.contract = a.contract_id where term = 1 order by a.id`,
  );
  return rows.map((row) => ({ id: Number(row.id), client: Number(row.client) }));
}

/** Hourly deals whose week began six days ago. */
export async function addWeeks(client: Client, count: number): Promise<Week[]> {
  await stage(client, { count, payKind: 'hourly', feeBasisPoints: 1_000 });
  await client.query(contractsInserted('hourly') + moneyInserted);
  const { rows } = await client.query<{ id: string; uid: string; freelancer: string }>(
    `with added as (
       insert into week (contract_id, order_id, term, hourly, limit_slots, amount, state, start_at, end_at, created_at)
       select contract, ordered, 1, 10000, 240, amount, 'active', date_trunc('day', now() + interval '8 hours') - interval '6 days 8 hours',
         date_trunc('day', now() + interval '8 hours') + interval '16 hours', now() from deal returning id, contract_id)
     select a.id, c.uid, c.freelancer_party_id as freelancer from added a join contract c on c.id = a.contract_id order by a.id`,
  );
  return rows.map((row) => ({ id: Number(row.id), contractUid: row.uid, freelancer: Number(row.freelancer) }));
}

/** The same milestones and weeks for the limit; as many payees as there are freelancers. */
export async function addLimitDeals(client: Client, count: number, freelancers: number): Promise<void> {
  await client.query(
    `${limitDealTables}
     insert into limits.account select n, 0 from generate_series(1, ${freelancers}) n
       union all select -n, 0 from generate_series(1, 64) n
       union all select 1000000 + n, 20000 from generate_series(1, ${count}) n;
     insert into limits.contract select n, n, 1 + n % ${freelancers}, 0 from generate_series(1, ${count}) n;
     insert into limits.milestone select 2 * n - 1, n, 1000000 + n, 10000, 'active' from generate_series(1, ${count}) n
       union all select 2 * n, n, 1000000 + n, 10000, 'funded' from generate_series(1, ${count}) n;
     create index milestone_contract on limits.milestone (contract_id);
     insert into limits.week select n, 0, 240 from generate_series(1, ${count}) n;`,
  );
}

/** Accounts of a market of their own, for transfers straight through the ledger: `wallets` of parties and 64 of the house. */
export async function addLedgerAccounts(client: Client, wallets: number): Promise<void> {
  await client.query(
    `insert into ledger_account (code, market, kind, party_id, is_house, opened_at)
       select 'bench:' || n, 'bench', 'escrow', null::bigint, false, now() from generate_series(1, ${wallets}) n
       union all select 'fees:bench:' || n, 'bench', 'fees', null, true, now() from generate_series(1, 64) n
     on conflict do nothing`,
  );
}
