-- Generated: the schema after all migrations. Do not edit.

set check_function_bodies = off;

-- sequences

create sequence catalogue_added_id as bigint minvalue 1000001 maxvalue 2000000000 start with 1000001;

create sequence catalogue_version as bigint;

-- functions

create or replace function audit_refuse_change()
 returns trigger
 language plpgsql
as $function$
begin
  raise exception 'the audit log is append-only' using errcode = 'restrict_violation';
end $function$;

create or replace function contract_move_is_live()
 returns trigger
 language plpgsql
as $function$
begin
  perform live_tell(array[c.client_party_id, c.freelancer_party_id], 'contract', c.uid)
  from contract c where c.id in (select contract_id from added);
  return null;
end $function$;

create or replace function freelancer_search_grown()
 returns trigger
 language plpgsql
as $function$
begin
  insert into freelancer_search_size as s (market, freelancers)
  select market, count(*) from added group by 1 order by 1
  on conflict (market) do update set freelancers = s.freelancers + excluded.freelancers;
  return null;
end $function$;

create or replace function freelancer_search_shrunk()
 returns trigger
 language plpgsql
as $function$
begin
  update freelancer_search_size s set freelancers = s.freelancers - g.n
  from (select market, count(*) as n from gone group by 1) g where s.market = g.market;
  return null;
end $function$;

create or replace function job_search_came()
 returns trigger
 language plpgsql
as $function$
begin
  insert into job_search_change (market, ordinal, sign, terms, budget, published_at)
  select a.market, a.ordinal, 1, a.terms, a.budget, a.published_at
  from added a join job_search_counting c using (market) order by a.ordinal;
  if found then
    perform job_search_wake(w.market) from (select distinct a.market from added a where a.ordinal % 256 = 0) w;
  end if;
  return null;
end $function$;

create or replace function job_search_grown()
 returns trigger
 language plpgsql
as $function$
begin
  insert into job_search_size as s (market, shard, listings)
  select market, listing_id % 64, count(*) from added group by 1, 2 order by 1, 2
  on conflict (market, shard) do update set listings = s.listings + excluded.listings;
  return null;
end $function$;

create or replace function job_search_renumber()
 returns trigger
 language plpgsql
as $function$
begin
  new.ordinal := nextval('job_search_ordinal_seq');
  return new;
end $function$;

create or replace function job_search_shrunk()
 returns trigger
 language plpgsql
as $function$
begin
  update job_search_size s set listings = s.listings - g.n
  from (select market, (listing_id % 64)::smallint as shard, count(*) as n from gone group by 1, 2) g
  where s.market = g.market and s.shard = g.shard;
  return null;
end $function$;

create or replace function job_search_turned()
 returns trigger
 language plpgsql
as $function$
begin
  insert into job_search_change (market, ordinal, sign, terms, budget, published_at)
  select x.market, x.ordinal, x.sign, x.terms, x.budget, x.published_at
  from (
    select g.*, -1 as sign from gone g
    where not exists (select from added a where a.market = g.market and a.ordinal = g.ordinal)
    union all
    select a.*, 1 from added a
    where not exists (select from gone g where g.market = a.market and g.ordinal = a.ordinal)
  ) x join job_search_counting c using (market)
  order by x.ordinal;
  if found then
    perform job_search_wake(w.market) from (select distinct a.market from added a where a.ordinal % 256 = 0) w;
  end if;
  return null;
end $function$;

create or replace function job_search_wake(market text)
 returns void
 language sql
as $function$
  insert into task (name, payload, market, run_at, created_at)
  values ('search.fold', '{}', market, timestamptz '2020-01-01', now())
$function$;

create or replace function job_search_went()
 returns trigger
 language plpgsql
as $function$
begin
  insert into job_search_change (market, ordinal, sign, terms, budget, published_at)
  select g.market, g.ordinal, -1, g.terms, g.budget, g.published_at
  from gone g join job_search_counting c using (market) order by g.ordinal;
  if found then
    perform job_search_wake(w.market) from (select distinct g.market from gone g where g.ordinal % 256 = 0) w;
  end if;
  return null;
end $function$;

create or replace function ledger_assert_balanced()
 returns trigger
 language plpgsql
as $function$
begin
  if exists (select from fresh group by transfer_id having sum(amount) <> 0 or count(*) < 2) then
    raise exception 'a transfer''s entries must sum to zero' using errcode = 'check_violation';
  end if;
  return null;
end $function$;

create or replace function ledger_post(p_market text, p_key text, p_kind text, p_digest text, p_at timestamptz, p_accounts text[], p_amounts bigint[], p_lines jsonb)
 returns text
 language plpgsql
as $function$
declare
  v_transfer bigint;
  v_short text;
  v_known bigint;
begin
  insert into ledger_transfer (market, key, kind, digest, made_at)
  values (p_market, p_key, p_kind, p_digest, p_at)
  on conflict (market, key) do nothing returning id into v_transfer;
  if v_transfer is null then
    return case when (select digest from ledger_transfer where market = p_market and key = p_key) = p_digest
      then 'repeated' else 'reused' end;
  end if;

  -- Locked in the order of their codes: two transfers over the same accounts queue instead of deadlocking. Accounts of
  -- the house are not locked, so that no transfer waits for another there.
  with held as materialized (
    select a.code, a.balance + e.amount as after
    from unnest(p_accounts, p_amounts) as e (code, amount) join ledger_account a using (code)
    where not a.is_house order by a.code for no key update of a
  )
  select count(*) + (select count(*) from ledger_account where code = any (p_accounts) and is_house),
    min(code) filter (where after < 0)
  into v_known, v_short from held;
  if v_known <> cardinality(p_accounts) then
    raise exception 'unknown or repeated account in %', p_accounts;
  end if;
  if v_short is not null then
    raise exception 'insufficient funds in %', v_short using errcode = 'LG001', detail = v_short;
  end if;

  with changed as (
    update ledger_account a set balance = a.balance + e.amount, version = a.version + 1
    from unnest(p_accounts, p_amounts) as e (code, amount)
    where a.code = e.code and not a.is_house
    returning a.code, a.balance, a.version
  )
  insert into ledger_entry (transfer_id, account, amount, balance_after, version)
  select v_transfer, e.code, e.amount, changed.balance, changed.version
  from unnest(p_accounts, p_amounts) with ordinality as e (code, amount, place) left join changed using (code)
  order by e.place;

  insert into statement_line
    (transfer_id, party_id, kind, direction, amount, fee, balance_after, trade_no, contract_id, note, made_at)
  select v_transfer, l.party_id, l.kind, l.direction, l.amount, l.fee,
    (select balance from ledger_account where party_id = l.party_id and kind = 'available'),
    l.trade_no, l.contract_id, l.note, p_at
  from jsonb_to_recordset(p_lines) as l
    (party_id bigint, kind text, direction text, amount bigint, fee bigint, trade_no text, contract_id bigint, note text);
  return 'posted';
end $function$;
comment on function ledger_post is 'The only writer of the ledger: claims the key, locks the accounts in order, refuses an overdraft, writes entries and statement lines. Answers posted, repeated, or reused (the key with another body).';

create or replace function ledger_refuse_change()
 returns trigger
 language plpgsql
as $function$
begin
  raise exception 'the ledger is append-only' using errcode = 'restrict_violation';
end $function$;

create or replace function live_tell(parties bigint[], kind text, ref text)
 returns void
 language sql
as $function$
  select pg_notify('linggong_live', json_build_object('parties', parties, 'kind', kind, 'ref', ref)::text);
$function$;

create or replace function message_is_live()
 returns trigger
 language plpgsql
as $function$
begin
  perform live_tell(array(select party_id from thread_party where thread_id = new.thread_id), 'message', '');
  return null;
end $function$;

create or replace function notice_is_live()
 returns trigger
 language plpgsql
as $function$
begin
  perform live_tell(array_agg(distinct p.id), 'notice', '')
  from added n join party p on p.id = n.party_id or (n.party_id is null and p.user_id = n.user_id)
  having count(*) > 0;
  return null;
end $function$;

create or replace function proposal_move_is_live()
 returns trigger
 language plpgsql
as $function$
begin
  perform live_tell(array[p.client_party_id, p.freelancer_party_id], 'proposal', p.id::text)
  from proposal p where p.id = new.proposal_id;
  return null;
end $function$;

-- tables

create table app_version (
  market text not null,
  platform text not null,
  version text not null,
  download_url text not null,
  note text default '' not null,
  updated_at timestamptz not null,
  constraint app_version_pkey primary key (market, platform),
  constraint app_version_platform_check check ((platform = any (array['ios'::text, 'android'::text, 'windows_phone'::text, 'desktop'::text])))
);
comment on table app_version is 'The newest version of each app.';

create table appeal (
  id bigint generated always as identity not null,
  market text not null,
  restriction_id bigint not null,
  state text not null,
  content text not null,
  made_at timestamptz not null,
  answer text default '' not null,
  decided_at timestamptz,
  constraint appeal_pkey primary key (id),
  constraint appeal_restriction_id_key unique (restriction_id),
  constraint appeal_state_check check ((state = any (array['waiting'::text, 'granted'::text, 'refused'::text, 'lapsed'::text])))
);
create index appeal_waiting on appeal (market, id) where (state = 'waiting'::text);
comment on table appeal is 'What a restricted person says against it: once for each restriction.';
comment on column appeal.answer is 'Why it was not granted, for the person to read.';

create table appeal_move (
  id bigint generated always as identity not null,
  appeal_id bigint not null,
  move text not null,
  from_state text not null,
  to_state text not null,
  by_role text not null,
  note text default '' not null,
  at timestamptz not null,
  constraint appeal_move_pkey primary key (id)
);
create index appeal_move_appeal on appeal_move (appeal_id, id);

create table attempt (
  bucket text not null,
  at timestamptz not null
);
create index attempt_bucket on attempt (bucket, at);
comment on table attempt is 'Counted attempts of limited actions; swept daily.';

create table audit_entry (
  id bigint generated always as identity not null,
  operator_id bigint not null,
  market text not null,
  action text not null,
  subject text not null,
  reason text not null,
  facts jsonb not null,
  at timestamptz not null,
  constraint audit_entry_pkey primary key (id)
);
create index audit_entry_operator on audit_entry (operator_id, id desc);
create index audit_entry_subject on audit_entry (market, subject, id desc);
comment on table audit_entry is 'Every change an operator has made, written with the change itself, with its reason.';

create table background_entry (
  id bigint generated always as identity not null,
  party_id bigint not null,
  kind text not null,
  facts jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint background_entry_pkey primary key (id),
  constraint background_entry_facts_check check ((jsonb_typeof(facts) = 'object'::text)),
  constraint background_entry_kind_check check ((kind = any (array['work'::text, 'skill'::text, 'job'::text, 'school'::text])))
);
create index background_entry_party on background_entry (party_id, kind, id);
comment on table background_entry is 'What a person has done and can do, in the words they give: works, skills, jobs, schools.';

create table banner (
  id bigint generated always as identity not null,
  market text not null,
  platform text not null,
  title text not null,
  image text not null,
  link text default '' not null,
  sort integer default 0 not null,
  shown_from timestamptz not null,
  shown_until timestamptz,
  created_at timestamptz not null,
  constraint banner_pkey primary key (id),
  constraint banner_check check ((shown_until > shown_from)),
  constraint banner_platform_check check ((platform = any (array['all'::text, 'ios'::text, 'android'::text])))
);
create index banner_market on banner (market, sort, id);
comment on column banner.sort is 'Lower ones come first.';

create table catalogue_change (
  catalogue text not null,
  item_id integer not null,
  is_added boolean not null,
  name text,
  ename text,
  parent_id integer,
  qtype text,
  is_hidden boolean default false not null,
  former text[] default '{}'::text[] not null,
  version bigint not null,
  changed_at timestamptz not null,
  constraint catalogue_change_pkey primary key (catalogue, item_id),
  constraint catalogue_change_catalogue_check check ((catalogue = any (array['categories'::text, 'skills'::text, 'questions'::text]))),
  constraint catalogue_change_check check (((not is_added) or (name is not null)))
);
comment on table catalogue_change is 'What operators have changed of the reference, put on top of it whenever it is read: names, what is not offered any more, what is added.';
comment on column catalogue_change.name is 'Null: as the reference has it.';
comment on column catalogue_change.former is 'Names it had before: who still uses one means this item.';
comment on column catalogue_change.version is 'Grows with every change, so that processes notice.';

create table channel_application (
  id bigint generated always as identity not null,
  uid text not null,
  channel_id bigint not null,
  own_id text not null,
  made_from text not null,
  posting_id bigint not null,
  person_id bigint not null,
  applied_at timestamptz not null,
  resume_url text,
  source text,
  state text not null,
  remark text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint channel_application_pkey primary key (id),
  constraint channel_application_channel_id_id_key unique (channel_id, id),
  constraint channel_application_channel_id_own_id_key unique (channel_id, own_id),
  constraint channel_application_posting_id_person_id_key unique (posting_id, person_id),
  constraint channel_application_uid_key unique (uid),
  constraint channel_application_state_check check ((state = any (array['pending'::text, 'accepted'::text, 'rejected'::text, 'cancelled'::text])))
);
create index channel_application_list on channel_application (channel_id, id desc);
create index channel_application_person on channel_application (person_id, id desc);
create index channel_application_posting on channel_application (posting_id, id desc);

