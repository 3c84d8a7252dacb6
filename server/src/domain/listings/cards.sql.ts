import { sql } from '../../kernel/context.ts';
import type { ListingState } from './lifecycle.ts';
import type { Level, PayKind } from './listings.sql.ts';

/** A listing as lists show it, with its client's standing and whether the caller keeps it as a favourite. */
export interface ListingCard {
  id: bigint;
  uid: string;
  state: ListingState;
  title: string;
  summary: string;
  category_id: number;
  hires: number;
  pay_kind: PayKind;
  level: Level;
  duration: number | null;
  workload: number | null;
  /** Fen. */
  budget: bigint | null;
  skills: string[];
  created_at: Date;
  published_at: Date | null;
  client_reviews: number;
  client_average: number;
  is_favorite: boolean;
}

/** What a card needs, for statements that have the listing as `l`; `viewer` is the parameter with the caller's party. */
export const cardColumns = (
  viewer: string,
): string => `l.id, l.uid, l.state, l.title, l.summary, l.category_id, l.hires,
  l.pay_kind, l.level, l.duration, l.workload, l.budget, l.skills, l.created_at, l.published_at,
  coalesce(r.reviews, 0) as client_reviews, coalesce(r.average, 0)::float8 as client_average,
  ${viewer}::bigint is not null
    and exists (select from favorite v where v.party_id = ${viewer} and v.listing_id = l.id) as is_favorite`;

/** Joins that cardColumns needs. */
export const cardJoins = 'left join party_rating r on r.party_id = l.party_id';

export const cardsByIds = sql<ListingCard>(
  'listings.cards_by_ids',
  `select ${cardColumns('$2')} from listing l ${cardJoins} where l.id = any ($1::bigint[])`,
);

/** Who seeks by a listing, and how many have bid. */
export interface ListingStanding {
  id: bigint;
  client_uid: string;
  client_name: string;
  client_logo_uid: string | null;
  /** Bids that were not revoked. */
  applied: number;
}

export const standingsByIds = sql<ListingStanding>(
  'listings.standings_by_ids',
  `select l.id, t.uid as client_uid, t.name as client_name, c.logo_uid as client_logo_uid,
     (select count(*)::int from proposal b where b.listing_id = l.id and b.kind = 'bid' and b.state <> 'revoked') as applied
   from listing l join party t on t.id = l.party_id left join client_profile c on c.party_id = l.party_id
   where l.id = any ($1::bigint[])`,
);

/** A client's own listing, with how many agreements it led to. */
export interface OwnListing extends ListingCard {
  contracts: number;
}

export const ownListingsPage = sql<OwnListing>(
  'listings.own_page',
  `select ${cardColumns('null')},
     (select count(*)::int from contract c where c.listing_id = l.id and c.state <> 'drafted') as contracts
   from listing l ${cardJoins}
   where l.party_id = $1 and l.state = any ($2::text[])
   order by l.id desc limit $3 offset $4`,
);

export const ownListingsCount = sql<{ total: number }>(
  'listings.own_count',
  'select count(*)::int as total from listing where party_id = $1 and state = any ($2::text[])',
);

export const ownListingNames = sql<{ id: bigint; uid: string; title: string }>(
  'listings.own_names',
  'select id, uid, title from listing where party_id = $1 and state = any ($2::text[]) order by id desc limit $3',
);
