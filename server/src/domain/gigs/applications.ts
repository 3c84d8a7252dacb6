import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { offsetOf, type Page } from '../../kernel/page.ts';
import { type FileRow, filesOf, replaceFiles } from '../files/index.ts';
import { requireClient, requireFreelancer } from '../identity/index.ts';
import {
  applicationById,
  applicationOf,
  type ApplicationRow,
  applicationsOfFreelancer,
  applicationsOfRequests,
  insertApplication,
  insertApplicationMove,
  lockApplicationRows,
} from './applications.sql.ts';
import { applicationLifecycle, isChosen, type RequestState } from './lifecycle.ts';
import { lockApplication, lockOwnRequest, lockRequest, moveApplication, moveRequest } from './move.ts';
import { lapseAt, watchLapse } from './deliver.ts';
import { countApplication, type RequestRow, requestsByIds } from './requests.sql.ts';
import { subjectsOf } from './subjects.ts';

const openStates: readonly RequestState[] = ['reviewed', 'funded', 'active'];

/**
 * A freelancer applies for a public request, once; whoever withdrew may apply anew (seed 002: 申请接单). The samples are shown
 * to the client. Throws `gig.not_found`, `gig.not_open` (over), `gig.applied_already` and `file.unusable`.
 */
export async function apply(
  ctx: WriteContext,
  requestId: bigint,
  { message, samples }: { message: string; samples: readonly string[] },
): Promise<bigint> {
  const actor = requireFreelancer(ctx.actor);
  const request = await lockRequest(ctx, requestId);
  refuseUnless([...openStates, 'settled'].includes(request.state), 'gig.not_found');
  refuseUnless(openStates.includes(request.state), 'gig.not_open');
  const values = [ctx.market, requestId, actor.partyId, applicationLifecycle.initial, message, ctx.now];
  const [row] = await ctx.db.query(insertApplication, values);
  if (!row) throw new DomainError('gig.applied_already');
  await ctx.db.query(countApplication, [requestId, 1]);
  await ctx.db.query(insertApplicationMove, [row.id, 'apply', '', applicationLifecycle.initial, 'freelancer', ctx.now]);
  await replaceFiles(ctx, {
    uids: samples,
    ownerUserId: actor.userId,
    kinds: ['general'],
    subject: subjectsOf(row.id).samples,
    readers: [request.client_party_id],
  });
  await ctx.emit('gig.applied', { requestId, applicationId: row.id });
  return row.id;
}

/** Whether the caller may still apply for a request (seed 002: 是否申请过). Throws what applying would. */
export async function assertMayApply(ctx: ReadContext, requestId: bigint): Promise<void> {
  const { partyId } = requireFreelancer(ctx.actor);
  const [request] = await ctx.db.query(requestsByIds, [[requestId], ctx.market]);
  refuseUnless(request !== undefined && [...openStates, 'settled'].includes(request.state), 'gig.not_found');
  const earlier = await ctx.db.query(applicationOf, [requestId, partyId]);
  refuseUnless(earlier.length === 0, 'gig.applied_already');
  refuseUnless(openStates.includes(request.state), 'gig.not_open');
}

/** Takes the caller's application back while it is not chosen (seed 002: 接单记录删除). Throws `gig.application_not_found`, `move.*`. */
export async function withdrawApplication(ctx: WriteContext, applicationId: bigint): Promise<void> {
  const { partyId } = requireFreelancer(ctx.actor);
  const { application } = await lockApplication(ctx, applicationId, (_, one) => one.freelancer_party_id === partyId);
  await moveApplication(ctx, application, 'withdraw', 'freelancer');
  await ctx.db.query(countApplication, [application.request_id, -1]);
}

/**
 * The company chooses applicants for its paid request, several at once or one after the other; who is chosen already stays
 * so (seed 002: 企业需求选择接单用户). Throws `gig.not_found`, `gig.application_not_found` when one is not of this request,
 * `gig.over_price` when all of the price is promised, and `move.not_from_here` while it is not paid.
 */
