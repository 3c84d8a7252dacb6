/** S5 and S6: sqlmap and wapiti, signed in, on what people ask for most in every API. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Client } from 'pg';
import type { Means, Outcome, Proof } from './proof.ts';
import { sqlmap, type Target, wapiti } from './scanners.ts';
import { credentialsOf, type DoorName } from './sign-in.ts';
import { openStage, type Stage } from './stage.ts';

const depths: Readonly<Record<Means['tier'], { level: number; risk: number; seconds: number }>> = {
  gate: { level: 1, risk: 1, seconds: 20 },
  night: { level: 3, risk: 2, seconds: 300 },
};

interface Question {
  readonly door: DoorName;
  readonly who: readonly [name: string, password: string];
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly isJson?: boolean;
  /** What is sent as somebody would who means well. */
  readonly fields: Readonly<Record<string, string | number>>;
}

const everybody = 'demo123456';
const client = ['13800010001', everybody] as const;
const operator = ['operator', 'operator123456'] as const;

/** Searches, lists and what is found by an id, of each wire. */
const questions: readonly Question[] = [
  {
    ...{ door: 'cloudwork', who: client, method: 'POST', path: '/cloudwork/api/jobs/search' },
    fields: { keyword: '小程序', level: 'expert', categorys: '4', budget_range: '1,90000', pagenum: 1 },
  },
  {
    ...{ door: 'cloudwork', who: client, method: 'GET', path: '/cloudwork/api/margin/record' },
    fields: { rtype: 'all', pagenum: 1, pagesize: 10 },
  },
  {
    ...{
      door: 'iblock',
      who: ['13800020003', everybody],
      method: 'POST',
      path: '/iblock/project/search',
      isJson: true,
    },
    fields: {
      keyword: '公园',
      minPay: 1,
      maxPay: 100_000,
      pageNo: 1,
      pageSize: 10,
      order: 'asc',
      orderBy: 'createTime',
    },
  },
  {
    ...{ door: 'gig', who: ['13800020001', everybody], method: 'POST', path: '/gig/index/goods/index', isJson: true },
    fields: { title: '搭建', page: 1 },
  },
  {
    ...{ door: 'consulting', who: ['buyer', everybody], method: 'POST', path: '/consulting/api/user/post/acquire' },
    fields: { tag_id: 1, page: 1 },
  },
  {
    ...{ door: 'channel', who: ['sandbox-a', 'sandbox-secret-a-0001'], method: 'GET', path: '/channel/api/v1/tasks' },
    fields: { channel_company_id: 'C1', status: 'open', page: 1 },
  },
  {
    ...{ door: 'operator', who: operator, method: 'GET', path: '/operator/api/users' },
    fields: { market: 'cloudwork', q: '李', page: 1 },
  },
];

const texts = (fields: Readonly<Record<string, string | number>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));

async function targetOf(stage: Stage, question: Question): Promise<Target> {
  const { door, who, method, path, isJson = false, fields } = question;
  const credentials = await credentialsOf(stage, door, ...who);
  const all = { ...fields, ...credentials.fields };
  const names = Object.keys(fields);
  const form = new URLSearchParams(texts(all)).toString();
  if (method === 'GET')
    return { method, url: `${stage.url}${path}?${form}`, headers: credentials.headers, fields: names };
  const headers = {
    ...credentials.headers,
    'content-type': isJson ? 'application/json' : 'application/x-www-form-urlencoded',
  };
  return { method, url: stage.url + path, body: isJson ? JSON.stringify(all) : form, headers, fields: names };
}

/** What comes back when nobody means harm: it must be an answer, or the scan would knock at a closed door. */
async function isOpen({ method, url, body, headers }: Target): Promise<boolean> {
  const answer = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
  const text = await answer.text();
  const refusals = /"(?:error_code|code)":[1-9]|"res":0|"status":[1-9]\d\d/;
  return answer.status === 200 && !refusals.test(text);
}

async function scan({ tier, say }: Means): Promise<Outcome> {
  const { level, risk, seconds } = depths[tier];
  const stage = await openStage({ demo: true, env: { CHANNEL_CALLS_PER_MINUTE: '10000000' } });
  const findings: string[] = [];
  let requests = 0;
  try {
    const starts: string[] = [];
    for (const question of questions) {
      const target = await targetOf(stage, question);
      if (!(await isOpen(target)))
        throw new Error(`${question.path} does not answer what it was asked: the scan would be void`);
      const found = await sqlmap(target, { level, risk });
      say(`sqlmap: ${question.method} ${question.path}: ${found.requests} requests`);
      findings.push(...found.findings);
      requests += found.requests;
      if (question.method === 'GET') starts.push(target.url);
    }
    const console = await credentialsOf(stage, 'operator', ...operator);
    const pages = ['/', '/operator/', '/docs', '/jobs?keyword=a&page=1', '/freelancers?keyword=a'].map(
      (path) => stage.url + path,
    );
    const web = await wapiti(`${stage.url}/`, [...pages, ...starts], console.headers, seconds);
    findings.push(...web.findings);
    if (web.requests === 0) throw new Error('wapiti asked for nothing: the scan would be void');
    say(`wapiti: ${web.requests} requests`);
    if (stage.unasked() > 0) findings.push(`the server ended by itself ${stage.unasked()} times`);
    const books = stage.proveBooks();
    if (books !== '') findings.push(`the books: ${books.trim().slice(0, 500)}`);
    return {
      figures: {
        'endpoints of sqlmap': questions.length,
        'requests of sqlmap': requests,
        'sqlmap’s level': level,
        'requests of wapiti': web.requests,
      },
      findings,
    };
  } finally {
    await stage.close();
  }
}

/** A server with two holes: one in its statement, one in its page. It stands beside the product and shares its database. */
async function openSieve(databaseUrl: string) {
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/list') {
      const text = `select name from migration order by ${searchParams.get('sort') ?? 'name'} limit 5`;
      void database.query(text).then(
        ({ rows }) => response.setHeader('content-type', 'application/json').end(JSON.stringify(rows)),
        (error: Error) => response.writeHead(500).end(error.message),
      );
      return;
    }
    const name = searchParams.get('name') ?? 'x';
    response
      .setHeader('content-type', 'text/html')
      .end(`<html><body><a href="/hello?name=x">x</a> ${name}</body></html>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server with holes has no address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await database.end();
    },
  };
}

async function scanSieve(): Promise<Outcome> {
  const stage = await openStage();
  const sieve = await openSieve(stage.databaseUrl());
  try {
    const target: Target = { method: 'GET', url: `${sieve.url}/list?sort=name`, headers: {}, fields: ['sort'] };
    const sql = await sqlmap(target, depths.gate);
    const page = await wapiti(`${sieve.url}/`, [`${sieve.url}/hello?name=x`], {}, depths.gate.seconds);
    // Each of them has to find its own.
    const isMissed = sql.findings.length === 0 || page.findings.length === 0;
    return { figures: {}, findings: isMissed ? [] : [...sql.findings, ...page.findings] };
  } finally {
    await sieve.close();
    await stage.close();
  }
}

export const injections: Proof = {
  name: 'injections',
  follows: 'S5, S6',
  claim: 'sqlmap and wapiti, signed in, find no way to put anything into a statement or a page.',
  needs: ['sqlmap', 'wapiti'],
  nightOnly: true,
  run: scan,
  teeth: { fault: 'a server beside it with a hole in its statement and one in its page', run: scanSieve },
};
