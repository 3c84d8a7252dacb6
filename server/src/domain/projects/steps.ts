import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { sumFen } from '../../kernel/money.ts';
import { tell } from '../inbox/index.ts';
import { type HiringRow, hiringsOfProject } from './hirings.sql.ts';
import { livingProject, stepLifecycle } from './lifecycle.ts';
import { heldFor, setAside, settleStep } from './money.ts';
import {
  assertLiving,
  brokersOf,
  findShown,
  lockOwnProject,
  lockProject,
  moveProject,
  moveStep,
  stepOf,
  takesPart,
} from './project.ts';
import type { ProjectRow } from './projects.sql.ts';
import {
  deletePositionsOfStep,
  deleteStep,
  insertStep,
  type PositionRow,
  positionsOfProject,
  renameStepRow,
  type StepRow,
  stepsOfProject,
} from './steps.sql.ts';

export interface StepMeant {
  readonly projectId: bigint;
  readonly stepId: bigint;
}

/** Lets the next waiting step recruit, unless one is under way. The project is locked. Answers whether one was waiting. */
export async function openNextStep(ctx: WriteContext, project: ProjectRow): Promise<boolean> {
  const steps = await ctx.db.query(stepsOfProject, [project.id]);
  const [first] = steps.filter((step) => step.state !== 'accepted');
  if (first?.state !== 'waiting') return false;
  await moveStep(ctx, first, 'open');
  return true;
}

/**
 * Adds a step behind the others (seed 001, 4.9.1); it recruits at once when the project does and no other step is under way.
 * Throws `project.not_found`, `project.wrong_state` (ended).
 */
export async function addStep(ctx: WriteContext, projectId: bigint, name: string): Promise<bigint> {
  const project = await lockOwnProject(ctx, projectId);
  assertNotEnded(project);
  const [step] = await ctx.db.query(insertStep, [projectId, name, stepLifecycle.initial, ctx.now]);
  if (!step) throw new Error('the step was not kept');
  if (livingProject.includes(project.state)) await openNextStep(ctx, project);
  return step.id;
}

function assertNotEnded({ state }: ProjectRow): void {
  refuseUnless(state !== 'finished' && state !== 'terminated', 'project.wrong_state', { state });
}

/** Renames a step (4.9.2). Throws `project.not_found`, `step.not_found`, `step.wrong_state` (accepted). */
export async function renameStep(ctx: WriteContext, { projectId, stepId }: StepMeant, name: string): Promise<void> {
  const project = await lockOwnProject(ctx, projectId);
  assertNotEnded(project);
  const step = await stepOf(ctx, project, stepId);
  refuseUnless(step.state !== 'accepted', 'step.wrong_state', { state: step.state });
  await ctx.db.query(renameStepRow, [stepId, name]);
}

/**
 * Removes a step that has not begun and for which nobody was hired (4.9.3). Throws `project.not_found`, `step.not_found`,
 * `step.wrong_state`.
 */
export async function removeStep(ctx: WriteContext, { projectId, stepId }: StepMeant): Promise<void> {
  const project = await lockOwnProject(ctx, projectId);
  assertNotEnded(project);
  const step = await stepOf(ctx, project, stepId);
  refuseUnless(step.state === 'waiting' || step.state === 'recruiting', 'step.wrong_state', { state: step.state });
  const [gone] = await ctx.db.query(deleteStep, [stepId]);
  if (!gone) throw new DomainError('step.wrong_state', { state: step.state });
  if (livingProject.includes(project.state)) await openNextStep(ctx, project);
}

/** Those who work on a step, with what was agreed. */
const workingOn = (hirings: readonly HiringRow[], step: StepRow) =>
  hirings.filter((hiring) => hiring.step_id === step.id && takesPart(hiring));

/**
 * The manager has recruited for a step, which begins (4.9.5): the salaries agreed are set aside out of the manager's balance, as far
 * as they are not yet, and its open positions go. Throws `project.*`, `step.not_found`, `move.not_from_here` and
 * `ledger.insufficient_funds`.
 */
export async function completeStepRecruiting(ctx: WriteContext, { projectId, stepId }: StepMeant): Promise<void> {
  const project = await lockOwnProject(ctx, projectId);
  assertLiving(project);
  const step = await moveStep(ctx, await stepOf(ctx, project, stepId), 'completeRecruiting');
  const working = workingOn(await ctx.db.query(hiringsOfProject, [projectId]), step);
  const agreed = sumFen(working.map((hiring) => hiring.salary ?? 0n));
  const missing = agreed - ((await heldFor(ctx, project)).get(stepId) ?? 0n);
  if (missing > 0n) await setAside(ctx, project, step, missing);
  await ctx.db.query(deletePositionsOfStep, [stepId]);
}

const funded: readonly StepRow['state'][] = ['recruiting', 'running', 'in_acceptance'];

