import { sql } from '../../kernel/context.ts';

export const lockFreelancer = sql<{ state: 'joining' | 'active' }>(
  'profiles.lock_freelancer',
  'select state from freelancer_profile where party_id = $1 for no key update',
);

/** What is null stays as it is. */
export const updateFreelancer = sql<never>(
  'profiles.update_freelancer',
  `update freelancer_profile set title = coalesce($3, title), overview = coalesce($4, overview),
     level = coalesce($5, level), hourly = coalesce($6, hourly), workload = coalesce($7, workload),
     skills = coalesce($8, skills), region_id = coalesce($9, region_id), english = coalesce($10, english),
     available = coalesce($11, available), address = coalesce($12, address), postcode = coalesce($13, postcode),
     updated_at = $2
   where party_id = $1`,
);

export const activateFreelancer = sql<never>(
  'profiles.activate_freelancer',
  'update freelancer_profile set state = $2, joined_at = $3 where party_id = $1',
);

export const updateClient = sql<never>(
  'profiles.update_client',
  `update client_profile set overview = coalesce($3, overview), link = coalesce($4, link),
     region_id = coalesce($5, region_id), address = coalesce($6, address), phone = coalesce($7, phone),
     email = coalesce($8, email), updated_at = $2
   where party_id = $1`,
);

export const replaceCategories = sql<never>(
  'profiles.replace_categories',
  `with gone as (
     delete from freelancer_category where party_id = $1 and category_id <> all ($2::int[])
   )
   insert into freelancer_category (party_id, category_id) select $1, unnest($2::int[]) on conflict do nothing`,
);

export const categoriesOfParty = sql<{ category_id: number }>(
  'profiles.categories_of_party',
  'select category_id from freelancer_category where party_id = $1 order by category_id',
);

export const replaceLanguages = sql<never>(
  'profiles.replace_languages',
  `with gone as (
     delete from freelancer_language where party_id = $1 and language_id <> all ($2::int[])
   )
   insert into freelancer_language (party_id, language_id, level) select $1, * from unnest($2::int[], $3::smallint[])
   on conflict (party_id, language_id) do update set level = excluded.level`,
);
