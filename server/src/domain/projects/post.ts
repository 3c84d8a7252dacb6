import type { Day } from '../../kernel/clock.ts';
import type { WriteContext } from '../../kernel/context.ts';
import { refuseUnless } from '../../kernel/errors.ts';
import type { Catalog } from '../catalog/index.ts';
import { requireClient } from '../identity/index.ts';
import { indexWords } from '../listings/index.ts';
import { assertKnown, type Place } from '../members/index.ts';
import { projectLifecycle } from './lifecycle.ts';
import { lockOwnProject } from './project.ts';
import { insertProject, type ProjectRow, updateProject } from './projects.sql.ts';

/** What a manager says of a project. Pay is fen. */
export interface ProjectInput {
  readonly title: string;
  readonly description: string;
  /** The path of a picture; kept, never fetched. */
  readonly image: string;
  readonly startDay: Day | null;
  readonly endDay: Day | null;
  readonly minPay: bigint;
  readonly maxPay: bigint;
  readonly isLongTerm: boolean;
  readonly industryId: number;
  readonly industryYears: number;
  readonly place: Place;
  readonly headcount: number;
  readonly craftIds: readonly number[];
}

/**
 * Hands a project in for review (seed 001, 4.8.1). Throws `role.client_required`, `project.dates_invalid`, `pay.range_invalid`,
 * `industry.unknown` and `skill.unknown`.
 */
export async function postProject(ctx: WriteContext, input: ProjectInput, catalog: Catalog): Promise<bigint> {
  const { userId, partyId } = requireClient(ctx.actor);
  const values = valuesOf(input, catalog);
  const { initial } = projectLifecycle;
  const [row] = await ctx.db.query(insertProject, [ctx.market, userId, partyId, initial, ctx.now, ...values]);
  if (!row) throw new Error('the project was not kept');
  return row.id;
}

const changeable: readonly ProjectRow['state'][] = ['rejected', 'in_review', 'recruiting', 'ready'];

/**
 * Changes what is given of a project of the caller's that has not begun (seed 001, 4.8.11). Throws `project.not_found`,
 * `project.wrong_state` and what handing in throws.
 */
export async function editProject(
  ctx: WriteContext,
  id: bigint,
  changes: { readonly [K in keyof ProjectInput]?: ProjectInput[K] | undefined },
  catalog: Catalog,
): Promise<void> {
  const project = await lockOwnProject(ctx, id);
  refuseUnless(changeable.includes(project.state), 'project.wrong_state', { state: project.state });
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const input: ProjectInput = { ...inputOf(project), ...Object.fromEntries(given) };
  await ctx.db.query(updateProject, [id, ctx.now, ...valuesOf(input, catalog)]);
}

function valuesOf(input: ProjectInput, { industries, crafts }: Catalog): unknown[] {
  const { startDay, endDay, minPay, maxPay, industryId, craftIds, place } = input;
  refuseUnless(startDay === null || endDay === null || startDay <= endDay, 'project.dates_invalid');
  refuseUnless(minPay <= maxPay, 'pay.range_invalid');
  assertKnown(industries, [industryId], 'industry.unknown');
  assertKnown(crafts, craftIds, 'skill.unknown');
  return [
    input.title,
    input.description,
    input.image,
    startDay,
    endDay,
    minPay,
    maxPay,
    input.isLongTerm,
    industryId,
    input.industryYears,
    place.provinceId,
    place.cityId,
    place.districtId,
    input.headcount,
    [...new Set(craftIds)],
    [...indexWords(`${input.title} ${input.description}`)],
  ];
}

function inputOf(project: ProjectRow): ProjectInput {
  return {
    title: project.title,
    description: project.description,
    image: project.image,
    startDay: project.start_day,
    endDay: project.end_day,
    minPay: project.min_pay,
    maxPay: project.max_pay,
    isLongTerm: project.is_long_term,
    industryId: project.industry_id,
    industryYears: project.industry_years,
    place: { provinceId: project.province_id, cityId: project.city_id, districtId: project.district_id },
    headcount: project.headcount,
    craftIds: project.craft_ids,
  };
}
