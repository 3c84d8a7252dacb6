import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openYard, personIn, reasonIds, reasons, refusalOf, type Yard } from '../../../test/deal.ts';
import type { TestPerson } from '../../../test/kit.ts';
import { type Contract, MoneyModel, type Person, type Verdict } from '../../../test/money-model.ts';
import { hourMs } from '../../kernel/clock.ts';
import {
  acceptOffer,
  addMilestones,
  auditWeek,
  finishContract,
  openNextWeek,
  orderBonus,
  pauseContract,
  refuseOffer,
  resumeContract,
  revokeOffer,
  sendBackMilestone,
  settleMilestone,
  submitMilestone,
} from './index.ts';

interface Real {
  readonly yard: Yard;
  readonly people: Map<Person, TestPerson>;
}

type Step = (model: MoneyModel, real: Real) => Promise<boolean>;
type Command = fc.AsyncCommand<MoneyModel, Real>;

const runs = Number(process.env['MODEL_RUNS'] ?? 60);
let yard: Yard;

beforeAll(async () => {
  yard = await openYard();
});
afterAll(() => yard.close());

/** One step: done in the model and in the house, told the same by both, and both alike afterwards. */
function command(name: string, step: Step): Command {
  return {
    check: () => true,
    async run(model, real) {
      if (!(await step(model, real))) return;
      expect(await linesOf(model, real)).toEqual(model.lines());
    },
    toString: () => name,
  };
}

/** What the database says, in the model's words. */
async function linesOf(model: MoneyModel, { yard: { query }, people }: Real): Promise<string[]> {
  const names = model.people.map((person) => person.name);
  const parties = model.people.map((person) => people.get(person)?.partyId);
  const rows = await query<{ line: string }>(
    `with mine as (select id from contract where client_party_id = any ($2::bigint[]))
     select name || ': ' || coalesce(sum(balance) filter (where kind = 'available'), 0) || ' available, '
       || coalesce(sum(balance) filter (where kind = 'withdrawing'), 0) || ' withdrawing, '
       || coalesce(sum(balance) filter (where kind = 'escrow'), 0) || ' escrow' as line
     from unnest($1::text[], $2::bigint[]) as p (name, id) left join ledger_account on party_id = id group by p.id, name
     union all select 'contract ' || id || ': ' || state from contract where id in (select id from mine)
     union all select 'milestone ' || contract_id || '/' || term || ': ' || state || ', ' || amount || ', paid ' || paid_amount
       from milestone where contract_id in (select id from mine)
     union all select 'week ' || contract_id || '/' || term || ': ' || state || ', ' || amount || ', '
       || shot_slots + manual_slots || ' slots, paid ' || paid_amount from week where contract_id in (select id from mine)
     union all select 'order ' || trade_no || ': ' || case state when 'paid' then 'paid' else 'unpaid' end
       from pay_order where trade_no = any ($3::text[])
     union all select 'payout ' || id || ': ' || state from payout where party_id = any ($2::bigint[])
     union all select 'fees: ' || coalesce(sum(e.amount), 0) from ledger_entry e where e.account = 'fees:cloudwork'
       and e.transfer_id in (select transfer_id from statement_line where party_id = any ($2::bigint[]))`,
    [names, parties, model.orders.map((order) => order.tradeNo)],
  );
  return rows.map((row) => row.line).toSorted();
}

/** Mostly one of those for which the step makes sense, sometimes any. */
function choose<T>(all: readonly T[], pick: number, isLikely: (one: T) => boolean): T | undefined {
  const likely = all.filter(isLikely);
  const from = pick % 8 !== 0 && likely.length > 0 ? likely : all;
  return from[Math.floor(pick / 8) % Math.max(1, from.length)];
}

/** A step with a contract: the house and the model give the same answer. */
function onContract(
  name: string,
  pick: number,
  likely: readonly string[],
  inModel: (model: MoneyModel, contract: Contract) => Verdict,
  inHouse: (contract: Contract, yard: Yard) => Promise<unknown>,
): Command {
  return command(`${name}(${pick})`, async (model, real) => {
    const contract = choose(model.contracts, pick, (one) => likely.includes(one.state));
    if (!contract) return false;
    await same(inModel(model, contract), inHouse(contract, real.yard));
    return true;
  });
}

