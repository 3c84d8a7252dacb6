import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Fields, type Person, signUp, topUp } from './client.ts';
import { localText, marginOf, offerFixed, type Offered, offerHourly, payOrder, postJob, recordShot } from './deal.ts';

let server: RunningServer;
let client: Person;
let freelancer: Person;
let fixed: Offered;
let hourly: Offered;
/** The Shanghai Monday of the week in which both contracts begin. */
let monday: string;
let jobs = 0;

beforeAll(async () => {
  server = await startServer('cloudwork');
});

afterAll(async () => {
  const { output } = await server.command('ledger', 'verify');
  await server.stop();
  expect(output).toContain('The books are right.');
});

const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const today = async () => localText(await server.now()).slice(0, 10);

/** On to the coming Monday, ten in the morning. */
async function moveToMonday(): Promise<string> {
  const now = Date.parse(`${localText(await server.now()).replace(' ', 'T')}Z`);
  const weekday = (new Date(now).getUTCDay() + 6) % 7;
  const day = dayAfter(await today(), 7 - weekday);
  await server.advance(`PT${Math.ceil((Date.parse(`${day}T10:00:00Z`) - now) / 1000)}S`);
  return day;
}

const accept = async ({ contractId }: Offered) =>
  expect(await freelancer.put('/api/contract', { contract_id: contractId, status: 'accept' })).toMatchObject({
    error_code: 0,
  });

/** A fixed-price contract of three milestones and an hourly one at 33.33 yuan, both begun on a Monday. */
beforeEach(async () => {
  monday = await moveToMonday();
  [client, freelancer] = [await signUp(server, 2, '李雷'), await signUp(server, 1, '韩梅梅')];
  await topUp(client, 5000);
  jobs += 1;
  const parts = [
    { name: '设计稿', amount: '100.01', end_at: '2099-03-01' },
    { name: '小程序', amount: '233.33', end_at: '2099-04-01' },
    { name: '上线', amount: '0.66', end_at: '2099-05-01' },
  ];
  const milestones = JSON.stringify(parts);
  fixed = await offerFixed(client, freelancer, await postJob(client, `小程序 ${jobs}`), { amount: 334, milestones });
  await payOrder(client, fixed, 'milestone');
  await accept(fixed);
  const terms = { paymethod: 'hour', workload: 1, duration: 3, budget: '' };
  hourly = await offerHourly(client, freelancer, await postJob(client, `维护 ${jobs}`, terms), {
    hourly: '33.33',
    workload: 1,
  });
  await payOrder(client, hourly, 'weekstone');
  await accept(hourly);
});

const workOf = (person: Person, status: string, path = '/api/stats/freelancer') => person.get(path, { status });
const ask = (person: Person, report: 'budget' | 'timesheet' | 'weekly', fields: Fields = {}) =>
  person.get(`/api/stats/${report}`, fields);
const week = () => ({ start_at: monday, end_at: dayAfter(monday, 6) });

async function record(times: number): Promise<void> {
  const now = (await server.now()).getTime();
  for (let place = 1; place <= times; place += 1) {
    const at = new Date(now - place * 10 * 60_000);
    expect(await recordShot(freelancer, { contractId: hourly.contractId, at })).toMatchObject({ error_code: 0 });
  }
}

async function recordByHand(): Promise<void> {
  const shot_time = localText(new Date((await server.now()).getTime() - 3 * 3_600_000));
  const shot = { shot_time, is_auto: '0', name: '', description: '电话会议', activity: 0, keyboard: 0, mouse: 0 };
  const recorded = await freelancer.post('/api/weekstone/screenshot', { contract_id: hourly.contractId, ...shot });
  expect(recorded).toMatchObject({ error_code: 0 });
}

async function milestoneId(place: number): Promise<number> {
  return (await client.get('/api/milestone', { contract_id: fixed.contractId }))['milestones'][place].id;
}

async function release(place: number): Promise<void> {
  const verdict = { milestone_id: await milestoneId(place), is_agree: 'release', is_stop: false, message: '' };
  expect(await client.put('/api/milestone', verdict)).toMatchObject({ error_code: 0 });
}

async function giveBonus({ contractId }: Offered, amount: string): Promise<void> {
  const bonus = { contract_id: contractId, freelancer_id: freelancer.uid, amount, description: '感谢' };
  const made = await client.post('/api/contract/bonus', bonus);
  expect(made).toMatchObject({ error_code: 0 });
  const payment = { contract_id: contractId, trade_no: made['trade_no'], ptype: 'bonus' };
  expect(await client.post('/api/order/pay', payment)).toMatchObject({ error_code: 0 });
}

async function payWeek(): Promise<void> {
  const { weekstone } = await client.get('/api/weekstone/pay', { contract_id: hourly.contractId });
  const verdict = { weekstone_id: weekstone.weekstone_id, is_agree: 'accept', status: 'pause' };
  expect(await client.put('/api/weekstone/pay', verdict)).toMatchObject({ error_code: 0 });
}

