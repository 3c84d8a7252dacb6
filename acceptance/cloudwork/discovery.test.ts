import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { call, type Fields, type Person, signUp, topUp, until } from './client.ts';
import { offerFixed, payOrder, postJob } from './deal.ts';

let server: RunningServer;
let client: Person;
let other: Person;
let mei: Person;
let qiang: Person;
let jing: Person;

beforeAll(async () => {
  server = await startServer('cloudwork');
  [client, other] = [await signUp(server, 3, '李雷'), await signUp(server, 3, '赵敏')];
  mei = await complete('韩梅梅', { category: '4,5', title: '小程序工程师', skills: 'Node.js,微信小程序' }, 80);
  qiang = await complete('王强', { category: '4', title: '前端工程师', skills: 'Vue' }, 150);
  jing = await complete('陈静', { category: '13', title: '界面设计师', skills: '平面设计' }, 200.5);
  await signUp(server, 1, '未完成者');
  await until(async () => (await search())['count'] === 3);
}, 120_000);
afterAll(() => server.stop());

const search = (fields: Fields = {}) => call(server.url, 'GET', '/api/freelancers/search', fields);
const namesOf = (rows: readonly { name: string }[]) => rows.map((row) => row.name);

/** A freelancer goes through all steps of registration. */
async function complete(name: string, given: { category: string; title: string; skills: string }, hourly: number) {
  const person = await signUp(server, 1, name);
  const { category, ...about } = given;
  const steps = [
    await person.post('/api/user/category', { category }),
    await person.post('/api/user/profile', {
      ...about,
      intro: `${name}，从业十年。`,
      email: `${person.phone}@example.com`,
      english: 2,
      workload: 1,
    }),
    await person.post('/api/user/resume', { level: 'middle' }),
    await person.post('/api/user/other/create', { amount: hourly, location: await cityId(), address: '某街 1 号' }),
  ];
  for (const step of steps) expect(step).toMatchObject({ error_code: 0 });
  return person;
}

async function cityId(): Promise<number> {
  const below = async (id: number) =>
    (await call(server.url, 'GET', '/api/address', { address_id: id }))['addresses'][0].address_id as number;
  return below(await below(1));
}

describe('the search for freelancers', () => {
  it('is open to everyone and finds by words, categories and rates', async () => {
    const found = await search({ keyword: '微信小程序' });
    expect(found).toMatchObject({ error_code: 0, count: 1, pagenum: 1 });
    expect(found['users'][0]).toMatchObject({
      id: mei.uid,
      name: '韩梅梅',
      title: '小程序工程师',
      skills: ['Node.js', '微信小程序'],
      hourly: 80,
      overview: '韩梅梅，从业十年。',
      favorite: false,
      coop_rate: 0,
      hours: 0,
    });
    expect(found['users'][0].location).toMatch(/^\S+, \S+$/);
    expect(namesOf((await search({ categorys: '1' }))['users']).sort()).toEqual(['王强', '韩梅梅']);
    expect(namesOf((await search({ categorys: '4,13', hourly_range: 3 }))['users'])).toEqual(['王强']);
    expect(namesOf((await search({ hourly_range: 4 }))['users'])).toEqual(['陈静']);
    expect((await search({ hourly_range: 5 }))['count']).toBe(3);
    expect((await search({ keyword: '未完成者' }))['count']).toBe(0);
    expect((await search({ coop_rate: 80 }))['count']).toBe(0);
    const second = await search({ pagesize: 2, pagenum: 2 });
    expect([second['count'], second['users'].length]).toEqual([3, 1]);
    expect(await search({ pagesize: 101 })).toMatchObject({ error_code: 20681 });
    expect(await search({ categorys: 'x' })).toMatchObject({ error_code: 20682 });
  });
});

