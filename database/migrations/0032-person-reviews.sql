set local lock_timeout = '2s';

create table identity_review (
  id bigint generated always as identity primary key,
  market text not null,
  user_id bigint not null references user_account,
  name text not null,
  number_cipher text,
  number_hash text,
  shown text not null,
  front_file_id bigint not null references file,
  back_file_id bigint not null references file,
  submitted_at timestamptz not null,
  decided_at timestamptz,
  is_accepted boolean,
  reason text not null default '',
  check ((decided_at is null) = (is_accepted is null)),
  check ((decided_at is null) = (number_cipher is not null and number_hash is not null))
);
create unique index identity_review_waiting on identity_review (user_id) where decided_at is null;
create index identity_review_user on identity_review (user_id, id desc);
create index identity_review_market on identity_review (market, id) where decided_at is null;
create index identity_review_front on identity_review (front_file_id);
create index identity_review_back on identity_review (back_file_id);
comment on table identity_review is 'A person whose number the provider has confirmed, and whose pictures an operator looks at. The number is forgotten here once it is decided.';
comment on column identity_review.reason is 'Why it was sent back, for the person to read.';

alter table identity_check_move add column note text not null default '';
