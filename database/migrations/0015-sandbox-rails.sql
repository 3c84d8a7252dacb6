set local lock_timeout = '2s';

create table sandbox_key (
  owner text primary key check (owner in ('gateway', 'application')),
  private_key text not null,
  public_key text not null,
  made_at timestamptz not null
);
comment on table sandbox_key is 'Development only: the RSA key pairs of the sandbox twin and of our application at it, PEM. Worth nothing outside.';

create table sandbox_trade (
  out_trade_no text primary key,
  trade_no text not null unique,
  amount bigint not null check (amount > 0),
  subject text not null,
  state text not null default 'waiting' check (state in ('waiting', 'paid', 'closed')),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  paid_at timestamptz,
  closed_at timestamptz,
  notified_at timestamptz,
  check ((state = 'paid') = (paid_at is not null)),
  check ((state = 'closed') = (closed_at is not null))
);
comment on table sandbox_trade is 'Development only: pay-ins at the sandbox twin of Alipay. Amounts in fen; a trade exists once its pay page was opened.';
comment on column sandbox_trade.notified_at is 'When our side answered the notification with success.';

create table sandbox_transfer (
  out_biz_no text primary key,
  order_id text not null unique,
  product_code text not null check (product_code in ('TRANS_ACCOUNT_NO_PWD', 'TRANS_BANKCARD_NO_PWD')),
  amount bigint not null check (amount > 0),
  identity text not null,
  holder text not null,
  made_at timestamptz not null
);
comment on table sandbox_transfer is 'Development only: payouts at the sandbox twin of Alipay. Amounts in fen; what becomes of one follows from its age and account number.';
