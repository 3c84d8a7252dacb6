import { dayMs, hourMs, later } from '../../kernel/clock.ts';
import type { PersonActor, ReadContext, Units, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { next, type Role } from '../../kernel/machine.ts';
import type { Vault } from '../../kernel/vault.ts';
import { idIn, type OutsideTask, type TaskHandler } from '../../platform/tasks/worker.ts';
import { type IdentityMeans, ownAccount as ownUser, spendCode } from '../identity/index.ts';
import {
  type Balances,
  balancesOf,
  cancelPayout,
  completePayout,
  type PayoutMoney,
  reservePayout,
  returnPayout,
} from '../ledger/index.ts';
import { ownAccount } from './accounts.ts';
import { payoutLifecycle, type PayoutMove } from './lifecycle.ts';
import { tradeNumber } from './orders.ts';
import {
  accountById,
  countApprovals,
  insertApproval,
  type AccountRow,
  insertPayout,
  lockPayout,
  movePayout,
  payoutById,
  type PayoutRow,
  waitingPayouts,
} from './payments.sql.ts';
import type { PayoutAccount, PayoutOutcome, PayoutRail } from './rails.ts';

const rail = 'alipay';
const firstCheckMs = hourMs;
/** When a paid payout is looked at again, since a bank may send it back; counted from its completion. */
const watchAfterMs = [dayMs, 3 * dayMs, 7 * dayMs, 15 * dayMs];

export interface PayoutRequest {
  /** Fen. */
  readonly amount: bigint;
  readonly kind: AccountRow['kind'];
  /** The stored account's number, or as it is shown; undefined is the only one of its kind. */
  readonly account?: string | undefined;
  /** An SMS code sent to the caller's own phone. */
  readonly code: string;
}

/**
 * Asks for money to be paid out to one of the caller's stored accounts, proven by an SMS code. Throws
 * `payout.account_unknown`, `payout.below_minimum` (clients), `ledger.insufficient_funds` and what is wrong with the code.
 */
export async function requestPayout(
  units: Units,
  means: { readonly identity: IdentityMeans; readonly vault: Vault },
  actor: PersonActor,
  request: PayoutRequest,
): Promise<Balances> {
  const reading = units.read();
  const { amount, kind } = request;
  assertLeast(reading, actor, amount);
  const account = await ownAccount(reading, means.vault, actor, { kind, given: request.account });
  const balances = await balancesOf(reading, actor.partyId);
  if (balances.available < amount) throw new DomainError('ledger.insufficient_funds');

  const user = await ownUser(units, actor);
  await spendCode(units, means.identity, { phone: user.phone ?? '', purpose: 'confirm', code: request.code });
  return units.write(async (ctx) => {
    await openPayout(ctx, actor, { amount, accountId: account.id });
    return balancesOf(ctx, actor.partyId);
  });
}

/**
 * Opens a payout to a stored account of the caller's, which sets the money aside; it is sent at once unless the market has
 * each approved. Throws `payout.below_minimum` (clients) and `ledger.insufficient_funds`.
 */
export async function openPayout(
  ctx: WriteContext,
  actor: PersonActor,
  { amount, accountId }: { readonly amount: bigint; readonly accountId: bigint },
): Promise<PayoutRow> {
  assertLeast(ctx, actor, amount);
  const payout = await insertRequest(ctx, actor.partyId, accountId, amount);
  await reservePayout(ctx, moneyOf(payout));
  await ctx.emit('payout.requested', { payoutId: payout.id, partyId: actor.partyId });
  if (!ctx.settings.payoutApproval) await approve(ctx, payout, 'system');
  return payout;
}

function assertLeast({ settings }: ReadContext, { role }: PersonActor, amount: bigint): void {
  const least = role === 'client' ? settings.clientWithdrawalMin : 1n;
  refuseUnless(amount >= least, 'payout.below_minimum');
}

async function insertRequest(
  ctx: WriteContext,
  partyId: bigint,
  accountId: bigint,
  amount: bigint,
): Promise<PayoutRow> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const values = [ctx.market, tradeNumber(ctx), partyId, accountId, amount, payoutLifecycle.initial, ctx.now];
    const [row] = await ctx.db.query(insertPayout, values);
    if (row) return row;
  }
  throw new Error('no free payout number in ten attempts');
}

