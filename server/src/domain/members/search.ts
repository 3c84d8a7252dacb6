import type { ReadContext } from '../../kernel/context.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import { designerCount, designerSearch, fittingCount, fittingMembers, type MemberRow } from './members.sql.ts';

/** What freelancers are looked for by; what is left out asks for anything, and of a list one is enough. Pay is fen. */
export interface MemberFilter {
  readonly name?: string | undefined;
  readonly minPay?: bigint | undefined;
  readonly maxPay?: bigint | undefined;
  readonly cityIds?: readonly number[] | undefined;
  readonly industryIds?: readonly number[] | undefined;
  readonly craftIds?: readonly number[] | undefined;
}

const listOf = (ids: readonly number[] | undefined) => (ids && ids.length > 0 ? ids : null);

/**
 * Freelancers who can be found, those hidden and kept out left out (seed 001, 4.7.1 and 4.7.3). A range of pay fits when it
 * overlaps what they wish.
 */
export async function searchMembers(
  ctx: ReadContext,
  filter: MemberFilter,
  order: keyof typeof designerSearch,
  page: Page,
): Promise<PageOf<MemberRow>> {
  const values = [
    ctx.market,
    filter.minPay ?? null,
    filter.maxPay ?? null,
    listOf(filter.cityIds),
    listOf(filter.industryIds),
    listOf(filter.craftIds),
    filter.name?.toLowerCase() ?? null,
  ];
  const [items, [counted]] = await Promise.all([
    ctx.db.query(designerSearch[order], [...values, page.size, offsetOf(page)]),
    ctx.db.query(designerCount, values),
  ]);
  return { items, total: Number(counted?.count ?? 0n) };
}

/** What is looked for on the whole: any of it is enough to be found, and who has more of it comes first. */
export interface Looked {
  readonly cityIds: readonly number[];
  readonly industryIds: readonly number[];
  readonly craftIds: readonly number[];
  readonly minPay: bigint | null;
  readonly maxPay: bigint | null;
}

export async function membersFitting(ctx: ReadContext, looked: Looked, page: Page): Promise<PageOf<MemberRow>> {
  const { cityIds, industryIds, craftIds, minPay, maxPay } = looked;
  const values = [ctx.market, cityIds, industryIds, craftIds, minPay, maxPay];
  const [items, [counted]] = await Promise.all([
    ctx.db.query(fittingMembers, [...values, page.size, offsetOf(page)]),
    ctx.db.query(fittingCount, values),
  ]);
  return { items, total: Number(counted?.count ?? 0n) };
}
