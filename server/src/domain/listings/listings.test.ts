import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openKit, type Kit, type TestPerson } from '../../../test/kit.ts';
import { DomainError, type ErrorCode } from '../../kernel/errors.ts';
import {
  editListing,
  findListing,
  isClientsLook,
  type ListingCatalog,
  listingCards,
  type ListingInput,
  listingDetail,
  listingLifecycle,
  type ListingMove,
  listingsByIds,
  type ListingState,
  lockListing,
  moveListing,
  noteClientsLook,
  ownListings,
  ownListingTitles,
  postListing,
  removeDraft,
} from './index.ts';

const parents: Readonly<Record<number, number | null>> = { 1: null, 4: 1, 5: 1, 2: null, 6: 2 };
const skills = ['Vue.js', 'Node.js', '小程序', 'UI设计', 'PHP', 'Go'];
const catalog: ListingCatalog = {
  categories: {
    byId: (id) => (id in parents ? { parentId: parents[id] ?? null } : undefined),
    isLeaf: (id) => [4, 5, 6].includes(id),
  },
  skills: { canonical: (name) => skills.find((skill) => skill.toLowerCase() === name.trim().toLowerCase()) },
};

let kit: Kit;
let alice: TestPerson;
let bob: TestPerson;
let finn: TestPerson;
let titles = 0;

beforeAll(async () => {
  kit = await openKit({ listeners: { 'listing.published': ['hear_published'], 'listing.closed': ['hear_closed'] } });
  alice = await kit.addClient('爱丽丝');
  bob = await kit.addClient('鲍勃');
  finn = await kit.addFreelancer('芬');
});
afterAll(() => kit.close());

const input = (changes: Partial<ListingInput> = {}): ListingInput => {
  titles += 1;
  return {
    title: `开发小程序商城 ${titles}`,
    description: '<p>需要一个微信小程序商城。</p>',
    categoryId: 4,
    hires: 1,
    payKind: 'fixed',
    level: 'middle',
    budget: 500_000n,
    ...changes,
  };
};

const post = (changes: Partial<ListingInput> = {}, { by = alice, asDraft = false } = {}) =>
  kit.work.write(kit.market, by.actor, (ctx) => postListing(ctx, catalog, input(changes), { asDraft }));
const edit = (uid: string, changes: Partial<ListingInput> = {}, by = alice) =>
  kit.work.write(kit.market, by.actor, (ctx) => editListing(ctx, catalog, uid, input(changes)));
const move = (uid: string, name: ListingMove, by = alice) =>
  kit.work.write(kit.market, by.actor, (ctx) => moveListing(ctx, catalog, uid, name));
const remove = (uid: string, by = alice) => kit.work.write(kit.market, by.actor, (ctx) => removeDraft(ctx, uid));
const reading = (person: TestPerson | undefined) => kit.work.read(kit.market, person?.actor ?? { kind: 'anonymous' });
const see = (uid: string, by?: TestPerson) => listingDetail(reading(by), uid);
const run = <Row>(text: string, values: readonly unknown[] = []) => kit.database.reader.query<Row>({ text }, values);

