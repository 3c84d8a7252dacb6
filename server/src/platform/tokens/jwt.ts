import { createSecretKey, hkdfSync, randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
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
/** Three parts as RFC 7515 writes them; the library would take padding as well. */
const compact = /^[\w-]+\.[\w-]+\.[\w-]{43}$/;

/** Access tokens as JWT (RFC 7519) signed with HMAC SHA-256, and no other kind of JWT. */
export function createJwts({ secret, keyIds, issuer, audience, lifeSeconds }: JwtOptions): AccessTokens {
  const keyOf = (id: string) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', secret, 'linggong', `jwt:${audience}:${id}`, 32)));
  const ring = new Map(keyIds.map((id) => [id, keyOf(id)]));
  const [signingId] = keyIds;
  const signingKey = keyOf(signingId);

  return {
    lifeSeconds,
    issue({ subject, grant }, now) {
      const iat = Math.floor(now.getTime() / 1000);
      return new SignJWT({ use, sid: grant })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: signingId })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt(iat)
        .setExpirationTime(iat + lifeSeconds)
        .setJti(randomUUID())
        .sign(signingKey);
    },
    async read(token, now) {
      if (token.length > 2_000 || !compact.test(token)) return undefined;
      try {
        const { payload, protectedHeader } = await jwtVerify(
          token,
          ({ kid }) => {
            const key = ring.get(kid ?? '');
            if (!key) throw new errors.JWKSNoMatchingKey();
            return key;
          },
          {
            algorithms: ['HS256'],
            typ: 'JWT',
            issuer,
            audience,
            currentDate: now,
            requiredClaims: ['sub', 'iat', 'exp'],
          },
        );
        const { aud, use: purpose, sub, sid, iat = 0, exp = 0 } = payload;
        const isOurs = aud === audience && purpose === use && protectedHeader.typ === 'JWT';
        // A life longer than ours is nothing that we have signed.
        if (!isOurs || exp - iat > lifeSeconds || typeof sub !== 'string' || typeof sid !== 'string') return undefined;
        return { subject: sub, grant: sid } satisfies TokenClaims;
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
  };
}
