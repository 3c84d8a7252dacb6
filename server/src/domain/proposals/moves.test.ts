import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestPerson } from '../../../test/kit.ts';
import {
  bidLifecycle,
  findProposalForHire,
  invitationLifecycle,
  markHired,
  type MoveRequest,
  moveProposal,
  type ProposalRequest,
  type ProposalState,
  setClientArchived,
} from './index.ts';
import { openScene, reasonIds, reasons, refusalOf, type Scene, type TestListing } from '../../../test/proposals.ts';

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

type Side = 'client' | 'freelancer';
type Kind = 'bid' | 'invitation';

const states = ['active', 'interview', 'refused', 'revoked', 'archived', 'hired'] as const satisfies ProposalState[];
const requests = [
  'accept',
  'refuse',
  'revoke',
  'archive',
  'reactivate',
  'unfreeze',
] as const satisfies ProposalRequest[];

/** Where each request leads; what is not here is refused. A client's archiving is a mark, not a move. */
const allowed: Readonly<Record<Kind, Readonly<Record<Side, Readonly<Record<string, ProposalState>>>>>> = {
  bid: {
    client: {
      'active accept': 'interview',
      'active refuse': 'refused',
      'interview refuse': 'refused',
      'refused unfreeze': 'active',
      'active archive': 'active',
      'interview archive': 'interview',
      'archived archive': 'archived',
    },
    freelancer: {
      'active revoke': 'revoked',
      'interview revoke': 'revoked',
      'interview archive': 'archived',
      'archived unfreeze': 'interview',
      'revoked unfreeze': 'active',
      'revoked reactivate': 'active',
      'archived reactivate': 'active',
    },
  },
  invitation: {
    client: { 'active archive': 'active', 'interview archive': 'interview', 'archived archive': 'archived' },
    freelancer: {
      'active accept': 'interview',
      'active refuse': 'refused',
      'interview refuse': 'refused',
      'refused unfreeze': 'active',
      'interview archive': 'archived',
      'archived unfreeze': 'interview',
    },
  },
};

const stateCodes: Readonly<Record<ProposalState, string>> = {
  active: 'proposal.waiting',
  interview: 'proposal.in_talks',
  refused: 'proposal.refused',
  revoked: 'proposal.revoked',
  archived: 'proposal.archived',
  hired: 'proposal.hired',
};

const cases = (['bid', 'invitation'] as const).flatMap((kind) =>
  (['client', 'freelancer'] as const).flatMap((side) =>
    states
      .filter((state) => kind === 'bid' || state !== 'revoked')
      .flatMap((state) => requests.map((request) => ({ kind, side, state, request }))),
  ),
);

const make = (kind: Kind) =>
  kind === 'bid' ? scene.bid(freelancer, listing) : scene.invite(client, listing, freelancer);

async function put(id: bigint, state: ProposalState): Promise<void> {
  const contract =
    state === 'hired' ? await scene.addContract(listing, { client, freelancer, state: 'finished' }) : null;
  await scene.query('update proposal set state = $2, contract_id = $3 where id = $1', [
    id,
    state,
    contract?.id ?? null,
  ]);
}

const move = (who: TestPerson, request: MoveRequest) => scene.run(who, (ctx) => moveProposal(ctx, reasons, request));

function reasonFor(request: ProposalRequest, side: Side): number | undefined {
  if (request === 'refuse') return side === 'client' ? reasonIds.refuse_c : reasonIds.refuse_f;
  return request === 'revoke' ? reasonIds.revoke_f : undefined;
}

describe('each move and each missing move', () => {
  it.each(cases)('$request of a $kind that is $state, by the $side, goes as the table says', async (one) => {
    const id = await make(one.kind);
    await put(id, one.state);
    const who = one.side === 'client' ? client : freelancer;
    const before = await scene.history(id);
    const outcome = await refusalOf(move(who, { id, move: one.request, questionId: reasonFor(one.request, one.side) }));
    const goal = allowed[one.kind][one.side][`${one.state} ${one.request}`];
    expect(await scene.stateOf(id)).toBe(goal ?? one.state);
    if (goal !== undefined) {
      expect(outcome).toBe('done');
      expect(await scene.history(id)).toHaveLength(before.length + 1);
    } else {
      expect(['proposal.not_yours', stateCodes[one.state]]).toContain(outcome);
      expect(await scene.history(id)).toEqual(before);
    }
  });

  it('are refused to the wrong side and to the wrong state with codes of their own', async () => {
    const id = await make('bid');
    expect(await refusalOf(move(freelancer, { id, move: 'accept' }))).toBe('proposal.not_yours');
    expect(await refusalOf(move(client, { id, move: 'revoke', questionId: 31 }))).toBe('proposal.not_yours');
    for (const state of states.filter((one) => one !== 'active')) {
      await put(id, state);
      expect(await refusalOf(move(client, { id, move: 'accept' }))).toBe(stateCodes[state]);
    }
  });

  it('are refused to strangers of either kind as if the proposal were not there', async () => {
    const id = await make('bid');
    const strangers = [await scene.addClient('Rival'), await scene.addFreelancer('Song')];
    for (const stranger of strangers) {
      for (const request of requests) {
        expect(await refusalOf(move(stranger, { id, move: request }))).toBe('proposal.not_found');
        expect(await refusalOf(move(stranger, { id: 987_654n, move: request }))).toBe('proposal.not_found');
      }
    }
    expect(await scene.stateOf(id)).toBe('active');
  });

  it('tell the house under the name of the move', async () => {
    const id = await make('bid');
    await move(client, { id, move: 'accept' });
    expect(await scene.told('proposal.accepted')).toBeGreaterThan(0);
    expect(await scene.history(id)).toEqual(['bid', 'accept']);
  });

  it('exist in the tables for every side that may make them', () => {
    expect(bidLifecycle.moves.accept.by).toEqual(['client']);
    expect(invitationLifecycle.moves.accept.by).toEqual(['freelancer']);
    expect(Object.keys(invitationLifecycle.moves)).not.toContain('revoke');
  });
});

