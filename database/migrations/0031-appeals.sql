set local lock_timeout = '2s';

create table restriction (
  id bigint generated always as identity primary key,
  market text not null,
  user_id bigint not null references user_account,
  reason text not null,
  operator_id bigint,
  made_at timestamptz not null,
  ended_at timestamptz
);
create index restriction_user on restriction (user_id, id desc);
create unique index restriction_in_force on restriction (user_id) where ended_at is null;
comment on table restriction is 'Why somebody is kept out of their market, and since when.';
comment on column restriction.operator_id is 'Who has restricted them; null for the command line.';

-- Those who are restricted already, with what the audit log says of it.
insert into restriction (market, user_id, reason, operator_id, made_at)
select u.market, u.id, coalesce(a.reason, ''), a.operator_id, coalesce(a.at, now())
from user_account u left join lateral (
  select reason, operator_id, at from audit_entry
  where market = u.market and subject = 'user:' || u.uid and action = 'user.restrict' order by id desc limit 1) a on true
where u.state = 'restricted';

create table appeal (
  id bigint generated always as identity primary key,
  market text not null,
  restriction_id bigint not null unique references restriction,
  state text not null check (state in ('waiting', 'granted', 'refused', 'lapsed')),
  content text not null,
  made_at timestamptz not null,
  answer text not null default '',
  decided_at timestamptz
);
create index appeal_waiting on appeal (market, id) where state = 'waiting';
comment on table appeal is 'What a restricted person says against it: once for each restriction.';
comment on column appeal.answer is 'Why it was not granted, for the person to read.';

create table appeal_move (
  id bigint generated always as identity primary key,
  appeal_id bigint not null references appeal,
  move text not null,
  from_state text not null,
  to_state text not null,
  by_role text not null,
  note text not null default '',
  at timestamptz not null
);
create index appeal_move_appeal on appeal_move (appeal_id, id);
