set local lock_timeout = '2s';

create table notice (
  id bigint generated always as identity primary key,
  market text not null,
  user_id bigint not null references user_account,
  party_id bigint references party,
  kind text not null,
  title text not null,
  content text not null,
  target text,
  target_ref text not null default '',
  once_key text,
  created_at timestamptz not null,
  read_at timestamptz
);
create index notice_user on notice (user_id, id desc);
create index notice_unread on notice (user_id, id desc) where read_at is null;
create index notice_party on notice (party_id);
create unique index notice_once on notice (once_key);
comment on table notice is 'What the house tells one person; the row is deleted when they delete it.';
comment on column notice.party_id is 'The side it is meant for; null when it concerns the person whichever side they act for.';
comment on column notice.target is 'What it leads to; each API makes an address of it with target_ref.';
comment on column notice.once_key is 'Names what is told only once, for events that can come again.';

create table notice_setting (
  party_id bigint not null references party,
  switch text not null,
  is_on boolean not null,
  rate text check (rate in ('day', 'week')),
  updated_at timestamptz not null,
  primary key (party_id, switch)
);
comment on table notice_setting is 'Switches a party has set; without a row a switch is on.';

create table banner (
  id bigint generated always as identity primary key,
  market text not null,
  platform text not null check (platform in ('all', 'ios', 'android')),
  title text not null,
  image text not null,
  link text not null default '',
  sort integer not null default 0,
  shown_from timestamptz not null,
  shown_until timestamptz,
  created_at timestamptz not null,
  check (shown_until > shown_from)
);
create index banner_market on banner (market, sort, id);
comment on column banner.sort is 'Lower ones come first.';

create table app_version (
  market text not null,
  platform text not null check (platform in ('ios', 'android', 'windows_phone', 'desktop')),
  version text not null,
  download_url text not null,
  note text not null default '',
  updated_at timestamptz not null,
  primary key (market, platform)
);
comment on table app_version is 'The newest version of each app.';

create table feedback (
  id bigint generated always as identity primary key,
  market text not null,
  user_id bigint not null references user_account,
  party_id bigint not null references party,
  kind text not null,
  score smallint not null default 0 check (score between 0 and 10),
  content text not null,
  contact text not null default '',
  created_at timestamptz not null
);
create index feedback_user on feedback (user_id, id desc);
create index feedback_party on feedback (party_id);
create index feedback_market on feedback (market, id desc);
