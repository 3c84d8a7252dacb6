import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Kit, openKit, type TestPerson } from '../../../test/kit.ts';
import { expectOnlyListedMoves } from '../../../test/lifecycle.ts';
import type { Actor } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { unitsOf } from '../../platform/work.ts';
import { balancesOf, verifyLedger } from '../ledger/index.ts';
import {
  bookTopUp,
  paymentProofs,
  type PayInRail,
  refundTasks,
  type TopUpMeans,
  topUpTasks,
} from '../payments/index.ts';
import { addPerson } from '../profiles/index.ts';
import {
  addOrder,
  cancelOrder,
  completeOrder,
  consultationProofs,
  consultationTasks,
  deliverOrder,
  orderLifecycle,
  payPost,
  postLifecycle,
  publishPost,
  removePost,
  settleOrder,
  takePost,
} from './index.ts';

const rail: PayInRail = {
  code: 'wechat',
  payPage: async ({ tradeNo }) => `https://rail.example.com/?prepay_id=wx${tradeNo}`,
  readNotice: async () => undefined,
  query: async () => ({ state: 'unknown' }),
  close: async () => undefined,
};
let refunds: Awaited<ReturnType<NonNullable<PayInRail['refund']>>>[] = [];
let asked: string[] = [];
rail.refund = async ({ refundNo, amount, total }) => {
  asked.push(`${refundNo} ${amount} of ${total}`);
  return refunds.shift() ?? { state: 'done' };
};
const topUps: TopUpMeans = { rail, notifyUrl: '', returnUrl: '' };

let kit: Kit;
let buyer: TestPerson;
let consultant: TestPerson;
beforeAll(async () => {
  kit = await openKit({
    market: 'consulting',
    handlers: [...consultationTasks, ...topUpTasks([rail]), ...refundTasks([rail])],
    listeners: { 'topup.pays_consultation': ['consultation.pay_after_top_up'] },
  });
  [buyer, consultant] = [await kit.addClient('买家'), await kit.addFreelancer('顾问')];
});
afterAll(() => kit.close());

const as = ({ actor }: { actor: Actor }) => unitsOf(kit.work, 'consulting', actor);
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof DomainError ? error.code : error),
  );
const publish = () =>
  as(buyer).write((ctx) => publishPost(ctx, { tags: [1n, 1n], title: '问', content: '题', price: 5_000n }));
const prove = () => verifyLedger(kit.database.reader, consultationProofs);
const available = async (person: TestPerson) => (await balancesOf(as(person).read(), person.partyId)).available;

/** A post that is paid and has a consultant. */
async function underWay(): Promise<bigint> {
  const post = await publish();
  await kit.fund(buyer, 5_000n);
  await payPost(as(buyer), topUps, { orderNo: post.orderNo, amount: 5_000n });
  return as(consultant).write((ctx) => takePost(ctx, post.id));
}

test.each([
  ['post', postLifecycle],
  ['order', orderLifecycle],
] as const)('every move of an %s that is not listed is refused', (_name, table) => expectOnlyListedMoves(table));

test('a payment that is told twice, or of another amount, pays once', async () => {
  const post = await publish();
  const funding = await payPost(as(buyer), topUps, { orderNo: post.orderNo, amount: 5_000n });
  if (funding.isPaid) throw new Error('it was short');
  const paid = { state: 'paid', amount: 5_000n, railTradeNo: 'W1', paidAt: new Date(0) } as const;
  const book = (outcome: Parameters<typeof bookTopUp>[3]) =>
    as(buyer).write((ctx) => bookTopUp(ctx, rail, funding.tradeNo, outcome));
  expect(await book({ ...paid, amount: 4_999n })).toBe('refused');
  expect(await Promise.all([book(paid), book(paid), book(paid)])).toEqual(
    expect.arrayContaining(['booked', 'nothing']),
  );
  await kit.worker.drain();
  expect(await available(buyer)).toBe(0n);
  expect(await refusal(payPost(as(buyer), topUps, { orderNo: post.orderNo, amount: 5_000n }))).toBe(
    'order.wrong_state',
  );
  expect(await prove()).toEqual([]);
});

test('a post is taken by one of several who take it at once', async () => {
  const post = await publish();
  const others = [consultant, await kit.addFreelancer('顾问二'), await kit.addFreelancer('顾问三')];
  const results = await Promise.all(others.map((one) => refusal(as(one).write((ctx) => takePost(ctx, post.id)))));
  expect(results.filter((result) => result === 'done')).toHaveLength(1);
});