export async function chooseApplicants(
  ctx: WriteContext,
  requestId: bigint,
  applicationIds: readonly bigint[],
): Promise<void> {
  const { partyId } = requireClient(ctx.actor);
  const request = await lockOwnRequest(ctx, requestId, partyId);
  await moveRequest(ctx, request, 'choose', 'client');
  refuseUnless(request.promised < request.price, 'gig.over_price', { left: 0n });
  const all = await ctx.db.query(lockApplicationRows, [requestId]);
  for (const id of new Set(applicationIds)) {
    const application = all.find((one) => one.id === id);
    if (!application) throw new DomainError('gig.application_not_found');
    if (application.state === 'chosen') continue;
    await moveApplication(ctx, application, 'choose', 'client');
    await watchLapse(ctx, id, lapseAt(request, ctx.now));
    await ctx.emit('gig.chosen', { requestId, applicationId: id });
  }
}

/** An application with what belongs to it. */
export interface ShownApplication extends ApplicationRow {
  readonly samples: readonly FileRow[];
  readonly previews: readonly FileRow[];
  readonly source: FileRow | undefined;
}

/** Applications of requests, by request, with their files; for those who own the requests. */
export async function applicationsByRequest(
  ctx: ReadContext,
  requestIds: readonly bigint[],
): Promise<Map<bigint, ShownApplication[]>> {
  const { partyId } = requireClient(ctx.actor);
  const requests = await ctx.db.query(requestsByIds, [requestIds, ctx.market]);
  const own = requests.filter((request) => request.client_party_id === partyId).map(({ id }) => id);
  const shown = await withFiles(ctx, await ctx.db.query(applicationsOfRequests, [own]));
  const found = new Map<bigint, ShownApplication[]>();
  for (const application of shown) {
    const { request_id: requestId } = application;
    found.set(requestId, [...(found.get(requestId) ?? []), application]);
  }
  return found;
}

/** The caller's own applications with their requests, the newest first (seed 002: 个人申请列表). */
export async function ownApplications(
  ctx: ReadContext,
  page: Page,
): Promise<{ application: ShownApplication; request: RequestRow }[]> {
  const { partyId } = requireFreelancer(ctx.actor);
  return withRequests(ctx, await ctx.db.query(applicationsOfFreelancer, [partyId, page.size, offsetOf(page)]));
}

/** One application of the caller's, or to one of the caller's requests. Throws `gig.application_not_found`. */
export async function findApplication(
  ctx: ReadContext,
  applicationId: bigint,
): Promise<{ application: ShownApplication; request: RequestRow }> {
  const [row] = await ctx.db.query(applicationById, [applicationId, ctx.market]);
  const [found] = await withRequests(ctx, row && row.state !== 'withdrawn' ? [row] : []);
  const parties = [found?.application.freelancer_party_id, found?.request.client_party_id];
  if (!found || ctx.actor.kind !== 'person' || !parties.includes(ctx.actor.partyId)) {
    throw new DomainError('gig.application_not_found');
  }
  return found;
}

/** The caller's own application for a request, if they were chosen for it. */
export async function chosenApplication(ctx: ReadContext, requestId: bigint): Promise<ApplicationRow | undefined> {
  if (ctx.actor.kind !== 'person') return undefined;
  const [row] = await ctx.db.query(applicationOf, [requestId, ctx.actor.partyId]);
  return row && isChosen(row.state) ? row : undefined;
}

async function withRequests(ctx: ReadContext, rows: readonly ApplicationRow[]) {
  const ids = rows.map((row) => row.request_id);
  const requests = new Map((await ctx.db.query(requestsByIds, [ids, ctx.market])).map((one) => [one.id, one]));
  return (await withFiles(ctx, rows)).flatMap((application) => {
    const request = requests.get(application.request_id);
    return request ? [{ application, request }] : [];
  });
}

async function withFiles(ctx: ReadContext, rows: readonly ApplicationRow[]): Promise<ShownApplication[]> {
  const files = await filesOf(
    ctx,
    rows.flatMap((row) => Object.values(subjectsOf(row.id))),
  );
  return rows.map((row) => {
    const { samples, previews, source } = subjectsOf(row.id);
    return {
      ...row,
      samples: files.get(samples) ?? [],
      previews: files.get(previews) ?? [],
      source: files.get(source)?.[0],
    };
  });
}
