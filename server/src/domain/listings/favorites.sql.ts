import { sql } from '../../kernel/context.ts';
import { cardColumns, cardJoins, type ListingCard } from './cards.sql.ts';

export interface Kept {
  favorite_id: bigint;
  memo: string;
  kept_at: Date;
}

/** A listing a freelancer keeps. */
export interface FavoriteListing extends ListingCard, Kept {}

/** A freelancer a client keeps. */
export interface FavoriteFreelancer extends Kept {
  uid: string;
  name: string;
  /** The first 300 characters. */
  overview: string;
  /** Fen an hour. */
  hourly: bigint | null;
  workload: number | null;
  skills: string[];
  region_id: number | null;
  avatar_uid: string | null;
}

const ownBid = 'exists (select from proposal b where b.listing_id = l.id and b.freelancer_party_id =';

export const listingToKeep = sql<{ id: bigint }>(
  'favorites.listing_to_keep',
  `select l.id from listing l where l.market = $1 and l.uid = $2
     and (l.state = 'open' or (l.state in ('private', 'closed') and ${ownBid} $3)))`,
);

export const freelancerToKeep = sql<{ id: bigint }>(
  'favorites.freelancer_to_keep',
  `select p.id from party p join user_account u on u.id = p.user_id
   where p.market = $1 and p.uid = $2 and p.kind = 'freelancer' and u.state = 'active'`,
);

export const keepListing = sql<{ id: bigint }>(
  'favorites.keep_listing',
  `insert into favorite (party_id, listing_id, memo, created_at) values ($1, $2, $3, $4)
   on conflict (party_id, listing_id) where listing_id is not null do nothing returning id`,
);

export const keepFreelancer = sql<{ id: bigint }>(
  'favorites.keep_freelancer',
  `insert into favorite (party_id, freelancer_party_id, memo, created_at) values ($1, $2, $3, $4)
   on conflict (party_id, freelancer_party_id) where freelancer_party_id is not null do nothing returning id`,
);

export const dropListing = sql<{ id: bigint }>(
  'favorites.drop_listing',
  `delete from favorite where party_id = $1
     and listing_id = (select l.id from listing l where l.market = $2 and l.uid = $3) returning id`,
);

export const dropFreelancer = sql<{ id: bigint }>(
  'favorites.drop_freelancer',
  `delete from favorite where party_id = $1
     and freelancer_party_id = (select p.id from party p where p.market = $2 and p.uid = $3) returning id`,
);

/** Closed ones stay in the list; one that its client has made private is shown to those who have dealt with it. */
const keptListings = `favorite v join listing l on l.id = v.listing_id ${cardJoins}
  where v.party_id = $1 and (l.state in ('open', 'closed') or (l.state = 'private' and ${ownBid} $1)))`;

export const favoriteListingsPage = sql<FavoriteListing>(
  'favorites.listings',
  `select v.id as favorite_id, v.memo, v.created_at as kept_at, ${cardColumns('$1')} from ${keptListings}
   order by v.id desc limit $2 offset $3`,
);

export const favoriteListingsCount = sql<{ total: number }>(
  'favorites.listings_count',
  `select count(*)::int as total from ${keptListings}`,
);

const keptFreelancers = `favorite v join party p on p.id = v.freelancer_party_id join user_account u on u.id = p.user_id
  join freelancer_profile f on f.party_id = p.id where v.party_id = $1 and u.state = 'active'`;

export const favoriteFreelancersPage = sql<FavoriteFreelancer>(
  'favorites.freelancers',
  `select v.id as favorite_id, v.memo, v.created_at as kept_at, p.uid, p.name, left(f.overview, 300) as overview,
     f.hourly, f.workload, f.skills, f.region_id, f.avatar_uid
   from ${keptFreelancers} order by v.id desc limit $2 offset $3`,
);

export const favoriteFreelancersCount = sql<{ total: number }>(
  'favorites.freelancers_count',
  `select count(*)::int as total from ${keptFreelancers}`,
);
