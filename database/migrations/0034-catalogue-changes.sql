set local lock_timeout = '2s';

create sequence catalogue_added_id minvalue 1000001 maxvalue 2000000000;
create sequence catalogue_version;

create table catalogue_change (
  catalogue text not null check (catalogue in ('categories', 'skills', 'questions')),
  item_id integer not null,
  is_added boolean not null,
  name text,
  ename text,
  parent_id integer,
  qtype text,
  is_hidden boolean not null default false,
  former text[] not null default '{}',
  version bigint not null,
  changed_at timestamptz not null,
  primary key (catalogue, item_id),
  check (not is_added or name is not null)
);
comment on table catalogue_change is 'What operators have changed of the reference, put on top of it whenever it is read: names, what is not offered any more, what is added.';
comment on column catalogue_change.name is 'Null: as the reference has it.';
comment on column catalogue_change.former is 'Names it had before: who still uses one means this item.';
comment on column catalogue_change.version is 'Grows with every change, so that processes notice.';
