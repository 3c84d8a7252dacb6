import { hourMs, later, minuteMs } from '../../kernel/clock.ts';
import type { PersonActor, Units, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { type OutsideTask, textIn, type TaskHandler } from '../../platform/tasks/worker.ts';
import { creditTopUp } from '../ledger/index.ts';
import { closeOrder, findOrder, lockOrder, markPaid, openOrder } from './orders.ts';
import { insertRailEvent, type OrderRow } from './payments.sql.ts';
import type { PayInNotice, PayInOutcome, PayInRail } from './rails.ts';

/** How long a pay page can be paid. */
const lifetimeMs = 2 * hourMs;
/** When the rail is asked about a top-up whose notification has not come, counted from its opening. */
const queryAfterMs = [4 * minuteMs, 15 * minuteMs, hourMs, lifetimeMs + 10 * minuteMs, lifetimeMs + 6 * hourMs];

export interface TopUpMeans {
  readonly rail: PayInRail;
  readonly notifyUrl: string;
  readonly returnUrl: string;
}

/**
 * Opens a top-up of the caller's wallet and answers the address of its pay page. With `paysTradeNo` the order of that
 * number, which must be the caller's own and open, is paid as soon as the money is there. Throws `order.not_found` or
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
    const opened = await openOrder(ctx, {
      purpose: 'topup',
      payerPartyId: actor.partyId,
      amount,
      paysTradeNo,
      rail: means.rail.code,
      description: '账户充值',
      expiresAt: later(ctx.now, lifetimeMs),
    });
    for (const ms of queryAfterMs) {
      const at = later(ctx.now, ms);
      await ctx.enqueue(
        'topup.query',
        { tradeNo: opened.trade_no },
        { at, key: `topup.query:${opened.trade_no}:${ms}` },
      );
    }
    return opened;
  });
  const url = await means.rail.payPage({
    tradeNo: order.trade_no,
    amount,
    subject: order.description,
    returnUrl: means.returnUrl,
    notifyUrl: means.notifyUrl,
    expiresAt: order.expires_at ?? later(order.created_at, lifetimeMs),
  });
  return { tradeNo: order.trade_no, url };
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
    if (!order || order.purpose !== 'topup') return false;
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
  await ctx.emit('topup.credited', { partyId, tradeNo, paysTradeNo: paysTradeNo ?? '' });
}

/** Asks the rail about top-ups whose notification has not come. */
export function topUpTasks(rail: PayInRail): TaskHandler[] {
  return [
    {
      name: 'topup.query',
      async outside(task: OutsideTask, payload) {
        const tradeNo = textIn(payload, 'tradeNo');
        const order = await findOrder(task.read(), tradeNo);
        if (!order || order.state === 'paid') return;
        const outcome = await rail.query(tradeNo);
        const isOver = order.expires_at !== null && order.expires_at < task.read().now;
        await task.write(async (ctx) => {
          const isLeftAlone = outcome.state === 'pending' && isOver;
          await bookTopUp(ctx, rail, tradeNo, isLeftAlone ? { state: 'closed' } : outcome);
        });
      },
    },
  ];
}
