import type { ReadContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import { requireClient, requirePerson } from '../identity/index.ts';
import {
  countHired,
  countWorkOfFreelancer,
  freelancerToRead,
  hiredNames,
  hiredPage,
  type HiredRow,
  type WorkRow,
  workOfFreelancer,
} from './history.sql.ts';

/**
 * The contracts a freelancer has begun, newest first, for anyone signed in (seed 000: 开发者工作经历查询). Throws
 * `profile.not_found` unless the public id is that of a freelancer who is not restricted.
 */
export async function workHistory(ctx: ReadContext, freelancerUid: string, page: Page): Promise<PageOf<WorkRow>> {
  requirePerson(ctx.actor);
  const [freelancer] = await ctx.db.query(freelancerToRead, [ctx.market, freelancerUid]);
  if (!freelancer) throw new DomainError('profile.not_found');
  const [items, [counted]] = await Promise.all([
    ctx.db.query(workOfFreelancer, [freelancer.id, page.size, offsetOf(page)]),
    ctx.db.query(countWorkOfFreelancer, [freelancer.id]),
  ]);
  return { items, total: counted?.total ?? 0 };
}

/** Whom the calling client has hired, the latest hire first (seed 000: 需求者查询已雇用开发者). */
export async function hiredFreelancers(ctx: ReadContext, page: Page): Promise<PageOf<HiredRow>> {
  const { partyId } = requireClient(ctx.actor);
  const [items, [counted]] = await Promise.all([
    ctx.db.query(hiredPage, [partyId, page.size, offsetOf(page)]),
    ctx.db.query(countHired, [partyId]),
  ]);
  return { items, total: counted?.total ?? 0 };
}

const mostNames = 1_000;

/** Their names for choosing one of them: the 1,000 hired last (seed 000: 需求者雇佣的开发者列表). */
export function hiredFreelancerNames(ctx: ReadContext): Promise<{ uid: string; name: string }[]> {
  return ctx.db.query(hiredNames, [requireClient(ctx.actor).partyId, mostNames]);
}
