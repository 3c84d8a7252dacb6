import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Deal, openYard, refusalOf, type Yard } from '../../../test/deal.ts';
import type { TestPerson } from '../../../test/kit.ts';
import { dayMs, dayOf, hourMs, later, minuteMs } from '../../kernel/clock.ts';
import { finishContract, pauseContract } from '../contracts/index.ts';
import {
  describe as describeShots,
  findShot,
  latestShot,
  minutesOf,
  type NewShot,
  recordShot,
  removeShots,
  shotsOn,
} from './index.ts';

let yard: Yard;

beforeAll(async () => {
  yard = await openYard();
});
afterEach(async () => {
  expect(await yard.findings()).toEqual([]);
});
afterAll(() => yard.close());

const slot = 10 * minuteMs;
const startOf = async (deal: Deal) =>
  (await yard.weeks(deal)).find((week) => week.state === 'active')?.start_at ?? new Date(0);
const record = (deal: Deal, shotAt: Date, more: Partial<NewShot> = {}, by: TestPerson = deal.freelancer) => {
  const shot = { shotAt, isAuto: false, name: 'shot', description: '', activity: 50, keyboard: 1, mouse: 2 };
  return yard.run(by, (ctx) => recordShot(ctx, { contractUid: deal.uid, ...shot, ...more }));
};
const remove = (who: TestPerson, ids: readonly bigint[]) => refusalOf(yard.run(who, (ctx) => removeShots(ctx, ids)));
const minutes = (deal: Deal, who = deal.freelancer) => yard.look(who, (ctx) => minutesOf(ctx, deal.uid));
const counted = async (deal: Deal) => {
  const [week] = await yard.weeks(deal);
  return [week?.shot_slots, week?.manual_slots];
};

async function upload(owner: TestPerson, kind = 'shot'): Promise<bigint> {
  const [row] = await yard.query<{ id: bigint }>(
    `insert into file (market, uid, owner_user_id, kind, name, mime, size, md5, blob_key, created_at)
     values ('cloudwork', md5(random()::text), $1, $2, 'shot.png', 'image/png', 10, 'x', md5(random()::text), now()) returning id`,
    [owner.userId, kind],
  );
  return row?.id ?? 0n;
}

