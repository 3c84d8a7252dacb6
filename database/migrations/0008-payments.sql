set local lock_timeout = '2s';

create table pay_order (
  id bigint generated always as identity primary key,
  market text not null,
  trade_no text not null,
  purpose text not null check (purpose in ('topup', 'milestones', 'week', 'bonus')),
  state text not null check (state in ('open', 'paid', 'closed')),
  payer_party_id bigint not null references party,
  payee_party_id bigint references party,
  contract_id bigint,
  amount bigint not null check (amount > 0),
  fee_basis_points integer not null default 0,
  description text not null default '',
  pays_trade_no text,
  rail text,
  rail_trade_no text,
  created_at timestamptz not null,
  expires_at timestamptz,
  paid_at timestamptz,
  unique (trade_no)
);
create index pay_order_payer on pay_order (payer_party_id, id desc);
create index pay_order_payee on pay_order (payee_party_id);
create index pay_order_contract on pay_order (contract_id, id);
comment on table pay_order is 'Something to be paid once: a top-up through a rail, or milestones, a week or a bonus out of the balance.';
comment on column pay_order.pays_trade_no is 'The order that a top-up pays as soon as it has arrived.';

create table rail_event (
  id bigint generated always as identity primary key,
  rail text not null,
  event_id text not null,
  trade_no text not null,
  outcome text not null,
  verdict text not null,
  received_at timestamptz not null,
  unique (rail, event_id)
);

create table payout_account (
  id bigint generated always as identity primary key,
  market text not null,
  user_id bigint not null references user_account,
  kind text not null check (kind in ('alipay', 'bank')),
  number_cipher text not null,
  number_hash text not null,
  shown text not null,
  bank_code text,
  holder text not null,
  created_at timestamptz not null,
  removed_at timestamptz
);
create index payout_account_user on payout_account (user_id);
create unique index payout_account_number on payout_account (user_id, kind, number_hash) where removed_at is null;
create unique index payout_account_one_alipay on payout_account (user_id) where kind = 'alipay' and removed_at is null;
comment on table payout_account is 'Where a person''s money may be sent. The number is encrypted, and found by a keyed hash.';

create table payout (
  id bigint generated always as identity primary key,
  market text not null,
  payout_no text not null unique,
  party_id bigint not null references party,
  account_id bigint not null references payout_account,
  amount bigint not null check (amount > 0),
  state text not null check (state in ('requested', 'approved', 'sent', 'paid', 'failed', 'returned', 'refused')),
  reason text not null default '',
  rail_trade_no text,
  created_at timestamptz not null,
  sent_at timestamptz,
  settled_at timestamptz
);
create index payout_party on payout (party_id, id desc);
create index payout_account_id on payout (account_id);
create index payout_waiting on payout (market, id) where state = 'requested';
