import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { refuseUnless } from '../../kernel/errors.ts';
import { next } from '../../kernel/machine.ts';
import type { Vault } from '../../kernel/vault.ts';
import {
  appliedBefore,
  appliedFrom,
  type ApplicationRow,
  applicationStatements,
  earlierApplication,
  ofPerson,
  ofPosting,
} from './applications.sql.ts';
import { applicationLifecycle, applicationMoves, type ApplicationState } from './lifecycle.ts';
import {
  changed,
  type ChangesOf,
  findOwn,
  idOf,
  type ListOf,
  listOwn,
  lockOwn,
  type Made,
  makeOnce,
  type Place,
  saveOwn,
} from './objects.ts';
import { personStatements } from './persons.sql.ts';
import { countAccepted, inState, type PostingRow, postingStatements } from './postings.sql.ts';

export interface ApplicationInput {
  readonly ownId: string;
  readonly personOwnId: string;
  readonly postingOwnId: string;
  readonly appliedAt: Date;
  readonly resumeUrl: string | null;
  readonly source: string | null;
  readonly state: ApplicationState;
  readonly remark: string | null;
}

/**
 * Adds an application (seed 004: POST /applications). Throws `channel.not_found` for person or work,
 * `channel.posting_not_open`, `channel.outside_window` when the work did not recruit at that time,
 * `channel.applied_already`, `channel.headcount_full` when it comes accepted and no place is left, and `channel.id_taken`.
 */
export async function addApplication(ctx: WriteContext, vault: Vault, input: ApplicationInput): Promise<Made> {
  return makeOnce(
    ctx,
    vault,
    applicationStatements,
    input,
    async (channelId) => {
      const posting = await lockOwn(ctx, postingStatements, input.postingOwnId);
      const person = await findOwn(ctx, personStatements, input.personOwnId);
      refuseUnless(posting.state === 'open', 'channel.posting_not_open');
      assertRecruiting(posting, input.appliedAt);
      const earlier = await ctx.db.query(earlierApplication, [channelId, posting.id, person.id]);
      refuseUnless(earlier.length === 0, 'channel.applied_already');
      if (input.state === 'accepted') await takePlace(ctx, posting);
      return [
        posting.id,
        person.id,
        input.appliedAt,
        input.resumeUrl,
        input.source,
        stateAfter('pending', input.state),
        input.remark,
      ];
    },
    input.state,
  );
}

/**
 * Changes what is given (seed 004: PUT /applications/:channel_application_id). Person and work stay as they are. Throws
 * `channel.not_found`, `channel.reference_fixed`, `channel.outside_window`, `channel.headcount_full` and
 * `move.not_from_here`.
 */
export async function changeApplication(
  ctx: WriteContext,
  ownId: string,
  changes: ChangesOf<Omit<ApplicationInput, 'ownId'>>,
): Promise<ApplicationRow> {
  const known = await findApplication(ctx, ownId);
  // The work first: whoever adds an application locks in this order as well.
  const posting = await lockOwn(ctx, postingStatements, known.posting_own_id);
  const row = await lockOwn(ctx, applicationStatements, ownId);
  const input = changed(inputOf(row), changes);
  const isSame = input.personOwnId === row.person_own_id && input.postingOwnId === row.posting_own_id;
  refuseUnless(isSame, 'channel.reference_fixed');
  if (input.appliedAt.getTime() !== row.applied_at.getTime()) assertRecruiting(posting, input.appliedAt);
  const state = stateAfter(row.state, input.state);
  if (state !== row.state) {
    if (state === 'accepted') await takePlace(ctx, posting);
    if (row.state === 'accepted') await ctx.db.query(countAccepted, [row.channel_id, posting.id, -1]);
  }
  const { appliedAt, resumeUrl, source, remark } = input;
  const values = [row.posting_id, row.person_id, appliedAt, resumeUrl, source, state, remark];
  await saveOwn(ctx, applicationStatements, row, values, state);
  return findApplication(ctx, ownId);
}

/** An application of the caller's, by its own id. Throws `channel.not_found`. */
export const findApplication = (ctx: ReadContext, ownId: string): Promise<ApplicationRow> =>
  findOwn(ctx, applicationStatements, ownId);

export interface ApplicationFilters {
  readonly personOwnId?: string | undefined;
  readonly postingOwnId?: string | undefined;
  readonly state?: ApplicationState | undefined;
  readonly from?: Date | undefined;
  readonly before?: Date | undefined;
}

/** The caller's applications, the newest first (seed 004: GET /applications); times are those of applying. */
export async function listApplications(
  ctx: ReadContext,
  vault: Vault,
  { personOwnId, postingOwnId, state, from, before }: ApplicationFilters,
  place: Place,
): Promise<ListOf<ApplicationRow>> {
  const personId = await idOf(ctx, personStatements, personOwnId);
  const postingId = await idOf(ctx, postingStatements, postingOwnId);
  if (personId === null || postingId === null) return { items: [], total: 0, next: undefined };
  const filters = [
    [ofPerson, personId],
    [ofPosting, postingId],
    [inState, state],
    [appliedFrom, from],
    [appliedBefore, before],
  ] as const;
  return listOwn(ctx, vault, applicationStatements, filters, place);
}

function assertRecruiting(posting: PostingRow, at: Date): void {
  refuseUnless(at >= posting.recruits_from && at <= posting.recruits_until, 'channel.outside_window');
}

/** The posting is locked, so nobody takes the same place. */
async function takePlace(ctx: WriteContext, posting: PostingRow): Promise<void> {
  refuseUnless(posting.accepted < posting.headcount, 'channel.headcount_full', { headcount: posting.headcount });
  await ctx.db.query(countAccepted, [posting.channel_id, posting.id, 1]);
}

function stateAfter(from: ApplicationState, to: ApplicationState): ApplicationState {
  if (from === to) return from;
  // Nothing leads back to the beginning: refused as any other missing move is.
  return next(applicationLifecycle, from, to === 'pending' ? 'accept' : applicationMoves[to], 'channel');
}

function inputOf(row: ApplicationRow): ApplicationInput {
  return {
    ownId: row.own_id,
    personOwnId: row.person_own_id,
    postingOwnId: row.posting_own_id,
    appliedAt: row.applied_at,
    resumeUrl: row.resume_url,
    source: row.source,
    state: row.state,
    remark: row.remark,
  };
}
