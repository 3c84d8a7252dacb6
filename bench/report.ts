/** Shows what was measured: on the screen, as JSON, and as the page that is kept. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { packagePath } from '../server/src/platform/package-folder.ts';
import type { Line, Settings } from './compare.ts';

export interface Run {
  readonly date: string;
  readonly commit: string;
  readonly machine: string;
  readonly postgres: string;
  readonly settings: Settings;
  readonly jobs: number;
  /** The share of the machine that was in use before each row, while we did nothing. */
  readonly others: Readonly<Record<string, number>>;
  readonly books: string;
  readonly lines: readonly Line[];
}

export const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;

export function commit(): string {
  const git = (...args: string[]) =>
    spawnSync('git', args, { cwd: packagePath(), encoding: 'utf8' }).stdout?.trim() ?? '';
  const hash = git('rev-parse', '--short', 'HEAD');
  return hash === '' ? 'unknown' : `${hash}${git('status', '--porcelain') === '' ? '' : ' with changes'}`;
}

/** Above this, somebody else was at work before the row began. */
const busyShare = 0.2;

export const isBusy = (share: number): boolean => share > busyShare;
export const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

function figure(value: number | undefined): string {
  if (value === undefined) return '';
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

const heading = [
  'row',
  'unit',
  'linggong',
  'p50 / p99 ms',
  'beside',
  'its figure',
  'its p50 / p99',
  'ratio',
  'gate',
  'verdict',
];

function cells(line: Line): string[] {
  const pair = (p50?: number, p99?: number) => (p50 === undefined ? '' : `${figure(p50)} / ${figure(p99)}`);
  return [
    line.row,
    line.unit,
    figure(line.linggong),
    pair(line.p50, line.p99),
    line.limit ?? '',
    figure(line.limitValue),
    pair(line.limitP50, line.limitP99),
    line.ratio === undefined ? '' : line.ratio.toFixed(2),
    line.gate?.text ?? '',
    line.gate ? (line.gate.holds ? 'holds' : 'MISSED') : '',
  ];
}

/** The lines in columns, for the screen. */
export function asTable(lines: readonly Line[]): string {
  const rows = [heading, ...lines.map(cells)];
  const widths = heading.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function asMarkdown(run: Run): string {
  const row = (columns: readonly string[]) => `| ${columns.join(' | ')} |`;
  const busy = Object.entries(run.others).filter(([, share]) => isBusy(share));
  const { connections, rounds, seconds, warmUpSeconds } = run.settings;
  return `# How fast it is

Written by \`npm run bench\`; every figure is of one run. **Only the ratios count**: the program and its limit take turns on the same
machine, the same database and as many connections to it. The client, the database and the server share the machine.

- ${run.date}, commit ${run.commit}
- ${run.machine}; ${run.postgres}, embedded, durable (fsync and synchronous commit on)
- ${connections} connections, ${rounds} rounds of ${seconds} s by turns after ${warmUpSeconds} s of warm-up, medians; ${run.jobs.toLocaleString('en-US')} jobs
- ${busy.length === 0 ? 'the machine was otherwise idle' : `**somebody else was at work**, using of the machine before the row: ${busy.map(([name, share]) => `${name} ${percent(share)}`).join(', ')}`}
- the books after it all: ${run.books}

${[row(heading), row(heading.map(() => '---')), ...run.lines.map((line) => row(cells(line)))].join('\n')}

## What stands beside what

The limit is a bare \`node:http\` server (bench/limit.ts) that does the row's work with named statements: no session, no rights, no
checks, no history, no envelope. It is meant to be out of reach where the program does more.

- **job detail**: signed in, with the client, its other jobs, favourites and, on every tenth job, bids. Limits:
  one row of a wide table by its public id; and linggong's own statements in a bare server, which shows what the layers around them cost.
- **search**: a word, a category and a level; a page of 20 and the exact count, by bits as after a night (\`linggong search rebuild\`). Limit: one wide table with a GIN index of words and
  plain columns for filters, the same jobs, page and exact count at once, a plan for each question.
- **job create**: all checks, the text cleaned and cut, search updated, an event written for listeners. Limit: words cut, one insert with GIN.
- **escrow release**: \`PUT /api/milestone\` with \`is_agree=release\`: rights, states, history, ledger, statement lines; the next milestone starts.
  Limits: the textbook transaction of 8 round trips with one fee account; the same as one function over 64 fee accounts; and linggong's own
  release with a fee of zero, which touches no account of the house: were the fee account hot, the difference would show there.
- **ledger transfer, hot house**: \`ledger_post\` alone, every transfer over the same two accounts of the house, against 64.
- **screenshot record**: one slot of manual time. Limit: week locked, record inserted, week counted, in 5 round trips.
- **sign-in**: limit: argon2id alone at the same cost. In the flood 100 requests a second for job pages are timed from when they were due.
- **start**: from the start of the process to the first 200 of \`/health/ready\`, the database running, as for any server.

## To repeat it

\`\`\`sh
npm ci && npm run bench              # everything, about five minutes; rewrites this page and bench/results/latest.json
npm run bench -- --quick             # one short round over 10,000 jobs; writes nothing
npm run bench -- --million           # the search over 1,000,000 jobs, about ten minutes; rewrites bench/MILLION.md
npm run bench -- --only search       # one row; writes nothing
npm run bench -- --data /tmp/bench   # keeps the jobs for the next run
\`\`\`
`;
}

/** Keeps a whole run, that of a million jobs for itself. */
export function keep(run: Run): void {
  const [page, results] = run.jobs === 1_000_000 ? ['MILLION.md', 'million.json'] : ['RESULTS.md', 'latest.json'];
  mkdirSync(packagePath('bench', 'results'), { recursive: true });
  writeFileSync(packagePath('bench', 'results', results), `${JSON.stringify(run, null, 2)}\n`);
  writeFileSync(packagePath('bench', page), asMarkdown(run));
}
