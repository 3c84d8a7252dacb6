import { sql } from '../../kernel/context.ts';
import type { SharedState } from './lifecycle.ts';

export interface ExperienceRow {
  id: bigint;
  industry_id: number;
  years: number;
  description: string;
}

export const experiencesOfUser = sql<ExperienceRow>(
  'members.experiences',
  'select id, industry_id, years, description from work_experience where user_id = $1 order by id desc',
);

/** At most fifty of one person. */
export const insertExperience = sql<{ id: bigint }>(
  'members.insert_experience',
  `insert into work_experience (user_id, industry_id, years, description, created_at)
   select $1, $2, $3, $4, $5 where (select count(*) from work_experience where user_id = $1) < 50 returning id`,
);

export const updateExperience = sql<{ id: bigint }>(
  'members.update_experience',
  `update work_experience set industry_id = coalesce($3, industry_id), years = coalesce($4, years),
     description = coalesce($5, description)
   where id = $1 and user_id = $2 returning id`,
);

export const deleteExperience = sql<{ id: bigint }>(
  'members.delete_experience',
  'delete from work_experience where id = $1 and user_id = $2 returning id',
);

export interface SharedRow {
  id: bigint;
  asker_id: bigint;
  asked_id: bigint;
  description: string;
  start_day: string;
  end_day: string;
  state: SharedState;
}

const sharedColumns = `id, asker_id, asked_id, description, to_char(start_day, 'YYYY-MM-DD') as start_day,
  to_char(end_day, 'YYYY-MM-DD') as end_day, state`;

export const insertShared = sql<SharedRow>(
  'members.insert_shared',
  `insert into shared_experience (market, asker_id, asked_id, description, start_day, end_day, state, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning ${sharedColumns}`,
);

export const lockShared = sql<SharedRow>(
  'members.lock_shared',
  `select ${sharedColumns} from shared_experience where id = $1 and market = $2 for no key update`,
);

export const moveShared = sql<never>(
  'members.move_shared',
  'update shared_experience set state = $2, answered_at = $3 where id = $1',
);

export const sharedOfUser = sql<SharedRow>(
  'members.shared_of_user',
  `select ${sharedColumns} from shared_experience where (asker_id = $1 or asked_id = $1) and state = 'accepted'
   order by id desc limit 100`,
);

export interface MemberWorkRow {
  id: bigint;
  title: string;
  description: string;
  file_uid: string;
  created_at: Date;
}

export const insertWork = sql<{ id: bigint }>(
  'members.insert_work',
  `insert into member_work (user_id, title, description, file_id, created_at)
   select $1, $2, $3, $4, $5 where (select count(*) from member_work where user_id = $1) < 50 returning id`,
);

export const worksOfUser = sql<MemberWorkRow>(
  'members.works',
  `select w.id, w.title, w.description, f.uid as file_uid, w.created_at from member_work w join file f on f.id = w.file_id
   where w.user_id = $1 order by w.id desc`,
);

export const deleteWork = sql<{ id: bigint }>(
  'members.delete_work',
  'delete from member_work where id = $1 and user_id = $2 returning id',
);
