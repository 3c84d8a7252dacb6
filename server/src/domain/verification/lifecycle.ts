import { machine, type StateOf } from '../../kernel/machine.ts';

/**
 * Whether a person's name is proven. A mismatch is remembered; after three the provider is not asked again. Where operators look
 * at pictures, somebody whom the provider has confirmed is referred to them, and passes or is sent back.
 */
export const identityLifecycle = machine({
  initial: 'unchecked',
  final: ['passed'],
  moves: {
    mismatch: { from: ['unchecked'], to: 'unchecked', by: ['system'] },
    refer: { from: ['unchecked'], to: 'unchecked', by: ['system'] },
    sendBack: { from: ['unchecked'], to: 'unchecked', by: ['operator'] },
    pass: { from: ['unchecked'], to: 'passed', by: ['system', 'operator'] },
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