test('an order is completed or cancelled, never both', async () => {
  const orderId = await underWay();
  const before = (await available(buyer)) + (await available(consultant));
  const results = await Promise.all([
    refusal(as(buyer).write((ctx) => completeOrder(ctx, orderId))),
    refusal(as(buyer).write((ctx) => cancelOrder(ctx, orderId))),
  ]);
  expect(new Set(results)).toEqual(new Set(['done', 'move.not_from_here']));
  expect([4_500n, 5_000n]).toContain((await available(buyer)) + (await available(consultant)) - before);
  expect(await prove()).toEqual([]);
});

test('a dispute is an operator’s to settle', async () => {
  const orderId = await underWay();
  await as(consultant).write((ctx) => deliverOrder(ctx, orderId, '答'));
  expect(await as(buyer).write((ctx) => cancelOrder(ctx, orderId))).toBe('disputed');
  expect(await refusal(as(buyer).write((ctx) => settleOrder(ctx, orderId, false, '我要退款')))).toBe('move.not_by_you');
  // The clock does not pay what is disputed.
  kit.clock.move(10 * 86_400_000);
  await kit.worker.drain();
  const operator = as({ actor: { kind: 'operator', operatorId: 1n } });
  await operator.write((ctx) => settleOrder(ctx, orderId, true, ''));
  expect(await refusal(operator.write((ctx) => settleOrder(ctx, orderId, false, '晚了')))).toBe('move.not_from_here');
  expect(await prove()).toEqual([]);
});

test.each([
  ['at once', [{ state: 'done' }], 0n],
  ['after a while', [{ state: 'sent' }, { state: 'sent' }, { state: 'done' }], 0n],
  ['not at all', [{ state: 'sent' }, { state: 'failed', reason: '退款关闭' }], 5_000n],
] as const)('a refund that goes through %s', async (_how, outcomes, left) => {
  const payer = await kit.addClient('退款买家');
  const given = { tags: [1n], title: '问', content: '题', price: 5_000n };
  const post = await as(payer).write((ctx) => publishPost(ctx, given));
  const funding = await payPost(as(payer), topUps, { orderNo: post.orderNo, amount: 5_000n });
  if (funding.isPaid) throw new Error('it was short');
  const paid = { state: 'paid', amount: 5_000n, railTradeNo: funding.tradeNo, paidAt: new Date(0) } as const;
  await as(payer).write((ctx) => bookTopUp(ctx, rail, funding.tradeNo, paid));
  await kit.worker.drain();
  [refunds, asked] = [[...outcomes], []];
  await as(payer).write((ctx) => removePost(ctx, post.id));
  const wallet = () => balancesOf(as(payer).read(), payer.partyId);
  expect(await wallet()).toEqual({ available: 0n, withdrawing: 5_000n, inEscrow: 0n });
  for (let hour = 0; hour < 4; hour += 1) {
    await kit.worker.drain();
    kit.clock.move(3_600_000);
  }
  // Asked under one number, until it is through.
  expect([asked.length, new Set(asked).size]).toEqual([outcomes.length, 1]);
  expect(await wallet()).toEqual({ available: left, withdrawing: 0n, inEscrow: 0n });
  const proofs = { ...consultationProofs, withdrawing: paymentProofs.withdrawing_unlike_payouts };
  expect(await verifyLedger(kit.database.reader, proofs)).toEqual([]);
});

test('a consultant of another market is none here', async () => {
  const post = await publish();
  const other = unitsOf(kit.work, 'gig', { kind: 'system' });
  const stranger = {
    kind: 'freelancer',
    name: '外人',
    phone: '13900000099',
    passwordHash: 'none',
    wantsRecommendations: false,
  } as const;
  const { userId } = await other.write((ctx) => addPerson(ctx, stranger));
  const claim = { postId: post.id, consultantUserId: userId, orderNo: post.orderNo, price: 5_000n, isPaid: false };
  expect(await refusal(as(buyer).write((ctx) => addOrder(ctx, claim)))).toBe('consultation.consultant_unknown');
});

test('the proofs find what is wrong', async () => {
  const orderId = await underWay();
  expect(await prove()).toEqual([]);
  const tamper = (text: string) => kit.database.reader.query({ text }, [orderId]);
  await tamper(`update consultation_order set state = 'completed' where id = $1`);
  await tamper(
    `update pay_order set state = 'open' where id = (select order_id from consultation_order where id = $1)`,
  );
  expect(new Set((await prove()).map(({ proof }) => proof))).toEqual(new Set(Object.keys(consultationProofs)));
});
