/** What there is to look at on a machine that has just been started. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { call, page } from './client.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer('iblock', { DEMO: 'true' });
}, 60_000);

afterAll(async () => {
  const { output } = await server.command('ledger', 'verify');
  await server.stop();
  expect(output).toContain('The books are right.');
});

it('has a broker and an administrator who sign in, as is printed', async () => {
  for (const [username, passwd, role] of [
    ['broker', 'broker123456', 1],
    ['admin', 'admin123456', 4],
  ] as const) {
    const signedIn = await call(server.url, '/user/logon', { username, passwd });
    expect(signedIn).toMatchObject({ status: 0, data: { role } });
    expect(server.output()).toContain(`${username} / ${passwd}`);
  }
});

it('has designers, and projects at each point of their life', async () => {
  const { data } = await call(server.url, '/user/logon', { username: 'broker', passwd: 'broker123456' });
  const projects = await call(server.url, '/project/search', page, { token: data.token });
  expect(projects['data'].result.map((one: { status: number }) => one.status)).toEqual([1, 2, 4, 5]);
  const designers = await call(server.url, '/user/hot', page);
  expect(designers['data'].result.map((one: { rating: number }) => one.rating)).toEqual([5, 0, 0]);
});
