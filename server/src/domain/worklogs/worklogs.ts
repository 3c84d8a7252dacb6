import { type Day, dayOf } from '../../kernel/clock.ts';
import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import {
  type ContractRow,
  countWeekSlots,
  findContract,
  lockContract,
  lockWeekForHours,
  sideOf,
  slotMs,
  slotMinutes,
} from '../contracts/index.ts';
import { useFile } from '../files/index.ts';
import { requireFreelancer } from '../identity/index.ts';
import {
  deleteShots,
  describeShots,
  insertShot,
  lastShot,
  shotById,
  shotsByIds,
  shotsOfDay,
  type ShotRow,
  slotsSince,
} from './worklogs.sql.ts';

export interface NewShot {
  readonly contractUid: string;
  /** When the picture was taken, or the work entered by hand was done. */
  readonly shotAt: Date;
  readonly isAuto: boolean;
  readonly name: string;
  readonly description: string;
  /** 0 to 100. */
  readonly activity: number;
  readonly keyboard: number;
  readonly mouse: number;
  /** The picture; automatic records must have one. */
  readonly fileId?: bigint | undefined;
}

/**
 * The freelancer records one slot of ten minutes of hourly work, with a picture or by hand (seed 000: 上传一条截屏记录). Throws
 * `contract.not_hourly`, `shot.not_now`, `shot.manual_not_allowed`, `shot.time_invalid` (in the future), `shot.outside_week`,
 * `shot.slot_taken`, `shot.over_limit`, `shot.file_required`, `file.unusable`.
 */
export async function recordShot(ctx: WriteContext, shot: NewShot): Promise<bigint> {
  const actor = requireFreelancer(ctx.actor);
  const contract = await findContract(ctx, shot.contractUid);
  if (sideOf(contract, actor) !== 'freelancer') throw new DomainError('contract.not_found');
  if (contract.pay_kind !== 'hourly') throw new DomainError('contract.not_hourly');
  const week = await lockWeekForHours(ctx, contract);
  if (!shot.isAuto && !week.manual_allowed) throw new DomainError('shot.manual_not_allowed');
  if (shot.isAuto && shot.fileId === undefined) throw new DomainError('shot.file_required');

  const slotAt = new Date(Math.floor(shot.shotAt.getTime() / slotMs) * slotMs);
  if (slotAt > ctx.now) throw new DomainError('shot.time_invalid');
  if (!week.start_at || !week.end_at || slotAt < week.start_at || slotAt >= week.end_at)
    throw new DomainError('shot.outside_week');

  const { isAuto, name, description, activity, keyboard, mouse, fileId } = shot;
  const [row] = await ctx.db.query(insertShot, [
    contract.id,
    week.id,
    slotAt,
    dayOf(slotAt),
    shot.shotAt,
    isAuto,
    name,
    description,
    activity,
    keyboard,
    mouse,
    fileId ?? null,
    ctx.now,
  ]);
  if (!row) throw new DomainError('shot.slot_taken');
  await countWeekSlots(ctx, week.id, isAuto ? { shots: 1, manual: 0 } : { shots: 0, manual: 1 });
  if (week.shot_slots + week.manual_slots === 0) {
    await ctx.emit('week.begun', { weekId: week.id, contractId: contract.id });
  }
  if (fileId !== undefined) {
    const subject = `screenshot:${row.id}`;
    await useFile(ctx, {
      fileId,
      ownerUserId: actor.userId,
      kinds: ['shot'],
      subject,
      readers: [contract.client_party_id],
      isPublic: false,
    });
  }
  return row.id;
}

/** The records of one Shanghai day, by time, for either side of the contract. */
export async function shotsOn(ctx: ReadContext, contractUid: string, day: Day): Promise<ShotRow[]> {
  const contract = await findContract(ctx, contractUid);
  return ctx.db.query(shotsOfDay, [contract.id, day]);
}

/** The last record of the contract, if there is one. */
export async function latestShot(ctx: ReadContext, contractUid: string): Promise<ShotRow[]> {
  const contract = await findContract(ctx, contractUid);
  return ctx.db.query(lastShot, [contract.id]);
}

/** One record, and whether its day has earlier and later ones. Throws `shot.not_found`. */
export async function findShot(
  ctx: ReadContext,
  contractUid: string,
  shotId: bigint,
): Promise<{ contract: ContractRow; shot: ShotRow & { has_earlier: boolean; has_later: boolean } }> {
  const contract = await findContract(ctx, contractUid);
  const [shot] = await ctx.db.query(shotById, [shotId, contract.id]);
  if (!shot) throw new DomainError('shot.not_found');
  return { contract, shot };
}

/** The caller's own records. Throws `shot.not_found` when any is not. */
async function ownOpenShots(ctx: WriteContext, shotIds: readonly bigint[]) {
  const actor = requireFreelancer(ctx.actor);
  const ids = [...new Set(shotIds)];
  const shots = await ctx.db.query(shotsByIds, [ids, actor.partyId]);
  if (ids.length === 0 || shots.length !== ids.length) throw new DomainError('shot.not_found');
  return shots;
}

/** Writes a description on own records of weeks that are not settled. Throws `shot.not_found` or `shot.not_now`. */
export async function describe(ctx: WriteContext, shotIds: readonly bigint[], description: string): Promise<void> {
  const shots = await ownOpenShots(ctx, shotIds);
  if (shots.some((shot) => !['active', 'in_review'].includes(shot.week_state))) throw new DomainError('shot.not_now');
  await ctx.db.query(describeShots, [shots.map((shot) => shot.id), description]);
}

/**
 * Takes own records of the open week away, each with exactly its slot (seed 000: 删除工作日志截屏). Throws `shot.not_found`, or
 * `shot.not_now` when a week is no longer open.
 */
export async function removeShots(ctx: WriteContext, shotIds: readonly bigint[]): Promise<void> {
  const shots = await ownOpenShots(ctx, shotIds);
  const contractUids = [...new Set(shots.map((shot) => shot.contract_uid))].sort();
  for (const uid of contractUids) {
    const week = await lockWeekForHours(ctx, await lockContract(ctx, uid));
    const mine = shots.filter((shot) => shot.contract_uid === uid);
    if (mine.some((shot) => shot.week_id !== week.id)) throw new DomainError('shot.not_now');
    const gone = await ctx.db.query(deleteShots, [mine.map((shot) => shot.id)]);
    // Another call took one away while this one waited for the week.
    if (gone.length !== mine.length) throw new DomainError('shot.not_found');
    const auto = gone.filter((shot) => shot.is_auto).length;
    await countWeekSlots(ctx, week.id, { shots: -auto, manual: auto - gone.length });
  }
}

/** Minutes recorded today, and in the week under way. */
export async function minutesOf(ctx: ReadContext, contractUid: string): Promise<{ today: number; week: number }> {
  const contract = await findContract(ctx, contractUid);
  if (contract.pay_kind !== 'hourly') throw new DomainError('contract.not_hourly');
  const [slots] = await ctx.db.query(slotsSince, [contract.id, dayOf(ctx.now)]);
  return { today: Number(slots?.today ?? 0n) * slotMinutes, week: Number(slots?.total ?? 0n) * slotMinutes };
}

/** What this module says of hours: the slots a week counts are the records it has. */
export const worklogProofs = {
  weeks_unlike_records: `select w.id::text as subject, w.shot_slots + w.manual_slots || ' <> ' || count(s.id) as found
    from week w left join screenshot s on s.week_id = w.id
    group by w.id having w.shot_slots + w.manual_slots <> count(s.id)`,
} as const;
