/** How a task message is answered, whichever way the answer comes (seed 001, 4.11.2 and 4.11.3). */
import { ownMessage, settleNotice, type TaskMeant } from '../../domain/inbox/index.ts';
import { answerSharedExperience } from '../../domain/members/index.ts';
import { answerEndOfHiring, answerHiring, answerRating } from '../../domain/projects/index.ts';
import { completeWithdrawal } from '../../domain/withdrawals/index.ts';
import type { WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { flag, id, int } from '../../platform/http/fields.ts';
import { services } from './messages.ts';

export interface Answer {
  readonly isAccepted: boolean;
  readonly rating?: number | undefined;
}

type Answering = (ctx: WriteContext, messageId: bigint, answer: Answer) => Promise<void>;

const answering: Readonly<Record<string, Answering>> = {
  'hiring.offered': (ctx, messageId, { isAccepted }) => answerHiring(ctx, { messageId }, isAccepted),
  'hiring.end_asked': (ctx, messageId, { isAccepted }) => answerEndOfHiring(ctx, { messageId }, isAccepted),
  'experience.asked': (ctx, messageId, { isAccepted }) => answerSharedExperience(ctx, { messageId }, isAccepted),
  'withdrawal.asked': (ctx, messageId, { isAccepted }) => completeWithdrawal(ctx, { messageId }, isAccepted),
  'rating.asked'(ctx, messageId, { isAccepted, rating }) {
    if (!isAccepted) return answerRating(ctx, messageId, 'declined');
    if (rating === undefined) throw new DomainError('request.incomplete');
    return answerRating(ctx, messageId, rating);
  },
};

/** Answers a message at its service; another's path is as good as none. */
export async function answerAt(ctx: WriteContext, service: string, messageId: bigint, answer: Answer): Promise<void> {
  const { kind } = await ownMessage(ctx, messageId);
  if (services[kind]?.path !== service.replace(/\/+/g, '/')) throw new DomainError('inbox.not_found');
  await answering[kind]?.(ctx, messageId, answer);
}

/** Declines a task; a notice is done with. */
export async function decline(ctx: WriteContext, messageId: bigint): Promise<void> {
  const { kind } = await ownMessage(ctx, messageId);
  await (answering[kind]?.(ctx, messageId, { isAccepted: false }) ?? settleNotice(ctx, messageId));
}

/** What every service takes beside its own fields. */
export const answerFields = {
  messageid: id().says('消息 ID；处理哪一件事由它决定，其余回传的参数不作依据'),
  messageId: id(),
  msgId: id(),
  accept: flag(),
  accpet: flag().says('文档原文的拼写，同 accept'),
};

export const ratingField = { rating: int({ min: 1, max: 5 }).says('1 到 5') };

interface AnswerFields {
  readonly messageid?: bigint | undefined;
  readonly messageId?: bigint | undefined;
  readonly msgId?: bigint | undefined;
  readonly accept?: boolean | undefined;
  readonly accpet?: boolean | undefined;
}

export const messageIdIn = ({ messageid, messageId, msgId }: AnswerFields) => messageid ?? messageId ?? msgId;

/** Whether it is accepted, which it is when nothing is said (spec: 4.8.5). */
export const isAccepted = ({ accept, accpet }: AnswerFields): boolean => accept ?? accpet ?? true;

/**
 * Answers the task of the message that is named, at this service; without a message, the thing itself. Throws
 * `request.incomplete` when neither is named.
 */
export async function answerEither(
  ctx: WriteContext,
  service: string,
  fields: AnswerFields,
  thing: { readonly kind: 'hiring' | 'experience' | 'payout'; readonly id: bigint | undefined },
  answer: (ctx: WriteContext, meant: TaskMeant, isAccepted: boolean) => Promise<void>,
): Promise<void> {
  const messageId = messageIdIn(fields);
  if (messageId !== undefined) return answerAt(ctx, service, messageId, { isAccepted: isAccepted(fields) });
  if (thing.id === undefined) throw new DomainError('request.incomplete', { field: 'messageid' });
  await answer(ctx, { subject: `${thing.kind}:${thing.id}` }, isAccepted(fields));
}
