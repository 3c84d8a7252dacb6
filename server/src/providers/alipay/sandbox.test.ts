import Fastify, { type FastifyInstance } from 'fastify';
import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../test/database.ts';
import type { PayInNotice, PayInRail, PayoutRail } from '../../domain/payments/rails.ts';
import { dayMs, hourMs, later } from '../../kernel/clock.ts';
import { type AlipaySettings, alipayRail } from './alipay.ts';
import { readForm } from './form.ts';
import { alipaySandbox } from './sandbox.ts';
import { freePort } from '../../../../acceptance/kit/free-port.ts';

type Rail = PayInRail & { payouts: PayoutRail };

let database: TestDatabase;
let pool: Pool;
let app: FastifyInstance;
let base: string;
let settings: AlipaySettings;
let rail: Rail;
let now = new Date('2026-03-01T00:00:00Z');

/** What our own notify route saw of the test's own trade, and how it answers. */
let notices: { host: string | undefined; raw: Record<string, string>; notice: PayInNotice | undefined }[] = [];
let answers: string[] = [];

const query = (text: string, values?: unknown[]) => pool.query<Record<string, unknown>>(text, values);

beforeAll(async () => {
  database = await cloneDatabase();
  pool = new Pool({ connectionString: database.url, max: 4 });
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  const sandbox = await alipaySandbox({ query, now: () => now, baseUrl: base });
  settings = sandbox.settings;
  rail = alipayRail(settings);

  app = Fastify();
  // A parser of the server's own, which the twin must neither use nor replace.
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, readForm(String(body))),
  );
  sandbox.register(app);
  app.post('/notify', async (request) => {
    const raw = { ...(request.body as Record<string, string>) }; // by the parser above
    const notice = await rail.readNotice(raw);
    // The last notice of the test before may still be under way.
    if (raw['out_trade_no'] !== tradeNo) return 'success';
    notices.push({ host: request.headers.host, raw, notice });
    return answers.shift() ?? 'success';
  });
  await app.listen({ host: '127.0.0.1', port });
});

afterAll(async () => {
  await app?.close();
  await pool?.end();
  await database?.drop();
});

let last = 0;
let tradeNo: string;
beforeEach(() => {
  notices = [];
  answers = [];
  last += 1;
  tradeNo = `20260301${String(last).padStart(10, '0')}`;
});

interface OrderChanges {
  amount?: bigint;
  subject?: string;
  returnUrl?: string;
  notifyUrl?: string;
  expiresAt?: Date;
}

const payPage = (changes: OrderChanges = {}) =>
  rail.payPage({
    tradeNo,
    amount: 1250n,
    subject: '标志设计',
    returnUrl: `${base}/done?order=7`,
    notifyUrl: `${base}/notify`,
    expiresAt: later(now, hourMs),
    ...changes,
  });

const press = (url: string, action: string) =>
  fetch(url, { method: 'POST', body: new URLSearchParams({ action }), redirect: 'manual' });

const noticed = (count = 1) => vi.waitFor(() => expect(notices).toHaveLength(count), { timeout: 3_000, interval: 5 });

