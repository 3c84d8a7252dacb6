import { sql } from '../../kernel/context.ts';

export interface TaskRow {
  id: bigint;
  name: string;
  key: string | null;
  payload: Record<string, string | number | boolean | null>;
  market: string;
  run_at: Date;
  attempts: number;
}

export const insertTask = sql<never>(
  'task.insert',
  `insert into task (name, key, payload, market, run_at, created_at) values ($1, $2, $3, $4, $5, $6)
   on conflict (key) do update
     set payload = excluded.payload, run_at = excluded.run_at, attempts = 0, failed_at = null, leased_until = null`,
);

export const insertTaskOnce = sql<never>(
  'task.insert_once',
  `insert into task (name, key, payload, market, run_at, created_at) values ($1, $2, '{}', $3, $4, $5)
   on conflict (key) do nothing`,
);

export const claimTasks = sql<TaskRow>(
  'task.claim',
  `update task set leased_until = clock_timestamp() + interval '2 minutes', attempts = attempts + 1
   where id in (
     select id from task
     where run_at <= $1 and failed_at is null and (leased_until is null or leased_until < clock_timestamp())
     order by run_at, id limit $2 for update skip locked)
   returning id, name, key, payload, market, run_at, attempts`,
);

/** Only the holder of the lease it was claimed with ends a task: another attempt has another number. */
export const deleteTask = sql<{ id: bigint }>(
  'task.delete',
  'delete from task where id = $1 and attempts = $2 returning id',
);

export const postponeTask = sql<never>(
  'task.postpone',
  'update task set leased_until = null, run_at = $3, last_error = $4 where id = $1 and attempts = $2',
);

export const failTask = sql<never>(
  'task.fail',
  'update task set leased_until = null, failed_at = $3, last_error = $4 where id = $1 and attempts = $2',
);

export const nextDueTask = sql<{ run_at: Date | null }>(
  'task.next_due',
  `select min(run_at) as run_at from task
   where failed_at is null and run_at <= $1 and (leased_until is null or leased_until < clock_timestamp())`,
);

export const readClock = sql<{ offset_ms: bigint }>('clock.read', 'select offset_ms from clock');
export const moveClock = sql<never>('clock.move', 'update clock set offset_ms = greatest(offset_ms, $1)');

export const taskCounts = sql<{ waiting: bigint; failed: bigint }>(
  'task.counts',
  `select count(*) filter (where failed_at is null) as waiting, count(failed_at) as failed from task`,
);
