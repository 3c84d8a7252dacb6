/** The one catalogue of refusals. The domain throws codes with facts; each API has its own numbers and words for them. */

/** What kind of trouble a code is; REST-like wires derive their HTTP status from it. */
export type ErrorKind =
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'invalid'
  | 'conflict'
  | 'too_many'
  | 'unavailable';

export const errorKinds = {
  'auth.required': 'unauthenticated',
  'auth.cross_site': 'forbidden',
  'auth.too_many_attempts': 'too_many',
  'auth.unknown_user': 'not_found',
  'auth.wrong_password': 'invalid',
  'auth.restricted': 'forbidden',
  'auth.busy': 'unavailable',
  'role.client_required': 'forbidden',
  'role.freelancer_required': 'forbidden',
  'role.same': 'conflict',
  'role.one_team_only': 'conflict',
  'role.unknown_party': 'not_found',
  'user.exists': 'conflict',
  'user.not_found': 'not_found',
  'user.password_invalid': 'invalid',
  'user.jump_code_invalid': 'invalid',
  'code.none': 'invalid',
  'code.wrong': 'invalid',
  'code.too_many_tries': 'too_many',
  'code.expired': 'invalid',
  'code.used': 'invalid',
  'code.too_often': 'too_many',
  'code.phone_registered': 'conflict',
  'code.phone_unknown': 'not_found',
  'code.no_phone': 'invalid',
  'file.not_found': 'not_found',
  'file.too_large': 'invalid',
  'file.wrong_type': 'invalid',
  'file.name_too_long': 'invalid',
  'file.not_an_image': 'invalid',
  'file.crop_invalid': 'invalid',
  'file.role_not_allowed': 'forbidden',
  'file.unusable': 'invalid',
  'file.busy': 'unavailable',
  'category.unknown': 'invalid',
  'skill.unknown': 'invalid',
  'region.unknown': 'invalid',
  'question.unknown': 'invalid',
  'listing.not_found': 'not_found',
  'listing.not_open': 'conflict',
  'listing.duplicate': 'conflict',
  'listing.pay_kind_fixed': 'conflict',
  'listing.not_draft': 'conflict',
  'listing.not_editable': 'conflict',
  'listing.workload_required': 'invalid',
  'listing.cannot_publish': 'conflict',
  'listing.cannot_hide': 'conflict',
  'listing.cannot_close': 'conflict',
  'listing.cannot_remove': 'conflict',
  'proposal.not_found': 'not_found',
  'proposal.exists': 'conflict',
  'proposal.own_listing': 'forbidden',
  'proposal.contract_open': 'conflict',
  'proposal.waiting': 'conflict',
  'proposal.refused': 'conflict',
  'proposal.revoked': 'conflict',
  'proposal.in_talks': 'conflict',
  'proposal.hired': 'conflict',
  'proposal.archived': 'conflict',
  'proposal.invitee_in_contract': 'conflict',
  'proposal.not_yours': 'forbidden',
  'proposal.invitee_unknown': 'not_found',
  'proposal.reason_required': 'invalid',
  'proposal.amount_required': 'invalid',
  'proposal.duration_required': 'invalid',
  'proposal.message_required': 'invalid',
  'message.too_long': 'invalid',
  'message.not_possible': 'conflict',
  'message.not_yours': 'forbidden',
  'contract.not_found': 'not_found',
  'contract.not_yours': 'forbidden',
  'contract.exists': 'conflict',
  'contract.self': 'forbidden',
  'contract.freelancer_unknown': 'not_found',
  'contract.listing_unknown': 'not_found',
  'contract.hourly_with_milestones': 'invalid',
  'contract.hourly_rate': 'invalid',
  'contract.weekly_limit': 'invalid',
  'contract.start_in_past': 'invalid',
  'contract.end_in_past': 'invalid',
  'contract.amount': 'invalid',
  'contract.milestones': 'invalid',
  'contract.not_fixed': 'conflict',
  'contract.not_hourly': 'conflict',
  'contract.wrong_state': 'conflict',
  'contract.reason_required': 'invalid',
  'contract.unknown_team': 'not_found',
  'week.decision_required': 'invalid',
  'shot.day_required': 'invalid',
  'statement.dates_required': 'invalid',
  'contract.unknown_list': 'invalid',
  'contract.pays_required': 'invalid',
  'milestone.not_found': 'not_found',
  'milestone.message_required': 'invalid',
  'milestone.verdict_required': 'invalid',
  'milestone.wrong_state': 'conflict',
  'week.not_found': 'not_found',
  'week.wrong_state': 'conflict',
  'week.open_exists': 'conflict',
  'shot.not_found': 'not_found',
  'shot.time_invalid': 'invalid',
  'shot.outside_week': 'conflict',
  'shot.slot_taken': 'conflict',
  'shot.over_limit': 'conflict',
  'shot.manual_not_allowed': 'forbidden',
  'shot.file_required': 'invalid',
  'shot.not_now': 'conflict',
  'bonus.not_found': 'not_found',
  'bonus.self': 'forbidden',
  'bonus.freelancer_unknown': 'not_found',
  'review.not_finished': 'conflict',
  'review.done': 'conflict',
  'review.reason_unknown': 'invalid',
  'review.mark_missing': 'invalid',
  'order.not_found': 'not_found',
  'order.wrong_state': 'conflict',
  'order.wrong_contract': 'invalid',
  'payout.account_unknown': 'invalid',
  'payout.below_minimum': 'invalid',
  'payout.not_found': 'not_found',
  'payout.wrong_state': 'conflict',
  'card.exists': 'conflict',
  'card.invalid': 'invalid',
  'card.bank_unknown': 'invalid',
  'card.not_found': 'not_found',
  'alipay.exists': 'conflict',
  'alipay.none': 'not_found',
  'alipay.invalid': 'invalid',
  'ledger.insufficient_funds': 'conflict',
  'ledger.key_reused': 'conflict',
  'move.not_from_here': 'conflict',
  'move.not_by_you': 'forbidden',
  'request.too_large': 'invalid',
  'request.malformed': 'invalid',
  'request.incomplete': 'invalid',
  'database.unavailable': 'unavailable',
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorKinds;

/** A refusal the caller can act on. Thrown, so that the unit of work it happens in is undone. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, facts: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.name = 'DomainError';
    this.code = code;
    this.facts = facts;
  }
}

/** Throws the refusal unless the condition holds. */
export function refuseUnless(
  condition: boolean,
  code: ErrorCode,
  facts?: Readonly<Record<string, unknown>>,
): asserts condition {
  if (!condition) throw new DomainError(code, facts);
}
