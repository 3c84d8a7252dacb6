import type { Day } from '../../../kernel/clock.ts';
import type { WriteContext } from '../../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../../kernel/errors.ts';
import { sumFen } from '../../../kernel/money.ts';
import { useFile } from '../../files/index.ts';
import { findParty, requireClient } from '../../identity/index.ts';
import { findListing, lockListing } from '../../listings/index.ts';
import { closeOrder, lockOrder, openOrder, type OrderRow } from '../../payments/index.ts';
import { findProposalForHire } from '../../proposals/index.ts';
import { saveMove, slotsPerHour, today } from '../contract.ts';
import { draftOfPair, insertContract, setFirstOrder } from '../contracts.sql.ts';
import { contractLifecycle } from '../lifecycle.ts';
import { insertMilestones } from '../milestones.sql.ts';
import { insertWeek } from '../weeks.sql.ts';

export interface NewMilestone {
  readonly name: string;
  /** Fen. */
  readonly amount: bigint;
  readonly endDay: Day | null;
}

export type Terms =
  | { readonly payKind: 'fixed'; readonly amount: bigint; readonly milestones: readonly NewMilestone[] }
  | {
      readonly payKind: 'hourly';
      readonly hourly: bigint;
      readonly weeklyHours: number;
      readonly manualAllowed: boolean;
    };

export interface Offer {
  readonly listingUid: string;
  readonly freelancerUid: string;
  readonly name: string;
  readonly message: string;
  readonly startDay: Day | null;
  readonly endDay: Day | null;
  readonly fileId?: bigint | undefined;
  readonly terms: Terms;
}

/** The highest hourly rate: 10,000 yuan. */
const maxHourly = 1_000_000n;
const maxMilestones = 10;

/**
 * A client drafts an offer to a freelancer; it is sent when its order is paid (seed 000: 创建合同). An earlier draft to the
 * same freelancer for the same listing is withdrawn. Throws `contract.*`, `role.client_required`.
 */
export async function makeOffer(ctx: WriteContext, offer: Offer): Promise<{ contractUid: string; order: OrderRow }> {
  const actor = requireClient(ctx.actor);
  assertTerms(offer, today(ctx));
  const listing = await findListing(ctx, offer.listingUid);
  if (listing?.party_id !== actor.partyId || !['open', 'private'].includes(listing.state)) {
    throw new DomainError('contract.listing_unknown');
  }
  const freelancer = await findParty(ctx, offer.freelancerUid);
  if (freelancer?.kind !== 'freelancer') throw new DomainError('contract.freelancer_unknown');
  if (freelancer.user_id === actor.userId) throw new DomainError('contract.self');

  // A bid of the same pair at the same moment waits here, and finds the offer.
  await lockListing(ctx, listing.id);
  await withdrawDraft(ctx, listing.id, freelancer.id);
  const proposal = await findProposalForHire(ctx, listing.id, freelancer.id);
  const { terms, name, message } = offer;
  const isHourly = terms.payKind === 'hourly';
  const amount = isHourly ? terms.hourly * BigInt(terms.weeklyHours) : terms.amount;
  const uid = ctx.ids.uid();
  const [contract] = await ctx.db.query(insertContract, [
    ctx.market,
    uid,
    invoiceNumber(ctx),
    listing.id,
    proposal?.id ?? null,
    actor.partyId,
    freelancer.id,
    name,
    message,
    terms.payKind,
    amount,
    isHourly ? terms.hourly : null,
    isHourly ? terms.weeklyHours : null,
    isHourly && terms.manualAllowed,
    offer.startDay,
    offer.endDay,
    contractLifecycle.initial,
    ctx.now,
  ]);
  if (!contract) throw new DomainError('contract.exists');

  const order = await openContractOrder(ctx, contract.id, actor.partyId, isHourly ? 'week' : 'milestones', amount);
  if (isHourly) await addWeek(ctx, { id: contract.id, hourly: terms.hourly, weekly_hours: terms.weeklyHours }, order);
  else await addMilestoneRows(ctx, contract.id, order, milestonesOf(offer, terms));
  if (offer.fileId !== undefined) {
    const subject = `contract:${contract.id}`;
    await useFile(ctx, {
      fileId: offer.fileId,
      ownerUserId: actor.userId,
      kinds: ['contract'],
      subject,
      readers: [freelancer.id],
      isPublic: false,
    });
  }
  await ctx.db.query(setFirstOrder, [contract.id, order.trade_no, offer.fileId ?? null]);
  return { contractUid: uid, order };
}

