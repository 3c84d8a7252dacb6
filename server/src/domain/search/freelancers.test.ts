import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dice, type Fair, openFair, type Sought, testCatalog } from '../../../test/discovery.ts';
import type { TestPerson } from '../../../test/kit.ts';
import { system } from '../../platform/work.ts';
import { setUserState } from '../identity/index.ts';
import { addFavorite } from '../listings/index.ts';
import { changeFreelancer, finishJoining, setCategories } from '../profiles/index.ts';
import { bandOf, type FreelancerQuestion } from './freelancer-terms.ts';
import { refreshFreelancer } from './freelancers.ts';
import { putFreelancer } from './freelancers.sql.ts';
import { type FreelancerCard, searchFreelancers } from './index.ts';

let fair: Fair;
let client: TestPerson;

beforeAll(async () => {
  fair = await openFair();
  client = await fair.addClient('爱丽丝');
});
afterAll(() => fair.close());

const find = (
  question: FreelancerQuestion,
  page = { number: 1, size: 100 },
  by: Pick<TestPerson, 'actor'> = fair.anybody,
) => fair.look(by, (ctx) => searchFreelancers(ctx, testCatalog, question, page));
const uidsOf = async (question: FreelancerQuestion) => (await find(question)).items.map((one) => one.uid);
const drain = () => fair.kit.worker.drain();
const catalog = {
  regions: { isCity: () => true },
  skills: testCatalog.skills,
  languages: { all: [] },
} as unknown as Parameters<typeof changeFreelancer>[2]; // The part of the catalogue that these operations ask.

describe('a search for freelancers', () => {
  const people: (Sought & { readonly uid: string; readonly name: string; readonly coop: number })[] = [];
  const subjects = ['微信小程序', '跨境独立站', 'Node.js 后端', '安卓 App', '短视频剪辑', '品牌设计'];
  const skills = ['Vue.js', 'C++', "O'Reilly\\", '平面设计'];
  const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T; // The remainder is inside.

  beforeAll(async () => {
    const roll = dice(20_261_120);
    const listing = await fair.post(client);
    for (let order = 0; order < 150; order += 1) {
      const given = {
        title: `${pick(subjects, roll(6))}工程师`,
        overview: `擅长${pick(subjects, roll(6))}，做过第${order}号案例`,
        skills: [...new Set(Array.from({ length: roll(3) }, () => pick(skills, roll(4))))],
        categories: [...new Set(Array.from({ length: roll(3) }, () => pick([4, 5, 6, 13, 15], roll(5))))],
        hourly: roll(5) === 0 ? null : BigInt(2_000 + 500 * roll(40)),
      };
      const name = `众人${order}`;
      const person = await fair.addFreelancer(name, given);
      const ended = roll(4);
      const good = ended === 0 ? 0 : roll(ended + 1);
      for (let at = 0; at < ended; at += 1) {
        await fair.addContract(listing, { client, freelancer: person, state: at < good ? 'finished' : 'settled' });
      }
      await fair.review(person, roll(30), (1 + roll(41) / 10).toFixed(1));
      await fair.refresh(person);
      people.push({ ...given, uid: person.uid, name, coop: ended === 0 ? 0 : Math.floor((100 * good) / ended) });
    }
  }, 120_000);

  async function everyPage(question: FreelancerQuestion, size: number): Promise<FreelancerCard[]> {
    const cards: FreelancerCard[] = [];
    for (let number = 1; ; number += 1) {
      const { items, total } = await find(question, { number, size });
      cards.push(...items);
      if (number * size >= total) {
        expect(cards).toHaveLength(total);
        return cards;
      }
    }
  }

  const parentOf = (id: number) => testCatalog.categories.byId(id)?.parentId;

  test.each<[string, FreelancerQuestion, string | undefined]>([
    ['everybody', {}, undefined],
    ['a Chinese word', { keyword: '小程序' }, '小程序'],
    ['a word of one person', { keyword: '众人77' }, '众人77'],
    ['a skill with signs', { keyword: 'C++' }, 'c++'],
    ['a skill with a quote', { keyword: "O'Reilly" }, "o'reilly"],
    ['a leaf', { categories: [4] }, undefined],
    ['a whole branch', { categories: [2] }, undefined],
    ['two categories', { categories: [5, 13] }, undefined],
    ['a band', { band: 2 }, undefined],
    ['the open band', { band: 4 }, undefined],
    ['a success rate', { coopRate: 50 }, undefined],
    ['a success rate between tens', { coopRate: 67 }, undefined],
    ['all of it', { keyword: '独立站', categories: [1], band: 3, coopRate: 1 }, '独立站'],
    ['a word nobody has', { keyword: '量子' }, '量子'],
    ['no word at all', { keyword: '，！' }, '，！'],
  ])('%s finds exactly those who answer, each once', async (_name, question, word) => {
    const expected = people.filter(
      ({ name, title, overview, skills: own = [], categories = [], hourly = null, coop }) => {
        const text = [name, title, overview, ...own].join('\n').toLowerCase();
        return (
          (word === undefined || text.includes(word)) &&
          (question.categories === undefined ||
            categories.some((id) => question.categories?.some((asked) => asked === id || asked === parentOf(id)))) &&
          (question.band === undefined || (hourly !== null && bandOf(hourly) === question.band)) &&
          coop >= (question.coopRate ?? 0)
        );
      },
    );
    for (const size of [7, 100]) {
      const cards = await everyPage(question, size);
      expect(cards.map((card) => card.uid).sort()).toEqual(expected.map((one) => one.uid).sort());
    }
    expect(_name === 'a word nobody has' || _name === 'no word at all' || expected.length > 0).toBe(true);
  });

  test('begins with the best standing, where one good review does not outweigh many', async () => {
    const [one, many, none, bad] = [
      await fair.addFreelancer('排名甲'),
      await fair.addFreelancer('排名乙'),
      await fair.addFreelancer('排名丙'),
      await fair.addFreelancer('排名丁'),
    ];
    await fair.review(one, 1, '5.0');
    await fair.review(many, 40, '4.8');
    await fair.review(bad, 8, '2.0');
    for (const person of [one, many, bad]) await fair.refresh(person);
    expect(await uidsOf({ keyword: '排名' })).toEqual([many.uid, one.uid, none.uid, bad.uid]);
  });
});

