/** All of an answer that the server gives in parts. Who asks is given, so that nothing here knows what the rows are. */

/** Told while rows arrive: how many there are, and of how many where that is known. */
export type OnProgress = (done: number, all?: number) => void;

interface Page<Row> {
  readonly rows: readonly Row[];
  /** The rows of all pages. */
  readonly count: number;
}

const mostStarts = 5;

/**
 * The rows of every page. What is added while they are read moves the others from page to page, so that one could be lost
 * and another stand twice: then it begins anew. Undefined when they never hold still.
 */
export async function everyPage<Row>(
  ask: (page: number) => Promise<Page<Row>>,
  onProgress: OnProgress,
): Promise<readonly Row[] | undefined> {
  for (let start = 0; start < mostStarts; start += 1) {
    const rows = await pagesOf(ask, onProgress);
    if (rows) return rows;
  }
  return undefined;
}

async function pagesOf<Row>(
  ask: (page: number) => Promise<Page<Row>>,
  onProgress: OnProgress,
): Promise<readonly Row[] | undefined> {
  const first = await ask(1);
  const rows = [...first.rows];
  onProgress(rows.length, first.count);
  for (let page = 2; rows.length < first.count; page += 1) {
    const { rows: found, count } = await ask(page);
    if (count !== first.count || found.length === 0) return undefined;
    rows.push(...found);
    onProgress(rows.length, count);
  }
  const { count } = await ask(1);
  return count === first.count && rows.length === count ? rows : undefined;
}

/** Days, "2026-11-20", both of them meant. */
export interface Days {
  readonly from: string;
  readonly until: string;
}

interface Limits<Row> {
  /** The most rows that one answer holds. */
  readonly most: number;
  /** What makes a row the same where two answers have it; what one answer has twice stands twice. */
  readonly keyOf: (row: Row) => string;
}

/**
 * The rows of all the days, the later first. Days whose answer is full are asked for in halves; undefined when one day
 * alone fills an answer, because nobody could say what it left out.
 */
export async function everyDay<Row>(
  ask: (days: Days) => Promise<readonly Row[]>,
  days: Days,
  { most, keyOf }: Limits<Row>,
  onProgress: OnProgress,
): Promise<readonly Row[] | undefined> {
  const rows = new Map<string, Row>();
  const open = [days];
  for (let next = open.pop(); next; next = open.pop()) {
    const found = await ask(next);
    if (found.length >= most) {
      if (next.from >= next.until) return undefined;
      open.push(...halves(next));
      continue;
    }
    const seen = new Map<string, number>();
    for (const row of found) {
      const key = keyOf(row);
      const before = seen.get(key) ?? 0;
      seen.set(key, before + 1);
      rows.set(`${key} ${before}`, row);
    }
    onProgress(rows.size);
  }
  return [...rows.values()];
}

const dayMs = 86_400_000;
const keyAt = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The earlier half, then the later one. */
function halves({ from, until }: Days): [Days, Days] {
  const start = Date.parse(from);
  const middle = start + Math.floor((Date.parse(until) - start) / dayMs / 2) * dayMs;
  return [
    { from, until: keyAt(middle) },
    { from: keyAt(middle + dayMs), until },
  ];
}
