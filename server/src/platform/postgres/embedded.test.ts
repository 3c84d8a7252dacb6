import { type ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Client } from 'pg';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeTemporaryFolder } from '../../../test/temporary-folder.ts';
import { startEmbeddedPostgres } from './embedded.ts';
import { giveTo } from './embedded-binaries.ts';
import { readRunning, stopServer } from './embedded-process.ts';

const here = fileURLToPath(import.meta.url);
let parentScript: string;
let directory: string;
let children: ChildProcess[] = [];

beforeAll(async () => {
  const outputs = await build({
    stdin: {
      contents: `
        import { startEmbeddedPostgres } from './embedded.ts';
import { giveTo } from './embedded-binaries.ts';
        startEmbeddedPostgres({ directory: process.argv[2], durable: false }).then(
          (server) => { console.log(server.url); process.stdin.on('end', () => server.stop()).resume(); },
          (error) => { console.log(String(error)); process.exitCode = 1; });`,
      resolveDir: join(here, '..'),
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['pg-native'],
    // The bundle is run from memory; packages are to be found from here.
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
    write: false,
  });
  parentScript = outputs.outputFiles[0]?.text ?? '';
});

beforeEach(() => {
  directory = makeTemporaryFolder();
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  await stopServer(join(directory, 'pgdata'));
  fs.rmSync(directory, { recursive: true, force: true });
});

/** A process of its own that starts a server in `directory` and ends it when its input closes. */
async function startParent(): Promise<{ child: ChildProcess; url: string; exit: Promise<unknown> }> {
  const script = join(directory, 'parent.cjs');
  fs.writeFileSync(script, parentScript);
  const child = spawn(process.execPath, [script, directory], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const exit = new Promise((done) => child.once('exit', done));
  const url = await new Promise<string>((done, fail) => {
    createInterface({ input: child.stdout }).once('line', done);
    void exit.then(() => fail(new Error('the parent ended before its server was ready')));
  });
  return { child, url, exit };
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return Object.values((await client.query(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

const volatile = () => ({ directory, durable: false });
const runningPid = () => readRunning(join(directory, 'pgdata'))?.pid;

describe('an embedded PostgreSQL', () => {
  it('starts from nothing, with checksums, UTF-8, scram and a port for this machine only', async () => {
    const lines: string[] = [];
    const server = await startEmbeddedPostgres({ ...volatile(), onLog: (line) => lines.push(line) });
    expect(server.url).toMatch(/^postgres:\/\/linggong:[0-9a-f]{48}@127\.0\.0\.1:\d+\/linggong$/);
    expect(await ask(server.url, 'show data_checksums')).toBe('on');
    expect(await ask(server.url, 'show server_encoding')).toBe('UTF8');
    expect(await ask(server.url, 'show listen_addresses')).toBe('127.0.0.1');
    expect(await ask(server.url, `select upper('é零') || ('零' ~ '[[:alpha:]]')`)).toBe('É零true');
    expect(fs.statSync(join(directory, 'password')).mode & 0o777).toBe(0o600);
    await expect(ask(server.url.replace(/:[0-9a-f]{48}@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
    await server.stop();
    expect(runningPid()).toBeUndefined();
    expect(lines.join('\n')).toMatch(/ready to accept connections[^]*shut down/);
    expect(fs.readdirSync(directory).sort()).toEqual(['password', 'pgdata', 'port', 'postgres.log', 'users']);
  });

  it('keeps data, password and port over a restart', async () => {
    const first = await startEmbeddedPostgres(volatile());
    await ask(first.url, 'create table kept (n int)');
    await ask(first.url, 'insert into kept values (7)');
    await first.stop();
    const second = await startEmbeddedPostgres({ ...volatile(), settings: { work_mem: '5MB' } });
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'select n from kept')).toBe(7);
    expect(await ask(second.url, 'show work_mem')).toBe('5MB');
    await second.stop();
  });

  it('flushes to disk when durable, and only then', async () => {
    const names = ['fsync', 'synchronous_commit', 'full_page_writes'];
    const flags = async (url: string) => Promise.all(names.map((name) => ask(url, `show ${name}`)));
    const fast = await startEmbeddedPostgres(volatile());
    expect(await flags(fast.url)).toEqual(['off', 'off', 'off']);
    await expect(startEmbeddedPostgres({ directory, durable: true })).rejects.toThrow(/without fsync/);
    await fast.stop();
    const safe = await startEmbeddedPostgres({ directory, durable: true });
    expect(await flags(safe.url)).toEqual(['on', 'on', 'on']);
    await safe.stop();
  });

  it('is adopted after its parent was killed, and then stops with the adopter', async () => {
    const parent = await startParent();
    await ask(parent.url, 'create table kept as select 7 as n');
    const pid = runningPid();
    parent.child.kill('SIGKILL');
    await parent.exit;
    expect(runningPid()).toBe(pid);
    const adopted = await startEmbeddedPostgres(volatile());
    expect(adopted.url).toBe(parent.url);
    expect(runningPid()).toBe(pid);
    expect(await ask(adopted.url, 'select n from kept')).toBe(7);
    await adopted.stop();
    expect(runningPid()).toBeUndefined();
  });

  it('is started anew when the orphan does not flush but durability is asked for', async () => {
    const parent = await startParent();
    parent.child.kill('SIGKILL');
    await parent.exit;
    const safe = await startEmbeddedPostgres({ directory, durable: true });
    expect(await ask(safe.url, 'show fsync')).toBe('on');
    await safe.stop();
  });

  it('serves two processes that start at once on an empty folder, and ends with the last of them', async () => {
    const [one, two] = await Promise.all([startParent(), startParent()]);
    expect(one.url).toBe(two.url);
    one.child.stdin?.end();
    await one.exit;
    expect(await ask(two.url, 'select 1')).toBe(1);
    two.child.stdin?.end();
    await two.exit;
    expect(runningPid()).toBeUndefined();
  });

  it('starts over a stale pid file, be its number dead or a stranger’s', async () => {
    await (await startEmbeddedPostgres(volatile())).stop();
    const stranger = spawn('sleep', ['60']);
    children.push(stranger);
    for (const pid of [4_194_000, stranger.pid]) {
      const file = join(directory, 'pgdata', 'postmaster.pid');
      fs.writeFileSync(file, `${pid}\n${directory}/pgdata\n1700000000\n5432\n\n127.0.0.1\n  1 2\nready   \n`);
      const server = await startEmbeddedPostgres(volatile());
      expect(await ask(server.url, 'select 1')).toBe(1);
      expect(runningPid()).not.toBe(pid);
      await server.stop();
    }
  });

  it('recovers when the server itself was killed, and takes another port when its own is taken', async () => {
    const first = await startEmbeddedPostgres({ directory, durable: true });
    await ask(first.url, 'create table kept as select 7 as n');
    process.kill(runningPid() ?? 0, 'SIGKILL');
    const port = Number(new URL(first.url).port);
    const taken = spawn(process.execPath, [
      '-e',
      `const take = () => require('net').createServer().once('error', () => setTimeout(take, 5))
         .listen(${port}, '127.0.0.1', () => console.log('taken')); take()`,
    ]);
    children.push(taken);
    await new Promise((done) => taken.stdout.once('data', done));
    const second = await startEmbeddedPostgres({ directory, durable: true });
    expect(new URL(second.url).port).not.toBe(String(port));
    expect(await ask(second.url, 'select n from kept')).toBe(7);
    await second.stop();
  });

  it.runIf(process.getuid?.() === 0)('works for root below a folder that nobody else may enter', async () => {
    const inner = join(directory, 'inner');
    const server = await startEmbeddedPostgres({ directory: inner, durable: false });
    expect(await ask(server.url, 'select 1')).toBe(1);
    expect(fs.statSync(join(inner, 'pgdata')).uid).toBe(0);
    await server.stop();
    // Made enterable, the folder is handed over to the ordinary user.
    fs.chmodSync(directory, 0o711);
    const again = await startEmbeddedPostgres({ directory: inner, durable: false });
    expect(fs.statSync(join(inner, 'pgdata', 'base')).uid).toBe(65534);
    await again.stop();
  });

  it.runIf(process.getuid?.() === 0)('leaves data that an ordinary user made to that user', async () => {
    await (await startEmbeddedPostgres(volatile())).stop();
    const data = join(directory, 'pgdata');
    giveTo(data, 1234);
    const server = await startEmbeddedPostgres(volatile());
    expect(await ask(server.url, 'select 1')).toBe(1);
    await server.stop();
    expect(fs.statSync(data).uid).toBe(1234);
    expect(fs.readdirSync(data).filter((name) => fs.statSync(join(data, name)).uid !== 1234)).toEqual([]);
  });

  it('says what went wrong when the server does not come up', async () => {
    const broken = startEmbeddedPostgres({ ...volatile(), settings: { max_connections: 'many' } });
    await expect(broken).rejects.toThrow(/did not start[^]*max_connections/);
  });

  it('refuses a password that does not fit the data', async () => {
    await (await startEmbeddedPostgres(volatile())).stop();
    fs.writeFileSync(join(directory, 'password'), 'another');
    await expect(startEmbeddedPostgres(volatile())).rejects.toThrow(/password does not fit the data/);
  });
});
