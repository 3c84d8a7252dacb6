import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { call, chosenFor, fundedRequest, pixel, reviewedRequest, signUp, type User } from './client.ts';

let server: RunningServer;
let company: User;
let otherCompany: User;
let person: User;
let otherPerson: User;

beforeAll(async () => {
  server = await startServer('gig');
  [company, otherCompany, person, otherPerson] = await Promise.all([
    signUp(server, 2),
    signUp(server, 2),
    signUp(server, 1),
    signUp(server, 1),
  ]);
});
afterAll(() => server.stop());

type Access = 'anyone' | 'signed-in' | 'person' | 'company' | 'file';

/** Who may call what; the list is complete, or the first test fails. */
const access: Readonly<Record<string, Access>> = {
  '/attachment/{uid}': 'file',
  '/index/api/file_upload': 'signed-in',
  '/index/api/getpwd': 'anyone',
  '/index/api/loginout': 'signed-in',
  '/index/api/loginpassword': 'anyone',
  '/index/api/loginphone': 'anyone',
  '/index/api/sms': 'anyone',
  '/index/goods/goodsinfo': 'anyone',
  '/index/goods/index': 'anyone',
  '/user/api/file_upload': 'signed-in',
  '/user/goods/add': 'company',
  '/user/goods/del': 'company',
  '/user/goods/delfile': 'company',
  '/user/goods/edit': 'company',
  '/user/goods/goodspay': 'company',
  '/user/goods/index': 'company',
  '/user/goods/info': 'company',
  '/user/goods/ok/': 'company',
  '/user/goods/pay': 'company',
  '/user/goods_order/add': 'person',
  '/user/goods_order/del': 'person',
  '/user/goods_order/index': 'person',
  '/user/goods_order/info': 'person',
  '/user/goods_order/isadd': 'person',
  '/user/goods_order/ok/': 'person',
  '/user/goodsorder/add': 'person',
  '/user/info/company': 'company',
  '/user/info/edit': 'signed-in',
  '/user/info/editpassword': 'signed-in',
  '/user/info/geti': 'signed-in',
  '/user/info/info': 'signed-in',
  '/user/info/person': 'person',
  '/user/pay_log/add': 'signed-in',
  '/user/pay_log/index': 'signed-in',
  '/user/wallet/alipay': 'signed-in',
  '/user/wallet/index': 'signed-in',
  '/user/wallet/withdraw': 'signed-in',
  ...Object.fromEntries(
    ['des', 'ji', 'job', 'edu'].flatMap((noun) =>
      ['add', 'edit', 'del', 'all'].map((verb) => [`/user/user_person_${noun}/${verb}`, 'person' as const]),
    ),
  ),
};

/** What only reads; everything else is refused to GET. */
const reads = [
  '/index/goods/goodsinfo',
  '/index/goods/index',
  '/user/goods/index',
  '/user/goods/info',
  '/user/goods_order/index',
  '/user/goods_order/info',
  '/user/goods_order/isadd',
  '/user/info/info',
  '/user/pay_log/index',
  '/user/wallet/index',
];

const guarded = Object.entries(access).filter(([, who]) => who !== 'anyone' && who !== 'file');

describe('who may call', () => {
  it('is said of every operation', async () => {
    const book = (await (await fetch(`${new URL(server.url).origin}/openapi/gig.json`)).json()) as {
      paths: Record<string, object>;
    };
    expect(Object.keys(book.paths).sort()).toEqual(Object.keys(access).sort());
  });

  it.each(guarded)('%s: nobody without a session', async (path) => {
    expect(await call(server.url, path)).toEqual({ res: 0, data: null, err: '请先登录' });
    const forged = { user_id_check: person.id, token_check: 'f'.repeat(40) };
    expect((await call(server.url, path, forged)).err).toBe('请先登录');
    // The token of one, the number of another.
    const mixed = { user_id_check: otherPerson.id, token_check: person.token };
    expect((await call(server.url, path, mixed)).err).toBe('请先登录');
    expect((await call(server.url, path, { token_check: person.token })).err).toBe('请先登录');
  });

  it.each(guarded.filter(([, who]) => who === 'company'))('%s: companies only', async (path) => {
    expect((await person.post(path)).err).toBe('只有企业用户可以进行此操作');
  });

  it.each(guarded.filter(([, who]) => who === 'person'))('%s: people only', async (path) => {
    expect((await company.post(path)).err).toBe('只有个人用户可以进行此操作');
  });

  it.each(Object.keys(access).filter((path) => !reads.includes(path) && access[path] !== 'file'))(
    '%s: not by GET',
    async (path) => {
      const answer = await fetch(`${server.url}${path}`);
      expect([answer.status, ((await answer.json()) as { res: number }).res]).toEqual([405, 0]);
    },
  );

  it('a session is not of another market', async () => {
    const origin = new URL(server.url).origin;
    const answer = await fetch(`${origin}/consulting/api/wallet?token=${person.token}`);
    expect(await answer.json()).toMatchObject({ code: 2 });
  });

  it('the cookie for pictures opens nothing else', async () => {
    const headers = { cookie: `gig_file_token=${company.token}` };
    const options = { method: 'GET', headers } as const;
    expect((await call(server.url, '/user/info/info', {}, options)).err).toBe('请先登录');
    const { url } = await company.upload(pixel, 'own.png');
    const answer = await fetch(url, { headers });
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect((await (await fetch(url)).json()) as object).toMatchObject({ res: 0, err: '请先登录' });
  });
});

