import { expect, test } from 'vitest';
import { dealLines } from './deal-lines.ts';
import { type Side, switchesOf } from './kinds.ts';
import { listingLines, proposalLines, publishedAgainLines, reopenedLines } from './proposal-lines.ts';

test.each<Side>(['client', 'freelancer'])('every switch of a %s switches something', (side) => {
  const tables = [dealLines, proposalLines, listingLines, reopenedLines, { again: publishedAgainLines }];
  const lines = tables.flatMap((table) => Object.values(table).flat());
  const used = new Set<string>(lines.filter(({ to }) => to === side).flatMap(({ switches }) => [...switches]));
  expect([...used].sort()).toEqual([...switchesOf[side]].sort());
});
