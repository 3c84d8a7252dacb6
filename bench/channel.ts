/** Pushing people and payments over the channel API, beside bare INSERT and COPY of the same rows, and the cost of deep pages. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../server/src/platform/postgres/embedded.ts';
import { startLinggong } from './programs.ts';
import { freePort } from '../acceptance/kit/free-port.ts';

const { values: asked } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const sizes = asked.quick ? { users: 5_000, payments: 20_000 } : { users: 100_000, payments: 1_000_000 };
/** Pushes at once, as a partner's nightly job would. */
const atOnce = 4;
const batch = 1_000;
const oneByOne = asked.quick ? 2_000 : 10_000;

interface Line {
  readonly what: string;
  readonly perSecond: number;
  readonly beside: string;
  readonly limit: number;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const seconds = (startedAt: number): number => (performance.now() - startedAt) / 1_000;

/** A mainland identity number with a right check digit, another one for each `n`. */
function identityNumber(n: number): string {
  const day = new Date(Date.UTC(1960, 0, 1 + Math.floor(n / 1_000))).toISOString().slice(0, 10).replaceAll('-', '');
  const body = `110101${day}${String(n % 1_000).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return body + ('10X98765432'[sum % 11] ?? '');
}

const user = (n: number) => ({
  channel_user_id: `U${n}`,
  name: '张三',
  id_card: identityNumber(n),
  phone: `138${String(n).padStart(8, '0')}`,
});
const payment = (n: number) => ({
  channel_payment_id: `P${n}`,
  payment_type: 'user',
  channel_user_id: `U${n % sizes.users}`,
  amount: 100 + (n % 900),
  payment_time: new Date(Date.UTC(2026, 0, 1) + n * 1_000).toISOString(),
  payment_method: '银行转账',
  transaction_no: `T${n}`,
  payment_basis: {
    basis_type: '日薪',
    work_date_start: '2026-01-01',
    work_date_end: '2026-01-01',
    description: '日结',
  },
  status: 'completed',
});

/** Runs `count` pieces of work, some of them at once. */
async function inTurn(count: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  const one = async () => {
    for (let at = next++; at < count; at = next++) await work(at);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

async function measure(url: string, database: Client): Promise<{ lines: Line[]; pages: Record<string, number> }> {
  const api = `${url}/channel/api/v1`;
  const call = async (method: string, path: string, body?: object, token = ''): Promise<Record<string, never>> => {
    const answer = await fetch(api + path, {
      method,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const { data, message } = (await answer.json()) as { data: Record<string, never>; message: string };
    if (!answer.ok) throw new Error(`${method} ${path}: ${message}`);
    return data;
  };
  const signIn = { appkey: 'sandbox-a', secret: 'sandbox-secret-a-0001', grant_type: 'client_credentials' };
  const token = String((await call('POST', '/auth/token', signIn))['access_token']);

  const push = async (path: string, from: number, count: number, make: (n: number) => object): Promise<number> => {
    const startedAt = performance.now();
    await inTurn(Math.ceil(count / batch), async (at) => {
      const items = Array.from({ length: Math.min(batch, count - at * batch) }, (_, n) => make(from + at * batch + n));
      const done = await call('POST', `${path}/batch`, { items }, token);
      if (Number(done['failed']) > 0) throw new Error(`${path}: ${JSON.stringify(done).slice(0, 300)}`);
    });
    return count / seconds(startedAt);
  };
  const pushOne = async (path: string, from: number, make: (n: number) => object): Promise<number> => {
    const startedAt = performance.now();
    await inTurn(oneByOne, async (n) => void (await call('POST', path, make(from + n), token)));
    return oneByOne / seconds(startedAt);
  };

  const usersBatched = await push('/users', 0, sizes.users, user);
  say(`users in batches: ${usersBatched.toFixed(0)} a second`);
  const paymentsBatched = await push('/payments', 0, sizes.payments, payment);
  say(`payments in batches: ${paymentsBatched.toFixed(0)} a second`);
  const paymentsOne = await pushOne('/payments', sizes.payments, payment);
  say(`payments one by one: ${paymentsOne.toFixed(0)} a second`);

  const copied = await bareLimits(database);
  const pages = await pagesOf(token, call);
  return {
    lines: [
      {
        what: 'payments in batches of 1,000',
        perSecond: paymentsBatched,
        beside: 'INSERT of 1,000 rows',
        limit: copied.insertMany,
      },
      {
        what: 'payments in batches of 1,000',
        perSecond: paymentsBatched,
        beside: 'COPY of all rows',
        limit: copied.copy,
      },
      { what: 'payments one by one', perSecond: paymentsOne, beside: 'INSERT of one row', limit: copied.insertOne },
      {
        what: 'users in batches of 1,000',
        perSecond: usersBatched,
        beside: 'INSERT of 1,000 rows',
        limit: copied.insertMany,
      },
    ],
    pages,
  };
}

/** The same rows into a table with the same indexes and nothing else. */
async function bareLimits(database: Client): Promise<{ copy: number; insertMany: number; insertOne: number }> {
  await database.query(
    `create schema if not exists bare; create table bare.payment (like channel_payment including all)`,
  );
  const columns = `id, uid, channel_id, own_id, made_from, kind, person_id, application_id, amount, currency, paid_at, method, payment_channel,
    bank_name, account_cipher, account_shown, transaction_no, basis, state, remark, created_at, updated_at`;
  // A statement that reads and writes in the server is what COPY from a file on it would be, without the file.
  const timed = async (count: number, work: () => Promise<unknown>): Promise<number> => {
    const startedAt = performance.now();
    await work();
    return count / seconds(startedAt);
  };
  const insert = (where: string) =>
    `insert into bare.payment (${columns}) overriding system value select ${columns} from channel_payment where ${where}`;
  const most = Math.min(sizes.payments, 200_000);
  const copy = await timed(most, () => database.query(insert(`id <= ${most}`)));
  await database.query('truncate bare.payment');
  const many = Math.min(most, 50_000);
  const insertMany = await timed(many, async () => {
    for (let from = 0; from < many; from += batch)
      await database.query(insert(`id > ${from} and id <= ${from + batch}`));
  });
  await database.query('truncate bare.payment');
  const ones = Math.min(most, 3_000);
  const insertOne = await timed(ones, async () => {
    for (let id = 1; id <= ones; id += 1) await database.query(insert(`id = ${id}`));
  });
  return { copy, insertMany, insertOne };
}

/** Milliseconds of a page of 100 at the beginning and 10,000 pages on (as deep as there is), by cursor and by number. */
async function pagesOf(
  token: string,
  call: (method: string, path: string, body?: object, token?: string) => Promise<Record<string, never>>,
): Promise<Record<string, number>> {
  const time = async (path: string): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < 15; round += 1) {
      const startedAt = performance.now();
      await call('GET', path, undefined, token);
      times.push(performance.now() - startedAt);
    }
    return Math.round((times.toSorted((a, b) => a - b)[7] ?? 0) * 100) / 100;
  };
  const deepest = Math.floor(sizes.payments / 100) - 1;
  let cursor = '';
  const path = () => `/payments?page_size=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
  cursor = String((await call('GET', path(), undefined, token))['next']);
  const second = await time(path());
  for (let page = 2; page < deepest; page += 1) cursor = String((await call('GET', path(), undefined, token))['next']);
  return {
    'page 2 by cursor, ms': second,
    [`page ${deepest} by cursor, ms`]: await time(path()),
    [`page ${deepest} by number, ms`]: await time(`/payments?page_size=100&page=${deepest}`),
  };
}

const directory = mkdtempSync(join(tmpdir(), 'linggong-bench-'));
const postgres = await startEmbeddedPostgres({ directory, durable: true });
const port = await freePort();
const env = { CHANNEL_CALLS_PER_MINUTE: '10000000' };
const linggong = await startLinggong({ databaseUrl: postgres.url, port, poolSize: 10, env });
const database = new Client({ connectionString: postgres.url });
await database.connect();
try {
  const { lines, pages } = await measure(`http://127.0.0.1:${port}`, database);
  const rows = lines.map(
    ({ what, perSecond, beside, limit }) =>
      `| ${what} | ${Math.round(perSecond).toLocaleString('en')} | ${beside} | ${Math.round(limit).toLocaleString('en')} | ${(perSecond / limit).toFixed(2)} |`,
  );
  const text = [
    '<!-- Written by node dist/channel-bench.js; do not edit. -->',
    '# Pushing over the channel API',
    '',
    `${sizes.users.toLocaleString('en')} users and ${sizes.payments.toLocaleString('en')} payments, ${atOnce} requests at once, client and server on the same machine, ${new Date().toISOString().slice(0, 10)}.`,
    '',
    '| | rows/s | the same rows | rows/s | ratio |',
    '|---|---:|---|---:|---:|',
    ...rows,
    '',
    'Each pushed row is checked (numbers, references, states), known again when it comes twice, numbered, sealed where it is secret, moved',
    'in its lifecycle and told to webhooks; the bare statements only store rows that are there already.',
    '',
    ...Object.entries(pages).map(([name, ms]) => `- ${name}: ${ms}`),
    '',
  ].join('\n');
  say(text);
  if (!asked.quick) writeFileSync(join('bench', 'CHANNEL.md'), text);
} finally {
  await database.end();
  await linggong.stop();
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
}
