/** What the proof of strangers knows of the system, as data: what is private, what may change, and which name means which id. */

/** Columns that only the two sides of a deal, or the owner, may read. */
export const canaries: readonly (readonly [table: string, column: string])[] = [
  ['message', 'content'],
  ['contract', 'message'],
  ['contract', 'reason'],
  ['milestone', 'name'],
  ['milestone', 'request_message'],
  ['milestone_submission', 'message'],
  ['proposal', 'message'],
  ['payout_account', 'holder'],
  ['payout_account', 'shown'],
  ['pay_order', 'description'],
  ['gig_application', 'message'],
  ['consultation_order', 'result'],
  ['feedback', 'content'],
];

/** Tables that hold nothing of anybody's, or only what the asking itself leaves behind. */
export const notOwned =
  /^(migration|clock|task|session|attempt|sms_code|outgoing_message|jump_code|reference_data|market_setting|sandbox_.*|job_search.*|freelancer_search.*|profile_view|operator_.*|audit_entry|channel_call|channel_request|channel_grant|channel_refresh_token|banner|app_version)$/;

/** Columns in which a stranger's doings may show, by design: counts, and when something was last seen. */
export const changesByDesign: Readonly<Record<string, readonly string[]>> = {
  gig_request: ['applications', 'updated_at'],
  // A consultant may take any open post.
  consultation_post: ['state', 'order_no', 'updated_at'],
  party_rating: ['viewed'],
};

/** Columns that say whose a row is. */
export const ownerColumns: readonly string[] = [
  'party_id',
  'user_id',
  'owner_user_id',
  'client_party_id',
  'freelancer_party_id',
  'payer_party_id',
  'manager_id',
  'manager_party_id',
  'asker_id',
  'asked_id',
  'channel_id',
];

/** Where the ids of each kind of thing stand. */
export const idColumns = {
  user: ['user_account', 'id'],
  'user uid': ['user_account', 'uid'],
  party: ['party', 'uid'],
  'party number': ['party', 'id'],
  listing: ['listing', 'uid'],
  proposal: ['proposal', 'id'],
  contract: ['contract', 'uid'],
  milestone: ['milestone', 'id'],
  week: ['week', 'id'],
  screenshot: ['screenshot', 'id'],
  order: ['pay_order', 'trade_no'],
  notice: ['notice', 'id'],
  file: ['file', 'id'],
  'file uid': ['file', 'uid'],
  card: ['payout_account', 'id'],
  employment: ['employment', 'id'],
  education: ['education', 'id'],
  portfolio: ['portfolio', 'id'],
  favorite: ['favorite', 'id'],
  subscription: ['subscription', 'id'],
  project: ['project', 'id'],
  step: ['project_step', 'id'],
  position: ['project_position', 'id'],
  hiring: ['hiring', 'id'],
  'inbox message': ['inbox_message', 'id'],
  experience: ['work_experience', 'id'],
  work: ['member_work', 'id'],
  request: ['gig_request', 'id'],
  application: ['gig_application', 'id'],
  background: ['background_entry', 'id'],
  post: ['consultation_post', 'id'],
  'consulting order': ['consultation_order', 'id'],
  'consulting order number': ['consultation_order', 'order_no'],
  "partner's user": ['channel_person', 'own_id'],
  "partner's company": ['channel_company', 'own_id'],
  "partner's task": ['channel_posting', 'own_id'],
} as const satisfies Readonly<Record<string, readonly [table: string, column: string]>>;

type Kind = keyof typeof idColumns;

/** What a field's name may mean, on whichever wire. */
export const idNames: readonly (readonly [name: RegExp, kinds: readonly Kind[]])[] = [
  [/^job_id$/, ['listing']],
  [/^proposal_id$/, ['proposal']],
  [/^contract_id$/, ['contract']],
  [/^milestone_id$/, ['milestone']],
  [/^weekstone_id$/, ['week']],
  [/^(screenshot_id|shot_id)$/, ['screenshot']],
  [/trade_no|out_trade_no/, ['order', 'consulting order number']],
  [/^notify_ids?$|^notice_ids?$/, ['notice']],
  [/attachment|file_id|^files?$/, ['file', 'file uid']],
  [/^(uuid|freelancer_id|team_id|client_id|user_ids)$/, ['party', 'user uid']],
  [/^uid$/, ['file uid', 'party']],
  [/^(user_id|userid|user_id_check|destuserid)$/, ['user', 'party number', 'party']],
  [/^(eid|pid)$/, ['employment', 'education', 'portfolio']],
  [/^(project_?id)$/, ['project']],
  [/^step_?id$/, ['step']],
  [/^position_?id$/, ['position']],
  [/^hire_?id$/, ['hiring']],
  [/^(message_?id|msgid|msgId)$/, ['inbox message']],
  [/^goods_id$/, ['request']],
  [/^order_id$/, ['application', 'consulting order']],
  [/^post_id$/, ['post', 'consulting order']],
  [/^consultant_id$/, ['party number', 'user']],
  [/^order_no$/, ['consulting order number']],
  [/^channel_user_id$/, ["partner's user"]],
  [/^channel_company_id$/, ["partner's company"]],
  [/^channel_task_id$/, ["partner's task"]],
  [
    /^(id|ids|fid|sid|card_id|favorite_id|subscribe_id)$/,
    [
      'listing',
      'party',
      'notice',
      'card',
      'favorite',
      'subscription',
      'project',
      'step',
      'hiring',
      'inbox message',
      'request',
      'application',
      'background',
      'experience',
      'work',
      'post',
      'user',
    ],
  ],
];
