set local lock_timeout = '2s';

create table profile_view (
  party_id bigint not null references party,
  day date not null,
  count integer not null check (count > 0),
  primary key (party_id, day)
);
comment on table profile_view is 'How often others read a freelancer''s profile on a Shanghai day; who they were is not kept.';
