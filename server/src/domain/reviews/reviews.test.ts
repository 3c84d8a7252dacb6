import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Deal, openYard, reasonIds, reasons, refusalOf, type Yard } from '../../../test/deal.ts';
import type { TestPerson } from '../../../test/kit.ts';
import { finishContract } from '../contracts/index.ts';
import { type Marks, ratingsFor, reviewsFor, writeReview } from './index.ts';

let yard: Yard;

beforeAll(async () => {
  yard = await openYard();
});
afterAll(() => yard.close());

const full: Marks = { exchange: 5, cooper: 5, quality: 4, skill: 4, punctual: 5, avail: 5, deliver: 5 };
const own = { client: reasonIds.finishByClient, freelancer: reasonIds.finishByFreelancer };

const review = (deal: Deal, who: TestPerson, marks: Marks, questionId: number) =>
  yard.run(who, (ctx) =>
    writeReview(ctx, { contractUid: deal.uid, marks, score: 9, questionId, content: '合作愉快' }, reasons),
  );

async function ended(pays = true, deal?: Deal): Promise<Deal> {
  const active = deal ?? (await yard.activeFixed([100n]));
  await yard.run(active.client, (ctx) => finishContract(ctx, { contractUid: active.uid, pays }));
  return active;
}

const ratingOf = async ({ partyId }: TestPerson) =>
  (await yard.look({ actor: { kind: 'system' } }, (ctx) => ratingsFor(ctx, [partyId, partyId]))).get(partyId);

describe('a review', () => {
  test('is written by each side of an ended contract, with its own marks and its own reasons', async () => {
    const deal = await ended();
    const { punctual: _p, ...ofFreelancer } = full;
    const { avail: _a, deliver: _d, ...ofClient } = full;
    expect(await refusalOf(review(deal, deal.client, ofFreelancer, own.client))).toBe('review.mark_missing');
    expect(await refusalOf(review(deal, deal.freelancer, ofClient, own.freelancer))).toBe('review.mark_missing');
    expect(await refusalOf(review(deal, deal.client, ofClient, own.freelancer))).toBe('review.reason_unknown');
    expect(await refusalOf(review(deal, deal.freelancer, ofFreelancer, own.client))).toBe('review.reason_unknown');
    expect(await refusalOf(review(deal, deal.client, ofClient, 99))).toBe('review.reason_unknown');
    expect(await refusalOf(review(deal, deal.client, full, own.client))).toBe('done');
    expect(await refusalOf(review(deal, deal.freelancer, full, own.freelancer))).toBe('done');
    const rows = await yard.look(deal.client, (ctx) => reviewsFor(ctx, [deal.id]));
    expect(rows.toSorted((a, b) => a.author_role.localeCompare(b.author_role))).toMatchObject([
      { author_role: 'client', marks: ofClient, average: '4.6', score: 9, content: '合作愉快' },
      { author_role: 'freelancer', marks: ofFreelancer, average: '4.6' },
    ]);
    expect(await yard.look(deal.client, (ctx) => reviewsFor(ctx, []))).toEqual([]);
  });

  test('is written once', async () => {
    const deal = await ended();
    expect(await refusalOf(review(deal, deal.client, full, own.client))).toBe('done');
    expect(await refusalOf(review(deal, deal.client, full, own.client))).toBe('review.done');
    expect((await ratingOf(deal.freelancer))?.reviews).toBe(1);
  });

  test('is not written before the end, nor by strangers', async () => {
    const deal = await yard.activeFixed([100n]);
    const stranger = await yard.addClient();
    expect(await refusalOf(review(deal, deal.client, full, own.client))).toBe('review.not_finished');
    expect(await refusalOf(review(deal, stranger, full, own.client))).toBe('contract.not_found');
    await ended(false, deal);
    expect(await yard.stateOf(deal)).toBe('disputed');
    expect(await refusalOf(review(deal, stranger, full, own.client))).toBe('contract.not_found');
    expect(await refusalOf(review(deal, deal.client, full, own.client))).toBe('done');
  });

  test.each([
    [[5, 5, 5, 5, 4], '4.8'],
    [[5, 5, 5, 4, 4], '4.6'],
    [[1, 1, 1, 1, 1], '1.0'],
    [[5, 5, 5, 5, 5], '5.0'],
    [[1, 2, 3, 4, 4], '2.8'],
  ])(
    'with the marks %o has the average %s',
    async ([exchange = 0, cooper = 0, quality = 0, skill = 0, punctual = 0], average) => {
      const deal = await ended();
      await review(deal, deal.client, { exchange, cooper, quality, skill, punctual }, own.client);
      const [row] = await yard.look(deal.client, (ctx) => reviewsFor(ctx, [deal.id]));
      expect(row?.average).toBe(average);
    },
  );

  test('of six marks is averaged to one decimal, rounded down', async () => {
    const deal = await ended();
    const marks = { exchange: 5, cooper: 5, quality: 5, skill: 5, avail: 4, deliver: 4 };
    await review(deal, deal.freelancer, marks, own.freelancer);
    // 28 / 6 = 4.66…
    expect((await ratingOf(deal.client))?.average).toBe(4.6);
  });

  test('counts into the rating of the other side, over all contracts, rounded down', async () => {
    const { client, freelancer } = await yard.pair();
    for (const [quality, skill] of [
      [5, 5],
      [5, 4],
      [4, 4],
    ] as const) {
      const deal = await ended(true, await yard.begin(await yard.draftFixed(client, freelancer, [100n])));
      await review(deal, client, { exchange: 5, cooper: 5, quality, skill, punctual: 5 }, own.client);
    }
    // 5.0, 4.8 and 4.6
    expect(await ratingOf(freelancer)).toEqual({ reviews: 3, average: 4.8 });
    expect(await ratingOf(client)).toBeUndefined();
  });
});
