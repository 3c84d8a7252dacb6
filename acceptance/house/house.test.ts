import { Validator } from '@seriousme/openapi-schema-validator';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, signUp } from '../cloudwork/client.ts';
import { pause, type RunningServer, startServer } from '../kit/server.ts';

const markets = ['cloudwork', 'iblock', 'gig', 'consulting', 'channel'];
let server: RunningServer;
let origin: string;

beforeAll(async () => {
  server = await startServer('cloudwork');
  origin = new URL(server.url).origin;
});

afterAll(() => server.stop());

describe('the house', () => {
  it.each([
    ['iblock', { status: 404 }],
    ['gig', { res: 0 }],
    ['consulting', { code: 1 }],
  ])('mounts %s by prefix, in its own envelope', async (market, envelope) => {
    const answer = await fetch(`${origin}/${market}/no/such/thing`);
    expect(await answer.json()).toMatchObject(envelope);
  });

  it('answers a market by its host like by its prefix', async () => {
    const port = new URL(origin).port;
    const { request } = await import('node:http');
    const status = await new Promise<string>((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port, path: '/no/such', headers: { host: `channel.localhost:${port}` } },
        (answer) => {
          let text = '';
          answer.on('data', (chunk: Buffer) => {
            text += chunk.toString();
          });
          answer.on('end', () => resolve(`${answer.statusCode} ${text}`));
        },
      );
      sent.on('error', reject).end();
    });
    expect(status).toMatch(/^404 .*"code":1001/);
  });

  it.each(markets)('describes %s in valid OpenAPI 3.1, with a page to read it in', async (market) => {
    const book = (await (await fetch(`${origin}/openapi/${market}.json`)).json()) as { openapi: string };
    expect(book.openapi).toMatch(/^3\.1/);
    const { valid, errors } = await new Validator().validate(book);
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    const page = await fetch(`${origin}/docs/${market}`);
    expect(page.status).toBe(200);
    const script = /src="([^"]*bundle[^"]*)"/.exec(await page.text())?.[1];
    expect((await fetch(origin + script)).headers.get('content-type')).toContain('javascript');
  });

  it('says that it lives, is ready, and how it does', async () => {
    expect(await (await fetch(`${origin}/health/live`)).json()).toEqual({ status: 'live' });
    expect(await (await fetch(`${origin}/health/ready`)).json()).toEqual({ status: 'ready' });
    const metrics = await (await fetch(`${origin}/metrics`)).text();
    for (const name of [
      'linggong_answer_seconds',
      'linggong_tasks',
      'linggong_database_connections',
      'nodejs_heap_size_used_bytes',
    ]) {
      expect(metrics).toContain(name);
    }
  });

  it('prints its settings, refuses wrong ones by name, and knows its commands', async () => {
    expect((await server.command('config')).output).toMatch(/FEE_BASIS_POINTS\n {4}.*\n {4}default: 1000/);
    expect((await server.command('--help')).output).toMatch(
      /serve.*work.*migrate.*seed.*config.*user.*channel.*ledger/s,
    );
    const wrong = await server.command('frobnicate');
    expect(wrong.code).toBe(1);
    expect(wrong.output).toContain("unknown command 'frobnicate'");
    const made = await server.command('channel', 'create', 'partner-1', '--name', '伙伴');
    expect(made.output).toMatch(/client_secret: [0-9a-f]{40}/);
    expect((await server.command('channel', 'create', 'partner-1')).output).toContain(
      'there is a channel "partner-1" already',
    );
  });

  it('keeps a restricted person out at once, and lets a restored one in', async () => {
    const person = await signUp(server, 1, '张三');
    expect((await person.get('/api/user/role')).error_code).toBe(0);
    expect((await server.command('user', 'restrict', person.phone)).output).toContain('is restricted');
    await pause(1_000);
    expect((await person.get('/api/user/role')).error_code).toBe(80001);
    const enter = () =>
      call(server.url, 'POST', '/api/user/signin', { username: person.phone, password: person.password });
    expect((await enter()).error_code).toBe(20003);
    await server.command('user', 'restore', person.phone);
    expect((await enter()).error_code).toBe(0);
  });

  it('moves its clock only by a duration it understands', async () => {
    const move = (advance: unknown) =>
      fetch(`${origin}/dev/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advance }),
      });
    for (const bad of ['3 days', '', 'P', 'P401D', 5, null]) expect((await move(bad)).status).toBe(400);
    const before = await server.now();
    expect((await move('PT90M')).status).toBe(200);
    expect((await server.now()).getTime() - before.getTime()).toBeGreaterThanOrEqual(90 * 60_000);
  });

  it('keeps everything through a crash', async () => {
    const person = await signUp(server, 3, '李四');
    await server.crash();
    expect(await person.get('/api/user/role')).toMatchObject({ error_code: 0, name: '李四' });
  });

  it('answers 503 while its database is gone, and goes on when it is back', async () => {
    const { pathname } = new URL(server.databaseUrl);
    const name = pathname.slice(1);
    const admin = new URL(server.databaseUrl);
    admin.pathname = '/postgres';
    const client = new Client({ connectionString: admin.href });
    await client.connect();
    const search = () =>
      fetch(`${server.url}/api/jobs/search`, { method: 'POST', body: new URLSearchParams({ keyword: '设计' }) });
    try {
      expect((await search()).status).toBe(200);
      await client.query(`alter database ${name} allow_connections false`);
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
      const refused = await search();
      expect(refused.status).toBe(503);
      expect(await refused.json()).toMatchObject({ error_code: 50301 });
      expect((await fetch(`${origin}/health/ready`)).status).toBe(503);
    } finally {
      await client.query(`alter database ${name} allow_connections true`);
      await client.end();
    }
    expect((await search()).status).toBe(200);
    expect((await fetch(`${origin}/health/ready`)).status).toBe(200);
  });
});
