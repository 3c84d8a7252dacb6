/** How partners get in: client credentials, tokens that live two hours, and refresh tokens that work once. */
import { createHash } from 'node:crypto';
import { type Clock, dayMs, dayOf, later, startOfDay } from '../../kernel/clock.ts';
import type { Actor, ReadContext, Reader, Units, WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import type { AccessTokens } from '../../kernel/tokens.ts';
import { countGuess, forgive, type Passwords, refuseGuessing } from '../identity/index.ts';
import {
  type ChannelRow,
  channelRows,
  clientById,
  endGrant,
  type GrantRow,
  insertClient,
  insertGrant,
  insertRefreshToken,
  insertSecret,
  liveGrant,
  lockClient,
  lockRefreshToken,
  retireSecrets,
  type SecretRow,
  secretsOfClient,
  suspendClient,
  sweepRefreshTokens,
  useRefreshToken,
} from './access.sql.ts';

const refreshDays = 30;
/** How many secrets of a partner count at once, so that a new one can replace an old one without a pause. */
const secretsAtOnce = 2;

export interface AccessMeans {
  readonly passwords: Passwords;
  readonly tokens: AccessTokens;
}

export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly lifeSeconds: number;
}

/** Makes a partner; answers false when the id is taken. The secret is kept hashed only. */
export async function addChannelClient(
  units: Units,
  passwords: Passwords,
  { clientId, name, secret, isSandbox }: { clientId: string; name: string; secret: string; isSandbox: boolean },
): Promise<boolean> {
  const secretHash = await passwords.hash(secret);
  return units.write(async (ctx) => {
    const [client] = await ctx.db.query(insertClient, [clientId, name, isSandbox, ctx.now]);
    if (!client) return false;
    await ctx.db.query(insertSecret, [client.id, secretHash, ctx.now]);
    return true;
  });
}

/** Gives a partner one more secret; the newest two count, an older one ends with its tokens. False: no such partner. */
export async function addChannelSecret(
  units: Units,
  passwords: Passwords,
  { clientId, secret }: { clientId: string; secret: string },
): Promise<boolean> {
  const secretHash = await passwords.hash(secret);
  return units.write(async (ctx) => {
    const [client] = await ctx.db.query(lockClient, [clientId]);
    if (!client) return false;
    await ctx.db.query(insertSecret, [client.id, secretHash, ctx.now]);
    await ctx.db.query(retireSecrets, [client.id, ctx.now]);
    return true;
  });
}

/** Shuts a partner out, or lets it in again; its data stays as it is. False: no such partner. */
export async function suspendChannelClient(
  ctx: WriteContext,
  clientId: string,
  isSuspended: boolean,
): Promise<boolean> {
  const [client] = await ctx.db.query(suspendClient, [clientId, isSuspended ? ctx.now : null]);
  return client !== undefined;
}

/** The number of a partner, for the house. Throws `channel.not_found`. */
export async function partnerId(ctx: ReadContext, clientId: string): Promise<bigint> {
  const [client] = await ctx.db.query(clientById, [clientId]);
  if (!client) throw new DomainError('channel.not_found', { noun: 'channel' });
  return client.id;
}

/** All partners by name, with what they have called since midnight and what could not be delivered to them. */
export const listChannels = (ctx: ReadContext): Promise<ChannelRow[]> =>
  ctx.db.query(channelRows, [startOfDay(dayOf(ctx.now))]);

/**
 * Signs a partner in by its id and secret (seed 004: POST /auth/token). Throws `channel.credentials_wrong`, also for an
 * unknown id, `auth.too_many_attempts`, and `channel.suspended` once the secret was right.
 */
export async function grantTokens(
  units: Units,
  { passwords, tokens }: AccessMeans,
  { clientId, secret, address }: { clientId: string; secret: string; address: string },
): Promise<TokenPair> {
  const ctx = units.read();
  await refuseGuessing(ctx, clientId, address);
  const rows = await ctx.db.query(secretsOfClient, [clientId]);
  const right = await findRight(passwords, secret, rows);
  if (!right) {
    await units.write((writing) => countGuess(writing, clientId, address));
    throw new DomainError('channel.credentials_wrong');
  }
  refuseUnless(!right.is_suspended, 'channel.suspended');
  return units.write(async (writing) => {
    await forgive(writing, clientId);
    await writing.db.query(sweepRefreshTokens, [right.channel_id, writing.now]);
    const uid = writing.ids.uid();
    const values = [uid, right.channel_id, right.id, writing.now];
    const [grant] = await writing.db.query(insertGrant, values);
    if (!grant) throw new Error('the grant was not kept');
    return issue(writing, tokens, { id: grant.id, uid, clientId });
  });
}

