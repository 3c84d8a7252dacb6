import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openKit, type Kit, type TestPerson } from '../../../../test/kit.ts';
import { openWire, type TestWire } from '../../../../test/wire.ts';
import { createCatalog, loadReferenceData } from '../../../domain/catalog/index.ts';
import { system } from '../../../platform/work.ts';
import type { CloudworkMeans } from '../means.ts';
import { jobSearchRoutes } from './job-search.ts';
import { jobRoutes } from './jobs.ts';

interface Answer extends Record<string, unknown> {
  readonly error_code: number;
  readonly job_id: string;
  readonly job: Record<string, unknown>;
  readonly jobs: Record<string, unknown>[];
  readonly other: unknown[];
  readonly count: number;
  readonly pagenum: number;
}

let kit: Kit;
let wire: TestWire;
let client: TestPerson;
let other: TestPerson;
let freelancer: TestPerson;
const tokens = new Map<TestPerson, string>();
let names = 0;

beforeAll(async () => {
  kit = await openKit();
  await kit.work.write('cloudwork', system, (ctx) => loadReferenceData(ctx, 'database/reference'));
  const means = { catalog: createCatalog(kit.database.reader), baseUrl: 'https://work.example.com' } as CloudworkMeans; // The rest is not used by these routes.
  wire = await openWire(kit, [...jobRoutes(means), ...jobSearchRoutes(means)]);
  client = await kit.addClient('陈氏');
  other = await kit.addClient('李氏');
  freelancer = await kit.addFreelancer('方');
  for (const person of [client, other, freelancer]) tokens.set(person, await wire.signIn(person));
});
afterAll(async () => {
  await wire.app.close();
  await kit.close();
});

type Fields = Readonly<Record<string, unknown>>;

