import { createHash } from 'node:crypto';
import { later, minuteMs } from '../../kernel/clock.ts';
import type { PartyKind, PersonActor, ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import {
  insertJumpCode,
  insertParty,
  moveSession,
  partiesByIds,
  partiesOfUser,
  partyByUid,
  partyOfUser,
  type PartyRow,
  rememberParty,
  takeJumpCode,
  userById,
} from './identity.sql.ts';
import { type NewSession, openSession } from './sessions.ts';

export interface NewParty {
  readonly userId: bigint;
  readonly kind: PartyKind;
  /** A freelancer's public id is their user's; a team has its own. */
  readonly uid: string;
  readonly name: string;
  readonly isCompany: boolean;
}

/** Adds a side the user can act as; undefined when they have one of that kind. */
export async function addParty(ctx: WriteContext, party: NewParty): Promise<bigint | undefined> {
  const { userId, kind, uid, name, isCompany } = party;
  const [row] = await ctx.db.query(insertParty, [ctx.market, uid, userId, kind, name, isCompany, ctx.now]);
  return row?.id;
}

/** All sides the user can act as. */
export async function partiesOf(ctx: ReadContext, userId: bigint): Promise<PartyRow[]> {
  return ctx.db.query(partiesOfUser, [userId]);
}

/** The side of that kind of a person of this market. */
export async function partyOf(ctx: ReadContext, userId: bigint, kind: PartyRow['kind']): Promise<PartyRow | undefined> {
  const [party] = await ctx.db.query(partyOfUser, [ctx.market, userId, kind]);
  return party;
}

/** The party with this public id in the market. */
export async function findParty(ctx: ReadContext, uid: string): Promise<PartyRow | undefined> {
  const [party] = await ctx.db.query(partyByUid, [ctx.market, uid]);
  return party;
}

/** Parties by id, for presenting them beside other things. */
export async function partiesById(ctx: ReadContext, ids: readonly bigint[]): Promise<Map<bigint, PartyRow>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.query(partiesByIds, [[...new Set(ids)]]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Acts as another of the caller's own parties from now on. Throws `role.unknown_party` or `role.same`. */
export async function switchParty(
  ctx: WriteContext,
  actor: PersonActor,
  uid: string,
  isMobile: boolean,
): Promise<PartyRow> {
  const party = (await partiesOf(ctx, actor.userId)).find((one) => one.uid === uid);
  if (!party) throw new DomainError('role.unknown_party');
  if (party.id === actor.partyId) throw new DomainError('role.same');
  await ctx.db.query(moveSession, [actor.sessionId, party.id, null]);
  await ctx.db.query(rememberParty, [actor.userId, party.id, isMobile]);
  return party;
}

const jumpLifetimeMs = 10 * minuteMs;
const jumpDigest = (code: string) => createHash('sha256').update(code).digest();

/** A code that signs the caller in once in a browser, within ten minutes: 36 characters in the form of a UUID. */
export async function issueJumpCode(ctx: WriteContext, actor: PersonActor): Promise<string> {
  const hex = ctx.ids.token();
  const code = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
  await ctx.db.query(insertJumpCode, [jumpDigest(code), actor.userId, actor.partyId, later(ctx.now, jumpLifetimeMs)]);
  return code;
}

/** Signs a browser in by a jump code. Throws `user.jump_code_invalid`. */
export async function redeemJumpCode(ctx: WriteContext, code: string): Promise<NewSession> {
  const [jump] = await ctx.db.query(takeJumpCode, [jumpDigest(code)]);
  if (!jump || jump.expires_at <= ctx.now) throw new DomainError('user.jump_code_invalid');
  const [user] = await ctx.db.query(userById, [jump.user_id]);
  if (user?.state !== 'active') throw new DomainError('user.jump_code_invalid');
  return openSession(ctx, { ...user, last_party_id: jump.party_id }, { device: 'web', remember: false });
}
