// oxlint-disable eslint/max-lines -- written by "npm run docs" from the declarations of the API; do not edit.
export interface Operations {
  account_list: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; q?: string | undefined };
    answer: { items: readonly ({ code: string; kind: string; balance: string; is_house: boolean; party: string | null; opened_at: string })[] };
  };
  account_read: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; code: string; page?: number | undefined; size?: number | undefined };
    answer: { account: { code: string; kind: string; balance: string; is_house: boolean; party: string | null; opened_at: string }; items: readonly ({ transfer_id: string; account: string; account_kind: string; party: string | null; amount: string; balance_after: string | null; kind: string; key: string; made_at: string })[]; total: number };
  };
  audit_list: {
    fields: { market?: "cloudwork" | "iblock" | "gig" | "consulting" | "channel" | "operator" | undefined; subject?: string | undefined; operator?: string | undefined; page?: number | undefined; size?: number | undefined };
    answer: { items: readonly ({ id: string; operator: string; market: string; action: string; subject: string; reason: string; facts: Record<string, never>; at: string })[]; total: number };
  };
  banner_add: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; platform?: "all" | "ios" | "android" | undefined; title: string; image: string; link?: string | undefined; sort?: number | undefined; shown_from: string; shown_until?: string | undefined; reason: string };
    answer: { id: string };
  };
  banner_remove: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number; reason: string };
    answer: Record<string, never>;
  };
  books_prove: {
    fields: Record<string, never>;
    answer: { proofs: readonly (string)[]; findings: readonly ({ proof: string; subject: string; found: string })[] };
  };
  catalogue: {
    fields: Record<string, never>;
    answer: { categories: readonly ({ id: number; name: string; hidden: boolean; added: boolean; former: readonly (string)[]; parent: string | null; parent_id: number | null })[]; skills: readonly ({ id: number; name: string; hidden: boolean; added: boolean; former: readonly (string)[]; category: string | null })[]; questions: readonly ({ id: number; name: string; hidden: boolean; added: boolean; former: readonly (string)[]; type: string; english: string })[] };
  };
  catalogue_add: {
    fields: { part: "categories" | "skills" | "questions"; name: string; english?: string | undefined; type?: string | undefined; parent?: number | undefined; reason: string };
    answer: { id: number };
  };
  catalogue_hide: {
    fields: { part: "categories" | "skills" | "questions"; id: number; hidden: boolean; reason: string };
    answer: Record<string, never>;
  };
  catalogue_rename: {
    fields: { part: "categories" | "skills" | "questions"; id: number; name: string; english?: string | undefined; reason: string };
    answer: Record<string, never>;
  };
  channel_add: {
    fields: { client_id: string; name: string; sandbox?: boolean | undefined; reason: string };
    answer: { secret: string };
  };
  channel_list: {
    fields: Record<string, never>;
    answer: { items: readonly ({ client_id: string; name: string; sandbox: boolean; suspended_at: string | null; created_at: string; calls_today: number; webhooks: number; failed_deliveries: number })[] };
  };
  channel_secret: {
    fields: { client_id: string; reason: string };
    answer: { secret: string };
  };
  channel_suspend: {
    fields: { client_id: string; suspended: boolean; reason: string };
    answer: Record<string, never>;
  };
  channel_webhooks: {
    fields: { client_id: string };
    answer: { items: readonly ({ url: string; events: readonly ("person.created" | "person.updated" | "company.created" | "company.updated" | "posting.created" | "posting.updated" | "application.created" | "application.updated" | "payment.created" | "payment.updated")[]; active: boolean; created_at: string })[] };
  };
  colleagues: {
    fields: { needs: "reviews.decide" | "users.restrict" | "payouts.decide" | "disputes.settle" | "books.prove" | "outbox.read" | "tasks.retry" | "channels.change" | "market.change" | "operators.change" };
    answer: { items: readonly ({ uid: string; shown_name: string })[] };
  };
  dashboard: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel" };
    answer: { users: number; restricted: number; open_jobs: number; running_contracts: number; disputes: number; waiting_tasks: number; failed_tasks: number; in_wallets: string; in_escrow: string; withdrawing: string; days: readonly ({ day: string; joined: number; deposited: string; earned: string; withdrawn: string; fees: string })[] };
  };
  decide_appeal: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number; accept: boolean; reason: string; to_freelancer?: number | string | undefined };
    answer: { done: boolean };
  };
  decide_company: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number; accept: boolean; reason: string; to_freelancer?: number | string | undefined };
    answer: { done: boolean };
  };
  decide_consultation: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number; accept: boolean; reason: string; to_freelancer?: number | string | undefined };
    answer: { done: boolean };
  };
  decide_dispute: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number; accept: boolean; reason: string; to_freelancer?: number | string | undefined };
    answer: { done: boolean };
  };
  decide_gig: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number; accept: boolean; reason: string; to_freelancer?: number | string | undefined };
    answer: { done: boolean };
  };
  decide_payout: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number; accept: boolean; reason: string; to_freelancer?: number | string | undefined };
    answer: { done: boolean };
  };
  decide_person: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number; accept: boolean; reason: string; to_freelancer?: number | string | undefined };
    answer: { done: boolean };
  };
  decide_project: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number; accept: boolean; reason: string; to_freelancer?: number | string | undefined };
    answer: { done: boolean };
  };
  decision_appeal: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number };
    answer: { subject: string; needs: "reviews.decide" | "users.restrict" | "payouts.decide" | "disputes.settle" | "books.prove" | "outbox.read" | "tasks.retry" | "channels.change" | "market.change" | "operators.change"; holder: { uid: string; shown_name: string } | null; facts: readonly ({ name: "account_kind" | "account_shown" | "accepted_at" | "address" | "amount" | "appeal" | "approvals" | "category" | "city" | "client" | "company_name" | "contact" | "created_at" | "description" | "detail" | "disputed" | "end_day" | "freelancer" | "headcount" | "holder" | "id_shown" | "image" | "kind" | "manager" | "max_pay" | "message" | "min_pay" | "name" | "number" | "order_no" | "org_shown" | "paid_total" | "party_name" | "party_uid" | "pay_kind" | "payout_no" | "permit_shown" | "person" | "person_uid" | "phone" | "place" | "price" | "province" | "question" | "real_name" | "reason" | "restricted_at" | "restricted_because" | "restricted_by" | "result" | "sent_at" | "settled_at" | "settlement" | "start_day" | "state" | "submissions" | "submitted_at" | "title" | "trade" | "uid" | "works_from" | "works_until" | "years"; type: "text" | "money" | "time" | "nothing"; value: string })[]; files: readonly ({ uid: string; name: string; mime: string })[]; timeline: readonly ({ at: string; who: string; what: string; subject: string; note: string; file: { uid: string; name: string; mime: string } | null })[] };
  };
  decision_company: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number };
    answer: { subject: string; needs: "reviews.decide" | "users.restrict" | "payouts.decide" | "disputes.settle" | "books.prove" | "outbox.read" | "tasks.retry" | "channels.change" | "market.change" | "operators.change"; holder: { uid: string; shown_name: string } | null; facts: readonly ({ name: "account_kind" | "account_shown" | "accepted_at" | "address" | "amount" | "appeal" | "approvals" | "category" | "city" | "client" | "company_name" | "contact" | "created_at" | "description" | "detail" | "disputed" | "end_day" | "freelancer" | "headcount" | "holder" | "id_shown" | "image" | "kind" | "manager" | "max_pay" | "message" | "min_pay" | "name" | "number" | "order_no" | "org_shown" | "paid_total" | "party_name" | "party_uid" | "pay_kind" | "payout_no" | "permit_shown" | "person" | "person_uid" | "phone" | "place" | "price" | "province" | "question" | "real_name" | "reason" | "restricted_at" | "restricted_because" | "restricted_by" | "result" | "sent_at" | "settled_at" | "settlement" | "start_day" | "state" | "submissions" | "submitted_at" | "title" | "trade" | "uid" | "works_from" | "works_until" | "years"; type: "text" | "money" | "time" | "nothing"; value: string })[]; files: readonly ({ uid: string; name: string; mime: string })[]; timeline: readonly ({ at: string; who: string; what: string; subject: string; note: string; file: { uid: string; name: string; mime: string } | null })[] };
  };
  decision_consultation: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number };
    answer: { subject: string; needs: "reviews.decide" | "users.restrict" | "payouts.decide" | "disputes.settle" | "books.prove" | "outbox.read" | "tasks.retry" | "channels.change" | "market.change" | "operators.change"; holder: { uid: string; shown_name: string } | null; facts: readonly ({ name: "account_kind" | "account_shown" | "accepted_at" | "address" | "amount" | "appeal" | "approvals" | "category" | "city" | "client" | "company_name" | "contact" | "created_at" | "description" | "detail" | "disputed" | "end_day" | "freelancer" | "headcount" | "holder" | "id_shown" | "image" | "kind" | "manager" | "max_pay" | "message" | "min_pay" | "name" | "number" | "order_no" | "org_shown" | "paid_total" | "party_name" | "party_uid" | "pay_kind" | "payout_no" | "permit_shown" | "person" | "person_uid" | "phone" | "place" | "price" | "province" | "question" | "real_name" | "reason" | "restricted_at" | "restricted_because" | "restricted_by" | "result" | "sent_at" | "settled_at" | "settlement" | "start_day" | "state" | "submissions" | "submitted_at" | "title" | "trade" | "uid" | "works_from" | "works_until" | "years"; type: "text" | "money" | "time" | "nothing"; value: string })[]; files: readonly ({ uid: string; name: string; mime: string })[]; timeline: readonly ({ at: string; who: string; what: string; subject: string; note: string; file: { uid: string; name: string; mime: string } | null })[] };
  };
  decision_dispute: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number };
    answer: { subject: string; needs: "reviews.decide" | "users.restrict" | "payouts.decide" | "disputes.settle" | "books.prove" | "outbox.read" | "tasks.retry" | "channels.change" | "market.change" | "operators.change"; holder: { uid: string; shown_name: string } | null; facts: readonly ({ name: "account_kind" | "account_shown" | "accepted_at" | "address" | "amount" | "appeal" | "approvals" | "category" | "city" | "client" | "company_name" | "contact" | "created_at" | "description" | "detail" | "disputed" | "end_day" | "freelancer" | "headcount" | "holder" | "id_shown" | "image" | "kind" | "manager" | "max_pay" | "message" | "min_pay" | "name" | "number" | "order_no" | "org_shown" | "paid_total" | "party_name" | "party_uid" | "pay_kind" | "payout_no" | "permit_shown" | "person" | "person_uid" | "phone" | "place" | "price" | "province" | "question" | "real_name" | "reason" | "restricted_at" | "restricted_because" | "restricted_by" | "result" | "sent_at" | "settled_at" | "settlement" | "start_day" | "state" | "submissions" | "submitted_at" | "title" | "trade" | "uid" | "works_from" | "works_until" | "years"; type: "text" | "money" | "time" | "nothing"; value: string })[]; files: readonly ({ uid: string; name: string; mime: string })[]; timeline: readonly ({ at: string; who: string; what: string; subject: string; note: string; file: { uid: string; name: string; mime: string } | null })[] };
  };
  decision_gig: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number };
    answer: { subject: string; needs: "reviews.decide" | "users.restrict" | "payouts.decide" | "disputes.settle" | "books.prove" | "outbox.read" | "tasks.retry" | "channels.change" | "market.change" | "operators.change"; holder: { uid: string; shown_name: string } | null; facts: readonly ({ name: "account_kind" | "account_shown" | "accepted_at" | "address" | "amount" | "appeal" | "approvals" | "category" | "city" | "client" | "company_name" | "contact" | "created_at" | "description" | "detail" | "disputed" | "end_day" | "freelancer" | "headcount" | "holder" | "id_shown" | "image" | "kind" | "manager" | "max_pay" | "message" | "min_pay" | "name" | "number" | "order_no" | "org_shown" | "paid_total" | "party_name" | "party_uid" | "pay_kind" | "payout_no" | "permit_shown" | "person" | "person_uid" | "phone" | "place" | "price" | "province" | "question" | "real_name" | "reason" | "restricted_at" | "restricted_because" | "restricted_by" | "result" | "sent_at" | "settled_at" | "settlement" | "start_day" | "state" | "submissions" | "submitted_at" | "title" | "trade" | "uid" | "works_from" | "works_until" | "years"; type: "text" | "money" | "time" | "nothing"; value: string })[]; files: readonly ({ uid: string; name: string; mime: string })[]; timeline: readonly ({ at: string; who: string; what: string; subject: string; note: string; file: { uid: string; name: string; mime: string } | null })[] };
  };
  decision_list: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; kind?: "company" | "gig" | "consultation" | "payout" | "project" | "person" | "appeal" | "dispute" | undefined; mine?: boolean | undefined };
    answer: { items: readonly ({ kind: "company" | "gig" | "consultation" | "payout" | "project" | "person" | "appeal" | "dispute"; id: string; subject: string; amount: string | null; since: string | null; needs: "reviews.decide" | "users.restrict" | "payouts.decide" | "disputes.settle" | "books.prove" | "outbox.read" | "tasks.retry" | "channels.change" | "market.change" | "operators.change"; holder: { uid: string; shown_name: string } | null })[] };
  };
  decision_payout: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number };
    answer: { subject: string; needs: "reviews.decide" | "users.restrict" | "payouts.decide" | "disputes.settle" | "books.prove" | "outbox.read" | "tasks.retry" | "channels.change" | "market.change" | "operators.change"; holder: { uid: string; shown_name: string } | null; facts: readonly ({ name: "account_kind" | "account_shown" | "accepted_at" | "address" | "amount" | "appeal" | "approvals" | "category" | "city" | "client" | "company_name" | "contact" | "created_at" | "description" | "detail" | "disputed" | "end_day" | "freelancer" | "headcount" | "holder" | "id_shown" | "image" | "kind" | "manager" | "max_pay" | "message" | "min_pay" | "name" | "number" | "order_no" | "org_shown" | "paid_total" | "party_name" | "party_uid" | "pay_kind" | "payout_no" | "permit_shown" | "person" | "person_uid" | "phone" | "place" | "price" | "province" | "question" | "real_name" | "reason" | "restricted_at" | "restricted_because" | "restricted_by" | "result" | "sent_at" | "settled_at" | "settlement" | "start_day" | "state" | "submissions" | "submitted_at" | "title" | "trade" | "uid" | "works_from" | "works_until" | "years"; type: "text" | "money" | "time" | "nothing"; value: string })[]; files: readonly ({ uid: string; name: string; mime: string })[]; timeline: readonly ({ at: string; who: string; what: string; subject: string; note: string; file: { uid: string; name: string; mime: string } | null })[] };
  };
  decision_person: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number };
    answer: { subject: string; needs: "reviews.decide" | "users.restrict" | "payouts.decide" | "disputes.settle" | "books.prove" | "outbox.read" | "tasks.retry" | "channels.change" | "market.change" | "operators.change"; holder: { uid: string; shown_name: string } | null; facts: readonly ({ name: "account_kind" | "account_shown" | "accepted_at" | "address" | "amount" | "appeal" | "approvals" | "category" | "city" | "client" | "company_name" | "contact" | "created_at" | "description" | "detail" | "disputed" | "end_day" | "freelancer" | "headcount" | "holder" | "id_shown" | "image" | "kind" | "manager" | "max_pay" | "message" | "min_pay" | "name" | "number" | "order_no" | "org_shown" | "paid_total" | "party_name" | "party_uid" | "pay_kind" | "payout_no" | "permit_shown" | "person" | "person_uid" | "phone" | "place" | "price" | "province" | "question" | "real_name" | "reason" | "restricted_at" | "restricted_because" | "restricted_by" | "result" | "sent_at" | "settled_at" | "settlement" | "start_day" | "state" | "submissions" | "submitted_at" | "title" | "trade" | "uid" | "works_from" | "works_until" | "years"; type: "text" | "money" | "time" | "nothing"; value: string })[]; files: readonly ({ uid: string; name: string; mime: string })[]; timeline: readonly ({ at: string; who: string; what: string; subject: string; note: string; file: { uid: string; name: string; mime: string } | null })[] };
  };
  decision_project: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number };
    answer: { subject: string; needs: "reviews.decide" | "users.restrict" | "payouts.decide" | "disputes.settle" | "books.prove" | "outbox.read" | "tasks.retry" | "channels.change" | "market.change" | "operators.change"; holder: { uid: string; shown_name: string } | null; facts: readonly ({ name: "account_kind" | "account_shown" | "accepted_at" | "address" | "amount" | "appeal" | "approvals" | "category" | "city" | "client" | "company_name" | "contact" | "created_at" | "description" | "detail" | "disputed" | "end_day" | "freelancer" | "headcount" | "holder" | "id_shown" | "image" | "kind" | "manager" | "max_pay" | "message" | "min_pay" | "name" | "number" | "order_no" | "org_shown" | "paid_total" | "party_name" | "party_uid" | "pay_kind" | "payout_no" | "permit_shown" | "person" | "person_uid" | "phone" | "place" | "price" | "province" | "question" | "real_name" | "reason" | "restricted_at" | "restricted_because" | "restricted_by" | "result" | "sent_at" | "settled_at" | "settlement" | "start_day" | "state" | "submissions" | "submitted_at" | "title" | "trade" | "uid" | "works_from" | "works_until" | "years"; type: "text" | "money" | "time" | "nothing"; value: string })[]; files: readonly ({ uid: string; name: string; mime: string })[]; timeline: readonly ({ at: string; who: string; what: string; subject: string; note: string; file: { uid: string; name: string; mime: string } | null })[] };
  };
  delivery_list: {
    fields: { client_id: string; state?: "pending" | "delivered" | "failed" | undefined; page?: number | undefined; size?: number | undefined };
    answer: { items: readonly ({ uid: string; url: string; noun: string; change: string; state: "pending" | "delivered" | "failed"; attempts: number; last_status: number | null; last_error: string | null; next_at: string | null; created_at: string; ended_at: string | null })[]; total: number };
  };
  delivery_replay: {
    fields: { client_id: string; uid: string; reason: string };
    answer: Record<string, never>;
  };
  feedback_list: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; page?: number | undefined; size?: number | undefined };
    answer: { items: readonly ({ id: string; user_uid: string; user: string; kind: string; score: number; content: string; contact: string; at: string })[]; total: number };
  };
  file_read: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; uid: string };
    answer: Record<string, never>;
  };
  hold_appeal: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number; to?: string | undefined; reason: string };
    answer: Record<string, never>;
  };
  hold_company: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number; to?: string | undefined; reason: string };
    answer: Record<string, never>;
  };
  hold_consultation: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number; to?: string | undefined; reason: string };
    answer: Record<string, never>;
  };
  hold_dispute: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number; to?: string | undefined; reason: string };
    answer: Record<string, never>;
  };
  hold_gig: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number; to?: string | undefined; reason: string };
    answer: Record<string, never>;
  };
  hold_payout: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number; to?: string | undefined; reason: string };
    answer: Record<string, never>;
  };
  hold_person: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number; to?: string | undefined; reason: string };
    answer: Record<string, never>;
  };
  hold_project: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number; to?: string | undefined; reason: string };
    answer: Record<string, never>;
  };
  market_matter: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel" };
    answer: { banners: readonly ({ id: string; platform: "all" | "ios" | "android"; title: string; image: string; link: string; sort: number; shown_from: string; shown_until: string | null })[]; versions: readonly ({ platform: string; version: string; download_url: string; note: string; updated_at: string })[] };
  };
  operator_add: {
    fields: { name: string; shown_name: string; role: "administrator" | "reviewer" | "finance" | "support" | "auditor"; reason: string };
    answer: { uid: string; password: string };
  };
  operator_change: {
    fields: { uid: string; role: "administrator" | "reviewer" | "finance" | "support" | "auditor"; active: boolean; forget_totp?: boolean | undefined; reason: string };
    answer: Record<string, never>;
  };
  operator_list: {
    fields: Record<string, never>;
    answer: { items: readonly ({ uid: string; name: string; shown_name: string; role: "administrator" | "reviewer" | "finance" | "support" | "auditor"; active: boolean; has_totp: boolean; last_seen_at: string | null })[] };
  };
  operator_password: {
    fields: { uid: string; reason: string };
    answer: { password: string };
  };
  order_read: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; trade_no: string };
    answer: { order: { trade_no: string; purpose: string; state: string; amount: string; description: string; payer: string; payee: string | null; rail: string | null; rail_trade_no: string | null; created_at: string; paid_at: string | null }; events: readonly ({ rail: string; event_id: string; trade_no: string; outcome: string; verdict: string; received_at: string })[]; transfers: readonly ({ id: string; key: string; kind: string; made_at: string })[] };
  };
  outbox: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; to?: string | undefined };
    answer: { items: readonly ({ channel: string; to: string; template: string; text: string; at: string })[] };
  };
  own_password: {
    fields: { old_password: string; password: string };
    answer: Record<string, never>;
  };
  payout_list: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; state?: "requested" | "approved" | "sent" | "paid" | "failed" | "returned" | "refused" | undefined; page?: number | undefined; size?: number | undefined };
    answer: { items: readonly ({ id: string; payout_no: string; party_uid: string; party: string; amount: string; state: string; reason: string; account_kind: string; account: string; holder: string; approvals: readonly (string)[]; created_at: string; sent_at: string | null; settled_at: string | null })[]; total: number };
  };
  reconciliation: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel" };
    answer: { refused_events: readonly ({ rail: string; event_id: string; trade_no: string; outcome: string; verdict: string; received_at: string })[]; open_top_ups: readonly ({ trade_no: string; purpose: string; state: string; amount: string; description: string; payer: string; payee: string | null; rail: string | null; rail_trade_no: string | null; created_at: string; paid_at: string | null })[]; slow_payouts: readonly ({ id: string; payout_no: string; party_uid: string; party: string; amount: string; state: string; reason: string; account_kind: string; account: string; holder: string; approvals: readonly (string)[]; created_at: string; sent_at: string | null; settled_at: string | null })[]; returned_payouts: readonly ({ id: string; payout_no: string; party_uid: string; party: string; amount: string; state: string; reason: string; account_kind: string; account: string; holder: string; approvals: readonly (string)[]; created_at: string; sent_at: string | null; settled_at: string | null })[] };
  };
  session_close: {
    fields: Record<string, never>;
    answer: Record<string, never>;
  };
  session_open: {
    fields: { name: string; password: string; code?: string | undefined };
    answer: { uid: string; name: string; shown_name: string; role: "administrator" | "reviewer" | "finance" | "support" | "auditor"; permissions: readonly ("reviews.decide" | "users.restrict" | "payouts.decide" | "disputes.settle" | "books.prove" | "outbox.read" | "tasks.retry" | "channels.change" | "market.change" | "operators.change")[]; owes: "password" | "totp" | null; has_totp: boolean };
  };
  session_read: {
    fields: Record<string, never>;
    answer: { uid: string; name: string; shown_name: string; role: "administrator" | "reviewer" | "finance" | "support" | "auditor"; permissions: readonly ("reviews.decide" | "users.restrict" | "payouts.decide" | "disputes.settle" | "books.prove" | "outbox.read" | "tasks.retry" | "channels.change" | "market.change" | "operators.change")[]; owes: "password" | "totp" | null; has_totp: boolean };
  };
  setting_change: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; name: "feeBasisPoints" | "offerDays" | "reviewDays" | "passwordMin" | "passwordMax" | "clientWithdrawalMin" | "payoutApproval" | "payoutSecondAbove" | "personReview"; value?: string | undefined; reason: string };
    answer: Record<string, never>;
  };
  setting_list: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel" };
    answer: { items: readonly ({ name: "feeBasisPoints" | "offerDays" | "reviewDays" | "passwordMin" | "passwordMax" | "clientWithdrawalMin" | "payoutApproval" | "payoutSecondAbove" | "personReview"; value: string; standard: string })[] };
  };
  task_drop: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number; reason: string };
    answer: Record<string, never>;
  };
  task_list: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; page?: number | undefined; size?: number | undefined };
    answer: { items: readonly ({ id: string; name: string; payload: readonly ({ name: string; value: string })[]; attempts: number; error: string; created_at: string; failed_at: string })[]; total: number };
  };
  task_retry: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number; reason: string };
    answer: Record<string, never>;
  };
  totp_confirm: {
    fields: { secret: string; code: string };
    answer: Record<string, never>;
  };
  totp_offer: {
    fields: Record<string, never>;
    answer: { secret: string; uri: string };
  };
  transfer_read: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; id: number };
    answer: { transfer: { id: string; key: string; kind: string; made_at: string }; entries: readonly ({ transfer_id: string; account: string; account_kind: string; party: string | null; amount: string; balance_after: string | null; kind: string; key: string; made_at: string })[]; lines: readonly ({ party_uid: string; party_name: string; kind: string; direction: string; amount: string; fee: string; balance_after: string; trade_no: string; note: string })[] };
  };
  user_list: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; q?: string | undefined; state?: "active" | "restricted" | undefined; page?: number | undefined; size?: number | undefined };
    answer: { items: readonly ({ uid: string; name: string; username: string; phone: string | null; email: string | null; state: "active" | "restricted"; joined_at: string })[]; total: number };
  };
  user_read: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; uid: string };
    answer: { uid: string; name: string; username: string; phone: string | null; email: string | null; state: "active" | "restricted"; joined_at: string; sides: readonly ({ uid: string; kind: string; name: string; is_company: boolean; available: string; withdrawing: string; contracts: number; earned: string; spent: string })[]; appeals: readonly ({ id: string; state: "waiting" | "granted" | "refused" | "lapsed"; content: string; answer: string; made_at: string })[] };
  };
  user_restore: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; uid: string; reason: string };
    answer: Record<string, never>;
  };
  user_restrict: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; uid: string; reason: string };
    answer: Record<string, never>;
  };
  version_publish: {
    fields: { market: "cloudwork" | "iblock" | "gig" | "consulting" | "channel"; platform: "ios" | "android" | "windows_phone" | "desktop"; version: string; download_url: string; note?: string | undefined; reason: string };
    answer: Record<string, never>;
  };
}

