import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openKit, type Kit, type TestPerson } from '../../../test/kit.ts';
import type { Writer } from '../../kernel/context.ts';
import { system, unitsOf } from '../../platform/work.ts';
import { dropSearch, putSearch } from '../listings/listings.sql.ts';
import { budgetTerm } from '../listings/terms.ts';
import { bitTasks, census, fold, rebuildBits } from './bits.ts';
import { foldChanges } from './bits.sql.ts';
import { countListings, type Question, searchListings, verifyBits } from './index.ts';
import { countValues, hasEdges, termsOfQuestion } from './question.ts';
import { countByBits, countByBitsAndEdges, countMatches } from './search.sql.ts';

const listings = 3_000;
const floor = 300;
let kit: Kit;
let finn: TestPerson;
const broken = new Error('cut off');

/** The same numbers on every run. */
function dice(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
type Roll = ReturnType<typeof dice>;
const pick = <T>(list: readonly T[], roll: Roll): T => list[roll(list.length)] as T; // The roll is inside.

/** Word 0 is on nearly all, word 29 on hardly any. */
const words = Array.from({ length: 30 }, (_, n) => `word${n}`);
const levels = ['entry', 'middle', 'expert'] as const;
const usual = [0n, 1n, 9n, 99_999n, 100_000n, 100_001n, 500_000n, 500_050n, 500_099n, 1_234_567n, 2n ** 62n];
const budgetOf = (roll: Roll): bigint =>
  roll(2) === 0 ? pick(usual, roll) : BigInt(Math.round(10 ** (2 + roll(5_000) / 1_000)));

function rowOf(roll: Roll): { budget: bigint | null; terms: string[] } {
  const budget = roll(5) === 0 ? null : budgetOf(roll);
  const own = words.filter((_, n) => roll(30) >= n).map((word) => `w:${word}`);
  const filters = [`c:${4 + roll(6)}`, `l:${pick(levels, roll)}`, 'p:fixed', `d:${1 + roll(5)}`];
  const skill = roll(3) === 0 ? [`s:skill${roll(4) * roll(4)}`] : [];
  return { budget, terms: [...own, ...filters, ...skill, ...(budget === null ? [] : [budgetTerm(budget)])] };
}

function questionOf(roll: Roll): Question {
  const low = roll(3) === 0 ? budgetOf(roll) + BigInt(roll(3) - 1 || 1) : undefined;
  const high = roll(3) === 0 ? (low ?? 0n) + pick([0n, 1n, 49n, 100_000n, 777_777n, 10n ** 13n], roll) : undefined;
  const some = <T>(list: readonly T[]): T[] | undefined => (roll(3) > 0 ? undefined : list.filter(() => roll(2) > 0));
  return {
    keyword: Array.from({ length: roll(4) }, () => pick(words, roll)).join(' '),
    categories: some([4, 5, 6, 7, 99]),
    levels: some(levels),
    durations: some([1, 2, 3, 5]),
    skills: roll(6) === 0 ? [`skill${roll(6)}`, 'skill0'] : undefined,
    budgetMin: low,
    budgetMax: high,
  };
}

beforeAll(async () => {
  kit = await openKit({ handlers: bitTasks });
  finn = await kit.addClient('芬');
  await kit.database.reader.query(
    {
      text: `insert into listing (market, uid, party_id, state, title, description, summary, category_id, hires, pay_kind,
          level, created_at, updated_at, published_at)
        select 'cloudwork', 'l' || n, $1, 'open', 't' || n, 'd', 'd', 4, 1, 'fixed', 'entry', now(), now(), now()
        from generate_series(1, ${listings}) n`,
    },
    [finn.partyId],
  );
  // The rows of a few chunks: many, in little time.
  await kit.database.reader.query({ text: 'alter sequence job_search_ordinal_seq increment by 9' });
});
afterAll(() => kit.close());

const reading = () => kit.work.read(kit.market, system);
const units = () => unitsOf(kit.work, kit.market, system);

/** What one of eight clients does: publishes, edits, reopens, closes and deletes, some of it in one unit of work. */
async function change(db: Writer, roll: Roll, worker: number): Promise<void> {
  for (let left = roll(10) === 0 ? 3 : 1; left > 0; left -= 1) {
    const id = BigInt(1 + worker + 8 * roll(listings / 8));
    if (roll(3) === 0) await db.query(dropSearch, [id]);
    else {
      const { budget, terms } = rowOf(roll);
      const at = new Date(Date.parse('2026-11-20T00:00:00Z') + roll(50_000) * 1_000);
      await db.query(putSearch, [id, kit.market, at, budget, terms]);
    }
  }
}

async function expectSame(client: Client, question: Question): Promise<boolean> {
  const terms = termsOfQuestion(question);
  if (terms.query === undefined || terms.isHopeless) return false;
  await client.query('begin isolation level repeatable read');
  const range = [terms.budgetMin, terms.budgetMax];
  const statement = hasEdges(terms) ? countByBitsAndEdges : countByBits;
  const values = [...countValues(kit.market, terms), ...(hasEdges(terms) ? range : [])];
  const shown = await client.query<{ total: number | null }>(statement.text, values);
  const counted = await client.query<{ total: number }>(countMatches.text, [kit.market, terms.query, ...range]);
  await client.query('commit');
  const total = shown.rows[0]?.total ?? null;
  if (total === null) return false;
  expect({ question, total }).toEqual({ question, total: counted.rows[0]?.total });
  return true;
}

/** A fold that is done but not kept: its unit of work is given up, or its connection cut by the server. */
async function cutFold(isKilled: boolean): Promise<void> {
  if (!isKilled) {
    const cut = units().write(async (ctx) => {
      await fold(ctx, 1, 100);
      throw broken;
    });
    await expect(cut).rejects.toBe(broken);
    return;
  }
  const client = await connect();
  await client.query('begin');
  const { rows } = await client.query<{ pid: number }>(
    'select pg_backend_pid() as pid from job_search_counting where market = $1 for update',
    [kit.market],
  );
  await client.query(foldChanges.text, [kit.market, 100]);
  await kit.database.reader.query({ text: 'select pg_terminate_backend($1)' }, [rows[0]?.pid]);
  await client.end().catch(() => undefined);
}

const progress = { isDone: false, cuts: 0, compared: 0, byBits: 0 };

async function keepChanging(worker: number): Promise<void> {
  const roll = dice(100 + worker);
  // Longer where the machine is slow, so that enough is looked at meanwhile.
  for (let n = 0; n < 1_250 || (progress.byBits < 60 && n < 10_000); n += 1)
    await kit.database.write((db) => change(db, roll, worker));
}

async function keepFolding(seed: number): Promise<void> {
  const roll = dice(seed);
  while (!progress.isDone) {
    await units().write((ctx) => fold(ctx, 1 + roll(200), 1 + roll(300)));
    if (roll(4) === 0) {
      await cutFold(roll(2) === 0);
      progress.cuts += 1;
    }
    if (roll(20) === 0) await units().write((ctx) => census(ctx, floor));
  }
}

/** The first and the last are cut off after a chunk; folding goes on with them. */
async function rebuildNowAndThen(): Promise<void> {
  for (const isCut of [true, false, true]) {
    await new Promise((resolve) => setTimeout(resolve, 700));
    const onStep = (left: number) => {
      if (left > 0 && isCut) throw broken;
    };
    await rebuildBits(units(), { floor, onStep }).catch((error: unknown) => expect(error).toBe(broken));
  }
}

async function keepLooking(client: Client): Promise<void> {
  const roll = dice(77);
  while (!progress.isDone) {
    if (await expectSame(client, questionOf(roll))) progress.byBits += 1;
    progress.compared += 1;
  }
}

test('10,000 mixed changes by eight at once, folds and rebuilds cut off among them: every count is exact all the time', async () => {
  await rebuildBits(units(), { floor });
  const client = await connect();
  const changing = Array.from({ length: 8 }, (_, worker) => keepChanging(worker));
  const others = [keepFolding(1), keepFolding(2), keepLooking(client)];
  const ended = Promise.all([...changing, rebuildNowAndThen()]).finally(() => {
    progress.isDone = true;
  });
  await Promise.all([ended, ...others]);
  while (await units().write((ctx) => fold(ctx, 100, 500)));
  await units().write((ctx) => census(ctx, floor));
  const roll = dice(5);
  for (let n = 0; n < 200; n += 1) await expectSame(client, questionOf(roll));
  await client.end();
  expect(progress.cuts).toBeGreaterThan(5);
  expect(progress.compared).toBeGreaterThan(60);
  expect(progress.byBits).toBeGreaterThan(50);
  const report = await verifyBits(reading());
  expect(report).toMatchObject({ isByBits: true, findings: [] });
  expect(report.terms).toBeGreaterThan(20);
}, 240_000);

describe('a market that is counted by bits', () => {
  test('shows exactly what answers, newest first, on pages that add up', async () => {
    const roll = dice(11);
    let byBits = 0;
    for (let n = 0; n < 80; n += 1) {
      const question = questionOf(roll);
      const terms = termsOfQuestion(question);
      if (terms.query === undefined || terms.isHopeless) continue;
      const expected = await kit.database.reader.query<{ listing_id: bigint }>(
        {
          text: `select listing_id from job_search where market = $1 and terms @@ $2::tsquery
            and ($3::bigint is null or budget >= $3) and ($4::bigint is null or budget <= $4)
            order by published_at desc, listing_id desc`,
        },
        [kit.market, terms.query, terms.budgetMin, terms.budgetMax],
      );
      const size = 5 + roll(60);
      const ids: bigint[] = [];
      for (let number = 1; number <= 4; number += 1) {
        const { items, total } = await searchListings(reading(), question, { number, size });
        expect(total).toBe(expected.length);
        ids.push(...items.map(({ id }) => id));
      }
      expect(ids).toEqual(expected.slice(0, 4 * size).map((row) => row.listing_id));
      const counted = await kit.database.reader.query(countByBits, countValues(kit.market, terms));
      if (counted[0]?.total !== null) byBits += 1;
    }
    expect(byBits).toBeGreaterThan(30);
  });

  test('gives bits to a word that has become frequent, and takes them from one that no longer is', async () => {
    const has = async (term: string) => {
      const text = 'select count(*)::int as n from job_search_bits where market = $1 and term = $2';
      const [row] = await kit.database.reader.query<{ n: number }>({ text }, [kit.market, term]);
      return (row?.n ?? 0) > 0;
    };
    const setAll = (query: string) =>
      kit.database.write((db) => db.query({ text: `update job_search set terms = ${query} where listing_id % 2 = 0` }));
    expect(await has('w:fresh')).toBe(false);
    const before = await countListings(reading(), { keyword: 'word1' });
    await setAll(`terms || array_to_tsvector(array['w:fresh'])`);
    expect(await countListings(reading(), { keyword: 'fresh' })).toBeGreaterThan(500);
    while (await units().write((ctx) => fold(ctx, 1, 500)));
    // These are still live for the bits when the word gets its own.
    const gone = 'delete from job_search where listing_id % 8 = 0';
    await kit.database.write((db) => db.query({ text: gone }));
    expect(await units().write((ctx) => census(ctx, floor))).toBe(false);
    expect(await has('w:fresh')).toBe(true);
    const report = await verifyBits(reading());
    expect(report.findings).toEqual([]);
    expect(await countListings(reading(), { keyword: 'word1' })).toBeLessThan(before);
    while (await units().write((ctx) => fold(ctx, 1, 500)));
    expect((await verifyBits(reading())).findings).toEqual([]);
    await setAll(`ts_delete(terms, 'w:fresh')`);
    while (await units().write((ctx) => fold(ctx, 1, 500)));
    await units().write((ctx) => census(ctx, floor));
    expect(await has('w:fresh')).toBe(false);
    expect(await countListings(reading(), { keyword: 'fresh' })).toBe(0);
    expect((await verifyBits(reading())).findings).toEqual([]);
  });

  test('folds by a task that enough changes ask for, and lets dead chunks go at night', async () => {
    const chunks = async () => {
      const text = 'select count(*)::int as n from job_search_chunk where bit_count(live) < 2048';
      return (await kit.database.reader.query<{ n: number }>({ text }))[0]?.n ?? 0;
    };
    const waiting = async () => {
      const text = 'select count(*)::int as n from job_search_change';
      return (await kit.database.reader.query<{ n: number }>({ text }))[0]?.n ?? 0;
    };
    await kit.worker.drain();
    const text = `update job_search set published_at = published_at - interval '1 hour' where listing_id > 1000`;
    await kit.database.write((db) => db.query({ text }));
    expect(await waiting()).toBeGreaterThan(1_000);
    await kit.worker.drain();
    expect(await waiting()).toBeLessThan(1_000);
    const before = await chunks();
    expect(before).toBeGreaterThan(1);
    for (let night = 0; night < 3; night += 1) {
      await kit.work.write('', system, (ctx) => ctx.enqueue('search.night', { market: kit.market }));
      await kit.worker.drain();
      expect((await verifyBits(reading())).findings).toEqual([]);
    }
    expect(await chunks()).toBeLessThan(before);
  });

  test('is told when a bit is wrong', async () => {
    const at = "position(B'1' in (c.live & ~b.bits)) - 1";
    const text = `update job_search_bits b set bits = set_bit(b.bits, ${at}, 1) from job_search_chunk c
      where c.market = b.market and c.chunk = b.chunk and b.term = 'l:entry' and ${at} >= 0`;
    const cut = kit.database.write(async (db) => {
      await db.query({ text });
      const report = await verifyBits({ ...reading(), db });
      expect(report.findings.some(({ subject }) => subject.includes('l:entry'))).toBe(true);
      throw broken;
    });
    await expect(cut).rejects.toBe(broken);
  });
});

async function connect(): Promise<Client> {
  const text = 'select current_database() as name';
  const [row] = await kit.database.reader.query<{ name: string }>({ text });
  const url = new URL(inject('adminUrl'));
  url.pathname = `/${row?.name}`;
  const client = new Client({ connectionString: url.href });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
