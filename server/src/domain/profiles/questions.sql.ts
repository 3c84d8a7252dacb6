import { sql } from '../../kernel/context.ts';

export interface SecurityQuestionRow {
  question_id: number;
  answer_hash: string;
}

export const questionOfUser = sql<SecurityQuestionRow>(
  'profiles.question_of_user',
  'select question_id, answer_hash from security_question where user_id = $1',
);

export const insertQuestion = sql<{ question_id: number }>(
  'profiles.insert_question',
  `insert into security_question (user_id, question_id, answer_hash, created_at, updated_at)
   values ($1, $2, $3, $4::timestamptz, $4::timestamptz) on conflict (user_id) do nothing returning question_id`,
);

/** Only while the answer is still the one that was checked. */
export const updateQuestion = sql<{ question_id: number }>(
  'profiles.update_question',
  `update security_question set question_id = $3, answer_hash = $4, updated_at = $5
   where user_id = $1 and answer_hash = $2 returning question_id`,
);
