/** What freelancers are found by: the lexemes of the derived table, and those of a question about it. */
import { indexWords, queryWords, wordTerm } from '../listings/index.ts';
import { queryOf } from './question.ts';

/** The bands of hourly rates that can be asked for, by what each ends below (fen): under 50 yuan, 100, up to 150, more. */
const bandEnds = [5_000n, 10_000n, 15_001n];

/** 1 under 50 yuan an hour, 2 from 50, 3 from 100 up to and with 150, 4 more. */
export type RateBand = 1 | 2 | 3 | 4;

export function bandOf(hourly: bigint): RateBand {
  const band = bandEnds.findIndex((end) => hourly < end);
  return band === 0 ? 1 : band === 1 ? 2 : band === 2 ? 3 : 4;
}

export const categoryTerm = (id: number): string => `c:${id}`;
export const skillTerm = (name: string): string => `s:${name.toLowerCase()}`;
const bandTerm = (band: RateBand): string => `h:${band}`;
/** Takes new work. */
export const availableTerm = 'a:1';
/** Success rates in tens, so that the terms' index narrows "at least 80"; the exact comparison is made on the rows. */
const rateTerm = (percent: number): string => `r:${Math.floor(percent / 10)}`;

/** What a freelancer says of themselves, as far as the search looks at it. */
export interface FindableFreelancer {
  readonly name: string;
  readonly title: string;
  readonly overview: string;
  readonly skills: readonly string[];
  readonly categories: readonly number[];
  readonly hourly: bigint | null;
  readonly available: boolean;
  readonly coopRate: number;
}

/** Every lexeme a freelancer is found by. */
export function termsOfFreelancer(freelancer: FindableFreelancer): string[] {
  const { name, title, overview, skills, categories, hourly, available, coopRate } = freelancer;
  const words = indexWords([name, title, overview, ...skills].join('\n'));
  return [
    ...[...words].map(wordTerm),
    ...skills.map(skillTerm),
    ...categories.map(categoryTerm),
    ...(hourly === null ? [] : [bandTerm(bandOf(hourly))]),
    ...(available ? [availableTerm] : []),
    rateTerm(coopRate),
  ];
}

/** What somebody looks for among freelancers: every word, and one value of each filter that is given. */
export interface FreelancerQuestion {
  readonly keyword?: string | undefined;
  /** A category covers those below it. */
  readonly categories?: readonly number[] | undefined;
  readonly band?: RateBand | undefined;
  /** The least success rate, in percent. */
  readonly coopRate?: number | undefined;
}

/** What the search asks of the catalogue. */
export interface CategoryTree {
  childrenOf(id: number | null): readonly { readonly id: number }[];
}

/** A question in the database's words. */
export interface FreelancerTerms {
  /** Undefined when everybody answers. */
  readonly query: string | undefined;
  /** Whether nobody can answer: a keyword was given that has no word in it. */
  readonly isHopeless: boolean;
}

export function termsOfFreelancerQuestion(question: FreelancerQuestion, tree: CategoryTree): FreelancerTerms {
  const { keyword, categories = [], band, coopRate = 0 } = question;
  const words = keyword === undefined ? [] : queryWords(keyword);
  const wanted = new Set(categories.flatMap((id) => [id, ...tree.childrenOf(id).map((child) => child.id)]));
  const rates = Array.from({ length: 11 }, (_, ten) => ten * 10).filter((rate) => rate + 9 >= coopRate);
  const query = queryOf([
    ...words.map((word) => [wordTerm(word)]),
    ...(wanted.size > 0 ? [[...wanted].map(categoryTerm)] : []),
    ...(band === undefined ? [] : [[bandTerm(band)]]),
    ...(coopRate > 0 ? [rates.map(rateTerm)] : []),
  ]);
  return { query, isHopeless: keyword !== undefined && keyword.trim() !== '' && words.length === 0 };
}
