import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Person, signUp, topUp } from './client.ts';
import { contractOf, localText, marginOf, type Offered, offerHourly, payOrder, postJob, recordShot } from './deal.ts';

let server: RunningServer;
let client: Person;
let freelancer: Person;
let deal: Offered;
let jobs = 0;

beforeAll(async () => {
  server = await startServer('cloudwork');
});

afterAll(async () => {
  const { output } = await server.command('ledger', 'verify');
  await server.stop();
  expect(output).toContain('The books are right.');
});

/** An accepted hourly contract between two new people; the client has 3,000 yuan, 1,000 of them in escrow for the first week. */
beforeEach(async () => {
  [client, freelancer] = [await signUp(server, 2, '李雷'), await signUp(server, 1, '韩梅梅')];
  jobs += 1;
  const jobId = await postJob(client, `后台维护 ${jobs}`, { paymethod: 'hour', workload: 1, duration: 3, budget: '' });
  deal = await offerHourly(client, freelancer, jobId);
  await topUp(client, 3000);
  await payOrder(client, deal, 'weekstone');
  expect(await freelancer.put('/api/contract', { contract_id: deal.contractId, status: 'accept' })).toMatchObject({
    error_code: 0,
  });
});

const minutesAgo = async (minutes: number) => new Date((await server.now()).getTime() - minutes * 60_000);
const record = async (minutes: number) =>
  recordShot(freelancer, { contractId: deal.contractId, at: await minutesAgo(minutes) });

/** Late in the Shanghai day, so that hours back are in the week that began today. */
async function moveToEvening(): Promise<void> {
  const hour = new Date((await server.now()).getTime() + 8 * 3_600_000).getUTCHours();
  if (hour < 20) await server.advance(`PT${20 - hour}H`);
}

