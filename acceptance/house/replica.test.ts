import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, type Person, signUp } from '../cloudwork/client.ts';
import { postJob } from '../cloudwork/deal.ts';
import { freePort } from '../kit/free-port.ts';
import { type RunningServer, startServer } from '../kit/server.ts';

/** Stands in for a copy: another database, so that what comes from it can be told. */
let elsewhere: RunningServer;
let server: RunningServer;
let withoutCopy: RunningServer;

beforeAll(async () => {
  elsewhere = await startServer('cloudwork');
  const gone = `postgres://nobody@127.0.0.1:${await freePort()}/nothing`;
  [server, withoutCopy] = await Promise.all([
    startServer('cloudwork', { DATABASE_REPLICA_URL: elsewhere.databaseUrl }),
    startServer('cloudwork', { DATABASE_REPLICA_URL: gone }),
  ]);
});
afterAll(() => Promise.all([elsewhere, server, withoutCopy].map((one) => one.stop())));

const found = async ({ url }: RunningServer) =>
  (await call(url, 'GET', '/api/jobs/search', { keyword: '仓库盘点' }))['jobs'].map(({ id }: { id: string }) => id);
const mine = async (person: Person) =>
  (await person.get('/api/jobs/my', { status: 'all' }))['jobs'].map(({ id }: { id: string }) => id);

it('answers searches from the copy, and whatever is one’s own from the database itself', async () => {
  const [there, here] = [await signUp(elsewhere, 3, '赵敏'), await signUp(server, 3, '李雷')];
  const copied = await postJob(there, '仓库盘点，抄本');
  const own = await postJob(here, '仓库盘点，正本');
  expect(await found(server)).toEqual([copied]);
  expect(await mine(here)).toEqual([own]);
  const shown = await call(server.url, 'GET', '/api/jobs', { job_id: own });
  expect(shown).toMatchObject({ error_code: 0, job: { name: '仓库盘点，正本' } });
});

it('answers by itself while the copy is away', async () => {
  const job = await postJob(await signUp(withoutCopy, 3, '李雷'), '仓库盘点');
  expect(await found(withoutCopy)).toEqual([job]);
});
