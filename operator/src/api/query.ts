/** Answers that are kept and refreshed, and changes that refresh them. */
import { keepPreviousData, QueryClient, useQueries, useQuery } from '@tanstack/react-query';
import { type AnswerOf, call, type FieldsOf, type OperationId, Refusal, unreachable } from './client.ts';

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < 2 && error instanceof Refusal && error.code === unreachable,
    },
  },
});

queries.getQueryCache().config.onError = (error, { queryKey: [id] }) => {
  const isOver = error instanceof Refusal && ['auth.required', 'operator.setup_required'].includes(error.code);
  if (isOver && id !== 'session_read') void queries.resetQueries({ queryKey: ['session_read'] });
};

interface Options {
  /** Not asked while false. */
  readonly enabled?: boolean;
  readonly everyMs?: number;
}

const asked = <K extends OperationId>(id: K, fields: FieldsOf<K>) => ({
  queryKey: [id, fields] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => call(id, fields, { signal }),
});

/** The answer of an operation that reads; a list shows its last page until the next is there. */
export function useAnswer<K extends OperationId>(id: K, fields: FieldsOf<K>, options: Options = {}) {
  return useQuery<AnswerOf<K>, Refusal>({
    ...asked(id, fields),
    ...('page' in fields && { placeholderData: keepPreviousData }),
    ...(options.enabled !== undefined && { enabled: options.enabled }),
    ...(options.everyMs !== undefined && { refetchInterval: options.everyMs }),
  });
}

/** The answers of one operation, asked with several fields at once. */
export function useAnswers<K extends OperationId>(id: K, fieldsOfEach: readonly FieldsOf<K>[], everyMs?: number) {
  return useQueries({
    queries: fieldsOfEach.map((fields) => ({
      ...asked(id, fields),
      ...(everyMs !== undefined && { refetchInterval: everyMs }),
    })),
  });
}

/** Makes the answers of these operations old; those on the page are asked again. */
export async function refresh(ids: readonly OperationId[]): Promise<void> {
  await Promise.all(ids.map((id) => queries.invalidateQueries({ queryKey: [id] })));
}