async function same(expected: Verdict, attempt: Promise<unknown>): Promise<void> {
  const code = await refusalOf(attempt);
  if ((code === 'done' ? 'done' : 'refused') !== expected)
    throw new Error(`the model says ${expected}, the house ${code}`);
}

/** A step with a milestone. */
function onMilestone(
  name: string,
  pick: number,
  likely: readonly string[],
  inModel: (model: MoneyModel, contract: Contract, place: number) => Verdict,
  inHouse: (contract: Contract, milestoneId: bigint, yard: Yard) => Promise<unknown>,
): Command {
  return command(`${name}(${pick})`, async (model, real) => {
    const all = model.contracts.flatMap((contract) =>
      contract.milestones.map((stage, place) => ({ contract, stage, place })),
    );
    const one = choose(all, pick, ({ stage }) => likely.includes(stage.state));
    if (!one) return false;
    const id = (await real.yard.milestones(one.contract.deal))[one.place]?.id ?? 0n;
    await same(inModel(model, one.contract, one.place), inHouse(one.contract, id, real.yard));
    return true;
  });
}

const pick = fc.nat(999);
const amount = fc.oneof(fc.bigInt(1n, 300n), fc.bigInt(1_000n, 300_000n));
const amounts = fc.array(amount, { minLength: 1, maxLength: 3 });

const milestoneOf = (contract: Contract, place: number) => {
  const stage = contract.milestones[place];
  if (!stage) throw new Error('no such milestone');
  return stage;
};

const deposit = fc.tuple(pick, fc.bigInt(1n, 2_000_000n)).map(([at, fen]) =>
  command(`deposit(${at}, ${fen})`, async (model, real) => {
    const person = choose(model.people, at, (one) => one.name.startsWith('client'));
    const who = person && real.people.get(person);
    if (!who) return false;
    await real.yard.deposit(who, fen);
    person.available += fen;
    return true;
  }),
);

function twoOf(model: MoneyModel, real: Real, at: number) {
  const [client, freelancer] = [model.people[at % 2], model.people[2 + (Math.floor(at / 2) % 2)]];
  const [c, f] = [client && real.people.get(client), freelancer && real.people.get(freelancer)];
  if (!client || !freelancer || !c || !f) throw new Error('nobody there');
  return { client, freelancer, c, f };
}

const makeFixed = (at: number, parts: readonly bigint[]) =>
  command(`offerFixed(${at}, [${parts.join(', ')}])`, async (model, real) => {
    const { client, freelancer, c, f } = twoOf(model, real, at);
    const deal = await real.yard.draftFixed(c, f, parts);
    const milestones = parts.map((fen) => ({ amount: fen, state: 'unfunded', paid: 0n }));
    const terms = { isHourly: false, hourly: 0n, limit: 0, weekAmount: 0n, weeks: [] };
    const contract = { deal, client, freelancer, milestones, state: 'drafted', hasBegun: false, ...terms };
    model.contracts.push(contract);
    const total = await real.yard.orderAmount(deal.tradeNo);
    model.orders.push({ tradeNo: deal.tradeNo, contract, amount: total, stages: [...milestones], isPaid: false });
    return true;
  });
const offerFixed = fc.tuple(pick, amounts).map(([at, parts]) => makeFixed(at, parts));

const makeHourly = (at: number, hourly: bigint, hours: number) =>
  command(`offerHourly(${at}, ${hourly}, ${hours})`, async (model, real) => {
    const { client, freelancer, c, f } = twoOf(model, real, at);
    const deal = await real.yard.draftHourly(c, f, { hourly, weeklyHours: hours });
    const weekAmount = hourly * BigInt(hours);
    const terms = { isHourly: true, hourly, limit: hours * 6, weekAmount, milestones: [], weeks: [] };
    const contract: Contract = { deal, client, freelancer, state: 'drafted', hasBegun: false, ...terms };
    model.contracts.push(contract);
    const week = model.addWeek(contract);
    model.orders.push({ tradeNo: deal.tradeNo, contract, amount: weekAmount, stages: [week], isPaid: false });
    return true;
  });
const offerHourly = fc
  .tuple(pick, fc.bigInt(1n, 20_000n), fc.integer({ min: 1, max: 3 }))
  .map(([at, hourly, hours]) => makeHourly(at, hourly, hours));

