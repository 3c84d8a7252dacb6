import { hourMs, later, minuteMs } from '../../kernel/clock.ts';
import type { PersonActor, Units, WriteContext } from '../../kernel/context.ts';
import { DomainError, isRefusal } from '../../kernel/errors.ts';
import { idIn, type OutsideTask, textIn, type TaskHandler } from '../../platform/tasks/worker.ts';
import { creditTopUp } from '../ledger/index.ts';
import { closeOrder, findOrder, lockOrder, markPaid, openOrder } from './orders.ts';
import { insertRailEvent, openTopUpFor, type OrderRow } from './payments.sql.ts';
import type { PayInNotice, PayInOutcome, PayInRail } from './rails.ts';

/** How long a pay page can be paid. */
const lifetimeMs = 2 * hourMs;
const firstQueryMs = 4 * minuteMs;
const queryEveryMs = 5 * minuteMs;
/** The last two times: once nobody can pay any more, and once for what the rail has found out since. */
const lastQueriesMs = [lifetimeMs + 10 * minuteMs, lifetimeMs + 6 * hourMs];

export interface TopUpMeans {
  readonly rail: PayInRail;
  readonly notifyUrl: string;
  readonly returnUrl: string;
  /** Where the payer's browser connects from, for rails that ask. */
  readonly payerAddress?: string | undefined;
}

/**
 * Opens a top-up of the caller's wallet and answers the address of its pay page. With `paysTradeNo` the order of that
 * number, which must be the caller's own and open, is paid as soon as the money is there; asked for again, the same page
 * is answered. Throws `order.not_found` or
 * `order.wrong_state`.
 */
export async function startTopUp(
  units: Units,
  means: TopUpMeans,
  actor: PersonActor,
  { amount, paysTradeNo }: { amount: bigint; paysTradeNo?: string | undefined },
): Promise<{ tradeNo: string; url: string }> {
  const order = await units.write(async (ctx) => {
    if (paysTradeNo !== undefined) await assertPayable(ctx, actor, paysTradeNo);
    const known = paysTradeNo && (await findOpenTopUp(ctx, means, actor, paysTradeNo, amount));
    if (known) return known;
    const opened = await openOrder(ctx, {
      purpose: 'topup',
      payerPartyId: actor.partyId,
      amount,
      paysTradeNo,
      rail: means.rail.code,
      description: '账户充值',
      expiresAt: later(ctx.now, lifetimeMs),
    });
    await queryLater(ctx, opened);
    return opened;
  });
  const url = await means.rail.payPage({
    tradeNo: order.trade_no,
    amount,
    subject: order.description,
    returnUrl: means.returnUrl,
    notifyUrl: means.notifyUrl,
    expiresAt: order.expires_at ?? later(order.created_at, lifetimeMs),
    payerAddress: means.payerAddress,
  });
  return { tradeNo: order.trade_no, url };
}

/** Has the rail asked, for as long as its notification does not come: every five minutes while its page can be paid. */
async function queryLater(ctx: WriteContext, { trade_no: tradeNo, created_at: openedAt }: OrderRow): Promise<void> {
  const openMs = ctx.now.getTime() - openedAt.getTime();
  const times = Math.max(0, Math.floor((openMs - firstQueryMs) / queryEveryMs) + 1);
  const regularMs = firstQueryMs + times * queryEveryMs;
  const ms = regularMs <= lifetimeMs + queryEveryMs ? regularMs : lastQueriesMs.find((one) => one > openMs);
  if (ms === undefined) return;
  // A key of its own each time: the task that runs now still holds the one before.
  const key = `topup.query:${tradeNo}:${ms}`;
  await ctx.enqueue('topup.query', { tradeNo }, { at: later(openedAt, ms), key });
}

/** The caller's own top-up for that order, as long as its page can still be paid for a quarter of an hour. */
async function findOpenTopUp(
  ctx: WriteContext,
  means: TopUpMeans,
  actor: PersonActor,
  paysTradeNo: string,
  amount: bigint,
): Promise<OrderRow | undefined> {
  const payableUntil = later(ctx.now, 15 * minuteMs);
  const [known] = await ctx.db.query(openTopUpFor, [actor.partyId, paysTradeNo, amount, means.rail.code, payableUntil]);
  return known;
}

async function assertPayable(ctx: WriteContext, actor: PersonActor, tradeNo: string): Promise<void> {
  const order = await findOrder(ctx, tradeNo);
  if (!order || order.payer_party_id !== actor.partyId || order.purpose === 'topup') {
    throw new DomainError('order.not_found', { tradeNo });
  }
  if (order.state !== 'open') throw new DomainError('order.wrong_state', { tradeNo });
}

