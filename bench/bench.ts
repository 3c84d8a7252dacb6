/** `npm run bench`: measures the real program beside its limits. See RESULTS.md. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { hash } from '@node-rs/argon2';
import { Client } from 'pg';
import { packagePath } from '../server/src/platform/package-folder.ts';
import { startEmbeddedPostgres } from '../server/src/platform/postgres/embedded.ts';
import { type Line, othersShare, type Settings } from './compare.ts';
import { addJobs, addPeople, password } from './data.ts';
import { serveLimit } from './limit.ts';
import { processRows } from './process-rows.ts';
import { type ProgramOptions, startLimit, startLinggong } from './programs.ts';
import { asTable, commit, isBusy, keep, machine, percent } from './report.ts';
import { millionRowsOf, rowsOf, type Stand } from './rows.ts';
import { freePort } from '../acceptance/kit/free-port.ts';

const { values: asked } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    million: { type: 'boolean', default: false },
    only: { type: 'string' },
    data: { type: 'string' },
    'as-limit': { type: 'boolean', default: false },
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const poolSize = 10;
const jobs = asked.million ? 1_000_000 : asked.quick ? 10_000 : 100_000;
const settings: Settings = asked.quick
  ? { connections: 32, rounds: 1, seconds: 1, warmUpSeconds: 0.5 }
  : { connections: 32, rounds: 3, seconds: 2.5, warmUpSeconds: 3 };

if (asked['as-limit']) await serveLimit(process.env);
else await bench();

async function bench(): Promise<void> {
  const directory = asked.data === undefined ? mkdtempSync(join(tmpdir(), 'linggong-bench-')) : resolve(asked.data);
  const postgres = await startEmbeddedPostgres({ directory, durable: true });
  try {
    await measure(postgres.url);
  } finally {
    await postgres.stop();
    if (asked.data === undefined) rmSync(directory, { recursive: true, force: true });
  }
}

async function measure(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => undefined); // what ends first ends the run: its own error is the one to show
  await client.connect();
  const env = { DEMO: 'false' };
  const own: ProgramOptions = { databaseUrl, port: await freePort(), poolSize, env };
  const passwordHash = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  // Its first start brings the schema and the catalogues.
  await (await startLinggong(own)).stop();
  await prepare(client, passwordHash);
  say(runCommand(databaseUrl, 'search', 'rebuild'));
  const linggong = await startLinggong(own);
  const limit = await startLimit({ databaseUrl, port: await freePort(), poolSize });
  try {
    const stand: Stand = {
      client,
      linggong,
      limit,
      settings,
      jobs,
      deals: asked.quick ? 8_000 : 40_000,
      passwordHash,
      clients: await partiesOf(client, 'client'),
      freelancers: await partiesOf(client, 'freelancer'),
    };
    const another = { ...own, port: await freePort() };
    const rowsOfRun = asked.million ? millionRowsOf(stand) : [...rowsOf(stand), ...processRows({ ...stand, another })];
    const { lines, others } = await measureRows(rowsOfRun, client);
    const books = runCommand(databaseUrl, 'ledger', 'verify');
    say(`the books: ${books}`);
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    if (asked.quick || asked.only !== undefined) return;
    const about = {
      date: new Date().toISOString().slice(0, 16).replace('T', ' '),
      commit: commit(),
      machine: machine(),
    };
    keep({ ...about, postgres: `PostgreSQL ${rows[0]?.server_version}`, settings, jobs, others, books, lines });
  } finally {
    await limit.stop();
    await linggong.stop();
    await client.end();
  }
}

async function prepare(client: Client, passwordHash: string): Promise<void> {
  const { rows } = await client.query<{ jobs: number }>(
    `select count(*)::int as jobs from listing where uid like '000000000%'`,
  );
  if ((rows[0]?.jobs ?? 0) === jobs) return say('jobs: those of an earlier run');
  if ((rows[0]?.jobs ?? 0) > 0) throw new Error('the data folder holds another number of jobs');
  const startedAt = performance.now();
  await addPeople(client, passwordHash);
  await addJobs(client, jobs);
  say(`${jobs} jobs written in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
}

async function measureRows(rows: ReturnType<typeof rowsOf>, client: Client) {
  const lines: Line[] = [];
  const others: Record<string, number> = {};
  const wanted = rows.filter(({ name }) => asked.only === undefined || asked.only.split(',').includes(name));
  if (wanted.length === 0) throw new Error(`--only takes one of: ${rows.map(({ name }) => name).join(', ')}`);
  for (const { name, measure } of wanted) {
    await untilDone(client);
    await client.query('checkpoint');
    const share = await othersShare();
    others[name] = share;
    if (isBusy(share)) say(`WARNING: somebody else uses ${percent(share)} of the machine; look at ratios only`);
    const measured = await measure();
    lines.push(...measured);
    say(`\n${asTable(measured)}`);
  }
  if (wanted.length > 1) say(`\n${asTable(lines)}`);
  return { lines, others };
}

/** Waits for what an earlier row has left to be done later: it would be measured with the next one. */
async function untilDone(client: Client): Promise<void> {
  for (const until = performance.now() + 120_000; performance.now() < until; ) {
    const { rows } = await client.query('select from task where run_at <= now() and failed_at is null limit 1');
    if (rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  say('WARNING: tasks are still waiting after two minutes');
}

async function partiesOf(client: Client, kind: string): Promise<number[]> {
  const { rows } = await client.query<{ id: string }>(`select id from party where kind = $1 order by id`, [kind]);
  return rows.map(({ id }) => Number(id));
}

/** What a command of the program says, of all the money that was moved for example. */
function runCommand(databaseUrl: string, ...args: readonly string[]): string {
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  const options = { env, encoding: 'utf8' } as const;
  const { stdout, stderr, status } = spawnSync(process.execPath, [packagePath('bin', 'linggong.js'), ...args], options);
  return status === 0 ? stdout.trim() : `WRONG: ${stdout}${stderr}`.trim();
}