create table channel_call (
  id bigint generated always as identity not null,
  channel_id bigint not null,
  at timestamptz not null,
  method text not null,
  path text not null,
  operation text not null,
  status integer not null,
  outcome text not null,
  ms integer not null,
  address text not null,
  request_id text not null,
  constraint channel_call_pkey primary key (id)
);
create index channel_call_at on channel_call (at);
create index channel_call_list on channel_call (channel_id, id desc);
comment on table channel_call is 'What a partner has asked and how it was answered, without contents; kept for 7 days.';

create table channel_client (
  id bigint generated always as identity not null,
  client_id text not null,
  name text not null,
  created_at timestamptz not null,
  suspended_at timestamptz,
  is_sandbox boolean default false not null,
  constraint channel_client_pkey primary key (id),
  constraint channel_client_client_id_key unique (client_id)
);
comment on table channel_client is 'A partner of the channel market; its secret is shown once and stored hashed.';
comment on column channel_client.is_sandbox is 'Whether all of it is for trying out: it may be emptied, and no report counts it.';

create table channel_company (
  id bigint generated always as identity not null,
  uid text not null,
  channel_id bigint not null,
  own_id text not null,
  made_from text not null,
  name text not null,
  credit_code text not null,
  legal_person text,
  contact_person text,
  contact_phone text,
  licence jsonb,
  address text,
  business_scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint channel_company_pkey primary key (id),
  constraint channel_company_channel_id_id_key unique (channel_id, id),
  constraint channel_company_channel_id_own_id_key unique (channel_id, own_id),
  constraint channel_company_uid_key unique (uid)
);

create table channel_delivery (
  id bigint generated always as identity not null,
  uid text not null,
  webhook_id bigint not null,
  event_id bigint not null,
  noun text not null,
  own_id text not null,
  state text not null,
  attempts integer default 0 not null,
  next_at timestamptz,
  last_status integer,
  last_error text,
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint channel_delivery_pkey primary key (id),
  constraint channel_delivery_uid_key unique (uid),
  constraint channel_delivery_state_check check ((state = any (array['pending'::text, 'delivered'::text, 'failed'::text])))
);
create index channel_delivery_event on channel_delivery (event_id);
create index channel_delivery_list on channel_delivery (webhook_id, id desc);
create index channel_delivery_pending on channel_delivery (webhook_id, noun, own_id, id) where (state = 'pending'::text);
comment on table channel_delivery is 'An event on its way to a webhook; those of one object go one after the other.';

create table channel_event (
  id bigint generated always as identity not null,
  uid text not null,
  channel_id bigint not null,
  noun text not null,
  own_id text not null,
  change text not null,
  state text,
  at timestamptz not null,
  constraint channel_event_pkey primary key (id),
  constraint channel_event_uid_key unique (uid),
  constraint channel_event_change_check check ((change = any (array['created'::text, 'updated'::text, 'test'::text]))),
  constraint channel_event_noun_check check ((noun = any (array['person'::text, 'company'::text, 'posting'::text, 'application'::text, 'payment'::text, 'webhook'::text])))
);
create index channel_event_at on channel_event (at);
create index channel_event_channel on channel_event (channel_id);
comment on table channel_event is 'What has changed, in the order in which it did; kept for 30 days.';

create table channel_grant (
  id bigint generated always as identity not null,
  uid text not null,
  channel_id bigint not null,
  secret_id bigint not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint channel_grant_pkey primary key (id),
  constraint channel_grant_uid_key unique (uid)
);
create index channel_grant_channel on channel_grant (channel_id);
create index channel_grant_secret on channel_grant (secret_id);
comment on table channel_grant is 'One sign-in of a partner and all tokens that descend from it; ended when a refresh token comes twice.';

create table channel_move (
  id bigint generated always as identity not null,
  channel_id bigint not null,
  noun text not null,
  object_id bigint not null,
  from_state text,
  to_state text not null,
  at timestamptz not null,
  constraint channel_move_pkey primary key (id),
  constraint channel_move_noun_check check ((noun = any (array['posting'::text, 'application'::text, 'payment'::text])))
);
create index channel_move_object on channel_move (channel_id, noun, object_id, id);

create table channel_payment (
  id bigint generated always as identity not null,
  uid text not null,
  channel_id bigint not null,
  own_id text not null,
  made_from text not null,
  kind text not null,
  person_id bigint not null,
  application_id bigint,
  amount bigint not null,
  currency text not null,
  paid_at timestamptz not null,
  method text,
  payment_channel text,
  bank_name text,
  account_cipher text,
  account_shown text,
  transaction_no text,
  basis jsonb not null,
  state text not null,
  remark text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint channel_payment_pkey primary key (id),
  constraint channel_payment_channel_id_id_key unique (channel_id, id),
  constraint channel_payment_channel_id_own_id_key unique (channel_id, own_id),
  constraint channel_payment_uid_key unique (uid),
  constraint channel_payment_amount_check check ((amount > 0)),
  constraint channel_payment_check check (((kind <> 'application'::text) or (application_id is not null))),
  constraint channel_payment_kind_check check ((kind = any (array['user'::text, 'application'::text]))),
  constraint channel_payment_state_check check ((state = any (array['pending'::text, 'completed'::text, 'failed'::text])))
);
create index channel_payment_application on channel_payment (application_id, id desc);
create index channel_payment_list on channel_payment (channel_id, id desc);
create index channel_payment_person on channel_payment (person_id, id desc);
comment on table channel_payment is 'What a partner says it has paid: a record of its claim, which moves no money of the house.';

create table channel_person (
  id bigint generated always as identity not null,
  uid text not null,
  channel_id bigint not null,
  own_id text not null,
  made_from text not null,
  name text not null,
  number_cipher text not null,
  number_shown text not null,
  phone text not null,
  liveness jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint channel_person_pkey primary key (id),
  constraint channel_person_channel_id_id_key unique (channel_id, id),
  constraint channel_person_channel_id_own_id_key unique (channel_id, own_id),
  constraint channel_person_uid_key unique (uid)
);
comment on table channel_person is 'Somebody who works for a partner''s companies. Nobody of the house''s own markets.';
comment on column channel_person.own_id is 'The partner''s own id of it.';
comment on column channel_person.made_from is 'A keyed hash of what it was made from, to know a repeated request again.';

create table channel_posting (
  id bigint generated always as identity not null,
  uid text not null,
  channel_id bigint not null,
  own_id text not null,
  made_from text not null,
  company_id bigint not null,
  name text not null,
  kind text not null,
  kind_sent text not null,
  headcount integer not null,
  accepted integer default 0 not null,
  recruits_from timestamptz not null,
  recruits_until timestamptz not null,
  works_from timestamptz,
  works_until timestamptz,
  wage_description text,
  description text,
  place text,
  requirements text,
  salary_kind text,
  salary_kind_sent text,
  salary_amount bigint,
  salary_currency text,
  settlement text,
  settlement_sent text,
  state text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint channel_posting_pkey primary key (id),
  constraint channel_posting_channel_id_id_key unique (channel_id, id),
  constraint channel_posting_channel_id_own_id_key unique (channel_id, own_id),
  constraint channel_posting_uid_key unique (uid),
  constraint channel_posting_check check (((accepted >= 0) and (accepted <= headcount))),
  constraint channel_posting_check1 check ((recruits_until >= recruits_from)),
  constraint channel_posting_check2 check ((works_until >= works_from)),
  constraint channel_posting_headcount_check check ((headcount > 0)),
  constraint channel_posting_kind_check check ((kind = any (array['short_term'::text, 'long_term'::text, 'part_time'::text, 'intern'::text]))),
  constraint channel_posting_salary_amount_check check ((salary_amount > 0)),
  constraint channel_posting_salary_kind_check check ((salary_kind = any (array['hourly'::text, 'daily'::text, 'monthly'::text, 'piece'::text]))),
  constraint channel_posting_settlement_check check ((settlement = any (array['daily'::text, 'weekly'::text, 'monthly'::text, 'on_completion'::text]))),
  constraint channel_posting_state_check check ((state = any (array['open'::text, 'closed'::text, 'suspended'::text])))
);
create index channel_posting_company on channel_posting (company_id, id desc);
create index channel_posting_list on channel_posting (channel_id, id desc);
comment on table channel_posting is 'Work that a partner''s company recruits people for (the document''s task).';
comment on column channel_posting.kind_sent is 'The word the partner used for it, which it is answered with.';
comment on column channel_posting.accepted is 'How many applications are accepted now; never more than the headcount.';

create table channel_refresh_token (
  digest bytea not null,
  grant_id bigint not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint channel_refresh_token_pkey primary key (digest)
);
create index channel_refresh_token_grant on channel_refresh_token (grant_id);

create table channel_request (
  channel_id bigint not null,
  key text not null,
  digest text not null,
  answer jsonb not null,
  created_at timestamptz not null,
  constraint channel_request_pkey primary key (channel_id, key)
);
create index channel_request_created on channel_request (created_at);
comment on table channel_request is 'Answers by Idempotency-Key, kept for a day: a repeated request gets the same one.';

create table channel_secret (
  id bigint generated always as identity not null,
  channel_id bigint not null,
  secret_hash text not null,
  created_at timestamptz not null,
  retired_at timestamptz,
  constraint channel_secret_pkey primary key (id)
);
create index channel_secret_channel on channel_secret (channel_id, id desc);
comment on table channel_secret is 'What a partner signs in with, hashed by Argon2id; the newest two count, so that one can replace the other.';

create table channel_webhook (
  id bigint generated always as identity not null,
  uid text not null,
  channel_id bigint not null,
  url text not null,
  events text[] not null,
  secret_cipher text not null,
  former_secret_cipher text,
  former_until timestamptz,
  is_active boolean not null,
  created_at timestamptz not null,
  removed_at timestamptz,
  constraint channel_webhook_pkey primary key (id),
  constraint channel_webhook_uid_key unique (uid)
);
create index channel_webhook_channel on channel_webhook (channel_id, id);
comment on table channel_webhook is 'Where a partner wants to hear of changes; every request is signed with its secret.';
comment on column channel_webhook.events is 'The events it wants, as "application.updated"; all of them when empty.';

create table client_profile (
  party_id bigint not null,
  overview text default '' not null,
  link text default '' not null,
  region_id integer,
  logo_uid text,
  avatar_uid text,
  updated_at timestamptz not null,
  address text default '' not null,
  phone text default '' not null,
  email text default '' not null,
  constraint client_profile_pkey primary key (party_id)
);
comment on column client_profile.email is 'Of the contact; not the account''s, which signs in.';

create table clock (
  one boolean default true not null,
  offset_ms bigint default 0 not null,
  constraint clock_pkey primary key (one),
  constraint clock_one_check check (one)
);
comment on table clock is 'Development only: how far the movable clock is ahead of the real one.';

create table company_check (
  id bigint generated always as identity not null,
  market text not null,
  party_id bigint not null,
  state text not null,
  submissions smallint default 0 not null,
  company_name text default '' not null,
  contact text default '' not null,
  phone text default '' not null,
  permit_cipher text,
  permit_shown text default '' not null,
  org_cipher text,
  org_shown text default '' not null,
  permit_file_id bigint,
  org_file_id bigint,
  reason text default '' not null,
  submitted_at timestamptz,
  decided_at timestamptz,
  trade text default '' not null,
  province text default '' not null,
  city text default '' not null,
  address text default '' not null,
  years smallint,
  card_front_id bigint,
  card_back_id bigint,
  constraint company_check_pkey primary key (id),
  constraint company_check_party_id_key unique (party_id),
  constraint company_check_proofs check (((state = 'unchecked'::text) or ((permit_file_id is not null) and (((permit_cipher is not null) and (org_cipher is not null) and (org_file_id is not null)) or ((card_front_id is not null) and (card_back_id is not null)))))),
  constraint company_check_state_check check ((state = any (array['unchecked'::text, 'checking'::text, 'passed'::text, 'failed'::text]))),
  constraint company_check_years_check check (((years >= 0) and (years <= 200)))
);
create index company_check_card_back on company_check (card_back_id);
create index company_check_card_front on company_check (card_front_id);
create index company_check_org_file on company_check (org_file_id);
create index company_check_permit_file on company_check (permit_file_id);
create index company_check_waiting on company_check (market, id) where (state = 'checking'::text);
comment on table company_check is 'The certification of a team as a company, decided by an operator. Numbers are encrypted and shown masked.';
comment on column company_check.card_front_id is 'Where a market asks for no numbers: both sides of the representative''s identity card beside the licence.';

create table company_check_move (
  id bigint generated always as identity not null,
  company_check_id bigint not null,
  move text not null,
  from_state text not null,
  to_state text not null,
  by_role text not null,
  note text default '' not null,
  at timestamptz not null,
  constraint company_check_move_pkey primary key (id)
);
create index company_check_move_check on company_check_move (company_check_id, id);

create table consultation_move (
  id bigint generated always as identity not null,
  subject text not null,
  move text not null,
  from_state text not null,
  to_state text not null,
  by_role text not null,
  note text default '' not null,
  at timestamptz not null,
  constraint consultation_move_pkey primary key (id)
);
create index consultation_move_subject on consultation_move (subject, id);
comment on table consultation_move is 'What became of posts and orders: subject is "post:12" or "order:12".';

create table consultation_order (
  id bigint generated always as identity not null,
  market text not null,
  post_id bigint not null,
  client_party_id bigint not null,
  freelancer_party_id bigint not null,
  order_no text not null,
  order_id bigint,
  price bigint not null,
  state text not null,
  result text default '' not null,
  is_hidden boolean default false not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint consultation_order_pkey primary key (id),
  constraint consultation_order_price_check check ((price >= 0)),
  constraint consultation_order_state_check check ((state = any (array['unpaid'::text, 'active'::text, 'delivered'::text, 'disputed'::text, 'completed'::text, 'cancelled'::text])))
);
create index consultation_order_client on consultation_order (client_party_id, id desc);
create index consultation_order_freelancer on consultation_order (freelancer_party_id, id desc);
create index consultation_order_paid on consultation_order (order_id);
create index consultation_order_post on consultation_order (post_id, id);
create unique index consultation_order_under_way on consultation_order (post_id) where (state <> 'cancelled'::text);
comment on table consultation_order is 'A post that a consultant works on. is_hidden: the buyer deleted it from their list.';

