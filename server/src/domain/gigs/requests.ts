import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { next } from '../../kernel/machine.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import { type FileRow, filesOf, forgetFile, forgetFiles, replaceFiles, subjectOf } from '../files/index.ts';
import { requireClient } from '../identity/index.ts';
import { settleEscrow } from '../ledger/index.ts';
import { closeOrders, tradeNumber } from '../payments/index.ts';
import { requestLifecycle, type RequestState } from './lifecycle.ts';
import { passOthers } from './end.ts';
import { escrowOf } from './escrow.ts';
import { lockOwnRequest, lockRequest, moveRequest } from './move.ts';
import {
  countRequests,
  insertRequest,
  insertRequestMove,
  requestById,
  type RequestKind,
  requestPage,
  type RequestRow,
  type Settlement,
  updateRequest,
  waitingRequestRows,
} from './requests.sql.ts';
import { requestSubject } from './subjects.ts';

export interface RequestInput {
  readonly title: string;
  readonly kind: RequestKind;
  /** Fen, for the whole request. */
  readonly price: bigint;
  readonly settlement: Settlement;
  readonly place: string;
  readonly worksFrom: Date | null;
  readonly worksUntil: Date | null;
  readonly category: string;
  readonly wantsInvoice: boolean;
  readonly detail: string;
}

/** Public names of uploads of kind `general`; undefined leaves the files as they are. */
type Files = readonly string[] | undefined;

/** States in which everybody may read a request. */
export const publicStates: readonly RequestState[] = ['reviewed', 'funded', 'active', 'settled'];
const ownStates: readonly RequestState[] = ['unreviewed', 'refused', ...publicStates];

/**
 * A company publishes a request, which an operator has to review (seed 002: 需求发布). Throws `role.client_required`,
 * `gig.dates` and `file.unusable`.
 */
export async function publishRequest(ctx: WriteContext, input: RequestInput, files: Files): Promise<bigint> {
  const actor = requireClient(ctx.actor);
  const values = valuesOf(input);
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const head = [ctx.market, tradeNumber(ctx), actor.partyId, requestLifecycle.initial];
    const [row] = await ctx.db.query(insertRequest, [...head, ...values, ctx.now]);
    if (!row) continue;
    await ctx.db.query(insertRequestMove, [row.id, 'publish', '', requestLifecycle.initial, 'client', '', ctx.now]);
    await attach(ctx, actor.userId, row.id, files);
    return row.id;
  }
  throw new Error('no free request number in ten attempts');
}

/**
 * Changes what is given of a request that is not paid yet; it is reviewed again (seed 002: 需求修改). Throws
 * `gig.not_found`, `gig.dates`, `file.unusable` and, once it is paid, `move.not_from_here`.
 */
export async function reviseRequest(
  ctx: WriteContext,
  requestId: bigint,
  changes: { readonly [K in keyof RequestInput]: RequestInput[K] | undefined },
  files: Files,
): Promise<void> {
  const actor = requireClient(ctx.actor);
  const request = await lockOwnRequest(ctx, requestId, actor.partyId);
  next(requestLifecycle, request.state, 'revise', 'client');
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  await ctx.db.query(updateRequest, [requestId, ...valuesOf({ ...inputOf(request), ...given }), ctx.now]);
  await attach(ctx, actor.userId, requestId, files);
  await forgetOrder(ctx, request);
  await moveRequest(ctx, request, 'revise', 'client', { orderId: null });
}

/** An order that nobody paid says an amount that may not be right any more. */
const forgetOrder = (ctx: WriteContext, { order_id: orderId }: RequestRow) =>
  closeOrders(ctx, orderId === null ? [] : [orderId]);

/**
 * Takes a request away; what was paid for it goes back while nobody is chosen (seed 002: 需求删除). Throws `gig.not_found`
 * and, once somebody is chosen, `move.not_from_here`.
 */
export async function removeRequest(ctx: WriteContext, requestId: bigint): Promise<void> {
  const { partyId } = requireClient(ctx.actor);
  const request = await lockOwnRequest(ctx, requestId, partyId);
  if (request.state === 'funded') {
    await moveRequest(ctx, request, 'refund', 'client');
    const { escrow } = await escrowOf(ctx, request);
    const back = { subject: `gig:${requestId}`, payeeId: partyId, gross: 0n, back: request.price, feeBasisPoints: 0 };
    await settleEscrow(ctx, escrow, { ...back, note: request.title });
  } else {
    await moveRequest(ctx, request, 'withdraw', 'client', { orderId: null });
    await forgetOrder(ctx, request);
    await forgetFiles(ctx, requestSubject(requestId));
  }
  await passOthers(ctx, requestId);
}

/** Takes a file of one of the caller's requests away (seed 002: 需求附加文件删除). Throws `gig.not_found`, `file.not_found`. */
export async function removeRequestFile(ctx: WriteContext, fileId: bigint): Promise<void> {
  const { partyId } = requireClient(ctx.actor);
  const subject = await subjectOf(ctx, fileId);
  const [, number] = /^gig:(\d+)$/.exec(subject ?? '') ?? [];
  if (number === undefined) throw new DomainError('file.not_found');
  const request = await lockOwnRequest(ctx, BigInt(number), partyId);
  await forgetFile(ctx, requestSubject(request.id), fileId);
}

