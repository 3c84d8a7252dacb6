import { expect, test } from 'vitest';
import { marketUrl, readConfig } from './config.ts';

test('a market is reached by its host where BASE_URL names one, by its prefix otherwise', () => {
  const url = (BASE_URL: string, MARKET_HOSTS = '') =>
    marketUrl(readConfig({ BASE_URL, MARKET_HOSTS, PORT: '3000' }), 'cloudwork');
  expect(url('')).toBe('http://localhost:3000/cloudwork');
  expect(url('https://example.com/')).toBe('https://example.com/cloudwork');
  expect(url('https://work.example.com', 'work.example.com=cloudwork')).toBe('https://work.example.com');
  const both = 'work.example.com=cloudwork,gig.example.com=gig';
  expect(url('https://gig.example.com:8443', both)).toBe('https://work.example.com:8443');
});

test('withdrawals of IBLOCK wait for an administrator unless it is said otherwise for that market', () => {
  const approval = (environment: Record<string, string>) => {
    const { markets } = readConfig(environment);
    return [markets.iblock.payoutApproval, markets.cloudwork.payoutApproval];
  };
  expect(approval({})).toEqual([true, false]);
  expect(approval({ PAYOUT_APPROVAL: 'false' })).toEqual([true, false]);
  expect(approval({ IBLOCK_PAYOUT_APPROVAL: 'false' })).toEqual([false, false]);
});