/** Every wrong answer takes as many hashes, so that nobody learns which partners there are. */
async function findRight(
  passwords: Passwords,
  secret: string,
  rows: readonly SecretRow[],
): Promise<SecretRow | undefined> {
  for (let index = 0; index < secretsAtOnce; index += 1) {
    if (await passwords.matches(secret, rows[index]?.secret_hash)) return rows[index];
  }
  return undefined;
}

/**
 * Exchanges a refresh token for a new pair (seed 004: POST /auth/refresh). Throws `channel.token_invalid`; one that
 * comes a second time has been stolen from somebody, so everything that descends from its sign-in ends.
 */
export async function refreshTokens(units: Units, { tokens }: AccessMeans, refreshToken: string): Promise<TokenPair> {
  const pair = await units.write(async (ctx) => {
    const digest = digestOf(refreshToken);
    const [row] = await ctx.db.query(lockRefreshToken, [digest]);
    if (!row || row.ended || row.expires_at <= ctx.now) return undefined;
    if (row.used_at !== null) {
      await ctx.db.query(endGrant, [row.grant_id, ctx.now]);
      return undefined;
    }
    await ctx.db.query(useRefreshToken, [digest, ctx.now]);
    return issue(ctx, tokens, { id: row.grant_id, uid: row.grant_uid, clientId: row.client_id });
  });
  if (!pair) throw new DomainError('channel.token_invalid');
  return pair;
}

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();

async function issue(
  ctx: WriteContext,
  tokens: AccessTokens,
  grant: { id: bigint; uid: string; clientId: string },
): Promise<TokenPair> {
  const refreshToken = ctx.ids.token();
  const expiresAt = later(ctx.now, refreshDays * dayMs);
  await ctx.db.query(insertRefreshToken, [digestOf(refreshToken), grant.id, ctx.now, expiresAt]);
  const accessToken = await tokens.issue({ subject: grant.clientId, grant: grant.uid }, ctx.now);
  return { accessToken, refreshToken, lifeSeconds: tokens.lifeSeconds };
}

/** Knows partners by their access tokens. */
export interface Grants {
  /** The partner an access token speaks for; undefined unless it is genuine, alive and its sign-in has not ended. */
  find(token: string): Promise<Partner | undefined>;
}

export interface Partner {
  readonly channelId: bigint;
  readonly isSuspended: boolean;
}

/** Sign-ins are remembered for `rememberMs`, below a second, so that each call of a busy partner need not look. */
export function createGrants(db: Reader, clock: Clock, tokens: AccessTokens, rememberMs: number): Grants {
  const known = new Map<string, { grant: GrantRow; until: number }>();
  const limit = 10_000;
  return {
    async find(token) {
      const claims = await tokens.read(token, clock.now());
      if (!claims) return undefined;
      const remembered = known.get(claims.grant);
      if (remembered && remembered.until > performance.now()) return partnerOf(remembered.grant, claims.subject);
      const [grant] = await db.query(liveGrant, [claims.grant]);
      if (known.size >= limit) known.clear();
      if (!grant) {
        known.delete(claims.grant);
        return undefined;
      }
      known.set(claims.grant, { grant, until: performance.now() + rememberMs });
      return partnerOf(grant, claims.subject);
    },
  };
}

const partnerOf = (grant: GrantRow, subject: string): Partner | undefined =>
  grant.client_id === subject ? { channelId: grant.channel_id, isSuspended: grant.is_suspended } : undefined;

/** The partner who acts; throws `auth.required` for anyone else. */
export function requireChannel(actor: Actor): bigint {
  refuseUnless(actor.kind === 'channel', 'auth.required');
  return actor.channelId;
}