function assertTerms(offer: Offer, now: Day): void {
  const { terms, startDay, endDay } = offer;
  if (startDay !== null) refuseUnless(startDay >= now, 'contract.start_in_past');
  if (endDay !== null) refuseUnless(endDay >= now && (startDay === null || endDay >= startDay), 'contract.end_in_past');
  if (terms.payKind === 'hourly') {
    refuseUnless(terms.hourly > 0n && terms.hourly <= maxHourly, 'contract.hourly_rate');
    refuseUnless(terms.weeklyHours >= 1 && terms.weeklyHours <= 168, 'contract.weekly_limit');
    return;
  }
  refuseUnless(terms.amount > 0n, 'contract.amount');
  if (terms.milestones.length > 0) {
    assertMilestones(terms.milestones, now);
    refuseUnless(sumFen(terms.milestones.map((milestone) => milestone.amount)) === terms.amount, 'contract.milestones');
  }
}

/** Throws `contract.milestones` for none, too many, or one without price or with an end that has passed. */
export function assertMilestones(milestones: readonly NewMilestone[], now: Day): void {
  const fits = milestones.every(({ amount, endDay }) => amount > 0n && (endDay === null || endDay >= now));
  refuseUnless(fits && milestones.length > 0 && milestones.length <= maxMilestones, 'contract.milestones');
}

function milestonesOf(offer: Offer, terms: Extract<Terms, { payKind: 'fixed' }>): readonly NewMilestone[] {
  if (terms.milestones.length > 0) return terms.milestones;
  return [{ name: offer.name, amount: terms.amount, endDay: offer.endDay }];
}

/** Twelve digits: the day, then six random ones. */
const invoiceNumber = (ctx: WriteContext): string =>
  ctx.now.toISOString().slice(2, 10).replaceAll('-', '') + ctx.ids.digits(6);

async function withdrawDraft(ctx: WriteContext, listingId: bigint, freelancerPartyId: bigint): Promise<void> {
  const [draft] = await ctx.db.query(draftOfPair, [listingId, freelancerPartyId]);
  if (!draft) return;
  await saveMove(ctx, draft, 'revoke', 'client', { note: '由新的合同代替' });
  const order = await lockOrder(ctx, draft.first_trade_no);
  if (order.state === 'open') await closeOrder(ctx, order, 'system');
}

/** Opens the order that funds milestones or a week, at the market's fee of today. */
export async function openContractOrder(
  ctx: WriteContext,
  contractId: bigint,
  payerPartyId: bigint,
  purpose: 'milestones' | 'week',
  amount: bigint,
): Promise<OrderRow> {
  return openOrder(ctx, { purpose, payerPartyId, contractId, amount, feeBasisPoints: ctx.settings.feeBasisPoints });
}

/** Adds milestones behind those the contract has. */
export async function addMilestoneRows(
  ctx: WriteContext,
  contractId: bigint,
  order: OrderRow,
  milestones: readonly NewMilestone[],
): Promise<void> {
  const names = milestones.map((milestone) => milestone.name);
  const amounts = milestones.map((milestone) => milestone.amount);
  const days = milestones.map((milestone) => milestone.endDay);
  await ctx.db.query(insertMilestones, [contractId, order.id, ctx.now, names, amounts, days]);
}

/** Adds a week of the contract's rate and limit, to be funded by the order. */
export async function addWeek(
  ctx: WriteContext,
  contract: { readonly id: bigint; readonly hourly: bigint | null; readonly weekly_hours: number | null },
  order: OrderRow,
) {
  const [week] = await ctx.db.query(insertWeek, [
    contract.id,
    order.id,
    contract.hourly,
    (contract.weekly_hours ?? 0) * slotsPerHour,
    order.amount,
    ctx.now,
  ]);
  if (!week) throw new Error('a week was not inserted');
  return week;
}
