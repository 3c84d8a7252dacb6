import { sql } from '../../kernel/context.ts';
import type { HiringState } from './lifecycle.ts';

export interface HiringRow {
  id: bigint;
  project_id: bigint;
  step_id: bigint | null;
  user_id: bigint;
  party_id: bigint;
  state: HiringState;
  position_type: number | null;
  position_name: string;
  /** Fen, for the whole step. */
  salary: bigint | null;
  paid: bigint;
}

const columns = 'id, project_id, step_id, user_id, party_id, state, position_type, position_name, salary, paid';

export const insertHiring = sql<HiringRow>(
  'projects.insert_hiring',
  `insert into hiring (project_id, step_id, user_id, party_id, state, position_type, position_name, salary, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning ${columns}`,
);

export const hiringById = sql<HiringRow>('projects.hiring_by_id', `select ${columns} from hiring where id = $1`);

export const lockHiring = sql<HiringRow>(
  'projects.lock_hiring',
  `select ${columns} from hiring where id = $1 for no key update`,
);

export const liveHiring = sql<HiringRow>(
  'projects.live_hiring',
  `select ${columns} from hiring
   where project_id = $1 and coalesce(step_id, 0) = coalesce($2::bigint, 0) and user_id = $3
     and state in ('offered', 'accepted', 'ending')`,
);

export const hiringsOfProject = sql<HiringRow>(
  'projects.hirings',
  `select ${columns} from hiring where project_id = $1 order by id`,
);

export const moveHiringRow = sql<never>('projects.move_hiring', 'update hiring set state = $2 where id = $1');

export const payHiring = sql<never>('projects.pay_hiring', 'update hiring set paid = paid + $2 where id = $1');
