import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../../test/database.ts';
import { testSettings } from '../../../test/kit.ts';
import { dayMs, later, minuteMs } from '../../kernel/clock.ts';
import { randomIds } from '../../kernel/ids.ts';
import { type Database, openDatabase } from '../postgres/database.ts';
import { createWork, system, type Work } from '../work.ts';
import { createWorker, idIn, type TaskHandler, textIn, type Worker } from './worker.ts';

let clone: TestDatabase;
let database: Database;
let now = Date.parse('2026-11-20T02:00:00Z');
let work: Work;
const clock = { now: () => new Date(now) };

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ url: clone.url, poolSize: 20, onError: () => undefined });
  work = createWork({
    database,
    clock,
    ids: randomIds,
    settingsOf: () => testSettings,
    listeners: {},
    onTasksDue: () => undefined,
  });
  await query('create table done (word text not null)');
});
beforeEach(async () => {
  await query('delete from task');
  await query('delete from done');
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const query = <Row>(text: string, values: readonly unknown[] = []) => database.reader.query<Row>({ text }, values);
const enqueue = (name: string, payload = {}, options = {}) =>
  work.write('cloudwork', system, (ctx) => ctx.enqueue(name, payload, options));
const done = async () => (await query<{ word: string }>('select word from done')).map((row) => row.word).toSorted();
const waiting = () =>
  query<{
    name: string;
    attempts: number;
    run_at: Date;
    failed_at: Date | null;
    last_error: string | null;
    key: string | null;
  }>('select name, attempts, run_at, failed_at, last_error, key from task order by id');

interface End {
  name: string;
  ok: boolean;
  attempt: number;
}

function openWorker(handlers: readonly TaskHandler[], concurrency = 4): Worker & { ends: End[] } {
  const ends: End[] = [];
  const onEnd = ({ name, ok, attempt }: End) => ends.push({ name, ok, attempt });
  return { ...createWorker({ database, work, clock, handlers, concurrency, onEnd }), ends };
}

const note: TaskHandler = {
  name: 'note',
  inside: async (ctx, payload) => {
    await ctx.db.query({ text: 'insert into done values ($1)' }, [textIn(payload, 'word')]);
  },
};

describe('a task inside', () => {
  test('is done once it is due, exactly once, and is gone', async () => {
    const worker = openWorker([note]);
    await enqueue('note', { word: 'now' });
    await enqueue('note', { word: 'later' }, { at: later(clock.now(), 1) });
    await worker.drain();
    expect([await done(), (await waiting()).length]).toEqual([['now'], 1]);
    now += 1;
    await worker.drain();
    await worker.drain();
    expect([await done(), await waiting()]).toEqual([['later', 'now'], []]);
  });

  test('is done exactly once each, by two workers at once', async () => {
    const words = Array.from({ length: 200 }, (_, place) => `word ${place}`);
    for (const word of words) await enqueue('note', { word });
    const workers = [openWorker([note], 5), openWorker([note], 5)];
    await Promise.all(workers.map((worker) => worker.drain()));
    expect(await done()).toEqual(words.toSorted());
    expect(workers.every((worker) => worker.ends.length > 20)).toBe(true);
  });

  test('leaves nothing behind when it fails, and is done later', async () => {
    let fails = true;
    const handler: TaskHandler = {
      name: 'fragile',
      inside: async (ctx) => {
        await ctx.db.query({ text: "insert into done values ('fragile')" });
        if (fails) throw new Error('not today');
      },
    };
    const worker = openWorker([handler]);
    await enqueue('fragile');
    await worker.drain();
    expect([await done(), await waiting()]).toMatchObject([[], [{ attempts: 1, run_at: later(clock.now(), 2_000) }]]);
    expect((await waiting())[0]?.last_error).toContain('not today');
    fails = false;
    now += 2_000;
    await worker.drain();
    expect([await done(), await waiting()]).toEqual([['fragile'], []]);
    expect(worker.ends).toEqual([
      { name: 'fragile', ok: false, attempt: 1 },
      { name: 'fragile', ok: true, attempt: 2 },
    ]);
  });

  test('of a process that died is done by another once the lease is over, exactly once', async () => {
    await enqueue('note', { word: 'orphan' });
    // A process took it and died before its unit of work was kept.
    await query("update task set attempts = 1, leased_until = clock_timestamp() + interval '2 minutes'");
    const worker = openWorker([note]);
    await worker.drain();
    expect(await done()).toEqual([]);
    await query("update task set leased_until = clock_timestamp() - interval '1 second'");
    await worker.drain();
    expect([await done(), worker.ends]).toEqual([['orphan'], [{ name: 'note', ok: true, attempt: 2 }]]);
  });

  test('whose lease another took over meanwhile keeps nothing of what it did', async () => {
    const slow: TaskHandler = {
      name: 'slow',
      // It was so slow that another has taken the task and ended it.
      outside: async () => {
        await query("update task set attempts = attempts + 1, leased_until = clock_timestamp() - interval '1 second'");
      },
    };
    await enqueue('slow');
    const worker = openWorker([slow]);
    const first = worker.drain();
    const stopAfter = setInterval(
      () => void query("update task set run_at = run_at + interval '1 day'").catch(() => undefined),
      50,
    );
    await first;
    clearInterval(stopAfter);
    expect(worker.ends.every((end) => !end.ok)).toBe(true);
    expect(await waiting()).toHaveLength(1);
  });
});

describe('a task outside', () => {
  test('is repeated with growing pauses until it succeeds', async () => {
    let calls = 0;
    const pauses: number[] = [];
    const handler: TaskHandler = {
      name: 'call',
      outside: async (task) => {
        calls += 1;
        expect(task.attempt).toBe(calls);
        if (calls < 6) throw new Error('no answer');
        await task.write(async (ctx) => {
          await ctx.db.query({ text: "insert into done values ('called')" });
        });
      },
    };
    const worker = openWorker([handler]);
    await enqueue('call');
    for (;;) {
      await worker.drain();
      const [task] = await waiting();
      if (!task) break;
      pauses.push(task.run_at.getTime() - now);
      now = task.run_at.getTime();
    }
    expect([pauses, await done()]).toEqual([[2_000, 4_000, 8_000, 16_000, 32_000], ['called']]);
  });

  test('waits for an operator after twelve attempts, an hour apart at most', async () => {
    const worker = openWorker([{ name: 'never', outside: () => Promise.reject(new Error('never')) }]);
    await enqueue('never');
    let longest = 0;
    for (let round = 0; round < 20; round += 1) {
      await worker.drain();
      const due = await worker.nextDue(later(clock.now(), 365 * dayMs));
      if (!due) break;
      longest = Math.max(longest, due.getTime() - now);
      now = due.getTime();
    }
    expect(longest).toBeLessThanOrEqual(60 * minuteMs);
    expect(await waiting()).toMatchObject([{ attempts: 12, failed_at: clock.now() }]);
    now += 365 * dayMs;
    await worker.drain();
    expect(worker.ends).toHaveLength(12);
  });

  test('that a newer task of its key replaced while it ran does not take the newer one away', async () => {
    let runs = 0;
    const handler: TaskHandler = {
      name: 'refresh',
      outside: async () => {
        runs += 1;
        if (runs === 1) await enqueue('refresh', { n: 2 }, { key: 'refresh' });
      },
    };
    const worker = openWorker([handler], 1);
    await enqueue('refresh', { n: 1 }, { key: 'refresh' });
    for (let round = 0; round < 3; round += 1) {
      await worker.drain();
      now += minuteMs;
    }
    expect([runs, await waiting()]).toEqual([2, []]);
  });
});

describe('a task that nobody handles', () => {
  test('is kept and tried later, and the others are done', async () => {
    const worker = openWorker([note]);
    await enqueue('unknown');
    await enqueue('note', { word: 'known' });
    await worker.drain();
    expect([await done(), (await waiting()).map((task) => task.name)]).toEqual([['known'], ['unknown']]);
  });
});

describe('a daily task', () => {
  const daily: TaskHandler = {
    name: 'sweep',
    dailyAt: '03:30',
    inside: async (ctx) => {
      await ctx.db.query({ text: "insert into done values ('swept')" });
    },
  };

  test('runs every day at its Shanghai time, once for however many processes', async () => {
    now = Date.parse('2026-11-20T02:00:00Z');
    const workers = [openWorker([daily]), openWorker([daily])];
    for (const worker of workers) await worker.start();
    for (const worker of workers) await worker.stop();
    expect(await waiting()).toMatchObject([{ name: 'sweep', run_at: new Date('2026-11-20T19:30:00Z') }]);
    for (let day = 1; day <= 3; day += 1) {
      const due = await workers[0]?.nextDue(later(clock.now(), 2 * dayMs));
      now = due?.getTime() ?? 0;
      await Promise.all(workers.map((worker) => worker.drain()));
      expect(await done()).toHaveLength(day);
    }
    expect(await waiting()).toMatchObject([{ key: 'daily:sweep', run_at: new Date('2026-11-23T19:30:00Z') }]);
  });

  test('that was missed for days runs once, and then at its time', async () => {
    now = Date.parse('2026-11-20T02:00:00Z');
    const worker = openWorker([daily]);
    await worker.start();
    await worker.stop();
    now += 5 * dayMs;
    await worker.drain();
    expect([await done(), await waiting()]).toMatchObject([['swept'], [{ run_at: new Date('2026-11-25T19:30:00Z') }]]);
  });
});

describe('a worker that was started', () => {
  test('does what is due when it is woken, and takes nothing more once it is stopped', async () => {
    const worker = openWorker([note]);
    await worker.start();
    await enqueue('note', { word: 'woken' });
    worker.wake();
    await expect.poll(done).toEqual(['woken']);
    await worker.stop();
    await enqueue('note', { word: 'too late' });
    worker.wake();
    expect(await done()).toEqual(['woken']);
  });

  test('waits for what runs when it is stopped', async () => {
    let finished = false;
    const handler: TaskHandler = {
      name: 'long',
      outside: async () => {
        await new Promise((resolve) => {
          setTimeout(resolve, 200);
        });
        finished = true;
      },
    };
    const worker = openWorker([handler]);
    await enqueue('long');
    await worker.start();
    await expect.poll(async () => (await waiting())[0]?.attempts).toBe(1);
    await worker.stop();
    expect([finished, await waiting()]).toEqual([true, []]);
  });
});

describe('a payload', () => {
  test('gives back what it carries, and complains about what it does not', () => {
    expect([idIn({ id: '12' }, 'id'), textIn({ word: 'x' }, 'word')]).toEqual([12n, 'x']);
    expect(() => textIn({ word: 1 }, 'word')).toThrow('no "word"');
    expect(() => idIn({}, 'id')).toThrow('no "id"');
    expect(() => idIn({ id: 'x' }, 'id')).toThrow();
  });
});