async function refusal(work: Promise<unknown>): Promise<ErrorCode | 'none'> {
  try {
    await work;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'none';
}

async function rowOf(uid: string) {
  const row = await findListing(reading(undefined), uid);
  if (!row) throw new Error(`no listing ${uid}`);
  return row;
}

async function isInSearch(id: bigint): Promise<boolean> {
  return (await run('select from job_search where listing_id = $1', [id])).length === 1;
}

async function sizeOfSearch() {
  const [[counted], [kept]] = await Promise.all([
    run<{ n: number }>('select count(*)::int as n from job_search'),
    run<{ n: number }>('select coalesce(sum(listings), 0)::int as n from job_search_size'),
  ]);
  return { counted: counted?.n, kept: kept?.n };
}

async function addProposal(listingId: bigint, freelancer: TestPerson, kind: 'bid' | 'invitation', state: string) {
  const [thread] = await run<{ id: bigint }>(
    "insert into thread (market, created_at) values ('cloudwork', now()) returning id",
  );
  await run(
    `insert into proposal (market, listing_id, freelancer_party_id, client_party_id, kind, state, price, message,
       thread_id, created_at, updated_at)
     select 'cloudwork', $1, $2, l.party_id, $3, $4, 120000, '您好', $5, $6, $6 from listing l where l.id = $1`,
    [listingId, freelancer.partyId, kind, state, thread?.id, kit.clock.now()],
  );
}

async function addUpload(owner: TestPerson, kind = 'job'): Promise<bigint> {
  const [row] = await run<{ id: bigint }>(
    `insert into file (market, uid, owner_user_id, kind, name, mime, size, md5, blob_key, created_at)
     values ('cloudwork', md5(random()::text), $1, $2, '需求.pdf', 'application/pdf', 10, 'x', md5(random()::text), now())
     returning id`,
    [owner.userId, kind],
  );
  return row?.id ?? 0n;
}

/** A listing in this state, reached as a client would. */
async function listingIn(state: ListingState): Promise<string> {
  const { uid } = await post({}, { asDraft: state === 'draft' });
  if (state === 'private') await move(uid, 'hide');
  if (state === 'closed') await move(uid, 'close');
  if (state === 'removed') await move(uid, 'remove');
  return uid;
}

describe('posting', () => {
  test('an open listing is found at once, a draft is not', async () => {
    const open = await post();
    const draft = await post({}, { asDraft: true });
    expect(await rowOf(open.uid)).toMatchObject({ state: 'open', published_at: kit.clock.now(), budget: 500_000n });
    expect(await rowOf(draft.uid)).toMatchObject({ state: 'draft', published_at: null });
    expect(await isInSearch(open.id)).toBe(true);
    expect(await isInSearch(draft.id)).toBe(false);
  });

  test('what a browser could run is taken out before it is stored, and the summary is plain text', async () => {
    const { uid } = await post({ description: '<p onclick="x()">找<b>美工</b></p><script>alert(1)</script>' });
    expect(await rowOf(uid)).toMatchObject({ description: '<p>找<b>美工</b></p>', summary: '找 美工' });
  });

  test('skills are stored as the catalogue spells them, once each', async () => {
    const { uid } = await post({ skills: ['vue.js', 'NODE.JS', 'Vue.js'] });
    expect((await rowOf(uid)).skills).toEqual(['Vue.js', 'Node.js']);
  });

  test('a client has one listing of a title; another client may use it too', async () => {
    await post({ title: '同名项目' });
    expect(await refusal(post({ title: '同名项目' }))).toBe('listing.duplicate');
    expect(await refusal(post({ title: '同名项目' }, { by: bob }))).toBe('none');
  });

  test('of two posts of a title at once one is kept', async () => {
    const results = await Promise.all(Array.from({ length: 4 }, () => refusal(post({ title: '同时发布' }))));
    expect(results.toSorted()).toEqual(['listing.duplicate', 'listing.duplicate', 'listing.duplicate', 'none']);
  });

  test('a removed listing gives its title back', async () => {
    const { uid } = await post({ title: '让出的名称' });
    await move(uid, 'remove');
    expect(await refusal(post({ title: '让出的名称' }))).toBe('none');
  });

  test.each<[string, Partial<ListingInput>, ErrorCode | 'none']>([
    ['hourly work without hours a week', { payKind: 'hourly' }, 'listing.workload_required'],
    ['hourly work with hours a week', { payKind: 'hourly', workload: 1, budget: undefined }, 'none'],
    ['fixed work without a budget', { budget: undefined }, 'none'],
    ['a category that is not there', { categoryId: 99 }, 'category.unknown'],
    ['a category that has others below it', { categoryId: 1 }, 'category.unknown'],
    ['a skill that is not there', { skills: ['炼丹'] }, 'skill.unknown'],
    ['six skills', { skills }, 'skill.unknown'],
    ['five skills', { skills: skills.slice(0, 5) }, 'none'],
    ['a title of blanks', { title: '  ' }, 'request.malformed'],
    ['a description that is all script', { description: '<script>x</script>' }, 'request.malformed'],
    ['a file that is not there', { fileId: 999_999n }, 'file.unusable'],
  ])('answers %s', async (_name, changes, expected) => {
    expect(await refusal(post(changes))).toBe(expected);
  });

  test('only clients post', async () => {
    expect(await refusal(post({}, { by: finn }))).toBe('role.client_required');
    const work = kit.work.write(kit.market, { kind: 'anonymous' }, (ctx) => postListing(ctx, catalog, input()));
    expect(await refusal(work)).toBe('auth.required');
  });

  test('an attachment is the client’s own upload for a job, and serves one listing', async () => {
    const fileId = await addUpload(alice);
    const { uid } = await post({ fileId });
    expect(await see(uid)).toMatchObject({ file_id: fileId, file_name: '需求.pdf' });
    expect(await refusal(post({ fileId }))).toBe('file.unusable');
    expect(await refusal(post({ fileId: await addUpload(bob) }))).toBe('file.unusable');
    expect(await refusal(post({ fileId: await addUpload(alice, 'shot') }))).toBe('file.unusable');
  });

  test('a refused attachment leaves no listing behind', async () => {
    expect(await refusal(post({ title: '没有附件', fileId: 1_000_000n }))).toBe('file.unusable');
    expect(await refusal(post({ title: '没有附件' }))).toBe('none');
  });
});

describe('editing', () => {
  test('changes what is said and what the listing is found by', async () => {
    const { uid, id } = await post();
    await edit(uid, { title: '改成跨境独立站', categoryId: 6, level: 'expert', budget: undefined, stage: 'idea' });
    expect(await rowOf(uid)).toMatchObject({ title: '改成跨境独立站', category_id: 6, budget: null, stage: 'idea' });
    const found = await run(
      `select from job_search where listing_id = $1 and terms @@ '''w:独立站'' & ''c:2'' & ''l:expert'''::tsquery
         and not terms @@ '''c:4'' | ''l:middle'''::tsquery and budget is null`,
      [id],
    );
    expect(found).toHaveLength(1);
  });

  test.each<[ListingState, ErrorCode | 'none']>([
    ['draft', 'none'],
    ['open', 'none'],
    ['private', 'none'],
    ['closed', 'listing.not_editable'],
    ['removed', 'listing.not_found'],
  ])('of a listing that is %s answers %s', async (state, expected) => {
    const uid = await listingIn(state);
    expect(await refusal(edit(uid))).toBe(expected);
  });

  test('a private listing stays out of the search when it is edited', async () => {
    const uid = await listingIn('private');
    await edit(uid);
    expect(await isInSearch((await rowOf(uid)).id)).toBe(false);
  });

  test('does not change how it is paid', async () => {
    const { uid } = await post();
    expect(await refusal(edit(uid, { payKind: 'hourly', workload: 1 }))).toBe('listing.pay_kind_fixed');
  });

  test('does not take the title of another listing, by itself or at the same time', async () => {
    await post({ title: '已有名称' });
    const [one, two] = [await post(), await post()];
    expect(await refusal(edit(one.uid, { title: '已有名称' }))).toBe('listing.duplicate');
    const results = await Promise.all([one, two].map(({ uid }) => refusal(edit(uid, { title: '抢用名称' }))));
    expect(results.toSorted()).toEqual(['listing.duplicate', 'none']);
  });

  test('somebody else’s listing and one that is not there answer alike', async () => {
    const { uid } = await post();
    expect(await refusal(edit(uid, {}, bob))).toBe('listing.not_found');
    expect(await refusal(edit('0123456789abcdef', {}, bob))).toBe('listing.not_found');
    expect(await refusal(edit(uid, {}, finn))).toBe('role.client_required');
  });

  test('a new attachment replaces the old one, none keeps it', async () => {
    const [first, second] = [await addUpload(alice), await addUpload(alice)];
    const { uid } = await post({ fileId: first });
    await edit(uid);
    expect((await rowOf(uid)).file_id).toBe(first);
    await edit(uid, { fileId: first });
    await edit(uid, { fileId: second });
    expect((await rowOf(uid)).file_id).toBe(second);
    expect(await run('select from file where id = $1', [first])).toHaveLength(0);
  });

  test('racing with a close leaves a listing that is closed and not found', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { uid, id } = await post();
      const [closed, edited] = await Promise.all([refusal(move(uid, 'close')), refusal(edit(uid))]);
      expect(closed).toBe('none');
      expect(['none', 'listing.not_editable']).toContain(edited);
      expect((await rowOf(uid)).state).toBe('closed');
      expect(await isInSearch(id)).toBe(false);
    }
  });
});

