import { machine, type MoveOf, type StateOf } from '../../kernel/machine.ts';

/** A question that looks for a consultant (seed 003: 需求). */
export const postLifecycle = machine({
  initial: 'open',
  final: ['finished', 'withdrawn'],
  moves: {
    fund: { from: ['open'], to: 'funded', by: ['client'] },
    order: { from: ['open', 'funded'], to: 'ordered', by: ['client', 'freelancer'] },
    reopen: { from: ['ordered'], to: 'open', by: ['system'] },
    finish: { from: ['ordered'], to: 'finished', by: ['system'] },
    withdraw: { from: ['open', 'funded'], to: 'withdrawn', by: ['client'] },
  },
});

/** The consultation itself (seed 003: 订单). */
export const orderLifecycle = machine({
  initial: 'unpaid',
  final: ['completed', 'cancelled'],
  moves: {
    pay: { from: ['unpaid'], to: 'active', by: ['client'] },
    deliver: { from: ['active', 'delivered'], to: 'delivered', by: ['freelancer'] },
    complete: { from: ['active', 'delivered'], to: 'completed', by: ['client'] },
    completeBySilence: { from: ['delivered'], to: 'completed', by: ['clock'], after: 'the review days' },
    cancel: { from: ['unpaid', 'active'], to: 'cancelled', by: ['client'] },
    decline: { from: ['unpaid', 'active'], to: 'cancelled', by: ['freelancer'] },
    dispute: { from: ['delivered'], to: 'disputed', by: ['client'] },
    payOut: { from: ['disputed'], to: 'completed', by: ['operator'] },
    giveBack: { from: ['disputed'], to: 'cancelled', by: ['operator'] },
  },
});

export type PostState = StateOf<typeof postLifecycle>;
export type PostMove = MoveOf<typeof postLifecycle>;
export type OrderState = StateOf<typeof orderLifecycle>;
export type OrderMove = MoveOf<typeof orderLifecycle>;
