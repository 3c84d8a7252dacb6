import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Kit, openKit, type TestPerson } from '../../../test/kit.ts';
import type { Actor, PersonActor } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { next } from '../../kernel/machine.ts';
import { createVault } from '../../platform/vault.ts';
import { unitsOf } from '../../platform/work.ts';
import type { FileKind } from '../files/index.ts';
import { partiesById } from '../identity/index.ts';
import {
  type CompanyClaim,
  companyLifecycle,
  companyOf,
  decideCompany,
  identityLifecycle,
  identityOf,
  submitCompany,
  verifyPerson,
  waitingCompanies,
} from './index.ts';

const vault = createVault('a secret for these tests');
const operator: Actor = { kind: 'operator', operatorId: 1n };
const numbers = ['11010519491231002X', '440308199901101512', '320311197707060018'] as const;

let kit: Kit;
beforeAll(async () => {
  kit = await openKit({
    handlers: [{ name: 'heard', inside: async () => undefined }],
    listeners: {
      'verification.passed': ['heard'],
      'verification.company_applied': ['heard'],
      'verification.company_decided': ['heard'],
    },
  });
});
afterAll(() => kit.close());

const rows = <Row>(text: string, values: unknown[] = []) => kit.database.reader.query<Row>({ text }, values);
const inOrder = (results: readonly unknown[]) => results.map(String).sort((a, b) => a.localeCompare(b));
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof DomainError ? error.code : error),
  );
const personOf = ({ actor }: TestPerson) => actor as PersonActor; // The kit adds persons only.

