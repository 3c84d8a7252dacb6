import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Kit, openKit, type TestPerson } from '../../../test/kit.ts';
import type { Actor, PersonActor, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { next } from '../../kernel/machine.ts';
import { system, unitsOf } from '../../platform/work.ts';
import { type Catalog, createCatalog, loadReferenceData } from '../catalog/index.ts';
import { createPasswords, lockName } from '../identity/index.ts';
import {
  addEducation,
  addEmployment,
  addWork,
  changeClient,
  changeEmployment,
  changeFreelancer,
  changeQuestion,
  educationsOf,
  employmentsOf,
  finishJoining,
  type FreelancerProfile,
  ownCategories,
  ownProfile,
  ownQuestion,
  portfolioOf,
  profileLifecycle,
  profileOf,
  removeEducation,
  removeWork,
  setCategories,
  setQuestion,
  teamNumbers,
} from './index.ts';

let kit: Kit;
let catalog: Catalog;
beforeAll(async () => {
  kit = await openKit({ listeners: { 'profile.completed': ['heard'] } });
  await kit.work.write(kit.market, system, (ctx) => loadReferenceData(ctx, 'database/reference'));
  catalog = await createCatalog(kit.database.reader).read();
});
afterAll(() => kit.close());

const inOrder = (results: readonly unknown[]) => results.map(String).sort((a, b) => a.localeCompare(b));
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof DomainError ? error.code : error),
  );
const write = <T>({ actor }: { actor: Actor }, operation: (ctx: WriteContext) => Promise<T>) =>
  kit.work.write(kit.market, actor, operation);
const reading = ({ actor }: { actor: Actor }) => kit.work.read(kit.market, actor);
const own = (person: TestPerson) => ownProfile(reading(person)) as Promise<FreelancerProfile>; // Freelancers only.
const change = (person: TestPerson, changes: Parameters<typeof changeFreelancer>[1]) =>
  refusal(write(person, (ctx) => changeFreelancer(ctx, changes, catalog)));
const nowhere = { regionId: 330100, address: '文三路' };

