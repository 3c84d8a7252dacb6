import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call as ask, signUp } from '../cloudwork/client.ts';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Console, type Data, openConsole } from './client.ts';

let server: RunningServer;
let admin: Console;

beforeAll(async () => {
  server = await startServer('cloudwork');
  admin = await openConsole(server);
});

afterAll(() => server.stop());

const market = 'cloudwork';
const settingOf = async (name: string, where = market) =>
  ((await admin.get(`/settings?market=${where}`)).data['items'] as Data[]).find((one) => one['name'] === name);

describe('a setting of a market', () => {
  it('holds from the moment it is changed, for that market alone', async () => {
    expect(await settingOf('clientWithdrawalMin')).toEqual({
      name: 'clientWithdrawalMin',
      value: '100.00',
      standard: '100.00',
    });
    const change = { market, value: '5.00', reason: '试行' };
    expect((await admin.put('/settings/clientWithdrawalMin', change)).status).toBe(200);
    expect((await settingOf('clientWithdrawalMin'))?.['value']).toBe('5.00');
    expect((await settingOf('clientWithdrawalMin', 'gig'))?.['value']).toBe('100.00');
    expect((await admin.put('/settings/passwordMin', { market, value: '12', reason: '更安全' })).status).toBe(200);
    await expect(signUp(server, 3, '李雷')).rejects.toThrow();
    expect((await admin.put('/settings/passwordMin', { market, reason: '恢复' })).status).toBe(200);
    expect((await settingOf('passwordMin'))?.['value']).toBe('4');
    await signUp(server, 3, '李雷');
    const { items } = (await admin.get('/audit?subject=setting:clientWithdrawalMin')).data;
    expect(items[0]).toMatchObject({ reason: '试行', facts: { before: '100.00', after: '5.00' } });
  });

  it('is kept over a restart', async () => {
    await server.crash();
    expect((await settingOf('clientWithdrawalMin'))?.['value']).toBe('5.00');
  });

  it.each([
    ['feeBasisPoints', '5001'],
    ['feeBasisPoints', '-1'],
    ['offerDays', '0'],
    ['payoutApproval', 'maybe'],
    ['payoutSecondAbove', '1.234'],
  ])('is refused: %s = %s', async (name, value) => {
    expect((await admin.put(`/settings/${name}`, { market, value, reason: 'x' })).status).toBe(422);
    expect((await admin.put('/settings/nothing', { market, value, reason: 'x' })).status).toBe(400);
    expect((await admin.put(`/settings/${name}`, { market, value: '3' })).status).toBe(400);
  });
});

describe('what a market’s apps show', () => {
  const banner = {
    market,
    title: '开业',
    image: 'https://cdn.example.com/a.jpg',
    shown_from: '2020-01-01T00:00:00Z',
    reason: '活动',
  };
  const shown = async () => (await ask(server.url, 'GET', '/api/banners'))['banners'] as Data[];

  it('is a banner, until it is taken away', async () => {
    const { id } = (await admin.post('/banners', banner)).data;
    expect((await shown()).map((one) => one['title'])).toEqual(['开业']);
    expect((await admin.get(`/apps?market=${market}`)).data['banners']).toMatchObject([
      { id, platform: 'all', link: '' },
    ]);
    expect((await admin.post(`/banners/${id}/remove`, { market: 'gig', reason: 'x' })).status).toBe(404);
    expect((await admin.post(`/banners/${id}/remove`, { market, reason: '活动结束' })).status).toBe(200);
    expect(await shown()).toEqual([]);
    expect((await admin.post(`/banners/${id}/remove`, { market, reason: 'x' })).status).toBe(404);
    for (const wrong of [
      { image: 'javascript:alert(1)' },
      { link: '//evil.example' },
      { shown_until: '2019-01-01T00:00:00Z' },
    ]) {
      expect((await admin.post('/banners', { ...banner, ...wrong })).status).toBe(422);
    }
  });

  it('is the newest version of each app', async () => {
    const app = {
      market,
      version: '2.1.0',
      download_url: 'https://cdn.example.com/app.apk',
      note: '更快',
      reason: '发布',
    };
    expect((await admin.put('/versions/android', app)).status).toBe(200);
    expect((await admin.put('/versions/android', { ...app, version: 'new' })).status).toBe(400);
    expect((await admin.put('/versions/android', { ...app, download_url: 'http://x.example' })).status).toBe(422);
    expect((await admin.get(`/apps?market=${market}`)).data['versions']).toMatchObject([
      { platform: 'android', version: '2.1.0' },
    ]);
  });

  it('and what people say of it', async () => {
    const person = await signUp(server, 1, '韩梅梅');
    await person.post('/api/feedback', { t: 'suggest', content: '字太小', score: 8 });
    const { items, total } = (await admin.get(`/feedback?market=${market}`)).data;
    expect(total).toBe(1);
    expect(items).toMatchObject([{ user: '韩梅梅', content: '字太小' }]);
    expect((await admin.get('/feedback?market=gig')).data).toEqual({ items: [], total: 0 });
  });
});
