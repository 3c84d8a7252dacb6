import { machine } from '../../kernel/machine.ts';

/** A freelancer's profile: others find it once the last step of registration is done. */
export const profileLifecycle = machine({
  initial: 'joining',
  final: ['active'],
  moves: { complete: { from: ['joining'], to: 'active', by: ['freelancer'] } },
});