test.each([
  [4_999n, 1],
  [5_000n, 2],
  [9_999n, 2],
  [10_000n, 3],
  [15_000n, 3],
  [15_001n, 4],
] as const)('%s fen an hour are in band %s', (hourly, band) => {
  expect(bandOf(hourly)).toBe(band);
});

describe('who is found', () => {
  test('is found by name, title, overview and skills', async () => {
    const { uid } = await fair.addFreelancer('欧阳娜娜', { title: '架构师', overview: '熟悉区块链', skills: ['Rust'] });
    for (const keyword of ['欧阳', '架构师', '区块链', 'rust']) expect(await uidsOf({ keyword })).toEqual([uid]);
  });

  test('is nobody who has not finished joining, or is restricted', async () => {
    await fair.addFreelancer('隐者', { state: 'joining' });
    const shut = await fair.addFreelancer('隐者');
    await fair.restrict(shut);
    await fair.refresh(shut);
    expect(await uidsOf({ keyword: '隐者' })).toEqual([]);
  });

  test('has the numbers of the contracts', async () => {
    const person = await fair.addFreelancer('履历丰富');
    const listing = await fair.post(client);
    for (const state of ['finished', 'finished', 'settled', 'refused']) {
      await fair.addContract(listing, { client, freelancer: person, state });
    }
    await fair.refresh(person);
    const [card] = (await find({ keyword: '履历丰富' })).items;
    expect(card).toMatchObject({ coop_rate: 66, slots: 0 });
  });

  test('is a favourite only for the client who keeps them', async () => {
    const person = await fair.addFreelancer('心头好');
    const other = await fair.addClient('鲍勃');
    await fair.run(client, (ctx) => addFavorite(ctx, person.uid, ''));
    const flagFor = async (who: Pick<TestPerson, 'actor'>) =>
      (await find({ keyword: '心头好' }, { number: 1, size: 1 }, who)).items[0]?.is_favorite;
    expect([await flagFor(client), await flagFor(other), await flagFor(fair.anybody)]).toEqual([true, false, false]);
  });
});

