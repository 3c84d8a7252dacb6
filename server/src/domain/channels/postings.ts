import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { refuseUnless } from '../../kernel/errors.ts';
import { next } from '../../kernel/machine.ts';
import type { Vault } from '../../kernel/vault.ts';
import { companyStatements } from './companies.sql.ts';
import { postingLifecycle, postingMoves, type PostingState } from './lifecycle.ts';
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
import {
  inState,
  ofCompany,
  type PostingKind,
  type PostingRow,
  postingStatements,
  type SalaryKind,
  type Settlement,
} from './postings.sql.ts';

/** A word of a closed list: what it means, and how the partner spelt it. */
export interface Word<Code extends string> {
  readonly code: Code;
  readonly sent: string;
}

export interface Salary {
  readonly kind: Word<SalaryKind>;
  /** In fen. */
  readonly amount: bigint;
  readonly currency: string;
  readonly settlement: Word<Settlement> | null;
}

export interface PostingInput {
  readonly ownId: string;
  readonly companyOwnId: string;
  readonly name: string;
  readonly kind: Word<PostingKind>;
  readonly headcount: number;
  readonly recruitsFrom: Date;
  readonly recruitsUntil: Date;
  readonly worksFrom: Date | null;
  readonly worksUntil: Date | null;
  readonly wageDescription: string | null;
  readonly description: string | null;
  readonly place: string | null;
  readonly requirements: string | null;
  readonly salary: Salary | null;
  readonly state: PostingState;
}

/**
 * Adds work to recruit for (seed 004: POST /tasks). Throws `channel.not_found` for the company, `channel.window_invalid`
 * when a window ends before it begins, and `channel.id_taken`.
 */
export async function addPosting(ctx: WriteContext, vault: Vault, input: PostingInput): Promise<Made> {
  return makeOnce(ctx, vault, postingStatements, input, () => columnsOf(ctx, input), input.state);
}

/**
 * Changes what is given (seed 004: PUT /tasks/:channel_task_id). Throws as `addPosting`, `channel.not_found`, and
 * `channel.headcount_below_accepted` when more people are accepted already.
 */
export async function changePosting(
  ctx: WriteContext,
  ownId: string,
  changes: ChangesOf<Omit<PostingInput, 'ownId'>>,
): Promise<PostingRow> {
  const row = await lockOwn(ctx, postingStatements, ownId);
  const input = changed(inputOf(row), changes);
  refuseUnless(input.headcount >= row.accepted, 'channel.headcount_below_accepted', { accepted: row.accepted });
  if (input.state !== row.state) next(postingLifecycle, row.state, postingMoves[input.state], 'channel');
  const values = await columnsOf(ctx, input);
  await saveOwn(ctx, postingStatements, row, values, input.state);
  return findPosting(ctx, ownId);
}

/** Work of the caller's, by its own id. Throws `channel.not_found`. */
export const findPosting = (ctx: ReadContext, ownId: string): Promise<PostingRow> =>
  findOwn(ctx, postingStatements, ownId);

/** The caller's work, the newest first (seed 004: GET /tasks). */
export async function listPostings(
  ctx: ReadContext,
  vault: Vault,
  filters: { companyOwnId?: string | undefined; state?: PostingState | undefined },
  place: Place,
): Promise<ListOf<PostingRow>> {
  const companyId = await idOf(ctx, companyStatements, filters.companyOwnId);
  if (companyId === null) return { items: [], total: 0, next: undefined };
  const used = [[ofCompany, companyId] as const, [inState, filters.state] as const];
  return listOwn(ctx, vault, postingStatements, used, place);
}

function inputOf(row: PostingRow): PostingInput {
  const { salary_kind: kind, salary_kind_sent: kindSent, settlement, settlement_sent: settlementSent } = row;
  const salary = kind !== null && {
    kind: { code: kind, sent: kindSent ?? kind },
    amount: row.salary_amount ?? 0n,
    currency: row.salary_currency ?? '',
    settlement: settlement && { code: settlement, sent: settlementSent ?? settlement },
  };
  return {
    ownId: row.own_id,
    companyOwnId: row.company_own_id,
    name: row.name,
    kind: { code: row.kind, sent: row.kind_sent },
    headcount: row.headcount,
    recruitsFrom: row.recruits_from,
    recruitsUntil: row.recruits_until,
    worksFrom: row.works_from,
    worksUntil: row.works_until,
    wageDescription: row.wage_description,
    description: row.description,
    place: row.place,
    requirements: row.requirements,
    salary: salary || null,
    state: row.state,
  };
}

async function columnsOf(ctx: WriteContext, input: PostingInput): Promise<readonly unknown[]> {
  const { salary, worksFrom, worksUntil } = input;
  refuseUnless(input.recruitsFrom <= input.recruitsUntil, 'channel.window_invalid', { window: 'recruiting' });
  const isForward = worksFrom === null || worksUntil === null || worksFrom <= worksUntil;
  refuseUnless(isForward, 'channel.window_invalid', { window: 'working' });
  const company = await findOwn(ctx, companyStatements, input.companyOwnId);
  return [
    company.id,
    input.name,
    input.kind.code,
    input.kind.sent,
    input.headcount,
    input.recruitsFrom,
    input.recruitsUntil,
    worksFrom,
    worksUntil,
    input.wageDescription,
    input.description,
    input.place,
    input.requirements,
    salary?.kind.code ?? null,
    salary?.kind.sent ?? null,
    salary?.amount ?? null,
    salary?.currency ?? null,
    salary?.settlement?.code ?? null,
    salary?.settlement?.sent ?? null,
    input.state,
  ];
}
