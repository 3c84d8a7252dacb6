/** What a restricted person can say against it, and what operators decide. */
import type { ReadContext, Units, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { type MoveOf, next } from '../../kernel/machine.ts';
import {
  type IdentityMeans,
  type Proof,
  proveByPassword,
  restrictionOf,
  type RestrictionRow,
  setUserState,
} from '../identity/index.ts';
import { isAnotherOperator, requireOperator } from '../operators/index.ts';
import {
  appealOfRestriction,
  type AppealRow,
  appellantOf,
  insertAppeal,
  insertAppealMove,
  lockAppeal,
  lockWaitingAppeal,
  saveAppeal,
  type WaitingAppeal,
  waitingAppealRows,
} from './appeals.sql.ts';
import { appealLifecycle } from './lifecycle.ts';

export interface OwnRestriction {
  readonly restriction: RestrictionRow;
  /** What they have said against it. */
  readonly appeal: AppealRow | undefined;
}

/**
 * What keeps somebody out who proves who they are, and what has become of their appeal. Throws `auth.wrong_password`,
 * `auth.too_many_attempts`, and `restriction.none` for somebody who is not kept out.
 */
export async function ownRestriction(units: Units, means: IdentityMeans, proof: Proof): Promise<OwnRestriction> {
  const { id } = await proveByPassword(units, means, proof);
  const ctx = units.read();
  const restriction = await restrictionOf(ctx, id);
  if (!restriction) throw new DomainError('restriction.none');
  const [appeal] = await ctx.db.query(appealOfRestriction, [restriction.id]);
  return { restriction, appeal };
}

/**
 * A restricted person who proves who they are appeals, once for each restriction. Throws what `ownRestriction` does, and
 * `appeal.exists`.
 */
export async function makeAppeal(units: Units, means: IdentityMeans, proof: Proof, content: string): Promise<void> {
  const { restriction } = await ownRestriction(units, means, proof);
  await units.write(async (ctx) => {
    const values = [ctx.market, restriction.id, appealLifecycle.initial, content, ctx.now];
    const [added] = await ctx.db.query(insertAppeal, values);
    if (added) return;
    throw new DomainError((await restrictionOf(ctx, restriction.user_id)) ? 'appeal.exists' : 'restriction.none');
  });
}

/**
 * An operator restores the person, or lets the restriction stand with a reason that the person is told. Who has made the
 * restriction does not decide about it as long as somebody else could. Throws `appeal.not_found`, `request.incomplete`
 * (no reason), `appeal.own_restriction` and `move.not_from_here`.
 */
export async function decideAppeal(ctx: WriteContext, id: bigint, isGranted: boolean, reason: string): Promise<void> {
  const operatorId = requireOperator(ctx.actor);
  refuseUnless(isGranted || reason.trim() !== '', 'request.incomplete', { field: 'reason' });
  const [appellant] = await ctx.db.query(appellantOf, [ctx.market, id]);
  if (!appellant) throw new DomainError('appeal.not_found');
  const isOwn = appellant.operator_id === operatorId;
  const couldBeAnother = isOwn && (await isAnotherOperator(ctx, 'users.restrict'));
  refuseUnless(!couldBeAnother, 'appeal.own_restriction');
  // The person before the appeal, as whoever restores them without it locks both.
  if (isGranted) await setUserState(ctx, appellant.username, 'active', reason);
  const [appeal] = await ctx.db.query(lockAppeal, [id]);
  if (!appeal) throw new DomainError('appeal.not_found');
  await move(ctx, appeal, isGranted ? 'grant' : 'refuse', reason);
  if (!isGranted) await ctx.emit('appeal.refused', { userId: appellant.user_id, reason });
}

/** Restores a person; an appeal that waits has lapsed. Throws `user.not_found`, and `move.not_from_here` where nothing keeps them out. */
export async function restoreUser(ctx: WriteContext, name: string, reason = ''): Promise<void> {
  await setUserState(ctx, name, 'active', reason);
  const [appeal] = await ctx.db.query(lockWaitingAppeal, [ctx.market, name.trim().toLowerCase()]);
  if (appeal) await move(ctx, appeal, 'lapse', reason);
}

async function move(
  ctx: WriteContext,
  { id, state }: Pick<AppealRow, 'id' | 'state'>,
  name: MoveOf<typeof appealLifecycle>,
  reason: string,
): Promise<void> {
  const role = ctx.actor.kind === 'operator' ? 'operator' : 'system';
  const to = next(appealLifecycle, state, name, role);
  await ctx.db.query(saveAppeal, [id, to, name === 'refuse' ? reason : '', ctx.now]);
  await ctx.db.query(insertAppealMove, [id, name, state, to, role, reason, ctx.now]);
}

/** Appeals that wait for an operator, the longest first, at most a hundred. */
export const waitingAppeals = (ctx: ReadContext): Promise<WaitingAppeal[]> =>
  ctx.db.query(waitingAppealRows, [ctx.market]);
