import type { WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { requirePerson } from '../identity/index.ts';
import { answerOnce, closeMessages, findTask, subjectId } from '../inbox/index.ts';
import { countMemberRating } from '../members/index.ts';
import { hiringsOfProject } from './hirings.sql.ts';
import { lockProject, takesPart } from './project.ts';
import { insertRating, type ProjectRow } from './projects.sql.ts';

const asked = 'rating.asked';

export interface Rating {
  readonly projectId: bigint;
  readonly aboutId: bigint;
  /** 1 to 5. */
  readonly rating: number;
}

/**
 * The manager or a freelancer of a finished project rates another member of it: freelancer, manager or broker, once each
 * (seed 001, 4.8.9). Who was asked to is not asked any more. Throws `project.not_found`, `project.wrong_state` (not finished),
 * `project.not_a_member` (either of the two), `project.rated_already`.
 */
export async function rateMember(ctx: WriteContext, { projectId, aboutId, rating }: Rating): Promise<void> {
  const { userId } = requirePerson(ctx.actor);
  const project = await lockProject(ctx, projectId);
  refuseUnless(project.state === 'finished', 'project.wrong_state', { state: project.state });
  const hired = await freelancersOf(ctx, project);
  const authors = new Set([project.manager_id, ...hired]);
  const isMember = authors.has(aboutId) || aboutId === project.broker_id;
  refuseUnless(authors.has(userId) && isMember && aboutId !== userId, 'project.not_a_member');
  const [row] = await ctx.db.query(insertRating, [projectId, userId, aboutId, rating, ctx.now]);
  if (!row) throw new DomainError('project.rated_already');
  await countMemberRating(ctx, aboutId, rating);
  await closeMessages(ctx, asked, `project:${projectId}:${userId}:${aboutId}`, true, userId);
}

/** Answers a question of the caller's for a rating; of whom, it says itself. Throws `inbox.*` and what rating throws. */
export async function answerRating(ctx: WriteContext, messageId: bigint, rating: number | 'declined'): Promise<void> {
  const message = await findTask(ctx, asked, { messageId });
  if (rating === 'declined') {
    await answerOnce(ctx, asked, { messageId }, false);
    return;
  }
  refuseUnless(message.state === 'open', 'inbox.answered');
  await rateMember(ctx, { projectId: subjectId(message), aboutId: BigInt(message.facts['aboutId'] ?? 0), rating });
}

async function freelancersOf(ctx: WriteContext, project: ProjectRow): Promise<bigint[]> {
  return (await ctx.db.query(hiringsOfProject, [project.id])).filter(takesPart).map((hiring) => hiring.user_id);
}
