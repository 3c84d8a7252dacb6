import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import {
  fillWallet,
  call,
  newPhone,
  password,
  payFor,
  payment,
  press,
  publish,
  signUp,
  stateOf,
  until,
  type User,
  walletOf,
} from './client.ts';

let server: RunningServer;
let buyer: User;
let other: User;
let consultant: User;

beforeAll(async () => {
  server = await startServer('consulting');
});
beforeEach(async () => {
  [buyer, other, consultant] = await Promise.all([
    signUp(server, 'user', '李雷'),
    signUp(server, 'user', '韩梅梅'),
    signUp(server, 'consultant', '王律师'),
  ]);
});
afterAll(() => server.stop());

type Access = 'anyone' | 'signed-in' | 'buyer' | 'consultant';

/** Who may call what; the list is complete, or the first test fails. */
const access: Readonly<Record<string, Access>> = {
  '/api/consultant/login': 'anyone',
  '/api/consultant/logout': 'signed-in',
  '/api/consultant/order/decline': 'consultant',
  '/api/consultant/order/deliver': 'consultant',
  '/api/consultant/order/list': 'consultant',
  '/api/consultant/order/take': 'consultant',
  '/api/consultant/register': 'anyone',
  '/api/consultant/signin': 'anyone',
  '/api/consultant/sms': 'anyone',
  '/api/pay/init': 'buyer',
  '/api/sms/code': 'anyone',
  '/api/tag/list': 'anyone',
  '/api/user/login': 'anyone',
  '/api/user/logout': 'signed-in',
  '/api/user/order/add': 'buyer',
  '/api/user/order/cancel': 'buyer',
  '/api/user/order/complete': 'buyer',
  '/api/user/order/delete': 'buyer',
  '/api/user/order/list': 'buyer',
  '/api/user/post/acquire': 'signed-in',
  '/api/user/post/check': 'buyer',
  '/api/user/post/delete': 'buyer',
  '/api/user/post/modify': 'buyer',
  '/api/user/post/publish': 'buyer',
  '/api/user/register': 'anyone',
  '/api/user/signin': 'anyone',
  '/api/user/sms': 'anyone',
  '/api/wallet': 'signed-in',
  '/api/wallet/alipay': 'signed-in',
  '/api/wallet/withdraw': 'signed-in',
};
const guarded = Object.entries(access).filter(([, who]) => who !== 'anyone');

describe('who may call', () => {
  it('is said of every operation', async () => {
    const book = (await (await fetch(`${new URL(server.url).origin}/openapi/consulting.json`)).json()) as {
      paths: Record<string, object>;
    };
    expect(Object.keys(book.paths).sort()).toEqual(Object.keys(access).sort());
  });

  it.each(guarded)('%s: %s', async (path, who) => {
    expect(await call(server.url, path)).toMatchObject({ code: 2, msg: '请先登录', content: [] });
    expect((await call(server.url, path, { token: 'f'.repeat(40) })).code).toBe(2);
    if (who === 'buyer') expect((await consultant.post(path)).msg).toBe('只有买家可以进行此操作');
    if (who === 'consultant') expect((await buyer.post(path)).msg).toBe('只有顾问可以进行此操作');
    // A change by a cookie is not taken from a page of another site; by a token it is.
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect((await call(server.url, path, {}, { cookie: buyer.cookie, headers })).code).toBe(3);
  });

  it('a token serves where there are no cookies, in JSON too', async () => {
    const fields = { token: buyer.token, user_id: buyer.id };
    expect((await call(server.url, '/api/user/post/check', fields, { as: 'json' })).code).toBe(0);
    expect((await call(server.url, '/api/user/post/check', fields, { method: 'GET' })).code).toBe(0);
    await buyer.must('/api/user/logout');
    expect((await call(server.url, '/api/user/post/check', fields)).code).toBe(2);
  });
});

