/** Keeps the derived search table in step with listings: only open ones are in it. */
import type { WriteContext } from '../../kernel/context.ts';
import { dropSearch, type ListingRow, putSearch } from './listings.sql.ts';
import { plainText } from './rich-text.ts';
import { budgetTerm, filterTerms, wordTerm } from './terms.ts';
import { indexWords } from './words.ts';

/** What a listing is found by. */
export interface Findable {
  readonly title: string;
  readonly description: string;
  readonly categoryId: number;
  readonly parentCategoryId: number | null;
  readonly payKind: ListingRow['pay_kind'];
  readonly level: ListingRow['level'];
  readonly duration?: number | null | undefined;
  readonly workload?: number | null | undefined;
  readonly budget?: bigint | null | undefined;
  readonly skills: readonly string[];
}

const some = <T>(value: T | null | undefined): T[] => (value === null || value === undefined ? [] : [value]);

/** Every lexeme the listing is found by. */
export function termsOf(listing: Findable): string[] {
  const words = indexWords(`${listing.title}\n${plainText(listing.description)}\n${listing.skills.join('\n')}`);
  const filters = filterTerms({
    categories: [listing.categoryId, ...some(listing.parentCategoryId)],
    payKinds: [listing.payKind],
    levels: [listing.level],
    durations: some(listing.duration),
    workloads: some(listing.workload),
    skills: listing.skills,
  });
  return [...[...words].map(wordTerm), ...filters.flat(), ...some(listing.budget).map(budgetTerm)];
}

/** The listing's description for the search, as it is stored. */
export const findableOf = (row: ListingRow, parentCategoryId: number | null): Findable => ({
  title: row.title,
  description: row.description,
  categoryId: row.category_id,
  parentCategoryId,
  payKind: row.pay_kind,
  level: row.level,
  duration: row.duration,
  workload: row.workload,
  budget: row.budget,
  skills: row.skills,
});

/** Makes an open listing found by what it now says. */
export async function putInSearch(ctx: WriteContext, id: bigint, publishedAt: Date, listing: Findable): Promise<void> {
  await ctx.db.query(putSearch, [id, ctx.market, publishedAt, listing.budget ?? null, termsOf(listing)]);
}

/** Takes a listing out of the search. */
export async function takeFromSearch(ctx: WriteContext, id: bigint): Promise<void> {
  await ctx.db.query(dropSearch, [id]);
}
