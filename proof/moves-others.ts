/** Movements of money in the gig, consulting and IBLOCK markets; a partner's payments move none. */
import { advance, callerAt, newestOrder, payAtRail } from './callers.ts';
import type { Move, MovesOf } from './moves.ts';
import { deliverOnce, noticeOf, nowAt, railKeys } from './notices.ts';

const archive = Uint8Array.from([0x50, 0x4b, 5, 6, ...Array.from({ length: 18 }, () => 0)]);

export const gigMoves: MovesOf = async (stage) => {
  const company = await callerAt(stage, 'gig', '13800020001');
  const person = await callerAt(stage, 'gig', '13800020002');
  const charged = await company.must('POST', '/user/pay_log/add', { price: 100_000 });
  await payAtRail(stage, charged['data'].url, (await newestOrder(stage)).tradeNo);
  const move = (name: string, after: Move['after'], prepare: Move['prepare']): Move => ({
    ...{ market: 'gig', name, after, prepare },
  });

  async function reviewed(pricetype: number): Promise<number> {
    const terms = { title: '证明', titletype: 1, price: 100, pricetype, address: '杭州', sort: '搭建', des: '证明用' };
    const [timeb, timee] = ['2098-01-01 09:00:00', '2098-01-03 18:00:00'];
    const { data } = await company.must('POST', '/user/goods/add', { ...terms, timeb, timee });
    const decided = await fetch(`${stage.url}/dev/reviews/gig:${data.id}?market=gig`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ accept: true, reason: '' }),
    });
    if (decided.status !== 200) throw new Error(`the request was not reviewed: ${await decided.text()}`);
    return data.id as number;
  }
  async function funded(pricetype = 3): Promise<number> {
    const id = await reviewed(pricetype);
    await company.must('POST', '/user/goods/goodspay', { id });
    return id;
  }
  async function delivered(pricetype = 3): Promise<number> {
    const goods_id = await funded(pricetype);
    const applied = await person.must('POST', '/user/goods_order/add', { goods_id, msg: '证明' });
    const id = applied['data'].id as number;
    await company.must('POST', '/user/goods/ok', { goods_id, order_id: String(id) });
    const source = (await person.upload('/user/api/file_upload', archive, 's.zip'))['data'].url;
    await person.must('POST', '/user/goods_order/ok', { id, over: '', source });
    return id;
  }
  return [
    move('a request is paid', 'asks again', async () => {
      const id = await reviewed(3);
      return () => company.ask('POST', '/user/goods/goodspay', { id });
    }),
    move('a request is deleted', 'asks again', async () => {
      const id = await funded();
      return () => company.ask('POST', '/user/goods/del', { id });
    }),
    move('a result is paid', 'asks again', async () => {
      const id = await delivered();
      return () => company.ask('POST', '/user/goods/pay', { id, price: 60 });
    }),
    move('a result is paid at midnight', 'waits', async () => {
      const id = await delivered(2);
      await company.must('POST', '/user/goods/pay', { id, price: 60 });
      return () => advance(stage, 'P1D');
    }),
    move('a result is accepted by silence', 'waits', async () => {
      await delivered();
      await advance(stage, 'P1DT23H');
      return () => advance(stage, 'PT2H');
    }),
  ];
};

export const consultingMoves: MovesOf = async (stage) => {
  const buyer = await callerAt(stage, 'consulting', 'buyer');
  const consultant = await callerAt(stage, 'consultant', 'consultant');
  const keys = await railKeys(stage);
  const [me] = await stage.query<{ id: string }>(`select id from user_account where username = 'buyer'`);
  const move = (name: string, after: Move['after'], prepare: Move['prepare']): Move => ({
    ...{ market: 'consulting', name, after, prepare },
  });

  async function published() {
    const given = { user_id: me?.id, tag_id: '1,2', title: '证明', content: '证明用', price: '200.00' };
    const { content } = await buyer.must('POST', '/api/user/post/publish', given);
    const rows = (await buyer.must('POST', '/api/user/post/check', { user_id: me?.id }))['content'];
    const { order_no } = rows.find((row: { post_id: number }) => row.post_id === content[0]);
    return { id: content[0] as number, order_no: order_no as string };
  }
  const payment = (order_no: string) => ({
    ...{ body: '咨询', out_trade_no: order_no, total_fee: 20_000, spbill_create_ip: '203.0.113.7' },
  });
  async function opened() {
    for (;;) {
      const post = await published();
      const { content } = await buyer.must('POST', '/api/pay/init', payment(post.order_no));
      // What the demo has left in the balance is used up first.
      if (!content[0].paid) return { ...post, url: content[0].pay_url as string, ...(await newestOrder(stage)) };
    }
  }
  async function funded() {
    const post = await opened();
    await payAtRail(stage, post.url, post.tradeNo);
    await advance(stage, 'PT1S');
    const { content } = await consultant.must('POST', '/api/consultant/order/take', { post_id: post.id });
    return { post_id: post.id, order_id: content[0] as number };
  }
  return [
    move('a notification of a payment', 'asks again', async () => {
      const { tradeNo, amount } = await opened();
      const now = await nowAt(stage);
      const notice = noticeOf('wechat', keys, { tradeNo, amount, paidAt: now, sentAt: now });
      return () => deliverOnce(stage, 'wechat', notice);
    }),
    move('a payment pays the post it was made for', 'waits', async () => {
      const { url, tradeNo } = await opened();
      await payAtRail(stage, url, tradeNo);
      return () => advance(stage, 'PT1S');
    }),
    move('a post is paid out of the balance', 'asks again', async () => {
      const { id, url, tradeNo } = await opened();
      const cheaper = { user_id: me?.id, tag_id: '1', title: '改价', content: '改价', price: '1', post_id: id };
      await buyer.must('POST', '/api/user/post/modify', cheaper);
      await payAtRail(stage, url, tradeNo);
      await advance(stage, 'PT1S');
      await buyer.must('POST', '/api/user/post/delete', { post_id: id });
      const { order_no } = await published();
      return () => buyer.ask('POST', '/api/pay/init', payment(order_no));
    }),
    move('a consultation is accepted', 'asks again', async () => {
      const { order_id } = await funded();
      await consultant.must('POST', '/api/consultant/order/deliver', { order_id, result: '可以' });
      return () => buyer.ask('POST', '/api/user/order/complete', { order_id });
    }),
    move('a consultation is cancelled', 'asks again', async () => {
      const { order_id } = await funded();
      return () => buyer.ask('POST', '/api/user/order/cancel', { post_id: order_id });
    }),
    move('a refund is sent', 'waits', async () => {
      const { order_id } = await funded();
      await buyer.must('POST', '/api/user/order/cancel', { post_id: order_id });
      return () => advance(stage, 'PT1S');
    }),
    move('a refund is through', 'waits', async () => {
      const { order_id } = await funded();
      await buyer.must('POST', '/api/user/order/cancel', { post_id: order_id });
      await advance(stage, 'PT1S');
      return () => advance(stage, 'PT2H');
    }),
  ];
};

