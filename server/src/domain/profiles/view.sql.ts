import { sql } from '../../kernel/context.ts';

/** A freelancer's whole profile. What others may not see is for the API to leave out, by `own`. */
export interface FreelancerProfileRow {
  party_id: bigint;
  user_id: bigint;
  uid: string;
  name: string;
  username: string;
  email: string | null;
  phone: string | null;
  is_verified: boolean;
  state: 'joining' | 'active';
  title: string;
  overview: string;
  level: string | null;
  hourly: bigint | null;
  workload: number | null;
  skills: string[];
  region_id: number | null;
  avatar_uid: string | null;
  english: number | null;
  available: boolean;
  address: string;
  postcode: string;
  categories: number;
  languages: readonly { id: number; level: number }[];
  has_employment: boolean;
  has_education: boolean;
  has_portfolio: boolean;
  reviews: number;
  average: number;
  is_favorite: boolean;
}

const freelancerSelect = `select f.party_id, p.user_id, p.uid, p.name, u.username, u.email, u.phone,
    u.name_locked_at is not null as is_verified, f.state, f.title, f.overview, f.level, f.hourly, f.workload, f.skills,
    f.region_id, f.avatar_uid, f.english, f.available, f.address, f.postcode,
    (select count(*)::int from freelancer_category c where c.party_id = f.party_id) as categories,
    (select coalesce(json_agg(json_build_object('id', l.language_id, 'level', l.level) order by l.language_id), '[]')
      from freelancer_language l where l.party_id = f.party_id) as languages,
    exists (select from employment e where e.party_id = f.party_id) as has_employment,
    exists (select from education e where e.party_id = f.party_id) as has_education,
    exists (select from portfolio w where w.party_id = f.party_id) as has_portfolio,
    coalesce(r.reviews, 0) as reviews, coalesce(r.average, 0)::float8 as average,
    exists (select from favorite v where v.party_id = $1 and v.freelancer_party_id = f.party_id) as is_favorite
  from freelancer_profile f join party p on p.id = f.party_id join user_account u on u.id = p.user_id
  left join party_rating r on r.party_id = f.party_id`;

/** Parameter: the viewer, who is the freelancer. */
export const ownFreelancer = sql<FreelancerProfileRow>(
  'profiles.own_freelancer',
  `${freelancerSelect} where f.party_id = $1`,
);

/** Parameters: the viewer, market, public id. */
export const freelancerByUid = sql<FreelancerProfileRow>(
  'profiles.freelancer_by_uid',
  `${freelancerSelect} where p.market = $2 and p.uid = $3 and u.state = 'active'`,
);

/** Parameters: market, public id. */
export const freelancerIdByUid = sql<{ id: bigint }>(
  'profiles.freelancer_id_by_uid',
  `select p.id from party p join user_account u on u.id = p.user_id
   where p.market = $1 and p.uid = $2 and p.kind = 'freelancer' and u.state = 'active'`,
);

/** A team's whole profile. */
export interface ClientProfileRow {
  party_id: bigint;
  user_id: bigint;
  uid: string;
  team_name: string;
  user_uid: string;
  user_name: string;
  user_phone: string | null;
  user_email: string | null;
  is_verified: boolean;
  is_company: boolean;
  overview: string;
  link: string;
  region_id: number | null;
  address: string;
  phone: string;
  email: string;
  logo_uid: string | null;
  avatar_uid: string | null;
}

const clientSelect = `select c.party_id, p.user_id, p.uid, p.name as team_name, u.uid as user_uid, u.name as user_name,
    u.phone as user_phone, u.email as user_email, u.name_locked_at is not null as is_verified, p.is_company, c.overview,
    c.link, c.region_id, c.address, c.phone, c.email, c.logo_uid, c.avatar_uid
  from client_profile c join party p on p.id = c.party_id join user_account u on u.id = p.user_id`;

export const ownClient = sql<ClientProfileRow>('profiles.own_client', `${clientSelect} where c.party_id = $1`);

export const clientByUid = sql<ClientProfileRow>(
  'profiles.client_by_uid',
  `${clientSelect} where p.market = $1 and p.uid = $2 and u.state = 'active'`,
);

/** A team in numbers. Amounts are fen; `slots` are ten minutes of recorded work. */
export interface TeamNumbersRow {
  name: string;
  region_id: number | null;
  created_at: Date;
  reviews: number;
  average: number;
  score: number;
  jobs: number;
  open_jobs: number;
  closed_jobs: number;
  hires: number;
  total_paid: bigint;
  slots: number;
}

export const teamNumbersByUid = sql<TeamNumbersRow>(
  'profiles.team_numbers_by_uid',
  `select p.name, c.region_id, p.created_at, coalesce(r.reviews, 0) as reviews,
     coalesce(r.average, 0)::float8 as average,
     (select coalesce(sum(v.score), 0)::int from review v where v.about_party_id = p.id) as score,
     l.jobs, l.open_jobs, l.closed_jobs, k.hires, k.total_paid,
     (select coalesce(sum(w.shot_slots + w.manual_slots), 0)::int from week w join contract o on o.id = w.contract_id
       where o.client_party_id = p.id) as slots
   from party p join client_profile c on c.party_id = p.id join user_account u on u.id = p.user_id
   left join party_rating r on r.party_id = p.id
   cross join lateral (
     select count(*) filter (where x.state in ('open', 'private', 'closed'))::int as jobs,
       count(*) filter (where x.state = 'open')::int as open_jobs,
       count(*) filter (where x.state = 'closed')::int as closed_jobs
     from listing x where x.party_id = p.id) l
   cross join lateral (
     select count(*) filter (where x.accepted_at is not null)::int as hires,
       coalesce(sum(x.paid_total), 0)::bigint as total_paid
     from contract x where x.client_party_id = p.id) k
   where p.market = $1 and p.uid = $2 and u.state = 'active'`,
);
