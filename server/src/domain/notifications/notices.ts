import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import { requirePerson } from '../identity/index.ts';
import {
  deleteNotice,
  markNoticeRead,
  noticeLists,
  type NoticeList,
  type NoticeRow,
  ownNotice,
} from './notices.sql.ts';

const ownOf = (ctx: ReadContext) => {
  const { userId, partyId } = requirePerson(ctx.actor);
  return [userId, partyId] as const;
};

/** How many notices the caller has not read, of the side they act for and of those that concern both. */
export async function countUnread(ctx: ReadContext): Promise<number> {
  const [counted] = await ctx.db.query(noticeLists.unread.count, ownOf(ctx));
  return Number(counted?.count ?? 0n);
}

/** The caller's notices on the side they act for, newest first, beside the number not read (seed 000: 消息列表). */
export async function listNotices(
  ctx: ReadContext,
  { list, page }: { readonly list: NoticeList; readonly page: Page },
): Promise<PageOf<NoticeRow> & { readonly unread: number }> {
  const own = ownOf(ctx);
  const [items, [counted], unread] = await Promise.all([
    ctx.db.query(noticeLists[list].page, [...own, page.size, offsetOf(page)]),
    ctx.db.query(noticeLists[list].count, own),
    countUnread(ctx),
  ]);
  return { items, total: Number(counted?.count ?? 0n), unread };
}

/** Marks one of the caller's notices read (seed 000: 消息更新已读). Throws `notice.not_found`, `notice.read_already`. */
export async function readNotice(ctx: WriteContext, id: bigint): Promise<void> {
  const own = ownOf(ctx);
  const [marked] = await ctx.db.query(markNoticeRead, [...own, id, ctx.now]);
  if (marked) return;
  const [found] = await ctx.db.query(ownNotice, [...own, id]);
  throw new DomainError(found ? 'notice.read_already' : 'notice.not_found', { id });
}

/** Deletes one of the caller's notices for good (seed 000: 消息删除). Throws `notice.not_found`. */
export async function removeNotice(ctx: WriteContext, id: bigint): Promise<void> {
  const [gone] = await ctx.db.query(deleteNotice, [...ownOf(ctx), id]);
  if (!gone) throw new DomainError('notice.not_found', { id });
}
