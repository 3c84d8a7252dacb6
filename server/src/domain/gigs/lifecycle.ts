import { machine, type MoveOf, type StateOf } from '../../kernel/machine.ts';

/** Work a company asks several people for, from its publication to the day its money is shared out (seed 002: goods). */
export const requestLifecycle = machine({
  initial: 'unreviewed',
  final: ['settled', 'withdrawn', 'refunded'],
  moves: {
    accept: { from: ['unreviewed'], to: 'reviewed', by: ['operator'] },
    refuse: { from: ['unreviewed'], to: 'refused', by: ['operator'] },
    revise: { from: ['unreviewed', 'refused', 'reviewed'], to: 'unreviewed', by: ['client'] },
    fund: { from: ['reviewed'], to: 'funded', by: ['client'] },
    choose: { from: ['funded', 'active'], to: 'active', by: ['client'] },
    settle: { from: ['active'], to: 'settled', by: ['system'] },
    withdraw: { from: ['unreviewed', 'refused', 'reviewed'], to: 'withdrawn', by: ['client'] },
    refund: { from: ['funded'], to: 'refunded', by: ['client'] },
  },
});

/** Somebody's application for such work, up to their pay (seed 002: goods_order). */
export const applicationLifecycle = machine({
  initial: 'applied',
  final: ['settled', 'lapsed', 'passed', 'withdrawn'],
  moves: {
    withdraw: { from: ['applied'], to: 'withdrawn', by: ['freelancer'] },
    choose: { from: ['applied'], to: 'chosen', by: ['client'] },
    deliver: { from: ['chosen', 'delivered'], to: 'delivered', by: ['freelancer'] },
    accept: { from: ['delivered'], to: 'accepted', by: ['client'] },
    acceptBySilence: { from: ['delivered'], to: 'accepted', by: ['clock'], after: 'the review days' },
    settle: { from: ['accepted'], to: 'settled', by: ['clock'], after: 'the settlement day' },
    lapse: { from: ['chosen'], to: 'lapsed', by: ['clock'], after: '7 days after the work ends' },
    pass: { from: ['applied'], to: 'passed', by: ['system'] },
  },
});

/** Whether the applicant does the work, or did it. */
export const isChosen = (state: ApplicationState): boolean =>
  ['chosen', 'delivered'].includes(state) || isAccepted(state);

/** Whether the result was accepted: its money is promised, and its source open. */
export const isAccepted = (state: ApplicationState): boolean => ['accepted', 'settled'].includes(state);

export type RequestState = StateOf<typeof requestLifecycle>;
export type RequestMove = MoveOf<typeof requestLifecycle>;
export type ApplicationState = StateOf<typeof applicationLifecycle>;
export type ApplicationMove = MoveOf<typeof applicationLifecycle>;
