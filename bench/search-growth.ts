/** How counting and the first page of the job search grow, by the index alone and by bits. See SEARCH.md. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { rebuildBits } from '../server/src/domain/search/bits.ts';
import { countListings, type Question, searchListings } from '../server/src/domain/search/index.ts';
import { randomIds } from '../server/src/kernel/ids.ts';
import { readConfig } from '../server/src/config.ts';
import { openDatabase } from '../server/src/platform/postgres/database.ts';
import { startEmbeddedPostgres } from '../server/src/platform/postgres/embedded.ts';
import { migrate } from '../server/src/platform/postgres/migrate.ts';
import { anonymous, createWork, system, unitsOf } from '../server/src/platform/work.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const sizes = (process.argv[2] ?? '10000,100000,1000000').split(',').map(Number);
const runs = 7;

const filters = { categories: [5], levels: ['middle'] } as const;
const questions: Readonly<Record<string, Question>> = {
  'rare word': { keyword: '量子计算' },
  'middling word': { keyword: '小程序' },
  'common word': { keyword: '开发' },
  'rare word, 2 filters': { keyword: '量子计算', ...filters },
  'middling word, 2 filters': { keyword: '小程序', ...filters },
  'common word, 2 filters': { keyword: '开发', ...filters },
  'filters alone': filters,
  'two common words': { keyword: '开发 设计' },
  'common word, 3 of 20 categories': { keyword: '开发', categories: [5, 9, 13] },
  'common word that is only in old jobs': { keyword: '公告' },
  'two words that seldom meet': { keyword: '公告 小程序', ...filters },
  'common word, budget 1,000 to 5,000': { keyword: '开发', budgetMin: 100_000n, budgetMax: 500_000n },
  'common word, narrow budget': { keyword: '开发', budgetMin: 123_456n, budgetMax: 123_499n },
  'common word, odd budget, 2 filters': { keyword: '开发', budgetMin: 123_456n, budgetMax: 765_432n, ...filters },
  'budget alone': { budgetMin: 123_456n, budgetMax: 765_432n },
};

// Hashes of the number stand for chance, so that each run writes the same rows. 40 more words a job, of 6,000; the first
// hundreds are in many jobs, the last in few.
const chanceOf = (salt: number) => `((hashint8extended(n, ${salt}) & 1048575) / 1048576.0)`;
const people = `insert into user_account (market, uid, username, name, password_hash, created_at)
    select 'cloudwork', 'u' || n, 'u' || n, 'u', 'none', now() from generate_series(1, 2000) n;
  insert into party (market, uid, user_id, kind, name, created_at)
    select 'cloudwork', uid, id, 'client', 'p', now() from user_account order by id;`;
const starts = `array(select round(10 ^ (s / 10.0))::bigint from generate_series(0, 100) s)`;
const jobs = `with made as materialized (
    select n, (10 ^ (4 + 3 * ${chanceOf(1)}))::bigint as budget, 4 + (20 * ${chanceOf(2)})::int % 20 as category,
      (array['entry', 'middle', 'expert'])[1 + (3 * ${chanceOf(3)})::int % 3] as level,
      now() - (2000000 - n) * interval '1 second' as at
    from generate_series($1::bigint, $2::bigint) n
  ), put as (
    insert into listing (market, uid, party_id, state, title, description, summary, category_id, hires, pay_kind, level,
      duration, workload, budget, created_at, updated_at, published_at)
    select 'cloudwork', 'l' || n, p.id, 'open', 't' || n, 'd', 's', category, 1, 'fixed', level, 3, 2, m.budget, at, at, at
    from made m join (select id, row_number() over (order by id) as k from party) p on p.k = 1 + n % 2000 order by n
    returning id, uid, published_at, budget
  )
  insert into job_search (listing_id, market, published_at, budget, terms)
  select p.id, 'cloudwork', p.published_at, p.budget, array_to_tsvector(array_remove(array[
      'c:' || m.category, 'c:' || 1 + m.category % 3, 'l:' || m.level, 'p:fixed', 'd:3', 'k:2',
      'b:' || width_bucket(m.budget, ${starts}), case when ${chanceOf(4)} < 0.3 then 'w:开发' end,
      case when ${chanceOf(5)} < 0.01 then 'w:小程序' end, case when n % 20000 = 7 then 'w:量子' end,
      case when n % 20000 = 7 then 'w:计算' end, case when ${chanceOf(6)} < 0.2 then 'w:设计' end,
      case when n < $3::bigint / 2 and ${chanceOf(7)} < 0.3 then 'w:公告' end
    ] || array(select distinct 'w:x' || floor(6000 * (((hashint8extended(n, 100 + k) & 1048575) / 1048576.0) ^ 3))
      from generate_series(1, 40) k), null))
  from put p join made m on p.uid = 'l' || m.n order by m.n`;

const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
const shown = (ms: number) => (ms < 10 ? ms.toFixed(2) : ms.toFixed(0));
const settings = readConfig({}).markets.cloudwork;

type Line = { readonly hits: number; readonly count: number; readonly page: number };

async function measure(url: string): Promise<Record<string, Line>> {
  const database = openDatabase({ url, poolSize: 2, onError: () => undefined });
  const ctx = {
    market: 'cloudwork',
    settings,
    actor: anonymous,
    now: new Date(),
    db: database.reader,
  };
  const lines: Record<string, Line> = {};
  const timed = async (run: () => Promise<unknown>) => {
    const times: number[] = [];
    // The first are for the plans, which a server keeps after five.
    for (let n = 0; n < runs + 6; n += 1) {
      const from = performance.now();
      await run();
      if (n >= 6) times.push(performance.now() - from);
    }
    return median(times);
  };
  for (const [name, question] of Object.entries(questions)) {
    const hits = await countListings(ctx, question);
    const count = await timed(() => countListings(ctx, question));
    const both = await timed(() => searchListings(ctx, question, { number: 1, size: 20 }));
    lines[name] = { hits, count, page: both };
  }
  await database.close();
  return lines;
}

async function rebuild(url: string): Promise<number> {
  const database = openDatabase({ url, poolSize: 4, onError: () => undefined });
  const work = createWork({
    database,
    clock: { now: () => new Date() },
    ids: randomIds,
    settingsOf: () => settings,
    listeners: {},
    onTasksDue: () => undefined,
  });
  const from = performance.now();
  await rebuildBits(unitsOf(work, 'cloudwork', system));
  await database.close();
  return performance.now() - from;
}

async function main(): Promise<void> {
  const directory = process.env['GROWTH_DATA'] ?? mkdtempSync(join(tmpdir(), 'linggong-growth-'));
  const postgres = await startEmbeddedPostgres({ directory, durable: true });
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  try {
    await migrate(postgres.url);
    let last = Number((await client.query<{ n: string }>('select count(*) as n from listing')).rows[0]?.n ?? 0);
    if (last === 0) await client.query(people);
    const table: Record<string, { plain: Line; bits: Line }[]> = {};
    for (const size of sizes) {
      await client.query('delete from job_search_counting');
      for (; last < size; last += 10_000) await client.query(jobs, [last + 1, last + 10_000, Math.max(...sizes)]);
      await client.query('vacuum analyze');
      await client.query('checkpoint');
      const plain = await measure(postgres.url);
      const seconds = (await rebuild(postgres.url)) / 1_000;
      await client.query('vacuum analyze job_search_bits, job_search_chunk, job_search_term, job_search_change');
      const bits = await measure(postgres.url);
      const { rows } = await client.query<{ terms: string; bits: string; whole: string }>(
        `select (select count(*)::int from job_search_term) as terms,
           pg_size_pretty(pg_total_relation_size('job_search_bits')) as bits,
           pg_size_pretty(pg_total_relation_size('job_search')) as whole`,
      );
      say(`${size} rows: bits built in ${seconds.toFixed(1)} s, ${JSON.stringify(rows[0])}`);
      for (const [name, line] of Object.entries(plain)) {
        const other = bits[name];
        if (other?.hits !== line.hits) say(`WRONG: ${name}: ${line.hits} by the index, ${other?.hits} by bits`);
        if (other) (table[name] ??= []).push({ plain: line, bits: other });
      }
    }
    say(
      `\n| question | hits at ${sizes.at(-1)} | count, index | count, bits | count and page 1, index | count and page 1, bits |`,
    );
    say('|---|---|---|---|---|---|');
    for (const [name, lines] of Object.entries(table)) {
      const row = (pick: (line: { plain: Line; bits: Line }) => number) => lines.map((l) => shown(pick(l))).join(' / ');
      const cells = [
        row((l) => l.plain.count),
        row((l) => l.bits.count),
        row((l) => l.plain.page),
        row((l) => l.bits.page),
      ];
      say(`| ${name} | ${lines.at(-1)?.bits.hits} | ${cells.join(' | ')} |`);
    }
  } finally {
    await client.end();
    await postgres.stop();
    if (!process.env['GROWTH_DATA']) rmSync(directory, { recursive: true, force: true });
  }
}

await main();
