// oxlint-disable eslint/max-lines -- written by "npm run docs" from the declarations of the API; do not edit.
export interface Operations {
  a_r_contract: {
    fields: { contract_id: string; status: "accept" | "refuse" | "revoke" | "pause" | "carry" | "finish"; question_id?: number | undefined; reason?: string | undefined; is_pay?: boolean | undefined };
    answer: Record<string, never>;
  };
  address_get: {
    fields: { address_id?: number | undefined; t?: "all" | undefined; cid?: number | undefined };
    answer: { address: readonly ({ name: string; address_id: number; pid: number })[]; addresses: readonly ({ name: string; address_id: number; pid: number })[] };
  };
  alipay_create: {
    fields: { alipay: string };
    answer: Record<string, never>;
  };
  alipay_delete: {
    fields: Record<string, never>;
    answer: Record<string, never>;
  };
  appeal: {
    fields: { username: string; password: string; content: string };
    answer: Record<string, never>;
  };
  banners: {
    fields: { platform?: "app" | "ios" | "android" | undefined };
    answer: { banners: readonly ({ title: string; image: string; link: string })[] };
  };
  bonus_create: {
    fields: { amount: number | string; freelancer_id: string; contract_id: string; description?: string | undefined };
    answer: { contract_id: string; trade_no: string };
  };
  bonus_pay: {
    fields: { trade_no: string };
    answer: Record<string, never>;
  };
  bonus_query: {
    fields: { trade_no: string };
    answer: { bonus: { contract_name: string; contract_id: string; description: string; amount: number; is_paid: boolean } };
  };
  card_add: {
    fields: { card_no: string; code?: string | undefined };
    answer: { card_id: number; bank_code: string };
  };
  card_del: {
    fields: { card_id: number };
    answer: Record<string, never>;
  };
  category: {
    fields: { category_id?: number | undefined; t?: "all" | undefined };
    answer: { categorys: readonly ({ name: string; category_id: number; pid: number })[] };
  };
  category_add: {
    fields: { category: readonly (number)[] };
    answer: Record<string, never>;
  };
  category_options: {
    fields: { category_id?: number | undefined };
    answer: { options: { stage?: boolean | undefined; api?: boolean | undefined; language?: boolean | undefined; framework?: boolean | undefined; platform?: string | undefined } };
  };
  category_update: {
    fields: { category: readonly (number)[] };
    answer: Record<string, never>;
  };
  category_users: {
    fields: Record<string, never>;
    answer: { categorys: readonly ({ name: string; category_id: number; parent_name: string; parent_id: number })[] };
  };
  client_add: {
    fields: { name: string };
    answer: Record<string, never>;
  };
  client_freelancer_list: {
    fields: Record<string, never>;
    answer: { users: readonly ({ id: string; name: string })[] };
  };
  client_get: {
    fields: { team_id: string };
    answer: { info: { name: string; location: string; reg_at: string; score: number; aver_score: number; eveluate_num: number; total_amount: number; hours: number; jobs: number; hires: number; open_jobs: number } };
  };
  client_stats_budget: {
    fields: { start_at: string; end_at: string };
    answer: { contracts: readonly ({ contract_name: string; contract_id: string; amount: number; actual_amount: number; freelancer: { id: string; name: string; avatar: string } })[] };
  };
  client_stats_timesheet: {
    fields: { start_at: string; end_at: string; freelancer_id?: string | undefined };
    answer: { weekstones: readonly ({ contract_name: string; contract_id: string; shot_times: number; actual_amount: number; freelancer: { id: string; name: string; avatar: string }; audit_at: string })[] };
  };
  client_stats_weekly: {
    fields: { start_at: string; end_at: string };
    answer: { weekstones: readonly ({ contract_name: string; contract_id: string; start_at: string; end_at: string; shot_times: number; actual_amount: number; freelancer: { id: string; name: string; avatar: string } })[]; milestones: readonly ({ contract_name: string; contract_id: string; stone_name: string; start_at: string; end_at: string; actual_amount: number; freelancer: { id: string; name: string; avatar: string } })[]; bonus: number | null };
  };
  client_verify: {
    fields: { company_name: string; name: string; phone: string; permit_number: string; org_number: string; permit_id?: number | undefined; org_id?: number | undefined };
    answer: Record<string, never>;
  };
  contract_create: {
    fields: { user_id: string; job_id: string; name: string; amount?: number | string | undefined; hourly?: number | string | undefined; workload?: number | undefined; manual?: boolean | undefined; message?: string | undefined; start_at?: string | undefined; end_at?: string | undefined; attachment_id?: number | undefined; milestones?: readonly ({ name: string; amount: number | string; end_at?: string | undefined })[] | undefined };
    answer: { contract_id: string; trade_no: string; ptype: string };
  };
  contract_evaluate: {
    fields: { contract_id: string; question_id: number; score: number; exchange: number; punctual?: number | undefined; cooper: number; quality: number; skill: number; avail?: number | undefined; deliver?: number | undefined; content: string };
    answer: Record<string, never>;
  };
  contract_freelancers: {
    fields: { utype?: "hire" | undefined; pagenum?: number | undefined; pagesize?: number | undefined };
    answer: { freelancers: readonly ({ user_id: string; name: string; avatar: string; overview: string; hiring: boolean; last_hire_time: string; contracts: readonly ({ name: string; id: string })[] })[]; count: number; pagenum: number };
  };
  contract_history: {
    fields: { contract_id: string };
    answer: { moves: readonly ({ subject: string; subject_id: number; move: string; status: string; by: string; note: string; at: string })[] };
  };
  contract_list: {
    fields: { contract_id?: string | undefined; team_id?: string | undefined; status?: string | undefined; pagenum?: number | undefined; pagesize?: number | undefined };
    answer: { contracts: readonly ({ id: string; name: string; amount: number; order_id: string; start_at: string; end_at: string; accept_at: string; expire_at: string; actual_end_at: string; finish_by: string; workload: number; status: string; stone_status: string; message: string; reason: string; create_at: string; total_amount: number; invoice: string; hourly: number; manual: boolean; job: { id: string; name: string; paymethod: string }; is_evaluate: boolean; is_open_next: boolean; user: { freelancer: { id: string; name: string; title: string; avatar: string; hourly: number }; client: { id: string; name: string; avatar: string; name_private: string } }; stones: readonly ({ id: number; amount: number; status: string; term: number; create_at: string; start_at?: string | undefined; end_at: string; name?: string | undefined; actual_amount: number; audit_at?: string | undefined; audit_reason?: string | undefined; request_at?: string | undefined; request_message?: string | undefined; shot_times?: number | undefined; fee: number; moves: readonly (string)[]; deadline?: string | undefined })[]; evaluate: { user: { exchange?: number | undefined; punctual?: number | undefined; cooper?: number | undefined; quality?: number | undefined; skill?: number | undefined; avail?: number | undefined; deliver?: number | undefined; content?: string | undefined }; team: { exchange?: number | undefined; punctual?: number | undefined; cooper?: number | undefined; quality?: number | undefined; skill?: number | undefined; avail?: number | undefined; deliver?: number | undefined; content?: string | undefined } }; moves: readonly (string)[]; turn: { by: string; move: string; until: string; otherwise: string }; fee_percent: number; in_escrow: number; attachment?: { id?: number | undefined; name?: string | undefined; size?: number | undefined; path?: string | undefined } | undefined; question?: string | undefined })[]; count: number; pagenum: number };
  };
  contract_weekstone_list: {
    fields: { pagenum?: number | undefined; pagesize?: number | undefined };
    answer: { contracts: readonly ({ contract_name: string; contract_id: string; contract_status: string; hourly: number; workload: number; manual: boolean; freelancer: { name: string; id: string }; weekstones: readonly ({ weekstone_id: number; status: string; shot_times: number; manual_times: number; start_at: string; end_at: string; amount: number; calculate_amount: number; create_at: string; deadline: string; limit_times: number })[] })[]; count: number; pagenum: number };
  };
  create_freelancer: {
    fields: Record<string, never>;
    answer: Record<string, never>;
  };
  desktop_network: {
    fields: Record<string, never>;
    answer: { server_time: string };
  };
  desktop_weekstone_list: {
    fields: { contract_id?: string | undefined };
    answer: { data: readonly ({ name: string; id: string; team: { name: string; logo: string }; weekstone: { id?: number | undefined; start_at?: string | undefined; end_at?: string | undefined; shot_times?: number | undefined; manual_times?: number | undefined } })[] };
  };
  education_add: {
    fields: { start_at: string; end_at: string; school: string; degree: "senior" | "college" | "bachelor" | "master" | "mba" | "emba" | "doctor" | "others"; area?: string | undefined; detail?: string | undefined };
    answer: { education_id: number };
  };
  education_del: {
    fields: { eid: number; kind?: string | undefined };
    answer: Record<string, never>;
  };
  education_get: {
    fields: { eid?: number | undefined; user_id?: string | undefined };
    answer: { educations: readonly ({ id: number; start_at: string; end_at: string; school: string; degree: string; area: string; detail: string })[] };
  };
  education_update: {
    fields: { eid: number; start_at: string; end_at: string; school: string; degree: "senior" | "college" | "bachelor" | "master" | "mba" | "emba" | "doctor" | "others"; area?: string | undefined; detail?: string | undefined };
    answer: Record<string, never>;
  };
  employment_add: {
    fields: { company: string; city_id: number; title: string; role: number; start_at: string; end_at?: string | undefined; working?: boolean | undefined; detail?: string | undefined };
    answer: { employment_id: number };
  };
  employment_del: {
    fields: { eid: number };
    answer: Record<string, never>;
  };
  employment_get: {
    fields: { eid?: number | undefined; user_id?: string | undefined };
    answer: { employments: readonly ({ id: number; company: string; city: { id?: number | undefined; name?: string | undefined; parent_id?: number | undefined; parent_name?: string | undefined }; title: string; role: number; start_at: string; end_at: string; working: boolean; detail: string })[] };
  };
  employment_update: {
    fields: { eid: number; company: string; city_id: number; title: string; role: number; start_at: string; end_at?: string | undefined; working?: boolean | undefined; detail?: string | undefined };
    answer: Record<string, never>;
  };
  events: {
    fields: { since_ms?: number | undefined };
    answer: Record<string, never>;
  };
  favorite_add: {
    fields: { target_id: string; memo?: string | undefined };
    answer: { favorite_id: number };
  };
  favorite_del: {
    fields: { target_id: string };
    answer: Record<string, never>;
  };
  favorite_get: {
    fields: { pagenum?: number | undefined; pagesize?: number | undefined };
    answer: { favorites: readonly ({ favorite_id: number; memo: string; create_at: string; favorite?: { uuid: string; name: string; avatar: string; overview: string; hourly: number; workload: number; skills: readonly (string)[]; location: { location_id?: number | undefined; id?: number | undefined; name?: string | undefined; parent_id?: number | undefined; parent_name?: string | undefined } } | undefined; job?: { id: string; name: string; description: string; duration: number; skills: readonly (string)[]; workload: number; paymethod: string; budget: number; level: string; hires: number; create_at: string; category: string; eveluate_num: number; aver_score: number; favorite: boolean; status: string } | undefined })[]; count: number; pagenum: number };
  };
  forgotpassword: {
    fields: { username: string; password: string; vcode: string };
    answer: Record<string, never>;
  };
  freelancer_contract: {
    fields: { user_id: string; pagenum?: number | undefined; pagesize?: number | undefined };
    answer: { contracts: readonly ({ name: string; paymethod: string; start_at: string; end_at: string; total_amount: number; hourly: number; shot_times: number; status: string; evaluate: { exchange?: number | undefined; punctual?: number | undefined; cooper?: number | undefined; quality?: number | undefined; skill?: number | undefined; aver_score?: number | undefined; content?: string | undefined } })[]; count: number; pagenum: number };
  };
  freelancer_discover: {
    fields: { user_id?: string | undefined };
    answer: { freelancers: readonly ({ id: string; name: string; avatar: string; title: string; skills: readonly (string)[]; hourly: number; overview: string; favorite: boolean; location: string; reason: string })[] };
  };
  freelancer_recommend: {
    fields: Record<string, never>;
    answer: { freelancers: readonly ({ id: string; name: string; avatar: string; title: string; reason: string })[] };
  };
  freelancer_search: {
    fields: { categorys?: readonly (number)[] | undefined; hourly_range?: number | undefined; keyword?: string | undefined; coop_rate?: number | undefined; pagenum?: number | undefined; pagesize?: number | undefined };
    answer: { users: readonly ({ id: string; name: string; avatar: string; title: string; skills: readonly (string)[]; hourly: number; overview: string; favorite: boolean; location: string; coop_rate: number; hours: number })[]; count: number; pagenum: number };
  };
  freelancer_stats: {
    fields: { status: "carry" | "carry_pay" };
    answer: { milestones: readonly ({ contract_name: string; contract_id: string; stone_name: string; start_at: string; amount: number })[]; weekstones: readonly ({ contract_name: string; contract_id: string; start_at: string; end_at: string; hourly: number; workload: number; actual_amount: number; shot_times: number; manual_times: number; is_out: boolean })[]; amount_carry: number; amount_carry_pay: number; balance: number };
  };
  get_contract_basic: {
    fields: { pagenum?: number | undefined; pagesize?: number | undefined };
    answer: { contracts: readonly ({ id: string; name: string; amount: number; status: string; accept_at: string; actual_end_at: string; hourly: number; workload: number; paymethod: string })[]; count: number; pagenum: number };
  };
  get_friends_list: {
    fields: { pagenum?: number | undefined; pagesize?: number | undefined };
    answer: { friends: readonly ({ id: number; uuid: string; name: string; avatar: string; title?: string | undefined })[]; service: readonly ({ id: number; uuid: string; name: string; avatar: string })[]; count: number; pagenum: number };
  };
  get_friends_user_info: {
    fields: { user_ids: readonly (string)[] };
    answer: { users: readonly ({ id: number; uuid: string; name: string; avatar: string })[] };
  };
  get_jump_code: {
    fields: Record<string, never>;
    answer: { code: string };
  };
  get_pay_order: {
    fields: { contract_id: string; trade_no: string; ptype: "milestone" | "weekstone" | "bonus" };
    answer: { contract: { name: string; ptype: string; contract_id: string; amount: number; is_paid: boolean }; contracts: { name: string; ptype: string; contract_id: string; amount: number; is_paid: boolean }; records: readonly ({ name?: string | undefined; amount?: number | undefined; hourly?: number | undefined; workload?: number | undefined; start_at?: string | undefined; fee?: number | undefined; description?: string | undefined; freelancer?: string | undefined })[] };
  };
  get_statis: {
    fields: Record<string, never>;
    answer: { data: { year_amount: number; aver_score: number; recommend: number; coop_rate_two: number; coop_rate: number; update_at: string; season_invite: number; season_reply: number; season_day_reply: number; season_proposal: number; season_view: number; season_interview: number; season_hire: number; views: readonly ({ count: number; period: string })[] } | { jobs: number; contracts: number; freelancers: number; update_at: string } };
  };
  get_weekstone_pay: {
    fields: { contract_id: string };
    answer: { weekstone: { weekstone_id: number; status: string; shot_times: number; manual_times: number; start_at: string; end_at: string; amount: number; calculate_amount: number; create_at: string; deadline: string; limit_times: number; freelancer: string; contract_name: string; contract_id: string; hourly: number; workload: number } };
  };
  get_weekstone_time: {
    fields: { contract_id: string };
    answer: { today: number; total_time: number };
  };
  get_weekstoneshot: {
    fields: { shot_time?: string | undefined; contract_id: string; t?: "last" | undefined };
    answer: { shots: readonly ({ id: number; name: string; description: string; shot_at: string; hour: number; activity: number; keyboard: number; mouse: number; is_auto: boolean; attachment: string })[] };
  };
  job_delete: {
    fields: { job_id: string };
    answer: Record<string, never>;
  };
  job_freelancer_recom: {
    fields: { job_id: string };
    answer: { users: readonly ({ id: string; name: string; avatar: string; title: string; skills: readonly (string)[]; hourly: number; overview: string; favorite: boolean; location: string; reason: string; invite: boolean })[] };
  };
  jobs_add: {
    fields: { name: string; description: string; category_id: number; hires: number; paymethod: "hour" | "fixed"; level: "entry" | "middle" | "expert"; duration?: number | undefined; workload?: number | undefined; attachment_id?: number | undefined; api?: readonly ("social" | "pay" | "storage" | "other")[] | undefined; platforms?: readonly ("android" | "iphone" | "ipad" | "winphone" | "windows" | "linux" | "mac" | "other")[] | undefined; frameworks?: readonly (string)[] | undefined; languages?: readonly (string)[] | undefined; skills?: readonly (string)[] | undefined; budget?: number | string | undefined; stage?: "design" | "introduction" | "idea" | "none" | undefined; status?: "draft" | "normal" | undefined };
    answer: { job_id: string };
  };
  jobs_close: {
    fields: { job_id: string; status: string };
    answer: Record<string, never>;
  };
  jobs_get: {
    fields: { pagenum?: number | undefined; pagesize?: number | undefined };
    answer: { jobs: readonly ({ id: string; name: string; description: string; duration: number; skills: readonly (string)[]; workload: number; paymethod: string; budget: number; level: string; hires: number; create_at: string; category: string; eveluate_num: number; aver_score: number; favorite: boolean })[]; count: number; pagenum: number };
  };
  jobs_one: {
    fields: { job_id: string };
    answer: { jobs: readonly ({ id: string; name: string; description: string; duration: number; skills: readonly (string)[]; workload: number; paymethod: string; stage: string; budget: number; level: string; hires: number; platforms: readonly (string)[]; frameworks: readonly (string)[]; languages: readonly (string)[]; api: readonly (string)[]; create_at: string; status: string; moves: readonly (string)[]; category: { id: number; name: string; parent_id: number; parent_name: string }; attachment: { id?: number | undefined; name?: string | undefined; size?: number | undefined; path?: string | undefined }; team: { id: string; name: string; logo: string }; last_view_time: string; hourly_range?: string | undefined; favorite: boolean; proposal: { status: string; proposal: number; interview: number; proposal_id: number; contract_id: string }; proposal_user: readonly ({ name: string; user_id: string; create_at: string; price: number })[] })[]; job: { id: string; name: string; description: string; duration: number; skills: readonly (string)[]; workload: number; paymethod: string; stage: string; budget: number; level: string; hires: number; platforms: readonly (string)[]; frameworks: readonly (string)[]; languages: readonly (string)[]; api: readonly (string)[]; create_at: string; status: string; moves: readonly (string)[]; category: { id: number; name: string; parent_id: number; parent_name: string }; attachment: { id?: number | undefined; name?: string | undefined; size?: number | undefined; path?: string | undefined }; team: { id: string; name: string; logo: string }; last_view_time: string; hourly_range?: string | undefined; favorite: boolean; proposal: { status: string; proposal: number; interview: number; proposal_id: number; contract_id: string }; proposal_user: readonly ({ name: string; user_id: string; create_at: string; price: number })[] }; other: readonly ({ name: string; paymethod: string; id: string })[]; count: number; pagenum: number };
  };
  jobs_proposal: {
    fields: { pagenum?: number | undefined; pagesize?: number | undefined };
    answer: { jobs: readonly ({ id: string; name: string; description: string; category: string; paymethod: string; created_at: string; status: string; apply_num: number; apply_new: number; interview_num: number; invite_num: number; contract_num: number })[]; draft: readonly ({ id: string; name: string; description: string; category: string; paymethod: string; created_at: string; status: string })[]; count: number; pagenum: number };
  };
  jobs_search: {
    fields: { workload?: readonly (number)[] | undefined; duration?: readonly (number)[] | undefined; level?: readonly ("entry" | "middle" | "expert")[] | undefined; paymethod?: readonly ("hour" | "fixed")[] | undefined; categorys?: readonly (number)[] | undefined; skills?: readonly (string)[] | undefined; keyword?: string | undefined; budget_range?: string | undefined; sort?: string | undefined; pagenum?: number | undefined; pagesize?: number | undefined };
    answer: { jobs: readonly ({ id: string; name: string; description: string; duration: number; skills: readonly (string)[]; workload: number; paymethod: string; budget: number; level: string; hires: number; create_at: string; category: string; eveluate_num: number; aver_score: number; favorite: boolean; publish_at?: string | undefined; applicants?: number | undefined; team?: { id: string; name: string; avatar: string } | undefined })[]; count: number; pagenum: number };
  };
  jobs_update: {
    fields: { job_id: string; name: string; description: string; category_id: number; hires: number; paymethod: "hour" | "fixed"; level: "entry" | "middle" | "expert"; duration?: number | undefined; workload?: number | undefined; attachment_id?: number | undefined; api?: readonly ("social" | "pay" | "storage" | "other")[] | undefined; platforms?: readonly ("android" | "iphone" | "ipad" | "winphone" | "windows" | "linux" | "mac" | "other")[] | undefined; frameworks?: readonly (string)[] | undefined; languages?: readonly (string)[] | undefined; skills?: readonly (string)[] | undefined; budget?: number | string | undefined; stage?: "design" | "introduction" | "idea" | "none" | undefined };
    answer: { job_id: string };
  };
  jump_code_jump: {
    fields: { code?: string | undefined; path?: string | undefined };
    answer: Record<string, never>;
  };
  locale_errors: {
    fields: Record<string, never>;
    answer: Record<string, never>;
  };
  margin_bank: {
    fields: Record<string, never>;
    answer: { banks: readonly ({ id: number; name: string; code: string })[]; logo_uri: string };
  };
  margin_basic: {
    fields: Record<string, never>;
    answer: { margin: number; withdraw: number; income?: number | undefined; trust_amount?: number | undefined; expend_amount?: number | undefined; pay?: number | undefined; freeze?: number | undefined };
  };
  margin_card: {
    fields: Record<string, never>;
    answer: { cards: readonly ({ card_id: number; card_no: string; bank: string; bank_code: string })[]; logo_uri: string };
  };
  margin_deposit: {
    fields: { amount: number | string; dtype?: "margin" | "contract" | "bonus" | undefined; contract_id?: string | undefined; trade_no?: string | undefined };
    answer: { url: string; data: string; trade_no: string };
  };
  margin_record: {
    fields: { rtype?: "all" | "deposit" | "withdraw" | "pay" | "refund" | "freeze" | "income" | "bonus" | undefined; report?: boolean | undefined; start_at?: string | undefined; end_at?: string | undefined; pagenum?: number | undefined; pagesize?: number | undefined };
    answer: { records: readonly ({ trade_no: string; create_at: string; description: string; amount: number; margin: number; type: string; record_type: string; job: { name?: string | undefined; team_name?: string | undefined }; fee: number })[]; count: number; pagenum: number; margin?: number | undefined; pay?: number | undefined; freeze?: number | undefined; refund?: number | undefined; income?: number | undefined };
  };
  market_rules: {
    fields: Record<string, never>;
    answer: { fee_percent: number; offer_days: number; review_days: number; password_min: number; password_max: number; withdrawal_min: number };
  };
  milestone_create: {
    fields: { contract_id: string; milestones: readonly ({ name: string; amount: number | string; end_at?: string | undefined })[] };
    answer: { contract_id: string; trade_no: string; ptype: string };
  };
  milestone_list: {
    fields: { contract_id: string; milestone_id?: number | undefined };
    answer: { milestones: readonly ({ id: number; name: string; amount: number; status: string; term: number; end_at: string; audit_at: string; records?: readonly ({ message: string; reason: string; attachment: { id?: number | undefined; name?: string | undefined; size?: number | undefined; path?: string | undefined }; create_at: string; audit_at: string; audit_attachment: { id?: number | undefined; name?: string | undefined; size?: number | undefined; path?: string | undefined } })[] | undefined })[] };
  };
  milestone_pay: {
    fields: { contract_id: string };
    answer: { data: { id: number; name: string; amount: number; status: string; end_at: string; user: { name: string; title: string; avatar: string }; team: { name: string; avatar: string }; records: readonly ({ message: string; attachment: string; attachment_name: string; create_at: string })[] } };
  };
  milestone_update: {
    fields: { milestone_id: number; attachment_id?: number | undefined; message?: string | undefined; is_agree?: "accept" | "refuse" | "release" | undefined; is_stop?: boolean | undefined };
    answer: Record<string, never>;
  };
  my_jobs_list: {
    fields: { t?: string | undefined; status?: "draft" | "normal" | "private" | "close" | "delete" | "all" | undefined; pagenum?: number | undefined; pagesize?: number | undefined };
    answer: { jobs: readonly ({ id: string; name: string; description: string; duration: number; skills: readonly (string)[]; workload: number; paymethod: string; budget: number; level: string; hires: number; create_at: string; category: string; eveluate_num: number; aver_score: number; favorite: boolean; status: string; contract_num: number; moves: readonly (string)[] })[]; count: number; pagenum: number };
  };
  my_jobs_names: {
    fields: Record<string, never>;
    answer: { jobs: readonly ({ id: string; name: string })[]; count: number; pagenum: number };
  };
  new_feedback: {
    fields: { t: "suggest" | "signin_slow" | "run_slow" | "message_slow" | "unusual" | "exit" | "bug" | "other"; score?: number | undefined; content?: string | undefined; contract?: string | undefined; contact?: string | undefined };
    answer: Record<string, never>;
  };
  notify_delete: {
    fields: { notify_id: number };
    answer: Record<string, never>;
  };
  notify_list: {
    fields: { rtype: string; pagenum?: number | undefined; pagesize?: number | undefined };
    answer: { notify: readonly ({ id: number; mtype: string; title: string; content: string; extra: { url: string } | ""; read_at: string; create_at: string })[]; count: number; pagenum: number; count_unread: number };
  };
  notify_setting: {
    fields: { mtype: string; is_send: boolean; rate?: "day" | "week" | undefined };
    answer: Record<string, never>;
  };
  notify_setting_get: {
    fields: Record<string, never>;
    answer: { data: readonly ({ mtype: string; is_send: boolean; rate?: string | undefined })[] };
  };
  notify_update: {
    fields: { notify_id: number };
    answer: Record<string, never>;
  };
  order_payment: {
    fields: { contract_id: string; trade_no: string; ptype: "milestone" | "weekstone" | "bonus" };
    answer: { contract_id: string; job_id: string };
  };
  password_change: {
    fields: { password_old: string; password: string };
    answer: Record<string, never>;
  };
  password_verify: {
    fields: { password: string };
    answer: Record<string, never>;
  };
  portfolio_add: {
    fields: { name: string; category_id: number; detail: string; end_at?: string | undefined; link?: string | undefined; picture_id?: number | undefined; skills?: readonly (string)[] | undefined };
    answer: { portfolio_id: number };
  };
  portfolio_del: {
    fields: { pid: number };
    answer: Record<string, never>;
  };
  portfolio_get: {
    fields: { pid?: number | undefined; user_id?: string | undefined };
    answer: { portfolios: readonly ({ id: number; name: string; detail: string; category: { id?: number | undefined; name?: string | undefined; parent_id?: number | undefined; parent_name?: string | undefined }; picture: { id: number; name: string; size: number; path: string }; link: string; end_at: string; skills: readonly (string)[] })[] };
  };
  portfolio_update: {
    fields: { pid: number; name: string; category_id: number; detail: string; end_at?: string | undefined; link?: string | undefined; picture_id?: number | undefined; skills?: readonly (string)[] | undefined };
    answer: Record<string, never>;
  };
  profile_add: {
    fields: { title: string; overview?: string | undefined; intro?: string | undefined; email: string; skills: readonly (string)[]; english: number; other?: Readonly<Record<string, number>> | undefined; workload: number };
    answer: Record<string, never>;
  };
  profile_get: {
    fields: { uuid?: string | undefined };
    answer: { profile: { id: string; imid: number; overview: string; location: { location_id?: number | undefined; id?: number | undefined; name?: string | undefined; parent_id?: number | undefined; parent_name?: string | undefined }; address: string; name?: string | undefined; username?: string | undefined; avatar?: string | undefined; completeness?: number | undefined; visibility?: string | undefined; status?: string | undefined; level?: string | undefined; title?: string | undefined; hourly?: number | undefined; english?: number | undefined; skills?: readonly (string)[] | undefined; available?: boolean | undefined; workload?: number | undefined; postcode?: string | undefined; languages?: readonly ({ language_id: number; name: string; level: number })[] | undefined; eveluate_num?: number | undefined; aver_score?: number | undefined; is_verify?: boolean | undefined; freelancer?: { id: string; name: string; avatar: string; is_verify: boolean; id_number: string; phone: string } | undefined; team_name?: string | undefined; link?: string | undefined; company_verify?: { is_verify: string; reason: string } | undefined; logo?: string | undefined; company_name?: string | undefined; contact?: string | undefined; contact_phone?: string | undefined; permit_number?: string | undefined; org_number?: string | undefined; permit_img?: string | undefined; org_img?: string | undefined; reg_step?: string | undefined; id_number?: string | undefined; alipay?: string | undefined; email?: string | undefined; phone?: string | undefined; favorite?: boolean | undefined } };
  };
  profile_other: {
    fields: { amount?: number | string | undefined; hourly?: number | string | undefined; location?: number | undefined; location_id?: number | undefined; address: string; postcode?: string | undefined };
    answer: Record<string, never>;
  };
  profile_update: {
    fields: { name?: string | undefined; email?: string | undefined; location?: number | undefined; location_id?: number | undefined; address?: string | undefined; postcode?: string | undefined; available?: boolean | undefined; workload?: number | undefined; title?: string | undefined; overview?: string | undefined; intro?: string | undefined; hourly?: number | string | undefined; skills?: readonly (string)[] | undefined; english?: number | undefined; other?: Readonly<Record<string, number>> | undefined; level?: "entry" | "middle" | "expert" | undefined } | { name?: string | undefined; client_name?: string | undefined; link?: string | undefined; overview?: string | undefined; intro?: string | undefined; location_id?: number | undefined; location?: number | undefined; address?: string | undefined; phone?: string | undefined; email?: string | undefined };
    answer: Record<string, never>;
  };
  proposal: {
    fields: { job_id: string; user_id?: string | undefined; amount?: number | string | undefined; duration?: number | undefined; message?: string | undefined; attachment_id?: number | undefined };
    answer: { proposal_id: number };
  };
  proposal_list: {
    fields: { operate?: "interview" | "invite" | "active" | "freeze" | "hire" | "archive" | undefined; proposal_id?: number | undefined; job_id?: string | undefined; pagenum?: number | undefined; pagesize?: number | undefined };
    answer: { proposals: readonly ({ proposal_id: number; ptype: string; status: string; archive: boolean; price: number; message: string; reason: string; create_at: string; update_at: string; duration: number; contract_id: string; contract_status: string; contract_name: string; invite: { name?: string | undefined; team_id?: string | undefined }; attachment: { id?: number | undefined; name?: string | undefined; size?: number | undefined; path?: string | undefined }; question: string; job: { id: string; name: string; paymethod: string; description: string; budget: number; level: string; category: string; category_name: string; category_parent_name: string; workload: number; duration: number; create_at: string; applied: number; interview: number }; user: { freelancer: { id: string; name: string; title: string; avatar: string; hourly: number; location: { name?: string | undefined; parent_name?: string | undefined }; skills: readonly (string)[]; is_favorite: boolean }; client: { id: string; name: string; avatar: string } }; moves: readonly (string)[] })[]; count: number; pagenum: number };
  };
  proposal_msg_list: {
    fields: { proposal_id?: number | undefined; contract_id?: string | undefined; pagenum?: number | undefined; pagesize?: number | undefined };
    answer: { messages: readonly ({ message_id: number; name: string; content: string; create_at: string; is_self: boolean })[]; count: number; pagenum: number };
  };
  proposal_msg_send: {
    fields: { proposal_id?: number | undefined; contract_id?: string | undefined; content: string };
    answer: Record<string, never>;
  };
  proposal_update: {
    fields: { proposal_id: number; operate: "accept" | "refuse" | "revoke" | "archive" | "reactive" | "unfreeze"; amount?: number | string | undefined; question_id?: number | undefined; message?: string | undefined };
    answer: Record<string, never>;
  };
  question_add: {
    fields: { question_id: number; answer: string };
    answer: Record<string, never>;
  };
  question_get: {
    fields: Record<string, never>;
    answer: { questions: readonly ({ question_id: number; name: string; ename: string; answer: string })[] };
  };
  question_list: {
    fields: { qtype: "user" | "proposal_revoke_f" | "proposal_refuse_f" | "proposal_refuse_c" | "contract_revoke" | "contract_refuse" | "proposal_archive" | "contract_finish_c" | "contract_finish_f" };
    answer: { questions: readonly ({ question_id: number; name: string })[] };
  };
  question_update: {
    fields: { question_id: number; answer: string; answer_old: string };
    answer: Record<string, never>;
  };
  restriction: {
    fields: { username: string; password: string };
    answer: { reason: string; restricted_at: string; appeal: { content: string; create_at: string; status: "waiting" | "refused"; answer: string } | null };
  };
  role_get: {
    fields: Record<string, never>;
    answer: { name: string; id: string; role: string; team_id: string; teams: readonly ({ name: string; team_id: string })[] };
  };
  role_update: {
    fields: { id: string };
    answer: { identify: string; current_id: string };
  };
  shot_one: {
    fields: { shot_id: number; contract_id: string };
    answer: { shot: { id: number; name: string; description: string; shot_at: string; hour: number; activity: number; keyboard: number; mouse: number; is_auto: boolean; attachment: string; freelancer: { name: string; avatar: string }; is_page_up: boolean; is_page_down: boolean } };
  };
  signin: {
    fields: { username: string; password: string; remember?: boolean | undefined };
    answer: { session_token: string; expire_at: number; identify: string; current_id: string };
  };
  signout: {
    fields: Record<string, never>;
    answer: Record<string, never>;
  };
  signout_web: {
    fields: Record<string, never>;
    answer: Record<string, never>;
  };
  signup: {
    fields: { rtype: "1" | "2" | "3"; name: string; phone: string; password: string; vcode: string; username?: string | undefined; country?: string | undefined; cname?: string | undefined; notice?: boolean | undefined };
    answer: { session_token: string; expire_at: number; identify: string; current_id: string };
  };
  skills: {
    fields: { name?: string | undefined; keyword?: string | undefined };
    answer: { skills: readonly ({ id: number; name: string })[] };
  };
  subscribe_create: {
    fields: { name: string; workload?: readonly (number)[] | undefined; duration?: readonly (number)[] | undefined; level?: readonly ("entry" | "middle" | "expert")[] | undefined; paymethod?: readonly ("hour" | "fixed")[] | undefined; keyword?: string | undefined };
    answer: { subscribe_id: number };
  };
  subscribe_delete: {
    fields: { subscribe_id: number };
    answer: Record<string, never>;
  };
  subscribe_list: {
    fields: Record<string, never>;
    answer: { subscribes: readonly ({ id: number; name: string; keyword: string })[] };
  };
  user_resume: {
    fields: { level: "entry" | "middle" | "expert" };
    answer: Record<string, never>;
  };
  user_statistics: {
    fields: { team_id: string };
    answer: { statistics: readonly ({ jobs: number; open_jobs: number; close_jobs: number; hires: number; hours: number; total_amount: number; eveluate_num: number; aver_score: number })[] };
  };
  verify: {
    fields: { name: string; id_number: string };
    answer: Record<string, never>;
  };
  verifycode: {
    fields: { vtype: "enter" | "register" | "forget"; phone?: string | undefined };
    answer: { vcode?: number | undefined };
  };
  version: {
    fields: Record<string, never>;
    answer: { data: { lastest_version: string; latest_version: string; dl_url: string; note: string } };
  };
  weekstone_audit: {
    fields: { weekstone_id: number; is_agree: "accept" | "refuse"; status?: "pause" | "continue" | "stop" | undefined };
    answer: { contract_id: string; trade_no?: string | undefined; ptype?: string | undefined };
  };
  weekstone_create: {
    fields: { contract_id: string };
    answer: { contract_id: string; trade_no: string; ptype: string; job_id: string };
  };
  weekstoneshot: {
    fields: { name?: string | undefined; shot_time: string; description?: string | undefined; activity?: number | undefined; keyboard?: number | undefined; mouse?: number | undefined; contract_id: string; attachment_id?: number | undefined; is_auto?: "1" | "0" | undefined };
    answer: Record<string, never>;
  };
  weekstoneshot_del: {
    fields: { shot_ids: readonly (number)[] };
    answer: Record<string, never>;
  };
  weekstoneshot_update: {
    fields: { shot_ids: readonly (number)[]; name: string };
    answer: Record<string, never>;
  };
  withdraw: {
    fields: { amount: number | string; account: string; type: "alipay" | "bank"; code?: string | undefined; vcode?: string | undefined };
    answer: { amount: number; balance: number; baclance: number };
  };
  withdraw_account: {
    fields: Record<string, never>;
    answer: { accounts: readonly ({ card_no: string; bank: string; type: string })[] };
  };
}

