/** Cloudwork's movements of money: escrow, milestones, bonuses, top-ups and withdrawals. */
import { advance, callerAt, codeTo, payAtRail } from './callers.ts';
import type { Move, MovesOf } from './moves.ts';
import { deliverOnce, noticeOf, nowAt, railKeys } from './notices.ts';
import type { Stage } from './stage.ts';

const freelancerPhone = '13800010003';

/** Deals between two people of the demo, brought to the point at which money moves. */
async function dealsOf(stage: Stage) {
  const client = await callerAt(stage, 'cloudwork', '13800010001');
  const freelancer = await callerAt(stage, 'cloudwork', freelancerPhone);
  const [worker] = await stage.query<{ uid: string }>(
    `select p.uid from party p join user_account u on u.id = p.user_id
      where u.phone = $1 and p.market = 'cloudwork' and p.kind = 'freelancer'`,
    [freelancerPhone],
  );
  const user_id = worker?.uid ?? '';
  let jobs = 0;

  async function topUp(yuan: number): Promise<void> {
    const { url, trade_no: tradeNo } = await client.must('POST', '/api/margin/deposit', { amount: yuan });
    await payAtRail(stage, url, tradeNo);
  }
  async function offered() {
    jobs += 1;
    const { job_id } = await client.must('POST', '/api/jobs', {
      ...{ name: `证明 ${jobs}`, description: '证明用', category_id: 4, hires: 1, paymethod: 'fixed', level: 'middle' },
      budget: 300,
    });
    const milestones = [
      { name: '一', amount: 100 },
      { name: '二', amount: 200 },
    ];
    const terms = { user_id, job_id, name: '证明', message: '请开始', amount: 300, milestones };
    const made = await client.must('POST', '/api/contract', terms);
    return { contract_id: made['contract_id'] as string, trade_no: made['trade_no'] as string };
  }
  async function paid() {
    const deal = await offered();
    await client.must('POST', '/api/order/pay', { ...deal, ptype: 'milestone' });
    return deal;
  }
  async function underWay() {
    const { contract_id } = await paid();
    await freelancer.must('PUT', '/api/contract', { contract_id, status: 'accept' });
    const [stone] = await stage.query<{ id: string }>(
      `select m.id from milestone m join contract c on c.id = m.contract_id where c.uid = $1 order by m.term limit 1`,
      [contract_id],
    );
    return { contract_id, milestone_id: String(stone?.id) };
  }
  return { client, freelancer, user_id, topUp, offered, paid, underWay };
}

export const cloudworkMoves: MovesOf = async (stage) => {
  const deals = await dealsOf(stage);
  const { client, freelancer } = deals;
  const keys = await railKeys(stage);
  await deals.topUp(500_000);
  const move = (name: string, after: Move['after'], prepare: Move['prepare']): Move => ({
    market: 'cloudwork',
    name,
    after,
    prepare,
  });

  /** Somebody asks for their money, to an account whose end says what the sandbox makes of it. */
  async function withdrawal(account: string) {
    await stage.query(`delete from sms_code`);
    await freelancer.ask('DELETE', '/api/user/alipay');
    await freelancer.must('POST', '/api/user/alipay', { alipay: account });
    await freelancer.must('POST', '/api/verifycode', { vtype: 'enter' });
    const code = await codeTo(stage, freelancerPhone);
    return () => freelancer.ask('POST', '/api/margin/withdraw', { amount: 7, account, type: 'alipay', code });
  }
  const payout = (name: string, account: string, until: readonly string[], last: string) =>
    move(name, 'waits', async () => {
      const asked = await (await withdrawal(account))();
      if (asked.status !== 200) throw new Error(`${name}: ${await asked.text()}`);
      for (const duration of until) await advance(stage, duration);
      return () => advance(stage, last);
    });

  return [
    move('a notification of a top-up', 'asks again', async () => {
      const { trade_no: tradeNo } = await client.must('POST', '/api/margin/deposit', { amount: 10 });
      const now = await nowAt(stage);
      const notice = noticeOf('alipay', keys, { tradeNo, amount: 1_000n, paidAt: now, sentAt: now });
      return () => deliverOnce(stage, 'alipay', notice);
    }),
    move('a top-up that is asked after', 'waits', async () => {
      const { url, trade_no: tradeNo } = await client.must('POST', '/api/margin/deposit', { amount: 10 });
      await fetch(url);
      // Paid, and the notification lost.
      await stage.query(`update sandbox_trade set state = 'paid', paid_at = now() where out_trade_no = $1`, [tradeNo]);
      return () => advance(stage, 'PT5M');
    }),
    move('a top-up pays the offer it was made for', 'waits', async () => {
      const { contract_id } = await deals.offered();
      const wanted = { amount: 300, dtype: 'contract', contract_id };
      const { url, trade_no: tradeNo } = await client.must('POST', '/api/margin/deposit', wanted);
      await payAtRail(stage, url, tradeNo);
      return () => advance(stage, 'PT1S');
    }),
    move('an offer is paid', 'asks again', async () => {
      const deal = await deals.offered();
      return () => client.ask('POST', '/api/order/pay', { ...deal, ptype: 'milestone' });
    }),
    move('an offer expires', 'waits', async () => {
      await deals.paid();
      await advance(stage, 'P1DT23H');
      return () => advance(stage, 'PT2H');
    }),
    move('a milestone is released', 'asks again', async () => {
      const { milestone_id } = await deals.underWay();
      return () => client.ask('PUT', '/api/milestone', { milestone_id, is_agree: 'release', is_stop: true });
    }),
    move('a bonus is paid', 'asks again', async () => {
      const { contract_id } = await deals.underWay();
      const wanted = { contract_id, freelancer_id: deals.user_id, amount: 10, description: '辛苦了' };
      const { trade_no } = await client.must('POST', '/api/contract/bonus', wanted);
      return () => client.ask('POST', '/api/order/pay', { contract_id, trade_no, ptype: 'bonus' });
    }),
    move('the freelancer ends a contract', 'asks again', async () => {
      const { contract_id } = await deals.underWay();
      return () => freelancer.ask('PUT', '/api/contract', { contract_id, status: 'finish', is_pay: false });
    }),
    move('the client ends a contract and pays', 'asks again', async () => {
      const { contract_id } = await deals.underWay();
      return () => client.ask('PUT', '/api/contract', { contract_id, status: 'finish', is_pay: true });
    }),
    move('an operator decides a dispute', 'asks again', async () => {
      const { contract_id } = await deals.underWay();
      await client.must('PUT', '/api/contract', { contract_id, status: 'finish', is_pay: false });
      const operator = await callerAt(stage, 'operator', 'operator', 'operator123456');
      const [row] = await stage.query<{ id: string }>('select id from contract where uid = $1', [contract_id]);
      const decision = { market: 'cloudwork', accept: true, reason: '已交付' };
      return () => operator.ask('POST', `/decisions/dispute/${row?.id}`, decision);
    }),
    move('a withdrawal is asked for', 'may be refused', () => withdrawal('han@example.com')),
    payout('a payout is sent', 'han@example.com', [], 'PT1S'),
    payout('a payout arrives', 'han@example.com', ['PT1S'], 'PT2H'),
    payout('a payout fails', '13900000000', ['PT1S'], 'PT2H'),
    payout('a payout is returned', '13900000001', ['PT3H'], 'P1DT2H'),
  ];
};
