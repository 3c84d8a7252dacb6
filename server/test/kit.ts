import type { Actor } from '../src/kernel/context.ts';
import { randomIds } from '../src/kernel/ids.ts';
import type { Market, MarketSettings } from '../src/kernel/market.ts';
import { openHouse } from '../src/domain/ledger/index.ts';
import { creditTopUp } from '../src/domain/ledger/index.ts';
import { addPerson } from '../src/domain/profiles/index.ts';
import { type Database, openDatabase } from '../src/platform/postgres/database.ts';
import { createWork, system, type Work } from '../src/platform/work.ts';
import { createWorker, type TaskHandler, type Worker } from '../src/platform/tasks/worker.ts';
import { cloneDatabase } from './database.ts';

/** Settings of the documents, for tests. */
export const testSettings: MarketSettings = {
  feeBasisPoints: 1_000,
  offerDays: 2,
  reviewDays: 2,
  passwordMin: 4,
  passwordMax: 20,
  clientWithdrawalMin: 10_000n,
  payoutApproval: false,
  payoutSecondAbove: 5_000_000n,
  personReview: false,
};

export interface TestPerson {
  readonly userId: bigint;
  readonly partyId: bigint;
  readonly uid: string;
  readonly actor: Actor;
}

export interface TestClock {
  now(): Date;
  /** Moves the clock `ms` milliseconds forward. */
  move(ms: number): void;
}

export interface Kit {
  readonly database: Database;
  readonly work: Work;
  readonly worker: Worker;
  readonly clock: TestClock;
  readonly market: Market;
  addFreelancer(name: string): Promise<TestPerson>;
  addClient(name: string): Promise<TestPerson>;
  /** Gives a party money to spend, as a top-up would. */
  fund(person: TestPerson, fen: bigint): Promise<void>;
  close(): Promise<void>;
}

/** A database of its own and everything an operation needs, for one test file. */
export async function openKit(
  options: {
    handlers?: readonly TaskHandler[];
    listeners?: Readonly<Record<string, readonly string[]>>;
    market?: Market;
    settings?: Partial<MarketSettings>;
  } = {},
): Promise<Kit> {
  const clone = await cloneDatabase();
  const database = openDatabase({ url: clone.url, poolSize: 20, onError: () => undefined });
  let now = Date.parse('2026-11-20T02:00:00Z');
  const clock: TestClock = {
    now: () => new Date(now),
    move(ms) {
      now += ms;
    },
  };
  const market = options.market ?? 'cloudwork';
  const work = createWork({
    database,
    clock,
    ids: randomIds,
    settingsOf: () => ({ ...testSettings, ...options.settings }),
    listeners: options.listeners ?? {},
    onTasksDue: () => undefined,
  });
  const worker = createWorker({
    database,
    work,
    clock,
    handlers: options.handlers ?? [],
    concurrency: 2,
    onEnd(end) {
      if (!end.ok) throw new Error(`the task ${end.name} failed`, { cause: end.error });
    },
  });
  await work.write(market, system, (ctx) => openHouse(ctx, ['alipay', 'wechat']));
  let people = 0;

  async function add(name: string, kind: 'freelancer' | 'personal'): Promise<TestPerson> {
    people += 1;
    const phone = `139${String(people).padStart(8, '0')}`;
    const person = { kind, name, phone, passwordHash: 'none', wantsRecommendations: false };
    const { userId, partyId } = await work.write(market, system, (ctx) => addPerson(ctx, person));
    const [party] = await database.reader.query<{ uid: string }>({ text: 'select uid from party where id = $1' }, [
      partyId,
    ]);
    const role = kind === 'freelancer' ? 'freelancer' : 'client';
    return { userId, partyId, uid: party?.uid ?? '', actor: { kind: 'person', userId, partyId, role, sessionId: 0n } };
  }

  return {
    database,
    work,
    worker,
    clock,
    market,
    addFreelancer: (name) => add(name, 'freelancer'),
    addClient: (name) => add(name, 'personal'),
    async fund({ partyId }, amount) {
      const tradeNo = randomIds.digits(18);
      await work.write(market, system, (ctx) => creditTopUp(ctx, { partyId, tradeNo, amount, rail: 'alipay' }));
    },
    async close() {
      await database.close();
      await clone.drop();
    },
  };
}
