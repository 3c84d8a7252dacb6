import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, signUp, topUp } from '../cloudwork/client.ts';
import { call as callChannel, samples } from '../channel/client.ts';
import { failedTask } from '../console/house.ts';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Console, type Data, openConsole, openConsoleAs } from './client.ts';

let server: RunningServer;
let admin: Console;
let finance: Console;
let client: Person;

beforeAll(async () => {
  server = await startServer('cloudwork', { PAYOUT_APPROVAL: 'true', PAYOUT_SECOND_ABOVE: '200' });
  admin = await openConsole(server);
  finance = await openConsoleAs(server, admin, 'finance');
  client = await signUp(server, 3, '李雷');
  await topUp(client, 500);
  await client.post('/api/user/alipay', { alipay: 'lilei@example.com' });
});

afterAll(async () => {
  const { output } = await server.command('ledger', 'verify');
  await server.stop();
  expect(output).toContain('The books are right.');
});

const market = 'cloudwork';
const decisions = async () => (await admin.get(`/decisions?market=${market}`)).data['items'] as Data[];

async function withdraw(amount: number, account = 'lilei@example.com'): Promise<string> {
  await server.advance('PT2M');
  await client.post('/api/verifycode', { vtype: 'enter' });
  const code = await server.codeFor(client.phone);
  await client.post('/api/margin/withdraw', { amount, account, type: 'alipay', code });
  return String((await decisions())[0]?.['id']);
}

describe('a payout', () => {
  it('is let go by one operator, and shows what they did and why', async () => {
    const id = await withdraw(150);
    expect(await decisions()).toEqual([
      {
        kind: 'payout',
        id,
        subject: '李雷',
        amount: '150.00',
        since: expect.any(String),
        needs: 'payouts.decide',
        holder: null,
      },
    ]);
    const seen = (await admin.get(`/decisions/payout/${id}?market=${market}`)).data;
    expect(seen['facts']).toContainEqual({ name: 'amount', type: 'money', value: '150.00' });
    expect((await finance.post(`/decisions/payout/${id}`, { market, accept: true, reason: '' })).status).toBe(400);
    const wrongMarket = { market: 'gig', accept: true, reason: '核对无误' };
    expect((await finance.post(`/decisions/payout/${id}`, wrongMarket)).status).toBe(404);
    const decided = await finance.post(`/decisions/payout/${id}`, { market, accept: true, reason: '核对无误' });
    expect(decided).toMatchObject({ status: 200, data: { done: true } });
    expect((await finance.post(`/decisions/payout/${id}`, { market, accept: true, reason: '再次' })).status).toBe(409);
    const { items } = (await admin.get(`/audit?subject=payout:${id}`)).data;
    expect(items).toMatchObject([{ operator: 'finance', action: 'payout.decide', reason: '核对无误', market }]);
  });

  it('above the limit takes a second one', async () => {
    const id = await withdraw(250);
    const accept = { market, accept: true, reason: '大额，已电话核实' };
    expect((await finance.post(`/decisions/payout/${id}`, accept)).data).toEqual({ done: false });
    expect((await finance.post(`/decisions/payout/${id}`, accept)).data).toMatchObject({
      error: 'payout.approved_already',
    });
    expect(await decisions()).toHaveLength(1);
    expect((await admin.post(`/decisions/payout/${id}`, accept)).data).toEqual({ done: true });
    const { items } = (await admin.get(`/payouts?market=${market}`)).data;
    expect(items[0]).toMatchObject({ amount: '250.00', approvals: ['finance', '管理员'], party: '李雷' });
    await server.advance('PT2H');
    expect((await admin.get(`/payouts?market=${market}&state=paid`)).data['total']).toBe(2);
  });
});

