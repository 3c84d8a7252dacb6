import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../test/database.ts';
import { migrate } from './migrate.ts';

let copy: TestDatabase;
let folder: string;

beforeAll(async () => {
  copy = await cloneDatabase();
  folder = mkdtempSync(join(tmpdir(), 'linggong-migrate-'));
  cpSync(join('database', 'migrations'), folder, { recursive: true });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await copy.drop();
});

test('a migration that does not get its locks lets others go first, and is applied once they are through', async () => {
  writeFileSync(
    join(folder, '9001-new.sql'),
    `set local lock_timeout = '50ms';\nalter table milestone add column fresh text;`,
  );
  const reader = new Client({ connectionString: copy.url });
  await reader.connect();
  await reader.query('begin');
  await reader.query('select count(*) from milestone');
  const applied = migrate(copy.url, { directory: folder });
  await new Promise((resolve) => setTimeout(resolve, 300));
  await reader.query('commit');
  await reader.end();
  expect(await applied).toEqual(['9001-new.sql']);
});
