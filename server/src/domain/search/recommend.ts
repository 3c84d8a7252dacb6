import type { ReadContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { requireClient, requirePerson } from '../identity/index.ts';
import { findListing, type ListingRow } from '../listings/index.ts';
import { availableTerm, categoryTerm, skillTerm } from './freelancer-terms.ts';
import { queryOf } from './question.ts';
import {
  candidatesFor,
  type CandidateRow,
  likenessByUid,
  likenessOfParty,
  type LikenessRow,
  newestOpenListing,
} from './recommend.sql.ts';
import { bestOf, type Level, type Wanted } from './score.ts';

/** A freelancer worth looking at, and in a few words why. */
export interface Recommended extends CandidateRow {
  readonly reason: string;
}

/** What recommendations ask of the catalogue. */
export interface CategoryNames {
  readonly categories: { byId(id: number): { readonly name: string } | undefined };
}

/** The hourly rates (fen) that go with a level, as the page of a listing says. */
const ratesOf = {
  entry: { min: 0n, max: 10_000n },
  middle: { min: 10_000n, max: 30_000n },
  expert: { min: 30_000n, max: null },
} as const satisfies Record<Level, Wanted['rate']>;

const wantedBy = (listing: ListingRow): Wanted => ({
  skills: listing.skills,
  categories: [listing.category_id],
  level: listing.level,
  rate: listing.pay_kind === 'hourly' ? ratesOf[listing.level] : null,
});

const isLevel = (level: string | null): level is Level => level !== null && Object.hasOwn(ratesOf, level);

/** Others like this one, at a rate between half and one and a half times theirs. */
const wantedLike = ({ skills, categories, level, hourly }: LikenessRow): Wanted => ({
  skills,
  categories,
  level: isLevel(level) ? level : null,
  rate: hourly === null ? null : { min: hourly / 2n, max: (hourly * 3n) / 2n },
});

const nothingWanted: Wanted = { skills: [], categories: [], level: null, rate: null };

interface Search {
  readonly wanted: Wanted;
  readonly listingId?: bigint;
  readonly leftOut?: bigint;
  readonly most: number;
}

async function find(ctx: ReadContext, { categories }: CategoryNames, search: Search): Promise<Recommended[]> {
  const { userId, partyId } = requirePerson(ctx.actor);
  const { wanted, listingId, leftOut, most } = search;
  const skills = wanted.skills.map(skillTerm);
  const either = [...skills, ...wanted.categories.map(categoryTerm)];
  const candidates = await ctx.db.query(candidatesFor, [
    ctx.market,
    either.length === 0 ? null : queryOf([either]),
    queryOf([[availableTerm]]),
    skills.map((term) => queryOf([[term]])),
    listingId ?? null,
    userId,
    partyId,
    leftOut ?? null,
  ]);
  return bestOf(candidates, wanted, { most, now: ctx.now, nameOf: (id) => categories.byId(id)?.name });
}

/**
 * Up to `most` freelancers for a listing of the caller's (seed 000: 任务发布完推荐10位): nobody twice, and nobody who cannot
 * be hired for it. Throws `listing.not_found` when it is not theirs.
 */
export async function recommendForListing(
  ctx: ReadContext,
  names: CategoryNames,
  uid: string,
  most = 10,
): Promise<Recommended[]> {
  const { partyId } = requireClient(ctx.actor);
  const listing = await findListing(ctx, uid);
  if (listing?.party_id !== partyId) throw new DomainError('listing.not_found');
  return find(ctx, names, { wanted: wantedBy(listing), listingId: listing.id, most });
}

/**
 * Up to `most` freelancers for the caller: those like them for a freelancer, those for the newest open listing for a
 * client, or the best of all (seed 000: 为开发者推荐开发者).
 */
export async function recommendForCaller(ctx: ReadContext, names: CategoryNames, most: number): Promise<Recommended[]> {
  const { role, partyId } = requirePerson(ctx.actor);
  if (role === 'freelancer') {
    const [own] = await ctx.db.query(likenessOfParty, [partyId]);
    return find(ctx, names, { wanted: own ? wantedLike(own) : nothingWanted, most });
  }
  const [newest] = await ctx.db.query(newestOpenListing, [partyId]);
  return newest ? recommendForListing(ctx, names, newest.uid, most) : find(ctx, names, { wanted: nothingWanted, most });
}

/** Up to `most` freelancers like the one with this public id, who is left out. Throws `profile.not_found`. */
export async function recommendLike(
  ctx: ReadContext,
  names: CategoryNames,
  uid: string,
  most: number,
): Promise<Recommended[]> {
  const [row] = await ctx.db.query(likenessByUid, [ctx.market, uid]);
  if (!row) throw new DomainError('profile.not_found');
  return find(ctx, names, { wanted: wantedLike(row), leftOut: row.party_id, most });
}
