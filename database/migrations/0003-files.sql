set local lock_timeout = '2s';

create table file (
  id bigint generated always as identity primary key,
  market text not null,
  uid text not null unique,
  owner_user_id bigint not null references user_account,
  kind text not null check (kind in (
    'job', 'contract', 'milestone', 'proposal', 'portfolio', 'shot', 'company', 'article', 'avatar', 'logo'
  )),
  name text not null check (length(name) between 1 and 200),
  mime text not null,
  size integer not null check (size > 0),
  md5 text not null,
  blob_key text not null unique,
  is_public boolean not null default false,
  bound_to text,
  created_at timestamptz not null
);
create index file_owner on file (owner_user_id);
create index file_bound on file (bound_to) where bound_to is not null;
create index file_unbound on file (created_at) where bound_to is null;
comment on column file.name is 'As the uploader called it, without folders and without characters that deceive.';
comment on column file.mime is 'What it is served as, decided by its content; application/octet-stream for all a browser could run.';
comment on column file.size is 'Bytes of what is stored, as md5 is of it: images are stored newly encoded.';
comment on column file.bound_to is 'What the file belongs to, once: "contract:12". A bound file cannot be used again elsewhere.';

create table file_grant (
  file_id bigint not null references file on delete cascade,
  party_id bigint not null references party,
  primary key (file_id, party_id)
);
create index file_grant_party on file_grant (party_id);
comment on table file_grant is 'Who beside its owner may read a private file: the counterparty of what it is bound to.';
