import { sql } from '../../kernel/context.ts';

/** A freelancer as lists show them. */
export interface FreelancerCard {
  party_id: bigint;
  uid: string;
  name: string;
  title: string;
  /** The first 300 characters. */
  overview: string;
  skills: string[];
  /** Fen an hour. */
  hourly: bigint | null;
  region_id: number | null;
  avatar_uid: string | null;
  /** Percent. */
  coop_rate: number;
  /** Ten minutes each. */
  slots: number;
  is_favorite: boolean;
}

/** What a card needs, for statements that have freelancer_search as `s`; `viewer` is the parameter with the caller's party. */
export const freelancerCardColumns = (viewer: string): string => `s.party_id, p.uid, p.name, f.title,
  left(f.overview, 300) as overview, f.skills, f.hourly, f.region_id, f.avatar_uid, s.coop_rate, s.slots,
  ${viewer}::bigint is not null
    and exists (select from favorite v where v.party_id = ${viewer} and v.freelancer_party_id = s.party_id) as is_favorite`;

export const sizeOfFreelancers = sql<{ total: number }>(
  'search.freelancers_size',
  'select freelancers as total from freelancer_search_size where market = $1',
);

/** Parameters: 1 market, 2 terms, 3 the least success rate. */
const matches = 's.market = $1 and s.terms @@ $2::tsquery and s.coop_rate >= $3';

export const countFreelancers = sql<{ total: number }>(
  'search.freelancers_count',
  `select count(*)::int as total from freelancer_search s where ${matches}`,
);

const page = (ids: string, viewer: string) => `select c.* from (${ids}) s
  cross join lateral (
    select ${freelancerCardColumns(viewer)} from freelancer_profile f join party p on p.id = f.party_id
    where f.party_id = s.party_id offset 0) c
  order by s.standing desc, s.party_id`;
const needed = 's.party_id, s.standing, s.coop_rate, s.slots';

/** Few matches: find them all by their terms, then sort. Parameters: matches, 4 limit, 5 offset, 6 the viewer. */
export const pageOfFewFreelancers = sql<FreelancerCard>(
  'search.freelancers_few',
  `with found as materialized (select ${needed} from freelancer_search s where ${matches})
   ${page('select * from found order by standing desc, party_id limit $4 offset $5', '$6')}`,
);

/** Many matches: walk from the best and stop when the page is full; the `case` keeps the terms' index out of it. */
export const pageOfManyFreelancers = sql<FreelancerCard>(
  'search.freelancers_many',
  page(
    `select ${needed} from freelancer_search s
     where s.market = $1 and case when s.terms @@ $2::tsquery and s.coop_rate >= $3 then true else false end
     order by s.standing desc, s.party_id limit $4 offset $5`,
    '$6',
  ),
);

/** The best of all. Parameters: 1 market, 2 limit, 3 offset, 4 the viewer. */
export const pageOfBestFreelancers = sql<FreelancerCard>(
  'search.freelancers_best',
  page(
    `select ${needed} from freelancer_search s where s.market = $1
     order by s.standing desc, s.party_id limit $2::bigint offset $3::bigint`,
    '$4',
  ),
);

/** Whose row changes with this event. */
export const freelancerOfUser = sql<{ id: bigint }>(
  'search.freelancer_of_user',
  `select id from party where user_id = $1 and kind = 'freelancer'`,
);
export const freelancerOfContract = sql<{ id: bigint }>(
  'search.freelancer_of_contract',
  'select freelancer_party_id as id from contract where id = $1',
);

/** One at a time for one freelancer, so that the last one writes what is last. */
export const lockForSearch = sql<{ party_id: bigint }>(
  'search.lock_freelancer',
  'select party_id from freelancer_profile where party_id = $1 for no key update',
);

export interface FindableRow {
  market: string;
  name: string;
  title: string;
  overview: string;
  skills: string[];
  hourly: bigint | null;
  available: boolean;
  is_findable: boolean;
  categories: number[];
  reviews: number;
  average: number;
  finished: number;
  ended: number;
  slots: number;
}

export const findableFreelancer = sql<FindableRow>(
  'search.findable_freelancer',
  `select p.market, p.name, f.title, f.overview, f.skills, f.hourly, f.available,
     f.state = 'active' and u.state = 'active' as is_findable,
     array(select c.category_id from freelancer_category c where c.party_id = f.party_id) as categories,
     coalesce(r.reviews, 0) as reviews, coalesce(r.average, 0)::float8 as average, k.finished, k.ended, w.slots
   from freelancer_profile f join party p on p.id = f.party_id join user_account u on u.id = p.user_id
   left join party_rating r on r.party_id = f.party_id
   cross join lateral (
     select count(*) filter (where c.state = 'finished')::int as finished, count(*)::int as ended from contract c
     where c.freelancer_party_id = f.party_id and c.state in ('finished', 'disputed', 'settled')) k
   cross join lateral (
     select coalesce(sum(w.shot_slots + w.manual_slots), 0)::int as slots
     from contract c join week w on w.contract_id = c.id
     where c.freelancer_party_id = f.party_id and w.state in ('paid', 'settled')) w
   where f.party_id = $1`,
);

export const putFreelancer = sql<never>(
  'search.put_freelancer',
  `insert into freelancer_search (party_id, market, standing, coop_rate, finished, slots, terms, refreshed_at)
   values ($1, $2, $3, $4, $5, $6, array_to_tsvector($7::text[]), $8)
   on conflict (party_id) do update set standing = excluded.standing, coop_rate = excluded.coop_rate,
     finished = excluded.finished, slots = excluded.slots, terms = excluded.terms, refreshed_at = excluded.refreshed_at`,
);

export const dropFreelancer = sql<never>('search.drop_freelancer', 'delete from freelancer_search where party_id = $1');

/** Freelancers who should be found and are not, and the other way about; for what no event told of. */
export const strayFreelancers = sql<{ party_id: bigint }>(
  'search.stray_freelancers',
  `select f.party_id from freelancer_profile f join party p on p.id = f.party_id join user_account u on u.id = p.user_id
   left join freelancer_search s on s.party_id = f.party_id
   where (f.state = 'active' and u.state = 'active') <> (s.party_id is not null) order by f.party_id limit $1`,
);
