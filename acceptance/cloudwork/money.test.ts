/** The ways money goes beside the straight one: back, by itself, not at all, or not for long. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Fields, type Person, payPage, signUp, topUp, until } from './client.ts';
import { contractOf, marginOf, type Offered, offerFixed, payOrder, postJob } from './deal.ts';

let server: RunningServer;
let client: Person;
let freelancer: Person;
let jobId: string;
let jobs = 0;

beforeAll(async () => {
  server = await startServer('cloudwork');
});

afterAll(async () => {
  const { output } = await server.command('ledger', 'verify');
  await server.stop();
  expect(output).toContain('The books are right.');
});

beforeEach(async () => {
  [client, freelancer] = [await signUp(server, 3, '李雷'), await signUp(server, 1, '韩梅梅')];
  jobs += 1;
  jobId = await postJob(client, `项目 ${jobs}`);
});

const milestones = JSON.stringify([
  { name: '一', amount: 1000 },
  { name: '二', amount: 2000 },
]);
const reasonOf = async (qtype: string) => (await client.get('/api/question', { qtype }))['questions'][0].question_id;
const move = (person: Person, { contractId }: Offered, fields: Fields) =>
  person.put('/api/contract', { contract_id: contractId, ...fields });

/** An offer that is paid for; the client had 3,000 yuan. */
async function offered(): Promise<Offered> {
  const deal = await offerFixed(client, freelancer, jobId, { milestones });
  await topUp(client, 3000);
  await payOrder(client, deal, 'milestone');
  return deal;
}

async function accepted(): Promise<Offered> {
  const deal = await offered();
  expect(await move(freelancer, deal, { status: 'accept' })).toMatchObject({ error_code: 0 });
  return deal;
}

