import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../test/database.ts';
import { asLists } from '../../platform/postgres/shared-reads.ts';
import { bitValues, countValues, termsOfQuestion } from './question.ts';
import * as statements from './search.sql.ts';

const rows = 20_000;
let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await cloneDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(`
    insert into user_account (market, uid, username, name, password_hash, created_at)
      select 'cloudwork', 'u' || n, 'u' || n, 'u', 'none', now() from generate_series(1, 400) n;
    insert into party (market, uid, user_id, kind, name, created_at)
      select 'cloudwork', uid, id, 'client', 'p', now() from user_account;
    insert into listing (market, uid, party_id, state, title, description, summary, category_id, hires, pay_kind, level,
        budget, created_at, updated_at, published_at)
      select 'cloudwork', 'l' || n, p.id, 'open', 't' || n, 'd', 'd', 4, 1, 'fixed', 'entry', 1 + (n * 7919) % 1000000,
        now() - n * interval '1 minute', now(), now() - n * interval '1 minute'
      from generate_series(1, ${rows}) n join party p on p.uid = 'u' || (1 + n % 400);
    insert into job_search (listing_id, market, published_at, budget, terms)
      select id, market, published_at, budget, array_to_tsvector(array_remove(array[
        'w:开发', case when id % 100 = 0 then 'w:小程序' end, case when id % 7000 = 0 then 'w:量子' end,
        'c:' || id % 20, 'l:' || id % 3, 'b:' || (log(budget) * 10)::int
      ] || array(select 'w:' || (id * k) % 3000 from generate_series(1, 40) k), null))
      from listing`);
  await client.query(`insert into job_search_bits (market, term, chunk, bits)
    select 'cloudwork', 'w:' || n, c, 0::bit(16384) from generate_series(1, 200) n cross join generate_series(0, 9) c`);
  await client.query('vacuum analyze');
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Node[];
}

type Value = string | number | bigint | null | undefined | readonly (string | number | bigint | null | undefined)[];
const literal = (value: Value): string =>
  typeof value === 'object' && value !== null
    ? `'{${value
        .map((one) => (one === null ? 'null' : `"${one}"`))
        .join(',')
        .replaceAll("'", "''")}}'`
    : value === null
      ? 'null'
      : `'${String(value).replaceAll("'", "''")}'`;

async function planOf(text: string, values: readonly Value[], mode: string): Promise<Node[]> {
  await client.query(`deallocate all; set plan_cache_mode = ${mode}`);
  await client.query(`prepare asked as ${text}`);
  const answer = await client.query<{ 'QUERY PLAN': readonly { Plan: Node }[] }>(
    `explain (format json) execute asked (${values.map(literal).join(', ')})`,
  );
  const flat = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flat)];
  return answer.rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => flat(Plan)));
}

const questions = {
  'a rare word': { keyword: '量子' },
  'a middling word': { keyword: '小程序' },
  'a word all have': { keyword: '开发' },
  'a word and filters': { keyword: '小程序', categories: [4, 5] },
  'filters alone': { categories: [1, 2, 3] },
  'a narrow budget': { keyword: '开发', budgetMin: 50_000n, budgetMax: 50_100n },
} as const;

const isTermsIndex = (node: Node) => node['Index Name'] === 'job_search_terms';

describe.each(['force_custom_plan', 'force_generic_plan'])('with plan_cache_mode %s', (mode) => {
  test.each(Object.entries(questions))('%s never reads the whole index table', async (_name, question) => {
    const { query, budgetMin, budgetMax } = termsOfQuestion(question);
    const asked = ['cloudwork', query, budgetMin, budgetMax];
    const few = await planOf(statements.pageOfFew.text, [...asked, 20, 0, 1], mode);
    const many = await planOf(statements.pageOfMany.text, [...asked, 20, 0, null], mode);
    const isWhole = (node: Node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'job_search';
    expect(many.filter(isWhole)).toEqual([]);
    expect(many.some((node) => node['Index Name'] === 'job_search_newest')).toBe(true);
    expect(many.some(isTermsIndex)).toBe(false);
    if (_name === 'a word all have' && mode === 'force_custom_plan') return;
    const count = await planOf(statements.countMatches.text, asked, mode);
    const rare = await planOf(statements.pageOfRare.text, asLists([[...asked, 20, 0, 1]]) as Value[], mode);
    expect([...few, ...count, ...rare].filter(isWhole)).toEqual([]);
    expect([few, count, rare].every((plan) => plan.some(isTermsIndex))).toBe(true);
  });

  test.each(Object.entries(questions))('%s by bits never reads the whole index table', async (_name, question) => {
    const terms = termsOfQuestion(question);
    const asked = ['cloudwork', terms.query, terms.budgetMin, terms.budgetMax];
    const older = await planOf(statements.pageOfOlder.text, [...asked, 20, 0, null, [1, 2]], mode);
    const places = [[1, 2], [3]];
    const chunks = await planOf(
      statements.pageOfChunks.text,
      [...asked, ...bitValues(terms), ...places, 20, 0, 1],
      mode,
    );
    const values = countValues('cloudwork', terms) as Value[]; // Of these kinds only.
    const edges = [...values, terms.budgetMin ?? 0n, terms.budgetMax];
    const count = [
      ...(await planOf(statements.countByBits.text, values, mode)),
      ...(await planOf(statements.countByBitsAndEdges.text, edges, mode)),
    ];
    const plans = { older, chunks, count };
    for (const [name, plan] of Object.entries(plans)) {
      const whole = plan.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']);
      expect({ name, whole: whole.filter((table) => table === 'job_search' || table === 'job_search_bits') }).toEqual({
        name,
        whole: [],
      });
    }
    expect(older.some((node) => node['Index Name'] === 'job_search_newest')).toBe(true);
  });

  test('the newest are read from their index, as many as the page has', async () => {
    for (const statement of [statements.pageOfNewest, statements.pageWithOwnPrivate]) {
      const plan = await planOf(statement.text, ['cloudwork', 20, 0, 1], mode);
      expect(plan.some((node) => node['Index Name'] === 'job_search_newest')).toBe(true);
      const whole = plan.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']);
      expect(whole).not.toContain('job_search');
      expect(whole).not.toContain('listing');
    }
  });
});

test('the size is kept right by a load that goes past the operations', async () => {
  const answer = await client.query<{ n: number }>('select sum(listings)::int as n from job_search_size');
  expect(answer.rows[0]?.n).toBe(rows);
  await client.query('delete from job_search where listing_id % 3 = 0');
  const [kept, counted] = await Promise.all([
    client.query<{ n: number }>('select sum(listings)::int as n from job_search_size'),
    client.query<{ n: number }>('select count(*)::int as n from job_search'),
  ]);
  expect(kept.rows).toEqual(counted.rows);
});
