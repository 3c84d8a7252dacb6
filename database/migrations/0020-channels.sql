set local lock_timeout = '2s';

create table channel_secret (
  id bigint generated always as identity primary key,
  channel_id bigint not null references channel_client,
  secret_hash text not null,
  created_at timestamptz not null,
  retired_at timestamptz
);
create index channel_secret_channel on channel_secret (channel_id, id desc);
comment on table channel_secret is 'What a partner signs in with, hashed by Argon2id; the newest two count, so that one can replace the other.';

insert into channel_secret (channel_id, secret_hash, created_at) select id, secret_hash, created_at from channel_client;
-- contract step: nothing has been released; secrets live in channel_secret from now on
alter table channel_client drop column secret_hash;

create table channel_grant (
  id bigint generated always as identity primary key,
  uid text not null unique,
  channel_id bigint not null references channel_client,
  secret_id bigint not null references channel_secret,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index channel_grant_channel on channel_grant (channel_id);
create index channel_grant_secret on channel_grant (secret_id);
comment on table channel_grant is 'One sign-in of a partner and all tokens that descend from it; ended when a refresh token comes twice.';

create table channel_refresh_token (
  digest bytea primary key,
  grant_id bigint not null references channel_grant,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index channel_refresh_token_grant on channel_refresh_token (grant_id);

create table channel_person (
  id bigint generated always as identity primary key,
  uid text not null unique,
  channel_id bigint not null references channel_client,
  own_id text not null,
  made_from text not null,
  name text not null,
  number_cipher text not null,
  number_shown text not null,
  phone text not null,
  liveness jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (channel_id, own_id),
  unique (channel_id, id)
);
comment on table channel_person is 'Somebody who works for a partner''s companies. Nobody of the house''s own markets.';
comment on column channel_person.own_id is 'The partner''s own id of it.';
comment on column channel_person.made_from is 'A keyed hash of what it was made from, to know a repeated request again.';

create table channel_company (
  id bigint generated always as identity primary key,
  uid text not null unique,
  channel_id bigint not null references channel_client,
  own_id text not null,
  made_from text not null,
  name text not null,
  credit_code text not null,
  legal_person text,
  contact_person text,
  contact_phone text,
  licence jsonb,
  address text,
  business_scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (channel_id, own_id),
  unique (channel_id, id)
);

create table channel_posting (
  id bigint generated always as identity primary key,
  uid text not null unique,
  channel_id bigint not null references channel_client,
  own_id text not null,
  made_from text not null,
  company_id bigint not null,
  name text not null,
  kind text not null check (kind in ('short_term', 'long_term', 'part_time', 'intern')),
  kind_sent text not null,
  headcount integer not null check (headcount > 0),
  accepted integer not null default 0 check (accepted between 0 and headcount),
  recruits_from timestamptz not null,
  recruits_until timestamptz not null check (recruits_until >= recruits_from),
  works_from timestamptz,
  works_until timestamptz check (works_until >= works_from),
  wage_description text,
  description text,
  place text,
  requirements text,
  salary_kind text check (salary_kind in ('hourly', 'daily', 'monthly', 'piece')),
  salary_kind_sent text,
  salary_amount bigint check (salary_amount > 0),
  salary_currency text,
  settlement text check (settlement in ('daily', 'weekly', 'monthly', 'on_completion')),
  settlement_sent text,
  state text not null check (state in ('open', 'closed', 'suspended')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (channel_id, own_id),
  unique (channel_id, id),
  foreign key (channel_id, company_id) references channel_company (channel_id, id)
);
create index channel_posting_list on channel_posting (channel_id, id desc);
create index channel_posting_company on channel_posting (company_id, id desc);
comment on table channel_posting is 'Work that a partner''s company recruits people for (the document''s task).';
comment on column channel_posting.accepted is 'How many applications are accepted now; never more than the headcount.';
comment on column channel_posting.kind_sent is 'The word the partner used for it, which it is answered with.';

create table channel_application (
  id bigint generated always as identity primary key,
  uid text not null unique,
  channel_id bigint not null references channel_client,
  own_id text not null,
  made_from text not null,
  posting_id bigint not null,
  person_id bigint not null,
  applied_at timestamptz not null,
  resume_url text,
  source text,
  state text not null check (state in ('pending', 'accepted', 'rejected', 'cancelled')),
  remark text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (channel_id, own_id),
  unique (channel_id, id),
  unique (posting_id, person_id),
  foreign key (channel_id, posting_id) references channel_posting (channel_id, id),
  foreign key (channel_id, person_id) references channel_person (channel_id, id)
);
create index channel_application_list on channel_application (channel_id, id desc);
create index channel_application_posting on channel_application (posting_id, id desc);
create index channel_application_person on channel_application (person_id, id desc);

create table channel_payment (
  id bigint generated always as identity primary key,
  uid text not null unique,
  channel_id bigint not null references channel_client,
  own_id text not null,
  made_from text not null,
  kind text not null check (kind in ('user', 'application')),
  person_id bigint not null,
  application_id bigint check (kind <> 'application' or application_id is not null),
  amount bigint not null check (amount > 0),
  currency text not null,
  paid_at timestamptz not null,
  method text,
  payment_channel text,
  bank_name text,
  account_cipher text,
  account_shown text,
  transaction_no text,
  basis jsonb not null,
  state text not null check (state in ('pending', 'completed', 'failed')),
  remark text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (channel_id, own_id),
  unique (channel_id, id),
  foreign key (channel_id, person_id) references channel_person (channel_id, id),
  foreign key (channel_id, application_id) references channel_application (channel_id, id)
);
create index channel_payment_list on channel_payment (channel_id, id desc);
create index channel_payment_person on channel_payment (person_id, id desc);
create index channel_payment_application on channel_payment (application_id, id desc);
comment on table channel_payment is 'What a partner says it has paid: a record of its claim, which moves no money of the house.';

create table channel_move (
  id bigint generated always as identity primary key,
  channel_id bigint not null references channel_client,
  noun text not null check (noun in ('posting', 'application', 'payment')),
  object_id bigint not null,
  from_state text,
  to_state text not null,
  at timestamptz not null
);
create index channel_move_object on channel_move (channel_id, noun, object_id, id);

create table channel_request (
  channel_id bigint not null references channel_client,
  key text not null,
  digest text not null,
  answer jsonb not null,
  created_at timestamptz not null,
  primary key (channel_id, key)
);
create index channel_request_created on channel_request (created_at);
comment on table channel_request is 'Answers by Idempotency-Key, kept for a day: a repeated request gets the same one.';