describe('an offer', () => {
  it('that is revoked comes back whole, and can be made again', async () => {
    const deal = await offered();
    expect(await move(freelancer, deal, { status: 'revoke' })).toMatchObject({ error_code: 20374 });
    expect(await move(client, deal, { status: 'accept' })).toMatchObject({ error_code: 20374 });
    expect(await move(client, deal, { status: 'revoke', question_id: 999 })).toMatchObject({ error_code: 20376 });
    expect(
      await move(client, deal, {
        status: 'revoke',
        question_id: await reasonOf('contract_revoke'),
        reason: '改主意了',
      }),
    ).toMatchObject({ error_code: 0 });
    expect(await marginOf(client)).toBe(3000);
    expect(await move(freelancer, deal, { status: 'accept' })).toMatchObject({ error_code: 20375 });
    expect((await freelancer.get('/api/contract', { status: 'offer' }))['contracts'][0]).toMatchObject({
      status: 'revoke',
      reason: '改主意了',
    });
    await offerFixed(client, freelancer, jobId);
  });

  it('that is refused, for a reason of the list, comes back whole', async () => {
    const deal = await offered();
    expect(await move(freelancer, deal, { status: 'refuse' })).toMatchObject({ error_code: 20376 });
    expect(
      await move(freelancer, deal, { status: 'refuse', question_id: await reasonOf('contract_refuse') }),
    ).toMatchObject({ error_code: 0 });
    expect(await marginOf(client)).toBe(3000);
    const { stones, question } = await contractOf(client, deal.contractId);
    expect(stones.map((stone: { status: string }) => stone.status)).toEqual(['cancel', 'cancel']);
    expect(question).not.toBe('');
  });

  it('that nobody answers for two days comes back by itself', async () => {
    const deal = await offered();
    await server.advance('P1DT23H');
    expect(await contractOf(client, deal.contractId)).toMatchObject({ status: 'paid' });
    await server.advance('PT2H');
    expect(await contractOf(client, deal.contractId)).toMatchObject({ status: 'expire' });
    expect(await marginOf(client)).toBe(3000);
  });

  it('is made to one pair once at a time, and a draft is replaced by the next', async () => {
    const first = await offerFixed(client, freelancer, jobId);
    const second = await offerFixed(client, freelancer, jobId);
    await topUp(client, 3000);
    const pay = (deal: Offered) =>
      client.post('/api/order/pay', { contract_id: deal.contractId, trade_no: deal.tradeNo, ptype: 'milestone' });
    expect(await pay(first)).toMatchObject({ error_code: 20886 });
    expect(await pay(second)).toMatchObject({ error_code: 0 });
    const again = { user_id: freelancer.uid, job_id: jobId, name: '小程序开发合同', message: '再来一份', amount: 1 };
    expect(await client.post('/api/contract', again)).toMatchObject({ error_code: 20365 });
  });

  it('is refused with terms that do not hold, each with its number', async () => {
    const make = (fields: Fields) =>
      client.post('/api/contract', {
        user_id: freelancer.uid,
        job_id: jobId,
        name: '小程序开发合同',
        message: '请开始',
        amount: 3000,
        ...fields,
      });
    const cases: readonly (readonly [number, Fields])[] = [
      [20362, { user_id: '' }],
      [20363, { user_id: '00000000000000aa' }],
      [20363, { user_id: client.uid }],
      [20364, { job_id: '00000000000000aa' }],
      [203614, { name: '' }],
      [203614, { name: '名'.repeat(50) }],
      [203614, { message: '言'.repeat(500) }],
      [203610, { amount: 0 }],
      [203610, { amount: '1.005' }],
      [203611, { milestones: '[{"name":"一","amount":1}]' }],
      [203611, { milestones: 'x' }],
      [203611, { milestones: '[{"name":"","amount":3000}]' }],
      [
        203611,
        { milestones: JSON.stringify(Array.from({ length: 11 }, (_, index) => ({ name: `${index}`, amount: 1 }))) },
      ],
      [20366, { hourly: 10, workload: 10, milestones }],
      [20367, { hourly: 10_001, workload: 10 }],
      [20368, { hourly: 10, workload: 169 }],
      [20368, { hourly: 10 }],
      [20369, { start_at: '2020-01-01' }],
      [203612, { end_at: '2020-01-01' }],
      [203612, { start_at: '2099-02-01', end_at: '2099-01-01' }],
      [203616, { manual: 'maybe' }],
      [80003, { attachment_id: 999_999 }],
    ];
    for (const [code, fields] of cases) expect([fields, (await make(fields)).error_code]).toEqual([fields, code]);
    expect(await freelancer.post('/api/contract', {})).toMatchObject({ error_code: 30001 });
  });
});

