import { setTimeout as pause } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { createLive, type Live, readChange } from './live.ts';
import { createRecentChanges, type Seen } from './recent-changes.ts';

let live: Live;
afterEach(() => live.close());

const reader = (userId: bigint, partyId = userId) => ({ userId, partyId });

/** Everything a page has been sent so far. */
function textOf(stream: Readable): () => string {
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return () => text;
}

const dataIn = (text: string) => [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => data);
const idIn = (text: string) => [...text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? '';

describe('open pages', () => {
  it('are told by the party that their reader acts for', async () => {
    live = createLive();
    const [client, freelancer] = [textOf(live.open(reader(1n, 10n))), textOf(live.open(reader(1n, 11n)))];
    live.tell([11n, 99n], { kind: 'message', ref: '' });
    live.tellAll();
    await pause(5);
    expect(dataIn(client())).toEqual(['{"kind":"all","ref":""}']);
    expect(dataIn(freelancer())).toEqual(['{"kind":"message","ref":""}', '{"kind":"all","ref":""}']);
  });

  it('are so many for one person, and one that closes makes room', async () => {
    live = createLive({ pagesPerUser: 2, beatMs: 1_000, lifeMs: 60_000 });
    const first = live.open(reader(1n));
    live.open(reader(1n, 12n));
    expect(() => live.open(reader(1n))).toThrow(expect.objectContaining({ code: 'auth.too_many_attempts' }));
    expect(() => live.open(reader(2n))).not.toThrow();
    first.destroy();
    await pause(5);
    expect(() => live.open(reader(1n))).not.toThrow();
  });

  it('are kept awake, and end after their time', async () => {
    live = createLive({ pagesPerUser: 2, beatMs: 10, lifeMs: 45 });
    const stream = live.open(reader(1n));
    const text = textOf(stream);
    const ended = new Promise((resolve) => {
      stream.once('end', resolve);
    });
    await ended;
    expect(text()).toContain(': beat\n\n');
  });

  it('that do not read what they are told are let go', async () => {
    live = createLive();
    const stream = live.open(reader(1n));
    const ref = 'x'.repeat(40_000);
    for (let count = 0; count < 3; count += 1) live.tell([1n], { kind: 'message', ref });
    expect(stream).toMatchObject({ writableEnded: true });
  });

  it('hear first what they have missed, each change once, and everything where that is not known', async () => {
    live = createLive();
    const opened = async (seen?: Seen) => {
      const stream = live.open(reader(7n), seen);
      const text = textOf(stream);
      await pause(5);
      stream.destroy();
      return text();
    };
    const all = ['{"kind":"all","ref":""}'];
    expect(dataIn(await opened({ ageMs: 60_000 }))).toEqual(all);
    const before = idIn(await opened());
    await pause(20);
    for (const ref of ['a', 'b', 'b']) live.tell([7n], { kind: 'contract', ref });
    live.tell([8n], { kind: 'contract', ref: 'another' });
    const missed = ['{"kind":"contract","ref":"a"}', '{"kind":"contract","ref":"b"}'];
    expect(dataIn(await opened())).toEqual([]);
    expect(dataIn(await opened({ ageMs: 15 }))).toEqual(missed);
    expect(dataIn(await opened({ lastId: before }))).toEqual(missed);
    expect(dataIn(await opened({ lastId: idIn(await opened({ lastId: before })) }))).toEqual([]);
    for (const lastId of ['', 'x', 'another-1', `${before}9`, '000000000000-0']) {
      expect(dataIn(await opened({ lastId }))).toEqual(all);
    }
    for (let count = 0; count < 60; count += 1) live.tell([7n], { kind: 'contract', ref: String(count) });
    expect(dataIn(await opened({ lastId: before }))).toEqual(all);
  });

  it('are told to look at everything when what they missed is no longer kept', () => {
    live = createLive();
    const recent = createRecentChanges(2);
    const start = recent.lastId();
    for (const text of ['1', '2', '3']) recent.keep(new Set([1n]), text);
    expect(recent.missed(1n, { lastId: start })).toBe('unknown');
    expect(recent.missed(1n, { lastId: start.replace(/0$/, '1') })).toEqual(['2', '3']);
    recent.keep(undefined, 'all');
    expect(recent.missed(99n, { lastId: recent.lastId().replace(/4$/, '3') })).toEqual(['all']);
  });

  it('all end when the process does', async () => {
    live = createLive();
    const stream = live.open(reader(1n));
    live.close();
    expect(stream).toMatchObject({ writableEnded: true });
  });
});

it('what the database tells is read, and what is no change is not', () => {
  live = createLive();
  expect(readChange('{"parties":[1,2],"kind":"contract","ref":"abc"}')).toEqual({
    parties: [1n, 2n],
    kind: 'contract',
    ref: 'abc',
  });
  for (const text of ['', 'x', '{}', '{"parties":"no"}', '{"parties":[null]}'])
    expect(readChange(text)).toBeUndefined();
});
