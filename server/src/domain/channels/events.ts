/** What has changed, written with the change itself, and put on its way to the webhooks that want to hear of it. */
import { sql, type WriteContext } from '../../kernel/context.ts';
import { requireChannel } from './access.ts';
import type { Noun } from './objects.sql.ts';

export type Change = 'created' | 'updated';

/** Every kind of event there is: `application.updated`. */
export const eventKinds = (['person', 'company', 'posting', 'application', 'payment'] as const).flatMap((noun) => [
  `${noun}.created` as const,
  `${noun}.updated` as const,
]);
export type EventKind = (typeof eventKinds)[number];

const insertEvent = sql<{ id: bigint }>(
  'channels.insert_event',
  `with hook as (
     select id from channel_webhook where channel_id = $1 and removed_at is null and is_active
       and (events = '{}' or $3::text || '.' || $5 = any (events))),
   event as (
     insert into channel_event (uid, channel_id, noun, own_id, change, state, at)
     select $2, $1, $3, $4, $5, $6, $7 where exists (select 1 from hook) returning id)
   insert into channel_delivery (uid, webhook_id, event_id, noun, own_id, state, created_at)
   select $2 || '-' || hook.id, hook.id, event.id, $3, $4, 'pending', $7 from event, hook
   returning id`,
);

/** The task that brings one event to one webhook. */
export const deliverTask = 'channels.deliver';

/** Has a delivery attempted, now or at a later time; a task too many finds that it is not its turn. */
export async function enqueueDelivery(ctx: WriteContext, deliveryId: bigint, at: Date | null = null): Promise<void> {
  await ctx.enqueue(deliverTask, { deliveryId }, at ? { at } : {});
}

/** Tells the caller's webhooks that one of its objects was made or changed; `state` is the one it has now. */
export async function tellChange(
  ctx: WriteContext,
  noun: Noun,
  ownId: string,
  change: Change,
  state: string | null,
): Promise<void> {
  const values = [requireChannel(ctx.actor), ctx.ids.uid(), noun, ownId, change, state, ctx.now];
  for (const { id } of await ctx.db.query(insertEvent, values)) await enqueueDelivery(ctx, id);
}