const paying = (at: number) =>
  command(`pay(${at})`, async (model, real) => {
    const order = choose(model.orders, at, (one) => !one.isPaid);
    if (!order) return false;
    await same(model.pay(order), real.yard.pay(order.contract.deal.client, order.tradeNo));
    return true;
  });
const pay = pick.map(paying);

const uid = (contract: Contract) => contract.deal.uid;
const accepting = (at: number) =>
  onContract(
    'accept',
    at,
    ['offered'],
    (model, one) => model.accept(one),
    (one, { run }) => run(one.deal.freelancer, (ctx) => acceptOffer(ctx, { contractUid: uid(one) })),
  );
const accept = pick.map(accepting);
const refuse = pick.map((at) =>
  onContract(
    'refuse',
    at,
    ['offered'],
    (model, one) => model.endOffer(one, 'refused'),
    (one, { run }) =>
      run(one.deal.freelancer, (ctx) =>
        refuseOffer(ctx, { contractUid: uid(one), questionId: reasonIds.refuse }, reasons),
      ),
  ),
);
const revoke = pick.map((at) =>
  onContract(
    'revoke',
    at,
    ['offered'],
    (model, one) => model.endOffer(one, 'revoked'),
    (one, { run }) => run(one.deal.client, (ctx) => revokeOffer(ctx, { contractUid: uid(one) }, reasons)),
  ),
);
const pause = pick.map((at) =>
  onContract(
    'pause',
    at,
    ['active'],
    (model, one) => model.pause(one),
    (one, { run }) => run(one.deal.client, (ctx) => pauseContract(ctx, uid(one))),
  ),
);
const resume = pick.map((at) =>
  onContract(
    'resume',
    at,
    ['paused'],
    (model, one) => model.resume(one),
    (one, { run }) => run(one.deal.client, (ctx) => resumeContract(ctx, uid(one))),
  ),
);
const giveUp = pick.map((at) =>
  onContract(
    'giveUp',
    at,
    ['active', 'paused'],
    (model, one) => model.finishByFreelancer(one),
    (one, { run }) =>
      run(one.deal.freelancer, (ctx) => finishContract(ctx, { contractUid: uid(one), pays: undefined })),
  ),
);
const finish = fc.tuple(pick, fc.boolean()).map(([at, pays]) =>
  onContract(
    `finish/${pays}`,
    at,
    ['active', 'paused'],
    (model, one) => model.finishByClient(one, pays),
    (one, { run }) => run(one.deal.client, (ctx) => finishContract(ctx, { contractUid: uid(one), pays })),
  ),
);
const record = fc.tuple(pick, fc.integer({ min: 1, max: 4 })).map(([at, slots]) =>
  command(`record(${at}, ${slots})`, async (model, real) => {
    const contract = choose(model.contracts, at, (one) => one.weeks.some((week) => week.state === 'active'));
    if (!contract) return false;
    for (let slot = 0; slot < slots; slot += 1) {
      const week = contract.weeks.find((one) => one.state === 'active');
      const slotAt = new Date((week?.startAt ?? model.now).getTime() + (week?.slots ?? 0) * 600_000);
      await same(model.record(contract), real.yard.record(contract.deal, slotAt));
    }
    return true;
  }),
);

const submit = pick.map((at) =>
  onMilestone(
    'submit',
    at,
    ['active', 'sent_back'],
    (model, one, place) => model.submit(one, milestoneOf(one, place)),
    (one, milestoneId, { run }) =>
      run(one.deal.freelancer, (ctx) => submitMilestone(ctx, { milestoneId, message: 'Done' })),
  ),
);
const sendBack = pick.map((at) =>
  onMilestone(
    'sendBack',
    at,
    ['in_review'],
    (model, one, place) => model.sendBack(one, milestoneOf(one, place)),
    (one, milestoneId, { run }) =>
      run(one.deal.client, (ctx) => sendBackMilestone(ctx, { milestoneId, message: 'No' })),
  ),
);
const settle = fc.tuple(pick, fc.constantFrom('approve', 'release'), fc.nat(3)).map(([at, move, end]) =>
  onMilestone(
    `${move}/${end}`,
    at,
    move === 'approve' ? ['in_review'] : ['active', 'sent_back'],
    (model, one, place) => model.payMilestone(one, milestoneOf(one, place), move, end === 0),
    (one, milestoneId, { run }) =>
      run(one.deal.client, (ctx) => settleMilestone(ctx, { milestoneId, move, endsContract: end === 0 })),
  ),
);