describe('the books', () => {
  it('are read from the party down to the transfer and the order', async () => {
    const { items } = (await admin.get(`/ledger/accounts?market=${market}&q=${client.phone}`)).data;
    expect(items.map((one: Data) => [one['kind'], one['balance']])).toEqual([
      ['available', '100.00'],
      ['withdrawing', '0.00'],
    ]);
    const account = (await admin.get(`/ledger/accounts/${items[0].code}?market=${market}&size=1`)).data;
    expect(account['total']).toBeGreaterThan(2);
    expect(account['items']).toHaveLength(1);
    expect(account['items'][0].balance_after).toBe('100.00');
    const transfer = (await admin.get(`/ledger/transfers/${account['items'][0].transfer_id}?market=${market}`)).data;
    const sum = transfer['entries'].reduce((total: number, one: Data) => total + Number(one['amount']), 0);
    expect(sum).toBe(0);
    const record = (await client.get('/api/margin/record'))['records'].at(-1);
    const { order, events, transfers } = (await admin.get(`/orders/${record.trade_no}?market=${market}`)).data;
    expect(order).toMatchObject({ purpose: 'topup', state: 'paid', amount: '500.00', payer: '李雷' });
    expect(events).toMatchObject([{ outcome: 'paid', verdict: 'booked' }]);
    expect(transfers).toHaveLength(1);
    expect((await admin.get(`/orders/${record.trade_no}?market=gig`)).status).toBe(404);
    expect((await admin.get(`/ledger/transfers/999999?market=${market}`)).status).toBe(404);
    expect((await admin.get(`/ledger/accounts/nothing?market=${market}`)).status).toBe(404);
  });

  it('are proven', async () => {
    const { data } = await finance.post('/ledger/proof');
    expect(data['proofs'].length).toBeGreaterThan(8);
    expect(data['findings']).toEqual([]);
  });

  it('show what does not fit together', async () => {
    const calm = (await admin.get(`/reconciliation?market=${market}`)).data;
    expect(calm).toEqual({ refused_events: [], open_top_ups: [], slow_payouts: [], returned_payouts: [] });
    await client.del('/api/user/alipay', {});
    await client.post('/api/user/alipay', { alipay: '13900000000' });
    const id = await withdraw(100, '13900000000');
    await admin.post(`/decisions/payout/${id}`, { market, accept: true, reason: '核对无误' });
    await server.advance('PT2H');
    const found = (await admin.get(`/reconciliation?market=${market}`)).data;
    expect(found['returned_payouts']).toMatchObject([{ amount: '100.00', state: 'failed' }]);
  });

  it('add up on the dashboard', async () => {
    const data = (await admin.get(`/dashboard?market=${market}`)).data;
    expect(data).toMatchObject({ users: 1, in_wallets: '100.00', in_escrow: '0.00', withdrawing: '0.00' });
    expect(data['days']).toHaveLength(30);
    const sum = (name: string) => data['days'].reduce((total: number, day: Data) => total + Number(day[name]), 0);
    expect([sum('deposited'), sum('withdrawn'), sum('joined')]).toEqual([500, 400, 1]);
    expect((await admin.get('/dashboard?market=gig')).data).toMatchObject({ users: 0, in_wallets: '0.00' });
    expect((await admin.get('/dashboard?market=nowhere')).status).toBe(400);
  });
});

