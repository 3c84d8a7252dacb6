set local lock_timeout = '2s';

create table contract (
  id bigint generated always as identity primary key,
  market text not null,
  uid text not null unique,
  invoice_no text not null,
  listing_id bigint not null references listing,
  proposal_id bigint references proposal,
  client_party_id bigint not null references party,
  freelancer_party_id bigint not null references party,
  name text not null,
  message text not null,
  pay_kind text not null check (pay_kind in ('hourly', 'fixed')),
  amount bigint not null check (amount > 0),
  hourly bigint check (hourly > 0),
  weekly_hours smallint check (weekly_hours between 1 and 168),
  manual_allowed boolean not null default false,
  start_day date,
  end_day date,
  state text not null,
  first_trade_no text not null,
  file_id bigint references file,
  question_id integer,
  reason text not null default '',
  finished_by text,
  paid_total bigint not null default 0,
  created_at timestamptz not null,
  offered_at timestamptz,
  expires_at timestamptz,
  accepted_at timestamptz,
  ended_at timestamptz,
  check ((pay_kind = 'hourly') = (hourly is not null and weekly_hours is not null))
);
create index contract_listing on contract (listing_id);
create index contract_proposal on contract (proposal_id);
create index contract_client on contract (client_party_id, state, id desc);
create index contract_freelancer on contract (freelancer_party_id, state, id desc);
create index contract_file on contract (file_id);
create unique index contract_open_pair on contract (listing_id, freelancer_party_id)
  where state in ('drafted', 'offered', 'active', 'paused', 'disputed');
comment on table contract is 'An agreement. Amounts are fen; for hourly work amount is one full week.';

create table contract_move (
  id bigint generated always as identity primary key,
  contract_id bigint not null references contract,
  subject text not null default 'contract',
  move text not null,
  from_state text not null,
  to_state text not null,
  by_role text not null,
  party_id bigint references party,
  note text not null default '',
  at timestamptz not null
);
comment on column contract_move.subject is 'What moved: "contract", "milestone:12" or "week:3".';
create index contract_move_contract on contract_move (contract_id, id);
create index contract_move_party on contract_move (party_id);

create table milestone (
  id bigint generated always as identity primary key,
  contract_id bigint not null references contract,
  order_id bigint not null references pay_order,
  term integer not null,
  name text not null,
  amount bigint not null check (amount > 0),
  end_day date,
  state text not null,
  paid_amount bigint not null default 0,
  requested_at timestamptz,
  request_message text not null default '',
  audited_at timestamptz,
  audit_reason text not null default '',
  created_at timestamptz not null,
  unique (contract_id, term)
);
create index milestone_order on milestone (order_id);

create table milestone_submission (
  id bigint generated always as identity primary key,
  milestone_id bigint not null references milestone,
  message text not null,
  file_id bigint references file,
  created_at timestamptz not null,
  audited_at timestamptz,
  reason text not null default '',
  audit_file_id bigint references file
);
create index milestone_submission_milestone on milestone_submission (milestone_id, id desc);
create index milestone_submission_file on milestone_submission (file_id);
create index milestone_submission_audit_file on milestone_submission (audit_file_id);

create table week (
  id bigint generated always as identity primary key,
  contract_id bigint not null references contract,
  order_id bigint not null references pay_order,
  term integer not null,
  hourly bigint not null check (hourly > 0),
  limit_slots integer not null check (limit_slots > 0),
  amount bigint not null check (amount > 0),
  state text not null,
  start_at timestamptz,
  end_at timestamptz,
  shot_slots integer not null default 0 check (shot_slots >= 0),
  manual_slots integer not null default 0 check (manual_slots >= 0),
  paid_amount bigint not null default 0,
  review_asked_at timestamptz,
  audited_at timestamptz,
  created_at timestamptz not null,
  unique (contract_id, term),
  check (shot_slots + manual_slots <= limit_slots)
);
create index week_order on week (order_id);
comment on table week is 'Seven days of hourly work. A slot is ten minutes.';
