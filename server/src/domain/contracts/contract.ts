import { type Day, dayOf, minuteMs } from '../../kernel/clock.ts';
import type { Actor, ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { next, type Role } from '../../kernel/machine.ts';
import { contractByUid, type ContractRow, lockContractById, lockContractByUid, moveContract } from './contracts.sql.ts';
import { contractLifecycle, type ContractMove } from './lifecycle.ts';
import type { WeekRow } from './weeks.sql.ts';

/** Work is recorded in slots of ten minutes. */
export const slotMinutes = 10;
export const slotMs = slotMinutes * minuteMs;
export const slotsPerHour = 60 / slotMinutes;

/** The side of the contract the caller is on. Throws `contract.not_found` for anybody else, as if there were none. */
export function sideOf(contract: ContractRow, actor: Actor): 'client' | 'freelancer' {
  if (actor.kind === 'person' && actor.partyId === contract.client_party_id) return 'client';
  // An offer that was never sent does not exist for the freelancer.
  const isSent = contract.offered_at !== null;
  if (actor.kind === 'person' && actor.partyId === contract.freelancer_party_id && isSent) return 'freelancer';
  throw new DomainError('contract.not_found');
}

/** A contract of the caller's. Throws `contract.not_found`. */
export async function findContract(ctx: ReadContext, uid: string): Promise<ContractRow> {
  const [contract] = await ctx.db.query(contractByUid, [ctx.market, uid]);
  if (!contract) throw new DomainError('contract.not_found', { uid });
  sideOf(contract, ctx.actor);
  return contract;
}

/** The same, locked for a move. */
export async function lockContract(ctx: WriteContext, uid: string): Promise<ContractRow> {
  const [contract] = await ctx.db.query(lockContractByUid, [ctx.market, uid]);
  if (!contract) throw new DomainError('contract.not_found', { uid });
  sideOf(contract, ctx.actor);
  return contract;
}

/** A contract for a move of the clock or the system, locked. */
export async function lockForSystem(ctx: WriteContext, id: bigint): Promise<ContractRow> {
  const [contract] = await ctx.db.query(lockContractById, [id, ctx.market]);
  if (!contract) throw new DomainError('contract.not_found', { id });
  return contract;
}

export interface MoveFacts {
  readonly expiresAt?: Date;
  readonly questionId?: number | undefined;
  readonly note?: string | undefined;
}

/**
 * Makes a move of a locked contract, with its row in the history and its event. Throws `move.not_from_here` or
 * `move.not_by_you`.
 */
export async function saveMove(
  ctx: WriteContext,
  contract: ContractRow,
  move: ContractMove,
  by: Role,
  facts: MoveFacts = {},
): Promise<ContractRow> {
  const to = next(contractLifecycle, contract.state, move, by);
  const partyId = ctx.actor.kind === 'person' ? ctx.actor.partyId : null;
  const [moved] = await ctx.db.query(moveContract, [
    contract.id,
    contract.state,
    to,
    ctx.now,
    facts.expiresAt ?? null,
    by,
    move,
    facts.questionId ?? null,
    facts.note ?? '',
    partyId,
  ]);
  if (!moved) throw new DomainError('move.not_from_here', { move, state: contract.state });
  await ctx.emit(`contract.${move}`, { contractId: contract.id });
  return moved;
}

/** Today in Shanghai, for this unit of work. */
export const today = (ctx: ReadContext): Day => dayOf(ctx.now);

/** Whether the week is paid for and not over: there is at most one such week beside those under review. */
export const isOpenWeek = (week: Pick<WeekRow, 'state'>): boolean => week.state === 'funded' || week.state === 'active';

/** Whether the client may open the next week of hourly work now. */
export const mayOpenNextWeek = (
  contract: Pick<ContractRow, 'pay_kind' | 'state'>,
  weeks: readonly Pick<WeekRow, 'state'>[],
): boolean => contract.pay_kind === 'hourly' && contract.state === 'active' && !weeks.some(isOpenWeek);

/** Reasons to choose from, by id: the part of the catalogue that this module asks. */
export interface Reasons {
  byId(id: number): { readonly qtype: string } | undefined;
}

/** Throws `contract.reason_required` unless the reason is one of its kind (or, where it may be, left out). */
export function assertReason(
  reasons: Reasons,
  qtype: string,
  questionId: number | undefined,
  isRequired: boolean,
): void {
  if (questionId === undefined && !isRequired) return;
  const isKnown = questionId !== undefined && reasons.byId(questionId)?.qtype === qtype;
  if (!isKnown) throw new DomainError('contract.reason_required', { questionId });
}