describe('a top-up', () => {
  it('made for a contract pays it as soon as it has arrived', async () => {
    const deal = await offerFixed(client, freelancer, jobId);
    const deposit = (fields: Fields) =>
      client.post('/api/margin/deposit', { amount: 3000, dtype: 'contract', contract_id: deal.contractId, ...fields });
    expect(await deposit({ amount: 0 })).toMatchObject({ error_code: 204410 });
    expect(await deposit({ contract_id: '' })).toMatchObject({ error_code: 20449 });
    expect(await deposit({ trade_no: '000000000000000000' })).toMatchObject({ error_code: 204411 });
    const { url } = await deposit({});
    const html = await payPage(url, 'pay');
    expect(html).toContain('¥3000.00');
    await until(async () => (await contractOf(client, deal.contractId)).status === 'paid');
    expect(await client.get('/api/margin/basic')).toMatchObject({ margin: 0, trust_amount: 3000 });
    expect(
      (await client.get('/api/margin/record'))['records'].map((row: { record_type: string }) => row.record_type),
    ).toEqual(['freeze', 'deposit']);
  });

  it('that is closed, or left alone, brings nothing; paid twice, it brings it once', async () => {
    const closed = await client.post('/api/margin/deposit', { amount: 10 });
    await payPage(closed['url'], 'close');
    const forgotten = await client.post('/api/margin/deposit', { amount: 20 });
    const twice = await client.post('/api/margin/deposit', { amount: 30 });
    await payPage(twice['url'], 'pay');
    await payPage(twice['url'], 'pay');
    await until(async () => (await marginOf(client)) === 30);
    await server.advance('P1D');
    expect(await (await fetch(forgotten['url'])).text()).toContain('已过期');
    expect(await marginOf(client)).toBe(30);
  });

  it('is believed to the rail only: forged notifications change nothing', async () => {
    const { trade_no: tradeNo } = await client.post('/api/margin/deposit', { amount: 99 });
    const notice = {
      app_id: '9021000100000001',
      seller_id: '2088000000000001',
      out_trade_no: tradeNo,
      total_amount: '99.00',
      trade_status: 'TRADE_SUCCESS',
      trade_no: '2026112022001400001',
      notify_id: 'x',
      notify_type: 'trade_status_sync',
      sign_type: 'RSA2',
      sign: 'AAAA',
      charset: 'utf-8',
      version: '1.0',
    };
    const send = async (body: string, type = 'application/x-www-form-urlencoded') =>
      (
        await fetch(`${server.url}/api/margin/deposit/callback`, {
          method: 'POST',
          body,
          headers: { 'content-type': type },
        })
      ).text();
    for (const changes of [{}, { sign: '' }, { sign_type: 'RSA' }, { total_amount: '0.01' }, { out_trade_no: '1' }]) {
      expect(await send(new URLSearchParams({ ...notice, ...changes }).toString())).toBe('failure');
    }
    expect(await send(`${new URLSearchParams(notice).toString()}&out_trade_no=2`)).toBe('failure');
    expect(await send('')).toBe('failure');
    expect(await send('{}', 'application/json')).not.toBe('success');
    expect(await marginOf(client)).toBe(0);
  });
});

describe('a bonus', () => {
  it('is paid in each documented way, each once', async () => {
    const deal = await accepted();
    const order = async (fields: Fields = {}) =>
      client.post('/api/contract/bonus', {
        amount: 100,
        freelancer_id: freelancer.uid,
        contract_id: deal.contractId,
        description: '辛苦了',
        ...fields,
      });
    expect(await order({ amount: 0 })).toMatchObject({ error_code: 20801 });
    expect(await order({ freelancer_id: client.uid })).toMatchObject({ error_code: 20803 });
    expect(await order({ freelancer_id: '00000000000000aa' })).toMatchObject({ error_code: 20802 });
    expect(await order({ description: '字'.repeat(201) })).toMatchObject({ error_code: 20806 });
    const [byOrder, byBonus, byTopUp] = [await order(), await order(), await order()];
    const payIt = (trade: string) =>
      client.post('/api/order/pay', { contract_id: deal.contractId, trade_no: trade, ptype: 'bonus' });
    expect(await payIt(byOrder['trade_no'])).toMatchObject({ error_code: 20888 });
    await topUp(client, 200);
    for (let times = 0; times < 2; times += 1) {
      expect(await payIt(byOrder['trade_no'])).toMatchObject({ error_code: 0 });
      expect(await client.put('/api/contract/bonus', { trade_no: byBonus['trade_no'] })).toMatchObject({
        error_code: 0,
      });
    }
    const { url } = await client.post('/api/margin/deposit', {
      amount: 100,
      dtype: 'bonus',
      contract_id: deal.contractId,
      trade_no: byTopUp['trade_no'],
    });
    await payPage(url, 'pay');
    await until(async () => (await marginOf(freelancer)) === 270);
    expect(await marginOf(client)).toBe(0);
    expect(await client.get('/api/contract/bonus', { trade_no: byTopUp['trade_no'] })).toMatchObject({
      bonus: { amount: 100, description: '辛苦了', is_paid: true },
    });
    expect((await freelancer.get('/api/margin/record', { rtype: 'bonus' }))['records'][0]).toMatchObject({
      amount: 90,
      fee: 10,
      type: 'D',
    });
  });
});

