/** Operators rename, hide and add what people choose from; clients see it at once, and no release takes it back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, type Person, signUp } from '../cloudwork/client.ts';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Console, type Data, openConsole, openConsoleAs } from './client.ts';

let server: RunningServer;
let admin: Console;
let reviewer: Console;
let client: Person;

beforeAll(async () => {
  server = await startServer('cloudwork');
  admin = await openConsole(server);
  reviewer = await openConsoleAs(server, admin, 'reviewer');
  client = await signUp(server, 3, '李雷');
});
afterAll(() => server.stop());

const why = { reason: '用户建议' };
const catalogue = async (): Promise<Data> => (await reviewer.get('/catalogue')).data;
const skills = async (name: string): Promise<string[]> =>
  (await call(server.url, 'GET', '/api/skills', { name }))['skills'].map((one: Data) => one['name']);
const categories = async (): Promise<string[]> =>
  (await call(server.url, 'GET', '/api/category', { t: 'all' }))['categorys'].map((one: Data) => one['name']);
const reasons = async (qtype: string): Promise<string[]> =>
  (await client.get('/api/question', { qtype }))['questions'].map((one: Data) => one['name']);
const named = (rows: Data[], name: string) => rows.find((one) => one['name'] === name);
const post = (skill: string, category: number, name: string) =>
  client.post('/api/jobs', {
    name,
    description: '首页改版',
    category_id: category,
    hires: 1,
    paymethod: 'fixed',
    level: 'entry',
    budget: 500,
    skills: skill,
  });

describe('a skill', () => {
  it('is renamed: forms offer the new name, the old one is still understood', async () => {
    const { id } = named((await catalogue())['skills'], 'HTML5') as { id: number };
    const path = `/catalogue/skills/${id}/name`;
    expect((await reviewer.put(path, { ...why, name: 'HTML' })).status).toBe(403);
    expect((await admin.put(path, { ...why, name: ' ' })).status).toBe(400);
    expect((await admin.put(path, { name: 'HTML', reason: '' })).status).toBe(400);
    expect((await admin.put(path, { ...why, name: '长'.repeat(101) })).status).toBe(400);
    expect((await admin.put('/catalogue/regions/1/name', { ...why, name: 'X' })).status).toBe(400);
    expect((await admin.put('/catalogue/skills/999999/name', { ...why, name: 'X' })).status).toBe(404);
    expect((await admin.put(path, { ...why, name: 'javascript' })).status).toBe(409);
    expect((await admin.put(path, { ...why, name: 'HTML' })).status).toBe(200);
    expect((await admin.put(path, { ...why, name: 'HTML' })).status).toBe(409);
    expect([await skills('html5'), await skills('html')]).toEqual([[], ['HTML']]);
    const job = await post('html5', 4, '改版一');
    expect((await client.get('/api/jobs', { job_id: job['job_id'] }))['job'].skills).toEqual(['HTML']);
    expect(named((await catalogue())['skills'], 'HTML')).toMatchObject({ former: ['HTML5'], hidden: false });
    const { items } = (await admin.get(`/audit?subject=skills:${id}`)).data;
    expect(items).toMatchObject([
      { operator: '管理员', action: 'catalogue.rename', reason: '用户建议', facts: { before: 'HTML5', after: 'HTML' } },
    ]);
  });
});

describe('a category', () => {
  it('is hidden: forms offer it no more, and the jobs in it keep its name', async () => {
    const all = (await catalogue())['categories'] as Data[];
    const one = all.find(({ id }) => id === 5) as Data;
    const job = await post('JavaScript', 5, '改版二');
    const path = '/catalogue/categories/5/hidden';
    expect((await reviewer.put(path, { ...why, hidden: true })).status).toBe(403);
    expect((await admin.put(path, { ...why, hidden: 'perhaps' })).status).toBe(400);
    expect((await admin.put('/catalogue/categories/999999/hidden', { ...why, hidden: true })).status).toBe(404);
    expect(await categories()).toContain(one['name']);
    expect((await admin.put(path, { ...why, hidden: true })).status).toBe(200);
    expect((await admin.put(path, { ...why, hidden: true })).status).toBe(409);
    expect(await categories()).not.toContain(one['name']);
    expect((await client.get('/api/jobs', { job_id: job['job_id'] }))['job'].category.name).toBe(one['name']);
    expect((await admin.put(path, { ...why, hidden: false })).status).toBe(200);
    expect(await categories()).toContain(one['name']);
    const { items } = (await admin.get('/audit?subject=categories:5')).data;
    expect(items.map((row: Data) => row['action'])).toEqual(['catalogue.show', 'catalogue.hide']);
  });
});

describe('a question', () => {
  it('is added in both languages, and never is there none left to choose', async () => {
    const fresh = { ...why, name: '预算有变', english: 'The budget has changed', type: 'contract_revoke' };
    expect((await reviewer.post('/catalogue/questions', fresh)).status).toBe(403);
    expect((await admin.post('/catalogue/questions', { ...fresh, type: 'nonsense' })).status).toBe(422);
    expect((await admin.post('/catalogue/skills', { ...why, name: '区块链审计' })).status).toBe(422);
    const { status, data } = await admin.post('/catalogue/questions', fresh);
    expect([status, data['id'] > 1_000_000]).toEqual([200, true]);
    expect((await admin.post('/catalogue/questions', fresh)).status).toBe(409);
    expect(await reasons('contract_revoke')).toContain('预算有变');
    const rows = ((await catalogue())['questions'] as Data[]).filter((row) => row['type'] === 'contract_revoke');
    const answers = [];
    for (const { id } of rows)
      answers.push((await admin.put(`/catalogue/questions/${id}/hidden`, { ...why, hidden: true })).data['error']);
    expect(answers.filter((error) => error === 'catalogue.last_one')).toHaveLength(1);
    expect(await reasons('contract_revoke')).toHaveLength(1);
  });
});

it('all of it stays when the program is started again', async () => {
  const { id } = (await admin.post('/catalogue/categories', { ...why, name: '人工智能', parent: 1 })).data;
  await server.crash();
  expect(await skills('html')).toEqual(['HTML']);
  expect(await categories()).toContain('人工智能');
  expect((await post('HTML', id, '改版三'))['error_code']).toBe(0);
});
