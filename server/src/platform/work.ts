import type { Actor, Payload, ReadContext, Reader, TaskOptions, Units, WriteContext } from '../kernel/context.ts';
import type { Clock } from '../kernel/clock.ts';
import type { IdSource } from '../kernel/ids.ts';
import type { MarketSettings } from '../kernel/market.ts';
import type { Database } from './postgres/database.ts';
import { insertTask } from './tasks/tasks.sql.ts';

/** Opens the contexts that operations are given: there is no other way to get one. */
export interface Work {
  /** A context whose statements each see committed data; `mayBeOld` where a second ago will do, and a copy may answer. */
  read(market: string, actor: Actor, options?: { readonly mayBeOld?: boolean }): ReadContext;
  /** Runs `operation` in one unit of work. Its `now` is fixed. */
  write<T>(market: string, actor: Actor, operation: (ctx: WriteContext) => Promise<T>): Promise<T>;
}

export interface WorkDependencies {
  readonly database: Database;
  /** Answers reads that may be old; the database itself when left out. */
  readonly copy?: Reader | undefined;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly settingsOf: (market: string) => MarketSettings;
  /** The tasks that hear each event, named by the composition root. */
  readonly listeners: Readonly<Record<string, readonly string[]>>;
  /** Called after a unit of work that left tasks due now was kept. */
  readonly onTasksDue: () => void;
}

export const anonymous: Actor = { kind: 'anonymous' };
export const system: Actor = { kind: 'system' };

/** The same for one market and actor. */
export function unitsOf(work: Work, market: string, actor: Actor): Units {
  return { read: () => work.read(market, actor), write: (operation) => work.write(market, actor, operation) };
}

export function createWork(deps: WorkDependencies): Work {
  const { database, clock } = deps;
  return {
    read: (market, actor, { mayBeOld = false } = {}) => ({
      market,
      actor,
      settings: deps.settingsOf(market),
      now: clock.now(),
      db: (mayBeOld ? deps.copy : undefined) ?? database.reader,
    }),
    async write(market, actor, operation) {
      let due = false;
      const result = await database.write((db) => {
        due = false;
        const now = clock.now();
        const enqueue = async (name: string, payload: Payload, options: TaskOptions = {}) => {
          const at = options.at ?? now;
          due ||= at <= now;
          db.send(insertTask, [name, options.key ?? null, encodePayload(payload), market, at, now]);
        };
        const ctx: WriteContext = {
          market,
          actor,
          settings: deps.settingsOf(market),
          now,
          db,
          ids: deps.ids,
          enqueue,
          emit: async (event, payload) => {
            await Promise.all((deps.listeners[event] ?? []).map((listener) => enqueue(listener, payload)));
          },
        };
        return operation(ctx);
      });
      if (due) deps.onTasksDue();
      return result;
    },
  };
}

function encodePayload(payload: Payload): string {
  return JSON.stringify(payload, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}
