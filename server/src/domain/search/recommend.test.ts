import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dice, type Fair, openFair, refusalOf, type TestListing, testCatalog } from '../../../test/discovery.ts';
import type { TestPerson } from '../../../test/kit.ts';
import { addTeam } from '../profiles/index.ts';
import { personIn } from '../../../test/deal.ts';
import { recommendForCaller, recommendForListing, recommendLike } from './index.ts';

let fair: Fair;
let client: TestPerson;
const crowd: TestPerson[] = [];
const skills = ['Vue', 'Node.js', 'React', 'Go', '平面设计'];
const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T; // The remainder is inside.

beforeAll(async () => {
  fair = await openFair();
  client = await fair.addClient('爱丽丝');
  const roll = dice(7);
  for (let order = 0; order < 40; order += 1) {
    const given = {
      skills: [...new Set([pick(skills, roll(5)), pick(skills, roll(5))])],
      categories: [pick([4, 5, 13], roll(3))],
      level: pick(['entry', 'middle', 'expert'], roll(3)),
      hourly: BigInt(5_000 + 1_000 * roll(40)),
    };
    crowd.push(await fair.addFreelancer(`众人${order}`, given));
  }
});
afterAll(() => fair.close());

const forListing = (listing: TestListing, by = client) =>
  fair.look(by, (ctx) => recommendForListing(ctx, testCatalog, listing.uid));
const idsOf = (rows: readonly { party_id: bigint }[]) => rows.map((row) => row.party_id);
const wanted = { skills: ['Vue', 'Node.js'], categoryId: 4, level: 'middle' } as const;

describe('for a listing', () => {
  test('there are ten, nobody twice, whatever is asked for', async () => {
    for (const given of [wanted, { skills: ['COBOL'], categoryId: 15 }, {}]) {
      const found = await forListing(await fair.post(client, given));
      expect(found).toHaveLength(10);
      expect(new Set(idsOf(found)).size).toBe(10);
      expect(found.every(({ reason }) => reason !== '')).toBe(true);
    }
  });

  test('who suits it best comes first, and is told why', async () => {
    const ideal = await fair.addFreelancer('正合适', {
      skills: ['Vue', 'Node.js'],
      categories: [4],
      level: 'middle',
    });
    await fair.review(ideal, 20, '4.9');
    await fair.refresh(ideal);
    const [first] = await forListing(await fair.post(client, wanted));
    expect(first).toMatchObject({ uid: ideal.uid, is_invited: false, is_favorite: false });
    expect(first?.reason).toBe('擅长 Vue、Node.js；从事网站开发；评分 4.9（20 条评价）');
  });

  test('everybody fits in when there are more matches than are looked at closely', async () => {
    const rare = await fair.addFreelancer('会得多', { skills: ['Svelte', 'Elm'], categories: [] });
    await fair.query(
      `with u as (insert into user_account (market, uid, username, name, password_hash, created_at)
         select 'cloudwork', 's' || n, 's' || n, 's', 'none', now() from generate_series(1, 250) n returning id, uid),
       p as (insert into party (market, uid, user_id, kind, name, created_at)
         select 'cloudwork', uid, id, 'freelancer', 's', now() from u returning id)
       insert into freelancer_profile (party_id, skills, state, joined_at, updated_at)
         select id, '{Svelte}', 'active', now(), now() from p`,
    );
    await fair.query(
      `insert into freelancer_search (party_id, market, standing, coop_rate, finished, slots, terms, refreshed_at)
       select party_id, 'cloudwork', 400, 0, 0, 0, array_to_tsvector('{s:svelte,a:1}'), now() from freelancer_profile
       where skills = '{Svelte}'`,
    );
    const [first] = await forListing(await fair.post(client, { skills: ['Svelte', 'Elm'], categoryId: 15 }));
    expect(first?.uid).toBe(rare.uid);
    await fair.query(
      `delete from freelancer_search where terms @@ 's\\:svelte'::tsquery and not terms @@ 's\\:elm'::tsquery`,
    );
  });

  test('only its own client may ask', async () => {
    const listing = await fair.post(client, wanted);
    const stranger = await fair.addClient('鲍勃');
    expect(await refusalOf(forListing(listing, stranger))).toBe('listing.not_found');
    expect(await refusalOf(forListing({ id: 0n, uid: 'f'.repeat(16) }))).toBe('listing.not_found');
    expect(await refusalOf(forListing(listing, crowd[0]))).toBe('role.client_required');
  });
});

