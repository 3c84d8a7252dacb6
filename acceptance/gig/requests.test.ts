import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import {
  archive,
  balanceOf,
  call,
  chosenFor,
  type Fields,
  fundedRequest,
  pixel,
  pressPay,
  review,
  reviewedRequest,
  sampleRequest,
  signUp,
  until,
  type User,
} from './client.ts';

let server: RunningServer;
let company: User;
let ming: User;
let fang: User;

beforeAll(async () => {
  server = await startServer('gig');
});
beforeEach(async () => {
  [company, ming, fang] = await Promise.all([signUp(server, 2), signUp(server, 1), signUp(server, 1)]);
});
afterAll(() => server.stop());

const wrongFrom = '当前状态不能进行此操作';

describe('publishing', () => {
  it.each([
    [{ title: '' }, '缺少 title'],
    [{ title: '字'.repeat(101) }, 'title 的值不合要求'],
    [{ price: '' }, '缺少 price'],
    [{ price: 0 }, 'price 的值不合要求'],
    [{ price: '12.345' }, 'price 的值不合要求'],
    [{ price: -5 }, 'price 的值不合要求'],
    [{ price: '1e3' }, 'price 的值不合要求'],
    [{ titletype: 4 }, 'titletype 的值不合要求'],
    [{ pricetype: '年结' }, 'pricetype 的值不合要求'],
    [{ timeb: 'tomorrow' }, 'timeb 的值不合要求'],
    [{ timeb: '2027-02-30 10:00:00' }, 'timeb 的值不合要求'],
    [{ timeb: '2027-01-05 09:00:00' }, '工作结束时间不能早于开始时间'],
    [{ file: 'https://elsewhere.example.com/a.jpg' }, 'file 的值不合要求'],
    [{ file: 'a'.repeat(32) }, '文件须为本人在本站上传、未用于别处，并符合类型要求'],
    [{ des: '字'.repeat(10_001) }, 'des 的值不合要求'],
  ])('refuses %j', async (change, err) => {
    expect((await company.post('/user/goods/add', { ...sampleRequest, ...change })).err).toBe(err);
  });

  it('takes words for numbers, and times as clients write them', async () => {
    const { id } = await company.must('/user/goods/add', {
      title: '全职客服',
      price: '5000.50',
      titletype: '全职',
      pricetype: '月结',
      timeb: 1_800_000_000,
      timee: '2027-02-01T01:00:00.000Z',
      type: 3,
      piao: 1,
    });
    expect(await company.must('/user/goods/info', { id })).toMatchObject({
      ...{ titletype: '全职', pricetype: '月结', price: 5000.5, type: '3', sort: '3', piao: 1, address: '' },
      ...{ timeb: '2027-01-15 16:00:00', timee: '2027-02-01 09:00:00', goodsid: expect.stringMatching(/^\d{18}$/) },
    });
    const other = await company.must('/user/goods/add', { title: '其他', price: 1, titletype: '其它' });
    expect(await company.must('/user/goods/info', other)).toMatchObject({
      titletype: '其他',
      pricetype: '其他',
      timeb: '',
    });
  });

  it('is reviewed again after each change, until it is paid', async () => {
    const { id } = await company.must('/user/goods/add', sampleRequest);
    expect(await review(server, `gig:${id}`, false, '请写明地点')).toBe(200);
    expect(await company.must('/user/goods/info', { id })).toMatchObject({ show: '未审核', reason: '请写明地点' });
    expect(await review(server, `gig:${id}`, false, '')).toBe(409);
    await company.must('/user/goods/edit', { id, address: '杭州' });
    expect(await company.must('/user/goods/info', { id })).toMatchObject({
      ...sampleRequest,
      titletype: '兼职',
      pricetype: '其他',
      address: '杭州',
      reason: '',
    });
    expect(await review(server, `gig:${id}`, true)).toBe(200);
    // An order for the old price does not pay for the new one.
    const { data } = await company.post('/user/goods/goodspay', { id });
    await company.must('/user/goods/edit', { id, price: 2000 });
    expect((await call(server.url, '/index/goods/goodsinfo', { id })).res).toBe(0);
    await review(server, `gig:${id}`, true);
    await pressPay(data.url);
    await until(async () => (await balanceOf(company)) === 1000);
    expect(await company.must('/user/goods/info', { id })).toMatchObject({ pay: '未支付', price: 2000 });
    const short = await company.post('/user/goods/goodspay', { id });
    expect(short.data.price).toBe(1000);
    await pressPay(short.data.url);
    await until(async () => (await company.must('/user/goods/info', { id })).pay === '已经支付');
    expect((await company.post('/user/goods/edit', { id, price: 1 })).err).toBe(wrongFrom);
    expect((await company.post('/user/goods/edit', { price: 1 })).err).toBe('缺少 id');
    expect(await review(server, `gig:${id}`, false, '晚了')).toBe(409);
    expect(await review(server, 'gig:999999', true)).toBe(404);
  });
});