describe('the end of a contract', () => {
  it('by the freelancer gives back everything that is not paid', async () => {
    const deal = await accepted();
    expect(await move(freelancer, deal, { status: 'finish', is_pay: false })).toMatchObject({ error_code: 0 });
    expect(await marginOf(client)).toBe(3000);
    expect(await contractOf(client, deal.contractId)).toMatchObject({ status: 'finish', finish_by: 'user' });
  });

  it('by the client with payment pays what is under way and gives back the rest', async () => {
    const deal = await accepted();
    expect(await move(client, deal, { status: 'finish' })).toMatchObject({ error_code: 203713 });
    expect(await move(client, deal, { status: 'finish', is_pay: true })).toMatchObject({ error_code: 0 });
    expect([await marginOf(client), await marginOf(freelancer)]).toEqual([2000, 900]);
  });

  it('by the client without payment is a dispute about what is under way', async () => {
    const deal = await accepted();
    expect(await move(client, deal, { status: 'finish', is_pay: false })).toMatchObject({ error_code: 0 });
    expect(await contractOf(client, deal.contractId)).toMatchObject({ status: 'dispute' });
    expect(await client.get('/api/margin/basic')).toMatchObject({ margin: 2000, trust_amount: 1000 });
    expect(await move(freelancer, deal, { status: 'finish', is_pay: true })).toMatchObject({ error_code: 20375 });
  });

  it('waits while it is paused, and goes on when it is resumed', async () => {
    const deal = await accepted();
    const [stone] = (await contractOf(client, deal.contractId)).stones;
    expect(await move(client, deal, { status: 'pause' })).toMatchObject({ error_code: 0 });
    expect(await freelancer.put('/api/milestone', { milestone_id: stone.id, message: '完成' })).toMatchObject({
      error_code: 203917,
    });
    expect(await move(client, deal, { status: 'pause' })).toMatchObject({ error_code: 20375 });
    expect(await move(freelancer, deal, { status: 'carry' })).toMatchObject({ error_code: 20374 });
    expect(await move(client, deal, { status: 'carry' })).toMatchObject({ error_code: 0 });
    expect(await freelancer.put('/api/milestone', { milestone_id: stone.id, message: '完成' })).toMatchObject({
      error_code: 0,
    });
  });
});

describe('milestones', () => {
  it('are added to a running contract and start when they are paid and it is their turn', async () => {
    const deal = await accepted();
    const add = (fields: Fields) =>
      client.post('/api/milestone', {
        contract_id: deal.contractId,
        milestones: '[{"name":"三","amount":"500.00"}]',
        ...fields,
      });
    expect(await add({ milestones: '[]' })).toMatchObject({ error_code: 20391 });
    expect(await freelancer.post('/api/milestone', {})).toMatchObject({ error_code: 30001 });
    const added = await add({});
    expect(added).toMatchObject({ error_code: 0, contract_id: deal.contractId });
    await topUp(client, 500);
    await payOrder(client, { contractId: deal.contractId, tradeNo: added['trade_no'] }, 'milestone');
    const { stones } = await contractOf(client, deal.contractId);
    const release = (id: number) =>
      client.put('/api/milestone', { milestone_id: id, is_agree: 'release', is_stop: false });
    expect(await release(stones[2].id)).toMatchObject({ error_code: 203917 });
    for (const stone of stones) expect(await release(stone.id)).toMatchObject({ error_code: 0 });
    expect(await release(stones[2].id)).toMatchObject({ error_code: 203917 });
    expect(await marginOf(freelancer)).toBe(3150);
    expect(await client.put('/api/milestone', { milestone_id: stones[0].id, is_agree: 'accept' })).toMatchObject({
      error_code: 203916,
    });
  });
});