/** Method and path of each operation. */
export const addresses = {
  a_r_contract: 'PUT /api/contract',
  address_get: 'GET /api/address',
  alipay_create: 'POST /api/user/alipay',
  alipay_delete: 'DELETE /api/user/alipay',
  appeal: 'POST /api/user/appeal',
  banners: 'GET /api/banners',
  bonus_create: 'POST /api/contract/bonus',
  bonus_pay: 'PUT /api/contract/bonus',
  bonus_query: 'GET /api/contract/bonus',
  card_add: 'POST /api/margin/card',
  card_del: 'DELETE /api/margin/card',
  category: 'GET /api/category',
  category_add: 'POST /api/user/category',
  category_options: 'GET /api/category/options',
  category_update: 'PUT /api/user/category',
  category_users: 'GET /api/user/category',
  client_add: 'POST /api/user/client',
  client_freelancer_list: 'GET /api/client/freelancers',
  client_get: 'GET /api/user/client',
  client_stats_budget: 'GET /api/stats/budget',
  client_stats_timesheet: 'GET /api/stats/timesheet',
  client_stats_weekly: 'GET /api/stats/weekly',
  client_verify: 'POST /api/client/verify',
  contract_create: 'POST /api/contract',
  contract_evaluate: 'POST /api/contract/evaluate',
  contract_freelancers: 'GET /api/contract/freelancers',
  contract_history: 'GET /api/contract/history',
  contract_list: 'GET /api/contract',
  contract_weekstone_list: 'GET /api/contract/weekstone',
  create_freelancer: 'POST /api/user/freelancer',
  desktop_network: 'GET /api/d/network',
  desktop_weekstone_list: 'GET /api/d/weekstone',
  education_add: 'POST /api/education',
  education_del: 'DELETE /api/employment',
  education_get: 'GET /api/education',
  education_update: 'PUT /api/education',
  employment_add: 'POST /api/employment',
  employment_del: 'DELETE /api/employment',
  employment_get: 'GET /api/employment',
  employment_update: 'PUT /api/employment',
  events: 'GET /api/events',
  favorite_add: 'POST /api/favorite',
  favorite_del: 'DELETE /api/favorite',
  favorite_get: 'GET /api/favorite',
  forgotpassword: 'POST /api/user/password/reset',
  freelancer_contract: 'GET /api/freelancers/contract',
  freelancer_discover: 'GET /api/freelancers/discover',
  freelancer_recommend: 'GET /api/freelancers/recommend',
  freelancer_search: 'GET /api/freelancers/search',
  freelancer_stats: 'GET /api/stats/freelancers',
  get_contract_basic: 'GET /api/contract/basic',
  get_friends_list: 'GET /api/friends',
  get_friends_user_info: 'GET /api/friends/users',
  get_jump_code: 'POST /api/user/jumpcode',
  get_pay_order: 'GET /api/order/pay',
  get_statis: 'GET /api/stats/statis',
  get_weekstone_pay: 'GET /api/weekstone/pay',
  get_weekstone_time: 'GET /api/weekstone/time',
  get_weekstoneshot: 'GET /api/weekstone/screenshot',
  job_delete: 'DELETE /api/jobs',
  job_freelancer_recom: 'GET /api/jobs/freelancers/recommand',
  jobs_add: 'POST /api/jobs',
  jobs_close: 'PUT /api/jobs/status',
  jobs_get: 'GET /api/jobs',
  jobs_one: 'GET /api/jobs',
  jobs_proposal: 'GET /api/jobs/proposal',
  jobs_search: 'GET /api/jobs/search',
  jobs_update: 'PUT /api/jobs',
  jump_code_jump: 'GET /jump',
  locale_errors: 'GET /static/locale-zh-cn.json',
  margin_bank: 'GET /api/margin/bank',
  margin_basic: 'GET /api/margin/basic',
  margin_card: 'GET /api/margin/card',
  margin_deposit: 'POST /api/margin/deposit',
  margin_record: 'GET /api/margin/record',
  market_rules: 'GET /api/rules',
  milestone_create: 'POST /api/milestone',
  milestone_list: 'GET /api/milestone',
  milestone_pay: 'GET /api/milestone/pay',
  milestone_update: 'PUT /api/milestone',
  my_jobs_list: 'GET /api/jobs/my',
  my_jobs_names: 'GET /api/jobs/my',
  new_feedback: 'POST /api/feedback',
  notify_delete: 'DELETE /api/notify',
  notify_list: 'GET /api/notify',
  notify_setting: 'POST /api/notify/setting',
  notify_setting_get: 'GET /api/notify/setting',
  notify_update: 'PUT /api/notify',
  order_payment: 'POST /api/order/pay',
  password_change: 'POST /api/user/password/change',
  password_verify: 'POST /api/password/verify',
  portfolio_add: 'POST /api/portfolio',
  portfolio_del: 'DELETE /api/portfolio',
  portfolio_get: 'GET /api/portfolio',
  portfolio_update: 'PUT /api/portfolio',
  profile_add: 'POST /api/user/profile',
  profile_get: 'GET /api/user/profile',
  profile_other: 'POST /api/user/other/create',
  profile_update: 'PUT /api/user/profile',
  proposal: 'POST /api/proposal',
  proposal_list: 'GET /api/proposal',
  proposal_msg_list: 'GET /api/proposal/message',
  proposal_msg_send: 'POST /api/proposal/message',
  proposal_update: 'PUT /api/proposal',
  question_add: 'POST /api/user/question',
  question_get: 'GET /api/user/question',
  question_list: 'GET /api/question',
  question_update: 'PUT /api/user/question',
  restriction: 'POST /api/user/restriction',
  role_get: 'GET /api/user/role',
  role_update: 'PUT /api/user/role',
  shot_one: 'GET /api/weekstone/screenshot',
  signin: 'POST /api/user/signin',
  signout: 'POST /api/user/signout',
  signout_web: 'GET /signout',
  signup: 'POST /api/user/signup',
  skills: 'GET /api/skills',
  subscribe_create: 'POST /api/subscribe',
  subscribe_delete: 'DELETE /api/subscribe',
  subscribe_list: 'GET /api/subscribe',
  user_resume: 'POST /api/user/resume',
  user_statistics: 'GET /api/user/statistics',
  verify: 'POST /api/user/verify',
  verifycode: 'POST /api/verifycode',
  version: 'GET /api/device/version',
  weekstone_audit: 'PUT /api/weekstone/pay',
  weekstone_create: 'POST /api/weekstone/pay',
  weekstoneshot: 'POST /api/weekstone/screenshot',
  weekstoneshot_del: 'DELETE /api/weekstone/screenshot',
  weekstoneshot_update: 'PUT /api/weekstone/screenshot',
  withdraw: 'POST /api/margin/withdraw',
  withdraw_account: 'GET /api/margin/withdraw/accounts',
} as const satisfies Record<keyof Operations, string>;