/** Payouts that wait for an operator, oldest first. */
export function payoutsToDecide(ctx: ReadContext): Promise<(PayoutRow & { party_name: string })[]> {
  return ctx.db.query(waitingPayouts, [ctx.market]);
}

/**
 * An operator lets a payout go, or refuses it and gives the money back; so does an administrator of the market. One above the
 * market's limit goes once a second operator has let it: `second_needed` until then, and `payout.operators_only` for an
 * administrator. Throws `payout.not_found`, `move.not_from_here`, `move.not_by_you` for anyone else, and
 * `payout.approved_already` when the same one lets it go twice.
 */
export async function decidePayout(
  ctx: WriteContext,
  payoutId: bigint,
  isApproved: boolean,
  reason: string,
): Promise<'decided' | 'second_needed'> {
  const payout = await lock(ctx, payoutId);
  if (isApproved) return letGo(ctx, payout);
  await move(ctx, payout, 'refuse', ctx.actor.kind === 'person' ? ctx.actor.role : 'operator', reason);
  await cancelPayout(ctx, moneyOf(payout), reason);
  await ctx.emit('payout.failed', { payoutId, partyId: payout.party_id });
  return 'decided';
}

async function letGo(ctx: WriteContext, payout: PayoutRow): Promise<'decided' | 'second_needed'> {
  const { actor } = ctx;
  const isLarge = payout.amount > ctx.settings.payoutSecondAbove;
  if (actor.kind === 'person') {
    refuseUnless(actor.role !== 'administrator' || !isLarge, 'payout.operators_only');
    await approveByPerson(ctx, payout, actor.role);
    return 'decided';
  }
  if (actor.kind !== 'operator') throw new DomainError('move.not_by_you', { move: 'approve' });
  next(payoutLifecycle, payout.state, 'approve', 'operator');
  const kept = await ctx.db.query(insertApproval, [payout.id, actor.operatorId, ctx.now]);
  refuseUnless(kept.length > 0, 'payout.approved_already');
  const [counted] = await ctx.db.query(countApprovals, [payout.id]);
  if ((counted?.count ?? 0n) < (isLarge ? 2n : 1n)) return 'second_needed';
  await approveByPerson(ctx, payout, 'operator');
  return 'decided';
}

/** Somebody lets it go, and whoever asked for it hears of that. */
async function approveByPerson(ctx: WriteContext, payout: PayoutRow, by: Role): Promise<void> {
  await approve(ctx, payout, by);
  await ctx.emit('payout.approved', { payoutId: payout.id, partyId: payout.party_id });
}

/** The payout of this id; undefined when there is none in the market. */
export async function findPayout(ctx: ReadContext, payoutId: bigint): Promise<PayoutRow | undefined> {
  const [payout] = await ctx.db.query(payoutById, [payoutId]);
  return payout?.market === ctx.market ? payout : undefined;
}

async function approve(ctx: WriteContext, payout: PayoutRow, by: Role): Promise<void> {
  await move(ctx, payout, 'approve', by);
  await ctx.enqueue('payout.send', { payoutId: payout.id }, { key: `payout.send:${payout.id}` });
}

async function lock(ctx: WriteContext, payoutId: bigint): Promise<PayoutRow> {
  const [payout] = await ctx.db.query(lockPayout, [payoutId]);
  if (payout?.market !== ctx.market) throw new DomainError('payout.not_found', { payoutId });
  return payout;
}

async function move(
  ctx: WriteContext,
  payout: PayoutRow,
  name: PayoutMove,
  by: Role,
  reason = '',
  railTradeNo?: string,
): Promise<void> {
  const to = next(payoutLifecycle, payout.state, name, by);
  await ctx.db.query(movePayout, [payout.id, to, reason, railTradeNo ?? null, ctx.now]);
}

