set local lock_timeout = '2s';

create table consultation_post (
  id bigint generated always as identity primary key,
  market text not null,
  client_party_id bigint not null references party,
  order_no text not null,
  order_id bigint references pay_order,
  state text not null check (state in ('open', 'funded', 'ordered', 'finished', 'withdrawn')),
  tags bigint[] not null check (cardinality(tags) between 1 and 20),
  title text not null,
  content text not null,
  price bigint not null check (price >= 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (market, order_no),
  check (state <> 'funded' or order_id is not null)
);
create index consultation_post_tags on consultation_post using gin (tags) where state in ('open', 'funded');
create index consultation_post_client on consultation_post (client_party_id, id desc);
create index consultation_post_order on consultation_post (order_id);
comment on table consultation_post is 'A question somebody wants a consultant for. The price is fen; 0 asks for nothing to be paid.';
comment on column consultation_post.order_no is 'The number it is paid under: ours, or one the buyer gave it before anything was paid.';

create table consultation_order (
  id bigint generated always as identity primary key,
  market text not null,
  post_id bigint not null references consultation_post,
  client_party_id bigint not null references party,
  freelancer_party_id bigint not null references party,
  order_no text not null,
  order_id bigint references pay_order,
  price bigint not null check (price >= 0),
  state text not null check (state in ('unpaid', 'active', 'delivered', 'disputed', 'completed', 'cancelled')),
  result text not null default '',
  is_hidden boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index consultation_order_under_way on consultation_order (post_id) where state <> 'cancelled';
create index consultation_order_post on consultation_order (post_id, id);
create index consultation_order_client on consultation_order (client_party_id, id desc);
create index consultation_order_freelancer on consultation_order (freelancer_party_id, id desc);
create index consultation_order_paid on consultation_order (order_id);
comment on table consultation_order is 'A post that a consultant works on. is_hidden: the buyer deleted it from their list.';

create table consultation_move (
  id bigint generated always as identity primary key,
  subject text not null,
  move text not null,
  from_state text not null,
  to_state text not null,
  by_role text not null,
  note text not null default '',
  at timestamptz not null
);
create index consultation_move_subject on consultation_move (subject, id);
comment on table consultation_move is 'What became of posts and orders: subject is "post:12" or "order:12".';