describe('a freelancer’s profile', () => {
  test('keeps what is left out', async () => {
    const person = await kit.addFreelancer('甲');
    expect(await change(person, { title: '工程师', hourly: 10_000n, skills: ['go', 'GO', '没有的'] })).toBe('done');
    expect(await change(person, { english: 2, overview: '' })).toBe('done');
    expect(await own(person)).toMatchObject({
      title: '工程师',
      hourly: 10_000n,
      skills: ['Go'],
      english: 2,
      overview: '',
    });
  });

  test('replaces all other languages at once', async () => {
    const person = await kit.addFreelancer('乙');
    expect(await change(person, { languages: { Japanese: 2, fr: 1 } })).toBe('done');
    expect(await change(person, { languages: { Japanese: 4 } })).toBe('done');
    expect((await own(person)).languages).toEqual([{ id: 2, level: 4 }]);
    expect(await change(person, { languages: {} })).toBe('done');
    expect((await own(person)).languages).toEqual([]);
    expect(await change(person, { languages: { Klingon: 1 } })).toBe('profile.language_unknown');
    expect(await change(person, { languages: { Japanese: 1, ja: 2 } })).toBe('profile.language_unknown');
  });

  test('leaves nothing changed when part of it is refused', async () => {
    const [first, second] = [await kit.addFreelancer('丙'), await kit.addFreelancer('丁')];
    await change(first, { email: 'Taken@Example.com' });
    expect(await change(second, { title: '新', email: 'taken@example.COM' })).toBe('user.email_taken');
    expect(await own(second)).toMatchObject({ title: '', own: { email: '' } });
    expect(await change(first, { email: 'taken@example.com' })).toBe('done');
  });

  test('gives an e-mail to one of those who ask for it at once', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => kit.addFreelancer('戊')));
    const results = await Promise.all(people.map((person) => change(person, { email: 'race@example.com' })));
    expect(new Set(results)).toEqual(new Set(['done', 'user.email_taken']));
    expect(results.filter((result) => result === 'done')).toHaveLength(1);
  });

  test('keeps a proven name', async () => {
    const person = await kit.addFreelancer('庚');
    expect(await change(person, { name: '庚二' })).toBe('done');
    await kit.work.write(kit.market, system, (ctx) => lockName(ctx, person.userId, '庚真'));
    expect(await change(person, { name: '庚三' })).toBe('user.name_locked');
    expect(await change(person, { name: '庚真', title: '工程师' })).toBe('done');
    expect(await own(person)).toMatchObject({ name: '庚真', is_verified: true });
  });

  test('has ten categories at most, all of them leaves', async () => {
    const person = await kit.addFreelancer('辛');
    const set = (ids: number[]) => refusal(write(person, (ctx) => setCategories(ctx, ids, catalog.categories)));
    expect(await set([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 4])).toBe('done');
    expect(await set([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])).toBe('profile.categories_too_many');
    expect(await set([1])).toBe('category.unknown');
    expect(await set([])).toBe('category.unknown');
    expect(await set([23, 4])).toBe('done');
    expect(await ownCategories(reading(person))).toEqual([4, 23]);
    await Promise.all([set([4, 5, 6, 7, 8]), set([12, 13, 14, 15, 16, 17, 18, 19])]);
    expect([5, 8]).toContain((await ownCategories(reading(person))).length);
  });

  test('becomes active once, by the last step', async () => {
    const person = await kit.addFreelancer('壬');
    const finish = () => write(person, (ctx) => finishJoining(ctx, { ...nowhere, hourly: 5_000n }, catalog));
    await Promise.all([finish(), finish()]);
    expect(await own(person)).toMatchObject({ state: 'active', region_id: 330100, hourly: 5_000n });
    const told = await kit.database.reader.query({ text: `select id from task where payload ->> 'partyId' = $1` }, [
      String(person.partyId),
    ]);
    expect(told).toHaveLength(1);
    expect(() => next(profileLifecycle, 'active', 'complete', 'freelancer')).toThrow('move.not_from_here');
    expect(() => next(profileLifecycle, 'joining', 'complete', 'client')).toThrow('move.not_by_you');
  });

  test('is no client’s to change, nor a stranger’s', async () => {
    const client = await kit.addClient('客户');
    expect(await change(client, { title: 'x' })).toBe('role.freelancer_required');
    expect(await refusal(write(client, (ctx) => finishJoining(ctx, nowhere, catalog)))).toBe(
      'role.freelancer_required',
    );
    const nobody = { actor: { kind: 'anonymous' } as const };
    expect(await refusal(profileOf(reading(nobody), '0'))).toBe('auth.required');
    const freelancer = await kit.addFreelancer('开发者');
    expect(await refusal(write(freelancer, (ctx) => changeClient(ctx, {}, catalog.regions)))).toBe(
      'role.client_required',
    );
  });

  test('hides what is private from others, and whole people who are restricted', async () => {
    const [person, viewer] = [await kit.addFreelancer('癸'), await kit.addClient('看客')];
    await change(person, { address: '文三路', email: 'secret@example.com' });
    const seen = await profileOf(reading(viewer), person.uid);
    expect(seen.own).toBeUndefined();
    expect(Object.values(seen)).not.toContain('文三路');
    expect(Object.values(seen)).not.toContain('secret@example.com');
    await kit.database.reader.query({ text: `update user_account set state = 'restricted' where id = $1` }, [
      person.userId,
    ]);
    expect(await refusal(profileOf(reading(viewer), person.uid))).toBe('profile.not_found');
    expect(await refusal(employmentsOf(reading(viewer), { uid: person.uid }))).toBe('profile.not_found');
  });
});

