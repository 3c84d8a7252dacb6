import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../test/database.ts';
import * as ofClient from './client.sql.ts';
import * as figures from './figures.sql.ts';
import * as ofFreelancer from './freelancer.sql.ts';
import { viewsSince } from './views.sql.ts';

let database: TestDatabase;
let client: Client;
let busyClient = '';
let busyFreelancer = '';

/** One client and one freelancer with 1,000 contracts each, among 300 others of each with 100; three years of them. */
beforeAll(async () => {
  database = await cloneDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(`
    set synchronous_commit = off;
    insert into user_account (market, uid, username, name, password_hash, created_at)
      select 'cloudwork', 'u' || n, 'u' || n, 'u', 'none', now() from generate_series(0, 601) n;
    insert into party (market, uid, user_id, kind, name, created_at)
      select 'cloudwork', uid, id, case when substr(uid, 2)::int % 2 = 0 then 'client' else 'freelancer' end, 'p', now()
      from user_account;
    create temporary table deal as
      select n, case when n % 31 = 0 then 0 else 2 + 2 * (n % 300) end as c,
        case when n % 31 = 1 then 1 else 3 + 2 * ((n * 7) % 300) end as f,
        timestamptz '2026-11-20' - n * interval '50 minutes' as at
      from generate_series(1, 31000) n;
    insert into listing (market, uid, party_id, state, title, description, summary, category_id, hires, pay_kind, level,
        created_at, updated_at)
      select 'cloudwork', 'l' || n, p.id, 'open', 't' || n, 'd', 'd', 4, 1, 'fixed', 'entry', d.at, d.at
      from deal d join party p on p.uid = 'u' || d.c;
    insert into contract (market, uid, invoice_no, listing_id, client_party_id, freelancer_party_id, name,
        message, pay_kind, amount, hourly, weekly_hours, state, first_trade_no, created_at, accepted_at, ended_at)
      select 'cloudwork', 'c' || n, '', l.id, l.party_id, f.id, 'c', '',
        case when n % 2 = 0 then 'fixed' else 'hourly' end, 100,
        case when n % 2 = 1 then 100 end, case when n % 2 = 1 then 1 end,
        case when n % 10 = 0 then 'active' when n % 10 = 1 then 'paused' else 'finished' end, '', d.at, d.at,
        case when n % 10 > 1 then d.at + interval '20 days' end
      from deal d join listing l on l.uid = 'l' || n join party f on f.uid = 'u' || d.f;
    insert into pay_order (market, trade_no, purpose, state, payer_party_id, contract_id, amount, created_at)
      select market, uid, 'week', 'paid', client_party_id, id, 100, created_at from contract;
    insert into milestone (contract_id, order_id, term, name, amount, state, paid_amount, audited_at, created_at)
      select c.id, o.id, 1, 'm', 100, case when c.state = 'finished' then 'paid' else 'active' end, 100,
        c.ended_at, c.created_at
      from contract c join pay_order o on o.contract_id = c.id where c.pay_kind = 'fixed';
    insert into week (contract_id, order_id, term, hourly, limit_slots, amount, state, start_at, audited_at, created_at)
      select c.id, o.id, 1, 100, 6, 100, case when c.state = 'finished' then 'paid' else 'active' end,
        c.created_at, c.ended_at, c.created_at
      from contract c join pay_order o on o.contract_id = c.id where c.pay_kind = 'hourly';
    insert into contract_move (contract_id, subject, move, from_state, to_state, by_role, at)
      select contract_id, 'milestone:' || id, 'start', 'funded', 'active', 'system', created_at from milestone;
    insert into screenshot (contract_id, week_id, slot_at, day, shot_at, is_auto, created_at)
      select contract_id, id, start_at, start_at, start_at, true, start_at from week;
    insert into thread (market, created_at) values ('cloudwork', now());
    insert into proposal (market, listing_id, freelancer_party_id, client_party_id, kind, state, message,
        thread_id, created_at, updated_at)
      select c.market, c.listing_id, c.freelancer_party_id, c.client_party_id, 'bid', 'active', '', t.id,
        c.created_at, c.created_at
      from contract c cross join thread t;
    insert into proposal_move (proposal_id, move, to_state, by_role, at)
      select id, 'bid', 'active', 'freelancer', created_at from proposal;
    insert into review (contract_id, author_party_id, about_party_id, author_role, marks, average, score,
        content, created_at)
      select id, client_party_id, freelancer_party_id, 'client', '{}', 5, 5, '', ended_at
      from contract where state = 'finished';
    insert into ledger_transfer (market, key, kind, digest, made_at)
      select 'cloudwork', uid, 'k', '', created_at from contract;
    insert into statement_line (transfer_id, party_id, kind, direction, amount, balance_after, made_at)
      select t.id, s.party, s.kind, s.direction, 1, 1, c.created_at
      from contract c join ledger_transfer t on t.key = c.uid
      cross join lateral (values (c.client_party_id, 'pay', 'out'), (c.client_party_id, 'bonus', 'out'),
        (c.freelancer_party_id, 'income', 'in')) s (party, kind, direction);
    insert into profile_view (party_id, day, count)
      select p.id, date '2026-11-20' - n, 1
      from party p cross join generate_series(0, 100) n where p.kind = 'freelancer'`);
  await client.query('vacuum analyze');
  const { rows } = await client.query<{ id: string }>(
    `select id::text from party where uid in ('u0', 'u1') order by uid`,
  );
  [busyClient, busyFreelancer] = [rows[0]?.id ?? '', rows[1]?.id ?? ''];
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Node[];
}

const literal = (value: string | null) => (value === null ? 'null' : `'${value}'`);

/** The tables that a plan reads from end to end. */
async function wholeTablesOf(text: string, values: readonly (string | null)[], mode: string): Promise<string[]> {
  await client.query(`deallocate all; set plan_cache_mode = ${mode}`);
  await client.query(`prepare asked as ${text}`);
  const answer = await client.query<{ 'QUERY PLAN': readonly { Plan: Node }[] }>(
    `explain (format json) execute asked (${values.map(literal).join(', ')})`,
  );
  const flat = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flat)];
  const nodes = answer.rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => flat(Plan)));
  return nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name'] ?? '');
}

