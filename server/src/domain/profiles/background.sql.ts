import { sql } from '../../kernel/context.ts';

export type BackgroundKind = 'work' | 'skill' | 'job' | 'school';

export interface BackgroundRow {
  id: bigint;
  facts: Readonly<Record<string, string | number | null>>;
}

export const backgroundRows = sql<BackgroundRow>(
  'profiles.background',
  'select id, facts from background_entry where party_id = $1 and kind = $2 order by id limit 50',
);

/** Serialises changes of one party's entries, so that they are counted one after the other. */
export const lockBackground = sql<never>(
  'profiles.lock_background',
  'select from party where id = $1 for no key update',
);

export const insertBackground = sql<{ id: bigint }>(
  'profiles.insert_background',
  `insert into background_entry (party_id, kind, facts, created_at, updated_at)
   select $1, $2, $3::jsonb, $4::timestamptz, $4::timestamptz
   where (select count(*) from background_entry where party_id = $1 and kind = $2) < 50 returning id`,
);

/** What is not given stays as it is. */
export const updateBackground = sql<BackgroundRow>(
  'profiles.update_background',
  `update background_entry set facts = facts || $4::jsonb, updated_at = $5
   where id = $1 and party_id = $2 and kind = $3 returning id, facts`,
);

export const deleteBackground = sql<{ id: bigint }>(
  'profiles.delete_background',
  `delete from background_entry where party_id = $1 and kind = $2 and ($3::bigint is null or id = $3) returning id`,
);
