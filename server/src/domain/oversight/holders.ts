/** Who has taken what waits for a decision. It says whose turn it is; deciding stays open to whoever may. */
import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { activeOperator, type Operator, permissionsOf } from '../operators/index.ts';
import { type DecisionKind, lookAtDecision, permissionFor, waitingForDecision } from './decisions.ts';
import { holderOf, type HolderRow, lockHolder, putHolder, removeHolder } from './holders.sql.ts';

export interface Holder {
  readonly uid: string;
  readonly shownName: string;
}

export type Handover = 'take' | 'give' | 'return';

interface Handing {
  readonly kind: DecisionKind;
  readonly id: bigint;
  /** The uid of who is to have it; undefined gives it back. */
  readonly to: string | undefined;
}

/**
 * An operator takes what nobody has, gives it to another who may decide it, or gives it back; what somebody else has only an
 * administrator takes from them. Answers which of the three it was. Throws `decision.not_found`, `decision.not_waiting`,
 * `decision.taken`, `operator.not_found`, `decision.not_for_them` and, where it would change nothing, `move.not_from_here`.
 */
export async function handOver(ctx: WriteContext, by: Operator, { kind, id, to }: Handing): Promise<Handover> {
  await ctx.db.query(lockHolder, [ctx.market, kind, id]);
  const isWaiting = (await waitingForDecision(ctx, kind)).some((one) => one.id === id);
  if (!isWaiting) await lookAtDecision(ctx, kind, id);
  refuseUnless(isWaiting, 'decision.not_waiting');
  const [holder] = await ctx.db.query(holderOf, [ctx.market, kind, id]);
  const isTheirs = !holder || holder.operator_id === by.id || permissionsOf[by.role].includes('operators.change');
  if (!isTheirs) throw new DomainError('decision.taken', { holder: holder.shown_name });
  refuseUnless(holder?.uid !== to, 'move.not_from_here');
  if (to === undefined) {
    await ctx.db.query(removeHolder, [ctx.market, kind, id]);
    return 'return';
  }
  const next = await activeOperator(ctx, to);
  refuseUnless(permissionsOf[next.role].includes(permissionFor(kind)), 'decision.not_for_them');
  await ctx.db.query(putHolder, [ctx.market, kind, id, next.id, ctx.now]);
  return next.id === by.id ? 'take' : 'give';
}

/** Who has it; undefined where nobody does. */
export async function holderOfDecision(ctx: ReadContext, kind: string, id: bigint): Promise<Holder | undefined> {
  const [row] = await ctx.db.query(holderOf, [ctx.market, kind, id]);
  return row && asHolder(row);
}

const asHolder = ({ uid, shown_name: shownName }: HolderRow): Holder => ({ uid, shownName });
