import { machine, type StateOf } from '../../kernel/machine.ts';

/** What becomes of somebody's appeal against a restriction; it lapses when they are restored without it. */
export const appealLifecycle = machine({
  initial: 'waiting',
  final: ['granted', 'refused', 'lapsed'],
  moves: {
    grant: { from: ['waiting'], to: 'granted', by: ['operator'] },
    refuse: { from: ['waiting'], to: 'refused', by: ['operator'] },
    lapse: { from: ['waiting'], to: 'lapsed', by: ['operator', 'system'] },
  },
});

export type AppealState = StateOf<typeof appealLifecycle>;
