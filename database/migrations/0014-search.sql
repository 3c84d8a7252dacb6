set local lock_timeout = '2s';

create table job_search (
  listing_id bigint primary key references listing,
  market text not null,
  published_at timestamptz not null,
  budget bigint,
  terms tsvector not null
);
create index job_search_terms on job_search using gin (terms);
create index job_search_newest on job_search (market, published_at desc, listing_id desc);
comment on table job_search is 'Derived from open listings: words and every filter as lexemes ("w:开发", "c:4", "p:fixed"), so that one index answers a search.';
