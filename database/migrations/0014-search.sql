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

create table job_search_size (
  market text not null,
  shard smallint not null check (shard between 0 and 63),
  listings integer not null,
  primary key (market, shard)
);
comment on table job_search_size is 'How many rows of job_search each market has, spread over 64 rows so that publishers rarely wait for each other; kept by triggers.';

create function job_search_grown() returns trigger language plpgsql as $$
begin
  insert into job_search_size as s (market, shard, listings)
  select market, listing_id % 64, count(*) from added group by 1, 2 order by 1, 2
  on conflict (market, shard) do update set listings = s.listings + excluded.listings;
  return null;
end $$;

create function job_search_shrunk() returns trigger language plpgsql as $$
begin
  update job_search_size s set listings = s.listings - g.n
  from (select market, (listing_id % 64)::smallint as shard, count(*) as n from gone group by 1, 2) g
  where s.market = g.market and s.shard = g.shard;
  return null;
end $$;

create trigger job_search_grown after insert on job_search
  referencing new table as added for each statement execute function job_search_grown();
create trigger job_search_shrunk after delete on job_search
  referencing old table as gone for each statement execute function job_search_shrunk();
