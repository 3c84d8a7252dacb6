import { sql } from '../../kernel/context.ts';
import { type FreelancerCard, freelancerCardColumns } from './freelancers.sql.ts';
import type { Candidate } from './score.ts';

/** A freelancer who may be recommended, with what lists show of them. */
export interface CandidateRow extends FreelancerCard, Candidate {
  party_id: bigint;
  skills: string[];
  hourly: bigint | null;
  /** Whether an invitation to the listing waits for their answer, or is talked about. */
  is_invited: boolean;
}

/** How many are looked at closely: those who match, most common skills first, and the best of all to fill up. */
const closely = { matching: 200, best: 60 };

/**
 * Whoever may be recommended. Parameters: 1 market, 2 terms that match (one of the skills or categories wanted), 3 terms of
 * somebody who takes work, 4 one query for each skill, 5 the listing or null, 6 the caller's user or null, 7 the caller's
 * party or null, 8 a freelancer who is left out or null.
 *
 * Left out: the caller's own side, who has a contract for this listing that has not ended, who refused it or was refused
 * for it, who is restricted, has not finished joining, or takes no work. The last three are asked of the tables
 * themselves, since the derived one may be a moment behind.
 */
export const candidatesFor = sql<CandidateRow>(
  'search.candidates',
  `with barred as materialized (
     select array(
       select k.freelancer_party_id from contract k where k.listing_id = $5
         and k.state in ('drafted', 'offered', 'active', 'paused', 'disputed')
       union all select b.freelancer_party_id from proposal b where b.listing_id = $5 and b.state = 'refused'
       union all select o.id from party o where o.user_id = $6
       union all select $8::bigint where $8::bigint is not null) as ids
   ), matching as (
     select s.party_id from freelancer_search s
     where s.market = $1 and s.terms @@ $2::tsquery and s.terms @@ $3::tsquery
       and s.party_id <> all ((select ids from barred)::bigint[])
     order by (select count(*) from unnest($4::text[]::tsquery[]) q where s.terms @@ q) desc, s.standing desc, s.party_id
     limit ${closely.matching}
   ), best as (
     select s.party_id from freelancer_search s
     where s.market = $1
       and case when s.terms @@ $3::tsquery and s.party_id <> all ((select ids from barred)::bigint[])
         then true else false end
     order by s.standing desc, s.party_id limit ${closely.best}
   ), chosen as materialized (select party_id from matching union select party_id from best)
   select c.* from chosen cross join lateral (
     select ${freelancerCardColumns('$7')}, s.standing, s.finished, f.level, f.joined_at,
       array(select g.category_id from freelancer_category g where g.party_id = s.party_id) as categories,
       coalesce(r.reviews, 0) as reviews, coalesce(r.average, 0)::float8 as average,
       (select count(*)::int from contract k where k.freelancer_party_id = s.party_id and k.state = 'finished'
         and k.client_party_id = $7) as finished_with_caller,
       exists (select from proposal i where i.listing_id = $5 and i.freelancer_party_id = s.party_id
         and i.kind = 'invitation' and i.state in ('active', 'interview')) as is_invited
     from freelancer_search s join freelancer_profile f on f.party_id = s.party_id join party p on p.id = s.party_id
     join user_account u on u.id = p.user_id left join party_rating r on r.party_id = s.party_id
     where s.party_id = chosen.party_id and f.state = 'active' and f.available and u.state = 'active' offset 0) c`,
);

/** What a freelancer is like, to find others like them. */
export interface LikenessRow {
  party_id: bigint;
  skills: string[];
  categories: number[];
  level: string | null;
  hourly: bigint | null;
}

const likeness = `select f.party_id, f.skills, f.level, f.hourly,
    array(select g.category_id from freelancer_category g where g.party_id = f.party_id) as categories
  from freelancer_profile f join party p on p.id = f.party_id join user_account u on u.id = p.user_id`;

export const likenessOfParty = sql<LikenessRow>('search.likeness_of_party', `${likeness} where f.party_id = $1`);
export const likenessByUid = sql<LikenessRow>(
  'search.likeness_by_uid',
  `${likeness} where p.market = $1 and p.uid = $2 and p.kind = 'freelancer' and u.state = 'active'`,
);

export const newestOpenListing = sql<{ uid: string }>(
  'search.newest_open_listing',
  `select uid from listing where party_id = $1 and state = 'open' order by id desc limit 1`,
);
