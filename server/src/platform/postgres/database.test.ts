import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../test/database.ts';
import { sql } from '../../kernel/context.ts';
import { type Database, openDatabase } from './database.ts';

const impatient = sql('test.impatient', `set local lock_timeout = '20ms'`);
const lock = sql('test.lock', 'select pg_advisory_xact_lock(7)');

let copy: TestDatabase;
let database: Database;

beforeAll(async () => {
  copy = await cloneDatabase();
  database = openDatabase({ url: copy.url, poolSize: 3, onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await copy.drop();
});

test('a unit of work that waits too long for a lock is told to come again, and does once it is free', async () => {
  const late = () =>
    database.write(async (db) => {
      await db.query(impatient);
      return db.query(lock);
    });
  await database.write(async (db) => {
    await db.query(lock);
    await expect(late()).rejects.toMatchObject({ code: 'database.unavailable' });
  });
  await expect(late()).resolves.toHaveLength(1);
});

test('what is only sent is kept with the rest, and fails the unit of work when it fails', async () => {
  const count = sql<{ n: number }>('test.count', 'select count(*)::int as n from sent_test');
  const put = sql<never>('test.put', 'insert into sent_test values ($1)');
  await database.write(async (db) => {
    await db.query({ text: 'create table sent_test (n int primary key)' });
  });
  await database.write(async (db) => {
    db.send(put, [1]);
    expect(await db.query(count)).toEqual([{ n: 1 }]);
    db.send(put, [2]);
  });
  expect(await database.reader.query(count)).toEqual([{ n: 2 }]);

  const twice = database.write(async (db) => {
    db.send(put, [3]);
    db.send(put, [1]);
  });
  await expect(twice).rejects.toMatchObject({ code: '23505' });
  const refusedLater = database.write(async (db) => {
    db.send(put, [1]);
    await db.query(count);
  });
  await expect(refusedLater).rejects.toMatchObject({ code: '23505' });
  expect(await database.reader.query(count)).toEqual([{ n: 2 }]);
});
