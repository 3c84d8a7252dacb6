import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Channel, type Data, openChannel, pushAll, samples } from './client.ts';

let server: RunningServer;
let channel: Channel;

beforeAll(async () => {
  server = await startServer('channel');
  channel = await openChannel(server, 'partner-input');
  await pushAll(channel, '1');
  await channel.post('/users', samples.user('U2'));
});

afterAll(() => server.stop());

const good: Record<string, Data> = {
  '/users': samples.user('Ux'),
  '/companies': samples.company('Cx'),
  '/tasks': samples.task('Tx', 'C1'),
  '/applications': samples.application('Ax', 'U2', 'T1'),
  '/payments': { ...samples.payment('Px', 'A1', 'U1'), status: 'pending' },
};
/** Where each would be, had it been made. */
const places: Record<string, string> = {
  '/users': '/users/Ux',
  '/companies': '/companies/Cx',
  '/tasks': '/tasks/Tx',
  '/applications': '/applications/Ax',
  '/payments': '/payments/Px',
};
const salary = samples.task('', '')['salary'];
const basis = samples.payment('', '', '')['payment_basis'];
const alive = samples.user('')['live_certification'];
const licence = samples.company('')['business_license'];
const long = 'x'.repeat(6_000);

/** Path, what is changed in a good body, and the status of the refusal. */
const refused: readonly (readonly [string, Data, number])[] = [
  ...['channel_user_id', 'name', 'id_card', 'phone'].map((name) => ['/users', { [name]: undefined }, 400] as const),
  ['/users', { channel_user_id: 'a b' }, 400],
  ['/users', { channel_user_id: '../x' }, 400],
  ['/users', { channel_user_id: 'x'.repeat(65) }, 400],
  ['/users', { name: '' }, 400],
  ['/users', { name: long }, 400],
  ['/users', { name: 'a\u0000b' }, 400],
  ['/users', { id_card: '110101199001011234' }, 422],
  ['/users', { id_card: '110101199013011237' }, 422],
  ['/users', { id_card: '99999999' }, 422],
  ['/users', { phone: '12345' }, 400],
  ['/users', { phone: '23800138000' }, 400],
  ['/users', { live_certification: 'yes' }, 400],
  ['/users', { live_certification: [alive] }, 400],
  ['/users', { live_certification: { ...alive, certified: undefined } }, 400],
  ['/users', { live_certification: { ...alive, certification_time: '2024-01-15' } }, 400],
  ['/users', { live_certification: { ...alive, certification_time: '2024-02-30T00:00:00Z' } }, 400],
  ['/users', { live_certification: { ...alive, face_score: 'high' } }, 400],
  ['/users', { live_certification: { ...alive, face_score: 101 } }, 400],
  ['/users', { live_certification: { ...alive, photos: ['file:///etc/passwd'] } }, 400],
  ['/users', { live_certification: { ...alive, photos: ['javascript:alert(1)'] } }, 400],
  ['/users', { live_certification: { ...alive, photos: [`https://x.example/${'a'.repeat(500)}`] } }, 400],
  ...['channel_company_id', 'company_name', 'social_credit_code'].map(
    (name) => ['/companies', { [name]: undefined }, 400] as const,
  ),
  ['/companies', { social_credit_code: '91110000MA00ABCD01' }, 422],
  ['/companies', { social_credit_code: 'IIIIIIIIIIIIIIIIII' }, 422],
  ['/companies', { business_scope: long }, 400],
  ['/companies', { business_license: '91110000MA00ABCD00' }, 400],
  ['/companies', { business_license: { ...licence, license_number: undefined } }, 400],
  ['/companies', { business_license: { ...licence, issue_date: 'yesterday' } }, 400],
  ['/companies', { business_license: { ...licence, expiry_date: '2019-01-01' } }, 422],
  ['/companies', { business_license: { ...licence, registration_capital: -1 } }, 400],
  ['/companies', { business_license: { ...licence, license_photo: 'ftp://x.example/a' } }, 400],
  ...[
    'channel_task_id',
    'channel_company_id',
    'task_name',
    'task_type',
    'recruit_count',
    'recruitment_start_time',
    'recruitment_end_time',
  ].map((name) => ['/tasks', { [name]: undefined }, 400] as const),
  ['/tasks', { channel_company_id: 'nobody' }, 404],
  ['/tasks', { task_type: '长工' }, 400],
  ['/tasks', { recruit_count: 0 }, 400],
  ['/tasks', { recruit_count: 1.5 }, 400],
  ['/tasks', { recruit_count: 3_000_000_000 }, 400],
  ['/tasks', { recruitment_start_time: '2024-03-01T00:00:00Z' }, 422],
  ['/tasks', { recruitment_start_time: '2024-01-01 00:00:00' }, 400],
  ['/tasks', { recruitment_start_time: '9999-01-01T00:00:00Z' }, 400],
  ['/tasks', { recruitment_start_time: '0000-01-01T00:00:00Z' }, 400],
  ['/tasks', { work_end_time: '2024-01-31T00:00:00Z' }, 422],
  ['/tasks', { work_start_time: 'soon' }, 400],
  ['/tasks', { salary: 5_000 }, 400],
  ['/tasks', { salary: { ...salary, salary_type: undefined } }, 400],
  ['/tasks', { salary: { ...salary, salary_type: '年薪' } }, 400],
  ['/tasks', { salary: { ...salary, amount: 0 } }, 400],
  ['/tasks', { salary: { ...salary, amount: 0.001 } }, 400],
  ['/tasks', { salary: { ...salary, amount: 1e21 } }, 400],
  ['/tasks', { salary: { ...salary, currency: 'USD' } }, 400],
  ['/tasks', { salary: { ...salary, settlement_type: '年结' } }, 400],
  ['/tasks', { status: 'gone' }, 400],
  ...['channel_application_id', 'channel_user_id', 'channel_task_id', 'applied_at'].map(
    (name) => ['/applications', { [name]: undefined }, 400] as const,
  ),
  ['/applications', { channel_user_id: 'nobody' }, 404],
  ['/applications', { channel_task_id: 'nothing' }, 404],
  ['/applications', { channel_user_id: 'U1' }, 409],
  ['/applications', { applied_at: '2024-01-09T23:59:59Z' }, 409],
  ['/applications', { applied_at: '2024-02-11T00:00:00Z' }, 409],
  ['/applications', { applied_at: 'now' }, 400],
  ['/applications', { resume_url: 'resume.pdf' }, 400],
  ['/applications', { status: 'hired' }, 400],
  ...['channel_payment_id', 'payment_type', 'amount', 'payment_time', 'payment_basis'].map(
    (name) => ['/payments', { [name]: undefined }, 400] as const,
  ),
  ['/payments', { channel_application_id: undefined }, 422],
  ['/payments', { payment_type: 'user', channel_user_id: undefined }, 422],
  ['/payments', { channel_user_id: 'U2' }, 422],
  ['/payments', { channel_application_id: 'nothing' }, 404],
  ['/payments', { payment_type: 'user', channel_application_id: undefined, channel_user_id: 'nobody' }, 404],
  ['/payments', { payment_type: 'company' }, 400],
  ['/payments', { amount: -1 }, 400],
  ['/payments', { amount: 0 }, 400],
  ['/payments', { amount: '1,000' }, 400],
  ['/payments', { amount: 12.345 }, 400],
  ['/payments', { currency: 'USD' }, 400],
  ['/payments', { payment_basis: { ...basis, basis_type: undefined } }, 400],
  ['/payments', { payment_basis: { ...basis, basis_type: '心情' } }, 400],
  ['/payments', { payment_time: '2024-02-20' }, 400],
  ['/payments', { payment_basis: '月薪' }, 400],
  ['/payments', { payment_basis: { ...basis, work_hours: -1 } }, 400],
  ['/payments', { payment_basis: { ...basis, work_date_start: '2024-02-30' } }, 400],
  ['/payments', { payment_basis: { ...basis, work_date_end: '2024-01-01' } }, 422],
  ['/payments', { payment_basis: { ...basis, supporting_docs: ['gopher://x.example'] } }, 400],
  ['/payments', { payment_basis: { ...basis, supporting_docs: Array(21).fill('https://x.example') } }, 400],
  ['/payments', { status: 'done' }, 400],
];

