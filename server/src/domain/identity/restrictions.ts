/** Keeping a person out of their market, and letting them in again. */
import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { deleteSessionsOfUser, type UserRow } from './identity.sql.ts';
import {
  endRestriction,
  insertRestriction,
  lockUserState,
  restrictionInForce,
  type RestrictionRow,
  updateUserState,
} from './restrictions.sql.ts';

/**
 * An operator restricts a person, whose sessions end at once, or restores them; the person is told why. Throws
 * `user.not_found`, and `move.not_from_here` for somebody who is so already.
 */
export async function setUserState(
  ctx: WriteContext,
  name: string,
  state: UserRow['state'],
  reason = '',
): Promise<void> {
  const [user] = await ctx.db.query(lockUserState, [ctx.market, name.trim().toLowerCase()]);
  if (!user) throw new DomainError('user.not_found');
  refuseUnless(user.state !== state, 'move.not_from_here', { state });
  await ctx.db.query(updateUserState, [user.id, state]);
  if (state === 'restricted') {
    const operatorId = ctx.actor.kind === 'operator' ? ctx.actor.operatorId : null;
    await ctx.db.query(insertRestriction, [ctx.market, user.id, reason, operatorId, ctx.now]);
    await ctx.db.query(deleteSessionsOfUser, [user.id, null]);
  } else {
    await ctx.db.query(endRestriction, [user.id, ctx.now]);
  }
  await ctx.emit('user.state_changed', { userId: user.id });
  await ctx.emit(state === 'restricted' ? 'user.restricted' : 'user.restored', { userId: user.id, reason });
}

/** Why somebody is kept out, and since when; undefined for somebody who is not. */
export async function restrictionOf(ctx: ReadContext, userId: bigint): Promise<RestrictionRow | undefined> {
  const [row] = await ctx.db.query(restrictionInForce, [userId]);
  return row;
}

/** Refuses somebody who is kept out, and says why: to be called once it is known who they are. Throws `auth.restricted`. */
export async function refuseRestricted(ctx: ReadContext, user: Pick<UserRow, 'id' | 'state'>): Promise<void> {
  if (user.state !== 'restricted') return;
  const restriction = await restrictionOf(ctx, user.id);
  throw new DomainError('auth.restricted', { reason: restriction?.reason ?? '' });
}
