import { setTimeout as pause } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { createLive, type Live, readChange } from './live.ts';

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

describe('open pages', () => {
  it('are told by the party that their reader acts for', async () => {
    live = createLive();
    const [client, freelancer] = [textOf(live.open(reader(1n, 10n))), textOf(live.open(reader(1n, 11n)))];
    live.tell([11n, 99n], { kind: 'message', ref: '' });
    live.tellAll({ kind: 'all', ref: '' });
    await pause(5);
    expect(client()).toBe('retry: 2000\n\ndata: {"kind":"all","ref":""}\n\n');
    expect(freelancer()).toContain('data: {"kind":"message","ref":""}\n\n');
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
