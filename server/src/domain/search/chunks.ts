/** Which way to a page is short, judged by how many hits each chunk has. */
import type { Counted } from './search.sql.ts';

/** Rows that a walk from the newest may look at; beyond, looking up the hits of a few chunks takes less. */
const longWalk = 1_000;
/** Hits of chunks that are looked up for a page. */
const mostHits = 4_000;

export type Way =
  /** Walk from the newest row that is not in these chunks. */
  | { readonly walks: true; readonly past: readonly number[] }
  /** Look up the hits of these chunks first, then those of the others. */
  | { readonly walks: false; readonly chunks: readonly number[]; readonly first: number };

/** Undefined when the count did not go by bits, or neither way is short. */
export function wayTo({ chunks, hits, live }: Counted, wanted: number): Way | undefined {
  if (!chunks || !hits || !live) return undefined;
  const parts = chunks.map((chunk, at) => ({ chunk, hits: hits[at] ?? 0, live: live[at] ?? 0 }));
  const start = parts.findIndex((part) => part.hits > 0);
  let seen = 0;
  let found = 0;
  for (const part of start < 0 ? [] : parts.slice(start)) {
    if (found >= wanted) break;
    seen += Math.min(1, (wanted - found) / Math.max(part.hits, 1)) * part.live;
    found += part.hits;
  }
  if (found >= wanted && seen <= longWalk) return { walks: true, past: chunks.slice(0, start) };
  const full = parts.filter((part) => part.hits > 0);
  const first = chunksFor(full, wanted);
  return isShort(full.slice(0, first)) ? { walks: false, chunks: full.map(({ chunk }) => chunk), first } : undefined;
}

/** How many chunks hold as many hits as are wanted. */
function chunksFor(parts: readonly { readonly hits: number }[], wanted: number): number {
  let found = 0;
  const last = parts.findIndex((part) => (found += part.hits) >= wanted);
  return last < 0 ? parts.length : last + 1;
}

const isShort = (parts: readonly { readonly hits: number }[]): boolean =>
  parts.reduce((sum, { hits }) => sum + hits, 0) <= mostHits;
