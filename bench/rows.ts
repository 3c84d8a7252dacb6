/** What is measured, each beside the least that could do it. */
import type { Client } from 'pg';
import { compare, type Line, type Row, type Settings } from './compare.ts';
import { categories, chance, createWriter, levels, password, tokenOf, words } from './data.ts';
import { addLedgerAccounts, addLimitDeals, addMilestones, addWeeks } from './deals.ts';
import { httpRequest, pace, type Target } from './load.ts';

export interface Stand {
  readonly client: Client;
  readonly linggong: { readonly port: number };
  readonly limit: { readonly port: number };
  readonly settings: Settings;
  readonly jobs: number;
  /** Deals prepared for each row that uses them up. */
  readonly deals: number;
  readonly passwordHash: string;
  readonly clients: readonly number[];
  readonly freelancers: readonly number[];
}

export const ok = '"error_code":0';
const limitOk = '"ok":true';

/** Counts up, and never hands a number out twice. */
function counter(most = Number.MAX_SAFE_INTEGER): () => number {
  let next = 0;
  return () => {
    if (next >= most) throw new Error(`more than the ${most} deals that were prepared would be needed`);
    next += 1;
    return next - 1;
  };
}

const queryOf = (fields: Readonly<Record<string, string | number>>) =>
  new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();

export function rowsOf(stand: Stand): Row[] {
  return [
    { name: 'detail', measure: () => detail(stand) },
    { name: 'search', measure: () => search(stand, { rare: 0.8, middling: 0.8, common: 0.8 }) },
    { name: 'create', measure: () => create(stand) },
    { name: 'release', measure: () => release(stand) },
    { name: 'ledger', measure: () => ledger(stand) },
    { name: 'screenshot', measure: () => screenshot(stand) },
    { name: 'sign-in', measure: () => signIn(stand) },
  ];
}

/** What is measured of a market of a million jobs. */
export function millionRowsOf(stand: Stand): Row[] {
  return [
    { name: 'search', measure: () => search(stand, { common: 10 }) },
    { name: 'paced', measure: () => pacedSearch(stand) },
  ];
}

/** Requests for jobs that are open, by 200 sessions. */
export async function detailTarget({ client, linggong, jobs, clients }: Stand): Promise<[Target, string[]]> {
  const { rows } = await client.query<{ uid: string }>(
    `select uid from listing where state = 'open' and uid < lpad(to_hex(${jobs}), 16, '0') order by md5(uid) limit 20000`,
  );
  const uids = rows.map((row) => row.uid);
  const at = counter();
  const next = () => {
    const n = at();
    const token = tokenOf(clients[n % 200] ?? 0);
    return httpRequest('GET', `/api/jobs?${queryOf({ job_id: uids[n % uids.length] ?? '', session_token: token })}`);
  };
  return [{ port: linggong.port, next, expects: ok }, uids];
}

async function detail(stand: Stand): Promise<Line[]> {
  const { limit, clients, settings } = stand;
  const [target, uids] = await detailTarget(stand);
  const of = (path: (n: number) => string): Target => {
    const at = counter();
    return { port: limit.port, next: () => httpRequest('GET', path(at())), expects: limitOk };
  };
  const names = { row: 'one row by its id', same: 'the same statements, nothing else' };
  const contenders = [
    { name: 'linggong', target },
    { name: names.row, target: of((n) => `/job?uid=${uids[n % uids.length]}`) },
    { name: names.same, target: of((n) => `/job-page?uid=${uids[n % uids.length]}&viewer=${clients[n % 200]}`) },
  ] as const;
  return compare('job detail', contenders, { [names.row]: 0.6, [names.same]: 0.7 }, settings);
}

/** Searches for a word, a category and a level: of the program, and of its limit. */
function searchTargets({ linggong, limit, clients }: Stand, word: string): readonly [Target, Target] {
  const [own, bare] = [counter(), counter()];
  const filters = (n: number) =>
    [categories[n % categories.length] ?? 4, levels[n % levels.length] ?? 'entry'] as const;
  const ask = () => {
    const n = own();
    const [category, level] = filters(n);
    const token = tokenOf(clients[n % 200] ?? 0);
    const fields = { keyword: word, categorys: category, level, session_token: token };
    return httpRequest('GET', `/api/jobs/search?${queryOf(fields)}`);
  };
  const askLimit = () => {
    const [category, level] = filters(bare());
    return httpRequest('GET', `/search?${queryOf({ word, category, level })}`);
  };
  return [
    { port: linggong.port, next: ask, expects: ok },
    { port: limit.port, next: askLimit, expects: limitOk },
  ];
}