describe('the lifecycle', () => {
  const refused: Readonly<Record<ListingMove, ErrorCode>> = {
    publish: 'listing.cannot_publish',
    hide: 'listing.cannot_hide',
    close: 'listing.cannot_close',
    remove: 'listing.cannot_remove',
  };
  const states: ListingState[] = ['draft', 'open', 'private', 'closed', 'removed'];
  const moves: ListingMove[] = ['publish', 'hide', 'close', 'remove'];
  const allowed = new Set([
    'draft publish',
    'draft hide',
    'draft remove',
    'open hide',
    'open close',
    'open remove',
    'private publish',
    'private close',
    'private remove',
    'closed publish',
    'closed remove',
  ]);

  test.each(states.flatMap((state) => moves.map((name) => [state, name] as const)))(
    'from %s, %s is made or refused as the table says',
    async (state, name) => {
      const uid = await listingIn(state);
      const result = await refusal(move(uid, name));
      if (state === 'removed') expect(result).toBe('listing.not_found');
      else expect(result).toBe(allowed.has(`${state} ${name}`) ? 'none' : refused[name]);
      if (result !== 'none') return;
      const to = listingLifecycle.moves[name].to;
      const [row] = await run<{ state: string; id: bigint }>('select id, state from listing where uid = $1', [uid]);
      expect(row?.state).toBe(to);
      expect(await isInSearch(row?.id ?? 0n)).toBe(to === 'open');
      const history = await run<{ from_state: string; to_state: string; by_role: string }>(
        'select from_state, to_state, by_role from listing_move where listing_id = $1 order by id desc limit 1',
        [row?.id],
      );
      expect(history).toEqual([{ from_state: state, to_state: to, by_role: 'client' }]);
    },
  );

  test('only its client moves a listing', async () => {
    const { uid } = await post();
    expect(await refusal(move(uid, 'close', bob))).toBe('listing.not_found');
    expect(await refusal(move(uid, 'close', finn))).toBe('role.client_required');
    expect((await rowOf(uid)).state).toBe('open');
  });

  test('of two publications at once one is made, and one event told', async () => {
    const { uid, id } = await post({}, { asDraft: true });
    const results = await Promise.all(Array.from({ length: 3 }, () => refusal(move(uid, 'publish'))));
    expect(results.filter((one) => one === 'none')).toHaveLength(1);
    const told = await run(`select from task where name = 'hear_published' and payload->>'listingId' = $1`, [
      id.toString(),
    ]);
    expect(told).toHaveLength(1);
  });

  test('opening it again keeps its place among the newest', async () => {
    const { uid } = await post();
    const before = (await rowOf(uid)).published_at;
    await move(uid, 'close');
    kit.clock.move(60_000);
    await move(uid, 'publish');
    const { id, published_at: after } = await rowOf(uid);
    expect(after).toEqual(before);
    expect(await run('select published_at from job_search where listing_id = $1', [id])).toEqual([
      { published_at: before },
    ]);
  });

  test('closing is told once', async () => {
    const { uid, id } = await post();
    await move(uid, 'close');
    const told = await run(`select from task where name = 'hear_closed' and payload->>'listingId' = $1`, [
      id.toString(),
    ]);
    expect(told).toHaveLength(1);
  });

  test('the size that is kept is the size that is counted, also after moves at the same time', async () => {
    const many = await Promise.all(Array.from({ length: 12 }, () => post()));
    await Promise.all(many.map(({ uid }, index) => refusal(move(uid, index % 2 ? 'close' : 'hide'))));
    await Promise.all(many.map(({ uid }) => refusal(move(uid, 'publish'))));
    const { counted, kept } = await sizeOfSearch();
    expect(kept).toBe(counted);
    expect(counted).toBeGreaterThan(10);
  });
});

