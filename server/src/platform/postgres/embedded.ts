import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type Binaries, findBinaries, giveTo } from './embedded-binaries.ts';
import { followLog, openLog, readLog } from './embedded-log.ts';
import { discardForeignPid, isLiving, processMark, type Running, settle, stopServer } from './embedded-process.ts';

export interface EmbeddedPostgres {
  /** Connection string of the database `linggong`, as its owner and the server's superuser. */
  readonly url: string;
  readonly directory: string;
  /**
   * Ends our use of the server and, unless another living process uses it too, stops it: open connections are cut and
   * their transactions rolled back. Resolves when it is gone, after 10 seconds by an immediate shutdown.
   */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Holds the data, the password, the port and the log; made if absent. */
  readonly directory: string;
  /** False trades the safety of the data for speed (no flush to disk): for tests only. */
  readonly durable: boolean;
  /** Server settings over our defaults; they take no effect on a server that is running already. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Called with each line that the server logs from now on, up to a quarter of a second late. */
  readonly onLog?: (line: string) => void;
}

// Recovery after a crash may have a lot of log to replay.
const startWithinMs = 120_000;

const commonSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  // Pages are taken only when touched: an idle server stays small.
  shared_buffers: '256MB',
  huge_pages: 'off',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  jit: 'off',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
} satisfies Record<string, string>;

const volatileSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
} satisfies Record<string, string>;

/**
 * Starts a PostgreSQL of our own below `directory`, initialising it on first use; adopts one that runs there already,
 * be it another process's or left by a process that was killed. Throws an Error in plain words when the package is
 * absent, when no user can run it, or with the end of the server's log when it does not come up within two minutes.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  fs.mkdirSync(join(options.directory, 'users'), { recursive: true });
  const directory = fs.realpathSync(options.directory);
  // The server's user must be able to pass through; what is secret has modes of its own.
  if (process.getuid?.() === 0) fs.chmodSync(directory, fs.statSync(directory).mode | 0o111);
  const password = writeOnce(join(directory, 'password'), () => randomBytes(24).toString('hex'));
  const user = join(directory, 'users', processMark());
  fs.writeFileSync(user, '');
  const log = openLog(directory);
  const stopFollowing = options.onLog ? followLog(directory, options.onLog) : undefined;
  try {
    const server = await start(directory, password, options, log);
    const url = `postgres://linggong:${password}@127.0.0.1:${server.port}/linggong`;
    return { url, directory, stop: () => release(user, directory, stopFollowing) };
  } catch (error) {
    fs.rmSync(user, { force: true });
    stopFollowing?.();
    throw error;
  } finally {
    fs.closeSync(log);
  }
}

async function start(directory: string, password: string, options: EmbeddedOptions, log: number): Promise<Running> {
  const data = join(directory, 'pgdata');
  let binaries: Binaries | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const adopted = await settle(data, startWithinMs);
    if (adopted && (await usable(adopted, directory, password, options.durable))) return adopted;
    binaries ??= findBinaries(directory);
    if (!fs.existsSync(join(data, 'PG_VERSION'))) await initialise(directory, password, binaries, options.durable, log);
    if (binaries.owner !== undefined) giveTo(data, binaries.owner);
    discardForeignPid(data);
    const port = await choosePort(directory);
    const all = { ...commonSettings, ...(options.durable ? {} : volatileSettings), ...options.settings };
    const settings = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const from = fs.fstatSync(log).size;
    const child = binaries.run('postgres', ['-D', data, '-p', String(port), ...settings], log);
    const ended = new AbortController();
    let failure: Error | undefined;
    child.once('error', (error) => {
      failure = error;
      ended.abort();
    });
    child.once('exit', () => ended.abort());
    child.unref();
    const server = await settle(data, startWithinMs, ended.signal);
    if (server && (await usable(server, directory, password, options.durable))) return server;
    // Another process may have won the race for the folder or the port, or the children of a killed server may still
    // be leaving: both pass within a moment.
    if (failure !== undefined || attempt === 5) throw notStarted(directory, from, failure);
    await sleep(200);
  }
}

/** True when the server answers and has our database; false when it went away, or had to be stopped to start anew. */
async function usable(server: Running, directory: string, password: string, durable: boolean): Promise<boolean> {
  const at = { host: '127.0.0.1', port: server.port, user: 'linggong', password, connectionTimeoutMillis: 10_000 };
  let fsync: string;
  try {
    fsync = await ask({ ...at, database: 'linggong' }, 'show fsync').catch(async (error: unknown) => {
      if (codeOf(error) !== '3D000') throw error;
      await ask({ ...at, database: 'postgres' }, 'create database linggong').catch((problem: unknown) => {
        // Two processes may make it at once.
        if (!['42P04', '23505'].includes(codeOf(problem))) throw problem;
      });
      return ask({ ...at, database: 'linggong' }, 'show fsync');
    });
  } catch (error) {
    // 57P01 and 57P03: it is shutting down.
    if (['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03'].includes(codeOf(error))) return false;
    if (codeOf(error) !== '28P01') throw error;
    throw new Error(`${join(directory, 'password')} does not fit the data beside it; put the right one back`, {
      cause: error,
    });
  }
  if (!durable || fsync === 'on') return true;
  if (livingUsers(directory).length > 1) {
    throw new Error(`PostgreSQL in ${directory} runs without fsync for another process; stop that one first`);
  }
  await stopServer(join(directory, 'pgdata'));
  return false;
}

