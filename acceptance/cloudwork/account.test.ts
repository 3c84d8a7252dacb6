import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { call, type Fields, newPhone, personWith, signUp } from './client.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer('cloudwork');
});

afterAll(() => server.stop());

const post = (path: string, fields: Fields = {}, options = {}) => call(server.url, 'POST', path, fields, options);
const codeTo = async (phone: string) => {
  expect(await post('/api/verifycode', { vtype: 'register', phone })).toMatchObject({ error_code: 0 });
  return server.codeFor(phone);
};
const form = (phone: string, vcode: string, fields: Fields = {}) => ({
  rtype: 1,
  name: '张三',
  phone,
  password: 'Secret_2016',
  vcode,
  notice: true,
  ...fields,
});
const wrong = (code: string) => (code === '000000' ? '111111' : '000000');

/** A browser: it keeps cookies and says where its page is from. */
function browser() {
  const jar = new Map<string, string>();
  return {
    jar,
    async send(method: string, path: string, fields: Fields = {}, headers: Record<string, string> = {}) {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(fields)) body.set(name, String(value));
      const answer = await fetch(server.url + path, {
        method,
        redirect: 'manual',
        headers: {
          'user-agent': 'Mozilla/5.0',
          cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
          ...headers,
        },
        ...(method !== 'GET' && { body }),
      });
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === '') jar.delete(name);
        else jar.set(name, value);
      }
      const text = await answer.text();
      return {
        status: answer.status,
        location: answer.headers.get('location'),
        cookies: answer.headers.getSetCookie(),
        body: text.startsWith('{') ? JSON.parse(text) : text,
      };
    },
  };
}

describe('signing up', () => {
  it.each([
    [1, {}, 'f'],
    [2, { cname: '灵动科技有限公司' }, 'c'],
    [3, {}, 'c'],
  ] as const)('as kind %i joins and signs in', async (rtype, extra, letter) => {
    const phone = newPhone();
    const joined = await post('/api/user/signup', form(phone, await codeTo(phone), { rtype, ...extra }));
    expect(joined).toMatchObject({ error_code: 0, expire_at: 0 });
    expect(joined['identify']).toBe({ 1: '3', 2: '2', 3: '1' }[rtype]);
    expect(joined['current_id']).toMatch(new RegExp(`^${letter}[0-9a-f]{16}$`));
    const person = personWith(server.url, { name: '', phone, password: '', token: joined['session_token'], uid: '' });
    const role = await person.get('/api/user/role');
    expect(role).toMatchObject({ error_code: 0, name: '张三', role: letter });
    expect(role['teams'].map((team: { name: string }) => team.name)).toEqual(
      rtype === 1 ? [] : [rtype === 2 ? '灵动科技有限公司' : '张三'],
    );
    expect(await person.get('/api/margin/basic')).toMatchObject({ margin: 0, withdraw: 0 });
  });

  it('refuses what is missing or wrong, each with its number', async () => {
    const phone = newPhone();
    const code = await codeTo(phone);
    const attempt = (fields: Fields) => post('/api/user/signup', form(phone, code, fields));
    expect(await attempt({ name: '' })).toMatchObject({ error_code: 20021 });
    expect(await attempt({ rtype: 4 })).toMatchObject({ error_code: 20022 });
    expect(await attempt({ phone: '12345' })).toMatchObject({ error_code: 20022 });
    expect(await attempt({ rtype: 2 })).toMatchObject({ error_code: 20022 });
    expect(await attempt({ password: 'abc' })).toMatchObject({ error_code: 20021 });
    expect(await attempt({ password: 'a'.repeat(21) })).toMatchObject({ error_code: 20021 });
    expect(await attempt({ vcode: wrong(code) })).toMatchObject({ error_code: 20024 });
    expect(await attempt({})).toMatchObject({ error_code: 0 });
    expect(await attempt({})).toMatchObject({ error_code: 20025 });
    expect(await post('/api/verifycode', { vtype: 'register', phone })).toMatchObject({ error_code: 20633 });
  });
});

