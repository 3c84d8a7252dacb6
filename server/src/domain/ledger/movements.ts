/** Every way money moves, by name. Amounts are fen. */
import type { WriteContext } from '../../kernel/context.ts';
import { splitFee } from '../../kernel/money.ts';
import { available, clearing, escrow, fees, open, post, withdrawing } from './post.ts';

/** Opens the accounts a new party needs. */
export async function openWallet(ctx: WriteContext, partyId: bigint): Promise<void> {
  await open(ctx, available(partyId));
  await open(ctx, withdrawing(partyId));
}

/** Opens the accounts of the house; done once, when the process starts. */
export async function openHouse(ctx: WriteContext, rails: readonly string[]): Promise<void> {
  await open(ctx, fees(ctx.market));
  for (const rail of rails) await open(ctx, clearing(ctx.market, rail));
}

export interface TopUp {
  readonly partyId: bigint;
  readonly tradeNo: string;
  readonly amount: bigint;
  readonly rail: string;
}

/** Money that arrived through a rail becomes the party's to spend. */
export async function creditTopUp(ctx: WriteContext, { partyId, tradeNo, amount, rail }: TopUp): Promise<void> {
  await post(ctx, {
    key: `topup:${tradeNo}`,
    kind: 'topup',
    entries: [
      { account: clearing(ctx.market, rail), amount: -amount },
      { account: available(partyId), amount },
    ],
    lines: [{ partyId, kind: 'deposit', direction: 'in', amount, tradeNo }],
  });
}

export interface EscrowOrder {
  readonly orderId: bigint;
  readonly tradeNo: string;
  readonly payerId: bigint;
  /** The contract it is about, where there is one. */
  readonly contractId?: bigint | undefined;
}

/** Sets the payer's money aside for an order. Throws `ledger.insufficient_funds`. */
export async function fundEscrow(ctx: WriteContext, order: EscrowOrder, amount: bigint, note: string): Promise<void> {
  const { orderId, payerId, tradeNo } = order;
  const about = aboutOf(order);
  await open(ctx, escrow(orderId, payerId));
  await post(ctx, {
    key: `order:${orderId}:fund`,
    kind: 'escrow.fund',
    entries: [
      { account: available(payerId), amount: -amount },
      { account: escrow(orderId, payerId), amount },
    ],
    lines: [{ partyId: payerId, kind: 'freeze', direction: 'out', amount, tradeNo, ...about, note }],
  });
}

const aboutOf = ({ contractId }: EscrowOrder) => (contractId === undefined ? {} : { contractId });

export interface Release {
  /** What is settled, as "milestone:12": it can be settled once. */
  readonly subject: string;
  readonly payeeId: bigint;
  /** What the payee earns before the fee. */
  readonly gross: bigint;
  /** What goes back to the payer out of the same part of the escrow. */
  readonly back: bigint;
  readonly feeBasisPoints: number;
  readonly note: string;
}

/** Settles a part of an order's escrow: the payee is paid less the fee, and what was not earned goes back. */
export async function settleEscrow(ctx: WriteContext, order: EscrowOrder, release: Release): Promise<void> {
  const { orderId, payerId, tradeNo } = order;
  const about = aboutOf(order);
  const { payeeId, gross, back, note } = release;
  const { fee, net } = splitFee(gross, release.feeBasisPoints);
  const paid = gross > 0n;
  const returned = back > 0n;
  await post(ctx, {
    key: `${release.subject}:settle`,
    kind: paid ? 'escrow.release' : 'escrow.refund',
    entries: [
      { account: escrow(orderId, payerId), amount: -(gross + back) },
      { account: available(payeeId), amount: net },
      { account: fees(ctx.market), amount: fee },
      { account: available(payerId), amount: back },
    ],
    lines: [
      ...(paid
        ? [{ partyId: payerId, kind: 'pay', direction: 'out', amount: gross, tradeNo, ...about, note } as const]
        : []),
      ...(paid
        ? [{ partyId: payeeId, kind: 'income', direction: 'in', amount: net, fee, tradeNo, ...about, note } as const]
        : []),
      ...(returned
        ? [{ partyId: payerId, kind: 'refund', direction: 'in', amount: back, tradeNo, ...about, note } as const]
        : []),
    ],
  });
}

export interface Bonus {
  readonly tradeNo: string;
  readonly payerId: bigint;
  readonly payeeId: bigint;
  readonly contractId: bigint;
  readonly amount: bigint;
  readonly feeBasisPoints: number;
  readonly note: string;
}

/** Pays a bonus straight from one party to another, less the fee. Throws `ledger.insufficient_funds`. */
export async function payBonus(ctx: WriteContext, bonus: Bonus): Promise<void> {
  const { tradeNo, payerId, payeeId, contractId, amount, note } = bonus;
  const { fee, net } = splitFee(amount, bonus.feeBasisPoints);
  await post(ctx, {
    key: `bonus:${tradeNo}`,
    kind: 'bonus',
    entries: [
      { account: available(payerId), amount: -amount },
      { account: available(payeeId), amount: net },
      { account: fees(ctx.market), amount: fee },
    ],
    lines: [
      { partyId: payerId, kind: 'bonus', direction: 'out', amount, tradeNo, contractId, note },
      { partyId: payeeId, kind: 'bonus', direction: 'in', amount: net, fee, tradeNo, contractId, note },
    ],
  });
}

export interface PayoutMoney {
  readonly payoutNo: string;
  readonly partyId: bigint;
  readonly amount: bigint;
  readonly rail: string;
}

/** Sets money aside that is to be paid out. Throws `ledger.insufficient_funds`. */
export async function reservePayout(ctx: WriteContext, { payoutNo, partyId, amount }: PayoutMoney): Promise<void> {
  await post(ctx, {
    key: `payout:${payoutNo}:reserve`,
    kind: 'payout.reserve',
    entries: [
      { account: available(partyId), amount: -amount },
      { account: withdrawing(partyId), amount },
    ],
    lines: [{ partyId, kind: 'withdraw', direction: 'out', amount, tradeNo: payoutNo }],
  });
}

/** The rail has paid it out. */
export async function completePayout(
  ctx: WriteContext,
  { payoutNo, partyId, amount, rail }: PayoutMoney,
): Promise<void> {
  await post(ctx, {
    key: `payout:${payoutNo}:complete`,
    kind: 'payout.complete',
    entries: [
      { account: withdrawing(partyId), amount: -amount },
      { account: clearing(ctx.market, rail), amount },
    ],
  });
}

/** It was not paid out: the money is the party's to spend again. */
export async function cancelPayout(
  ctx: WriteContext,
  { payoutNo, partyId, amount }: PayoutMoney,
  note: string,
): Promise<void> {
  await post(ctx, {
    key: `payout:${payoutNo}:cancel`,
    kind: 'payout.cancel',
    entries: [
      { account: withdrawing(partyId), amount: -amount },
      { account: available(partyId), amount },
    ],
    lines: [{ partyId, kind: 'refund', direction: 'in', amount, tradeNo: payoutNo, note }],
  });
}

/** It was paid out and the bank sent it back. */
export async function returnPayout(
  ctx: WriteContext,
  { payoutNo, partyId, amount, rail }: PayoutMoney,
  note: string,
): Promise<void> {
  await post(ctx, {
    key: `payout:${payoutNo}:return`,
    kind: 'payout.return',
    entries: [
      { account: clearing(ctx.market, rail), amount: -amount },
      { account: available(partyId), amount },
    ],
    lines: [{ partyId, kind: 'refund', direction: 'in', amount, tradeNo: payoutNo, note }],
  });
}
