import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { dealSideOf, requirePerson } from '../identity/index.ts';
import { type Side, type Switch, switchesOf } from './kinds.ts';
import { setSwitch, settingsOfParty, wantsRecommendations } from './notices.sql.ts';

/** How often listings are recommended to a freelancer; a setting of its own. */
export const recommendations = 'recommendations';

export type Rate = 'day' | 'week';

export interface Settings {
  readonly side: Side;
  /** Every switch of the side, in the order of its form. */
  readonly switches: readonly { readonly name: Switch; readonly isOn: boolean }[];
  /** Freelancers only; until they choose, as they said when they joined, once a week. */
  readonly recommendations: { readonly isOn: boolean; readonly rate: Rate } | undefined;
}

/** What the side the caller acts for is told of. */
export async function noticeSettings(ctx: ReadContext): Promise<Settings> {
  const actor = requirePerson(ctx.actor);
  const { userId, partyId } = actor;
  const role = dealSideOf(actor);
  const [rows, [user]] = await Promise.all([
    ctx.db.query(settingsOfParty, [partyId]),
    ctx.db.query(wantsRecommendations, [userId]),
  ]);
  const set = new Map(rows.map((row) => [row.switch, row]));
  const chosen = set.get(recommendations);
  return {
    side: role,
    switches: switchesOf[role].map((name) => ({ name, isOn: set.get(name)?.is_on ?? true })),
    recommendations:
      role === 'freelancer' ? { isOn: chosen?.is_on ?? user?.wants ?? false, rate: chosen?.rate ?? 'week' } : undefined,
  };
}

export interface Setting {
  readonly name: Switch | typeof recommendations;
  readonly isOn: boolean;
  /** Only of recommendations, which need it when they are switched on. */
  readonly rate?: Rate | undefined;
}

/**
 * Switches a kind of notice on or off for the side the caller acts for (seed 000: 通知设置). Throws
 * `notice.setting_unknown` for a switch of the other side, and `notice.rate_required`.
 */
export async function changeSetting(ctx: WriteContext, { name, isOn, rate }: Setting): Promise<void> {
  const actor = requirePerson(ctx.actor);
  const { partyId } = actor;
  const role = dealSideOf(actor);
  const own: readonly string[] = switchesOf[role];
  const isRecommendations = name === recommendations;
  const isKnown = isRecommendations ? role === 'freelancer' : own.includes(name);
  if (!isKnown) throw new DomainError('notice.setting_unknown', { name });
  refuseUnless(!isRecommendations || !isOn || rate !== undefined, 'notice.rate_required');
  await ctx.db.query(setSwitch, [partyId, name, isOn, isRecommendations ? (rate ?? null) : null, ctx.now]);
}