describe('an SMS code', () => {
  it('never stands in the answer', async () => {
    expect(await post('/api/verifycode', { vtype: 'register', phone: newPhone() })).toEqual({
      error_code: 0,
      msg: 'ok',
    });
  });

  it('is asked for with a purpose and a phone that fit', async () => {
    expect(await post('/api/verifycode', { vtype: 'other', phone: newPhone() })).toMatchObject({ error_code: 20631 });
    expect(await post('/api/verifycode', { vtype: 'enter' })).toMatchObject({ error_code: 20632 });
    expect(await post('/api/verifycode', { vtype: 'register' })).toMatchObject({ error_code: 20636 });
    expect(await post('/api/verifycode', { vtype: 'forget', phone: newPhone() })).toMatchObject({ error_code: 20634 });
  });

  it('is worthless after three wrong tries, after five minutes, once used, and when a newer one was sent', async () => {
    const tried = newPhone();
    const code = await codeTo(tried);
    for (let attempt = 0; attempt < 3; attempt += 1)
      expect(await post('/api/user/signup', form(tried, wrong(code)))).toMatchObject({ error_code: 20024 });
    expect(await post('/api/user/signup', form(tried, code))).toMatchObject({ error_code: 20033 });

    const late = newPhone();
    const old = await codeTo(late);
    await server.advance('PT5M1S');
    expect(await post('/api/user/signup', form(late, old))).toMatchObject({ error_code: 20034 });
    const newer = await codeTo(late);
    if (newer !== old) expect(await post('/api/user/signup', form(late, old))).toMatchObject({ error_code: 20024 });
    expect(await post('/api/user/signup', form(late, newer))).toMatchObject({ error_code: 0 });
    expect(
      await post('/api/user/password/reset', { username: late, password: 'Other_2016', vcode: newer }),
    ).toMatchObject({ error_code: 20031 });
  });

  it('is sent once a minute, five times an hour and ten times a day to one phone', async () => {
    const phone = newPhone();
    const ask = async () => (await post('/api/verifycode', { vtype: 'register', phone })).error_code;
    expect([await ask(), await ask()]).toEqual([0, 42901]);
    for (let sent = 1; sent < 5; sent += 1) {
      await server.advance('PT61S');
      expect(await ask()).toBe(0);
    }
    await server.advance('PT61S');
    expect(await ask()).toBe(42901);
    await server.advance('PT1H');
    for (let sent = 5; sent < 10; sent += 1) {
      await server.advance('PT61S');
      expect(await ask()).toBe(0);
    }
    await server.advance('PT2H');
    expect(await ask()).toBe(42901);
    await server.advance('P1D');
    expect(await ask()).toBe(0);
  });
});

describe('signing in', () => {
  it('gives a remembered session thirty days and another one a day', async () => {
    const person = await signUp(server, 1, '李四');
    const enter = (remember: boolean) =>
      post('/api/user/signin', { username: ` ${person.phone} `, password: person.password, remember });
    const short = await enter(false);
    const long = await enter(true);
    expect(short['expire_at']).toBe(0);
    expect(long['expire_at']).toBeGreaterThan((await server.now()).getTime() / 1000 + 29 * 86_400);
    await server.advance('P1DT1M');
    const role = (token: string) => call(server.url, 'GET', '/api/user/role', {}, { token });
    expect((await role(short['session_token'])).error_code).toBe(80001);
    expect((await role(long['session_token'])).error_code).toBe(0);
    await server.advance('P29D');
    expect((await role(long['session_token'])).error_code).toBe(80001);
  });

  it('answers an unknown name like a wrong password', async () => {
    const person = await signUp(server, 1, '王五');
    const known = await post('/api/user/signin', { username: person.phone, password: 'not it' });
    const unknown = await post('/api/user/signin', { username: newPhone(), password: 'not it' });
    expect(known).toEqual(unknown);
    expect(known).toMatchObject({ error_code: 20003 });
    expect(await post('/api/user/signin', { username: person.phone })).toMatchObject({ error_code: 20001 });
  });

  it('takes no password from the query', async () => {
    const person = await signUp(server, 1, '赵六');
    const answer = await fetch(`${server.url}/api/user/signin?username=${person.phone}&password=${person.password}`, {
      method: 'POST',
    });
    expect(await answer.json()).toMatchObject({ error_code: 20001 });
  });

  it('stops guessing after ten failures of an account, and forgets them after a quarter of an hour', async () => {
    const person = await signUp(server, 1, '孙七');
    const guess = async (password: string) =>
      (await post('/api/user/signin', { username: person.phone.toUpperCase(), password })).error_code;
    for (let attempt = 0; attempt < 10; attempt += 1) expect(await guess(`wrong ${attempt}`)).toBe(20003);
    expect(await guess(person.password)).toBe(42901);
    await server.advance('PT16M');
    expect(await guess(person.password)).toBe(0);
    expect(await guess('wrong')).toBe(20003);
  });

  it('on a desktop acts as the freelancer and ends earlier desktop sessions', async () => {
    const person = await signUp(server, 3, '周八');
    expect(await person.post('/api/user/freelancer')).toMatchObject({ error_code: 0 });
    const enter = () =>
      post(
        '/api/user/signin',
        { username: person.phone, password: person.password, remember: true },
        { userAgent: 'd/1.0/10/PC/lan' },
      );
    const first = await enter();
    const second = await enter();
    expect([first['identify'], second['identify']]).toEqual(['3', '3']);
    const role = (token: string) => call(server.url, 'GET', '/api/user/role', {}, { token });
    expect((await role(first['session_token'])).error_code).toBe(80001);
    expect((await role(second['session_token'])).error_code).toBe(0);
  });
});