describe('deleting a draft', () => {
  test('removes it for good, with its attachment', async () => {
    const fileId = await addUpload(alice);
    const { uid, id } = await post({ fileId }, { asDraft: true });
    await remove(uid);
    expect(await run('select from listing where id = $1', [id])).toHaveLength(0);
    expect(await run('select from file where id = $1', [fileId])).toHaveLength(0);
  });

  test.each<ListingState>(['open', 'private', 'closed'])('is refused once it is %s', async (state) => {
    expect(await refusal(remove(await listingIn(state)))).toBe('listing.not_draft');
  });

  test('is not for others', async () => {
    const uid = await listingIn('draft');
    expect(await refusal(remove(uid, bob))).toBe('listing.not_found');
    expect(await refusal(remove(uid, finn))).toBe('role.client_required');
  });

  test('racing with its publication does one of both', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { uid, id } = await post({}, { asDraft: true });
      const results = await Promise.all([refusal(move(uid, 'publish')), refusal(remove(uid))]);
      expect(results.filter((one) => one === 'none')).toHaveLength(1);
      const rows = await run<{ state: string }>('select state from listing where id = $1', [id]);
      expect(rows).toEqual(results[0] === 'none' ? [{ state: 'open' }] : []);
      expect(await isInSearch(id)).toBe(results[0] === 'none');
    }
  });
});

