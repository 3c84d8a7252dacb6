set local lock_timeout = '2s';

create table thread (
  id bigint generated always as identity primary key,
  market text not null,
  pair_key text unique,
  created_at timestamptz not null
);
comment on column thread.pair_key is 'The two parties of a thread that belongs to nothing else, lower id first: "12:34".';

create table thread_party (
  thread_id bigint not null references thread,
  party_id bigint not null references party,
  primary key (thread_id, party_id)
);
create index thread_party_party on thread_party (party_id);

create table message (
  id bigint generated always as identity primary key,
  thread_id bigint not null references thread,
  party_id bigint not null references party,
  author_name text not null,
  content text not null,
  created_at timestamptz not null
);
create index message_thread on message (thread_id, id desc);
create index message_party on message (party_id);