describe('a password', () => {
  it('is reset by a code, which ends every session', async () => {
    const person = await signUp(server, 1, '吴九');
    await server.advance('PT2M');
    expect(await post('/api/verifycode', { vtype: 'forget', phone: person.phone })).toMatchObject({ error_code: 0 });
    const code = await server.codeFor(person.phone);
    const reset = (fields: Fields) =>
      post('/api/user/password/reset', { username: person.phone, password: 'Newer_2016', vcode: code, ...fields });
    expect(await reset({ password: '' })).toMatchObject({ error_code: 20091 });
    expect(await reset({ vcode: wrong(code) })).toMatchObject({ error_code: 20092 });
    expect(await reset({ username: newPhone() })).toMatchObject({ error_code: 20093 });
    expect(await reset({})).toMatchObject({ error_code: 0 });
    expect(await reset({})).toMatchObject({ error_code: 20035 });
    expect((await person.get('/api/user/role')).error_code).toBe(80001);
    expect(await post('/api/user/signin', { username: person.phone, password: 'Newer_2016' })).toMatchObject({
      error_code: 0,
    });
  });

  it('is changed by the old one, which ends every session, and verified for settings', async () => {
    const person = await signUp(server, 1, '郑十');
    for (const path of ['/api/password/verify', '/api/user/password/verify']) {
      expect(await person.post(path, { password: 'no' })).toMatchObject({ error_code: 20391 });
      expect(await person.post(path, { password: person.password })).toMatchObject({ error_code: 0 });
    }
    expect(await person.post('/api/user/password/change', { password: 'Newer_2016' })).toMatchObject({
      error_code: 80002,
    });
    expect(
      await person.post('/api/user/password/change', { password_old: 'no', password: 'Newer_2016' }),
    ).toMatchObject({ error_code: 20094 });
    expect(
      await person.post('/api/user/password/change', { password_old: person.password, password: 'abc' }),
    ).toMatchObject({ error_code: 80003 });
    expect(
      await person.post('/api/user/password/change', { password_old: person.password, password: 'Newer_2016' }),
    ).toMatchObject({ error_code: 0 });
    expect((await person.get('/api/user/role')).error_code).toBe(80001);
  });
});

describe('roles', () => {
  it('are added once, switched between, and remembered', async () => {
    const person = await signUp(server, 1, '钱一');
    expect(await person.post('/api/user/client', { name: '' })).toMatchObject({ error_code: 20251 });
    expect(await person.post('/api/user/client', { name: '钱一的团队' })).toMatchObject({ error_code: 0 });
    expect(await person.post('/api/user/client', { name: '又一个' })).toMatchObject({ error_code: 20252 });
    const [team] = (await person.get('/api/user/role'))['teams'];
    expect(await person.put('/api/user/role', { id: person.uid })).toMatchObject({ error_code: 20332 });
    expect(await person.put('/api/user/role', { id: '0123456789abcdef' })).toMatchObject({ error_code: 80003 });
    const stranger = await signUp(server, 3, '钱二');
    expect(await person.put('/api/user/role', { id: stranger.uid })).toMatchObject({ error_code: 80003 });
    expect(await person.put('/api/user/role', { id: team.team_id })).toMatchObject({
      error_code: 0,
      identify: '1',
      current_id: `c${team.team_id}`,
    });
    expect(await person.get('/api/user/role')).toMatchObject({ role: 'c' });
    await person.post('/api/user/signout');
    const again = await post('/api/user/signin', { username: person.phone, password: person.password });
    expect(again['current_id']).toBe(`c${team.team_id}`);
  });
});

