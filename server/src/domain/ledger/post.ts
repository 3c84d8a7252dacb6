import { createHash } from 'node:crypto';
import type { WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { sumFen } from '../../kernel/money.ts';
import { openAccount, postTransfer, type StatementKind } from './ledger.sql.ts';

/** One side of a transfer: plus is credit, minus is debit, in fen. */
export interface Entry {
  readonly account: Account;
  readonly amount: bigint;
}

/** What a party will read of the transfer in its wallet. */
export interface StatementLine {
  readonly partyId: bigint;
  readonly kind: StatementKind;
  readonly direction: 'in' | 'out';
  readonly amount: bigint;
  readonly fee?: bigint;
  readonly tradeNo?: string;
  readonly contractId?: bigint | undefined;
  readonly note?: string;
}

export interface Transfer {
  /** The business fact that moves this money once, as "milestone:12:release". */
  readonly key: string;
  readonly kind: string;
  readonly entries: readonly Entry[];
  readonly lines?: readonly StatementLine[];
}

/** An account's code says all there is to say about it. */
export interface Account {
  readonly code: string;
  readonly kind: 'available' | 'withdrawing' | 'escrow' | 'fees' | 'tax' | 'clearing';
  readonly partyId?: bigint;
}

/** A party's money to spend. */
export const available = (partyId: bigint): Account => ({ code: `available:${partyId}`, kind: 'available', partyId });

/** A party's money on its way out. */
export const withdrawing = (partyId: bigint): Account => ({
  code: `withdrawing:${partyId}`,
  kind: 'withdrawing',
  partyId,
});

/** Money held for one funded order of `payerId`. */
export const escrow = (orderId: bigint, payerId: bigint): Account => ({
  code: `escrow:${orderId}`,
  kind: 'escrow',
  partyId: payerId,
});

/** A market's fee income. */
export const fees = (market: string): Account => ({ code: `fees:${market}`, kind: 'fees' });

/** Money that a rail holds for us or owes us. */
export const clearing = (market: string, rail: string): Account => ({
  code: `clearing:${market}:${rail}`,
  kind: 'clearing',
});

/** Makes sure the account exists; the operation that first needs one opens it. */
export async function open(ctx: WriteContext, account: Account): Promise<void> {
  await ctx.db.query(openAccount, [account.code, ctx.market, account.kind, account.partyId ?? null, ctx.now]);
}

/**
 * The only writer of the ledger. Entries must sum to zero. A key that has been posted with the same body does nothing
 * again. Throws `ledger.insufficient_funds` when an account would fall below zero and `ledger.key_reused` when the key
 * has been posted with another body.
 */
export async function post(ctx: WriteContext, transfer: Transfer): Promise<void> {
  const entries = netByAccount(transfer.entries);
  const accounts = entries.map((entry) => entry.account.code);
  const amounts = entries.map((entry) => entry.amount);
  if (sumFen(amounts) !== 0n || entries.length < 2) throw new Error(`the transfer ${transfer.key} does not balance`);

  const lines = JSON.stringify((transfer.lines ?? []).map(toRecord));
  const digest = createHash('sha256')
    .update(JSON.stringify([transfer.kind, accounts, amounts.map(String), lines]))
    .digest('base64url');
  const values = [ctx.market, transfer.key, transfer.kind, digest, ctx.now, accounts, amounts, lines];
  const result = await ctx.db.query(postTransfer, values).catch((error: unknown) => {
    throw isShort(error) ? new DomainError('ledger.insufficient_funds', { key: transfer.key }) : error;
  });
  if (result[0]?.result === 'reused') throw new DomainError('ledger.key_reused', { key: transfer.key });
}

/** One entry an account; accounts whose changes cancel out are left alone. */
function netByAccount(entries: readonly Entry[]): Entry[] {
  const net = new Map<string, Entry>();
  for (const { account, amount } of entries) {
    net.set(account.code, { account, amount: (net.get(account.code)?.amount ?? 0n) + amount });
  }
  return [...net.values()].filter((entry) => entry.amount !== 0n);
}

function toRecord(line: StatementLine) {
  return {
    party_id: line.partyId.toString(),
    kind: line.kind,
    direction: line.direction,
    amount: line.amount.toString(),
    fee: (line.fee ?? 0n).toString(),
    trade_no: line.tradeNo ?? '',
    contract_id: line.contractId?.toString() ?? null,
    note: line.note ?? '',
  };
}

const isShort = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'LG001';
