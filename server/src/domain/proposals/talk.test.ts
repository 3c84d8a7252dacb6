import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestPerson } from '../../../test/kit.ts';
import {
  ensureThread,
  followListing,
  listProposalMessages,
  moveProposal,
  sendProposalMessage,
  type Subject,
  threadOfProposal,
} from './index.ts';
import { openScene, reasonIds, reasons, refusalOf, type Scene, type TestListing } from '../../../test/proposals.ts';

let scene: Scene;
let client: TestPerson;
let freelancer: TestPerson;
let stranger: TestPerson;
let listing: TestListing;
let id: bigint;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());
beforeEach(async () => {
  client = await scene.addClient('Chen');
  freelancer = await scene.addFreelancer('Fang');
  stranger = await scene.addFreelancer('Song');
  listing = await scene.addListing(client);
  id = await scene.bid(freelancer, listing);
});

const say = (who: TestPerson, subject: Subject, content = 'Hello') =>
  scene.run(who, (ctx) => sendProposalMessage(ctx, subject, content));
const read = (who: TestPerson, subject: Subject) =>
  scene.look(who, (ctx) => listProposalMessages(ctx, subject, { number: 1, size: 20 }));

describe('a message about a proposal', () => {
  it.each(['client', 'freelancer'] as const)('by the %s brings a waiting one into talks, once', async (side) => {
    const who = side === 'client' ? client : freelancer;
    await say(who, { proposalId: id });
    await say(who, { proposalId: id }, 'Still there?');
    expect(await scene.stateOf(id)).toBe('interview');
    expect(await scene.history(id)).toEqual(['bid', 'talk']);
    const { items, total } = await read(client, { proposalId: id });
    expect(total).toBe(2);
    expect(items.map((one) => one.content)).toEqual(['Still there?', 'Hello']);
  });

  it.each(['interview', 'archived'])('leaves one that is %s where it is', async (state) => {
    await scene.query('update proposal set state = $2 where id = $1', [id, state]);
    expect(await refusalOf(say(client, { proposalId: id }))).toBe('done');
    expect(await scene.stateOf(id)).toBe(state);
  });

  it.each(['refused', 'revoked'])(
    'is not possible once it is %s, though what was said stays readable',
    async (state) => {
      await say(client, { proposalId: id });
      await scene.query('update proposal set state = $2 where id = $1', [id, state]);
      expect(await refusalOf(say(client, { proposalId: id }))).toBe('message.not_possible');
      expect((await read(freelancer, { proposalId: id })).total).toBe(1);
    },
  );

  it('is refused to strangers, who cannot read either, as if there were no proposal', async () => {
    const rival = await scene.addClient('Rival');
    for (const who of [stranger, rival]) {
      for (const proposalId of [id, 987_654n]) {
        expect(await refusalOf(say(who, { proposalId }))).toBe('message.not_yours');
        expect(await refusalOf(read(who, { proposalId }))).toBe('message.not_yours');
      }
    }
    expect(await scene.stateOf(id)).toBe('active');
  });

  it('that is too long leaves the proposal waiting', async () => {
    expect(await refusalOf(say(client, { proposalId: id }, 'x'.repeat(4_097)))).toBe('message.too_long');
    expect(await scene.stateOf(id)).toBe('active');
  });

  it('brings a waiting proposal into talks once, of many at the same moment', async () => {
    const outcomes = await scene.race(
      Array.from({ length: 16 }, (_one, index) => () => say(index % 2 === 0 ? client : freelancer, { proposalId: id })),
    );
    expect(new Set(outcomes)).toEqual(new Set(['done']));
    expect(await scene.history(id)).toEqual(['bid', 'talk']);
    expect((await read(client, { proposalId: id })).total).toBe(16);
  });
});

describe('a message and an answer at the same moment', () => {
  it('never bring a refused proposal back into talks', async () => {
    const refuse = { id, move: 'refuse', questionId: reasonIds.refuse_c } as const;
    await scene.race([
      ...Array.from({ length: 8 }, () => () => say(freelancer, { proposalId: id })),
      () => scene.run(client, (ctx) => moveProposal(ctx, reasons, refuse)),
      ...Array.from({ length: 8 }, () => () => say(freelancer, { proposalId: id })),
    ]);
    expect(await scene.stateOf(id)).toBe('refused');
    expect((await scene.history(id)).filter((move) => move === 'talk').length).toBeLessThanOrEqual(1);
  });
});

