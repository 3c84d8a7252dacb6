/** Who is at the console, and what they may do. */
import { type AnswerOf, Refusal } from './client.ts';
import { queries, useAnswer } from './query.ts';

export type Me = AnswerOf<'session_read'>;
export type Permission = Me['permissions'][number];

/** Whoever is signed in: null for nobody, undefined while it is asked. */
export function useSession() {
  const answer = useAnswer('session_read', {}, { everyMs: 300_000 });
  const isNobody = answer.error instanceof Refusal && answer.error.code === 'auth.required';
  return { ...answer, me: isNobody ? null : answer.data };
}

/** Whether the operator may do something; what they may not do is not shown. */
export function useMay(): (permission: Permission) => boolean {
  const { me } = useSession();
  return (permission) => me?.permissions.includes(permission) ?? false;
}

/** After signing in or out: nothing that one has seen is shown to the next. */
export async function renewSession(): Promise<void> {
  queries.removeQueries({ type: 'inactive' });
  await queries.resetQueries();
}