describe('the index follows', () => {
  test('the last step of registration, and every change of the profile after it', async () => {
    const person = await fair.kit.addFreelancer('新来的');
    await fair.run(person, (ctx) => changeFreelancer(ctx, { title: '考古学家' }, catalog));
    await drain();
    expect(await uidsOf({ keyword: '考古学家' })).toEqual([]);
    await fair.run(person, (ctx) => finishJoining(ctx, { hourly: 8_000n, regionId: 1, address: '某街' }, catalog));
    await drain();
    expect(await uidsOf({ keyword: '考古学家' })).toEqual([person.uid]);
    await fair.run(person, (ctx) => changeFreelancer(ctx, { title: '天文学家', name: '改名了' }, catalog));
    await fair.run(person, (ctx) => setCategories(ctx, [13], testCatalog.categories));
    await drain();
    expect(await uidsOf({ keyword: '考古学家' })).toEqual([]);
    expect(await uidsOf({ keyword: '天文学家 改名了', categories: [13] })).toEqual([person.uid]);
  });

  test('a restriction, and its end', async () => {
    const person = await fair.addFreelancer('沉浮');
    const [row] = await fair.query<{ username: string }>('select username from user_account where id = $1', [
      person.userId,
    ]);
    const setState = async (state: 'active' | 'restricted') => {
      await fair.kit.work.write('cloudwork', system, (ctx) => setUserState(ctx, row?.username ?? '', state));
      await drain();
    };
    await setState('restricted');
    expect(await uidsOf({ keyword: '沉浮' })).toEqual([]);
    await setState('active');
    expect(await uidsOf({ keyword: '沉浮' })).toEqual([person.uid]);
  });

  test('the last of many changes at once', async () => {
    const person = await fair.addFreelancer('多变');
    const change = (at: number) =>
      fair.run(person, (ctx) => changeFreelancer(ctx, { title: `第${at}版头衔${at}x` }, catalog));
    await Promise.all([...Array.from({ length: 12 }, (_, at) => change(at)), drain(), drain()]);
    await drain();
    const [row] = await fair.query<{ title: string }>('select title from freelancer_profile where party_id = $1', [
      person.partyId,
    ]);
    const word = /\d+x$/.exec(row?.title ?? '')?.[0] ?? '';
    expect(await uidsOf({ keyword: `多变 ${word}` })).toEqual([person.uid]);
  });

  test('what is last, also when an earlier look is slow to write', async () => {
    const person = await fair.addFreelancer('先后');
    const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    const slow = fair.kit.work.write('cloudwork', system, (ctx) => {
      const db = {
        async query(...[statement, values]: Parameters<typeof ctx.db.query>) {
          if (statement.name === putFreelancer.name) await pause(400);
          return ctx.db.query(statement, values);
        },
      } as typeof ctx.db; // Only slower.
      return refreshFreelancer({ ...ctx, db }, person.partyId);
    });
    await pause(100);
    await fair.query(`update freelancer_profile set title = '后来者' where party_id = $1`, [person.partyId]);
    await Promise.all([fair.refresh(person), slow]);
    expect(await uidsOf({ keyword: '先后 后来者' })).toEqual([person.uid]);
  });

  test('the people no event told of, by the nightly sweep; and the size stays right', async () => {
    const person = await fair.addFreelancer('无人通知');
    await fair.query('delete from freelancer_search where party_id = $1', [person.partyId]);
    expect(await uidsOf({ keyword: '无人通知' })).toEqual([]);
    await fair.kit.work.write('cloudwork', system, (ctx) => ctx.enqueue('search.catch_up', {}));
    await drain();
    expect(await uidsOf({ keyword: '无人通知' })).toEqual([person.uid]);
    const [size] = await fair.query<{ kept: number; counted: number }>(
      `select freelancers as kept, (select count(*)::int from freelancer_search) as counted from freelancer_search_size`,
    );
    expect(size?.kept).toBe(size?.counted);
  });
});
