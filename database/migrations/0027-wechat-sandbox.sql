set local lock_timeout = '2s';

alter table sandbox_key drop constraint sandbox_key_owner_check;
alter table sandbox_key add constraint sandbox_key_owner_check
  check (owner in ('gateway', 'application', 'wechat', 'merchant'));

create table sandbox_prepay (
  out_trade_no text primary key,
  prepay_id text not null unique,
  transaction_id text not null unique,
  amount bigint not null check (amount > 0),
  subject text not null,
  notify_url text not null,
  state text not null default 'waiting' check (state in ('waiting', 'paid', 'closed')),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  paid_at timestamptz,
  notified_at timestamptz,
  check ((state = 'paid') = (paid_at is not null))
);
comment on table sandbox_prepay is 'Development only: orders at the sandbox twin of WeChat Pay. Amounts in fen.';
comment on column sandbox_prepay.notified_at is 'When our side took the notification.';
