set local lock_timeout = '2s';

create table pay_refund (
  id bigint generated always as identity primary key,
  market text not null,
  refund_no text not null unique,
  top_up_id bigint not null references pay_order,
  party_id bigint not null references party,
  amount bigint not null check (amount > 0),
  state text not null check (state in ('requested', 'sent', 'done', 'failed')),
  reason text not null default '',
  created_at timestamptz not null,
  settled_at timestamptz,
  check ((settled_at is not null) = (state in ('done', 'failed')))
);
create unique index pay_refund_top_up on pay_refund (top_up_id);
create index pay_refund_party on pay_refund (party_id, id desc);
comment on table pay_refund is 'Money of a top-up on its way back to where it came from. A top-up is given back once.';

create table sandbox_refund (
  out_refund_no text primary key,
  out_trade_no text not null references sandbox_prepay,
  refund_id text not null unique,
  amount bigint not null check (amount > 0),
  made_at timestamptz not null
);
create index sandbox_refund_trade on sandbox_refund (out_trade_no);
comment on table sandbox_refund is 'Development only: refunds at the sandbox twin of WeChat Pay, done an hour after they are asked for.';
