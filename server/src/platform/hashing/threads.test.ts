import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { expect, test } from 'vitest';
import { hashInThreads } from './threads.ts';

const cost = { memoryCost: 1_024, timeCost: 1, parallelism: 1 } as const;

test('a password matches its hash and no other, many at once', async () => {
  const hashing = hashInThreads(2);
  const hashes = await Promise.all(['a', 'b', '密码'].map((password) => hashing.hash(password, cost)));
  expect(new Set(hashes).size).toBe(3);
  const asked = hashes.flatMap((hash) => ['a', 'b', '密码'].map((password) => hashing.verify(hash, password)));
  expect(await Promise.all(asked)).toEqual([true, false, false, false, true, false, false, false, true]);
});

test('what is no hash is refused, and the thread goes on', async () => {
  const hashing = hashInThreads(1);
  await expect(hashing.verify('no hash', 'a')).rejects.toThrow();
  expect(await hashing.verify(await hashing.hash('a', cost), 'a')).toBe(true);
});

const hasThreads = process.platform === 'linux';

test.runIf(hasThreads)('its threads stand behind the others', async () => {
  const nice = () => readdirSync('/proc/self/task').filter((thread) => getPriority(Number(thread)) > 0).length;
  const before = nice();
  await Promise.all([1, 2].map(() => hashInThreads(1).hash('a', cost)));
  expect(nice() - before).toBe(2);
  expect(readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ')[16]).toBe('0');
});
