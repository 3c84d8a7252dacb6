import type { PersonActor, ReadContext } from '../../kernel/context.ts';
import { DomainError, type ErrorCode } from '../../kernel/errors.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import { type FileRow, filesByIds } from '../files/index.ts';
import { requirePerson } from '../identity/index.ts';
import { findListing, type ListingRow, listingsByIds } from '../listings/index.ts';
import { type ClientRow, clientsOf, type FreelancerRow, freelancersOf } from '../profiles/index.ts';
import { type ClientList, clientStatements, type FreelancerList, freelancerStatements } from './lists.sql.ts';
import {
  type ContractBriefRow,
  contractsByIds,
  countsByListings,
  favoritesAmong,
  type ListingCountsRow,
  proposalOfParty,
  type ProposalRow,
} from './proposals.sql.ts';

/** A proposal beside everything that is shown with it. */
export interface ProposalView {
  readonly proposal: ProposalRow;
  readonly listing: ListingRow | undefined;
  readonly counts: ListingCountsRow | undefined;
  readonly client: ClientRow | undefined;
  readonly freelancer: FreelancerRow | undefined;
  readonly isFavorite: boolean;
  readonly file: FileRow | undefined;
  readonly contract: ContractBriefRow | undefined;
}

export interface ProposalPage extends PageOf<ProposalView> {
  /** The total without invitations that nobody has answered. */
  readonly answered: number;
}

export interface ProposalQuery {
  readonly list: FreelancerList | ClientList;
  /** Only those of the listing with this public id. */
  readonly listing?: string | undefined;
  readonly page: Page;
}

const nothing: ProposalPage = { items: [], total: 0, answered: 0 };

/**
 * A list of the caller's party, newest first (seed 000, 查询招投标). Throws `auth.required`, and
 * `role.client_required` or `role.freelancer_required` for a list of the other side. A listing the caller has no
 * proposals of and one that is not there give the same empty list.
 */
export async function listProposals(ctx: ReadContext, { list, listing, page }: ProposalQuery): Promise<ProposalPage> {
  const actor = requirePerson(ctx.actor);
  const statements = statementsOf(actor, list);
  const found = listing === undefined ? undefined : await findListing(ctx, listing);
  if (listing !== undefined && !found) return nothing;
  const where = [actor.partyId, found?.id ?? null];
  const [counted] = await ctx.db.query(statements.count, where);
  if (!counted || counted.total === 0) return nothing;
  const rows = await ctx.db.query(statements.page, [...where, page.size, offsetOf(page)]);
  return { items: await viewsOf(ctx, actor, rows), ...counted };
}

function statementsOf(actor: PersonActor, list: FreelancerList | ClientList) {
  if (actor.role === 'freelancer') {
    return isFreelancerList(list) ? freelancerStatements[list] : refuse('role.client_required');
  }
  return isClientList(list) ? clientStatements[list] : refuse('role.freelancer_required');
}

const isFreelancerList = (list: string): list is FreelancerList => Object.hasOwn(freelancerStatements, list);
const isClientList = (list: string): list is ClientList => Object.hasOwn(clientStatements, list);

function refuse(code: ErrorCode): never {
  throw new DomainError(code);
}

/** One proposal of the caller's party. Throws `proposal.not_found`, also for strangers. */
export async function readProposal(ctx: ReadContext, id: bigint): Promise<ProposalView> {
  const actor = requirePerson(ctx.actor);
  const rows = await ctx.db.query(proposalOfParty, [id, actor.partyId]);
  const [view] = await viewsOf(ctx, actor, rows);
  if (!view) throw new DomainError('proposal.not_found');
  return view;
}

/** How many proposals of each kind these listings have; a listing without any is left out. */
export async function proposalCounts(
  ctx: ReadContext,
  listingIds: readonly bigint[],
): Promise<Map<bigint, ListingCountsRow>> {
  if (listingIds.length === 0) return new Map();
  const rows = await ctx.db.query(countsByListings, [[...new Set(listingIds)]]);
  return new Map(rows.map((row) => [row.listing_id, row]));
}

/** Seven statements for a page, however long it is. */
async function viewsOf(ctx: ReadContext, actor: PersonActor, rows: readonly ProposalRow[]): Promise<ProposalView[]> {
  if (rows.length === 0) return [];
  const listingIds = rows.map((row) => row.listing_id);
  const freelancerIds = rows.map((row) => row.freelancer_party_id);
  const [listings, counts, clients, freelancers, files, contracts, favorites] = await Promise.all([
    listingsByIds(ctx, listingIds),
    proposalCounts(ctx, listingIds),
    clientsOf(
      ctx,
      rows.map((row) => row.client_party_id),
    ),
    freelancersOf(ctx, freelancerIds),
    filesByIds(
      ctx,
      rows.map((row) => row.file_id),
    ),
    contractsOf(ctx, rows),
    actor.role === 'client' ? ctx.db.query(favoritesAmong, [actor.partyId, freelancerIds]) : [],
  ]);
  const kept = new Set(favorites.map((row) => row.freelancer_party_id));
  return rows.map((proposal) => ({
    proposal,
    listing: listings.get(proposal.listing_id),
    counts: counts.get(proposal.listing_id),
    client: clients.get(proposal.client_party_id),
    freelancer: freelancers.get(proposal.freelancer_party_id),
    isFavorite: kept.has(proposal.freelancer_party_id),
    file: proposal.file_id === null ? undefined : files.get(proposal.file_id),
    contract: proposal.contract_id === null ? undefined : contracts.get(proposal.contract_id),
  }));
}

async function contractsOf(ctx: ReadContext, rows: readonly ProposalRow[]): Promise<Map<bigint, ContractBriefRow>> {
  const ids = rows.flatMap(({ contract_id: id }) => (id === null ? [] : [id]));
  if (ids.length === 0) return new Map();
  const found = await ctx.db.query(contractsByIds, [ids]);
  return new Map(found.map((row) => [row.id, row]));
}