describe('an hourly contract', () => {
  it('pays a reviewed week for the recorded time and gives the rest back', async () => {
    await moveToEvening();
    for (const minutes of [10, 20, 30]) expect(await record(minutes)).toMatchObject({ error_code: 0 });
    const manual = {
      shot_time: localText(await minutesAgo(60)),
      contract_id: deal.contractId,
      is_auto: '0',
      name: '',
      description: '电话会议',
      activity: 0,
      keyboard: 0,
      mouse: 0,
    };
    expect(await freelancer.post('/api/weekstone/screenshot', manual)).toMatchObject({ error_code: 0 });
    expect(await freelancer.post('/api/weekstone/screenshot', manual)).toMatchObject({ error_code: 204012 });
    expect(await freelancer.get('/api/weekstone/time', { contract_id: deal.contractId })).toMatchObject({
      today: 40,
      total_time: 40,
    });
    const [diary] = (await client.get('/api/contract/weekstone'))['contracts'];
    expect(diary.weekstones).toMatchObject([
      { status: 'carry', shot_times: 30, manual_times: 10, amount: 1000, calculate_amount: 66.66 },
    ]);

    expect(await client.get('/api/weekstone/pay', { contract_id: deal.contractId })).toMatchObject({
      error_code: 20774,
    });
    await server.advance('P7D');
    const waiting = await client.get('/api/weekstone/pay', { contract_id: deal.contractId });
    expect(waiting).toMatchObject({
      error_code: 0,
      weekstone: { shot_times: 30, manual_times: 10, calculate_amount: 66.66, status: 'carry_pay' },
    });
    expect((await client.get('/api/contract', { status: 'carry_pay' }))['count']).toBe(1);
    const weekId = waiting['weekstone'].weekstone_id;
    expect(await client.put('/api/weekstone/pay', { weekstone_id: weekId, is_agree: 'accept' })).toMatchObject({
      error_code: 20784,
    });
    const paid = await client.put('/api/weekstone/pay', {
      weekstone_id: weekId,
      is_agree: 'accept',
      status: 'continue',
    });
    expect(paid).toMatchObject({ error_code: 0, contract_id: deal.contractId, ptype: 'weekstone' });
    expect(await marginOf(freelancer)).toBe(60);
    expect(await marginOf(client)).toBe(2933.34);

    await payOrder(client, { contractId: deal.contractId, tradeNo: paid['trade_no'] }, 'weekstone');
    const { stones } = await contractOf(client, deal.contractId);
    expect(stones.map((stone: { status: string }) => stone.status)).toEqual(['finish', 'carry']);
  });

  it('pays by silence after two days, pauses, and goes on with a new week from the balance', async () => {
    await moveToEvening();
    expect(await record(10)).toMatchObject({ error_code: 0 });
    await server.advance('P8D');
    expect(await marginOf(freelancer)).toBe(0);
    await server.advance('P2D');
    expect(await marginOf(freelancer)).toBe(15);
    expect(await contractOf(client, deal.contractId)).toMatchObject({ status: 'pause' });
    expect(await record(5)).toMatchObject({ error_code: 20407 });
    expect(await client.put('/api/contract', { contract_id: deal.contractId, status: 'carry' })).toMatchObject({
      error_code: 0,
    });
    expect(await contractOf(client, deal.contractId)).toMatchObject({ status: 'carry', is_open_next: false });
    expect(await marginOf(client)).toBe(1983.34);
  });

  it('takes exactly the slot of a deleted screenshot away', async () => {
    await moveToEvening();
    for (const minutes of [10, 20, 30]) await record(minutes);
    const today = localText(await server.now()).slice(0, 10);
    const { shots } = await freelancer.get('/api/weekstone/screenshot', {
      contract_id: deal.contractId,
      shot_time: today,
    });
    expect(shots).toHaveLength(3);
    const middle = shots[1].id;
    expect(await client.del('/api/weekstone/screenshot', { shot_ids: middle })).toMatchObject({ error_code: 30002 });
    expect(await freelancer.del('/api/weekstone/screenshot', { shot_ids: `${middle},999999999` })).toMatchObject({
      error_code: 20424,
    });
    expect(await freelancer.del('/api/weekstone/screenshot', { shot_ids: middle })).toMatchObject({ error_code: 0 });
    expect(await freelancer.get('/api/weekstone/time', { contract_id: deal.contractId })).toMatchObject({
      total_time: 20,
    });
    expect(await record(20)).toMatchObject({ error_code: 0 });
    const one = await client.get('/api/weekstone/screenshot', { contract_id: deal.contractId, shot_id: shots[0].id });
    expect(one).toMatchObject({ error_code: 0, shot: { id: shots[0].id, is_page_up: false, is_page_down: true } });
  });

  it('ends with the recorded time paid when the client wishes it', async () => {
    await moveToEvening();
    for (const minutes of [10, 20, 30]) await record(minutes);
    expect(await client.put('/api/contract', { contract_id: deal.contractId, status: 'finish' })).toMatchObject({
      error_code: 203713,
    });
    expect(
      await client.put('/api/contract', { contract_id: deal.contractId, status: 'finish', is_pay: true }),
    ).toMatchObject({ error_code: 0 });
    expect(await marginOf(freelancer)).toBe(45);
    expect(await marginOf(client)).toBe(2950);
    expect(await contractOf(freelancer, deal.contractId)).toMatchObject({ status: 'finish', total_amount: 50 });
  });

  it('becomes a dispute when the client will not pay for recorded time, and the money stays in escrow', async () => {
    await moveToEvening();
    await record(10);
    expect(
      await client.put('/api/contract', { contract_id: deal.contractId, status: 'finish', is_pay: false }),
    ).toMatchObject({ error_code: 0 });
    expect(await contractOf(client, deal.contractId)).toMatchObject({ status: 'dispute' });
    expect(await client.get('/api/margin/basic')).toMatchObject({ margin: 2000, trust_amount: 1000 });
  });

  it('ends without payment, all of it given back, when the client refuses the week', async () => {
    await server.advance('P7D');
    const { weekstone } = await client.get('/api/weekstone/pay', { contract_id: deal.contractId });
    expect(
      await freelancer.put('/api/weekstone/pay', { weekstone_id: weekstone.weekstone_id, is_agree: 'refuse' }),
    ).toMatchObject({ error_code: 30001 });
    expect(
      await client.put('/api/weekstone/pay', { weekstone_id: weekstone.weekstone_id, is_agree: 'refuse' }),
    ).toMatchObject({ error_code: 0 });
    expect(await contractOf(client, deal.contractId)).toMatchObject({ status: 'finish' });
    expect(await marginOf(client)).toBe(3000);
  });
});
