import type { ReadContext } from '../../kernel/context.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import type { ListingCard } from '../listings/index.ts';
import { type Question, type Terms, termsOfQuestion } from './question.ts';
import {
  countMatches,
  countOwnPrivate,
  pageOfFew,
  pageOfMany,
  pageOfNewest,
  pageWithOwnPrivate,
  sizeOfIndex,
} from './search.sql.ts';

const nobody: PageOf<ListingCard> = { items: [], total: 0 };

/** Exactly how many open listings answer the question. */
export function countListings(ctx: ReadContext, question: Question): Promise<number> {
  return count(ctx, termsOfQuestion(question));
}

/**
 * Open listings that answer the question, newest first, with the exact number of all of them (seed 000: 搜索项目). The
 * count comes first, since it tells which way to the page is short.
 */
export async function searchListings(ctx: ReadContext, question: Question, page: Page): Promise<PageOf<ListingCard>> {
  const terms = termsOfQuestion(question);
  if (terms.query === undefined && !terms.isHopeless) return newestListings(ctx, page);
  const total = await count(ctx, terms);
  const offset = offsetOf(page);
  if (total <= offset) return { ...nobody, total };
  const wanted = offset + page.size;
  // Fewer matches than two pages are few in an index of any size: it is not asked for.
  const size = total < 2 * wanted ? total : await sizeOf(ctx);
  const statement = isFew(total, size, wanted) ? pageOfFew : pageOfMany;
  const values = [ctx.market, terms.query, terms.budgetMin, terms.budgetMax, page.size, offset, viewerOf(ctx)];
  return { items: await ctx.db.query(statement, values), total };
}

/** Open listings, newest first; a client finds their own private ones among them (seed 000: 分页获取项目列表). */
export async function newestListings(
  ctx: ReadContext,
  page: Page,
  { withOwnPrivate = false }: { withOwnPrivate?: boolean } = {},
): Promise<PageOf<ListingCard>> {
  const viewer = viewerOf(ctx);
  const addsOwn = withOwnPrivate && ctx.actor.kind === 'person' && ctx.actor.role === 'client';
  const [open, [own]] = await Promise.all([sizeOf(ctx), addsOwn ? ctx.db.query(countOwnPrivate, [viewer]) : []]);
  const total = open + (own?.total ?? 0);
  const offset = offsetOf(page);
  if (total <= offset) return { ...nobody, total };
  const statement = addsOwn ? pageWithOwnPrivate : pageOfNewest;
  return { items: await ctx.db.query(statement, [ctx.market, page.size, offset, viewer]), total };
}

async function count(ctx: ReadContext, terms: Terms): Promise<number> {
  if (terms.isHopeless) return 0;
  if (terms.query === undefined) return sizeOf(ctx);
  const [row] = await ctx.db.query(countMatches, [ctx.market, terms.query, terms.budgetMin, terms.budgetMax]);
  return row?.total ?? 0;
}

async function sizeOf(ctx: ReadContext): Promise<number> {
  const [row] = await ctx.db.query(sizeOfIndex, [ctx.market]);
  return row?.total ?? 0;
}

/** A walk from the newest sees about size / total rows for each match; matches may stand apart, so it counts double. */
export const isFew = (total: number, size: number, wanted: number): boolean => (2 * wanted * size) / total > total;

const viewerOf = ({ actor }: ReadContext): bigint | null => (actor.kind === 'person' ? actor.partyId : null);
