import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { type Kit, openKit, type TestPerson } from '../../../test/kit.ts';
import { addMessage, findPairThread, listMessages, openPairThread, openThread } from './index.ts';

let kit: Kit;
let client: TestPerson;
let freelancer: TestPerson;
let stranger: TestPerson;

beforeAll(async () => {
  kit = await openKit();
  client = await kit.addClient('Chen');
  freelancer = await kit.addFreelancer('Fang');
  stranger = await kit.addFreelancer('Song');
});
afterAll(() => kit.close());

const open = () =>
  kit.work.write(kit.market, client.actor, (ctx) => openThread(ctx, [client.partyId, freelancer.partyId]));
const say = ({ actor }: { actor: Actor }, threadId: bigint, content: string) =>
  kit.work.write(kit.market, actor, (ctx) => addMessage(ctx, { threadId, content }));
const read = ({ actor }: { actor: Actor }, threadId: bigint, number = 1, size = 20) =>
  listMessages(kit.work.read(kit.market, actor), threadId, { number, size });

async function refusalOf(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof DomainError) return error.code;
      throw error;
    },
  );
}

describe('a thread', () => {
  it('shows both members what each of them wrote, newest first, with the author’s name', async () => {
    const thread = await open();
    await say(client, thread, 'Hello');
    await say(freelancer, thread, 'Hello yourself');
    for (const reader of [client, freelancer]) {
      const { items, total } = await read(reader, thread);
      expect(total).toBe(2);
      expect(items.map((one) => [one.author_name, one.content])).toEqual([
        ['Fang', 'Hello yourself'],
        ['Chen', 'Hello'],
      ]);
    }
  });

  it('pages with an exact total', async () => {
    const thread = await open();
    for (const word of ['one', 'two', 'three', 'four', 'five']) await say(client, thread, word);
    const second = await read(client, thread, 2, 2);
    expect(second.total).toBe(5);
    expect(second.items.map((one) => one.content)).toEqual(['three', 'two']);
    expect((await read(client, thread, 4, 2)).items).toEqual([]);
  });

  it('refuses strangers to write and to read, as if there were no such thread', async () => {
    const thread = await open();
    expect(await refusalOf(say(stranger, thread, 'Let me in'))).toBe('message.not_yours');
    expect(await refusalOf(read(stranger, thread))).toBe('message.not_yours');
    expect(await refusalOf(say(client, 987_654n, 'Anyone?'))).toBe('message.not_yours');
    expect(await refusalOf(read(client, 987_654n))).toBe('message.not_yours');
    expect((await read(client, thread)).total).toBe(0);
  });

  it('refuses those who are not signed in', async () => {
    const thread = await open();
    expect(await refusalOf(say({ actor: { kind: 'anonymous' } }, thread, 'Hi'))).toBe('auth.required');
  });

  it('takes 4,096 characters, counted as a person does, and not one more', async () => {
    const thread = await open();
    expect(await refusalOf(say(client, thread, '😀'.repeat(4_096)))).toBe('done');
    expect(await refusalOf(say(client, thread, '字'.repeat(4_097)))).toBe('message.too_long');
    expect(await refusalOf(say(client, thread, ' \n '))).toBe('request.malformed');
  });
});

describe('the thread of a pair', () => {
  it('is one, whoever asks first and in whichever order, also for many at once', async () => {
    const pair = [client.partyId, stranger.partyId] as const;
    const turned = [stranger.partyId, client.partyId] as const;
    expect(await findPairThread(kit.work.read(kit.market, client.actor), pair)).toBeUndefined();
    const opened = await Promise.all(
      Array.from({ length: 16 }, (_one, index) =>
        kit.work.write(kit.market, client.actor, (ctx) => openPairThread(ctx, index % 2 === 0 ? pair : turned)),
      ),
    );
    expect(new Set(opened).size).toBe(1);
    expect(await findPairThread(kit.work.read(kit.market, client.actor), turned)).toBe(opened[0]);
    expect(await refusalOf(say(stranger, opened[0] ?? 0n, 'Hello'))).toBe('done');
  });
});
