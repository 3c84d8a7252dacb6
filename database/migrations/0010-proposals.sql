set local lock_timeout = '2s';

create table proposal (
  id bigint generated always as identity primary key,
  market text not null,
  listing_id bigint not null references listing,
  freelancer_party_id bigint not null references party,
  client_party_id bigint not null references party,
  kind text not null check (kind in ('bid', 'invitation')),
  state text not null check (state in ('active', 'interview', 'refused', 'revoked', 'archived', 'hired')),
  client_archived boolean not null default false,
  frozen boolean not null default false,
  price bigint check (price > 0),
  duration smallint check (duration between 1 and 5),
  message text not null,
  question_id integer,
  reason text not null default '',
  thread_id bigint not null references thread,
  file_id bigint references file,
  contract_id bigint,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (not frozen or state = 'archived'),
  check ((state = 'hired') = (contract_id is not null))
);
create unique index proposal_pair on proposal (listing_id, freelancer_party_id)
  where state in ('active', 'interview', 'archived', 'refused');
create index proposal_listing on proposal (listing_id, state, id desc);
create index proposal_freelancer on proposal (freelancer_party_id, state, id desc);
create index proposal_client on proposal (client_party_id, id desc);
create index proposal_thread on proposal (thread_id);
create index proposal_file on proposal (file_id);
comment on table proposal is 'A bid of a freelancer or an invitation of a client, up to the agreement. Price is fen (an hour, for hourly work).';
comment on column proposal.client_archived is 'The client has put it aside; the freelancer''s own archiving is a state.';
comment on column proposal.frozen is 'A bid archived by the house while its listing takes no bids.';

create table proposal_move (
  id bigint generated always as identity primary key,
  proposal_id bigint not null references proposal,
  move text not null,
  from_state text,
  to_state text not null,
  by_role text not null,
  at timestamptz not null
);
create index proposal_move_proposal on proposal_move (proposal_id, id);
comment on column proposal_move.from_state is 'Null for the move that made the proposal.';