describe('proving a name', () => {
  let asked = 0;
  const authority = (answer: boolean | Error) => ({
    async matches() {
      asked += 1;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  const verify = (person: TestPerson, number: string, answer: boolean | Error = true, name = '真名') =>
    refusal(
      verifyPerson(unitsOf(kit.work, kit.market, person.actor), { check: authority(answer), vault }, personOf(person), {
        name,
        number,
      }),
    );

  test('gives the person that name everywhere, and keeps the number sealed', async () => {
    const person = await kit.addFreelancer('假名');
    expect(await verify(person, numbers[0])).toBe('done');
    const [stored] = await rows<{ number_cipher: string; whole: string }>(
      'select number_cipher, c::text as whole from identity_check c where user_id = $1',
      [person.userId],
    );
    expect(vault.open(stored?.number_cipher ?? '')).toBe(numbers[0]);
    expect(stored?.whole).not.toContain('19491231');
    const ctx = kit.work.read(kit.market, person.actor);
    expect(await identityOf(ctx, person.userId)).toEqual({
      state: 'passed',
      isPassed: true,
      shown: '110105********002X',
      reason: '',
    });
    expect((await partiesById(ctx, [person.partyId])).get(person.partyId)?.name).toBe('真名');
    expect(
      await rows('select move, from_state, to_state from identity_check_move where user_id = $1', [person.userId]),
    ).toEqual([{ move: 'pass', from_state: 'unchecked', to_state: 'passed' }]);
    expect(await verify(person, numbers[0])).toBe('identity.done');
  });

  test('serves one account only, and an old number is the same number', async () => {
    const [first, second] = [await kit.addFreelancer('一'), await kit.addFreelancer('二')];
    expect(await verify(first, '320311770706001')).toBe('done');
    expect(await verify(second, numbers[2])).toBe('identity.done');
  });

  test('lets two people who come at once with one number not both have it', async () => {
    const people = [await kit.addFreelancer('甲'), await kit.addFreelancer('乙')];
    const results = await Promise.all(people.map((person) => verify(person, numbers[1])));
    expect(inOrder(results)).toEqual(['done', 'identity.done']);
  });

  test('asks the authority three times at most, also when all requests come at once', async () => {
    const person = await kit.addFreelancer('急');
    asked = 0;
    const number = validNumber('44052419900101001');
    expect(await verify(person, `${number.slice(0, 16)}00`, false)).toBe('identity.number_impossible');
    expect(asked).toBe(0);
    expect(await verify(person, number, false)).toBe('identity.mismatch');
    const others = Array.from({ length: 15 }, (_, at) => validNumber(`440524199101${String(at + 10)}001`));
    await Promise.all(others.map(() => rows('select pg_sleep(0.05)'))); // So that each finds a connection open.
    const many = await Promise.all(others.map((other) => verify(person, other, false)));
    expect(asked).toBe(3);
    expect(many.filter((result) => result === 'identity.mismatch')).toHaveLength(2);
    expect(many.filter((result) => result === 'identity.too_many_tries')).toHaveLength(13);
    expect(await verify(person, number)).toBe('identity.too_many_tries');
    const moves = await rows('select move from identity_check_move where user_id = $1', [person.userId]);
    expect(moves).toEqual(Array.from({ length: 3 }, () => ({ move: 'mismatch' })));
  });

  test('costs no try while the authority gives no answer', async () => {
    const person = await kit.addFreelancer('断');
    const number = validNumber('44052419910101002');
    for (let call = 0; call < 5; call += 1)
      expect(await verify(person, number, new Error('no line'))).toBe('identity.unavailable');
    expect(await verify(person, number)).toBe('done');
  });

  test('refuses every move its table does not have', () => {
    for (const move of ['pass', 'mismatch'] as const) {
      expect(() => next(identityLifecycle, 'passed', move, 'system')).toThrow('move.not_from_here');
      expect(() => next(identityLifecycle, 'unchecked', move, 'freelancer')).toThrow('move.not_by_you');
    }
  });
});

/** The number that these 17 digits begin, by the standard's weights. */
function validNumber(digits: string): string {
  const last = [...'0123456789X'].find((check) => checks(digits + check));
  return digits + last;
}

function checks(number: string): boolean {
  let sum = 0;
  for (const [index, character] of [...number].entries())
    sum += (character === 'X' ? 10 : Number(character)) * (2 ** (17 - index) % 11);
  return sum % 11 === 1;
}

describe('certifying a company', () => {
  const claim = {
    companyName: '启明科技有限公司',
    contact: '王芳',
    phone: '021-88886666',
    permitNumber: '91350100m000100y43',
    organisationNumber: 'M000100Y-4',
    permitFileId: undefined,
    organisationFileId: undefined,
  };

  async function upload(person: TestPerson, kind: FileKind = 'company', mime = 'image/png'): Promise<bigint> {
    const id = randomBytes(16).toString('hex');
    const [file] = await rows<{ id: bigint }>(
      `insert into file (market, uid, owner_user_id, kind, name, mime, size, md5, blob_key, created_at)
       values ('cloudwork', $1, $2, $3, 'a.png', $4, 1, 'x', $1, now()) returning id`,
      [id, person.userId, kind, mime],
    );
    return file?.id ?? 0n;
  }
  const submit = (person: TestPerson, fields: Partial<CompanyClaim> = {}) =>
    refusal(kit.work.write(kit.market, person.actor, (ctx) => submitCompany(ctx, vault, { ...claim, ...fields })));
  const decide = (id: bigint, isAccepted: boolean, reason = '', actor: Actor = operator) =>
    refusal(kit.work.write(kit.market, actor, (ctx) => decideCompany(ctx, id, isAccepted, reason)));
  const companyFor = (person: TestPerson) => companyOf(kit.work.read(kit.market, person.actor), person.partyId);

  async function submitted(name: string): Promise<{ team: TestPerson; id: bigint }> {
    const team = await kit.addClient(name);
    const files = { permitFileId: await upload(team), organisationFileId: await upload(team) };
    expect(await submit(team, files)).toBe('done');
    return { team, id: (await companyFor(team))?.id ?? 0n };
  }

  test('keeps numbers sealed and shows them masked', async () => {
    const { team } = await submitted('一号');
    expect(await companyFor(team)).toMatchObject({ state: 'checking', permit_shown: '9135**********0Y43' });
    const [stored] = await rows<{ permit: string; whole: string }>(
      'select permit_cipher as permit, c::text as whole from company_check c where party_id = $1',
      [team.partyId],
    );
    expect(vault.open(stored?.permit ?? '')).toBe('91350100M000100Y43');
    expect(stored?.whole).not.toContain('M000100Y');
  });

  test('takes one picture for both papers, as companies with one paper have', async () => {
    const team = await kit.addClient('合一');
    const permitFileId = await upload(team);
    expect(await submit(team, { permitFileId, organisationFileId: permitFileId })).toBe('done');
  });

  test('refuses numbers that cannot be, and pictures that are not one’s own, of another kind or no pictures', async () => {
    const [team, other] = [await kit.addClient('二号'), await kit.addClient('旁人')];
    const mine = await upload(team);
    expect(await submit(team, { permitNumber: '1' })).toBe('company.number_impossible');
    expect(await submit(team, { organisationNumber: '1' })).toBe('company.number_impossible');
    expect(await submit(team)).toBe('company.permit_required');
    expect(await submit(team, { permitFileId: mine })).toBe('company.org_required');
    for (const organisationFileId of [
      await upload(other),
      await upload(team, 'job'),
      await upload(team, 'company', 'text/plain'),
    ])
      expect(await submit(team, { permitFileId: mine, organisationFileId })).toBe('company.org_required');
    expect(await companyFor(team)).toBeUndefined();
    expect(await submit(await kit.addFreelancer('开发者'))).toBe('role.client_required');
  });

  test('waits for an operator, and for nobody else', async () => {
    const { team, id } = await submitted('三号');
    const ctx = kit.work.read(kit.market, operator);
    expect((await waitingCompanies(ctx)).map((row) => row.id)).toContain(id);
    expect(await decide(id, true, '', team.actor)).toBe('move.not_by_you');
    expect(await decide(id, false)).toBe('request.incomplete');
    expect(await decide(0n, true)).toBe('company.not_found');
    expect(await submit(team)).toBe('company.waiting');
    expect(await decide(id, false, '图片不清')).toBe('done');
    expect(await companyFor(team)).toMatchObject({ state: 'failed', reason: '图片不清' });
    expect((await partiesById(ctx, [team.partyId])).get(team.partyId)).toMatchObject({
      name: '三号',
      is_company: false,
    });
    expect(await submit(team)).toBe('done');
    expect(await decide(id, true)).toBe('done');
    expect((await partiesById(ctx, [team.partyId])).get(team.partyId)).toMatchObject({
      name: '启明科技有限公司',
      is_company: true,
    });
    expect(await submit(team)).toBe('company.done');
    expect((await waitingCompanies(ctx)).map((row) => row.id)).not.toContain(id);
    const moves = await rows<{ move: string }>(
      'select move from company_check_move where company_check_id = $1 order by id',
      [id],
    );
    expect(moves.map(({ move }) => move)).toEqual(['submit', 'fail', 'submit', 'pass']);
  });

  test('is decided once when two operators decide at once', async () => {
    const { id } = await submitted('四号');
    const results = await Promise.all([decide(id, true), decide(id, false, '不清')]);
    expect(inOrder(results)).toEqual(['done', 'move.not_from_here']);
  });

  test('is submitted once when a client sends it twice at once', async () => {
    const team = await kit.addClient('五号');
    const files = { permitFileId: await upload(team), organisationFileId: await upload(team) };
    const results = await Promise.all([submit(team, files), submit(team, files)]);
    expect(inOrder(results)).toEqual(['company.waiting', 'done']);
  });

  test('is asked for ten times at most', async () => {
    const { team, id } = await submitted('六号');
    for (let time = 1; time < 10; time += 1) {
      expect(await decide(id, false, '不清')).toBe('done');
      expect(await submit(team)).toBe('done');
    }
    await decide(id, false, '不清');
    expect(await submit(team)).toBe('company.too_many_tries');
  });

  test('refuses every move its table does not have', () => {
    const allowed = ['unchecked submit', 'failed submit', 'checking pass', 'checking fail'];
    for (const state of ['unchecked', 'checking', 'passed', 'failed'] as const) {
      for (const move of ['submit', 'pass', 'fail'] as const) {
        const by = move === 'submit' ? 'client' : 'operator';
        if (allowed.includes(`${state} ${move}`)) continue;
        expect(() => next(companyLifecycle, state, move, by)).toThrow('move.not_from_here');
      }
    }
    expect(() => next(companyLifecycle, 'checking', 'pass', 'client')).toThrow('move.not_by_you');
  });
});

test('who is concerned is told of each event once', async () => {
  const person = await kit.addFreelancer('听众');
  const heard = async () =>
    rows<{ payload: object }>(`select payload from task where payload ->> 'userId' = $1`, [String(person.userId)]);
  const number = validNumber('44052419920202002');
  const check = { matches: async () => true };
  await verifyPerson(unitsOf(kit.work, kit.market, person.actor), { check, vault }, personOf(person), {
    name: '听众',
    number,
  });
  expect(await heard()).toEqual([{ payload: { userId: String(person.userId), partyId: String(person.partyId) } }]);
});