/** `gates` by kind of word. */
async function search(stand: Stand, gates: Readonly<Record<string, number>>): Promise<Line[]> {
  const lines: Line[] = [];
  for (const [kind, word] of Object.entries(words)) {
    const [own, bare] = searchTargets(stand, word);
    const name = 'wide table, GIN, exact count';
    const contenders = [
      { name: 'linggong', target: own },
      { name, target: bare },
    ] as const;
    const gate = gates[kind];
    const gated = gate === undefined ? {} : { [name]: gate };
    lines.push(...(await compare(`search, ${kind} word`, contenders, gated, stand.settings)));
  }
  return lines;
}

/** Rare, middling and common words in equal parts, 50 a second; and how long the slowest hundredth takes. */
async function pacedSearch(stand: Stand): Promise<Line[]> {
  const targets = Object.values(words).map((word) => searchTargets(stand, word)[0]);
  const at = counter();
  const next = () => targets[at() % targets.length]?.next() ?? '';
  const target = { port: stand.linggong.port, next, expects: ok };
  await pace(target, { perSecond: 50, seconds: stand.settings.warmUpSeconds });
  const { p50, p99 } = await pace(target, { perSecond: 50, seconds: 30 });
  const gate = { text: '≤ 25 ms', holds: p99 <= 25 };
  return [{ row: 'search, p99 at 50 a second', unit: 'ms', linggong: p99, p50, p99, gate }];
}

async function create({ linggong, limit, clients, settings, jobs }: Stand): Promise<Line[]> {
  const write = createWriter(chance(7));
  // Written beforehand: the client's own work would count against both.
  const texts = Array.from({ length: 5_000 }, (_, n) => write(n));
  const stamp = Date.now().toString(36);
  const [own, bare] = [counter(), counter()];
  const form = (n: number) => {
    const job = texts[n % texts.length] ?? write(n);
    return {
      name: `${job.title} ${stamp} ${jobs + n}`,
      description: job.description,
      category_id: String(job.category),
      hires: '1',
      paymethod: job.payKind === 'hourly' ? 'hour' : 'fixed',
      level: job.level,
      duration: '3',
      workload: '2',
      budget: (job.budget / 100).toFixed(2),
    };
  };
  const next = () => {
    const n = own();
    return httpRequest('POST', '/api/jobs', { session_token: tokenOf(clients[n % clients.length] ?? 0), ...form(n) });
  };
  const nextOfLimit = () => {
    const n = bare();
    return httpRequest('POST', '/create', { ...form(n), budget: '5000', client: String(clients[n % clients.length]) });
  };
  const name = 'words cut, one insert, GIN';
  const contenders = [
    { name: 'linggong', target: { port: linggong.port, next, expects: ok } },
    { name, target: { port: limit.port, next: nextOfLimit, expects: limitOk } },
  ] as const;
  return compare('job create', contenders, { [name]: 0.5 }, settings);
}

/** The client releases the milestone under way; the next one starts. */
async function releaseTarget({ client, linggong, deals }: Stand, feeBasisPoints: number): Promise<Target> {
  const milestones = await addMilestones(client, deals, feeBasisPoints);
  const at = counter(milestones.length);
  const next = () => {
    const { id, client: party } = milestones[at()] ?? { id: 0, client: 0 };
    const session = { session_token: tokenOf(party) };
    return httpRequest('PUT', '/api/milestone', {
      ...session,
      milestone_id: String(id),
      is_agree: 'release',
      is_stop: 'false',
    });
  };
  return { port: linggong.port, next, expects: ok };
}

