import { sql } from '../../kernel/context.ts';

export interface ShotRow {
  id: bigint;
  contract_id: bigint;
  week_id: bigint;
  slot_at: Date;
  day: string;
  shot_at: Date;
  is_auto: boolean;
  name: string;
  description: string;
  activity: number;
  keyboard: number;
  mouse: number;
  file_id: bigint | null;
}

const columns =
  'id, contract_id, week_id, slot_at, day::text, shot_at, is_auto, name, description, activity, keyboard, mouse, file_id';

/** A picture that is not there is left out here; using it is refused right after. */
export const insertShot = sql<{ id: bigint }>(
  'worklogs.insert_shot',
  `insert into screenshot (contract_id, week_id, slot_at, day, shot_at, is_auto, name, description, activity, keyboard, mouse,
     file_id, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, (select id from file where id = $12), $13)
   on conflict (contract_id, slot_at) do nothing returning id`,
);

export const shotsOfDay = sql<ShotRow>(
  'worklogs.shots_of_day',
  `select ${columns} from screenshot where contract_id = $1 and day = $2 order by slot_at limit 144`,
);

export const lastShot = sql<ShotRow>(
  'worklogs.last_shot',
  `select ${columns} from screenshot where contract_id = $1 order by slot_at desc limit 1`,
);

export const shotById = sql<ShotRow & { has_earlier: boolean; has_later: boolean }>(
  'worklogs.shot_by_id',
  `select ${columns},
     exists (select from screenshot e where e.contract_id = s.contract_id and e.day = s.day and e.slot_at < s.slot_at) as has_earlier,
     exists (select from screenshot l where l.contract_id = s.contract_id and l.day = s.day and l.slot_at > s.slot_at) as has_later
   from screenshot s where id = $1 and contract_id = $2`,
);

export const shotsByIds = sql<ShotRow & { contract_uid: string; week_state: string; freelancer_party_id: bigint }>(
  'worklogs.shots_by_ids',
  `select ${columns
    .split(', ')
    .map((name) => `s.${name}`)
    .join(', ')}, c.uid as contract_uid, w.state as week_state, c.freelancer_party_id
   from screenshot s join contract c on c.id = s.contract_id join week w on w.id = s.week_id
   where s.id = any ($1::bigint[]) and c.freelancer_party_id = $2 order by s.id`,
);

export const describeShots = sql<{ id: bigint }>(
  'worklogs.describe_shots',
  'update screenshot set description = $2 where id = any ($1::bigint[]) returning id',
);

export const deleteShots = sql<{ week_id: bigint; is_auto: boolean }>(
  'worklogs.delete_shots',
  'delete from screenshot where id = any ($1::bigint[]) returning week_id, is_auto',
);

export const slotsSince = sql<{ today: bigint; total: bigint }>(
  'worklogs.slots_since',
  `select count(*) filter (where day = $2) as today, count(*) as total from screenshot
   where contract_id = $1 and week_id = (select max(id) from week where contract_id = $1 and state in ('active', 'in_review'))`,
);
