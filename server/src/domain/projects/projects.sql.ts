import { sql } from '../../kernel/context.ts';
import type { ProjectState } from './lifecycle.ts';

export interface ProjectRow {
  id: bigint;
  manager_id: bigint;
  manager_party_id: bigint;
  broker_id: bigint | null;
  state: ProjectState;
  title: string;
  description: string;
  image: string;
  start_day: string | null;
  end_day: string | null;
  /** Fen. */
  min_pay: bigint;
  max_pay: bigint;
  is_long_term: boolean;
  industry_id: number;
  industry_years: number;
  province_id: number | null;
  city_id: number | null;
  district_id: number | null;
  headcount: number;
  hired: number;
  craft_ids: number[];
  created_at: Date;
}

const columns = `id, manager_id, manager_party_id, broker_id, state, title, description, image,
  to_char(start_day, 'YYYY-MM-DD') as start_day, to_char(end_day, 'YYYY-MM-DD') as end_day, min_pay, max_pay, is_long_term,
  industry_id, industry_years, province_id, city_id, district_id, headcount, hired, craft_ids, created_at`;

/** What a manager writes, in the order of the statements' parameters. */
const written = `title, description, image, start_day, end_day, min_pay, max_pay, is_long_term, industry_id,
  industry_years, province_id, city_id, district_id, headcount, craft_ids, words`;

export const insertProject = sql<{ id: bigint }>(
  'projects.insert',
  `insert into project (market, manager_id, manager_party_id, state, created_at, updated_at, ${written})
   values ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21) returning id`,
);

export const updateProject = sql<never>(
  'projects.update',
  `update project set updated_at = $2, (${written}) =
     row($3, $4, $5, $6::date, $7::date, $8::bigint, $9::bigint, $10::boolean, $11::integer, $12::integer, $13::integer, $14::integer,
       $15::integer, $16::integer, $17::integer[], $18::text[])
   where id = $1`,
);

export const projectById = sql<ProjectRow>(
  'projects.by_id',
  `select ${columns} from project where id = $1 and market = $2`,
);

export const lockProjectRow = sql<ProjectRow>(
  'projects.lock',
  `select ${columns} from project where id = $1 and market = $2 for no key update`,
);

export const moveProjectRow = sql<never>(
  'projects.move',
  'update project set state = $2, broker_id = coalesce($3, broker_id), updated_at = $4 where id = $1',
);

export const addHired = sql<never>('projects.add_hired', 'update project set hired = hired + $2 where id = $1');

export const insertMove = sql<never>(
  'projects.insert_move',
  `insert into project_move (project_id, noun, subject_id, move, from_state, to_state, by_role, user_id, at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);

/**
 * Parameters: 1 market, 2 states, 3 and 4 limits of pay in fen, 5 cities, 6 industries, 7 words, all of which it must have;
 * null asks for anything. A project without pay fits every limit.
 */
const filters = `market = $1 and state = any ($2::text[]) and ($3::bigint is null or max_pay = 0 or max_pay >= $3)
  and ($4::bigint is null or min_pay <= $4) and ($5::int[] is null or city_id = any ($5))
  and ($6::int[] is null or industry_id = any ($6)) and ($7::text[] is null or words @> $7)`;

const search = (name: string, order: string) =>
  sql<ProjectRow>(
    `projects.search_${name}`,
    `select ${columns} from project where ${filters} order by ${order} limit $8 offset $9`,
  );

export const projectSearch = {
  newest: search('newest', 'id desc'),
  oldest: search('oldest', 'id'),
  lastToStart: search('last_to_start', 'project.start_day desc nulls last, id desc'),
  firstToStart: search('first_to_start', 'project.start_day nulls last, id'),
};

export const projectCount = sql<{ count: bigint }>('projects.count', `select count(*) from project where ${filters}`);

const own = (condition: string, name: string) => ({
  page: sql<ProjectRow>(
    `projects.own_${name}`,
    `select ${columns} from project where market = $1 and state = any ($2::text[]) and ${condition}
     order by id desc limit $4 offset $5`,
  ),
  count: sql<{ count: bigint }>(
    `projects.own_${name}_count`,
    `select count(*) from project where market = $1 and state = any ($2::text[]) and ${condition}`,
  ),
});

/** A person's projects, by what they are to them. */
export const ownProjects = {
  client: own('manager_id = $3', 'client'),
  freelancer: own(
    `id in (select project_id from hiring where user_id = $3 and state in ('accepted', 'ending'))`,
    'freelancer',
  ),
  broker: own(`(broker_id = $3 or state = 'in_review')`, 'broker'),
  administrator: own('$3::bigint is not null', 'administrator'),
};

/** What a manager's projects under way look for, all together. */
export const lookedFor = sql<{
  city_ids: number[];
  industry_ids: number[];
  craft_ids: number[];
  min_pay: bigint | null;
  max_pay: bigint | null;
}>(
  'projects.looked_for',
  `with mine as (
     select * from project where manager_id = $1 and state in ('in_review', 'recruiting', 'ready', 'running'))
   select coalesce((select array_agg(distinct city_id) from mine where city_id is not null), '{}') as city_ids,
     coalesce((select array_agg(distinct industry_id) from mine), '{}') as industry_ids,
     coalesce((select array_agg(distinct craft) from mine, unnest(craft_ids) craft), '{}') as craft_ids,
     (select min(min_pay) from mine) as min_pay, (select max(nullif(max_pay, 0)) from mine) as max_pay`,
);

/** Whether two people have to do with one another: manager, broker or hired in one project that has begun. */
export const shareProject = sql<{ share: boolean }>(
  'projects.share',
  `select exists (
     select from project p
     where p.state in ('recruiting', 'ready', 'running', 'finished') and p.id in (
         select id from project where manager_id = $1 or broker_id = $1
         union all select project_id from hiring where user_id = $1 and state in ('accepted', 'ending'))
       and (p.manager_id = $2 or p.broker_id = $2 or exists (
         select from hiring h where h.project_id = p.id and h.user_id = $2 and h.state in ('accepted', 'ending')))) as share`,
);

export const insertRating = sql<{ project_id: bigint }>(
  'projects.insert_rating',
  `insert into project_rating (project_id, author_id, about_id, rating, created_at) values ($1, $2, $3, $4, $5)
   on conflict do nothing returning project_id`,
);

export const ratingsOfProject = sql<{ about_id: bigint; rating: string }>(
  'projects.ratings',
  `select about_id, round(avg(rating), 1)::text as rating from project_rating where project_id = $1 group by about_id`,
);
