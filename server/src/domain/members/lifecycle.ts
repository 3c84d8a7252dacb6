import { machine, type StateOf } from '../../kernel/machine.ts';

/** Work two people say they have done together (seed 001, 4.4.9 and 4.4.10). */
export const sharedExperienceLifecycle = machine({
  initial: 'asked',
  final: ['accepted', 'declined'],
  moves: {
    accept: { from: ['asked'], to: 'accepted', by: ['freelancer'] },
    decline: { from: ['asked'], to: 'declined', by: ['freelancer'] },
  },
});

export type SharedState = StateOf<typeof sharedExperienceLifecycle>;
