import { budgetTerms, type Filters, filterTerms, queryWords, wordTerm } from '../listings/index.ts';

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
}

const quoted = (lexeme: string) => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** Asks for one lexeme of each list; undefined when there is no list. */
export const queryOf = (lists: readonly (readonly string[])[]): string | undefined =>
  lists.length === 0 ? undefined : lists.map((some) => `(${some.map(quoted).join('|')})`).join('&');

export function termsOfQuestion(question: Question): Terms {
  const { keyword, budgetMin, budgetMax } = question;
  const words = keyword === undefined ? [] : queryWords(keyword);
  const hasBudget = budgetMin !== undefined || budgetMax !== undefined;
  const all = [
    ...words.map((word) => [wordTerm(word)]),
    ...filterTerms(question),
    ...(hasBudget ? [budgetTerms(budgetMin ?? 0n, budgetMax)] : []),
  ];
  return {
    query: queryOf(all),
    budgetMin: hasBudget ? (budgetMin ?? 0n) : null,
    budgetMax: budgetMax ?? null,
    isHopeless:
      (keyword !== undefined && keyword.trim() !== '' && words.length === 0) ||
      (budgetMin !== undefined && budgetMax !== undefined && budgetMin > budgetMax),
  };
}
