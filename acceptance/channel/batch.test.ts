import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { call, type Channel, type Data, openChannel, samples } from './client.ts';

let server: RunningServer;
let channel: Channel;

beforeAll(async () => {
  server = await startServer('channel');
  channel = await openChannel(server, 'partner-batch');
  await channel.post('/companies', samples.company('C1'));
  await channel.post('/tasks', { ...samples.task('T1', 'C1'), recruit_count: 3 });
});

afterAll(() => server.stop());

const users = Array.from({ length: 1_000 }, (_, index) => samples.user(`U${index}`));
const codesOf = (data: Data) => (data['list'] as { code: number }[]).map((one) => one.code);

describe('a batch', () => {
  it('makes a thousand, and is answered the same when it comes again', async () => {
    const first = await channel.post('/users/batch', { items: users });
    expect(first).toMatchObject({ status: 200, data: { succeeded: 1_000, failed: 0 } });
    expect(first.data['list'][999]).toMatchObject({ index: 999, code: 0, data: { channel_user_id: 'U999' } });
    expect(await channel.post('/users/batch', { items: users })).toEqual(first);
    const one = await channel.post('/users', users[7] ?? {});
    expect(one.data).toEqual(first.data['list'][7].data);
  });

  it('keeps what is right and refuses what is not, each for itself and in order', async () => {
    const items = [
      samples.application('A0', 'U0', 'T1'),
      { ...samples.application('A1', 'U1', 'T1'), applied_at: 'never' },
      { ...samples.application('A2', 'U2', 'T1'), applied_at: '2030-01-01T00:00:00Z' },
      { ...samples.application('A3', 'U3', 'T1'), status: 'accepted' },
      samples.application('A4', 'nobody', 'T1'),
      samples.application('A5', 'U0', 'T1'),
      samples.application('A0', 'U0', 'T1'),
      { ...samples.application('A0', 'U0', 'T1'), remark: '别的' },
      'text',
      { ...samples.application('A6', 'U6', 'T1'), status: 'accepted' },
      { ...samples.application('A7', 'U7', 'T1'), status: 'accepted' },
      { ...samples.application('A8', 'U8', 'T1'), status: 'accepted' },
    ];
    const { data } = await channel.post('/applications/batch', { items });
    expect(codesOf(data)).toEqual([0, 1001, 1001, 0, 1001, 1001, 0, 1001, 1001, 0, 0, 1001]);
    expect(data).toMatchObject({ succeeded: 5, failed: 7 });
    expect(data['list'][1].message).toContain('applied_at');
    expect((await channel.get('/applications')).data['total']).toBe(4);
    expect((await channel.get('/tasks/T1')).data['accepted_count']).toBe(3);
  });

  it.each([
    ['/companies', samples.company('Cb')],
    ['/tasks', samples.task('Tb', 'C1')],
    ['/payments', samples.payment('Pb', 'A3', 'U3')],
  ])('to %s/batch makes what one by one would be made', async (path, body) => {
    const { data } = await channel.post(`${path}/batch`, { items: [body] });
    expect(codesOf(data)).toEqual([0]);
    expect(data['list'][0].data).toEqual((await channel.post(path, body)).data);
  });

  it('that names one thing twice makes it once, and refuses another content for it', async () => {
    const item = samples.payment('P-twice', 'A3', 'U3');
    const others = Array.from({ length: 150 }, (_, index) => samples.payment(`P-other-${index}`, 'A3', 'U3'));
    const items = [item, ...others.slice(0, 80), item, { ...item, amount: 7 }, ...others.slice(80), item];
    const { data } = await channel.post('/payments/batch', { items });
    expect(data).toMatchObject({ succeeded: 153, failed: 1 });
    expect(codesOf(data)[82]).toBe(1001);
    expect(data['list'][81].data).toEqual(data['list'][0].data);
    expect(data['list'][153].data).toEqual(data['list'][0].data);
  });

  it('sent twice at once makes each item once', async () => {
    const items = Array.from({ length: 200 }, (_, index) => samples.company(`C-twice-${index}`));
    const [one, two] = await Promise.all(
      [items, items].map((sent) => channel.post('/companies/batch', { items: sent })),
    );
    expect(one?.data['succeeded']).toBe(200);
    expect(two).toEqual(one);
  });

  it.each([
    ['without items', {}],
    ['of none', { items: [] }],
    ['that is no list', { items: samples.user('U-many-0') }],
    [
      'of more than a thousand',
      { items: Array.from({ length: 1_001 }, (_, index) => samples.user(`U-many-${index}`)) },
    ],
  ])('%s is refused as a whole', async (_what, body) => {
    expect(await channel.post('/users/batch', body)).toMatchObject({ status: 400, code: 1001 });
    expect((await channel.get('/users/U-many-0')).status).toBe(404);
  });

  it('with an Idempotency-Key is answered as the first time, refusals and all', async () => {
    const headers = { 'idempotency-key': 'batch-1' };
    const items = [samples.task('T-late', 'C-late')];
    const first = await channel.post('/tasks/batch', { items }, headers);
    expect(codesOf(first.data)).toEqual([1001]);
    await channel.post('/companies', samples.company('C-late'));
    expect(await channel.post('/tasks/batch', { items }, headers)).toEqual(first);
    expect((await channel.post('/tasks/batch', { items: users.slice(0, 1) }, headers)).status).toBe(422);
    expect(codesOf((await channel.post('/tasks/batch', { items })).data)).toEqual([0]);
  });

  it('leaves its path to nobody’s id', async () => {
    expect((await channel.post('/users', samples.user('batch'))).status).toBe(400);
  });
});

describe('an Idempotency-Key', () => {
  it('sent 16 times at once changes once', async () => {
    const headers = { 'idempotency-key': 'put-many' };
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => channel.put('/users/U1', { name: '一次' }, headers)),
    );
    expect(answers[0]).toMatchObject({ status: 200, data: { name: '一次' } });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('sent at once with two contents serves the first of them, and the other is refused', async () => {
    const headers = { 'idempotency-key': 'put-either' };
    const names = Array.from({ length: 16 }, (_, index) => (index % 2 === 0 ? '甲' : '乙'));
    const answers = await Promise.all(names.map((name) => channel.put('/users/U3', { name }, headers)));
    const { name } = (await channel.get('/users/U3')).data;
    expect(['甲', '乙']).toContain(name);
    const expected = names.map((sent) => (sent === name ? 200 : 422));
    expect(answers.map((answer) => answer.status)).toEqual(expected);
  });

  it('of a refused request may be used again', async () => {
    const headers = { 'idempotency-key': 'again' };
    const body = samples.task('T-again', 'C-again');
    expect((await channel.post('/tasks', body, headers)).status).toBe(404);
    await channel.post('/companies', samples.company('C-again'));
    expect((await channel.post('/tasks', body, headers)).status).toBe(201);
  });

  it('is forgotten after a day', async () => {
    const headers = { 'idempotency-key': 'a-day' };
    await channel.put('/users/U2', { name: '甲' }, headers);
    await server.advance('PT24H1S');
    const { clientId: appkey, secret } = channel;
    const credentials = { appkey, secret, grant_type: 'client_credentials' };
    const { data } = await call(server.url, 'POST', '/auth/token', credentials);
    const token = String(data['access_token']);
    const later = await call(server.url, 'PUT', '/users/U2', { name: '乙' }, { token, headers });
    expect(later.data['name']).toBe('乙');
  });
});
