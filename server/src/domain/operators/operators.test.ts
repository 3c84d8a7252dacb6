import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Kit, openKit } from '../../../test/kit.ts';
import { system, unitsOf } from '../../platform/work.ts';
import { createPasswords } from '../identity/index.ts';
import { addFirstOperator } from './index.ts';

let kit: Kit;
beforeAll(async () => {
  kit = await openKit();
});
afterAll(() => kit.close());

test('of several processes that start at once, one makes the first operator and none fails', async () => {
  const units = unitsOf(kit.work, 'operator', system);
  const passwords = createPasswords({ atOnce: 8, waiting: 8 });
  const one = { name: 'operator', shownName: '管理员', role: 'administrator', mustChangePassword: true } as const;
  const made = await Promise.all(
    Array.from({ length: 6 }, (_, n) => addFirstOperator(units, passwords, { ...one, password: `long enough ${n}` })),
  );
  expect(made.filter(Boolean)).toHaveLength(1);
  expect(await addFirstOperator(units, passwords, { ...one, name: 'another', password: 'long enough' })).toBe(false);
});
