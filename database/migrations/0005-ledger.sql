set local lock_timeout = '2s';

create table ledger_account (
  code text primary key,
  market text not null,
  kind text not null check (kind in ('available', 'withdrawing', 'escrow', 'fees', 'tax', 'clearing')),
  party_id bigint references party,
  currency text not null default 'CNY' check (currency = 'CNY'),
  balance bigint not null default 0,
  version bigint not null default 0,
  is_house boolean not null,
  opened_at timestamptz not null,
  check (is_house = (kind in ('fees', 'tax', 'clearing'))),
  check (is_house or balance >= 0),
  check (not is_house or (balance = 0 and version = 0))
);
create index ledger_account_party on ledger_account (party_id);
create unique index ledger_account_wallet on ledger_account (party_id, kind) where kind in ('available', 'withdrawing');
comment on table ledger_account is 'Amounts are fen. Accounts of the house keep no running balance, so that no transfer waits for another there.';

create table ledger_transfer (
  id bigint generated always as identity primary key,
  market text not null,
  key text not null,
  kind text not null,
  digest text not null,
  made_at timestamptz not null,
  unique (market, key)
);
create index ledger_transfer_made on ledger_transfer using brin (made_at);
comment on column ledger_transfer.key is 'The business fact that may move money once, as "milestone:12:release".';

create table ledger_entry (
  id bigint generated always as identity primary key,
  transfer_id bigint not null references ledger_transfer,
  account text not null,
  amount bigint not null check (amount <> 0),
  balance_after bigint,
  version bigint
);
comment on column ledger_entry.account is 'Without a foreign key, whose check would lock the house accounts'' rows in every transfer; ledger_post checks it.';
create index ledger_entry_transfer on ledger_entry (transfer_id);
create unique index ledger_entry_account on ledger_entry (account, version);
create index ledger_entry_house on ledger_entry (account) where version is null;

create table statement_line (
  id bigint generated always as identity primary key,
  transfer_id bigint not null references ledger_transfer,
  party_id bigint not null references party,
  kind text not null check (kind in ('deposit', 'withdraw', 'pay', 'refund', 'freeze', 'income', 'bonus')),
  direction text not null check (direction in ('in', 'out')),
  amount bigint not null check (amount >= 0),
  fee bigint not null default 0 check (fee >= 0),
  balance_after bigint not null check (balance_after >= 0),
  trade_no text not null default '',
  contract_id bigint,
  note text not null default '',
  made_at timestamptz not null
);
create index statement_line_transfer on statement_line (transfer_id);
create index statement_line_party on statement_line (party_id, id desc);
create index statement_line_party_kind on statement_line (party_id, kind, id desc);
comment on table statement_line is 'What a party reads of a transfer in its wallet; balance_after is its available balance.';

create function ledger_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only' using errcode = 'restrict_violation';
end $$;
create trigger ledger_transfer_append_only before update or delete or truncate on ledger_transfer
  for each statement execute function ledger_refuse_change();
create trigger ledger_entry_append_only before update or delete or truncate on ledger_entry
  for each statement execute function ledger_refuse_change();
create trigger statement_line_append_only before update or delete or truncate on statement_line
  for each statement execute function ledger_refuse_change();

create function ledger_assert_balanced() returns trigger language plpgsql as $$
begin
  if exists (select from fresh group by transfer_id having sum(amount) <> 0 or count(*) < 2) then
    raise exception 'a transfer''s entries must sum to zero' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger ledger_entry_balanced after insert on ledger_entry referencing new table as fresh
  for each statement execute function ledger_assert_balanced();

create function ledger_post(
  p_market text, p_key text, p_kind text, p_digest text, p_at timestamptz,
  p_accounts text[], p_amounts bigint[], p_lines jsonb
) returns text language plpgsql as $$
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
end $$;
comment on function ledger_post is 'The only writer of the ledger: claims the key, locks the accounts in order, refuses an overdraft, writes entries and statement lines. Answers posted, repeated, or reused (the key with another body).';
