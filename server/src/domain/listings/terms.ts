/** The lexemes of the search index: a word is "w:开发", a filter's value a letter and the value. */
import type { Level, PayKind } from './listings.sql.ts';

/** What a listing can be found by beside its words. */
export interface Filters {
  readonly categories?: readonly number[] | undefined;
  readonly payKinds?: readonly PayKind[] | undefined;
  readonly levels?: readonly Level[] | undefined;
  readonly durations?: readonly number[] | undefined;
  readonly workloads?: readonly number[] | undefined;
  readonly skills?: readonly string[] | undefined;
}

export const wordTerm = (word: string): string => `w:${word}`;

/** The lexemes of each filter, one list per filter; a listing has one of each list when it passes. */
export function filterTerms(filters: Filters): string[][] {
  const lists: readonly [string, readonly (string | number)[] | undefined][] = [
    ['c', filters.categories],
    ['p', filters.payKinds],
    ['l', filters.levels],
    ['d', filters.durations],
    ['k', filters.workloads],
    ['s', filters.skills?.map((skill) => skill.toLowerCase())],
  ];
  return lists.flatMap(([letter, values]) =>
    values === undefined || values.length === 0 ? [] : [[...new Set(values)].map((value) => `${letter}:${value}`)],
  );
}

/** The smallest budget of each bucket, in fen: ten buckets for each factor of ten. */
const bucketStarts = [0n, ...Array.from({ length: 101 }, (_, step) => BigInt(Math.round(10 ** (step / 10))))];

/** The bucket a budget falls into. */
function bucketOf(budget: bigint): number {
  const above = bucketStarts.findIndex((start) => start > budget);
  return (above === -1 ? bucketStarts.length : above) - 1;
}

export const budgetTerm = (budget: bigint): string => `b:${bucketOf(budget)}`;

/** A superset of the budgets from `min` to `max`; the exact comparison is made on the rows it leaves. */
export function budgetTerms(min: bigint, max: bigint | undefined): string[] {
  const last = max === undefined ? bucketStarts.length - 1 : bucketOf(max);
  const terms: string[] = [];
  for (let bucket = bucketOf(min); bucket <= last; bucket += 1) terms.push(`b:${bucket}`);
  return terms;
}
