set local lock_timeout = '2s';

alter table channel_client add column suspended_at timestamptz;
alter table channel_client add column is_sandbox boolean not null default false;
comment on column channel_client.is_sandbox is 'Whether all of it is for trying out: it may be emptied, and no report counts it.';

create table channel_webhook (
  id bigint generated always as identity primary key,
  uid text not null unique,
  channel_id bigint not null references channel_client,
  url text not null,
  events text[] not null,
  secret_cipher text not null,
  former_secret_cipher text,
  former_until timestamptz,
  is_active boolean not null,
  created_at timestamptz not null,
  removed_at timestamptz
);
create index channel_webhook_channel on channel_webhook (channel_id, id);
comment on table channel_webhook is 'Where a partner wants to hear of changes; every request is signed with its secret.';
comment on column channel_webhook.events is 'The events it wants, as "application.updated"; all of them when empty.';

create table channel_event (
  id bigint generated always as identity primary key,
  uid text not null unique,
  channel_id bigint not null references channel_client,
  noun text not null check (noun in ('person', 'company', 'posting', 'application', 'payment', 'webhook')),
  own_id text not null,
  change text not null check (change in ('created', 'updated', 'test')),
  state text,
  at timestamptz not null
);
create index channel_event_at on channel_event (at);
create index channel_event_channel on channel_event (channel_id);
comment on table channel_event is 'What has changed, in the order in which it did; kept for 30 days.';

create table channel_delivery (
  id bigint generated always as identity primary key,
  uid text not null unique,
  webhook_id bigint not null references channel_webhook,
  event_id bigint not null references channel_event on delete cascade,
  noun text not null,
  own_id text not null,
  state text not null check (state in ('pending', 'delivered', 'failed')),
  attempts integer not null default 0,
  next_at timestamptz,
  last_status integer,
  last_error text,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index channel_delivery_list on channel_delivery (webhook_id, id desc);
create index channel_delivery_pending on channel_delivery (webhook_id, noun, own_id, id) where state = 'pending';
create index channel_delivery_event on channel_delivery (event_id);
comment on table channel_delivery is 'An event on its way to a webhook; those of one object go one after the other.';

create table channel_call (
  id bigint generated always as identity primary key,
  channel_id bigint not null references channel_client,
  at timestamptz not null,
  method text not null,
  path text not null,
  operation text not null,
  status integer not null,
  outcome text not null,
  ms integer not null,
  address text not null,
  request_id text not null
);
create index channel_call_list on channel_call (channel_id, id desc);
create index channel_call_at on channel_call (at);
comment on table channel_call is 'What a partner has asked and how it was answered, without contents; kept for 7 days.';