describe('a message about a contract', () => {
  it('lies in the thread of the proposal it came from', async () => {
    const contract = await scene.addContract(listing, { client, freelancer, state: 'active', proposalId: id });
    await scene.query(`update proposal set state = 'hired', contract_id = $2 where id = $1`, [id, contract.id]);
    await say(freelancer, { contract: contract.uid }, 'Started');
    await say(client, { proposalId: id }, 'Good');
    const { items } = await read(client, { contract: contract.uid });
    expect(items.map((one) => one.content)).toEqual(['Good', 'Started']);
    const threadId = await scene.look(client, (ctx) => threadOfProposal(ctx, id));
    const parties = { clientPartyId: client.partyId, freelancerPartyId: freelancer.partyId, proposalId: id };
    expect(await scene.run(client, (ctx) => ensureThread(ctx, parties))).toBe(threadId);
  });

  it('lies in a thread of the pair where there was no proposal, which is empty before', async () => {
    const contract = await scene.addContract(listing, { client, freelancer: stranger, state: 'offered' });
    expect(await read(stranger, { contract: contract.uid })).toEqual({ items: [], total: 0 });
    await say(client, { contract: contract.uid }, 'Will you?');
    expect((await read(stranger, { contract: contract.uid })).items.map((one) => one.content)).toEqual(['Will you?']);
  });

  it('is refused to third parties, and to the freelancer of a draft', async () => {
    const contract = await scene.addContract(listing, { client, freelancer, state: 'drafted', proposalId: id });
    expect(await refusalOf(say(stranger, { contract: contract.uid }))).toBe('message.not_yours');
    expect(await refusalOf(read(stranger, { contract: contract.uid }))).toBe('message.not_yours');
    expect(await refusalOf(say(freelancer, { contract: contract.uid }))).toBe('message.not_yours');
    expect(await refusalOf(say(client, { contract: contract.uid }))).toBe('done');
    expect(await refusalOf(say(client, { contract: 'f'.repeat(16) }))).toBe('message.not_yours');
  });
});

describe('bids of a listing that takes no bids', () => {
  const follow = () => scene.run(client, (ctx) => followListing(ctx, listing.id));
  const rowOf = async (proposal = id) =>
    (await scene.query('select state, frozen from proposal where id = $1', [proposal]))[0];

  it.each(['private', 'closed'])('are frozen when it is %s, and thaw when it is open again', async (state) => {
    const invited = await scene.invite(client, listing, stranger);
    await scene.setListingState(listing, state);
    await follow();
    await follow();
    expect(await rowOf()).toEqual({ state: 'archived', frozen: true });
    expect(await rowOf(invited)).toEqual({ state: 'active', frozen: false });
    await scene.setListingState(listing, 'open');
    await follow();
    expect(await rowOf()).toEqual({ state: 'active', frozen: false });
    expect(await scene.history(id)).toEqual(['bid', 'freeze', 'thaw']);
  });

  it('leave talks alone, and what the freelancer put away stays away', async () => {
    await scene.query(`update proposal set state = 'archived' where id = $1`, [id]);
    await scene.setListingState(listing, 'closed');
    await follow();
    await scene.setListingState(listing, 'open');
    await follow();
    expect(await rowOf()).toEqual({ state: 'archived', frozen: false });
  });

  it('can be taken up again by the client of a private listing, and by the freelancer of an open one', async () => {
    const request = { id, move: 'unfreeze' } as const;
    await scene.setListingState(listing, 'private');
    await follow();
    const thaw = (who: TestPerson) => refusalOf(scene.run(who, (ctx) => moveProposal(ctx, reasons, request)));
    expect(await thaw(freelancer)).toBe('listing.not_open');
    expect(await thaw(client)).toBe('done');
    expect(await rowOf()).toEqual({ state: 'active', frozen: false });
    await follow();
    await scene.setListingState(listing, 'open');
    expect(await thaw(freelancer)).toBe('done');
    expect(await rowOf()).toEqual({ state: 'active', frozen: false });
  });

  it('are frozen by the event of the listing', async () => {
    await scene.setListingState(listing, 'closed');
    await scene.run(client, (ctx) => ctx.emit('listing.closed', { listingId: listing.id }));
    await scene.query(`delete from task where name like 'heard.%'`);
    await scene.kit.worker.drain();
    expect(await rowOf()).toEqual({ state: 'archived', frozen: true });
  });

  it('keep the reason they were refused for', async () => {
    const request = { id, move: 'refuse', questionId: reasonIds.refuse_c } as const;
    await scene.run(client, (ctx) => moveProposal(ctx, reasons, request));
    await scene.setListingState(listing, 'closed');
    await follow();
    expect(await rowOf()).toEqual({ state: 'refused', frozen: false });
  });
});