describe('reading one', () => {
  test.each<[ListingState, boolean]>([
    ['draft', false],
    ['open', true],
    ['private', false],
    ['closed', false],
    ['removed', false],
  ])('strangers see one that is %s: %s', async (state, isSeen) => {
    const uid = await listingIn(state);
    for (const stranger of [undefined, bob, finn]) {
      expect(await refusal(see(uid, stranger))).toBe(isSeen ? 'none' : 'listing.not_found');
    }
    expect(await refusal(see(uid, alice))).toBe(state === 'removed' ? 'listing.not_found' : 'none');
  });

  test('a freelancer who was invited sees a private one, and a closed one', async () => {
    const { uid, id } = await post();
    await move(uid, 'hide');
    await addProposal(id, finn, 'invitation', 'active');
    expect(await refusal(see(uid, finn))).toBe('none');
    await move(uid, 'close');
    expect(await refusal(see(uid, finn))).toBe('none');
    expect(await refusal(see(uid, bob))).toBe('listing.not_found');
  });

  test('bids are counted and shown, revoked ones and invitations are not; the viewer’s own is marked', async () => {
    const { uid, id } = await post();
    const [grace, heidi, ivan] = await Promise.all(['格蕾丝', '海蒂', '伊万'].map((name) => kit.addFreelancer(name)));
    if (!grace || !heidi || !ivan) throw new Error('three were added');
    await addProposal(id, finn, 'bid', 'active');
    await addProposal(id, grace, 'bid', 'interview');
    await addProposal(id, heidi, 'bid', 'revoked');
    await addProposal(id, ivan, 'invitation', 'active');
    const seen = await see(uid, finn);
    expect(seen).toMatchObject({ applied: 2, interviewing: 1, own_state: 'active', client_name: '爱丽丝' });
    expect(seen.bids.map(({ name, price }) => [name, price])).toEqual([
      ['格蕾丝', 120_000],
      ['芬', 120_000],
    ]);
    expect(new Date(seen.bids[0]?.at ?? 0)).toEqual(kit.clock.now());
    expect(await see(uid)).toMatchObject({ applied: 2, own_state: null, is_favorite: false });
  });

  test('the client’s other open listings stand beside it, at most five', async () => {
    const carol = await kit.addClient('卡罗尔');
    const listings = [];
    for (let n = 0; n < 12; n += 1) listings.push(await post({}, { by: carol }));
    await post({ title: '草稿不在其中' }, { by: carol, asDraft: true });
    const seen = await see(listings[11]?.uid ?? '');
    expect(seen.others.map(({ uid }) => uid)).toEqual(
      listings
        .slice(6, 11)
        .toReversed()
        .map(({ uid }) => uid),
    );
  });

  test('a favourite is marked for the party that keeps it', async () => {
    const { uid, id } = await post();
    await run('insert into favorite (party_id, listing_id, created_at) values ($1, $2, now())', [finn.partyId, id]);
    expect((await see(uid, finn)).is_favorite).toBe(true);
    expect((await see(uid, bob)).is_favorite).toBe(false);
    expect((await listingCards(reading(finn), [id])).get(id)?.is_favorite).toBe(true);
    expect((await listingCards(reading(undefined), [id])).get(id)?.is_favorite).toBe(false);
  });

  test('the client’s look is noted once a minute', async () => {
    const { uid, id } = await post();
    expect(isClientsLook(reading(finn), await see(uid, finn))).toBe(false);
    expect(isClientsLook(reading(alice), await see(uid, alice))).toBe(true);
    await kit.work.write(kit.market, alice.actor, (ctx) => noteClientsLook(ctx, id));
    expect(isClientsLook(reading(alice), await see(uid, alice))).toBe(false);
    kit.clock.move(60_001);
    expect(isClientsLook(reading(alice), await see(uid, alice))).toBe(true);
  });

  test('a listing of another market is not there', async () => {
    const { uid, id } = await post();
    const elsewhere = kit.work.read('gig', alice.actor);
    expect(await findListing(elsewhere, uid)).toBeUndefined();
    expect(await refusal(listingDetail(elsewhere, uid))).toBe('listing.not_found');
    expect((await listingsByIds(elsewhere, [id])).size).toBe(0);
    const lock = kit.work.write('gig', alice.actor, (ctx) => lockListing(ctx, id));
    expect(await refusal(lock)).toBe('listing.not_found');
    const gig = kit.work.write('gig', alice.actor, (ctx) => moveListing(ctx, catalog, uid, 'close'));
    expect(await refusal(gig)).toBe('listing.not_found');
  });
});

