import { dayOf } from '../../kernel/clock.ts';
import type { PersonActor, ReadContext, Units, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { type MoveOf, next } from '../../kernel/machine.ts';
import { masked } from '../../kernel/masked.ts';
import type { Vault } from '../../kernel/vault.ts';
import { lockName } from '../identity/index.ts';
import type { IdentityCheck } from './identity-check.ts';
import { identityLifecycle } from './lifecycle.ts';
import { identityNumber } from './numbers.ts';
import {
  addTries,
  identityByUser,
  type IdentityRow,
  insertIdentity,
  insertIdentityMove,
  lockIdentity,
  lockNumber,
  otherHolder,
  passIdentity,
} from './verification.sql.ts';

const maxTries = 3;

export interface VerificationMeans {
  readonly check: IdentityCheck;
  readonly vault: Vault;
}

export interface PersonClaim {
  readonly name: string;
  /** 18 characters, or the 15 digits of older cards. */
  readonly number: string;
}

/**
 * Proves the caller's name by an identity number (seed 000: 用户实名认证); from then on they go by that name and cannot
 * change it. The provider is asked at most three times. Throws `identity.number_impossible` (costs no try),
 * `identity.done` (also when the number serves another account), `identity.too_many_tries`, `identity.mismatch` and
 * `identity.unavailable`.
 */
export async function verifyPerson(
  units: Units,
  { check, vault }: VerificationMeans,
  { userId, partyId }: PersonActor,
  { name, number: given }: PersonClaim,
): Promise<void> {
  const number = identityNumber(given, dayOf(units.read().now));
  if (number === undefined) throw new DomainError('identity.number_impossible');
  const hash = hashOf(vault, number);
  await units.write((ctx) => spendTry(ctx, userId, hash));
  const isMatch = await check.matches({ name, number }).catch(async (error: unknown) => {
    await units.write((ctx) => ctx.db.query(addTries, [userId, -1]));
    throw new DomainError('identity.unavailable', { error: String(error) });
  });
  if (!isMatch) {
    await units.write(async (ctx) => record(ctx, await lock(ctx, userId), 'mismatch'));
    throw new DomainError('identity.mismatch');
  }
  await units.write(async (ctx) => {
    const state = await record(ctx, await lockFree(ctx, userId, hash), 'pass');
    const values = [userId, state, name, vault.seal(number), hash, masked(number, 6, 4), ctx.now];
    await ctx.db.query(passIdentity, values);
    await lockName(ctx, userId, name);
    await ctx.emit('verification.passed', { userId, partyId });
  });
}

/**
 * The same for wires that send what they know again: the number the caller has been proven by, as it is or as it is shown,
 * is taken without asking anybody, and so is leaving both out. Throws `request.incomplete` for somebody who is not proven.
 */
export async function ensurePerson(
  units: Units,
  means: VerificationMeans,
  actor: PersonActor,
  { name, number }: { readonly [K in keyof PersonClaim]: PersonClaim[K] | undefined },
): Promise<void> {
  const ctx = units.read();
  const [row] = await ctx.db.query(identityByUser, [actor.userId]);
  if (row?.state === 'passed') {
    const known = number === undefined ? undefined : identityNumber(number, dayOf(ctx.now));
    const isKnown = known !== undefined && row.number_hash === hashOf(means.vault, known);
    if (number === undefined || number === row.shown || isKnown) return;
  }
  if (name === undefined) throw new DomainError('request.incomplete', { field: 'name' });
  if (number === undefined) throw new DomainError('request.incomplete', { field: 'code' });
  await verifyPerson(units, means, actor, { name, number });
}

const hashOf = (vault: Vault, number: string) => vault.hash(`identity:${number}`);

/** Counted before the provider is asked, so that requests at once cannot ask more often than three times. */
async function spendTry(ctx: WriteContext, userId: bigint, hash: string): Promise<void> {
  await ctx.db.query(insertIdentity, [userId, ctx.market, identityLifecycle.initial]);
  const row = await lockFree(ctx, userId, hash);
  refuseUnless(row.tries < maxTries, 'identity.too_many_tries');
  await ctx.db.query(addTries, [userId, 1]);
}

async function lock(ctx: WriteContext, userId: bigint): Promise<IdentityRow> {
  const [row] = await ctx.db.query(lockIdentity, [userId]);
  if (!row) throw new Error(`no identity check of user ${userId}`);
  return row;
}

/** The caller's row, while neither they nor the holder of the number are verified. Throws `identity.done`. */
async function lockFree(ctx: WriteContext, userId: bigint, hash: string): Promise<IdentityRow> {
  await ctx.db.query(lockNumber, [ctx.market, hash]);
  const row = await lock(ctx, userId);
  const holders = await ctx.db.query(otherHolder, [ctx.market, hash, userId]);
  refuseUnless(row.state === 'unchecked' && holders.length === 0, 'identity.done');
  return row;
}

async function record(ctx: WriteContext, row: IdentityRow, move: MoveOf<typeof identityLifecycle>) {
  const to = next(identityLifecycle, row.state, move, 'system');
  await ctx.db.query(insertIdentityMove, [row.user_id, move, row.state, to, 'system', ctx.now]);
  return to;
}

/** Whether a person has proven their name; the number is masked, '' without one. */
export async function identityOf(ctx: ReadContext, userId: bigint): Promise<{ isPassed: boolean; shown: string }> {
  const [row] = await ctx.db.query(identityByUser, [userId]);
  return { isPassed: row?.state === 'passed', shown: row?.shown ?? '' };
}
