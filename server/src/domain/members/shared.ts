import type { Day } from '../../kernel/clock.ts';
import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { next } from '../../kernel/machine.ts';
import { requireFreelancer } from '../identity/index.ts';
import { answerOnce, subjectId, type TaskMeant, tell } from '../inbox/index.ts';
import { insertShared, lockShared, moveShared, type SharedRow, sharedOfUser } from './experience.sql.ts';
import { sharedExperienceLifecycle } from './lifecycle.ts';
import { findHireable, findMember } from './members.ts';

export interface SharedExperience {
  readonly withUserId: bigint;
  readonly description: string;
  readonly startDay: Day;
  readonly endDay: Day;
}

/**
 * Says that the caller and another freelancer have done work together, and asks them to confirm it (seed 001, 4.4.9). Throws
 * `user.not_found`, `freelancer.not_available`, `experience.self`, `experience.dates_invalid` and `experience.asked_already`.
 */
export async function askSharedExperience(ctx: WriteContext, shared: SharedExperience): Promise<bigint> {
  const { userId } = requireFreelancer(ctx.actor);
  const { withUserId, description, startDay, endDay } = shared;
  refuseUnless(withUserId !== userId, 'experience.self');
  refuseUnless(startDay <= endDay, 'experience.dates_invalid');
  await findHireable(ctx, withUserId);
  const { initial } = sharedExperienceLifecycle;
  const [row] = await ctx.db.query(insertShared, [
    ctx.market,
    userId,
    withUserId,
    description,
    startDay,
    endDay,
    initial,
    ctx.now,
  ]);
  if (!row) throw new DomainError('experience.asked_already');
  const { name } = await findMember(ctx, userId);
  await tell(ctx, {
    to: [withUserId],
    kind: 'experience.asked',
    type: 'task',
    subject: `experience:${row.id}`,
    facts: { userId, userName: name, toUserId: withUserId, description, startDay, endDay },
  });
  return row.id;
}

/**
 * The one who was asked confirms it, or does not (seed 001, 4.4.10); the asker is told. Throws `inbox.not_found`,
 * `inbox.answered`.
 */
export async function answerSharedExperience(ctx: WriteContext, meant: TaskMeant, isAccepted: boolean): Promise<void> {
  const { userId, role } = requireFreelancer(ctx.actor);
  const message = await answerOnce(ctx, 'experience.asked', meant, isAccepted);
  const [row] = await ctx.db.query(lockShared, [subjectId(message), ctx.market]);
  if (!row) throw new DomainError('inbox.not_found');
  const to = next(sharedExperienceLifecycle, row.state, isAccepted ? 'accept' : 'decline', role);
  await ctx.db.query(moveShared, [row.id, to, ctx.now]);
  const { name } = await findMember(ctx, userId);
  await tell(ctx, {
    to: [row.asker_id],
    kind: isAccepted ? 'experience.accepted' : 'experience.declined',
    type: 'notice',
    subject: message.subject,
    facts: { userId, userName: name },
  });
}

/** What both sides have confirmed of somebody, the newest first. */
export function sharedExperiencesOf(ctx: ReadContext, userId: bigint): Promise<SharedRow[]> {
  return ctx.db.query(sharedOfUser, [userId]);
}
