import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import { requireClient, requireFreelancer, requirePerson } from '../identity/index.ts';
import {
  dropFreelancer,
  dropListing,
  type FavoriteFreelancer,
  favoriteFreelancersCount,
  favoriteFreelancersPage,
  type FavoriteListing,
  favoriteListingsCount,
  favoriteListingsPage,
  freelancerToKeep,
  keepFreelancer,
  keepListing,
  listingToKeep,
} from './favorites.sql.ts';

/**
 * A client keeps a freelancer, a freelancer keeps a listing, by public id (seed 000: 收藏). Throws
 * `favorite.target_unknown` when there is none the caller may see, and `favorite.exists`.
 */
export async function addFavorite(ctx: WriteContext, uid: string, memo: string): Promise<bigint> {
  const { partyId, role } = requirePerson(ctx.actor);
  const isClient = role === 'client';
  const [target] = isClient
    ? await ctx.db.query(freelancerToKeep, [ctx.market, uid])
    : await ctx.db.query(listingToKeep, [ctx.market, uid, partyId]);
  if (!target) throw new DomainError('favorite.target_unknown', { uid });
  const [kept] = await ctx.db.query(isClient ? keepFreelancer : keepListing, [partyId, target.id, memo, ctx.now]);
  if (!kept) throw new DomainError('favorite.exists');
  return kept.id;
}

/** The caller keeps it no longer, whatever has become of it (seed 000: 取消收藏). Throws `favorite.not_found`. */
export async function removeFavorite(ctx: WriteContext, uid: string): Promise<void> {
  const { partyId, role } = requirePerson(ctx.actor);
  const [gone] = await ctx.db.query(role === 'client' ? dropFreelancer : dropListing, [partyId, ctx.market, uid]);
  if (!gone) throw new DomainError('favorite.not_found', { uid });
}

/** The listings the calling freelancer keeps and may still see, the newest favourite first (seed 000: 收藏列表). */
export async function favoriteListings(ctx: ReadContext, page: Page): Promise<PageOf<FavoriteListing>> {
  const { partyId } = requireFreelancer(ctx.actor);
  const [items, [counted]] = await Promise.all([
    ctx.db.query(favoriteListingsPage, [partyId, page.size, offsetOf(page)]),
    ctx.db.query(favoriteListingsCount, [partyId]),
  ]);
  return { items, total: counted?.total ?? 0 };
}

/** The freelancers the calling client keeps, without restricted ones, the newest favourite first (seed 000: 收藏列表). */
export async function favoriteFreelancers(ctx: ReadContext, page: Page): Promise<PageOf<FavoriteFreelancer>> {
  const { partyId } = requireClient(ctx.actor);
  const [items, [counted]] = await Promise.all([
    ctx.db.query(favoriteFreelancersPage, [partyId, page.size, offsetOf(page)]),
    ctx.db.query(favoriteFreelancersCount, [partyId]),
  ]);
  return { items, total: counted?.total ?? 0 };
}