describe('a refusal', () => {
  it('needs a reason of the catalogue for its side', async () => {
    const id = await make('bid');
    expect(await refusalOf(move(client, { id, move: 'refuse' }))).toBe('proposal.reason_required');
    const questionId = reasonIds.refuse_f;
    expect(await refusalOf(move(client, { id, move: 'refuse', questionId }))).toBe('question.unknown');
    await move(client, { id, move: 'refuse', questionId: reasonIds.refuse_c, message: 'Too dear' });
    const [row] = await scene.query('select question_id, reason from proposal where id = $1', [id]);
    expect(row).toEqual({ question_id: reasonIds.refuse_c, reason: 'Too dear' });
  });

  it('can be taken back by the client of a private listing, and of a closed one no more', async () => {
    const id = await make('bid');
    await move(client, { id, move: 'refuse', questionId: reasonIds.refuse_c });
    await scene.setListingState(listing, 'closed');
    expect(await refusalOf(move(client, { id, move: 'unfreeze' }))).toBe('listing.not_open');
    await scene.setListingState(listing, 'private');
    expect(await refusalOf(move(client, { id, move: 'unfreeze' }))).toBe('done');
  });

  it('is forgotten when it is taken back', async () => {
    const id = await make('bid');
    await move(client, { id, move: 'refuse', questionId: reasonIds.refuse_c, message: 'Too dear' });
    await move(client, { id, move: 'unfreeze' });
    const [row] = await scene.query('select state, question_id, reason from proposal where id = $1', [id]);
    expect(row).toEqual({ state: 'active', question_id: null, reason: '' });
  });
});

describe('revoking', () => {
  it('needs a reason', async () => {
    const id = await make('bid');
    expect(await refusalOf(move(freelancer, { id, move: 'revoke' }))).toBe('proposal.reason_required');
  });
});

describe('bidding again', () => {
  const revoked = async () => {
    const id = await make('bid');
    await move(freelancer, { id, move: 'revoke', questionId: reasonIds.revoke_f });
    return id;
  };

  it('takes a new price, or keeps the old one', async () => {
    const id = await revoked();
    await move(freelancer, { id, move: 'reactivate', price: 12_345n });
    const priceOf = async () =>
      (await scene.query<{ price: bigint }>('select price from proposal where id = $1', [id]))[0]?.price;
    expect(await priceOf()).toBe(12_345n);
    await move(freelancer, { id, move: 'revoke', questionId: reasonIds.revoke_f });
    await move(freelancer, { id, move: 'reactivate' });
    expect(await priceOf()).toBe(12_345n);
    expect(await refusalOf(move(freelancer, { id, move: 'reactivate', price: 0n }))).toBe('proposal.amount_required');
  });

  it('is refused once the listing takes no bids', async () => {
    const id = await revoked();
    await scene.setListingState(listing, 'private');
    expect(await refusalOf(move(freelancer, { id, move: 'reactivate' }))).toBe('listing.not_open');
  });

  it('is refused beside an open contract of the pair', async () => {
    const id = await revoked();
    await scene.addContract(listing, { client, freelancer, state: 'offered' });
    expect(await refusalOf(move(freelancer, { id, move: 'reactivate' }))).toBe('proposal.contract_open');
  });

  it('is refused beside a newer live proposal of the pair', async () => {
    const id = await revoked();
    await scene.bid(freelancer, listing);
    expect(await refusalOf(move(freelancer, { id, move: 'reactivate' }))).toBe('proposal.exists');
  });

  it('and a new bid at the same moment leave one live proposal', async () => {
    for (let round = 0; round < 12; round += 1) {
      listing = await scene.addListing(client);
      const id = await revoked();
      const outcomes = await scene.race([
        () => scene.bid(freelancer, listing),
        () => move(freelancer, { id, move: 'reactivate' }),
      ]);
      expect(outcomes.toSorted()).toEqual(['done', 'proposal.exists']);
    }
  });
});