describe('favourites', () => {
  it('of a client are freelancers', async () => {
    expect(await client.post('/api/favorite', { target_id: mei.uid, memo: '可靠' })).toMatchObject({ error_code: 0 });
    expect(await client.post('/api/favorite', { target_id: mei.uid })).toMatchObject({ error_code: 20285 });
    expect(await client.post('/api/favorite')).toMatchObject({ error_code: 20283 });
    expect(await client.post('/api/favorite', { target_id: 'f'.repeat(16) })).toMatchObject({ error_code: 20286 });
    expect(await client.post('/api/favorite', { target_id: mei.uid, memo: '长'.repeat(101) })).toMatchObject({
      error_code: 20287,
    });
    const list = await client.get('/api/favorite', { pagesize: 10, pagenum: 1 });
    expect(list).toMatchObject({ count: 1, pagenum: 1, favorites: [{ memo: '可靠', favorite: { uuid: mei.uid } }] });
    expect(list['favorites'][0]).not.toHaveProperty('job');
    expect(list['favorites'][0].favorite.location).toHaveProperty('location_id');
    const { users } = await client.get('/api/freelancers/search', { keyword: '韩梅梅' });
    expect(users[0].favorite).toBe(true);
    expect(await other.get('/api/favorite')).toMatchObject({ count: 0, favorites: [] });
    expect(await client.del('/api/favorite')).toMatchObject({ error_code: 20288 });
    expect(await client.del('/api/favorite', { target_id: mei.uid })).toMatchObject({ error_code: 0 });
    expect(await client.del('/api/favorite', { target_id: mei.uid })).toMatchObject({ error_code: 202810 });
  });

  it('of a freelancer are jobs', async () => {
    const jobId = await postJob(client, '收藏用的项目');
    expect(await mei.post('/api/favorite', { target_id: jobId })).toMatchObject({ error_code: 0 });
    await client.put('/api/jobs/status', { job_id: jobId, status: 'close' });
    const list = await mei.get('/api/favorite');
    expect(list['favorites']).toMatchObject([
      { job: { id: jobId, name: '收藏用的项目', status: 'close', budget: 3000 } },
    ]);
    expect(await mei.get('/api/favorite', { pagenum: 0 })).toMatchObject({ error_code: 20281 });
    expect(await mei.get('/api/favorite', { pagesize: 101 })).toMatchObject({ error_code: 20282 });
  });
});

describe('subscriptions', () => {
  it('are five at most, with their filters, for freelancers only', async () => {
    const filters = { keyword: '小程序', duration: '1,2', workload: '', paymethod: 'fixed', level: 'entry,middle' };
    const made = await mei.post('/api/subscribe', { name: '小程序', ...filters });
    expect(made).toMatchObject({ error_code: 0 });
    const [first] = (await mei.get('/api/subscribe'))['subscribes'];
    expect(first).toMatchObject({ id: made['subscribe_id'], name: '小程序' });
    expect(JSON.parse(first.keyword)).toEqual(filters);
    for (let at = 0; at < 4; at += 1) await mei.post('/api/subscribe', { name: `第 ${at} 个` });
    expect(await mei.post('/api/subscribe', { name: '第六个' })).toMatchObject({ error_code: 20307 });
    for (const [field, value, code] of [
      ['name', '长'.repeat(21), 20302],
      ['workload', '4', 20303],
      ['duration', '6', 20304],
      ['level', 'high', 20305],
      ['paymethod', 'cash', 20306],
      ['keyword', '长'.repeat(30), 20308],
    ] as const) {
      expect(await mei.post('/api/subscribe', { name: '好', [field]: value })).toMatchObject({ error_code: code });
    }
    expect(await client.get('/api/subscribe')).toMatchObject({ error_code: 20291 });
    expect(await client.post('/api/subscribe', { name: '好' })).toMatchObject({ error_code: 20301 });
    expect(await client.del('/api/subscribe', { subscribe_id: 1 })).toMatchObject({ error_code: 20311 });
    expect(await qiang.del('/api/subscribe', { subscribe_id: first.id })).toMatchObject({ error_code: 20312 });
    expect(await mei.del('/api/subscribe', { subscribe_id: first.id })).toMatchObject({ error_code: 0 });
    expect((await mei.get('/api/subscribe'))['subscribes']).toHaveLength(4);
    await server.advance('P2D');
  });
});

