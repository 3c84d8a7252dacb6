import { machine, type MoveOf, type StateOf } from '../../kernel/machine.ts';

/** A pay order: something to be paid once. */
export const payOrderLifecycle = machine({
  initial: 'open',
  final: ['paid'],
  moves: {
    pay: { from: ['open'], to: 'paid', by: ['client', 'freelancer', 'rail', 'system'] },
    close: { from: ['open'], to: 'closed', by: ['rail', 'clock', 'system'], after: '2 hours' },
    payLate: { from: ['closed'], to: 'paid', by: ['rail'] },
  },
});

/** A payout: money on its way to a bank or to Alipay. */
export const payoutLifecycle = machine({
  initial: 'requested',
  final: ['failed', 'returned', 'refused'],
  moves: {
    approve: { from: ['requested'], to: 'approved', by: ['operator', 'administrator', 'system'] },
    refuse: { from: ['requested'], to: 'refused', by: ['operator', 'administrator'] },
    send: { from: ['approved'], to: 'sent', by: ['rail'] },
    complete: { from: ['approved', 'sent'], to: 'paid', by: ['rail'] },
    fail: { from: ['approved', 'sent'], to: 'failed', by: ['rail'] },
    return: { from: ['paid'], to: 'returned', by: ['rail'] },
  },
});

/** Money of a top-up on its way back to where it came from. */
export const refundLifecycle = machine({
  initial: 'requested',
  final: ['done', 'failed'],
  moves: {
    send: { from: ['requested'], to: 'sent', by: ['rail'] },
    complete: { from: ['requested', 'sent'], to: 'done', by: ['rail'] },
    fail: { from: ['requested', 'sent'], to: 'failed', by: ['rail'] },
  },
});

export type RefundState = StateOf<typeof refundLifecycle>;
export type PayoutState = StateOf<typeof payoutLifecycle>;
export type PayoutMove = MoveOf<typeof payoutLifecycle>;
export type PayOrderState = StateOf<typeof payOrderLifecycle>;
