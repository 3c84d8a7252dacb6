/** Everything the house tells people of. Each API has its own word for each. */
export const noticeKinds = [
  'offer.received',
  'offer.refused',
  'offer.expired',
  'offer.revoked',
  'contract.started',
  'contract.paused',
  'contract.resumed',
  'contract.finished_by_client',
  'contract.finished_by_freelancer',
  'contract.disputed',
  'contract.settled',
  'contract.reviewed',
  'contract.bonus',
  'milestone.added',
  'milestone.submitted',
  'milestone.paid',
  'milestone.sent_back',
  'week.in_review',
  'week.paid',
  'week.begun',
  'hours.begun',
  'proposal.by_freelancer',
  'proposal.again_by_freelancer',
  'proposal.accepted_by_freelancer',
  'proposal.refused_by_freelancer',
  'proposal.by_client',
  'proposal.accepted_by_client',
  'proposal.refused_by_client',
  'listing.published',
  'listing.moved',
  'user.joined',
  'user.password_changed',
  'user.question_set',
  'user.identified',
  'user.identity_refused',
  'user.restricted',
  'user.restored',
  'appeal.refused',
  'company.applied',
  'company.passed',
  'company.failed',
  'listing.matched',
  'topup.credited',
  'payout.requested',
  'payout.paid',
  'payout.failed',
] as const;

export type NoticeKind = (typeof noticeKinds)[number];

/** What each side can switch off, in the order of its form. */
export const switchesOf = {
  freelancer: [
    'bid_sent',
    'invitation_received',
    'interview',
    'offer_received',
    'offer_revoked',
    'bid_refused',
    'contract_started',
    'hours_begun',
    'contract_paused',
    'contract_finished',
    'week_reviewed',
    'milestone_changed',
    'payment_received',
    'dispute',
    'service',
  ],
  client: [
    'listing_changed',
    'bid_received',
    'invitation_accepted',
    'invitation_refused',
    'offer_accepted',
    'offer_refused',
    'contract_started',
    'hours_begun',
    'contract_paused',
    'contract_finished',
    'week_to_review',
    'milestone_to_review',
    'service',
  ],
} as const;

export type Side = keyof typeof switchesOf;
export type SwitchOf<S extends Side> = (typeof switchesOf)[S][number];
export type Switch = SwitchOf<Side>;

/** What a notice leads to; each API makes an address of it, with the reference beside it. */
export type Target =
  | 'contract'
  | 'offer'
  | 'proposal'
  | 'listing'
  | 'listing_bids'
  | 'listing_talks'
  | 'listing_archive'
  | 'account'
  | 'identity'
  | 'company'
  | 'wallet'
  | 'matches';

/** One notice that comes of an event, for the readers on one side. */
export interface Line<Facts, S extends Side = Side> {
  readonly kind: NoticeKind;
  readonly to: S;
  /** All of them must be on. */
  readonly switches: readonly SwitchOf<S>[];
  readonly title: string;
  readonly content: (facts: Facts) => string;
  readonly target: Target;
  /** Whether the facts call for it at all. */
  readonly when?: (facts: Facts) => boolean;
  /** Where the event can come again: what is told only once. */
  readonly once?: (facts: Facts) => string;
}

/** Lines of either side; a line for a freelancer has only switches of freelancers. */
export type AnyLine<Facts> = Line<Facts, 'client'> | Line<Facts, 'freelancer'>;
export type Lines<Facts> = Readonly<Record<string, readonly AnyLine<Facts>[]>>;
