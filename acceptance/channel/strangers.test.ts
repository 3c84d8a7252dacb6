import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Answer, type Channel, openChannel, pushAll, samples } from './client.ts';

let server: RunningServer;
let first: Channel;
let second: Channel;
let empty: Channel;

beforeAll(async () => {
  server = await startServer('channel');
  [first, second, empty] = (await Promise.all(
    ['partner-first', 'partner-second', 'partner-empty'].map((name) => openChannel(server, name)),
  )) as [Channel, Channel, Channel];
  await pushAll(first, '-canary-1', { name: '金丝雀' });
  await pushAll(second, '-other-2', { name: '麻雀' });
});

afterAll(() => server.stop());

const paths = ['/users/U', '/companies/C', '/tasks/T', '/applications/A', '/payments/P'];
const without = ({ message: _message, ...answer }: Answer) => answer;

describe('one partner', () => {
  it.each(paths)('reads nothing of another’s at %s…, and cannot tell it from what is not there', async (path) => {
    const theirs = await second.get(`${path}-canary-1`);
    expect(theirs).toEqual(await second.get(`${path}-never-made`));
    expect(theirs).toMatchObject({ status: 404, code: 1001, data: {} });
    expect((await first.get(`${path}-canary-1`)).status).toBe(200);
  });

  it.each(paths)('changes nothing of another’s at %s…', async (path) => {
    const before = await first.get(`${path}-canary-1`);
    const change = { name: '黑猫', company_name: '黑猫', task_name: '黑猫', remark: '黑猫' };
    for (const sent of [change, { remark: '黑猫' }]) {
      const answer = await second.put(`${path}-canary-1`, sent);
      expect(answer).toEqual(await second.put(`${path}-never-made`, sent));
      expect(answer.status).toBe(404);
    }
    expect(await first.get(`${path}-canary-1`)).toEqual(before);
  });

  it('names nothing of another’s in what it makes', async () => {
    for (const [path, sent, unknown] of [
      ['/tasks', samples.task('T-x', 'C-canary-1'), samples.task('T-x', 'C-never')],
      [
        '/applications',
        samples.application('A-x', 'U-canary-1', 'T-other-2'),
        samples.application('A-x', 'U-never', 'T-other-2'),
      ],
      [
        '/applications',
        samples.application('A-x', 'U-other-2', 'T-canary-1'),
        samples.application('A-x', 'U-other-2', 'T-never'),
      ],
      ['/payments', samples.payment('P-x', 'A-canary-1', 'U-other-2'), samples.payment('P-x', 'A-never', 'U-other-2')],
      ['/payments', samples.payment('P-x', 'A-other-2', 'U-canary-1'), samples.payment('P-x', 'A-other-2', 'U-never')],
    ] as const) {
      const answer = await second.post(path, sent);
      expect(answer.status).toBe(404);
      expect(answer).toEqual(await second.post(path, unknown));
    }
    const moved = await second.put('/tasks/T-other-2', { channel_company_id: 'C-canary-1' });
    expect(moved).toEqual(await second.put('/tasks/T-other-2', { channel_company_id: 'C-never' }));
    expect(moved.status).toBe(404);
    const paid = await second.post('/payments', {
      ...samples.payment('P-y', 'A-other-2', 'U-other-2'),
      status: 'pending',
    });
    expect(paid.status).toBe(201);
    const other = await second.put('/payments/P-y', { channel_application_id: 'A-canary-1' });
    expect(other).toEqual(await second.put('/payments/P-y', { channel_application_id: 'A-never' }));
    expect(other.status).toBe(404);
  });

  it('names nothing of another’s in a batch either', async () => {
    for (const [path, sent, unknown] of [
      ['/tasks/batch', samples.task('T-b', 'C-canary-1'), samples.task('T-b', 'C-never')],
      [
        '/applications/batch',
        samples.application('A-b', 'U-canary-1', 'T-other-2'),
        samples.application('A-b', 'U-never', 'T-other-2'),
      ],
      [
        '/payments/batch',
        samples.payment('P-b', 'A-canary-1', 'U-other-2'),
        samples.payment('P-b', 'A-never', 'U-other-2'),
      ],
    ] as const) {
      const answer = await second.post(path, { items: [sent] });
      expect(answer.data).toMatchObject({ succeeded: 0, failed: 1 });
      expect(answer).toEqual(await second.post(path, { items: [unknown] }));
    }
  });

  it('sees and counts nothing of others in its lists, whatever it filters by', async () => {
    for (const list of [
      '/tasks',
      '/tasks?channel_company_id=C-canary-1',
      '/applications',
      '/applications?channel_user_id=U-canary-1',
      '/applications?channel_task_id=T-canary-1',
      '/payments',
      '/payments?channel_user_id=U-canary-1',
      '/payments?channel_application_id=A-canary-1',
    ]) {
      expect([list, (await empty.get(list)).data]).toEqual([
        list,
        { list: [], total: 0, page: 1, page_size: 20, next: null },
      ]);
      const text = JSON.stringify((await second.get(list)).data);
      expect(text).not.toMatch(/canary|金丝雀/);
    }
  });

  it('cannot walk another’s list by its cursor', async () => {
    await first.post('/tasks', samples.task('T-canary-2', 'C-canary-1'));
    const { data } = await first.get('/tasks?page_size=1');
    const cursor = encodeURIComponent(String(data['next']));
    expect(await second.get(`/tasks?page_size=1&cursor=${cursor}`)).toMatchObject({ status: 400, code: 1001 });
  });

  it('uses the same ids as another without noticing', async () => {
    const ids = ['/users', '/companies', '/tasks', '/applications', '/payments'];
    await pushAll(second, '-canary-1', { name: '麻雀' });
    for (const [index, path] of ids.entries()) {
      const own = await second.get(`${paths[index]}-canary-1`);
      expect([path, own.status]).toEqual([path, 200]);
      expect(JSON.stringify(own)).not.toContain('金丝雀');
      expect(JSON.stringify(await first.get(`${paths[index]}-canary-1`))).not.toContain('麻雀');
    }
  });

  it('repeats its own requests only: a key is each partner’s own', async () => {
    const headers = { 'idempotency-key': 'the-same-key' };
    const one = await first.post('/users', samples.user('U-key'), headers);
    const two = await second.post('/users', samples.user('U-key'), headers);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(without(two).data['user_id']).not.toBe(without(one).data['user_id']);
  });
});
