set local lock_timeout = '2s';

create table file (
  id bigint generated always as identity primary key,
  market text not null,
  uid text not null unique,
  owner_user_id bigint not null references user_account,
  kind text not null,
  name text not null,
  mime text not null,
  size integer not null,
  md5 text not null,
  blob_key text not null,
  is_public boolean not null default false,
  bound_to text,
  created_at timestamptz not null
);
create index file_owner on file (owner_user_id);
comment on column file.bound_to is 'What the file belongs to, once: "contract:12". A bound file cannot be used again elsewhere.';

create table file_grant (
  file_id bigint not null references file,
  party_id bigint not null references party,
  primary key (file_id, party_id)
);
create index file_grant_party on file_grant (party_id);
comment on table file_grant is 'Who beside its owner may read a private file: the counterparty of what it is bound to.';
