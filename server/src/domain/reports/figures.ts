import { addDays, type Day, dayOf, startOfDay } from '../../kernel/clock.ts';
import type { PersonActor, ReadContext } from '../../kernel/context.ts';
import { requirePerson } from '../identity/index.ts';
import { clientFigures, dealFigures, incomeSince, proposalFigures, reviewFigures } from './figures.sql.ts';
import { viewsSince } from './views.sql.ts';

/** Profile views of a Shanghai day. */
export interface DayViews {
  readonly day: Day;
  readonly count: number;
}

/**
 * A freelancer in numbers. The season is the last 90 Shanghai days and the year the last 365, both with today.
 */
export interface FreelancerFigures {
  readonly kind: 'freelancer';
  /** Fen earned in the year, by work and bonuses, after the fee. */
  readonly yearIncome: bigint;
  /** Average of the clients' marks, 1 to 5, to one decimal rounded down; 0 without a review. */
  readonly averageMark: number;
  /** Average of the clients' recommendations, 1 to 10, to one decimal rounded down; 0 without a review. */
  readonly recommendation: number;
  /** Of all contracts that have begun and ended, the part that ended without a dispute; 0 when none has ended. */
  readonly coopRate: number;
  /** Of all clients worked for, the part with a second contract; 0 when there is no client. */
  readonly repeatRate: number;
  readonly season: {
    /** Invitations received. */
    readonly invited: number;
    /** Of those, the ones the freelancer has answered in any way. */
    readonly replied: number;
    /** Of those, the ones answered within 24 hours. */
    readonly repliedInADay: number;
    /** Bids made, the revoked ones too. */
    readonly bids: number;
    /** How often others read the profile. */
    readonly views: number;
    /** Proposals and invitations that came to talks. */
    readonly interviews: number;
    /** Offers accepted. */
    readonly hires: number;
  };
  /** The last seven days with today, the oldest first. */
  readonly lastViews: readonly DayViews[];
  /** When they were counted: now. */
  readonly countedAt: Date;
}

/** A client in numbers, over all time. */
export interface ClientFigures {
  readonly kind: 'client';
  /** Listings that were published and not removed. */
  readonly jobs: number;
  /** Contracts that have begun. */
  readonly contracts: number;
  /** Different freelancers of those contracts. */
  readonly freelancers: number;
  readonly countedAt: Date;
}

export type Figures = FreelancerFigures | ClientFigures;

const seasonDays = 90;
const yearDays = 365;
const shownDays = 7;

/** The side the caller acts for in numbers (seed 000: 获取统计数据). Throws `auth.required`. */
export async function figuresOf(ctx: ReadContext): Promise<Figures> {
  const actor = requirePerson(ctx.actor);
  if (actor.role === 'freelancer') return freelancerFigures(ctx, actor);
  const [row] = await ctx.db.query(clientFigures, [actor.partyId]);
  const { jobs = 0, contracts = 0, freelancers = 0 } = row ?? {};
  return { kind: 'client', jobs, contracts, freelancers, countedAt: ctx.now };
}

async function freelancerFigures(ctx: ReadContext, { partyId }: PersonActor): Promise<FreelancerFigures> {
  const today = dayOf(ctx.now);
  const seasonDay = addDays(today, 1 - seasonDays);
  const season = startOfDay(seasonDay);
  const year = startOfDay(addDays(today, 1 - yearDays));
  const [[deals], [proposals], [income], [reviews], views] = await Promise.all([
    ctx.db.query(dealFigures, [partyId, season]),
    ctx.db.query(proposalFigures, [partyId, season]),
    ctx.db.query(incomeSince, [partyId, year]),
    ctx.db.query(reviewFigures, [partyId]),
    ctx.db.query(viewsSince, [partyId, seasonDay]),
  ]);
  const countOf = new Map(views.map((row) => [row.day, row.count]));
  const days = Array.from({ length: shownDays }, (_, place) => addDays(today, place + 1 - shownDays));
  return {
    kind: 'freelancer',
    yearIncome: income?.amount ?? 0n,
    averageMark: reviews?.average ?? 0,
    recommendation: reviews?.recommendation ?? 0,
    coopRate: part(deals?.finished, deals?.ended),
    repeatRate: part(deals?.repeat_clients, deals?.clients),
    season: {
      invited: proposals?.invited ?? 0,
      replied: proposals?.replied ?? 0,
      repliedInADay: proposals?.replied_in_a_day ?? 0,
      bids: proposals?.bids ?? 0,
      views: views.reduce((sum, row) => sum + row.count, 0),
      interviews: proposals?.interviews ?? 0,
      hires: deals?.hired_in_season ?? 0,
    },
    lastViews: days.map((day) => ({ day, count: countOf.get(day) ?? 0 })),
    countedAt: ctx.now,
  };
}

/** 0 to 1, to four decimals; 0 of nothing. */
function part(some = 0, all = 0): number {
  return all === 0 ? 0 : Math.round((some / all) * 10_000) / 10_000;
}
