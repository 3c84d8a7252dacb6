import { machine, type MoveOf, type StateOf } from '../../kernel/machine.ts';

/** An agreement, from the offer to its end. */
export const contractLifecycle = machine({
  initial: 'drafted',
  final: ['refused', 'revoked', 'expired', 'finished', 'settled'],
  moves: {
    fund: { from: ['drafted'], to: 'offered', by: ['client'] },
    accept: { from: ['offered'], to: 'active', by: ['freelancer'] },
    refuse: { from: ['offered'], to: 'refused', by: ['freelancer'] },
    revoke: { from: ['drafted', 'offered'], to: 'revoked', by: ['client'] },
    expire: { from: ['offered'], to: 'expired', by: ['clock'], after: '2 days' },
    pause: { from: ['active'], to: 'paused', by: ['client'] },
    pauseBySilence: { from: ['active'], to: 'paused', by: ['clock'], after: '2 days of a week under review' },
    resume: { from: ['paused'], to: 'active', by: ['client'] },
    finish: { from: ['active', 'paused'], to: 'finished', by: ['client', 'freelancer'] },
    dispute: { from: ['active', 'paused'], to: 'disputed', by: ['client'] },
    settle: { from: ['disputed'], to: 'settled', by: ['operator'] },
  },
});

/** A part of fixed-price work with its own price. */
export const milestoneLifecycle = machine({
  initial: 'unfunded',
  final: ['paid', 'cancelled', 'settled'],
  moves: {
    fund: { from: ['unfunded'], to: 'funded', by: ['client'] },
    start: { from: ['funded'], to: 'active', by: ['system'] },
    submit: { from: ['active', 'sent_back'], to: 'in_review', by: ['freelancer'] },
    approve: { from: ['in_review'], to: 'paid', by: ['client'] },
    release: { from: ['active', 'sent_back', 'in_review'], to: 'paid', by: ['client'] },
    sendBack: { from: ['in_review'], to: 'sent_back', by: ['client'] },
    cancel: { from: ['unfunded', 'funded', 'active', 'sent_back', 'in_review'], to: 'cancelled', by: ['system'] },
    dispute: { from: ['active', 'sent_back', 'in_review'], to: 'disputed', by: ['client'] },
    settle: { from: ['disputed'], to: 'settled', by: ['operator'] },
  },
});

/** Seven days of hourly work. */
export const weekLifecycle = machine({
  initial: 'unfunded',
  final: ['paid', 'cancelled', 'settled'],
  moves: {
    fund: { from: ['unfunded'], to: 'funded', by: ['client'] },
    start: { from: ['funded'], to: 'active', by: ['system'] },
    close: { from: ['active'], to: 'in_review', by: ['clock'], after: '7 days' },
    approve: { from: ['active', 'in_review'], to: 'paid', by: ['client'] },
    approveBySilence: { from: ['in_review'], to: 'paid', by: ['clock'], after: '2 days' },
    cancel: { from: ['unfunded', 'funded', 'active', 'in_review'], to: 'cancelled', by: ['system', 'client'] },
    dispute: { from: ['active', 'in_review'], to: 'disputed', by: ['client'] },
    settle: { from: ['disputed'], to: 'settled', by: ['operator'] },
  },
});

export type ContractState = StateOf<typeof contractLifecycle>;
export type ContractMove = MoveOf<typeof contractLifecycle>;
export type MilestoneState = StateOf<typeof milestoneLifecycle>;
export type MilestoneMove = MoveOf<typeof milestoneLifecycle>;
export type WeekState = StateOf<typeof weekLifecycle>;
export type WeekMove = MoveOf<typeof weekLifecycle>;
