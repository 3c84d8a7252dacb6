import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Kit, openKit, type TestPerson } from '../../../test/kit.ts';
import { minuteMs } from '../../kernel/clock.ts';
import { DomainError } from '../../kernel/errors.ts';
import { anonymous, unitsOf } from '../../platform/work.ts';
import { signInFacts } from './identity.sql.ts';
import { createPasswords, createSessions, signIn } from './index.ts';

let kit: Kit;
let person: TestPerson;
const passwords = createPasswords({ atOnce: 2, waiting: 100 });
const means = { passwords, pepper: 'pepper' };
const phone = '13900000001';

beforeAll(async () => {
  kit = await openKit();
  person = await kit.addFreelancer('韩梅梅');
  const update = 'update user_account set password_hash = $2, email = $3 where id = $1';
  await kit.database.reader.query({ text: update }, [person.userId, await passwords.hash('right'), 'mei@example.com']);
});
afterAll(() => kit.close());

const attempt = (password: string, changes: Partial<Parameters<typeof signIn>[2]> = {}) =>
  signIn(unitsOf(kit.work, kit.market, anonymous), means, {
    name: phone,
    password,
    address: '192.0.2.1',
    device: 'web',
    remember: false,
    ...changes,
  });
const refusal = (made: Promise<unknown>) =>
  made.then(
    () => 'done',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );

describe('signing in', () => {
  test.each([phone, ' MEI@example.com ', phone.toUpperCase()])('knows a person by %j', async (name) => {
    const session = await attempt('right', { name });
    expect(session.party).toMatchObject({ id: person.partyId, uid: person.uid, kind: 'freelancer' });
    const found = await createSessions(kit.database.reader, kit.clock, 0).find(kit.market, session.token);
    expect(found).toMatchObject({ user_id: person.userId, party_id: person.partyId, device: 'web' });
    expect(session.expiresAt.getTime() - kit.clock.now().getTime()).toBe(24 * 60 * minuteMs);
  });

  test('finds nobody of another market', async () => {
    const elsewhere = unitsOf(kit.work, 'gig', anonymous);
    const made = signIn(elsewhere, means, {
      name: phone,
      password: 'right',
      address: '192.0.2.9',
      device: 'web',
      remember: true,
    });
    expect(await refusal(made)).toBe('auth.wrong_password');
  });

  test('forgives nine wrong passwords for the right one, and takes no more after the tenth', async () => {
    for (let wrong = 0; wrong < 9; wrong += 1) expect(await refusal(attempt('wrong'))).toBe('auth.wrong_password');
    expect(await refusal(attempt('right'))).toBe('done');
    for (let wrong = 0; wrong < 10; wrong += 1) expect(await refusal(attempt('wrong'))).toBe('auth.wrong_password');
    expect(await refusal(attempt('right', { address: '192.0.2.2' }))).toBe('auth.too_many_attempts');
    kit.clock.move(16 * minuteMs);
    expect(await refusal(attempt('right'))).toBe('done');
  });

  test('takes a hundred failures from one address, whatever the names', async () => {
    const address = '192.0.2.77';
    const guesses = Array.from({ length: 100 }, (_, index) =>
      refusal(attempt('x', { address, name: `nobody${index}` })),
    );
    expect(new Set(await Promise.all(guesses))).toEqual(new Set(['auth.wrong_password']));
    expect(await refusal(attempt('right', { address }))).toBe('auth.too_many_attempts');
    expect(await refusal(attempt('right'))).toBe('done');
  });

  test('keeps out who is restricted, and says so only for the right password', async () => {
    const set = (state: string) =>
      kit.database.reader.query({ text: 'update user_account set state = $2 where id = $1' }, [person.userId, state]);
    await set('restricted');
    expect(await refusal(attempt('right'))).toBe('auth.restricted');
    expect(await refusal(attempt('wrong'))).toBe('auth.wrong_password');
    await set('active');
  });

  test('refuses at once what the queue of hashes cannot hold', async () => {
    // No hash ends before the others have come, however slow the machine is.
    let refused = 0;
    let open: () => void = () => undefined;
    const allHere = new Promise<void>((resolve) => {
      open = resolve;
    });
    const slow = { hash: async () => '', verify: () => allHere.then(() => true) };
    const narrow = { passwords: createPasswords({ atOnce: 1, waiting: 1 }, slow), pepper: 'pepper' };
    const made = Array.from({ length: 6 }, async () => {
      const proof = { name: phone, password: 'right', address: '192.0.2.3' };
      const units = unitsOf(kit.work, kit.market, anonymous);
      const outcome = await refusal(signIn(units, narrow, { ...proof, device: 'web', remember: false }));
      refused += outcome === 'auth.busy' ? 1 : 0;
      if (refused === 4) open();
      return outcome;
    });
    const outcomes = await Promise.all(made);
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(2);
    expect(outcomes.filter((outcome) => outcome === 'auth.busy')).toHaveLength(4);
  });

  test('looks no one up by reading everyone', async () => {
    const fill = `insert into user_account (market, uid, username, phone, name, password_hash, created_at)
      select 'cloudwork', 'plan' || n, 'plan' || n, '15' || lpad(n::text, 9, '0'), 'Plan', '', now() from generate_series(1, 20000) n`;
    await kit.database.write((db) => db.query({ text: fill }));
    await kit.database.reader.query({ text: 'analyze user_account' });
    const values = [kit.market, 'plan77', 'a', 'b', kit.clock.now()];
    const rows = await kit.database.reader.query<{ 'QUERY PLAN': string }>(
      { text: `explain ${signInFacts.text}` },
      values,
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).not.toMatch(/Seq Scan on user_account/);
  });
});
