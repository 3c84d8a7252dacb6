import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openKit, type Kit, type TestPerson } from '../../../test/kit.ts';
import { system } from '../../platform/work.ts';
import { type ListingCard, type ListingInput, moveListing, postListing } from '../listings/index.ts';
import { countListings, newestListings, type Question, searchListings } from './index.ts';

const parents: Readonly<Record<number, number | null>> = { 1: null, 4: 1, 5: 1, 2: null, 6: 2, 7: 2 };
const catalog = {
  categories: {
    byId: (id: number) => (id in parents ? { parentId: parents[id] ?? null } : undefined),
    isLeaf: (id: number) => parents[id] !== null && id in parents,
  },
  skills: { canonical: (name: string) => (name === '无' ? undefined : name) },
};

let kit: Kit;
let alice: TestPerson;
let finn: TestPerson;

/** The same numbers on every run. */
function dice(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const subjects = [
  '微信小程序商城',
  '跨境独立站',
  '公司官网',
  'Node.js后端接口',
  '安卓App',
  '详情页美工',
  '短视频剪辑',
  'C++算法',
];
const verbs = ['开发', '设计', '维护', '测试', '优化'];
const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T; // The remainder is inside.
const levels = ['entry', 'middle', 'expert'] as const;

interface Posted extends ListingInput {
  readonly uid: string;
  readonly order: number;
}
let posted: Posted[] = [];

beforeAll(async () => {
  kit = await openKit();
  alice = await kit.addClient('爱丽丝');
  finn = await kit.addFreelancer('芬');
  const roll = dice(20_261_120);
  for (let order = 0; order < 400; order += 1) {
    const isHourly = roll(3) === 0;
    const subject = pick(subjects, roll(subjects.length) * roll(3));
    const input: ListingInput = {
      title: `${subject}${pick(verbs, roll(5))} 第${order}号`,
      description: `<p>${pick(verbs, roll(5))}需求：${pick(subjects, roll(8))}</p>`,
      categoryId: pick([4, 5, 6, 7], roll(4)),
      hires: 1 + roll(3),
      payKind: isHourly ? 'hourly' : 'fixed',
      level: pick(levels, roll(3)),
      ...((isHourly || roll(2) === 0) && { workload: 1 + roll(3) }),
      ...(roll(2) === 0 && { duration: 1 + roll(5) }),
      ...(!isHourly && roll(5) > 0 && { budget: BigInt(Math.round(10 ** (2 + roll(60) / 10))) }),
      skills: roll(2) === 0 ? [pick(['Vue.js', 'C++', "O'Reilly\\"], roll(3))] : [],
    };
    if (roll(3) === 0) kit.clock.move(1_000);
    const { uid } = await kit.work.write(kit.market, alice.actor, (ctx) => postListing(ctx, catalog, input));
    posted.push({ ...input, uid, order });
  }
  for (const { uid } of posted.filter((_, index) => index % 10 === 0)) {
    await kit.work.write(kit.market, alice.actor, (ctx) => moveListing(ctx, catalog, uid, 'close'));
  }
  posted = posted.filter((_, index) => index % 10 !== 0);
});
afterAll(() => kit.close());

const reading = (actor = system) => kit.work.read(kit.market, actor);

async function everyPage(question: Question, size: number): Promise<ListingCard[]> {
  const cards: ListingCard[] = [];
  for (let number = 1; ; number += 1) {
    const { items, total } = await searchListings(reading(), question, { number, size });
    cards.push(...items);
    if (number * size >= total) {
      expect(cards).toHaveLength(total);
      return cards;
    }
  }
}

const within = <T>(values: readonly T[] | undefined, value: T | undefined) =>
  values === undefined || values.length === 0 || (value !== undefined && values.includes(value));

function answers(listing: Posted, question: Question, word: string | undefined): boolean {
  const parent = parents[listing.categoryId] ?? 0;
  const { categories = [], budgetMin, budgetMax } = question;
  const text = `${listing.title} ${listing.description} ${listing.skills?.join(' ')}`;
  return (
    (word === undefined || text.toLowerCase().includes(word)) &&
    (categories.length === 0 || categories.includes(listing.categoryId) || categories.includes(parent)) &&
    within(question.payKinds, listing.payKind) &&
    within(question.levels, listing.level) &&
    within(question.durations, listing.duration) &&
    within(question.workloads, listing.workload) &&
    (!question.skills || question.skills.some((skill) => listing.skills?.includes(skill))) &&
    (budgetMin === undefined || (listing.budget ?? -1n) >= budgetMin) &&
    (budgetMax === undefined || (listing.budget !== undefined && listing.budget <= budgetMax))
  );
}

describe('searching', () => {
  test('finds exactly what answers, newest first, on pages that add up, for any mixture of filters', async () => {
    const roll = dice(7);
    const some = <T>(list: readonly T[]): T[] | undefined =>
      roll(3) > 0 ? undefined : list.filter(() => roll(2) === 0);
    let withHits = 0;
    for (let round = 0; round < 150; round += 1) {
      const word = pick([undefined, '小程序', '独立站', '开发', 'c++', '美工', 'node.js', '官网'], roll(8));
      const low = roll(3) === 0 ? BigInt(Math.round(10 ** (2 + roll(60) / 10))) : undefined;
      const high = roll(3) === 0 ? (low ?? 1_000n) * BigInt(1 + roll(20)) : undefined;
      const question: Question = {
        keyword: word?.toUpperCase(),
        categories: some([1, 4, 6, 7]),
        payKinds: some(['hourly', 'fixed'] as const),
        levels: some(levels),
        durations: some([1, 2, 3]),
        workloads: some([1, 2]),
        skills: roll(6) === 0 ? [pick(['Vue.js', 'C++', "O'Reilly\\"], roll(3))] : undefined,
        budgetMin: low,
        budgetMax: high,
      };
      const expected = posted.filter((listing) => answers(listing, question, word)).toReversed();
      const cards = await everyPage(question, 1 + roll(40));
      expect(cards.map(({ uid }) => uid)).toEqual(expected.map(({ uid }) => uid));
      expect(await countListings(reading(), question)).toBe(expected.length);
      if (expected.length > 0) withHits += 1;
    }
    expect(withHits).toBeGreaterThan(75);
  });

  test('a budget at the edge of the range is inside it', async () => {
    const { budget } = posted.find((listing) => listing.budget !== undefined) ?? {};
    if (budget === undefined) throw new Error('one has a budget');
    const total = (budgetMin: bigint, budgetMax: bigint) => countListings(reading(), { budgetMin, budgetMax });
    expect(await total(budget, budget)).toBe(posted.filter((listing) => listing.budget === budget).length);
    expect(await total(budget + 1n, budget)).toBe(0);
  });

  test('a keyword of signs alone finds nothing, an empty one everything', async () => {
    expect(await countListings(reading(), { keyword: '!!!' })).toBe(0);
    expect(await searchListings(reading(), { keyword: "'&|!:*" }, { number: 1, size: 5 })).toEqual({
      items: [],
      total: 0,
    });
    expect(await countListings(reading(), { keyword: ' ' })).toBe(posted.length);
    expect(await countListings(reading(), {})).toBe(posted.length);
  });

  test('words of another alphabet and operators of the database are only words', async () => {
    for (const keyword of ["小程序' | 'c:4", 'w:小程序 & !c:4', '小程序\\', 'привет', ':*', '<->']) {
      expect(await countListings(reading(), { keyword })).toBeTypeOf('number');
    }
    expect(await countListings(reading(), { keyword: 'l:expert' })).toBe(0);
  });

  test('a page behind the last is empty and still tells the total', async () => {
    const found = await searchListings(reading(), { keyword: '开发' }, { number: 1_000_000, size: 100 });
    expect(found.items).toEqual([]);
    expect(found.total).toBeGreaterThan(0);
    const all = await newestListings(reading(), { number: 1_000_000, size: 100 });
    expect(all).toEqual({ items: [], total: posted.length });
  });

  test('a listing of another market is not found', async () => {
    const ctx = kit.work.read('gig', system);
    expect(await countListings(ctx, { keyword: '开发' })).toBe(0);
    expect(await newestListings(ctx, { number: 1, size: 10 })).toEqual({ items: [], total: 0 });
  });

  test('the viewer’s favourites are marked', async () => {
    const [newest] = (await newestListings(reading(), { number: 1, size: 1 })).items;
    await kit.database.reader.query(
      { text: 'insert into favorite (party_id, listing_id, created_at) values ($1, $2, now())' },
      [finn.partyId, newest?.id],
    );
    const marked = async (actor = system) =>
      (await newestListings(reading(actor), { number: 1, size: 3 })).items.map((card) => card.is_favorite);
    expect(await marked(finn.actor)).toEqual([true, false, false]);
    expect(await marked()).toEqual([false, false, false]);
    const found = await searchListings(reading(finn.actor), { keyword: '号' }, { number: 1, size: 400 });
    expect(found.items.filter((card) => card.is_favorite).map(({ uid }) => uid)).toEqual([newest?.uid]);
  });
});

describe('the newest listings', () => {
  test('come page by page with an exact total', async () => {
    const uids: string[] = [];
    for (let number = 1; number <= 4; number += 1) {
      const { items, total } = await newestListings(reading(), { number, size: 100 });
      expect(total).toBe(posted.length);
      uids.push(...items.map(({ uid }) => uid));
    }
    expect(uids).toEqual(posted.map(({ uid }) => uid).toReversed());
  });

  test('hold a client’s own private ones, and nobody else’s', async () => {
    const [hidden] = posted;
    const bob = await kit.addClient('鲍勃');
    const move = (name: 'hide' | 'publish') =>
      kit.work.write(kit.market, alice.actor, (ctx) => moveListing(ctx, catalog, hidden?.uid ?? '', name));
    await move('hide');
    const list = (person: TestPerson) =>
      newestListings(reading(person.actor), { number: 1, size: 400 }, { withOwnPrivate: true });
    const [own, other, freelancer] = await Promise.all([alice, bob, finn].map(list));
    expect(own?.items.map(({ uid }) => uid)).toEqual(posted.map(({ uid }) => uid).toReversed());
    expect(own?.total).toBe(posted.length);
    for (const foreign of [other, freelancer]) {
      expect(foreign?.total).toBe(posted.length - 1);
      expect(foreign?.items.some(({ uid }) => uid === hidden?.uid)).toBe(false);
    }
    await move('publish');
  });
});