async function call(
  who: TestPerson | undefined,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  fields: Fields = {},
  asJson = false,
): Promise<Answer> {
  const sent = { ...fields, ...(who && { session_token: tokens.get(who) }) };
  const form = new URLSearchParams(
    Object.entries(sent).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  const answer = await wire.app.inject(
    method === 'GET' || method === 'DELETE'
      ? { method, url: `${path}?${form}` }
      : {
          method,
          url: path,
          payload: asJson ? JSON.stringify(sent) : form,
          headers: { 'content-type': asJson ? 'application/json' : 'application/x-www-form-urlencoded' },
        },
  );
  expect(answer.statusCode).toBe(200);
  return answer.json<Answer>();
}

const fieldsOf = (changes: Fields = {}): Fields => {
  names += 1;
  return {
    name: `跨境独立站开发 ${names}`,
    description: '<p>需要<b>Shopify</b>独立站</p><script>alert(1)</script>',
    category_id: 4,
    hires: 2,
    paymethod: 'fixed',
    level: 'middle',
    budget: '5000.50',
    platforms: 'android,iphone',
    api: 'pay,social',
    ...changes,
  };
};
const add = (changes: Fields = {}, who: TestPerson | undefined = client) =>
  call(who, 'POST', '/api/jobs', fieldsOf(changes));
const one = (jobId: string, who?: TestPerson) => call(who, 'GET', '/api/jobs', { job_id: jobId });
const setStatus = (jobId: string, status: string, who = client) =>
  call(who, 'PUT', '/api/jobs/status', { job_id: jobId, status });

describe('jobs_add', () => {
  test('answers the id of a job that everybody can read, with the keys of document and deployed pages', async () => {
    const { job_id: jobId } = await add();
    const answer = await one(jobId);
    expect(answer.jobs).toEqual([answer.job]);
    expect(answer.job).toEqual({
      id: jobId,
      name: `跨境独立站开发 ${names}`,
      description: '<p>需要<b>Shopify</b>独立站</p>',
      duration: 0,
      skills: [],
      workload: 0,
      paymethod: 'fixed',
      stage: '',
      budget: 5000.5,
      level: 'middle',
      hires: 2,
      platforms: ['android', 'iphone'],
      frameworks: [],
      languages: [],
      api: ['pay', 'social'],
      create_at: '2026-11-20 10:00:00',
      status: 'normal',
      moves: [],
      category: { id: 4, name: '网站开发', parent_id: 1, parent_name: '软件开发' },
      attachment: {},
      team: { id: client.uid, name: '陈氏', logo: '' },
      last_view_time: '',
      favorite: false,
      proposal: { status: '', proposal: 0, interview: 0, proposal_id: 0, contract_id: '' },
      proposal_user: [],
    });
  });

  test.each<[string, Fields, number]>([
    ['no name', { name: '' }, 80002],
    ['a name of 101 characters', { name: 'x'.repeat(101) }, 20011],
    ['a description of 3001 characters', { description: 'x'.repeat(3_001) }, 20011],
    ['no description', { description: '' }, 80002],
    ['nobody sought', { hires: 0 }, 20012],
    ['a category that is no number', { category_id: 'x' }, 20012],
    ['a category that is not there', { category_id: 9_999 }, 200112],
    ['a category with others below it', { category_id: 1 }, 200112],
    ['an unknown way to pay', { paymethod: 'coins' }, 20013],
    ['no way to pay', { paymethod: '' }, 80002],
    ['an unknown stage', { stage: 'x' }, 20014],
    ['an unknown level', { level: 'x' }, 20016],
    ['an unknown api', { api: 'pay,x' }, 20017],
    ['an unknown platform', { platforms: 'x' }, 20018],
    ['an unknown skill', { skills: '炼丹' }, 200110],
    ['a budget of nothing', { budget: 0 }, 200111],
    ['a budget of three decimals', { budget: '1.234' }, 200111],
    ['an attachment that is not there', { attachment_id: 999_999 }, 200113],
    ['an unknown workload', { workload: 4 }, 200117],
    ['an unknown duration', { duration: 6 }, 200117],
    ['hourly work without a workload', { paymethod: 'hour' }, 200117],
    ['hourly work without a duration', { paymethod: 'hour', workload: 1 }, 0],
    ['fixed work without a budget', { budget: '' }, 0],
    ['an unknown status', { status: 'close' }, 200115],
  ])('answers %s', async (_name, changes, code) => {
    expect((await add(changes)).error_code).toBe(code);
  });

  test('refuses a second job of the same name, freelancers, and those who are not signed in', async () => {
    const { job_id: jobId } = await add();
    const { name } = (await one(jobId)).job;
    expect((await add({ name })).error_code).toBe(200114);
    expect((await add({}, freelancer)).error_code).toBe(30001);
    expect((await call(undefined, 'POST', '/api/jobs', fieldsOf())).error_code).toBe(80001);
  });

  test('shows a range of pay on hourly jobs only', async () => {
    const { job_id: jobId } = await add({ paymethod: 'hour', workload: 2, level: 'expert', budget: '' });
    expect((await one(jobId)).job).toMatchObject({ paymethod: 'hour', hourly_range: '300', budget: 0, workload: 2 });
  });
});

describe('jobs_update', () => {
  test('takes the whole job object as deployed pages send it', async () => {
    const { job_id: jobId } = await add();
    const { job } = await one(jobId, client);
    const changed = { ...job, job_id: jobId, category_id: 5, name: `${String(job['name'])}改`, budget: 6_000 };
    expect((await call(client, 'PUT', '/api/jobs', changed, true)).job_id).toBe(jobId);
    expect((await one(jobId)).job).toMatchObject({
      name: changed.name,
      budget: 6_000,
      category: { id: 5 },
      platforms: ['android', 'iphone'],
      status: 'normal',
    });
  });

  test('answers 1 for a job of somebody else and for none', async () => {
    const { job_id: jobId } = await add();
    const codes = [
      await call(other, 'PUT', '/api/jobs', fieldsOf({ job_id: jobId })),
      await call(client, 'PUT', '/api/jobs', fieldsOf({ job_id: '0123456789abcdef' })),
    ].map((answer) => answer.error_code);
    expect(codes).toEqual([1, 1]);
  });

  test('keeps how it is paid, and refuses a closed job', async () => {
    const { job_id: jobId } = await add();
    const update = (changes: Fields) => call(client, 'PUT', '/api/jobs', fieldsOf({ job_id: jobId, ...changes }));
    expect((await update({ paymethod: 'hour', workload: 1 })).error_code).toBe(20013);
    await setStatus(jobId, 'close');
    expect((await update({})).error_code).toBe(200118);
  });
});

describe('jobs_close and job_delete', () => {
  test('moves a job where it may go, and answers the number of where it may not', async () => {
    const { job_id: jobId } = await add();
    const codes: number[] = [];
    for (const status of ['', 'x', 'normal', 'private', 'private', 'normal', 'close', 'close', 'private', 'delete']) {
      codes.push((await setStatus(jobId, status)).error_code);
    }
    expect(codes).toEqual([20451, 20452, 20454, 0, 20455, 0, 0, 20456, 20455, 0]);
    expect((await setStatus(jobId, 'normal')).error_code).toBe(20453);
  });

  test('somebody else’s job is not there', async () => {
    const { job_id: jobId } = await add();
    expect((await setStatus(jobId, 'close', other)).error_code).toBe(20453);
    expect((await setStatus(jobId, 'close', freelancer)).error_code).toBe(30001);
    expect((await call(client, 'PUT', '/api/jobs/status', { status: 'close' })).error_code).toBe(20451);
  });

  test('deletes drafts only', async () => {
    const { job_id: draft } = await add({ status: 'draft' });
    const { job_id: open } = await add();
    const remove = (jobId: string, who = client) => call(who, 'DELETE', '/api/jobs', { job_id: jobId });
    expect((await one(draft)).error_code).toBe(20081);
    expect((await one(draft, client)).job).toMatchObject({ status: 'draft' });
    expect((await remove(draft, other)).error_code).toBe(20851);
    expect((await remove(draft)).error_code).toBe(0);
    expect((await remove(draft)).error_code).toBe(20851);
    expect((await remove(open)).error_code).toBe(20852);
  });
});

describe('jobs_one', () => {
  test('notes when the client last looked, and names the client’s other jobs', async () => {
    const carol = await kit.addClient('卡罗尔');
    tokens.set(carol, await wire.signIn(carol));
    const { job_id: first } = await add({ name: '另一个 项目' }, carol);
    const { job_id: second } = await add({}, carol);
    await one(second, carol);
    const seen = await one(second, freelancer);
    expect(seen.job).toMatchObject({ last_view_time: '2026-11-20 10:00:00' });
    expect(seen.other).toEqual([{ name: '另一个 项目', paymethod: 'fixed', id: first }]);
  });

  test('a job that is not there answers 20081', async () => {
    expect((await one('0123456789abcdef')).error_code).toBe(20081);
  });
});

describe('lists', () => {
  test('jobs_search takes the empty fields of the first page, by POST and GET', async () => {
    const empty = {
      workload: '',
      duration: '',
      level: '',
      paymethod: '',
      categorys: '',
      keyword: '',
      budget_range: '',
    };
    const { job_id: jobId } = await add();
    for (const method of ['POST', 'GET'] as const) {
      const answer = await call(undefined, method, '/api/jobs/search', { ...empty, pagesize: 1, pagenum: 1 });
      expect(answer.jobs).toEqual([
        {
          id: jobId,
          name: `跨境独立站开发 ${names}`,
          description: '需要 Shopify 独立站',
          duration: 0,
          skills: [],
          workload: 0,
          paymethod: 'fixed',
          budget: 5000.5,
          level: 'middle',
          hires: 2,
          create_at: '2026-11-20 10:00:00',
          category: '网站开发',
          eveluate_num: 0,
          aver_score: 0,
          favorite: false,
        },
      ]);
      expect(answer.count).toBeGreaterThan(1);
    }
  });

  test('jobs_search narrows by every filter, a top category covering those below it', async () => {
    const { job_id: jobId } = await add({
      name: '量子计算仿真',
      description: '用Node.js写',
      category_id: 5,
      level: 'expert',
      duration: 3,
      workload: 2,
      budget: 777,
    });
    const fits: Fields = {
      keyword: 'node 量子计算',
      categorys: '1,99',
      level: 'entry,expert',
      duration: '2,3',
      workload: 2,
      paymethod: 'fixed,hour',
      budget_range: '777,777',
    };
    const search = (changes: Fields) => call(undefined, 'POST', '/api/jobs/search', { ...fits, ...changes });
    expect((await search({})).jobs.map((job) => job['id'])).toEqual([jobId]);
    const misses: Fields[] = [
      { keyword: 'node 小程序' },
      { categorys: '2' },
      { level: 'entry' },
      { duration: '1' },
      { workload: '1,3' },
      { paymethod: 'hour' },
      { budget_range: '778,' },
      { budget_range: ',776.99' },
    ];
    for (const miss of misses) expect(await search(miss)).toMatchObject({ error_code: 0, jobs: [], count: 0 });
  });

  test.each<[Fields, number]>([
    [{ pagenum: 0 }, 20071],
    [{ workload: '1,4' }, 20072],
    [{ duration: 'x' }, 20073],
    [{ level: 'x' }, 20074],
    [{ paymethod: 'x' }, 20075],
    [{ pagesize: 101 }, 20076],
    [{ categorys: 'x' }, 20077],
    [{ keyword: 'x'.repeat(101) }, 20079],
    [{ budget_range: '9,1' }, 200710],
    [{ budget_range: '1,2,3' }, 200710],
    [{ budget_range: 'x,' }, 200710],
  ])('jobs_search answers %j with %i', async (fields, code) => {
    expect((await call(undefined, 'POST', '/api/jobs/search', fields)).error_code).toBe(code);
  });

  test('jobs_get is for the signed in; a client finds their own private jobs in it', async () => {
    const { job_id: jobId } = await add();
    await setStatus(jobId, 'private');
    expect((await call(undefined, 'GET', '/api/jobs')).error_code).toBe(80001);
    const ids = async (who: TestPerson) =>
      (await call(who, 'GET', '/api/jobs', { pagesize: 100 })).jobs.map((job) => job['id']);
    expect(await ids(client)).toContain(jobId);
    expect(await ids(other)).not.toContain(jobId);
    expect(await ids(freelancer)).not.toContain(jobId);
    expect((await call(freelancer, 'GET', '/api/jobs', { pagesize: 101 })).error_code).toBe(20112);
  });

  test('my_jobs_list filters by state and pages; t=basic names them all', async () => {
    const dora = await kit.addClient('朵拉');
    tokens.set(dora, await wire.signIn(dora));
    const ids = [];
    for (const status of ['draft', 'normal', 'normal']) ids.push((await add({ status }, dora)).job_id);
    await setStatus(ids[2] ?? '', 'private', dora);
    const list = (fields: Fields) => call(dora, 'GET', '/api/jobs/my', fields);
    const open = await list({ status: 'normal', pagesize: 1 });
    expect(open).toMatchObject({ count: 2, pagenum: 1, jobs: [{ id: ids[2], status: 'private', contract_num: 0 }] });
    expect((await list({ status: 'all' })).jobs.map((job) => job['id'])).toEqual(ids.toReversed());
    expect((await list({ t: 'basic' })).jobs.map((job) => Object.keys(job))).toEqual(ids.map(() => ['id', 'name']));
    expect((await list({ status: 'x' })).error_code).toBe(20111);
    expect((await call(freelancer, 'GET', '/api/jobs/my')).error_code).toBe(30001);
  });
});
