import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless, refusedAs } from '../../kernel/errors.ts';
import { requireBroker, requirePerson } from '../identity/index.ts';
import { tell } from '../inbox/index.ts';
import { findHireable, findMember, type MemberRow, membersById } from '../members/index.ts';
import { assertLiving, findProject, lockProject, stepOf } from './project.ts';
import type { ProjectRow } from './projects.sql.ts';
import { insertRecommendation, recommendedForStep, stepById } from './steps.sql.ts';
import type { StepMeant } from './steps.ts';

const watches = (project: ProjectRow, userId: bigint) => project.broker_id === null || project.broker_id === userId;

/**
 * The project's broker recommends a freelancer for a step that has not begun; the manager is told (seed 001, 4.10.7). Throws
 * `role.broker_required`, `project.*`, `step.*`, `user.not_found`, `freelancer.not_available`, `recommendation.exists`.
 */
export async function recommendMember(
  ctx: WriteContext,
  { projectId, stepId, userId }: StepMeant & { readonly userId: bigint },
): Promise<void> {
  const broker = requireBroker(ctx.actor);
  const project = await lockProject(ctx, projectId);
  refuseUnless(watches(project, broker.userId), 'project.not_found');
  assertLiving(project);
  const step = await stepOf(ctx, project, stepId);
  refuseUnless(step.state === 'waiting' || step.state === 'recruiting', 'step.wrong_state', { state: step.state });
  const member = await findHireable(ctx, userId);
  const { name: brokerName } = await findMember(ctx, broker.userId);
  const [row] = await ctx.db.query(insertRecommendation, [stepId, userId, broker.userId, ctx.now]);
  if (!row) throw new DomainError('recommendation.exists');
  await tell(ctx, {
    to: [project.manager_id],
    kind: 'freelancer.recommended',
    type: 'notice',
    subject: `step:${stepId}`,
    facts: {
      brokerId: broker.userId,
      brokerName,
      projectId,
      title: project.title,
      stepName: step.name,
      userId,
      userName: member.name,
    },
  });
}

/** Who was recommended for a step, to its project's broker and manager (4.10.8). Throws `step.not_found`. */
export async function recommendationsFor(ctx: ReadContext, stepId: bigint): Promise<MemberRow[]> {
  const { userId, role } = requirePerson(ctx.actor);
  const [step] = await ctx.db.query(stepById, [stepId]);
  if (!step) throw new DomainError('step.not_found');
  const project = await findProject(ctx, step.project_id).catch(refusedAs('step.not_found'));
  const isTheirs = role === 'broker' ? watches(project, userId) : project.manager_id === userId;
  refuseUnless(isTheirs, 'step.not_found');
  const ids = (await ctx.db.query(recommendedForStep, [stepId])).map((row) => row.user_id);
  const members = await membersById(ctx, ids);
  return ids.flatMap((id) => members.get(id) ?? []);
}
