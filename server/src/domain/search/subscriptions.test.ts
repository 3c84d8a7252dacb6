import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { personIn } from '../../../test/deal.ts';
import { type Fair, openFair, refusalOf } from '../../../test/discovery.ts';
import type { TestPerson } from '../../../test/kit.ts';
import { dayMs, hourMs, minuteMs } from '../../kernel/clock.ts';
import { changeSetting } from '../notifications/index.ts';
import { addTeam } from '../profiles/index.ts';
import { type NewSubscription, ownSubscriptions, subscribe, unsubscribe } from './index.ts';

let fair: Fair;
let client: TestPerson;
let reader: TestPerson;

beforeAll(async () => {
  fair = await openFair();
  client = await fair.addClient('爱丽丝');
});
afterAll(() => fair.close());
beforeEach(async () => {
  await fair.query('delete from subscription');
  fair.matched.length = 0;
  reader = await fair.kit.addFreelancer('芬');
  await setRate(reader, 'day');
});

const anything: NewSubscription = { name: '订阅', keyword: '', durations: [], workloads: [], payKinds: [], levels: [] };
const add = (given: Partial<NewSubscription> = {}, who = reader) =>
  fair.run(who, (ctx) => subscribe(ctx, { ...anything, ...given }));
const own = (who = reader) => fair.look(who, ownSubscriptions);
const remove = (id: bigint, who = reader) => fair.run(who, (ctx) => unsubscribe(ctx, id));
const setRate = (who: TestPerson, rate: 'day' | 'week' | 'off') =>
  fair.run(who, (ctx) =>
    changeSetting(ctx, { name: 'recommendations', isOn: rate !== 'off', ...(rate !== 'off' && { rate }) }),
  );

/** Moves a day on, an hour at a time, as the worker would be awake. */
async function advance(ms: number): Promise<void> {
  for (let at = 0; at < ms; at += hourMs) {
    fair.kit.clock.move(hourMs);
    await fair.kit.worker.drain();
  }
}
const heard = () => fair.matched.map(({ listingIds }) => String(listingIds).split(',').map(BigInt));

describe('subscriptions', () => {
  test('are kept with their filters, the oldest first', async () => {
    const first = await add({
      name: '小程序',
      keyword: '小程序',
      durations: [1, 2],
      payKinds: ['hourly'],
      levels: ['expert'],
    });
    const second = await add({ name: '全部', workloads: [3] });
    expect(await own()).toMatchObject([
      { id: first, name: '小程序', keyword: '小程序', durations: [1, 2], pay_kinds: ['hourly'], levels: ['expert'] },
      { id: second, name: '全部', keyword: '', workloads: [3] },
    ]);
  });

  test('are at most five, also when six are asked for at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 9 }, () => refusalOf(add())));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome === 'subscription.too_many')).toHaveLength(4);
    const [one] = await own();
    await remove(one?.id ?? 0n);
    expect(await refusalOf(add())).toBe('done');
    expect(await own()).toHaveLength(5);
  });

  test("are a freelancer's alone, and nobody else's to end", async () => {
    const id = await add();
    const other = await fair.kit.addFreelancer('古');
    expect(await own(other)).toEqual([]);
    expect(await refusalOf(remove(id, other))).toBe('subscription.not_found');
    expect(await refusalOf(add({}, client))).toBe('role.freelancer_required');
    expect(await refusalOf(remove(id, client))).toBe('role.freelancer_required');
    await remove(id);
    expect(await refusalOf(remove(id))).toBe('subscription.not_found');
  });
});

