import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Person, signUp, topUp } from './client.ts';
import { contractOf, marginOf, offerFixed, postJob } from './deal.ts';

let server: RunningServer;
let client: Person;
let freelancer: Person;

beforeAll(async () => {
  server = await startServer('cloudwork');
  [client, freelancer] = [await signUp(server, 3, '李雷'), await signUp(server, 1, '韩梅梅')];
});

afterAll(async () => {
  const { output } = await server.command('ledger', 'verify');
  await server.stop();
  expect(output).toContain('The books are right.');
});

describe('a fixed-price deal', () => {
  it('goes from the job to the withdrawal, with every fen accounted for', async () => {
    const jobId = await postJob(client, '商城小程序开发');
    const found = await freelancer.post('/api/jobs/search', {
      keyword: '小程序',
      pagesize: 10,
      pagenum: 1,
      categorys: '',
      workload: '',
    });
    expect(found).toMatchObject({ error_code: 0, count: 1, pagenum: 1 });
    expect(found['jobs'][0]).toMatchObject({ id: jobId, name: '商城小程序开发', paymethod: 'fixed', budget: 3000 });
    const detail = await freelancer.get('/api/jobs', { job_id: jobId });
    expect(detail['job']).toMatchObject({ id: jobId, hires: 1, status: 'normal', skills: ['Node.js', '微信小程序'] });

    const bid = await freelancer.post('/api/proposal', {
      job_id: jobId,
      amount: 2800,
      duration: 3,
      message: '做过三个类似的项目。',
    });
    expect(bid).toMatchObject({ error_code: 0 });
    const applied = await client.get('/api/proposal', { job_id: jobId, operate: 'active', pagesize: 5, pagenum: 1 });
    expect(applied['proposals']).toHaveLength(1);
    const proposalId = applied['proposals'][0].proposal_id;
    expect(await client.put('/api/proposal', { proposal_id: proposalId, operate: 'accept' })).toMatchObject({
      error_code: 0,
    });
    expect(
      await client.post('/api/proposal/message', { proposal_id: proposalId, content: '明天可以开始吗？' }),
    ).toMatchObject({ error_code: 0 });
    const messages = await freelancer.get('/api/proposal/message', { proposal_id: proposalId });
    expect(messages['messages'][0]).toMatchObject({ content: '明天可以开始吗？' });

    const milestones = JSON.stringify([
      { name: '原型', amount: '1000.00', end_at: '2099-02-01' },
      { name: '上线', amount: 2000, end_at: '2099-06-30' },
    ]);
    const { contractId, tradeNo } = await offerFixed(client, freelancer, jobId, { milestones });
    expect(await freelancer.get('/api/contract', { contract_id: contractId })).toMatchObject({ error_code: 20373 });
    const pay = { contract_id: contractId, trade_no: tradeNo, ptype: 'milestone' };
    expect(await client.get('/api/order/pay', pay)).toMatchObject({
      error_code: 0,
      contract: { amount: 3000, ptype: 'milestone' },
      records: [
        { name: '原型', amount: 1000 },
        { name: '上线', amount: 2000 },
      ],
    });
    expect(await client.post('/api/order/pay', pay)).toMatchObject({ error_code: 20888 });
    await topUp(client, 3500.5);
    expect(await client.post('/api/order/pay', pay)).toMatchObject({
      error_code: 0,
      contract_id: contractId,
      job_id: jobId,
    });
    expect(await client.post('/api/order/pay', pay)).toMatchObject({ error_code: 0 });
    expect(await client.get('/api/margin/basic')).toMatchObject({
      margin: 500.5,
      trust_amount: 3000,
      expend_amount: 0,
    });
    expect((await freelancer.get('/api/contract', { status: 'paid' }))['contracts'][0]).toMatchObject({
      id: contractId,
      status: 'paid',
    });
    expect((await client.get('/api/proposal', { job_id: jobId, operate: 'hire' }))['proposals']).toHaveLength(1);

    expect(await freelancer.put('/api/contract', { contract_id: contractId, status: 'accept' })).toMatchObject({
      error_code: 0,
    });
    const [first, second] = (await contractOf(freelancer, contractId)).stones;
    expect([first.status, second.status]).toEqual(['carry', 'paid']);

    const upload = await freelancer.upload('milestone', new TextEncoder().encode('原型说明'), '原型.txt');
    const submitted = await freelancer.put('/api/milestone', {
      milestone_id: first.id,
      message: '原型完成',
      attachment_id: upload['attachment_id'],
    });
    expect(submitted).toMatchObject({ error_code: 0 });
    expect(await client.get('/api/milestone/pay', { contract_id: contractId })).toMatchObject({
      error_code: 0,
      data: { id: first.id, amount: 1000, records: [{ message: '原型完成', attachment_name: '原型.txt' }] },
    });
    const review = (fields: object) => client.put('/api/milestone', { milestone_id: first.id, ...fields });
    expect(await review({ is_agree: 'refuse', is_stop: false })).toMatchObject({ error_code: 203911 });
    expect(await review({ is_agree: 'refuse', is_stop: false, message: '缺少结算页' })).toMatchObject({
      error_code: 0,
    });
    expect(await freelancer.put('/api/milestone', { milestone_id: first.id, message: '已补上结算页' })).toMatchObject({
      error_code: 0,
    });
    expect(await review({ is_agree: 'accept', is_stop: false })).toMatchObject({ error_code: 0 });
    expect(await marginOf(freelancer)).toBe(900);

    expect(
      await client.put('/api/milestone', { milestone_id: second.id, is_agree: 'release', is_stop: true }),
    ).toMatchObject({ error_code: 0 });
    expect(await freelancer.get('/api/margin/basic')).toMatchObject({ margin: 2700, withdraw: 0, income: 2700 });
    expect(await contractOf(client, contractId)).toMatchObject({
      status: 'finish',
      finish_by: 'team',
      total_amount: 3000,
    });

    const marks = { exchange: 5, cooper: 5, quality: 4, skill: 4, score: 9, content: '合作愉快' };
    const reasons = async (qtype: string) => (await client.get('/api/question', { qtype }))['questions'][0].question_id;
    const byClient = {
      contract_id: contractId,
      question_id: await reasons('contract_finish_c'),
      punctual: 5,
      ...marks,
    };
    expect(await client.post('/api/contract/evaluate', byClient)).toMatchObject({ error_code: 0 });
    expect(await client.post('/api/contract/evaluate', byClient)).toMatchObject({ error_code: 20736 });
    const byFreelancer = {
      contract_id: contractId,
      question_id: await reasons('contract_finish_f'),
      avail: 5,
      deliver: 4,
      ...marks,
    };
    expect(await freelancer.post('/api/contract/evaluate', byFreelancer)).toMatchObject({ error_code: 0 });
    expect((await contractOf(client, contractId)).evaluate.user).toMatchObject({ punctual: 5, content: '合作愉快' });

    expect(await freelancer.post('/api/user/alipay', { alipay: 'hanmeimei@example.com' })).toMatchObject({
      error_code: 0,
    });
    const { accounts } = await freelancer.get('/api/margin/withdraw/accounts');
    expect(accounts).toEqual([{ card_no: 'han***@example.com', bank: 'alipay', type: 'alipay' }]);
    await server.advance('PT2M');
    await freelancer.post('/api/verifycode', { vtype: 'enter' });
    const code = await server.codeFor(freelancer.phone);
    const withdrawal = { amount: 700, account: 'hanmeimei@example.com', type: 'alipay' };
    expect(
      await freelancer.post('/api/margin/withdraw', { ...withdrawal, code: '000000' === code ? '111111' : '000000' }),
    ).toMatchObject({ error_code: 20032 });
    expect(await freelancer.post('/api/margin/withdraw', { ...withdrawal, code })).toMatchObject({
      error_code: 0,
      amount: 700,
      balance: 2000,
      baclance: 2000,
    });
    expect(await freelancer.get('/api/margin/basic')).toMatchObject({ margin: 2000, withdraw: 700 });
    await server.advance('PT2H');
    expect(await freelancer.get('/api/margin/basic')).toMatchObject({ margin: 2000, withdraw: 0 });
    const { records } = await freelancer.get('/api/margin/record', { pagesize: 10 });
    expect(records.map((row: { record_type: string }) => row.record_type)).toEqual(['withdraw', 'income', 'income']);
    expect(records[2]).toMatchObject({
      amount: 900,
      fee: 100,
      margin: 900,
      type: 'D',
      job: { name: '商城小程序开发' },
    });
  });
});