const freelancerShown = () => ({ id: freelancer.uid, name: '韩梅梅', avatar: '' });

describe('the report of a freelancer', () => {
  it('holds the work in progress and the work under review, to the fen, by both paths', async () => {
    await record(3);
    await recordByHand();
    const carried = await workOf(freelancer, 'carry');
    expect(carried).toMatchObject({
      error_code: 0,
      milestones: [
        { contract_id: fixed.contractId, contract_name: '小程序开发合同', stone_name: '设计稿', amount: 100.01 },
      ],
      weekstones: [
        {
          contract_id: hourly.contractId,
          start_at: `${monday} 00:00:00`,
          end_at: `${dayAfter(monday, 6)} 23:59:59`,
          hourly: 33.33,
          workload: 1,
          actual_amount: 22.22,
          shot_times: 30,
          manual_times: 10,
          is_out: false,
        },
      ],
      amount_carry: 122.23,
      amount_carry_pay: 0,
      balance: 0,
    });
    expect(carried['milestones'][0].start_at.slice(0, 10)).toBe(monday);
    expect(await workOf(freelancer, 'carry', '/api/stats/freelancers')).toEqual(carried);

    const submission = { milestone_id: await milestoneId(0), message: '完成' };
    expect(await freelancer.put('/api/milestone', submission)).toMatchObject({ error_code: 0 });
    await server.advance('P7D');
    expect(await workOf(freelancer, 'carry_pay')).toMatchObject({
      milestones: [{ stone_name: '设计稿', amount: 100.01 }],
      weekstones: [{ actual_amount: 22.22 }],
      amount_carry: 0,
      amount_carry_pay: 122.23,
    });
    expect(await workOf(freelancer, 'carry')).toMatchObject({
      milestones: [],
      weekstones: [],
      amount_carry_pay: 122.23,
    });

    await payWeek();
    await release(0);
    const after = await workOf(freelancer, 'carry');
    expect(after).toMatchObject({ milestones: [{ stone_name: '小程序', amount: 233.33 }], weekstones: [] });
    expect(after).toMatchObject({ amount_carry: 233.33, amount_carry_pay: 0, balance: 110.01 });
    expect(await marginOf(freelancer)).toBe(110.01);
  });

  it('says when the limit of a week is reached', async () => {
    await record(5);
    expect((await workOf(freelancer, 'carry'))['weekstones']).toMatchObject([{ is_out: false }]);
    await recordByHand();
    expect((await workOf(freelancer, 'carry'))['weekstones']).toMatchObject([{ is_out: true, actual_amount: 33.33 }]);
  });

  it('refuses other statuses and clients', async () => {
    expect(await freelancer.get('/api/stats/freelancers')).toMatchObject({ error_code: 20611 });
    expect(await workOf(freelancer, 'finish')).toMatchObject({ error_code: 20611 });
    expect(await workOf(client, 'carry')).toMatchObject({ error_code: 30002 });
  });
});

