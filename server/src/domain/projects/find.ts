import type { ReadContext } from '../../kernel/context.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import { requireClient, requirePerson } from '../identity/index.ts';
import { queryWords } from '../listings/index.ts';
import { findMember, type MemberRow, membersById, membersFitting } from '../members/index.ts';
import { type ProjectState, projectStates } from './lifecycle.ts';
import { findShown, statesShown, takesPart } from './project.ts';
import {
  lookedFor,
  ownProjects,
  projectCount,
  type ProjectRow,
  projectSearch,
  ratingsOfProject,
  shareProject,
} from './projects.sql.ts';

/** What projects are looked for by; what is left out asks for anything. Pay is fen, and a range fits when it overlaps. */
export interface ProjectFilter {
  readonly keyword?: string | undefined;
  readonly minPay?: bigint | undefined;
  readonly maxPay?: bigint | undefined;
  readonly cityIds?: readonly number[] | undefined;
  readonly industryIds?: readonly number[] | undefined;
}

export type ProjectOrder = keyof typeof projectSearch;

/** Projects that have passed their review, to brokers and administrators all (seed 001, 4.6.1). */
export function searchProjects(
  ctx: ReadContext,
  filter: ProjectFilter,
  order: ProjectOrder,
  page: Page,
): Promise<PageOf<ProjectRow>> {
  return list(ctx, statesShown(ctx), filter, order, page);
}

/** Projects that recruit, the newest first (4.6.3). */
export function latestProjects(ctx: ReadContext, page: Page): Promise<PageOf<ProjectRow>> {
  return list(ctx, ['recruiting'], {}, 'newest', page);
}

/** Projects that recruit and fit what the caller wishes (4.6.2); the newest for anyone who wishes nothing, or whom nothing fits. */
export async function recommendedProjects(ctx: ReadContext, page: Page): Promise<PageOf<ProjectRow>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || actor.role !== 'freelancer') return latestProjects(ctx, page);
  const wishes = await findMember(ctx, actor.userId);
  const filter = {
    cityIds: wishes.wished_city_ids,
    industryIds: wishes.industry_ids,
    ...(wishes.min_pay !== null && { minPay: wishes.min_pay }),
    ...(wishes.max_pay !== null && wishes.max_pay > 0n && { maxPay: wishes.max_pay }),
  };
  const fitting = await list(ctx, ['recruiting'], filter, 'newest', page);
  return fitting.total > 0 ? fitting : latestProjects(ctx, page);
}

const listOf = (ids: readonly number[] | undefined) => (ids && ids.length > 0 ? ids : null);

async function list(
  ctx: ReadContext,
  states: readonly ProjectState[],
  filter: ProjectFilter,
  order: ProjectOrder,
  page: Page,
): Promise<PageOf<ProjectRow>> {
  const values = [
    ctx.market,
    states,
    filter.minPay ?? null,
    filter.maxPay ?? null,
    listOf(filter.cityIds),
    listOf(filter.industryIds),
    filter.keyword === undefined ? null : wordsOf(filter.keyword),
  ];
  const [items, [counted]] = await Promise.all([
    ctx.db.query(projectSearch[order], [...values, page.size, offsetOf(page)]),
    ctx.db.query(projectCount, values),
  ]);
  return { items, total: Number(counted?.count ?? 0n) };
}

/** A question without a word in it is looked for as it stands, and so not found. */
function wordsOf(keyword: string): string[] {
  const words = queryWords(keyword);
  return words.length > 0 ? words : [keyword.toLowerCase()];
}

/** The caller's projects, of all states unless some are named: those they manage, are hired for, or watch over. */
export async function myProjects(
  ctx: ReadContext,
  states: readonly ProjectState[] | undefined,
  page: Page,
): Promise<PageOf<ProjectRow>> {
  const { userId, role } = requirePerson(ctx.actor);
  const values = [ctx.market, states && states.length > 0 ? states : projectStates, userId];
  const [items, [counted]] = await Promise.all([
    ctx.db.query(ownProjects[role].page, [...values, page.size, offsetOf(page)]),
    ctx.db.query(ownProjects[role].count, values),
  ]);
  return { items, total: Number(counted?.count ?? 0n) };
}

/** Freelancers who fit what the caller's projects under way look for, the best fit first (4.7.2). */
export async function recommendedMembers(ctx: ReadContext, page: Page): Promise<PageOf<MemberRow>> {
  const { userId } = requireClient(ctx.actor);
  const [looked] = await ctx.db.query(lookedFor, [userId]);
  if (!looked) return { items: [], total: 0 };
  const {
    city_ids: cityIds,
    industry_ids: industryIds,
    craft_ids: craftIds,
    min_pay: minPay,
    max_pay: maxPay,
  } = looked;
  return membersFitting(ctx, { cityIds, industryIds, craftIds, minPay, maxPay }, page);
}

export interface ProjectDetail {
  readonly project: ProjectRow;
  readonly manager: MemberRow | undefined;
  readonly broker: MemberRow | undefined;
  readonly freelancers: readonly MemberRow[];
  /** What each was given in this project, by user id, on the average. */
  readonly ratings: ReadonlyMap<bigint, number>;
}

/**
 * A project with its people (4.8.12). One that has not passed its review, or was terminated, is shown to those who have to do with
 * it only. Throws `project.not_found`.
 */
export async function projectDetail(ctx: ReadContext, id: bigint): Promise<ProjectDetail> {
  const { project, hirings } = await findShown(ctx, id);
  const hired = [...new Set(hirings.filter(takesPart).map((hiring) => hiring.user_id))];
  const [people, ratings] = await Promise.all([
    membersById(ctx, [project.manager_id, ...hired, ...(project.broker_id === null ? [] : [project.broker_id])]),
    ctx.db.query(ratingsOfProject, [id]),
  ]);
  return {
    project,
    manager: people.get(project.manager_id),
    broker: project.broker_id === null ? undefined : people.get(project.broker_id),
    freelancers: hired.flatMap((userId) => people.get(userId) ?? []),
    ratings: new Map(ratings.map((row) => [row.about_id, Number(row.rating)])),
  };
}

/**
 * A member as the caller may see them: whether the phone number is shown, which it is to themselves, to administrators, and to those
 * they share a project with. Throws `user.not_found`.
 */
export async function memberSeen(
  ctx: ReadContext,
  userId: bigint,
): Promise<{ readonly member: MemberRow; readonly showsPhone: boolean }> {
  const caller = requirePerson(ctx.actor);
  const member = await findMember(ctx, userId);
  if (caller.userId === userId || caller.role === 'administrator') return { member, showsPhone: true };
  const [row] = await ctx.db.query(shareProject, [caller.userId, userId]);
  return { member, showsPhone: row?.share ?? false };
}
