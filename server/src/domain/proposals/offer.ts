import type { WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { useFile } from '../files/index.ts';
import { findParty, partiesById, requireClient, requireFreelancer, requirePerson } from '../identity/index.ts';
import { findListing, type ListingRow, lockListing } from '../listings/index.ts';
import { openThread } from '../messaging/index.ts';
import { bidLifecycle, invitationLifecycle, type ProposalKind } from './lifecycle.ts';
import { insertMove, insertProposal, lockPair, openContractOfPair, setProposalFile } from './proposals.sql.ts';
import { saveMoved, tell } from './save.ts';

export interface NewBid {
  /** The listing's public id. */
  readonly listing: string;
  /** Fen; an hour, for hourly work. */
  readonly price?: bigint | undefined;
  /** 1 over six months … 5 under a week; needed for fixed-price work. */
  readonly duration?: number | undefined;
  readonly message?: string | undefined;
  readonly fileId?: bigint | undefined;
}

/**
 * A freelancer offers to do the work of an open listing (seed 000, 招投标). Throws `role.freelancer_required`,
 * `listing.not_found`, `listing.not_open`, `proposal.own_listing`, `proposal.amount_required`,
 * `proposal.duration_required`, `proposal.message_required`, `proposal.contract_open`, `proposal.exists`, and what is
 * wrong with the file.
 */
export async function bid(ctx: WriteContext, offer: NewBid): Promise<bigint> {
  const actor = requireFreelancer(ctx.actor);
  const listing = await lockedListing(ctx, offer.listing);
  refuseUnless(listing.state === 'open', 'listing.not_open');
  const client = (await partiesById(ctx, [listing.party_id])).get(listing.party_id);
  refuseUnless(client?.user_id !== actor.userId, 'proposal.own_listing');

  const { price, duration, message, fileId } = offer;
  refuseUnless(price !== undefined && price > 0n, 'proposal.amount_required');
  const needsDuration = listing.pay_kind === 'fixed';
  if (needsDuration || duration !== undefined) {
    refuseUnless(duration !== undefined && duration >= 1 && duration <= 5, 'proposal.duration_required');
  }
  refuseUnless(message !== undefined && message.trim() !== '', 'proposal.message_required');
  await refuseOpenContract(ctx, listing, actor.partyId, 'proposal.contract_open');

  const parties = { listing, freelancerPartyId: actor.partyId };
  const id = await insert(ctx, { ...parties, kind: 'bid', price, duration, message, fileId });
  refuseUnless(id !== undefined, 'proposal.exists');
  return id;
}

export interface NewInvitation {
  /** The listing's public id. */
  readonly listing: string;
  /** The freelancer's public id. */
  readonly freelancer: string;
  readonly message?: string | undefined;
  readonly fileId?: bigint | undefined;
}

/**
 * A client asks a freelancer to bid on their own listing, open or private (seed 000, 招投标). An invitation that still
 * waits is refreshed instead of repeated. Throws `role.client_required`, `listing.not_found`, `listing.not_open`,
 * `proposal.invitee_unknown`, `proposal.invitee_in_contract`, `proposal.exists`, and what is wrong with the file.
 */
export async function invite(ctx: WriteContext, offer: NewInvitation): Promise<bigint> {
  const actor = requireClient(ctx.actor);
  const listing = await lockedListing(ctx, offer.listing);
  refuseUnless(listing.party_id === actor.partyId, 'listing.not_found');
  refuseUnless(listing.state === 'open' || listing.state === 'private', 'listing.not_open');
  const freelancer = await findParty(ctx, offer.freelancer);
  refuseUnless(freelancer?.kind === 'freelancer' && freelancer.user_id !== actor.userId, 'proposal.invitee_unknown');
  await refuseOpenContract(ctx, listing, freelancer.id, 'proposal.invitee_in_contract');

  const { message = '', fileId } = offer;
  const parties = { listing, freelancerPartyId: freelancer.id };
  const made = await insert(ctx, { ...parties, kind: 'invitation', message, fileId });
  return made ?? refresh(ctx, listing.id, freelancer.id, message);
}

/** Kept from closing until the unit of work ends. */
async function lockedListing(ctx: WriteContext, uid: string): Promise<ListingRow> {
  const listing = await findListing(ctx, uid);
  if (!listing) throw new DomainError('listing.not_found');
  return lockListing(ctx, listing.id);
}

async function refuseOpenContract(
  ctx: WriteContext,
  listing: ListingRow,
  freelancerPartyId: bigint,
  code: 'proposal.contract_open' | 'proposal.invitee_in_contract',
): Promise<void> {
  const [open] = await ctx.db.query(openContractOfPair, [listing.id, freelancerPartyId]);
  refuseUnless(open === undefined, code);
}

interface Parts {
  readonly listing: ListingRow;
  readonly freelancerPartyId: bigint;
  readonly kind: ProposalKind;
  readonly price?: bigint;
  readonly duration?: number | undefined;
  readonly message: string;
  readonly fileId?: bigint | undefined;
}

/** The proposal with its thread and the first row of its history; undefined when the pair has a live one. */
async function insert(ctx: WriteContext, parts: Parts): Promise<bigint | undefined> {
  const { listing, freelancerPartyId, kind, price, duration, message, fileId } = parts;
  const { initial } = kind === 'bid' ? bidLifecycle : invitationLifecycle;
  const [live] = await ctx.db.query(lockPair, [listing.id, freelancerPartyId]);
  if (live) return undefined;
  const threadId = await openThread(ctx, [listing.party_id, freelancerPartyId]);
  const [row] = await ctx.db.query(insertProposal, [
    ctx.market,
    listing.id,
    freelancerPartyId,
    listing.party_id,
    kind,
    initial,
    price ?? null,
    duration ?? null,
    message,
    threadId,
    ctx.now,
  ]);
  // Everyone who writes a proposal of this listing holds its lock, so the pair cannot have got one since.
  if (!row) throw new Error('a proposal was written without the lock of its listing');
  const by = kind === 'bid' ? 'freelancer' : 'client';
  if (fileId !== undefined) {
    const reader = kind === 'bid' ? listing.party_id : freelancerPartyId;
    await attach(ctx, row.id, fileId, reader);
  }
  await ctx.db.query(insertMove, [row.id, kind === 'bid' ? 'bid' : 'invite', null, initial, by, ctx.now]);
  const proposal = {
    id: row.id,
    listing_id: listing.id,
    client_party_id: listing.party_id,
    freelancer_party_id: freelancerPartyId,
    kind,
  };
  await tell(ctx, kind === 'bid' ? 'proposal.bid' : 'proposal.invited', proposal, by);
  return row.id;
}

async function refresh(ctx: WriteContext, listingId: bigint, freelancerId: bigint, message: string): Promise<bigint> {
  const [row] = await ctx.db.query(lockPair, [listingId, freelancerId]);
  refuseUnless(row?.kind === 'invitation' && row.state === 'active', 'proposal.exists');
  const changes = { message: message === '' ? row.message : message, client_archived: false };
  await saveMoved(ctx, row, changes, { move: 'invite', by: 'client', event: 'proposal.invited_again' });
  return row.id;
}

async function attach(ctx: WriteContext, id: bigint, fileId: bigint, reader: bigint): Promise<void> {
  const { userId } = requirePerson(ctx.actor);
  const kinds = ['proposal'] as const;
  await useFile(ctx, { fileId, ownerUserId: userId, kinds, subject: `proposal:${id}`, readers: [reader] });
  await ctx.db.query(setProposalFile, [id, fileId]);
}
