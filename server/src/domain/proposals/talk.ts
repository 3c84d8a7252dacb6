import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import type { Page, PageOf } from '../../kernel/page.ts';
import { requirePerson } from '../identity/index.ts';
import { addMessage, findPairThread, listMessages, type MessageRow } from '../messaging/index.ts';
import { ensureThread } from './hire.ts';
import { stateAfter } from './lifecycle.ts';
import { contractForTalk, lockProposalOfParty, proposalOfParty, type ProposalRow } from './proposals.sql.ts';
import { saveMoved, tell } from './save.ts';

/** What a conversation is about: a proposal, or the contract that may have come of one. */
export type Subject = { readonly proposalId: bigint } | { readonly contract: string };

/**
 * Writes to the other side (seed 000, 发送投标消息). The first message brings a waiting proposal into talks; to one that
 * was refused or revoked nothing is written, unless there is a contract to write about. Throws `message.not_yours`
 * (also when there is no such proposal or contract), `message.not_possible` and `message.too_long`.
 */
export async function sendProposalMessage(ctx: WriteContext, subject: Subject, content: string): Promise<void> {
  const { partyId, role } = requirePerson(ctx.actor);
  if ('contract' in subject) {
    const contract = await contractOf(ctx, subject.contract, partyId);
    const threadId = await ensureThread(ctx, {
      clientPartyId: contract.client_party_id,
      freelancerPartyId: contract.freelancer_party_id,
      proposalId: contract.proposal_id,
    });
    const messageId = await addMessage(ctx, { threadId, content });
    const { client_party_id: clientPartyId, freelancer_party_id: freelancerPartyId } = contract;
    await ctx.emit('contract.message', {
      contractUid: subject.contract,
      messageId,
      clientPartyId,
      freelancerPartyId,
      byRole: role,
    });
    return;
  }
  const [row] = await ctx.db.query(lockProposalOfParty, [subject.proposalId, partyId]);
  if (!row) throw new DomainError('message.not_yours');
  refuseUnless(mayTalk(row), 'message.not_possible', { state: row.state });
  await addMessage(ctx, { threadId: row.thread_id, content });
  if (row.state === 'active') {
    const state = stateAfter(row, 'talk', role);
    await saveMoved(ctx, row, { state }, { move: 'talk', by: role, event: 'proposal.message' });
  } else await tell(ctx, 'proposal.message', row, role);
}

/** What was said about a proposal or a contract, newest first. Throws `message.not_yours`, also when there is none. */
export async function listProposalMessages(
  ctx: ReadContext,
  subject: Subject,
  page: Page,
): Promise<PageOf<MessageRow>> {
  const { partyId } = requirePerson(ctx.actor);
  const threadId = await threadToRead(ctx, subject, partyId);
  return threadId === undefined ? { items: [], total: 0 } : listMessages(ctx, threadId, page);
}

const mayTalk = ({ state }: ProposalRow) => state !== 'refused' && state !== 'revoked';

async function threadToRead(ctx: ReadContext, subject: Subject, partyId: bigint): Promise<bigint | undefined> {
  if ('proposalId' in subject) return threadOfOwn(ctx, subject.proposalId, partyId);
  const contract = await contractOf(ctx, subject.contract, partyId);
  if (contract.proposal_id !== null) return threadOfOwn(ctx, contract.proposal_id, partyId);
  return findPairThread(ctx, [contract.client_party_id, contract.freelancer_party_id]);
}

async function threadOfOwn(ctx: ReadContext, proposalId: bigint, partyId: bigint): Promise<bigint> {
  const [row] = await ctx.db.query(proposalOfParty, [proposalId, partyId]);
  if (!row) throw new DomainError('message.not_yours');
  return row.thread_id;
}

async function contractOf(ctx: ReadContext, uid: string, partyId: bigint) {
  const [contract] = await ctx.db.query(contractForTalk, [uid, partyId]);
  if (!contract) throw new DomainError('message.not_yours');
  return contract;
}
