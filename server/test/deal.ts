/** What the tests of money share: people who make deals through operations, rails that say what a test wants, the books. */
import { contractTasks, makeOffer, type NewMilestone, payOrder } from '../src/domain/contracts/index.ts';
import { acceptOffer } from '../src/domain/contracts/index.ts';
import { type IdentityMeans, ownAccount, requestCode } from '../src/domain/identity/index.ts';
import { type Balances, balancesOf, type Finding, verifyLedger } from '../src/domain/ledger/index.ts';
import { postListing } from '../src/domain/listings/index.ts';
import { noticeTasks } from '../src/domain/notifications/index.ts';
import {
  payoutTasks,
  type PayoutRail,
  type PayInRail,
  receiveNotice,
  requestPayout,
  setAlipay,
  startTopUp,
  topUpTasks,
} from '../src/domain/payments/index.ts';
import type { PayInOutcome, PayoutOutcome } from '../src/domain/payments/rails.ts';
import { proposalTasks } from '../src/domain/proposals/index.ts';
import { freelancerTasks, subscriptionTasks } from '../src/domain/search/index.ts';
import { withdrawalTasks } from '../src/domain/withdrawals/index.ts';
import { recordShot } from '../src/domain/worklogs/index.ts';
import { later } from '../src/kernel/clock.ts';
import type { PersonActor, ReadContext, WriteContext } from '../src/kernel/context.ts';
import { DomainError, type ErrorCode } from '../src/kernel/errors.ts';
import { randomIds } from '../src/kernel/ids.ts';
import type { MarketSettings } from '../src/kernel/market.ts';
import type { OutsideTask, TaskHandler } from '../src/platform/tasks/worker.ts';
import { createVault } from '../src/platform/vault.ts';
import { createWork, system, unitsOf } from '../src/platform/work.ts';
import { listeners } from '../src/wiring/listeners.ts';
import { moneyProofs } from '../src/wiring/proofs.ts';
import { type Kit, openKit, type TestPerson, testSettings } from './kit.ts';

export const vault = createVault('a secret of the tests');
export const identity: IdentityMeans = {
  passwords: { hash: async (password) => password, matches: async (password, hash) => password === hash },
  pepper: 'pepper',
};

/** Reasons to choose from, as the catalogue has them. */
export const reasonIds = { refuse: 1, revoke: 2, finishByClient: 3, finishByFreelancer: 4 } as const;
const reasonKinds = ['contract_refuse', 'contract_revoke', 'contract_finish_c', 'contract_finish_f'];
export const reasons = {
  byId(id: number) {
    const qtype = reasonKinds[id - 1];
    return qtype === undefined ? undefined : { qtype };
  },
};

const listingCatalog = {
  categories: { byId: () => ({ parentId: null }), isLeaf: () => true },
  skills: { canonical: (name: string) => name },
};

/** A rail that says what the test told it to; notices are believed when they carry `sign: 'good'`. */
export function fakePayIns() {
  const says = new Map<string, PayInOutcome>();
  const rail: PayInRail = {
    code: 'alipay',
    payPage: async ({ tradeNo }) => `https://rail.example/${tradeNo}`,
    async readNotice(raw) {
      const { sign, tradeNo = '', eventId = '', state = 'paid', amount = '0' } = raw;
      if (sign !== 'good') return undefined;
      if (state === 'closed' || state === 'pending') return { tradeNo, eventId, outcome: { state } };
      const paid = { state: 'paid', amount: BigInt(amount), railTradeNo: `R${tradeNo}`, paidAt: new Date(0) } as const;
      return { tradeNo, eventId, outcome: paid };
    },
    query: async (tradeNo) => says.get(tradeNo) ?? { state: 'pending' },
    close: async () => undefined,
  };
  return { rail, says };
}

/** A payout rail: what it is sent is `sent`; asked later, it says what the test told it, or else that it has paid. */
export function fakePayouts() {
  const onSend = new Map<string, PayoutOutcome>();
  const onQuery = new Map<string, PayoutOutcome>();
  const sent: Parameters<PayoutRail['send']>[0][] = [];
  const means = { answer: { state: 'sent' } as PayoutOutcome };
  const rail: PayoutRail = {
    async send(payout) {
      sent.push(payout);
      return onSend.get(payout.payoutNo) ?? means.answer;
    },
    query: async (payoutNo) => onQuery.get(payoutNo) ?? { state: 'paid', railTradeNo: `R${payoutNo}` },
  };
  return { rail, onSend, onQuery, sent, means };
}

