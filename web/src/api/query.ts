/** Answers that are kept and refreshed, and changes that refresh them. */
import { keepPreviousData, QueryClient, type QueryFilters, useQueries, useQuery } from '@tanstack/react-query';
import { type AnswerOf, call, type FieldsOf, notSignedIn, type OperationId, Refusal } from './client.ts';
import { forgetSession } from './who.ts';

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      retry: (count, error) => count < 2 && error instanceof Refusal && error.code === -1,
    },
  },
});

for (const cache of [queries.getQueryCache(), queries.getMutationCache()]) {
  cache.config.onError = (error: unknown) => {
    if (error instanceof Refusal && error.code === notSignedIn) forgetSession();
  };
}

interface Options {
  /** Not asked while false. */
  readonly enabled?: boolean;
  /** Shows the last page until the next is there. */
  readonly keeps?: boolean;
  readonly staleMs?: number;
  readonly everyMs?: number;
}

/** The answer of an operation that reads. */
export function useAnswer<K extends OperationId>(id: K, fields: FieldsOf<K>, options: Options = {}) {
  return useQuery<AnswerOf<K>, Refusal>({
    queryKey: [id, fields],
    queryFn: ({ signal }) => call(id, fields, { signal }),
    ...(options.enabled !== undefined && { enabled: options.enabled }),
    ...(options.keeps && { placeholderData: keepPreviousData }),
    ...(options.staleMs !== undefined && { staleTime: options.staleMs }),
    ...(options.everyMs !== undefined && { refetchInterval: options.everyMs }),
  });
}

/** The answers of an operation to several questions; undefined until all of them are there. */
export function useAnswers<K extends OperationId>(
  id: K,
  questions: readonly FieldsOf<K>[],
): readonly AnswerOf<K>[] | undefined {
  return useQueries({
    queries: questions.map((fields) => ({
      queryKey: [id, fields],
      queryFn: ({ signal }: { signal: AbortSignal }) => call(id, fields, { signal }),
    })),
    combine: (results) => {
      const answers = results.flatMap(({ data }) => (data === undefined ? [] : [data]));
      return answers.length === results.length ? answers : undefined;
    },
  });
}

/**
 * Makes the answers of these operations old; those on the page are asked again. So is one that is under way: it may have
 * been read before the change.
 */
export async function refresh(ids: readonly OperationId[] | 'all'): Promise<void> {
  const which: QueryFilters =
    ids === 'all' ? {} : { predicate: ({ queryKey: [id] }) => (ids as readonly unknown[]).includes(id) };
  await queries.cancelQueries(which);
  await queries.invalidateQueries(which);
}

/** Catalogues change with a release, not while somebody reads. */
export const keptMs = 3_600_000;