describe('recording a slot', () => {
  test('counts ten minutes, wherever in the slot the picture was taken, and once', async () => {
    const deal = await yard.activeHourly();
    const start = await startOf(deal);
    const fileId = await upload(deal.freelancer);
    expect(await refusalOf(record(deal, later(start, 9 * minuteMs + 59_999), { isAuto: true, fileId }))).toBe('done');
    expect(await refusalOf(record(deal, start))).toBe('shot.slot_taken');
    expect(await refusalOf(record(deal, later(start, slot)))).toBe('done');
    expect(await counted(deal)).toEqual([1, 1]);
    expect(await minutes(deal)).toEqual({ today: 20, week: 20 });
    expect(await minutes(deal, deal.client)).toEqual({ today: 20, week: 20 });
    const [file] = await yard.query("select bound_to like 'screenshot:%' as bound, is_public from file where id = $1", [
      fileId,
    ]);
    expect(file).toEqual({ bound: true, is_public: false });
  });

  test('happens from the first slot of the week on, up to the slot that is now', async () => {
    const deal = await yard.activeHourly();
    const start = await startOf(deal);
    const now = yard.clock.now();
    const thisSlot = new Date(Math.floor(now.getTime() / slot) * slot);
    expect(await refusalOf(record(deal, later(start, -1)))).toBe('shot.outside_week');
    expect(await refusalOf(record(deal, start))).toBe('done');
    expect(await refusalOf(record(deal, later(thisSlot, slot - 1)))).toBe('done');
    expect(await refusalOf(record(deal, later(thisSlot, slot)))).toBe('shot.time_invalid');
    expect(await refusalOf(record(deal, later(now, 365 * dayMs)))).toBe('shot.time_invalid');
  });

  test('happens up to the last slot of the week, and not in the first after it', async () => {
    const deal = await yard.activeHourly();
    const end = later(await startOf(deal), 7 * dayMs);
    // The clock's task that closes the week is late.
    yard.clock.move(end.getTime() - yard.clock.now().getTime() + hourMs);
    expect(await refusalOf(record(deal, later(end, -1)))).toBe('done');
    expect(await refusalOf(record(deal, end))).toBe('shot.outside_week');
    await yard.worker.drain();
    expect(await refusalOf(record(deal, later(end, -slot)))).toBe('shot.not_now');
  });

  test('ends at the limit of the week, by whatever kind of record', async () => {
    const deal = await yard.activeHourly({ weeklyHours: 1 });
    const start = await startOf(deal);
    for (let place = 0; place < 6; place += 1) {
      const auto = place % 2 === 0 ? { isAuto: true, fileId: await upload(deal.freelancer) } : {};
      expect(await refusalOf(record(deal, later(start, place * slot), auto))).toBe('done');
    }
    const fileId = await upload(deal.freelancer);
    expect(await refusalOf(record(deal, later(start, 6 * slot), { isAuto: true, fileId }))).toBe('shot.over_limit');
    expect(await counted(deal)).toEqual([3, 3]);
    const [file] = await yard.query('select bound_to from file where id = $1', [fileId]);
    expect(file).toEqual({ bound_to: null });
  });

  test('by hand needs the permission of the contract, and with a tracker a picture of the own', async () => {
    const deal = await yard.activeHourly({ manualAllowed: false });
    const start = await startOf(deal);
    const auto = (fileId?: bigint) => refusalOf(record(deal, start, { isAuto: true, fileId }));
    expect(await refusalOf(record(deal, start))).toBe('shot.manual_not_allowed');
    expect(await auto()).toBe('shot.file_required');
    expect(await auto(999_999n)).toBe('file.unusable');
    expect(await auto(await upload(deal.client))).toBe('file.unusable');
    expect(await auto(await upload(deal.freelancer, 'job'))).toBe('file.unusable');
    expect(await counted(deal)).toEqual([0, 0]);
    const fileId = await upload(deal.freelancer);
    expect(await auto(fileId)).toBe('done');
    const again = record(deal, later(start, slot), { isAuto: true, fileId });
    expect(await refusalOf(again)).toBe('file.unusable');
  });

  test('is the freelancer’s alone, of hourly work that is under way', async () => {
    const [deal, other, fixed, offered] = [
      ...[
        await yard.activeHourly(),
        await yard.activeHourly(),
        await yard.activeFixed([5n]),
        await yard.offeredHourly(),
      ],
    ];
    if (!deal || !other || !fixed || !offered) throw new Error();
    const start = await startOf(deal);
    expect(await refusalOf(record(deal, start, {}, deal.client))).toBe('role.freelancer_required');
    expect(await refusalOf(record(deal, start, {}, other.freelancer))).toBe('contract.not_found');
    expect(await refusalOf(record(fixed, start))).toBe('contract.not_hourly');
    expect(await refusalOf(record(offered, start))).toBe('shot.not_now');
    await yard.run(deal.client, (ctx) => pauseContract(ctx, deal.uid));
    expect(await refusalOf(record(deal, start))).toBe('shot.not_now');
    await yard.run(deal.client, (ctx) => finishContract(ctx, { contractUid: deal.uid, pays: true }));
    expect(await refusalOf(record(deal, start))).toBe('shot.not_now');
  });
});

