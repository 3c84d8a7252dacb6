import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Kit, openKit, type TestPerson } from '../../../test/kit.ts';
import type { Actor, PersonActor } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { createVault } from '../../platform/vault.ts';
import { unitsOf } from '../../platform/work.ts';
import { partiesById } from '../identity/index.ts';
import { decidePerson, ensurePerson, identityOf, type PersonClaim, verifyPerson, waitingPersons } from './index.ts';

const vault = createVault('a secret for these tests');
const operator: Actor = { kind: 'operator', operatorId: 1n };
const number = '11010519491231002X';
const other = '440308199901101512';

let kit: Kit;
let plain: Kit;
let person: TestPerson;
beforeAll(async () => {
  const events = ['verification.passed', 'verification.person_decided'];
  const listeners = Object.fromEntries(events.map((event) => [event, [event]]));
  const handlers = events.map((name) => ({ name, inside: async () => undefined }));
  [kit, plain] = await Promise.all([
    openKit({ settings: { personReview: true }, listeners, handlers }),
    openKit({ listeners, handlers }),
  ]);
});
afterAll(() => Promise.all([kit.close(), plain.close()]));
beforeEach(async () => {
  await kit.database.reader.query({
    text: `update identity_check set number_hash = user_id::text where number_hash is not null`,
  });
  person = await kit.addFreelancer('网名');
});

const query = <Row>(text: string, values: unknown[] = [], where = kit) =>
  where.database.reader.query<Row>({ text }, values);
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );

async function upload(who: TestPerson, mime = 'image/png', where = kit): Promise<string> {
  const uid = randomBytes(16).toString('hex');
  await query(
    `insert into file (market, uid, owner_user_id, kind, name, mime, size, md5, blob_key, created_at)
     values ('cloudwork', $1, $2, 'general', 'a.png', $3, 1, 'x', $1, now())`,
    [uid, who.userId, mime],
    where,
  );
  return uid;
}

let asked = 0;
const means = {
  vault,
  check: {
    async matches() {
      asked += 1;
      return true;
    },
  },
};
const unitsFor = (who: TestPerson, where = kit) => unitsOf(where.work, where.market, who.actor);
const verify = (who: TestPerson, claim: Partial<PersonClaim> = {}, where = kit) =>
  refusal(verifyPerson(unitsFor(who, where), means, who.actor as PersonActor, { name: '真名', number, ...claim })); // The kit adds persons only.
const ensure = (who: TestPerson, claim: Record<string, string>) =>
  refusal(
    ensurePerson(unitsFor(who), means, who.actor as PersonActor, {
      name: undefined,
      number: undefined,
      front: undefined,
      back: undefined,
      ...claim,
    }),
  );
const shown = async (who = person, where = kit) => ({
  front: await upload(who, 'image/png', where),
  back: await upload(who, 'image/png', where),
});
const identity = (who = person) => identityOf(kit.work.read(kit.market, who.actor), who.userId);
const waiting = () => waitingPersons(kit.work.read(kit.market, operator));
const idOf = async (who = person) => (await waiting()).find((row) => row.user_id === who.userId)?.id ?? 0n;
const decide = (id: bigint, isAccepted: boolean, reason = '', actor: Actor = operator, market: string = kit.market) =>
  refusal(kit.work.write(market, actor, (ctx) => decidePerson(ctx, id, isAccepted, reason)));
const nameOf = async () =>
  (await partiesById(kit.work.read(kit.market, person.actor), [person.partyId])).get(person.partyId)?.name;

