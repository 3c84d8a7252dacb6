import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Channel, call, type Data, openChannel, samples } from './client.ts';

let server: RunningServer;
let channel: Channel;

beforeAll(async () => {
  server = await startServer('channel', { CHANNEL_CALLS_PER_MINUTE: '40' });
  channel = await openChannel(server, 'partner-upkeep');
});

afterAll(() => server.stop());

const logged = async (of: Channel, query = ''): Promise<Data[]> => {
  // The log is written a moment after the answer.
  await new Promise((resolve) => setTimeout(resolve, 800));
  return (await of.get(`/requests${query}`)).data['list'] as Data[];
};

describe('the log of a partner’s requests', () => {
  it('tells what was asked and how it was answered, without contents', async () => {
    await channel.post('/users', samples.user('U1'));
    await channel.post('/users', { ...samples.user('U1'), name: '李四' });
    await channel.get('/users/U1?secret=1');
    const list = await logged(channel);
    expect(list.map((one) => [one['method'], one['operation'], one['http_status'], one['outcome']])).toEqual([
      ['GET', 'user_get', 200, 'ok'],
      ['POST', 'user_create', 409, 'channel.id_taken'],
      ['POST', 'user_create', 201, 'ok'],
    ]);
    expect(JSON.stringify(list)).not.toMatch(/secret|李四|110101/);
    expect(list[0]).toMatchObject({ path: expect.stringMatching(/\/api\/v1\/users\/U1$/), address: '127.0.0.1' });
  });

  it('is filtered by status, and forgotten after a week', async () => {
    expect(await logged(channel, '?status_min=400&status_max=499')).toHaveLength(1);
    expect((await channel.get('/requests?status_min=99')).status).toBe(400);
    const other = await openChannel(server, 'partner-upkeep-2');
    expect(await logged(other)).toEqual([]);
    await server.advance('P9D');
    const again = await openChannel(server, 'partner-upkeep-3');
    await again.get('/tasks');
    expect(await logged(again)).toHaveLength(1);
  });
});

describe('too many requests', () => {
  it('are refused with 429 and told when to come back', async () => {
    const busy = await openChannel(server, 'partner-busy');
    const ask = () => fetch(`${server.url}/api/v1/tasks`, { headers: { authorization: `Bearer ${busy.token}` } });
    const first = await ask();
    expect([first.headers.get('ratelimit-limit'), first.headers.get('ratelimit-remaining')]).toEqual(['40', '39']);
    const answers = await Promise.all(Array.from({ length: 45 }, ask));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(6);
    expect(await refused[0]?.json()).toMatchObject({ code: 1001, data: {} });
    const wait = Number(refused[0]?.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect((await openChannel(server, 'partner-calm')).token).not.toBe('');
  });
});

describe('a partner that is suspended', () => {
  it('is let in nowhere, and finds everything as it was when it is restored', async () => {
    const other = await openChannel(server, 'partner-suspended');
    await other.post('/users', samples.user('U1'));
    expect((await server.command('channel', 'suspend', 'partner-suspended')).code).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(await other.get('/users/U1')).toMatchObject({ status: 403, code: 1004 });
    const { secret, clientId: appkey } = other;
    const signIn = { appkey, secret, grant_type: 'client_credentials' };
    expect(await call(server.url, 'POST', '/auth/token', signIn)).toMatchObject({ status: 403, code: 1004 });
    expect(await call(server.url, 'POST', '/auth/token', { ...signIn, secret: 'x' })).toMatchObject({ status: 401 });
    expect((await server.command('channel', 'restore', 'partner-suspended')).code).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect((await other.get('/users/U1')).status).toBe(200);
    expect((await server.command('channel', 'suspend', 'nobody')).code).toBe(1);
  });
});

describe('a sandbox', () => {
  it('can be emptied, and nothing else can', async () => {
    const sandbox = await openChannel(server, 'partner-sandbox', '--sandbox');
    await sandbox.post('/users', samples.user('U1'));
    await sandbox.post('/companies', samples.company('C1'));
    await sandbox.post('/tasks', samples.task('T1', 'C1'));
    await sandbox.post('/applications', samples.application('A1', 'U1', 'T1'));
    await sandbox.post('/payments', samples.payment('P1', 'A1', 'U1'));
    const real = await openChannel(server, 'partner-real');
    await real.post('/users', samples.user('U1'));
    expect(await real.post('/sandbox/reset', {})).toMatchObject({ status: 403, code: 1004 });
    expect((await sandbox.post('/sandbox/reset', {})).status).toBe(200);
    for (const path of ['/users/U1', '/companies/C1', '/tasks/T1', '/applications/A1', '/payments/P1']) {
      expect((await sandbox.get(path)).status).toBe(404);
    }
    expect((await real.get('/users/U1')).status).toBe(200);
    expect((await sandbox.post('/users', { ...samples.user('U1'), name: '另一人' })).status).toBe(201);
  });
});
