/** R12, R14 and R15: notifications of payments as the two providers send them: lost, doubled, late, out of order, or never. */
import type { Means, Outcome, Proof } from './proof.ts';
import { advance, callerAt, type Opened, untilRow } from './callers.ts';
import { deliver, isTaken, noticeOf, nowAt, type RailKeys, railKeys, type RailName } from './notices.ts';
import type { Spoil } from './process.ts';
import { openStage, type Stage } from './stage.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;

/** The pauses between deliveries of one event, until one of them is taken. */
const schedules: Readonly<Record<RailName, readonly number[]>> = {
  alipay: [0, 4, 10, 10, 60, 120, 360, 900].map((minutes) => minutes * minuteMs),
  wechat: [
    ...[0, 15, 15, 30].map((seconds) => seconds * secondMs),
    ...[3, 10, 20, 30, 30, 30, 60, 180, 180, 180, 360, 360].map((minutes) => minutes * minuteMs),
  ],
};

interface Size {
  /** Orders of each rail. */
  readonly orders: number;
  readonly burstSeconds: number;
}

const sizes: Readonly<Record<Means['tier'], Size>> = {
  gate: { orders: 30, burstSeconds: 5 },
  night: { orders: 5_000, burstSeconds: 60 },
};
const perSecond = 100;
const slowestMs = { p99: 500, all: 3_000 };
const creditedWithinMs = 5 * minuteMs;

/** What becomes of an order and its notifications. */
type Fate = 'told' | 'deaf' | 'late' | 'unpaid';

interface Order extends Opened {
  readonly rail: RailName;
  readonly fate: Fate;
  /** When it is paid, after all orders were opened. */
  readonly paidAfterMs: number;
  /** When the provider begins to tell; later than the payment where our own query has closed the order before. */
  readonly toldAfterMs: number;
}

interface Event {
  readonly atMs: number;
  readonly order: Order;
  readonly does: 'pay' | 'deliver';
  /** Whether the connection breaks before the provider has our answer: it will send again. */
  readonly isLost: boolean;
  /** How often it arrives at the same moment. */
  readonly times: number;
}

/** Opens so many orders at each rail, as people do, and draws what becomes of each. */
async function openOrders(stage: Stage, count: number, random: () => number): Promise<Order[]> {
  const client = await callerAt(stage, 'cloudwork', '13800010001');
  const buyer = await callerAt(stage, 'consulting', 'buyer');
  const [me] = await stage.query<{ id: string }>(`select id from user_account where username = 'buyer'`);
  const orders: Order[] = [];
  const keep = (rail: RailName, opened: Opened) => {
    const [chance, place] = [random(), random()];
    const fate = chance < 0.6 ? 'told' : chance < 0.75 ? 'deaf' : chance < 0.9 ? 'late' : 'unpaid';
    const paidAfterMs = Math.floor(place * 110) * minuteMs;
    orders.push({ ...opened, rail, fate, paidAfterMs, toldAfterMs: fate === 'late' ? 150 * minuteMs : paidAfterMs });
  };
  for (let made = 0; made < count; made += 1) {
    const amount = 10 + made;
    const { url, trade_no: tradeNo } = await client.must('POST', '/api/margin/deposit', { amount });
    await fetch(url);
    keep('alipay', { tradeNo, amount: BigInt(amount) * 100n });
  }
  for (let made = 0; made < count; ) {
    const given = { user_id: me?.id, tag_id: '1', title: '证明', content: '证明用', price: '200.00' };
    const { content } = await buyer.must('POST', '/api/user/post/publish', given);
    const [post] = await stage.query<{ order_no: string }>('select order_no from consultation_post where id = $1', [
      content[0],
    ]);
    const wanted = { body: '咨询', out_trade_no: post?.order_no, total_fee: 20_000, spbill_create_ip: '203.0.113.7' };
    const [paying] = (await buyer.must('POST', '/api/pay/init', wanted))['content'];
    // What the demo has left in the balance is used up first.
    if (paying.paid) continue;
    keep('wechat', { tradeNo: paying.trade_no, amount: BigInt(paying.total_fee) });
    made += 1;
  }
  return orders;
}

