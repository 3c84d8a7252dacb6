import { sql } from '../../kernel/context.ts';

export const insertClient = sql<{ id: bigint }>(
  'channels.insert_client',
  `insert into channel_client (client_id, name, is_sandbox, created_at) values ($1, $2, $3, $4)
   on conflict (client_id) do nothing returning id`,
);

export const clientById = sql<{ id: bigint }>(
  'channels.client_by_id',
  'select id from channel_client where client_id = $1',
);

export const lockClient = sql<{ id: bigint }>(
  'channels.lock_client',
  'select id from channel_client where client_id = $1 for update',
);

/** Suspends a partner, or lifts it with null. */
export const suspendClient = sql<{ id: bigint }>(
  'channels.suspend_client',
  'update channel_client set suspended_at = $2 where client_id = $1 returning id',
);

export const insertSecret = sql<never>(
  'channels.insert_secret',
  'insert into channel_secret (channel_id, secret_hash, created_at) values ($1, $2, $3)',
);

/** All but the newest two end. */
export const retireSecrets = sql<never>(
  'channels.retire_secrets',
  `update channel_secret set retired_at = $2 where channel_id = $1 and retired_at is null and id not in
     (select id from channel_secret where channel_id = $1 order by id desc limit 2)`,
);

export interface SecretRow {
  id: bigint;
  channel_id: bigint;
  secret_hash: string;
  is_suspended: boolean;
}

export const secretsOfClient = sql<SecretRow>(
  'channels.secrets_of_client',
  `select s.id, s.channel_id, s.secret_hash, c.suspended_at is not null as is_suspended
   from channel_client c join channel_secret s on s.channel_id = c.id
   where c.client_id = $1 and s.retired_at is null order by s.id desc limit 2`,
);

export const insertGrant = sql<{ id: bigint }>(
  'channels.insert_grant',
  'insert into channel_grant (uid, channel_id, secret_id, created_at) values ($1, $2, $3, $4) returning id',
);

export const insertRefreshToken = sql<never>(
  'channels.insert_refresh_token',
  'insert into channel_refresh_token (digest, grant_id, created_at, expires_at) values ($1, $2, $3, $4)',
);

export const sweepRefreshTokens = sql<never>(
  'channels.sweep_refresh_tokens',
  `delete from channel_refresh_token t using channel_grant g
   where g.id = t.grant_id and g.channel_id = $1 and t.expires_at < $2`,
);

export interface RefreshRow {
  grant_id: bigint;
  grant_uid: string;
  client_id: string;
  expires_at: Date;
  used_at: Date | null;
  ended: boolean;
}

export const lockRefreshToken = sql<RefreshRow>(
  'channels.lock_refresh_token',
  `select t.grant_id, g.uid as grant_uid, c.client_id, t.expires_at, t.used_at,
     g.ended_at is not null or s.retired_at is not null as ended
   from channel_refresh_token t join channel_grant g on g.id = t.grant_id
     join channel_client c on c.id = g.channel_id join channel_secret s on s.id = g.secret_id
   where t.digest = $1 for update of t, g`,
);

export const useRefreshToken = sql<never>(
  'channels.use_refresh_token',
  'update channel_refresh_token set used_at = $2 where digest = $1',
);

export const endGrant = sql<never>(
  'channels.end_grant',
  'update channel_grant set ended_at = $2 where id = $1 and ended_at is null',
);

export interface GrantRow {
  channel_id: bigint;
  client_id: string;
  is_suspended: boolean;
}

export const liveGrant = sql<GrantRow>(
  'channels.live_grant',
  `select g.channel_id, c.client_id, c.suspended_at is not null as is_suspended
   from channel_grant g join channel_client c on c.id = g.channel_id
     join channel_secret s on s.id = g.secret_id
   where g.uid = $1 and g.ended_at is null and s.retired_at is null`,
);

export interface ChannelRow {
  client_id: string;
  name: string;
  is_sandbox: boolean;
  suspended_at: Date | null;
  created_at: Date;
  calls_today: bigint;
  webhooks: bigint;
  failed_deliveries: bigint;
}

export const channelRows = sql<ChannelRow>(
  'channels.all',
  `select c.client_id, c.name, c.is_sandbox, c.suspended_at, c.created_at,
     (select count(*) from channel_call k where k.channel_id = c.id and k.at >= $1) as calls_today,
     (select count(*) from channel_webhook w where w.channel_id = c.id and w.removed_at is null) as webhooks,
     (select count(*) from channel_delivery d join channel_webhook w on w.id = d.webhook_id
      where w.channel_id = c.id and w.removed_at is null and d.state = 'failed') as failed_deliveries
   from channel_client c order by c.name, c.id limit 500`,
);
