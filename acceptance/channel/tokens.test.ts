import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pause, type RunningServer, startServer } from '../kit/server.ts';
import { call, type Channel, openChannel } from './client.ts';

let server: RunningServer;
let channel: Channel;

beforeAll(async () => {
  server = await startServer('channel');
  channel = await openChannel(server, 'partner-tokens');
});

afterAll(() => server.stop());

const signIn = (appkey: string, secret: string, changes: Record<string, unknown> = {}) =>
  call(server.url, 'POST', '/auth/token', { appkey, secret, grant_type: 'client_credentials', ...changes });
const refresh = (token: string, changes: Record<string, unknown> = {}) =>
  call(server.url, 'POST', '/auth/refresh', { refresh_token: token, grant_type: 'refresh_token', ...changes });
/** 404 when the token is taken: there is no such user. */
const tryToken = async (token: string) => {
  const { status, code } = await call(server.url, 'GET', '/users/nobody', undefined, { token });
  return `${status} ${code}`;
};
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const read = (text = '') => JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>;

describe('a token', () => {
  it('is given for id and secret, and lives two hours', async () => {
    const { status, data } = await signIn(channel.clientId, channel.secret);
    expect(status).toBe(200);
    expect(data).toMatchObject({ token_type: 'Bearer', expires_in: 7200 });
    expect(read(data['access_token'].split('.')[0])).toEqual({ alg: 'HS256', typ: 'JWT', kid: 't1' });
    expect(await tryToken(data['access_token'])).toBe('404 1001');
    await server.advance('PT1H59M');
    expect(await tryToken(data['access_token'])).toBe('404 1001');
    await server.advance('PT2M');
    expect(await tryToken(data['access_token'])).toBe('401 1003');
  });

  it.each([
    ['a wrong secret', { secret: 'no' }, 401, 1002],
    ['an unknown partner', { appkey: 'nobody' }, 401, 1002],
    ['another grant type', { grant_type: 'password' }, 400, 1001],
    ['no grant type', { grant_type: undefined }, 400, 1001],
    ['no partner', { appkey: undefined }, 400, 1001],
    ['no secret', { secret: undefined }, 400, 1001],
    ['an object for a secret', { secret: { $ne: '' } }, 400, 1001],
  ])('is not given for %s', async (_what, changes, status, code) => {
    expect(await signIn(channel.clientId, channel.secret, changes)).toMatchObject({ status, code });
  });

  it('says the same of a wrong secret and of an unknown partner', async () => {
    const unknown = await signIn('nobody-else', 'no');
    expect(await signIn(channel.clientId, 'no')).toEqual(unknown);
  });

  it('is missed with 1002, and refused with 1003', async () => {
    const missing = await call(server.url, 'GET', '/users/nobody');
    expect(missing).toMatchObject({ status: 401, code: 1002 });
    for (const authorization of ['Basic YTpi', 'Bearer', 'Bearer ', 'Bearer x', 'Bearer a.b.c', 'Token abc']) {
      const answer = await call(server.url, 'GET', '/users/nobody', undefined, { headers: { authorization } });
      expect([authorization, answer.status, answer.code]).toEqual([authorization, 401, 1003]);
    }
  });

  it('is needed by everything but getting one', async () => {
    const book = await fetch(`${new URL(server.url).origin}/openapi/channel.json`);
    const { paths } = (await book.json()) as { paths: Record<string, Record<string, unknown>> };
    const closed = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => [method.toUpperCase(), path.replace('/api/v1', '')] as const),
    );
    const open = closed.filter(([, path]) => path.startsWith('/auth/'));
    expect(open.length).toBe(2);
    expect(closed.length).toBeGreaterThanOrEqual(25);
    for (const [method, declared] of closed.filter((one) => !open.includes(one))) {
      const path = declared.replaceAll(/\{\w+\}/g, 'nobody');
      const body = method === 'GET' ? undefined : {};
      const missing = await call(server.url, method, path, body);
      expect([method, path, missing.status, missing.code]).toEqual([method, path, 401, 1002]);
      const wrong = await call(server.url, method, path, body, { token: 'a.b.c' });
      expect([method, path, wrong.status, wrong.code]).toEqual([method, path, 401, 1003]);
    }
  });

  it('is refused in every forged form', async () => {
    const { data } = await signIn(channel.clientId, channel.secret);
    const [head = '', body = '', signature = ''] = String(data['access_token']).split('.');
    const [header, claims] = [read(head), read(body)];
    const signed = (h: unknown, c: unknown, key: string | Buffer, hash = 'sha256') => {
      const text = `${part(h)}.${part(c)}`;
      return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
    };
    const later = { ...claims, exp: Number(claims['exp']) + 3600 };
    const forgeries: Record<string, string> = {
      'alg none': `${part({ ...header, alg: 'none' })}.${body}.`,
      'alg None with the signature': `${part({ ...header, alg: 'None' })}.${body}.${signature}`,
      'alg none without a dot': `${part({ ...header, alg: 'none' })}.${body}`,
      'alg HS512': signed({ ...header, alg: 'HS512' }, claims, 'guess', 'sha512'),
      'alg RS256': signed({ ...header, alg: 'RS256' }, claims, 'guess'),
      'alg in lower case': `${part({ ...header, alg: 'hs256' })}.${body}.${signature}`,
      'another type': `${part({ ...header, typ: 'at+jwt' })}.${body}.${signature}`,
      'an empty key': signed(header, claims, ''),
      'a guessed key': signed(header, claims, 'secret'),
      'the secret as key': signed(header, claims, channel.secret),
      'no kid': signed({ alg: 'HS256', typ: 'JWT' }, claims, ''),
      'an unknown kid': signed({ ...header, kid: 't2' }, claims, ''),
      'a path as kid': signed({ ...header, kid: '../../dev/null' }, claims, ''),
      'SQL as kid': signed({ ...header, kid: "' or '1'='1" }, claims, ''),
      'a kid of the prototype': signed({ ...header, kid: '__proto__' }, claims, ''),
      'a number as kid': signed({ ...header, kid: 1 }, claims, ''),
      'a key in the header': signed({ ...header, jwk: { kty: 'oct', k: 'AA' } }, claims, Buffer.from([0])),
      'crit in the header': `${part({ ...header, crit: ['exp'] })}.${body}.${signature}`,
      'a later end': `${head}.${part(later)}.${signature}`,
      'no end': `${head}.${part({ ...claims, exp: undefined })}.${signature}`,
      'another audience': `${head}.${part({ ...claims, aud: 'cloudwork' })}.${signature}`,
      'another subject': `${head}.${part({ ...claims, sub: 'partner-other' })}.${signature}`,
      'a shorter signature': `${head}.${body}.${signature.slice(0, 20)}`,
      'no signature': `${head}.${body}.`,
      'a padded signature': `${head}.${body}.${signature}=`,
      'one more part': `${head}.${body}.${signature}.${signature}`,
      'the refresh token': String(data['refresh_token']),
      'a very long one': `${head}.${'A'.repeat(1_900)}.${signature}`,
    };
    for (const [what, token] of Object.entries(forgeries)) {
      expect([what, await tryToken(token)]).toEqual([what, '401 1003']);
    }
    expect(await tryToken(data['access_token'])).toBe('404 1001');
  });
});

