import type { ReadContext } from '../../kernel/context.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import { dealSideOf, requirePerson } from '../identity/index.ts';
import { contactLists, type ContactRow } from './market.sql.ts';

/**
 * Those the caller deals with on the side they act for: the other parties of their proposals, and of their contracts
 * whose offer was sent (seed 000: 获取好友列表), by name. With `uids`, only those of them.
 */
export async function listContacts(
  ctx: ReadContext,
  { page, uids }: { readonly page: Page; readonly uids?: readonly string[] },
): Promise<PageOf<ContactRow>> {
  const actor = requirePerson(ctx.actor);
  const list = contactLists[dealSideOf(actor)];
  const wanted = [actor.partyId, uids ?? null];
  const [items, [counted]] = await Promise.all([
    ctx.db.query(list.page, [...wanted, page.size, offsetOf(page)]),
    ctx.db.query(list.count, wanted),
  ]);
  return { items, total: Number(counted?.count ?? 0n) };
}
