import type { ReadContext } from '../../kernel/context.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import { type ListingCard, queryWords } from '../listings/index.ts';
import { bestFirst } from './best-first.ts';
import { wayTo } from './chunks.ts';
import { bitValues, countValues, hasEdges, type Question, type Terms, termsOfQuestion } from './question.ts';
import {
  countByBits,
  countByBitsAndEdges,
  type Counted,
  countMatches,
  countOwnPrivate,
  pageOfChunks,
  pageOfFew,
  pageOfMany,
  pageOfNewest,
  pageOfOlder,
  pageOfRare,
  pageWithOwnPrivate,
  sizeOfIndex,
  tooManyToSort,
} from './search.sql.ts';
import { mayHaveBits } from './words-with-bits.ts';

const nobody: PageOf<ListingCard> = { items: [], total: 0 };

/** Exactly how many open listings answer the question. */
export async function countListings(ctx: ReadContext, question: Question): Promise<number> {
  return (await count(ctx, termsOfQuestion(question))).total;
}

/**
 * Open listings that answer the question, newest first, with the exact number of all of them (seed 000: 搜索项目). The
 * count comes first, since it tells which way to the page is short.
 */
export async function searchListings(ctx: ReadContext, question: Question, page: Page): Promise<PageOf<ListingCard>> {
  const terms = termsOfQuestion(question);
  const { query, budgetMin, budgetMax, isHopeless } = terms;
  if (query === undefined && !isHopeless) return newestListings(ctx, page);
  const byBits = mayHaveBits(ctx, terms) ? await countBits(ctx, terms) : undefined;
  const rare = byBits ? undefined : await pageOfRareWords(ctx, terms, page);
  if (rare) return rare;
  const [counted, size] = await Promise.all([byBits ?? count(ctx, terms), sizeOf(ctx)]);
  const { total } = counted;
  const offset = offsetOf(page);
  if (total <= offset) return { ...nobody, total };
  const wanted = Math.min(offset + page.size, total);
  const way = wayTo(counted, wanted);
  if (way?.walks === false) {
    const items = await pageByChunks(ctx, terms, way, { size: page.size, offset, wanted: wanted - offset });
    if (items) return { items, total };
  }
  const values = [ctx.market, query, budgetMin, budgetMax, page.size, offset, viewerOf(ctx)];
  if (way?.walks) return { items: await ctx.db.query(pageOfOlder, [...values, way.past]), total };
  const statement = isFew(total, size, offset + page.size) ? pageOfFew : pageOfMany;
  return { items: await ctx.db.query(statement, values), total };
}

/** As many of the newest that answer are put in order; behind them the others follow, the newest first. */
export const rankedListings = 300;

/**
 * Open listings that answer the question, those that suit it best first, with the exact number of all of them. Only the
 * newest `rankedListings` are ranked: what is older than all of these is rarely still to be had.
 */
export async function searchBestListings(
  ctx: ReadContext,
  question: Question,
  page: Page,
): Promise<PageOf<ListingCard>> {
  // Whole pages, so that none is half ranked.
  const ranked = rankedListings - (rankedListings % page.size);
  const offset = offsetOf(page);
  if (offset >= ranked) return searchListings(ctx, question, page);
  const { items, total } = await searchListings(ctx, question, { number: 1, size: ranked });
  const words = question.keyword === undefined ? [] : queryWords(question.keyword);
  return { items: bestFirst(items, words, ctx.now).slice(offset, offset + page.size), total };
}

/** Page and count in one statement, for words without bits; undefined when they turn out to be common after all. */
async function pageOfRareWords(ctx: ReadContext, terms: Terms, page: Page): Promise<PageOf<ListingCard> | undefined> {
  const { query, budgetMin, budgetMax, isHopeless } = terms;
  if (isHopeless) return nobody;
  const values = [ctx.market, query, budgetMin, budgetMax, page.size, offsetOf(page), viewerOf(ctx)];
  const items = await ctx.db.share(pageOfRare, values);
  const [first] = items;
  // A page behind the last one does not say how many there are.
  if (!first) return page.number === 1 ? nobody : undefined;
  return first.total > tooManyToSort ? undefined : { items, total: first.total };
}

/** How often more chunks are looked at before the page is found without them. */
const mostLooks = 3;

/** Looks at the newest chunks, and at more of them until nothing newer can be left out; undefined when that is too many. */
async function pageByChunks(
  ctx: ReadContext,
  terms: Terms,
  { chunks, first }: { readonly chunks: readonly number[]; readonly first: number },
  { size, offset, wanted }: { readonly size: number; readonly offset: number; readonly wanted: number },
): Promise<ListingCard[] | undefined> {
  const asked = [ctx.market, terms.query, terms.budgetMin, terms.budgetMax, ...bitValues(terms)];
  for (let look = 0, until = first; look < mostLooks; look += 1, until = 2 * until + 1) {
    const places = [chunks.slice(0, until), chunks.slice(until)];
    const found = await ctx.db.query(pageOfChunks, [...asked, ...places, size, offset, viewerOf(ctx)]);
    const isWhole = found.length === wanted && found.every((card) => card.is_sure);
    if (isWhole || until >= chunks.length) return found;
  }
  return undefined;
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

type Total = Counted & { readonly total: number };
const plain = (total: number): Total => ({ total, chunks: null, hits: null, live: null });

/** By bits if every word has them; otherwise some word is rare, and the index has little to do. */
async function count(ctx: ReadContext, terms: Terms): Promise<Total> {
  const { query, budgetMin, budgetMax, isHopeless } = terms;
  if (isHopeless) return plain(0);
  if (query === undefined) return plain(await sizeOf(ctx));
  const byBits = await countBits(ctx, terms);
  if (byBits) return byBits;
  const [counted] = await ctx.db.query(countMatches, [ctx.market, query, budgetMin, budgetMax]);
  return plain(counted?.total ?? 0);
}

/** Undefined when some word has no bits, or the market has none yet. */
async function countBits(ctx: ReadContext, terms: Terms): Promise<Total | undefined> {
  if (terms.isHopeless || terms.query === undefined) return undefined;
  const values = countValues(ctx.market, terms);
  const [row] = hasEdges(terms)
    ? await ctx.db.query(countByBitsAndEdges, [...values, terms.budgetMin, terms.budgetMax])
    : await ctx.db.query(countByBits, values);
  return row && row.total !== null ? { ...row, total: row.total } : undefined;
}

async function sizeOf(ctx: ReadContext): Promise<number> {
  const [row] = await ctx.db.query(sizeOfIndex, [ctx.market]);
  return row?.total ?? 0;
}

/** A walk from the newest sees about size / total rows for each match; matches may stand apart, so it counts double. */
export const isFew = (total: number, size: number, wanted: number): boolean => (2 * wanted * size) / total > total;

const viewerOf = ({ actor }: ReadContext): bigint | null => (actor.kind === 'person' ? actor.partyId : null);
