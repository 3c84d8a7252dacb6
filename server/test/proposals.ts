/** What the tests of proposals share: a market with people, listings and contracts in it. */
import type { Actor, ReadContext, WriteContext } from '../src/kernel/context.ts';
import { DomainError } from '../src/kernel/errors.ts';
import { randomIds } from '../src/kernel/ids.ts';
import { type Kit, openKit, type TestPerson } from './kit.ts';
import { bid, followListingTask, invite, type NewBid, proposalTasks } from '../src/domain/proposals/index.ts';

export const questions = {
  byId: (id: number) => {
    const qtype = { 11: 'proposal_refuse_f', 18: 'proposal_refuse_c', 25: 'proposal_archive', 31: 'proposal_revoke_f' }[
      id
    ];
    return qtype === undefined ? undefined : { qtype };
  },
};
export const reasons = { questions };
export const reasonIds = { refuse_f: 11, refuse_c: 18, archive: 25, revoke_f: 31 };

const heard = [
  'bid',
  'invited',
  'accepted',
  'refused',
  'revoked',
  'archived',
  'reactivated',
  'unfrozen',
  'message',
  'hired',
];

export interface TestListing {
  readonly id: bigint;
  readonly uid: string;
}

export type Scene = Awaited<ReturnType<typeof openScene>>;

export async function openScene() {
  const listeners = {
    ...Object.fromEntries(heard.map((word) => [`proposal.${word}`, [`heard.${word}`]])),
    'listing.reopened': [followListingTask],
    'listing.hidden': [followListingTask],
    'listing.closed': [followListingTask],
  };
  const kit: Kit = await openKit({ handlers: proposalTasks, listeners });
  const { database, work, market } = kit;
  let titles = 0;

  const run = <T>({ actor }: { readonly actor: Actor }, operation: (ctx: WriteContext) => Promise<T>) =>
    work.write(market, actor, operation);
  const look = <T>({ actor }: { readonly actor: Actor }, query: (ctx: ReadContext) => Promise<T>) =>
    query(work.read(market, actor));
  const query = <Row>(text: string, values: unknown[] = []) => database.reader.query<Row>({ text }, values);

  return {
    kit,
    run,
    look,
    query,
    addClient: (name: string) => kit.addClient(name),
    addFreelancer: (name: string) => kit.addFreelancer(name),
    async addListing(owner: TestPerson, given: { state?: string; payKind?: string } = {}): Promise<TestListing> {
      titles += 1;
      const [row] = await query<TestListing>(
        `insert into listing (market, uid, party_id, state, title, description, summary, category_id, hires, pay_kind,
           level, created_at, updated_at)
         values ($1, $2, $3, $4, $5, '<p>All of it</p>', 'All of it', 4, 1, $6, 'middle', $7, $7) returning id, uid`,
        [
          market,
          randomIds.uid(),
          owner.partyId,
          given.state ?? 'open',
          `Listing ${titles}`,
          given.payKind ?? 'hourly',
          kit.clock.now(),
        ],
      );
      if (!row) throw new Error('no listing');
      return row;
    },
    async setListingState(listing: TestListing, state: string) {
      await query('update listing set state = $2 where id = $1', [listing.id, state]);
    },
    async addContract(
      listing: TestListing,
      {
        client,
        freelancer,
        state,
        proposalId,
      }: {
        client: TestPerson;
        freelancer: TestPerson;
        state: string;
        proposalId?: bigint;
      },
    ): Promise<TestListing> {
      const [row] = await query<TestListing>(
        `insert into contract (market, uid, invoice_no, listing_id, proposal_id, client_party_id, freelancer_party_id,
           name, message, pay_kind, amount, state, first_trade_no, created_at)
         values ($1, $2, '1', $3, $4, $5, $6, 'A contract', 'Hello', 'fixed', 10000, $7, '1', $8) returning id, uid`,
        [
          market,
          randomIds.uid(),
          listing.id,
          proposalId ?? null,
          client.partyId,
          freelancer.partyId,
          state,
          kit.clock.now(),
        ],
      );
      if (!row) throw new Error('no contract');
      return row;
    },
    bid: (who: TestPerson, listing: TestListing, more: Partial<NewBid> = {}) =>
      run(who, (ctx) => bid(ctx, { listing: listing.uid, price: 10_000n, message: 'I can do this', ...more })),
    invite: (who: TestPerson, listing: TestListing, freelancer: TestPerson, message = 'Please bid') =>
      run(who, (ctx) => invite(ctx, { listing: listing.uid, freelancer: freelancer.uid, message })),
    /** The moves of a proposal so far, in order. */
    async history(id: bigint): Promise<string[]> {
      const rows = await query<{ move: string }>('select move from proposal_move where proposal_id = $1 order by id', [
        id,
      ]);
      return rows.map((row) => row.move);
    },
    async stateOf(id: bigint): Promise<string | undefined> {
      const [row] = await query<{ state: string }>('select state from proposal where id = $1', [id]);
      return row?.state;
    },
    /** How many tasks wait that hear this event. */
    async told(event: string): Promise<number> {
      const [row] = await query<{ told: number }>('select count(*)::int as told from task where name = $1', [
        event.replace('proposal.', 'heard.'),
      ]);
      return row?.told ?? 0;
    },
    /** Runs attempts at the same moment, each on a connection that is open already; answers their refusals. */
    async race(attempts: readonly (() => Promise<unknown>)[]): Promise<string[]> {
      await Promise.all(Array.from({ length: 20 }, () => query('select pg_sleep(0.05)')));
      return Promise.all(attempts.map((attempt) => refusalOf(attempt())));
    },
    close: () => kit.close(),
  };
}

/** The code of the refusal that comes of `attempt`, or "done". */
export async function refusalOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'done';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
