/** R20: the database is brought up to date while people work, and while somebody keeps a transaction open. */
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { tokenOf } from '../bench/data.ts';
import type { Milestone } from '../bench/deals.ts';
import { packagePath } from '../server/src/platform/package-folder.ts';
import { migrate } from '../server/src/platform/postgres/migrate.ts';
import type { Answer } from './asking.ts';
import type { Means, Outcome, Proof } from './proof.ts';
import { addReleases, judgeReleases, release } from './releases.ts';
import { openStage } from './stage.ts';

interface Size {
  readonly milestones: number;
  readonly entries: number;
  /** How long somebody keeps a transaction open that has read what is to be changed. */
  readonly openMs: number;
}

const sizes: Readonly<Record<Means['tier'], Size>> = {
  gate: { milestones: 5_000, entries: 100_000, openMs: 6_000 },
  night: { milestones: 60_000, entries: 1_000_000, openMs: 30_000 },
};
const workers = 8;
const paceMs = 20;
const longestMs = 2_500;

/** What a release may do to tables that everybody uses: expand, check, fill in parts, contract. */
const changes = [
  'alter table milestone add column proof_note text; alter table ledger_entry add column proof_mark integer not null default 0;',
  'alter table rail_event add column proof_note text;',
  'alter table milestone add constraint proof_short check (length(proof_note) < 10) not valid;',
  'alter table milestone validate constraint proof_short;',
  ...Array.from({ length: 4 }, (_, part) => `update rail_event set proof_note = 'x' where id % 20 = ${part};`),
  'create or replace view proof_view as select id, proof_note from milestone;',
  'drop view proof_view; alter table milestone drop column proof_note; alter table ledger_entry drop column proof_mark;',
  'alter table rail_event drop column proof_note;',
];

/** The migrations that the program came with, and those of the release after it. */
function nextRelease(lockTimeout: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'linggong-migrations-'));
  const known = packagePath('database', 'migrations');
  for (const name of readdirSync(known)) symlinkSync(join(known, name), join(folder, name));
  for (const [place, text] of changes.entries())
    writeFileSync(
      join(folder, `90${String(place).padStart(2, '0')}-proof.sql`),
      `set local lock_timeout = '${lockTimeout}';\n${text}\n`,
    );
  return folder;
}

/** People who look and who move money, and are answered what they wanted each time. */
class People {
  readonly released = new Set<number>();
  readonly findings: string[] = [];
  #times: number[] = [];
  #isOver = false;
  #next = 0;
  readonly #working: Promise<unknown>;

  constructor(url: string, milestones: readonly Milestone[]) {
    this.#working = Promise.all(Array.from({ length: workers }, (_, n) => this.#work(url, milestones, n % 2 === 0)));
  }

  /** How long the requests took since this was asked last, the shortest first. */
  take(): number[] {
    const times = this.#times.sort((a, b) => a - b);
    this.#times = [];
    return times;
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await this.#working;
  }

  async #work(url: string, milestones: readonly Milestone[], isWriter: boolean): Promise<void> {
    while (!this.#isOver) {
      const milestone = milestones[isWriter ? this.#next++ : 0];
      if (!milestone) throw new Error('there are too few milestones for so long a run');
      const looked = `${url}/api/margin/basic?session_token=${tokenOf(milestone.client)}`;
      const isDone = await this.#ask(() => (isWriter ? release(url, milestone) : fetch(looked)));
      if (isDone && isWriter) this.released.add(milestone.id);
      await pause(paceMs);
    }
  }

  async #ask(asking: () => Promise<Response>): Promise<boolean> {
    const startedAt = performance.now();
    const response = await asking();
    const answer = (await response.json()) as Answer;
    this.#times.push(performance.now() - startedAt);
    const isDone = response.status === 200 && answer['error_code'] === 0;
    if (!isDone) this.findings.push(`answered ${response.status} ${JSON.stringify(answer).slice(0, 150)}`);
    return isDone;
  }
}

const at = (times: readonly number[], part: number): number =>
  Math.round(times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0);

/** Rows of nobody's, so that the table is as long as one that is used for years. */
async function fill(databaseUrl: string, entries: number): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `insert into rail_event (rail, event_id, trade_no, outcome, verdict, received_at)
     select 'proof', n::text, n::text, 'paid', 'booked', now() from generate_series(1, $1) n`,
    [entries],
  );
  await client.end();
}

async function bringUp({ say }: Means, size: Size, lockTimeout: string): Promise<Outcome> {
  const stage = await openStage();
  const folder = nextRelease(lockTimeout);
  try {
    const milestones = await addReleases(stage.databaseUrl(), size.milestones);
    await fill(stage.databaseUrl(), size.entries);
    const people = new People(stage.url, milestones);
    const { findings } = people;
    await pause(4_000);
    const before = people.take();
    const reader = new Client({ connectionString: stage.databaseUrl() });
    await reader.connect();
    await reader.query('begin');
    await reader.query('select count(*) from milestone, ledger_entry where false');
    const read = (async () => {
      await pause(size.openMs);
      await reader.query('commit');
      await reader.end();
    })();
    const applied = await migrate(stage.databaseUrl(), { directory: folder }).catch((error: Error) => {
      findings.push(`${error.message}: ${String(error.cause)}`);
      return [];
    });
    await read;
    const during = people.take();
    await people.end();
    say(
      `${applied.length} migrations; p99 ${at(before, 0.99)} ms before, ${at(during, 0.99)} ms meanwhile, longest ${at(during, 1)} ms`,
    );
    if (applied.length !== changes.length)
      findings.push(`${applied.length} of ${changes.length} migrations were applied`);
    if (at(during, 1) > longestMs) findings.push(`somebody waited for ${at(during, 1)} ms`);
    findings.push(...(await judgeReleases(stage.databaseUrl(), milestones, people.released)));
    if (stage.unasked() > 0) findings.push(`the server ended by itself ${stage.unasked()} times`);
    const figures = {
      migrations: applied.length,
      'rows of the longest table': size.entries,
      'a transaction is open for, ms': size.openMs,
      'requests meanwhile': during.length,
      'of them releases of money, in all': people.released.size,
      'p99 before, ms': at(before, 0.99),
      'p99 meanwhile, ms': at(during, 0.99),
      'longest wait, ms': at(during, 1),
    };
    return { figures, findings };
  } finally {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const migrations: Proof = {
  name: 'migrations',
  follows: 'R20',
  nightOnly: true,
  claim: 'Migrations run while people work and somebody keeps a transaction open: no request fails, nobody waits long.',
  run: (means) => bringUp(means, sizes[means.tier], '1s'),
  teeth: {
    fault: 'a migration waits for its locks for as long as it takes',
    run: (means) => bringUp(means, { milestones: 4_000, entries: 1_000, openMs: 7_000 }, '0'),
  },
};
