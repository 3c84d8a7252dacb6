/** R18: the database is restored from its backup to random moments, exact to the fen. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { packagePath } from '../server/src/platform/package-folder.ts';
import { queryOnce } from './books.ts';
import { Load } from './load.ts';
import { type Machines, openMachines } from './machines.ts';
import { startProcess } from './process.ts';
import type { Means, Outcome, Proof } from './proof.ts';
import { addReleases } from './releases.ts';

interface Size {
  readonly milestones: number;
  readonly drills: number;
}

const sizes: Readonly<Record<Means['tier'], Size>> = {
  gate: { milestones: 10_000, drills: 3 },
  night: { milestones: 170_000, drills: 20 },
};
const slowestMs = 60_000;

/** All money there is, as one text that differs when a fen does. */
const moneyText = `
  select (select count(*) from ledger_entry) || ' entries, ' || (select coalesce(sum(abs(amount)), 0) from ledger_entry) || ' fen moved, '
    || (select count(*) from milestone where state = 'paid') || ' paid, balances '
    || (select md5(string_agg(code || ':' || coalesce(balance::text, ''), ',' order by code)) from ledger_account)`;

interface Moment {
  readonly at: string;
  readonly money: string;
}

/** What there is at one moment: every release before it was kept, since each holds its milestone's row until it was. */
async function remember(url: string): Promise<Moment> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin; lock table milestone in exclusive mode');
    const { rows } = await client.query<{ at: string }>('select clock_timestamp()::text as at');
    const { rows: money } = await client.query<Record<string, string>>(moneyText);
    await client.query('commit');
    return { at: rows[0]?.at ?? '', money: Object.values(money[0] ?? {})[0] ?? '' };
  } finally {
    await client.end();
  }
}

/** What people do to a database by mistake; each is gone in a restore to the moment before. */
const accidents = [
  'drop table ledger_entry cascade',
  'alter table ledger_account disable trigger all; update ledger_account set balance = balance + 1 where balance is not null',
  'drop table milestone cascade',
];

interface Drilled {
  readonly ms: number;
  readonly answer: string;
  readonly trouble: string;
}

function drill(directory: string, moment: string): Drilled {
  const startedAt = performance.now();
  let output: string;
  let trouble = '';
  try {
    output = execFileSync(packagePath('ops', 'restore-drill.sh'), [directory, moment, moneyText], {
      stdio: ['ignore', 'pipe', 'pipe'],
    }).toString();
  } catch (error) {
    const { stdout, stderr } = error as { stdout: Buffer; stderr: Buffer };
    output = stdout.toString();
    trouble = `${output} ${stderr.toString()}`.trim().slice(-300);
  }
  return { ms: performance.now() - startedAt, answer: /^answer: (.*)$/m.exec(output)?.[1] ?? '', trouble };
}

/** Receives the log, takes a copy, and remembers what there is at random moments while people work; then an accident. */
async function backUp(
  { random, say }: Means,
  { milestones, drills }: Size,
  machines: Machines,
  directory: string,
): Promise<{ moments: Moment[]; last: Moment }> {
  const { leader, standby } = machines.replication;
  const env = { ...process.env, PRIMARY: leader, REPLICA: standby };
  const script = packagePath('ops', 'backup.sh');
  const deals = await addReleases(machines.databaseUrl, milestones);
  const receiver = startProcess(script, ['wal', directory], env);
  try {
    await pause(2_000);
    execFileSync(script, ['base', directory], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const load = new Load(machines.url, deals);
    const moments: Moment[] = [];
    for (let count = 0; count < drills; count += 1) {
      await pause(500 + 2_500 * random());
      moments.push(await remember(machines.superuserUrl));
    }
    await pause(1_000);
    await load.end();
    const last = await remember(machines.superuserUrl);
    const accident = accidents[Math.floor(random() * accidents.length)] ?? '';
    await queryOnce(machines.superuserUrl, accident);
    say(`${drills} moments are remembered; then: ${accident}`);
    await pause(1_000);
    return { moments, last };
  } finally {
    await receiver.end('SIGTERM');
  }
}

async function restore(means: Means, size: Size, lose: (directory: string) => void): Promise<Outcome> {
  const machines = await openMachines({ synchronous: true });
  const directory = mkdtempSync(join(tmpdir(), 'linggong-backup-'));
  try {
    const { moments, last } = await backUp(means, size, machines, directory);
    lose(directory);
    const findings: string[] = [];
    let slowest = 0;
    for (const { at, money } of [...moments, last]) {
      const { ms, answer, trouble } = drill(directory, at);
      slowest = Math.max(slowest, ms);
      if (trouble !== '') findings.push(`the drill to ${at}: ${trouble}`);
      else if (answer !== money) findings.push(`restored to ${at}: ${answer} instead of ${money}`);
      if (ms > slowestMs) findings.push(`the drill to ${at} took ${Math.round(ms)} ms`);
    }
    return {
      findings,
      figures: {
        drills: moments.length + 1,
        'money at the last of them': last.money.replace(/, balances.*/, ''),
        'slowest drill with all its checks, ms': Math.round(slowest),
      },
    };
  } finally {
    machines.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The newest part of the log never arrived. */
function loseLog(directory: string): void {
  for (const name of readdirSync(join(directory, 'wal'))) {
    if (name.endsWith('.partial')) rmSync(join(directory, 'wal', name));
  }
}

export const restores: Proof = {
  name: 'restores',
  follows: 'R18',
  claim:
    'A database that was ruined is restored to any moment since its last copy: to the fen, with the books proven on it.',
  needs: ['patroni', 'etcd', 'haproxy', 'pgbouncer'],
  nightOnly: true,
  run: (means) => restore(means, sizes[means.tier], () => undefined),
  teeth: {
    fault: 'the newest part of the log is missing from the backup',
    run: (means) => restore(means, { milestones: 2_000, drills: 1 }, loseLog),
  },
};
