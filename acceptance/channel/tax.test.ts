import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Channel, openChannel, samples } from './client.ts';

let server: RunningServer;
let channel: Channel;

beforeAll(async () => {
  server = await startServer('channel');
  channel = await openChannel(server, 'partner-tax');
  await channel.post('/users', samples.user('U1'));
  await channel.post('/users', samples.user('U2'));
});

afterAll(() => server.stop());

const pay = (id: string, user: string, amount: number, time: string, status = 'completed') =>
  channel.post('/payments', {
    ...samples.payment(id, '', user),
    payment_type: 'user',
    channel_application_id: undefined,
    amount,
    payment_time: time,
    status,
  });
const trial = async (amount: number, time: string, more: object = {}) =>
  (await channel.post('/tax/trial', { channel_user_id: 'U1', amount, payment_time: time, ...more })).data;

describe('a tax trial', () => {
  it.each([
    [3_000, 0, 440],
    [4_000, 0, 640],
    [5_000, 0, 800],
    [6_250, 0, 1_000],
    [10_000, 90, 1_600],
    [25_000, 450, 4_000],
    [30_000, 570, 5_200],
    [60_000, 1_780, 12_400],
  ])('of %d yuan takes %d by the platform’s rule and %d by the ordinary payer’s', async (amount, one, other) => {
    const found = await trial(amount, '2026-01-10T02:00:00Z');
    expect([found['platform'].withheld, found['per_payment'].withheld]).toEqual([one, other]);
  });

  it('follows what the partner has paid in the year: 90.00 each month, 1,080.00 in all', async () => {
    let sum = 0;
    for (let month = 1; month <= 12; month += 1) {
      const name = String(month).padStart(2, '0');
      const time = `2026-${name}-10T10:00:00+08:00`;
      const { platform, vat } = await trial(10_000, time);
      sum += platform.withheld;
      expect([month, platform.months, platform.withheld, vat.exempt]).toEqual([month, month, 90, true]);
      expect((await pay(`P-${name}`, 'U1', 10_000, time)).status).toBe(201);
    }
    expect(sum).toBe(1_080);
    const { data } = await channel.get('/payments/P-12/tax');
    expect(data).toMatchObject({ date: '2026-12-10', platform: { withheld: 90, withheld_before: 990 } });
  });

  it('warns of the VAT threshold and takes it back from what was paid before in the month', async () => {
    await pay('V-1', 'U2', 90_000, '2026-03-01T10:00:00+08:00');
    await pay('V-pending', 'U2', 50_000, '2026-03-02T10:00:00+08:00', 'pending');
    const { data } = await channel.post('/tax/trial', {
      channel_user_id: 'U2',
      amount: 13_000,
      payment_time: '2026-03-20T10:00:00+08:00',
    });
    expect(data).toMatchObject({
      vat: {
        exempt: false,
        month_total: 103_000,
        month_sales: 101_980.2,
        amount: 128.71,
        clawback: [{ channel_payment_id: 'V-1', amount: 891.09 }],
      },
      platform: { income_to_date: 101_980.2 },
      twelve_month_total: 103_000,
    });
    expect(data['warnings'].map((warning: { code: string }) => warning.code)).toContain('above_monthly_threshold');
  });

  it('knows no platform’s rule before it was made, and keeps nothing', async () => {
    const before = await channel.get('/payments');
    expect((await trial(10_000, '2025-09-30T23:59:59+08:00'))['platform']).toBeNull();
    expect((await trial(10_000, '2025-10-01T00:00:00+08:00'))['platform']).toMatchObject({ withheld: 90 });
    expect(await channel.get('/payments')).toEqual(before);
  });

  it.each([
    [{}, 400],
    [{ amount: 0 }, 400],
    [{ amount: 1.001 }, 400],
    [{ payment_time: '2026-01-10' }, 400],
    [{ month_count: 'all' }, 400],
    [{ deductions: -1 }, 400],
    [{ channel_user_id: 'nobody' }, 404],
  ])('is refused with %j', async (changes, status) => {
    const good = { channel_user_id: 'U1', amount: 100, payment_time: '2026-01-10T00:00:00Z' };
    const sent = Object.keys(changes).length === 0 ? {} : { ...good, ...changes };
    expect(await channel.post('/tax/trial', sent)).toMatchObject({ status, code: 1001 });
  });

  it('tells nothing of another partner’s payments', async () => {
    const other = await openChannel(server, 'partner-tax-2');
    expect((await other.get('/payments/P-12/tax')).status).toBe(404);
    await other.post('/users', samples.user('U1'));
    const sent = { channel_user_id: 'U1', amount: 10_000, payment_time: '2026-12-20T00:00:00Z' };
    expect((await other.post('/tax/trial', sent)).data['platform'].income_to_date).toBe(10_000);
  });
});
