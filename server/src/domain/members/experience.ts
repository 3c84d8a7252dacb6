import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import type { Catalog } from '../catalog/index.ts';
import { requireFreelancer } from '../identity/index.ts';
import {
  deleteExperience,
  type ExperienceRow,
  experiencesOfUser,
  insertExperience,
  updateExperience,
} from './experience.sql.ts';
import { findMember } from './members.ts';

/** A part of somebody's working life; whole years. */
export interface Experience {
  readonly industryId: number;
  readonly years: number;
  readonly description: string;
}

/** A freelancer's experience, the newest entry first (seed 001, 4.4.3). Throws `user.not_found`, also for anyone else. */
export async function experiencesOf(ctx: ReadContext, userId: bigint): Promise<ExperienceRow[]> {
  const { kind } = await findMember(ctx, userId);
  refuseUnless(kind === 'freelancer', 'user.not_found');
  return ctx.db.query(experiencesOfUser, [userId]);
}

/** Adds to the caller's experience (4.4.4). Throws `industry.unknown` and `profile.too_many_entries` (over fifty). */
export async function addExperience(ctx: WriteContext, entry: Experience, { industries }: Catalog): Promise<bigint> {
  const { userId } = requireFreelancer(ctx.actor);
  const { industryId, years, description } = entry;
  refuseUnless(industries.byId(industryId) !== undefined, 'industry.unknown');
  const [row] = await ctx.db.query(insertExperience, [userId, industryId, years, description, ctx.now]);
  if (!row) throw new DomainError('profile.too_many_entries');
  return row.id;
}

/** Changes what is given of an entry of the caller's (4.4.4.1). Throws `industry.unknown`, `profile.entry_not_found`. */
export async function changeExperience(
  ctx: WriteContext,
  id: bigint,
  changes: { readonly [K in keyof Experience]?: Experience[K] | undefined },
  { industries }: Catalog,
): Promise<void> {
  const { userId } = requireFreelancer(ctx.actor);
  const { industryId, years, description } = changes;
  refuseUnless(industryId === undefined || industries.byId(industryId) !== undefined, 'industry.unknown');
  const values = [id, userId, industryId ?? null, years ?? null, description ?? null];
  const [row] = await ctx.db.query(updateExperience, values);
  if (!row) throw new DomainError('profile.entry_not_found');
}

/** Takes an entry of the caller's away (4.4.5). Throws `profile.entry_not_found`. */
export async function removeExperience(ctx: WriteContext, id: bigint): Promise<void> {
  const [row] = await ctx.db.query(deleteExperience, [id, requireFreelancer(ctx.actor).userId]);
  if (!row) throw new DomainError('profile.entry_not_found');
}
