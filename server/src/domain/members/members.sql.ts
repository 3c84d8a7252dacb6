import { type PartyKind, sql } from '../../kernel/context.ts';

export type Presence = 'hidden' | 'online' | 'busy';

export interface MemberRow {
  user_id: bigint;
  party_id: bigint;
  name: string;
  phone: string | null;
  kind: PartyKind;
  is_restricted: boolean;
  presence: Presence;
  education: number | null;
  province_id: number | null;
  city_id: number | null;
  district_id: number | null;
  address: string;
  craft_ids: number[];
  wished_city_ids: number[];
  industry_ids: number[];
  /** Fen. */
  min_pay: bigint | null;
  max_pay: bigint | null;
  is_long_term: boolean;
  ratings: number;
  rating_average: string;
  avatar_uid: string | null;
  team_name: string;
  team_overview: string;
  created_at: Date;
}

export const memberColumns = `m.user_id, m.party_id, u.name, u.phone, m.kind, u.state = 'restricted' as is_restricted, m.presence, m.education,
  m.province_id, m.city_id, m.district_id, m.address, m.craft_ids, m.wished_city_ids, m.industry_ids, m.min_pay, m.max_pay,
  m.is_long_term, m.ratings, m.rating_average::text, coalesce(f.avatar_uid, c.avatar_uid) as avatar_uid, p.name as team_name,
  coalesce(c.overview, '') as team_overview, u.created_at`;

export const memberJoins = `join user_account u on u.id = m.user_id join party p on p.id = m.party_id
  left join freelancer_profile f on f.party_id = m.party_id left join client_profile c on c.party_id = m.party_id`;

export const insertMember = sql<never>(
  'members.insert',
  `insert into member (user_id, party_id, market, kind, province_id, city_id, district_id, address, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);

export const membersByIds = sql<MemberRow>(
  'members.by_ids',
  `select ${memberColumns} from member m ${memberJoins} where m.market = $1 and m.user_id = any ($2::bigint[])`,
);

export const membersOfKind = sql<{ user_id: bigint }>(
  'members.of_kind',
  `select m.user_id from member m join user_account u on u.id = m.user_id
   where m.market = $1 and m.kind = $2 and u.state = 'active' order by m.user_id limit 200`,
);

/** What is null stays as it is; a place is replaced as a whole. */
export const updateMember = sql<{ user_id: bigint }>(
  'members.update',
  `update member set presence = coalesce($2, presence), education = coalesce($3, education),
     craft_ids = coalesce($4::int[], craft_ids),
     province_id = case when $5 then $6 else province_id end, city_id = case when $5 then $7 else city_id end,
     district_id = case when $5 then $8 else district_id end, address = coalesce($9, address), updated_at = $10
   where user_id = $1 returning user_id`,
);

export const updateWishes = sql<{ user_id: bigint }>(
  'members.update_wishes',
  `update member set wished_city_ids = coalesce($2::int[], wished_city_ids), industry_ids = coalesce($3::int[], industry_ids),
     min_pay = coalesce($4, min_pay), max_pay = coalesce($5, max_pay), is_long_term = coalesce($6, is_long_term), updated_at = $7
   where user_id = $1 returning user_id`,
);

export const lockMember = sql<{ min_pay: bigint | null; max_pay: bigint | null }>(
  'members.lock',
  'select min_pay, max_pay from member where user_id = $1 for no key update',
);

export const countRating = sql<never>(
  'members.count_rating',
  'update member set ratings = ratings + 1, rating_sum = rating_sum + $2 where user_id = $1',
);

const found = `m.market = $1 and m.kind = 'freelancer' and m.presence <> 'hidden' and u.state = 'active'`;

/**
 * Parameters: 1 market, 2 and 3 limits of pay in fen, 4 cities, 5 industries, 6 crafts, 7 a part of the name; null asks for
 * anything. Pay that nobody has spoken of fits every limit.
 */
const filters = `${found} and ($2::bigint is null or m.max_pay is null or m.max_pay >= $2)
  and ($3::bigint is null or m.min_pay is null or m.min_pay <= $3)
  and ($4::int[] is null or m.city_ids && $4) and ($5::int[] is null or m.industry_ids && $5)
  and ($6::int[] is null or m.craft_ids && $6) and ($7::text is null or strpos(lower(u.name), $7) > 0)`;

const search = (name: string, order: string) =>
  sql<MemberRow>(
    `members.search_${name}`,
    `select ${memberColumns} from member m ${memberJoins} where ${filters} order by ${order} limit $8 offset $9`,
  );

export const designerSearch = {
  newest: search('newest', 'm.user_id desc'),
  oldest: search('oldest', 'm.user_id'),
  popular: search('popular', 'm.rating_average desc, m.user_id desc'),
};

export const designerCount = sql<{ count: bigint }>(
  'members.search_count',
  `select count(*) from member m join user_account u on u.id = m.user_id where ${filters}`,
);

/** How much of what is looked for a person has: a city, an industry and each craft count one, pay that fits counts one. */
const fit = `(case when m.city_ids && $2::int[] then 1 else 0 end + case when m.industry_ids && $3::int[] then 1 else 0 end
  + cardinality(array(select unnest(m.craft_ids) intersect select unnest($4::int[])))
  + case when m.min_pay <= $6 and m.max_pay >= $5 then 1 else 0 end)`;
const fitting = `${found} and (m.city_ids && $2::int[] or m.industry_ids && $3::int[] or m.craft_ids && $4::int[])
  and ($6::bigint is null or m.min_pay is null or m.min_pay <= $6) and ($5::bigint is null or m.max_pay is null or m.max_pay >= $5)`;

export const fittingMembers = sql<MemberRow>(
  'members.fitting',
  `select ${memberColumns} from member m ${memberJoins} where ${fitting}
   order by ${fit} desc, m.rating_average desc, m.user_id desc limit $7 offset $8`,
);

export const fittingCount = sql<{ count: bigint }>(
  'members.fitting_count',
  `select count(*) from member m join user_account u on u.id = m.user_id where ${fitting}`,
);
