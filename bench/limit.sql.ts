/** The limit's own tables: what one would write for each row alone, without a product. */

/** One wide table for jobs. */
export const limitTables = `drop schema if exists limits cascade;
  create schema limits;
  create table limits.job (
    id bigint primary key, uid text not null unique, client_id bigint not null, client text not null, state text not null,
    title text not null, description text not null, summary text not null, category_id int not null, hires int not null,
    pay_kind text not null, level text not null, duration smallint, workload smallint, budget bigint,
    created_at timestamptz not null, words tsvector not null);
  create sequence limits.job_id start 10000000;`;

/** Accounts, contracts, milestones and entries with nothing but what a release needs, and hours. */
export const limitDealTables = `
  drop table if exists limits.account, limits.contract, limits.milestone, limits.entry, limits.week, limits.shot;
  create table limits.account (id bigint primary key, balance bigint not null);
  create table limits.contract (id bigint primary key, client bigint not null, payee bigint not null, paid_total bigint not null);
  create table limits.milestone (id bigint primary key, contract_id bigint not null, escrow bigint not null, amount bigint not null,
    state text not null);
  create table limits.entry (id bigint generated always as identity primary key, milestone_id bigint not null,
    account bigint not null, amount bigint not null, balance_after bigint not null, at timestamptz not null default now());
  create index entry_account on limits.entry (account, id);
  create table limits.week (id bigint primary key, slots int not null, most int not null);
  create table limits.shot (id bigint generated always as identity primary key, week_id bigint not null, slot_at timestamptz not null,
    description text not null, created_at timestamptz not null default now(), unique (week_id, slot_at));
  create or replace function limits.release(p_milestone bigint, p_fees bigint) returns boolean language plpgsql as $$
  declare d record; v_fee bigint; v_escrow bigint; v_payee bigint; v_fees bigint;
  begin
    select m.*, c.payee into d from limits.milestone m join limits.contract c on c.id = m.contract_id
      where m.id = p_milestone and m.state = 'active' for update;
    if not found then return false; end if;
    v_fee := d.amount / 10;
    update limits.account set balance = balance - d.amount where id = d.escrow and balance >= d.amount returning balance into v_escrow;
    update limits.account set balance = balance + d.amount - v_fee where id = d.payee returning balance into v_payee;
    update limits.account set balance = balance + v_fee where id = p_fees returning balance into v_fees;
    insert into limits.entry (milestone_id, account, amount, balance_after) values (d.id, d.escrow, -d.amount, v_escrow),
      (d.id, d.payee, d.amount - v_fee, v_payee), (d.id, p_fees, v_fee, v_fees);
    update limits.milestone set state = 'paid' where id = d.id;
    update limits.contract set paid_total = paid_total + d.amount where id = d.contract_id;
    return true;
  end $$;`;

const found = `from limits.job where state = 'open' and words @@ $1::tsquery and category_id = $2 and level = $3`;
const card = `id, uid, title, summary, category_id, hires, pay_kind, level, duration, workload, budget, created_at, client`;

/** Named, so that the server keeps them prepared. */
export const statements = {
  job: {
    name: 'job',
    text: `select ${card}, description, state from limits.job where uid = $1`,
  },
  page: { name: 'page', text: `select ${card} ${found} order by created_at desc, id desc limit 20` },
  count: { name: 'count', text: `select count(*)::int as total ${found}` },
  create: {
    name: 'create',
    text: `insert into limits.job (id, uid, client_id, client, state, title, description, summary, category_id, hires, pay_kind,
        level, duration, workload, budget, created_at, words)
      values (nextval('limits.job_id'), $1, $2, 'Bench', 'open', $3, $4, $5, $6, 1, $7, $8, 3, 2, $9, now(), array_to_tsvector($10::text[]))
      returning id`,
  },
  lockMilestone: {
    name: 'lock_milestone',
    text: `select m.amount, m.escrow, m.contract_id, c.payee from limits.milestone m join limits.contract c on c.id = m.contract_id
      where m.id = $1 and m.state = 'active' for update`,
  },
  change: {
    name: 'change',
    text: 'update limits.account set balance = balance + $2 where id = $1 and balance + $2 >= 0 returning balance',
  },
  entries: {
    name: 'entries',
    text: `insert into limits.entry (milestone_id, account, amount, balance_after)
      select $1, * from unnest($2::bigint[], $3::bigint[], $4::bigint[])`,
  },
  paid: {
    name: 'paid',
    text: `with m as (update limits.milestone set state = 'paid' where id = $1 returning contract_id, amount)
      update limits.contract c set paid_total = paid_total + m.amount from m where c.id = m.contract_id`,
  },
  release: { name: 'release', text: 'select limits.release($1, $2) as done' },
  lockWeek: { name: 'lock_week', text: 'select slots, most from limits.week where id = $1 for update' },
  shot: {
    name: 'shot',
    text: `insert into limits.shot (week_id, slot_at, description) values ($1, $2, $3) on conflict do nothing returning id`,
  },
  slots: { name: 'slots', text: 'update limits.week set slots = slots + 1 where id = $1' },
  post: {
    name: 'post',
    text: `select ledger_post('bench', $1, 'bench', 'none', now(), $2::text[], $3::bigint[], '[]') as result`,
  },
} as const;
