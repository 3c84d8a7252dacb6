set local lock_timeout = '2s';

create table screenshot (
  id bigint generated always as identity primary key,
  contract_id bigint not null references contract,
  week_id bigint not null references week,
  slot_at timestamptz not null,
  day date not null,
  shot_at timestamptz not null,
  is_auto boolean not null,
  name text not null default '',
  description text not null default '',
  activity smallint not null default 0 check (activity between 0 and 100),
  keyboard integer not null default 0,
  mouse integer not null default 0,
  file_id bigint references file,
  created_at timestamptz not null,
  unique (contract_id, slot_at)
);
create index screenshot_week on screenshot (week_id);
create index screenshot_day on screenshot (contract_id, day, slot_at);
create index screenshot_file on screenshot (file_id);
comment on table screenshot is 'One ten-minute slot of work, with a picture or entered by hand; day is the Shanghai day of the slot.';