describe('an accepted invitation', () => {
  it('takes the freelancer’s price, and their words into the thread', async () => {
    const id = await make('invitation');
    await move(freelancer, { id, move: 'accept', price: 8_000n, message: 'Gladly' });
    const [row] = await scene.query(
      'select p.price, m.content from proposal p join message m on m.thread_id = p.thread_id where p.id = $1',
      [id],
    );
    expect(row).toEqual({ price: 8_000n, content: 'Gladly' });
  });

  it('is accepted once, of 64 acceptances at the same moment', async () => {
    const id = await make('invitation');
    const answers = Array.from({ length: 64 }, () => () => move(freelancer, { id, move: 'accept' }));
    const outcomes = await scene.race(answers);
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
    expect(await scene.history(id)).toEqual(['invite', 'accept']);
  });
});

describe('a bid answered by many at once', () => {
  it('makes exactly one move from waiting, of 64 accepts and refusals', async () => {
    const id = await make('bid');
    const questionId = reasonIds.refuse_c;
    const answers = Array.from({ length: 64 }, (_one, index) =>
      index % 2 === 0
        ? () => move(client, { id, move: 'accept' })
        : () => move(client, { id, move: 'refuse', questionId }),
    );
    await scene.race(answers);
    const rows = await scene.query<{ from_state: string }>(
      `select from_state from proposal_move where proposal_id = $1 and from_state is not null order by id`,
      [id],
    );
    expect(rows.filter((row) => row.from_state === 'active')).toHaveLength(1);
    // A refusal may follow an acceptance; nothing follows a refusal.
    expect(rows.map((row) => row.from_state).join()).toMatch(/^active(,interview)?$/);
    expect(await scene.stateOf(id)).toBe('refused');
  });
});

describe('putting aside by the client', () => {
  const aside = (who: TestPerson, id: bigint, archived: boolean, questionId?: number) =>
    scene.run(who, (ctx) => setClientArchived(ctx, reasons, { id, archived, questionId }));
  const isAside = async (id: bigint) =>
    (await scene.query<{ aside: boolean }>('select client_archived as aside from proposal where id = $1', [id]))[0]
      ?.aside;

  it('marks the proposal and leaves its state, and unfreezing takes the mark away', async () => {
    const id = await make('bid');
    await move(client, { id, move: 'archive', questionId: reasonIds.archive });
    expect(await isAside(id)).toBe(true);
    expect(await scene.stateOf(id)).toBe('active');
    expect(await refusalOf(move(client, { id, move: 'archive' }))).toBe('proposal.archived');
    await move(client, { id, move: 'unfreeze' });
    expect(await isAside(id)).toBe(false);
    expect(await scene.history(id)).toEqual(['bid', 'client_archive', 'client_unarchive']);
  });

  it('bars the client from answering until it is taken back', async () => {
    const id = await make('bid');
    await aside(client, id, true);
    expect(await refusalOf(move(client, { id, move: 'accept' }))).toBe('proposal.archived');
    await aside(client, id, false);
    expect(await refusalOf(move(client, { id, move: 'accept' }))).toBe('done');
  });

  it('is refused for freelancers, strangers, reasons of another kind and proposals at rest', async () => {
    const id = await make('bid');
    expect(await refusalOf(aside(freelancer, id, true))).toBe('role.client_required');
    expect(await refusalOf(aside(await scene.addClient('Rival'), id, true))).toBe('proposal.not_found');
    expect(await refusalOf(aside(client, id, true, reasonIds.refuse_c))).toBe('question.unknown');
    expect(await refusalOf(aside(client, id, false))).toBe('proposal.waiting');
    await put(id, 'refused');
    expect(await refusalOf(aside(client, id, true))).toBe('proposal.refused');
  });
});

describe('hiring', () => {
  const hire = (id: bigint, contractId: bigint) => scene.run(client, (ctx) => markHired(ctx, id, contractId));

  it.each(['active', 'interview', 'archived', 'refused', 'revoked'] as const)(
    'follows from a %s bid',
    async (state) => {
      const id = await make('bid');
      await put(id, state);
      const contract = await scene.addContract(listing, { client, freelancer, state: 'offered', proposalId: id });
      await hire(id, contract.id);
      expect(await scene.stateOf(id)).toBe('hired');
      expect((await scene.history(id)).at(-1)).toBe('hire');
    },
  );

  it('is done once for a contract, and never for a second one', async () => {
    const id = await make('bid');
    const contract = await scene.addContract(listing, { client, freelancer, state: 'offered', proposalId: id });
    await hire(id, contract.id);
    await hire(id, contract.id);
    expect(await scene.history(id)).toEqual(['bid', 'hire']);
    expect(await refusalOf(hire(id, contract.id + 1n))).toBe('proposal.hired');
    expect(await refusalOf(hire(987_654n, contract.id))).toBe('proposal.not_found');
  });

  it('finds the live proposal of the pair, and none that was revoked', async () => {
    const id = await make('bid');
    const find = () => scene.run(client, (ctx) => findProposalForHire(ctx, listing.id, freelancer.partyId));
    expect((await find())?.id).toBe(id);
    await put(id, 'revoked');
    expect(await find()).toBeUndefined();
  });
});
