/** What people say they have done and can do, in their own words: works, skills, jobs and schools (seed 002: user_person_*). */
import type { Day } from '../../kernel/clock.ts';
import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { requireFreelancer } from '../identity/index.ts';
import {
  type BackgroundKind,
  backgroundRows,
  deleteBackground,
  insertBackground,
  lockBackground,
  updateBackground,
} from './background.sql.ts';
import { assertFound } from './resume.ts';

/** What is said of each kind. A mark is 0 to 100; days are Shanghai's. */
export interface Background {
  work: { name: string; type: string; link: string; keyFeature: string; detail: string; duty: string };
  skill: { name: string; mark: number };
  job: { begin: Day | null; end: Day | null; company: string; title: string; detail: string };
  school: { begin: Day | null; end: Day | null; school: string; major: string; degree: string; detail: string };
}

export type BackgroundEntry<K extends BackgroundKind> = Background[K] & { readonly id: bigint };

/** A freelancer's entries of one kind, in the order they were added; at most fifty. */
export async function backgroundOf<K extends BackgroundKind>(
  ctx: ReadContext,
  partyId: bigint,
  kind: K,
): Promise<BackgroundEntry<K>[]> {
  const rows = await ctx.db.query(backgroundRows, [partyId, kind]);
  // Written by this module only, each in the shape of its kind.
  return rows.map(({ id, facts }) => ({ ...(facts as unknown as Background[K]), id }));
}

/** Adds an entry of the caller's. Throws `profile.entry_dates` and `profile.too_many_entries` (over fifty of a kind). */
export async function addBackground<K extends BackgroundKind>(
  ctx: WriteContext,
  kind: K,
  entry: Background[K],
): Promise<bigint> {
  const { partyId } = requireFreelancer(ctx.actor);
  await ctx.db.query(lockBackground, [partyId]);
  return insert(ctx, partyId, kind, entry);
}

/**
 * Changes what is given of one of the caller's entries. Throws `profile.entry_not_found` and `profile.entry_dates`.
 */
export async function changeBackground<K extends BackgroundKind>(
  ctx: WriteContext,
  kind: K,
  id: bigint,
  changes: Partial<Background[K]>,
): Promise<void> {
  const { partyId } = requireFreelancer(ctx.actor);
  const rows = await ctx.db.query(updateBackground, [id, partyId, kind, JSON.stringify(changes), ctx.now]);
  assertFound(rows);
  // The change is undone with the unit of work when what it leads to is refused.
  for (const { facts } of rows) assertDates(facts);
}

/** Takes one of the caller's entries away. Throws `profile.entry_not_found`. */
export async function removeBackground(ctx: WriteContext, kind: BackgroundKind, id: bigint): Promise<void> {
  assertFound(await ctx.db.query(deleteBackground, [requireFreelancer(ctx.actor).partyId, kind, id]));
}

/** Replaces all of the caller's entries of a kind. Throws as adding does. */
export async function replaceBackground<K extends BackgroundKind>(
  ctx: WriteContext,
  kind: K,
  entries: readonly Background[K][],
): Promise<void> {
  const { partyId } = requireFreelancer(ctx.actor);
  await ctx.db.query(lockBackground, [partyId]);
  await ctx.db.query(deleteBackground, [partyId, kind, null]);
  for (const entry of entries) await insert(ctx, partyId, kind, entry);
}

async function insert(ctx: WriteContext, partyId: bigint, kind: BackgroundKind, entry: object): Promise<bigint> {
  assertDates(entry);
  const [row] = await ctx.db.query(insertBackground, [partyId, kind, JSON.stringify(entry), ctx.now]);
  if (!row) throw new DomainError('profile.too_many_entries');
  return row.id;
}

function assertDates(entry: { readonly begin?: unknown; readonly end?: unknown }): void {
  const { begin, end } = entry;
  const isOrdered = typeof begin !== 'string' || typeof end !== 'string' || begin <= end;
  refuseUnless(isOrdered, 'profile.entry_dates');
}
