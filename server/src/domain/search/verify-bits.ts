import type { ReadContext } from '../../kernel/context.ts';
import { bitTermsOfMarket, sampleOfIndex } from './bits.sql.ts';
import { countValues, type Question, queryOf, type Terms, termsOfQuestion } from './question.ts';
import { compareCounts } from './search.sql.ts';

/** Two counts that differ: the one that searches show, and the one by looking at every row. */
export interface CountFinding {
  readonly subject: string;
  readonly shown: number;
  readonly counted: number;
}

export interface BitsReport {
  /** False when the market is not counted by bits, or not yet. */
  readonly isByBits: boolean;
  readonly terms: number;
  readonly questions: number;
  readonly findings: readonly CountFinding[];
}

const mostQuestions = 200;

/** A question that one term asks. */
function termsOfTerm(term: string): Terms {
  const query = queryOf([[term]]);
  const bits = { groups: [[term]], query, low: null, high: null };
  return { query, budgetMin: null, budgetMax: null, isHopeless: false, bits };
}

const valuesIn = (terms: readonly string[], letter: string): number[] =>
  terms.filter((term) => term.startsWith(`${letter}:`)).map((term) => Number(term.slice(2)));

interface Sampled {
  readonly terms: readonly string[];
  readonly budget: bigint | null;
}

/** A question that this row answers, and others may: with one or two words, some filters and a budget around its own. */
function questionOf({ terms, budget }: Sampled, n: number): { question: Question; words: string[] } {
  const words = terms.filter((term) => term.startsWith('w:'));
  const asked = [...new Set([n, 3 * n + 1].slice(0, n % 3).map((at) => words[at % Math.max(words.length, 1)] ?? ''))];
  const widths = [0n, 1n, 1_000n, (budget ?? 0n) / 3n];
  const width = widths[n % widths.length] ?? 0n;
  const hasBudget = budget !== null && n % 4 !== 1;
  const low = hasBudget && budget > width ? budget - width : 0n;
  return {
    words: asked.filter((word) => word !== ''),
    question: {
      ...(n % 2 === 0 && { categories: [...valuesIn(terms, 'c').slice(0, 1), 1 + (n % 20)] }),
      ...(n % 5 === 0 && { durations: valuesIn(terms, 'd') }),
      ...(n % 7 === 0 && { workloads: [1, 2] }),
      ...(hasBudget && { budgetMin: low, ...(n % 8 !== 2 && { budgetMax: budget + width }) }),
    },
  };
}

/** The words go past the cutting of keywords: they are terms already. */
function termsOfSample(sample: Sampled, n: number): Terms {
  const { question, words } = questionOf(sample, n);
  const terms = termsOfQuestion(question);
  const groups = words.map((word) => [word]);
  const own = queryOf(groups);
  const joined = (query: string | undefined) =>
    [own, query].filter((part) => part !== undefined).join('&') || undefined;
  return {
    ...terms,
    query: joined(terms.query),
    bits: { ...terms.bits, groups: [...groups, ...terms.bits.groups], query: joined(terms.bits.query) },
  };
}

/**
 * Compares what searches count with looking at every row, both at one moment: for each term that has bits, and for 200
 * questions made of rows that are drawn anew each time.
 */
export async function verifyBits(
  ctx: ReadContext,
  onStep: (of: number) => void = () => undefined,
): Promise<BitsReport> {
  const names = await ctx.db.query(bitTermsOfMarket, [ctx.market]);
  const sampled = await ctx.db.query(sampleOfIndex, [ctx.market, mostQuestions]);
  const questions: Terms[] = [
    ...names.map(({ term }) => termsOfTerm(term)),
    ...Array.from({ length: sampled.length === 0 ? 0 : mostQuestions }, (_, n) => {
      const row = sampled[n % sampled.length];
      return row ? termsOfSample(row, n) : termsOfTerm('');
    }),
  ].filter(({ query }) => query !== undefined);
  const findings: CountFinding[] = [];
  for (const terms of questions) {
    const [row] = await ctx.db.query(compareCounts, [
      ...countValues(ctx.market, terms),
      terms.budgetMin,
      terms.budgetMax,
      terms.query,
    ]);
    if (row && row.shown !== row.counted) findings.push({ subject: nameOf(terms), ...row });
    onStep(questions.length);
  }
  const isByBits = names.length > 0;
  return { isByBits, terms: names.length, questions: questions.length - names.length, findings };
}

const nameOf = ({ bits, budgetMin, budgetMax }: Terms): string =>
  [bits.query ?? 'all', budgetMin === null ? '' : `budget ${budgetMin} to ${budgetMax ?? ''}`]
    .filter(Boolean)
    .join(', ');
