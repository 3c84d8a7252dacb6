/** This API's words for kinds of pay and for states; the compiler refuses a state without one. */
import type { ContractState, MilestoneState, WeekState } from '../../domain/contracts/index.ts';
import type { ListingState, PayKind } from '../../domain/listings/index.ts';
import type { ProposalState } from '../../domain/proposals/index.ts';

export const payMethodOf = { hourly: 'hour', fixed: 'fixed' } as const satisfies Record<PayKind, string>;
export const payKindOf = { hour: 'hourly', fixed: 'fixed' } as const satisfies Record<string, PayKind>;

export const jobStatusOf = {
  draft: 'draft',
  open: 'normal',
  private: 'private',
  closed: 'close',
  removed: 'delete',
} as const satisfies Record<ListingState, string>;

export const proposalStatus = {
  active: 'active',
  interview: 'interview',
  refused: 'refuse',
  revoked: 'revoke',
  archived: 'archive',
  hired: 'hire',
} as const satisfies Record<ProposalState, string>;

export const contractStatus = {
  drafted: 'unpaid',
  offered: 'paid',
  revoked: 'revoke',
  refused: 'refuse',
  expired: 'expire',
  active: 'carry',
  paused: 'pause',
  finished: 'finish',
  disputed: 'dispute',
  settled: 'service',
} as const satisfies Record<ContractState, string>;

export const stoneStatus = {
  unfunded: 'unpaid',
  funded: 'paid',
  active: 'carry',
  in_review: 'carry_pay',
  sent_back: 'refuse',
  paid: 'finish',
  cancelled: 'cancel',
  disputed: 'dispute',
  settled: 'service',
} as const satisfies Record<MilestoneState | WeekState, string>;

/** The word of a state that came as text; '' for one there is no word for. */
export const wordOf = (words: Readonly<Record<string, string>>, state: string): string => words[state] ?? '';