export interface Deal {
  readonly id: bigint;
  readonly uid: string;
  readonly tradeNo: string;
  readonly client: TestPerson;
  readonly freelancer: TestPerson;
  readonly listingUid: string;
}

export interface StageRow {
  readonly id: bigint;
  readonly state: string;
  readonly amount: bigint;
  readonly order_id: bigint;
  readonly paid_amount: bigint;
}

export interface WeekRow extends StageRow {
  readonly start_at: Date | null;
  readonly end_at: Date | null;
  readonly shot_slots: number;
  readonly manual_slots: number;
}

export interface HourlyTerms {
  readonly hourly?: bigint;
  readonly weeklyHours?: number;
  readonly manualAllowed?: boolean;
}

export type Yard = Awaited<ReturnType<typeof openYard>>;

/** The caller as operations want it. */
export function personIn({ actor }: TestPerson): PersonActor {
  if (actor.kind !== 'person') throw new Error('not a person');
  return actor;
}

/** A market of its own in which deals are made, with every task and listener that money needs. */
export async function openYard(further: { handlers?: readonly TaskHandler[] } = {}) {
  const payIns = fakePayIns();
  const payouts = fakePayouts();
  const handlers: TaskHandler[] = [
    ...proposalTasks,
    ...contractTasks,
    ...noticeTasks,
    ...withdrawalTasks,
    ...freelancerTasks,
    ...subscriptionTasks,
    ...topUpTasks([payIns.rail]),
    ...payoutTasks(payouts.rail, vault),
    { name: 'message.send', inside: async () => undefined },
    ...(further.handlers ?? []),
  ];
  const kit: Kit = await openKit({ handlers, listeners });
  const { database, work, market, clock, worker } = kit;
  const topUps = { rail: payIns.rail, notifyUrl: 'https://us.example/notice', returnUrl: '' };
  let names = 0;

  const run = <T>({ actor }: Pick<TestPerson, 'actor'>, operation: (ctx: WriteContext) => Promise<T>): Promise<T> =>
    work.write(market, actor, operation);
  const bySystem = <T>(operation: (ctx: WriteContext) => Promise<T>): Promise<T> =>
    work.write(market, system, operation);
  const byOperator = <T>(operation: (ctx: WriteContext) => Promise<T>, operatorId = 1n): Promise<T> =>
    work.write(market, { kind: 'operator', operatorId }, operation);
  const look = <T>({ actor }: Pick<TestPerson, 'actor'>, query: (ctx: ReadContext) => Promise<T>): Promise<T> =>
    query(work.read(market, actor));
  const units = ({ actor }: Pick<TestPerson, 'actor'>) => unitsOf(work, market, actor);
  const query = <Row>(text: string, values: readonly unknown[] = []) => database.reader.query<Row>({ text }, values);
  const nextName = (word: string) => {
    names += 1;
    return `${word} ${names}`;
  };

  const openTopUp = (person: TestPerson, amount: bigint, paysTradeNo?: string) =>
    startTopUp(units(person), topUps, personIn(person), { amount, paysTradeNo });
  const notify = (tradeNo: string, amount: bigint, more: Readonly<Record<string, string>> = {}) =>
    receiveNotice(unitsOf(work, market, system), payIns.rail, {
      sign: 'good',
      eventId: `E${tradeNo}`,
      tradeNo,
      amount: String(amount),
      ...more,
    });

  /** Money comes in as it does in life: a top-up is opened, and the rail says that it was paid. */
  async function deposit(person: TestPerson, amount: bigint): Promise<void> {
    const { tradeNo } = await openTopUp(person, amount);
    if (!(await notify(tradeNo, amount))) throw new Error('the deposit was not booked');
  }

  async function postJob(client: TestPerson, payKind: 'fixed' | 'hourly' = 'fixed'): Promise<string> {
    const input = {
      title: nextName('Job'),
      description: '<p>All of it</p>',
      categoryId: 4,
      hires: 1,
      payKind,
      level: 'middle',
      workload: 1,
    } as const;
    return (await run(client, (ctx) => postListing(ctx, listingCatalog, input))).uid;
  }

  async function drafted(client: TestPerson, freelancer: TestPerson, made: ReturnType<typeof makeOffer>, job: string) {
    const { contractUid: uid, order } = await made;
    if (order.contract_id === null) throw new Error('an order without a contract');
    return { id: order.contract_id, uid, tradeNo: order.trade_no, client, freelancer, listingUid: job } satisfies Deal;
  }

  const parts = { message: 'Please do it', startDay: null, endDay: null };

  /** A drafted offer of fixed-price work with a milestone of each amount. */
  async function draftFixed(client: TestPerson, freelancer: TestPerson, amounts: readonly bigint[]): Promise<Deal> {
    const listingUid = await postJob(client);
    const milestones = amounts.map(
      (amount, place): NewMilestone => ({ name: `Part ${place + 1}`, amount, endDay: null }),
    );
    const amount = amounts.reduce((sum, one) => sum + one, 0n);
    const terms = { payKind: 'fixed', amount, milestones } as const;
    const offer = { listingUid, freelancerUid: freelancer.uid, name: nextName('Contract'), ...parts, terms };
    return drafted(
      client,
      freelancer,
      run(client, (ctx) => makeOffer(ctx, offer)),
      listingUid,
    );
  }

  /** A drafted offer of hourly work: 100 yuan an hour, ten hours a week, hours by hand allowed. */
  async function draftHourly(client: TestPerson, freelancer: TestPerson, given: HourlyTerms = {}): Promise<Deal> {
    const listingUid = await postJob(client, 'hourly');
    const terms = { payKind: 'hourly', hourly: 10_000n, weeklyHours: 10, manualAllowed: true, ...given } as const;
    const offer = { listingUid, freelancerUid: freelancer.uid, name: nextName('Contract'), ...parts, terms };
    return drafted(
      client,
      freelancer,
      run(client, (ctx) => makeOffer(ctx, offer)),
      listingUid,
    );
  }

  const pay = (person: TestPerson, tradeNo: string) =>
    run(person, (ctx) => payOrder(ctx, { tradeNo, payerPartyId: person.partyId }));

  async function orderAmount(tradeNo: string): Promise<bigint> {
    const [row] = await query<{ amount: bigint }>('select amount from pay_order where trade_no = $1', [tradeNo]);
    return row?.amount ?? 0n;
  }

  /** Pays the draft's order with money deposited for it, so that the offer is sent. */
  async function send(deal: Deal): Promise<Deal> {
    await deposit(deal.client, await orderAmount(deal.tradeNo));
    await pay(deal.client, deal.tradeNo);
    return deal;
  }

  async function begin(deal: Deal): Promise<Deal> {
    await send(deal);
    await run(deal.freelancer, (ctx) => acceptOffer(ctx, { contractUid: deal.uid }));
    return deal;
  }

  const pair = async () => ({
    client: await kit.addClient(nextName('Client')),
    freelancer: await kit.addFreelancer(nextName('Freelancer')),
  });

  async function newFixed(amounts: readonly bigint[]): Promise<Deal> {
    const { client, freelancer } = await pair();
    return draftFixed(client, freelancer, amounts);
  }

  async function newHourly(terms: HourlyTerms = {}): Promise<Deal> {
    const { client, freelancer } = await pair();
    return draftHourly(client, freelancer, terms);
  }

  /** Moves the clock, stopping at each moment a task falls due, as the movable clock of development does. */
  async function advance(ms: number): Promise<void> {
    const target = later(clock.now(), ms);
    for (;;) {
      await worker.drain();
      const due = await worker.nextDue(target);
      if (!due) break;
      clock.move(Math.max(0, due.getTime() - clock.now().getTime()));
    }
    clock.move(Math.max(0, target.getTime() - clock.now().getTime()));
    await worker.drain();
  }

  const weeks = (deal: Pick<Deal, 'id'>) =>
    query<WeekRow>(
      `select id, state, amount, order_id, paid_amount, start_at, end_at, shot_slots, manual_slots from week
       where contract_id = $1 order by term`,
      [deal.id],
    );

  const hand = { isAuto: false, name: 'By hand', description: '', activity: 0, keyboard: 0, mouse: 0 };
  const record = (deal: Deal, shotAt: Date, by: TestPerson = deal.freelancer) =>
    run(by, (ctx) => recordShot(ctx, { contractUid: deal.uid, shotAt, ...hand }));

  /** Records the first `slots` slots of the open week by hand; the clock must be far enough in it. */
  async function recordSlots(deal: Deal, slots: number): Promise<void> {
    const week = (await weeks(deal)).find((one) => one.state === 'active');
    const from = (week?.shot_slots ?? 0) + (week?.manual_slots ?? 0);
    const startAt = week?.start_at ?? new Date(0);
    for (let slot = from; slot < from + slots; slot += 1) await record(deal, later(startAt, slot * 600_000));
  }

  /** A code that was just sent to the person's phone; earlier ones are forgotten so that none is too soon. */
  async function codeFor(person: TestPerson): Promise<string> {
    const { phone } = await ownAccount(units(person), personIn(person));
    await query('delete from sms_code where phone = $1', [phone]);
    return requestCode(units(person), identity, { purpose: 'confirm', name: phone ?? '' });
  }

  async function addAlipay(person: TestPerson): Promise<string> {
    const account = `${person.uid}@example.com`;
    await run(person, (ctx) => setAlipay(ctx, vault, personIn(person), { account, holder: 'Somebody' }));
    return account;
  }

  async function withdraw(person: TestPerson, amount: bigint, given: { code?: string; account?: string } = {}) {
    const code = given.code ?? (await codeFor(person));
    const account = given.account ?? `${person.uid}@example.com`;
    const request = { amount, kind: 'alipay', account, code } as const;
    return requestPayout(units(person), { identity, vault }, personIn(person), request);
  }

  /** Runs one of the tasks that talk to the outside, now. */
  async function perform(name: string, payload: Readonly<Record<string, string>>): Promise<void> {
    const handler = handlers.find((one) => one.name === name);
    if (!handler || !('outside' in handler)) throw new Error(`no outside task ${name}`);
    const task: OutsideTask = {
      market,
      attempt: 1,
      read: () => work.read(market, system),
      write: (operation) => work.write(market, system, operation),
    };
    await handler.outside(task, payload);
  }

  return {
    kit,
    clock,
    worker,
    payIns,
    payouts,
    handlers,
    run,
    bySystem,
    byOperator,
    look,
    units,
    query,
    pair,
    addClient: () => kit.addClient(nextName('Client')),
    addFreelancer: () => kit.addFreelancer(nextName('Freelancer')),
    openTopUp,
    notify,
    deposit,
    postJob,
    pay,
    orderAmount,
    draftFixed,
    draftHourly,
    /** Deals of two new people: drafted; sent and paid for; at work. */
    draftedFixed: newFixed,
    draftedHourly: newHourly,
    offeredFixed: async (amounts: readonly bigint[]) => send(await newFixed(amounts)),
    offeredHourly: async (terms?: HourlyTerms) => send(await newHourly(terms)),
    activeFixed: async (amounts: readonly bigint[]) => begin(await newFixed(amounts)),
    activeHourly: async (terms?: HourlyTerms) => begin(await newHourly(terms)),
    send,
    begin,
    advance,
    weeks,
    record,
    recordSlots,
    codeFor,
    addAlipay,
    withdraw,
    perform,
    /** The same market under other settings. */
    workWith: (settings: Partial<MarketSettings>) =>
      createWork({
        database,
        clock,
        ids: randomIds,
        settingsOf: () => ({ ...testSettings, ...settings }),
        listeners,
        onTasksDue: () => undefined,
      }),
    milestones: (deal: Pick<Deal, 'id'>) =>
      query<StageRow>(
        'select id, state, amount, order_id, paid_amount from milestone where contract_id = $1 order by term',
        [deal.id],
      ),
    async stateOf(deal: Pick<Deal, 'id'>): Promise<string> {
      const [row] = await query<{ state: string }>('select state from contract where id = $1', [deal.id]);
      return row?.state ?? 'none';
    },
    balances: (person: TestPerson): Promise<Balances> => look(person, (ctx) => balancesOf(ctx, person.partyId)),
    /** What is wrong with the books; nothing, if all is well. */
    findings: (): Promise<Finding[]> => verifyLedger(database.reader, moneyProofs),
    close: () => kit.close(),
  };
}

/** The code of the refusal that comes of `attempt`, or "done". Any other error is thrown on. */
export async function refusalOf(attempt: Promise<unknown>): Promise<ErrorCode | 'done'> {
  try {
    await attempt;
    return 'done';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

/** Runs attempts at once: how many were done, and the codes of the refusals. Any other error is thrown on. */
export async function race(
  times: number,
  attempt: (place: number) => Promise<unknown>,
): Promise<{ done: number; refusals: ErrorCode[] }> {
  const outcomes = await Promise.all(Array.from({ length: times }, (_, place) => refusalOf(attempt(place))));
  const refusals = outcomes.filter((outcome) => outcome !== 'done');
  return { done: times - refusals.length, refusals };
}
