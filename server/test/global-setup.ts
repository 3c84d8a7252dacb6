import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../src/platform/postgres/embedded.ts';
import { isLiving, stopServer } from '../src/platform/postgres/embedded-process.ts';
import { migrate } from '../src/platform/postgres/migrate.ts';
import { administer } from './database.ts';
import { findTemporaryFolders, makeTemporaryFolder } from './temporary-folder.ts';

const prefix = 'linggong-run-';
let cleanUp: (() => Promise<void>) | undefined;

/** Before the run: one server (TEST_DATABASE_URL, or our own in a temporary folder) with one migrated template. */
export async function setup(project: TestProject): Promise<void> {
  const server = process.env['TEST_DATABASE_URL'] ? borrowed(process.env['TEST_DATABASE_URL']) : await own();
  // Several runs may share one server.
  const template = `linggong_test_${randomBytes(4).toString('hex')}`;
  cleanUp = async () => {
    try {
      await dropAll(server.url, template);
    } finally {
      await server.release();
    }
  };
  try {
    await administer(server.url, `create database ${template}`);
    const url = new URL(server.url);
    url.pathname = `/${template}`;
    const failure = await migrate(url.href).then(
      () => '',
      // Told by cloneDatabase: tests that need no database can run all the same.
      (error: Error) => `${error.message}: ${error.cause instanceof Error ? error.cause.message : 'no cause given'}`,
    );
    // Nobody may connect to it: a database that is in use can't be copied.
    await administer(server.url, `alter database ${template} with is_template true allow_connections false`);
    project.provide('adminUrl', server.url);
    project.provide('templateDatabase', template);
    project.provide('migrationFailure', failure);
  } catch (error) {
    await teardown();
    throw error;
  }
}

/** After the run: nothing of it is left, whatever the tests forgot to drop. */
export async function teardown(): Promise<void> {
  const once = cleanUp;
  cleanUp = undefined;
  await once?.();
}

async function own(): Promise<{ url: string; release: () => Promise<void> }> {
  await sweep();
  const directory = makeTemporaryFolder(prefix);
  const remove = () => rmSync(directory, { recursive: true, force: true });
  try {
    // Vacuuming dozens of databases that live for seconds would only take the processor from the tests.
    const settings = { autovacuum: 'off', max_connections: '200', max_wal_size: '128MB' };
    const server = await startEmbeddedPostgres({ directory, durable: false, settings });
    return { url: server.url, release: () => server.stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

/** A run that was killed leaves its server behind, and its data in memory. */
async function sweep(): Promise<void> {
  for (const directory of findTemporaryFolders(prefix)) {
    const users = join(directory, 'users');
    const marks = existsSync(users) ? readdirSync(users) : [];
    if (marks.length === 0 || marks.some(isLiving)) continue; // it has just begun, or is at work
    await stopServer(join(directory, 'pgdata'));
    rmSync(directory, { recursive: true, force: true });
  }
}

function borrowed(url: string): { url: string; release: () => Promise<void> } {
  return { url, release: async () => undefined };
}

async function dropAll(adminUrl: string, template: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1) order by datname desc',
      [template],
    );
    for (const { datname } of rows) {
      if (datname === template) await client.query(`alter database ${datname} with is_template false`);
      await client.query(`drop database if exists ${datname} with (force)`);
    }
  } finally {
    await client.end();
  }
}
