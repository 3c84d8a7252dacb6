import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { call, type Console, type Data, openConsole, openConsoleAs } from './client.ts';

let server: RunningServer;
let admin: Console;

beforeAll(async () => {
  server = await startServer('cloudwork');
  admin = await openConsole(server);
});

afterAll(() => server.stop());

interface Operation {
  readonly method: string;
  readonly path: string;
}

async function operations(): Promise<Operation[]> {
  const book = await fetch(`${new URL(server.url).origin}/openapi/operator.json`);
  const { paths } = (await book.json()) as { paths: Record<string, Record<string, unknown>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(/\{\w+\}/g, '1'),
    })),
  );
}

const query = '?market=cloudwork';
const body = { market: 'cloudwork', reason: '检查' };
const send = (as: Record<string, string>, { method, path }: Operation) =>
  call(server, method, method === 'GET' ? path + query : path, method === 'GET' ? undefined : body, as);

describe('the console’s API', () => {
  it('answers nobody who is not signed in', async () => {
    for (const operation of await operations()) {
      if (operation.path === '/session' && operation.method === 'POST') continue;
      for (const cookie of ['', 'operator_session=x', `operator_session=${'a'.repeat(40)}`]) {
        expect([operation, (await send({ cookie }, operation)).status]).toEqual([operation, 401]);
      }
    }
  });

  it('takes changes from its own pages only', async () => {
    for (const operation of (await operations()).filter(({ method }) => method !== 'GET')) {
      const { cookie } = admin;
      const foreign = await send({ cookie, 'x-linggong-console': '' }, operation);
      expect([operation, foreign.data['error']]).toEqual([operation, 'auth.cross_site']);
      const framed = await send({ cookie, 'sec-fetch-site': 'cross-site' }, operation);
      expect([operation, framed.data['error']]).toEqual([operation, 'auth.cross_site']);
    }
  });

  it('lets each role do what it may, and nothing else', async () => {
    const changes = (await operations()).filter(({ method, path }) => method !== 'GET' && !path.startsWith('/session'));
    const allowed: Record<string, RegExp> = {
      reviewer: /^(POST|PUT) \/(decisions\/(company|gig|project|appeal|person)\/1|users\/1\/)/,
      finance: /^(POST|PUT) \/(decisions\/(payout|dispute|consultation)\/1|ledger\/proof)/,
      support: /^(POST|PUT) \/(decisions\/appeal\/1|users\/1\/|tasks\/1\/)/,
      auditor: /^POST \/ledger\/proof/,
    };
    for (const [role, may] of Object.entries(allowed)) {
      const { cookie } = await openConsoleAs(server, admin, role);
      for (const operation of changes) {
        const { data } = await send({ cookie }, operation);
        const isRefusal = data['error'] === 'operator.not_allowed';
        expect([role, operation, isRefusal]).toEqual([
          role,
          operation,
          !may.test(`${operation.method} ${operation.path}`),
        ]);
      }
      expect((await call(server, 'GET', '/operators', undefined, { cookie })).status).toBe(403);
      const outbox = await call(server, 'GET', `/outbox${query}`, undefined, { cookie });
      expect([role, outbox.status]).toEqual([role, role === 'support' ? 200 : 403]);
    }
  });
});