describe('a withdrawal', () => {
  async function earned(): Promise<void> {
    const deal = await accepted();
    const { stones } = await contractOf(client, deal.contractId);
    await client.put('/api/milestone', { milestone_id: stones[0].id, is_agree: 'release', is_stop: true });
    await server.advance('PT2M');
  }

  const code = async () => {
    expect(await freelancer.post('/api/verifycode', { vtype: 'enter' })).toMatchObject({ error_code: 0 });
    return server.codeFor(freelancer.phone);
  };

  it('to a card that fails gives the money back; to one that returns it, gives it back a day later', async () => {
    await earned();
    const cardTo = (number: string, bank = '') => freelancer.post('/api/margin/card', { card_no: number, code: bank });
    expect(await cardTo('6222020200112230005')).toMatchObject({ error_code: 20202 });
    expect(await cardTo('622202')).toMatchObject({ error_code: 20202 });
    expect(await cardTo('6222020200112230004', 'NOPE')).toMatchObject({ error_code: 20203 });
    expect(await cardTo('9999990000000000')).toMatchObject({ error_code: 20203 });
    expect(await cardTo('6222020200112230004', 'CCB')).toMatchObject({ error_code: 0, bank_code: 'CCB' });
    const failing = '6222020010050000';
    const returning = '6222020010040001';
    for (const number of [failing, returning]) expect([number, (await cardTo(number)).error_code]).toEqual([number, 0]);
    expect(await cardTo(failing)).toMatchObject({ error_code: 20204 });
    const { cards } = await freelancer.get('/api/margin/card');
    expect(cards.map((card: { card_no: string; bank_code: string }) => [card.card_no, card.bank_code])).toEqual([
      ['6222***********0004', 'CCB'],
      ['6222********0000', 'ICBC'],
      ['6222********0001', 'ICBC'],
    ]);

    const take = async (account: string, amount: number | string) =>
      freelancer.post('/api/margin/withdraw', { amount, account, type: 'bank', code: await code() });
    expect(await take(failing, 300)).toMatchObject({ error_code: 0, balance: 600 });
    await server.advance('PT2H');
    expect(await freelancer.get('/api/margin/basic')).toMatchObject({ margin: 900, withdraw: 0 });
    expect(await take('6222********0001', 400)).toMatchObject({ error_code: 0, balance: 500 });
    await server.advance('PT2H');
    expect(await freelancer.get('/api/margin/basic')).toMatchObject({ margin: 500, withdraw: 0 });
    await server.advance('P2D');
    expect(await marginOf(freelancer)).toBe(900);
    expect(await take(returning, '900.01')).toMatchObject({ error_code: 20533 });
    expect(await freelancer.del('/api/margin/card', { card_id: cards[1].card_id })).toMatchObject({ error_code: 0 });
    await server.advance('PT2M');
    expect(await take(failing, 1)).toMatchObject({ error_code: 20534 });
  });

  it('of a client starts at a hundred yuan', async () => {
    await topUp(client, 150);
    await client.post('/api/user/alipay', { alipay: '13800000000' });
    expect(await client.post('/api/user/alipay', { alipay: 'other@example.com' })).toMatchObject({ error_code: 20482 });
    const fields = { amount: '99.99', account: '13800000000', type: 'alipay', code: '123456' };
    expect(await client.post('/api/margin/withdraw', fields)).toMatchObject({ error_code: 20533 });
    expect(await client.post('/api/margin/withdraw', { ...fields, amount: 100 })).toMatchObject({ error_code: 20031 });
    expect(await client.post('/api/margin/withdraw', { ...fields, amount: 100, code: '' })).toMatchObject({
      error_code: 20031,
    });
    expect(await client.del('/api/user/alipay')).toMatchObject({ error_code: 0 });
    expect(await client.del('/api/user/alipay')).toMatchObject({ error_code: 20486 });
  });
});
