import { afterEach, expect, test, vi } from 'vitest';
import { type Reader, sharedSql, sql } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { readerOfCopy } from './replica.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const answering = (answer: string): Reader => ({
  query: async <Row>() => [answer] as Row[],
  share: async <Row>() => [answer] as Row[],
});
const failing = (error: Error): Reader => {
  const fail = async () => {
    throw error;
  };
  return { query: fail, share: fail };
};
const statement = sql<string>('test.any', 'select 1');
const shared = sharedSql<string>('test.any_shared', [], 'select 1');

test('the copy answers while it can', async () => {
  const reader = readerOfCopy(answering('copy'), answering('leader'), () => undefined);
  expect([await reader.query(statement), await reader.share(shared, [])]).toEqual([['copy'], ['copy']]);
});

test.each([
  ['it is away', new DomainError('database.unavailable')],
  ['it has to give way to what it follows', Object.assign(new Error('conflict with recovery'), { code: '40001' })],
])('the leader answers when %s, and for five seconds; then the copy is tried again', async (_what, error) => {
  let now = 1_000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const troubles: unknown[] = [];
  let copy = failing(error);
  const through: Reader = { query: (...of) => copy.query(...of), share: (...of) => copy.share(...of) };
  const reader = readerOfCopy(through, answering('leader'), (trouble) => troubles.push(trouble));
  expect(await reader.query(statement)).toEqual(['leader']);
  copy = answering('copy');
  now += 4_999;
  expect(await reader.query(statement)).toEqual(['leader']);
  now += 1;
  expect(await reader.query(statement)).toEqual(['copy']);
  expect(troubles).toEqual([error]);
});

test('a question that is wrong is not asked again', async () => {
  const wrong = Object.assign(new Error('syntax'), { code: '42601' });
  const reader = readerOfCopy(failing(wrong), answering('leader'), () => undefined);
  await expect(reader.query(statement)).rejects.toBe(wrong);
});
