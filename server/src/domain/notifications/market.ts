import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import { requirePerson } from '../identity/index.ts';
import {
  allBanners,
  allVersions,
  appVersion,
  type AppVersionFacts,
  type AppVersionRow,
  bannersNow,
  type BannerFacts,
  type BannerRow,
  countFeedback,
  feedbackRows,
  type FeedbackRow,
  insertBanner,
  insertFeedback,
  putAppVersion,
  removeBannerRow,
} from './market.sql.ts';

/** Only operators and the house itself speak to a whole market. */
function requireHouse({ actor }: WriteContext): void {
  refuseUnless(actor.kind === 'operator' || actor.kind === 'system', 'auth.required');
}

const isAddress = (text: string) =>
  /^\/(?![/\\])[^\s\\]*$/.test(text) || (URL.canParse(text) && new URL(text).protocol === 'https:');

/** The banners a market's app shows now on a platform, at most 20, in their order (seed 000: 获取APP的Banner图). */
export async function currentBanners(ctx: ReadContext, platform: 'all' | 'ios' | 'android'): Promise<BannerRow[]> {
  return ctx.db.query(bannersNow, [ctx.market, platform, ctx.now]);
}

export interface NewBanner {
  readonly platform: 'all' | 'ios' | 'android';
  readonly title: string;
  /** Addresses: https, or a path of ours. */
  readonly image: string;
  readonly link: string;
  /** Lower ones come first. */
  readonly sort: number;
  readonly shownFrom: Date;
  readonly shownUntil: Date | null;
}

/** An operator shows a banner for a time. Throws `request.malformed` for an address that is no address, or no time. */
export async function addBanner(ctx: WriteContext, banner: NewBanner): Promise<bigint> {
  requireHouse(ctx);
  const { platform, title, image, link, sort, shownFrom, shownUntil } = banner;
  refuseUnless(isAddress(image), 'request.malformed', { field: 'image' });
  refuseUnless(link === '' || isAddress(link), 'request.malformed', { field: 'link' });
  refuseUnless(shownUntil === null || shownUntil > shownFrom, 'request.malformed', { field: 'shownUntil' });
  const values = [ctx.market, platform, title, image, link, sort, shownFrom, shownUntil, ctx.now];
  const [row] = await ctx.db.query(insertBanner, values);
  if (!row) throw new Error('a banner was not inserted');
  return row.id;
}

export type AppPlatform = 'ios' | 'android' | 'windows_phone' | 'desktop';

/** The newest version of an app (seed 000: APP客户端升级). Throws `app.no_version`. */
export async function newestVersion(ctx: ReadContext, platform: AppPlatform): Promise<AppVersionRow> {
  const [row] = await ctx.db.query(appVersion, [ctx.market, platform]);
  if (!row) throw new DomainError('app.no_version', { platform });
  return row;
}

/** An operator names the newest version of an app. Throws `request.malformed` for an address that is no address. */
export async function publishVersion(
  ctx: WriteContext,
  app: {
    readonly platform: AppPlatform;
    readonly version: string;
    readonly downloadUrl: string;
    readonly note: string;
  },
): Promise<void> {
  requireHouse(ctx);
  refuseUnless(isAddress(app.downloadUrl), 'request.malformed', { field: 'downloadUrl' });
  await ctx.db.query(putAppVersion, [ctx.market, app.platform, app.version, app.downloadUrl, app.note, ctx.now]);
}

export interface NewFeedback {
  readonly kind: string;
  /** 1 to 10; anything else is 0, no score. */
  readonly score: number;
  readonly content: string;
  readonly contact: string;
}

/** A person tells the house something (seed 000: 提交反馈). */
export async function giveFeedback(ctx: WriteContext, { kind, score, content, contact }: NewFeedback): Promise<void> {
  const { userId, partyId } = requirePerson(ctx.actor);
  const clamped = score >= 1 && score <= 10 ? Math.floor(score) : 0;
  await ctx.db.query(insertFeedback, [ctx.market, userId, partyId, kind, clamped, content, contact, ctx.now]);
}

/** Everything operators have made for a market's apps. */
export async function marketMatter(ctx: ReadContext): Promise<{ banners: BannerFacts[]; versions: AppVersionFacts[] }> {
  const [banners, versions] = await Promise.all([
    ctx.db.query(allBanners, [ctx.market]),
    ctx.db.query(allVersions, [ctx.market]),
  ]);
  return { banners, versions };
}

/** An operator takes a banner away. Throws `banner.not_found`. */
export async function removeBanner(ctx: WriteContext, id: bigint): Promise<void> {
  requireHouse(ctx);
  const removed = await ctx.db.query(removeBannerRow, [ctx.market, id]);
  refuseUnless(removed.length > 0, 'banner.not_found');
}

/** What people have told the house, the newest first. */
export async function listFeedback(ctx: ReadContext, page: Page): Promise<PageOf<FeedbackRow>> {
  const [items, [counted]] = await Promise.all([
    ctx.db.query(feedbackRows, [ctx.market, page.size, offsetOf(page)]),
    ctx.db.query(countFeedback, [ctx.market]),
  ]);
  return { items, total: Number(counted?.count ?? 0n) };
}
