import type { PersonActor, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { type Machine, movesFor } from '../../kernel/machine.ts';
import { requirePerson } from '../identity/index.ts';
import type { ListingRow } from '../listings/index.ts';
import { addMessage } from '../messaging/index.ts';
import { type ProposalMove, proposalLifecycle, stateAfter, wrongState } from './lifecycle.ts';
import { lockWithListing } from './lock.ts';
import { lockPair, openContractOfPair, type ProposalRow } from './proposals.sql.ts';
import { putAside } from './put-aside.ts';
import { neededReason, type ReasonCatalog, reasonOf } from './reasons.ts';
import { type ProposalChanges, saveMoved } from './save.ts';

/** What a person asks for; which move of the table it is depends on who asks and where the proposal stands. */
export type ProposalRequest = 'accept' | 'refuse' | 'revoke' | 'archive' | 'reactivate' | 'unfreeze';

export interface MoveRequest {
  readonly id: bigint;
  readonly move: ProposalRequest;
  /** Fen: the freelancer's price, when accepting an invitation or bidding again. */
  readonly price?: bigint | undefined;
  /** The reason, of the catalogue's questions: needed to refuse and to revoke. */
  readonly questionId?: number | undefined;
  readonly message?: string | undefined;
}

/** What the house hears of each move a person makes. */
const events = {
  accept: 'proposal.accepted',
  refuse: 'proposal.refused',
  revoke: 'proposal.revoked',
  archive: 'proposal.archived',
  reactivate: 'proposal.reactivated',
  reconsider: 'proposal.unfrozen',
  resume: 'proposal.unfrozen',
  thaw: 'proposal.unfrozen',
} as const satisfies Partial<Record<ProposalMove, string>>;

type PersonMove = keyof typeof events;

/**
 * Moves a proposal of the caller's party (seed 000, 投标操作). For a client, archiving and its reverse only put the
 * proposal aside for themselves. Throws `proposal.not_found` (also for strangers), `proposal.not_yours` for the wrong
 * side, the code of the state it is in when the move does not start there, `proposal.reason_required`,
 * `question.unknown`, `proposal.amount_required`, and for a return to waiting `listing.not_open`,
 * `proposal.contract_open` and `proposal.exists`.
 */
export async function moveProposal(ctx: WriteContext, catalog: ReasonCatalog, request: MoveRequest): Promise<void> {
  const actor = requirePerson(ctx.actor);
  const { role } = actor;
  refuseUnless(request.price === undefined || request.price > 0n, 'proposal.amount_required');
  const { row, listing } = await lockWithListing(ctx, actor, request.id);
  if (role === 'client') {
    const isReturn = request.move === 'unfreeze' && row.client_archived;
    if (isReturn) return putAside(ctx, catalog, row, { archived: false });
    if (request.move === 'archive') return putAside(ctx, catalog, row, { ...request, archived: true });
  }
  const move = request.move === 'unfreeze' ? reverseOf(row, actor) : request.move;
  const state = stateAfter(row, move, role);
  if (role === 'client' && row.client_archived) throw wrongState('archived');
  if (state === 'active') await refuseUnlessReturnable(ctx, row, listing, role);
  const changes = changesOf[move]({ catalog, row, request, role });
  await saveMoved(ctx, row, { ...changes, state, frozen: false }, { move, by: role, event: events[move] });
  if (move === 'accept' && request.message !== undefined) {
    await addMessage(ctx, { threadId: row.thread_id, content: request.message });
  }
}

/**
 * What a person of this side may ask for now, as `moveProposal` takes it, and `offer` for the client who may make an
 * offer. Whether the listing and the pair allow a return to waiting is asked when it is made.
 */
export function requestsFor(row: ProposalRow, role: PersonActor['role']): (ProposalRequest | 'offer')[] {
  if (role === 'client' && row.client_archived) return ['unfreeze'];
  const table: Machine = proposalLifecycle[row.kind];
  const moves: readonly string[] = movesFor(table, row.state, role);
  const asked = requests.filter((request) => {
    if (request === 'archive' && role === 'client') return ['active', 'interview', 'archived'].includes(row.state);
    if (request === 'unfreeze')
      return undoes.some((move) => moves.includes(move) && (move !== 'resume' || !row.frozen));
    if (request === 'reactivate') return moves.includes(request) && (row.state === 'revoked' || row.frozen);
    return moves.includes(request);
  });
  const mayOffer = role === 'client' && row.state !== 'hired' && row.state !== 'refused' && row.state !== 'revoked';
  return mayOffer ? [...asked, 'offer'] : asked;
}

const requests = ['accept', 'refuse', 'revoke', 'archive', 'reactivate', 'unfreeze'] as const;
const undoes = ['reconsider', 'resume', 'thaw'] as const;

/** The move that undoes how the proposal came to rest. What the freelancer put aside only the freelancer takes up. */
function reverseOf({ state, frozen }: ProposalRow, { role }: PersonActor): PersonMove {
  if (state === 'refused') return 'reconsider';
  if (state === 'revoked') return 'reactivate';
  if (state !== 'archived') throw wrongState(state);
  if (!frozen) return 'resume';
  return role === 'client' ? 'thaw' : 'reactivate';
}

/**
 * A bid returns to waiting only while its listing takes bids (or, by its client, while it is not closed), and a pair
 * has neither two live proposals nor one beside a contract.
 */
async function refuseUnlessReturnable(
  ctx: WriteContext,
  row: ProposalRow,
  listing: ListingRow,
  role: PersonActor['role'],
): Promise<void> {
  const mayBePrivate = role === 'client' || row.kind === 'invitation';
  refuseUnless(listing.state === 'open' || (mayBePrivate && listing.state === 'private'), 'listing.not_open');
  const pair = [row.listing_id, row.freelancer_party_id];
  const [contract] = await ctx.db.query(openContractOfPair, pair);
  if (contract) throw new DomainError(role === 'client' ? 'proposal.invitee_in_contract' : 'proposal.contract_open');
  const [live] = await ctx.db.query(lockPair, pair);
  refuseUnless(live === undefined || live.id === row.id, 'proposal.exists');
}

interface Moving {
  readonly catalog: ReasonCatalog;
  readonly row: ProposalRow;
  readonly request: MoveRequest;
  readonly role: PersonActor['role'];
}

const withReason = (questionId: number | null, { request }: Moving): ProposalChanges => ({
  question_id: questionId,
  reason: request.message ?? '',
});
const withoutReason = (): ProposalChanges => ({ question_id: null, reason: '' });

/** What each move changes beside the state. */
const changesOf: Readonly<Record<PersonMove, (moving: Moving) => ProposalChanges>> = {
  accept: ({ role, request }) => (role === 'freelancer' && request.price !== undefined ? { price: request.price } : {}),
  refuse(moving) {
    const kind = moving.role === 'client' ? 'proposal_refuse_c' : 'proposal_refuse_f';
    return withReason(neededReason(moving.catalog, kind, moving.request), moving);
  },
  revoke: (moving) => withReason(neededReason(moving.catalog, 'proposal_revoke_f', moving.request), moving),
  archive: (moving) => withReason(reasonOf(moving.catalog, 'proposal_archive', moving.request) ?? null, moving),
  reactivate({ row, request }) {
    const { price = row.price, message = row.message } = request;
    return { price, message, ...withoutReason(), client_archived: false };
  },
  reconsider: withoutReason,
  resume: withoutReason,
  thaw: withoutReason,
};
