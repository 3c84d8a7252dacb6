/** Who may call what (document, rules 5 and 8): 80001 without a session, 30001 for clients' calls, 30002 for freelancers'. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { call, type Fields, type Person, signUp } from './client.ts';

let server: RunningServer;
let client: Person;
let freelancer: Person;

beforeAll(async () => {
  server = await startServer('cloudwork');
  [client, freelancer] = [await signUp(server, 3, '李雷'), await signUp(server, 1, '韩梅梅')];
});

afterAll(() => server.stop());

const open = `
  POST /api/user/appeal
  POST /api/user/restriction
  POST /api/user/signin
  POST /api/user/signup
  POST /api/user/signout
  GET /signout
  POST /api/user/password/reset
  POST /api/verifycode
  GET /jump
  GET /attachment/{uid}
  POST /api/category
  GET /api/category
  GET /api/address
  POST /api/skills
  GET /api/skills
  GET /static/locale-zh-cn.json
  GET /static/locale/locale-zh-cn.json
  GET /api/user/statistics
  POST /api/jobs/search
  GET /api/jobs/search
  GET /api/freelancers/search
  GET /api/banners
  GET /api/rules
  GET /api/d/network
  POST /api/device/version
  GET /api/device/version`;

const forBoth = `
  POST /api/user/password/change
  POST /api/password/verify
  POST /api/user/password/verify
  POST /api/user/jumpcode
  GET /api/user/role
  PUT /api/user/role
  POST /api/user/client
  POST /api/user/freelancer
  POST /api/attachment
  GET /api/category/options
  GET /api/question
  GET /api/margin/bank
  GET /api/user/profile
  PUT /api/user/profile
  GET /api/employment
  GET /api/education
  GET /api/portfolio
  GET /api/user/question
  POST /api/user/question
  PUT /api/user/question
  GET /api/jobs
  GET /api/proposal
  POST /api/proposal
  PUT /api/proposal
  POST /api/proposal/message
  GET /api/proposal/message
  GET /api/freelancers/contract
  GET /api/contract/basic
  GET /api/contract/history
  GET /api/events
  GET /api/freelancers/recommend
  GET /api/freelancers/recommand
  GET /api/freelancers/discover
  GET /api/favorite
  POST /api/favorite
  DELETE /api/favorite
  GET /api/contract
  PUT /api/contract
  POST /api/contract/evaluate
  GET /api/milestone
  PUT /api/milestone
  GET /api/weekstone/time
  GET /api/contract/weekstone
  GET /api/weekstone/screenshot
  GET /api/margin/basic
  GET /api/margin/record
  GET /api/margin/card
  POST /api/margin/card
  DELETE /api/margin/card
  POST /api/user/alipay
  DELETE /api/user/alipay
  POST /api/margin/deposit
  GET /api/margin/withdraw/accounts
  POST /api/margin/withdraw
  GET /api/stats/statis
  GET /api/notify
  PUT /api/notify
  DELETE /api/notify
  POST /api/notify/setting
  GET /api/notify/setting
  POST /api/feedback
  GET /api/friends
  GET /api/friends/users`;

const forClients = `
  POST /api/jobs
  PUT /api/jobs
  DELETE /api/jobs
  PUT /api/jobs/status
  GET /api/jobs/my
  GET /api/jobs/proposal
  GET /api/client/freelancers
  GET /api/contract/freelancers
  GET /api/jobs/freelancers/recommand
  GET /api/jobs/freelancers/recommend
  POST /api/client/verify
  POST /api/contract
  POST /api/milestone
  GET /api/milestone/pay
  GET /api/order/pay
  POST /api/order/pay
  POST /api/contract/bonus
  PUT /api/contract/bonus
  GET /api/contract/bonus
  GET /api/weekstone/pay
  POST /api/weekstone/pay
  PUT /api/weekstone/pay
  GET /api/stats/budget
  GET /api/stats/timesheet
  GET /api/stats/weekly`;

const forFreelancers = `
  GET /api/user/category
  POST /api/user/category
  PUT /api/user/category
  POST /api/user/profile
  POST /api/user/resume
  POST /api/user/other/create
  POST /api/user/verify
  GET /api/user/client
  POST /api/employment
  PUT /api/employment
  DELETE /api/employment
  POST /api/education
  PUT /api/education
  DELETE /api/education
  POST /api/portfolio
  PUT /api/portfolio
  DELETE /api/portfolio
  GET /api/subscribe
  POST /api/subscribe
  DELETE /api/subscribe
  GET /api/d/weekstone
  POST /api/weekstone/screenshot
  PUT /api/weekstone/screenshot
  DELETE /api/weekstone/screenshot
  GET /api/stats/freelancer
  GET /api/stats/freelancers`;

const linesOf = (list: string) =>
  list
    .trim()
    .split('\n')
    .map((line) => line.trim());
const rowsOf = (...lists: string[]) =>
  lists.flatMap(linesOf).map((line) => {
    const [method = '', path = ''] = line.split(' ');
    return { method, path };
  });

/** Calls that have a number of their own for who is not a freelancer. */
const ownNumbers: Readonly<Record<string, number>> = {
  'GET /api/subscribe': 20291,
  'POST /api/subscribe': 20301,
  'DELETE /api/subscribe': 20311,
};