const addParts = fc.tuple(pick, amounts).map(([at, parts]) =>
  command(`addMilestones(${at}, [${parts.join(', ')}])`, async (model, real) => {
    const contract = choose(model.contracts, at, (one) => model.canAddMilestones(one));
    if (!contract) return false;
    const milestones = parts.map((fen, place) => ({ name: `More ${place}`, amount: fen, endDay: null }));
    const made = real.yard.run(contract.deal.client, (ctx) =>
      addMilestones(ctx, { contractUid: uid(contract), milestones }),
    );
    const isAllowed = model.canAddMilestones(contract);
    await same(isAllowed ? 'done' : 'refused', made);
    if (!isAllowed) return true;
    const stages = parts.map((fen) => ({ amount: fen, state: 'unfunded', paid: 0n }));
    contract.milestones.push(...stages);
    const { trade_no: tradeNo, amount: total } = await made;
    model.orders.push({ tradeNo, contract, amount: total, stages, isPaid: false });
    return true;
  }),
);

const openWeek = pick.map((at) =>
  command(`openWeek(${at})`, async (model, real) => {
    const contract = choose(model.contracts, at, (one) => one.isHourly && one.state === 'active');
    if (!contract) return false;
    const made = real.yard.run(contract.deal.client, (ctx) => openNextWeek(ctx, uid(contract)));
    const verdict = model.openWeek(contract);
    await same(verdict, made);
    if (verdict === 'refused') return true;
    const { trade_no: tradeNo, amount: total } = await made;
    model.orders.push({ tradeNo, contract, amount: total, stages: [model.addWeek(contract)], isPaid: false });
    return true;
  }),
);

const audit = fc.tuple(pick, fc.constantFrom('pause', 'continue', 'continue', 'stop', 'refuse')).map(([at, decision]) =>
  command(`audit(${at}, ${decision})`, async (model, real) => {
    const all = model.contracts.flatMap((contract) => contract.weeks.map((week, place) => ({ contract, week, place })));
    const one = choose(all, at, ({ week }) => week.state === 'in_review');
    if (!one) return false;
    const { contract, week, place } = one;
    const weekId = (await real.yard.weeks(contract.deal))[place]?.id ?? 0n;
    const made = real.yard.run(contract.deal.client, (ctx) => auditWeek(ctx, { weekId, decision }));
    const verdict = model.audit(contract, week, decision);
    await same(verdict === 'order' ? 'done' : verdict, made);
    if (verdict === 'refused') return true;
    const { order } = await made;
    expect(order !== undefined).toBe(verdict === 'order');
    if (order) {
      const stages = [model.addWeek(contract)];
      model.orders.push({ tradeNo: order.trade_no, contract, amount: order.amount, stages, isPaid: false });
    }
    return true;
  }),
);

const bonus = fc.tuple(pick, amount).map(([at, fen]) =>
  command(`bonus(${at}, ${fen})`, async (model, real) => {
    const contract = choose(model.contracts, at, (one) => one.hasBegun);
    if (!contract) return false;
    const { client, freelancer } = contract.deal;
    const wanted = { contractUid: uid(contract), freelancerUid: freelancer.uid, amount: fen, description: 'Well done' };
    const made = real.yard.run(client, (ctx) => orderBonus(ctx, wanted));
    await same(contract.hasBegun ? 'done' : 'refused', made);
    if (!contract.hasBegun) return true;
    model.orders.push({ tradeNo: (await made).trade_no, contract, amount: fen, stages: [], isPaid: false });
    return true;
  }),
);

const withdraw = fc.tuple(pick, fc.bigInt(1n, 300_000n)).map(([at, fen]) =>
  command(`withdraw(${at}, ${fen})`, async (model, real) => {
    const person = choose(model.people, at, (one) => one.available >= fen);
    const who = person && real.people.get(person);
    if (!who) return false;
    const verdict = model.withdraw(person, fen, personIn(who).role === 'client' ? 10_000n : 1n);
    await same(verdict, real.yard.withdraw(who, fen));
    await real.yard.worker.drain();
    if (verdict === 'refused') return true;
    const [row] = await real.yard.query<{ id: bigint }>('select max(id) as id from payout');
    model.payouts.push({ id: row?.id ?? 0n, person, amount: fen, checkAt: model.firstCheck(), state: 'sent' });
    return true;
  }),
);

