import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Person, signUp, topUp } from './client.ts';

let server: RunningServer;
let client: Person;

beforeAll(async () => {
  server = await startServer('cloudwork', { PAYOUT_APPROVAL: 'true' });
  client = await signUp(server, 3, '李雷');
  await topUp(client, 500);
  await client.post('/api/user/alipay', { alipay: 'lilei@example.com' });
});

afterAll(async () => {
  const { output } = await server.command('ledger', 'verify');
  await server.stop();
  expect(output).toContain('The books are right.');
});

interface Review {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
}

const dev = (path: string) => new URL(path, server.url);
const reviews = async (): Promise<Review[]> =>
  (await fetch(dev('/dev/reviews?market=cloudwork'))).json() as Promise<Review[]>;

function decide(id: string, decision: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(dev(`/dev/reviews/${id}`), { method: 'POST', headers, body: JSON.stringify(decision) });
}

async function withdraw(amount: number): Promise<Review | undefined> {
  await server.advance('PT2M');
  await client.post('/api/verifycode', { vtype: 'enter' });
  const code = await server.codeFor(client.phone);
  const asked = await client.post('/api/margin/withdraw', {
    amount,
    account: 'lilei@example.com',
    type: 'alipay',
    code,
  });
  expect(asked).toMatchObject({ error_code: 0 });
  return (await reviews())[0];
}

describe('what waits for an operator', () => {
  it('is a payout until it is decided', async () => {
    expect(await reviews()).toEqual([]);
    const first = await withdraw(200);
    expect(first).toEqual({ id: expect.stringMatching(/^payout:\d+$/), kind: 'payout', subject: '李雷 200.00' });
    await server.advance('PT2H');
    expect(await client.get('/api/margin/basic')).toMatchObject({ margin: 300, withdraw: 200 });
    expect((await decide(first?.id ?? '', { reason: 'x' })).status).toBe(400);
    expect((await decide(first?.id ?? '', { accept: false, reason: '账户有误' })).status).toBe(200);
    expect((await decide(first?.id ?? '', { accept: true })).status).toBe(409);
    expect(await client.get('/api/margin/basic')).toMatchObject({ margin: 500, withdraw: 0 });

    const second = await withdraw(100);
    expect((await decide(second?.id ?? '', { accept: true, reason: '' })).status).toBe(200);
    expect(await reviews()).toEqual([]);
    await server.advance('PT2H');
    expect(await client.get('/api/margin/basic')).toMatchObject({ margin: 400, withdraw: 0 });
  });
});