describe('a pay-in', () => {
  test('goes full circle: page, payment, a notice that our verification accepts, return, query', async () => {
    const url = await payPage();
    // China time, whatever the machine's.
    expect(new URL(url).searchParams.get('timestamp')).toBe('2026-03-01 08:00:00');
    expect(await rail.query(tradeNo)).toEqual({ state: 'pending' });
    const page = await fetch(url);
    const html = await page.text();
    expect(page.status).toBe(200);
    for (const part of ['¥12.50', '标志设计', tradeNo, '付款', '关闭', 'lang="zh-CN"']) expect(html).toContain(part);
    expect(await rail.query(tradeNo)).toEqual({ state: 'pending' });

    const paid = await press(url, 'pay');
    expect(paid.status).toBe(303);
    await noticed();
    const outcome = { state: 'paid', amount: 1250n, paidAt: now, railTradeNo: expect.stringMatching(/^\d{28}$/) };
    expect(notices[0]?.notice).toEqual({ tradeNo, eventId: expect.any(String), outcome });
    expect(await rail.query(tradeNo)).toEqual(outcome);

    const back = new URL(paid.headers.get('location') ?? '');
    expect(back.href).toContain(`${base}/done?order=7&`);
    expect(back.searchParams.get('out_trade_no')).toBe(tradeNo);
    // Seen by the payer's browser: the return proves nothing.
    expect(await rail.readNotice(Object.fromEntries(back.searchParams))).toBeUndefined();
  });

  test('is paid once, however often the button is pressed', async () => {
    const url = await payPage();
    const presses = await Promise.all([press(url, 'pay'), press(url, 'pay'), press(url, 'pay')]);
    expect(presses.map((one) => one.status)).toEqual([303, 303, 303]);
    await vi.waitFor(async () => {
      const { rows } = await query('select notified_at from sandbox_trade where out_trade_no = $1', [tradeNo]);
      expect(rows[0]?.['notified_at']).toEqual(now);
    });
    expect(new Set(notices.map(({ notice }) => notice?.eventId)).size).toBe(1);
    const before = notices.length;
    expect((await press(url, 'pay')).status).toBe(303);
    expect((await press(url, 'close')).status).toBe(409);
    expect(await rail.query(tradeNo)).toMatchObject({ state: 'paid' });
    expect(notices).toHaveLength(before);
    expect(await (await fetch(url)).text()).toContain('付款成功');
  });

  test('is noticed again until the answer is exactly success, with the same event id', async () => {
    answers = ['Success', 'success\n'];
    await press(await payPage(), 'pay');
    await noticed(3);
    expect(new Set(notices.map(({ raw }) => raw['notify_id'])).size).toBe(1);
  });

  test('reaches a market under its own *.localhost name', async () => {
    const notifyUrl = `${base.replace('127.0.0.1', 'gig.localhost')}/notify`;
    await press(await payPage({ notifyUrl }), 'pay');
    await noticed();
    expect(notices[0]?.host).toBe(new URL(notifyUrl).host);
  });

  test('shows its success where there is no address to return to', async () => {
    const paid = await press(await payPage({ returnUrl: '' }), 'pay');
    expect([paid.status, await paid.text()]).toEqual([200, expect.stringContaining('付款成功')]);
  });

  test('closed by its payer cannot be paid any more', async () => {
    const url = await payPage();
    expect(await (await press(url, 'close')).text()).toContain('交易已关闭');
    await noticed();
    expect(notices[0]?.notice?.outcome).toEqual({ state: 'closed' });
    expect((await press(url, 'pay')).status).toBe(409);
    expect(await rail.query(tradeNo)).toEqual({ state: 'closed' });
  });

  test('is closed by us, again and again, unless it is paid', async () => {
    await rail.close(tradeNo);
    const url = await payPage();
    await fetch(url);
    await rail.close(tradeNo);
    await rail.close(tradeNo);
    expect((await press(url, 'pay')).status).toBe(409);
    tradeNo = `${tradeNo}x`;
    await press(await payPage(), 'pay');
    await expect(rail.close(tradeNo)).rejects.toThrow(/it is paid/);
  });

  test('expires', async () => {
    const url = await payPage({ expiresAt: later(now, hourMs) });
    expect(await (await fetch(url)).text()).toContain('付款</button>');
    now = later(now, hourMs);
    const page = await (await fetch(url)).text();
    expect(page).toContain('已过期');
    expect(page).not.toContain('<button');
    expect((await press(url, 'pay')).status).toBe(409);
    expect(await rail.query(tradeNo)).toEqual({ state: 'closed' });
    await rail.close(tradeNo);
    expect(notices).toEqual([]);
  });

  test('keeps hostile subjects out of the markup and out of the signed text', async () => {
    const subject = '<script>alert(1)</script>"\'&total_amount=9999.00&x=\u0000\n';
    const url = await payPage({ subject });
    const page = await fetch(url);
    expect(await page.text()).not.toMatch(/<script|total_amount=/);
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`form-action 'self' ${base}`);
    await press(url, 'pay');
    await noticed();
    expect(notices[0]?.notice?.outcome).toMatchObject({ state: 'paid', amount: 1250n });
  });
});

describe('the gateway refuses', () => {
  const alter = (url: string, change: (parameters: URLSearchParams) => void) => {
    const altered = new URL(url);
    change(altered.searchParams);
    return altered.href;
  };
  const content = (change: Record<string, string>) => (parameters: URLSearchParams) =>
    parameters.set('biz_content', JSON.stringify({ ...JSON.parse(parameters.get('biz_content') ?? ''), ...change }));

  test.each<[string, (parameters: URLSearchParams) => void]>([
    ['a changed amount', content({ total_amount: '0.01' })],
    ['a changed order', content({ out_trade_no: '1' })],
    ['a changed notify address', (p) => p.set('notify_url', 'http://127.0.0.1:9/')],
    ['a changed return address', (p) => p.set('return_url', 'https://evil.example/')],
    ['another app', (p) => p.set('app_id', '2021000000000001')],
    ['no signature', (p) => p.delete('sign')],
    ['a weaker signature type', (p) => p.set('sign_type', 'RSA')],
    ['an added parameter', (p) => p.set('quit_url', 'x')],
    ['a doubled parameter', (p) => p.append('app_id', p.get('app_id') ?? '')],
  ])('%s in the address of a pay page', async (_name, change) => {
    const url = alter(await payPage(), change);
    expect((await fetch(url)).status).toBe(400);
    expect((await press(url, 'pay')).status).toBe(400);
    expect(await rail.query(tradeNo)).toEqual({ state: 'pending' });
    expect(notices).toEqual([]);
  });

  test.each([
    'http://example.com/notify',
    'http://127.0.0.1.example.com/',
    'http://localhost.example.com/',
    'http://user@127.0.0.1/',
    'http://169.254.169.254/',
    'file:///etc/passwd',
    'http://[::1]/',
  ])('to notify %s', async (notifyUrl) => {
    const url = await payPage({ notifyUrl });
    expect((await press(url, 'pay')).status).toBe(400);
  });

  test('another amount for a trade it knows, and actions it does not know', async () => {
    const url = await payPage();
    expect((await press(url, 'refund')).status).toBe(400);
    expect((await fetch(url)).status).toBe(200);
    expect((await press(await payPage({ amount: 1n }), 'pay')).status).toBe(400);
    expect(await rail.query(tradeNo)).toEqual({ state: 'pending' });
  });
});

