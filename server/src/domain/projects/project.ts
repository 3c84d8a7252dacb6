import type { Actor, ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { next, type Role } from '../../kernel/machine.ts';
import { requireClient } from '../identity/index.ts';
import { closeMessages } from '../inbox/index.ts';
import { userIdsOf } from '../members/index.ts';
import { type HiringRow, hiringsOfProject, moveHiringRow } from './hirings.sql.ts';
import {
  type HiringMove,
  hiringLifecycle,
  livingProject,
  projectLifecycle,
  projectStates,
  type ProjectMove,
  type StepMove,
  stepLifecycle,
} from './lifecycle.ts';
import { addHired, insertMove, lockProjectRow, moveProjectRow, projectById, type ProjectRow } from './projects.sql.ts';
import { moveStepRow, stepById, type StepRow } from './steps.sql.ts';

/** In which role somebody moves things: a person in their own. */
export function roleOf(actor: Actor): Role {
  if (actor.kind === 'person') return actor.role;
  return actor.kind === 'operator' ? 'operator' : 'system';
}

/** A project of the market. Throws `project.not_found`. */
export async function findProject(ctx: ReadContext, id: bigint): Promise<ProjectRow> {
  const [project] = await ctx.db.query(projectById, [id, ctx.market]);
  if (!project) throw new DomainError('project.not_found');
  return project;
}

const shownToAll: readonly ProjectRow['state'][] = ['recruiting', 'ready', 'running', 'finished'];

/** States in which the caller finds projects: brokers and administrators find what is not, or no more, shown to all. */
export function statesShown({ actor }: ReadContext): readonly ProjectRow['state'][] {
  const watches =
    actor.kind === 'operator' ||
    (actor.kind === 'person' && (actor.role === 'broker' || actor.role === 'administrator'));
  return watches ? projectStates : shownToAll;
}

/** A project that the caller may see, with those in it: one not shown to all is for those it concerns. Throws `project.not_found`. */
export async function findShown(ctx: ReadContext, id: bigint): Promise<{ project: ProjectRow; hirings: HiringRow[] }> {
  const project = await findProject(ctx, id);
  const hirings = await ctx.db.query(hiringsOfProject, [id]);
  const { actor } = ctx;
  const isTheirs =
    actor.kind === 'person' &&
    (project.manager_id === actor.userId || hirings.some((one) => one.user_id === actor.userId && takesPart(one)));
  if (!isTheirs && !statesShown(ctx).includes(project.state)) throw new DomainError('project.not_found');
  return { project, hirings };
}

/** A project of the market, locked; whatever belongs to one is changed under this lock. */
export async function lockProject(ctx: WriteContext, id: bigint): Promise<ProjectRow> {
  const [project] = await ctx.db.query(lockProjectRow, [id, ctx.market]);
  if (!project) throw new DomainError('project.not_found');
  return project;
}

/** A project of the caller's own, locked. Throws `project.not_found` for another's, `role.client_required`. */
export async function lockOwnProject(ctx: WriteContext, id: bigint): Promise<ProjectRow> {
  const { userId } = requireClient(ctx.actor);
  const project = await lockProject(ctx, id);
  refuseUnless(project.manager_id === userId, 'project.not_found');
  return project;
}

/** Throws `project.wrong_state` unless the project's steps go on. */
export function assertLiving(project: ProjectRow): void {
  refuseUnless(livingProject.includes(project.state), 'project.wrong_state', { state: project.state });
}

/** A step of the project, which is locked. Throws `step.not_found`. */
export async function stepOf(ctx: ReadContext, project: Pick<ProjectRow, 'id'>, stepId: bigint): Promise<StepRow> {
  const [step] = await ctx.db.query(stepById, [stepId]);
  if (step?.project_id !== project.id) throw new DomainError('step.not_found');
  return step;
}

/** Those who watch over the project: its broker, or every broker while it has none. */
export async function brokersOf(ctx: ReadContext, project: ProjectRow): Promise<bigint[]> {
  return project.broker_id === null ? userIdsOf(ctx, 'broker') : [project.broker_id];
}

type Moved = readonly [noun: 'project' | 'step' | 'hiring', id: bigint, move: string, from: string, to: string];

async function record(ctx: WriteContext, projectId: bigint, [noun, id, move, from, to]: Moved): Promise<void> {
  const userId = ctx.actor.kind === 'person' ? ctx.actor.userId : null;
  await ctx.db.query(insertMove, [projectId, noun, id, move, from, to, roleOf(ctx.actor), userId, ctx.now]);
}

/** Moves a locked project; with a broker, who is its broker from now on. */
export async function moveProject(
  ctx: WriteContext,
  project: ProjectRow,
  move: ProjectMove,
  brokerId: bigint | null = null,
): Promise<ProjectRow> {
  const to = next(projectLifecycle, project.state, move, roleOf(ctx.actor));
  await ctx.db.query(moveProjectRow, [project.id, to, brokerId, ctx.now]);
  await record(ctx, project.id, ['project', project.id, move, project.state, to]);
  return { ...project, state: to, broker_id: brokerId ?? project.broker_id };
}

/** Moves a step; its project is locked. */
export async function moveStep(ctx: WriteContext, step: StepRow, move: StepMove): Promise<StepRow> {
  const to = next(stepLifecycle, step.state, move, roleOf(ctx.actor));
  await ctx.db.query(moveStepRow, [step.id, to]);
  await record(ctx, step.project_id, ['step', step.id, move, step.state, to]);
  return { ...step, state: to };
}

/** Moves a hiring; its project is locked. Those who take part in the project itself are counted. */
export async function moveHiring(ctx: WriteContext, hiring: HiringRow, move: HiringMove): Promise<HiringRow> {
  const to = next(hiringLifecycle, hiring.state, move, roleOf(ctx.actor));
  await ctx.db.query(moveHiringRow, [hiring.id, to]);
  await record(ctx, hiring.project_id, ['hiring', hiring.id, move, hiring.state, to]);
  const change = move === 'accept' || move === 'employ' ? 1 : move === 'end' ? -1 : 0;
  if (change !== 0) await countHired(ctx, hiring, change);
  return { ...hiring, state: to };
}

/** Somebody who works on several steps is counted once. */
async function countHired(ctx: WriteContext, hiring: HiringRow, change: 1 | -1): Promise<void> {
  const others = (await ctx.db.query(hiringsOfProject, [hiring.project_id])).filter(
    (one) => one.id !== hiring.id && one.user_id === hiring.user_id && takesPart(one),
  );
  if (others.length === 0) await ctx.db.query(addHired, [hiring.project_id, change]);
}

/** Whether somebody is in the project by this hiring. */
export const takesPart = ({ state }: Pick<HiringRow, 'state'>): boolean => state === 'accepted' || state === 'ending';

/** Offers that have not been answered are not open any more. */
export async function lapseOffers(ctx: WriteContext, project: ProjectRow): Promise<void> {
  for (const hiring of await ctx.db.query(hiringsOfProject, [project.id])) {
    if (hiring.state !== 'offered') continue;
    await moveHiring(ctx, hiring, 'lapse');
    await closeMessages(ctx, 'hiring.offered', `hiring:${hiring.id}`, false);
  }
}