async function release(stand: Stand): Promise<Line[]> {
  const { client, limit, deals, freelancers, settings } = stand;
  const target = await releaseTarget(stand, 1_000);
  const withoutHouse = await releaseTarget(stand, 0);
  // One call is so much faster that it needs more of them.
  await addLimitDeals(client, 3 * deals, freelancers.length);
  await client.query('analyze; checkpoint');
  const of = (path: string, first: number, most: number): Target => {
    const at = counter(most);
    return {
      port: limit.port,
      next: () => httpRequest('POST', path, { id: String(2 * (first + at()) + 1) }),
      expects: limitOk,
    };
  };
  const names = {
    textbook: 'textbook: 8 round trips, one fee account',
    atOnce: 'one function, 64 fee accounts',
    spread: 'linggong, no house account touched',
  };
  const contenders = [
    { name: 'linggong', target },
    { name: names.textbook, target: of('/release', 0, deals) },
    { name: names.atOnce, target: of('/release-at-once', deals, 2 * deals) },
    { name: names.spread, target: withoutHouse },
  ] as const;
  const gates = { [names.textbook]: 1, [names.spread]: 0.9 };
  return compare('escrow release, one market', contenders, gates, settings);
}

/** Whether a transfer waits for another at an account of the house: all at two of them, and at 64. */
async function ledger({ client, limit, settings }: Stand): Promise<Line[]> {
  const wallets = 5_000;
  await addLedgerAccounts(client, wallets);
  const stamp = Date.now().toString(36);
  const of = (house: number): Target => {
    const at = counter();
    const next = () => {
      const n = at();
      const pair = { from: `fees:bench:${1 + (n % house)}`, fees: `fees:bench:${64 - (n % house)}` };
      return httpRequest('POST', '/post', { key: `${stamp}:${house}:${n}`, to: `bench:${1 + (n % wallets)}`, ...pair });
    };
    return { port: limit.port, next, expects: limitOk };
  };
  const name = 'ledger_post, 64 house accounts';
  const contenders = [
    { name: 'ledger_post, 2 house accounts', target: of(1) },
    { name, target: of(32) },
  ] as const;
  return compare('ledger transfer, hot house', contenders, { [name]: 0.9 }, settings);
}

async function screenshot({ client, linggong, limit, deals, settings }: Stand): Promise<Line[]> {
  const count = Math.ceil(deals / 10);
  const weeks = await addWeeks(client, count);
  await addLimitDeals(client, count, 1);
  await client.query('analyze; checkpoint');
  const slots = 100;
  const yesterday = Date.now() - 36 * 3_600_000;
  const slotOf = (n: number) => new Date(yesterday - Math.floor(n / count) * 600_000).toISOString();
  const [own, bare] = [counter(count * slots), counter(count * slots)];
  const next = () => {
    const n = own();
    const { contractUid, freelancer } = weeks[n % count] ?? { contractUid: '', freelancer: 0 };
    const fields = { contract_id: contractUid, is_auto: '0', shot_time: slotOf(n), description: 'Worked' };
    return httpRequest('POST', '/api/weekstone/screenshot', { session_token: tokenOf(freelancer), ...fields });
  };
  const nextOfLimit = () => {
    const n = bare();
    return httpRequest('POST', '/shot', { week: String(1 + (n % count)), slot: slotOf(n), description: 'Worked' });
  };
  const contenders = [
    { name: 'linggong', target: { port: linggong.port, next, expects: ok } },
    { name: 'textbook: 5 round trips', target: { port: limit.port, next: nextOfLimit, expects: limitOk } },
  ] as const;
  return compare('screenshot record', contenders, {}, settings);
}

export function signInTarget(port: number): Target {
  const at = counter();
  const next = () => httpRequest('POST', '/api/user/signin', { username: `bench${1 + (at() % 2_000)}`, password });
  return { port, next, expects: ok };
}

async function signIn({ linggong, limit, passwordHash, settings }: Stand): Promise<Line[]> {
  const next = () => httpRequest('POST', '/sign-in', { hash: passwordHash, password });
  const name = 'argon2id alone, the same cost';
  const contenders = [
    { name: 'linggong', target: signInTarget(linggong.port) },
    { name, target: { port: limit.port, next, expects: limitOk } },
  ] as const;
  return compare('sign-in', contenders, { [name]: 0.9 }, settings);
}