describe('entries of a résumé', () => {
  const job = {
    company: '甲',
    regionId: 330100,
    title: '员工',
    role: 2,
    startMonth: '2015-03',
    endMonth: '2016-01',
    detail: '',
  };
  const school = { school: '大学', degree: 'bachelor', area: '', startYear: 2008, endYear: 2012, detail: '' };
  const work = {
    name: '商城',
    categoryId: 4,
    detail: '',
    endMonth: undefined,
    link: '',
    skills: undefined,
    pictureId: undefined,
  };

  test('are fifty at most of a kind, also when they are added at once', async () => {
    const person = await kit.addFreelancer('多产');
    const kinds = [
      (ctx: WriteContext) => addEmployment(ctx, job, catalog.regions),
      (ctx: WriteContext) => addEducation(ctx, school),
      (ctx: WriteContext) => addWork(ctx, work, catalog),
    ];
    for (const add of kinds) {
      const results = await Promise.all(Array.from({ length: 52 }, () => refusal(write(person, add))));
      expect(results.filter((result) => result === 'done')).toHaveLength(50);
      expect(results.filter((result) => result === 'profile.too_many_entries')).toHaveLength(2);
    }
    const ctx = reading(person);
    const lists = await Promise.all([employmentsOf(ctx, {}), educationsOf(ctx, {}), portfolioOf(ctx, {})]);
    expect(lists.map((list) => list.length)).toEqual([50, 50, 50]);
  });

  test('must not end before they begin, and be in a city', async () => {
    const person = await kit.addFreelancer('倒叙');
    const add = (fields: object) =>
      refusal(write(person, (ctx) => addEmployment(ctx, { ...job, ...fields }, catalog.regions)));
    expect(await add({ endMonth: '2015-02' })).toBe('profile.entry_dates');
    expect(await add({ regionId: 330000 })).toBe('region.unknown');
    expect(await add({ endMonth: '2015-03' })).toBe('done');
    expect(await refusal(write(person, (ctx) => addEducation(ctx, { ...school, endYear: 2007 })))).toBe(
      'profile.entry_dates',
    );
  });

  test('answer others alike whether they are not there or not theirs', async () => {
    const [person, other] = [await kit.addFreelancer('主人'), await kit.addFreelancer('旁人')];
    const id = await write(person, (ctx) => addEmployment(ctx, job, catalog.regions));
    for (const one of [id, 999_999n])
      expect(await refusal(write(other, (ctx) => changeEmployment(ctx, one, job, catalog.regions)))).toBe(
        'profile.entry_not_found',
      );
    const educationId = await write(person, (ctx) => addEducation(ctx, school));
    expect(await refusal(write(other, (ctx) => removeEducation(ctx, educationId)))).toBe('profile.entry_not_found');
    const workId = await write(person, (ctx) => addWork(ctx, work, catalog));
    expect(await refusal(write(other, (ctx) => removeWork(ctx, workId)))).toBe('profile.entry_not_found');
    expect(await educationsOf(reading(other), { uid: person.uid, id: educationId })).toHaveLength(1);
    expect(await refusal(educationsOf(reading(other), { uid: 'nobody' }))).toBe('profile.not_found');
  });
});

describe('a security question', () => {
  const means = { passwords: createPasswords({ atOnce: 2, waiting: 50 }) };

  test('is set once when it is set twice at once, its answer hashed', async () => {
    const person = await kit.addFreelancer('问');
    const units = unitsOf(kit.work, kit.market, person.actor);
    const actor = person.actor as PersonActor; // The kit adds persons only.
    const set = (answer: string) =>
      refusal(setQuestion(units, means, actor, { questionId: 1, answer }, catalog.questions));
    expect(inOrder(await Promise.all([set('王老师'), set('王老师')]))).toEqual(['done', 'question.exists']);
    const [row] = await kit.database.reader.query<{ answer_hash: string }>(
      { text: 'select answer_hash from security_question where user_id = $1' },
      [person.userId],
    );
    expect(row?.answer_hash).toMatch(/^\$argon2id\$/);
    const change = (oldAnswer: string) =>
      refusal(changeQuestion(units, means, actor, { questionId: 2, answer: '杭州', oldAnswer }, catalog.questions));
    expect(await change('李老师')).toBe('question.wrong_answer');
    const both = await Promise.all([change(' 王老师 '), change('王老师')]);
    expect(inOrder(both)).toEqual(['done', 'question.wrong_answer']);
    expect(await ownQuestion(reading(person))).toBe(2);
  });
});

describe('a team', () => {
  test('is in numbers what it has done, and unknown where there is none', async () => {
    const team = await kit.addClient('新团队');
    expect(await teamNumbers(reading(team), team.uid)).toMatchObject({
      name: '新团队',
      jobs: 0,
      hires: 0,
      total_paid: 0n,
      slots: 0,
    });
    const freelancer = await kit.addFreelancer('非团队');
    expect(await refusal(teamNumbers(reading(team), freelancer.uid))).toBe('profile.not_found');
  });

  test('refuses a place that is no city and a link that could run', async () => {
    const team = await kit.addClient('团队');
    const set = (changes: object) => refusal(write(team, (ctx) => changeClient(ctx, changes, catalog.regions)));
    expect(await set({ regionId: 1 })).toBe('region.unknown');
    expect(await set({ link: 'javascript:1' })).toBe('profile.link_invalid');
    expect(await set({ teamName: '新名', link: '' })).toBe('done');
    expect(await ownProfile(reading(team))).toMatchObject({ team_name: '新名', link: '' });
  });
});