create table consultation_post (
  id bigint generated always as identity not null,
  market text not null,
  client_party_id bigint not null,
  order_no text not null,
  order_id bigint,
  state text not null,
  tags bigint[] not null,
  title text not null,
  content text not null,
  price bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint consultation_post_pkey primary key (id),
  constraint consultation_post_market_order_no_key unique (market, order_no),
  constraint consultation_post_check check (((state <> 'funded'::text) or (order_id is not null))),
  constraint consultation_post_price_check check ((price >= 0)),
  constraint consultation_post_state_check check ((state = any (array['open'::text, 'funded'::text, 'ordered'::text, 'finished'::text, 'withdrawn'::text]))),
  constraint consultation_post_tags_check check (((cardinality(tags) >= 1) and (cardinality(tags) <= 20)))
);
create index consultation_post_client on consultation_post (client_party_id, id desc);
create index consultation_post_order on consultation_post (order_id);
create index consultation_post_tags on consultation_post using gin (tags) where (state = any (array['open'::text, 'funded'::text]));
comment on table consultation_post is 'A question somebody wants a consultant for. The price is fen; 0 asks for nothing to be paid.';
comment on column consultation_post.order_no is 'The number it is paid under: ours, or one the buyer gave it before anything was paid.';

create table contract (
  id bigint generated always as identity not null,
  market text not null,
  uid text not null,
  invoice_no text not null,
  listing_id bigint not null,
  proposal_id bigint,
  client_party_id bigint not null,
  freelancer_party_id bigint not null,
  name text not null,
  message text not null,
  pay_kind text not null,
  amount bigint not null,
  hourly bigint,
  weekly_hours smallint,
  manual_allowed boolean default false not null,
  start_day date,
  end_day date,
  state text not null,
  first_trade_no text not null,
  file_id bigint,
  question_id integer,
  reason text default '' not null,
  finished_by text,
  paid_total bigint default 0 not null,
  created_at timestamptz not null,
  offered_at timestamptz,
  expires_at timestamptz,
  accepted_at timestamptz,
  ended_at timestamptz,
  constraint contract_pkey primary key (id),
  constraint contract_uid_key unique (uid),
  constraint contract_amount_check check ((amount > 0)),
  constraint contract_check check (((pay_kind = 'hourly'::text) = ((hourly is not null) and (weekly_hours is not null)))),
  constraint contract_hourly_check check ((hourly > 0)),
  constraint contract_pay_kind_check check ((pay_kind = any (array['hourly'::text, 'fixed'::text]))),
  constraint contract_weekly_hours_check check (((weekly_hours >= 1) and (weekly_hours <= 168)))
);
create index contract_client on contract (client_party_id, state, id desc);
create index contract_file on contract (file_id);
create index contract_freelancer on contract (freelancer_party_id, state, id desc);
create index contract_listing on contract (listing_id);
create unique index contract_open_pair on contract (listing_id, freelancer_party_id) where (state = any (array['drafted'::text, 'offered'::text, 'active'::text, 'paused'::text, 'disputed'::text]));
create index contract_proposal on contract (proposal_id);
comment on table contract is 'An agreement. Amounts are fen; for hourly work amount is one full week.';

create table contract_move (
  id bigint generated always as identity not null,
  contract_id bigint not null,
  subject text default 'contract' not null,
  move text not null,
  from_state text not null,
  to_state text not null,
  by_role text not null,
  party_id bigint,
  note text default '' not null,
  at timestamptz not null,
  constraint contract_move_pkey primary key (id)
);
create index contract_move_contract on contract_move (contract_id, id);
create index contract_move_party on contract_move (party_id);
comment on column contract_move.subject is 'What moved: "contract", "milestone:12" or "week:3".';

create table decision_holder (
  market text not null,
  kind text not null,
  subject_id bigint not null,
  operator_id bigint not null,
  since timestamptz not null,
  constraint decision_holder_pkey primary key (market, kind, subject_id)
);
create index decision_holder_operator on decision_holder (operator_id);
comment on table decision_holder is 'Which operator has taken what waits for a decision; gone once it is decided.';

create table education (
  id bigint generated always as identity not null,
  party_id bigint not null,
  school text not null,
  degree text not null,
  area text default '' not null,
  start_year smallint not null,
  end_year smallint not null,
  detail text default '' not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint education_pkey primary key (id),
  constraint education_check check ((end_year >= start_year))
);
create index education_party on education (party_id, start_year desc);

