/** The real system on a database of its own, which may be killed in any part at any time. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import { Client } from 'pg';
import { addPeople, password } from '../bench/data.ts';
import { packagePath } from '../server/src/platform/package-folder.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../server/src/platform/postgres/embedded.ts';

export interface Stage {
  /** The server's address. */
  readonly url: string;
  readonly port: number;
  databaseUrl(): string;
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
  /** Faults to plant in the program: what is replaced by what. Each must be there to be replaced. */
  readonly spoils?: readonly (readonly [what: RegExp, by: string])[];
}

/** A copy of the program with the faults in it. */
function spoil(spoils: NonNullable<StageOptions['spoils']>): string {
  let program = readFileSync(packagePath('dist', 'main.js'), 'utf8');
  for (const [what, by] of spoils) {
    const spoilt = program.replaceAll(what, by);
    if (spoilt === program) throw new Error(`there is no ${what} to spoil`);
    program = spoilt;
  }
  const file = packagePath('dist', `spoilt-${process.pid}.js`);
  writeFileSync(file, program);
  return file;
}

export async function openStage({
  env = {},
  settings = {},
  demo = false,
  spoils = [],
}: StageOptions = {}): Promise<Stage> {
  const program = spoils.length > 0 ? spoil(spoils) : packagePath('bin', 'linggong.js');
  const directory = mkdtempSync(join(tmpdir(), 'linggong-proof-'));
  let postgres: EmbeddedPostgres = await startEmbeddedPostgres({ directory, durable: true, settings });
  const port = await freePort();
  let child: ChildProcess | undefined;
  let asked = false;
  let unasked = 0;

  async function start(): Promise<void> {
    asked = false;
    const started = spawn(process.execPath, [program, 'serve'], {
      env: {
        ...process.env,
        DATABASE_URL: postgres.url,
        PORT: String(port),
        BASE_URL: `http://127.0.0.1:${port}`,
        DATA_DIR: directory,
        LOG_LEVEL: 'silent',
        DEMO: String(demo),
        ...env,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    started.once('exit', () => {
      if (!asked) unasked += 1;
    });
    child = started;
    await untilReady(port);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    asked = true;
    const going = child;
    if (!going || going.exitCode !== null || going.signalCode !== null) return;
    const gone = new Promise((resolve) => {
      going.once('exit', resolve);
    });
    going.kill(signal);
    await gone;
  }

  async function query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: postgres.url });
    client.on('error', () => undefined);
    await client.connect();
    try {
      const { rows } = await client.query(text, [...values]);
      return rows as Row[];
    } finally {
      await client.end();
    }
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
    query,
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
    unasked: () => unasked,
    proveBooks() {
      const words = [packagePath('bin', 'linggong.js'), 'ledger', 'verify'];
      try {
        const output = execFileSync(process.execPath, words, {
          env: { ...process.env, DATABASE_URL: postgres.url, LOG_LEVEL: 'silent' },
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        return output.toString().includes('The books are right.') ? '' : output.toString();
      } catch (error) {
        return String((error as { stdout?: Buffer }).stdout ?? error);
      }
    },
    async close() {
      await end('SIGTERM');
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

async function untilReady(port: number): Promise<void> {
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    const isReady = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the server was not ready within a minute');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}
