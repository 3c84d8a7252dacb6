import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../test/database.ts';
import { openYard, type Yard } from '../../../test/deal.ts';
import { testSettings } from '../../../test/kit.ts';
import { dayMs, hourMs, later } from '../../kernel/clock.ts';
import { randomIds } from '../../kernel/ids.ts';
import { type Database, openDatabase } from '../postgres/database.ts';
import { createWork, system } from '../work.ts';
import { createMovableClock } from './clock.ts';
import { createWorker, type TaskHandler } from './worker.ts';

let clone: TestDatabase;
let database: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ url: clone.url, poolSize: 5, onError: () => undefined });
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

/** A worker on a movable clock of this database. */
function openTime(on: Database, handlers: readonly TaskHandler[]) {
  const clock = createMovableClock(on);
  const work = createWork({
    database: on,
    clock,
    ids: randomIds,
    settingsOf: () => testSettings,
    listeners: {},
    onTasksDue: () => undefined,
  });
  const onEnd = (end: { ok: boolean; error?: unknown }) => {
    if (!end.ok) throw end.error;
  };
  return { clock, work, worker: createWorker({ database: on, work, clock, handlers, concurrency: 2, onEnd }) };
}

describe('the movable clock', () => {
  test('stops at each moment a task falls due, in order, also of those that tasks leave behind', async () => {
    const seen: [string, number][] = [];
    const begin = Date.now();
    const hours = (at: Date) => Math.round((at.getTime() - begin) / hourMs);
    const note: TaskHandler = {
      name: 'note',
      inside: async (ctx, payload) => {
        seen.push([String(payload['word']), hours(ctx.now)]);
        if (payload['word'] === 'b') await ctx.enqueue('note', { word: 'b2' }, { at: later(ctx.now, 2 * hourMs) });
      },
    };
    const { clock, work, worker } = openTime(database, [note]);
    for (const [word, at] of [
      ['d', 30],
      ['a', 1],
      ['c', 9],
      ['b', 5],
      ['e', 100],
    ] as const) {
      await work.write('', system, (ctx) => ctx.enqueue('note', { word }, { at: later(ctx.now, at * hourMs) }));
    }
    await clock.advance(48 * hourMs, worker);
    expect(seen).toEqual([
      ['a', 1],
      ['b', 5],
      ['b2', 7],
      ['c', 9],
      ['d', 30],
    ]);
    expect(hours(clock.now())).toBe(48);
    await Promise.all([clock.advance(30 * hourMs, worker), clock.advance(30 * hourMs, worker)]);
    expect([hours(clock.now()), seen.at(-1)]).toEqual([108, ['e', 100]]);
  });

  test('is followed by other processes, and never goes back', async () => {
    const [one, two] = [openTime(database, []), openTime(database, [])];
    await one.clock.follow();
    await one.clock.advance(dayMs, one.worker);
    expect(one.clock.now().getTime() - two.clock.now().getTime()).toBeGreaterThan(dayMs / 2);
    await two.clock.follow();
    expect(Math.abs(one.clock.now().getTime() - two.clock.now().getTime())).toBeLessThan(1_000);
    await two.clock.advance(-dayMs, two.worker);
    await one.clock.follow();
    expect(Math.abs(one.clock.now().getTime() - two.clock.now().getTime())).toBeLessThan(1_000);
  });
});

describe('ten days over an hourly week', () => {
  let yard: Yard;
  beforeAll(async () => {
    yard = await openYard();
  });
  afterAll(() => yard.close());

  test('close it at day seven and pay it at day nine, as the history tells', async () => {
    // The deal is made at the real time, as the clock that can be moved has it.
    yard.clock.move(Date.now() - yard.clock.now().getTime());
    const deal = await yard.activeHourly();
    const start = (await yard.weeks(deal))[0]?.start_at?.getTime() ?? 0;
    const { clock, worker } = openTime(yard.kit.database, yard.handlers);
    await clock.advance(10 * dayMs, worker);
    const moves = await yard.query<{ move: string; at: Date }>(
      "select move, at from contract_move where contract_id = $1 and by_role = 'clock' order by id",
      [deal.id],
    );
    expect(moves.map((row) => row.move)).toEqual(['close', 'approveBySilence', 'pauseBySilence']);
    const [closed, paid, paused] = moves.map((row) => row.at.getTime() - start);
    // The clock goes on while it stops at a moment: a few milliseconds each.
    for (const [at, day] of [
      [closed, 7],
      [paid, 9],
      [paused, 9],
    ] as const) {
      expect(at).toBeGreaterThanOrEqual(day * dayMs);
      expect(at).toBeLessThan(day * dayMs + 10_000);
    }
    expect(await yard.findings()).toEqual([]);
  });
});