describe('never is anybody recommended', () => {
  let star: TestPerson;
  let listing: TestListing;

  beforeEach(async () => {
    // Would always be the first.
    star = await fair.addFreelancer('明星', { ...wanted, categories: [4], joinedAt: fair.kit.clock.now() });
    await fair.review(star, 100, '5.0');
    await fair.refresh(star);
    listing = await fair.post(client, wanted);
    expect(idsOf(await forListing(listing))[0]).toBe(star.partyId);
    return () => fair.restrict(star).then(() => fair.refresh(star));
  });

  const isLeftOut = async () => {
    const found = await forListing(listing);
    expect(found).toHaveLength(10);
    return !idsOf(found).includes(star.partyId);
  };

  test('who is restricted, even before the index knows', async () => {
    await fair.restrict(star);
    expect(await isLeftOut()).toBe(true);
  });

  test('who takes no work or has gone back to joining, even before the index knows', async () => {
    await fair.query('update freelancer_profile set available = false where party_id = $1', [star.partyId]);
    expect(await isLeftOut()).toBe(true);
    await fair.refresh(star);
    expect(await isLeftOut()).toBe(true);
    await fair.query(`update freelancer_profile set available = true, state = 'joining' where party_id = $1`, [
      star.partyId,
    ]);
    expect(await isLeftOut()).toBe(true);
  });

  test.each(['drafted', 'offered', 'active', 'paused', 'disputed'])(
    'who has a contract that is %s for it',
    async (state) => {
      await fair.addContract(listing, { client, freelancer: star, state });
      expect(await isLeftOut()).toBe(true);
    },
  );

  test.each(['bid', 'invitation'])('whose %s for it was refused', async (kind) => {
    await fair.addProposal(listing, { client, freelancer: star, kind, state: 'refused' });
    expect(await isLeftOut()).toBe(true);
  });

  test('who is the client themselves', async () => {
    await fair.run(star, (ctx) => addTeam(ctx, personIn(star), '明星的团队'));
    const [team] = await fair.query<{ id: bigint }>(`select id from party where user_id = $1 and kind = 'client'`, [
      star.userId,
    ]);
    const asTeam = {
      ...star,
      partyId: team?.id ?? 0n,
      actor: { ...personIn(star), partyId: team?.id ?? 0n, role: 'client' as const },
    };
    const own = await fair.post(asTeam, wanted);
    expect(idsOf(await forListing(own, asTeam))).not.toContain(star.partyId);
  });

  test('but who was refused elsewhere, has ended a contract or was invited may be', async () => {
    const elsewhere = await fair.post(client, wanted);
    await fair.addProposal(elsewhere, { client, freelancer: star, state: 'refused' });
    await fair.addContract(elsewhere, { client, freelancer: star, state: 'active' });
    await fair.addContract(listing, { client, freelancer: star, state: 'finished' });
    await fair.addProposal(listing, { client, freelancer: star, kind: 'invitation', state: 'active' });
    const [first] = await forListing(listing);
    expect(first).toMatchObject({ party_id: star.partyId, is_invited: true, finished_with_caller: 1 });
    expect(first?.reason).toContain('曾与您合作 1 次');
  });

  test('who can be found in another market only', async () => {
    await fair.query(`update freelancer_search set market = 'gig' where party_id = $1`, [star.partyId]);
    expect(await isLeftOut()).toBe(true);
  });
});

describe('without a listing', () => {
  test('a freelancer is shown others like them, never themselves', async () => {
    const one = await fair.addFreelancer('同行甲', { skills: ['Haskell'], categories: [6], hourly: 20_000n });
    const two = await fair.addFreelancer('同行乙', { skills: ['Haskell'], categories: [6], hourly: 21_000n });
    const found = await fair.look(one, (ctx) => recommendForCaller(ctx, testCatalog, 3));
    expect(found).toHaveLength(3);
    expect(found[0]?.uid).toBe(two.uid);
    expect(idsOf(found)).not.toContain(one.partyId);
    const like = await fair.look(client, (ctx) => recommendLike(ctx, testCatalog, one.uid, 10));
    expect(like[0]?.uid).toBe(two.uid);
    expect(idsOf(like)).not.toContain(one.partyId);
    expect(like).toHaveLength(10);
  });

  test('a client is shown those for the newest open listing, or else the best of all', async () => {
    const other = await fair.addClient('鲍勃');
    expect(await fair.look(other, (ctx) => recommendForCaller(ctx, testCatalog, 3))).toHaveLength(3);
    const listing = await fair.post(other, wanted);
    const newest = await fair.look(other, (ctx) => recommendForCaller(ctx, testCatalog, 10));
    expect(idsOf(newest)).toEqual(idsOf(await forListing(listing, other)));
  });

  test('nobody is like somebody who is not there', async () => {
    const like = (uid: string) => refusalOf(fair.look(client, (ctx) => recommendLike(ctx, testCatalog, uid, 10)));
    expect(await like('f'.repeat(16))).toBe('profile.not_found');
    expect(await like(client.uid)).toBe('profile.not_found');
  });
});
