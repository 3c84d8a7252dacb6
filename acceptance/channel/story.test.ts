import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Channel, type Data, openChannel, samples } from './client.ts';

let server: RunningServer;
let channel: Channel;

beforeAll(async () => {
  server = await startServer('channel');
  channel = await openChannel(server, 'partner-story');
});

afterAll(() => server.stop());

const offset = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/;

describe('a partner’s story, by the document’s own examples', () => {
  it('pushes a company and a user, and reads them back', async () => {
    const company = await channel.post('/companies', samples.company('C20240101001'));
    expect(company).toMatchObject({ status: 201, message: 'success', data: { channel_company_id: 'C20240101001' } });
    expect(company.data['created_at']).toMatch(offset);
    const { channel_company_id, ...held } = samples.company('C20240101001');
    expect((await channel.get('/companies/C20240101001')).data).toMatchObject({ channel_company_id, ...held });

    expect((await channel.post('/users', samples.user('U20240101001'))).status).toBe(201);
    const { data: user } = await channel.get('/users/U20240101001');
    expect(user).toMatchObject({
      name: '张三',
      id_card: '110101********1237',
      phone: '13800138000',
      live_certification: {
        ...samples.user('')['live_certification'],
        certification_time: '2024-01-15T18:30:00+08:00',
      },
    });
  });

  it('pushes a task, and is answered with its own words beside the codes', async () => {
    expect((await channel.post('/tasks', samples.task('T20240101001', 'C20240101001'))).status).toBe(201);
    expect((await channel.get('/tasks/T20240101001')).data).toMatchObject({
      task_type: '短期工',
      task_type_code: 'short_term',
      recruit_count: 100,
      accepted_count: 0,
      recruitment_end_time: '2024-02-11T07:59:59+08:00',
      salary: { salary_type: '月薪', salary_type_code: 'monthly', amount: 5000, settlement_type_code: 'monthly' },
      status: 'open',
    });
  });

  it('pushes an application and accepts it', async () => {
    const sent = samples.application('A20240101001', 'U20240101001', 'T20240101001');
    expect((await channel.post('/applications', sent)).status).toBe(201);
    const { data } = await channel.put('/applications/A20240101001', { status: 'accepted', remark: '明早报到' });
    expect(data).toMatchObject({ status: 'accepted', remark: '明早报到', applied_at: '2024-01-18T22:30:00+08:00' });
    expect((await channel.get('/tasks/T20240101001')).data['accepted_count']).toBe(1);
    const cleared = await channel.put('/applications/A20240101001', { remark: '' });
    expect(cleared.data).toMatchObject({ status: 'accepted', remark: null });
  });

  it('reports a payment, which moves no money', async () => {
    const sent = samples.payment('P20240101001', 'A20240101001', 'U20240101001');
    const first = await channel.post('/payments', sent);
    expect(first.status).toBe(201);
    expect(await channel.post('/payments', sent)).toEqual(first);
    expect((await channel.post('/payments', { ...sent, amount: 5001 })).status).toBe(409);
    expect((await channel.get('/payments/P20240101001')).data).toMatchObject({
      amount: 5000,
      bank_account: '***************0123',
      payment_method_code: 'bank_transfer',
      payment_basis: { basis_type: '月薪', basis_type_code: 'monthly', work_date_end: '2024-02-15' },
      status: 'completed',
    });
    expect((await channel.put('/payments/P20240101001', { amount: 4999 })).status).toBe(409);
    expect((await channel.put('/payments/P20240101001', { remark: '已核对' })).data['remark']).toBe('已核对');
    expect((await server.command('ledger', 'verify')).output).toContain('The books are right.');
  });

  it('lists what it has pushed, by every filter', async () => {
    for (const [path, total] of [
      ['/tasks', 1],
      ['/tasks?status=open&channel_company_id=C20240101001', 1],
      ['/tasks?status=closed', 0],
      ['/applications?channel_user_id=U20240101001&channel_task_id=T20240101001&status=accepted', 1],
      ['/applications?start_date=2024-01-18&end_date=2024-01-18', 1],
      ['/applications?start_date=2024-01-19', 0],
      ['/applications?start_date=2024-01-18T14:30:00Z&end_date=2024-01-18T14:30:00Z', 1],
      ['/payments?payment_type=application&status=completed&channel_application_id=A20240101001', 1],
      ['/payments?channel_user_id=U20240101001&end_date=2024-02-19', 0],
      ['/payments?channel_user_id=nobody', 0],
    ] as const) {
      const { data } = await channel.get(path);
      expect([path, data['total'], data['list'].length]).toEqual([path, total, total]);
    }
  });

  describe('walks a long list', () => {
    const names = Array.from({ length: 25 }, (_, index) => String(index).padStart(3, '0'));

    it.each([
      ['/tasks', 'channel_task_id', (id: string) => samples.task(id, 'C20240101001'), 'T20240101001'],
      [
        '/applications',
        'channel_application_id',
        (id: string) => samples.application(id, 'U20240101001', `T${id.slice(1)}`),
        'A20240101001',
      ],
      [
        '/payments',
        'channel_payment_id',
        (id: string) => samples.payment(id, `A${id.slice(1)}`, 'U20240101001'),
        'P20240101001',
      ],
    ] as const)('of %s by pages and by cursor alike, the newest first', async (path, idName, sampleOf, oldest) => {
      const letter = oldest.charAt(0);
      const ids = names.map((name) => `${letter}${name}`);
      for (const id of ids) expect((await channel.post(path, sampleOf(id))).status).toBe(201);
      const idsOf = (data: Data) => (data['list'] as Data[]).map((one) => String(one[idName]));
      const newestFirst = [...ids.toReversed(), oldest];
      for (const page of [1, 2, 3]) {
        const { data } = await channel.get(`${path}?page=${page}&page_size=10`);
        expect(data).toMatchObject({ total: 26, page, page_size: 10 });
        expect(idsOf(data)).toEqual(newestFirst.slice((page - 1) * 10, page * 10));
      }
      const byCursor: string[] = [];
      let next: string | null = '';
      while (next !== null) {
        const { data }: { data: Data } = await channel.get(
          `${path}?page_size=10${next && `&cursor=${encodeURIComponent(next)}`}`,
        );
        expect(data['total']).toBe(26);
        byCursor.push(...idsOf(data));
        next = data['next'] as string | null;
      }
      expect(byCursor).toEqual(newestFirst);
    });

    it('by a cursor of the same list and filters only', async () => {
      const { data } = await channel.get('/tasks?page_size=10');
      const cursor = encodeURIComponent(String(data['next']));
      expect((await channel.get(`/tasks?page_size=10&cursor=${cursor}`)).status).toBe(200);
      for (const path of ['/tasks?status=open&', '/applications?', '/payments?']) {
        expect(await channel.get(`${path}cursor=${cursor}`)).toMatchObject({ status: 400, code: 1001 });
      }
      expect(await channel.get('/tasks?cursor=abc')).toMatchObject({ status: 400, code: 1001 });
    });
  });
});
