/**
 * The limit: a bare node:http server that does a row's work with named statements and nothing else. No sessions, no
 * permissions, no checks of what was sent, no log.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { verify } from '@node-rs/argon2';
import { Jieba } from '@node-rs/jieba';
import pg from 'pg';
import { detailByUid, incomingOf } from '../server/src/domain/listings/detail.sql.ts';
import { statements } from './limit.sql.ts';

type Asked = URLSearchParams;
type Work = (asked: Asked) => Promise<unknown>;

/** House accounts of the one-function release: the fee account, or one of 64. */
export const houseAccounts = { one: -1, spread: 64 } as const;

export async function serveLimit(env: NodeJS.ProcessEnv): Promise<void> {
  const options = { connectionString: env['DATABASE_URL'], max: Number(env['DATABASE_POOL']) };
  const pool = new pg.Pool(options);
  // A plan for each question, or the server might settle on one that suits only rare words or only common ones.
  const searchPool = new pg.Pool({ ...options, options: '-c plan_cache_mode=force_custom_plan' });
  const works: Readonly<Record<string, Work>> = {
    '/health/ready': async () => ({ ready: true }),
    ...jobWorks(pool, searchPool),
    ...moneyWorks(pool),
    '/sign-in': async (asked) => ({ ok: await verify(asked.get('hash') ?? '', asked.get('password') ?? '') }),
    '/shot': (asked) => recordShot(pool, asked),
  };
  const server = createServer((request, response) => {
    void send(works, request, response);
  });
  server.listen(Number(env['PORT']), '127.0.0.1');
  await new Promise((resolve) => process.once('SIGTERM', resolve));
  process.exit(0);
}

async function send(works: Readonly<Record<string, Work>>, request: IncomingMessage, response: ServerResponse) {
  const [status, text] = await answer(works, request).then(
    (done) => [200, done] as const,
    (error: unknown) => [500, String(error)] as const,
  );
  const head = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) };
  response.writeHead(status, head).end(text);
}

async function answer(works: Readonly<Record<string, Work>>, request: IncomingMessage): Promise<string> {
  const [path = '', query] = (request.url ?? '').split('?');
  const work = works[path];
  if (!work) throw new Error(`nothing at ${path}`);
  const asked = new URLSearchParams(request.method === 'GET' ? query : await bodyOf(request));
  return JSON.stringify(await work(asked));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  request.setEncoding('utf8');
  for await (const chunk of request) body += String(chunk);
  return body;
}

const whole = (asked: Asked, name: string) => Number(asked.get(name));

function jobWorks(pool: pg.Pool, searchPool: pg.Pool): Record<string, Work> {
  const jieba = Jieba.withDict(readFileSync(createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt')));
  return {
    '/job': async (asked) => {
      const { rows } = await pool.query({ ...statements.job, values: [asked.get('uid')] });
      return { ok: rows.length === 1, job: rows[0] };
    },
    '/job-page': async (asked) => {
      const viewer = asked.get('viewer');
      const { rows } = await pool.query({ ...detailByUid, values: [[asked.get('uid')], ['cloudwork'], [viewer]] });
      const incoming = rows[0]?.has_proposals
        ? await pool.query({ ...incomingOf, values: [[rows[0].id], [viewer]] })
        : undefined;
      return { ok: rows.length === 1, job: rows[0], incoming: incoming?.rows[0] };
    },
    '/search': async (asked) => {
      const values = [`'${asked.get('word')}'`, asked.get('category'), asked.get('level')];
      const [page, count] = await Promise.all([
        searchPool.query({ ...statements.page, values }),
        searchPool.query({ ...statements.count, values }),
      ]);
      return { ok: true, jobs: page.rows, count: count.rows[0]?.total };
    },
    '/create': async (asked) => {
      const of = (name: string) => asked.get(name) ?? '';
      const { randomBytes } = await import('node:crypto');
      const words = new Set(jieba.cutForSearch(`${of('name')}\n${of('description')}`, true));
      const uid = randomBytes(8).toString('hex');
      const summary = of('description').slice(0, 100);
      const values = [
        uid,
        of('client'),
        of('name'),
        of('description'),
        summary,
        of('category_id'),
        of('paymethod'),
        of('level'),
      ];
      await pool.query({ ...statements.create, values: [...values, of('budget'), [...words]] });
      return { ok: true, uid };
    },
  };
}

function moneyWorks(pool: pg.Pool): Record<string, Work> {
  return {
    '/release': (asked) => releaseStepByStep(pool, whole(asked, 'id')),
    '/release-at-once': async (asked) => {
      const id = whole(asked, 'id');
      const account = -1 - (id % houseAccounts.spread);
      const { rows } = await pool.query({ ...statements.release, values: [id, account] });
      return { ok: rows[0]?.done };
    },
    '/post': async (asked) => {
      const key = asked.get('key');
      const accounts = [asked.get('from'), asked.get('to'), asked.get('fees')];
      const { rows } = await pool.query({ ...statements.post, values: [key, accounts, [-100, 90, 10]] });
      return { ok: rows[0]?.result === 'posted' };
    },
  };
}

/** As textbooks have it: eight round trips, and one account of the house that every deal changes. */
async function releaseStepByStep(pool: pg.Pool, id: number): Promise<{ ok: boolean }> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const locked = await client.query({ ...statements.lockMilestone, values: [id] });
    const milestone = locked.rows[0];
    if (!milestone) throw new Error(`the milestone ${id} cannot be released`);
    const amount = Number(milestone.amount);
    const fee = Math.floor(amount / 10);
    const accounts = [milestone.escrow, milestone.payee, houseAccounts.one];
    const amounts = [-amount, amount - fee, fee];
    const balances: number[] = [];
    for (const [place, account] of accounts.entries()) {
      const changed = await client.query({ ...statements.change, values: [account, amounts[place]] });
      balances.push(changed.rows[0]?.balance);
    }
    await client.query({ ...statements.entries, values: [id, accounts, amounts, balances] });
    await client.query({ ...statements.paid, values: [id] });
    await client.query('commit');
    return { ok: true };
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function recordShot(pool: pg.Pool, asked: Asked): Promise<{ ok: boolean }> {
  const client = await pool.connect();
  try {
    const week = whole(asked, 'week');
    await client.query('begin');
    const { rows } = await client.query({ ...statements.lockWeek, values: [week] });
    if (!(rows[0]?.slots < rows[0]?.most)) throw new Error('the week is full');
    await client.query({ ...statements.shot, values: [week, asked.get('slot'), asked.get('description')] });
    await client.query({ ...statements.slots, values: [week] });
    await client.query('commit');
    return { ok: true };
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
