import type { ReadContext } from '../../kernel/context.ts';
import { type MonthCount, type Trial, tryPayment } from '../tax/index.ts';
import { findOwn } from './objects.ts';
import { findClaim } from './payments.ts';
import { personStatements } from './persons.sql.ts';
import { paidBefore } from './tax-trial.sql.ts';

/** What a trial may assume beside what the partner has reported. */
export interface TrialTerms {
  readonly monthCount?: MonthCount | undefined;
  /** Exempt income and other deductions of the year so far, in fen. */
  readonly deductions?: bigint | undefined;
}

export interface Payment {
  readonly personOwnId: string;
  readonly amount: bigint;
  readonly at: Date;
}

/**
 * The taxes of a payment that has not been made, after the completed ones the caller has reported for the same person.
 * Keeps nothing. Throws `channel.not_found`.
 */
export async function tryTaxes(ctx: ReadContext, payment: Payment, terms: TrialTerms): Promise<Trial> {
  return trial(ctx, payment, terms, null);
}

/** The same for a payment that has been reported, whatever has become of it. Throws `channel.not_found`. */
export async function tryTaxesOf(ctx: ReadContext, ownId: string, terms: TrialTerms): Promise<Trial> {
  const { person_own_id: personOwnId, amount, paid_at: at } = await findClaim(ctx, ownId);
  return trial(ctx, { personOwnId, amount, at }, terms, ownId);
}

async function trial(
  ctx: ReadContext,
  { personOwnId, amount, at }: Payment,
  { monthCount, deductions }: TrialTerms,
  itself: string | null,
): Promise<Trial> {
  const person = await findOwn(ctx, personStatements, personOwnId);
  const rows = await ctx.db.query(paidBefore, [person.channel_id, person.id, at, itself]);
  return tryPayment({
    amount,
    at,
    earlier: rows.map((row) => ({ id: row.own_id, amount: row.amount, at: row.paid_at })),
    ...(monthCount && { monthCount }),
    ...(deductions !== undefined && { deductions }),
  });
}