describe('where operators look at pictures', () => {
  test('somebody the provider has confirmed waits, and passes by an operator', async () => {
    expect(await verify(person, { pictures: await shown() })).toBe('done');
    expect(await identity()).toEqual({ state: 'checking', isPassed: false, shown: '110105********002X', reason: '' });
    expect(await nameOf()).toBe('网名');
    const id = await idOf();
    expect(await verify(person, { pictures: await shown() })).toBe('identity.waiting');
    expect(await decide(id, true)).toBe('done');
    expect(await identity()).toMatchObject({ state: 'passed', shown: '110105********002X' });
    expect(await nameOf()).toBe('真名');
    const [stored] = await query<{ number_cipher: string }>(
      'select number_cipher from identity_check where user_id = $1',
      [person.userId],
    );
    expect(vault.open(stored?.number_cipher ?? '')).toBe(number);
    expect(await query('select number_cipher, number_hash from identity_review where id = $1', [id])).toEqual([
      { number_cipher: null, number_hash: null },
    ]);
    const moves = 'select move, to_state, by_role from identity_check_move where user_id = $1 order by id';
    expect(await query(moves, [person.userId])).toEqual([
      { move: 'refer', to_state: 'unchecked', by_role: 'system' },
      { move: 'pass', to_state: 'passed', by_role: 'operator' },
    ]);
    expect(await decide(id, true)).toBe('move.not_from_here');
    expect(await decide(id, false, 'late')).toBe('move.not_from_here');
  });

  test('who is sent back reads why and shows other pictures, as often as an operator allows', async () => {
    for (let round = 0; round < 5; round += 1) {
      expect(await verify(person, { pictures: await shown() })).toBe('done');
      expect(await decide(await idOf(), false, ' ')).toBe('request.incomplete');
      expect(await decide(await idOf(), false, '看不清')).toBe('done');
      expect(await identity()).toEqual({ state: 'failed', isPassed: false, shown: '', reason: '看不清' });
    }
    expect(
      await query('select distinct note from identity_check_move where move = $1 and user_id = $2', [
        'sendBack',
        person.userId,
      ]),
    ).toEqual([{ note: '看不清' }]);
  });

  test('a number serves one account, whoever was sent first', async () => {
    const rival = await kit.addFreelancer('二');
    await verify(person, { pictures: await shown() });
    await verify(rival, { pictures: await shown(rival) });
    const [first, second] = [await idOf(), await idOf(rival)];
    expect(await decide(first, true)).toBe('done');
    expect(await decide(second, true)).toBe('identity.done');
    expect(await decide(second, false, '重复')).toBe('done');
  });

  test('two claims at once leave one review', async () => {
    const claims = [await shown(), await shown()];
    const results = await Promise.all(claims.map((pictures) => verify(person, { pictures })));
    expect(results.sort()).toEqual(['done', 'identity.waiting']);
    expect((await waiting()).filter((row) => row.user_id === person.userId)).toHaveLength(1);
  });

  test('pictures that are none, or somebody else’s, cost no try', async () => {
    asked = 0;
    const rival = await kit.addFreelancer('二');
    const good = await upload(person);
    for (const back of [await upload(person, 'text/plain'), await upload(rival), 'f'.repeat(32)])
      for (let turn = 0; turn < 2; turn += 1)
        expect(await verify(person, { pictures: { front: good, back } })).toBe('file.unusable');
    expect(asked).toBe(0);
    expect(await verify(person, { pictures: await shown() })).toBe('done');
  });

  test('a wire that takes pictures demands both, and what is known is not asked again', async () => {
    const { front, back } = await shown();
    expect(await ensure(person, { name: '真名', number: other })).toBe('request.incomplete');
    expect(await ensure(person, { name: '真名', number: other, front })).toBe('request.incomplete');
    expect(await ensure(person, { name: '真名', number: other, front, back })).toBe('done');
    asked = 0;
    expect(await ensure(person, {})).toBe('done');
    expect(await ensure(person, { number: (await identity()).shown })).toBe('done');
    expect(await ensure(person, { name: '真名', number: other, front, back })).toBe('done');
    expect(await ensure(person, { name: '真名', number, front, back })).toBe('identity.waiting');
    expect(asked).toBe(0);
  });

  test('only operators of the house decide, in the market it is of', async () => {
    await verify(person, { pictures: await shown() });
    const id = await idOf();
    expect(await decide(id, true, '', person.actor)).toBe('move.not_by_you');
    expect(await decide(id, true, '', operator, 'gig')).toBe('decision.not_found');
    expect(await decide(999_999n, true)).toBe('decision.not_found');
  });
});

test('without pictures, and where the market does not ask for it, the provider decides alone', async () => {
  expect(await verify(person)).toBe('done');
  expect(await identity()).toMatchObject({ state: 'passed' });
  const elsewhere = await plain.addFreelancer('三');
  expect(await verify(elsewhere, { pictures: await shown(elsewhere, plain) }, plain)).toBe('done');
  expect(await query('select id from identity_review', [], plain)).toEqual([]);
});