describe('taking records away', () => {
  test('takes exactly their slots away, once each, and all or none', async () => {
    const deal = await yard.activeHourly();
    const start = await startOf(deal);
    const ids: bigint[] = [];
    for (let place = 0; place < 4; place += 1) {
      const auto = place < 2 ? { isAuto: true, fileId: await upload(deal.freelancer) } : {};
      ids.push(await record(deal, later(start, place * slot), auto));
    }
    const [a = 0n, b = 0n, c = 0n] = ids;
    expect(await remove(deal.freelancer, [a, 999_999n])).toBe('shot.not_found');
    expect(await remove(deal.freelancer, [])).toBe('shot.not_found');
    expect(await remove(deal.client, [a])).toBe('role.freelancer_required');
    expect(await remove((await yard.activeHourly()).freelancer, [a])).toBe('shot.not_found');
    expect(await counted(deal)).toEqual([2, 2]);
    expect(await remove(deal.freelancer, [a, c, c])).toBe('done');
    expect(await counted(deal)).toEqual([1, 1]);
    expect(await remove(deal.freelancer, [a, b])).toBe('shot.not_found');
    expect(await refusalOf(record(deal, start))).toBe('done');
  });

  test('is over once the week is under review, paid, or the contract rests', async () => {
    const [deal, resting] = [await yard.activeHourly(), await yard.activeHourly()];
    const [id, restingId] = [await record(deal, await startOf(deal)), await record(resting, await startOf(resting))];
    await yard.run(resting.client, (ctx) => pauseContract(ctx, resting.uid));
    expect(await remove(resting.freelancer, [restingId])).toBe('shot.not_now');
    await yard.advance(7 * dayMs);
    expect(await remove(deal.freelancer, [id])).toBe('shot.not_now');
    await yard.advance(2 * dayMs);
    expect(await remove(deal.freelancer, [id])).toBe('shot.not_now');
    expect(await counted(deal)).toEqual([0, 1]);
  });
});

describe('reading records', () => {
  test('shows those of a Shanghai day to both sides, by time, and to nobody else', async () => {
    const deal = await yard.activeHourly();
    const start = await startOf(deal);
    const stranger = await yard.addClient();
    await yard.advance(dayMs);
    const [second, first] = [await record(deal, later(start, slot)), await record(deal, start)];
    const next = await record(deal, later(start, dayMs));
    for (const who of [deal.client, deal.freelancer]) {
      const shots = await yard.look(who, (ctx) => shotsOn(ctx, deal.uid, dayOf(start)));
      expect(shots.map((shot) => shot.id)).toEqual([first, second]);
      expect((await yard.look(who, (ctx) => latestShot(ctx, deal.uid))).map((shot) => shot.id)).toEqual([next]);
      const one = await yard.look(who, (ctx) => findShot(ctx, deal.uid, second));
      expect(one.shot).toMatchObject({ id: second, has_earlier: true, has_later: false, day: dayOf(start) });
    }
    expect(await minutes(deal)).toEqual({ today: 10, week: 30 });
    expect(await refusalOf(yard.look(stranger, (ctx) => shotsOn(ctx, deal.uid, dayOf(start))))).toBe(
      'contract.not_found',
    );
    expect(await refusalOf(yard.look(stranger, (ctx) => latestShot(ctx, deal.uid)))).toBe('contract.not_found');
    expect(await refusalOf(yard.look(stranger, (ctx) => minutesOf(ctx, deal.uid)))).toBe('contract.not_found');
    const other = await yard.activeHourly();
    expect(await refusalOf(yard.look(other.client, (ctx) => findShot(ctx, other.uid, first)))).toBe('shot.not_found');
  });

  test('a description is written on own records only', async () => {
    const [deal, other] = [await yard.activeHourly(), await yard.activeHourly()];
    const [mine, theirs] = [await record(deal, await startOf(deal)), await record(other, await startOf(other))];
    const write = (who: TestPerson, ids: readonly bigint[]) =>
      refusalOf(yard.run(who, (ctx) => describeShots(ctx, ids, 'Wrote the interface')));
    expect(await write(deal.freelancer, [mine, theirs])).toBe('shot.not_found');
    expect(await write(deal.client, [mine])).toBe('role.freelancer_required');
    expect(await write(deal.freelancer, [])).toBe('shot.not_found');
    expect(await write(deal.freelancer, [mine])).toBe('done');
    const rows = await yard.query('select description from screenshot where id = any ($1) order by id', [
      [mine, theirs],
    ]);
    expect(rows).toEqual([{ description: 'Wrote the interface' }, { description: '' }]);
  });
});