/**
 * Sets more of the manager's money aside for a step; answers what is set aside for it now, in fen. Throws `project.*`,
 * `step.not_found`, `step.wrong_state` and `ledger.insufficient_funds`.
 */
export async function fundStep(ctx: WriteContext, { projectId, stepId }: StepMeant, amount: bigint): Promise<bigint> {
  const project = await lockOwnProject(ctx, projectId);
  assertLiving(project);
  const step = await stepOf(ctx, project, stepId);
  refuseUnless(funded.includes(step.state), 'step.wrong_state', { state: step.state });
  await setAside(ctx, project, step, amount);
  return (await heldFor(ctx, project)).get(stepId) ?? 0n;
}

/** The manager says a step is done; the broker is asked to accept it (4.9.6). Throws `project.*`, `step.*`, `move.*`. */
export async function completeStep(ctx: WriteContext, { projectId, stepId }: StepMeant): Promise<void> {
  const project = await lockOwnProject(ctx, projectId);
  assertLiving(project);
  const step = await moveStep(ctx, await stepOf(ctx, project, stepId), 'complete');
  await tell(ctx, {
    to: await brokersOf(ctx, project),
    kind: 'step.completed',
    type: 'notice',
    subject: `step:${stepId}`,
    facts: factsOf(project, step),
  });
}

const factsOf = (project: ProjectRow, step: StepRow) => ({
  projectId: project.id,
  title: project.title,
  stepName: step.name,
});

export interface StepVerdict extends StepMeant {
  readonly isAccepted: boolean;
  /** What each is paid, in fen before the fee; the salaries agreed when left out. */
  readonly payments?: readonly { readonly userId: bigint; readonly amount: bigint }[] | undefined;
}

/**
 * The broker of the project, or its manager, accepts a step or sends it back (4.9.7). Accepting pays the people who worked on it
 * out of what was set aside, never more, gives the manager the rest, and lets the next step recruit. Throws `project.*`,
 * `step.not_found`, `step.payments_invalid` (twice the same, or nobody of this step), `step.over_escrow`, `move.not_from_here`.
 */
export async function judgeStep(ctx: WriteContext, verdict: StepVerdict): Promise<void> {
  const { projectId, stepId, isAccepted } = verdict;
  const project = await lockWatched(ctx, projectId);
  assertLiving(project);
  const step = await moveStep(ctx, await stepOf(ctx, project, stepId), isAccepted ? 'accept' : 'sendBack');
  if (isAccepted) {
    const hirings = await ctx.db.query(hiringsOfProject, [projectId]);
    await settleStep(ctx, project, step, paymentsOf(hirings, step, verdict.payments));
    const isNext = await openNextStep(ctx, project);
    if (isNext && project.state !== 'recruiting') await moveProject(ctx, project, 'recruitAgain');
  }
  await tell(ctx, {
    to: [project.manager_id],
    kind: isAccepted ? 'step.accepted' : 'step.sent_back',
    type: 'notice',
    subject: `step:${stepId}`,
    facts: factsOf(project, step),
  });
}

/** The project of the manager or the broker who calls; any broker's while it has none. Throws `project.not_found`. */
async function lockWatched(ctx: WriteContext, projectId: bigint): Promise<ProjectRow> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || actor.role !== 'broker') return lockOwnProject(ctx, projectId);
  const project = await lockProject(ctx, projectId);
  refuseUnless(project.broker_id === null || project.broker_id === actor.userId, 'project.not_found');
  return project;
}

function paymentsOf(hirings: readonly HiringRow[], step: StepRow, given: StepVerdict['payments']) {
  if (!given) return workingOn(hirings, step).map((hiring) => ({ hiring, gross: hiring.salary ?? 0n }));
  refuseUnless(new Set(given.map(({ userId }) => userId)).size === given.length, 'step.payments_invalid');
  return given.map(({ userId, amount }) => {
    const theirs = hirings.filter((one) => one.step_id === step.id && one.user_id === userId);
    // Whoever was let go in the middle may be paid for what they did.
    const hiring = theirs.find(takesPart) ?? theirs.findLast((one) => one.state === 'ended');
    if (!hiring) throw new DomainError('step.payments_invalid', { userId });
    return { hiring, gross: amount };
  });
}

export interface ShownStep {
  readonly step: StepRow;
  readonly positions: readonly PositionRow[];
  readonly hirings: readonly HiringRow[];
}

/** A project's steps in their order, with open positions and those who work on them (4.9.4). Throws `project.not_found`. */
export async function stepsOf(ctx: ReadContext, projectId: bigint): Promise<ShownStep[]> {
  const { hirings } = await findShown(ctx, projectId);
  const [steps, positions] = await Promise.all([
    ctx.db.query(stepsOfProject, [projectId]),
    ctx.db.query(positionsOfProject, [projectId]),
  ]);
  return steps.map((step) => ({
    step,
    positions: positions.filter((position) => position.step_id === step.id),
    hirings: workingOn(hirings, step),
  }));
}
