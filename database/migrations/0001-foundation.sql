set local lock_timeout = '2s';

create table clock (
  one boolean primary key default true check (one),
  offset_ms bigint not null default 0
);
comment on table clock is 'Development only: how far the movable clock is ahead of the real one.';
insert into clock default values;

create table task (
  id bigint generated always as identity primary key,
  name text not null,
  key text unique,
  payload jsonb not null default '{}',
  market text not null,
  run_at timestamptz not null,
  attempts integer not null default 0,
  leased_until timestamptz,
  last_error text,
  failed_at timestamptz,
  created_at timestamptz not null
);
comment on table task is 'Work that is still to be done; a row disappears with the unit of work that did it.';
comment on column task.run_at is 'By the business clock.';
comment on column task.leased_until is 'By the real clock: a process that dies loses its lease then.';
create index task_due on task (run_at) where failed_at is null;
