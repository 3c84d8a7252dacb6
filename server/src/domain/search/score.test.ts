import { describe, expect, test } from 'vitest';
import { dayMs, later } from '../../kernel/clock.ts';
import { bestOf, type Candidate, scoreOf, type Wanted } from './score.ts';

const now = new Date('2026-11-20T02:00:00Z');
const means = { now, nameOf: (id: number) => (id === 4 ? '网站开发' : undefined) };
const nobodySpecial: Candidate = {
  party_id: 1n,
  skills: [],
  categories: [],
  level: null,
  hourly: null,
  standing: 0,
  reviews: 0,
  average: 0,
  finished: 0,
  finished_with_caller: 0,
  joined_at: null,
};
const wanted: Wanted = {
  skills: ['Vue', 'Node.js'],
  categories: [4],
  level: 'middle',
  rate: { min: 10_000n, max: 30_000n },
};
const score = (given: Partial<Candidate>, what: Wanted = wanted) =>
  scoreOf({ ...nobodySpecial, ...given }, what, means);

describe('points', () => {
  test.each<[string, Partial<Candidate>, number]>([
    ['nothing in common', {}, 0],
    ['every skill', { skills: ['Vue', 'Node.js', 'Go'] }, 40],
    ['half of the skills', { skills: ['Vue'] }, 20],
    ['the category', { categories: [5, 4] }, 25],
    ['another category', { categories: [5] }, 0],
    ['the same level', { level: 'middle' }, 10],
    ['a level beside it', { level: 'expert' }, 5],
    ['the lowest rate', { hourly: 10_000n }, 5],
    ['a rate at the end of the range', { hourly: 30_000n }, 0],
    ['a rate below the range', { hourly: 9_999n }, 0],
    ['the best standing', { standing: 500 }, 15],
    ['the usual standing', { standing: 350 }, 10.5],
    ['two contracts', { finished: 2 }, 2],
    ['many contracts', { finished: 40 }, 5],
    ['work for the caller', { finished: 5, finished_with_caller: 2 }, 25],
    ['thirty days in the market', { joined_at: later(now, -30 * dayMs) }, 5],
    ['a day longer', { joined_at: later(now, -31 * dayMs) }, 0],
    ['new but not without a contract', { joined_at: now, finished: 1 }, 1],
  ])('%s', (_name, given, points) => {
    expect(score(given).points).toBeCloseTo(points);
  });

  test('levels two apart have nothing in common', () => {
    expect(score({ level: 'entry' }, { ...wanted, level: 'expert' }).points).toBe(0);
  });

  test('an expert rate has no upper end', () => {
    expect(score({ hourly: 90_000n }, { ...wanted, rate: { min: 30_000n, max: null } }).points).toBe(5);
  });
});

describe('the reason', () => {
  test('names the three weightiest parts, the weightiest first', () => {
    const given = {
      skills: ['Vue', 'Node.js'],
      categories: [4],
      finished: 1,
      finished_with_caller: 1,
      level: 'middle',
    };
    expect(score(given).reason).toBe('擅长 Vue、Node.js；从事网站开发；曾与您合作 1 次');
  });

  test('tells a rating only when it is good', () => {
    expect(score({ standing: 470, reviews: 12, average: 4.8 }).reason).toBe('评分 4.8（12 条评价）');
    expect(score({ standing: 340, reviews: 12, average: 3.9 }).reason).toBe('目前可以接受新工作');
  });

  test('never tells of what there is none', () => {
    expect(score({ standing: 350 }).reason).toBe('目前可以接受新工作');
    expect(score({ categories: [4] }).reason).not.toContain('曾与您合作');
  });
});

describe('the best', () => {
  const best = (given: readonly Partial<Candidate>[], most = 10) =>
    bestOf(
      given.map((one) => ({ ...nobodySpecial, ...one })),
      wanted,
      { most, ...means },
    ).map(({ party_id: id }) => id);

  test('are those with the most points, and of equals who came first', () => {
    expect(best([{ party_id: 9n }, { party_id: 3n }, { party_id: 7n, categories: [4] }])).toEqual([7n, 3n, 9n]);
  });

  test('are never the same person twice', () => {
    expect(best([{ party_id: 3n }, { party_id: 3n }, { party_id: 2n }])).toEqual([2n, 3n]);
  });

  test('are no more than wanted', () => {
    expect(best(Array.from({ length: 30 }, (_, at) => ({ party_id: BigInt(at) })))).toHaveLength(10);
  });
});
