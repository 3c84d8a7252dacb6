set local lock_timeout = '2s';

create table market_setting (
  market text not null,
  name text not null,
  value text not null,
  changed_at timestamptz not null,
  primary key (market, name)
);
comment on table market_setting is 'What operators have set for a market; everything else is as the environment says.';
