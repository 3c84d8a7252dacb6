import { machine, type StateOf } from '../../kernel/machine.ts';

/** Whether a person's name is proven. A mismatch is remembered; after three the provider is not asked again. */
export const identityLifecycle = machine({
  initial: 'unchecked',
  final: ['passed'],
  moves: {
    mismatch: { from: ['unchecked'], to: 'unchecked', by: ['system'] },
    pass: { from: ['unchecked'], to: 'passed', by: ['system'] },
  },
});

/** Whether a team is certified as a company. */
export const companyLifecycle = machine({
  initial: 'unchecked',
  final: ['passed'],
  moves: {
    submit: { from: ['unchecked', 'failed'], to: 'checking', by: ['client'] },
    pass: { from: ['checking'], to: 'passed', by: ['operator'] },
    fail: { from: ['checking'], to: 'failed', by: ['operator'] },
  },
});

export type IdentityState = StateOf<typeof identityLifecycle>;
export type CompanyState = StateOf<typeof companyLifecycle>;
