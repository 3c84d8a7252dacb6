/** What partners say they have paid: records of their claims, which move no money of the house. */
import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { next } from '../../kernel/machine.ts';
import { masked } from '../../kernel/masked.ts';
import type { Vault } from '../../kernel/vault.ts';
import { applicationStatements, ofPerson } from './applications.sql.ts';
import { claimLifecycle, claimMoves, type ClaimState } from './lifecycle.ts';
import {
  changed,
  type ChangesOf,
  findOwn,
  idOf,
  type ListOf,
  listOwn,
  lockOwn,
  type Made,
  makeOnce,
  type Place,
  saveOwn,
} from './objects.ts';
import {
  type Basis,
  type ClaimRow,
  ofApplication,
  ofKind,
  paidBefore,
  paidFrom,
  type PayeeKind,
  paymentStatements,
} from './payments.sql.ts';
import { personStatements } from './persons.sql.ts';
import { inState } from './postings.sql.ts';

export interface ClaimInput {
  readonly ownId: string;
  readonly kind: PayeeKind;
  readonly personOwnId: string | null;
  readonly applicationOwnId: string | null;
  /** In fen. */
  readonly amount: bigint;
  readonly currency: string;
  readonly paidAt: Date;
  readonly method: string | null;
  readonly paymentChannel: string | null;
  readonly bankName: string | null;
  readonly account: string | null;
  readonly transactionNo: string | null;
  readonly basis: Basis;
  readonly state: ClaimState;
  readonly remark: string | null;
}

/**
 * Adds a payment (seed 004: POST /payments). Throws `channel.payee_required`, `channel.payee_mismatch` when person and
 * application do not belong together, `channel.not_found`, `channel.window_invalid` and `channel.id_taken`.
 */
export async function addClaim(ctx: WriteContext, vault: Vault, input: ClaimInput): Promise<Made> {
  return makeOnce(
    ctx,
    vault,
    paymentStatements,
    input,
    () => columnsOf(ctx, vault, { ...input, state: stateAfter('pending', input.state) }),
    input.state,
  );
}

/**
 * Changes what is given (seed 004: PUT /payments/:channel_payment_id). Throws as `addClaim`, `channel.not_found`,
 * `move.not_from_here`, and `channel.payment_fixed` for amount, payee or time of one that is no longer pending.
 */
export async function changeClaim(
  ctx: WriteContext,
  vault: Vault,
  ownId: string,
  changes: ChangesOf<Omit<ClaimInput, 'ownId'>>,
): Promise<ClaimRow> {
  const row = await lockOwn(ctx, paymentStatements, ownId);
  const before = inputOf(vault, row);
  const input = changed(before, payeeOf(row, changes));
  if (row.state !== 'pending') assertSame(before, input);
  const state = stateAfter(row.state, input.state);
  const values = await columnsOf(ctx, vault, input);
  await saveOwn(ctx, paymentStatements, row, values, state);
  return findClaim(ctx, ownId);
}

/** A payment of the caller's, by its own id. Throws `channel.not_found`. */
export const findClaim = (ctx: ReadContext, ownId: string): Promise<ClaimRow> => findOwn(ctx, paymentStatements, ownId);

export interface ClaimFilters {
  readonly personOwnId?: string | undefined;
  readonly applicationOwnId?: string | undefined;
  readonly kind?: PayeeKind | undefined;
  readonly state?: ClaimState | undefined;
  readonly from?: Date | undefined;
  readonly before?: Date | undefined;
}

/** The caller's payments, the newest first (seed 004: GET /payments); times are those of paying. */
export async function listClaims(
  ctx: ReadContext,
  vault: Vault,
  { personOwnId, applicationOwnId, kind, state, from, before }: ClaimFilters,
  place: Place,
): Promise<ListOf<ClaimRow>> {
  const personId = await idOf(ctx, personStatements, personOwnId);
  const applicationId = await idOf(ctx, applicationStatements, applicationOwnId);
  if (personId === null || applicationId === null) return { items: [], total: 0, next: undefined };
  const filters = [
    [ofPerson, personId],
    [ofApplication, applicationId],
    [ofKind, kind],
    [inState, state],
    [paidFrom, from],
    [paidBefore, before],
  ] as const;
  return listOwn(ctx, vault, paymentStatements, filters, place);
}

