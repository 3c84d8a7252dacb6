import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import {
  archive,
  balanceOf,
  call,
  chosenFor,
  enter,
  fundedRequest,
  pixel,
  pressPay,
  review,
  reviewedRequest,
  sampleRequest,
  signUp,
  topUp,
  until,
  type User,
  waiting,
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

/** Whether a file is handed over; anything else is a refusal in the envelope. */
const read = async (url: string, user?: User) => {
  const answer = await fetch(user ? `${url}?user_id_check=${user.id}&token_check=${user.token}` : url);
  return !answer.headers.get('content-type')?.startsWith('application/json');
};
/** What a pay link is for; the rest of the link, its moment and signature, is made anew each time. */
const payment = (url: string) => {
  const { out_trade_no, total_amount } = JSON.parse(new URL(url).searchParams.get('biz_content') ?? '');
  return { out_trade_no, total_amount };
};
const requestOf = async (id: number) => company.must('/user/goods/info', { id });
/** Moves the clock, and signs everybody in again: a session lives 30 days. */
const wait = async (duration: string) => {
  await server.advance(duration);
  [company, ming, fang] = await Promise.all([
    enter(server, company.phone),
    enter(server, ming.phone),
    enter(server, fang.phone),
  ]);
};
const proveBooks = async () => {
  const { code, output } = await server.command('ledger', 'verify');
  expect([code, output]).toEqual([0, expect.any(String)]);
};

describe('the life of a request', () => {
  it('goes from its publication to the day it is settled', async () => {
    const { url: plan } = await company.upload(pixel, 'plan.png');
    const { id } = await company.must('/user/goods/add', { ...sampleRequest, file: plan });
    expect(await requestOf(id)).toMatchObject({
      ...sampleRequest,
      ...{ titletype: '兼职', pricetype: '其他', show: '未审核', pay: '未支付', suan: '未结算', file: plan },
    });
    // Nobody else sees it, and nobody can pay it, before it is reviewed.
    expect((await call(server.url, '/index/goods/goodsinfo', { id })).err).toBe('需求不存在或已删除');
    expect((await company.post('/user/goods/goodspay', { id })).res).toBe(0);
    expect((await ming.post('/user/goods_order/add', { goods_id: id, msg: '' })).res).toBe(0);

    expect(await waiting(server)).toContainEqual({ id: `gig:${id}`, kind: 'gig', subject: '展会现场搭建 1000.00' });
    expect(await review(server, `gig:${id}`, true)).toBe(200);
    expect(await review(server, `gig:${id}`, true)).toBe(409);
    const shown = await call(server.url, '/index/goods/goodsinfo', { id: String(id) });
    expect(shown.data).toMatchObject({
      id,
      price: 1000,
      show: '已经审核',
      pay: '未支付',
      order_id: 0,
      companyinfo: null,
    });
    expect(await read(plan)).toBe(true);

    // The balance is empty: the answer says where to pay what is missing, and nothing is believed.
    const short = await company.post('/user/goods/goodspay', { id });
    expect(short).toMatchObject({ res: 0, data: { price: 1000 } });
    expect((await requestOf(id)).pay).toBe('未支付');
    expect(payment((await company.post('/user/goods/pay', { id })).data.url)).toEqual(payment(short.data.url));
    await pressPay(short.data.url);
    await until(async () => (await requestOf(id)).pay === '已经支付');
    expect(await company.must('/user/goods/pay', { id })).toMatchObject({ url: '' });
    expect(await company.must('/user/wallet/index')).toMatchObject({ balance: 0, escrow: 1000 });
    expect((await company.must('/user/pay_log/index')).data[0]).toMatchObject({ price: 1000, pay: '已经支付' });

    const { url: sample } = await ming.upload(pixel, 'work.png');
    const { id: first } = await ming.must('/user/goods_order/add', { goods_id: id, msg: '做过十次', file: sample });
    const { id: second } = await fang.must('/user/goods_order/add', { goods_id: id, msg: '有工具' });
    expect(await ming.post('/user/goods_order/isadd', { id })).toMatchObject({ res: 0, err: '已经申请过该需求' });
    expect([await read(sample), await read(sample, company), await read(sample, fang)]).toEqual([false, true, false]);
    const before = await requestOf(id);
    expect(before.order_id_list).toHaveLength(2);
    expect(before.order_id_list[0]).toMatchObject({
      id: first,
      phone: `${ming.phone.slice(0, 3)}****${ming.phone.slice(-4)}`,
      source: '',
    });
    await company.must('/user/goods/ok/', { goods_id: id, order_id: `${first},${second}` });
    expect((await requestOf(id)).order_id_ok[0]).toMatchObject({ id: first, phone: ming.phone, state: '已选中' });
    expect((await call(server.url, '/index/goods/goodsinfo', { ...ming.credentials, id })).data.order_id).toBe(first);

    // Results come in; the source stays shut until it is paid for.
    const { url: preview } = await ming.upload(pixel, 'over.png');
    const { url: source } = await ming.upload(archive, 'source.zip');
    await ming.must('/user/goods_order/ok', { id: first, over: preview, source });
    expect((await requestOf(id)).order_id_list[0]).toMatchObject({
      ok: '已完结',
      over: preview,
      source: '',
      state: '待确认',
    });
    expect([await read(preview, company), await read(preview, fang)]).toEqual([true, false]);
    expect([await read(source, ming), await read(source, company), await read(source)]).toEqual([true, false, false]);
    await company.must('/user/goods/pay', { id: first, price: 600 });
    expect((await requestOf(id)).order_id_list[0]).toMatchObject({ state: '锁定', price: 600, source });
    expect([await read(source, company), await read(source, fang)]).toEqual([true, false]);
    // Not for sale twice, and never for more than is left.
    expect((await company.post('/user/goods/pay', { id: first, price: 1 })).res).toBe(0);
    expect(await balanceOf(ming)).toBe(540);

    const { url: other } = await fang.upload(archive, 'other.zip');
    await fang.must('/user/goods_order/ok/', { id: second, over: '', source: other });
    expect(await company.post('/user/goods/pay', { id: second, price: 400.01 })).toMatchObject({
      res: 0,
      err: '金额超过该需求的剩余金额 400.00 元',
    });
    await company.must('/user/goods/pay', { id: second, price: 300 });
    // The last of them ends it, and what nobody earned goes back.
    expect(await requestOf(id)).toMatchObject({ suan: '已结算', show: '已经审核', pay: '已经支付' });
    expect([await balanceOf(fang), await balanceOf(company)]).toEqual([270, 100]);
    expect(await company.must('/user/wallet/index')).toMatchObject({ escrow: 0 });
    expect((await signUpAndApply(id)).err).toBe('该需求已结束，不能申请');
    expect((await ming.must('/user/goods_order/index'))[0]).toMatchObject({
      id: first,
      goods_id: id,
      price: 600,
      state: '锁定',
    });
    await proveBooks();
  });

  const signUpAndApply = async (id: number) =>
    (await signUp(server, 1)).post('/user/goods_order/add', { goods_id: id, msg: '' });

  it('by the day is paid at the next midnight, by the month on the first', async () => {
    const ids: number[] = [];
    for (const pricetype of [2, 1]) {
      const id = await fundedRequest(server, company, { pricetype, price: 200 });
      const application = await chosenFor(id, company, ming);
      await ming.must('/user/goods_order/ok/', { id: application, over: (await ming.upload(pixel, 'a.png')).url });
      const before = await balanceOf(ming);
      await company.must('/user/goods/pay', { id: application, price: 150 });
      expect(await balanceOf(ming)).toBe(before);
      expect(await requestOf(id)).toMatchObject({ suan: '未结算' });
      ids.push(application);
    }
    const [daily = 0, monthly = 0] = ids;
    const dueOf = async (id: number) => (await ming.must('/user/goods_order/info', { id })).settle_time as string;
    expect([(await dueOf(daily)).slice(10), (await dueOf(monthly)).slice(7)]).toEqual([' 00:00:00', '-01 00:00:00']);
    const start = await balanceOf(ming);
    await wait('P1D');
    expect(await balanceOf(ming)).toBe(start + 135);
    await wait('P31D');
    expect(await balanceOf(ming)).toBe(start + 270);
    await proveBooks();
  });

  it('ends by itself: silence accepts an equal share, and who delivers nothing gets nothing', async () => {
    const id = await fundedRequest(server, company, { price: 100 });
    const delivered = await chosenFor(id, company, ming);
    await chosenFor(id, company, fang);
    await ming.must('/user/goods_order/ok/', { id: delivered, source: (await ming.upload(archive, 's.zip')).url });
    const [mings, companys] = [await balanceOf(ming), await balanceOf(company)];
    await wait('P2DT1H');
    expect((await ming.must('/user/goods_order/info', { id: delivered })).price).toBe(50);
    expect(await balanceOf(ming)).toBe(mings + 45);
    expect(await requestOf(id)).toMatchObject({ suan: '未结算' });
    await wait('P90D');
    expect(await requestOf(id)).toMatchObject({ suan: '已结算' });
    expect((await fang.must('/user/goods_order/index'))[0].state).toBe('已过期');
    expect(await balanceOf(company)).toBe(companys + 50);
    await proveBooks();
  });

  it('gives everything back when it is deleted before anybody is chosen', async () => {
    const id = await fundedRequest(server, company, { price: 80 });
    const { id: application } = await ming.must('/user/goods_order/add', { goods_id: id, msg: '' });
    const before = await balanceOf(company);
    await company.must('/user/goods/del', { id });
    expect(await balanceOf(company)).toBe(before + 80);
    expect((await company.post('/user/goods/info', { id })).err).toBe('需求不存在或已删除');
    expect((await ming.must('/user/goods_order/info', { id: application })).state).toBe('未选中');
    expect((await company.post('/user/goods/ok/', { goods_id: id, order_id: application })).res).toBe(0);
    await proveBooks();
  });

  it('is paid once when it is asked for twice at once', async () => {
    const id = await reviewedRequest(server, company, { price: 60 });
    await topUp(company, 120);
    const before = await balanceOf(company);
    const answers = await Promise.all([1, 2, 3].map(() => company.post('/user/goods/goodspay', { id })));
    expect(answers.map(({ res }) => res)).toEqual([1, 1, 1]);
    expect(await balanceOf(company)).toBe(before - 60);
    await proveBooks();
  });

  it('earns money that its owner takes out', async () => {
    await topUp(ming, 100);
    await wait('PT2M');
    await server.advance('PT2M');
    const before = await balanceOf(ming);
    expect((await ming.post('/user/wallet/withdraw', { price: 10, smscode: '000000' })).err).toBe(
      '请先填写收款的支付宝账号',
    );
    await ming.must('/user/wallet/alipay', { account: ming.phone });
    await call(server.url, '/index/api/sms', { phone: ming.phone });
    const smscode = await server.codeFor(ming.phone);
    expect((await ming.post('/user/wallet/withdraw', { price: before + 1, smscode })).err).toBe('余额不足');
    await ming.must('/user/wallet/withdraw', { price: 10, smscode });
    await server.advance('PT2H');
    expect(await balanceOf(ming)).toBe(before - 10);
    await proveBooks();
  });

  it('leaves no task behind that failed', () => {
    expect(server.output()).not.toMatch(/task failed|unhandled error/);
  });
});
