import type { PersonActor, ReadContext, Units } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import type { Catalog } from '../catalog/index.ts';
import { countGuess, type IdentityMeans, refuseGuessing, requirePerson } from '../identity/index.ts';
import { insertQuestion, questionOfUser, updateQuestion } from './questions.sql.ts';

type Questions = Pick<Catalog['questions'], 'byId'>;
type Hashing = Pick<IdentityMeans, 'passwords'>;

const normal = (answer: string) => answer.normalize('NFKC').trim().toLowerCase();

function assertKnown(questions: Questions, id: number): void {
  refuseUnless(questions.byId(id)?.qtype === 'user', 'question.unknown');
}

/** The caller's security question. Throws `question.none`. The answer is kept hashed and opens nothing. */
export async function ownQuestion(ctx: ReadContext): Promise<number> {
  const [row] = await ctx.db.query(questionOfUser, [requirePerson(ctx.actor).userId]);
  if (!row) throw new DomainError('question.none');
  return row.question_id;
}

/** Sets it for the first time (seed 000: 创建用户密保问题). Throws `question.unknown` and `question.exists`. */
export async function setQuestion(
  units: Units,
  { passwords }: Hashing,
  { userId }: PersonActor,
  given: { readonly questionId: number; readonly answer: string },
  questions: Questions,
): Promise<void> {
  assertKnown(questions, given.questionId);
  const hash = await passwords.hash(normal(given.answer));
  await units.write(async (ctx) => {
    const [row] = await ctx.db.query(insertQuestion, [userId, given.questionId, hash, ctx.now]);
    if (!row) throw new DomainError('question.exists');
    await ctx.emit('question.set', { userId });
  });
}

/**
 * Replaces it, proven by the old answer (seed 000: 修改用户密保问题). Throws `question.unknown`, `question.none`,
 * `question.wrong_answer`, and `auth.too_many_attempts` after ten wrong answers within 15 minutes.
 */
export async function changeQuestion(
  units: Units,
  { passwords }: Hashing,
  { userId }: PersonActor,
  given: { readonly questionId: number; readonly answer: string; readonly oldAnswer: string },
  questions: Questions,
): Promise<void> {
  assertKnown(questions, given.questionId);
  const bucket = `question:${userId}`;
  const reading = units.read();
  await refuseGuessing(reading, bucket, bucket);
  const [row] = await reading.db.query(questionOfUser, [userId]);
  if (!row) throw new DomainError('question.none');
  if (!(await passwords.matches(normal(given.oldAnswer), row.answer_hash))) {
    await units.write((ctx) => countGuess(ctx, bucket, bucket));
    throw new DomainError('question.wrong_answer');
  }
  const hash = await passwords.hash(normal(given.answer));
  await units.write(async (ctx) => {
    const values = [userId, row.answer_hash, given.questionId, hash, ctx.now];
    const [changed] = await ctx.db.query(updateQuestion, values);
    if (!changed) throw new DomainError('question.wrong_answer');
  });
}
