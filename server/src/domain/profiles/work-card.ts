/** How a person offers their time (seed 002: 个人用户认证, 用户资料修改). */
import type { PersonActor, ReadContext, WriteContext } from '../../kernel/context.ts';
import { forgetFiles, useFiles } from '../files/index.ts';
import { requireFreelancer, requirePerson } from '../identity/index.ts';
import { lockWorkCard, saveWorkCard, type WorkCardRow, workCardsOfParties } from './work-card.sql.ts';

/** What a person changes of their card; what is undefined stays as it is. Pictures are uploads' public names. */
export interface WorkCardChanges {
  readonly face?: string | undefined;
  readonly address?: string | undefined;
  readonly cardFront?: string | undefined;
  readonly cardBack?: string | undefined;
  readonly occupation?: string | undefined;
  readonly title?: string | undefined;
  readonly timeKinds?: string | undefined;
  readonly hours?: string | undefined;
  readonly weeklyHours?: string | undefined;
  readonly area?: string | undefined;
  readonly place?: string | undefined;
  /** Fen a day. */
  readonly dailyRate?: bigint | undefined;
  readonly introduction?: string | undefined;
}

/** The caller's face and address, which everybody has. Throws `file.unusable`. */
export async function changeContact(
  ctx: WriteContext,
  { face, address }: Pick<WorkCardChanges, 'face' | 'address'>,
): Promise<void> {
  await change(ctx, requirePerson(ctx.actor), { face, address });
}

/** A freelancer's card. Throws `file.unusable` for a picture that is not their upload or no picture. */
export async function changeWorkCard(ctx: WriteContext, changes: WorkCardChanges): Promise<void> {
  await change(ctx, requireFreelancer(ctx.actor), changes);
}

async function change(ctx: WriteContext, actor: PersonActor, changes: WorkCardChanges): Promise<void> {
  const { partyId } = actor;
  const [row] = await ctx.db.query(lockWorkCard, [partyId, ctx.now]);
  if (!row) throw new Error(`no card of party ${partyId}`);
  const face = await pictureOf(ctx, actor, 'face', changes.face, true);
  const front = await pictureOf(ctx, actor, 'card-front', changes.cardFront, false);
  const back = await pictureOf(ctx, actor, 'card-back', changes.cardBack, false);
  await ctx.db.query(saveWorkCard, [
    partyId,
    face ?? row.face_file_id,
    changes.address ?? row.address,
    front ?? row.card_front_id,
    back ?? row.card_back_id,
    changes.occupation ?? row.occupation,
    changes.title ?? row.title,
    changes.timeKinds ?? row.time_kinds,
    changes.hours ?? row.hours,
    changes.weeklyHours ?? row.weekly_hours,
    changes.area ?? row.area,
    changes.place ?? row.place,
    changes.dailyRate ?? row.daily_rate,
    changes.introduction ?? row.introduction,
  ]);
  // The card names the new picture by now, so that the one before can go.
  if (face !== undefined) await forgetFiles(ctx, subjectOf('face', actor), face);
}

const subjectOf = (what: string, { partyId }: PersonActor) => `${what}:${partyId}`;

/** Pictures of a card are kept: they are what the person was certified by. */
async function pictureOf(
  ctx: WriteContext,
  actor: PersonActor,
  what: string,
  uid: string | undefined,
  isPublic: boolean,
): Promise<bigint | undefined> {
  if (uid === undefined) return undefined;
  const subject = subjectOf(what, actor);
  const use = { uids: [uid], ownerUserId: actor.userId, kinds: ['general'] as const, subject, isPublic };
  const [file] = await useFiles(ctx, { ...use, onlyPictures: true });
  return file?.id;
}

/** Cards by party; who never filled one in has none. */
export async function workCardsOf(ctx: ReadContext, partyIds: readonly bigint[]): Promise<Map<bigint, WorkCardRow>> {
  const rows = await ctx.db.query(workCardsOfParties, [[...new Set(partyIds)]]);
  return new Map(rows.map(({ party_id: partyId, ...row }) => [partyId, row]));
}