describe('a stranger', () => {
  it('sees and moves nothing of a request', async () => {
    const { id } = await company.must('/user/goods/add', { title: '私有', price: 10 });
    const missing = '需求不存在或已删除';
    for (const [path, fields] of [
      ['/user/goods/info', { id }],
      ['/user/goods/edit', { id, title: '别人的' }],
      ['/user/goods/del', { id }],
      ['/user/goods/goodspay', { id }],
      ['/user/goods/pay', { id }],
      ['/user/goods/ok/', { goods_id: id, order_id: '1' }],
      ['/index/goods/goodsinfo', { id }],
    ] as const) {
      expect([path, (await otherCompany.post(path, fields)).err]).toEqual([path, missing]);
      expect([path, (await otherCompany.post(path, { ...fields, id: 999_999, goods_id: 999_999 })).err]).toEqual([
        path,
        missing,
      ]);
    }
    const seen = (await otherCompany.must('/user/goods/index')).data;
    expect(seen).toEqual([]);
    expect((await person.post('/user/goods_order/add', { goods_id: id })).err).toBe(missing);
    expect((await person.post('/user/goods_order/isadd', { id })).err).toBe(missing);
  });

  it('sees and moves nothing of an application', async () => {
    const id = await fundedRequest(server, company, { price: 50 });
    const application = await chosenFor(id, company, person);
    const missing = '申请不存在或已删除';
    const file = (await otherPerson.upload(pixel, 'x.png')).url;
    expect((await otherPerson.post('/user/goods_order/info', { id: application })).err).toBe(missing);
    expect((await otherPerson.post('/user/goods_order/del', { id: application })).err).toBe(missing);
    expect((await otherPerson.post('/user/goods_order/ok/', { id: application, over: file })).err).toBe(missing);
    expect((await otherCompany.post('/user/goods/pay', { id: application, price: 1 })).err).toBe(missing);
    // Applications of another request are none of this one.
    const other = await fundedRequest(server, otherCompany, { price: 50 });
    expect((await otherCompany.post('/user/goods/ok/', { goods_id: other, order_id: application })).err).toBe(missing);
    // Nor can a file of somebody else be handed in.
    const refused = '文件须为本人在本站上传、未用于别处，并符合类型要求';
    expect((await person.post('/user/goods_order/ok/', { id: application, over: file })).err).toBe(refused);
  });

  it('has no business with files and entries of others', async () => {
    const { url, id: fileId } = await company.upload(pixel, 'plan.png');
    const id = await reviewedRequest(server, company, { file: url });
    const [file] = (await company.must('/user/goods/info', { id })).files;
    expect(file.id).toBe(fileId);
    expect((await otherCompany.post('/user/goods/delfile', { id: fileId })).err).toBe('需求不存在或已删除');
    expect((await company.post('/user/goods/delfile', { id: 999_999 })).err).toBe('文件不存在');
    await company.must('/user/goods/delfile', { id: fileId });
    expect((await company.must('/user/goods/info', { id })).files).toEqual([]);

    const { id: entry } = await person.must('/user/user_person_ji/add', { name: '焊接', fen: 90 });
    for (const [path, fields] of [
      ['/user/user_person_ji/edit', { id: entry, name: '抢' }],
      ['/user/user_person_ji/del', { id: entry }],
    ] as const) {
      expect((await otherPerson.post(path, fields)).err).toBe('记录不存在或已删除');
    }
    // An entry of another kind is not there either.
    expect((await person.post('/user/user_person_job/del', { id: entry })).err).toBe('记录不存在或已删除');
    expect(await person.must('/user/user_person_ji/all')).toEqual([{ id: entry, name: '焊接', fen: 90 }]);
  });
});
