import { sql } from '../../kernel/context.ts';

/** Counts nothing for a party that is no freelancer's, or is the reader's own. */
export const countView = sql<never>(
  'reports.count_view',
  `insert into profile_view as v (party_id, day, count)
   select p.id, $2::date, 1 from party p
   where p.id = $1 and p.market = $3 and p.kind = 'freelancer' and p.user_id <> $4
   on conflict (party_id, day) do update set count = v.count + 1`,
);

export const viewsSince = sql<{ day: string; count: number }>(
  'reports.views_since',
  `select day::text, count from profile_view where party_id = $1 and day >= $2::date order by day`,
);
