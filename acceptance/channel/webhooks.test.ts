import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Channel, type Data, openChannel, samples, signIn } from './client.ts';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly event: Data;
}

/** A partner's own server, which answers what it is told to. */
function openReceiver() {
  const heard: Heard[] = [];
  let status = 200;
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      heard.push({ headers: request.headers, body, event: JSON.parse(body) as Data });
      response.writeHead(status).end('whatever');
    });
  });
  return {
    heard,
    answer: (next: number) => {
      status = next;
    },
    listen: () =>
      new Promise<string>((resolve) => {
        server.listen(0, '127.0.0.1', () => {
          resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
        });
      }),
    close: () => server.close(),
  };
}

let server: RunningServer;
let channel: Channel;
let url: string;
let webhook: Data;
const receiver = openReceiver();

beforeAll(async () => {
  server = await startServer('channel');
  channel = await openChannel(server, 'partner-hooks');
  url = await receiver.listen();
  webhook = (await channel.post('/webhooks', { url })).data;
});

afterAll(async () => {
  receiver.close();
  await server.stop();
});

const place = () => `/webhooks/${webhook['webhook_id'] as string}`;
const deliveries = async (query = '') => (await channel.get(`${place()}/deliveries${query}`)).data;
/** Lets so much time pass that the tokens run out. */
const wait = async (duration: string) => {
  await server.advance(duration);
  channel = await signIn(server, channel);
};
/** Runs what is due. */
const settle = () => server.advance('PT1S');
const signatureBy = (secret: string, time: string, body: string) =>
  `v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`;

