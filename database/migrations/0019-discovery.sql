set local lock_timeout = '2s';

create table freelancer_search (
  party_id bigint primary key references party,
  market text not null,
  standing integer not null,
  coop_rate smallint not null check (coop_rate between 0 and 100),
  finished integer not null,
  slots integer not null,
  terms tsvector not null,
  refreshed_at timestamptz not null
);
create index freelancer_search_terms on freelancer_search using gin (terms);
create index freelancer_search_best on freelancer_search (market, standing desc, party_id);
comment on table freelancer_search is 'Derived from freelancers who can be found: words and every filter as lexemes ("w:前端", "c:4", "h:2"), and what lists show of their contracts.';
comment on column freelancer_search.standing is 'Hundredths of the average mark, drawn towards 3.5 while there are few reviews; lists begin with the highest.';
comment on column freelancer_search.coop_rate is 'Of 100 contracts that ended, how many without a dispute; 0 without any.';
comment on column freelancer_search.slots is 'Ten minutes each: what weeks that were paid have recorded.';

create table freelancer_search_size (
  market text primary key,
  freelancers integer not null
);
comment on table freelancer_search_size is 'How many rows of freelancer_search each market has; kept by triggers.';

create function freelancer_search_grown() returns trigger language plpgsql as $$
begin
  insert into freelancer_search_size as s (market, freelancers)
  select market, count(*) from added group by 1 order by 1
  on conflict (market) do update set freelancers = s.freelancers + excluded.freelancers;
  return null;
end $$;

create function freelancer_search_shrunk() returns trigger language plpgsql as $$
begin
  update freelancer_search_size s set freelancers = s.freelancers - g.n
  from (select market, count(*) as n from gone group by 1) g where s.market = g.market;
  return null;
end $$;

create trigger freelancer_search_grown after insert on freelancer_search
  referencing new table as added for each statement execute function freelancer_search_grown();
create trigger freelancer_search_shrunk after delete on freelancer_search
  referencing old table as gone for each statement execute function freelancer_search_shrunk();

create table subscription (
  id bigint generated always as identity primary key,
  market text not null,
  party_id bigint not null references party,
  name text not null,
  keyword text not null default '',
  durations integer[] not null default '{}',
  workloads integer[] not null default '{}',
  pay_kinds text[] not null default '{}',
  levels text[] not null default '{}',
  created_at timestamptz not null
);
create index subscription_party on subscription (party_id, id);
comment on table subscription is 'What listings a freelancer wants to hear of, at most five searches each; an empty filter lets all pass.';

create table subscription_reader (
  party_id bigint primary key references party,
  matched_until timestamptz not null
);
comment on column subscription_reader.matched_until is 'Listings published before then have been looked at for this freelancer.';