/** Everything that happens, in the order of the clock. */
function eventsOf(orders: readonly Order[], random: () => number): Event[] {
  const events: Event[] = [];
  for (const order of orders) {
    if (order.fate === 'unpaid') continue;
    const { rail, fate, paidAfterMs, toldAfterMs } = order;
    events.push({
      atMs: Math.max(paidAfterMs, fate === 'late' ? toldAfterMs : 0),
      order,
      does: 'pay',
      isLost: false,
      times: 1,
    });
    if (fate === 'deaf') continue;
    const schedule = schedules[rail];
    // So many deliveries get lost before one comes through; what was sent after that is sent all the same.
    const losses = Math.floor(random() * schedule.length);
    let atMs = toldAfterMs;
    for (const [place, pauseMs] of schedule.entries()) {
      atMs += pauseMs;
      const isLost = place < losses && random() < 0.5;
      if (place < losses && !isLost) continue;
      const times = random() < 0.3 ? 1 + Math.floor(random() * 16) : 1;
      // Two that were sent in order may arrive in the other.
      const swapMs = random() < 0.2 ? Math.floor(random() * 2 * minuteMs) : 0;
      events.push({ atMs: atMs + swapMs, order, does: 'deliver', isLost, times });
    }
  }
  return events.sort((a, b) => a.atMs - b.atMs);
}

/** The rail's own book says from now on that it was paid. */
async function payAtTwin(stage: Stage, { rail, tradeNo }: Order, now: Date): Promise<void> {
  const table = rail === 'alipay' ? 'sandbox_trade' : 'sandbox_prepay';
  await stage.query(`update ${table} set state = 'paid', paid_at = $2 where out_trade_no = $1`, [tradeNo, now]);
}

interface Told {
  readonly taken: number;
  readonly sent: number;
}

/** Moves the clock through a day and a half in which everything happens, the tasks that ask the rails beside it. */
async function live(stage: Stage, keys: RailKeys, events: readonly Event[], random: () => number): Promise<Told> {
  const startedAt = (await nowAt(stage)).getTime();
  const paidAt = new Map<string, Date>();
  let [taken, sent] = [0, 0];
  const told = async ({ order, isLost }: Event, sentAt: Date) => {
    const { rail, tradeNo, amount } = order;
    const finished = rail === 'alipay' && random() < 0.2 ? { state: 'TRADE_FINISHED' } : {};
    const payment = { tradeNo, amount, paidAt: paidAt.get(tradeNo) ?? sentAt, sentAt, ...finished };
    const answer = await deliver(stage, noticeOf(rail, keys, payment));
    sent += 1;
    if ((await isTaken(rail, answer)) && !isLost) taken += 1;
  };
  for (let next = 0; next < events.length; ) {
    const atMs = events[next]?.atMs ?? 0;
    const due = events.slice(next).filter((event) => event.atMs < atMs + 15 * secondMs);
    next += due.length;
    const aheadMs = startedAt + atMs - (await nowAt(stage)).getTime();
    if (aheadMs > 90 * secondMs) await advance(stage, `PT${Math.floor(aheadMs / secondMs) - 60}S`);
    const now = await nowAt(stage);
    const paying = due.filter(({ does }) => does === 'pay');
    for (const { order } of paying) {
      paidAt.set(order.tradeNo, now);
      await payAtTwin(stage, order, now);
    }
    // The last minute passes while they arrive: tasks that ask the rail about the same orders run beside them.
    const telling = due.filter(({ does }) => does === 'deliver');
    const passing = aheadMs > 0 ? advance(stage, `PT${Math.min(60, Math.ceil(aheadMs / secondMs))}S`) : undefined;
    await Promise.all([
      passing,
      ...telling.flatMap((event) => Array.from({ length: event.times }, () => told(event, now))),
    ]);
  }
  await advance(stage, 'PT12H');
  return { taken, sent };
}

interface Booked {
  readonly trade_no: string;
  readonly state: string;
  readonly credits: string;
  readonly fen: string;
  readonly late_ms: string | null;
}

/** Whether each order was credited as often as it was paid, in full, and soon where nobody told us. */
async function judge(stage: Stage, orders: readonly Order[]): Promise<string[]> {
  const rows = await stage.query<Booked>(
    `select o.trade_no, o.state,
       (select count(*) from ledger_transfer t where t.key like 'topup:' || o.trade_no || '%') as credits,
       (select coalesce(sum(e.amount), 0)::bigint from ledger_transfer t join ledger_entry e on e.transfer_id = t.id
         where t.key like 'topup:' || o.trade_no || '%' and e.amount > 0) as fen,
       (extract(epoch from o.paid_at - coalesce(s.paid_at, p.paid_at)) * 1000)::bigint as late_ms
     from pay_order o left join sandbox_trade s on s.out_trade_no = o.trade_no
       left join sandbox_prepay p on p.out_trade_no = o.trade_no where o.purpose = 'topup'`,
  );
  const found = new Map(rows.map((row) => [row.trade_no, row]));
  return orders.flatMap(({ tradeNo, fate, amount, rail }) => {
    const row = found.get(tradeNo);
    const isPaid = fate !== 'unpaid';
    const wanted = isPaid ? `paid, 1 credits, ${amount} fen` : 'closed, 0 credits, 0 fen';
    const is = `${row?.state}, ${row?.credits} credits, ${row?.fen} fen`;
    const trouble = is === wanted ? [] : [`${rail} ${tradeNo} (${fate}): ${is} instead of ${wanted}`];
    const lateMs = Number(row?.late_ms ?? 0);
    if (fate === 'deaf' && lateMs > creditedWithinMs)
      trouble.push(`${rail} ${tradeNo}, of which nobody told us, was credited after ${Math.round(lateMs / 1000)} s`);
    return trouble;
  });
}