describe('an operation', () => {
  it('stands in exactly one of the lists of who may call it', async () => {
    const answer = await fetch(`${new URL(server.url).origin}/openapi/cloudwork.json`);
    const { paths } = (await answer.json()) as { paths: Record<string, Record<string, object>> };
    const declared = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const listed = [open, forBoth, forClients, forFreelancers].flatMap(linesOf);
    expect(listed.toSorted()).toEqual(declared.toSorted());
  });

  it.each(rowsOf(forBoth, forClients, forFreelancers))('$method $path asks for a session', async ({ method, path }) => {
    expect(await call(server.url, method, path)).toMatchObject({ error_code: 80001, msg: '请先登录' });
    expect(await call(server.url, method, path, {}, { token: 'a'.repeat(40) })).toMatchObject({ error_code: 80001 });
  });

  it.each(rowsOf(forClients))('$method $path is refused to a freelancer', async ({ method, path }) => {
    const { token } = freelancer;
    expect(await call(server.url, method, path, {}, { token })).toMatchObject({ error_code: 30001 });
  });

  it.each(rowsOf(forFreelancers))('$method $path is refused to a client', async ({ method, path }) => {
    const { token } = client;
    const number = ownNumbers[`${method} ${path}`] ?? 30002;
    expect(await call(server.url, method, path, {}, { token })).toMatchObject({ error_code: number });
  });

  it('that removes education by the path of employment is refused to a client too', async () => {
    expect(await client.del('/api/employment', { kind: 'education', eid: 1 })).toMatchObject({ error_code: 30002 });
  });
});

describe('a second identity', () => {
  const identityOf = async (person: Person) => {
    const { role, team_id: teamId, teams } = await person.get('/api/user/role');
    return { role, teamId, teams };
  };

  it.each([
    ['a client a second team', () => client, '/api/user/client', { name: '第二个团队' }, 20252],
    ['a freelancer a second time, who is only told that they are one', () => freelancer, '/api/user/freelancer', {}, 0],
  ] as const satisfies readonly (readonly [string, () => Person, string, Fields, number])[])(
    'does not make %s, and leaves who they are',
    async (_whom, who, path, fields, code) => {
      const before = await identityOf(who());
      expect(await who().post(path, fields)).toMatchObject({ error_code: code });
      expect(await identityOf(who())).toEqual(before);
    },
  );
});

it('the same person is refused or let through by the role they have now', async () => {
  const person = await signUp(server, 1, '双面人');
  expect(await person.get('/api/jobs/my')).toMatchObject({ error_code: 30001 });
  expect(await person.get('/api/subscribe')).toMatchObject({ error_code: 0 });
  expect(await person.post('/api/user/client', { name: '双面人的团队' })).toMatchObject({ error_code: 0 });
  const [team] = (await person.get('/api/user/role'))['teams'];
  expect(await person.put('/api/user/role', { id: team.team_id })).toMatchObject({ error_code: 0 });
  expect(await person.get('/api/jobs/my')).toMatchObject({ error_code: 0, count: 0 });
  expect(await person.get('/api/subscribe')).toMatchObject({ error_code: 20291 });
});
