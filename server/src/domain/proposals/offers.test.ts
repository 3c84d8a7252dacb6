import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestPerson } from '../../../test/kit.ts';
import { bid, invite } from './index.ts';
import { openScene, refusalOf, type Scene, type TestListing } from '../../../test/proposals.ts';

let scene: Scene;
let client: TestPerson;
let freelancer: TestPerson;
let listing: TestListing;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());
beforeEach(async () => {
  client = await scene.addClient('Chen');
  freelancer = await scene.addFreelancer('Fang');
  listing = await scene.addListing(client);
});

describe('a bid', () => {
  it('opens a proposal with a thread of both sides, a first row of history and an event', async () => {
    const before = await scene.told('proposal.bid');
    const id = await scene.bid(freelancer, listing);
    expect(await scene.stateOf(id)).toBe('active');
    expect(await scene.history(id)).toEqual(['bid']);
    expect(await scene.told('proposal.bid')).toBe(before + 1);
    const members = await scene.query<{ party_id: bigint }>(
      `select t.party_id from thread_party t join proposal p on p.thread_id = t.thread_id where p.id = $1`,
      [id],
    );
    expect(new Set(members.map((one) => one.party_id))).toEqual(new Set([client.partyId, freelancer.partyId]));
  });

  it.each([
    ['draft', 'listing.not_open'],
    ['private', 'listing.not_open'],
    ['closed', 'listing.not_open'],
    ['removed', 'listing.not_found'],
  ])('is refused on a %s listing', async (state, code) => {
    const other = await scene.addListing(client, { state });
    expect(await refusalOf(scene.bid(freelancer, other))).toBe(code);
  });

  it('is refused on a listing that is not there', async () => {
    expect(await refusalOf(scene.bid(freelancer, { id: 0n, uid: 'f'.repeat(16) }))).toBe('listing.not_found');
  });

  it('is refused to clients and to those who are not signed in', async () => {
    expect(await refusalOf(scene.bid(client, listing))).toBe('role.freelancer_required');
    const nobody = { ...freelancer, actor: { kind: 'anonymous' } as const };
    expect(await refusalOf(scene.bid(nobody, listing))).toBe('auth.required');
  });

  it('is refused on a listing of the same person’s team', async () => {
    if (freelancer.actor.kind !== 'person') throw new Error('a person was expected');
    await scene.query('update party set user_id = $2 where id = $1', [client.partyId, freelancer.userId]);
    expect(await refusalOf(scene.bid(freelancer, listing))).toBe('proposal.own_listing');
  });

  it.each([
    ['no price', { price: undefined }, 'proposal.amount_required'],
    ['a price of nothing', { price: 0n }, 'proposal.amount_required'],
    ['no message', { message: undefined }, 'proposal.message_required'],
    ['a blank message', { message: '  ' }, 'proposal.message_required'],
    ['a duration that is no code', { duration: 6 }, 'proposal.duration_required'],
  ])('is refused with %s', async (_case, more, code) => {
    expect(await refusalOf(scene.bid(freelancer, listing, more))).toBe(code);
  });

  it('needs a duration where the price is fixed, and only there', async () => {
    const fixed = await scene.addListing(client, { payKind: 'fixed' });
    expect(await refusalOf(scene.bid(freelancer, fixed))).toBe('proposal.duration_required');
    expect(await refusalOf(scene.bid(freelancer, fixed, { duration: 3 }))).toBe('done');
    expect(await refusalOf(scene.bid(freelancer, listing))).toBe('done');
  });

  it('is refused while the pair has a live proposal, and taken again after that was revoked', async () => {
    const id = await scene.bid(freelancer, listing);
    for (const state of ['active', 'interview', 'archived', 'refused']) {
      await scene.query('update proposal set state = $2 where id = $1', [id, state]);
      expect(await refusalOf(scene.bid(freelancer, listing))).toBe('proposal.exists');
    }
    await scene.query(`update proposal set state = 'revoked' where id = $1`, [id]);
    expect(await refusalOf(scene.bid(freelancer, listing))).toBe('done');
  });

  it('is refused while the pair has an open contract, and taken after one that ended', async () => {
    for (const state of ['drafted', 'offered', 'active', 'paused', 'disputed']) {
      const contract = await scene.addContract(listing, { client, freelancer, state });
      expect(await refusalOf(scene.bid(freelancer, listing))).toBe('proposal.contract_open');
      await scene.query(`update contract set state = 'finished' where id = $1`, [contract.id]);
    }
    expect(await refusalOf(scene.bid(freelancer, listing))).toBe('done');
  });

  it('is refused with a file that is not there or not the bidder’s, and nothing of it is kept', async () => {
    expect(await refusalOf(scene.bid(freelancer, listing, { fileId: 987_654n }))).toBe('file.unusable');
    const [left] = await scene.query<{ count: number }>('select count(*)::int from proposal where listing_id = $1', [
      listing.id,
    ]);
    expect(left?.count).toBe(0);
  });

  it('binds its file to itself and lets the client read it; the file serves no second bid', async () => {
    const [file] = await scene.query<{ id: bigint }>(
      `insert into file (market, uid, owner_user_id, kind, name, mime, size, md5, blob_key, created_at)
       values ('cloudwork', $1, $2, 'proposal', 'plan.pdf', 'application/pdf', 1, '', '', now()) returning id`,
      [listing.uid, freelancer.userId],
    );
    const id = await scene.bid(freelancer, listing, { fileId: file?.id });
    const [row] = await scene.query(
      `select f.bound_to, g.party_id from file f
         join file_grant g on g.file_id = f.id join proposal p on p.file_id = f.id where p.id = $1`,
      [id],
    );
    expect(row).toEqual({ bound_to: `proposal:${id}`, party_id: client.partyId });
    const other = await scene.addListing(client);
    expect(await refusalOf(scene.bid(freelancer, other, { fileId: file?.id }))).toBe('file.unusable');
  });

  it('is one, of many that the pair makes at once', async () => {
    const outcomes = await scene.race(Array.from({ length: 16 }, () => () => scene.bid(freelancer, listing)));
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
    expect(outcomes.filter((one) => one === 'proposal.exists')).toHaveLength(15);
    const moves = await scene.query(
      'select from proposal_move m join proposal p on p.id = m.proposal_id where p.listing_id = $1',
      [listing.id],
    );
    expect(moves).toHaveLength(1);
  });
});