describe('lists', () => {
  it('page, filter and count', async () => {
    const tag = `批量${company.id}`;
    for (let index = 0; index < 11; index += 1) {
      const fields = { title: `${tag} 100% ${index}`, titletype: index < 3 ? 2 : 1, pricetype: index < 2 ? 1 : 2 };
      await (index < 6
        ? reviewedRequest(server, company, fields)
        : company.must('/user/goods/add', { ...sampleRequest, ...fields }));
    }
    const own = (fields: Fields) => company.must('/user/goods/index', fields);
    const first = await own({});
    expect(first).toMatchObject({ total: 11, per_page: 10, current_page: 1, last_page: 2 });
    expect(first.data).toHaveLength(10);
    expect(first.data[0].title).toBe(`${tag} 100% 10`);
    expect((await own({ page: 2 })).data).toHaveLength(1);
    expect((await own({ page: 3 })).data).toEqual([]);
    expect([
      (await own({ show: 0 })).total,
      (await own({ show: 1 })).total,
      (await own({ show: '已经审核' })).total,
    ]).toEqual([5, 6, 6]);
    expect([(await own({ pay: 0 })).total, (await own({ pay: 1 })).total, (await own({ suan: 1 })).total]).toEqual([
      11, 0, 0,
    ]);
    expect([(await own({ titletype: 2 })).total, (await own({ pricetype: 1 })).total]).toEqual([3, 2]);
    expect([(await own({ title: '100% 1' })).total, (await own({ title: '100_' })).total]).toEqual([2, 0]);
    for (const fields of [{ page: 0 }, { page: 'x' }, { show: 2 }, { pay: 'yes' }, { suan: 9 }])
      expect((await company.post('/user/goods/index', fields)).res).toBe(0);

    const shown = await call(server.url, '/index/goods/index', { title: tag, titletype: 1 }, { method: 'GET' });
    expect(shown.data).toMatchObject({ total: 3, last_page: 1 });
    expect((await call(server.url, '/index/goods/index', { title: tag, pricetype: '月结' })).data.total).toBe(2);
    expect((await call(server.url, '/index/goods/index', { titletype: 9 })).err).toBe('titletype 的值不合要求');
    expect((await company.get('/user/goods/index', { page: 2 })).data.total).toBe(11);
  });

  it('of applications are plain, the newest first', async () => {
    const [one, two] = [await reviewedRequest(server, company), await reviewedRequest(server, company)];
    for (const id of [one, two]) await ming.must('/user/goods_order/add', { goods_id: id, msg: `第${id}` });
    const rows = await ming.must('/user/goods_order/index');
    expect(rows.map((row: { goods_id: number }) => row.goods_id)).toEqual([two, one]);
    expect(rows[0]).toMatchObject({
      msg: `第${two}`,
      price: 0,
      state: '待选择',
      ok: '未完结',
      source: '',
      goods: { id: two },
    });
    expect(await ming.must('/user/goods_order/index', { page: 2 })).toEqual([]);
    expect((await ming.post('/user/goods_order/info', {})).err).toBe('缺少 id');
  });

  it('of top-ups show what was paid and what was not', async () => {
    const open = await company.must('/user/pay_log/add', { price: '88.80' });
    expect((await company.post('/user/pay_log/add', { price: 0 })).err).toBe('price 的值不合要求');
    expect((await company.must('/user/pay_log/index')).data).toMatchObject([
      { order_no: open.order_no, price: 88.8, pay: '未支付', type: '支付宝' },
    ]);
    await pressPay(open.url);
    await until(async () => (await balanceOf(company)) === 88.8);
    expect((await company.must('/user/pay_log/index')).data[0].pay).toBe('已经支付');
    expect(await ming.must('/user/pay_log/index')).toMatchObject({ data: [], total: 0 });
  });
});