async function ask(config: ConstructorParameters<typeof Client>[0], sql: string): Promise<string> {
  const client = new Client(config);
  client.on('error', () => undefined); // a server that stops must not end our process
  try {
    await client.connect();
    const result = await client.query({ text: sql, rowMode: 'array' });
    return String(result.rows[0]?.[0] ?? '');
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function initialise(
  directory: string,
  password: string,
  binaries: Binaries,
  durable: boolean,
  log: number,
): Promise<void> {
  for (const name of fs.readdirSync(directory)) {
    const maker = /^pgdata\.(.+?)(\.secret)?$/.exec(name)?.[1];
    if (maker && !isLiving(maker)) fs.rmSync(join(directory, name), { recursive: true, force: true });
  }
  // Made aside and moved into place when complete: neither a kill nor a second process can leave a half-made folder.
  const fresh = join(directory, `pgdata.${processMark()}`);
  const secret = `${fresh}.secret`;
  fs.mkdirSync(fresh, { mode: 0o700 });
  fs.writeFileSync(secret, password, { mode: 0o600 });
  if (binaries.owner !== undefined)
    for (const path of [fresh, secret]) fs.chownSync(path, binaries.owner, binaries.owner);
  try {
    const from = fs.fstatSync(log).size;
    const args = ['-D', fresh, '-U', 'linggong', `--pwfile=${secret}`, '--auth=scram-sha-256', '--encoding=UTF8'];
    args.push('--data-checksums', ...(durable ? [] : ['--no-sync']));
    const locales = [['--locale=C.UTF-8'], ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']];
    for (const locale of locales) {
      const child = binaries.run('initdb', [...args, ...locale], log);
      const failure = await new Promise<Error | undefined>((done) => {
        child.once('error', done);
        child.once('exit', (code) => done(code === 0 ? undefined : new Error(`initdb ended with code ${code}`)));
      });
      if (!failure) break;
      const missing = locale === locales[0] && readLog(directory, from).includes('invalid locale');
      if (!missing) throw notStarted(directory, from, failure);
    }
    try {
      fs.renameSync(fresh, join(directory, 'pgdata'));
    } catch (error) {
      if (!fs.existsSync(join(directory, 'pgdata', 'PG_VERSION'))) throw error; // else another process was faster
    }
  } finally {
    fs.rmSync(secret, { force: true });
    fs.rmSync(fresh, { recursive: true, force: true });
  }
}

/** The port of the last start if it is still free, otherwise any that is. */
async function choosePort(directory: string): Promise<number> {
  const file = join(directory, 'port');
  const last = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0;
  const free = await listenOnce(Number.isInteger(last) ? last : 0).catch(() => listenOnce(0));
  if (free !== last) fs.writeFileSync(file, `${free}\n`);
  return free;
}

function listenOnce(port: number): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : port));
    });
  });
}

async function release(user: string, directory: string, stopFollowing: (() => void) | undefined): Promise<void> {
  const first = fs.existsSync(user);
  fs.rmSync(user, { force: true });
  if (first && livingUsers(directory).length === 0) await stopServer(join(directory, 'pgdata'));
  stopFollowing?.();
}

/** The marks of the processes that use the server, without those that died. */
function livingUsers(directory: string): string[] {
  const users = join(directory, 'users');
  return fs.readdirSync(users).filter((mark) => {
    if (isLiving(mark)) return true;
    fs.rmSync(join(users, mark), { force: true });
    return false;
  });
}

/** Reads the file, making it first if absent: of several processes that make it at once, one wins and all agree. */
function writeOnce(path: string, make: () => string): string {
  if (!fs.existsSync(path)) {
    const draft = `${path}.${processMark()}`;
    fs.writeFileSync(draft, make(), { mode: 0o600 });
    try {
      fs.linkSync(draft, path);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    } finally {
      fs.rmSync(draft);
    }
  }
  return fs.readFileSync(path, 'utf8').trim();
}

function notStarted(directory: string, from: number, cause: Error | undefined): Error {
  const said = readLog(directory, from).trim().split('\n').slice(-10).join('\n');
  return new Error(`PostgreSQL did not start in ${directory}: ${cause?.message ?? ''}\n${said}`, { cause });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
