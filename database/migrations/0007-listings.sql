set local lock_timeout = '2s';

create table listing (
  id bigint generated always as identity primary key,
  market text not null,
  uid text not null unique,
  party_id bigint not null references party,
  state text not null check (state in ('draft', 'open', 'private', 'closed', 'removed')),
  title text not null,
  description text not null,
  summary text not null,
  category_id integer not null,
  hires integer not null check (hires >= 1),
  pay_kind text not null check (pay_kind in ('hourly', 'fixed')),
  level text not null check (level in ('entry', 'middle', 'expert')),
  duration smallint,
  workload smallint,
  budget bigint check (budget > 0),
  stage text,
  apis text[] not null default '{}',
  platforms text[] not null default '{}',
  frameworks text[] not null default '{}',
  languages text[] not null default '{}',
  skills text[] not null default '{}',
  file_id bigint references file,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  published_at timestamptz,
  viewed_by_client_at timestamptz
);
create index listing_party on listing (party_id, id desc);
create unique index listing_title on listing (party_id, title) where state <> 'removed';
create index listing_open_of_party on listing (party_id, id desc) include (uid, title, pay_kind) where state = 'open';
create index listing_file on listing (file_id);
comment on table listing is 'Work that is sought. Budget is fen.';

create table listing_move (
  id bigint generated always as identity primary key,
  listing_id bigint not null references listing,
  move text not null,
  from_state text not null,
  to_state text not null,
  by_role text not null,
  at timestamptz not null
);
create index listing_move_listing on listing_move (listing_id);

create table favorite (
  id bigint generated always as identity primary key,
  party_id bigint not null references party,
  listing_id bigint references listing,
  freelancer_party_id bigint references party,
  memo text not null default '',
  created_at timestamptz not null,
  check (num_nonnulls(listing_id, freelancer_party_id) = 1)
);
create index favorite_party on favorite (party_id, id desc);
create unique index favorite_listing on favorite (party_id, listing_id) where listing_id is not null;
create unique index favorite_freelancer on favorite (party_id, freelancer_party_id) where freelancer_party_id is not null;
create index favorite_of_listing on favorite (listing_id);
create index favorite_of_freelancer on favorite (freelancer_party_id);
