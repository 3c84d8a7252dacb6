import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestPerson } from '../../../test/kit.ts';
import { type ClientList, type FreelancerList, listProposals, proposalCounts, readProposal } from './index.ts';
import { openScene, refusalOf, type Scene, type TestListing } from '../../../test/proposals.ts';

let scene: Scene;
let client: TestPerson;
let listing: TestListing;
const people = new Map<string, TestPerson>();
const ids = new Map<string, bigint>();

/** One proposal of each kind, state and mark, each of a freelancer of its own, all on one listing. */
const rows = [
  ['waiting', 'bid', 'active', {}],
  ['waiting aside', 'bid', 'active', { aside: true }],
  ['invited', 'invitation', 'active', {}],
  ['invited aside', 'invitation', 'active', { aside: true }],
  ['talking', 'bid', 'interview', {}],
  ['talking aside', 'bid', 'interview', { aside: true }],
  ['talking invited', 'invitation', 'interview', {}],
  ['put away', 'bid', 'archived', {}],
  ['frozen', 'bid', 'archived', { frozen: true }],
  ['refused', 'bid', 'refused', {}],
  ['declined', 'invitation', 'refused', {}],
  ['revoked', 'bid', 'revoked', {}],
  ...['offered', 'active', 'paused', 'finished', 'disputed', 'settled', 'refused', 'revoked', 'expired'].map(
    (contract) => [`hired ${contract}`, 'bid', 'hired', { contract }] as const,
  ),
] as const satisfies readonly (readonly [string, string, string, Record<string, unknown>])[];

beforeAll(async () => {
  scene = await openScene();
  client = await scene.addClient('Chen');
  listing = await scene.addListing(client);
  for (const [name, kind, state, given] of rows) {
    const more: { aside?: boolean; frozen?: boolean; contract?: string } = given;
    const person = await scene.addFreelancer(name);
    const id = await (kind === 'bid' ? scene.bid(person, listing) : scene.invite(client, listing, person));
    const contract =
      more.contract === undefined
        ? undefined
        : await scene.addContract(listing, { client, freelancer: person, state: more.contract, proposalId: id });
    await scene.query(
      'update proposal set state = $2, client_archived = $3, frozen = $4, contract_id = $5 where id = $1',
      [id, state, more.aside ?? false, more.frozen ?? false, contract?.id ?? null],
    );
    people.set(name, person);
    ids.set(name, id);
  }
});
afterAll(() => scene.close());

const page = { number: 1, size: 100 };
const nameOf = (id: bigint) => [...ids].find(([, one]) => one === id)?.[0] ?? `unknown ${id}`;

describe('the lists of a client', () => {
  const lists: readonly { list: ClientList; names: readonly string[]; answered?: number }[] = [
    { list: 'waiting', names: ['waiting'] },
    { list: 'interview', names: ['talking', 'talking invited', 'put away', 'invited'], answered: 3 },
    { list: 'invitations', names: ['invited', 'invited aside'] },
    {
      list: 'hired',
      names: ['offered', 'active', 'paused', 'finished', 'disputed', 'settled'].map((state) => `hired ${state}`),
    },
    {
      list: 'archived',
      names: [
        'waiting aside',
        'invited aside',
        'talking aside',
        'refused',
        'declined',
        'frozen',
        'hired refused',
        'hired revoked',
        'hired expired',
      ],
    },
    { list: 'all', names: rows.map(([name]) => name) },
  ];

  it.each(lists)('$list holds what the document says', async ({ list, names, answered }) => {
    for (const uid of [undefined, listing.uid]) {
      const found = await scene.look(client, (ctx) => listProposals(ctx, { list, listing: uid, page }));
      expect(found.items.map((view) => nameOf(view.proposal.id)).sort()).toEqual([...names].sort());
      expect(found.total).toBe(names.length);
      if (answered !== undefined) expect(found.answered).toBe(answered);
    }
  });

  it('are empty for another client, also by the listing, and for a listing that is not there', async () => {
    const rival = await scene.addClient('Rival');
    for (const uid of [undefined, listing.uid, 'f'.repeat(16)]) {
      const found = await scene.look(rival, (ctx) => listProposals(ctx, { list: 'all', listing: uid, page }));
      expect(found).toEqual({ items: [], total: 0, answered: 0 });
    }
  });

  it('are the client’s: a freelancer asks in vain, and the other way round', async () => {
    const freelancer = people.get('waiting') ?? client;
    const ask = (who: TestPerson, list: ClientList | FreelancerList) =>
      refusalOf(scene.look(who, (ctx) => listProposals(ctx, { list, page })));
    expect(await ask(freelancer, 'hired')).toBe('role.client_required');
    expect(await ask(freelancer, 'archived')).toBe('role.client_required');
    expect(await ask(client, 'frozen')).toBe('role.freelancer_required');
    expect(await ask({ ...client, actor: { kind: 'anonymous' } }, 'all')).toBe('auth.required');
  });

  it('page newest first with an exact total', async () => {
    const pages = [];
    for (let number = 1; number <= 4; number += 1) {
      const query = { list: 'all', page: { number, size: 6 } } as const;
      pages.push(await scene.look(client, (ctx) => listProposals(ctx, query)));
    }
    const seen = pages.flatMap((one) => one.items.map((view) => view.proposal.id));
    expect(seen).toEqual([...ids.values()].toReversed());
    expect(pages.map((one) => one.total)).toEqual([21, 21, 21, 21]);
  });

  it('load what is shown beside them in batches, not by the row', async () => {
    const count = async (size: number) => {
      let statements = 0;
      await scene.look(client, (ctx) => {
        const db = {
          ...ctx.db,
          query: ((...args: Parameters<typeof ctx.db.query>) => {
            statements += 1;
            return ctx.db.query(...args);
          }) as typeof ctx.db.query,
        };
        return listProposals({ ...ctx, db }, { list: 'hired', page: { number: 1, size } });
      });
      return statements;
    };
    expect(await count(6)).toBe(await count(1));
  });
});

