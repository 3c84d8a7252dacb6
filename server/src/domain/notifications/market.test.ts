import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openYard, personIn, refusalOf, type Yard } from '../../../test/deal.ts';
import type { TestPerson } from '../../../test/kit.ts';
import { dayMs, later } from '../../kernel/clock.ts';
import { bid, invite } from '../proposals/index.ts';
import { addBanner, currentBanners, giveFeedback, listContacts, newestVersion, publishVersion } from './index.ts';

let yard: Yard;
let client: TestPerson;
beforeAll(async () => {
  yard = await openYard();
  client = await yard.addClient();
});
afterAll(async () => {
  await yard.close();
});

describe('banners', () => {
  const banner = (title: string, more: Partial<Parameters<typeof addBanner>[1]> = {}) => ({
    platform: 'all' as const,
    title,
    image: '/attachment/0123',
    link: 'https://example.com/sale',
    sort: 0,
    shownFrom: yard.clock.now(),
    shownUntil: null,
    ...more,
  });
  const titles = async (platform: 'all' | 'ios' | 'android') =>
    (await yard.look(client, (ctx) => currentBanners(ctx, platform))).map(({ title }) => title);
  const add = (...args: Parameters<typeof banner>) => yard.bySystem((ctx) => addBanner(ctx, banner(...args)));

  test('are shown on their platform, in their time, in their order', async () => {
    const now = yard.clock.now();
    await add('second', { sort: 2 });
    await add('first', { sort: -1 });
    await add('apple', { platform: 'ios', sort: 5 });
    await add('robot', { platform: 'android' });
    await add('later', { shownFrom: later(now, dayMs) });
    await add('ending', { sort: 9, shownUntil: later(now, 1) });
    expect(await titles('all')).toEqual(['first', 'second', 'ending']);
    expect(await titles('ios')).toEqual(['first', 'second', 'apple', 'ending']);
    expect(await titles('android')).toEqual(['first', 'robot', 'second', 'ending']);
    yard.clock.move(1);
    expect(await titles('all')).toEqual(['first', 'second']);
    yard.clock.move(dayMs);
    expect(await titles('all')).toEqual(['first', 'later', 'second']);
    const elsewhere = await currentBanners({ ...yard.kit.work.read('gig', client.actor) }, 'all');
    expect(elsewhere).toEqual([]);
  });

  test('are added by the house only, with addresses a browser may open', async () => {
    expect(await refusalOf(yard.run(client, (ctx) => addBanner(ctx, banner('mine'))))).toBe('auth.required');
    for (const address of ['javascript:alert(1)', 'http://example.com', '//evil.example', '/\\evil.example', 'x', '']) {
      expect(await refusalOf(add('bad', { image: address })), address).toBe('request.malformed');
    }
    expect(await refusalOf(add('bad', { link: 'javascript:alert(1)' }))).toBe('request.malformed');
    expect(await refusalOf(add('bad', { shownUntil: yard.clock.now() }))).toBe('request.malformed');
    expect(await refusalOf(add('no link', { link: '' }))).toBe('done');
  });
});

describe('versions of the apps', () => {
  const app = { platform: 'ios', version: '1.0.0', downloadUrl: 'https://example.com/app', note: 'New' } as const;

  test('the newest that was published is the one, by platform', async () => {
    expect(await refusalOf(yard.look(client, (ctx) => newestVersion(ctx, 'ios')))).toBe('app.no_version');
    await yard.bySystem((ctx) => publishVersion(ctx, app));
    await yard.bySystem((ctx) => publishVersion(ctx, { ...app, version: '1.1.0' }));
    expect(await yard.look(client, (ctx) => newestVersion(ctx, 'ios'))).toMatchObject({ version: '1.1.0' });
    expect(await refusalOf(yard.look(client, (ctx) => newestVersion(ctx, 'desktop')))).toBe('app.no_version');
  });

  test('are published by the house only, with an address', async () => {
    expect(await refusalOf(yard.run(client, (ctx) => publishVersion(ctx, app)))).toBe('auth.required');
    const bad = { ...app, downloadUrl: 'ftp://example.com' };
    expect(await refusalOf(yard.bySystem((ctx) => publishVersion(ctx, bad)))).toBe('request.malformed');
  });
});

test('a score of feedback is 1 to 10, and anything else is none', async () => {
  const { partyId } = personIn(client);
  for (const score of [1, 10, 0, 11, -1, 1e14]) {
    const feedback = { kind: 'suggest', score, content: 'Well', contact: '' };
    await yard.run(client, (ctx) => giveFeedback(ctx, feedback));
  }
  const rows = await yard.query<{ score: number }>('select score from feedback where party_id = $1 order by id', [
    partyId,
  ]);
  expect(rows.map(({ score }) => score)).toEqual([1, 10, 0, 0, 0, 0]);
});

describe('contacts', () => {
  const namesOf = async (person: TestPerson, uids?: readonly string[]) => {
    const page = { number: 1, size: 10 };
    const { items, total } = await yard.look(person, (ctx) => listContacts(ctx, { page, ...(uids && { uids }) }));
    return { uids: items.map(({ uid }) => uid).sort(), total };
  };
  const sorted = (...people: TestPerson[]) => people.map(({ uid }) => uid).sort();

  test('are the other sides of bids, invitations and contracts, each once', async () => {
    const owner = await yard.addClient();
    const [bidder, invited, stranger] = [
      await yard.addFreelancer(),
      await yard.addFreelancer(),
      await yard.addFreelancer(),
    ];
    const listing = await yard.postJob(owner);
    await yard.run(bidder, (ctx) => bid(ctx, { listing, price: 1n, duration: 1, message: 'I can' }));
    await yard.run(owner, (ctx) => invite(ctx, { listing, freelancer: invited.uid }));
    const contract = await yard.send(await yard.draftFixed(owner, bidder, [1_000n]));
    expect(contract.client.uid).toBe(owner.uid);
    expect(await namesOf(owner)).toEqual({ uids: sorted(bidder, invited), total: 2 });
    expect(await namesOf(bidder)).toEqual({ uids: [owner.uid], total: 1 });
    expect(await namesOf(invited)).toEqual({ uids: [owner.uid], total: 1 });
    expect(await namesOf(stranger)).toEqual({ uids: [], total: 0 });
    const asked = [bidder.uid, stranger.uid, owner.uid, 'nobody'];
    expect(await namesOf(owner, asked)).toEqual({ uids: [bidder.uid], total: 1 });
    expect(await namesOf(owner, [])).toEqual({ uids: [], total: 0 });
  });

  test('an offer that was not sent makes nobody known', async () => {
    const { client: owner, freelancer } = await yard.draftedFixed([1_000n]);
    expect(await namesOf(freelancer)).toEqual({ uids: [], total: 0 });
    expect(await namesOf(owner)).toEqual({ uids: [], total: 0 });
  });

  test('are paged with an exact total', async () => {
    const owner = await yard.addClient();
    const listing = await yard.postJob(owner);
    for (let place = 0; place < 3; place += 1) {
      const freelancer = (await yard.addFreelancer()).uid;
      await yard.run(owner, (ctx) => invite(ctx, { listing, freelancer }));
    }
    const sizes: number[] = [];
    for (const number of [1, 2, 3]) {
      const { items, total } = await yard.look(owner, (ctx) => listContacts(ctx, { page: { number, size: 2 } }));
      sizes.push(items.length);
      expect(total).toBe(3);
    }
    expect(sizes).toEqual([2, 1, 0]);
  });
});
