/** How a person's row of identity is locked and moved. */
import type { WriteContext } from '../../kernel/context.ts';
import { refuseUnless } from '../../kernel/errors.ts';
import { type MoveOf, next } from '../../kernel/machine.ts';
import { identityLifecycle, type IdentityState } from './lifecycle.ts';
import { type IdentityRow, insertIdentityMove, lockIdentity, lockNumber, otherHolder } from './verification.sql.ts';

export async function lockPersonRow(ctx: WriteContext, userId: bigint): Promise<IdentityRow> {
  const [row] = await ctx.db.query(lockIdentity, [userId]);
  if (!row) throw new Error(`no identity check of user ${userId}`);
  return row;
}

/**
 * The person's row, while they are not verified and nor, where they are to be (`isTaken`), is the holder of the number.
 * Throws `identity.done`.
 */
export async function lockFree(ctx: WriteContext, userId: bigint, hash: string, isTaken = true): Promise<IdentityRow> {
  await ctx.db.query(lockNumber, [ctx.market, hash]);
  const row = await lockPersonRow(ctx, userId);
  const holders = isTaken ? await ctx.db.query(otherHolder, [ctx.market, hash, userId]) : [];
  refuseUnless(row.state === 'unchecked' && holders.length === 0, 'identity.done');
  return row;
}

export async function recordMove(
  ctx: WriteContext,
  row: IdentityRow,
  move: MoveOf<typeof identityLifecycle>,
  role: 'system' | 'operator' = 'system',
  note = '',
): Promise<IdentityState> {
  const to = next(identityLifecycle, row.state, move, role);
  await ctx.db.query(insertIdentityMove, [row.user_id, move, row.state, to, role, note, ctx.now]);
  return to;
}
