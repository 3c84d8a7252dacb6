import type { Actor, WriteContext } from '../../kernel/context.ts';
import { type Clock, dayOf, later, startOfDay, addDays, minuteMs } from '../../kernel/clock.ts';
import type { Database } from '../postgres/database.ts';
import { system, type Work } from '../work.ts';
import {
  claimTasks,
  deleteTask,
  failTask,
  insertTask,
  insertTaskOnce,
  nextDueTask,
  postponeTask,
  type TaskRow,
} from './tasks.sql.ts';

export type TaskPayload = TaskRow['payload'];

/** Opens units of work for a task that talks to the outside between them. */
export interface OutsideTask {
  readonly market: string;
  readonly attempt: number;
  read(): ReturnType<Work['read']>;
  write<T>(operation: (ctx: WriteContext) => Promise<T>): Promise<T>;
}

/**
 * What runs later. `inside` runs in the unit of work that also removes the task, so its effect happens exactly once;
 * `outside` may call other companies, happens at least once, and must bear repeating.
 */
export type TaskHandler = {
  readonly name: string;
  /** When it also runs by itself, every day at this Shanghai time ("03:30"), once for all markets. */
  readonly dailyAt?: string;
} & (
  | { readonly inside: (ctx: WriteContext, payload: TaskPayload) => Promise<void> }
  | { readonly outside: (task: OutsideTask, payload: TaskPayload) => Promise<void> }
);

export interface Worker {
  /** Starts looking for due tasks. */
  start(): Promise<void>;
  /** Looks again now instead of at the next poll. */
  wake(): void;
  /** Runs what is due now, and what that makes due, until nothing is. */
  drain(): Promise<void>;
  /** The time of the earliest task that is due by `until`. */
  nextDue(until: Date): Promise<Date | undefined>;
  /** Takes no new task and waits for those that run. */
  stop(): Promise<void>;
}

export interface WorkerDependencies {
  readonly database: Database;
  readonly work: Work;
  readonly clock: Clock;
  readonly handlers: readonly TaskHandler[];
  readonly concurrency: number;
  readonly onEnd: (end: { name: string; ok: boolean; attempt: number; ms: number; error?: unknown }) => void;
}

const pollMs = 1_000;
/** After this many failed attempts a task waits for an operator. */
const maxAttempts = 12;
const houseMarket = '';

export function createWorker(deps: WorkerDependencies): Worker {
  const handlers = new Map(deps.handlers.map((handler) => [handler.name, handler]));
  const running = new Set<Promise<void>>();
  let stopped = true;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;

  async function claim(limit: number): Promise<TaskRow[]> {
    return deps.database.reader.query(claimTasks, [deps.clock.now(), limit]);
  }

  async function runOne(row: TaskRow): Promise<void> {
    const startedAt = performance.now();
    const handler = handlers.get(row.name);
    try {
      if (!handler) throw new Error(`no handler for the task "${row.name}"`);
      await perform(handler, row);
      deps.onEnd({ name: row.name, ok: true, attempt: row.attempts, ms: performance.now() - startedAt });
    } catch (error) {
      deps.onEnd({ name: row.name, ok: false, attempt: row.attempts, ms: performance.now() - startedAt, error });
      await postpone(row, error);
    }
  }

  async function perform(handler: TaskHandler, row: TaskRow): Promise<void> {
    const actor: Actor = system;
    const end = async (ctx: WriteContext) => {
      const [ended] = await ctx.db.query(deleteTask, [row.id, row.attempts]);
      if (!ended) throw new Error('the lease of this task was lost');
      if (handler.dailyAt === undefined) return;
      const at = nextDaily(handler.dailyAt, ctx.now);
      await ctx.db.query(insertTask, [handler.name, row.key, '{}', houseMarket, at, ctx.now]);
    };
    if ('inside' in handler) {
      // Asked at once, to travel together; without the lease nothing of it is kept.
      await deps.work.write(row.market, actor, (ctx) => Promise.all([end(ctx), handler.inside(ctx, row.payload)]));
      return;
    }
    await handler.outside(
      {
        market: row.market,
        attempt: row.attempts,
        read: () => deps.work.read(row.market, actor),
        write: (operation) => deps.work.write(row.market, actor, operation),
      },
      row.payload,
    );
    await deps.work.write(row.market, actor, end);
  }

  async function postpone(row: TaskRow, error: unknown): Promise<void> {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const waitMs = Math.min(2 ** row.attempts * 1_000, 60 * minuteMs);
    const now = deps.clock.now();
    const [statement, at] = row.attempts >= maxAttempts ? [failTask, now] : [postponeTask, later(now, waitMs)];
    await deps.database.reader
      .query(statement, [row.id, row.attempts, at, text.slice(0, 4_000)])
      .catch(() => undefined);
  }

  async function look(): Promise<void> {
    for (;;) {
      const free = deps.concurrency - running.size;
      if (stopped) return;
      if (free <= 0) {
        await Promise.race(running);
        // Those that end in the same turn are followed by one claim.
        await new Promise((resolve) => setImmediate(resolve));
        continue;
      }
      const rows = await claim(free);
      for (const row of rows) {
        const one = runOne(row).finally(() => running.delete(one));
        running.add(one);
      }
      if (rows.length < free) return;
    }
  }

  function wake(): void {
    if (stopped || looking) return;
    clearTimeout(timer);
    // A lost database is no reason to stop looking: the next poll tries again.
    looking = look()
      .catch(() => undefined)
      .finally(() => {
        looking = undefined;
        if (!stopped) timer = setTimeout(wake, pollMs);
      });
  }

  return {
    async start() {
      const now = deps.clock.now();
      for (const { name, dailyAt } of deps.handlers) {
        if (dailyAt === undefined) continue;
        const values = [name, `daily:${name}`, houseMarket, nextDaily(dailyAt, now), now];
        await deps.database.reader.query(insertTaskOnce, values);
      }
      stopped = false;
      wake();
    },
    wake,
    async drain() {
      for (;;) {
        const rows = await claim(deps.concurrency);
        if (rows.length > 0) await Promise.all(rows.map(runOne));
        else if (running.size > 0) await Promise.race(running);
        else return;
      }
    },
    async nextDue(until) {
      const [row] = await deps.database.reader.query(nextDueTask, [until]);
      return row?.run_at ?? undefined;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
      await Promise.all(running);
    },
  };
}

/** The first instant after `now` at which Shanghai's clocks show `time`. */
function nextDaily(time: string, now: Date): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const today = later(startOfDay(dayOf(now)), (hours * 60 + minutes) * minuteMs);
  return today > now ? today : later(startOfDay(addDays(dayOf(now), 1)), (hours * 60 + minutes) * minuteMs);
}

/** The id a payload carries under `name`. */
export function idIn(payload: TaskPayload, name: string): bigint {
  return BigInt(textIn(payload, name));
}

/** The text a payload carries under `name`. */
export function textIn(payload: TaskPayload, name: string): string {
  const value = payload[name];
  if (typeof value !== 'string') throw new Error(`the payload has no "${name}"`);
  return value;
}