describe('joining', () => {
  const { must } = { must: (path: string, fields = {}, cookie = '') => call(server.url, path, fields, { cookie }) };

  it.each(['user', 'consultant'] as const)('takes a phone and a name: %s', async (noun) => {
    const phone = newPhone();
    await must(`/api/${noun}/sms`, { phone_number: phone });
    expect((await must('/api/sms/code', { phone_number: phone })).msg).toBe('短信发送过于频繁，请稍后再试');
    expect((await must('/api/sms/code', { phone_number: '1' })).msg).toBe('phone_number 的值不合要求');
    const code = await server.codeFor(phone);
    const wrong = code === '000000' ? '111111' : '000000';
    expect((await must(`/api/${noun}/signin`, { phone_number: phone, verification_code: wrong })).msg).toBe(
      '短信验证码不正确',
    );
    expect((await must(`/api/${noun}/signin`, { phone_number: phone })).msg).toBe('缺少 verification_code');
    const proven = await must(`/api/${noun}/signin`, { phone_number: phone, verification_code: code });
    expect(proven.code).toBe(0);
    const form = { username: `n${phone}`, password, password_again: password };
    expect((await must(`/api/${noun}/register`, { ...form, password_again: 'other' })).msg).toBe(
      'password_again 与实际不符',
    );
    expect((await must(`/api/${noun}/register`, { ...form, password: 'abc', password_again: 'abc' })).msg).toBe(
      '密码长度须为 4 至 20 位',
    );
    expect((await must(`/api/${noun}/register`, { ...form, gender: 'x' })).msg).toBe('gender 的值不合要求');
    expect((await must(`/api/${noun}/register`, { ...form, email: 'no' })).msg).toBe('email 的值不合要求');
    expect((await must(`/api/${noun}/register`, { password })).msg).toBe('缺少 username');
    const joined = await must(`/api/${noun}/register`, {
      ...form,
      phone_proof: proven.content[0],
      email: `${phone}@a.cn`,
    });
    expect(joined).toMatchObject({ code: 0, content: [expect.any(Number)] });
    expect((await must(`/api/${noun}/register`, form)).msg).toBe('用户名或手机号码已被注册');
    expect(
      (await must(`/api/${noun}/register`, { ...form, username: `m${phone}`, phone_proof: proven.content[0] })).msg,
    ).toBe('用户名或手机号码已被注册');
    expect((await must(`/api/${noun}/register`, { ...form, username: `e${phone}`, email: `${phone}@a.cn` })).msg).toBe(
      '该邮箱已被使用',
    );
    expect((await must(`/api/${noun}/register`, { ...form, username: `f${phone}`, phone_proof: 'forged' })).code).toBe(
      0,
    );

    expect((await must(`/api/${noun}/login`, form)).content[0]).toBe(joined.content[0]);
    expect((await must(`/api/${noun}/login`, { ...form, username: phone })).content[0]).toBe(joined.content[0]);
    expect((await must(`/api/${noun}/login`, { ...form, password: 'nonsense' })).msg).toBe('用户名或密码不正确');
    expect((await must(`/api/${noun}/login`, { username: 'nobody', password })).msg).toBe('用户名或密码不正确');
    const elsewhere = noun === 'user' ? 'consultant' : 'user';
    expect((await must(`/api/${elsewhere}/login`, form)).msg).toBe('用户名或密码不正确');
    await server.advance('PT2M');
    await must('/api/sms/code', { phone_number: phone });
    const again = { phone_number: phone, verification_code: await server.codeFor(phone) };
    expect((await must(`/api/${noun}/signin`, again)).msg).toBe('该手机号码已注册，请直接登录');
  });
});

describe('posts', () => {
  const form = () => ({ user_id: buyer.id, tag_id: '3', title: '标题', content: '内容', price: '10' });

  it.each([
    [{ user_id: '' }, '缺少 user_id'],
    [{ tag_id: '' }, '缺少 tag_id'],
    [{ tag_id: 'law' }, 'tag_id 的值不合要求'],
    [{ title: '' }, '缺少 title'],
    [{ content: '' }, '缺少 content'],
    [{ price: '1.001' }, 'price 的值不合要求'],
    [{ price: '-1' }, 'price 的值不合要求'],
  ])('refuse %j', async (change, msg) => {
    expect((await buyer.post('/api/user/post/publish', { ...form(), ...change })).msg).toBe(msg);
  });

  it('are the caller’s own', async () => {
    expect((await buyer.post('/api/user/post/publish', { ...form(), user_id: other.id })).msg).toBe(
      'user_id 与实际不符',
    );
    expect((await buyer.post('/api/user/post/check', { user_id: other.id })).msg).toBe('user_id 与实际不符');
    const { id } = await publish(buyer);
    const missing = '需求不存在或已删除';
    const change = { ...form(), post_id: id, user_id: other.id };
    expect((await other.post('/api/user/post/modify', change)).msg).toBe(missing);
    expect((await other.post('/api/user/post/delete', { post_id: id })).msg).toBe(missing);
    expect((await other.post('/api/user/post/delete', { post_id: 999_999 })).msg).toBe(missing);
    expect((await other.post('/api/user/post/delete')).msg).toBe('缺少 post_id');
    expect(await other.must('/api/user/post/check', { user_id: other.id })).toEqual([]);
    await buyer.must('/api/user/post/modify', { ...form(), post_id: id, tag_id: [4, 5], price: '' });
    expect((await buyer.must('/api/user/post/check', { user_id: buyer.id }))[0]).toMatchObject({
      tag_id: [4, 5],
      title: '标题',
      price: '200.00',
    });
    await buyer.must('/api/user/post/modify', { ...form(), post_id: id, price: '99.90' });
    expect((await consultant.get('/api/user/post/acquire', { tag_id: 3 })).content[0]).toMatchObject({
      post_id: id,
      price: '99.90',
    });
    expect((await consultant.get('/api/user/post/acquire', {})).msg).toBe('缺少 tag_id');
    expect((await consultant.get('/api/user/post/acquire', { tag_id: 4321 })).content).toEqual([]);
    // Deleted by DELETE with a form, as documented.
    const gone = await call(
      server.url,
      '/api/user/post/delete',
      { post_id: id },
      { method: 'DELETE', cookie: buyer.cookie },
    );
    expect(gone.code).toBe(0);
    expect((await buyer.post('/api/user/post/delete', { post_id: id })).msg).toBe(missing);
    expect((await call(server.url, '/api/tag/list', {}, { method: 'GET' })).content[0]).toEqual({
      tag_id: 1,
      name: '法律',
    });
  });

  it('keep their price once they are paid, and give it back when they are deleted', async () => {
    const post = await publish(buyer);
    await payFor(buyer, post, 20_000);
    const change = { ...form(), post_id: post.id };
    expect((await buyer.post('/api/user/post/modify', { ...change, price: '1' })).msg).toBe('当前状态不能进行此操作');
    await buyer.must('/api/user/post/modify', { ...change, price: '200' });
    await buyer.must('/api/user/post/delete', { post_id: post.id });
    expect(await walletOf(buyer)).toMatchObject({ balance: '0.00', withdrawing: '200.00' });
  });
});

