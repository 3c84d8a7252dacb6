import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../test/database.ts';
import { type Reader, sharedSql, type Statement } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { type Database, openDatabase } from './database.ts';
import { shareReads } from './shared-reads.ts';

const upTo = sharedSql<{ n: number; word: string }>(
  'test.up_to',
  ['int', 'text'],
  'select n, $2 as word from generate_series(1, $1) n order by n desc',
);
const inverse = sharedSql<{ value: number }>('test.inverse', ['int'], 'select 100 / $1 as value');

let copy: TestDatabase;
let database: Database;
let roundTrips: number;
let reader: Reader;

beforeAll(async () => {
  copy = await cloneDatabase();
  database = openDatabase({ url: copy.url, poolSize: 3, onError: () => undefined });
  const query: Reader['query'] = <Row>(statement: Statement<Row>, values?: readonly unknown[]) => {
    roundTrips += 1;
    return database.reader.query(statement, values);
  };
  reader = { query, share: shareReads(query) };
});
afterAll(async () => {
  await database.close();
  await copy.drop();
});

const ask = async (n: number, word: string) =>
  (await reader.share(upTo, [n, word])).map((row) => `${row.word}${row.n}`);

test('callers of one moment share a round trip, and each gets its own rows in order', async () => {
  roundTrips = 0;
  const answers = await Promise.all([ask(2, 'a'), ask(0, 'b'), ask(3, 'c'), ask(2, '{"d,'), ask(1, 'NULL')]);
  expect(answers).toEqual([['a2', 'a1'], [], ['c3', 'c2', 'c1'], ['{"d,2', '{"d,1'], ['NULL1']]);
  expect(roundTrips).toBe(1);
  expect(await ask(1, 'alone')).toEqual(['alone1']);
  expect(roundTrips).toBe(2);
});

test('more callers than one round trip takes are all answered', async () => {
  roundTrips = 0;
  const answers = await Promise.all(Array.from({ length: 500 }, (_, at) => ask(1, `w${at}-`)));
  expect(answers).toEqual(Array.from({ length: 500 }, (_, at) => [`w${at}-1`]));
  expect(roundTrips).toBe(8);
});

test('one caller does not fail by the values of another', async () => {
  const settled = await Promise.allSettled([1, 0, 4].map((n) => reader.share(inverse, [n])));
  expect(settled.map((one) => (one.status === 'fulfilled' ? one.value[0]?.value : 'failed'))).toEqual([
    100,
    'failed',
    25,
  ]);
});

test('without a database all are told at once', async () => {
  let asked = 0;
  const gone: Reader['query'] = async () => {
    asked += 1;
    throw new DomainError('database.unavailable');
  };
  const share = shareReads(gone);
  const settled = await Promise.allSettled([1, 2, 3].map((n) => share(inverse, [n])));
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(asked).toBe(1);
});

test('many rows of each of many callers come in the order that each asked for', async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => reader.share(upTo, [at, 'x'])));
  for (const [at, rows] of answers.entries()) {
    expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: at }, (_, n) => at - n));
  }
});

test('a unit of work asks for itself, and sees what it wrote', async () => {
  const price = sharedSql<{ value: bigint }>('test.price', ['text'], 'select value from test_price where name = $1');
  await database.write(async (db) => {
    await db.query({ text: 'create temporary table test_price (name text, value bigint) on commit drop' });
    await db.query({ text: `insert into test_price values ('tea', 7)` });
    expect(await db.share(price, ['tea'])).toMatchObject([{ value: 7n }]);
    expect(await db.share(price, ['coffee'])).toEqual([]);
  });
});

test('lists of texts come back as they were', async () => {
  const lists = [
    [],
    ['a'],
    ['a', 'b c', '中文'],
    ['a,b'],
    ['"'],
    ['\\'],
    ['NULL'],
    ['null'],
    ['{'],
    ['{}', '}{'],
    [''],
  ];
  for (const list of lists) {
    const [row] = await database.reader.query<{ list: string[] }>({ text: 'select $1::text[] as list' }, [list]);
    expect(row?.list).toEqual(list);
  }
});
