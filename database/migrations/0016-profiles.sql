set local lock_timeout = '2s';

alter table user_account add column name_locked_at timestamptz;
comment on column user_account.name_locked_at is 'Since when the name is proven by an identity card and can no longer be changed.';

alter table party add column name_locked_at timestamptz;
comment on column party.name_locked_at is 'Since when a team''s name is that of its certified company and can no longer be changed.';

alter table freelancer_profile
  add column state text not null default 'joining' check (state in ('joining', 'active')),
  add column joined_at timestamptz,
  add column english smallint check (english between 1 and 4),
  add column available boolean not null default true,
  add column address text not null default '',
  add column postcode text not null default '';
comment on column freelancer_profile.state is 'A freelancer who is joining is not found by others until the last step of registration.';
comment on column freelancer_profile.english is '1 basic, 2 can converse, 3 fluent, 4 native.';

alter table client_profile
  add column address text not null default '',
  add column phone text not null default '',
  add column email text not null default '';
comment on column client_profile.email is 'Of the contact; not the account''s, which signs in.';

create table freelancer_category (
  party_id bigint not null references party,
  category_id integer not null,
  primary key (party_id, category_id)
);
create index freelancer_category_category on freelancer_category (category_id, party_id);
comment on table freelancer_category is 'What a freelancer offers: leaves of the categories, at most ten.';

create table freelancer_language (
  party_id bigint not null references party,
  language_id integer not null,
  level smallint not null check (level between 1 and 4),
  primary key (party_id, language_id)
);
comment on table freelancer_language is 'Languages beside English, with the levels of freelancer_profile.english.';

create table employment (
  id bigint generated always as identity primary key,
  party_id bigint not null references party,
  company text not null,
  region_id integer not null,
  title text not null,
  role smallint not null check (role between 1 and 6),
  start_month text not null check (start_month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  end_month text check (end_month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  detail text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (end_month >= start_month)
);
create index employment_party on employment (party_id, start_month desc);
comment on column employment.end_month is 'Null while the person still works there.';

create table education (
  id bigint generated always as identity primary key,
  party_id bigint not null references party,
  school text not null,
  degree text not null,
  area text not null default '',
  start_year smallint not null,
  end_year smallint not null,
  detail text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (end_year >= start_year)
);
create index education_party on education (party_id, start_year desc);

create table portfolio (
  id bigint generated always as identity primary key,
  party_id bigint not null references party,
  name text not null,
  category_id integer not null,
  detail text not null,
  end_month text check (end_month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  link text not null default '',
  skills text[] not null default '{}',
  picture_id bigint references file,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index portfolio_party on portfolio (party_id, id desc);
create index portfolio_picture on portfolio (picture_id);

create table security_question (
  user_id bigint primary key references user_account,
  question_id integer not null,
  answer_hash text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
comment on table security_question is 'Kept as the document asks; an answer opens nothing.';

create table identity_check (
  user_id bigint primary key references user_account,
  market text not null,
  state text not null check (state in ('unchecked', 'passed')),
  tries smallint not null default 0 check (tries between 0 and 3),
  name text not null default '',
  number_cipher text,
  number_hash text,
  shown text not null default '',
  passed_at timestamptz,
  check ((state = 'passed') = (number_cipher is not null and number_hash is not null and passed_at is not null))
);
create unique index identity_check_number on identity_check (market, number_hash);
comment on table identity_check is 'Whether a person has proven their name. The number is encrypted, found by a keyed hash, and serves one account of a market.';
comment on column identity_check.tries is 'How often the provider was asked since the last success; at most three.';

create table identity_check_move (
  id bigint generated always as identity primary key,
  user_id bigint not null references user_account,
  move text not null,
  from_state text not null,
  to_state text not null,
  by_role text not null,
  at timestamptz not null
);
create index identity_check_move_user on identity_check_move (user_id, id);

create table company_check (
  id bigint generated always as identity primary key,
  market text not null,
  party_id bigint not null unique references party,
  state text not null check (state in ('unchecked', 'checking', 'passed', 'failed')),
  submissions smallint not null default 0,
  company_name text not null default '',
  contact text not null default '',
  phone text not null default '',
  permit_cipher text,
  permit_shown text not null default '',
  org_cipher text,
  org_shown text not null default '',
  permit_file_id bigint references file,
  org_file_id bigint references file,
  reason text not null default '',
  submitted_at timestamptz,
  decided_at timestamptz,
  check (state = 'unchecked' or (permit_cipher is not null and org_cipher is not null
    and permit_file_id is not null and org_file_id is not null))
);
create index company_check_waiting on company_check (market, id) where state = 'checking';
create index company_check_permit_file on company_check (permit_file_id);
create index company_check_org_file on company_check (org_file_id);
comment on table company_check is 'The certification of a team as a company, decided by an operator. Numbers are encrypted and shown masked.';

create table company_check_move (
  id bigint generated always as identity primary key,
  company_check_id bigint not null references company_check,
  move text not null,
  from_state text not null,
  to_state text not null,
  by_role text not null,
  note text not null default '',
  at timestamptz not null
);
create index company_check_move_check on company_check_move (company_check_id, id);
