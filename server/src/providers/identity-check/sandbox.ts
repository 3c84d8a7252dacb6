import type { IdentityCheck } from '../../domain/verification/identity-check.ts';

/**
 * Stands in for an authority in development and tests, by a fixed rule: a name beginning with 错 is a mismatch, one
 * beginning with 断 gets no answer, and everybody else is who they say.
 */
export const identitySandbox: IdentityCheck = {
  async matches({ name }) {
    if (name.startsWith('断')) throw new Error('the sandbox gives no answer');
    return !name.startsWith('错');
  },
};
