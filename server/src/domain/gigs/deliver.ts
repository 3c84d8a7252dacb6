import { addDays, dayMs, dayOf, later, startOfDay } from '../../kernel/clock.ts';
import type { WriteContext } from '../../kernel/context.ts';
import { refuseUnless } from '../../kernel/errors.ts';
import { filesOf, grantFile, replaceFiles } from '../files/index.ts';
import { requireClient, requireFreelancer } from '../identity/index.ts';
import { endWhenDone, payApplication } from './end.ts';
import type { ApplicationState } from './lifecycle.ts';
import { lockApplication, type LockedApplication, moveApplication } from './move.ts';
import { promise, type RequestRow, type Settlement } from './requests.sql.ts';
import { subjectsOf } from './subjects.ts';

/** How long after the end of the work a result may come, and how long after the choice where no end was given. */
const afterEndDays = 7;
const withoutEndDays = 30;

/** When somebody chosen now lapses unless they deliver. */
export function lapseAt({ works_until: end }: RequestRow, now: Date): Date {
  const from = end === null ? later(now, (withoutEndDays - afterEndDays) * dayMs) : end;
  return later(from > now ? from : now, afterEndDays * dayMs);
}

export async function watchLapse(ctx: WriteContext, applicationId: bigint, at: Date): Promise<void> {
  await ctx.enqueue('gig.lapse', { applicationId }, { at, key: `gig.lapse:${applicationId}` });
}

export interface Result {
  readonly applicationId: bigint;
  /** Public names of uploads: pictures that the company sees at once. */
  readonly previews: readonly string[];
  /** The archive, which the company gets when it has accepted the result. */
  readonly source: string | undefined;
}

/**
 * A chosen freelancer hands in the result, or another until it is accepted (seed 002: 个人需求完成上传成果). The company reads the
 * previews at once and the source only after acceptance. Throws `gig.application_not_found`, `gig.result_required`,
 * `file.unusable` and `move.not_from_here`.
 */
export async function deliver(ctx: WriteContext, { applicationId, previews, source }: Result): Promise<void> {
  const { partyId, userId: ownerUserId } = requireFreelancer(ctx.actor);
  refuseUnless(previews.length > 0 || source !== undefined, 'gig.result_required');
  const isTheirs = (_request: RequestRow, one: { freelancer_party_id: bigint }) => one.freelancer_party_id === partyId;
  const { request, application } = await lockApplication(ctx, applicationId, isTheirs);
  await moveApplication(ctx, application, 'deliver', 'freelancer');
  const subjects = subjectsOf(applicationId);
  const use = { ownerUserId, kinds: ['general'] as const };
  const readers = [request.client_party_id];
  await replaceFiles(ctx, { ...use, uids: previews, subject: subjects.previews, readers, onlyPictures: true });
  await replaceFiles(ctx, { ...use, uids: source === undefined ? [] : [source], subject: subjects.source });
  const at = later(ctx.now, ctx.settings.reviewDays * dayMs);
  await ctx.enqueue('gig.silence', { applicationId }, { at, key: `gig.silence:${applicationId}` });
  await ctx.emit('gig.delivered', { requestId: request.id, applicationId });
}

/**
 * The company accepts a result for `amount` fen of the request's price, never more than is left of it (seed 002:
 * 企业用户确认成果). The archive opens at once; the money follows on the settlement day. Throws
 * `gig.application_not_found`, `gig.over_price`, `move.not_from_here`.
 */
export async function acceptResult(
  ctx: WriteContext,
  { applicationId, amount }: { applicationId: bigint; amount: bigint },
): Promise<void> {
  const { partyId } = requireClient(ctx.actor);
  const locked = await lockApplication(ctx, applicationId, (request) => request.client_party_id === partyId);
  const left = locked.request.price - locked.request.promised;
  await accept(ctx, locked, 'accept', amount, left);
}

const sharing: readonly ApplicationState[] = ['chosen', 'delivered'];

/** Nobody answered a result in time: it earns an equal share of what is left, among those chosen. */
export async function acceptBySilence(ctx: WriteContext, applicationId: bigint): Promise<void> {
  const locked = await lockApplication(ctx, applicationId, () => true);
  if (locked.application.state !== 'delivered') return;
  const left = locked.request.price - locked.request.promised;
  const sharers = locked.all.filter(({ state }) => sharing.includes(state)).length;
  await accept(ctx, locked, 'acceptBySilence', left / BigInt(sharers), left);
}

async function accept(
  ctx: WriteContext,
  { request, application }: LockedApplication,
  move: 'accept' | 'acceptBySilence',
  amount: bigint,
  left: bigint,
): Promise<void> {
  const settlesAt = settlementTime(request.settlement, ctx.now);
  await moveApplication(ctx, application, move, move === 'accept' ? 'client' : 'clock', { amount, settlesAt });
  refuseUnless(amount <= left, 'gig.over_price', { left });
  await ctx.db.query(promise, [request.id, amount]);
  const { source } = subjectsOf(application.id);
  for (const file of (await filesOf(ctx, [source])).get(source) ?? [])
    await grantFile(ctx, file.id, [request.client_party_id]);
  await ctx.emit('gig.accepted', { requestId: request.id, applicationId: application.id });
  if (settlesAt > ctx.now) {
    const payload = { applicationId: application.id };
    return ctx.enqueue('gig.settle', payload, { at: settlesAt, key: `gig.settle:${application.id}` });
  }
  return settle(ctx, application.id);
}

/** When the money of a result accepted `now` is paid: at once, at the next midnight, or on the first of the next month. */
export function settlementTime(settlement: Settlement, now: Date): Date {
  const today = dayOf(now);
  if (settlement === 'daily') return startOfDay(addDays(today, 1));
  // 31 days after the first of a month is some day of the next one.
  if (settlement === 'monthly') return startOfDay(`${addDays(`${today.slice(0, 7)}-01`, 31).slice(0, 7)}-01`);
  return now;
}

/** Pays an accepted result, and ends the request with the last of them. Repeating it changes nothing. */
export async function settle(ctx: WriteContext, applicationId: bigint): Promise<void> {
  const { request, application } = await lockApplication(ctx, applicationId, () => true);
  if (application.state !== 'accepted' || application.amount === null) return;
  await payApplication(ctx, request, { ...application, amount: application.amount });
  await endWhenDone(ctx, request.id);
}

/** Somebody chosen has delivered nothing in time: they get nothing, and the request ends without them. */
export async function lapse(ctx: WriteContext, applicationId: bigint): Promise<void> {
  const { request, application } = await lockApplication(ctx, applicationId, () => true);
  if (application.state !== 'chosen') return;
  await moveApplication(ctx, application, 'lapse', 'clock');
  await ctx.emit('gig.lapsed', { requestId: request.id, applicationId });
  await endWhenDone(ctx, request.id);
}
