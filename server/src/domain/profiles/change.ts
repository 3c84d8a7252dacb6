import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { next } from '../../kernel/machine.ts';
import type { Catalog } from '../catalog/index.ts';
import { changePerson, renameTeam, requireClient, requireFreelancer } from '../identity/index.ts';
import {
  activateFreelancer,
  categoriesOfParty,
  lockFreelancer,
  replaceCategories,
  replaceLanguages,
  updateClient,
  updateFreelancer,
} from './change.sql.ts';
import { profileLifecycle } from './lifecycle.ts';
import { webLink } from './web-link.ts';

const maxCategories = 10;

/** What a freelancer may say of themselves; what is left out stays. */
export interface FreelancerChanges {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly title?: string | undefined;
  readonly overview?: string | undefined;
  readonly level?: 'entry' | 'middle' | 'expert' | undefined;
  /** Fen an hour. */
  readonly hourly?: bigint | undefined;
  /** 1 more than 30 hours a week, 2 less, 3 not sure. */
  readonly workload?: number | undefined;
  /** Those that the list of skills does not know are left out. */
  readonly skills?: readonly string[] | undefined;
  readonly regionId?: number | undefined;
  /** 1 basic to 4 native. */
  readonly english?: number | undefined;
  /** Levels of other languages by their English name, all of them. */
  readonly languages?: Readonly<Record<string, number>> | undefined;
  readonly available?: boolean | undefined;
  readonly address?: string | undefined;
  readonly postcode?: string | undefined;
}

/**
 * Changes the caller's freelancer profile (seed 000: 创建用户个人详细信息, 修改用户个人详细信息, 完善经历). Throws
 * `region.unknown` (not a city), `profile.skills_unknown` (none of them is known), `profile.language_unknown`,
 * `user.name_locked`, `user.email_taken`.
 */
export async function changeFreelancer(
  ctx: WriteContext,
  changes: FreelancerChanges,
  { regions, skills, languages }: Pick<Catalog, 'regions' | 'skills' | 'languages'>,
): Promise<void> {
  const { userId, partyId } = requireFreelancer(ctx.actor);
  if (changes.regionId !== undefined) refuseUnless(regions.isCity(changes.regionId), 'region.unknown');
  const known = changes.skills?.map(skills.canonical).filter((name) => name !== undefined);
  refuseUnless(known === undefined || known.length > 0, 'profile.skills_unknown');
  await lock(ctx, partyId);
  await ctx.db.query(updateFreelancer, [
    partyId,
    ctx.now,
    changes.title ?? null,
    changes.overview ?? null,
    changes.level ?? null,
    changes.hourly ?? null,
    changes.workload ?? null,
    known === undefined ? null : [...new Set(known)],
    changes.regionId ?? null,
    changes.english ?? null,
    changes.available ?? null,
    changes.address ?? null,
    changes.postcode ?? null,
  ]);
  if (changes.languages) await setLanguages(ctx, partyId, changes.languages, languages);
  await changePerson(ctx, userId, { name: changes.name, email: changes.email });
  await ctx.emit('profile.changed', { partyId });
}

async function setLanguages(
  ctx: WriteContext,
  partyId: bigint,
  levels: Readonly<Record<string, number>>,
  { all }: Catalog['languages'],
): Promise<void> {
  const spoken = Object.entries(levels).map(([name, level]) => {
    const language = all.find(({ ename, code }) =>
      [ename, code].some((one) => one.toLowerCase() === name.toLowerCase()),
    );
    if (!language) throw new DomainError('profile.language_unknown');
    return { id: language.id, level };
  });
  const ids = spoken.map(({ id }) => id);
  refuseUnless(new Set(ids).size === ids.length, 'profile.language_unknown');
  await ctx.db.query(replaceLanguages, [partyId, ids, spoken.map(({ level }) => level)]);
}

/** Locks the profile, so that changes at once follow each other. */
async function lock(ctx: WriteContext, partyId: bigint): Promise<'joining' | 'active'> {
  const [row] = await ctx.db.query(lockFreelancer, [partyId]);
  if (!row) throw new DomainError('profile.not_found');
  return row.state;
}

/**
 * The last step of registration (seed 000: 创建用户时薪等信息): from then on others find the freelancer. Done again it
 * only changes the profile. Throws `region.unknown`.
 */
export async function finishJoining(
  ctx: WriteContext,
  details: Pick<FreelancerChanges, 'hourly' | 'postcode'> & { readonly regionId: number; readonly address: string },
  catalog: Pick<Catalog, 'regions' | 'skills' | 'languages'>,
): Promise<void> {
  const { partyId } = requireFreelancer(ctx.actor);
  const state = await lock(ctx, partyId);
  await changeFreelancer(ctx, details, catalog);
  if (state === 'active') return;
  await ctx.db.query(activateFreelancer, [partyId, next(profileLifecycle, state, 'complete', 'freelancer'), ctx.now]);
  await ctx.emit('profile.completed', { partyId });
}

/**
 * Sets what the caller offers as a freelancer (seed 000: 创建用户分类, 更新用户分类). Throws
 * `profile.categories_too_many` (over ten) and `category.unknown` (not there, or not a leaf).
 */
export async function setCategories(
  ctx: WriteContext,
  ids: readonly number[],
  { isLeaf }: Pick<Catalog['categories'], 'isLeaf'>,
): Promise<void> {
  const { partyId } = requireFreelancer(ctx.actor);
  const wanted = [...new Set(ids)];
  refuseUnless(wanted.length <= maxCategories, 'profile.categories_too_many');
  refuseUnless(wanted.length > 0 && wanted.every(isLeaf), 'category.unknown');
  await lock(ctx, partyId);
  await ctx.db.query(replaceCategories, [partyId, wanted]);
  await ctx.emit('profile.changed', { partyId });
}

/** The ids of what the caller offers as a freelancer. */
export async function ownCategories(ctx: ReadContext): Promise<number[]> {
  const rows = await ctx.db.query(categoriesOfParty, [requireFreelancer(ctx.actor).partyId]);
  return rows.map((row) => row.category_id);
}

/** What a client may say of their team and themselves; what is left out stays. */
export interface ClientChanges {
  /** The person's own name. */
  readonly name?: string | undefined;
  readonly teamName?: string | undefined;
  readonly link?: string | undefined;
  readonly overview?: string | undefined;
  readonly regionId?: number | undefined;
  readonly address?: string | undefined;
  /** Of the contact, as is the e-mail. */
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
}

/**
 * Changes the caller's team (seed 000: 修改用户个人详细信息). Throws `region.unknown`, `profile.link_invalid`,
 * `user.name_locked` and `user.team_name_locked`.
 */
export async function changeClient(
  ctx: WriteContext,
  changes: ClientChanges,
  { isCity }: Pick<Catalog['regions'], 'isCity'>,
): Promise<void> {
  const { userId, partyId } = requireClient(ctx.actor);
  if (changes.regionId !== undefined) refuseUnless(isCity(changes.regionId), 'region.unknown');
  const link = changes.link === undefined ? null : webLink(changes.link);
  await ctx.db.query(updateClient, [
    partyId,
    ctx.now,
    changes.overview ?? null,
    link,
    changes.regionId ?? null,
    changes.address ?? null,
    changes.phone ?? null,
    changes.email ?? null,
  ]);
  if (changes.teamName !== undefined) await renameTeam(ctx, partyId, changes.teamName);
  await changePerson(ctx, userId, { name: changes.name });
  if (changes.name !== undefined) await ctx.emit('profile.changed', { userId, partyId });
}