describe('a push', () => {
  it.each(refused)('to %s with %j is refused with %i, and makes nothing', async (path, changes, status) => {
    const answer = await channel.post(path, { ...good[path], ...changes });
    expect([answer.status, answer.code, answer.message]).toEqual([status, 1001, expect.any(String)]);
    expect((await channel.get(places[path] ?? '')).status).toBe(404);
  });

  it.each(Object.entries(good))(
    'to %s in its good form is taken, also with what nobody declared',
    async (path, body) => {
      expect((await channel.post(path, { ...body, undeclared: { $gt: '' } })).status).toBe(201);
    },
  );

  it.each([
    ...Object.keys(good).flatMap((path) => [['POST', path] as const, ['POST', `${path}/batch`] as const]),
    ...['/users/U1', '/companies/C1', '/tasks/T1', '/applications/A1', '/payments/P1'].map(
      (path) => ['PUT', path] as const,
    ),
  ])('by %s %s cannot be read when it is no JSON object', async (verb, path) => {
    for (const [type, body, status] of [
      ['application/json', '{"a":', 400],
      ['application/json', '[]', 400],
      ['application/json', '"text"', 400],
      ['text/plain', '{}', 400],
      ['application/json', `{"a":"${'x'.repeat(1_000_001)}"}`, 413],
    ] as const) {
      const headers = { 'content-type': type, authorization: `Bearer ${channel.token}` };
      const request: RequestInit = { method: verb, headers, body };
      const answer = await fetch(`${server.url}/api/v1${path}`, request);
      expect([body.slice(0, 10), answer.status]).toEqual([body.slice(0, 10), status]);
      expect(await answer.json()).toMatchObject({ code: 1001, data: {} });
    }
  });
});

