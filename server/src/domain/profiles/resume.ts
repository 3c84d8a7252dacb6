import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import type { Catalog } from '../catalog/index.ts';
import { requireFreelancer } from '../identity/index.ts';
import { lockFreelancer } from './change.sql.ts';
import {
  deleteEducation,
  deleteEmployment,
  educationRows,
  type EducationRow,
  employmentRows,
  type EmploymentRow,
  insertEducation,
  insertEmployment,
  updateEducation,
  updateEmployment,
} from './resume.sql.ts';
import { freelancerMeant } from './view.ts';

/** A place where a freelancer worked. Months are written "2026-11". */
export interface Employment {
  readonly company: string;
  readonly regionId: number;
  readonly title: string;
  /** 1 intern, 2 staff, 3 in charge, 4 manager, 5 general manager, 6 founder. */
  readonly role: number;
  readonly startMonth: string;
  /** Undefined while they still work there. */
  readonly endMonth: string | undefined;
  readonly detail: string;
}

/** A school that a freelancer went to. */
export interface Education {
  readonly school: string;
  readonly degree: string;
  readonly area: string;
  readonly startYear: number;
  readonly endYear: number;
  readonly detail: string;
}

/** Whose entries, and which: the caller's own without a public id, all without an entry's id. */
export interface EntriesMeant {
  readonly uid?: string | undefined;
  readonly id?: bigint | undefined;
}

type Cities = Pick<Catalog['regions'], 'isCity'>;

/** Where a freelancer worked, the latest first, at most fifty (seed 000: 工作经历查询). Throws `profile.not_found`. */
export async function employmentsOf(ctx: ReadContext, { uid, id }: EntriesMeant): Promise<EmploymentRow[]> {
  return ctx.db.query(employmentRows, [await freelancerMeant(ctx, uid), id ?? null]);
}

/**
 * Adds a place where the caller worked. Throws `region.unknown` (not a city), `profile.entry_dates` (ends before it
 * begins) and `profile.too_many_entries` (over fifty).
 */
export async function addEmployment(ctx: WriteContext, entry: Employment, cities: Cities): Promise<bigint> {
  const partyId = await lockOwn(ctx);
  const [row] = await ctx.db.query(insertEmployment, [partyId, ...employmentValues(entry, cities), ctx.now]);
  if (!row) throw new DomainError('profile.too_many_entries');
  return row.id;
}

/** Replaces one of the caller's. Throws as adding does, and `profile.entry_not_found`. */
export async function changeEmployment(
  ctx: WriteContext,
  id: bigint,
  entry: Employment,
  cities: Cities,
): Promise<void> {
  const { partyId } = requireFreelancer(ctx.actor);
  const values = [id, partyId, ...employmentValues(entry, cities), ctx.now];
  assertFound(await ctx.db.query(updateEmployment, values));
}

/** Takes one of the caller's away. Throws `profile.entry_not_found`. */
export async function removeEmployment(ctx: WriteContext, id: bigint): Promise<void> {
  assertFound(await ctx.db.query(deleteEmployment, [id, requireFreelancer(ctx.actor).partyId]));
}

function employmentValues(entry: Employment, { isCity }: Cities): unknown[] {
  const { company, regionId, title, role, startMonth, endMonth = null, detail } = entry;
  refuseUnless(isCity(regionId), 'region.unknown');
  refuseUnless(endMonth === null || endMonth >= startMonth, 'profile.entry_dates');
  return [company, regionId, title, role, startMonth, endMonth, detail];
}

/** The schools of a freelancer, the latest first, at most fifty (seed 000: 教育经历查询). Throws `profile.not_found`. */
export async function educationsOf(ctx: ReadContext, { uid, id }: EntriesMeant): Promise<EducationRow[]> {
  return ctx.db.query(educationRows, [await freelancerMeant(ctx, uid), id ?? null]);
}

/** Adds a school of the caller's. Throws `profile.entry_dates` and `profile.too_many_entries`. */
export async function addEducation(ctx: WriteContext, entry: Education): Promise<bigint> {
  const partyId = await lockOwn(ctx);
  const [row] = await ctx.db.query(insertEducation, [partyId, ...educationValues(entry), ctx.now]);
  if (!row) throw new DomainError('profile.too_many_entries');
  return row.id;
}

/** Replaces one of the caller's. Throws as adding does, and `profile.entry_not_found`. */
export async function changeEducation(ctx: WriteContext, id: bigint, entry: Education): Promise<void> {
  const { partyId } = requireFreelancer(ctx.actor);
  assertFound(await ctx.db.query(updateEducation, [id, partyId, ...educationValues(entry), ctx.now]));
}

/** Takes one of the caller's away. Throws `profile.entry_not_found`. */
export async function removeEducation(ctx: WriteContext, id: bigint): Promise<void> {
  assertFound(await ctx.db.query(deleteEducation, [id, requireFreelancer(ctx.actor).partyId]));
}

function educationValues({ school, degree, area, startYear, endYear, detail }: Education): unknown[] {
  refuseUnless(endYear >= startYear, 'profile.entry_dates');
  return [school, degree, area, startYear, endYear, detail];
}

/** The caller's profile, locked, so that entries added at once are counted one after the other. */
export async function lockOwn(ctx: WriteContext): Promise<bigint> {
  const { partyId } = requireFreelancer(ctx.actor);
  await ctx.db.query(lockFreelancer, [partyId]);
  return partyId;
}

/** Throws `profile.entry_not_found` when nothing was changed: it is not there, or not the caller's. */
export function assertFound(rows: readonly unknown[]): void {
  if (rows.length === 0) throw new DomainError('profile.entry_not_found');
}
