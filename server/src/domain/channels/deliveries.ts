/** Events on their way to webhooks: in order for each object, repeated with growing pauses, kept in a log. */
import { dayMs, later, minuteMs } from '../../kernel/clock.ts';
import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import type { Vault } from '../../kernel/vault.ts';
import { idIn, type OutsideTask, type TaskHandler } from '../../platform/tasks/worker.ts';
import { partnerId, requireChannel } from './access.ts';
import {
  countDeliveries,
  countDeliveriesOfPartner,
  deliveriesOf,
  deliveriesOfPartner,
  type DeliveryRow,
  type DeliveryState,
  type EventRow,
  firstInLine,
  keepAttempt,
  leaseDelivery,
  lockLine,
  type Parcel,
  parcelOf,
  type PartnerDelivery,
  repeatDelivery,
  sweepEvents,
} from './deliveries.sql.ts';
import { deliverTask, enqueueDelivery } from './events.ts';
import { getWebhook, isDelivered, signedRequest, type WebhookOutcome, type WebhookSender } from './webhooks.ts';

/** After each failed attempt; when there is none left the delivery has failed. */
const pauses = [1, 5, 30, 120, 360, 720, 1_440].map((minutes) => minutes * minuteMs);
/** Longer than an attempt takes, shorter than the lease of its task. */
const leaseMs = minuteMs;
const keepDays = 30;

export interface DeliveryMeans {
  readonly vault: Vault;
  readonly sender: WebhookSender;
  /** What is sent for an event, in the words of the partners' wire. */
  readonly bodyOf: (event: EventRow) => string;
}

/** Brings one event to one webhook, unless an earlier one of the same object is still on its way. */
export function deliveryTask(means: DeliveryMeans): TaskHandler {
  return {
    name: deliverTask,
    async outside(task, payload) {
      const parcel = await task.write((ctx) => pickUp(ctx, idIn(payload, 'deliveryId')));
      if (!parcel) return;
      const { now } = task.read();
      const outcome = await means.sender.send(signedRequest(means.vault, parcel, means.bodyOf(parcel), now));
      await handOver(task, parcel, outcome);
    },
  };
}

/** Undefined when it is not this delivery's turn (whoever ends the one before starts it) or somebody else is at it. */
async function pickUp(ctx: WriteContext, id: bigint): Promise<Parcel | undefined> {
  const [line] = await ctx.db.query(lockLine, [id]);
  if (!line) return undefined;
  const [first] = await ctx.db.query(firstInLine, [line.webhook_id, line.noun, line.own_id]);
  if (first?.id !== id || (first.next_at !== null && first.next_at > ctx.now)) return undefined;
  const [parcel] = await ctx.db.query(parcelOf, [id]);
  await ctx.db.query(leaseDelivery, [id, later(ctx.now, leaseMs)]);
  return parcel;
}

async function handOver(task: OutsideTask, parcel: Parcel, outcome: WebhookOutcome): Promise<void> {
  await task.write(async (ctx) => {
    const [line] = await ctx.db.query(lockLine, [parcel.id]);
    if (!line) return;
    const pause = pauses[parcel.attempts];
    const isWaiting = !isDelivered(outcome) && pause !== undefined;
    const state: DeliveryState = isDelivered(outcome) ? 'delivered' : isWaiting ? 'pending' : 'failed';
    const nextAt = isWaiting ? later(ctx.now, pause) : null;
    const values = [parcel.id, state, outcome.status ?? null, outcome.error ?? null, nextAt];
    await ctx.db.query(keepAttempt, [...values, isWaiting ? null : ctx.now]);
    const [first] = await ctx.db.query(firstInLine, [line.webhook_id, line.noun, line.own_id]);
    if (first) await enqueueDelivery(ctx, first.id, first.next_at);
  });
}

/** The deliveries of a webhook of the caller's, the newest first. Throws `channel.not_found`. */
export async function listDeliveries(
  ctx: ReadContext,
  webhookUid: string,
  state: DeliveryState | undefined,
  page: Page,
): Promise<{ items: DeliveryRow[]; total: number }> {
  const { id } = await getWebhook(ctx, webhookUid);
  const [items, [counted]] = await Promise.all([
    ctx.db.query(deliveriesOf, [id, state ?? null, page.size, offsetOf(page)]),
    ctx.db.query(countDeliveries, [id, state ?? null]),
  ]);
  return { items, total: Number(counted?.count ?? 0n) };
}

/** Sends an event that was delivered, or given up, once more; answers the new delivery's id. Throws `channel.not_found`. */
export const replayDelivery = (ctx: WriteContext, uid: string): Promise<string> =>
  repeat(ctx, requireChannel(ctx.actor), uid);

/** The same for a partner, by somebody of the house. */
export const replayDeliveryOf = async (ctx: WriteContext, clientId: string, uid: string): Promise<string> =>
  repeat(ctx, await partnerId(ctx, clientId), uid);

async function repeat(ctx: WriteContext, channelId: bigint, uid: string): Promise<string> {
  const [again] = await ctx.db.query(repeatDelivery, [channelId, uid, ctx.ids.uid(), ctx.now]);
  if (!again) throw new DomainError('channel.not_found', { noun: 'delivery' });
  await enqueueDelivery(ctx, again.id);
  return again.uid;
}

/** What was, and is being, sent to a partner, the newest first. Throws `channel.not_found`. */
export async function listDeliveriesOf(
  ctx: ReadContext,
  clientId: string,
  state: DeliveryState | undefined,
  page: Page,
): Promise<PageOf<PartnerDelivery>> {
  const id = await partnerId(ctx, clientId);
  const [items, [counted]] = await Promise.all([
    ctx.db.query(deliveriesOfPartner, [id, state ?? null, page.size, offsetOf(page)]),
    ctx.db.query(countDeliveriesOfPartner, [id, state ?? null]),
  ]);
  return { items, total: Number(counted?.count ?? 0n) };
}

/** Forgets events and their deliveries after 30 days; part of the daily sweep. */
export async function forgetEvents(ctx: WriteContext): Promise<void> {
  await ctx.db.query(sweepEvents, [later(ctx.now, -keepDays * dayMs)]);
}