describe('the lists of a freelancer', () => {
  const listFor = (name: string): FreelancerList => {
    if (name.startsWith('waiting')) return 'waiting';
    if (name.startsWith('invited')) return 'invitations';
    return name.startsWith('talking') ? 'interview' : 'frozen';
  };
  const lists = ['interview', 'invitations', 'waiting', 'frozen'] as const;

  it.each(rows.map(([name]) => name))('show a proposal that is %s in one list only', async (name) => {
    const who = people.get(name) ?? client;
    for (const list of lists) {
      const found = await scene.look(who, (ctx) => listProposals(ctx, { list, page }));
      expect(found.items.map((view) => nameOf(view.proposal.id))).toEqual(list === listFor(name) ? [name] : []);
    }
  });

  it('do not show the bids of others on the same listing', async () => {
    const who = people.get('waiting') ?? client;
    const query = { list: 'all', listing: listing.uid, page } as const;
    const found = await scene.look(who, (ctx) => listProposals(ctx, query));
    expect(found.items.map((view) => nameOf(view.proposal.id))).toEqual(['waiting']);
  });
});

describe('one proposal', () => {
  it('is shown to both sides with everything beside it', async () => {
    const id = ids.get('hired active') ?? 0n;
    await scene.query('insert into favorite (party_id, freelancer_party_id, created_at) values ($1, $2, now())', [
      client.partyId,
      people.get('hired active')?.partyId,
    ]);
    const seen = await scene.look(client, (ctx) => readProposal(ctx, id));
    expect(seen.listing?.uid).toBe(listing.uid);
    expect(seen.client?.name).toBe('Chen');
    expect(seen.freelancer?.name).toBe('hired active');
    expect(seen.contract?.state).toBe('active');
    expect(seen.isFavorite).toBe(true);
    const own = await scene.look(people.get('hired active') ?? client, (ctx) => readProposal(ctx, id));
    expect(own.isFavorite).toBe(false);
    expect(own.client?.uid).toBe(client.uid);
  });

  it('is not there for strangers', async () => {
    const id = ids.get('waiting') ?? 0n;
    const strangers = [await scene.addClient('Rival'), people.get('talking') ?? client];
    for (const stranger of strangers) {
      expect(await refusalOf(scene.look(stranger, (ctx) => readProposal(ctx, id)))).toBe('proposal.not_found');
    }
    expect(await refusalOf(scene.look(client, (ctx) => readProposal(ctx, 987_654n)))).toBe('proposal.not_found');
  });
});

describe('the counts of a listing', () => {
  it('tell bids, waiting ones, fresh ones, talks and invitations apart', async () => {
    const empty = await scene.addListing(client);
    const counts = await scene.look(client, (ctx) => proposalCounts(ctx, [listing.id, empty.id]));
    const bids = rows.filter(([, kind, state]) => kind === 'bid' && state !== 'revoked').length;
    expect(counts.get(listing.id)).toEqual({
      listing_id: listing.id,
      bids,
      waiting: 1,
      fresh: 1,
      interviews: 3,
      invitations: 2,
    });
    expect(counts.has(empty.id)).toBe(false);
    await scene.query('update listing set viewed_by_client_at = $2 where id = $1', [listing.id, scene.kit.clock.now()]);
    const again = await scene.look(client, (ctx) => proposalCounts(ctx, [listing.id]));
    expect(again.get(listing.id)).toMatchObject({ waiting: 1, fresh: 0 });
  });
});
