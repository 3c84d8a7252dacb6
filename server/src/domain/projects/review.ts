import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { refuseUnless } from '../../kernel/errors.ts';
import { tell } from '../inbox/index.ts';
import { findMember, membersById } from '../members/index.ts';
import { hiringsOfProject } from './hirings.sql.ts';
import { returnRest } from './money.ts';
import { lapseOffers, lockProject, moveProject, takesPart } from './project.ts';
import { type ProjectRow, projectSearch } from './projects.sql.ts';
import { openNextStep } from './steps.ts';

/**
 * A broker or an administrator lets a project recruit, or sends it back (seed 001, 4.8.2); the broker who lets it is its broker from
 * now on, its first step recruits, and the manager is told. Throws `project.not_found`, `move.not_from_here`, `move.not_by_you`.
 */
export async function reviewProject(ctx: WriteContext, id: bigint, isAccepted: boolean): Promise<void> {
  const found = await lockProject(ctx, id);
  const { actor } = ctx;
  const brokerId = isAccepted && actor.kind === 'person' && actor.role === 'broker' ? actor.userId : null;
  const project = await moveProject(ctx, found, isAccepted ? 'accept' : 'reject', brokerId);
  if (isAccepted) await openNextStep(ctx, project);
  const broker = brokerId === null ? undefined : await findMember(ctx, brokerId);
  await tell(ctx, {
    to: [project.manager_id],
    kind: isAccepted ? 'project.accepted' : 'project.rejected',
    type: 'notice',
    subject: `project:${id}`,
    facts: { projectId: id, title: project.title, brokerId, brokerName: broker?.name ?? null },
  });
}

/**
 * Hands a project in again that was sent back (seed 001, 4.8.3): its manager, or an administrator. Throws `project.not_found`
 * and `move.not_from_here`.
 */
export async function resubmitProject(ctx: WriteContext, id: bigint): Promise<void> {
  const project = await lockProject(ctx, id);
  const { actor } = ctx;
  const isOthers = actor.kind === 'person' && actor.role === 'client' && actor.userId !== project.manager_id;
  refuseUnless(!isOthers, 'project.not_found');
  await moveProject(ctx, project, 'resubmit');
}

/**
 * An administrator ends a project wherever it stands (seed 001, 4.8.10): what was set aside and not paid goes back to the manager,
 * open offers lapse, and all who take part are told. Throws `project.not_found`, `move.not_from_here`, `move.not_by_you`.
 */
export async function terminateProject(ctx: WriteContext, id: bigint): Promise<void> {
  const project = await moveProject(ctx, await lockProject(ctx, id), 'terminate');
  await lapseOffers(ctx, project);
  await returnRest(ctx, project);
  const hirings = await ctx.db.query(hiringsOfProject, [id]);
  const people = [project.manager_id, ...hirings.filter(takesPart).map((hiring) => hiring.user_id)];
  await tell(ctx, {
    to: project.broker_id === null ? people : [...people, project.broker_id],
    kind: 'project.terminated',
    type: 'notice',
    subject: `project:${id}`,
    facts: { projectId: id, title: project.title },
  });
}

/** Projects that wait for their review, the oldest first, with their managers' names; at most a hundred. */
export async function projectsToReview(ctx: ReadContext): Promise<(ProjectRow & { manager_name: string })[]> {
  const values = [ctx.market, ['in_review'], null, null, null, null, null, 100, 0];
  const rows = await ctx.db.query(projectSearch.oldest, values);
  const managers = await membersById(
    ctx,
    rows.map((row) => row.manager_id),
  );
  return rows.map((row) => ({ ...row, manager_name: managers.get(row.manager_id)?.name ?? '' }));
}
