import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import {
  balanceOf,
  fillWallet,
  payFor,
  payment,
  press,
  publish,
  signIn,
  signUp,
  stateOf,
  until,
  type User,
  walletOf,
} from './client.ts';

let server: RunningServer;
let buyer: User;
let consultant: User;

beforeAll(async () => {
  server = await startServer('consulting');
});
beforeEach(async () => {
  [buyer, consultant] = await Promise.all([signUp(server, 'user', '李雷'), signUp(server, 'consultant', '王律师')]);
});
afterAll(() => server.stop());

const proveBooks = async () => {
  const { code, output } = await server.command('ledger', 'verify');
  expect([code, output]).toEqual([0, expect.any(String)]);
};

const orderFields = (post: { id: number; orderNo: string }, isPaid: boolean) => ({
  order_no: post.orderNo,
  create_time: '2026-11-20 10:00:00',
  price: '200.00',
  post_id: post.id,
  consultant_id: consultant.id,
  status: isPaid ? '1' : '0',
});

describe('a consultation', () => {
  it('goes from the post to the consultant being paid, as the document tells it', async () => {
    const post = await publish(buyer);
    const [found] = await consultant.must('/api/user/post/acquire', { tag_id: 2 });
    expect(found).toMatchObject({
      post_id: post.id,
      user_id: buyer.id,
      price: '200.00',
      summary: '试用期被辞退怎么办',
    });

    // Paid first: prepay at the rail, one order however often it is asked for.
    const first = await buyer.post('/api/pay/init', payment(post.orderNo, 20_000));
    expect(first).toMatchObject({ code: expect.stringMatching(/^wx\d{28}$/), msg: 'OK' });
    expect((await buyer.post('/api/pay/init', payment(post.orderNo, 20_000))).code).toBe(first.code);
    const { pay_url: url, prepay_id: prepay } = first.content[0];
    expect(prepay).toBe(first.code);
    expect(await (await fetch(url)).text()).toContain('¥200.00');
    expect(await press(url, 'pay')).toBe(200);
    await until(async () => (await stateOf(buyer, post.id)) === 'funded');
    expect(await press(url, 'pay')).toBe(200);
    expect((await buyer.post('/api/pay/init', payment(post.orderNo, 20_000))).msg).toBe(
      '该订单已支付、无需支付或已结束',
    );

    const [orderId] = await buyer.must('/api/user/order/add', orderFields(post, true));
    expect(await buyer.must('/api/user/order/add', orderFields(post, true))).toEqual([orderId]);
    expect(await consultant.must('/api/user/post/acquire', { tag_id: 2 })).not.toContainEqual(found);
    expect((await buyer.must('/api/wallet'))[0]).toEqual({ balance: '0.00', withdrawing: '0.00', escrow: '200.00' });

    await consultant.must('/api/consultant/order/deliver', { order_id: orderId, result: '可以主张赔偿金。' });
    const [shown] = await buyer.must('/api/user/order/list');
    expect(shown).toMatchObject({
      order_id: orderId,
      status: 'delivered',
      result: '可以主张赔偿金。',
      consultant_name: '王律师',
    });
    await buyer.must('/api/user/order/complete', { order_id: orderId });
    expect([await balanceOf(consultant), await balanceOf(buyer)]).toEqual(['180.00', '0.00']);
    expect((await consultant.must('/api/consultant/order/list'))[0].status).toBe('completed');
    await buyer.must('/api/user/order/delete', { post_id: orderId });
    expect(await buyer.must('/api/user/order/list')).toEqual([]);
    await proveBooks();
  });

  it('may be ordered before it is paid, under a number of the buyer’s own', async () => {
    const post = await publish(buyer);
    const own = { ...post, orderNo: `ORD-${post.id}-2026` };
    const [orderId] = await buyer.must('/api/user/order/add', orderFields(own, false));
    expect((await consultant.post('/api/consultant/order/deliver', { order_id: orderId, result: '早' })).code).toBe(5);
    await payFor(buyer, own, 20_000);
    expect((await buyer.must('/api/user/order/list'))[0]).toMatchObject({ status: 'active', order_no: own.orderNo });
    await consultant.must('/api/consultant/order/deliver', { order_id: orderId, result: '好' });
    // Nobody objects: paid after the review days.
    await server.advance('P2DT1H');
    consultant = await signIn(server, 'consultant', consultant.username, consultant.phone);
    expect(await balanceOf(consultant)).toBe('180.00');
    await proveBooks();
  });

  it('is cancelled, and WeChat Pay gives the money back', async () => {
    const post = await publish(buyer);
    await payFor(buyer, post, 20_000);
    const [orderId] = await consultant.must('/api/consultant/order/take', { post_id: post.id });
    expect(await buyer.must('/api/user/order/add', orderFields(post, true))).toEqual([orderId]);
    await buyer.must('/api/user/order/cancel', { post_id: orderId });
    expect(await walletOf(buyer)).toEqual({ balance: '0.00', withdrawing: '200.00', escrow: '0.00' });
    await proveBooks();
    await server.advance('PT2H');
    expect(await walletOf(buyer)).toEqual({ balance: '0.00', withdrawing: '0.00', escrow: '0.00' });
    await proveBooks();
    expect((await buyer.post('/api/user/order/cancel', { post_id: orderId })).code).toBe(5);
    // The post is open again, under another number.
    const again = (await buyer.must('/api/user/post/check', { user_id: buyer.id }))[0];
    expect(again).toMatchObject({ status: 'open', post_id: post.id });
    expect(again.order_no).not.toBe(post.orderNo);
    await payFor(buyer, { id: post.id, orderNo: again.order_no }, 20_000);
    await buyer.must('/api/user/post/delete', { post_id: post.id });
    await server.advance('PT2H');
    expect(await walletOf(buyer)).toEqual({ balance: '0.00', withdrawing: '0.00', escrow: '0.00' });
    await proveBooks();
  });

  it('is paid out of the balance where it suffices, and goes back there', async () => {
    await fillWallet(buyer);
    const post = await publish(buyer);
    expect(await buyer.post('/api/pay/init', payment(post.orderNo, 20_000))).toMatchObject({
      code: post.orderNo,
      content: [{ paid: true, total_fee: 0 }],
    });
    await buyer.must('/api/user/post/delete', { post_id: post.id });
    expect(await walletOf(buyer)).toEqual({ balance: '200.00', withdrawing: '0.00', escrow: '0.00' });
    // Of what was paid in two parts, each goes back to where it came from.
    const dear = await publish(buyer, { price: '250.00' });
    await payFor(buyer, dear, 25_000);
    expect(await walletOf(buyer)).toEqual({ balance: '0.00', withdrawing: '0.00', escrow: '250.00' });
    await buyer.must('/api/user/post/delete', { post_id: dear.id });
    expect(await walletOf(buyer)).toEqual({ balance: '200.00', withdrawing: '50.00', escrow: '0.00' });
    await proveBooks();
  });

  it('that is delivered and refused is decided by an operator', async () => {
    const root = new URL(server.url).origin;
    const decide = (id: number, accept: boolean, reason: string) =>
      fetch(`${root}/dev/reviews/consultation:${id}?market=consulting`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ accept, reason }),
      });
    for (const [accept, buyers, consultants] of [
      [false, '0.00', '0.00'],
      [true, '0.00', '180.00'],
    ] as const) {
      const post = await publish(buyer);
      await payFor(buyer, post, 20_000);
      const [orderId] = await buyer.must('/api/user/order/add', orderFields(post, true));
      await consultant.must('/api/consultant/order/deliver', { order_id: orderId, result: '无' });
      await buyer.must('/api/user/order/cancel', { order_id: orderId });
      expect((await buyer.must('/api/user/order/list'))[0].status).toBe('disputed');
      expect((await buyer.post('/api/user/order/complete', { order_id: orderId })).code).toBe(5);
      const waiting = await (await fetch(`${root}/dev/reviews?market=consulting`)).json();
      expect(waiting).toContainEqual({
        id: `consultation:${orderId}`,
        kind: 'consultation',
        subject: '劳动合同咨询 200.00',
      });
      expect((await decide(orderId, accept, '')).status).toBe(accept ? 200 : 409);
      if (!accept) expect((await decide(orderId, accept, '没有回答问题')).status).toBe(200);
      expect([await balanceOf(buyer), await balanceOf(consultant)]).toEqual([buyers, consultants]);
    }
    await proveBooks();
  });

  it('is given up by the consultant, or closed at the rail, and nobody loses anything', async () => {
    const post = await publish(buyer);
    const [unpaid] = await consultant.must('/api/consultant/order/take', { post_id: post.id });
    const [opened] = await buyer.must('/api/pay/init', payment(post.orderNo, 20_000));
    expect(await press(opened.pay_url, 'close')).toBe(200);
    expect(await press(opened.pay_url, 'pay')).toBe(409);
    await consultant.must('/api/consultant/order/decline', { order_id: unpaid });
    expect(await stateOf(buyer, post.id)).toBe('open');
    expect(await balanceOf(buyer)).toBe('0.00');
    await proveBooks();
  });

  it('that costs nothing needs no payment', async () => {
    const post = await publish(buyer, { price: 0 });
    const free = { ...orderFields(post, false), price: '0.00' };
    const [orderId] = await buyer.must('/api/user/order/add', free);
    await consultant.must('/api/consultant/order/deliver', { order_id: orderId, result: '好' });
    await buyer.must('/api/user/order/complete', { order_id: orderId });
    expect(await balanceOf(consultant)).toBe('0.00');
    await proveBooks();
  });

  it('leaves no task behind that failed', () => {
    expect(server.output()).not.toMatch(/task failed|unhandled error/);
  });
});
