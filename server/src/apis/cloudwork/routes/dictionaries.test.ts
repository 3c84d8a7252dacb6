import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Kit, openKit } from '../../../../test/kit.ts';
import { openWire, type TestWire } from '../../../../test/wire.ts';
import { createCatalog, loadReferenceData } from '../../../domain/catalog/index.ts';
import { system } from '../../../platform/work.ts';
import { codeTexts } from '../codes.ts';
import { labels } from '../labels.ts';
import { dictionaryRoutes } from './dictionaries.ts';

let kit: Kit;
let wire: TestWire;
let token: string;

beforeAll(async () => {
  kit = await openKit();
  await kit.work.write('cloudwork', system, (ctx) => loadReferenceData(ctx, 'database/reference'));
  const catalog = createCatalog(kit.database.reader);
  wire = await openWire(kit, dictionaryRoutes({ catalog, baseUrl: 'https://work.example.com' }));
  token = await wire.signIn(await kit.addFreelancer('甲'));
});
afterAll(async () => {
  await wire.app.close();
  await kit.close();
});

const get = async (url: string) => (await wire.app.inject({ url })).json<Record<string, unknown[]>>();
const post = async (url: string, payload: object) =>
  (await wire.app.inject({ method: 'POST', url, payload })).json<Record<string, unknown[]>>();

test('categories by their parent, all of them, by POST and GET', async () => {
  expect(await post('/api/category', { category_id: 0 })).toEqual({
    error_code: 0,
    msg: 'ok',
    categorys: [1, 2, 3].map((id) => ({ name: expect.any(String), category_id: id, pid: 0 })),
  });
  expect((await get('/api/category?category_id=1'))['categorys']).toHaveLength(8);
  expect((await post('/api/category', { category_id: 0, t: 'all' }))['categorys']).toHaveLength(23);
  expect((await post('/api/category', { t: 'all' }))['categorys']).toHaveLength(23);
  expect((await post('/api/category', { category_id: 999 }))['categorys']).toEqual([]);
  for (const wrong of [{}, { category_id: 'x' }, { category_id: -1 }, { category_id: 1, t: 'some' }]) {
    expect(await post('/api/category', wrong)).toMatchObject({ error_code: 80003 });
  }
});

test('the options of a category, {} when there is none, the first kind of work by default', async () => {
  const options = async (query: string) =>
    (await get(`/api/category/options?session_token=${token}${query}`))['options'];
  const all = { stage: true, api: true, language: true, framework: true };
  expect(await options('&category_id=5')).toEqual({ ...all, platform: 'mobile' });
  expect(await options('&category_id=6')).toEqual({ ...all, platform: 'desktop' });
  expect(await options('')).toEqual({ ...all, platform: '' });
  expect(await options('&category_id=999')).toEqual({});
  expect(await get('/api/category/options?category_id=5')).toMatchObject({ error_code: 80001 });
  expect(await get(`/api/category/options?session_token=${token}&category_id=x`)).toMatchObject({ error_code: 80003 });
});

test('regions by their parent, by country, and all 3,479, under both keys', async () => {
  const top = await get('/api/address?address_id=0');
  expect(top).toEqual({ error_code: 0, msg: 'ok', address: top['addresses'], addresses: top['addresses'] });
  expect(top['address']).toEqual([{ name: '中国', address_id: 1, pid: 0 }]);
  expect((await get('/api/address?address_id=1'))['addresses']).toHaveLength(34);
  expect((await get('/api/address?address_id=9&cid=1'))['address']).toHaveLength(428);
  expect((await get('/api/address?address_id=330000'))['address']).toContainEqual({
    name: '杭州市',
    address_id: 330_100,
    pid: 330_000,
  });
  expect((await get('/api/address?address_id=5'))['address']).toEqual([]);
  expect(await get('/api/address?address_id=x')).toMatchObject({ error_code: 80003 });

  const all = await get('/api/address?address_id=1&t=all');
  expect(all).toMatchObject({ error_code: 0, msg: 'ok' });
  expect(all['address']).toHaveLength(3_479);
  expect(all['addresses']).toEqual(all['address']);
});

test('what is the same for everyone can be kept by the caller', async () => {
  for (const url of ['/api/address?address_id=1&t=all', '/static/locale-zh-cn.json']) {
    const { headers } = await wire.app.inject({ url });
    expect(headers['cache-control']).toBe('public, max-age=300');
    const again = await wire.app.inject({ url, headers: { 'if-none-match': String(headers.etag) } });
    expect([again.statusCode, again.payload]).toEqual([304, '']);
  }
});

test('questions of a type for whoever is signed in, 20411 without a known type', async () => {
  const asked = (query: string) => get(`/api/question?session_token=${token}${query}`);
  const { questions = [], ...rest } = await asked('&qtype=contract_finish_c');
  expect(rest).toEqual({ error_code: 0, msg: 'ok' });
  expect(questions.length).toBeGreaterThan(2);
  expect(questions[0]).toEqual({ question_id: expect.any(Number), name: expect.any(String) });
  expect(await asked('')).toMatchObject({ error_code: 20411 });
  expect(await asked('&qtype=toString')).toMatchObject({ error_code: 20411 });
  expect(await get('/api/question?qtype=user')).toMatchObject({ error_code: 80001 });
});

test('the sixteen banks, without the beginnings of their cards', async () => {
  const { banks = [], logo_uri: logos } = await get(`/api/margin/bank?session_token=${token}`);
  expect(banks).toHaveLength(16);
  expect(banks[0]).toEqual({ id: 1, name: '兴业银行', code: 'CIB' });
  expect(logos).toBe('https://work.example.com/static/bank/');
  expect(await get('/api/margin/bank')).toMatchObject({ error_code: 80001 });
});

test('skills by the beginning of their name', async () => {
  const names = ({ skills }: Record<string, unknown>) => (skills as { name: string }[]).map(({ name }) => name);
  expect(names(await post('/api/skills', { name: 'TYPES' }))).toEqual(['TypeScript']);
  expect(names(await post('/api/skills', { keyword: 'vue' }))).toContain('Vue');
  expect(names(await post('/api/skills', { keyword: '%' }))).toEqual([]);
  expect(names(await post('/api/skills', {}))).toHaveLength(20);
  expect(await post('/api/skills', { name: 'x'.repeat(51) })).toMatchObject({ error_code: 80003 });
});

test('the locale file tells each code under CODE and by itself, and the labels under COMMONS', async () => {
  const file = await get('/static/locale-zh-cn.json');
  expect(await get('/static/locale/locale-zh-cn.json')).toEqual(file);
  expect(file['CODE']).toEqual(JSON.parse(JSON.stringify(codeTexts)));
  expect(file['COMMONS']).toEqual(JSON.parse(JSON.stringify(labels)));
  expect(file['30001']).toBe(codeTexts[30001]);
});
