import { machine, type StateOf } from '../../kernel/machine.ts';

/** What becomes of a listing; only its client moves it (seed 000: 项目状态变更, 删除工作). */
export const listingLifecycle = machine({
  initial: 'draft',
  final: ['removed'],
  moves: {
    publish: { from: ['draft', 'private', 'closed'], to: 'open', by: ['client'] },
    hide: { from: ['draft', 'open'], to: 'private', by: ['client'] },
    close: { from: ['open', 'private'], to: 'closed', by: ['client'] },
    remove: { from: ['draft', 'open', 'private', 'closed'], to: 'removed', by: ['client', 'operator'] },
  },
});

export type ListingState = StateOf<typeof listingLifecycle>;
export type ListingMove = keyof (typeof listingLifecycle)['moves'];
