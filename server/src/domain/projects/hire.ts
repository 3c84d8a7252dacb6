import type { WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless, refusedAs } from '../../kernel/errors.ts';
import { requireBroker, requireClient, requireFreelancer } from '../identity/index.ts';
import { answerOnce, findTask, subjectId, type TaskMeant, tell } from '../inbox/index.ts';
import { findHireable, membersById } from '../members/index.ts';
import { hiringById, type HiringRow, insertHiring, liveHiring, lockHiring } from './hirings.sql.ts';
import { hiringLifecycle } from './lifecycle.ts';
import { assertLiving, brokersOf, lockOwnProject, lockProject, moveHiring } from './project.ts';
import type { ProjectRow } from './projects.sql.ts';
import { stepById } from './steps.sql.ts';

/**
 * Offers a freelancer a part in the caller's project, which they answer in their inbox (seed 001, 4.8.4); repeating it while it
 * waits changes nothing. Throws `project.not_found`, `project.wrong_state` (not recruiting), `user.not_found`,
 * `freelancer.not_available` and `hiring.exists` (has a part).
 */
export async function offerHiring(ctx: WriteContext, projectId: bigint, userId: bigint): Promise<bigint> {
  const project = await lockOwnProject(ctx, projectId);
  refuseUnless(project.state === 'recruiting', 'project.wrong_state', { state: project.state });
  const member = await findHireable(ctx, userId);
  const [live] = await ctx.db.query(liveHiring, [projectId, null, userId]);
  refuseUnless(live === undefined || live.state === 'offered', 'hiring.exists');
  if (live) return live.id;
  const { initial } = hiringLifecycle;
  const values = [projectId, null, userId, member.party_id, initial, null, '', null, ctx.now];
  const [hiring] = await ctx.db.query(insertHiring, values);
  if (!hiring) throw new DomainError('hiring.exists');
  const manager = (await membersById(ctx, [project.manager_id])).get(project.manager_id);
  await tell(ctx, {
    to: [userId],
    kind: 'hiring.offered',
    type: 'task',
    subject: `hiring:${hiring.id}`,
    facts: {
      managerId: project.manager_id,
      managerName: manager?.name ?? '',
      projectId,
      title: project.title,
      hiringId: hiring.id,
    },
  });
  return hiring.id;
}

/**
 * The freelancer takes or declines a part that was offered (seed 001, 4.8.5); the manager is told. Throws `inbox.not_found`,
 * `inbox.answered`, and `project.wrong_state` when the project recruits no more.
 */
export async function answerHiring(ctx: WriteContext, meant: TaskMeant, isAccepted: boolean): Promise<void> {
  const { userId } = requireFreelancer(ctx.actor);
  const kind = 'hiring.offered';
  const [hiring, project] = await lockHiringOf(ctx, subjectId(await findTask(ctx, kind, meant)));
  const message = await answerOnce(ctx, kind, meant, isAccepted);
  const isOpen = !isAccepted || project.state === 'recruiting';
  refuseUnless(isOpen, 'project.wrong_state', { state: project.state });
  await moveHiring(ctx, hiring, isAccepted ? 'accept' : 'decline');
  const member = (await membersById(ctx, [userId])).get(userId);
  await tell(ctx, {
    to: [project.manager_id],
    kind: isAccepted ? 'hiring.accepted' : 'hiring.declined',
    type: 'notice',
    subject: message.subject,
    facts: { userId, userName: member?.name ?? '', projectId: project.id, title: project.title },
  });
}

/**
 * Asks the project's broker to end somebody's part (seed 001, 4.10.5). Throws `hiring.not_found` (also for another's project),
 * `project.wrong_state` and `move.not_from_here`.
 */
export async function askToEndHiring(ctx: WriteContext, hiringId: bigint): Promise<void> {
  const { userId } = requireClient(ctx.actor);
  const [found] = await ctx.db.query(hiringById, [hiringId]);
  if (!found) throw new DomainError('hiring.not_found');
  const [hiring, project] = await lockHiringOf(ctx, hiringId);
  refuseUnless(project.manager_id === userId, 'hiring.not_found');
  assertLiving(project);
  await moveHiring(ctx, hiring, 'askEnd');
  await tell(ctx, {
    to: await brokersOf(ctx, project),
    kind: 'hiring.end_asked',
    type: 'task',
    subject: `hiring:${hiringId}`,
    facts: { ...(await factsOf(ctx, hiring, project)), hiringId },
  });
}

/**
 * The broker agrees to end somebody's part, or does not (seed 001, 4.10.6); manager and freelancer are told. Throws
 * `inbox.not_found`, `inbox.answered`.
 */
export async function answerEndOfHiring(ctx: WriteContext, meant: TaskMeant, isAccepted: boolean): Promise<void> {
  requireBroker(ctx.actor);
  const kind = 'hiring.end_asked';
  const [hiring, project] = await lockHiringOf(ctx, subjectId(await findTask(ctx, kind, meant)));
  const message = await answerOnce(ctx, kind, meant, isAccepted);
  await moveHiring(ctx, hiring, isAccepted ? 'end' : 'keep');
  await tell(ctx, {
    to: isAccepted ? [project.manager_id, hiring.user_id] : [project.manager_id],
    kind: isAccepted ? 'hiring.ended' : 'hiring.kept',
    type: 'notice',
    subject: message.subject,
    facts: await factsOf(ctx, hiring, project),
  });
}

/** The project first: whatever belongs to it is changed under its lock. Throws `hiring.not_found`. */
async function lockHiringOf(ctx: WriteContext, hiringId: bigint): Promise<readonly [HiringRow, ProjectRow]> {
  const [found] = await ctx.db.query(hiringById, [hiringId]);
  if (!found) throw new DomainError('hiring.not_found');
  const project = await lockProject(ctx, found.project_id).catch(refusedAs('hiring.not_found'));
  const [hiring] = await ctx.db.query(lockHiring, [hiringId]);
  if (!hiring) throw new DomainError('hiring.not_found');
  return [hiring, project];
}

async function factsOf(ctx: WriteContext, hiring: HiringRow, project: ProjectRow) {
  const people = await membersById(ctx, [hiring.user_id, project.manager_id]);
  const [step] = hiring.step_id === null ? [] : await ctx.db.query(stepById, [hiring.step_id]);
  return {
    managerId: project.manager_id,
    managerName: people.get(project.manager_id)?.name ?? '',
    projectId: project.id,
    title: project.title,
    stepName: step?.name ?? '',
    userId: hiring.user_id,
    userName: people.get(hiring.user_id)?.name ?? '',
  };
}
