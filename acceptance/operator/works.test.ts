import { afterAll, beforeAll, expect, it } from 'vitest';
import { payFor, publish, signUp as joinConsulting } from '../consulting/client.ts';
import { pixel, sampleRequest, signUp as joinGig } from '../gig/client.ts';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Console, openConsole } from './client.ts';

let gig: RunningServer;
let admin: Console;

beforeAll(async () => {
  gig = await startServer('gig');
  admin = await openConsole(gig);
});
afterAll(() => gig.stop());

it('a gig request is looked at with its files, and decided', async () => {
  const company = await joinGig(gig, 2);
  const { url } = await company.upload(pixel, 'plan.png');
  const { id } = await company.must('/user/goods/add', { ...sampleRequest, file: url });
  const { data } = await admin.get(`/decisions/gig/${id}?market=gig`);
  expect(data).toMatchObject({ subject: sampleRequest.title, files: [{ name: 'plan.png', mime: 'image/png' }] });
  expect(data['facts']).toContainEqual({ name: 'price', type: 'money', value: '1000.00' });
  expect(data['timeline']).toMatchObject([{ what: 'publish', who: 'client' }]);
  // Another market's console knows nothing of it.
  expect((await admin.get(`/decisions/gig/${id}?market=consulting`)).status).toBe(404);
  const decision = { market: 'gig', accept: true, reason: '内容合规' };
  expect((await admin.post(`/decisions/gig/${id}`, decision)).data).toEqual({ done: true });
  expect((await company.must('/user/goods/info', { id })).show).toBe('已经审核');
  expect((await admin.post(`/decisions/gig/${id}`, decision)).status).toBe(409);
});

it('a company of the gig market is looked at with all of its pictures', async () => {
  const company = await joinGig(gig, 2);
  const [pic, front, back] = await Promise.all(['a', 'b', 'c'].map((name) => company.upload(pixel, `${name}.png`)));
  const pictures = { pic: pic?.url, faren_z: front?.url, faren_f: back?.url };
  await company.must('/user/info/company', { name: '启明有限公司', faren_name: '赵敏', pro: '浙江', ...pictures });
  const items = (await admin.get('/decisions?market=gig')).data['items'] as { id: string; subject: string }[];
  const found = items.find(({ subject }) => subject === '启明有限公司');
  const { data } = await admin.get(`/decisions/company/${found?.id}?market=gig`);
  expect(data['files']).toHaveLength(3);
  expect(data['facts']).toContainEqual({ name: 'province', type: 'text', value: '浙江' });
});

it('a disputed consultation is looked at with question and answer, and settled', async () => {
  const consulting = gig.as('consulting');
  const buyer = await joinConsulting(consulting, 'user', '李雷');
  const consultant = await joinConsulting(consulting, 'consultant', '王律师');
  const post = await publish(buyer);
  await payFor(buyer, post, 20_000);
  const [orderId] = await consultant.must('/api/consultant/order/take', { post_id: post.id });
  await consultant.must('/api/consultant/order/deliver', { order_id: orderId, result: '无法回答' });
  await buyer.must('/api/user/order/cancel', { post_id: orderId });
  const { data } = await admin.get(`/decisions/consultation/${orderId}?market=consulting`);
  expect(data['facts']).toContainEqual({ name: 'result', type: 'text', value: '无法回答' });
  const moves = (data['timeline'] as { what: string }[]).map(({ what }) => what);
  expect(moves).toEqual(['open', 'deliver', 'dispute']);
  const decision = { market: 'consulting', accept: false, reason: '没有回答问题' };
  expect((await admin.post(`/decisions/consultation/${orderId}`, decision)).data).toEqual({ done: true });
  expect((await buyer.must('/api/wallet'))[0].withdrawing).toBe('200.00');
});