/** Naming another payee replaces the old one whole: an application stands for its own person. */
function payeeOf(row: ClaimRow, changes: ChangesOf<ClaimInput>): ChangesOf<ClaimInput> {
  const { applicationOwnId, personOwnId, kind } = changes;
  const isOther = applicationOwnId !== undefined && applicationOwnId !== row.application_own_id;
  if (isOther) return { ...changes, personOwnId: personOwnId ?? null };
  return kind === 'user' && row.kind !== 'user' ? { ...changes, applicationOwnId: applicationOwnId ?? null } : changes;
}

/** What was paid, to whom and when is history once the partner has said that it is done. */
function assertSame(before: ClaimInput, after: ClaimInput): void {
  const isSame =
    before.amount === after.amount &&
    before.currency === after.currency &&
    before.kind === after.kind &&
    before.personOwnId === after.personOwnId &&
    before.applicationOwnId === after.applicationOwnId &&
    before.account === after.account &&
    before.paidAt.getTime() === after.paidAt.getTime();
  refuseUnless(isSame, 'channel.payment_fixed');
}

function stateAfter(from: ClaimState, to: ClaimState): ClaimState {
  if (from === to) return from;
  // Nothing leads back to the beginning: refused as any other missing move is.
  return next(claimLifecycle, from, to === 'pending' ? 'complete' : claimMoves[to], 'channel');
}

function inputOf(vault: Vault, row: ClaimRow): ClaimInput {
  return {
    ownId: row.own_id,
    kind: row.kind,
    personOwnId: row.person_own_id,
    applicationOwnId: row.application_own_id,
    amount: row.amount,
    currency: row.currency,
    paidAt: row.paid_at,
    method: row.method,
    paymentChannel: row.payment_channel,
    bankName: row.bank_name,
    account: row.account_cipher === null ? null : vault.open(row.account_cipher),
    transactionNo: row.transaction_no,
    basis: row.basis,
    state: row.state,
    remark: row.remark,
  };
}

async function payee(
  ctx: WriteContext,
  input: ClaimInput,
): Promise<{ personId: bigint; applicationId: bigint | null }> {
  const { kind, personOwnId, applicationOwnId } = input;
  const named = kind === 'user' ? personOwnId : applicationOwnId;
  if (named === null) throw new DomainError('channel.payee_required', { kind });
  const person = personOwnId === null ? undefined : await findOwn(ctx, personStatements, personOwnId);
  if (applicationOwnId !== null) {
    const application = await findOwn(ctx, applicationStatements, applicationOwnId);
    refuseUnless(!person || person.id === application.person_id, 'channel.payee_mismatch');
    return { personId: application.person_id, applicationId: application.id };
  }
  if (!person) throw new DomainError('channel.payee_required', { kind });
  return { personId: person.id, applicationId: null };
}

async function columnsOf(ctx: WriteContext, vault: Vault, input: ClaimInput): Promise<readonly unknown[]> {
  const { basis, account } = input;
  const isForward = basis.from === null || basis.until === null || basis.from <= basis.until;
  refuseUnless(isForward, 'channel.window_invalid', { window: 'basis' });
  const { personId, applicationId } = await payee(ctx, input);
  return [
    input.kind,
    personId,
    applicationId,
    input.amount,
    input.currency,
    input.paidAt,
    input.method,
    input.paymentChannel,
    input.bankName,
    account === null ? null : vault.seal(account),
    account === null ? null : masked(account, 0, 4),
    input.transactionNo,
    JSON.stringify(basis),
    input.state,
    input.remark,
  ];
}
