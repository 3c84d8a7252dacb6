import { type Clock, later } from '../../kernel/clock.ts';
import type { Database } from '../postgres/database.ts';
import { moveClock, readClock } from './tasks.sql.ts';
import type { Worker } from './worker.ts';

/** The real clock; production has no other. */
export const realClock: Clock = { now: () => new Date() };

/** A clock that can be moved forward, for development and tests. */
export interface MovableClock extends Clock {
  /** Reads how far another process has moved it. */
  follow(): Promise<void>;
  /**
   * Moves `ms` milliseconds forward, stopping at each moment a task falls due, and returns when every task that fell
   * due has run.
   */
  advance(ms: number, worker: Worker): Promise<void>;
}

export function createMovableClock(database: Database): MovableClock {
  let offsetMs = 0;
  let advancing: Promise<void> = Promise.resolve();
  const now = () => new Date(Date.now() + offsetMs);

  async function moveTo(instant: Date): Promise<void> {
    const wanted = instant.getTime() - Date.now();
    if (wanted <= offsetMs) return;
    offsetMs = wanted;
    await database.reader.query(moveClock, [offsetMs]);
  }

  async function step(ms: number, worker: Worker): Promise<void> {
    const target = later(now(), ms);
    for (;;) {
      await worker.drain();
      const due = await worker.nextDue(target);
      if (!due) break;
      await moveTo(due);
    }
    await moveTo(target);
    await worker.drain();
  }

  return {
    now,
    async follow() {
      const [row] = await database.reader.query(readClock);
      offsetMs = Math.max(offsetMs, Number(row?.offset_ms ?? 0n));
    },
    advance(ms, worker) {
      const turn = advancing.then(() => step(ms, worker));
      advancing = turn.catch(() => undefined);
      return turn;
    },
  };
}
