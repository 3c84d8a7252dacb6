set local lock_timeout = '2s';

create table decision_holder (
  market text not null,
  kind text not null,
  subject_id bigint not null,
  operator_id bigint not null references operator_account,
  since timestamptz not null,
  primary key (market, kind, subject_id)
);
create index decision_holder_operator on decision_holder (operator_id);
comment on table decision_holder is 'Which operator has taken what waits for a decision; gone once it is decided.';