/** An operator lets a request become public, or refuses it with a reason. Throws `gig.not_found`, `request.incomplete`. */
export async function decideRequest(
  ctx: WriteContext,
  requestId: bigint,
  isAccepted: boolean,
  reason: string,
): Promise<void> {
  refuseUnless(ctx.actor.kind === 'operator', 'move.not_by_you');
  refuseUnless(isAccepted || reason.trim() !== '', 'request.incomplete', { field: 'reason' });
  const request = await lockRequest(ctx, requestId);
  await moveRequest(ctx, request, isAccepted ? 'accept' : 'refuse', 'operator', { reason: isAccepted ? '' : reason });
}

/** Requests that wait for an operator, the longest first, at most a hundred. */
export function waitingRequests(ctx: ReadContext): Promise<RequestRow[]> {
  return ctx.db.query(waitingRequestRows, [ctx.market]);
}

export interface RequestFilter {
  readonly title?: string | undefined;
  readonly kind?: RequestKind | undefined;
  readonly settlement?: Settlement | undefined;
  readonly isReviewed?: boolean | undefined;
  readonly isPaid?: boolean | undefined;
  readonly isSettled?: boolean | undefined;
}

/** Requests that everybody may read, the newest first (seed 002: 前台需求列表). */
export function publicRequests(ctx: ReadContext, filter: RequestFilter, page: Page): Promise<PageOf<RequestRow>> {
  return list(ctx, null, publicStates, filter, page);
}

/** The caller's own requests, the newest first (seed 002: 需求列表). */
export function ownRequests(ctx: ReadContext, filter: RequestFilter, page: Page): Promise<PageOf<RequestRow>> {
  return list(ctx, requireClient(ctx.actor).partyId, ownStates, filter, page);
}

const paidStates: readonly RequestState[] = ['funded', 'active', 'settled'];

async function list(
  ctx: ReadContext,
  partyId: bigint | null,
  among: readonly RequestState[],
  filter: RequestFilter,
  page: Page,
): Promise<PageOf<RequestRow>> {
  const { title, kind = null, settlement = null, isReviewed, isPaid, isSettled } = filter;
  const states = among.filter(
    (state) =>
      (isReviewed ?? publicStates.includes(state)) === publicStates.includes(state) &&
      (isPaid ?? paidStates.includes(state)) === paidStates.includes(state) &&
      (isSettled ?? state === 'settled') === (state === 'settled'),
  );
  const pattern = title === undefined ? null : `%${title.replace(/[\\%_]/g, '\\$&')}%`;
  const values = [ctx.market, partyId, states, pattern, kind, settlement];
  const [items, [counted]] = await Promise.all([
    ctx.db.query(requestPage, [...values, page.size, offsetOf(page)]),
    ctx.db.query(countRequests, values),
  ]);
  return { items, total: Number(counted?.count ?? 0n) };
}

/** One request: anybody's that is public, or the caller's own. Throws `gig.not_found`. */
export async function findRequest(ctx: ReadContext, requestId: bigint): Promise<RequestRow> {
  const [request] = await ctx.db.query(requestById, [requestId, ctx.market]);
  const isOwn = ctx.actor.kind === 'person' && request?.client_party_id === ctx.actor.partyId;
  if (!request || !(isOwn ? ownStates : publicStates).includes(request.state)) throw new DomainError('gig.not_found');
  return request;
}

/** One of the caller's own requests (seed 002: 需求查询). Throws `gig.not_found`. */
export async function findOwnRequest(ctx: ReadContext, requestId: bigint): Promise<RequestRow> {
  const { partyId } = requireClient(ctx.actor);
  const request = await findRequest(ctx, requestId);
  if (request.client_party_id !== partyId) throw new DomainError('gig.not_found');
  return request;
}

/** The files that were added to requests, by request. */
export async function filesOfRequests(ctx: ReadContext, ids: readonly bigint[]): Promise<Map<bigint, FileRow[]>> {
  const files = await filesOf(ctx, ids.map(requestSubject));
  return new Map(ids.map((id) => [id, files.get(requestSubject(id)) ?? []]));
}

function valuesOf(input: RequestInput): unknown[] {
  const { worksFrom, worksUntil } = input;
  refuseUnless(worksFrom === null || worksUntil === null || worksFrom <= worksUntil, 'gig.dates');
  return [
    input.title,
    input.kind,
    input.price,
    input.settlement,
    input.place,
    worksFrom,
    worksUntil,
    input.category,
    input.wantsInvoice,
    input.detail,
  ];
}

function inputOf(row: RequestRow): RequestInput {
  const { title, kind, price, settlement, place, category, detail } = row;
  const { works_from: worksFrom, works_until: worksUntil, wants_invoice: wantsInvoice } = row;
  return { title, kind, price, settlement, place, worksFrom, worksUntil, category, wantsInvoice, detail };
}

async function attach(ctx: WriteContext, ownerUserId: bigint, requestId: bigint, uids: Files): Promise<void> {
  if (uids === undefined) return;
  const subject = requestSubject(requestId);
  await replaceFiles(ctx, { uids, ownerUserId, kinds: ['general'], subject, isPublic: true });
}