/** A hundred notifications a second, of orders old and new; answers how long each of them took. */
async function burst(stage: Stage, keys: RailKeys, orders: readonly Order[], seconds: number): Promise<number[]> {
  const now = await nowAt(stage);
  const startedAt = performance.now();
  const times: number[] = [];
  const count = seconds * perSecond;
  await Promise.all(
    Array.from({ length: count }, async (_, place) => {
      await new Promise((resolve) => setTimeout(resolve, (place / perSecond) * 1000 - (performance.now() - startedAt)));
      const { rail, tradeNo, amount } = orders[place % orders.length] as Order; // A place within it.
      const notice = noticeOf(rail, keys, { tradeNo, amount, paidAt: now, sentAt: now });
      const from = performance.now();
      await (await deliver(stage, notice)).arrayBuffer();
      times.push(performance.now() - from);
    }),
  );
  return times.sort((a, b) => a - b);
}

/** While the database is away nothing may be answered as received. */
async function whileAway(stage: Stage, keys: RailKeys, orders: readonly Order[]): Promise<number> {
  stage.wire?.block(true);
  const now = await nowAt(stage);
  let taken = 0;
  for (let place = 0; place < 1_000; place += 20) {
    const some = Array.from({ length: 20 }, (_, n) => orders[(place + n) % orders.length] as Order); // Within it.
    const answers = await Promise.all(
      some.map(async ({ rail, tradeNo, amount }) => {
        const notice = noticeOf(rail, keys, { tradeNo, amount, paidAt: now, sentAt: now });
        return isTaken(rail, await deliver(stage, notice));
      }),
    );
    taken += answers.filter(Boolean).length;
  }
  stage.wire?.block(false);
  await untilRow(stage, 'select 1');
  return taken;
}

async function tell({ tier, random, say }: Means, spoils: readonly Spoil[]): Promise<Outcome> {
  const size = spoils.length > 0 ? { orders: 10, burstSeconds: 0 } : sizes[tier];
  const stage = await openStage({ demo: true, byWire: true, spoils });
  try {
    const keys = await railKeys(stage);
    const orders = await openOrders(stage, size.orders, random);
    const events = eventsOf(orders, random);
    say(`${orders.length} orders, ${events.length} events`);
    const { taken, sent } = await live(stage, keys, events, random);
    const findings = await judge(stage, orders);
    const figures: Record<string, number> = { orders: orders.length, 'notifications delivered': sent, taken };
    if (size.burstSeconds > 0) {
      const paid = orders.filter(({ fate }) => fate !== 'unpaid');
      const times = await burst(stage, keys, paid, size.burstSeconds);
      const [p99, slowest] = [times[Math.floor(times.length * 0.99)] ?? 0, times.at(-1) ?? 0];
      if (p99 > slowestMs.p99 || slowest > slowestMs.all)
        findings.push(`at ${perSecond} a second: p99 ${Math.round(p99)} ms, slowest ${Math.round(slowest)} ms`);
      const away = await whileAway(stage, keys, orders);
      if (away > 0) findings.push(`${away} of 1,000 were answered as received while the database was away`);
      findings.push(...(await judge(stage, orders)));
      figures['at 100 a second, p99 ms'] = Math.round(p99);
      figures['at 100 a second, slowest ms'] = Math.round(slowest);
      figures['answered as received while the database was away'] = away;
    }
    const books = stage.proveBooks();
    if (books !== '') findings.push(`the books: ${books.trim().slice(0, 500)}`);
    if (stage.unasked() > 0) findings.push(`the server ended by itself ${stage.unasked()} times`);
    return { figures, findings: [...new Set(findings)] };
  } finally {
    await stage.close();
  }
}

/** An order that is paid may be paid again, and the ledger forgets its keys. */
const forgetful = [
  [/if \((\w+)\.state === "paid"\) return "nothing";/g, 'if ($1.state === "paid") $1.state = "open";'],
  [/(\w+)\.key, \1\.kind/g, '$1.key + Math.random(), $1.kind'],
] as const;

export const callbacks: Proof = {
  name: 'callbacks',
  follows: 'R12, R14, R15',
  claim:
    'However often, late or out of order Alipay and WeChat Pay tell of a payment, and if they never do, it is credited once; “received” is answered only for what is kept.',
  run: (means) => tell(means, []),
  teeth: { fault: 'what was credited before is credited again', run: (means) => tell(means, forgetful) },
};
