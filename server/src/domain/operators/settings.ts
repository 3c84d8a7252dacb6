/** Settings of a market that operators change while it runs; what they have not set is as the environment says. */
import type { Reader, WriteContext } from '../../kernel/context.ts';
import { refuseUnless } from '../../kernel/errors.ts';
import { type Market, type MarketSettings, markets } from '../../kernel/market.ts';
import { formatYuan, parseYuan } from '../../kernel/money.ts';
import { putSetting, removeSetting, type SettingRow, settingRows } from './settings.sql.ts';

interface Kind<T> {
  read(text: string): T | undefined;
  write(value: T): string;
}

const whole = (from: number, to: number): Kind<number> => ({
  read: (text) => (/^\d{1,6}$/.test(text) && Number(text) >= from && Number(text) <= to ? Number(text) : undefined),
  write: String,
});
const amount: Kind<bigint> = { read: parseYuan, write: formatYuan };
const flag: Kind<boolean> = {
  read: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  write: String,
};

/** Each setting: how it is written, and within which limits. */
const kinds: { readonly [K in keyof MarketSettings]: Kind<MarketSettings[K]> } = {
  feeBasisPoints: whole(0, 5_000),
  offerDays: whole(1, 60),
  reviewDays: whole(1, 60),
  passwordMin: whole(4, 64),
  passwordMax: whole(16, 128),
  clientWithdrawalMin: amount,
  payoutApproval: flag,
  payoutSecondAbove: amount,
  personReview: flag,
};

export type SettingName = keyof MarketSettings;
export const settingNames = Object.keys(kinds) as SettingName[];

const parsed = <K extends SettingName>(name: K, text: string): MarketSettings[K] | undefined => kinds[name].read(text);
/** A setting's value as an operator reads and writes it. */
export const settingText = <K extends SettingName>(name: K, settings: MarketSettings): string =>
  kinds[name].write(settings[name]);

/** Sets a setting of the market, or leaves it to the environment again. Throws `setting.invalid` outside its limits. */
export async function changeMarketSetting(ctx: WriteContext, name: SettingName, text: string | null): Promise<void> {
  if (text === null) {
    await ctx.db.query(removeSetting, [ctx.market, name]);
    return;
  }
  refuseUnless(parsed(name, text) !== undefined, 'setting.invalid', { name });
  await ctx.db.query(putSetting, [ctx.market, name, text, ctx.now]);
}

/** The settings in force, in this process. */
export interface SettingsInForce {
  of(market: Market): MarketSettings;
  /** What the environment alone says. */
  standardOf(market: Market): MarketSettings;
  /** Reads what operators have set; every process does so within seconds. */
  follow(): Promise<void>;
}

export function createSettings(db: Reader, standard: Readonly<Record<Market, MarketSettings>>): SettingsInForce {
  let current = standard;
  return {
    of: (market) => current[market],
    standardOf: (market) => standard[market],
    async follow() {
      const rows = await db.query(settingRows);
      const entries = markets.map((market) => [market, withRows(standard[market], rows, market)] as const);
      current = Object.fromEntries(entries) as Record<Market, MarketSettings>; // One entry a market.
    },
  };
}

function withRows(standard: MarketSettings, rows: readonly SettingRow[], market: Market): MarketSettings {
  const changes = rows
    .filter((row) => row.market === market && Object.hasOwn(kinds, row.name))
    .map(({ name, value }) => [name, parsed(name as SettingName, value)] as const) // Looked at on the line before.
    .filter(([, value]) => value !== undefined);
  return { ...standard, ...Object.fromEntries(changes) };
}
