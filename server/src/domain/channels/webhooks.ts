/** Where partners want to hear of changes, and how what is sent there is signed. */
import { createHmac } from 'node:crypto';
import { dayMs, later } from '../../kernel/clock.ts';
import type { ReadContext, Units, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import type { Vault } from '../../kernel/vault.ts';
import { partnerId, requireChannel } from './access.ts';
import type { EventKind } from './events.ts';
import {
  changeWebhook as changeRow,
  findWebhook,
  giveUpDeliveries,
  insertWebhook,
  removeWebhook as removeRow,
  rotateSecret,
  type WebhookRow,
  webhooksOf,
} from './webhooks.sql.ts';

/** Webhooks of one partner. */
const maxWebhooks = 10;
/** How long the former secret still signs beside a new one. */
const rotationMs = dayMs;

/** Brings a request to a partner's address; `refuses` says why an address may not be called at all. */
export interface WebhookSender {
  /** Undefined when the address may be called; a reason otherwise. Looks at its form only. */
  refuses(url: string): string | undefined;
  send(request: WebhookRequest): Promise<WebhookOutcome>;
}

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came back: delivered is any status from 200 to 299. */
export interface WebhookOutcome {
  readonly status: number | undefined;
  readonly error: string | undefined;
  readonly ms: number;
}

export const isDelivered = ({ status }: WebhookOutcome): boolean =>
  status !== undefined && status >= 200 && status < 300;

export interface WebhookInput {
  readonly url: string;
  /** The events it wants; all when empty. */
  readonly events: readonly EventKind[];
}

/** A webhook with the secret it signs with, which is shown this once. */
export interface NewWebhook {
  readonly webhook: WebhookRow;
  readonly secret: string;
}

/** Adds a webhook. Throws `channel.webhook_url_invalid` and, beyond ten, `channel.webhooks_too_many`. */
export async function addWebhook(
  ctx: WriteContext,
  means: { readonly vault: Vault; readonly sender: WebhookSender },
  { url, events }: WebhookInput,
): Promise<NewWebhook> {
  const channelId = requireChannel(ctx.actor);
  assertUrl(means.sender, url);
  const known = await ctx.db.query(webhooksOf, [channelId]);
  refuseUnless(known.length < maxWebhooks, 'channel.webhooks_too_many', { most: maxWebhooks });
  const secret = ctx.ids.token();
  const values = [ctx.ids.uid(), channelId, url, events, means.vault.seal(secret), ctx.now];
  const [webhook] = await ctx.db.query(insertWebhook, values);
  if (!webhook) throw new Error('the webhook was not kept');
  return { webhook, secret };
}

/** The caller's webhooks, the oldest first. */
export const listWebhooks = (ctx: ReadContext): Promise<WebhookRow[]> =>
  ctx.db.query(webhooksOf, [requireChannel(ctx.actor)]);

/** A partner's webhooks, for the house. Throws `channel.not_found`. */
export const listWebhooksOf = async (ctx: ReadContext, clientId: string): Promise<WebhookRow[]> =>
  ctx.db.query(webhooksOf, [await partnerId(ctx, clientId)]);

/** A webhook of the caller's. Throws `channel.not_found`. */
export async function getWebhook(ctx: ReadContext, uid: string): Promise<WebhookRow> {
  return there(await ctx.db.query(findWebhook, [requireChannel(ctx.actor), uid]));
}

/** Changes what is given. Throws `channel.not_found` and `channel.webhook_url_invalid`. */
export async function changeWebhook(
  ctx: WriteContext,
  sender: WebhookSender,
  uid: string,
  changes: { [K in keyof WebhookInput]?: WebhookInput[K] | undefined } & { isActive?: boolean | undefined },
): Promise<WebhookRow> {
  const { url, events, isActive } = changes;
  if (url !== undefined) assertUrl(sender, url);
  const values = [requireChannel(ctx.actor), uid, url ?? null, events ?? null, isActive ?? null];
  return there(await ctx.db.query(changeRow, values));
}

/** Gives a webhook a new secret; for a day requests carry a signature by the former one as well. Throws `channel.not_found`. */
export async function renewWebhookSecret(ctx: WriteContext, vault: Vault, uid: string): Promise<NewWebhook> {
  const secret = ctx.ids.token();
  const values = [requireChannel(ctx.actor), uid, vault.seal(secret), later(ctx.now, rotationMs)];
  return { webhook: there(await ctx.db.query(rotateSecret, values)), secret };
}

/** Removes a webhook; what was on its way is given up. Throws `channel.not_found`. */
export async function removeWebhook(ctx: WriteContext, uid: string): Promise<void> {
  const { id } = there(await ctx.db.query(removeRow, [requireChannel(ctx.actor), uid, ctx.now]));
  await ctx.db.query(giveUpDeliveries, [id, ctx.now]);
}

/** Sends something now, to try a webhook out, and answers what came of it. Throws `channel.not_found`. */
export async function tryWebhook(
  units: Units,
  means: { readonly vault: Vault; readonly sender: WebhookSender },
  uid: string,
  body: (webhook: WebhookRow, at: Date) => string,
): Promise<WebhookOutcome> {
  const ctx = units.read();
  const webhook = await getWebhook(ctx, uid);
  return means.sender.send(signedRequest(means.vault, webhook, body(webhook, ctx.now), ctx.now));
}

/**
 * The request that brings `body` to a webhook. `x-linggong-signature` holds the time in seconds and, by each secret that
 * counts, the HMAC SHA-256 of "<time>.<body>" in hexadecimal: `t=1790000000,v1=…[,v1=…]`.
 */
export function signedRequest(
  vault: Vault,
  webhook: Pick<WebhookRow, 'url' | 'secret_cipher' | 'former_secret_cipher' | 'former_until'>,
  body: string,
  now: Date,
): WebhookRequest {
  const time = Math.floor(now.getTime() / 1000);
  const { secret_cipher: cipher, former_secret_cipher: former, former_until: until } = webhook;
  const ciphers = former !== null && until !== null && until > now ? [cipher, former] : [cipher];
  const signatures = ciphers.map(
    (sealed) => `v1=${createHmac('sha256', vault.open(sealed)).update(`${time}.${body}`).digest('hex')}`,
  );
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'x-linggong-signature': [`t=${time}`, ...signatures].join(','),
  };
  return { url: webhook.url, headers, body };
}

function assertUrl(sender: WebhookSender, url: string): void {
  const reason = sender.refuses(url);
  if (reason !== undefined) throw new DomainError('channel.webhook_url_invalid', { reason });
}

function there<Row>([row]: readonly Row[]): Row {
  if (!row) throw new DomainError('channel.not_found', { noun: 'webhook' });
  return row;
}
