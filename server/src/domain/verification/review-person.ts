/** Operators look at the pictures of a person whose number the provider has confirmed, where the market says so. */
import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { lockName, partyOf } from '../identity/index.ts';
import { lockFree, recordMove } from './identity-rows.ts';
import { decideReview, latestReview, lockReview, type ReviewRow, waitingReviewRows } from './review.sql.ts';
import { passIdentity } from './verification.sql.ts';

/**
 * An operator certifies the person, who goes by the proven name from then on, or sends them back with a reason that they are
 * told. Throws `decision.not_found`, `request.incomplete` (no reason), `move.not_from_here`, `identity.done` when the
 * number has come to serve another account meanwhile and, for anyone else, `move.not_by_you`.
 */
export async function decidePerson(ctx: WriteContext, id: bigint, isAccepted: boolean, reason: string): Promise<void> {
  refuseUnless(ctx.actor.kind === 'operator', 'move.not_by_you');
  refuseUnless(isAccepted || reason.trim() !== '', 'request.incomplete', { field: 'reason' });
  const [review] = await ctx.db.query(lockReview, [ctx.market, id]);
  if (!review) throw new DomainError('decision.not_found');
  const { user_id: userId, name, number_cipher: cipher, number_hash: hash, shown } = review;
  if (cipher === null || hash === null) throw new DomainError('move.not_from_here');
  const row = await lockFree(ctx, userId, hash, isAccepted);
  const state = await recordMove(ctx, row, isAccepted ? 'pass' : 'sendBack', 'operator', reason);
  await ctx.db.query(decideReview, [id, isAccepted, isAccepted ? '' : reason, ctx.now]);
  if (isAccepted) {
    await ctx.db.query(passIdentity, [userId, state, name, cipher, hash, shown, ctx.now]);
    await lockName(ctx, userId, name);
    const party = await partyOf(ctx, userId, 'freelancer');
    if (party) await ctx.emit('verification.passed', { userId, partyId: party.id });
  }
  await ctx.emit('verification.person_decided', { userId, isAccepted, reason });
}

/** Persons whose pictures wait for an operator, the longest first, at most a hundred. */
export const waitingPersons = (ctx: ReadContext): Promise<ReviewRow[]> => ctx.db.query(waitingReviewRows, [ctx.market]);

/** What has become of the pictures a person has last shown; undefined when they never have. */
export async function reviewOf(ctx: ReadContext, userId: bigint): Promise<ReviewRow | undefined> {
  const [row] = await ctx.db.query(latestReview, [userId]);
  return row;
}