describe('orders', () => {
  it('are compared with the truth', async () => {
    const post = await publish(buyer);
    const fields = {
      order_no: post.orderNo,
      create_time: '1480000000',
      price: '200',
      post_id: post.id,
      consultant_id: consultant.id,
      status: 'unpaid',
    };
    const add = (change: object) => buyer.post('/api/user/order/add', { ...fields, ...change });
    for (const [change, msg] of [
      [{ price: '199.99' }, 'price 与实际不符'],
      [{ status: '1' }, 'status 与实际不符'],
      [{ status: 'done' }, 'status 的值不合要求'],
      [{ consultant_id: other.id }, '顾问不存在'],
      [{ consultant_id: 999_999 }, '顾问不存在'],
      [{ post_id: 999_999 }, '需求不存在或已删除'],
      [{ create_time: 'soon' }, 'create_time 的值不合要求'],
      [{ order_no: '' }, '缺少 order_no'],
      [{ order_no: 'a b' }, 'order_no 的值不合要求'],
    ] as const)
      expect([change, (await add(change)).msg]).toEqual([change, msg]);
    const taken = await publish(other);
    expect((await add({ order_no: taken.orderNo })).msg).toBe('订单号已被使用');
    expect((await other.post('/api/user/order/add', fields)).msg).toBe('需求不存在或已删除');
    const [id] = (await add({})).content;
    const second = await signUp(server, 'consultant', '陈律师');
    expect((await add({ consultant_id: second.id })).msg).toBe('consultant_id 与实际不符');
    expect((await add({ order_no: 'ANOTHER-1' })).msg).toBe('order_no 与实际不符');
    expect((await second.post('/api/consultant/order/take', { post_id: post.id })).msg).toBe('当前状态不能进行此操作');
    await payFor(buyer, post, 20_000);
    expect((await add({})).msg).toBe('status 与实际不符');
    expect((await add({ status: 'paid' })).content).toEqual([id]);
  });

  it('are nobody else’s', async () => {
    const post = await publish(buyer);
    await payFor(buyer, post, 20_000);
    const [id] = await consultant.must('/api/consultant/order/take', { post_id: post.id });
    const second = await signUp(server, 'consultant', '陈律师');
    const missing = '订单不存在或已删除';
    for (const path of ['cancel', 'delete', 'complete'])
      expect((await other.post(`/api/user/order/${path}`, { post_id: id })).msg).toBe(missing);
    for (const path of ['deliver', 'decline'])
      expect((await second.post(`/api/consultant/order/${path}`, { order_id: id, result: 'x' })).msg).toBe(missing);
    expect((await buyer.post('/api/user/order/cancel')).msg).toBe('缺少 post_id');
    expect((await consultant.post('/api/consultant/order/deliver', { order_id: id })).msg).toBe('缺少 result');
    expect((await consultant.post('/api/consultant/order/take', { post_id: 999_999 })).msg).toBe('需求不存在或已删除');
    expect((await buyer.post('/api/user/order/delete', { post_id: id })).msg).toBe('当前状态不能进行此操作');
    expect([await other.must('/api/user/order/list'), await second.must('/api/consultant/order/list')]).toEqual([
      [],
      [],
    ]);
    // Cancelled once, however many ask at once.
    const answers = await Promise.all([1, 2, 3].map(() => buyer.post('/api/user/order/cancel', { order_id: id })));
    expect(answers.filter(({ code }) => code === 0)).toHaveLength(1);
    expect(await walletOf(buyer)).toMatchObject({ balance: '0.00', withdrawing: '200.00' });
    const gone = await call(
      server.url,
      '/api/user/order/delete',
      { post_id: id },
      { method: 'DELETE', cookie: buyer.cookie },
    );
    expect(gone.code).toBe(0);
    expect(await buyer.must('/api/user/order/list')).toEqual([]);
  });
});

