set local lock_timeout = '2s';

create table reference_data (
  name text primary key,
  digest text not null,
  data jsonb not null
);
comment on table reference_data is 'Catalogues common to all markets (regions, categories, questions, skills, languages, degrees, banks), one row each.';
comment on column reference_data.digest is 'SHA-256 of the file the row was loaded from.';
