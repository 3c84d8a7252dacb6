import { sql } from '../../kernel/context.ts';
import type { Change } from './events.ts';
import type { Noun } from './objects.sql.ts';
import type { WebhookRow } from './webhooks.sql.ts';

export type DeliveryState = 'pending' | 'delivered' | 'failed';

export interface EventRow {
  uid: string;
  sequence: bigint;
  noun: Noun;
  own_id: string;
  change: Change;
  state: string | null;
  at: Date;
}

export interface DeliveryRow extends EventRow {
  id: bigint;
  delivery_uid: string;
  delivery_state: DeliveryState;
  attempts: number;
  next_at: Date | null;
  last_status: number | null;
  last_error: string | null;
  created_at: Date;
  ended_at: Date | null;
}

const event = 'e.uid, e.id as sequence, e.noun, e.own_id, e.change, e.state, e.at';
const delivery = `d.id, d.uid as delivery_uid, d.state as delivery_state, d.attempts, d.next_at, d.last_status,
  d.last_error, d.created_at, d.ended_at`;

/** Deliveries of one object to one webhook are started and ended one at a time. */
export const lockLine = sql<{ id: bigint; webhook_id: bigint; noun: Noun; own_id: string }>(
  'channels.lock_line',
  `select d.id, d.webhook_id, d.noun, d.own_id, pg_advisory_xact_lock(
     hashtextextended('deliver:' || d.webhook_id || ':' || d.noun || ':' || d.own_id, 0))
   from channel_delivery d where d.id = $1`,
);

/** The first that is still on its way, of one object to one webhook. */
export const firstInLine = sql<{ id: bigint; next_at: Date | null }>(
  'channels.first_in_line',
  `select id, next_at from channel_delivery
   where webhook_id = $1 and noun = $2 and own_id = $3 and state = 'pending' order by id limit 1`,
);

/** Nobody else attempts it until then. */
export const leaseDelivery = sql<never>(
  'channels.lease_delivery',
  'update channel_delivery set next_at = $2 where id = $1',
);

export type Parcel = DeliveryRow & Pick<WebhookRow, 'url' | 'secret_cipher' | 'former_secret_cipher' | 'former_until'>;

export const parcelOf = sql<Parcel>(
  'channels.parcel_of',
  `select ${delivery}, ${event}, w.url, w.secret_cipher, w.former_secret_cipher, w.former_until
   from channel_delivery d join channel_event e on e.id = d.event_id join channel_webhook w on w.id = d.webhook_id
   where d.id = $1`,
);

export const keepAttempt = sql<never>(
  'channels.keep_attempt',
  `update channel_delivery set attempts = attempts + 1, state = $2, last_status = $3, last_error = $4, next_at = $5,
     ended_at = $6 where id = $1 and state = 'pending'`,
);

export const deliveriesOf = sql<DeliveryRow>(
  'channels.deliveries_of',
  `select ${delivery}, ${event} from channel_delivery d join channel_event e on e.id = d.event_id
   where d.webhook_id = $1 and ($2::text is null or d.state = $2) order by d.id desc limit $3 offset $4`,
);

export type PartnerDelivery = DeliveryRow & { url: string };

/** Of all webhooks of a partner, also of those that have been removed. */
export const deliveriesOfPartner = sql<PartnerDelivery>(
  'channels.deliveries_of_partner',
  `select ${delivery}, ${event}, w.url from channel_webhook w join channel_delivery d on d.webhook_id = w.id
     join channel_event e on e.id = d.event_id
   where w.channel_id = $1 and ($2::text is null or d.state = $2) order by d.id desc limit $3 offset $4`,
);

export const countDeliveriesOfPartner = sql<{ count: bigint }>(
  'channels.count_deliveries_of_partner',
  `select count(*) as count from channel_webhook w join channel_delivery d on d.webhook_id = w.id
   where w.channel_id = $1 and ($2::text is null or d.state = $2)`,
);

export const countDeliveries = sql<{ count: bigint }>(
  'channels.count_deliveries',
  'select count(*) as count from channel_delivery where webhook_id = $1 and ($2::text is null or state = $2)',
);

/** The same event once more, behind what is on its way already. */
export const repeatDelivery = sql<{ id: bigint; uid: string }>(
  'channels.repeat_delivery',
  `insert into channel_delivery (uid, webhook_id, event_id, noun, own_id, state, created_at)
   select $3, d.webhook_id, d.event_id, d.noun, d.own_id, 'pending', $4
   from channel_delivery d join channel_webhook w on w.id = d.webhook_id
   where d.uid = $2 and w.channel_id = $1 and w.removed_at is null and d.state <> 'pending'
   returning id, uid`,
);

export const sweepEvents = sql<never>('channels.sweep_events', 'delete from channel_event where at < $1');