describe('the own list', () => {
  test('is paged by state with exact totals, newest first, and holds nobody else’s', async () => {
    const dave = await kit.addClient('戴夫');
    const uids: string[] = [];
    for (let n = 0; n < 7; n += 1) uids.push((await post({}, { by: dave, asDraft: n < 2 })).uid);
    await move(uids[6] ?? '', 'hide', dave);
    const list = (states: ListingState[], number: number, size = 3) =>
      ownListings(reading(dave), states, { number, size });
    const first = await list(['open', 'private'], 1);
    expect(first.total).toBe(5);
    expect(first.items.map(({ uid }) => uid)).toEqual([uids[6], uids[5], uids[4]]);
    expect((await list(['open', 'private'], 2)).items.map(({ uid }) => uid)).toEqual([uids[3], uids[2]]);
    expect(await list(['draft'], 2)).toEqual({ items: [], total: 2 });
    expect((await ownListingTitles(reading(dave))).map(({ uid }) => uid)).toEqual(uids.toReversed());
    expect(await list(['removed'], 1)).toEqual({ items: [], total: 0 });
  });

  test('is a client’s', async () => {
    const work = async () => ownListings(reading(finn), ['open'], { number: 1, size: 10 });
    expect(await refusal(work())).toBe('role.client_required');
  });
});