describe('recommendations', () => {
  it.each(['/api/jobs/freelancers/recommand', '/api/jobs/freelancers/recommend'])('for a job at %s', async (path) => {
    const jobId = await postJob(client, `推荐人选 ${path}`);
    const { users } = await client.get(path, { job_id: jobId });
    expect(namesOf(users).toSorted()).toEqual(['王强', '陈静', '韩梅梅']);
    expect(users[0]).toMatchObject({ id: mei.uid, invite: false });
    expect(users[0].reason).toMatch(/^擅长 Node.js、微信小程序；从事网站开发/);
    await client.post('/api/proposal', { job_id: jobId, user_id: mei.uid, message: '请看看' });
    expect((await client.get(path, { job_id: jobId }))['users'][0]).toMatchObject({ id: mei.uid, invite: true });
    expect(await other.get(path, { job_id: jobId })).toMatchObject({ error_code: 20581 });
    expect(await client.get(path)).toMatchObject({ error_code: 20581 });
    expect(await mei.get(path, { job_id: jobId })).toMatchObject({ error_code: 30001 });
  });

  it.each(['/api/freelancers/recommend', '/api/freelancers/recommand'])('of freelancers at %s', async (path) => {
    const { freelancers } = await mei.get(path);
    expect(namesOf(freelancers)).toEqual(['王强', '陈静']);
    expect(freelancers[0]).toMatchObject({ id: qiang.uid, title: '前端工程师' });
    expect((await client.get(path))['freelancers']).toHaveLength(3);
  });

  it('beside a profile', async () => {
    const { freelancers } = await client.get('/api/freelancers/discover', { user_id: mei.uid });
    expect(namesOf(freelancers)).toEqual(['王强', '陈静']);
    expect((await client.get('/api/freelancers/discover'))['freelancers']).toHaveLength(3);
    expect(await client.get('/api/freelancers/discover', { user_id: 'f'.repeat(16) })).toMatchObject({
      error_code: 20002,
    });
  });

  it('leave out who refused', async () => {
    const jobId = await postJob(client, '会被拒绝的邀请');
    await client.post('/api/proposal', { job_id: jobId, user_id: mei.uid, message: '请看看' });
    const { proposals } = await mei.get('/api/proposal', { operate: 'invite', job_id: jobId });
    const { questions } = await mei.get('/api/question', { qtype: 'proposal_refuse_f' });
    const refusal = { operate: 'refuse', question_id: questions[0].question_id };
    const refused = await mei.put('/api/proposal', { proposal_id: proposals[0].proposal_id, ...refusal });
    expect(refused).toMatchObject({ error_code: 0 });
    const { users } = await client.get('/api/jobs/freelancers/recommand', { job_id: jobId });
    expect(namesOf(users)).not.toContain('韩梅梅');
  });
});

