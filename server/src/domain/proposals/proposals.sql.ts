import { sql } from '../../kernel/context.ts';
import type { ProposalKind, ProposalState } from './lifecycle.ts';

/** A proposal as it is stored. Price is fen, an hour for hourly work. */
export interface ProposalRow {
  id: bigint;
  listing_id: bigint;
  freelancer_party_id: bigint;
  client_party_id: bigint;
  kind: ProposalKind;
  state: ProposalState;
  client_archived: boolean;
  frozen: boolean;
  price: bigint | null;
  duration: number | null;
  message: string;
  question_id: number | null;
  reason: string;
  thread_id: bigint;
  file_id: bigint | null;
  contract_id: bigint | null;
  created_at: Date;
  updated_at: Date;
}

export const proposalColumns = `p.id, p.listing_id, p.freelancer_party_id, p.client_party_id, p.kind, p.state,
  p.client_archived, p.frozen, p.price, p.duration, p.message, p.question_id, p.reason, p.thread_id, p.file_id,
  p.contract_id, p.created_at, p.updated_at`;

const live = `p.state in ('active', 'interview', 'archived', 'refused')`;
const ofParty = '$2 in (p.freelancer_party_id, p.client_party_id)';

/** Written only when the pair has no live proposal. */
export const insertProposal = sql<{ id: bigint }>(
  'proposals.insert',
  `insert into proposal (market, listing_id, freelancer_party_id, client_party_id, kind, state, price, duration,
     message, thread_id, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
   on conflict (listing_id, freelancer_party_id) where state in ('active', 'interview', 'archived', 'refused')
   do nothing returning id`,
);

/** After the file is known to be the author's. */
export const setProposalFile = sql<never>('proposals.set_file', 'update proposal set file_id = $2 where id = $1');

export const proposalOfParty = sql<ProposalRow>(
  'proposals.of_party',
  `select ${proposalColumns} from proposal p where p.id = $1 and ${ofParty}`,
);

export const lockProposalOfParty = sql<ProposalRow>(
  'proposals.lock_of_party',
  `select ${proposalColumns} from proposal p where p.id = $1 and ${ofParty} for no key update`,
);

export const lockProposal = sql<ProposalRow>(
  'proposals.lock',
  `select ${proposalColumns} from proposal p where p.id = $1 and p.market = $2 for no key update`,
);

export const threadById = sql<{ thread_id: bigint }>(
  'proposals.thread_by_id',
  'select thread_id from proposal where id = $1 and market = $2',
);

export const lockPair = sql<ProposalRow>(
  'proposals.lock_pair',
  `select ${proposalColumns} from proposal p
   where p.listing_id = $1 and p.freelancer_party_id = $2 and ${live} for no key update`,
);

/** The whole of what a move may change. */
export const saveProposal = sql<never>(
  'proposals.save',
  `update proposal set state = $2, client_archived = $3, frozen = $4, price = $5, message = $6, question_id = $7,
     reason = $8, contract_id = $9, updated_at = $10 where id = $1`,
);

export const insertMove = sql<never>(
  'proposals.insert_move',
  `insert into proposal_move (proposal_id, move, from_state, to_state, by_role, at) values ($1, $2, $3, $4, $5, $6)`,
);

/** Moves a listing's waiting bids into the archive, with their history. */
export const freezeBids = sql<{ id: bigint }>(
  'proposals.freeze_bids',
  `with moved as (
     update proposal set state = $2, frozen = true, updated_at = $3
     where listing_id = $1 and kind = 'bid' and state = 'active' returning id
   )
   insert into proposal_move (proposal_id, move, from_state, to_state, by_role, at)
   select id, 'freeze', 'active', $2, 'system', $3 from moved returning proposal_id as id`,
);

/** Moves a listing's frozen bids back, with their history. */
export const thawBids = sql<{ id: bigint }>(
  'proposals.thaw_bids',
  `with moved as (
     update proposal set state = $2, frozen = false, updated_at = $3
     where listing_id = $1 and frozen returning id
   )
   insert into proposal_move (proposal_id, move, from_state, to_state, by_role, at)
   select id, 'thaw', 'archived', $2, 'system', $3 from moved returning proposal_id as id`,
);

/** Whether the pair has a contract that has not ended; contracts belong to a higher module, so this only reads. */
export const openContractOfPair = sql<{ found: number }>(
  'proposals.open_contract_of_pair',
  `select 1 as found from contract where listing_id = $1 and freelancer_party_id = $2
     and state in ('drafted', 'offered', 'active', 'paused', 'disputed') limit 1`,
);

export interface ContractBriefRow {
  id: bigint;
  uid: string;
  name: string;
  state: string;
}

export const contractsByIds = sql<ContractBriefRow>(
  'proposals.contracts_by_ids',
  'select id, uid, name, state from contract where id = any ($1::bigint[])',
);

/** The sides of a contract and its proposal, for a party that may know of it: a draft is the client's alone. */
export const contractForTalk = sql<{
  proposal_id: bigint | null;
  client_party_id: bigint;
  freelancer_party_id: bigint;
}>(
  'proposals.contract_for_talk',
  `select proposal_id, client_party_id, freelancer_party_id from contract
   where uid = $1 and (client_party_id = $2 or (freelancer_party_id = $2 and state <> 'drafted'))`,
);

export interface ListingCountsRow {
  listing_id: bigint;
  /** All bids that were not revoked. */
  bids: number;
  /** Bids that wait for the client. */
  waiting: number;
  /** Of those, the ones made since the client last looked at the listing. */
  fresh: number;
  interviews: number;
  /** Invitations that wait for the freelancer. */
  invitations: number;
}

export const countsByListings = sql<ListingCountsRow>(
  'proposals.counts_by_listings',
  `select p.listing_id,
     count(*) filter (where p.kind = 'bid' and p.state <> 'revoked')::int as bids,
     count(*) filter (where p.kind = 'bid' and p.state = 'active' and not p.client_archived)::int as waiting,
     count(*) filter (where p.kind = 'bid' and p.state = 'active' and not p.client_archived
       and (l.viewed_by_client_at is null or p.created_at > l.viewed_by_client_at))::int as fresh,
     count(*) filter (where p.state = 'interview')::int as interviews,
     count(*) filter (where p.kind = 'invitation' and p.state = 'active')::int as invitations
   from proposal p join listing l on l.id = p.listing_id
   where p.listing_id = any ($1::bigint[]) group by p.listing_id`,
);

/** Which of these freelancers the client keeps as favourites. */
export const favoritesAmong = sql<{ freelancer_party_id: bigint }>(
  'proposals.favorites_among',
  'select freelancer_party_id from favorite where party_id = $1 and freelancer_party_id = any ($2::bigint[])',
);
