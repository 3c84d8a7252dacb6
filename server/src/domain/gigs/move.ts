/** How requests and applications are locked and moved: the request always before its applications. */
import type { WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { next, type Role } from '../../kernel/machine.ts';
import {
  applicationById,
  type ApplicationRow,
  insertApplicationMove,
  lockApplicationRows,
  moveApplicationRow,
} from './applications.sql.ts';
import { applicationLifecycle, type ApplicationMove, requestLifecycle, type RequestMove } from './lifecycle.ts';
import { insertRequestMove, lockRequestRow, moveRequestRow, type RequestRow } from './requests.sql.ts';

/** The request, locked. Throws `gig.not_found`. */
export async function lockRequest(ctx: WriteContext, requestId: bigint): Promise<RequestRow> {
  const [request] = await ctx.db.query(lockRequestRow, [requestId, ctx.market]);
  if (!request) throw new DomainError('gig.not_found');
  return request;
}

/** The same for its own client; to anybody else there is no such request. */
export async function lockOwnRequest(ctx: WriteContext, requestId: bigint, partyId: bigint): Promise<RequestRow> {
  const request = await lockRequest(ctx, requestId);
  if (request.client_party_id !== partyId || ['withdrawn', 'refunded'].includes(request.state)) {
    throw new DomainError('gig.not_found');
  }
  return request;
}

export interface LockedApplication {
  readonly request: RequestRow;
  readonly application: ApplicationRow;
  /** All of the request that were not withdrawn. */
  readonly all: readonly ApplicationRow[];
}

/**
 * An application with its request, both locked, for the party that may know of it. Throws `gig.application_not_found`.
 */
export async function lockApplication(
  ctx: WriteContext,
  applicationId: bigint,
  isTheirs: (request: RequestRow, application: ApplicationRow) => boolean,
): Promise<LockedApplication> {
  const [found] = await ctx.db.query(applicationById, [applicationId, ctx.market]);
  if (!found) throw new DomainError('gig.application_not_found');
  const request = await lockRequest(ctx, found.request_id);
  const all = await ctx.db.query(lockApplicationRows, [request.id]);
  const application = all.find(({ id }) => id === applicationId);
  if (!application || !isTheirs(request, application)) throw new DomainError('gig.application_not_found');
  return { request, application, all };
}

/** Saves a move of the request with its history; `reason` is an operator's. */
export async function moveRequest(
  ctx: WriteContext,
  request: RequestRow,
  move: RequestMove,
  by: Role,
  changes: { readonly orderId?: bigint | null; readonly reason?: string } = {},
): Promise<void> {
  const to = next(requestLifecycle, request.state, move, by);
  const { orderId = request.order_id, reason = '' } = changes;
  await ctx.db.query(moveRequestRow, [request.id, to, orderId, reason, ctx.now]);
  await ctx.db.query(insertRequestMove, [request.id, move, request.state, to, by, reason, ctx.now]);
}

/** Saves a move of an application with its history, and when and what it will be paid. */
export async function moveApplication(
  ctx: WriteContext,
  application: ApplicationRow,
  move: ApplicationMove,
  by: Role,
  pay: { readonly amount?: bigint; readonly settlesAt?: Date } = {},
): Promise<void> {
  const { id, state } = application;
  const to = next(applicationLifecycle, state, move, by);
  await ctx.db.query(moveApplicationRow, [id, to, pay.amount ?? null, pay.settlesAt ?? null, ctx.now]);
  await ctx.db.query(insertApplicationMove, [id, move, state, to, by, ctx.now]);
}