/**
 * Takes one asynchronous notification of a rail. True when it may be answered as received: it was verified, is about an
 * order of ours, names its exact amount, and is booked (or was before). Anything doubtful is false and changes nothing.
 */
export async function receiveNotice(
  units: Units,
  rail: PayInRail,
  raw: Readonly<Record<string, string>>,
): Promise<boolean> {
  const notice = await rail.readNotice(raw);
  if (!notice) return false;
  return units.write(async (ctx) => {
    const order = await findOrder(ctx, notice.tradeNo);
    if (order?.purpose !== 'topup' || order.rail !== rail.code) return false;
    const verdict = await bookTopUp(ctx, rail, notice.tradeNo, notice.outcome);
    await recordEvent(ctx, rail, notice, verdict);
    return verdict !== 'refused';
  });
}

async function recordEvent(ctx: WriteContext, rail: PayInRail, notice: PayInNotice, verdict: string): Promise<void> {
  const { eventId, tradeNo, outcome } = notice;
  await ctx.db.query(insertRailEvent, [rail.code, eventId, tradeNo, outcome.state, verdict, ctx.now]);
}

/** Books what the rail says of a top-up, in any order and as often as it says it. */
export async function bookTopUp(
  ctx: WriteContext,
  rail: Pick<PayInRail, 'code'>,
  tradeNo: string,
  outcome: PayInOutcome,
): Promise<'booked' | 'nothing' | 'refused'> {
  const order = await lockOrder(ctx, tradeNo);
  if (outcome.state === 'paid') {
    if (outcome.amount !== order.amount) return 'refused';
    if (order.state === 'paid') return 'nothing';
    await credit(ctx, rail, order, outcome.railTradeNo);
    return 'booked';
  }
  if (outcome.state === 'closed' && order.state === 'open') await closeOrder(ctx, order, 'rail');
  return 'nothing';
}

async function credit(
  ctx: WriteContext,
  rail: Pick<PayInRail, 'code'>,
  order: OrderRow,
  railTradeNo: string,
): Promise<void> {
  await markPaid(ctx, order, 'rail', railTradeNo);
  const { payer_party_id: partyId, trade_no: tradeNo, amount, pays_trade_no: paysTradeNo } = order;
  await creditTopUp(ctx, { partyId, tradeNo, amount, rail: rail.code });
  const heard = { partyId, tradeNo, paysTradeNo: paysTradeNo ?? '' };
  await ctx.emit('topup.credited', heard);
  const pays = paysTradeNo === null ? undefined : await findOrder(ctx, paysTradeNo);
  if (pays) await ctx.emit(`topup.pays_${pays.purpose}`, heard);
}

/** What pays an order out of the payer's balance, in its own module. */
type PayOrder = (ctx: WriteContext, order: { tradeNo: string; payerPartyId: bigint }) => Promise<unknown>;

/** The task in which a module pays its own order once the top-up that was made for it has arrived. */
export function payAfterTopUp(name: string, pay: PayOrder): TaskHandler {
  return {
    name,
    async outside(task, payload) {
      const tradeNo = textIn(payload, 'paysTradeNo');
      if (tradeNo === '') return;
      try {
        await task.write((ctx) => pay(ctx, { tradeNo, payerPartyId: idIn(payload, 'partyId') }));
      } catch (error) {
        // The money stays in the payer's wallet: they can pay the order, or another, from there.
        if (!isRefusal(error)) throw error;
      }
    },
  };
}

/** Asks the rails about top-ups whose notification has not come. */
export function topUpTasks(rails: readonly PayInRail[]): TaskHandler[] {
  return [
    {
      name: 'topup.query',
      async outside(task: OutsideTask, payload) {
        const tradeNo = textIn(payload, 'tradeNo');
        const order = await findOrder(task.read(), tradeNo);
        const rail = rails.find(({ code }) => code === order?.rail);
        if (!order || !rail || order.state === 'paid') return;
        const outcome = await rail.query(tradeNo);
        const isOver = order.expires_at !== null && order.expires_at < task.read().now;
        await task.write(async (ctx) => {
          const isLeftAlone = outcome.state === 'pending' && isOver;
          await bookTopUp(ctx, rail, tradeNo, isLeftAlone ? { state: 'closed' } : outcome);
          await queryLater(ctx, order);
        });
      },
    },
  ];
}