describe('a browser', () => {
  it('signs in by cookie, and changes things only from our own pages with its _xsrf', async () => {
    const person = await signUp(server, 3, '冯二');
    const { jar, send } = browser();
    const entered = await send('POST', '/api/user/signin', { username: person.phone, password: person.password });
    expect(entered.cookies.find((line) => line.startsWith('session_token'))).toMatch(/HttpOnly; SameSite=Lax/);
    expect(jar.get('cuid')).toBe('c');
    expect((await send('GET', '/api/user/role')).body).toMatchObject({ error_code: 0, name: '冯二' });
    const rename = (fields: Fields, headers = {}) =>
      send('PUT', '/api/user/role', { id: person.uid, ...fields }, headers);
    const own = { _xsrf: jar.get('_xsrf') ?? '' };
    const { origin } = new URL(server.url);
    const refused = { error_code: 80003 };
    expect((await rename({})).body).toMatchObject(refused);
    expect((await rename({ _xsrf: 'x'.repeat(32) })).body).toMatchObject(refused);
    expect((await rename(own, { origin: 'https://evil.example' })).body).toMatchObject(refused);
    expect((await rename(own, { origin: 'null' })).body).toMatchObject(refused);
    expect((await rename(own, { 'sec-fetch-site': 'cross-site' })).body).toMatchObject(refused);
    expect((await rename(own, { origin, 'sec-fetch-site': 'same-origin' })).body).toMatchObject({ error_code: 20332 });
    expect((await rename({}, { 'x-xsrftoken': own._xsrf })).body).toMatchObject({ error_code: 20332 });
    const other = browser();
    await other.send('POST', '/api/user/signin', {
      username: (await signUp(server, 1, '冯三')).phone,
      password: 'Secret_2016',
    });
    expect((await rename({ _xsrf: other.jar.get('_xsrf') ?? '' })).body).toMatchObject(refused);
  });

  it('signs out by a link, but not by one on a foreign page', async () => {
    const person = await signUp(server, 3, '陈三');
    const { send, jar } = browser();
    await send('POST', '/api/user/signin', { username: person.phone, password: person.password });
    const kept = jar.get('session_token') ?? '';
    await send('GET', '/signout', {}, { 'sec-fetch-site': 'cross-site' });
    expect((await call(server.url, 'GET', '/api/user/role', {}, { token: kept })).error_code).toBe(0);
    const { status, location } = await send('GET', '/signout');
    expect([status, location]).toEqual([302, '/']);
    expect((await call(server.url, 'GET', '/api/user/role', {}, { token: kept })).error_code).toBe(80001);
    expect((await post('/api/user/signout')).error_code).toBe(0);
  });

  it('is signed in by a jump code once, within ten minutes, and only sent to a path of ours', async () => {
    const person = await signUp(server, 1, '褚四');
    const codeOf = async () => (await person.post('/api/user/jumpcode'))['code'];
    const code = await codeOf();
    expect(code).toMatch(/^[0-9a-f-]{36}$/);
    const first = browser();
    expect(await first.send('GET', `/jump?code=${code}&path=${encodeURIComponent('/jobs/new?x=1')}`)).toMatchObject({
      status: 302,
      location: '/jobs/new?x=1',
    });
    expect((await first.send('GET', '/api/user/role')).body).toMatchObject({ name: '褚四' });
    const second = browser();
    expect(await second.send('GET', `/jump?code=${code}&path=/jobs/new`)).toMatchObject({ status: 302, location: '/' });
    expect(second.jar.has('session_token')).toBe(false);
    const late = await codeOf();
    await server.advance('PT11M');
    expect((await second.send('GET', `/jump?code=${late}`)).location).toBe('/');
    for (const path of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      '/%09/evil.example',
      '/\t/evil.example',
      'evil.example',
      '/@evil.example//',
      '\\/evil.example',
      '/..//evil.example',
    ]) {
      const { location } = await browser().send('GET', `/jump?code=${await codeOf()}&path=${encodeURIComponent(path)}`);
      expect(new URL(location ?? '', server.url).host).toBe(new URL(server.url).host);
    }
  });
});
