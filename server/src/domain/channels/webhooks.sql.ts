import { sql } from '../../kernel/context.ts';
import type { EventKind } from './events.ts';

export interface WebhookRow {
  id: bigint;
  uid: string;
  url: string;
  events: EventKind[];
  is_active: boolean;
  secret_cipher: string;
  former_secret_cipher: string | null;
  former_until: Date | null;
  created_at: Date;
}

const shown = 'id, uid, url, events, is_active, secret_cipher, former_secret_cipher, former_until, created_at';

export const insertWebhook = sql<WebhookRow>(
  'channels.insert_webhook',
  `insert into channel_webhook (uid, channel_id, url, events, secret_cipher, is_active, created_at)
   values ($1, $2, $3, $4, $5, true, $6) returning ${shown}`,
);

export const webhooksOf = sql<WebhookRow>(
  'channels.webhooks_of',
  `select ${shown} from channel_webhook where channel_id = $1 and removed_at is null order by id`,
);

export const findWebhook = sql<WebhookRow>(
  'channels.find_webhook',
  `select ${shown} from channel_webhook where channel_id = $1 and uid = $2 and removed_at is null`,
);

export const changeWebhook = sql<WebhookRow>(
  'channels.change_webhook',
  `update channel_webhook set url = coalesce($3, url), events = coalesce($4, events), is_active = coalesce($5, is_active)
   where channel_id = $1 and uid = $2 and removed_at is null returning ${shown}`,
);

export const rotateSecret = sql<WebhookRow>(
  'channels.rotate_secret',
  `update channel_webhook set former_secret_cipher = secret_cipher, former_until = $4, secret_cipher = $3
   where channel_id = $1 and uid = $2 and removed_at is null returning ${shown}`,
);

export const removeWebhook = sql<{ id: bigint }>(
  'channels.remove_webhook',
  `update channel_webhook set removed_at = $3, is_active = false
   where channel_id = $1 and uid = $2 and removed_at is null returning id`,
);

/** What was still on its way to a webhook is given up with it. */
export const giveUpDeliveries = sql<never>(
  'channels.give_up_deliveries',
  `update channel_delivery set state = 'failed', ended_at = $2, last_error = 'webhook removed'
   where webhook_id = $1 and state = 'pending'`,
);
