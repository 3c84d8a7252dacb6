set local lock_timeout = '2s';

create table operator_account (
  id bigint generated always as identity primary key,
  uid text not null unique,
  name text not null unique,
  shown_name text not null,
  password_hash text not null,
  must_change_password boolean not null,
  role text not null check (role in ('administrator', 'reviewer', 'finance', 'support', 'auditor')),
  totp_cipher text,
  totp_last_step bigint not null default 0,
  is_active boolean not null default true,
  created_at timestamptz not null,
  last_seen_at timestamptz
);
comment on table operator_account is 'Somebody who runs the house; of no market. Names are stored in lower case.';
comment on column operator_account.totp_last_step is 'The time step of the last code that was taken: no code counts twice.';

create table operator_session (
  id bigint generated always as identity primary key,
  token_hash bytea not null unique,
  operator_id bigint not null references operator_account,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index operator_session_operator on operator_session (operator_id);

create table audit_entry (
  id bigint generated always as identity primary key,
  operator_id bigint not null references operator_account,
  market text not null,
  action text not null,
  subject text not null,
  reason text not null,
  facts jsonb not null,
  at timestamptz not null
);
create index audit_entry_operator on audit_entry (operator_id, id desc);
create index audit_entry_subject on audit_entry (market, subject, id desc);
comment on table audit_entry is 'Every change an operator has made, written with the change itself, with its reason.';

create function audit_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only' using errcode = 'restrict_violation';
end $$;
create trigger audit_entry_append_only before update or delete or truncate on audit_entry
  for each statement execute function audit_refuse_change();

create table payout_approval (
  payout_id bigint not null references payout,
  operator_id bigint not null,
  at timestamptz not null,
  primary key (payout_id, operator_id)
);
comment on table payout_approval is 'Who has let a payout go; beyond a limit it takes two people.';
