import { machine, type MoveOf, type StateOf } from '../../kernel/machine.ts';

/** Work a partner recruits for; its partner opens, closes and suspends it as it likes (seed 004: tasks, status). */
export const postingLifecycle = machine({
  initial: 'open',
  final: [],
  moves: {
    open: { from: ['closed', 'suspended'], to: 'open', by: ['channel'] },
    close: { from: ['open', 'suspended'], to: 'closed', by: ['channel'] },
    suspend: { from: ['open', 'closed'], to: 'suspended', by: ['channel'] },
  },
});

/** Somebody's application for such work (seed 004: applications, status). */
export const applicationLifecycle = machine({
  initial: 'pending',
  final: ['rejected', 'cancelled'],
  moves: {
    accept: { from: ['pending'], to: 'accepted', by: ['channel'] },
    reject: { from: ['pending'], to: 'rejected', by: ['channel'] },
    cancel: { from: ['pending', 'accepted'], to: 'cancelled', by: ['channel'] },
  },
});

/** A payment as its partner reports it (seed 004: payments, status). */
export const claimLifecycle = machine({
  initial: 'pending',
  final: ['completed', 'failed'],
  moves: {
    complete: { from: ['pending'], to: 'completed', by: ['channel'] },
    fail: { from: ['pending'], to: 'failed', by: ['channel'] },
  },
});

export type PostingState = StateOf<typeof postingLifecycle>;
export type ApplicationState = StateOf<typeof applicationLifecycle>;
export type ClaimState = StateOf<typeof claimLifecycle>;

/** The move that leads to a state; a state nothing leads to is where things begin. */
export const postingMoves: Readonly<Record<PostingState, MoveOf<typeof postingLifecycle>>> = {
  open: 'open',
  closed: 'close',
  suspended: 'suspend',
};
export const applicationMoves: Readonly<
  Record<Exclude<ApplicationState, 'pending'>, MoveOf<typeof applicationLifecycle>>
> = { accepted: 'accept', rejected: 'reject', cancelled: 'cancel' };
export const claimMoves: Readonly<Record<Exclude<ClaimState, 'pending'>, MoveOf<typeof claimLifecycle>>> = {
  completed: 'complete',
  failed: 'fail',
};
