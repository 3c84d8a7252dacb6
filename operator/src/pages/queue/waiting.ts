/** What waits for operators, in all markets at once. */
import type { AnswerOf } from '../../api/client.ts';
import { useAnswers } from '../../api/query.ts';
import { type Market, markets } from '../../layout/market.ts';

export type Waiting = AnswerOf<'decision_list'>['items'][number] & { readonly market: Market };
export type DecisionKind = Waiting['kind'];

const everyMs = 30_000;

/** Everything that waits, the longest waiting first; looked at again every half minute. */
export function useWaiting() {
  const answers = useAnswers(
    'decision_list',
    markets.map((market) => ({ market })),
    everyMs,
  );
  const items = answers
    .flatMap(({ data }, index) => (data?.items ?? []).map((item) => ({ ...item, market: markets[index] as Market }))) // One answer a market.
    .sort((a, b) => (a.since ?? '').localeCompare(b.since ?? ''));
  return {
    items,
    isLoading: answers.some(({ isPending }) => isPending),
    /** Markets whose answer did not come. */
    missing: markets.filter((_market, index) => answers[index]?.isError),
    retry: () => void Promise.all(answers.map(({ refetch }) => refetch())),
  };
}

export const addressOf = ({ market, kind, id }: Pick<Waiting, 'market' | 'kind' | 'id'>): string =>
  `/decisions/${market}/${kind}/${id}`;
