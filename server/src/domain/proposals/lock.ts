import type { PersonActor, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { type ListingRow, lockListing } from '../listings/index.ts';
import { lockProposalOfParty, proposalOfParty, type ProposalRow } from './proposals.sql.ts';

/**
 * A proposal of the caller's party and its listing, both locked, the listing first: whoever closes the listing or bids
 * on it takes them in this order. Throws `proposal.not_found`, also for strangers.
 */
export async function lockWithListing(
  ctx: WriteContext,
  actor: PersonActor,
  id: bigint,
): Promise<{ row: ProposalRow; listing: ListingRow }> {
  const [seen] = await ctx.db.query(proposalOfParty, [id, actor.partyId]);
  if (!seen) throw new DomainError('proposal.not_found');
  const listing = await lockListing(ctx, seen.listing_id);
  const [row] = await ctx.db.query(lockProposalOfParty, [id, actor.partyId]);
  if (!row) throw new DomainError('proposal.not_found');
  return { row, listing };
}
