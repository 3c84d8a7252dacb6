import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../test/database.ts';
import type { Statement } from '../../kernel/context.ts';
import * as history from '../contracts/history.sql.ts';
import * as favorites from '../listings/favorites.sql.ts';
import * as freelancers from './freelancers.sql.ts';
import * as recommend from './recommend.sql.ts';
import * as subscriptions from './subscriptions.sql.ts';

const rows = 20_000;
let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await cloneDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(`
    insert into user_account (market, uid, username, name, password_hash, created_at)
      select 'cloudwork', 'u' || n, 'u' || n, 'u', 'none', now() from generate_series(1, ${rows + 400}) n;
    insert into party (market, uid, user_id, kind, name, created_at)
      select 'cloudwork', uid, id, case when id > ${rows} then 'client' else 'freelancer' end, 'p', now() from user_account;
    insert into freelancer_profile (party_id, title, skills, hourly, state, joined_at, updated_at)
      select id, 't', array['s' || id % 300], 5000, 'active', now(), now() from party where kind = 'freelancer';
    insert into freelancer_category (party_id, category_id) select party_id, 4 + party_id % 20 from freelancer_profile;
    insert into freelancer_search (party_id, market, standing, coop_rate, finished, slots, terms, refreshed_at)
      select party_id, 'cloudwork', 350 + (party_id * 7919) % 150, party_id % 101, 0, 0, array_to_tsvector(array_remove(array[
        'w:开发', case when party_id % 100 = 0 then 'w:小程序' end, case when party_id % 7000 = 0 then 'w:量子' end,
        'c:' || 4 + party_id % 20, 'a:1', 's:s' || party_id % 300, 'r:' || (party_id % 101) / 10
      ] || array(select 'w:' || (party_id * k) % 3000 from generate_series(1, 30) k), null)), now() from freelancer_profile;
    insert into listing (market, uid, party_id, state, title, description, summary, category_id, hires, pay_kind, level,
        created_at, updated_at, published_at)
      select 'cloudwork', 'l' || n, ${rows} + 1 + n % 400, 'open', 't' || n, 'd', 'd', 4, 1, 'fixed', 'entry',
        now() - n * interval '1 minute', now(), now() - n * interval '1 minute' from generate_series(1, ${rows}) n;
    insert into job_search (listing_id, market, published_at, terms)
      select id, market, published_at, array_to_tsvector(array['w:开发', 'c:' || id % 20]) from listing;
    insert into thread (market, created_at) values ('cloudwork', now());
    insert into proposal (market, listing_id, freelancer_party_id, client_party_id, kind, state, message, thread_id,
        created_at, updated_at)
      select 'cloudwork', l.id, 1 + (l.id * 13) % ${rows}, l.party_id, 'bid', 'refused', 'm', 1, now(), now() from listing l;
    insert into contract (market, uid, invoice_no, listing_id, client_party_id, freelancer_party_id, name, message, pay_kind,
        amount, state, first_trade_no, created_at, offered_at, accepted_at)
      select 'cloudwork', 'k' || l.id, '1', l.id, l.party_id, 1 + (l.id * 17) % 4000, 'n', 'm', 'fixed', 100, 'finished',
        '1', now(), now(), now() from listing l;
    insert into pay_order (market, trade_no, purpose, state, payer_party_id, contract_id, amount, created_at)
      select 'cloudwork', 't' || id, 'week', 'paid', client_party_id, id, 100, now() from contract;
    insert into week (contract_id, order_id, term, hourly, limit_slots, amount, state, created_at)
      select contract_id, id, 1, 100, 60, 100, 'paid', now() from pay_order;
    insert into favorite (party_id, listing_id, created_at)
      select 1 + id % 200, id, now() from listing;
    insert into favorite (party_id, freelancer_party_id, created_at)
      select ${rows} + 1 + party_id % 400, party_id, now() from freelancer_profile;
    insert into subscription (market, party_id, name, created_at)
      select 'cloudwork', party_id, 's', now() from freelancer_profile;
    insert into subscription_reader (party_id, matched_until) select party_id, now() from freelancer_profile;
    insert into party_rating (party_id, reviews, average) select party_id, 1, 4 from freelancer_profile`);
  await client.query('vacuum analyze');
}, 180_000);
afterAll(async () => {
  await client.end();
  await database.drop();
});

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly Node[];
}

type Value = string | number | null | readonly string[];
const literal = (value: Value): string => {
  if (value === null) return 'null';
  if (typeof value === 'object') return `array[${value.map(literal).join(', ')}]::text[]`;
  return `'${String(value).replaceAll("'", "''")}'`;
};

async function planOf({ text }: Statement<unknown>, values: readonly Value[], mode: string): Promise<Node[]> {
  await client.query(`deallocate all; set plan_cache_mode = ${mode}`);
  await client.query(`prepare asked as ${text}`);
  const asked = values.length === 0 ? '' : `(${values.map(literal).join(', ')})`;
  const answer = await client.query<{ 'QUERY PLAN': readonly { Plan: Node }[] }>(
    `explain (format json) execute asked ${asked}`,
  );
  const flat = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flat)];
  return answer.rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => flat(Plan)));
}

