import type { WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless, refusedAs } from '../../kernel/errors.ts';
import type { Catalog } from '../catalog/index.ts';
import { requireClient } from '../identity/index.ts';
import { tell } from '../inbox/index.ts';
import { findHireable, type MemberRow } from '../members/index.ts';
import { type HiringRow, hiringsOfProject, insertHiring } from './hirings.sql.ts';
import { hiringLifecycle } from './lifecycle.ts';
import { assertLiving, lockOwnProject, moveHiring, stepOf, takesPart } from './project.ts';
import {
  deletePosition,
  insertPosition,
  positionById,
  type PositionRow,
  positionsOfProject,
  stepById,
  type StepRow,
  updatePosition,
} from './steps.sql.ts';
import type { StepMeant } from './steps.ts';

/** Somebody who is looked for; the salary is fen for the whole step. */
export interface Position {
  /** A number of the catalogue of positions, or one of the manager's own. */
  readonly type: number;
  readonly name?: string | undefined;
  readonly salary: bigint;
  readonly headcount: number;
}

const nameOf = ({ positions }: Catalog, type: number, name: string | undefined) =>
  name ?? positions.byId(type)?.name ?? '';

const mayChange = (step: StepRow) =>
  refuseUnless(step.state === 'waiting' || step.state === 'recruiting', 'step.wrong_state', { state: step.state });

/** Adds an open position to a step that has not begun (seed 001, 4.10.1). Throws `project.*`, `step.*`. */
export async function addPosition(
  ctx: WriteContext,
  { projectId, stepId }: StepMeant,
  { type, name, salary, headcount }: Position,
  catalog: Catalog,
): Promise<PositionRow> {
  const project = await lockOwnProject(ctx, projectId);
  mayChange(await stepOf(ctx, project, stepId));
  const [row] = await ctx.db.query(insertPosition, [stepId, type, nameOf(catalog, type, name), salary, headcount]);
  if (!row) throw new Error('the position was not kept');
  return row;
}

/** Changes what is given of a position (4.10.2). Throws `position.not_found` (also another's), `step.wrong_state`. */
export async function changePosition(
  ctx: WriteContext,
  positionId: bigint,
  changes: { readonly [K in keyof Position]?: Position[K] | undefined },
  catalog: Catalog,
): Promise<PositionRow> {
  const position = await lockPosition(ctx, positionId);
  const type = changes.type ?? position.type;
  const name = changes.name ?? (changes.type === undefined ? position.name : nameOf(catalog, type, undefined));
  const { salary = position.salary, headcount = position.headcount } = changes;
  const [row] = await ctx.db.query(updatePosition, [positionId, type, name, salary, headcount]);
  if (!row) throw new DomainError('position.not_found');
  return row;
}

/** Takes a position away (4.10.3). Throws `position.not_found` (also another's), `step.wrong_state`. */
export async function removePosition(ctx: WriteContext, positionId: bigint): Promise<void> {
  await lockPosition(ctx, positionId);
  const [gone] = await ctx.db.query(deletePosition, [positionId]);
  if (!gone) throw new DomainError('position.not_found');
}

/** A position of the caller's own project, which is locked. */
async function lockPosition(ctx: WriteContext, positionId: bigint): Promise<PositionRow> {
  requireClient(ctx.actor);
  const [position] = await ctx.db.query(positionById, [positionId]);
  const [step] = position ? await ctx.db.query(stepById, [position.step_id]) : [];
  if (!position || !step) throw new DomainError('position.not_found');
  await lockOwnProject(ctx, step.project_id).catch(refusedAs('position.not_found'));
  mayChange(await stepOf(ctx, { id: step.project_id }, step.id));
  return position;
}

export interface Employment extends StepMeant {
  readonly userId: bigint;
  readonly positionType: number;
  readonly positionName?: string | undefined;
  /** Fen for the whole step. */
  readonly salary: bigint;
}

/**
 * Puts a freelancer to work on a step that recruits, for a salary (seed 001, 4.10.4); they are told. Throws `project.*`, `step.*`,
 * `user.not_found`, `freelancer.not_available`, `hiring.exists` and `position.full` (as many of that type as the step looks for).
 */
export async function employ(
  ctx: WriteContext,
  employment: Employment,
  catalog: Catalog,
): Promise<{ hiring: HiringRow; member: MemberRow }> {
  const { projectId, stepId, userId, positionType, salary } = employment;
  const project = await lockOwnProject(ctx, projectId);
  assertLiving(project);
  const step = await stepOf(ctx, project, stepId);
  refuseUnless(step.state === 'recruiting', 'step.wrong_state', { state: step.state });
  const member = await findHireable(ctx, userId);
  const position = await assertRoom(ctx, employment);
  const name = employment.positionName ?? position?.name ?? nameOf(catalog, positionType, undefined);
  const { initial } = hiringLifecycle;
  const values = [projectId, stepId, userId, member.party_id, initial, positionType, name, salary, ctx.now];
  const [offered] = await ctx.db.query(insertHiring, values);
  if (!offered) throw new DomainError('hiring.exists');
  const hiring = await moveHiring(ctx, offered, 'employ');
  await tell(ctx, {
    to: [userId],
    kind: 'hiring.employed',
    type: 'notice',
    subject: `hiring:${hiring.id}`,
    facts: { projectId, title: project.title, stepName: step.name, positionName: name, salary },
  });
  return { hiring, member };
}

async function assertRoom(ctx: WriteContext, { projectId, stepId, positionType }: Employment) {
  const positions = (await ctx.db.query(positionsOfProject, [projectId])).filter(
    (position) => position.step_id === stepId && position.type === positionType,
  );
  if (positions.length === 0) return undefined;
  const room = positions.reduce((sum, position) => sum + position.headcount, 0);
  const hirings = await ctx.db.query(hiringsOfProject, [projectId]);
  const taken = hirings.filter((one) => one.step_id === stepId && one.position_type === positionType && takesPart(one));
  refuseUnless(taken.length < room, 'position.full', { room });
  return positions[0];
}