describe('the reports of a client', () => {
  it('compare the budget with what has been paid', async () => {
    await release(0);
    await giveBonus(fixed, '12.34');
    const row = { contract_name: '小程序开发合同', contract_id: fixed.contractId, amount: 334, actual_amount: 100.01 };
    const days = { start_at: monday, end_at: monday };
    expect(await ask(client, 'budget', days)).toEqual({
      error_code: 0,
      msg: 'ok',
      contracts: [{ ...row, freelancer: freelancerShown() }],
    });
    const before = { start_at: dayAfter(monday, -30), end_at: dayAfter(monday, -1) };
    expect((await ask(client, 'budget', before))['contracts']).toEqual([]);
    const other = await signUp(server, 3, '王芳');
    expect((await ask(other, 'budget', days))['contracts']).toEqual([]);
  });

  it('list the hours that were paid, of all or of one freelancer', async () => {
    await record(2);
    await recordByHand();
    await server.advance('P7D');
    const days = { start_at: dayAfter(await today(), -30), end_at: await today() };
    expect((await ask(client, 'timesheet', days))['weekstones']).toEqual([]);
    await payWeek();
    const row = {
      contract_name: '小程序开发合同',
      contract_id: hourly.contractId,
      shot_times: 30,
      actual_amount: 16.66,
    };
    const all = await ask(client, 'timesheet', { ...days, freelancer_id: '' });
    expect(all['weekstones']).toMatchObject([{ ...row, freelancer: freelancerShown() }]);
    expect(all['weekstones'][0].audit_at.slice(0, 10)).toBe(await today());
    expect(await ask(client, 'timesheet', { ...days, freelancer_id: freelancer.uid })).toEqual(all);
    const stranger = await signUp(server, 1, '赵六');
    for (const freelancer_id of [stranger.uid, client.uid, '0123456789abcdef']) {
      expect(await ask(client, 'timesheet', { ...days, freelancer_id })).toMatchObject({ error_code: 20842 });
    }
  });

  it('sum a week up to exactly what left the wallet', async () => {
    const paidBefore = (await client.get('/api/margin/basic'))['expend_amount'];
    await record(4);
    await release(0);
    await release(1);
    expect((await ask(client, 'weekly', week()))['bonus']).toBeNull();
    await giveBonus(fixed, '10.05');
    await giveBonus(hourly, '0.09');
    await server.advance('P7D');
    await payWeek();
    const report = await ask(client, 'weekly', week());
    const shown = { contract_name: '小程序开发合同', freelancer: freelancerShown() };
    expect(report).toMatchObject({
      error_code: 0,
      weekstones: [
        {
          ...shown,
          contract_id: hourly.contractId,
          start_at: `${monday} 00:00:00`,
          end_at: `${dayAfter(monday, 6)} 23:59:59`,
          shot_times: 40,
          actual_amount: 22.22,
        },
      ],
      milestones: [
        {
          ...shown,
          contract_id: fixed.contractId,
          stone_name: '小程序',
          actual_amount: 233.33,
          end_at: '2099-04-01 23:59:59',
        },
        { ...shown, contract_id: fixed.contractId, stone_name: '设计稿', actual_amount: 100.01 },
      ],
      bonus: 10.14,
    });
    const paid = (await client.get('/api/margin/basic'))['expend_amount'] - paidBefore;
    expect(Math.round(paid * 100)).toBe(2_222 + 23_333 + 10_001 + 1_014);
    const next = { start_at: dayAfter(monday, 7), end_at: dayAfter(monday, 13) };
    expect(await ask(client, 'weekly', next)).toMatchObject({ weekstones: [], milestones: [], bonus: null });
  });

  it.each([
    ['budget', 20591],
    ['timesheet', 20841],
    ['weekly', 20591],
  ] as const)('refuse the %s without days, with none that exist, reversed or too many: %i', async (report, code) => {
    const end_at = dayAfter(monday, 6);
    const wrong: Fields[] = [
      {},
      { start_at: monday },
      { end_at },
      { start_at: monday, end_at: '' },
      { start_at: '2026-02-30', end_at },
      { start_at: monday, end_at: 'tomorrow' },
      { start_at: monday, end_at: dayAfter(monday, -1) },
      { start_at: monday, end_at: dayAfter(monday, 366) },
    ];
    for (const fields of wrong) expect(await ask(client, report, fields)).toMatchObject({ error_code: code });
    const longest = { start_at: monday, end_at: dayAfter(monday, 365) };
    expect(await ask(client, report, longest)).toMatchObject({ error_code: 0 });
    expect(await ask(freelancer, report, week())).toMatchObject({ error_code: 30001 });
  });

  it('begin a week on a Monday', async () => {
    for (const days of [-1, 1]) {
      const start_at = dayAfter(monday, days);
      expect(await ask(client, 'weekly', { start_at, end_at: dayAfter(start_at, 6) })).toMatchObject({
        error_code: 20601,
      });
    }
  });
});

describe('the figures', () => {
  it('show a freelancer what came of the season', async () => {
    await release(0);
    await giveBonus(fixed, '10.05');
    const other = await signUp(server, 3, '王芳');
    const job_id = await postJob(other, `首页 ${jobs}`);
    const invited = await other.post('/api/proposal', { job_id, user_id: freelancer.uid, message: '诚邀' });
    expect(invited).toMatchObject({ error_code: 0 });
    const { data } = await freelancer.get('/api/stats/statis');
    expect(data).toMatchObject({
      year_amount: 99.06,
      aver_score: 0,
      recommend: 0,
      coop_rate: 0,
      coop_rate_two: 1,
      season_invite: 1,
      season_reply: 0,
      season_day_reply: 0,
      season_proposal: 0,
      season_interview: 0,
      season_hire: 2,
    });
    expect(data.update_at.slice(0, 10)).toBe(monday);
    const periods = data.views.map((one: { period: string }) => one.period);
    expect(periods).toEqual([-6, -5, -4, -3, -2, -1, 0].map((days) => dayAfter(monday, days).replaceAll('-', '')));

    const finish = { contract_id: fixed.contractId, status: 'finish', is_pay: true };
    expect(await client.put('/api/contract', finish)).toMatchObject({ error_code: 0 });
    expect((await freelancer.get('/api/stats/statis'))['data']).toMatchObject({ coop_rate: 1, year_amount: 309.06 });
  });

  it('show a client the jobs, the contracts and the freelancers', async () => {
    const { data } = await client.get('/api/stats/statis');
    expect(data).toMatchObject({ jobs: 2, contracts: 2, freelancers: 1 });
    const other = await signUp(server, 3, '王芳');
    expect((await other.get('/api/stats/statis'))['data']).toMatchObject({ jobs: 0, contracts: 0, freelancers: 0 });
  });
});

it('asks for a session before anything else', async () => {
  for (const path of ['freelancers', 'freelancer', 'budget', 'timesheet', 'weekly', 'statis']) {
    const answer = await fetch(`${server.url}/api/stats/${path}`);
    expect(await answer.json()).toMatchObject({ error_code: 80001 });
  }
});
