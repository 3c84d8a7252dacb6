import type { WriteContext } from '../../kernel/context.ts';
import { refuseUnless } from '../../kernel/errors.ts';
import { tell } from '../inbox/index.ts';
import { membersById } from '../members/index.ts';
import { hiringsOfProject } from './hirings.sql.ts';
import { returnRest } from './money.ts';
import { lapseOffers, lockOwnProject, moveProject, takesPart } from './project.ts';
import type { ProjectRow } from './projects.sql.ts';
import { stepsOfProject } from './steps.sql.ts';

/** The manager has everybody (seed 001, 4.8.6); offers still open lapse. Throws `project.not_found`, `move.not_from_here`. */
export async function completeRecruiting(ctx: WriteContext, projectId: bigint): Promise<void> {
  const project = await moveProject(ctx, await lockOwnProject(ctx, projectId), 'completeRecruiting');
  await lapseOffers(ctx, project);
}

/** Work begins (4.8.7). Throws `project.not_found`, `move.not_from_here`. */
export async function startProject(ctx: WriteContext, projectId: bigint): Promise<void> {
  await moveProject(ctx, await lockOwnProject(ctx, projectId), 'start');
}

/**
 * The manager ends the project (4.8.8): what was set aside for steps that never began comes back, and manager and freelancers
 * are asked to rate one another. Throws `project.not_found`, `move.not_from_here`, `project.steps_open` while a step is under way.
 */
export async function finishProject(ctx: WriteContext, projectId: bigint): Promise<void> {
  const project = await moveProject(ctx, await lockOwnProject(ctx, projectId), 'finish');
  const steps = await ctx.db.query(stepsOfProject, [projectId]);
  const isOpen = steps.some((step) => step.state === 'running' || step.state === 'in_acceptance');
  refuseUnless(!isOpen, 'project.steps_open');
  await lapseOffers(ctx, project);
  await returnRest(ctx, project);
  await askForRatings(ctx, project);
}

async function askForRatings(ctx: WriteContext, project: ProjectRow): Promise<void> {
  const hirings = (await ctx.db.query(hiringsOfProject, [project.id])).filter(takesPart);
  const freelancers = [...new Set(hirings.map((hiring) => hiring.user_id))];
  const people = await membersById(ctx, [project.manager_id, ...freelancers]);
  const pairs = freelancers.flatMap((id) => [
    [project.manager_id, id],
    [id, project.manager_id],
  ]);
  for (const [authorId = 0n, aboutId = 0n] of pairs) {
    const about = people.get(aboutId);
    await tell(ctx, {
      to: [authorId],
      kind: 'rating.asked',
      type: 'question',
      subject: `project:${project.id}:${authorId}:${aboutId}`,
      facts: {
        projectId: project.id,
        title: project.title,
        aboutId,
        aboutName: about?.name ?? '',
        aboutKind: about?.kind ?? '',
      },
    });
  }
}