test('our side says unknown when the gateway is down, another one answers, or our key is wrong', async () => {
  const told: unknown[] = [];
  const onTrouble = (method: string, cause: unknown) => told.push([method, cause]);
  await press(await payPage(), 'pay');
  const payout = { payoutNo: 'p', amount: 100n, account, remark: '提现' };
  for (const change of [
    { gateway: 'http://127.0.0.1:9/gateway.do' },
    { alipayPublicKey: settings.privateKey },
    { privateKey: 'AAAA' },
  ]) {
    const other = alipayRail({ ...settings, ...change, onTrouble });
    expect(await other.query(tradeNo)).toEqual({ state: 'unknown' });
    expect(await other.payouts.send(payout)).toEqual({ state: 'unknown' });
    expect(await other.payouts.query('p')).toEqual({ state: 'unknown' });
    await expect(other.close(tradeNo)).rejects.toThrow(/it is unknown/);
  }
  expect(told.length).toBeGreaterThanOrEqual(12);
});

const account = { kind: 'alipay', account: 'ann@example.com', holder: '安' } as const;

describe('a payout', () => {
  const send = (payoutNo: string, number: string, amount = 5000n) =>
    rail.payouts.send({
      payoutNo,
      amount,
      account: { kind: 'bank', cardNo: number, bankCode: 'ICBC', holder: '安' },
      remark: '提现',
    });

  test('is under way for an hour and then paid', async () => {
    const payoutNo = `a${tradeNo}`;
    const payout = { payoutNo, amount: 5000n, account, remark: '提现' };
    expect(await rail.payouts.query(payoutNo)).toEqual({ state: 'unknown' });
    expect(await rail.payouts.send(payout)).toEqual({ state: 'sent' });
    expect(await rail.payouts.send(payout)).toEqual({ state: 'sent' });
    now = later(now, hourMs - 1000);
    expect(await rail.payouts.query(payoutNo)).toEqual({ state: 'sent' });
    now = later(now, 1000);
    const paid = { state: 'paid', railTradeNo: expect.stringMatching(/^\d{28}$/) };
    expect(await rail.payouts.query(payoutNo)).toEqual(paid);
    expect(await rail.payouts.send(payout)).toEqual(paid);
    now = later(now, 40 * dayMs);
    expect(await rail.payouts.query(payoutNo)).toEqual(paid);
  });

  test('to a number ending in 0000 fails', async () => {
    const payoutNo = `b${tradeNo}`;
    expect(await send(payoutNo, '6222020000000000')).toEqual({ state: 'sent' });
    now = later(now, hourMs);
    expect(await rail.payouts.query(payoutNo)).toEqual({ state: 'failed', reason: expect.stringContaining('账户') });
  });

  test('to a number ending in 0001 is paid, and returned a day later', async () => {
    const payoutNo = `c${tradeNo}`;
    expect(await send(payoutNo, '6222020000000001')).toEqual({ state: 'sent' });
    now = later(now, hourMs);
    expect(await rail.payouts.query(payoutNo)).toMatchObject({ state: 'paid' });
    now = later(now, dayMs - 1000);
    expect(await rail.payouts.query(payoutNo)).toMatchObject({ state: 'paid' });
    now = later(now, 1000);
    expect(await rail.payouts.query(payoutNo)).toEqual({ state: 'returned', reason: expect.stringContaining('退票') });
  });

  test('that the rail refuses has failed, and one sent again with other content is still the first', async () => {
    expect(await send(`d${tradeNo}`, '', 5000n)).toMatchObject({ state: 'failed' });
    expect(await send(`e${tradeNo}`, '6222020000000002', 9n)).toMatchObject({ state: 'failed' });
    expect(await send(`f${tradeNo}`, '6222020000000002')).toEqual({ state: 'sent' });
    expect(await send(`f${tradeNo}`, '6222020000000002', 6000n)).toEqual({ state: 'sent' });
    const { rows } = await query('select amount::text from sandbox_transfer where out_biz_no = $1', [`f${tradeNo}`]);
    expect(rows).toEqual([{ amount: '5000' }]);
    await expect(send(`g${tradeNo}`, '6222020000000002', 0n)).rejects.toThrow(/more than nothing/);
  });
});

test('processes that start at once agree on the keys', async () => {
  await query('create table kept as table sandbox_key');
  await query('delete from sandbox_key');
  const twins = await Promise.all(
    Array.from({ length: 3 }, () => alipaySandbox({ query, now: () => now, baseUrl: base })),
  );
  const keys = twins.map((twin) => `${twin.settings.privateKey}${twin.settings.alipayPublicKey}`);
  expect(new Set(keys).size).toBe(1);
  await query('delete from sandbox_key');
  await query('insert into sandbox_key table kept');
});