/** Method and path of each operation. */
export const addresses = {
  account_list: 'GET /ledger/accounts',
  account_read: 'GET /ledger/accounts/:code',
  audit_list: 'GET /audit',
  banner_add: 'POST /banners',
  banner_remove: 'POST /banners/:id/remove',
  books_prove: 'POST /ledger/proof',
  catalogue: 'GET /catalogue',
  catalogue_add: 'POST /catalogue/:part',
  catalogue_hide: 'PUT /catalogue/:part/:id/hidden',
  catalogue_rename: 'PUT /catalogue/:part/:id/name',
  channel_add: 'POST /channels',
  channel_list: 'GET /channels',
  channel_secret: 'POST /channels/:client_id/secret',
  channel_suspend: 'PUT /channels/:client_id',
  channel_webhooks: 'GET /channels/:client_id/webhooks',
  colleagues: 'GET /colleagues',
  dashboard: 'GET /dashboard',
  decide_appeal: 'POST /decisions/appeal/:id',
  decide_company: 'POST /decisions/company/:id',
  decide_consultation: 'POST /decisions/consultation/:id',
  decide_dispute: 'POST /decisions/dispute/:id',
  decide_gig: 'POST /decisions/gig/:id',
  decide_payout: 'POST /decisions/payout/:id',
  decide_person: 'POST /decisions/person/:id',
  decide_project: 'POST /decisions/project/:id',
  decision_appeal: 'GET /decisions/appeal/:id',
  decision_company: 'GET /decisions/company/:id',
  decision_consultation: 'GET /decisions/consultation/:id',
  decision_dispute: 'GET /decisions/dispute/:id',
  decision_gig: 'GET /decisions/gig/:id',
  decision_list: 'GET /decisions',
  decision_payout: 'GET /decisions/payout/:id',
  decision_person: 'GET /decisions/person/:id',
  decision_project: 'GET /decisions/project/:id',
  delivery_list: 'GET /channels/:client_id/deliveries',
  delivery_replay: 'POST /channels/:client_id/deliveries/:uid/replay',
  feedback_list: 'GET /feedback',
  file_read: 'GET /files/:uid',
  hold_appeal: 'PUT /decisions/appeal/:id/holder',
  hold_company: 'PUT /decisions/company/:id/holder',
  hold_consultation: 'PUT /decisions/consultation/:id/holder',
  hold_dispute: 'PUT /decisions/dispute/:id/holder',
  hold_gig: 'PUT /decisions/gig/:id/holder',
  hold_payout: 'PUT /decisions/payout/:id/holder',
  hold_person: 'PUT /decisions/person/:id/holder',
  hold_project: 'PUT /decisions/project/:id/holder',
  market_matter: 'GET /apps',
  operator_add: 'POST /operators',
  operator_change: 'PUT /operators/:uid',
  operator_list: 'GET /operators',
  operator_password: 'POST /operators/:uid/password',
  order_read: 'GET /orders/:trade_no',
  outbox: 'GET /outbox',
  own_password: 'PUT /session/password',
  payout_list: 'GET /payouts',
  reconciliation: 'GET /reconciliation',
  session_close: 'DELETE /session',
  session_open: 'POST /session',
  session_read: 'GET /session',
  setting_change: 'PUT /settings/:name',
  setting_list: 'GET /settings',
  task_drop: 'POST /tasks/:id/drop',
  task_list: 'GET /tasks',
  task_retry: 'POST /tasks/:id/retry',
  totp_confirm: 'PUT /session/totp',
  totp_offer: 'POST /session/totp',
  transfer_read: 'GET /ledger/transfers/:id',
  user_list: 'GET /users',
  user_read: 'GET /users/:uid',
  user_restore: 'POST /users/:uid/restore',
  user_restrict: 'POST /users/:uid/restrict',
  version_publish: 'PUT /versions/:platform',
} as const satisfies Record<keyof Operations, string>;
