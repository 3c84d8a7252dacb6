import { budgetTerms, type Filters, filterTerms, queryWords, wordTerm } from '../listings/index.ts';
import { coverOf } from './budget-digits.ts';

/** What somebody looks for: every word, and one value of each filter that is given. */
export interface Question extends Filters {
  readonly keyword?: string | undefined;
  /** Fen. */
  readonly budgetMin?: bigint | undefined;
  readonly budgetMax?: bigint | undefined;
}

/** A question in the database's words. */
export interface Terms {
  /** Undefined when every listing answers. */
  readonly query: string | undefined;
  readonly budgetMin: bigint | null;
  readonly budgetMax: bigint | null;
  /** Whether nothing can answer: a keyword was given that has no word in it. */
  readonly isHopeless: boolean;
  readonly bits: BitTerms;
}

/** The same in terms of bits, which tell budgets from `low` to `high`: perhaps a little more than is asked. */
export interface BitTerms {
  /** One of each list. */
  readonly groups: readonly (readonly string[])[];
  /** The query without the budget; undefined when nothing else is asked. */
  readonly query: string | undefined;
  readonly low: bigint | null;
  readonly high: bigint | null;
}

const quoted = (lexeme: string) => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** Asks for one lexeme of each list; undefined when there is no list. */
export const queryOf = (lists: readonly (readonly string[])[]): string | undefined =>
  lists.length === 0 ? undefined : lists.map((some) => `(${some.map(quoted).join('|')})`).join('&');

export function termsOfQuestion(question: Question): Terms {
  const { keyword, budgetMin, budgetMax } = question;
  const words = keyword === undefined ? [] : queryWords(keyword);
  const hasBudget = budgetMin !== undefined || budgetMax !== undefined;
  const range = budgetTerms(budgetMin ?? 0n, budgetMax);
  const others = [...words.map((word) => [wordTerm(word)]), ...filterTerms(question)];
  const isHopeless =
    (keyword !== undefined && keyword.trim() !== '' && words.length === 0) ||
    (budgetMax !== undefined && (budgetMax < 0n || (budgetMin ?? 0n) > budgetMax));
  const low = budgetMin !== undefined && budgetMin > 0n ? budgetMin : 0n;
  const cover = hasBudget && !isHopeless ? coverOf(low, budgetMax) : undefined;
  return {
    query: queryOf(hasBudget ? [...others, range] : others),
    budgetMin: hasBudget ? low : null,
    budgetMax: budgetMax ?? null,
    isHopeless,
    bits: {
      groups: [...others, ...(cover?.groups ?? [])],
      query: queryOf(others),
      low: cover?.low ?? null,
      high: cover?.high ?? null,
    },
  };
}

/** The parameters that say what is asked of bits: terms, the group of each, groups. */
export const bitValues = ({ bits }: Terms): readonly [string[], number[], number] => [
  bits.groups.flat(),
  bits.groups.flatMap((group, number) => group.map(() => number)),
  bits.groups.length,
];

/** The terms that are counted by bits only if each of them has some; filters always do. */
export const neededTerms = ({ bits }: Terms): string[] => bits.groups.flat().filter((term) => /^[ws]:/.test(term));

/** Parameters of countByBits. */
export function countValues(market: string, terms: Terms): unknown[] {
  const { low, high, query } = terms.bits;
  return [market, ...bitValues(terms), neededTerms(terms), low, high, query ?? null];
}

/** Whether bits tell another range of budgets than is asked for. */
export const hasEdges = ({ budgetMin, budgetMax, bits }: Terms): boolean =>
  bits.low !== budgetMin || (budgetMax !== null && bits.high !== budgetMax);
