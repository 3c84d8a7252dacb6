import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Deal, openYard, refusalOf, type Yard } from '../../../test/deal.ts';
import type { TestPerson } from '../../../test/kit.ts';
import type { OrderPurpose } from '../payments/index.ts';
import { addMilestones, finishContract, findContractOrder, orderBonus, orderToPay } from './index.ts';

let yard: Yard;
let deal: Deal;
let stranger: TestPerson;

beforeAll(async () => {
  yard = await openYard();
  deal = await yard.activeFixed([100n]);
  stranger = await yard.addClient();
});
afterEach(async () => {
  expect(await yard.findings()).toEqual([]);
});
afterAll(() => yard.close());

const bonus = (amount: bigint, { by = deal.client, to = deal.freelancer.uid, of = deal } = {}) =>
  yard.run(by, (ctx) => orderBonus(ctx, { contractUid: of.uid, freelancerUid: to, amount, description: 'Thanks' }));

describe('a bonus', () => {
  test('is ordered by the client of a contract that has begun, for its freelancer', async () => {
    const order = await bonus(50n);
    expect(order).toMatchObject({
      purpose: 'bonus',
      state: 'open',
      amount: 50n,
      payer_party_id: deal.client.partyId,
      payee_party_id: deal.freelancer.partyId,
      contract_id: deal.id,
      fee_basis_points: 1_000,
      description: 'Thanks',
    });
    const offered = await yard.offeredFixed([5n]);
    expect(await refusalOf(bonus(5n, { by: offered.client, to: offered.freelancer.uid, of: offered }))).toBe(
      'contract.wrong_state',
    );
  });

  test('is refused to everybody else, for anybody else, and to oneself', async () => {
    const other = await yard.addFreelancer();
    expect(await refusalOf(bonus(5n, { by: deal.freelancer }))).toBe('role.client_required');
    expect(await refusalOf(bonus(5n, { by: stranger }))).toBe('contract.not_found');
    expect(await refusalOf(bonus(5n, { to: other.uid }))).toBe('bonus.freelancer_unknown');
    expect(await refusalOf(bonus(5n, { to: 'f'.repeat(16) }))).toBe('bonus.freelancer_unknown');
    expect(await refusalOf(bonus(5n, { to: deal.client.uid }))).toBe('bonus.self');
  });

  test('is given less the fee, rounded down, when it is paid, also after the end', async () => {
    const done = await yard.activeFixed([100n]);
    const give = { by: done.client, to: done.freelancer.uid, of: done };
    const [early, late] = [await bonus(19n, give), await bonus(9n, give)];
    await yard.deposit(done.client, 28n);
    await yard.pay(done.client, early.trade_no);
    expect((await yard.balances(done.freelancer)).available).toBe(18n);
    await yard.run(done.client, (ctx) => finishContract(ctx, { contractUid: done.uid, pays: false }));
    await yard.pay(done.client, late.trade_no);
    expect((await yard.balances(done.freelancer)).available).toBe(27n);
    expect((await yard.balances(done.client)).available).toBe(0n);
    const [contract] = await yard.query('select paid_total from contract where id = $1', [done.id]);
    expect(contract).toEqual({ paid_total: 0n });
  });
});

describe('the order of a contract', () => {
  const find = (who: TestPerson, wanted: { tradeNo: string; contractUid?: string; purpose?: OrderPurpose }) =>
    refusalOf(yard.look(who, (ctx) => findContractOrder(ctx, wanted)));

  test('is shown to its payer, if it is what they believe it to be', async () => {
    const { tradeNo, uid: contractUid } = deal;
    expect(await find(deal.client, { tradeNo })).toBe('done');
    expect(await find(deal.client, { tradeNo, contractUid, purpose: 'milestones' })).toBe('done');
    expect(await find(deal.client, { tradeNo, purpose: 'week' })).toBe('order.wrong_contract');
    expect(await find(deal.client, { tradeNo, contractUid: 'f'.repeat(16) })).toBe('order.wrong_contract');
    expect(await find(deal.client, { tradeNo: '1' })).toBe('order.not_found');
    expect(await find(stranger, { tradeNo })).toBe('order.not_found');
    expect(await find(deal.freelancer, { tradeNo })).toBe('role.client_required');
    const topUp = await yard.openTopUp(deal.client, 5n);
    expect(await find(deal.client, { tradeNo: topUp.tradeNo })).toBe('order.not_found');
  });

  test('that a top-up pays is the one named, or the newest that is open; a bonus must be named', async () => {
    const milestones = [{ name: 'More', amount: 5n, endDay: null }];
    const toPay = (contractUid: string | undefined, tradeNo: string | undefined, isBonus = false, who = deal.client) =>
      yard.look(who, (ctx) => orderToPay(ctx, { contractUid, tradeNo, isBonus }));
    expect(await refusalOf(toPay(deal.uid, undefined))).toBe('order.not_found');
    await yard.run(deal.client, (ctx) => addMilestones(ctx, { contractUid: deal.uid, milestones }));
    const second = await yard.run(deal.client, (ctx) => addMilestones(ctx, { contractUid: deal.uid, milestones }));
    const given = await bonus(5n);
    expect(await toPay(deal.uid, undefined)).toBe(second.trade_no);
    expect(await toPay(undefined, given.trade_no)).toBe(given.trade_no);
    expect(await toPay(deal.uid, given.trade_no, true)).toBe(given.trade_no);
    expect(await refusalOf(toPay(deal.uid, second.trade_no, true))).toBe('order.wrong_contract');
    expect(await refusalOf(toPay(deal.uid, undefined, true))).toBe('order.not_found');
    expect(await refusalOf(toPay(undefined, undefined))).toBe('contract.not_found');
    expect(await refusalOf(toPay(deal.uid, undefined, false, stranger))).toBe('contract.not_found');
  });
});