describe('a change', () => {
  it.each([
    ['/users/U1', { phone: '1' }, 400],
    ['/users/U1', { name: '李四', live_certification: 'yes' }, 400],
    ['/users/U1', { name: '李四', id_card: '110101199001011234' }, 422],
    ['/users/a%20b', { name: '李四' }, 400],
    ['/companies/C1', { company_name: long }, 400],
    ['/companies/C1', { legal_person: '赵六', business_license: { license_number: '1', issue_date: 'now' } }, 400],
    ['/companies/C1', { legal_person: '赵六', social_credit_code: '91110000MA00ABCD01' }, 422],
    ['/tasks/T1', { recruit_count: 0 }, 400],
    ['/tasks/T1', { work_location: '上海', salary: { amount: 1 } }, 400],
    ['/tasks/T1', { work_location: '上海', channel_company_id: 'nobody' }, 404],
    ['/tasks/T1', { recruitment_end_time: '2024-01-09T00:00:00Z' }, 422],
    ['/tasks/T1', { status: 'gone' }, 400],
    ['/applications/A1', { status: 'hired' }, 400],
    ['/applications/A1', { remark: '改', resume_url: 'resume.pdf' }, 400],
    ['/applications/A1', { remark: '改', channel_task_id: 'nothing' }, 409],
    ['/applications/A1', { channel_user_id: 'U2' }, 409],
    ['/applications/A1', { applied_at: '2025-01-01T00:00:00Z' }, 409],
    ['/payments/P1', { status: 'done' }, 400],
    ['/payments/P1', { remark: '改', amount: 0 }, 400],
    ['/payments/P1', { remark: '改', payment_basis: { ...basis, work_date_end: '2024-01-01' } }, 422],
    ['/payments/P1', { status: 'pending' }, 409],
    ['/payments/P1', { status: 'failed' }, 409],
    ['/payments/P1', { channel_user_id: 'U2' }, 409],
    ['/payments/P1', { payment_time: '2024-02-21T10:00:00Z' }, 409],
    ['/users/nobody', { name: '李四' }, 404],
  ])('of %s to %j is refused with %i', async (path, changes, status) => {
    const before = await channel.get(path);
    const answer = await channel.put(path, changes);
    expect([answer.status, answer.code]).toEqual([status, 1001]);
    expect(await channel.get(path)).toEqual(before);
  });

  it('of a task to fewer places than are given is refused, and an application where none is left', async () => {
    await channel.post('/tasks', { ...samples.task('T-small', 'C1'), recruit_count: 1 });
    const application = (id: string, user: string) => ({
      ...samples.application(id, user, 'T-small'),
      status: 'accepted',
    });
    expect((await channel.post('/applications', application('A-in', 'U1'))).status).toBe(201);
    expect(await channel.post('/applications', application('A-out', 'U2'))).toMatchObject({ status: 409, code: 1001 });
    expect((await channel.get('/applications/A-out')).status).toBe(404);
    await channel.put('/tasks/T-small', { recruit_count: 2 });
    expect((await channel.post('/applications', application('A-out', 'U2'))).status).toBe(201);
    expect(await channel.put('/tasks/T-small', { recruit_count: 1, status: 'closed' })).toMatchObject({ status: 409 });
    const { data } = await channel.get('/tasks/T-small');
    expect(data).toMatchObject({ recruit_count: 2, accepted_count: 2, status: 'open' });
  });

  it('of a task to closed or suspended ends its applications, until it is open again', async () => {
    await channel.post('/tasks', { ...samples.task('T-shut', 'C1'), status: 'suspended' });
    for (const status of ['suspended', 'closed']) {
      expect((await channel.put('/tasks/T-shut', { status })).data['status']).toBe(status);
      const refusal = await channel.post('/applications', samples.application('A-shut', 'U1', 'T-shut'));
      expect(refusal).toMatchObject({ status: 409, code: 1001 });
      expect((await channel.get('/applications/A-shut')).status).toBe(404);
    }
    await channel.put('/tasks/T-shut', { status: 'open' });
    expect((await channel.post('/applications', samples.application('A-shut', 'U1', 'T-shut'))).status).toBe(201);
  });

  it('changes what is given and nothing else', async () => {
    for (const [path, changes] of [
      ['/users/U1', { name: '李四' }],
      ['/companies/C1', { legal_person: '赵六' }],
      ['/tasks/T1', { work_location: '上海' }],
      ['/applications/A1', { remark: '改' }],
      ['/payments/P1', { transaction_no: 'NEW' }],
    ] as const) {
      const { updated_at: _before, ...before } = (await channel.get(path)).data;
      const { updated_at: _after, ...after } = (await channel.put(path, changes)).data;
      expect(after).toEqual({ ...before, ...changes });
    }
  });
});

