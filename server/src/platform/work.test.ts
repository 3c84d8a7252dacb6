import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../test/database.ts';
import { race } from '../../test/deal.ts';
import { testSettings } from '../../test/kit.ts';
import type { WriteContext } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { randomIds } from '../kernel/ids.ts';
import { type Database, openDatabase } from './postgres/database.ts';
import { anonymous, createWork, system, unitsOf, type Work } from './work.ts';

let clone: TestDatabase;
let database: Database;
let work: Work;
let woken = 0;
const now = new Date('2026-11-20T02:00:00Z');

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ url: clone.url, poolSize: 20, onError: () => undefined });
  work = createWork({
    database,
    clock: { now: () => now },
    ids: randomIds,
    settingsOf: (market) => ({ ...testSettings, offerDays: market === 'gig' ? 5 : 2 }),
    listeners: { 'something.happened': ['hear.first', 'hear.second'] },
    onTasksDue: () => {
      woken += 1;
    },
  });
  await database.reader.query({ text: 'create table mark (word text primary key, n integer not null default 0)' });
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const write = <T>(operation: (ctx: WriteContext) => Promise<T>) => work.write('cloudwork', system, operation);
const mark = (ctx: WriteContext, word: string) => ctx.db.query({ text: 'insert into mark values ($1)' }, [word]);
const marks = async (word: string) =>
  (await database.reader.query({ text: 'select from mark where word = $1' }, [word])).length;
const tasks = (name: string) =>
  database.reader.query<{ name: string; key: string | null; payload: object; market: string; run_at: Date }>(
    { text: 'select name, key, payload, market, run_at from task where name = $1 order by id' },
    [name],
  );

describe('a unit of work', () => {
  test('is kept as a whole, and its answer is given', async () => {
    const answer = await write(async (ctx) => {
      await mark(ctx, 'kept 1');
      await mark(ctx, 'kept 2');
      return 42;
    });
    expect([answer, await marks('kept 1'), await marks('kept 2')]).toEqual([42, 1, 1]);
  });

  test('leaves nothing behind when anything in it is refused or fails', async () => {
    const undone = (error: unknown) =>
      write(async (ctx) => {
        await mark(ctx, 'undone');
        await ctx.enqueue('undone', {});
        await ctx.emit('something.happened', { which: 'undone' });
        throw error;
      });
    await expect(undone(new DomainError('order.not_found'))).rejects.toMatchObject({ code: 'order.not_found' });
    await expect(undone(new Error('a bug'))).rejects.toThrow('a bug');
    await expect(write((ctx) => ctx.db.query({ text: 'select 1 / 0' }))).rejects.toMatchObject({ code: '22012' });
    expect([await marks('undone'), await tasks('undone'), await tasks('hear.first')]).toEqual([0, [], []]);
  });

  test('is not seen by others before it is kept', async () => {
    await write(async (ctx) => {
      await mark(ctx, 'hidden');
      expect(await marks('hidden')).toBe(0);
    });
    expect(await marks('hidden')).toBe(1);
  });

  test('takes no statement after it has ended', async () => {
    let late: WriteContext | undefined;
    await write(async (ctx) => {
      late = ctx;
    });
    await expect(Promise.resolve().then(() => late && mark(late, 'late'))).rejects.toThrow(
      'this unit of work has ended',
    );
    expect(await marks('late')).toBe(0);
  });

  test('knows its market, its settings, who acts and one time', async () => {
    await work.write('gig', anonymous, async (ctx) => {
      expect([ctx.market, ctx.settings.offerDays, ctx.actor, ctx.now]).toEqual(['gig', 5, anonymous, now]);
    });
    const ctx = work.read('cloudwork', system);
    expect([ctx.market, ctx.settings.offerDays, ctx.actor.kind, ctx.now]).toEqual(['cloudwork', 2, 'system', now]);
    const units = unitsOf(work, 'gig', system);
    expect([units.read().market, await units.write(async (one) => one.market)]).toEqual(['gig', 'gig']);
  });

  test('that meets a deadlock is done again as a whole, and counted once', async () => {
    await database.reader.query({ text: "insert into mark values ('a', 0), ('b', 0)" });
    const raise = (ctx: WriteContext, word: string) =>
      ctx.db.query({ text: 'update mark set n = n + 1 where word = $1' }, [word]);
    let attempts = 0;
    const waiting: (() => void)[] = [];
    const bothHold = () =>
      new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length >= 2) for (const go of waiting) go();
      });
    const { done } = await race(2, (place) =>
      write(async (ctx) => {
        attempts += 1;
        const [first, second] = place === 0 ? ['a', 'b'] : ['b', 'a'];
        await raise(ctx, first);
        await bothHold();
        await raise(ctx, second);
      }),
    );
    const rows = await database.reader.query<{ n: number }>({ text: "select n from mark where word in ('a', 'b')" });
    expect([done, attempts, rows.map((row) => row.n)]).toEqual([2, 3, [2, 2]]);
  });

  test('that is refused is not tried again', async () => {
    let attempts = 0;
    const refused = write(async () => {
      attempts += 1;
      throw new DomainError('order.not_found');
    });
    await expect(refused).rejects.toThrow('order.not_found');
    expect(attempts).toBe(1);
  });
});

describe('a task', () => {
  test('exists exactly if its unit of work is kept, with its payload, time and market', async () => {
    const at = new Date('2026-11-21T02:00:00Z');
    await work.write('gig', system, (ctx) =>
      ctx.enqueue('later', { id: 12n, word: 'ä', yes: true, none: null, n: 3 }, { at }),
    );
    expect(await tasks('later')).toEqual([
      {
        name: 'later',
        key: null,
        market: 'gig',
        run_at: at,
        payload: { id: '12', word: 'ä', yes: true, none: null, n: 3 },
      },
    ]);
  });

  test('of a key replaces the one before, its time and payload', async () => {
    const [soon, late] = [new Date('2026-11-21T02:00:00Z'), new Date('2026-11-22T02:00:00Z')];
    await write((ctx) => ctx.enqueue('keyed', { n: 1 }, { at: soon, key: 'one' }));
    await write((ctx) => ctx.enqueue('keyed', { n: 2 }, { at: late, key: 'one' }));
    expect(await tasks('keyed')).toMatchObject([{ key: 'one', payload: { n: 2 }, run_at: late }]);
    await race(32, (place) => write((ctx) => ctx.enqueue('keyed', { n: place }, { at: soon, key: 'one' })));
    expect(await tasks('keyed')).toMatchObject([{ run_at: soon }]);
  });

  test('is left for each listener of an event, and for nobody when there is none', async () => {
    await write(async (ctx) => {
      await ctx.emit('something.happened', { id: 7n });
      await ctx.emit('nothing.listens', {});
    });
    expect(await tasks('hear.first')).toMatchObject([{ payload: { id: '7' }, run_at: now }]);
    expect(await tasks('hear.second')).toHaveLength(1);
  });

  test('that is due now wakes the worker once it is kept, and not one that is due later or was undone', async () => {
    const before = woken;
    await write((ctx) => ctx.enqueue('wakes', {}, { at: new Date(now.getTime() + 1) }));
    await write(async (ctx) => {
      await ctx.enqueue('wakes', {});
      throw new Error('undone');
    }).catch(() => undefined);
    expect(woken).toBe(before);
    await write(async (ctx) => {
      await ctx.enqueue('wakes', {});
      expect(woken).toBe(before);
    });
    expect(woken).toBe(before + 1);
  });
});
