import type { PersonActor, ReadContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import { dealSideOf } from '../identity/index.ts';
import { findContract } from './contract.ts';
import {
  type ContractFilter,
  contractLists,
  type ContractRow,
  movesOfContract,
  type MoveRow,
  titlesOfContracts,
} from './contracts.sql.ts';
import { type MilestoneRow, milestonesOfContracts, submissionsOf, type SubmissionRow } from './milestones.sql.ts';
import { type WeekRow, weeksOfContracts } from './weeks.sql.ts';

/** The caller's contracts that match, newest first. */
export async function listContracts(
  ctx: ReadContext,
  actor: PersonActor,
  filter: ContractFilter,
  page: Page,
): Promise<PageOf<ContractRow>> {
  const list = contractLists[dealSideOf(actor)];
  const values = [actor.partyId, filter.states, filter.payKind, filter.inReview];
  const [items, [counted]] = await Promise.all([
    ctx.db.query(list.page, [...values, page.size, offsetOf(page)]),
    ctx.db.query(list.count, values),
  ]);
  return { items, total: Number(counted?.count ?? 0n) };
}

/** Milestones and weeks of contracts, by contract, in their order. */
export async function stagesOf(
  ctx: ReadContext,
  contracts: readonly Pick<ContractRow, 'id' | 'pay_kind'>[],
): Promise<{ milestones: Map<bigint, MilestoneRow[]>; weeks: Map<bigint, WeekRow[]> }> {
  const idsOf = (payKind: string) => contracts.filter((one) => one.pay_kind === payKind).map((one) => one.id);
  const [milestones, weeks] = await Promise.all([
    idsOf('fixed').length > 0 ? ctx.db.query(milestonesOfContracts, [idsOf('fixed')]) : [],
    idsOf('hourly').length > 0 ? ctx.db.query(weeksOfContracts, [idsOf('hourly')]) : [],
  ]);
  return { milestones: byContract(milestones), weeks: byContract(weeks) };
}

function byContract<T extends { readonly contract_id: bigint }>(rows: readonly T[]): Map<bigint, T[]> {
  const grouped = new Map<bigint, T[]>();
  for (const row of rows) grouped.set(row.contract_id, [...(grouped.get(row.contract_id) ?? []), row]);
  return grouped;
}

/** The milestones of one of the caller's contracts. Throws `contract.not_found`, `contract.not_fixed`. */
export async function milestonesOf(
  ctx: ReadContext,
  contractUid: string,
): Promise<{ contract: ContractRow; milestones: MilestoneRow[] }> {
  const contract = await findContract(ctx, contractUid);
  if (contract.pay_kind !== 'fixed') throw new DomainError('contract.not_fixed');
  return { contract, milestones: await ctx.db.query(milestonesOfContracts, [[contract.id]]) };
}

/** The weeks of one of the caller's contracts. Throws `contract.not_found`, `contract.not_hourly`. */
export async function weeksOf(
  ctx: ReadContext,
  contractUid: string,
): Promise<{ contract: ContractRow; weeks: WeekRow[] }> {
  const contract = await findContract(ctx, contractUid);
  if (contract.pay_kind !== 'hourly') throw new DomainError('contract.not_hourly');
  return { contract, weeks: await ctx.db.query(weeksOfContracts, [[contract.id]]) };
}

/** What was handed in for milestones, newest first, by milestone. */
export async function submissionsFor(ctx: ReadContext, milestoneIds: readonly bigint[]): Promise<SubmissionRow[]> {
  return milestoneIds.length === 0 ? [] : ctx.db.query(submissionsOf, [milestoneIds]);
}

/** Every move of one of the caller's contracts, its milestones and weeks, oldest first. */
export async function historyOf(ctx: ReadContext, contractUid: string): Promise<MoveRow[]> {
  const contract = await findContract(ctx, contractUid);
  return ctx.db.query(movesOfContract, [contract.id]);
}

/** What a contract is about and who pays it, by contract id, for statements. */
export async function contractTitles(
  ctx: ReadContext,
  ids: readonly (bigint | null)[],
): Promise<Map<bigint, { listingTitle: string; clientName: string }>> {
  const wanted = new Set(ids.filter((id) => id !== null));
  if (wanted.size === 0) return new Map();
  const rows = await ctx.db.query(titlesOfContracts, [[...wanted]]);
  return new Map(rows.map((row) => [row.id, { listingTitle: row.title, clientName: row.name }]));
}
