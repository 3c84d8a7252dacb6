import { describe, expect, test } from 'vitest';
import { completenessOf, nextStepOf, type Told } from './completeness.ts';
import { webLink } from './web-link.ts';

const blank: Told = {
  state: 'joining',
  hasAvatar: false,
  title: '',
  overview: '',
  categories: 0,
  skills: 0,
  english: null,
  level: null,
  hourly: null,
  regionId: null,
  hasEmployment: false,
  hasEducation: false,
  hasPortfolio: false,
  isVerified: false,
};
const whole: Told = {
  state: 'active',
  hasAvatar: true,
  title: '工程师',
  overview: '简介',
  categories: 1,
  skills: 1,
  english: 1,
  level: 'entry',
  hourly: 1n,
  regionId: 1,
  hasEmployment: true,
  hasEducation: true,
  hasPortfolio: true,
  isVerified: true,
};

describe('completeness', () => {
  test('goes from 0 for a blank profile to 100 for a whole one', () => {
    expect(completenessOf(blank)).toBe(0);
    expect(completenessOf(whole)).toBe(100);
  });

  test.each([
    [{ hasAvatar: true }, 10],
    [{ title: 'x' }, 10],
    [{ overview: 'x' }, 15],
    [{ categories: 10 }, 5],
    [{ skills: 3 }, 10],
    [{ english: 4 }, 5],
    [{ level: 'expert' }, 5],
    [{ hourly: 100n }, 10],
    [{ hourly: 0n }, 0],
    [{ regionId: 330100 }, 5],
    [{ hasEmployment: true }, 10],
    [{ hasEducation: true }, 5],
    [{ hasPortfolio: true }, 5],
    [{ isVerified: true }, 5],
  ] as [Partial<Told>, number][])('counts %o as %i', (told, points) => {
    expect(completenessOf({ ...blank, ...told })).toBe(points);
  });

  test('asks for one step of registration after the other, and for none of the active', () => {
    expect(nextStepOf(blank)).toBe('category');
    expect(nextStepOf({ ...blank, categories: 1 })).toBe('profile');
    expect(nextStepOf({ ...blank, categories: 1, title: 'x' })).toBe('resume');
    expect(nextStepOf({ ...blank, categories: 1, title: 'x', level: 'entry' })).toBe('other');
    expect(nextStepOf({ ...blank, state: 'active' })).toBeUndefined();
  });
});

describe('a link', () => {
  test.each([
    ['', ''],
    ['https://example.com/a?b=c', 'https://example.com/a?b=c'],
    ['example.com', 'http://example.com'],
    ['example.com:8080/a', 'http://example.com:8080/a'],
    ['  http://例子.中国  ', 'http://例子.中国'],
  ])('%j is kept as %j', (text, link) => {
    expect(webLink(text)).toBe(link);
  });

  test.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'data:text/html,x.y',
    'java\nscript:alert(1).x',
    'nothing',
    'http://',
    'http://a b.com',
    'ftp://example.com',
    'javascript:0//a.b',
  ])('%j is refused', (text) => {
    expect(() => webLink(text)).toThrow('profile.link_invalid');
  });
});