create table employment (
  id bigint generated always as identity not null,
  party_id bigint not null,
  company text not null,
  region_id integer not null,
  title text not null,
  role smallint not null,
  start_month text not null,
  end_month text,
  detail text default '' not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint employment_pkey primary key (id),
  constraint employment_check check ((end_month >= start_month)),
  constraint employment_end_month_check check ((end_month ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint employment_role_check check (((role >= 1) and (role <= 6))),
  constraint employment_start_month_check check ((start_month ~ '^\d{4}-(0[1-9]|1[0-2])$'::text))
);
create index employment_party on employment (party_id, start_month desc);
comment on column employment.end_month is 'Null while the person still works there.';

create table favorite (
  id bigint generated always as identity not null,
  party_id bigint not null,
  listing_id bigint,
  freelancer_party_id bigint,
  memo text default '' not null,
  created_at timestamptz not null,
  constraint favorite_pkey primary key (id),
  constraint favorite_check check ((num_nonnulls(listing_id, freelancer_party_id) = 1))
);
create unique index favorite_freelancer on favorite (party_id, freelancer_party_id) where (freelancer_party_id is not null);
create unique index favorite_listing on favorite (party_id, listing_id) where (listing_id is not null);
create index favorite_of_freelancer on favorite (freelancer_party_id);
create index favorite_of_listing on favorite (listing_id);
create index favorite_party on favorite (party_id, id desc);

create table feedback (
  id bigint generated always as identity not null,
  market text not null,
  user_id bigint not null,
  party_id bigint not null,
  kind text not null,
  score smallint default 0 not null,
  content text not null,
  contact text default '' not null,
  created_at timestamptz not null,
  constraint feedback_pkey primary key (id),
  constraint feedback_score_check check (((score >= 0) and (score <= 10)))
);
create index feedback_market on feedback (market, id desc);
create index feedback_party on feedback (party_id);
create index feedback_user on feedback (user_id, id desc);

create table file (
  id bigint generated always as identity not null,
  market text not null,
  uid text not null,
  owner_user_id bigint not null,
  kind text not null,
  name text not null,
  mime text not null,
  size integer not null,
  md5 text not null,
  blob_key text not null,
  is_public boolean default false not null,
  bound_to text,
  created_at timestamptz not null,
  constraint file_pkey primary key (id),
  constraint file_blob_key_key unique (blob_key),
  constraint file_uid_key unique (uid),
  constraint file_kind_check check ((kind = any (array['job'::text, 'contract'::text, 'milestone'::text, 'proposal'::text, 'portfolio'::text, 'shot'::text, 'company'::text, 'article'::text, 'general'::text, 'avatar'::text, 'logo'::text]))),
  constraint file_name_check check (((length(name) >= 1) and (length(name) <= 200))),
  constraint file_size_check check ((size > 0))
);
create index file_bound on file (bound_to) where (bound_to is not null);
create index file_owner on file (owner_user_id);
create index file_unbound on file (created_at) where (bound_to is null);
comment on column file.name is 'As the uploader called it, without folders and without characters that deceive.';
comment on column file.mime is 'What it is served as, decided by its content; application/octet-stream for all a browser could run.';
comment on column file.size is 'Bytes of what is stored, as md5 is of it: images are stored newly encoded.';
comment on column file.bound_to is 'What the file belongs to, once: "contract:12". A bound file cannot be used again elsewhere.';

create table file_grant (
  file_id bigint not null,
  party_id bigint not null,
  constraint file_grant_pkey primary key (file_id, party_id)
);
create index file_grant_party on file_grant (party_id);
comment on table file_grant is 'Who beside its owner may read a private file: the counterparty of what it is bound to.';

create table freelancer_category (
  party_id bigint not null,
  category_id integer not null,
  constraint freelancer_category_pkey primary key (party_id, category_id)
);
create index freelancer_category_category on freelancer_category (category_id, party_id);
comment on table freelancer_category is 'What a freelancer offers: leaves of the categories, at most ten.';

create table freelancer_language (
  party_id bigint not null,
  language_id integer not null,
  level smallint not null,
  constraint freelancer_language_pkey primary key (party_id, language_id),
  constraint freelancer_language_level_check check (((level >= 1) and (level <= 4)))
);
comment on table freelancer_language is 'Languages beside English, with the levels of freelancer_profile.english.';

create table freelancer_profile (
  party_id bigint not null,
  title text default '' not null,
  overview text default '' not null,
  level text,
  hourly bigint,
  workload smallint,
  skills text[] default '{}'::text[] not null,
  region_id integer,
  avatar_uid text,
  updated_at timestamptz not null,
  state text default 'joining' not null,
  joined_at timestamptz,
  english smallint,
  available boolean default true not null,
  address text default '' not null,
  postcode text default '' not null,
  constraint freelancer_profile_pkey primary key (party_id),
  constraint freelancer_profile_english_check check (((english >= 1) and (english <= 4))),
  constraint freelancer_profile_hourly_check check ((hourly >= 0)),
  constraint freelancer_profile_level_check check ((level = any (array['entry'::text, 'middle'::text, 'expert'::text]))),
  constraint freelancer_profile_state_check check ((state = any (array['joining'::text, 'active'::text])))
);
comment on column freelancer_profile.hourly is 'Fen an hour.';
comment on column freelancer_profile.state is 'A freelancer who is joining is not found by others until the last step of registration.';
comment on column freelancer_profile.english is '1 basic, 2 can converse, 3 fluent, 4 native.';

create table freelancer_search (
  party_id bigint not null,
  market text not null,
  standing integer not null,
  coop_rate smallint not null,
  finished integer not null,
  slots integer not null,
  terms tsvector not null,
  refreshed_at timestamptz not null,
  constraint freelancer_search_pkey primary key (party_id),
  constraint freelancer_search_coop_rate_check check (((coop_rate >= 0) and (coop_rate <= 100)))
);
create index freelancer_search_best on freelancer_search (market, standing desc, party_id);
create index freelancer_search_terms on freelancer_search using gin (terms);
comment on table freelancer_search is 'Derived from freelancers who can be found: words and every filter as lexemes ("w:前端", "c:4", "h:2"), and what lists show of their contracts.';
comment on column freelancer_search.standing is 'Hundredths of the average mark, drawn towards 3.5 while there are few reviews; lists begin with the highest.';
comment on column freelancer_search.coop_rate is 'Of 100 contracts that ended, how many without a dispute; 0 without any.';
comment on column freelancer_search.slots is 'Ten minutes each: what weeks that were paid have recorded.';

create table freelancer_search_size (
  market text not null,
  freelancers integer not null,
  constraint freelancer_search_size_pkey primary key (market)
);
comment on table freelancer_search_size is 'How many rows of freelancer_search each market has; kept by triggers.';

create table gig_application (
  id bigint generated always as identity not null,
  market text not null,
  request_id bigint not null,
  freelancer_party_id bigint not null,
  state text not null,
  message text default '' not null,
  amount bigint,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  settles_at timestamptz,
  constraint gig_application_pkey primary key (id),
  constraint gig_application_amount_check check ((amount >= 0)),
  constraint gig_application_check check (((state = any (array['accepted'::text, 'settled'::text])) = ((amount is not null) and (settles_at is not null)))),
  constraint gig_application_state_check check ((state = any (array['applied'::text, 'chosen'::text, 'delivered'::text, 'accepted'::text, 'settled'::text, 'lapsed'::text, 'passed'::text, 'withdrawn'::text])))
);
create index gig_application_freelancer on gig_application (freelancer_party_id, id desc);
create unique index gig_application_once on gig_application (request_id, freelancer_party_id) where (state <> 'withdrawn'::text);
create index gig_application_request on gig_application (request_id, id);
comment on column gig_application.amount is 'What the accepted result earns before the fee, in fen.';

create table gig_application_move (
  id bigint generated always as identity not null,
  application_id bigint not null,
  move text not null,
  from_state text not null,
  to_state text not null,
  by_role text not null,
  at timestamptz not null,
  constraint gig_application_move_pkey primary key (id)
);
create index gig_application_move_application on gig_application_move (application_id, id);

create table gig_request (
  id bigint generated always as identity not null,
  market text not null,
  number text not null,
  client_party_id bigint not null,
  order_id bigint,
  state text not null,
  title text not null,
  kind text not null,
  price bigint not null,
  promised bigint default 0 not null,
  settlement text not null,
  place text default '' not null,
  works_from timestamptz,
  works_until timestamptz,
  category text default '' not null,
  wants_invoice boolean default false not null,
  detail text default '' not null,
  applications integer default 0 not null,
  reason text default '' not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint gig_request_pkey primary key (id),
  constraint gig_request_number_key unique (number),
  constraint gig_request_applications_check check ((applications >= 0)),
  constraint gig_request_check check (((promised >= 0) and (promised <= price))),
  constraint gig_request_check1 check ((works_until >= works_from)),
  constraint gig_request_check2 check (((state <> all (array['funded'::text, 'active'::text, 'settled'::text, 'refunded'::text])) or (order_id is not null))),
  constraint gig_request_kind_check check ((kind = any (array['part_time'::text, 'full_time'::text, 'other'::text]))),
  constraint gig_request_price_check check ((price > 0)),
  constraint gig_request_settlement_check check ((settlement = any (array['monthly'::text, 'daily'::text, 'other'::text]))),
  constraint gig_request_state_check check ((state = any (array['unreviewed'::text, 'refused'::text, 'reviewed'::text, 'funded'::text, 'active'::text, 'settled'::text, 'withdrawn'::text, 'refunded'::text])))
);
create index gig_request_client on gig_request (client_party_id, id desc);
create index gig_request_order on gig_request (order_id);
create index gig_request_public on gig_request (market, id desc) where (state = any (array['reviewed'::text, 'funded'::text, 'active'::text, 'settled'::text]));
create index gig_request_waiting on gig_request (market, id) where (state = 'unreviewed'::text);
comment on table gig_request is 'Work a company asks several people for. The price is for all of it; promised is what accepted results have taken of it, paid or about to be.';

create table gig_request_move (
  id bigint generated always as identity not null,
  request_id bigint not null,
  move text not null,
  from_state text not null,
  to_state text not null,
  by_role text not null,
  note text default '' not null,
  at timestamptz not null,
  constraint gig_request_move_pkey primary key (id)
);
create index gig_request_move_request on gig_request_move (request_id, id);

create table hiring (
  id bigint generated always as identity not null,
  project_id bigint not null,
  step_id bigint,
  user_id bigint not null,
  party_id bigint not null,
  state text not null,
  position_type integer,
  position_name text default '' not null,
  salary bigint,
  paid bigint default 0 not null,
  created_at timestamptz not null,
  constraint hiring_pkey primary key (id),
  constraint hiring_paid_check check ((paid >= 0)),
  constraint hiring_salary_check check ((salary >= 0)),
  constraint hiring_state_check check ((state = any (array['offered'::text, 'accepted'::text, 'declined'::text, 'lapsed'::text, 'ending'::text, 'ended'::text])))
);
create unique index hiring_live on hiring (project_id, coalesce(step_id, (0)::bigint), user_id) where (state = any (array['offered'::text, 'accepted'::text, 'ending'::text]));
create index hiring_party on hiring (party_id);
create index hiring_project on hiring (project_id, id);
create index hiring_step on hiring (step_id, id);
create index hiring_user on hiring (user_id, id desc);
comment on table hiring is 'Somebody''s part in a project, or in one step of it for a salary in fen.';
comment on column hiring.paid is 'Fen out of the step''s escrow, before the fee.';

create table identity_check (
  user_id bigint not null,
  market text not null,
  state text not null,
  tries smallint default 0 not null,
  name text default '' not null,
  number_cipher text,
  number_hash text,
  shown text default '' not null,
  passed_at timestamptz,
  constraint identity_check_pkey primary key (user_id),
  constraint identity_check_check check (((state = 'passed'::text) = ((number_cipher is not null) and (number_hash is not null) and (passed_at is not null)))),
  constraint identity_check_state_check check ((state = any (array['unchecked'::text, 'passed'::text]))),
  constraint identity_check_tries_check check (((tries >= 0) and (tries <= 3)))
);
create unique index identity_check_number on identity_check (market, number_hash);
comment on table identity_check is 'Whether a person has proven their name. The number is encrypted, found by a keyed hash, and serves one account of a market.';
comment on column identity_check.tries is 'How often the provider was asked since the last success; at most three.';

create table identity_check_move (
  id bigint generated always as identity not null,
  user_id bigint not null,
  move text not null,
  from_state text not null,
  to_state text not null,
  by_role text not null,
  at timestamptz not null,
  note text default '' not null,
  constraint identity_check_move_pkey primary key (id)
);
create index identity_check_move_user on identity_check_move (user_id, id);

create table identity_review (
  id bigint generated always as identity not null,
  market text not null,
  user_id bigint not null,
  name text not null,
  number_cipher text,
  number_hash text,
  shown text not null,
  front_file_id bigint not null,
  back_file_id bigint not null,
  submitted_at timestamptz not null,
  decided_at timestamptz,
  is_accepted boolean,
  reason text default '' not null,
  constraint identity_review_pkey primary key (id),
  constraint identity_review_check check (((decided_at is null) = (is_accepted is null))),
  constraint identity_review_check1 check (((decided_at is null) = ((number_cipher is not null) and (number_hash is not null))))
);
create index identity_review_back on identity_review (back_file_id);
create index identity_review_front on identity_review (front_file_id);
create index identity_review_market on identity_review (market, id) where (decided_at is null);
create index identity_review_user on identity_review (user_id, id desc);
create unique index identity_review_waiting on identity_review (user_id) where (decided_at is null);
comment on table identity_review is 'A person whose number the provider has confirmed, and whose pictures an operator looks at. The number is forgotten here once it is decided.';
comment on column identity_review.reason is 'Why it was sent back, for the person to read.';

create table inbox_message (
  id bigint generated always as identity not null,
  market text not null,
  user_id bigint not null,
  kind text not null,
  type text not null,
  subject text not null,
  facts jsonb not null,
  once text,
  state text default 'open' not null,
  answered_by bigint,
  answered_at timestamptz,
  read_at timestamptz,
  created_at timestamptz not null,
  constraint inbox_message_pkey primary key (id),
  constraint inbox_message_check check (((state = 'open'::text) = (answered_at is null))),
  constraint inbox_message_state_check check ((state = any (array['open'::text, 'accepted'::text, 'declined'::text]))),
  constraint inbox_message_type_check check ((type = any (array['notice'::text, 'task'::text, 'question'::text])))
);
create index inbox_message_answered_by on inbox_message (answered_by);
create unique index inbox_message_once on inbox_message (user_id, once) where (once is not null);
create index inbox_message_subject on inbox_message (subject, kind, id);
create index inbox_message_user on inbox_message (user_id, id desc);
create index inbox_message_waiting on inbox_message (user_id, id desc) where ((answered_at is null) and ((read_at is null) or (type <> 'notice'::text)));
comment on table inbox_message is 'What a person is told or asked inside a market. A task or a question is answered once; what the answer does is read from its subject.';
comment on column inbox_message.facts is 'Names and numbers as they were when it was sent, for whoever puts it into words.';
comment on column inbox_message.once is 'Under which name it is sent at most once to a person.';

create table job_search (
  listing_id bigint not null,
  market text not null,
  published_at timestamptz not null,
  budget bigint,
  terms tsvector not null,
  ordinal bigint generated by default as identity not null,
  constraint job_search_pkey primary key (listing_id)
);
create index job_search_budget on job_search (market, budget);
create index job_search_newest on job_search (market, published_at desc, listing_id desc);
create unique index job_search_numbered on job_search (market, ordinal);
create index job_search_terms on job_search using gin (terms);
comment on table job_search is 'Derived from open listings: words and every filter as lexemes ("w:开发", "c:4", "p:fixed"), so that one index answers a search.';

create table job_search_bits (
  market text not null,
  term text not null,
  chunk integer not null,
  bits bit(16384) not null,
  constraint job_search_bits_pkey primary key (market, term, chunk)
) with (autovacuum_vacuum_scale_factor=0.02);
comment on table job_search_bits is 'Which of the ordinals from 16384 * chunk on have the term, dead ones included. Derived: linggong search rebuild.';

create table job_search_change (
  id bigint generated always as identity not null,
  market text not null,
  ordinal bigint not null,
  sign smallint not null,
  terms tsvector not null,
  budget bigint,
  published_at timestamptz not null,
  constraint job_search_change_pkey primary key (id),
  constraint job_search_change_sign_check check ((sign = any (array['-1'::integer, 1])))
);
create index job_search_change_market on job_search_change (market, id);
create index job_search_change_ordinal on job_search_change (market, ordinal);
comment on table job_search_change is 'What the bits do not know yet: a row that came (1) or went (-1), written with the change itself. The count is bits plus these.';

create table job_search_chunk (
  market text not null,
  chunk integer not null,
  live bit(16384) not null,
  newest timestamptz not null,
  constraint job_search_chunk_pkey primary key (market, chunk)
);
comment on table job_search_chunk is 'Which ordinals are still found; newest is no earlier than the publication of any of them.';

create table job_search_counting (
  market text not null,
  is_ready boolean not null,
  next_chunk integer not null,
  changes_folded integer not null,
  constraint job_search_counting_pkey primary key (market)
);
comment on table job_search_counting is 'Markets counted by bits. Its row is the lock under which bits change; while it is not ready, chunks from next_chunk on are still to be built.';

create table job_search_size (
  market text not null,
  shard smallint not null,
  listings integer not null,
  constraint job_search_size_pkey primary key (market, shard),
  constraint job_search_size_shard_check check (((shard >= 0) and (shard <= 63)))
);
comment on table job_search_size is 'How many rows of job_search each market has, spread over 64 rows so that publishers rarely wait for each other; kept by triggers.';

create table job_search_term (
  market text not null,
  term text not null,
  constraint job_search_term_pkey primary key (market, term)
);
comment on table job_search_term is 'Words and skills frequent enough to have bits; filters always have.';

create table jump_code (
  digest bytea not null,
  user_id bigint not null,
  party_id bigint not null,
  expires_at timestamptz not null,
  constraint jump_code_pkey primary key (digest)
);
create index jump_code_party on jump_code (party_id);
create index jump_code_user on jump_code (user_id);

create table ledger_account (
  code text not null,
  market text not null,
  kind text not null,
  party_id bigint,
  currency text default 'CNY' not null,
  balance bigint default 0 not null,
  version bigint default 0 not null,
  is_house boolean not null,
  opened_at timestamptz not null,
  constraint ledger_account_pkey primary key (code),
  constraint ledger_account_check check ((is_house = (kind = any (array['fees'::text, 'tax'::text, 'clearing'::text])))),
  constraint ledger_account_check1 check ((is_house or (balance >= 0))),
  constraint ledger_account_check2 check (((not is_house) or ((balance = 0) and (version = 0)))),
  constraint ledger_account_currency_check check ((currency = 'CNY'::text)),
  constraint ledger_account_kind_check check ((kind = any (array['available'::text, 'withdrawing'::text, 'escrow'::text, 'fees'::text, 'tax'::text, 'clearing'::text])))
);
create index ledger_account_party on ledger_account (party_id);
create unique index ledger_account_wallet on ledger_account (party_id, kind) where (kind = any (array['available'::text, 'withdrawing'::text]));
comment on table ledger_account is 'Amounts are fen. Accounts of the house keep no running balance, so that no transfer waits for another there.';

create table ledger_entry (
  id bigint generated always as identity not null,
  transfer_id bigint not null,
  account text not null,
  amount bigint not null,
  balance_after bigint,
  version bigint,
  constraint ledger_entry_pkey primary key (id),
  constraint ledger_entry_amount_check check ((amount <> 0))
);
create unique index ledger_entry_account on ledger_entry (account, version);
create index ledger_entry_house on ledger_entry (account) where (version is null);
create index ledger_entry_transfer on ledger_entry (transfer_id);
comment on column ledger_entry.account is 'Without a foreign key, whose check would lock the house accounts'' rows in every transfer; ledger_post checks it.';

create table ledger_transfer (
  id bigint generated always as identity not null,
  market text not null,
  key text not null,
  kind text not null,
  digest text not null,
  made_at timestamptz not null,
  constraint ledger_transfer_pkey primary key (id),
  constraint ledger_transfer_market_key_key unique (market, key)
);
create index ledger_transfer_made on ledger_transfer using brin (made_at);
comment on column ledger_transfer.key is 'The business fact that may move money once, as "milestone:12:release".';

create table listing (
  id bigint generated always as identity not null,
  market text not null,
  uid text not null,
  party_id bigint not null,
  state text not null,
  title text not null,
  description text not null,
  summary text not null,
  category_id integer not null,
  hires integer not null,
  pay_kind text not null,
  level text not null,
  duration smallint,
  workload smallint,
  budget bigint,
  stage text,
  apis text[] default '{}'::text[] not null,
  platforms text[] default '{}'::text[] not null,
  frameworks text[] default '{}'::text[] not null,
  languages text[] default '{}'::text[] not null,
  skills text[] default '{}'::text[] not null,
  file_id bigint,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  published_at timestamptz,
  viewed_by_client_at timestamptz,
  constraint listing_pkey primary key (id),
  constraint listing_uid_key unique (uid),
  constraint listing_budget_check check ((budget > 0)),
  constraint listing_hires_check check ((hires >= 1)),
  constraint listing_level_check check ((level = any (array['entry'::text, 'middle'::text, 'expert'::text]))),
  constraint listing_pay_kind_check check ((pay_kind = any (array['hourly'::text, 'fixed'::text]))),
  constraint listing_state_check check ((state = any (array['draft'::text, 'open'::text, 'private'::text, 'closed'::text, 'removed'::text])))
);
create index listing_file on listing (file_id);
create index listing_open_of_party on listing (party_id, id desc) include (uid, title, pay_kind) where (state = 'open'::text);
create index listing_party on listing (party_id, id desc);
create unique index listing_title on listing (party_id, title) where (state <> 'removed'::text);
comment on table listing is 'Work that is sought. Budget is fen.';

create table listing_move (
  id bigint generated always as identity not null,
  listing_id bigint not null,
  move text not null,
  from_state text not null,
  to_state text not null,
  by_role text not null,
  at timestamptz not null,
  constraint listing_move_pkey primary key (id)
);
create index listing_move_listing on listing_move (listing_id);

create table market_setting (
  market text not null,
  name text not null,
  value text not null,
  changed_at timestamptz not null,
  constraint market_setting_pkey primary key (market, name)
);
comment on table market_setting is 'What operators have set for a market; everything else is as the environment says.';

create table member (
  user_id bigint not null,
  party_id bigint not null,
  market text not null,
  kind text not null,
  presence text default 'online' not null,
  education smallint,
  province_id integer,
  city_id integer,
  district_id integer,
  address text default '' not null,
  craft_ids integer[] default '{}'::integer[] not null,
  wished_city_ids integer[] default '{}'::integer[] not null,
  industry_ids integer[] default '{}'::integer[] not null,
  min_pay bigint,
  max_pay bigint,
  is_long_term boolean default false not null,
  ratings integer default 0 not null,
  rating_sum integer default 0 not null,
  rating_average numeric(3,1) generated always as (
case
    when (ratings = 0) then (0)::numeric
    else round(((rating_sum)::numeric / (ratings)::numeric), 1)
end) stored,
  city_ids integer[] generated always as (
case
    when (city_id is null) then wished_city_ids
    else array_append(wished_city_ids, city_id)
end) stored,
  updated_at timestamptz not null,
  constraint member_pkey primary key (user_id),
  constraint member_party_id_key unique (party_id),
  constraint member_check check ((max_pay >= min_pay)),
  constraint member_education_check check (((education >= 1) and (education <= 4))),
  constraint member_kind_check check ((kind = any (array['freelancer'::text, 'client'::text, 'broker'::text, 'administrator'::text]))),
  constraint member_min_pay_check check ((min_pay >= 0)),
  constraint member_presence_check check ((presence = any (array['hidden'::text, 'online'::text, 'busy'::text])))
);
create index member_cities on member using gin (city_ids);
create index member_crafts on member using gin (craft_ids);
create index member_industries on member using gin (industry_ids);
create index member_newest on member (market, kind, user_id desc);
create index member_popular on member (market, kind, rating_average desc, user_id desc);
comment on table member is 'What a person says of themselves in a market whose members see one another: where they are, what they can, and what work they wish.';
comment on column member.education is '1 bachelor, 2 master, 3 doctor, 4 other.';
comment on column member.min_pay is 'Fen; the pay that is wished, null while nothing has been said.';
comment on column member.city_ids is 'Where they are found: where they are, and where they would work.';

create table member_work (
  id bigint generated always as identity not null,
  user_id bigint not null,
  title text not null,
  description text default '' not null,
  file_id bigint not null,
  created_at timestamptz not null,
  constraint member_work_pkey primary key (id)
);
create index member_work_file on member_work (file_id);
create index member_work_user on member_work (user_id, id desc);

create table message (
  id bigint generated always as identity not null,
  thread_id bigint not null,
  party_id bigint not null,
  author_name text not null,
  content text not null,
  created_at timestamptz not null,
  constraint message_pkey primary key (id)
);
create index message_party on message (party_id);
create index message_thread on message (thread_id, id desc);

create table migration (
  name text not null,
  applied_at timestamptz default now() not null,
  constraint migration_pkey primary key (name)
);

create table milestone (
  id bigint generated always as identity not null,
  contract_id bigint not null,
  order_id bigint not null,
  term integer not null,
  name text not null,
  amount bigint not null,
  end_day date,
  state text not null,
  paid_amount bigint default 0 not null,
  requested_at timestamptz,
  request_message text default '' not null,
  audited_at timestamptz,
  audit_reason text default '' not null,
  created_at timestamptz not null,
  constraint milestone_pkey primary key (id),
  constraint milestone_contract_id_term_key unique (contract_id, term),
  constraint milestone_amount_check check ((amount > 0))
);
create index milestone_order on milestone (order_id);

create table milestone_submission (
  id bigint generated always as identity not null,
  milestone_id bigint not null,
  message text not null,
  file_id bigint,
  created_at timestamptz not null,
  audited_at timestamptz,
  reason text default '' not null,
  audit_file_id bigint,
  constraint milestone_submission_pkey primary key (id)
);
create index milestone_submission_audit_file on milestone_submission (audit_file_id);
create index milestone_submission_file on milestone_submission (file_id);
create index milestone_submission_milestone on milestone_submission (milestone_id, id desc);

create table notice (
  id bigint generated always as identity not null,
  market text not null,
  user_id bigint not null,
  party_id bigint,
  kind text not null,
  title text not null,
  content text not null,
  target text,
  target_ref text default '' not null,
  once_key text,
  created_at timestamptz not null,
  read_at timestamptz,
  constraint notice_pkey primary key (id)
);
create unique index notice_once on notice (once_key);
create index notice_party on notice (party_id);
create index notice_unread on notice (user_id, id desc) where (read_at is null);
create index notice_user on notice (user_id, id desc);
comment on table notice is 'What the house tells one person; the row is deleted when they delete it.';
comment on column notice.party_id is 'The side it is meant for; null when it concerns the person whichever side they act for.';
comment on column notice.target is 'What it leads to; each API makes an address of it with target_ref.';
comment on column notice.once_key is 'Names what is told only once, for events that can come again.';

create table notice_setting (
  party_id bigint not null,
  switch text not null,
  is_on boolean not null,
  rate text,
  updated_at timestamptz not null,
  constraint notice_setting_pkey primary key (party_id, switch),
  constraint notice_setting_rate_check check ((rate = any (array['day'::text, 'week'::text])))
);
comment on table notice_setting is 'Switches a party has set; without a row a switch is on.';

create table operator_account (
  id bigint generated always as identity not null,
  uid text not null,
  name text not null,
  shown_name text not null,
  password_hash text not null,
  must_change_password boolean not null,
  role text not null,
  totp_cipher text,
  totp_last_step bigint default 0 not null,
  is_active boolean default true not null,
  created_at timestamptz not null,
  last_seen_at timestamptz,
  constraint operator_account_pkey primary key (id),
  constraint operator_account_name_key unique (name),
  constraint operator_account_uid_key unique (uid),
  constraint operator_account_role_check check ((role = any (array['administrator'::text, 'reviewer'::text, 'finance'::text, 'support'::text, 'auditor'::text])))
);
comment on table operator_account is 'Somebody who runs the house; of no market. Names are stored in lower case.';
comment on column operator_account.totp_last_step is 'The time step of the last code that was taken: no code counts twice.';

create table operator_session (
  id bigint generated always as identity not null,
  token_hash bytea not null,
  operator_id bigint not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint operator_session_pkey primary key (id),
  constraint operator_session_token_hash_key unique (token_hash)
);
create index operator_session_operator on operator_session (operator_id);

create table outgoing_message (
  id bigint generated always as identity not null,
  market text not null,
  channel text not null,
  recipient text not null,
  template text not null,
  params jsonb not null,
  body text not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  constraint outgoing_message_pkey primary key (id),
  constraint outgoing_message_channel_check check ((channel = any (array['sms'::text, 'mail'::text])))
);
create index outgoing_message_recipient on outgoing_message (market, recipient, id desc);

create table party (
  id bigint generated always as identity not null,
  market text not null,
  uid text not null,
  user_id bigint not null,
  kind text not null,
  name text not null,
  is_company boolean default false not null,
  created_at timestamptz not null,
  name_locked_at timestamptz,
  constraint party_pkey primary key (id),
  constraint party_market_uid_key unique (market, uid),
  constraint party_user_id_kind_key unique (user_id, kind),
  constraint party_kind_check check ((kind = any (array['freelancer'::text, 'client'::text, 'broker'::text, 'administrator'::text])))
);
comment on table party is 'A side a person can act as: the freelancer they are, the team they hire with, or what they watch over deals as. Wallets belong to parties.';
comment on column party.name_locked_at is 'Since when a team''s name is that of its certified company and can no longer be changed.';

create table party_rating (
  party_id bigint not null,
  reviews integer not null,
  average numeric(2,1) not null,
  constraint party_rating_pkey primary key (party_id)
);

create table pay_order (
  id bigint generated always as identity not null,
  market text not null,
  trade_no text not null,
  purpose text not null,
  state text not null,
  payer_party_id bigint not null,
  payee_party_id bigint,
  contract_id bigint,
  amount bigint not null,
  fee_basis_points integer default 0 not null,
  description text default '' not null,
  pays_trade_no text,
  rail text,
  rail_trade_no text,
  created_at timestamptz not null,
  expires_at timestamptz,
  paid_at timestamptz,
  constraint pay_order_pkey primary key (id),
  constraint pay_order_trade_no_key unique (trade_no),
  constraint pay_order_amount_check check ((amount > 0)),
  constraint pay_order_purpose_check check ((purpose = any (array['topup'::text, 'milestones'::text, 'week'::text, 'bonus'::text, 'step'::text, 'gig'::text, 'consultation'::text]))),
  constraint pay_order_state_check check ((state = any (array['open'::text, 'paid'::text, 'closed'::text])))
);
create index pay_order_contract on pay_order (contract_id, id);
create index pay_order_payee on pay_order (payee_party_id);
create index pay_order_payer on pay_order (payer_party_id, id desc);
create index pay_order_pays on pay_order (pays_trade_no) where (pays_trade_no is not null);
comment on table pay_order is 'Something to be paid once: a top-up through a rail, or milestones, a week or a bonus out of the balance.';
comment on column pay_order.pays_trade_no is 'The order that a top-up pays as soon as it has arrived.';

create table pay_refund (
  id bigint generated always as identity not null,
  market text not null,
  refund_no text not null,
  top_up_id bigint not null,
  party_id bigint not null,
  amount bigint not null,
  state text not null,
  reason text default '' not null,
  created_at timestamptz not null,
  settled_at timestamptz,
  constraint pay_refund_pkey primary key (id),
  constraint pay_refund_refund_no_key unique (refund_no),
  constraint pay_refund_amount_check check ((amount > 0)),
  constraint pay_refund_check check (((settled_at is not null) = (state = any (array['done'::text, 'failed'::text])))),
  constraint pay_refund_state_check check ((state = any (array['requested'::text, 'sent'::text, 'done'::text, 'failed'::text])))
);
create index pay_refund_party on pay_refund (party_id, id desc);
create unique index pay_refund_top_up on pay_refund (top_up_id);
comment on table pay_refund is 'Money of a top-up on its way back to where it came from. A top-up is given back once.';

create table payout (
  id bigint generated always as identity not null,
  market text not null,
  payout_no text not null,
  party_id bigint not null,
  account_id bigint not null,
  amount bigint not null,
  state text not null,
  reason text default '' not null,
  rail_trade_no text,
  created_at timestamptz not null,
  sent_at timestamptz,
  settled_at timestamptz,
  constraint payout_pkey primary key (id),
  constraint payout_payout_no_key unique (payout_no),
  constraint payout_amount_check check ((amount > 0)),
  constraint payout_state_check check ((state = any (array['requested'::text, 'approved'::text, 'sent'::text, 'paid'::text, 'failed'::text, 'returned'::text, 'refused'::text])))
);
create index payout_account_id on payout (account_id);
create index payout_party on payout (party_id, id desc);
create index payout_waiting on payout (market, id) where (state = 'requested'::text);

create table payout_account (
  id bigint generated always as identity not null,
  market text not null,
  user_id bigint not null,
  kind text not null,
  number_cipher text not null,
  number_hash text not null,
  shown text not null,
  bank_code text,
  holder text not null,
  created_at timestamptz not null,
  removed_at timestamptz,
  constraint payout_account_pkey primary key (id),
  constraint payout_account_kind_check check ((kind = any (array['alipay'::text, 'bank'::text])))
);
create unique index payout_account_number on payout_account (user_id, kind, number_hash) where (removed_at is null);
create unique index payout_account_one_alipay on payout_account (user_id) where ((kind = 'alipay'::text) and (removed_at is null));
create index payout_account_user on payout_account (user_id);
comment on table payout_account is 'Where a person''s money may be sent. The number is encrypted, and found by a keyed hash.';

create table payout_approval (
  payout_id bigint not null,
  operator_id bigint not null,
  at timestamptz not null,
  constraint payout_approval_pkey primary key (payout_id, operator_id)
);
comment on table payout_approval is 'Who has let a payout go; beyond a limit it takes two people.';

create table portfolio (
  id bigint generated always as identity not null,
  party_id bigint not null,
  name text not null,
  category_id integer not null,
  detail text not null,
  end_month text,
  link text default '' not null,
  skills text[] default '{}'::text[] not null,
  picture_id bigint,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint portfolio_pkey primary key (id),
  constraint portfolio_end_month_check check ((end_month ~ '^\d{4}-(0[1-9]|1[0-2])$'::text))
);
create index portfolio_party on portfolio (party_id, id desc);
create index portfolio_picture on portfolio (picture_id);

create table profile_view (
  party_id bigint not null,
  day date not null,
  count integer not null,
  constraint profile_view_pkey primary key (party_id, day),
  constraint profile_view_count_check check ((count > 0))
);
comment on table profile_view is 'How often others read a freelancer''s profile on a Shanghai day; who they were is not kept.';

create table project (
  id bigint generated always as identity not null,
  market text not null,
  manager_id bigint not null,
  manager_party_id bigint not null,
  broker_id bigint,
  state text not null,
  title text not null,
  description text not null,
  image text default '' not null,
  start_day date,
  end_day date,
  min_pay bigint default 0 not null,
  max_pay bigint default 0 not null,
  is_long_term boolean default false not null,
  industry_id integer not null,
  industry_years integer default 0 not null,
  province_id integer,
  city_id integer,
  district_id integer,
  headcount integer default 1 not null,
  hired integer default 0 not null,
  craft_ids integer[] default '{}'::integer[] not null,
  words text[] default '{}'::text[] not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint project_pkey primary key (id),
  constraint project_check check ((end_day >= start_day)),
  constraint project_check1 check ((max_pay >= min_pay)),
  constraint project_headcount_check check ((headcount > 0)),
  constraint project_hired_check check ((hired >= 0)),
  constraint project_min_pay_check check ((min_pay >= 0)),
  constraint project_state_check check ((state = any (array['rejected'::text, 'in_review'::text, 'recruiting'::text, 'ready'::text, 'running'::text, 'finished'::text, 'terminated'::text])))
);
create index project_broker on project (broker_id, id desc);
create index project_city on project (city_id, id desc);
create index project_industry on project (industry_id, id desc);
create index project_manager on project (manager_id, id desc);
create index project_manager_party on project (manager_party_id);
create index project_newest on project (market, state, id desc);
create index project_words on project using gin (words);
comment on table project is 'Work that a manager recruits people for, under the eyes of a broker.';
comment on column project.min_pay is 'Fen.';
comment on column project.words is 'The words of title and description that it is found by.';

create table project_move (
  id bigint generated always as identity not null,
  project_id bigint not null,
  noun text not null,
  subject_id bigint not null,
  move text not null,
  from_state text not null,
  to_state text not null,
  by_role text not null,
  user_id bigint,
  note text default '' not null,
  at timestamptz not null,
  constraint project_move_pkey primary key (id),
  constraint project_move_noun_check check ((noun = any (array['project'::text, 'step'::text, 'hiring'::text])))
);
create index project_move_project on project_move (project_id, id);
create index project_move_user on project_move (user_id);

create table project_position (
  id bigint generated always as identity not null,
  step_id bigint not null,
  type integer not null,
  name text not null,
  salary bigint not null,
  headcount integer not null,
  constraint project_position_pkey primary key (id),
  constraint project_position_headcount_check check ((headcount > 0)),
  constraint project_position_salary_check check ((salary >= 0))
);
create index project_position_step on project_position (step_id, id);
comment on column project_position.salary is 'Fen for the whole step.';

create table project_rating (
  project_id bigint not null,
  author_id bigint not null,
  about_id bigint not null,
  rating smallint not null,
  created_at timestamptz not null,
  constraint project_rating_pkey primary key (project_id, author_id, about_id),
  constraint project_rating_rating_check check (((rating >= 1) and (rating <= 5)))
);
create index project_rating_about on project_rating (about_id);
create index project_rating_author on project_rating (author_id);

create table project_step (
  id bigint generated always as identity not null,
  project_id bigint not null,
  place integer not null,
  name text not null,
  state text not null,
  created_at timestamptz not null,
  constraint project_step_pkey primary key (id),
  constraint project_step_project_id_place_key unique (project_id, place),
  constraint project_step_state_check check ((state = any (array['waiting'::text, 'recruiting'::text, 'running'::text, 'in_acceptance'::text, 'accepted'::text])))
);
comment on table project_step is 'A part of a project that is recruited for, done, accepted and paid on its own, one after the other.';

create table proposal (
  id bigint generated always as identity not null,
  market text not null,
  listing_id bigint not null,
  freelancer_party_id bigint not null,
  client_party_id bigint not null,
  kind text not null,
  state text not null,
  client_archived boolean default false not null,
  frozen boolean default false not null,
  price bigint,
  duration smallint,
  message text not null,
  question_id integer,
  reason text default '' not null,
  thread_id bigint not null,
  file_id bigint,
  contract_id bigint,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint proposal_pkey primary key (id),
  constraint proposal_check check (((not frozen) or (state = 'archived'::text))),
  constraint proposal_check1 check (((state = 'hired'::text) = (contract_id is not null))),
  constraint proposal_duration_check check (((duration >= 1) and (duration <= 5))),
  constraint proposal_kind_check check ((kind = any (array['bid'::text, 'invitation'::text]))),
  constraint proposal_price_check check ((price > 0)),
  constraint proposal_state_check check ((state = any (array['active'::text, 'interview'::text, 'refused'::text, 'revoked'::text, 'archived'::text, 'hired'::text])))
);
create index proposal_client on proposal (client_party_id, id desc);
create index proposal_file on proposal (file_id);
create index proposal_freelancer on proposal (freelancer_party_id, state, id desc);
create index proposal_listing on proposal (listing_id, state, id desc);
create unique index proposal_pair on proposal (listing_id, freelancer_party_id) where (state = any (array['active'::text, 'interview'::text, 'archived'::text, 'refused'::text]));
create index proposal_thread on proposal (thread_id);
comment on table proposal is 'A bid of a freelancer or an invitation of a client, up to the agreement. Price is fen (an hour, for hourly work).';
comment on column proposal.client_archived is 'The client has put it aside; the freelancer''s own archiving is a state.';
comment on column proposal.frozen is 'A bid archived by the house while its listing takes no bids.';

create table proposal_move (
  id bigint generated always as identity not null,
  proposal_id bigint not null,
  move text not null,
  from_state text,
  to_state text not null,
  by_role text not null,
  at timestamptz not null,
  constraint proposal_move_pkey primary key (id)
);
create index proposal_move_proposal on proposal_move (proposal_id, id);
comment on column proposal_move.from_state is 'Null for the move that made the proposal.';

create table rail_event (
  id bigint generated always as identity not null,
  rail text not null,
  event_id text not null,
  trade_no text not null,
  outcome text not null,
  verdict text not null,
  received_at timestamptz not null,
  constraint rail_event_pkey primary key (id),
  constraint rail_event_rail_event_id_key unique (rail, event_id)
);

create table recommendation (
  step_id bigint not null,
  user_id bigint not null,
  broker_id bigint not null,
  created_at timestamptz not null,
  constraint recommendation_pkey primary key (step_id, user_id)
);
create index recommendation_broker on recommendation (broker_id);
create index recommendation_user on recommendation (user_id);

create table reference_data (
  name text not null,
  digest text not null,
  data jsonb not null,
  constraint reference_data_pkey primary key (name)
);
comment on table reference_data is 'Catalogues common to all markets (regions, categories, questions, skills, languages, degrees, banks), one row each.';
comment on column reference_data.digest is 'SHA-256 of the file the row was loaded from.';

create table restriction (
  id bigint generated always as identity not null,
  market text not null,
  user_id bigint not null,
  reason text not null,
  operator_id bigint,
  made_at timestamptz not null,
  ended_at timestamptz,
  constraint restriction_pkey primary key (id)
);
create unique index restriction_in_force on restriction (user_id) where (ended_at is null);
create index restriction_user on restriction (user_id, id desc);
comment on table restriction is 'Why somebody is kept out of their market, and since when.';
comment on column restriction.operator_id is 'Who has restricted them; null for the command line.';

create table review (
  id bigint generated always as identity not null,
  contract_id bigint not null,
  author_party_id bigint not null,
  about_party_id bigint not null,
  author_role text not null,
  marks jsonb not null,
  average numeric(2,1) not null,
  score smallint not null,
  question_id integer,
  content text not null,
  created_at timestamptz not null,
  constraint review_pkey primary key (id),
  constraint review_contract_id_author_role_key unique (contract_id, author_role),
  constraint review_author_role_check check ((author_role = any (array['client'::text, 'freelancer'::text]))),
  constraint review_score_check check (((score >= 1) and (score <= 10)))
);
create index review_about on review (about_party_id, id desc);
create index review_author on review (author_party_id);

create table sandbox_key (
  owner text not null,
  private_key text not null,
  public_key text not null,
  made_at timestamptz not null,
  constraint sandbox_key_pkey primary key (owner),
  constraint sandbox_key_owner_check check ((owner = any (array['gateway'::text, 'application'::text, 'wechat'::text, 'merchant'::text])))
);
comment on table sandbox_key is 'Development only: the RSA key pairs of the sandbox twin and of our application at it, PEM. Worth nothing outside.';

create table sandbox_prepay (
  out_trade_no text not null,
  prepay_id text not null,
  transaction_id text not null,
  amount bigint not null,
  subject text not null,
  notify_url text not null,
  state text default 'waiting' not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  paid_at timestamptz,
  notified_at timestamptz,
  constraint sandbox_prepay_pkey primary key (out_trade_no),
  constraint sandbox_prepay_prepay_id_key unique (prepay_id),
  constraint sandbox_prepay_transaction_id_key unique (transaction_id),
  constraint sandbox_prepay_amount_check check ((amount > 0)),
  constraint sandbox_prepay_check check (((state = 'paid'::text) = (paid_at is not null))),
  constraint sandbox_prepay_state_check check ((state = any (array['waiting'::text, 'paid'::text, 'closed'::text])))
);
comment on table sandbox_prepay is 'Development only: orders at the sandbox twin of WeChat Pay. Amounts in fen.';
comment on column sandbox_prepay.notified_at is 'When our side took the notification.';

create table sandbox_refund (
  out_refund_no text not null,
  out_trade_no text not null,
  refund_id text not null,
  amount bigint not null,
  made_at timestamptz not null,
  constraint sandbox_refund_pkey primary key (out_refund_no),
  constraint sandbox_refund_refund_id_key unique (refund_id),
  constraint sandbox_refund_amount_check check ((amount > 0))
);
create index sandbox_refund_trade on sandbox_refund (out_trade_no);
comment on table sandbox_refund is 'Development only: refunds at the sandbox twin of WeChat Pay, done an hour after they are asked for.';

create table sandbox_trade (
  out_trade_no text not null,
  trade_no text not null,
  amount bigint not null,
  subject text not null,
  state text default 'waiting' not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  paid_at timestamptz,
  closed_at timestamptz,
  notified_at timestamptz,
  constraint sandbox_trade_pkey primary key (out_trade_no),
  constraint sandbox_trade_trade_no_key unique (trade_no),
  constraint sandbox_trade_amount_check check ((amount > 0)),
  constraint sandbox_trade_check check (((state = 'paid'::text) = (paid_at is not null))),
  constraint sandbox_trade_check1 check (((state = 'closed'::text) = (closed_at is not null))),
  constraint sandbox_trade_state_check check ((state = any (array['waiting'::text, 'paid'::text, 'closed'::text])))
);
comment on table sandbox_trade is 'Development only: pay-ins at the sandbox twin of Alipay. Amounts in fen; a trade exists once its pay page was opened.';
comment on column sandbox_trade.notified_at is 'When our side answered the notification with success.';

create table sandbox_transfer (
  out_biz_no text not null,
  order_id text not null,
  product_code text not null,
  amount bigint not null,
  identity text not null,
  holder text not null,
  made_at timestamptz not null,
  constraint sandbox_transfer_pkey primary key (out_biz_no),
  constraint sandbox_transfer_order_id_key unique (order_id),
  constraint sandbox_transfer_amount_check check ((amount > 0)),
  constraint sandbox_transfer_product_code_check check ((product_code = any (array['TRANS_ACCOUNT_NO_PWD'::text, 'TRANS_BANKCARD_NO_PWD'::text])))
);
comment on table sandbox_transfer is 'Development only: payouts at the sandbox twin of Alipay. Amounts in fen; what becomes of one follows from its age and account number.';

create table screenshot (
  id bigint generated always as identity not null,
  contract_id bigint not null,
  week_id bigint not null,
  slot_at timestamptz not null,
  day date not null,
  shot_at timestamptz not null,
  is_auto boolean not null,
  name text default '' not null,
  description text default '' not null,
  activity smallint default 0 not null,
  keyboard integer default 0 not null,
  mouse integer default 0 not null,
  file_id bigint,
  created_at timestamptz not null,
  constraint screenshot_pkey primary key (id),
  constraint screenshot_contract_id_slot_at_key unique (contract_id, slot_at),
  constraint screenshot_activity_check check (((activity >= 0) and (activity <= 100)))
);
create index screenshot_day on screenshot (contract_id, day, slot_at);
create index screenshot_file on screenshot (file_id);
create index screenshot_week on screenshot (week_id);
comment on table screenshot is 'One ten-minute slot of work, with a picture or entered by hand; day is the Shanghai day of the slot.';

create table security_question (
  user_id bigint not null,
  question_id integer not null,
  answer_hash text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint security_question_pkey primary key (user_id)
);
comment on table security_question is 'Kept as the document asks; an answer opens nothing.';

create table session (
  id bigint generated always as identity not null,
  token_hash bytea not null,
  user_id bigint not null,
  party_id bigint not null,
  device text not null,
  password_verified_until timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint session_pkey primary key (id),
  constraint session_token_hash_key unique (token_hash),
  constraint session_device_check check ((device = any (array['web'::text, 'mobile'::text, 'desktop'::text])))
);
create index session_expiry on session (expires_at);
create index session_of_party on session (party_id);
create index session_of_user on session (user_id);
comment on table session is 'A sign-in that has not ended; the row is deleted when it does.';

create table shared_experience (
  id bigint generated always as identity not null,
  market text not null,
  asker_id bigint not null,
  asked_id bigint not null,
  description text not null,
  start_day date not null,
  end_day date not null,
  state text not null,
  created_at timestamptz not null,
  answered_at timestamptz,
  constraint shared_experience_pkey primary key (id),
  constraint shared_experience_check check ((end_day >= start_day)),
  constraint shared_experience_check1 check ((asker_id <> asked_id)),
  constraint shared_experience_state_check check ((state = any (array['asked'::text, 'accepted'::text, 'declined'::text])))
);
create index shared_experience_asked on shared_experience (asked_id, id desc);
create index shared_experience_asker on shared_experience (asker_id, id desc);
create unique index shared_experience_open on shared_experience (asker_id, asked_id, start_day, end_day, md5(description)) where (state <> 'declined'::text);
comment on table shared_experience is 'Work two people have done together: one says so, the other confirms it.';

create table sms_code (
  id bigint generated always as identity not null,
  market text not null,
  phone text not null,
  purpose text not null,
  digest bytea not null,
  wrong_tries smallint default 0 not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint sms_code_pkey primary key (id),
  constraint sms_code_purpose_check check ((purpose = any (array['register'::text, 'forget'::text, 'confirm'::text])))
);
create index sms_code_phone on sms_code (market, phone, purpose, id desc);

create table sole_trader (
  party_id bigint not null,
  name text not null,
  residence text default '' not null,
  place text default '' not null,
  postcode text default '' not null,
  phone text default '' not null,
  capital bigint default 0 not null,
  kind text default '' not null,
  is_independent boolean default true not null,
  employees integer default 0 not null,
  trade text default '' not null,
  scope text default '' not null,
  updated_at timestamptz not null,
  constraint sole_trader_pkey primary key (party_id),
  constraint sole_trader_capital_check check ((capital >= 0)),
  constraint sole_trader_employees_check check ((employees >= 0))
);
comment on table sole_trader is 'What a person or a company says of the business it is registered as. The capital is fen.';

create table sole_trader_partner (
  party_id bigint not null,
  place integer not null,
  name text not null,
  number_cipher text not null,
  shown text not null,
  constraint sole_trader_partner_pkey primary key (party_id, place)
);

create table statement_line (
  id bigint generated always as identity not null,
  transfer_id bigint not null,
  party_id bigint not null,
  kind text not null,
  direction text not null,
  amount bigint not null,
  fee bigint default 0 not null,
  balance_after bigint not null,
  trade_no text default '' not null,
  contract_id bigint,
  note text default '' not null,
  made_at timestamptz not null,
  constraint statement_line_pkey primary key (id),
  constraint statement_line_amount_check check ((amount >= 0)),
  constraint statement_line_balance_after_check check ((balance_after >= 0)),
  constraint statement_line_direction_check check ((direction = any (array['in'::text, 'out'::text]))),
  constraint statement_line_fee_check check ((fee >= 0)),
  constraint statement_line_kind_check check ((kind = any (array['deposit'::text, 'withdraw'::text, 'pay'::text, 'refund'::text, 'freeze'::text, 'income'::text, 'bonus'::text])))
);
create index statement_line_party on statement_line (party_id, id desc);
create index statement_line_party_kind on statement_line (party_id, kind, id desc);
create index statement_line_transfer on statement_line (transfer_id);
comment on table statement_line is 'What a party reads of a transfer in its wallet; balance_after is its available balance.';

create table step_funding (
  order_id bigint not null,
  step_id bigint not null,
  amount bigint not null,
  paid bigint default 0 not null,
  returned bigint default 0 not null,
  constraint step_funding_pkey primary key (order_id),
  constraint step_funding_amount_check check ((amount > 0)),
  constraint step_funding_check check (((paid + returned) <= amount)),
  constraint step_funding_paid_check check ((paid >= 0)),
  constraint step_funding_returned_check check ((returned >= 0))
);
create index step_funding_step on step_funding (step_id, order_id);
comment on table step_funding is 'What a manager has set aside for a step: each order has an escrow of its own, out of which people are paid. Fen.';

create table subscription (
  id bigint generated always as identity not null,
  market text not null,
  party_id bigint not null,
  name text not null,
  keyword text default '' not null,
  durations integer[] default '{}'::integer[] not null,
  workloads integer[] default '{}'::integer[] not null,
  pay_kinds text[] default '{}'::text[] not null,
  levels text[] default '{}'::text[] not null,
  created_at timestamptz not null,
  constraint subscription_pkey primary key (id)
);
create index subscription_party on subscription (party_id, id);
comment on table subscription is 'What listings a freelancer wants to hear of, at most five searches each; an empty filter lets all pass.';

create table subscription_reader (
  party_id bigint not null,
  matched_until timestamptz not null,
  constraint subscription_reader_pkey primary key (party_id)
);
comment on column subscription_reader.matched_until is 'Listings published before then have been looked at for this freelancer.';

create table task (
  id bigint generated always as identity not null,
  name text not null,
  key text,
  payload jsonb default '{}'::jsonb not null,
  market text not null,
  run_at timestamptz not null,
  attempts integer default 0 not null,
  leased_until timestamptz,
  last_error text,
  failed_at timestamptz,
  created_at timestamptz not null,
  constraint task_pkey primary key (id),
  constraint task_key_key unique (key)
);
create index task_due on task (run_at) where (failed_at is null);
comment on table task is 'Work that is still to be done; a row disappears with the unit of work that did it.';
comment on column task.run_at is 'By the business clock.';
comment on column task.leased_until is 'By the real clock: a process that dies loses its lease then.';

create table thread (
  id bigint generated always as identity not null,
  market text not null,
  pair_key text,
  created_at timestamptz not null,
  constraint thread_pkey primary key (id),
  constraint thread_pair_key_key unique (pair_key)
);
comment on column thread.pair_key is 'The two parties of a thread that belongs to nothing else, lower id first: "12:34".';

create table thread_party (
  thread_id bigint not null,
  party_id bigint not null,
  constraint thread_party_pkey primary key (thread_id, party_id)
);
create index thread_party_party on thread_party (party_id);

create table user_account (
  id bigint generated always as identity not null,
  market text not null,
  uid text not null,
  username text not null,
  phone text,
  email text,
  name text not null,
  password_hash text not null,
  state text default 'active' not null,
  wants_recommendations boolean default false not null,
  last_party_id bigint,
  last_mobile_party_id bigint,
  created_at timestamptz not null,
  name_locked_at timestamptz,
  constraint user_account_pkey primary key (id),
  constraint user_account_market_email_key unique (market, email),
  constraint user_account_market_phone_key unique (market, phone),
  constraint user_account_market_uid_key unique (market, uid),
  constraint user_account_market_username_key unique (market, username),
  constraint user_account_state_check check ((state = any (array['active'::text, 'restricted'::text])))
);
create index user_account_name on user_account (market, name text_pattern_ops);
create index user_account_newest on user_account (market, id desc);
comment on table user_account is 'A person in one market. Phone, e-mail and user name are stored in lower case.';
comment on column user_account.name_locked_at is 'Since when the name is proven by an identity card and can no longer be changed.';

create table week (
  id bigint generated always as identity not null,
  contract_id bigint not null,
  order_id bigint not null,
  term integer not null,
  hourly bigint not null,
  limit_slots integer not null,
  amount bigint not null,
  state text not null,
  start_at timestamptz,
  end_at timestamptz,
  shot_slots integer default 0 not null,
  manual_slots integer default 0 not null,
  paid_amount bigint default 0 not null,
  review_asked_at timestamptz,
  audited_at timestamptz,
  created_at timestamptz not null,
  constraint week_pkey primary key (id),
  constraint week_contract_id_term_key unique (contract_id, term),
  constraint week_amount_check check ((amount > 0)),
  constraint week_check check (((shot_slots + manual_slots) <= limit_slots)),
  constraint week_hourly_check check ((hourly > 0)),
  constraint week_limit_slots_check check ((limit_slots > 0)),
  constraint week_manual_slots_check check ((manual_slots >= 0)),
  constraint week_shot_slots_check check ((shot_slots >= 0))
);
create index week_order on week (order_id);
comment on table week is 'Seven days of hourly work. A slot is ten minutes.';

create table work_card (
  party_id bigint not null,
  face_file_id bigint,
  address text default '' not null,
  card_front_id bigint,
  card_back_id bigint,
  occupation text default '' not null,
  title text default '' not null,
  time_kinds text default '' not null,
  hours text default '' not null,
  weekly_hours text default '' not null,
  area text default '' not null,
  place text default '' not null,
  daily_rate bigint,
  introduction text default '' not null,
  updated_at timestamptz not null,
  constraint work_card_pkey primary key (party_id),
  constraint work_card_daily_rate_check check ((daily_rate >= 0))
);
create index work_card_back on work_card (card_back_id);
create index work_card_face on work_card (face_file_id);
create index work_card_front on work_card (card_front_id);
comment on table work_card is 'How a person offers their time, with the pictures of their identity card; of a company its face and address only. The rate is fen a day.';

create table work_experience (
  id bigint generated always as identity not null,
  user_id bigint not null,
  industry_id integer not null,
  years integer not null,
  description text not null,
  created_at timestamptz not null,
  constraint work_experience_pkey primary key (id),
  constraint work_experience_years_check check (((years >= 0) and (years <= 80)))
);
create index work_experience_user on work_experience (user_id, id desc);

-- foreign keys

alter table appeal add constraint appeal_restriction_id_fkey foreign key (restriction_id) references restriction(id);
alter table appeal_move add constraint appeal_move_appeal_id_fkey foreign key (appeal_id) references appeal(id);
alter table audit_entry add constraint audit_entry_operator_id_fkey foreign key (operator_id) references operator_account(id);
alter table background_entry add constraint background_entry_party_id_fkey foreign key (party_id) references party(id);
alter table channel_application add constraint channel_application_channel_id_fkey foreign key (channel_id) references channel_client(id);
alter table channel_application add constraint channel_application_channel_id_person_id_fkey foreign key (channel_id, person_id) references channel_person(channel_id, id);
alter table channel_application add constraint channel_application_channel_id_posting_id_fkey foreign key (channel_id, posting_id) references channel_posting(channel_id, id);
alter table channel_call add constraint channel_call_channel_id_fkey foreign key (channel_id) references channel_client(id);
alter table channel_company add constraint channel_company_channel_id_fkey foreign key (channel_id) references channel_client(id);
alter table channel_delivery add constraint channel_delivery_event_id_fkey foreign key (event_id) references channel_event(id) on delete cascade;
alter table channel_delivery add constraint channel_delivery_webhook_id_fkey foreign key (webhook_id) references channel_webhook(id);
alter table channel_event add constraint channel_event_channel_id_fkey foreign key (channel_id) references channel_client(id);
alter table channel_grant add constraint channel_grant_channel_id_fkey foreign key (channel_id) references channel_client(id);
alter table channel_grant add constraint channel_grant_secret_id_fkey foreign key (secret_id) references channel_secret(id);
alter table channel_move add constraint channel_move_channel_id_fkey foreign key (channel_id) references channel_client(id);
alter table channel_payment add constraint channel_payment_channel_id_application_id_fkey foreign key (channel_id, application_id) references channel_application(channel_id, id);
alter table channel_payment add constraint channel_payment_channel_id_fkey foreign key (channel_id) references channel_client(id);
alter table channel_payment add constraint channel_payment_channel_id_person_id_fkey foreign key (channel_id, person_id) references channel_person(channel_id, id);
alter table channel_person add constraint channel_person_channel_id_fkey foreign key (channel_id) references channel_client(id);
alter table channel_posting add constraint channel_posting_channel_id_company_id_fkey foreign key (channel_id, company_id) references channel_company(channel_id, id);
alter table channel_posting add constraint channel_posting_channel_id_fkey foreign key (channel_id) references channel_client(id);
alter table channel_refresh_token add constraint channel_refresh_token_grant_id_fkey foreign key (grant_id) references channel_grant(id);
alter table channel_request add constraint channel_request_channel_id_fkey foreign key (channel_id) references channel_client(id);
alter table channel_secret add constraint channel_secret_channel_id_fkey foreign key (channel_id) references channel_client(id);
alter table channel_webhook add constraint channel_webhook_channel_id_fkey foreign key (channel_id) references channel_client(id);
alter table client_profile add constraint client_profile_party_id_fkey foreign key (party_id) references party(id);
alter table company_check add constraint company_check_card_back_id_fkey foreign key (card_back_id) references file(id);
alter table company_check add constraint company_check_card_front_id_fkey foreign key (card_front_id) references file(id);
alter table company_check add constraint company_check_org_file_id_fkey foreign key (org_file_id) references file(id);
alter table company_check add constraint company_check_party_id_fkey foreign key (party_id) references party(id);
alter table company_check add constraint company_check_permit_file_id_fkey foreign key (permit_file_id) references file(id);
alter table company_check_move add constraint company_check_move_company_check_id_fkey foreign key (company_check_id) references company_check(id);
alter table consultation_order add constraint consultation_order_client_party_id_fkey foreign key (client_party_id) references party(id);
alter table consultation_order add constraint consultation_order_freelancer_party_id_fkey foreign key (freelancer_party_id) references party(id);
alter table consultation_order add constraint consultation_order_order_id_fkey foreign key (order_id) references pay_order(id);
alter table consultation_order add constraint consultation_order_post_id_fkey foreign key (post_id) references consultation_post(id);
alter table consultation_post add constraint consultation_post_client_party_id_fkey foreign key (client_party_id) references party(id);
alter table consultation_post add constraint consultation_post_order_id_fkey foreign key (order_id) references pay_order(id);
alter table contract add constraint contract_client_party_id_fkey foreign key (client_party_id) references party(id);
alter table contract add constraint contract_file_id_fkey foreign key (file_id) references file(id);
alter table contract add constraint contract_freelancer_party_id_fkey foreign key (freelancer_party_id) references party(id);
alter table contract add constraint contract_listing_id_fkey foreign key (listing_id) references listing(id);
alter table contract add constraint contract_proposal_id_fkey foreign key (proposal_id) references proposal(id);
alter table contract_move add constraint contract_move_contract_id_fkey foreign key (contract_id) references contract(id);
alter table contract_move add constraint contract_move_party_id_fkey foreign key (party_id) references party(id);
alter table decision_holder add constraint decision_holder_operator_id_fkey foreign key (operator_id) references operator_account(id);
alter table education add constraint education_party_id_fkey foreign key (party_id) references party(id);
alter table employment add constraint employment_party_id_fkey foreign key (party_id) references party(id);
alter table favorite add constraint favorite_freelancer_party_id_fkey foreign key (freelancer_party_id) references party(id);
alter table favorite add constraint favorite_listing_id_fkey foreign key (listing_id) references listing(id);
alter table favorite add constraint favorite_party_id_fkey foreign key (party_id) references party(id);
alter table feedback add constraint feedback_party_id_fkey foreign key (party_id) references party(id);
alter table feedback add constraint feedback_user_id_fkey foreign key (user_id) references user_account(id);
alter table file add constraint file_owner_user_id_fkey foreign key (owner_user_id) references user_account(id);
alter table file_grant add constraint file_grant_file_id_fkey foreign key (file_id) references file(id) on delete cascade;
alter table file_grant add constraint file_grant_party_id_fkey foreign key (party_id) references party(id);
alter table freelancer_category add constraint freelancer_category_party_id_fkey foreign key (party_id) references party(id);
alter table freelancer_language add constraint freelancer_language_party_id_fkey foreign key (party_id) references party(id);
alter table freelancer_profile add constraint freelancer_profile_party_id_fkey foreign key (party_id) references party(id);
alter table freelancer_search add constraint freelancer_search_party_id_fkey foreign key (party_id) references party(id);
alter table gig_application add constraint gig_application_freelancer_party_id_fkey foreign key (freelancer_party_id) references party(id);
alter table gig_application add constraint gig_application_request_id_fkey foreign key (request_id) references gig_request(id);
alter table gig_application_move add constraint gig_application_move_application_id_fkey foreign key (application_id) references gig_application(id);
alter table gig_request add constraint gig_request_client_party_id_fkey foreign key (client_party_id) references party(id);
alter table gig_request add constraint gig_request_order_id_fkey foreign key (order_id) references pay_order(id);
alter table gig_request_move add constraint gig_request_move_request_id_fkey foreign key (request_id) references gig_request(id);
alter table hiring add constraint hiring_party_id_fkey foreign key (party_id) references party(id);
alter table hiring add constraint hiring_project_id_fkey foreign key (project_id) references project(id);
alter table hiring add constraint hiring_step_id_fkey foreign key (step_id) references project_step(id);
alter table hiring add constraint hiring_user_id_fkey foreign key (user_id) references user_account(id);
alter table identity_check add constraint identity_check_user_id_fkey foreign key (user_id) references user_account(id);
alter table identity_check_move add constraint identity_check_move_user_id_fkey foreign key (user_id) references user_account(id);
alter table identity_review add constraint identity_review_back_file_id_fkey foreign key (back_file_id) references file(id);
alter table identity_review add constraint identity_review_front_file_id_fkey foreign key (front_file_id) references file(id);
alter table identity_review add constraint identity_review_user_id_fkey foreign key (user_id) references user_account(id);
alter table inbox_message add constraint inbox_message_answered_by_fkey foreign key (answered_by) references user_account(id);
alter table inbox_message add constraint inbox_message_user_id_fkey foreign key (user_id) references user_account(id);
alter table job_search add constraint job_search_listing_id_fkey foreign key (listing_id) references listing(id);
alter table jump_code add constraint jump_code_party_id_fkey foreign key (party_id) references party(id);
alter table jump_code add constraint jump_code_user_id_fkey foreign key (user_id) references user_account(id);
alter table ledger_account add constraint ledger_account_party_id_fkey foreign key (party_id) references party(id);
alter table ledger_entry add constraint ledger_entry_transfer_id_fkey foreign key (transfer_id) references ledger_transfer(id);
alter table listing add constraint listing_file_id_fkey foreign key (file_id) references file(id);
alter table listing add constraint listing_party_id_fkey foreign key (party_id) references party(id);
alter table listing_move add constraint listing_move_listing_id_fkey foreign key (listing_id) references listing(id);
alter table member add constraint member_party_id_fkey foreign key (party_id) references party(id);
alter table member add constraint member_user_id_fkey foreign key (user_id) references user_account(id);
alter table member_work add constraint member_work_file_id_fkey foreign key (file_id) references file(id);
alter table member_work add constraint member_work_user_id_fkey foreign key (user_id) references user_account(id);
alter table message add constraint message_party_id_fkey foreign key (party_id) references party(id);
alter table message add constraint message_thread_id_fkey foreign key (thread_id) references thread(id);
alter table milestone add constraint milestone_contract_id_fkey foreign key (contract_id) references contract(id);
alter table milestone add constraint milestone_order_id_fkey foreign key (order_id) references pay_order(id);
alter table milestone_submission add constraint milestone_submission_audit_file_id_fkey foreign key (audit_file_id) references file(id);
alter table milestone_submission add constraint milestone_submission_file_id_fkey foreign key (file_id) references file(id);
alter table milestone_submission add constraint milestone_submission_milestone_id_fkey foreign key (milestone_id) references milestone(id);
alter table notice add constraint notice_party_id_fkey foreign key (party_id) references party(id);
alter table notice add constraint notice_user_id_fkey foreign key (user_id) references user_account(id);
alter table notice_setting add constraint notice_setting_party_id_fkey foreign key (party_id) references party(id);
alter table operator_session add constraint operator_session_operator_id_fkey foreign key (operator_id) references operator_account(id);
alter table party add constraint party_user_id_fkey foreign key (user_id) references user_account(id);
alter table party_rating add constraint party_rating_party_id_fkey foreign key (party_id) references party(id);
alter table pay_order add constraint pay_order_payee_party_id_fkey foreign key (payee_party_id) references party(id);
alter table pay_order add constraint pay_order_payer_party_id_fkey foreign key (payer_party_id) references party(id);
alter table pay_refund add constraint pay_refund_party_id_fkey foreign key (party_id) references party(id);
alter table pay_refund add constraint pay_refund_top_up_id_fkey foreign key (top_up_id) references pay_order(id);
alter table payout add constraint payout_account_id_fkey foreign key (account_id) references payout_account(id);
alter table payout add constraint payout_party_id_fkey foreign key (party_id) references party(id);
alter table payout_account add constraint payout_account_user_id_fkey foreign key (user_id) references user_account(id);
alter table payout_approval add constraint payout_approval_payout_id_fkey foreign key (payout_id) references payout(id);
alter table portfolio add constraint portfolio_party_id_fkey foreign key (party_id) references party(id);
alter table portfolio add constraint portfolio_picture_id_fkey foreign key (picture_id) references file(id);
alter table profile_view add constraint profile_view_party_id_fkey foreign key (party_id) references party(id);
alter table project add constraint project_broker_id_fkey foreign key (broker_id) references user_account(id);
alter table project add constraint project_manager_id_fkey foreign key (manager_id) references user_account(id);
alter table project add constraint project_manager_party_id_fkey foreign key (manager_party_id) references party(id);
alter table project_move add constraint project_move_project_id_fkey foreign key (project_id) references project(id);
alter table project_move add constraint project_move_user_id_fkey foreign key (user_id) references user_account(id);
alter table project_position add constraint project_position_step_id_fkey foreign key (step_id) references project_step(id) on delete cascade;
alter table project_rating add constraint project_rating_about_id_fkey foreign key (about_id) references user_account(id);
alter table project_rating add constraint project_rating_author_id_fkey foreign key (author_id) references user_account(id);
alter table project_rating add constraint project_rating_project_id_fkey foreign key (project_id) references project(id);
alter table project_step add constraint project_step_project_id_fkey foreign key (project_id) references project(id);
alter table proposal add constraint proposal_client_party_id_fkey foreign key (client_party_id) references party(id);
alter table proposal add constraint proposal_file_id_fkey foreign key (file_id) references file(id);
alter table proposal add constraint proposal_freelancer_party_id_fkey foreign key (freelancer_party_id) references party(id);
alter table proposal add constraint proposal_listing_id_fkey foreign key (listing_id) references listing(id);
alter table proposal add constraint proposal_thread_id_fkey foreign key (thread_id) references thread(id);
alter table proposal_move add constraint proposal_move_proposal_id_fkey foreign key (proposal_id) references proposal(id);
alter table recommendation add constraint recommendation_broker_id_fkey foreign key (broker_id) references user_account(id);
alter table recommendation add constraint recommendation_step_id_fkey foreign key (step_id) references project_step(id) on delete cascade;
alter table recommendation add constraint recommendation_user_id_fkey foreign key (user_id) references user_account(id);
alter table restriction add constraint restriction_user_id_fkey foreign key (user_id) references user_account(id);
alter table review add constraint review_about_party_id_fkey foreign key (about_party_id) references party(id);
alter table review add constraint review_author_party_id_fkey foreign key (author_party_id) references party(id);
alter table review add constraint review_contract_id_fkey foreign key (contract_id) references contract(id);
alter table sandbox_refund add constraint sandbox_refund_out_trade_no_fkey foreign key (out_trade_no) references sandbox_prepay(out_trade_no);
alter table screenshot add constraint screenshot_contract_id_fkey foreign key (contract_id) references contract(id);
alter table screenshot add constraint screenshot_file_id_fkey foreign key (file_id) references file(id);
alter table screenshot add constraint screenshot_week_id_fkey foreign key (week_id) references week(id);
alter table security_question add constraint security_question_user_id_fkey foreign key (user_id) references user_account(id);
alter table session add constraint session_party_id_fkey foreign key (party_id) references party(id);
alter table session add constraint session_user_id_fkey foreign key (user_id) references user_account(id);
alter table shared_experience add constraint shared_experience_asked_id_fkey foreign key (asked_id) references user_account(id);
alter table shared_experience add constraint shared_experience_asker_id_fkey foreign key (asker_id) references user_account(id);
alter table sole_trader add constraint sole_trader_party_id_fkey foreign key (party_id) references party(id);
alter table sole_trader_partner add constraint sole_trader_partner_party_id_fkey foreign key (party_id) references sole_trader(party_id) on delete cascade;
alter table statement_line add constraint statement_line_party_id_fkey foreign key (party_id) references party(id);
alter table statement_line add constraint statement_line_transfer_id_fkey foreign key (transfer_id) references ledger_transfer(id);
alter table step_funding add constraint step_funding_order_id_fkey foreign key (order_id) references pay_order(id);
alter table step_funding add constraint step_funding_step_id_fkey foreign key (step_id) references project_step(id);
alter table subscription add constraint subscription_party_id_fkey foreign key (party_id) references party(id);
alter table subscription_reader add constraint subscription_reader_party_id_fkey foreign key (party_id) references party(id);
alter table thread_party add constraint thread_party_party_id_fkey foreign key (party_id) references party(id);
alter table thread_party add constraint thread_party_thread_id_fkey foreign key (thread_id) references thread(id);
alter table week add constraint week_contract_id_fkey foreign key (contract_id) references contract(id);
alter table week add constraint week_order_id_fkey foreign key (order_id) references pay_order(id);
alter table work_card add constraint work_card_card_back_id_fkey foreign key (card_back_id) references file(id);
alter table work_card add constraint work_card_card_front_id_fkey foreign key (card_front_id) references file(id);
alter table work_card add constraint work_card_face_file_id_fkey foreign key (face_file_id) references file(id);
alter table work_card add constraint work_card_party_id_fkey foreign key (party_id) references party(id);
alter table work_experience add constraint work_experience_user_id_fkey foreign key (user_id) references user_account(id);

-- triggers

create trigger audit_entry_append_only before delete or update or truncate on audit_entry
  for each statement execute function audit_refuse_change();

create trigger contract_move_is_live after insert on contract_move referencing new table as added
  for each statement execute function contract_move_is_live();

create trigger freelancer_search_grown after insert on freelancer_search referencing new table as added
  for each statement execute function freelancer_search_grown();

create trigger freelancer_search_shrunk after delete on freelancer_search referencing old table as gone
  for each statement execute function freelancer_search_shrunk();

create trigger job_search_came after insert on job_search referencing new table as added
  for each statement execute function job_search_came();

create trigger job_search_grown after insert on job_search referencing new table as added
  for each statement execute function job_search_grown();

create trigger job_search_renumber before update on job_search
  for each row when (old.market is distinct from new.market or old.published_at is distinct from new.published_at or old.budget is distinct from new.budget or old.terms is distinct from new.terms) execute function job_search_renumber();

create trigger job_search_shrunk after delete on job_search referencing old table as gone
  for each statement execute function job_search_shrunk();

create trigger job_search_turned after update on job_search referencing old table as gone new table as added
  for each statement execute function job_search_turned();

create trigger job_search_went after delete on job_search referencing old table as gone
  for each statement execute function job_search_went();

create trigger ledger_entry_append_only before delete or update or truncate on ledger_entry
  for each statement execute function ledger_refuse_change();

create trigger ledger_entry_balanced after insert on ledger_entry referencing new table as fresh
  for each statement execute function ledger_assert_balanced();

create trigger ledger_transfer_append_only before delete or update or truncate on ledger_transfer
  for each statement execute function ledger_refuse_change();

create trigger message_is_live after insert on message
  for each row execute function message_is_live();

create trigger notice_is_live after insert on notice referencing new table as added
  for each statement execute function notice_is_live();

create trigger proposal_move_is_live after insert on proposal_move
  for each row execute function proposal_move_is_live();

create trigger statement_line_append_only before delete or update or truncate on statement_line
  for each statement execute function ledger_refuse_change();