const market = 'cloudwork';
const owner = rows + 5;
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
const statements: readonly [string, Statement<unknown>, readonly Value[]][] = [
  ['the best freelancers', freelancers.pageOfBestFreelancers, [market, 20, 40, owner]],
  ['a rare word', freelancers.pageOfFewFreelancers, [market, "'w:量子'", 0, 20, 0, owner]],
  ['a middling word and a category', freelancers.pageOfFewFreelancers, [market, "'w:小程序'&'c:4'", 0, 20, 0, owner]],
  ['a word all have', freelancers.pageOfManyFreelancers, [market, "'w:开发'", 0, 20, 0, owner]],
  ['the count of a rare word', freelancers.countFreelancers, [market, "'w:量子'", 0]],
  ['the count of a category', freelancers.countFreelancers, [market, "'c:4'", 50]],
  ['the size', freelancers.sizeOfFreelancers, [market]],
  ['what one is found by', freelancers.findableFreelancer, [17]],
  [
    'candidates for a listing',
    recommend.candidatesFor,
    [market, "('s:s7'|'c:9')", "'a:1'", ["'s:s7'"], 77, owner, owner, null],
  ],
  ['candidates for nothing', recommend.candidatesFor, [market, null, "'a:1'", [], null, 5, 5, 5]],
  ['the likeness by public id', recommend.likenessByUid, [market, 'u9']],
  ['the newest open listing', recommend.newestOpenListing, [owner]],
  ['subscriptions', subscriptions.subscriptionsOfParty, [5]],
  ['a reader', subscriptions.readerOf, [5]],
  ['listings of a day', subscriptions.listingsPublished, [market, daysAgo(1), daysAgo(0), "'w:开发'", 5, 50]],
  ['listings of a week', subscriptions.listingsPublished, [market, daysAgo(7), daysAgo(0), null, 5, 50]],
  ['favourite listings', favorites.favoriteListingsPage, [5, 20, 0]],
  ['their count', favorites.favoriteListingsCount, [5]],
  ['favourite freelancers', favorites.favoriteFreelancersPage, [owner, 20, 0]],
  ['their count', favorites.favoriteFreelancersCount, [owner]],
  ['a listing to keep', favorites.listingToKeep, [market, 'l9', 5]],
  ['a freelancer to keep', favorites.freelancerToKeep, [market, 'u9']],
  ['a listing let go', favorites.dropListing, [5, market, 'l9']],
  ['a freelancer let go', favorites.dropFreelancer, [owner, market, 'u9']],
  ['work history', history.workOfFreelancer, [5, 20, 0]],
  ['its count', history.countWorkOfFreelancer, [5]],
  ['the hired', history.hiredPage, [owner, 20, 0]],
  ['their count', history.countHired, [owner]],
  ['their names', history.hiredNames, [owner, 1000]],
];
const large = new Set(
  'user_account party freelancer_profile freelancer_category freelancer_search listing job_search proposal contract pay_order week favorite subscription subscription_reader party_rating'.split(
    ' ',
  ),
);

describe.each(['force_custom_plan', 'force_generic_plan'])('with plan_cache_mode %s', (mode) => {
  test.each(statements)('%s reads no large table whole', async (_name, statement, values) => {
    const plan = await planOf(statement, values, mode);
    const isWhole = (node: Node) =>
      node['Node Type'] === 'Seq Scan' || (/^Index (Only )?Scan/.test(node['Node Type']) && !node['Index Cond']);
    const whole = plan.filter((node) => isWhole(node) && large.has(node['Relation Name'] ?? ''));
    expect(whole).toEqual([]);
  });

  test('few are found by their terms, many by walking from the best', async () => {
    const few = await planOf(freelancers.pageOfFewFreelancers, [market, "'w:量子'", 0, 20, 0, owner], mode);
    const many = await planOf(freelancers.pageOfManyFreelancers, [market, "'w:开发'", 0, 20, 0, owner], mode);
    const uses = (plan: readonly Node[], index: string) => plan.some((node) => node['Index Name'] === index);
    expect([uses(few, 'freelancer_search_terms'), uses(many, 'freelancer_search_best')]).toEqual([true, true]);
    expect(uses(many, 'freelancer_search_terms')).toBe(false);
  });
});

test('the size is kept right by a load that goes past the operations', async () => {
  await client.query('delete from freelancer_search where party_id % 3 = 0');
  const sizes = await client.query<{ kept: number; counted: number }>(
    `select freelancers as kept, (select count(*)::int from freelancer_search) as counted from freelancer_search_size`,
  );
  expect(sizes.rows[0]?.kept).toBe(sizes.rows[0]?.counted);
});
