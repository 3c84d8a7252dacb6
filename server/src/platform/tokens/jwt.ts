import { createHmac, hkdfSync, randomUUID, timingSafeEqual } from 'node:crypto';
import type { AccessTokens, TokenClaims } from '../../kernel/tokens.ts';

export interface JwtOptions {
  /** The application's secret, which the signing keys are derived from. */
  readonly secret: string;
  /** Ids of the keys: the first signs, all of them verify. A key is retired by leaving it out. */
  readonly keyIds: readonly [string, ...string[]];
  readonly issuer: string;
  readonly audience: string;
  readonly lifeSeconds: number;
}

const use = 'access';

/** Access tokens as JWT (RFC 7519) signed with HMAC SHA-256, and no other kind of JWT. */
export function createJwts({ secret, keyIds, issuer, audience, lifeSeconds }: JwtOptions): AccessTokens {
  const ring = new Map(
    keyIds.map((id) => [id, Buffer.from(hkdfSync('sha256', secret, 'linggong', `jwt:${audience}:${id}`, 32))]),
  );
  const sign = (text: string, key: Buffer) => createHmac('sha256', key).update(text).digest();
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  function signed(token: string): unknown {
    const [head, body, signature, ...rest] = token.length <= 2_000 ? token.split('.') : [];
    if (!head || !body || !signature || rest.length > 0) return undefined;
    const { alg, typ, kid, ...others } = readPart(head) ?? {};
    if (alg !== 'HS256' || typ !== 'JWT' || typeof kid !== 'string' || Object.keys(others).length > 0) return undefined;
    const key = ring.get(kid);
    if (!key) return undefined;
    const right = sign(`${head}.${body}`, key);
    const given = Buffer.from(signature, 'base64url');
    // Other spellings of the same bytes are not what we wrote.
    if (given.toString('base64url') !== signature || given.length !== right.length) return undefined;
    return timingSafeEqual(given, right) ? readPart(body) : undefined;
  }

  return {
    lifeSeconds,
    issue({ subject, grant }, now) {
      const iat = Math.floor(now.getTime() / 1000);
      const claims = { iss: issuer, aud: audience, use, sub: subject, sid: grant, iat, exp: iat + lifeSeconds };
      const [kid] = keyIds;
      const text = `${part({ alg: 'HS256', typ: 'JWT', kid })}.${part({ ...claims, jti: randomUUID() })}`;
      return `${text}.${sign(text, ring.get(kid) as Buffer).toString('base64url')}`; // The ring was made of these ids.
    },
    read(token, now) {
      const claims = signed(token);
      if (typeof claims !== 'object' || claims === null) return undefined;
      const { iss, aud, use: purpose, sub, sid, iat, exp } = claims as Record<string, unknown>; // Not null, an object.
      const second = now.getTime() / 1000;
      const isOurs = iss === issuer && aud === audience && purpose === use;
      const isAlive = typeof exp === 'number' && typeof iat === 'number' && second < exp && exp - iat <= lifeSeconds;
      if (!isOurs || !isAlive || typeof sub !== 'string' || typeof sid !== 'string') return undefined;
      return { subject: sub, grant: sid } satisfies TokenClaims;
    },
  };
}

function readPart(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined; // Checked on the line before.
  } catch {
    return undefined;
  }
}
