/** Which words have bits, as this process last read: a hint which way to go first, so that it may be old. */
import type { ReadContext, Reader } from '../../kernel/context.ts';
import { wordsWithBits } from './bits.sql.ts';
import { neededTerms, type Terms } from './question.ts';

const maxAgeMs = 60_000;

interface Known {
  words: ReadonlySet<string> | undefined;
  readAt: number;
}

/** By the database that was asked and the market; at most 20,000 words each. */
const known = new WeakMap<Reader, Map<string, Known>>();

/** Whether every word of the question may have bits; true as long as nothing has been read. */
export function mayHaveBits({ db, market }: ReadContext, terms: Terms): boolean {
  const { words } = knownOf(db, market);
  return words === undefined || neededTerms(terms).every((term) => words.has(term));
}

function knownOf(db: Reader, market: string): Known {
  const markets = known.get(db) ?? new Map<string, Known>();
  known.set(db, markets);
  const one = markets.get(market) ?? { words: undefined, readAt: Number.NEGATIVE_INFINITY };
  markets.set(market, one);
  if (performance.now() - one.readAt > maxAgeMs) {
    one.readAt = performance.now();
    void readInto(one, db, market);
  }
  return one;
}

/** Nobody waits for it, and when it fails the next one will do. */
async function readInto(one: Known, db: Reader, market: string): Promise<void> {
  const rows = await db.query(wordsWithBits, [market]).catch(() => undefined);
  if (rows) one.words = new Set(rows.map(({ term }) => term));
}
