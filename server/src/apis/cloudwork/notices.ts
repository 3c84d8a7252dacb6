/** How notices and their settings show in this API. */
import { Type } from 'typebox';
import {
  type NoticeKind,
  type NoticeRow,
  recommendations,
  type Settings,
  type Side,
  type Switch,
  type Target,
} from '../../domain/notifications/index.ts';
import { localTime } from '../../kernel/clock.ts';

/** This API's name of each kind; the compiler refuses a kind without one. */
export const mtypeOf = {
  'offer.received': 'contract_new',
  'offer.refused': 'contract_refuse',
  'offer.expired': 'contract_expire',
  'offer.revoked': 'contract_revoke',
  'contract.started': 'contract_start',
  'contract.paused': 'contract_client_pause',
  'contract.resumed': 'contract_client_restart',
  'contract.finished_by_client': 'contract_client_finish',
  'contract.finished_by_freelancer': 'contract_freelancer_finish',
  'contract.disputed': 'contract_dispute_start',
  'contract.settled': 'contract_dispute_finish',
  'contract.reviewed': 'contract_evaluate',
  'contract.bonus': 'contract_bonus',
  'milestone.added': 'milestone_create',
  'milestone.submitted': 'milestone_freelancer_audit',
  'milestone.paid': 'milestone_client_pass',
  'milestone.sent_back': 'milestone_client_unpass',
  'week.in_review': 'weekstone_freelancer_audit',
  'week.paid': 'weekstone_client_pass',
  'week.begun': 'weekstone_shot_first',
  'hours.begun': 'freelancer_shot_first',
  'proposal.by_freelancer': 'proposal_freelancer_active',
  'proposal.again_by_freelancer': 'proposal_freelancer_reactive',
  'proposal.accepted_by_freelancer': 'proposal_freelancer_accept',
  'proposal.refused_by_freelancer': 'proposal_freelancer_refuse',
  'proposal.by_client': 'proposal_client_active',
  'proposal.accepted_by_client': 'proposal_client_accept',
  'proposal.refused_by_client': 'proposal_client_refuse',
  'listing.published': 'job_new',
  'listing.moved': 'job_status_change',
  'user.joined': 'user_register',
  'user.password_changed': 'user_password_change',
  'user.question_set': 'user_question_create',
  'user.identified': 'user_identify',
  'user.identity_refused': 'user_identify_fail',
  'user.restricted': 'user_restrict',
  'user.restored': 'user_restore',
  'appeal.refused': 'user_appeal_refuse',
  'company.applied': 'client_identify_apply',
  'company.passed': 'client_identify_pass',
  'company.failed': 'client_identify_unpass',
  'listing.matched': 'job_match',
  'topup.credited': 'margin_deposit_success',
  'payout.requested': 'margin_withdraw_apply',
  'payout.paid': 'margin_withdraw_success',
  'payout.failed': 'margin_withdraw_fail',
} as const satisfies Record<NoticeKind, string>;

/** This API's name of each switch; offer_acctpt is misspelt in deployed clients. */
export const settingOf = {
  bid_sent: 'proposal_ok',
  invitation_received: 'proposal_invite',
  interview: 'interview',
  offer_received: 'receive_offer',
  offer_revoked: 'offer_revoke',
  bid_refused: 'proposal_refuse',
  contract_started: 'contract_start',
  hours_begun: 'weekstone_start',
  contract_paused: 'contract_pause',
  contract_finished: 'contract_finish',
  week_reviewed: 'weekstone_audit',
  milestone_changed: 'stone_modify',
  payment_received: 'contract_payment',
  dispute: 'contract_dispute',
  service: 'contract_service',
  listing_changed: 'job_open',
  bid_received: 'proposal',
  invitation_accepted: 'proposal_invite_ok',
  invitation_refused: 'proposal_invite_refuse',
  offer_accepted: 'offer_acctpt',
  offer_refused: 'offer_refuse',
  week_to_review: 'weekstone_audit',
  milestone_to_review: 'milestone_audit',
} as const satisfies Record<Switch, string>;

const recommRate = 'recomm_rate';

/** The switch of the caller's side by this API's name of it; undefined when there is none. */
export function switchNamed({ switches, side }: Settings, mtype: string): Switch | typeof recommendations | undefined {
  if (mtype === recommRate && side === 'freelancer') return recommendations;
  return switches.find(({ name }) => settingOf[name] === mtype)?.name;
}

export const settingAnswer = Type.Object({
  mtype: Type.String(),
  is_send: Type.Boolean(),
  rate: Type.Optional(Type.String({ description: 'day、week，仅 recomm_rate' })),
});

export function toSettings({ switches, recommendations: chosen }: Settings) {
  const rows = switches.map(({ name, isOn }) => ({ mtype: settingOf[name], is_send: isOn }));
  return chosen ? [{ mtype: recommRate, is_send: chosen.isOn, rate: chosen.rate }, ...rows] : rows;
}

/** The page of the web site that a notice leads to. */
const pageOfTarget = {
  contract: (id, side) => `/${side}s/contracts/${id}`,
  offer: (id, side) => (side === 'freelancer' ? `/freelancers/offer/${id}` : `/clients/contracts/${id}`),
  proposal: (id) => `/freelancers/proposal/${id}`,
  listing: (id) => `/jobs/${id}`,
  listing_bids: (id) => `/clients/jobs/${id}#appli`,
  listing_talks: (id) => `/clients/jobs/${id}#interview`,
  listing_archive: (id) => `/clients/jobs/${id}#archive`,
  account: () => '/settings/account',
  identity: (_id, side) => `/${side}s/settings/identify`,
  company: () => '/clients/settings/identify',
  wallet: (_id, side) => `/${side}s/settings/margin`,
  matches: () => '/find-work-home',
} as const satisfies Record<Target, (id: string, side: Side) => string>;

export const noticeAnswer = Type.Object({
  id: Type.Integer(),
  mtype: Type.String(),
  title: Type.String(),
  content: Type.String(),
  extra: Type.Union([Type.Object({ url: Type.String({ description: '点击后打开的页面' }) }), Type.Literal('')]),
  read_at: Type.String({ description: '未读时为空' }),
  create_at: Type.String(),
});

export function toNotice(row: NoticeRow, side: Side) {
  return {
    id: Number(row.id),
    mtype: mtypeOf[row.kind],
    title: row.title,
    content: row.content,
    extra: row.target === null ? ('' as const) : { url: pageOfTarget[row.target](row.target_ref, side) },
    read_at: row.read_at ? localTime(row.read_at) : '',
    create_at: localTime(row.created_at),
  };
}
