/** The real system on a database of its own, which may be killed in any part at any time. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import { Client } from 'pg';
import { addPeople, password } from '../bench/data.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../server/src/platform/postgres/embedded.ts';
import { proveBooks, queryOnce } from './books.ts';
import { freePort } from '../acceptance/kit/free-port.ts';
import { type Process, programWith, type Spoil, startProcess, untilReady } from './process.ts';
import { openWire, type Wire } from './severing.ts';

export interface Stage {
  /** The server's address. */
  readonly url: string;
  readonly port: number;
  databaseUrl(): string;
  /** What lies between the server and the database, where it was asked for. */
  readonly wire: Wire | undefined;
  /** Runs a statement on a connection that outlives no kill. */
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Ends the server without warning and starts it again; answers the milliseconds until it was ready. */
  killServer(): Promise<number>;
  /** Ends the database, postmaster and children, without warning and starts it again; answers the milliseconds. */
  killDatabase(): Promise<number>;
  /** Exits of the server that nobody asked for. */
  unasked(): number;
  /** The findings of `linggong ledger verify`; empty when the books are right. */
  proveBooks(): string;
  close(): Promise<void>;
}

export interface StageOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Settings of the database, for teeth. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Whether the demo's people are there; the many people of the benchmarks otherwise. */
  readonly demo?: boolean;
  /** Faults to plant in the program. */
  readonly spoils?: readonly Spoil[];
  /** Whether the server reaches the database by a wire that can be cut, and runs tasks only when the clock is moved. */
  readonly byWire?: boolean;
}

export async function openStage({
  env = {},
  settings = {},
  demo = false,
  spoils = [],
  byWire = false,
}: StageOptions = {}): Promise<Stage> {
  const program = programWith(spoils);
  const directory = mkdtempSync(join(tmpdir(), 'linggong-proof-'));
  let postgres: EmbeddedPostgres = await startEmbeddedPostgres({ directory, durable: true, settings });
  const port = await freePort();
  const wire = byWire ? await openWire(postgres.url) : undefined;
  // Where the database is not killed, one connection serves all questions.
  const asking = byWire ? new Client({ connectionString: postgres.url }) : undefined;
  await asking?.connect();
  let server: Process | undefined;
  let unasked = 0;

  async function start(): Promise<void> {
    server = startProcess(process.execPath, [program, 'serve', ...(byWire ? ['--no-work'] : [])], {
      ...process.env,
      DATABASE_URL: wire?.url ?? postgres.url,
      PORT: String(port),
      BASE_URL: `http://127.0.0.1:${port}`,
      DATA_DIR: directory,
      LOG_LEVEL: 'silent',
      DEMO: String(demo),
      ...env,
    });
    await untilReady(port);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (server?.endedUnasked()) unasked += 1;
    await server?.end(signal);
  }

  await start();
  if (!demo) {
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    await addPeople(client, await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }));
    await client.end();
  }

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    databaseUrl: () => postgres.url,
    wire,
    async query<Row>(text: string, values: readonly unknown[] = []) {
      if (!asking) return queryOnce<Row>(postgres.url, text, values);
      const { rows } = await asking.query(text, [...values]);
      return rows as Row[];
    },
    async killServer() {
      const startedAt = performance.now();
      await end('SIGKILL');
      await start();
      return performance.now() - startedAt;
    },
    async killDatabase() {
      const startedAt = performance.now();
      const postmaster = readFileSync(join(directory, 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[0] ?? '';
      const children = execFileSync('ps', ['-o', 'pid=', '--ppid', postmaster]).toString().trim().split(/\s+/);
      for (const pid of [postmaster, ...children]) kill(Number(pid));
      postgres = await startEmbeddedPostgres({ directory, durable: true, settings });
      await untilReady(port);
      return performance.now() - startedAt;
    },
    unasked: () => unasked + (server?.endedUnasked() ? 1 : 0),
    proveBooks: () => proveBooks(postgres.url),
    async close() {
      await end('SIGTERM');
      await wire?.close();
      await asking?.end();
      await postgres.stop();
      rmSync(directory, { recursive: true, force: true });
      if (spoils.length > 0) rmSync(program);
    },
  };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone with its parent already.
  }
}
