import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Kit, openKit, type TestPerson } from '../../../test/kit.ts';
import { expectOnlyListedMoves } from '../../../test/lifecycle.ts';
import type { Actor } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { unitsOf } from '../../platform/work.ts';
import { verifyLedger } from '../ledger/index.ts';
import { bookTopUp, type PayInRail, type TopUpMeans } from '../payments/index.ts';
import { settlementTime } from './deliver.ts';
import {
  acceptResult,
  applicationLifecycle,
  apply,
  chooseApplicants,
  decideRequest,
  findRequest,
  fundRequest,
  gigProofs,
  gigTasks,
  publishRequest,
  removeRequest,
  requestLifecycle,
} from './index.ts';
import type { RequestInput } from './requests.ts';

const operator: Actor = { kind: 'operator', operatorId: 1n };
const rail: PayInRail = {
  code: 'alipay',
  payPage: async ({ tradeNo }) => `https://rail.example.com/${tradeNo}`,
  readNotice: async () => undefined,
  query: async () => ({ state: 'unknown' }),
  close: async () => undefined,
};
const topUps: TopUpMeans = { rail, notifyUrl: '', returnUrl: '' };

let kit: Kit;
beforeAll(async () => {
  kit = await openKit({
    market: 'gig',
    handlers: gigTasks,
    listeners: { 'topup.pays_gig': ['gig.pay_after_top_up'] },
  });
});
afterAll(() => kit.close());

const as = ({ actor }: { actor: Actor }) => unitsOf(kit.work, 'gig', actor);
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof DomainError ? error.code : error),
  );
const input: RequestInput = {
  ...{ title: '搭建', kind: 'other', price: 10_000n, settlement: 'other', place: '', category: '', detail: '' },
  ...{ worksFrom: null, worksUntil: null, wantsInvoice: false },
};

async function reviewed(client: TestPerson, price = 10_000n): Promise<bigint> {
  const id = await as(client).write((ctx) => publishRequest(ctx, { ...input, price }, []));
  await as({ actor: operator }).write((ctx) => decideRequest(ctx, id, true, ''));
  return id;
}

const stateOf = async (client: TestPerson, id: bigint) => (await findRequest(as(client).read(), id)).state;

test.each([
  ['request', requestLifecycle],
  ['application', applicationLifecycle],
] as const)('every move a %s does not have is refused', (_name, table) => expectOnlyListedMoves(table));

test.each([
  ['other', '2026-11-20T02:00:00Z', '2026-11-20T02:00:00Z'],
  ['daily', '2026-11-20T02:00:00Z', '2026-11-20T16:00:00Z'],
  ['daily', '2026-11-20T15:59:59Z', '2026-11-20T16:00:00Z'],
  ['daily', '2026-11-20T16:00:00Z', '2026-11-21T16:00:00Z'],
  ['monthly', '2026-11-20T02:00:00Z', '2026-11-30T16:00:00Z'],
  ['monthly', '2026-12-31T02:00:00Z', '2026-12-31T16:00:00Z'],
  ['monthly', '2026-12-31T16:00:00Z', '2027-01-31T16:00:00Z'],
  ['monthly', '2027-01-31T02:00:00Z', '2027-01-31T16:00:00Z'],
] as const)('%s settlement of what is accepted %s is paid %s', (settlement, now, due) => {
  expect(settlementTime(settlement, new Date(now))).toEqual(new Date(due));
});

describe('paying a request', () => {
  test('of what is missing opens one order, and its money pays the request', async () => {
    const client = await kit.addClient('甲公司');
    const id = await reviewed(client);
    await kit.fund(client, 4_000n);
    const first = await fundRequest(as(client), topUps, id);
    expect(first).toMatchObject({ isPaid: false, missing: 6_000n });
    expect(await fundRequest(as(client), topUps, id)).toEqual(first);
    if (first.isPaid) throw new Error('it was short');
    const paid = { state: 'paid', amount: 6_000n, railTradeNo: 'R1', paidAt: new Date(0) } as const;
    await as(client).write((ctx) => bookTopUp(ctx, rail, first.tradeNo, paid));
    await kit.worker.drain();
    expect(await stateOf(client, id)).toBe('funded');
    expect(await fundRequest(as(client), topUps, id)).toEqual({ isPaid: true });
  });

  test('that was taken away meanwhile leaves the money in the wallet', async () => {
    const client = await kit.addClient('乙公司');
    const id = await reviewed(client);
    const funding = await fundRequest(as(client), topUps, id);
    if (funding.isPaid) throw new Error('it was short');
    await as(client).write((ctx) => removeRequest(ctx, id));
    const paid = { state: 'paid', amount: 10_000n, railTradeNo: 'R2', paidAt: new Date(0) } as const;
    await as(client).write((ctx) => bookTopUp(ctx, rail, funding.tradeNo, paid));
    await kit.worker.drain();
    expect(await refusal(findRequest(as(client).read(), id))).toBe('gig.not_found');
    expect(await verifyLedger(kit.database.reader, gigProofs)).toEqual([]);
  });

  test('and taking it away at once is one or the other', async () => {
    const client = await kit.addClient('丙公司');
    const id = await reviewed(client);
    await kit.fund(client, 10_000n);
    await Promise.all([
      refusal(fundRequest(as(client), topUps, id)),
      refusal(as(client).write((ctx) => removeRequest(ctx, id))),
    ]);
    expect(await verifyLedger(kit.database.reader, gigProofs)).toEqual([]);
  });
});

test('only an operator reviews', async () => {
  const client = await kit.addClient('丁公司');
  const id = await as(client).write((ctx) => publishRequest(ctx, input, []));
  expect(await refusal(as(client).write((ctx) => decideRequest(ctx, id, true, '')))).toBe('move.not_by_you');
});

test('the proofs find what is wrong', async () => {
  const client = await kit.addClient('戊公司');
  const freelancer = await kit.addFreelancer('小明');
  const id = await reviewed(client);
  await kit.fund(client, 10_000n);
  await fundRequest(as(client), topUps, id);
  const application = await as(freelancer).write((ctx) => apply(ctx, id, { message: '', samples: [] }));
  await as(client).write((ctx) => chooseApplicants(ctx, id, [application]));
  const early = as(client).write((ctx) => acceptResult(ctx, { applicationId: application, amount: 1n }));
  expect(await refusal(early)).toBe('move.not_from_here');
  expect(await verifyLedger(kit.database.reader, gigProofs)).toEqual([]);
  const tamper = (text: string) => kit.database.reader.query({ text }, [id]);
  await tamper('update gig_request set promised = promised + 1 where id = $1');
  await tamper(`update gig_request set state = 'settled' where id = $1`);
  await tamper(`update pay_order set state = 'open' where id = (select order_id from gig_request where id = $1)`);
  const found = (await verifyLedger(kit.database.reader, gigProofs)).map(({ proof }) => proof);
  expect(new Set(found)).toEqual(new Set(Object.keys(gigProofs)));
});
