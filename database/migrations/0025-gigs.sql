set local lock_timeout = '2s';

alter table file drop constraint file_kind_check;
alter table file add constraint file_kind_check check (kind in (
  'job', 'contract', 'milestone', 'proposal', 'portfolio', 'shot', 'company', 'article', 'general', 'avatar', 'logo'
));

alter table pay_order drop constraint pay_order_purpose_check;
alter table pay_order add constraint pay_order_purpose_check
  check (purpose in ('topup', 'milestones', 'week', 'bonus', 'gig', 'consultation'));
create index pay_order_pays on pay_order (pays_trade_no) where pays_trade_no is not null; -- small table: nothing has been released

alter table company_check
  drop constraint company_check_check,
  add column trade text not null default '',
  add column province text not null default '',
  add column city text not null default '',
  add column address text not null default '',
  add column years smallint check (years between 0 and 200),
  add column card_front_id bigint references file,
  add column card_back_id bigint references file;
alter table company_check add constraint company_check_proofs check (state = 'unchecked' or (permit_file_id is not null and (
  (permit_cipher is not null and org_cipher is not null and org_file_id is not null)
  or (card_front_id is not null and card_back_id is not null))));
create index company_check_card_front on company_check (card_front_id); -- small table: nothing has been released
create index company_check_card_back on company_check (card_back_id); -- small table: nothing has been released
comment on column company_check.card_front_id is 'Where a market asks for no numbers: both sides of the representative''s identity card beside the licence.';

create table sole_trader (
  party_id bigint primary key references party,
  name text not null,
  residence text not null default '',
  place text not null default '',
  postcode text not null default '',
  phone text not null default '',
  capital bigint not null default 0 check (capital >= 0),
  kind text not null default '',
  is_independent boolean not null default true,
  employees integer not null default 0 check (employees >= 0),
  trade text not null default '',
  scope text not null default '',
  updated_at timestamptz not null
);
comment on table sole_trader is 'What a person or a company says of the business it is registered as. The capital is fen.';

create table sole_trader_partner (
  party_id bigint not null references sole_trader on delete cascade,
  place integer not null,
  name text not null,
  number_cipher text not null,
  shown text not null,
  primary key (party_id, place)
);

create table background_entry (
  id bigint generated always as identity primary key,
  party_id bigint not null references party,
  kind text not null check (kind in ('work', 'skill', 'job', 'school')),
  facts jsonb not null check (jsonb_typeof(facts) = 'object'),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index background_entry_party on background_entry (party_id, kind, id);
comment on table background_entry is 'What a person has done and can do, in the words they give: works, skills, jobs, schools.';

create table work_card (
  party_id bigint primary key references party,
  face_file_id bigint references file,
  address text not null default '',
  card_front_id bigint references file,
  card_back_id bigint references file,
  occupation text not null default '',
  title text not null default '',
  time_kinds text not null default '',
  hours text not null default '',
  weekly_hours text not null default '',
  area text not null default '',
  place text not null default '',
  daily_rate bigint check (daily_rate >= 0),
  introduction text not null default '',
  updated_at timestamptz not null
);
create index work_card_face on work_card (face_file_id);
create index work_card_front on work_card (card_front_id);
create index work_card_back on work_card (card_back_id);
comment on table work_card is 'How a person offers their time, with the pictures of their identity card; of a company its face and address only. The rate is fen a day.';

create table gig_request (
  id bigint generated always as identity primary key,
  market text not null,
  number text not null unique,
  client_party_id bigint not null references party,
  order_id bigint references pay_order,
  state text not null check (state in ('unreviewed', 'refused', 'reviewed', 'funded', 'active', 'settled', 'withdrawn', 'refunded')),
  title text not null,
  kind text not null check (kind in ('part_time', 'full_time', 'other')),
  price bigint not null check (price > 0),
  promised bigint not null default 0 check (promised between 0 and price),
  settlement text not null check (settlement in ('monthly', 'daily', 'other')),
  place text not null default '',
  works_from timestamptz,
  works_until timestamptz check (works_until >= works_from),
  category text not null default '',
  wants_invoice boolean not null default false,
  detail text not null default '',
  applications integer not null default 0 check (applications >= 0),
  reason text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (state not in ('funded', 'active', 'settled', 'refunded') or order_id is not null)
);
create index gig_request_public on gig_request (market, id desc) where state in ('reviewed', 'funded', 'active', 'settled');
create index gig_request_waiting on gig_request (market, id) where state = 'unreviewed';
create index gig_request_client on gig_request (client_party_id, id desc);
create index gig_request_order on gig_request (order_id);
comment on table gig_request is 'Work a company asks several people for. The price is for all of it; promised is what accepted results have taken of it, paid or about to be.';

create table gig_request_move (
  id bigint generated always as identity primary key,
  request_id bigint not null references gig_request,
  move text not null,
  from_state text not null,
  to_state text not null,
  by_role text not null,
  note text not null default '',
  at timestamptz not null
);
create index gig_request_move_request on gig_request_move (request_id, id);

create table gig_application (
  id bigint generated always as identity primary key,
  market text not null,
  request_id bigint not null references gig_request,
  freelancer_party_id bigint not null references party,
  state text not null check (state in ('applied', 'chosen', 'delivered', 'accepted', 'settled', 'lapsed', 'passed', 'withdrawn')),
  message text not null default '',
  amount bigint check (amount >= 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  settles_at timestamptz,
  check ((state in ('accepted', 'settled')) = (amount is not null and settles_at is not null))
);
create unique index gig_application_once on gig_application (request_id, freelancer_party_id) where state <> 'withdrawn';
create index gig_application_request on gig_application (request_id, id);
create index gig_application_freelancer on gig_application (freelancer_party_id, id desc);
comment on column gig_application.amount is 'What the accepted result earns before the fee, in fen.';

create table gig_application_move (
  id bigint generated always as identity primary key,
  application_id bigint not null references gig_application,
  move text not null,
  from_state text not null,
  to_state text not null,
  by_role text not null,
  at timestamptz not null
);
create index gig_application_move_application on gig_application_move (application_id, id);
