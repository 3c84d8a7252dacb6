/** What operators see of partners, and of the catalogue that all markets share. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChannel, samples } from '../channel/client.ts';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Console, type Data, openConsole, openConsoleAs } from './client.ts';

let server: RunningServer;
let admin: Console;

beforeAll(async () => {
  server = await startServer('channel');
  admin = await openConsole(server);
});

afterAll(() => server.stop());

describe('a partner', () => {
  it('is seen with its webhooks and what did not reach them, and gets it once more', async () => {
    const channel = await openChannel(server, 'partner');
    expect((await admin.get('/channels/partner/webhooks')).data).toEqual({ items: [] });
    await channel.post('/webhooks', { url: 'http://127.0.0.1:9/', events: ['user.created'] });
    await channel.post('/users', samples.user('U1'));
    expect((await admin.get('/channels/partner/webhooks')).data['items']).toMatchObject([
      { url: 'http://127.0.0.1:9/', events: ['person.created'], active: true },
    ]);
    const deliveries = async (query = '', as = admin) => (await as.get(`/channels/partner/deliveries${query}`)).data;
    const [one] = (await deliveries())['items'] as Data[];
    expect(one).toMatchObject({ noun: 'person', change: 'created', state: 'pending', url: 'http://127.0.0.1:9/' });
    const replay = `/channels/partner/deliveries/${one?.['uid']}/replay`;
    const reason = '对方已修复';
    expect((await admin.post(replay, { reason })).status).toBe(404);
    await server.advance('P3D');
    const again = await openConsole(server);
    expect(await deliveries('?state=failed', again)).toMatchObject({
      total: 1,
      items: [{ state: 'failed', attempts: 8 }],
    });
    expect(await deliveries('?state=delivered', again)).toEqual({ items: [], total: 0 });
    expect((await again.post(replay, { reason: '' })).status).toBe(400);
    expect((await again.post(replay, { reason })).status).toBe(200);
    const all = (await again.get('/channels/partner/deliveries?size=1')).data;
    expect([all['total'], all['items'].length]).toEqual([2, 1]);
    const { items } = (await again.get('/audit?subject=channel:partner')).data;
    expect(items[0]).toMatchObject({ action: 'delivery.replay', reason });
  });

  it('has nothing of another’s, and is refused to whoever may not change it', async () => {
    const again = await openConsole(server);
    await openChannel(server, 'other');
    expect((await again.get('/channels/other/deliveries')).data).toEqual({ items: [], total: 0 });
    for (const path of ['/channels/nobody/webhooks', '/channels/nobody/deliveries'])
      expect([path, (await again.get(path)).status]).toEqual([path, 404]);
    const [one] = (await again.get('/channels/partner/deliveries')).data['items'] as Data[];
    const foreign = `/channels/other/deliveries/${one?.['uid']}/replay`;
    expect((await again.post(foreign, { reason: 'x' })).status).toBe(404);
    const support = await openConsoleAs(server, again, 'support');
    expect((await support.post(foreign, { reason: 'x' })).data['error']).toBe('operator.not_allowed');
    expect((await support.get('/channels/partner/deliveries?state=lost')).status).toBe(400);
  });
});

it('the catalogue is read as people choose from it', async () => {
  const again = await openConsole(server);
  const { data } = await again.get('/catalogue');
  const asReleased = { id: expect.any(Number), hidden: false, added: false, former: [] };
  expect(data['categories']).toContainEqual({ ...asReleased, name: '网站开发', parent: '软件开发', parent_id: 1 });
  expect(data['categories']).toContainEqual({ ...asReleased, name: '软件开发', parent: null, parent_id: null });
  expect(data['skills'].length).toBeGreaterThan(50);
  expect(data['questions']).toContainEqual({
    ...asReleased,
    type: 'proposal_refuse_c',
    name: '报价超出预算',
    english: expect.any(String),
  });
});
