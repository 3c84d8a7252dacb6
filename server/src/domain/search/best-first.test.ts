import { describe, expect, it } from 'vitest';
import { bestFirst, pointsOf } from './best-first.ts';

const now = new Date('2026-11-20T04:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const plain = {
  id: 1n,
  title: '商城',
  summary: '要做一个商城',
  skills: [] as string[],
  budget: null as bigint | null,
  client_reviews: 0,
  client_average: 0,
  published_at: daysAgo(7),
};
const points = (changes: Partial<typeof plain>, words = ['小程序', '开发']) =>
  pointsOf({ ...plain, ...changes }, words, now);

describe('a listing gets', () => {
  it.each<[string, Partial<typeof plain>, number]>([
    ['nothing but half its freshness when nothing else is known', {}, 1],
    ['four for all words in the title', { title: '开发 小程序' }, 5],
    ['two for half of them', { title: '小程序一个' }, 3],
    ['two for words among the skills', { skills: ['小程序', '开发'] }, 3],
    ['one for words in the summary', { summary: '开发小程序' }, 2],
    ['half a point for a budget that is named', { budget: 1n }, 1.5],
    ['two for a client whom three praise', { client_reviews: 3, client_average: 5 }, 3],
    ['a third of that for one voice', { client_reviews: 1, client_average: 5 }, 1 + 2 / 3],
    ['two for being of this moment', { published_at: daysAgo(0) }, 2],
    ['no more for a moment that is to come', { published_at: daysAgo(-3) }, 2],
  ])('%s', (_what, changes, expected) => {
    expect(points(changes)).toBeCloseTo(expected);
  });

  it('the same for words in other letters', () => {
    expect(points({ title: 'ＶＵＥ 与 React' }, ['vue', 'react'])).toBeCloseTo(5);
  });
});

it('the best come first, and those alike stay as they were', () => {
  const cards = [
    { ...plain, id: 1n },
    { ...plain, id: 2n },
    { ...plain, id: 3n, title: '小程序' },
    { ...plain, id: 4n, published_at: daysAgo(30) },
  ];
  expect(bestFirst(cards, ['小程序'], now).map(({ id }) => id)).toEqual([3n, 1n, 2n, 4n]);
});
