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
