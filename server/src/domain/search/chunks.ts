/** Which way to a page is short, judged by how many hits each chunk has. */
import type { Counted } from './search.sql.ts';

/** Rows that a walk from the newest may look at; beyond, looking up the hits of a few chunks takes less. */
const longWalk = 1_000;
/** Hits of chunks that are looked up for a page. */
export const mostHits = 4_000;

export type Way = { readonly walks: true } | { readonly walks: false; readonly chunks: number; readonly hits: number };

/** Undefined when the count did not go by bits, or neither way is short. */
export function wayTo({ chunks, hits, live }: Counted, wanted: number): Way | undefined {
  if (!chunks || !hits || !live) return undefined;
  let seen = 0;
  let found = 0;
  let at = 0;
  while (at < chunks.length && found < wanted) {
    const here = hits[at] ?? 0;
    const needed = Math.min(1, (wanted - found) / Math.max(here, 1));
    seen += needed * (live[at] ?? 0);
    found += here;
    at += 1;
  }
  if (found >= wanted && seen <= longWalk) return { walks: true };
  return found <= mostHits ? { walks: false, chunks: at, hits: found } : undefined;
}
