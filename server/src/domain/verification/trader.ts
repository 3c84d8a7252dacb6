import { dayOf } from '../../kernel/clock.ts';
import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { masked } from '../../kernel/masked.ts';
import type { Vault } from '../../kernel/vault.ts';
import { requirePerson } from '../identity/index.ts';
import { identityNumber } from './numbers.ts';
import {
  deletePartners,
  insertPartners,
  partnersOfParty,
  type PartnerRow,
  saveTrader,
  traderOfParty,
  type TraderRow,
} from './trader.sql.ts';

/** The business a person or a company is registered as. */
export interface Trader {
  readonly name: string;
  readonly residence: string;
  readonly place: string;
  readonly postcode: string;
  readonly phone: string;
  /** Registered capital in fen. */
  readonly capital: bigint;
  readonly kind: string;
  readonly isIndependent: boolean;
  readonly employees: number;
  readonly trade: string;
  readonly scope: string;
  /** Names and identity numbers. */
  readonly partners: readonly { readonly name: string; readonly number: string }[];
}

/**
 * What the caller says of their business, in place of what they said before (seed 002: 用户个体信息提交). Identity numbers of
 * partners are kept sealed. Throws `identity.number_impossible` with the partner's place in the list.
 */
export async function describeTrader(ctx: WriteContext, vault: Vault, trader: Trader): Promise<void> {
  const { partyId } = requirePerson(ctx.actor);
  const numbers = trader.partners.map(({ number }, index) => {
    const known = identityNumber(number, dayOf(ctx.now));
    if (known === undefined) throw new DomainError('identity.number_impossible', { partner: index + 1 });
    return known;
  });
  const { name, residence, place, postcode, phone, capital, kind, isIndependent, employees, scope } = trader;
  const values = [
    name,
    residence,
    place,
    postcode,
    phone,
    capital,
    kind,
    isIndependent,
    employees,
    trader.trade,
    scope,
  ];
  await ctx.db.query(saveTrader, [partyId, ...values, ctx.now]);
  await ctx.db.query(deletePartners, [partyId]);
  await ctx.db.query(insertPartners, [
    partyId,
    trader.partners.map((partner) => partner.name),
    numbers.map((number) => vault.seal(number)),
    numbers.map((number) => masked(number, 6, 4)),
  ]);
}

/** What a party said of its business, partners' numbers masked; undefined when it said nothing. */
export async function traderOf(
  ctx: ReadContext,
  partyId: bigint,
): Promise<(TraderRow & { partners: PartnerRow[] }) | undefined> {
  const [row] = await ctx.db.query(traderOfParty, [partyId]);
  return row && { ...row, partners: await ctx.db.query(partnersOfParty, [partyId]) };
}