const moneyOf = (payout: PayoutRow): PayoutMoney => ({
  payoutNo: payout.payout_no,
  partyId: payout.party_id,
  amount: payout.amount,
  rail,
});

/** Books what the rail says of a payout, in any order and as often as it says it. */
async function book(ctx: WriteContext, payoutId: bigint, outcome: PayoutOutcome): Promise<void> {
  const payout = await lock(ctx, payoutId);
  const isUnderWay = payout.state === 'approved' || payout.state === 'sent';
  const checkAt = (at: Date) =>
    ctx.enqueue('payout.check', { payoutId }, { at, key: `payout.check:${payoutId}:${at.getTime()}` });
  if (outcome.state === 'sent' && isUnderWay) {
    if (payout.state === 'approved') await move(ctx, payout, 'send', 'rail');
    await checkAt(later(ctx.now, firstCheckMs));
  }
  if (outcome.state === 'unknown' && ['sent', 'paid'].includes(payout.state))
    await checkAt(later(ctx.now, firstCheckMs));
  if ((outcome.state === 'paid' || outcome.state === 'returned') && isUnderWay) {
    await move(ctx, payout, 'complete', 'rail', '', outcome.state === 'paid' ? outcome.railTradeNo : undefined);
    await completePayout(ctx, moneyOf(payout));
    await ctx.emit('payout.paid', { payoutId, partyId: payout.party_id });
    for (const ms of watchAfterMs) await checkAt(later(ctx.now, ms));
  }
  if (outcome.state === 'failed' && isUnderWay) {
    await move(ctx, payout, 'fail', 'rail', outcome.reason);
    await cancelPayout(ctx, moneyOf(payout), outcome.reason);
    await ctx.emit('payout.failed', { payoutId, partyId: payout.party_id });
  }
  if (outcome.state === 'returned' && (isUnderWay || payout.state === 'paid')) {
    const paid = await lock(ctx, payoutId);
    await move(ctx, paid, 'return', 'rail', outcome.reason);
    await returnPayout(ctx, moneyOf(paid), outcome.reason);
    await ctx.emit('payout.returned', { payoutId, partyId: paid.party_id });
  }
}

/** Sends payouts to the rail and follows what becomes of them. */
export function payoutTasks(payouts: PayoutRail, vault: Vault): TaskHandler[] {
  return [
    {
      name: 'payout.send',
      async outside(task: OutsideTask, payload) {
        const payoutId = idIn(payload, 'payoutId');
        const ctx = task.read();
        const [payout] = await ctx.db.query(payoutById, [payoutId]);
        if (payout?.state !== 'approved') return;
        const [account] = await ctx.db.query(accountById, [payout.account_id]);
        if (!account) throw new Error(`the payout ${payout.payout_no} has no account`);
        const outcome = await payouts.send({
          payoutNo: payout.payout_no,
          amount: payout.amount,
          account: railAccount(account, vault),
          remark: '提现',
        });
        // No definite answer: the same number is sent again, which the rail takes as the same payout.
        if (outcome.state === 'unknown') throw new Error(`no definite answer for the payout ${payout.payout_no}`);
        await task.write((writing) => book(writing, payoutId, outcome));
      },
    },
    {
      name: 'payout.check',
      async outside(task: OutsideTask, payload) {
        const payoutId = idIn(payload, 'payoutId');
        const [payout] = await task.read().db.query(payoutById, [payoutId]);
        if (!payout || !['sent', 'paid'].includes(payout.state)) return;
        const outcome = await payouts.query(payout.payout_no);
        await task.write((ctx) => book(ctx, payoutId, outcome));
      },
    },
  ];
}

function railAccount(account: AccountRow, vault: Vault): PayoutAccount {
  const number = vault.open(account.number_cipher);
  const { holder } = account;
  if (account.kind === 'alipay') return { kind: 'alipay', account: number, holder };
  return { kind: 'bank', cardNo: number, bankCode: account.bank_code ?? '', holder };
}
