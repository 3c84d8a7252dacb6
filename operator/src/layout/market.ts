/** The market that is looked at: a part of the address, so that a link shows the same to everybody. */
import { useParams, useSearchParams } from 'react-router';
import type { FieldsOf } from '../api/client.ts';

export type Market = FieldsOf<'dashboard'>['market'];
export const markets: readonly Market[] = ['cloudwork', 'iblock', 'gig', 'consulting', 'channel'];

const key = 'linggong-console-market';
const marketIn = (text: string | null | undefined) => markets.find((one) => one === text);

/** The market of the address; outside of one, the one that was looked at last. */
export function useMarket(): Market {
  const found = marketIn(useParams()['market']);
  if (found) localStorage.setItem(key, found);
  return found ?? marketIn(localStorage.getItem(key)) ?? 'cloudwork';
}

/** The page of a list and its filters, which the address holds. */
export function useFilters() {
  const [params, setParams] = useSearchParams();
  return {
    text: (name: string): string => params.get(name) ?? '',
    page: Math.max(1, Number(params.get('page')) || 1),
    set(changes: Readonly<Record<string, string | number | undefined>>) {
      const next = new URLSearchParams(params);
      for (const [name, value] of Object.entries({ page: undefined, ...changes })) {
        if (value === undefined || value === '') next.delete(name);
        else next.set(name, String(value));
      }
      setParams(next);
    },
  };
}
