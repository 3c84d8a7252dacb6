import { sharedSql } from '../../kernel/context.ts';
import type { ListingRow, PayKind } from './listings.sql.ts';

/** What the page of a listing shows of the listing itself and its client. */
export interface DetailRow extends Omit<ListingRow, 'summary' | 'updated_at' | 'published_at'> {
  viewed_by_client_at: Date | null;
  client_uid: string;
  client_name: string;
  client_logo_uid: string | null;
  file_name: string | null;
  file_uid: string | null;
  file_size: number | null;
  has_proposals: boolean;
  is_favorite: boolean;
  /** The same client's other open listings, newest first, at most 5, each "uid pay-kind title". */
  others: string[];
}

/**
 * Parameters: 1 uid, 2 market, 3 the viewer's party or null. Kept small, since it is asked for most: what only listings
 * with proposals have is a second statement, and the others come as text, which costs a third of JSON.
 */
export const detailByUid = sharedSql<DetailRow>(
  'listings.detail',
  ['text', 'text', 'bigint'],
  `select l.id, l.uid, l.party_id, l.state, l.title, l.description, l.category_id, l.hires, l.pay_kind, l.level,
     l.duration, l.workload, l.budget, l.stage, l.apis, l.platforms, l.frameworks, l.languages, l.skills, l.file_id,
     l.created_at, l.viewed_by_client_at,
     t.uid as client_uid, t.name as client_name, c.logo_uid as client_logo_uid,
     f.name as file_name, f.uid as file_uid, f.size as file_size,
     exists (select from proposal b where b.listing_id = l.id) as has_proposals,
     exists (select from favorite v where v.party_id = $3 and v.listing_id = l.id) as is_favorite,
     array(
       select o.uid || ' ' || o.pay_kind || ' ' || o.title from listing o
       where o.party_id = l.party_id and o.state = 'open' and o.id <> l.id
       order by o.id desc limit 5
     ) as others
   from listing l
   join party t on t.id = l.party_id
   left join client_profile c on c.party_id = l.party_id
   left join file f on f.id = l.file_id
   where l.uid = $1 and l.market = $2
     and (l.state = 'open'
       or (l.party_id = $3 and l.state <> 'removed')
       or (l.state in ('private', 'closed')
         and exists (select from proposal b where b.listing_id = l.id and b.freelancer_party_id = $3)))`,
);

/** What came in on a listing. */
export interface Incoming {
  /** Bids that were not revoked. */
  applied: number;
  interviewing: number;
  /** The newest of those bids, at most 20; `at` in milliseconds since 1970, price in fen. */
  bids: readonly { name: string; uid: string; at: number; price: number | null }[];
  own_id: bigint | null;
  own_state: string | null;
  own_contract_uid: string | null;
}

/** Parameters: 1 the listing, 2 the viewer's party or null. */
export const incomingOf = sharedSql<Incoming>(
  'listings.incoming',
  ['bigint', 'bigint'],
  `select p.applied, p.interviewing, m.id as own_id, m.state as own_state, m.contract_uid as own_contract_uid,
     (select coalesce(json_agg(json_build_object('name', b.name, 'uid', b.uid, 'at', b.at, 'price', b.price)), '[]')
       from (
         select w.name, w.uid, (extract(epoch from b.created_at) * 1000)::float8 as at, b.price
         from proposal b join party w on w.id = b.freelancer_party_id
         where b.listing_id = $1 and b.kind = 'bid' and b.state <> 'revoked'
         order by b.id desc limit 20) b) as bids
   from (
     select count(*) filter (where kind = 'bid' and state <> 'revoked')::int as applied,
       count(*) filter (where state = 'interview')::int as interviewing
     from proposal where listing_id = $1) p
   left join lateral (
     select b.id, b.state, (select k.uid from contract k where k.id = b.contract_id) as contract_uid
     from proposal b where b.listing_id = $1 and b.freelancer_party_id = $2 order by b.id desc limit 1) m on true`,
);

/** Another open listing of the same client. */
export interface OtherListing {
  readonly uid: string;
  readonly payKind: PayKind;
  readonly title: string;
}

/** Everything the page of one listing shows. */
export interface ListingDetail extends Omit<DetailRow, 'others' | 'has_proposals'>, Incoming {
  others: readonly OtherListing[];
}