describe('a person', () => {
  it('is found by phone or name, restricted with a reason, and restored', async () => {
    const byPhone = (await admin.get(`/users?market=${market}&q=${client.phone}`)).data;
    expect(byPhone).toMatchObject({ total: 1, items: [{ name: '李雷', state: 'active' }] });
    expect((await admin.get(`/users?market=${market}&q=${encodeURIComponent('李')}`)).data['total']).toBe(1);
    expect((await admin.get(`/users?market=${market}&q=%25`)).data['total']).toBe(0);
    expect((await admin.get(`/users?market=gig&q=${client.phone}`)).data['total']).toBe(0);
    const { uid } = byPhone['items'][0];
    expect((await admin.get(`/users/${uid}?market=${market}`)).data['sides']).toMatchObject([
      { kind: 'client', available: '100.00', contracts: 0 },
    ]);
    expect((await admin.post(`/users/${uid}/restrict`, { market, reason: '投诉属实' })).status).toBe(200);
    expect(await client.get('/api/margin/basic')).toMatchObject({ error_code: 80001 });
    expect((await admin.get(`/users?market=${market}&state=restricted`)).data['total']).toBe(1);
    expect((await admin.post(`/users/${uid}/restore`, { market, reason: '申诉成立' })).status).toBe(200);
    expect((await admin.post('/users/nobody/restore', { market, reason: 'x' })).status).toBe(404);
    const { items } = (await admin.get(`/audit?subject=user:${uid}`)).data;
    expect(items.map((item: Data) => item['reason'])).toEqual(['申诉成立', '投诉属实']);
  });
});

describe('a partner', () => {
  it('is made, gets a new secret, is suspended and restored', async () => {
    const { data } = await admin.post('/channels', { client_id: 'partner', name: '渠道', reason: '签约' });
    expect((await admin.post('/channels', { client_id: 'partner', name: '渠道', reason: '签约' })).status).toBe(409);
    const url = `${new URL(server.url).origin}/channel`;
    const signIn = (secret: unknown) =>
      callChannel(url, 'POST', '/auth/token', { appkey: 'partner', secret, grant_type: 'client_credentials' });
    const { data: tokens } = await signIn(data['secret']);
    await callChannel(url, 'POST', '/users', samples.user('U1'), { token: String(tokens['access_token']) });
    const renewed = (await admin.post('/channels/partner/secret', { reason: '例行更换' })).data['secret'];
    expect((await signIn(renewed)).status).toBe(200);
    expect((await admin.put('/channels/partner', { suspended: true, reason: '欠费' })).status).toBe(200);
    expect((await signIn(renewed)).status).toBe(403);
    const [row] = (await admin.get('/channels')).data['items'];
    expect(row).toMatchObject({ client_id: 'partner', name: '渠道', suspended_at: expect.any(String) });
    expect((await admin.put('/channels/partner', { suspended: false, reason: '已付清' })).status).toBe(200);
    expect((await signIn(renewed)).status).toBe(200);
    expect((await admin.put('/channels/nobody', { suspended: true, reason: 'x' })).status).toBe(404);
  });
});

describe('what runs by itself', () => {
  it('shows what a failed task was about, but no secret and nobody’s whole number', async () => {
    await failedTask(server);
    const { items, total } = (await admin.get(`/tasks?market=${market}`)).data;
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      name: 'notices.user.restricted',
      payload: [
        { name: 'reason', value: '请回电138******01' },
        { name: 'userId', value: '1' },
        { name: 'tradeNo', value: '202611200000123456' },
        { name: 'idNumber', value: '[redacted]' },
      ],
      error: 'no answer for 622**************23',
    });
    const { id } = items[0];
    expect((await finance.post(`/tasks/${id}/drop`, { market, reason: '已电话通知' })).status).toBe(403);
    expect((await admin.post(`/tasks/${id}/drop`, { market, reason: '已电话通知' })).status).toBe(200);
    expect((await admin.get(`/tasks?market=${market}`)).data['total']).toBe(0);
  });

  it('shows messages, but no code', async () => {
    const { items } = (await admin.get(`/outbox?market=${market}&to=${client.phone}`)).data;
    expect(items.length).toBeGreaterThan(1);
    expect(
      items.filter((one: Data) => one['template'] === 'code').every((one: Data) => one['text'] === '（验证码）'),
    ).toBe(true);
    expect((await admin.get(`/tasks?market=${market}`)).data).toEqual({ items: [], total: 0 });
    expect((await admin.post('/tasks/1/retry', { market, reason: 'x' })).status).toBe(404);
  });
});