describe('a refresh token', () => {
  it('is replaced by each use', async () => {
    const { data: first } = await signIn(channel.clientId, channel.secret);
    const { status, data: second } = await refresh(first['refresh_token']);
    expect(status).toBe(200);
    expect(second['refresh_token']).not.toBe(first['refresh_token']);
    expect(await tryToken(second['access_token'])).toBe('404 1001');
    expect((await refresh(second['refresh_token'])).status).toBe(200);
  });

  it('ends everything of its sign-in when it comes twice', async () => {
    const { data: first } = await signIn(channel.clientId, channel.secret);
    const { data: other } = await signIn(channel.clientId, channel.secret);
    const { data: second } = await refresh(first['refresh_token']);
    expect(await refresh(first['refresh_token'])).toMatchObject({ status: 401, code: 1003 });
    expect(await refresh(second['refresh_token'])).toMatchObject({ status: 401, code: 1003 });
    await pause(1_000);
    expect(await tryToken(first['access_token'])).toBe('401 1003');
    expect(await tryToken(second['access_token'])).toBe('401 1003');
    expect(await tryToken(other['access_token'])).toBe('404 1001');
    expect((await refresh(other['refresh_token'])).status).toBe(200);
  });

  it.each([
    ['no grant type', { grant_type: undefined }],
    ['another grant type', { grant_type: 'client_credentials' }],
    ['no token', { refresh_token: undefined }],
    ['an object for a token', { refresh_token: { $ne: '' } }],
  ])('is not spent by a request with %s, which is refused', async (_what, changes) => {
    const { data } = await signIn(channel.clientId, channel.secret);
    expect(await refresh(data['refresh_token'], changes)).toMatchObject({ status: 400, code: 1001 });
    expect((await refresh(data['refresh_token'])).status).toBe(200);
  });

  it('works for one of many who use it at once, and then for nobody', async () => {
    const { data } = await signIn(channel.clientId, channel.secret);
    const answers = await Promise.all(Array.from({ length: 16 }, () => refresh(data['refresh_token'])));
    const won = answers.filter((answer) => answer.status === 200);
    expect(won.length).toBe(1);
    expect((await refresh(won[0]?.data['refresh_token'])).status).toBe(401);
  });

  it('is refused when it is unknown, an access token, or 30 days old', async () => {
    const { data } = await signIn(channel.clientId, channel.secret);
    expect(await refresh('0'.repeat(40))).toMatchObject({ status: 401, code: 1003 });
    expect(await refresh(data['access_token'])).toMatchObject({ status: 400, code: 1001 });
    await server.advance('P30DT1S');
    expect(await refresh(data['refresh_token'])).toMatchObject({ status: 401, code: 1003 });
  });
});

describe('a secret', () => {
  it('is replaced while the one before still counts; the third ends the first and its tokens', async () => {
    const { data: old } = await signIn(channel.clientId, channel.secret);
    const rotate = async () =>
      /client_secret: (\w+)/.exec((await server.command('channel', 'secret', channel.clientId)).output)?.[1] ?? '';
    const second = await rotate();
    expect((await signIn(channel.clientId, channel.secret)).status).toBe(200);
    expect((await signIn(channel.clientId, second)).status).toBe(200);
    const third = await rotate();
    expect((await signIn(channel.clientId, channel.secret)).status).toBe(401);
    expect((await signIn(channel.clientId, second)).status).toBe(200);
    expect((await signIn(channel.clientId, third)).status).toBe(200);
    await pause(1_000);
    expect(await tryToken(old['access_token'])).toBe('401 1003');
    expect((await refresh(old['refresh_token'])).status).toBe(401);
  });

  it('cannot be guessed: after ten wrong ones the right one waits as well', async () => {
    const target = await openChannel(server, 'partner-guessed');
    for (let guess = 0; guess < 10; guess += 1) {
      expect((await signIn(target.clientId, `guess-${guess}`)).status).toBe(401);
    }
    expect(await signIn(target.clientId, target.secret)).toMatchObject({ status: 429, code: 1001 });
    await server.advance('PT15M1S');
    expect((await signIn(target.clientId, target.secret)).status).toBe(200);
  });
});