describe('a webhook', () => {
  it('hears of what is made and changed, in order, signed with its secret', async () => {
    await channel.post('/users', samples.user('U1'));
    await channel.put('/users/U1', { name: '李四' });
    await channel.post('/companies', samples.company('C1'));
    await channel.post('/tasks', samples.task('T1', 'C1'));
    await channel.put('/tasks/T1', { status: 'closed' });
    await settle();
    const types = (object: string) =>
      receiver.heard.filter(({ event }) => object in event['data']).map(({ event }) => event['type'] as string);
    expect(types('channel_user_id')).toEqual(['user.created', 'user.updated']);
    expect(types('channel_task_id')).toEqual(['task.created', 'task.updated']);
    const { headers, body, event } = receiver.heard.find((one) => one.event['type'] === 'task.updated')!;
    expect(event).toEqual({
      id: expect.any(String),
      type: 'task.updated',
      version: 1,
      sequence: expect.any(Number),
      created_at: expect.stringMatching(/\+08:00$/),
      data: { channel_task_id: 'T1', status: 'closed' },
    });
    const [time = '', ...signatures] = String(headers['x-linggong-signature']).split(',');
    expect(signatures).toEqual([signatureBy(webhook['secret'], time.slice(2), body)]);
    expect(body).not.toContain('110101');
  });

  it('hears nothing of a request that is repeated or refused', async () => {
    const before = receiver.heard.length;
    await channel.post('/users', samples.user('U1'));
    expect((await channel.post('/users', { ...samples.user('U9'), phone: '1' })).status).toBe(400);
    expect((await channel.put('/tasks/T1', { recruitment_end_time: '2024-01-09T00:00:00Z' })).status).toBe(422);
    await settle();
    expect(receiver.heard.length).toBe(before);
  });

  it('that is down is tried again later, and what follows for the same object waits', async () => {
    receiver.answer(500);
    const from = receiver.heard.length;
    await channel.put('/users/U1', { name: '王五' });
    await channel.put('/users/U1', { name: '赵六' });
    await channel.put('/companies/C1', { legal_person: '李四二' });
    await settle();
    const since = () =>
      receiver.heard.slice(from).map(({ event }) => event['data'].channel_user_id as string | undefined);
    expect(since().filter((id) => id === 'U1')).toHaveLength(1);
    expect(since()).toHaveLength(2);
    const pending = await deliveries('?status=pending');
    expect(pending['total']).toBe(3);
    expect(pending['list'].map((one: Data) => [one['attempts'], one['last_http_status']])).toContainEqual([1, 500]);
    receiver.answer(204);
    await server.advance('PT2M');
    expect((await deliveries('?status=pending'))['total']).toBe(0);
    const ids = receiver.heard.slice(from).filter(({ event }) => event['data'].channel_user_id === 'U1');
    const order = ids.map(({ event }) => event['sequence'] as number);
    expect(order).toEqual([order[0], order[0], order[2]]);
    expect(order[2]).toBeGreaterThan(order[0] ?? 0);
  });

  it('that stays down is given up after eight attempts, and the next event has its turn; both can be sent again', async () => {
    receiver.answer(503);
    await channel.put('/users/U1', { name: '钱七' });
    await wait('P4D');
    const [failed] = (await deliveries('?status=failed'))['list'] as Data[];
    expect(failed).toMatchObject({ attempts: 8, last_http_status: 503, type: 'user.updated', object_id: 'U1' });
    receiver.answer(200);
    await channel.put('/users/U1', { name: '孙八' });
    await settle();
    expect((await deliveries())['list'][0]).toMatchObject({ status: 'delivered', attempts: 1, last_http_status: 200 });
    const again = await channel.post(`/deliveries/${String(failed?.['delivery_id'])}/replay`, {});
    expect(again.status).toBe(200);
    await settle();
    expect((await deliveries())['list'][0]).toMatchObject({
      delivery_id: again.data['delivery_id'],
      event_id: failed?.['event_id'],
      status: 'delivered',
    });
  });

  it('wants only the events it names', async () => {
    expect((await channel.put(place(), { events: ['company.updated'] })).data).toMatchObject({
      events: ['company.updated'],
      url,
    });
    const from = receiver.heard.length;
    await channel.put('/users/U1', { name: '周九' });
    await channel.put('/companies/C1', { legal_person: '李四三' });
    await settle();
    expect(receiver.heard.slice(from).map(({ event }) => event['type'] as string)).toEqual(['company.updated']);
  });

  it('hears nothing while it is switched off', async () => {
    await channel.put(place(), { active: false });
    const from = receiver.heard.length;
    await channel.put('/companies/C1', { legal_person: '李四四' });
    await channel.put(place(), { active: true });
    await settle();
    expect(receiver.heard.length).toBe(from);
  });

  it('is signed by both secrets for a day after one was replaced', async () => {
    const { data } = await channel.post(`${place()}/secret`, {});
    const signatures = async () => {
      await channel.put('/companies/C1', { legal_person: `李${receiver.heard.length}` });
      await settle();
      const { headers, body } = receiver.heard.at(-1)!;
      const [time = '', ...given] = String(headers['x-linggong-signature']).split(',');
      return { given, right: [data['secret'], webhook['secret']].map((one) => signatureBy(one, time.slice(2), body)) };
    };
    const first = await signatures();
    expect(first.given).toEqual(first.right);
    await wait('P1D');
    const later = await signatures();
    expect(later.given).toEqual(later.right.slice(0, 1));
  });

  it('can be tried out', async () => {
    const from = receiver.heard.length;
    expect((await channel.post(`${place()}/test`, {})).data).toMatchObject({ delivered: true, http_status: 200 });
    expect(receiver.heard.slice(from)[0]?.event).toMatchObject({ type: 'webhook.test' });
    receiver.answer(302);
    expect((await channel.post(`${place()}/test`, {})).data).toMatchObject({ delivered: false, http_status: 302 });
    receiver.answer(200);
    const nowhere = (await channel.post('/webhooks', { url: 'http://127.0.0.1:9/' })).data['webhook_id'] as string;
    expect((await channel.post(`/webhooks/${nowhere}/test`, {})).data).toMatchObject({
      delivered: false,
      http_status: null,
      error: expect.stringContaining('ECONNREFUSED'),
    });
    expect((await channel.del(`/webhooks/${nowhere}`)).status).toBe(200);
  });

  it.each([
    [{}, 400],
    [{ url: 'ftp://partner.example/' }, 422],
    [{ url: 'https://name:word@partner.example/' }, 422],
    [{ url: 'partner.example' }, 422],
    [{ url: 'https://partner.example/', events: ['user.deleted'] }, 400],
  ])('is refused with %j', async (body, status) => {
    expect(await channel.post('/webhooks', body)).toMatchObject({ status, code: 1001 });
  });

  it('is one of ten at most', async () => {
    const other = await openChannel(server, 'partner-ten');
    for (let count = 0; count < 10; count += 1) {
      expect((await other.post('/webhooks', { url: 'https://partner.example/' })).status).toBe(201);
    }
    expect((await other.post('/webhooks', { url: 'https://partner.example/' })).status).toBe(409);
    expect((await other.get('/webhooks')).data['list']).toHaveLength(10);
  });

  it('is its partner’s alone', async () => {
    const other = await openChannel(server, 'partner-else');
    const [known] = (await deliveries())['list'] as Data[];
    const attempts = [
      other.put(place(), { active: false }),
      other.del(place()),
      other.post(`${place()}/secret`, {}),
      other.post(`${place()}/test`, {}),
      other.get(`${place()}/deliveries`),
      other.post(`/deliveries/${String(known?.['delivery_id'])}/replay`, {}),
    ];
    for (const answer of await Promise.all(attempts)) expect(answer.status).toBe(404);
    expect((await other.get('/webhooks')).data['list']).toEqual([]);
    const from = receiver.heard.length;
    await other.post('/users', samples.user('U1'));
    await settle();
    expect(receiver.heard.length).toBe(from);
  });

  it('ends when it is removed, with all that was on its way', async () => {
    receiver.answer(500);
    await channel.put('/companies/C1', { legal_person: '李四五' });
    await settle();
    const from = receiver.heard.length;
    expect((await channel.del(place())).status).toBe(200);
    await wait('P4D');
    expect(receiver.heard.length).toBe(from);
    expect((await channel.get(`${place()}/deliveries`)).status).toBe(404);
    expect((await channel.del(place())).status).toBe(404);
  });
});
