set local lock_timeout = '2s';

create table user_account (
  id bigint generated always as identity primary key,
  market text not null,
  uid text not null,
  username text not null,
  phone text,
  email text,
  name text not null,
  password_hash text not null,
  state text not null default 'active' check (state in ('active', 'restricted')),
  wants_recommendations boolean not null default false,
  last_party_id bigint,
  last_mobile_party_id bigint,
  created_at timestamptz not null,
  unique (market, uid),
  unique (market, username),
  unique (market, phone),
  unique (market, email)
);
create index user_account_name on user_account (market, name text_pattern_ops);
create index user_account_newest on user_account (market, id desc);
comment on table user_account is 'A person in one market. Phone, e-mail and user name are stored in lower case.';

create table party (
  id bigint generated always as identity primary key,
  market text not null,
  uid text not null,
  user_id bigint not null references user_account,
  kind text not null check (kind in ('freelancer', 'client')),
  name text not null,
  is_company boolean not null default false,
  created_at timestamptz not null,
  unique (user_id, kind),
  unique (market, uid)
);
comment on table party is 'A side a person can act as: the freelancer they are, or the team they hire with. Wallets belong to parties.';

create table session (
  id bigint generated always as identity primary key,
  token_hash bytea not null unique,
  user_id bigint not null references user_account,
  party_id bigint not null references party,
  device text not null check (device in ('web', 'mobile', 'desktop')),
  password_verified_until timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_of_user on session (user_id);
create index session_of_party on session (party_id);
create index session_expiry on session (expires_at);
comment on table session is 'A sign-in that has not ended; the row is deleted when it does.';

create table sms_code (
  id bigint generated always as identity primary key,
  market text not null,
  phone text not null,
  purpose text not null check (purpose in ('register', 'forget', 'confirm')),
  digest bytea not null,
  wrong_tries smallint not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index sms_code_phone on sms_code (market, phone, purpose, id desc);

create table attempt (
  bucket text not null,
  at timestamptz not null
);
create index attempt_bucket on attempt (bucket, at);
comment on table attempt is 'Counted attempts of limited actions; swept daily.';

create table jump_code (
  digest bytea primary key,
  user_id bigint not null references user_account,
  party_id bigint not null references party,
  expires_at timestamptz not null
);
create index jump_code_user on jump_code (user_id);
create index jump_code_party on jump_code (party_id);

create table outgoing_message (
  id bigint generated always as identity primary key,
  market text not null,
  channel text not null check (channel in ('sms', 'mail')),
  recipient text not null,
  template text not null,
  params jsonb not null,
  body text not null,
  created_at timestamptz not null,
  sent_at timestamptz
);
create index outgoing_message_recipient on outgoing_message (market, recipient, id desc);

create table channel_client (
  id bigint generated always as identity primary key,
  client_id text not null unique,
  name text not null,
  secret_hash text not null,
  created_at timestamptz not null
);
comment on table channel_client is 'A partner of the channel market; its secret is shown once and stored hashed.';
