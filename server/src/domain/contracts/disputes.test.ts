import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Deal, openYard, refusalOf, type Yard } from '../../../test/deal.ts';
import type { Actor } from '../../kernel/context.ts';
import { contractsInDispute, finishContract, settleDispute } from './index.ts';

let yard: Yard;

beforeAll(async () => {
  yard = await openYard();
});
afterEach(async () => {
  expect(await yard.findings()).toEqual([]);
});
afterAll(() => yard.close());

const operator: Actor = { kind: 'operator', operatorId: 1n };
const decide = (deal: Deal, toFreelancer: bigint | 'all', actor: Actor = operator) =>
  yard.kit.work.write(yard.kit.market, actor, (ctx) =>
    settleDispute(ctx, { contractId: deal.id, toFreelancer, reason: '证据充分' }),
  );

async function disputed(made: Promise<Deal>, slots = 0): Promise<Deal> {
  const deal = await made;
  await yard.recordSlots(deal, slots);
  await yard.run(deal.client, (ctx) => finishContract(ctx, { contractUid: deal.uid, pays: false }));
  expect(await yard.stateOf(deal)).toBe('disputed');
  return deal;
}

const money = async ({ client, freelancer }: Deal) => [
  (await yard.balances(client)).available,
  (await yard.balances(client)).inEscrow,
  (await yard.balances(freelancer)).available,
];

describe('a dispute', () => {
  test.each([
    ['all of it', 'all', [0n, 0n, 9_000n]],
    ['nothing', 0n, [10_000n, 0n, 0n]],
    ['a part', 2_500n, [7_500n, 0n, 2_250n]],
  ] as const)('about a milestone is settled with %s for the freelancer', async (_name, share, after) => {
    const deal = await disputed(yard.activeFixed([10_000n]));
    await decide(deal, share);
    expect(await money(deal)).toEqual(after);
    expect([await yard.stateOf(deal), (await yard.milestones(deal))[0]?.state]).toEqual(['settled', 'settled']);
    expect(await refusalOf(decide(deal, share))).toBe('move.not_from_here');
  });

  test('about recorded hours is settled out of the week that holds them', async () => {
    const deal = await disputed(yard.activeHourly(), 6);
    await decide(deal, 10_000n);
    expect(await money(deal)).toEqual([90_000n, 0n, 9_000n]);
    expect((await yard.weeks(deal))[0]).toMatchObject({ state: 'settled', paid_amount: 10_000n });
  });

  test('waits for an operator, and no one else ends it', async () => {
    const deal = await disputed(yard.activeFixed([10_000n]));
    const waiting = await contractsInDispute(yard.kit.work.read(yard.kit.market, operator));
    expect(waiting.map(({ id }) => id)).toContain(deal.id);
    expect(await refusalOf(decide(deal, 'all', deal.client.actor))).toBe('move.not_by_you');
    expect(await refusalOf(decide(deal, 'all', deal.freelancer.actor))).toBe('move.not_by_you');
    expect(await refusalOf(decide(deal, 10_001n))).toBe('contract.amount');
    expect(await refusalOf(decide({ ...deal, id: 999_999n }, 'all'))).toBe('contract.not_found');
    expect(await yard.stateOf(deal)).toBe('disputed');
  });

  test('is settled once, whoever decides at the same moment', async () => {
    const deal = await disputed(yard.activeFixed([10_000n]));
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, (_, index) => refusalOf(decide(deal, BigInt(index)))),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome !== 'done' && outcome !== 'move.not_from_here')).toEqual([]);
  });
});
