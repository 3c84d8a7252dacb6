import type { ErrorCode } from '../../kernel/errors.ts';
import { DomainError } from '../../kernel/errors.ts';
import { type Machine, machine, next, type Role, type StateOf } from '../../kernel/machine.ts';

/**
 * What becomes of a freelancer's bid (seed 000: 招投标, 投标操作). `freeze` is the house's answer to a listing that takes
 * no bids any more; only frozen bids thaw. Archiving by the client is a mark beside the state, not a move.
 */
export const bidLifecycle = machine({
  initial: 'active',
  final: ['hired'],
  moves: {
    accept: { from: ['active'], to: 'interview', by: ['client'] },
    talk: { from: ['active'], to: 'interview', by: ['client', 'freelancer'] },
    refuse: { from: ['active', 'interview'], to: 'refused', by: ['client'] },
    reconsider: { from: ['refused'], to: 'active', by: ['client'] },
    revoke: { from: ['active', 'interview'], to: 'revoked', by: ['freelancer'] },
    archive: { from: ['interview'], to: 'archived', by: ['freelancer'] },
    resume: { from: ['archived'], to: 'interview', by: ['freelancer'] },
    reactivate: { from: ['revoked', 'archived'], to: 'active', by: ['freelancer'] },
    freeze: { from: ['active'], to: 'archived', by: ['system'] },
    thaw: { from: ['archived'], to: 'active', by: ['system', 'client'] },
    hire: { from: ['active', 'interview', 'archived', 'refused', 'revoked'], to: 'hired', by: ['system'] },
  },
});

/** What becomes of a client's invitation: the freelancer is the one who answers. */
export const invitationLifecycle = machine({
  initial: 'active',
  final: ['hired'],
  moves: {
    accept: { from: ['active'], to: 'interview', by: ['freelancer'] },
    talk: { from: ['active'], to: 'interview', by: ['client', 'freelancer'] },
    refuse: { from: ['active', 'interview'], to: 'refused', by: ['freelancer'] },
    reconsider: { from: ['refused'], to: 'active', by: ['freelancer'] },
    archive: { from: ['interview'], to: 'archived', by: ['freelancer'] },
    resume: { from: ['archived'], to: 'interview', by: ['freelancer'] },
    hire: { from: ['active', 'interview', 'archived', 'refused'], to: 'hired', by: ['system'] },
  },
});

/** The table of each kind of proposal. */
export const proposalLifecycle = { bid: bidLifecycle, invitation: invitationLifecycle } as const;

export type ProposalKind = keyof typeof proposalLifecycle;
export type ProposalState = StateOf<typeof bidLifecycle>;
export type ProposalMove = keyof (typeof bidLifecycle)['moves'];

const stateErrors = {
  active: 'proposal.waiting',
  interview: 'proposal.in_talks',
  refused: 'proposal.refused',
  revoked: 'proposal.revoked',
  archived: 'proposal.archived',
  hired: 'proposal.hired',
} as const satisfies Record<ProposalState, ErrorCode>;

/** The refusal of a move that does not start at this state. */
export const wrongState = (state: ProposalState): DomainError => new DomainError(stateErrors[state]);

/** The state after a move. Throws `proposal.not_yours`, or the code that says which state it is in. */
export function stateAfter(
  { kind, state }: { kind: ProposalKind; state: ProposalState },
  move: ProposalMove,
  role: Role,
): ProposalState {
  const table: Machine = proposalLifecycle[kind];
  if (!Object.hasOwn(table.moves, move)) throw new DomainError('proposal.not_yours', { move, kind });
  try {
    // Both tables have no other states than these.
    return next(table, state, move, role) as ProposalState;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw error.code === 'move.not_from_here' ? wrongState(state) : new DomainError('proposal.not_yours', { move });
  }
}
