import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { openPairThread } from '../messaging/index.ts';
import { stateAfter } from './lifecycle.ts';
import { lockPair, lockProposal, type ProposalRow, threadById } from './proposals.sql.ts';
import { saveMoved } from './save.ts';

/** The live proposal of the pair (waiting, in talks, archived or refused), locked, for the contract that follows. */
export async function findProposalForHire(
  ctx: WriteContext,
  listingId: bigint,
  freelancerPartyId: bigint,
): Promise<ProposalRow | undefined> {
  const [row] = await ctx.db.query(lockPair, [listingId, freelancerPartyId]);
  return row;
}

/**
 * A contract came of the proposal: its offer was paid for. An offer also answers a proposal that was refused or revoked
 * meanwhile. Repeating it for the same contract changes nothing. Throws `proposal.not_found`, and `proposal.hired` when
 * it led to another contract.
 */
export async function markHired(ctx: WriteContext, proposalId: bigint, contractId: bigint): Promise<void> {
  const [row] = await ctx.db.query(lockProposal, [proposalId, ctx.market]);
  if (!row) throw new DomainError('proposal.not_found');
  if (row.state === 'hired' && row.contract_id === contractId) return;
  const state = stateAfter(row, 'hire', 'system');
  await saveMoved(
    ctx,
    row,
    { state, contract_id: contractId, client_archived: false, frozen: false },
    { move: 'hire', by: 'system', event: 'proposal.hired' },
  );
}

export interface ThreadOf {
  readonly clientPartyId: bigint;
  readonly freelancerPartyId: bigint;
  readonly proposalId?: bigint | null | undefined;
}

/** The thread of a proposal. Throws `proposal.not_found`. */
export async function threadOfProposal(ctx: ReadContext, proposalId: bigint): Promise<bigint> {
  const [row] = await ctx.db.query(threadById, [proposalId, ctx.market]);
  if (!row) throw new DomainError('proposal.not_found');
  return row.thread_id;
}

/** The thread two parties of a contract write in: their proposal's, or one of their own. */
export async function ensureThread(ctx: WriteContext, parties: ThreadOf): Promise<bigint> {
  const { clientPartyId, freelancerPartyId, proposalId } = parties;
  if (proposalId !== undefined && proposalId !== null) return threadOfProposal(ctx, proposalId);
  return openPairThread(ctx, [clientPartyId, freelancerPartyId]);
}
