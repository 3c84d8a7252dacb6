import { sql } from '../../kernel/context.ts';
import type { ListingRow } from './listings.sql.ts';

/** Everything the page of one listing shows. */
export interface ListingDetail extends Omit<ListingRow, 'party_id'> {
  party_id: bigint;
  viewed_by_client_at: Date | null;
  client_uid: string;
  client_name: string;
  client_logo_uid: string | null;
  file_name: string | null;
  file_uid: string | null;
  file_size: number | null;
  applied: number;
  interviewing: number;
  /** The newest bids, at most 20; `at` in milliseconds since 1970, price in fen. */
  bids: readonly { name: string; uid: string; at: number; price: number | null }[] | null;
  /** The same client's other open listings, newest first, at most 10. */
  others: readonly { uid: string; title: string; pay_kind: 'hourly' | 'fixed' }[] | null;
  is_favorite: boolean;
  own_proposal_id: bigint | null;
  own_proposal_state: string | null;
  own_contract_uid: string | null;
}

const columns = `l.id, l.uid, l.party_id, l.state, l.title, l.description, l.summary, l.category_id, l.hires, l.pay_kind,
  l.level, l.duration, l.workload, l.budget, l.stage, l.apis, l.platforms, l.frameworks, l.languages, l.skills,
  l.file_id, l.created_at, l.updated_at, l.published_at, l.viewed_by_client_at,
  t.uid as client_uid, t.name as client_name, c.logo_uid as client_logo_uid,
  f.name as file_name, f.uid as file_uid, f.size as file_size,
  p.applied, p.interviewing,
  case when p.applied > 0 then (
    select json_agg(json_build_object('name', b.name, 'uid', b.uid, 'at', b.at, 'price', b.price)) from (
      select w.name, w.uid, (extract(epoch from b.created_at) * 1000)::float8 as at, b.price
      from proposal b join party w on w.id = b.freelancer_party_id
      where b.listing_id = l.id and b.kind = 'bid' and b.state <> 'revoked'
      order by b.id desc limit 20) b
  ) end as bids,
  (
    select json_agg(json_build_object('uid', o.uid, 'title', o.title, 'pay_kind', o.pay_kind)) from (
      select o.uid, o.title, o.pay_kind from listing o
      where o.party_id = l.party_id and o.state = 'open' and o.id <> l.id
      order by o.id desc limit 10) o
  ) as others`;

const tables = `listing l
  join party t on t.id = l.party_id
  left join client_profile c on c.party_id = l.party_id
  left join file f on f.id = l.file_id
  cross join lateral (
    select count(*) filter (where b.kind = 'bid' and b.state <> 'revoked')::int as applied,
      count(*) filter (where b.state = 'interview')::int as interviewing
    from proposal b where b.listing_id = l.id) p`;

export const publicDetail = sql<ListingDetail>(
  'listings.public_detail',
  `select ${columns}, false as is_favorite, null::bigint as own_proposal_id, null::text as own_proposal_state,
     null::text as own_contract_uid
   from ${tables}
   where l.uid = $1 and l.market = $2 and l.state = 'open'`,
);

export const detailFor = sql<ListingDetail>(
  'listings.detail_for',
  `select ${columns},
     exists (select from favorite v where v.party_id = $3 and v.listing_id = l.id) as is_favorite,
     m.id as own_proposal_id, m.state as own_proposal_state, m.contract_uid as own_contract_uid
   from ${tables}
   left join lateral (
     select b.id, b.state, (select k.uid from contract k where k.id = b.contract_id) as contract_uid
     from proposal b where b.listing_id = l.id and b.freelancer_party_id = $3 order by b.id desc limit 1) m on true
   where l.uid = $1 and l.market = $2
     and (l.state = 'open' or (l.party_id = $3 and l.state <> 'removed')
       or (l.state in ('private', 'closed') and m.id is not null))`,
);
