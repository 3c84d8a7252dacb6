/** Runs the real program for a suite: as an operator would start it, on a database and a port of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { inject } from 'vitest';
import { freePort } from './free-port.ts';

export interface RunningServer {
  readonly url: string;
  readonly databaseUrl: string;
  /** The same process, as another of its markets. */
  as(market: string): RunningServer;
  /** Everything the process has printed. */
  output(): string;
  /** Moves the development clock, and returns when every task that fell due has run. */
  advance(duration: string): Promise<void>;
  now(): Promise<Date>;
  /** The code of the newest SMS to a phone. */
  codeFor(phone: string): Promise<string>;
  /** Runs a command of the command line on the same database. */
  command(...words: string[]): Promise<{ code: number | null; output: string }>;
  /** Ends the process as a crash would, and starts it again. */
  crash(): Promise<void>;
  /** Asks the process to end, as an operator would; answers its exit code. */
  terminate(): Promise<number | null>;
  stop(): Promise<void>;
}

const program = 'bin/linggong.js';

/** Runs a command of the command line; answers what it printed and its exit code. */
export async function runProgram(
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [program, ...words], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const code = await new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  return { code, output };
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('adminUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Starts a server for the market, with an empty database. */
export async function startServer(
  market: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const name = `acceptance_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${name}`);
  const databaseUrl = new URL(inject('adminUrl'));
  databaseUrl.pathname = `/${name}`;
  const dataDir = await mkdtemp(join(tmpdir(), 'linggong-acceptance-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    ...process.env,
    NODE_ENV: 'development',
    PORT: String(port),
    BASE_URL: url,
    DATABASE_URL: databaseUrl.href,
    DATA_DIR: dataDir,
    DEMO: 'false',
    LOG_LEVEL: 'warn',
    ...settings,
  };
  let output = '';
  if (settings['NODE_ENV'] === 'production') await run('migrate');
  let child = await launch();

  async function run(...words: string[]): Promise<{ code: number | null; output: string }> {
    return runProgram(words, environment);
  }

  async function launch(): Promise<ChildProcess> {
    const started = spawn(process.execPath, [program, 'serve'], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    started.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    for (let attempt = 0; attempt < 400; attempt += 1) {
      if (started.exitCode !== null) throw new Error(`the server ended at once:\n${output}`);
      const isReady = await fetch(`${url}/health/ready`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (isReady) return started;
      await pause(50);
    }
    throw new Error(`the server was not ready in time:\n${output}`);
  }

  async function ended(signal: NodeJS.Signals): Promise<void> {
    const gone = new Promise((resolve) => {
      child.once('exit', resolve);
    });
    if (child.exitCode !== null) return;
    child.kill(signal);
    await gone;
  }

  const running = (place: string): RunningServer => ({
    url: `${url}/${place}`,
    databaseUrl: databaseUrl.href,
    as: running,
    output: () => output,
    async advance(duration) {
      const answer = await fetch(`${url}/dev/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advance: duration }),
      });
      if (!answer.ok) throw new Error(`the clock was not moved: ${await answer.text()}`);
    },
    async now() {
      const { now } = (await (await fetch(`${url}/dev/clock`)).json()) as { now: string };
      return new Date(now);
    },
    async codeFor(phone) {
      const answer = await fetch(`${url}/dev/outbox?market=${place}&to=${phone}`);
      const [newest] = (await answer.json()) as { params: { code: string } }[];
      if (!newest) throw new Error(`no message to ${phone}`);
      return newest.params.code;
    },
    command: (...words) => run(...words),
    async crash() {
      await ended('SIGKILL');
      child = await launch();
    },
    async terminate() {
      await ended('SIGTERM');
      return child.exitCode;
    },
    async stop() {
      await ended('SIGTERM');
      await administer(`drop database if exists ${name} with (force)`);
      await rm(dataDir, { recursive: true, force: true });
    },
  });
  return running(market);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
