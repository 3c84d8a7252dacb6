/** What partners may hear of: written with the change itself, and put on its way to the webhooks that want to. */
import type { WriteContext } from '../../kernel/context.ts';

export type Change = 'created' | 'updated';

/** Every kind of event there is: `application.updated`. */
export const eventKinds = (['person', 'company', 'posting', 'application', 'payment'] as const).flatMap((noun) => [
  `${noun}.created` as const,
  `${noun}.updated` as const,
]);
export type EventKind = (typeof eventKinds)[number];

/** The task that brings one event to one webhook. */
export const deliverTask = 'channels.deliver';

/** Has a delivery attempted, now or at a later time; a task too many finds that it is not its turn. */
export async function enqueueDelivery(ctx: WriteContext, deliveryId: bigint, at: Date | null = null): Promise<void> {
  await ctx.enqueue(deliverTask, { deliveryId }, at ? { at } : {});
}
