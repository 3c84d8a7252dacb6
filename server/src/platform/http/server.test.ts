import { describe, expect, it } from 'vitest';
import type { Market } from '../../kernel/market.ts';
import { marketPath } from './server.ts';

const options = {
  defaultMarket: 'cloudwork' as const,
  marketHosts: new Map<string, Market>([
    ['iblock.localhost', 'iblock'],
    ['work.example.com', 'cloudwork'],
  ]),
};

describe('the path of a market', () => {
  it.each([
    ['/api/jobs/search?x=1', 'localhost:3000', '/cloudwork/api/jobs/search?x=1'],
    ['/', 'localhost', '/cloudwork/'],
    ['/project/search', 'iblock.localhost:3000', '/iblock/project/search'],
    ['/project/search', 'IBLOCK.localhost', '/iblock/project/search'],
    ['/gig/user/goods/index', 'localhost', '/gig/user/goods/index'],
    ['//gig/user', 'localhost', '//gig/user'],
    ['/gigantic', 'localhost', '/cloudwork/gigantic'],
    ['/gig/x', 'work.example.com', '/cloudwork/gig/x'],
    ['/health/live', 'iblock.localhost', '/health/live'],
    ['/docs', 'unknown.example', '/docs'],
  ])('%s on %s is %s', (url, host, path) => {
    expect(marketPath(url, host, options)).toBe(path);
  });
});