describe('an operator', () => {
  it('is refused with a wrong password or name alike, and waits after ten', async () => {
    const wrong = { status: 401, data: { error: 'operator.credentials_wrong' } };
    expect(await call(server, 'POST', '/session', { name: 'nobody', password: 'x' })).toMatchObject(wrong);
    await openConsoleAs(server, admin, 'auditor', 'guessed');
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect(await call(server, 'POST', '/session', { name: 'guessed', password: 'x' })).toMatchObject(wrong);
    }
    const right = await call(server, 'POST', '/session', { name: 'guessed', password: 'guessed long enough' });
    expect(right.status).toBe(429);
  });

  it('begins with a password that must be changed first', async () => {
    const { data } = await admin.post('/operators', {
      name: 'new',
      shown_name: '新人',
      role: 'auditor',
      reason: '入职',
    });
    const password = String(data['password']);
    const fresh = await openConsole(server, 'new', password);
    expect((await fresh.get('/session')).data).toMatchObject({ owes: 'password', role: 'auditor' });
    expect(await fresh.get(`/dashboard${query}`)).toMatchObject({
      status: 403,
      data: { error: 'operator.setup_required' },
    });
    expect((await fresh.put('/session/password', { old_password: password, password: 'short' })).status).toBe(422);
    expect((await fresh.put('/session/password', { old_password: 'x', password: 'long enough now' })).status).toBe(401);
    expect((await fresh.put('/session/password', { old_password: password, password: 'long enough now' })).status).toBe(
      200,
    );
    expect((await fresh.get(`/dashboard${query}`)).status).toBe(200);
    expect((await call(server, 'POST', '/session', { name: 'new', password })).status).toBe(401);
  });

  it('is asked for a code of the authenticator once one is bound', async () => {
    const one = await openConsoleAs(server, admin, 'auditor', 'with-code');
    const { data: offer } = await one.post('/session/totp');
    expect(offer['uri']).toContain(`secret=${String(offer['secret'])}`);
    expect((await one.put('/session/totp', { secret: offer['secret'], code: '000000' })).status).toBe(422);
    const { generateSync } = await import('otplib');
    const codeAt = async (seconds: number) =>
      generateSync({
        secret: String(offer['secret']),
        epoch: Math.floor((await server.now()).getTime() / 1000) + seconds,
      });
    expect((await one.put('/session/totp', { secret: offer['secret'], code: await codeAt(0) })).status).toBe(200);
    const who = { name: 'with-code', password: 'with-code long enough' };
    expect((await call(server, 'POST', '/session', who)).data).toMatchObject({ error: 'operator.code_required' });
    expect((await call(server, 'POST', '/session', { ...who, code: await codeAt(-300) })).status).toBe(401);
    const code = await codeAt(30);
    expect((await call(server, 'POST', '/session', { ...who, code })).status).toBe(200);
    expect((await call(server, 'POST', '/session', { ...who, code })).status).toBe(401);
  });

  it('leaves, and is put out by another', async () => {
    const one = await openConsoleAs(server, admin, 'auditor', 'leaving');
    const { items } = (await admin.get('/operators')).data;
    const { uid } = items.find((item: Data) => item['name'] === 'leaving');
    expect((await admin.put(`/operators/${uid}`, { role: 'auditor', active: false, reason: '' })).status).toBe(400);
    expect((await admin.put(`/operators/${uid}`, { role: 'auditor', active: false, reason: '离职' })).status).toBe(200);
    expect((await one.get('/session')).status).toBe(401);
    const back = await call(server, 'POST', '/session', { name: 'leaving', password: 'leaving long enough' });
    expect(back.status).toBe(401);
    const own = items.find((item: Data) => item['name'] === 'operator').uid;
    expect((await admin.put(`/operators/${own}`, { role: 'auditor', active: true, reason: 'x' })).status).toBe(409);
    const again = await openConsole(server);
    expect((await again.del('/session')).status).toBe(200);
    expect((await again.get('/session')).status).toBe(401);
  });

  it('finds every change in the audit log, with its reason', async () => {
    const { items, total } = (await admin.get('/audit?size=100')).data;
    expect(total).toBe(items.length);
    expect(items.map((item: Data) => [item['action'], item['reason']])).toContainEqual(['operator.add', '入职']);
    expect(items.map((item: Data) => [item['action'], item['reason']])).toContainEqual(['operator.change', '离职']);
    expect((await admin.get('/audit?operator=nobody')).data).toEqual({ items: [], total: 0 });
    expect(JSON.stringify(items)).not.toContain('long enough');
  });
});