describe('lists about contracts', () => {
  it('follow a deal from the job to the review', async () => {
    const jobId = await postJob(other, '有合同的项目');
    const draft = await other.post('/api/jobs', {
      name: '一份草稿',
      description: '还没想好',
      category_id: 4,
      hires: 1,
      paymethod: 'fixed',
      level: 'middle',
      budget: 100,
      status: 'draft',
    });
    const bid = { job_id: jobId, amount: 2800, duration: 3, message: '可以' };
    for (const person of [qiang, jing])
      expect(await person.post('/api/proposal', bid)).toMatchObject({ error_code: 0 });
    const before = await other.get('/api/jobs/proposal');
    expect(before).toMatchObject({ count: 1, pagenum: 1, draft: [{ id: draft['job_id'], status: 'draft' }] });
    expect(before['jobs']).toMatchObject([
      { id: jobId, category: '网站开发', paymethod: 'fixed', status: 'normal', apply_num: 2, contract_num: 0 },
    ]);

    const offered = await offerFixed(other, qiang, jobId);
    await topUp(other, 3000);
    await payOrder(other, offered, 'milestone');
    expect(await other.get('/api/contract/freelancers', { utype: 'hire' })).toMatchObject({ count: 0 });
    const accepted = await qiang.put('/api/contract', { contract_id: offered.contractId, status: 'accept' });
    expect(accepted).toMatchObject({ error_code: 0 });
    expect((await other.get('/api/jobs/proposal'))['jobs'][0]).toMatchObject({ contract_num: 1, apply_num: 1 });
    const hired = await other.get('/api/contract/freelancers', { utype: 'hire' });
    expect(hired).toMatchObject({
      count: 1,
      freelancers: [
        {
          user_id: qiang.uid,
          name: '王强',
          hiring: true,
          contracts: [{ id: offered.contractId, name: '小程序开发合同' }],
        },
      ],
    });
    expect(hired['freelancers'][0].last_hire_time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect((await other.get('/api/client/freelancers'))['users']).toEqual([{ id: qiang.uid, name: '王强' }]);
    expect((await client.get('/api/client/freelancers'))['users']).toEqual([]);
    for (const person of [other, qiang]) {
      expect(await person.get('/api/contract/basic')).toMatchObject({
        count: 1,
        contracts: [{ id: offered.contractId, amount: 3000, status: 'carry', paymethod: 'fixed', hourly: 0 }],
      });
    }
    const work = await jing.get('/api/freelancers/contract', { user_id: qiang.uid, pagesize: 5 });
    expect(work).toMatchObject({
      count: 1,
      pagenum: 1,
      contracts: [{ name: '有合同的项目', paymethod: 'fixed', end_at: '', status: 'carry', evaluate: {} }],
    });

    const { contracts } = await other.get('/api/contract', { contract_id: offered.contractId });
    const release = { milestone_id: contracts[0].stones[0].id, is_agree: 'release', is_stop: true };
    expect(await other.put('/api/milestone', release)).toMatchObject({ error_code: 0 });
    const { questions } = await other.get('/api/question', { qtype: 'contract_finish_c' });
    const marks = { exchange: 5, cooper: 5, quality: 4, skill: 4, punctual: 5, score: 9, content: '合作愉快' };
    const review = { contract_id: offered.contractId, question_id: questions[0].question_id, ...marks };
    expect(await other.post('/api/contract/evaluate', review)).toMatchObject({ error_code: 0 });
    const [done] = (await jing.get('/api/freelancers/contract', { user_id: qiang.uid }))['contracts'];
    expect(done).toMatchObject({
      total_amount: 3000,
      status: 'finish',
      evaluate: { exchange: 5, punctual: 5, aver_score: 4.6, content: '合作愉快' },
    });
    const found = async () => (await search({ keyword: '王强' }))['users'][0].coop_rate as number;
    await until(async () => (await found()) === 100);
    expect((await search({ coop_rate: 80 }))['count']).toBe(1);
    // With a review better than the usual he now leads the list.
    await until(async () => (await search())['users'][0].name === '王强');
  });

  it('refuse what the numbers say', async () => {
    expect(await mei.get('/api/freelancers/contract')).toMatchObject({ error_code: 20701 });
    expect(await mei.get('/api/freelancers/contract', { user_id: mei.uid, pagesize: 101 })).toMatchObject({
      error_code: 20702,
    });
    expect(await mei.get('/api/freelancers/contract', { user_id: client.uid })).toMatchObject({ error_code: 20703 });
    expect(await mei.get('/api/contract/basic', { pagenum: 0 })).toMatchObject({ error_code: 20831 });
    expect(await mei.get('/api/contract/basic', { pagesize: 101 })).toMatchObject({ error_code: 20832 });
    expect(await client.get('/api/contract/freelancers', { utype: 'fire' })).toMatchObject({ error_code: 20622 });
    for (const path of ['/api/contract/freelancers', '/api/client/freelancers', '/api/jobs/proposal']) {
      expect(await mei.get(path)).toMatchObject({ error_code: 30001 });
      expect(await call(server.url, 'GET', path)).toMatchObject({ error_code: 80001 });
    }
  });
});

describe('the search for jobs', () => {
  const jobs = async (fields: Fields, headers: Record<string, string> = {}) =>
    (await call(server.url, 'GET', '/api/jobs/search', { keyword: '仓库盘点', ...fields }, { headers }))['jobs'];

  it('shows the newest first, or by sort=best what suits best; other orders are the newest', async () => {
    const inTitle = await postJob(client, '仓库盘点软件', { budget: 8000 });
    const inText = await postJob(client, '后台系统', { description: '用于仓库盘点' });
    const ids = async (fields: Fields) => (await jobs(fields)).map(({ id }: { id: string }) => id);
    expect(await ids({})).toEqual([inText, inTitle]);
    expect(await ids({ sort: 'best' })).toEqual([inTitle, inText]);
    expect(await ids({ sort: 'best', pagesize: 1, pagenum: 2 })).toEqual([inText]);
    expect(await ids({ sort: 'best', pagesize: 1, pagenum: 3 })).toEqual([]);
    expect(await ids({ sort: '{"publish_at":-1}' })).toEqual([inText, inTitle]);
  });

  it('tells the mini-program who seeks and how many have bid', async () => {
    const uid = await postJob(other, '仓库盘点小程序');
    expect(await mei.post('/api/proposal', { job_id: uid, amount: 100, duration: 3, message: '我来' })).toMatchObject({
      error_code: 0,
    });
    const [mini] = await jobs({}, { 'cw-agent': 'x/1.0.0' });
    expect(mini).toMatchObject({ id: uid, applicants: 1, team: { name: '赵敏', avatar: expect.any(String) } });
    expect(mini.publish_at).toBe(mini.create_at);
    const [plain] = await jobs({});
    expect(plain).not.toHaveProperty('team');
  });
});
