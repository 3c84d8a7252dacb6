import { dayOf } from '../../kernel/clock.ts';
import type { PersonActor, ReadContext, Units, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { masked } from '../../kernel/masked.ts';
import type { Vault } from '../../kernel/vault.ts';
import { useFiles } from '../files/index.ts';
import { lockName } from '../identity/index.ts';
import type { IdentityCheck } from './identity-check.ts';
import { lockFree, lockPersonRow, recordMove } from './identity-rows.ts';
import { identityLifecycle } from './lifecycle.ts';
import { identityNumber } from './numbers.ts';
import { insertReview } from './review.sql.ts';
import { reviewOf } from './review-person.ts';
import { addTries, identityByUser, type IdentityRow, insertIdentity, passIdentity } from './verification.sql.ts';

const maxTries = 3;

export interface VerificationMeans {
  readonly check: IdentityCheck;
  readonly vault: Vault;
}

export interface PersonClaim {
  readonly name: string;
  /** 18 characters, or the 15 digits of older cards. */
  readonly number: string;
  /** Public names of uploads of kind `general`: both sides of the card, where the wire's certification has them. */
  readonly pictures?: { readonly front: string; readonly back: string } | undefined;
}

/**
 * Proves the caller's name by an identity number (seed 000: 用户实名认证); from then on they go by that name and cannot
 * change it. The provider is asked at most three times. With pictures, where the market has operators look at them, they wait
 * for one first. Throws `identity.number_impossible` and `file.unusable` (which cost no try), `identity.done` (also when the
 * number serves another account), `identity.waiting`, `identity.too_many_tries`, `identity.mismatch` and
 * `identity.unavailable`.
 */
export async function verifyPerson(
  units: Units,
  { check, vault }: VerificationMeans,
  actor: PersonActor,
  { name, number: given, pictures: shownPictures }: PersonClaim,
): Promise<void> {
  const { userId, partyId } = actor;
  const { now, settings } = units.read();
  const number = identityNumber(given, dayOf(now));
  if (number === undefined) throw new DomainError('identity.number_impossible');
  const hash = hashOf(vault, number);
  const pictures = settings.personReview ? shownPictures : undefined;
  const files = await units.write(async (ctx) => {
    await spendTry(ctx, userId, hash);
    return pictures && usePictures(ctx, actor, pictures);
  });
  const isMatch = await check.matches({ name, number }).catch(async (error: unknown) => {
    await units.write((ctx) => ctx.db.query(addTries, [userId, -1]));
    throw new DomainError('identity.unavailable', { error: String(error) });
  });
  if (!isMatch) {
    await units.write(async (ctx) => recordMove(ctx, await lockPersonRow(ctx, userId), 'mismatch'));
    throw new DomainError('identity.mismatch');
  }
  await units.write(async (ctx) => {
    const row = await lockUnreviewed(ctx, userId, hash);
    const proven = [name, vault.seal(number), hash, masked(number, 6, 4)];
    if (files) {
      await recordMove(ctx, row, 'refer');
      await ctx.db.query(addTries, [userId, -maxTries]);
      await ctx.db.query(insertReview, [ctx.market, userId, ...proven, ...files, ctx.now]);
      return;
    }
    const state = await recordMove(ctx, row, 'pass');
    await ctx.db.query(passIdentity, [userId, state, ...proven, ctx.now]);
    await lockName(ctx, userId, name);
    await ctx.emit('verification.passed', { userId, partyId });
  });
}

/** Binds both sides of a card as the person's card of work does, which may show them as well. Throws `file.unusable`. */
async function usePictures(
  ctx: WriteContext,
  { userId: ownerUserId, partyId }: PersonActor,
  { front, back }: NonNullable<PersonClaim['pictures']>,
): Promise<bigint[]> {
  const use = async (uid: string, subject: string) => {
    const one = { uids: [uid], ownerUserId, kinds: ['general'] as const, subject, onlyPictures: true };
    return (await useFiles(ctx, one)).map(({ id }) => id);
  };
  return [...(await use(front, `card-front:${partyId}`)), ...(await use(back, `card-back:${partyId}`))];
}

/** What was sent of a claim by wires that send again what they know. */
export interface PartialClaim {
  readonly name: string | undefined;
  readonly number: string | undefined;
  readonly front: string | undefined;
  readonly back: string | undefined;
}

/**
 * The same for wires that send what they know again: the number the caller has been proven by, or waits to be, as it is or as it
 * is shown, is taken without asking anybody, and so is leaving it out. Throws `request.incomplete` for somebody who is not
 * proven, also without both pictures where operators look at them.
 */
export async function ensurePerson(
  units: Units,
  means: VerificationMeans,
  actor: PersonActor,
  { name, number, front, back }: PartialClaim,
): Promise<void> {
  const ctx = units.read();
  const [row] = await ctx.db.query(identityByUser, [actor.userId]);
  const review = await reviewOf(ctx, actor.userId);
  const held = row?.state === 'passed' ? row : review?.decided_at === null ? review : undefined;
  if (held) {
    const known = number === undefined ? undefined : identityNumber(number, dayOf(ctx.now));
    const isKnown = known !== undefined && held.number_hash === hashOf(means.vault, known);
    if (number === undefined || number === held.shown || isKnown) return;
  }
  if (name === undefined) throw new DomainError('request.incomplete', { field: 'name' });
  if (number === undefined) throw new DomainError('request.incomplete', { field: 'code' });
  if (ctx.settings.personReview && row?.state !== 'passed') {
    if (front === undefined) throw new DomainError('request.incomplete', { field: 'pic' });
    if (back === undefined) throw new DomainError('request.incomplete', { field: 'picf' });
  }
  const pictures = front !== undefined && back !== undefined ? { front, back } : undefined;
  await verifyPerson(units, means, actor, { name, number, pictures });
}

const hashOf = (vault: Vault, number: string) => vault.hash(`identity:${number}`);

/** The caller's row, as `lockFree` has it, while no pictures of theirs wait. Throws `identity.waiting`. */
async function lockUnreviewed(ctx: WriteContext, userId: bigint, hash: string): Promise<IdentityRow> {
  const row = await lockFree(ctx, userId, hash);
  refuseUnless((await reviewOf(ctx, userId))?.decided_at !== null, 'identity.waiting');
  return row;
}

/** Counted before the provider is asked, so that requests at once cannot ask more often than three times. */
async function spendTry(ctx: WriteContext, userId: bigint, hash: string): Promise<void> {
  await ctx.db.query(insertIdentity, [userId, ctx.market, identityLifecycle.initial]);
  const row = await lockUnreviewed(ctx, userId, hash);
  refuseUnless(row.tries < maxTries, 'identity.too_many_tries');
  await ctx.db.query(addTries, [userId, 1]);
}

export interface Identity {
  readonly state: 'unchecked' | 'checking' | 'passed' | 'failed';
  readonly isPassed: boolean;
  /** The number, masked; '' without one. */
  readonly shown: string;
  /** Why an operator has sent the person back. */
  readonly reason: string;
}

/** Whether a person has proven their name, or waits for an operator who looks at their pictures. */
export async function identityOf(ctx: ReadContext, userId: bigint): Promise<Identity> {
  const [[row], review] = await Promise.all([ctx.db.query(identityByUser, [userId]), reviewOf(ctx, userId)]);
  if (row?.state === 'passed') return { state: 'passed', isPassed: true, shown: row.shown, reason: '' };
  if (!review) return { state: 'unchecked', isPassed: false, shown: '', reason: '' };
  const isWaiting = review.decided_at === null;
  const [state, shown] = isWaiting ? (['checking', review.shown] as const) : (['failed', ''] as const);
  return { state, isPassed: false, shown, reason: review.reason };
}
