import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fair, openFair, refusalOf } from '../../../test/discovery.ts';
import type { TestPerson } from '../../../test/kit.ts';
import { addFavorite, favoriteFreelancers, favoriteListings, moveListing, removeFavorite } from './index.ts';
import { testCatalog } from '../../../test/discovery.ts';

let fair: Fair;
let client: TestPerson;

beforeAll(async () => {
  fair = await openFair();
  client = await fair.addClient('爱丽丝');
});
afterAll(() => fair.close());

const page = { number: 1, size: 100 };
const keep = (who: TestPerson, uid: string, memo = '') => fair.run(who, (ctx) => addFavorite(ctx, uid, memo));
const drop = (who: TestPerson, uid: string) => fair.run(who, (ctx) => removeFavorite(ctx, uid));
const people = (who: TestPerson, at = page) => fair.look(who, (ctx) => favoriteFreelancers(ctx, at));
const jobs = (who: TestPerson, at = page) => fair.look(who, (ctx) => favoriteListings(ctx, at));

describe('a client', () => {
  test('keeps freelancers with a memo, the newest first, page by page', async () => {
    const own = await fair.addClient('甲');
    const kept = [];
    for (const name of ['一', '二', '三']) {
      const person = await fair.addFreelancer(name, { overview: 'x'.repeat(400), skills: ['Vue'], hourly: 9_900n });
      await keep(own, person.uid, `备注${name}`);
      kept.unshift(person.uid);
    }
    const all = await people(own);
    expect(all.items.map((one) => one.uid)).toEqual(kept);
    expect(all.items[0]).toMatchObject({ memo: '备注三', name: '三', hourly: 9_900n, skills: ['Vue'] });
    expect(all.items[0]?.overview).toHaveLength(300);
    const second = await people(own, { number: 2, size: 2 });
    expect([second.total, second.items.map((one) => one.uid)]).toEqual([3, kept.slice(2)]);
    expect((await people(client)).total).toBe(0);
  });

  test('keeps nobody twice, also not at once', async () => {
    const person = await fair.addFreelancer('双');
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => refusalOf(keep(client, person.uid))));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'favorite.exists')).toHaveLength(7);
  });

  test('keeps only freelancers who are there', async () => {
    const shut = await fair.addFreelancer('受限');
    await fair.restrict(shut);
    const listing = await fair.post(client);
    for (const uid of [client.uid, listing.uid, shut.uid, 'f'.repeat(16)]) {
      expect(await refusalOf(keep(client, uid))).toBe('favorite.target_unknown');
    }
  });

  test('does not see those who are restricted, and may still let them go', async () => {
    const own = await fair.addClient('乙');
    const person = await fair.addFreelancer('后来受限');
    await keep(own, person.uid);
    await fair.restrict(person);
    expect(await people(own)).toEqual({ items: [], total: 0 });
    expect(await refusalOf(drop(own, person.uid))).toBe('done');
    expect(await refusalOf(drop(own, person.uid))).toBe('favorite.not_found');
  });

  test("lets go only of their own, and reads no freelancer's list", async () => {
    const person = await fair.addFreelancer('别人的');
    const other = await fair.addClient('丙');
    await keep(client, person.uid);
    expect(await refusalOf(drop(other, person.uid))).toBe('favorite.not_found');
    expect(await refusalOf(jobs(client))).toBe('role.freelancer_required');
  });
});

describe('a freelancer', () => {
  test('keeps listings, and sees what they are now', async () => {
    const finn = await fair.addFreelancer('芬');
    const listing = await fair.post(client, { title: '要收藏的' });
    await keep(finn, listing.uid, '看看');
    expect(await jobs(finn)).toMatchObject({
      items: [{ uid: listing.uid, title: '要收藏的', memo: '看看', state: 'open', is_favorite: true }],
      total: 1,
    });
    await fair.run(client, (ctx) => moveListing(ctx, testCatalog, listing.uid, 'close'));
    expect((await jobs(finn)).items[0]?.state).toBe('closed');
    expect(await refusalOf(people(finn))).toBe('role.client_required');
  });

  test('neither keeps nor sees what is hidden from strangers', async () => {
    const finn = await fair.addFreelancer('芬二');
    const [draft, secret, later] = [
      await fair.run(client, async (ctx) =>
        (await import('./index.ts')).postListing(
          ctx,
          testCatalog,
          {
            title: '草稿',
            description: '<p>x</p>',
            categoryId: 4,
            hires: 1,
            payKind: 'fixed',
            level: 'entry',
          },
          { asDraft: true },
        ),
      ),
      await fair.post(client),
      await fair.post(client),
    ];
    await fair.setListingState(secret, 'private');
    for (const { uid } of [draft, secret]) expect(await refusalOf(keep(finn, uid))).toBe('favorite.target_unknown');
    await keep(finn, later.uid);
    await fair.setListingState(later, 'private');
    expect(await jobs(finn)).toEqual({ items: [], total: 0 });
    await fair.addProposal(later, { client, freelancer: finn, state: 'active' });
    expect((await jobs(finn)).total).toBe(1);
    await fair.setListingState(later, 'removed');
    expect(await jobs(finn)).toEqual({ items: [], total: 0 });
    await fair.addProposal(secret, { client, freelancer: finn, kind: 'invitation', state: 'active' });
    expect(await refusalOf(keep(finn, secret.uid))).toBe('done');
  });

  test('keeps no freelancer', async () => {
    const [finn, other] = [await fair.addFreelancer('芬三'), await fair.addFreelancer('古')];
    expect(await refusalOf(keep(finn, other.uid))).toBe('favorite.target_unknown');
  });
});
