/** Codes, sign-up, sign-in, phone and password (seed 001, 4.1 to 4.3, 4.12). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Body, call, codeTo, join, newPhone, password, signIn } from './client.ts';

let server: RunningServer;
let url: string;

beforeAll(async () => {
  server = await startServer('iblock');
  ({ url } = server);
}, 60_000);

afterAll(async () => {
  await server.stop();
});

const signUp = async (phone: string, changes: Body = {}) =>
  call(url, '/user/signup', {
    username: `用户${phone}`,
    passwd: password,
    contactPhone: phone,
    verifyCode: await codeTo(server, phone),
    ...changes,
  });
const infoOf = (id: number, token: string) =>
  call(url, `/user/info/${id}`, undefined, { token, as: '/user/info/{userid}' });

describe('a code', () => {
  it('goes to a phone nobody has, once a minute', async () => {
    const phone = newPhone();
    expect(await call(url, '/user/sendValidateCode/', { phone: '187129892' })).toMatchObject({ status: 415 });
    expect(await call(url, '/user/sendValidateCode/', {})).toMatchObject({ status: 415 });
    expect(await call(url, '/user/sendValidateCode/', { phone })).toMatchObject({ status: 0, data: {} });
    expect(await call(url, '/user/sendValidateCode/', { phone })).toMatchObject({ status: 415 });
    const slashless = await fetch(`${url}/user/sendValidateCode`, { method: 'POST' });
    expect(await slashless.json()).toMatchObject({ status: 415 });
  });

  it('says nothing of whether somebody has the phone, and does not sign up twice', async () => {
    const member = await join(server, 'designer');
    await server.advance('PT2M');
    const again = await signUp(member.phone, { username: '又一个' });
    expect(again).toMatchObject({ status: 415, msg: '用户名或手机号已被注册' });
  });
});

describe('sign-up', () => {
  it('refuses a wrong code, a known phone, a short password and what is missing', async () => {
    const phone = newPhone();
    expect(await signUp(phone, { verifyCode: '000000' })).toMatchObject({ status: 415, errorMsg: '验证码错误' });
    expect(await call(url, '/user/signup', { username: '甲', passwd: password })).toMatchObject({ status: 415 });
    const late = newPhone();
    expect(await signUp(late, { passwd: '1' })).toMatchObject({ status: 415 });
    expect(await signUp(newPhone(), { geo: { city: '没有的市' } })).toMatchObject({ status: 415 });
    expect(await signUp(newPhone(), { role: 4 })).toMatchObject({ status: 415 });
    const member = await join(server, 'designer');
    const taken = { username: member.name };
    expect(await signUp(newPhone(), taken)).toMatchObject({ status: 415, msg: '用户名或手机号已被注册' });
  });

  it('makes a designer, or a manager where a company is named, and signs nobody in', async () => {
    const [phone, other, third] = [newPhone(), newPhone(), newPhone()];
    const joined = await fetch(`${url}/user/signup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        username: '贾翕',
        passwd: password,
        contactPhone: phone,
        verifyCode: await codeTo(server, phone),
        geo: { province: '上海', city: { id: 310100, name: 'x' }, district: 310110, address: '五角场XX路XX号' },
      }),
    });
    expect(joined.headers.get('set-cookie')).toBeNull();
    expect(await joined.json()).toMatchObject({ status: 0, msg: '成功', errorMsg: '成功' });
    const designer = await signIn(server, phone);
    expect((await infoOf(designer.id, designer.token))['data']).toEqual({
      userid: designer.id,
      userId: designer.id,
      username: '贾翕',
      rating: 0,
      education: 0,
      status: 2,
      role: 2,
      contactPhone: phone,
      geo: {
        province: 310000,
        city: 310100,
        district: 310110,
        street: '杨浦区五角场XX路XX号',
        address: '五角场XX路XX号',
        provinceName: '上海市',
        cityName: '上海市',
        districtName: '杨浦区',
      },
      skills: [],
      avatar: '',
    });
    await signUp(other, { corporateName: '设计有限公司', corporateBio: '公司简介' });
    const manager = await signIn(server, other);
    expect((await infoOf(manager.id, manager.token))['data']).toMatchObject({
      role: 3,
      corporateName: '设计有限公司',
      corporateBio: '公司简介',
    });
    await signUp(third, { role: '3' });
    expect((await infoOf((await signIn(server, third)).id, manager.token))['data'].role).toBe(3);
  });
});

describe('sign-in', () => {
  it('reads its fields from the body or from headers, and answers cookie and token', async () => {
    const member = await join(server, 'manager', { username: '方璐' });
    for (const names of [
      { username: member.phone, passwd: password },
      { userName: member.name, passwd: password },
      { mobile: member.phone, password },
    ]) {
      const signedIn = await call(url, '/user/login', names);
      expect(signedIn).toMatchObject({
        status: 0,
        data: { id: member.id, userid: member.id, username: '方璐', role: 3, token: expect.any(String) },
      });
    }
    const headers = { username: encodeURIComponent('方璐'), passwd: password };
    const answer = await fetch(`${url}/user/logon`, { method: 'POST', headers });
    expect(await answer.json()).toMatchObject({ status: 0, data: { id: member.id } });
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^iblock_session=[0-9a-f]{40};.*HttpOnly.*SameSite=Lax/);
    const [session = ''] = cookie.split(';');
    expect(await call(url, '/messages/unread', undefined, { cookie: session })).toMatchObject({ status: 0 });
    const post = (from: string) =>
      call(url, '/user/messages', { pageNo: 1, pageSize: 5 }, { cookie: session, headers: { origin: from } });
    expect(await post(new URL(url).origin)).toMatchObject({ status: 0 });
    expect(await post('https://evil.example')).toMatchObject({ status: 403 });
    expect(await call(url, '/user/logout', {}, { cookie: session })).toMatchObject({ status: 0 });
    expect(await call(url, '/messages/unread', undefined, { cookie: session })).toMatchObject({ status: 403 });
    expect(await call(url, '/user/logout', {})).toMatchObject({ status: 0 });
  });

  it('says the same of a wrong password and an unknown name, and lets no frozen account in', async () => {
    const member = await join(server, 'designer');
    const wrong = await call(url, '/user/logon', { username: member.phone, passwd: 'wrong' });
    expect(wrong).toMatchObject({ status: 403, msg: '用户名或密码错误' });
    expect(await call(url, '/user/logon', { username: newPhone(), passwd: 'wrong' })).toEqual(wrong);
    expect(await call(url, '/user/logon', { username: member.phone })).toMatchObject({ status: 415 });
    await server.command('user', 'restrict', member.phone, '--market', 'iblock');
    const frozen = await call(url, '/user/logon', { username: member.phone, passwd: password });
    expect(frozen).toMatchObject({ status: 403, msg: '账号已被冻结' });
    const reader = await join(server, 'designer');
    expect((await infoOf(member.id, reader.token))['data'].status).toBe(3);
  });

  it('belongs to this market alone', async () => {
    const member = await join(server, 'designer');
    const origin = new URL(url).origin;
    const elsewhere = await fetch(`${origin}/cloudwork/api/user/signin`, {
      method: 'POST',
      body: new URLSearchParams({ username: member.phone, password }),
    });
    expect(await elsewhere.json()).toMatchObject({ error_code: 20003 });
  });
});

describe('phone and password', () => {
  it('move to another phone by a code to each', async () => {
    const member = await join(server, 'broker');
    const taken = await join(server, 'designer');
    const phone = newPhone();
    const oldVerifyCode = await codeTo(server, member.phone, member.token);
    const newVerifyCode = await codeTo(server, phone, member.token);
    const move = (changes: Body = {}) =>
      member.post('/user/modifyPhone/', { oldVerifyCode, newPhone: phone, newVerifyCode, ...changes });
    expect(await move({ newPhone: taken.phone })).toMatchObject({ status: 415 });
    expect(await move({ oldVerifyCode: '000000' })).toMatchObject({ status: 415 });
    expect(await move({ newVerifyCode: undefined })).toMatchObject({ status: 415 });
    expect(await move()).toMatchObject({ status: 0 });
    expect((await infoOf(member.id, member.token))['data'].contactPhone).toBe(phone);
    expect(await call(url, '/user/logon', { username: member.phone, passwd: password })).toMatchObject({ status: 403 });
    expect((await signIn(server, phone)).id).toBe(member.id);
  });

  it('move to another phone by the password and a code to the new one', async () => {
    const member = await join(server, 'designer');
    const taken = await join(server, 'designer');
    const phone = newPhone();
    const verifyCode = await codeTo(server, phone, member.token);
    const move = (changes: Body = {}) =>
      member.post('/account/security/resetMobile', { phone, verifyCode, password, ...changes });
    expect(await move({ password: 'not-the-password' })).toMatchObject({ status: 403 });
    expect(await move({ phone: taken.phone })).toMatchObject({ status: 415, msg: '手机号已被注册' });
    expect(await move({ verifyCode: '000000' })).toMatchObject({ status: 415, msg: '验证码错误' });
    expect(await move({ password: undefined })).toMatchObject({ status: 415 });
    expect(await move()).toMatchObject({ status: 0 });
    expect((await infoOf(member.id, member.token))['data'].contactPhone).toBe(phone);
    expect((await signIn(server, phone)).id).toBe(member.id);
  });

  it('set a new password by a token that the code was exchanged for, within five minutes and once', async () => {
    const member = await join(server, 'designer');
    await server.advance('PT2M');
    const exchange = (changes: Body) =>
      call(url, '/account/security/validateVerifyCode', { phone: member.phone, ...changes });
    const reset = (token: string) =>
      call(url, '/account/security/resetPassword', { phone: member.phone, password: 'Third_2018', token });
    const verifyCode = await codeTo(server, member.phone);
    expect(await exchange({})).toMatchObject({ status: 415 });
    expect(await exchange({ verifyCode: '000000' })).toMatchObject({ status: 415, msg: '验证码错误' });
    expect(await exchange({ verifyCode, phone: newPhone() })).toMatchObject({ status: 415, msg: '请先获取验证码' });
    const first = await exchange({ verifyCode });
    expect(first).toMatchObject({ status: 0, data: expect.stringMatching(/^\d{6}$/) });
    expect(await reset(verifyCode)).toMatchObject({ status: 415, msg: '验证码错误' });
    await server.advance('PT5M');
    expect(await reset(first['data'])).toMatchObject({ status: 415, msg: '验证码已过期' });
    const { data: token } = await exchange({ verifyCode: await codeTo(server, member.phone) });
    expect(await reset(token)).toMatchObject({ status: 0 });
    expect(await reset(token)).toMatchObject({ status: 415, msg: '验证码已使用' });
    expect((await signIn(server, member.phone, 'Third_2018')).id).toBe(member.id);
  });

  it('set a new password by a code to the phone', async () => {
    const member = await join(server, 'manager');
    await server.advance('PT2M');
    const reset = (changes: Body) =>
      call(url, '/account/security/resetPassword', { phone: member.phone, password: 'Third_2018', ...changes });
    const verifyCode = await codeTo(server, member.phone);
    expect(await reset({})).toMatchObject({ status: 415 });
    expect(await reset({ verifyCode: '000000' })).toMatchObject({ status: 415 });
    expect(await reset({ verifyCode, phone: newPhone() })).toMatchObject({ status: 404 });
    expect(await reset({ token: verifyCode })).toMatchObject({ status: 0 });
    expect(await reset({ verifyCode })).toMatchObject({ status: 415 });
    expect(await member.get('/messages/unread')).toMatchObject({ status: 403 });
    expect((await signIn(server, member.phone, 'Third_2018')).id).toBe(member.id);
  });

  it('change the password by the old one, from the body or from headers, and end every session', async () => {
    const member = await join(server, 'designer');
    const path = '/user/modifyPassword/';
    expect(await member.post(path, { oldPasswd: 'wrong', newPasswd: 'Another_2017' })).toMatchObject({ status: 403 });
    expect(await member.post(path, { oldPasswd: password, newPasswd: '1' })).toMatchObject({ status: 415 });
    expect(await member.post(path, { oldPasswd: password })).toMatchObject({ status: 415 });
    const headers = { oldPasswd: password, newPasswd: 'Another_2017' };
    expect(await call(url, path, {}, { token: member.token, headers })).toMatchObject({ status: 0 });
    expect(await member.get('/messages/unread')).toMatchObject({ status: 403 });
    expect((await signIn(server, member.phone, 'Another_2017')).id).toBe(member.id);
  });
});
