set local lock_timeout = '2s';

create table freelancer_profile (
  party_id bigint primary key references party,
  title text not null default '',
  overview text not null default '',
  level text check (level in ('entry', 'middle', 'expert')),
  hourly bigint check (hourly >= 0),
  workload smallint,
  skills text[] not null default '{}',
  region_id integer,
  avatar_uid text,
  updated_at timestamptz not null
);
comment on column freelancer_profile.hourly is 'Fen an hour.';

create table client_profile (
  party_id bigint primary key references party,
  overview text not null default '',
  link text not null default '',
  region_id integer,
  logo_uid text,
  avatar_uid text,
  updated_at timestamptz not null
);
