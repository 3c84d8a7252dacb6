import type { ReadContext } from '../../kernel/context.ts';
import { clientsByIds, type ClientRow, freelancersByIds, type FreelancerRow } from './profiles.sql.ts';

/** Freelancers by party id, for presenting them beside other things. */
export async function freelancersOf(
  ctx: ReadContext,
  partyIds: readonly bigint[],
): Promise<Map<bigint, FreelancerRow>> {
  if (partyIds.length === 0) return new Map();
  const rows = await ctx.db.query(freelancersByIds, [[...new Set(partyIds)]]);
  return new Map(rows.map((row) => [row.party_id, row]));
}

/** Clients by party id, for presenting them beside other things. */
export async function clientsOf(ctx: ReadContext, partyIds: readonly bigint[]): Promise<Map<bigint, ClientRow>> {
  if (partyIds.length === 0) return new Map();
  const rows = await ctx.db.query(clientsByIds, [[...new Set(partyIds)]]);
  return new Map(rows.map((row) => [row.party_id, row]));
}