export const iblockMoves: MovesOf = async (stage) => {
  const manager = await callerAt(stage, 'iblock', '13800020003');
  const designer = await callerAt(stage, 'iblock', '13800020005');
  const broker = await callerAt(stage, 'iblock', 'broker', 'broker123456');
  const admin = await callerAt(stage, 'iblock', 'admin', 'admin123456');
  const [worker] = await stage.query<{ id: string }>(
    `select id from user_account where phone = '13800020005' and market = 'iblock'`,
  );
  const recharge = async (person: typeof manager, amount: number) => {
    const order = await person.must('POST', '/account/recharge', { amount });
    await payAtRail(stage, order['data'].url, (await newestOrder(stage)).tradeNo);
  };
  await recharge(manager, 100_000);
  await recharge(designer, 100_000);
  const move = (name: string, after: Move['after'], prepare: Move['prepare']): Move => ({
    ...{ market: 'iblock', name, after, prepare },
  });
  const place = (id: number, name: string) => ({ id, name });
  const project = {
    ...{
      skills: [place(3, '园林设计')],
      title: '证明',
      province: place(310_000, '上海市'),
      city: place(310_100, '上海市'),
    },
    ...{ district: place(310_110, '杨浦区'), description: '证明用', image: '', startDate: '2098-12-12' },
    ...{ endDate: '2099-12-31', minPay: 8000, maxPay: 12_000, isLongTerm: true, industry: place(3, '园林设计') },
    industryAge: 3,
  };

  async function hired() {
    const projectid = (await manager.must('POST', '/project/new', project))['data'].id as number;
    const step = await manager.must('POST', '/project/step/add', { projectid, name: '方案' });
    const stepid = step['data'].id as number;
    await broker.must('POST', '/project/accept', { id: projectid, accpet: true });
    const hire = { projectid, stepid, userid: Number(worker?.id), salary: 300, positionType: 1 };
    await manager.must('POST', '/project/step/addEmployee', hire);
    return { projectid, id: stepid };
  }
  async function begun() {
    const meant = await hired();
    await manager.must('POST', '/project/step/completeHiring', meant);
    return meant;
  }
  const application = () =>
    designer.ask('POST', '/account/applyWithdrawl', { amount: 5, alipayAccount: 'd@example.com' });
  const decided = (accept: boolean) => async () => {
    await application();
    const { data } = await admin.must('POST', '/user/messages', { pageNo: 1, pageSize: 10, unprocessed: true });
    const asked = data.results.find(({ msg }: { msg: string }) => msg.includes('请求提现'));
    return () => admin.ask('POST', `/${asked.service}`, { ...asked.postparams, accept });
  };
  return [
    move('a step is funded', 'asks again', async () => {
      const meant = await hired();
      return () => manager.ask('POST', '/project/step/completeHiring', meant);
    }),
    move('a step is accepted and paid', 'asks again', async () => {
      const meant = await begun();
      await manager.must('POST', '/project/step/completeStep', meant);
      return () => broker.ask('POST', '/project/step/acceptCompletion', { ...meant, accept: true });
    }),
    move('a project is terminated', 'asks again', async () => {
      const { projectid } = await begun();
      return () => admin.ask('POST', '/project/terminate', { id: projectid });
    }),
    move('a withdrawal is asked for', 'looks first', async () => application),
    move('a withdrawal is let go', 'asks again', decided(true)),
    move('a withdrawal is refused', 'asks again', decided(false)),
  ];
};
