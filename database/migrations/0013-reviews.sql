set local lock_timeout = '2s';

create table review (
  id bigint generated always as identity primary key,
  contract_id bigint not null references contract,
  author_party_id bigint not null references party,
  about_party_id bigint not null references party,
  author_role text not null check (author_role in ('client', 'freelancer')),
  marks jsonb not null,
  average numeric(2, 1) not null,
  score smallint not null check (score between 1 and 10),
  question_id integer,
  content text not null,
  created_at timestamptz not null,
  unique (contract_id, author_role)
);
create index review_author on review (author_party_id);
create index review_about on review (about_party_id, id desc);

create table party_rating (
  party_id bigint primary key references party,
  reviews integer not null,
  average numeric(2, 1) not null
);