describe('an invitation', () => {
  it('is made by the client of the listing, also of a private one', async () => {
    const hidden = await scene.addListing(client, { state: 'private' });
    const id = await scene.invite(client, hidden, freelancer);
    expect(await scene.stateOf(id)).toBe('active');
    expect(await scene.history(id)).toEqual(['invite']);
  });

  it.each(['draft', 'closed'])('is refused on a %s listing', async (state) => {
    const other = await scene.addListing(client, { state });
    expect(await refusalOf(scene.invite(client, other, freelancer))).toBe('listing.not_open');
  });

  it('is refused on another client’s listing as if it were not there', async () => {
    const rival = await scene.addClient('Rival');
    expect(await refusalOf(scene.invite(rival, listing, freelancer))).toBe('listing.not_found');
  });

  it('is refused to freelancers', async () => {
    const other = await scene.addFreelancer('Other');
    expect(await refusalOf(scene.invite(freelancer, listing, other))).toBe('role.client_required');
  });

  it('is refused for someone who is not there, for a client, and for the person who invites', async () => {
    const ask = (uid: string) => scene.run(client, (ctx) => invite(ctx, { listing: listing.uid, freelancer: uid }));
    const rival = await scene.addClient('Rival');
    expect(await refusalOf(ask('f'.repeat(16)))).toBe('proposal.invitee_unknown');
    expect(await refusalOf(ask(rival.uid))).toBe('proposal.invitee_unknown');
    await scene.query('update party set user_id = $2 where id = $1', [freelancer.partyId, client.userId]);
    expect(await refusalOf(ask(freelancer.uid))).toBe('proposal.invitee_unknown');
  });

  it('is refused while the pair has an open contract', async () => {
    await scene.addContract(listing, { client, freelancer, state: 'paused' });
    expect(await refusalOf(scene.invite(client, listing, freelancer))).toBe('proposal.invitee_in_contract');
  });

  it('only refreshes one that still waits', async () => {
    const id = await scene.invite(client, listing, freelancer, 'First words');
    await scene.query('update proposal set client_archived = true where id = $1', [id]);
    const before = await scene.told('proposal.invited');
    expect(await scene.invite(client, listing, freelancer, 'Better words')).toBe(id);
    const [row] = await scene.query<{ message: string; client_archived: boolean }>(
      'select message, client_archived from proposal where id = $1',
      [id],
    );
    expect(row).toEqual({ message: 'Better words', client_archived: false });
    expect(await scene.told('proposal.invited')).toBe(before);
  });

  it('is refused where the pair talks already, or the freelancer has bid', async () => {
    const id = await scene.invite(client, listing, freelancer);
    await scene.query(`update proposal set state = 'interview' where id = $1`, [id]);
    expect(await refusalOf(scene.invite(client, listing, freelancer))).toBe('proposal.exists');
    const other = await scene.addListing(client);
    await scene.bid(freelancer, other);
    expect(await refusalOf(scene.invite(client, other, freelancer))).toBe('proposal.exists');
  });

  it('and a bid of the same pair at the same moment leave one proposal', async () => {
    const attempts = Array.from({ length: 12 }, (_one, index) =>
      index % 2 === 0
        ? () => scene.run(freelancer, (ctx) => bid(ctx, { listing: listing.uid, price: 5_000n, message: 'Me' }))
        : () => scene.invite(client, listing, freelancer),
    );
    await scene.race(attempts);
    const rows = await scene.query('select from proposal where listing_id = $1', [listing.id]);
    expect(rows).toHaveLength(1);
  });
});