describe('payment', () => {
  it('believes neither amount nor number', async () => {
    const post = await publish(buyer);
    const pay = (change: object) => buyer.post('/api/pay/init', { ...payment(post.orderNo, 20_000), ...change });
    for (const [change, msg] of [
      [{ total_fee: 19_999 }, 'total_fee 与实际不符'],
      [{ total_fee: '200.00' }, 'total_fee 的值不合要求'],
      [{ total_fee: 0 }, 'total_fee 的值不合要求'],
      [{ total_fee: '' }, '缺少 total_fee'],
      [{ body: '' }, '缺少 body'],
      [{ spbill_create_ip: 'localhost' }, 'spbill_create_ip 的值不合要求'],
      [{ spbill_create_ip: '' }, '缺少 spbill_create_ip'],
      [{ out_trade_no: '123456789' }, '订单不存在或已删除'],
      [{ out_trade_no: '' }, '缺少 out_trade_no'],
    ] as const)
      expect([change, (await pay(change)).msg]).toEqual([change, msg]);
    expect((await other.post('/api/pay/init', payment(post.orderNo, 20_000))).msg).toBe('订单不存在或已删除');
    const free = await publish(buyer, { price: 0 });
    expect((await buyer.post('/api/pay/init', payment(free.orderNo, 1))).code).not.toBe(0);
  });

  it('is not paid by what only looks like a notification', async () => {
    const post = await publish(buyer);
    const [opened] = await buyer.must('/api/pay/init', payment(post.orderNo, 20_000));
    const seconds = String(Math.floor((await server.now()).getTime() / 1000));
    const headers = {
      'content-type': 'application/json',
      'wechatpay-timestamp': seconds,
      'wechatpay-nonce': 'abc',
      'wechatpay-serial': 'PUB_KEY_ID_9000000001',
      'wechatpay-signature': 'AAAA',
    };
    const body = JSON.stringify({
      id: 'x',
      event_type: 'TRANSACTION.SUCCESS',
      resource: { out_trade_no: opened.trade_no },
    });
    for (const sent of [
      { headers, body },
      { headers, body: '{}' },
      { headers: { 'content-type': 'application/json' }, body },
    ]) {
      const answer = await fetch(`${server.url}/api/pay/notify`, { method: 'POST', ...sent });
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, 'FAIL']);
    }
    expect(await stateOf(buyer, post.id)).toBe('open');
    // A notification that is lost is made good by asking the rail.
    await press(opened.pay_url, 'pay');
    await until(async () => (await stateOf(buyer, post.id)) === 'funded');
  });

  it('is taken out again by whom it belongs to', async () => {
    await fillWallet(buyer);
    expect((await buyer.post('/api/wallet/withdraw', { price: 100, verification_code: '000000' })).msg).toBe(
      '请先填写收款的支付宝账号',
    );
    expect((await buyer.post('/api/wallet/alipay', { account: 'no' })).msg).toBe('支付宝账号不正确');
    await buyer.must('/api/wallet/alipay', { account: buyer.phone });
    expect((await buyer.post('/api/wallet/alipay', { account: buyer.phone })).msg).toBe('已填写过收款的支付宝账号');
    await server.advance('PT2M');
    await buyer.must('/api/sms/code', { phone_number: buyer.phone });
    const code = await server.codeFor(buyer.phone);
    expect((await buyer.post('/api/wallet/withdraw', { price: 1, verification_code: code })).msg).toBe('提现金额过小');
    expect((await buyer.post('/api/wallet/withdraw', { price: 300, verification_code: code })).msg).toBe('余额不足');
    await buyer.must('/api/wallet/withdraw', { price: 150, verification_code: code });
    await server.advance('PT2H');
    expect((await buyer.must('/api/wallet'))[0]).toEqual({ balance: '50.00', withdrawing: '0.00', escrow: '0.00' });
    const { code: verdict, output } = await server.command('ledger', 'verify');
    expect([verdict, output]).toEqual([0, expect.any(String)]);
  });
});
