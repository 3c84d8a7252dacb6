import { createHmac, hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createJwts } from './jwt.ts';

const secret = 'a secret of at least thirty-two characters';
const options = { secret, keyIds: ['t1'], issuer: 'house', audience: 'channel', lifeSeconds: 7_200 } as const;
const now = new Date('2026-11-20T02:00:00.500Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const claims = { subject: 'partner', grant: 'g1' };
const tokens = createJwts(options);

/** A token with the right signature, whatever it says. */
function signed(head: unknown, body: unknown, keyId = 't1'): string {
  const key = Buffer.from(hkdfSync('sha256', secret, 'linggong', `jwt:channel:${keyId}`, 32));
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part(head)}.${part(body)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

const head = { alg: 'HS256', typ: 'JWT', kid: 't1' };
const iat = Math.floor(now.getTime() / 1000);
const body = { iss: 'house', aud: 'channel', use: 'access', sub: 'partner', sid: 'g1', iat, exp: iat + 7_200 };

describe('a signed token', () => {
  it('says whom it speaks for, until its time is over', async () => {
    const token = await tokens.issue(claims, now);
    expect(await tokens.read(token, now)).toEqual(claims);
    expect(await tokens.read(token, after(7_199))).toEqual(claims);
    expect(await tokens.read(token, after(7_200))).toBeUndefined();
    expect(await tokens.read(signed(head, body), now)).toEqual(claims);
  });

  it.each([
    ['another algorithm', { ...head, alg: 'HS512' }, body],
    ['no algorithm', { typ: 'JWT', kid: 't1' }, body],
    ['alg none', { ...head, alg: 'none' }, body],
    ['another type', { ...head, typ: 'jwt' }, body],
    ['no key id', { alg: 'HS256', typ: 'JWT' }, body],
    ['an unknown key id', { ...head, kid: 't9' }, body],
    ['more in its header', { ...head, crit: [] }, body],
    ['another issuer', head, { ...body, iss: 'other' }],
    ['another audience', head, { ...body, aud: 'cloudwork' }],
    ['several audiences', head, { ...body, aud: ['channel'] }],
    ['another purpose', head, { ...body, use: 'refresh' }],
    ['no purpose', head, { ...body, use: undefined }],
    ['no end', head, { ...body, exp: undefined }],
    ['an end as text', head, { ...body, exp: String(body.exp) }],
    ['an end too far away', head, { ...body, exp: iat + 7_201 }],
    ['an end in the past', head, { ...body, exp: iat }],
    ['no beginning', head, { ...body, iat: undefined }],
    ['no subject', head, { ...body, sub: undefined }],
    ['no grant', head, { ...body, sid: 5 }],
    ['a list for a body', head, [body]],
    ['nothing for a body', head, null],
  ])('with %s is refused, though its signature is right', async (_what, wrongHead, wrongBody) => {
    expect(await tokens.read(signed(wrongHead, wrongBody), now)).toBeUndefined();
  });

  it('is read by the keys of the ring, and no longer when its key has left it', async () => {
    const old = await createJwts({ ...options, keyIds: ['t0'] }).issue(claims, now);
    expect(await createJwts({ ...options, keyIds: ['t1', 't0'] }).read(old, now)).toEqual(claims);
    expect(await tokens.read(old, now)).toBeUndefined();
  });

  it('of another secret, or signed by another key of the ring than it names, is refused', async () => {
    const token = await tokens.issue(claims, now);
    expect(await createJwts({ ...options, secret: `${secret}!` }).read(token, now)).toBeUndefined();
    expect(await tokens.read(`${token.slice(0, -2)}AA`, now)).toBeUndefined();
    expect(await tokens.read(`${token}=`, now)).toBeUndefined();
    expect(await tokens.read(`${token}.x`, now)).toBeUndefined();
    const ring = createJwts({ ...options, keyIds: ['t1', 't0'] });
    expect(await ring.read(signed(head, body, 't0'), now)).toBeUndefined();
  });
});
