import type { PartyKind, ReadContext, Units, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import type { Catalog } from '../catalog/index.ts';
import { type IdentityMeans, requireClient, requireFreelancer, requirePerson } from '../identity/index.ts';
import { addPerson, changeClient, type Joined, register, type SignUp } from '../profiles/index.ts';
import {
  countRating,
  insertMember,
  lockMember,
  type MemberRow,
  membersByIds,
  membersOfKind,
  type Presence,
  updateMember,
  updateWishes,
} from './members.sql.ts';
import { assertKnown } from './known.ts';

/** Where somebody or something is: ids of the regions, of which each lies within the one before. */
export interface Place {
  readonly provinceId: number | null;
  readonly cityId: number | null;
  readonly districtId: number | null;
}

export interface MemberPlace extends Place {
  readonly address: string;
}

export const nowhere: MemberPlace = { provinceId: null, cityId: null, districtId: null, address: '' };

const kinds = { freelancer: 'freelancer', company: 'client', personal: 'client' } as const;

async function insert(ctx: WriteContext, joined: Joined, kind: PartyKind, place: MemberPlace): Promise<void> {
  const { provinceId, cityId, districtId, address } = place;
  const values = [joined.userId, joined.partyId, ctx.market, kind, provinceId, cityId, districtId, address, ctx.now];
  await ctx.db.query(insertMember, values);
}

export interface NewMember extends Omit<SignUp, 'device' | 'kind' | 'wantsRecommendations'> {
  readonly kind: keyof typeof kinds;
  readonly place: MemberPlace;
  /** What a company says of itself. */
  readonly overview?: string | undefined;
}

/**
 * A designer or a manager joins, without being signed in (seed 001, 4.3). Throws `user.exists`, `user.password_invalid` and
 * what is wrong with the code.
 */
export async function joinAsMember(
  units: Units,
  means: IdentityMeans,
  { place, overview, ...person }: NewMember,
  catalog: Pick<Catalog, 'regions'>,
): Promise<Joined> {
  return register(units, means, { ...person, wantsRecommendations: false }, async (ctx, joined) => {
    const kind = kinds[person.kind];
    await insert(ctx, joined, kind, place);
    if (overview !== undefined && kind === 'client') {
      const actor = {
        kind: 'person',
        userId: joined.userId,
        partyId: joined.partyId,
        role: kind,
        sessionId: 0n,
      } as const;
      await changeClient({ ...ctx, actor }, { overview }, catalog.regions);
    }
    return joined;
  });
}

/** Adds a member of any kind without a code, for operators and demo data. */
export async function addMember(
  ctx: WriteContext,
  person: Parameters<typeof addPerson>[1],
  place: MemberPlace = nowhere,
): Promise<Joined> {
  const joined = await addPerson(ctx, person);
  const { kind } = person;
  await insert(ctx, joined, kind === 'broker' || kind === 'administrator' ? kind : kinds[kind], place);
  return joined;
}

export interface MemberChanges {
  readonly presence?: Presence | undefined;
  /** 1 bachelor, 2 master, 3 doctor, 4 other. */
  readonly education?: number | undefined;
  readonly place?: MemberPlace | undefined;
  readonly craftIds?: readonly number[] | undefined;
  /** Clients only, as is the overview. */
  readonly companyName?: string | undefined;
  readonly overview?: string | undefined;
}

/**
 * Changes what is given of the caller (seed 001, 4.4.2). Throws `role.client_required` for a company's name or overview from
 * anyone else, `user.team_name_locked` and `skill.unknown`.
 */
export async function changeMember(ctx: WriteContext, changes: MemberChanges, catalog: Catalog): Promise<void> {
  const { presence, education, place, craftIds, companyName, overview } = changes;
  const { userId } = requirePerson(ctx.actor);
  assertKnown(catalog.crafts, craftIds, 'skill.unknown');
  if (companyName !== undefined || overview !== undefined) {
    requireClient(ctx.actor);
    await changeClient(ctx, { teamName: companyName, overview }, catalog.regions);
  }
  const [row] = await ctx.db.query(updateMember, [
    userId,
    presence ?? null,
    education ?? null,
    craftIds ? [...new Set(craftIds)] : null,
    place !== undefined,
    place?.provinceId ?? null,
    place?.cityId ?? null,
    place?.districtId ?? null,
    place?.address ?? null,
    ctx.now,
  ]);
  if (!row) throw new DomainError('user.not_found');
}

/** What work a freelancer wishes; what is left out stays. Pay is fen. */
export interface Wishes {
  readonly cityIds?: readonly number[] | undefined;
  readonly industryIds?: readonly number[] | undefined;
  readonly minPay?: bigint | undefined;
  readonly maxPay?: bigint | undefined;
  readonly isLongTerm?: boolean | undefined;
}

/** Changes what the caller wishes (seed 001, 4.4.7). Throws `pay.range_invalid`, `region.unknown` and `industry.unknown`. */
export async function changeWishes(ctx: WriteContext, wishes: Wishes, catalog: Catalog): Promise<void> {
  const { userId } = requireFreelancer(ctx.actor);
  const { cityIds, industryIds, minPay, maxPay, isLongTerm } = wishes;
  refuseUnless(cityIds?.every(catalog.regions.isCity) ?? true, 'region.unknown');
  assertKnown(catalog.industries, industryIds, 'industry.unknown');
  const [before] = await ctx.db.query(lockMember, [userId]);
  if (!before) throw new DomainError('user.not_found');
  // A client sends one limit at a time, so an end that would cross the other takes it along.
  const low = minPay ?? (maxPay === undefined ? null : min(before.min_pay ?? 0n, maxPay));
  const high = maxPay ?? (minPay === undefined ? null : max(before.max_pay ?? minPay, minPay));
  refuseUnless(low === null || high === null || low <= high, 'pay.range_invalid');
  await ctx.db.query(updateWishes, [
    userId,
    cityIds ? [...new Set(cityIds)] : null,
    industryIds ? [...new Set(industryIds)] : null,
    low,
    high,
    isLongTerm ?? null,
    ctx.now,
  ]);
}

const min = (a: bigint, b: bigint) => (a < b ? a : b);
const max = (a: bigint, b: bigint) => (a > b ? a : b);

/** Members of the market by user id. */
export async function membersById(ctx: ReadContext, userIds: readonly bigint[]): Promise<Map<bigint, MemberRow>> {
  if (userIds.length === 0) return new Map();
  const rows = await ctx.db.query(membersByIds, [ctx.market, [...new Set(userIds)]]);
  return new Map(rows.map((row) => [row.user_id, row]));
}

/** A member of the market. Throws `user.not_found`. */
export async function findMember(ctx: ReadContext, userId: bigint): Promise<MemberRow> {
  const member = (await membersById(ctx, [userId])).get(userId);
  if (!member) throw new DomainError('user.not_found');
  return member;
}

/** A member who can be hired. Throws `user.not_found`, `freelancer.not_available` (no freelancer, or kept out). */
export async function findHireable(ctx: ReadContext, userId: bigint): Promise<MemberRow> {
  const member = await findMember(ctx, userId);
  refuseUnless(member.kind === 'freelancer' && !member.is_restricted, 'freelancer.not_available');
  return member;
}

/** The user ids of a market's brokers or administrators, at most two hundred. */
export async function userIdsOf(ctx: ReadContext, kind: PartyKind): Promise<bigint[]> {
  return (await ctx.db.query(membersOfKind, [ctx.market, kind])).map((row) => row.user_id);
}

/** Counts one more rating of a member, 1 to 5. */
export async function countMemberRating(ctx: WriteContext, userId: bigint, rating: number): Promise<void> {
  await ctx.db.query(countRating, [userId, rating]);
}