const month = ['2026-10-20', '2026-11-20'] as const;
const year = ['2025-11-20', '2026-11-20'] as const;

const statements = {
  'the budget of a month': () => [ofClient.budget.text, [busyClient, ...month]],
  'the budget of a year': () => [ofClient.budget.text, [busyClient, ...year]],
  'the timesheet of a month': () => [ofClient.timesheet.text, [busyClient, ...month, null]],
  'the timesheet of a year': () => [ofClient.timesheet.text, [busyClient, ...year, null]],
  'the timesheet of one freelancer': () => [ofClient.timesheet.text, [busyClient, ...year, busyFreelancer]],
  'whether a freelancer has worked for the client': () => [ofClient.workedWith.text, [busyClient, 'cloudwork', 'u3']],
  'the weeks of a month': () => [ofClient.weeksBegun.text, [busyClient, ...month]],
  'the weeks of a year': () => [ofClient.weeksBegun.text, [busyClient, ...year]],
  'the milestones of a month': () => [ofClient.milestonesPaid.text, [busyClient, ...month]],
  'the milestones of a year': () => [ofClient.milestonesPaid.text, [busyClient, ...year]],
  'the bonuses of a year': () => [ofClient.bonusesPaid.text, [busyClient, ...year]],
  'open milestones': () => [ofFreelancer.openMilestones.text, [busyFreelancer, '{active,sent_back}']],
  'open weeks': () => [ofFreelancer.openWeeks.text, [busyFreelancer, '{active,sent_back}']],
  'the sums of open work': () => [ofFreelancer.openSums.text, [busyFreelancer]],
  'the figures of deals': () => [figures.dealFigures.text, [busyFreelancer, month[0]]],
  'the figures of proposals': () => [figures.proposalFigures.text, [busyFreelancer, month[0]]],
  'the income of a year': () => [figures.incomeSince.text, [busyFreelancer, year[0]]],
  'the figures of reviews': () => [figures.reviewFigures.text, [busyFreelancer]],
  'the figures of a client': () => [figures.clientFigures.text, [busyClient]],
  'the views of a season': () => [viewsSince.text, [busyFreelancer, month[0]]],
} satisfies Record<string, () => [string, (string | null)[]]>;

const large = [
  'contract',
  'milestone',
  'week',
  'statement_line',
  'screenshot',
  'contract_move',
  'proposal',
  'proposal_move',
  'review',
  'listing',
  'profile_view',
];

describe.each(['force_custom_plan', 'force_generic_plan'])('with plan_cache_mode %s', (mode) => {
  test.each(Object.entries(statements))('%s reads no large table from end to end', async (_name, statement) => {
    const [text, values] = statement();
    const whole = await wholeTablesOf(text, values, mode);
    expect(whole.filter((table) => large.includes(table))).toEqual([]);
  });
});

test('the busy client has its 1,000 contracts, and the plans can tell a whole table', async () => {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from contract where client_party_id = ${busyClient}`,
  );
  expect(rows[0]?.n).toBe(1_000);
  expect(await wholeTablesOf('select name from contract where $1::text is null', ['a'], 'force_generic_plan')).toEqual([
    'contract',
  ]);
});