describe('applying', () => {
  it('is once, may be taken back, and is for open requests', async () => {
    const id = await reviewedRequest(server, company);
    expect(await ming.must('/user/goods_order/isadd', { id })).toEqual({});
    expect(await ming.must('/user/goods_order/isadd', { goods_id: id })).toEqual({});
    expect((await ming.post('/user/goods_order/isadd')).err).toBe('缺少 id');
    const { url } = await ming.upload(pixel, 'a.png');
    const apply = { goods_id: id, msg: '我来', file: url };
    const { id: application } = await ming.must('/user/goods_order/add', apply);
    expect((await ming.post('/user/goods_order/add', apply)).err).toBe('已经申请过该需求');
    await ming.must('/user/goods_order/del', { id: application });
    expect((await ming.post('/user/goods_order/del', { id: application })).err).toBe('申请不存在或已删除');
    expect((await company.must('/user/goods/info', { id })).order_sum).toBe(0);
    // The sample went with the first application; a file is used once.
    expect((await ming.post('/user/goods_order/add', apply)).err).toContain('未用于别处');
    const again = await ming.must('/user/goodsorder/add', { goods_id: id, msg: '再来', type: 1, team_id: 2 });
    expect(again.id).not.toBe(application);
    expect((await ming.post('/user/goods_order/add', {})).err).toBe('缺少 goods_id');
    expect((await ming.post('/user/goods_order/add', { goods_id: id, msg: '字'.repeat(2001) })).res).toBe(0);
    expect((await ming.post('/user/goods_order/add', { goods_id: 999_999 })).err).toBe('需求不存在或已删除');
    // Two at once make one application.
    const both = await Promise.all([1, 2].map(() => fang.post('/user/goods_order/add', { goods_id: id, msg: '' })));
    expect(both.filter(({ res }) => res === 1)).toHaveLength(1);
  });

  it('is chosen only when it is paid, and delivered only when it is chosen', async () => {
    const id = await reviewedRequest(server, company);
    const { id: application } = await ming.must('/user/goods_order/add', { goods_id: id, msg: '' });
    expect((await company.post('/user/goods/ok/', { goods_id: id, order_id: application })).err).toBe(wrongFrom);
    expect((await company.post('/user/goods/ok/', { goods_id: id })).err).toBe('缺少 order_id');
    expect((await company.post('/user/goods/ok/', { goods_id: id, order_id: 'a,b' })).res).toBe(0);
    const { url: over } = await ming.upload(pixel, 'o.png');
    expect((await ming.post('/user/goods_order/ok/', { id: application, over })).err).toBe(wrongFrom);
    expect((await company.post('/user/goods/pay', { id: application, price: 5 })).err).toBe(wrongFrom);
    const funded = await fundedRequest(server, company, { price: 30 });
    const chosen = await chosenFor(funded, company, ming);
    expect((await ming.post('/user/goods_order/ok/', { id: chosen })).err).toBe('请上传效果预览或成果压缩包');
    const { url: text } = await ming.upload(archive, 'not-a-picture.zip');
    expect((await ming.post('/user/goods_order/ok/', { id: chosen, over: text })).err).toContain('文件须为本人');
    expect((await ming.post('/user/goods_order/del', { id: chosen })).err).toBe(wrongFrom);
    expect((await company.post('/user/goods/del', { id: funded })).err).toBe(wrongFrom);
    await company.must('/user/goods/ok/', { goods_id: funded, order_id: chosen });
    // A better result replaces the first, until it is accepted.
    await ming.must('/user/goods_order/ok/', { id: chosen, over, source: text });
    const { url: better } = await ming.upload(pixel, 'p.png');
    await ming.must('/user/goods_order/ok/', { id: chosen, over: better });
    expect(await ming.must('/user/goods_order/info', { id: chosen })).toMatchObject({ over: better, source: '' });
    for (const price of [0, '', 'x', '1.234', -1])
      expect((await company.post('/user/goods/pay', { id: chosen, price })).res).toBe(0);
    // Accepted once, however many say so at once.
    const answers = await Promise.all([1, 2, 3].map(() => company.post('/user/goods/pay', { id: chosen, price: 30 })));
    expect(answers.filter(({ res }) => res === 1)).toHaveLength(1);
    expect(await balanceOf(ming)).toBe(27);
    expect((await ming.post('/user/goods_order/ok/', { id: chosen, over: better })).err).toBe(wrongFrom);
  });

  it('shares no more than the price among several who are accepted at once', async () => {
    const id = await fundedRequest(server, company, { price: 100 });
    const applications = [await chosenFor(id, company, ming), await chosenFor(id, company, fang)];
    for (const [index, user] of [ming, fang].entries()) {
      const { url } = await user.upload(pixel, 'r.png');
      await user.must('/user/goods_order/ok/', { id: applications[index], over: url });
    }
    const answers = await Promise.all(
      applications.map((one) => company.post('/user/goods/pay', { id: one, price: 60 })),
    );
    expect(answers.filter(({ res }) => res === 1)).toHaveLength(1);
    const { code, output } = await server.command('ledger', 'verify');
    expect([code, output]).toEqual([0, expect.any(String)]);
  });
});

describe('uploads', () => {
  it('need a file, and nothing else than a file', async () => {
    expect((await ming.post('/user/api/file_upload')).err).toBe('文件为空或无法识别');
    const form = new FormData();
    form.set('user_id_check', String(ming.id));
    form.set('token_check', ming.token);
    // Some pages send a text of the same name first.
    form.append('file', 'photo.png');
    form.append('file', new Blob([pixel]), 'photo.png');
    const answer = await fetch(`${server.url}/index/api/file_upload`, { method: 'POST', body: form });
    expect(await answer.json()).toMatchObject({
      res: 1,
      data: { name: 'photo.png', url: expect.stringMatching(/\/attachment\/[0-9a-f]{32}$/) },
    });
    expect((await call(server.url, '/index/goods/goodsinfo', { id: 'x' })).err).toBe('id 的值不合要求');
    const broken = await fetch(`${server.url}/index/goods/index`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"titletype":',
    });
    expect(await broken.json()).toEqual({ res: 0, data: null, err: '请求内容无法解析' });
    const nowhere = await fetch(`${server.url}/user/nothing`, { method: 'POST' });
    expect([nowhere.status, await nowhere.json()]).toEqual([404, { res: 0, data: null, err: '没有这个接口' }]);
  });
});
