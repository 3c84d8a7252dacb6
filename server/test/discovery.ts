/** What the tests of discovery share: a market with freelancers who can be found, listings, proposals and contracts. */
import {
  freelancerEvents,
  freelancerTasks,
  refreshFreelancerTask,
  subscriptionTasks,
} from '../src/domain/search/index.ts';
import { type ListingInput, postListing } from '../src/domain/listings/index.ts';
import { refreshFreelancer } from '../src/domain/search/freelancers.ts';
import type { ReadContext, WriteContext } from '../src/kernel/context.ts';
import { DomainError } from '../src/kernel/errors.ts';
import { randomIds } from '../src/kernel/ids.ts';
import { system } from '../src/platform/work.ts';
import type { TaskPayload } from '../src/platform/tasks/worker.ts';
import { openKit, type TestPerson } from './kit.ts';

const parents: Readonly<Record<number, number | null>> = { 1: null, 4: 1, 5: 1, 6: 1, 2: null, 13: 2, 15: 2 };
const names: Readonly<Record<number, string>> = { 4: '网站开发', 5: '移动应用开发', 13: '界面与交互设计' };
const ids = Object.keys(parents).map(Number);

/** A small catalogue: 1 has 4, 5 and 6 below it, 2 has 13 and 15; every skill is known. */
export const testCatalog = {
  categories: {
    byId: (id: number) =>
      id in parents ? { parentId: parents[id] ?? null, name: names[id] ?? `类别${id}` } : undefined,
    isLeaf: (id: number) => id in parents && parents[id] !== null,
    childrenOf: (id: number | null) => ids.filter((child) => parents[child] === id).map((child) => ({ id: child })),
  },
  skills: { canonical: (name: string) => name },
};

export interface Sought {
  readonly title?: string;
  readonly overview?: string;
  readonly skills?: readonly string[];
  readonly categories?: readonly number[];
  readonly hourly?: bigint | null;
  readonly level?: string | null;
  readonly available?: boolean;
  readonly state?: 'joining' | 'active';
  readonly joinedAt?: Date;
}

export interface TestListing {
  readonly id: bigint;
  readonly uid: string;
}

export type Fair = Awaited<ReturnType<typeof openFair>>;

export async function openFair() {
  const matched: TaskPayload[] = [];
  const heard = {
    name: 'heard.matched',
    inside: async (_ctx: WriteContext, payload: TaskPayload) => void matched.push(payload),
  };
  const kit = await openKit({
    handlers: [...freelancerTasks, ...subscriptionTasks, heard],
    listeners: {
      ...Object.fromEntries(freelancerEvents.map((event) => [event, [refreshFreelancerTask]])),
      'subscription.matched': ['heard.matched'],
    },
  });
  const { database, work, market } = kit;
  let titles = 0;

  const run = <T>({ actor }: Pick<TestPerson, 'actor'>, operation: (ctx: WriteContext) => Promise<T>) =>
    work.write(market, actor, operation);
  const look = <T>({ actor }: Pick<TestPerson, 'actor'>, query: (ctx: ReadContext) => Promise<T>) =>
    query(work.read(market, actor));
  const query = <Row>(text: string, values: readonly unknown[] = []) => database.reader.query<Row>({ text }, values);
  const refresh = ({ partyId }: Pick<TestPerson, 'partyId'>) =>
    work.write(market, system, (ctx) => refreshFreelancer(ctx, partyId));

  return {
    kit,
    run,
    look,
    query,
    refresh,
    matched,
    anybody: { actor: { kind: 'anonymous' } as const },
    addClient: (name: string) => kit.addClient(name),
    /** A freelancer who has finished joining and is found. */
    async addFreelancer(name: string, given: Sought = {}): Promise<TestPerson> {
      const person = await kit.addFreelancer(name);
      const { title = '', overview = '', skills = [], hourly = null, level = null, available = true } = given;
      const joinedAt = given.joinedAt ?? new Date('2020-01-01T00:00:00Z');
      await query(
        `update freelancer_profile set title = $2, overview = $3, skills = $4, hourly = $5, level = $6, available = $7,
           state = $8, joined_at = $9 where party_id = $1`,
        [person.partyId, title, overview, skills, hourly, level, available, given.state ?? 'active', joinedAt],
      );
      await query('insert into freelancer_category (party_id, category_id) select $1, unnest($2::int[])', [
        person.partyId,
        given.categories ?? [],
      ]);
      await refresh(person);
      return person;
    },
    async post(owner: Pick<TestPerson, 'actor'>, given: Partial<ListingInput> = {}): Promise<TestListing> {
      titles += 1;
      const input = {
        title: `Listing ${titles}`,
        description: '<p>All of it</p>',
        categoryId: 4,
        hires: 1,
        payKind: 'fixed',
        level: 'middle',
        ...given,
      } as const;
      return run(owner, (ctx) => postListing(ctx, testCatalog, input));
    },
    async setListingState(listing: TestListing, state: string) {
      await query('update listing set state = $2 where id = $1', [listing.id, state]);
    },
    async restrict(person: TestPerson, state = 'restricted') {
      await query('update user_account set state = $2 where id = $1', [person.userId, state]);
    },
    async addProposal(
      listing: TestListing,
      {
        client,
        freelancer,
        kind = 'bid',
        state,
      }: { client: TestPerson; freelancer: TestPerson; kind?: string; state: string },
    ) {
      const [thread] = await query<{ id: bigint }>(
        'insert into thread (market, created_at) values ($1, now()) returning id',
        [market],
      );
      await query(
        `insert into proposal (market, listing_id, freelancer_party_id, client_party_id, kind, state, message, thread_id,
           created_at, updated_at) values ($1, $2, $3, $4, $5, $6, 'Hello', $7, $8, $8)`,
        [market, listing.id, freelancer.partyId, client.partyId, kind, state, thread?.id, kit.clock.now()],
      );
    },
    async addContract(
      listing: TestListing,
      {
        client,
        freelancer,
        state,
        paid = 0n,
      }: { client: TestPerson; freelancer: TestPerson; state: string; paid?: bigint },
    ): Promise<TestListing> {
      const isBegun = ['active', 'paused', 'finished', 'disputed', 'settled'].includes(state);
      const now = kit.clock.now();
      const [row] = await query<TestListing>(
        `insert into contract (market, uid, invoice_no, listing_id, client_party_id, freelancer_party_id, name, message,
           pay_kind, amount, state, first_trade_no, paid_total, created_at, offered_at, accepted_at)
         values ($1, $2, '1', $3, $4, $5, 'A contract', 'Hello', 'fixed', 10000, $6, '1', $7, $8, $9, $10)
         returning id, uid`,
        [
          market,
          randomIds.uid(),
          listing.id,
          client.partyId,
          freelancer.partyId,
          state,
          paid,
          now,
          state === 'drafted' ? null : now,
          isBegun ? now : null,
        ],
      );
      if (!row) throw new Error('no contract');
      return row;
    },
    async review({ partyId }: TestPerson, reviews: number, average: string) {
      await query(
        `insert into party_rating (party_id, reviews, average) values ($1, $2, $3)
         on conflict (party_id) do update set reviews = excluded.reviews, average = excluded.average`,
        [partyId, reviews, average],
      );
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

/** The same numbers on every run. */
export function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