const railSays = fc.tuple(pick, fc.constantFrom('paid', 'failed', 'returned')).map(([at, outcome]) =>
  command(`railSays(${at}, ${outcome})`, async (model, real) => {
    const payout = choose(model.payouts, at, (one) => ['sent', 'paid'].includes(one.state));
    if (!payout) return false;
    const [row] = await real.yard.query<{ payout_no: string }>('select payout_no from payout where id = $1', [
      payout.id,
    ]);
    const payoutNo = row?.payout_no ?? '';
    const told = { paid: { state: 'paid', railTradeNo: 'R' }, failed: { state: 'failed', reason: 'closed' } } as const;
    const returned = { state: 'returned', reason: 'bank' } as const;
    real.yard.payouts.onQuery.set(payoutNo, outcome === 'returned' ? returned : told[outcome]);
    await real.yard.perform('payout.check', { payoutId: String(payout.id) });
    real.yard.payouts.onQuery.delete(payoutNo);
    model.settlePayout(payout, outcome);
    return true;
  }),
);

const advance = fc.constantFrom(1, 3, 12, 25, 47, 49, 100, 170, 220).map((hours) =>
  command(`advance(${hours}h)`, async (model, real) => {
    await real.yard.advance(hours * hourMs);
    model.advance(hours * hourMs);
    return true;
  }),
);

const story = [
  pay,
  pay,
  pay,
  accept,
  submit,
  submit,
  settle,
  settle,
  record,
  record,
  record,
  advance,
  advance,
  audit,
  audit,
];
const deals = [
  offerFixed,
  offerHourly,
  accept,
  refuse,
  revoke,
  pause,
  resume,
  resume,
  giveUp,
  finish,
  sendBack,
  addParts,
  openWeek,
];
const rest = [...deals, deposit, bonus, withdraw, railSays];

/** Where every story begins: work at a fixed price and by the hour is under way, and more is agreed or offered. */
const prelude = [
  ...[makeFixed(0, [50_001n, 7n, 1_234n]), paying(1), accepting(1), makeHourly(2, 9_999n, 2), paying(1), accepting(1)],
  ...[makeHourly(1, 12_345n, 1), paying(1), accepting(1), makeFixed(3, [99n]), paying(1), makeFixed(1, [100_000n])],
];

/** New people in the market, with something to begin with; nothing waits of an earlier story. */
async function begin(): Promise<{ model: MoneyModel; real: Real }> {
  await yard.query('delete from task');
  const model = new MoneyModel(yard.clock.now());
  const people = new Map<Person, TestPerson>();
  for (const name of ['client 1', 'client 2', 'freelancer 1', 'freelancer 2']) {
    const who = name.startsWith('client') ? await yard.addClient() : await yard.addFreelancer();
    await yard.addAlipay(who);
    const person = { name, available: 0n, withdrawing: 0n, escrow: 0n };
    if (name.startsWith('client')) {
      await yard.deposit(who, 1_000_000n);
      person.available = 1_000_000n;
    }
    model.people.push(person);
    people.set(person, who);
  }
  const real = { yard, people };
  for (const one of prelude) await one.run(model, real);
  return { model, real };
}

describe('the life of money', () => {
  test('is at every step of any story what the simple model says', { timeout: 600_000 }, async () => {
    const given = process.env['MODEL_SEED'];
    const seed = given === undefined ? Number(process.hrtime.bigint() % 2_147_483_647n) : Number(given);
    console.log(`money model: MODEL_SEED=${seed} MODEL_RUNS=${runs}`);
    const property = fc.asyncProperty(
      fc.commands([...story, ...rest], { maxCommands: 40, size: 'max' }),
      async (commands) => {
        let state = await begin();
        await fc.asyncModelRun(async () => state, commands);
        expect(await yard.findings()).toEqual([]);
      },
    );
    await fc.assert(property, { seed, numRuns: runs, endOnFailure: false, interruptAfterTimeLimit: 540_000 });
  });
});
