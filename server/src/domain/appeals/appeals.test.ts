import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Kit, openKit, type TestPerson } from '../../../test/kit.ts';
import type { Actor, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { movesFor } from '../../kernel/machine.ts';
import { system, unitsOf } from '../../platform/work.ts';
import { createPasswords, proveByPassword, setUserState } from '../identity/index.ts';
import { appealLifecycle, decideAppeal, makeAppeal, ownRestriction, restoreUser, waitingAppeals } from './index.ts';

let kit: Kit;
let hash: string;
const passwords = createPasswords({ atOnce: 2, waiting: 8 });
const means = { passwords, pepper: 'test' };
const reviewer: Actor = { kind: 'operator', operatorId: 1n };

beforeAll(async () => {
  kit = await openKit({ listeners: { 'user.restored': ['heard'], 'appeal.refused': ['heard'] } });
  hash = await passwords.hash('right');
});
afterAll(() => kit.close());

let person: TestPerson;
let name: string;
beforeEach(async () => {
  person = await kit.addFreelancer('韩梅梅');
  const [row] = await query<{ username: string }>(
    'update user_account set password_hash = $2 where id = $1 returning username',
    [person.userId, hash],
  );
  name = row?.username ?? '';
});

const query = <Row>(text: string, values: unknown[] = []) => kit.database.reader.query<Row>({ text }, values);
const anonymous = () => unitsOf(kit.work, 'cloudwork', { kind: 'anonymous' });
const proof = (password = 'right') => ({ name, password, address: '192.0.2.1' });
const as = <T>(actor: Actor, operation: (ctx: WriteContext) => Promise<T>) =>
  kit.work.write('cloudwork', actor, operation);
const restrict = (by: Actor = system) => as(by, (ctx) => setUserState(ctx, name, 'restricted', '三次爽约'));
const appeal = (words = '只有一次，已说明。') => makeAppeal(anonymous(), means, proof(), words);
const own = () => ownRestriction(anonymous(), means, proof());
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );
const waitingId = async () => (await waitingAppeals(kit.work.read('cloudwork', reviewer))).at(-1)?.id ?? 0n;
const addOperator = async (operatorName: string, role: string) => {
  const [row] = await query<{ id: bigint }>(
    `insert into operator_account (uid, name, shown_name, password_hash, must_change_password, role, created_at)
     values ($1, $1, $1, '', false, $2, now()) returning id`,
    [operatorName, role],
  );
  return { kind: 'operator', operatorId: row?.id ?? 0n } as const;
};

describe('a person who is kept out', () => {
  test('learns why, by name and password, and nobody else does', async () => {
    expect(await codeOf(own())).toBe('restriction.none');
    await restrict();
    expect(await own()).toMatchObject({ restriction: { reason: '三次爽约' }, appeal: undefined });
    expect(await codeOf(ownRestriction(anonymous(), means, proof('wrong')))).toBe('auth.wrong_password');
    expect(await codeOf(ownRestriction(anonymous(), means, { ...proof(), name: 'nobody' }))).toBe(
      'auth.wrong_password',
    );
  });

  test('is not guessed at: wrong passwords count as at sign-in', async () => {
    await restrict();
    for (let guess = 0; guess < 10; guess += 1)
      expect(await codeOf(proveByPassword(anonymous(), means, proof('wrong')))).toBe('auth.wrong_password');
    expect(await codeOf(own())).toBe('auth.too_many_attempts');
    expect(await codeOf(appeal())).toBe('auth.too_many_attempts');
  });

  test('appeals once for each restriction, also when asked twice at once', async () => {
    expect(await codeOf(appeal())).toBe('restriction.none');
    await restrict();
    expect(await codeOf(restrict())).toBe('move.not_from_here');
    const both = await Promise.all([codeOf(appeal('eins')), codeOf(appeal('zwei'))]);
    expect(both.sort()).toEqual(['appeal.exists', 'done']);
    expect((await own()).appeal).toMatchObject({ state: 'waiting', answer: '' });
    await as(reviewer, (ctx) => restoreUser(ctx, name, '查明无误'));
    expect(await codeOf(appeal())).toBe('restriction.none');
    await restrict();
    expect(await codeOf(appeal())).toBe('done');
  });
});

describe('an operator', () => {
  test('grants: the person may come in again', async () => {
    await restrict();
    await appeal();
    const id = await waitingId();
    await as(reviewer, (ctx) => decideAppeal(ctx, id, true, '说明属实'));
    expect(await query('select state from user_account where id = $1', [person.userId])).toEqual([{ state: 'active' }]);
    expect(
      await query('select move, from_state, to_state, by_role, note from appeal_move where appeal_id = $1', [id]),
    ).toEqual([{ move: 'grant', from_state: 'waiting', to_state: 'granted', by_role: 'operator', note: '说明属实' }]);
    expect(await codeOf(as(reviewer, (ctx) => decideAppeal(ctx, id, true, '再次')))).toBe('move.not_from_here');
    expect(await codeOf(as(reviewer, (ctx) => decideAppeal(ctx, id, false, '再次')))).toBe('move.not_from_here');
  });

  test('lets it stand only with a reason, which the person reads', async () => {
    await restrict();
    await appeal();
    const id = await waitingId();
    expect(await codeOf(as(reviewer, (ctx) => decideAppeal(ctx, id, false, ' ')))).toBe('request.incomplete');
    await as(reviewer, (ctx) => decideAppeal(ctx, id, false, '记录完整'));
    expect(await own()).toMatchObject({ appeal: { state: 'refused', answer: '记录完整' } });
    expect(await codeOf(appeal())).toBe('appeal.exists');
  });

  test('does not decide about their own restriction while somebody else could', async () => {
    const first = await addOperator('first', 'reviewer');
    await restrict(first);
    await appeal();
    const id = await waitingId();
    expect(await codeOf(as(first, (ctx) => decideAppeal(ctx, id, false, '维持')))).toBe('done');
    await as(reviewer, (ctx) => restoreUser(ctx, name));
    await restrict(first);
    await appeal();
    const next = await waitingId();
    await addOperator('accountant', 'finance');
    const second = await addOperator('second', 'support');
    expect(await codeOf(as(first, (ctx) => decideAppeal(ctx, next, true, '恢复')))).toBe('appeal.own_restriction');
    await as(second, (ctx) => decideAppeal(ctx, next, true, '恢复'));
  });

  test('finds no appeal of another market, and nobody else decides', async () => {
    await restrict();
    await appeal();
    const id = await waitingId();
    const elsewhere = kit.work.write('gig', reviewer, (ctx) => decideAppeal(ctx, id, true, 'x'));
    expect(await codeOf(elsewhere)).toBe('appeal.not_found');
    expect(await codeOf(as(person.actor, (ctx) => decideAppeal(ctx, id, true, 'x')))).toBe('auth.required');
    await as(system, (ctx) => restoreUser(ctx, name));
    expect(await query('select state from appeal where id = $1', [id])).toEqual([{ state: 'lapsed' }]);
    expect(await codeOf(as(reviewer, (ctx) => restoreUser(ctx, name)))).toBe('move.not_from_here');
  });

  test('makes the moves of the table and no others', () => {
    expect(movesFor(appealLifecycle, 'waiting', 'operator')).toEqual(['grant', 'refuse', 'lapse']);
    for (const state of ['granted', 'refused', 'lapsed'] as const)
      expect(movesFor(appealLifecycle, state, 'operator')).toEqual([]);
  });
});