describe('the daily look', () => {
  test('tells once of new listings that match any of the subscriptions', async () => {
    await fair.post(client, { title: '早先的小程序' });
    fair.kit.clock.move(minuteMs);
    await add({ keyword: '小程序' });
    await add({ payKinds: ['hourly'], levels: ['expert'] });
    fair.kit.clock.move(minuteMs);
    const byWord = await fair.post(client, { title: '点单小程序' });
    const byFilter = await fair.post(client, { payKind: 'hourly', workload: 1, level: 'expert' });
    await fair.post(client, { title: '别的事' });
    await fair.post(client, { payKind: 'hourly', workload: 1, level: 'entry' });
    await advance(dayMs);
    expect(fair.matched).toHaveLength(1);
    expect(fair.matched[0]).toMatchObject({ partyId: String(reader.partyId), listings: 2 });
    expect(new Set(heard()[0])).toEqual(new Set([byWord.id, byFilter.id]));
    await advance(3 * dayMs);
    expect(fair.matched).toHaveLength(1);
  });

  test('comes every day there is news, whether or not there was any the day before', async () => {
    await add();
    await advance(2 * dayMs);
    expect(fair.matched).toEqual([]);
    const one = await fair.post(client);
    await advance(dayMs);
    const two = await fair.post(client);
    await advance(dayMs);
    expect(heard()).toEqual([[one.id], [two.id]]);
  });

  test('passes over what is not open any more, and the own listings', async () => {
    await add();
    await fair.run(reader, (ctx) => addTeam(ctx, personIn(reader), '芬的团队'));
    const [team] = await fair.query<{ id: bigint }>(`select id from party where user_id = $1 and kind = 'client'`, [
      reader.userId,
    ]);
    await fair.post({ actor: { ...personIn(reader), partyId: team?.id ?? 0n, role: 'client' } });
    const gone = await fair.post(client);
    await fair.query('delete from job_search where listing_id = $1', [gone.id]);
    await advance(dayMs);
    expect(fair.matched).toEqual([]);
  });

  test('is not lost on a listing published while the look is made', async () => {
    await add();
    // The next look is at nine; half a minute before it something is published.
    const now = fair.kit.clock.now();
    const nine = new Date(now);
    nine.setUTCHours(1, 0, 0, 0);
    if (nine <= now) nine.setUTCDate(nine.getUTCDate() + 1);
    fair.kit.clock.move(nine.getTime() - now.getTime() - minuteMs / 2);
    const late = await fair.post(client);
    fair.kit.clock.move(minuteMs);
    await fair.kit.worker.drain();
    expect(fair.matched).toEqual([]);
    await advance(dayMs);
    expect(heard()).toEqual([[late.id]]);
  });

  test('comes once a week to who wants it weekly, with all of the week', async () => {
    await setRate(reader, 'week');
    await add();
    const posted = [];
    for (let day = 0; day < 6; day += 1) {
      posted.push((await fair.post(client)).id);
      await advance(dayMs);
    }
    expect(fair.matched).toEqual([]);
    await advance(2 * dayMs);
    expect(heard()).toEqual([posted.toReversed()]);
    const again = await fair.post(client);
    await advance(5 * dayMs);
    expect(fair.matched).toHaveLength(1);
    await advance(2 * dayMs);
    expect(heard()[1]).toEqual([again.id]);
  });

  test('does not come to who has switched it off, nor tells them later of what they missed', async () => {
    await setRate(reader, 'off');
    await add();
    await fair.post(client);
    await advance(2 * dayMs);
    await setRate(reader, 'day');
    await advance(2 * dayMs);
    expect(fair.matched).toEqual([]);
    const one = await fair.post(client);
    await advance(dayMs);
    expect(heard()).toEqual([[one.id]]);
  });

  test('ends with the last subscription, and begins anew with the next', async () => {
    const id = await add();
    await remove(id);
    await fair.post(client);
    await advance(2 * dayMs);
    expect(fair.matched).toEqual([]);
    const [waiting] = await fair.query<{ n: number }>('select count(*)::int as n from task where key = $1', [
      `subscriptions.match:${reader.partyId}`,
    ]);
    expect(waiting?.n).toBe(0);
    await add();
    const one = await fair.post(client);
    await advance(dayMs);
    expect(heard()).toEqual([[one.id]]);
  });

  test('tells of fifty at most, and not of who is restricted', async () => {
    await add();
    for (let at = 0; at < 53; at += 1) await fair.post(client);
    await advance(dayMs);
    expect(fair.matched[0]).toMatchObject({ listings: 50 });
    await fair.restrict(reader);
    await fair.post(client);
    await advance(dayMs);
    expect(fair.matched).toHaveLength(1);
  });
});
