import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { packagePath } from '../package-folder.ts';

/** Any two processes that migrate at once queue on this advisory lock. */
const lockKey = 5_149_001;
/** How often a migration that does not get its locks tries, and how long it lets others go first. */
const maxAttempts = 60;
const pauseMs = 1_000;

export interface MigrateOptions {
  readonly directory?: string;
  readonly onStep?: (name: string) => void;
}

/**
 * Applies the migrations that the database has not had yet, in the order of their names, each in one transaction.
 * Returns their names. Refuses to run when an applied migration is missing from the directory: this program is older
 * than the database.
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<string[]> {
  const directory = options.directory ?? packagePath('database', 'migrations');
  const client = new pg.Client({ connectionString: url, application_name: 'linggong migrate' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await client.query(
      'create table if not exists migration (name text primary key, applied_at timestamptz not null default now())',
    );
    const files = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
    const { rows } = await client.query<{ name: string }>('select name from migration');
    const applied = new Set(rows.map((row) => row.name));
    const unknown = [...applied].filter((name) => !files.includes(name));
    if (unknown.length > 0) throw new Error(`the database is newer than this program: it has ${unknown.join(', ')}`);

    const pending = files.filter((name) => !applied.has(name));
    for (const name of pending) {
      options.onStep?.(name);
      await apply(client, name, await readFile(join(directory, name), 'utf8'));
    }
    return pending;
  } finally {
    await client.end();
  }
}

/** Throws unless the database has had exactly the migrations this program came with. */
export async function assertMigrated(url: string, directory = packagePath('database', 'migrations')): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'linggong' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows: known } = await client.query<{ here: boolean }>(
      "select to_regclass('migration') is not null as here",
    );
    const { rows } = known[0]?.here ? await client.query<{ name: string }>('select name from migration') : { rows: [] };
    const applied = new Set(rows.map((row) => row.name));
    const files = (await readdir(directory)).filter((name) => name.endsWith('.sql'));
    const missing = files.filter((name) => !applied.has(name)).sort();
    if (missing.length > 0)
      throw new Error(`the database has not had ${missing.join(', ')}: run "linggong migrate" first`);
  } finally {
    await client.end();
  }
}

/** A migration gives way to who works (its `lock_timeout`), and tries again. */
async function apply(client: pg.Client, name: string, text: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query('begin');
      await client.query(text);
      await client.query('insert into migration (name) values ($1)', [name]);
      await client.query('commit');
      return;
    } catch (error) {
      await client.query('rollback');
      const gaveWay = error instanceof pg.DatabaseError && error.code === '55P03';
      if (!gaveWay || attempt === maxAttempts) throw new Error(`migration ${name} failed`, { cause: error });
      await pause(pauseMs);
    }
  }
}