describe('a list', () => {
  it.each([
    '/tasks?page=0',
    '/tasks?page=x',
    '/tasks?page_size=0',
    '/tasks?page_size=101',
    '/tasks?status=gone',
    '/tasks?channel_company_id=a%20b',
    '/applications?page=0',
    '/applications?page_size=101',
    '/applications?status=open',
    '/applications?cursor=abc',
    '/applications?channel_task_id=../x',
    '/applications?start_date=yesterday',
    '/applications?end_date=2024-13-01',
    '/applications?start_date=2024-01-01%2000:00:00',
    '/payments?page=-1',
    '/payments?page_size=101',
    '/payments?status=accepted',
    '/payments?cursor=abc',
    '/payments?payment_type=company',
    '/payments?start_date=0000-01-01',
  ])('%s is refused', async (path) => {
    expect(await channel.get(path)).toMatchObject({ status: 400, code: 1001 });
  });

  it.each(['/tasks', '/applications', '/payments'])('of %s may be asked for beyond its end', async (path) => {
    const { total } = (await channel.get(path)).data;
    expect(total).toBeGreaterThan(0);
    const beyond = { list: [], total, page: 1_000_000, page_size: 100, next: null };
    expect((await channel.get(`${path}?page=1000000&page_size=100`)).data).toEqual(beyond);
  });
});

describe('what is asked for by an id that no partner could have given', () => {
  it.each(['/users', '/companies', '/tasks', '/applications', '/payments'])('is refused at %s', async (path) => {
    for (const id of ['a%20b', '%2e%2e%2fx', 'x'.repeat(65), '-x', '%00']) {
      expect([id, await channel.get(`${path}/${id}`)]).toMatchObject([id, { status: 400, code: 1001 }]);
    }
  });
});

describe('a request that comes again', () => {
  it.each(Object.entries(good))('to %s is answered the same, and refused with other content', async (path, body) => {
    const first = await channel.post(path, body);
    expect(first.status).toBe(201);
    expect(await channel.post(path, body)).toEqual(first);
    const other = { name: '别人', company_name: '别家', task_name: '别的', remark: '别的' };
    expect(await channel.post(path, { ...body, ...other })).toMatchObject({ status: 409, code: 1001 });
  });

  it('with an Idempotency-Key is answered as the first time, though things have changed since', async () => {
    const headers = { 'idempotency-key': 'key-1' };
    const first = await channel.put('/users/U2', { name: '王五' }, headers);
    await channel.put('/users/U2', { name: '赵六' });
    expect(await channel.put('/users/U2', { name: '王五' }, headers)).toEqual(first);
    expect((await channel.get('/users/U2')).data['name']).toBe('赵六');
    expect(await channel.put('/users/U2', { name: '钱七' }, headers)).toMatchObject({ status: 422, code: 1001 });
    expect(await channel.post('/users', samples.user('U3'), headers)).toMatchObject({ status: 422 });
    expect((await channel.put('/users/U2', { name: '钱七' }, { 'idempotency-key': ' ' })).status).toBe(400);
    await server.advance('PT24H1S');
  });
});

describe('no document', () => {
  it('knows a DELETE, or other paths', async () => {
    for (const [method, path, status] of [
      ['DELETE', '/users/U1', 405],
      ['PUT', '/users', 405],
      ['GET', '/nothing', 404],
    ] as const) {
      const answer = await fetch(`${server.url}/api/v1${path}`, { method });
      expect([path, answer.status]).toEqual([path, status]);
      expect(await answer.json()).toMatchObject({ code: 1001, data: {} });
    }
  });
});
