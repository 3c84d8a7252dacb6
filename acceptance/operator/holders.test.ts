/** What waits can be taken, given to a colleague and given back, by whoever may decide it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pixel, sampleRequest, signUp } from '../gig/client.ts';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Console, type Data, openConsole, openConsoleAs } from './client.ts';

let server: RunningServer;
let admin: Console;
let wang: Console;
let li: Console;
let finance: Console;
const uids: Record<string, string> = {};

beforeAll(async () => {
  server = await startServer('gig');
  admin = await openConsole(server);
  wang = await openConsoleAs(server, admin, 'reviewer', 'wang');
  li = await openConsoleAs(server, admin, 'reviewer', 'li');
  finance = await openConsoleAs(server, admin, 'finance');
  for (const one of (await admin.get('/operators')).data['items']) uids[one.name] = one.uid;
});
afterAll(() => server.stop());

const market = 'gig';

async function request(): Promise<string> {
  const company = await signUp(server, 2);
  const { url } = await company.upload(pixel, 'plan.png');
  return String((await company.must('/user/goods/add', { ...sampleRequest, file: url })).id);
}

const hold = (as: Console, id: string, to: string | undefined, reason = '分工') =>
  as.put(`/decisions/gig/${id}/holder`, { market, reason, ...(to !== undefined && { to }) });
const listed = async (as: Console, id: string, query = '') =>
  ((await as.get(`/decisions?market=${market}${query}`)).data['items'] as Data[]).find((one) => one['id'] === id);
const outcome = ({ status, data }: { status: number; data: Data }) => (status === 200 ? 200 : data['error']);

describe('what waits', () => {
  it('is taken by one of two who ask at once, shown as theirs, and listed as mine', async () => {
    const id = await request();
    expect((await listed(wang, id))?.['holder']).toBe(null);
    const both = await Promise.all([hold(wang, id, uids['wang']), hold(li, id, uids['li'])]);
    expect(both.map((one) => String(outcome(one))).toSorted((a, b) => a.localeCompare(b))).toEqual([
      '200',
      'decision.taken',
    ]);
    const [taker, other] = both[0]?.status === 200 ? [wang, li] : [li, wang];
    const name = taker === wang ? 'wang' : 'li';
    const holder = { uid: uids[name], shown_name: name };
    expect((await listed(other, id))?.['holder']).toEqual(holder);
    expect((await other.get(`/decisions/gig/${id}?market=${market}`)).data['holder']).toEqual(holder);
    expect(await listed(taker, id, '&mine=true')).toMatchObject({ id, holder });
    expect(await listed(other, id, '&mine=true')).toBe(undefined);
    expect(outcome(await hold(taker, id, uids[name]))).toBe('move.not_from_here');
    expect(outcome(await hold(other, id, undefined))).toBe('decision.taken');
  });

  it('is given to a colleague who may decide it, and given back, all of it kept with its reason', async () => {
    const id = await request();
    expect(
      (await wang.get('/colleagues?needs=reviews.decide')).data['items'].map((one: Data) => one['shown_name']),
    ).toEqual(['li', 'wang', '管理员']);
    expect((await wang.get('/colleagues?needs=nothing')).status).toBe(400);
    expect(outcome(await hold(wang, id, uids['finance']))).toBe('decision.not_for_them');
    expect(outcome(await hold(wang, id, 'f'.repeat(32)))).toBe('operator.not_found');
    expect(outcome(await hold(wang, id, undefined))).toBe('move.not_from_here');
    expect(outcome(await hold(wang, id, uids['wang'], ''))).toBe('field.reason');
    expect(outcome(await hold(finance, id, uids['finance']))).toBe('operator.not_allowed');
    expect(outcome(await hold(wang, id, uids['wang'], '由我处理'))).toBe(200);
    expect(outcome(await hold(wang, id, uids['li'], '请假'))).toBe(200);
    expect((await listed(wang, id))?.['holder'].shown_name).toBe('li');
    expect(outcome(await hold(wang, id, uids['wang']))).toBe('decision.taken');
    expect(outcome(await hold(li, id, undefined, '忙不过来'))).toBe(200);
    expect((await listed(wang, id))?.['holder']).toBe(null);
    const { items } = (await admin.get(`/audit?subject=gig:${id}`)).data;
    expect(items.map((one: Data) => [one['operator'], one['action'], one['reason'], one['facts'].to])).toEqual([
      ['li', 'decision.return', '忙不过来', null],
      ['wang', 'decision.give', '请假', 'li'],
      ['wang', 'decision.take', '由我处理', 'wang'],
    ]);
  });

  it('is taken from somebody by an administrator only, and held by nobody who has left', async () => {
    const id = await request();
    await hold(li, id, uids['li']);
    expect(outcome(await hold(admin, id, uids['wang'], '调整'))).toBe(200);
    expect((await listed(li, id))?.['holder'].shown_name).toBe('wang');
    const leave = { role: 'reviewer', active: false, forget_totp: false, reason: '离职' };
    expect((await admin.put(`/operators/${uids['wang']}`, leave)).status).toBe(200);
    expect((await listed(li, id))?.['holder']).toBe(null);
    expect(outcome(await hold(li, id, uids['wang']))).toBe('operator.not_found');
    expect(outcome(await hold(li, id, uids['li']))).toBe(200);
  });

  it('is held by nobody once it is decided, by whomever', async () => {
    const id = await request();
    await hold(li, id, uids['li']);
    const accept = { market, accept: true, reason: '内容合规' };
    expect((await admin.post(`/decisions/gig/${id}`, accept)).data).toEqual({ done: true });
    expect((await li.get(`/decisions/gig/${id}?market=${market}`)).data['holder']).toBe(null);
    expect(outcome(await hold(li, id, uids['li']))).toBe('decision.not_waiting');
    expect(outcome(await hold(li, '999999', uids['li']))).toBe('decision.not_found');
    const elsewhere = { market: 'cloudwork', reason: '分工', to: uids['li'] };
    expect(outcome(await li.put(`/decisions/gig/${id}/holder`, elsewhere))).toBe('decision.not_found');
  });
});
