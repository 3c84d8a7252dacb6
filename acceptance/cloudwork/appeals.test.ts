/** Somebody who is kept out learns why, appeals once, and is told what operators have decided. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Console, type Data, openConsole, openConsoleAs } from '../operator/client.ts';
import { call, type Fields, type Person, signUp } from './client.ts';

let server: RunningServer;
let admin: Console;
let support: Console;
let finance: Console;

beforeAll(async () => {
  server = await startServer('cloudwork');
  admin = await openConsole(server);
  support = await openConsoleAs(server, admin, 'support');
  finance = await openConsoleAs(server, admin, 'finance');
});

afterAll(() => server.stop());

const market = 'cloudwork';
const post = (path: string, fields: Fields) => call(server.url, 'POST', path, fields);
const proof = ({ phone: username, password }: Person) => ({ username, password });
const uidOf = async ({ phone }: Person) =>
  (await admin.get(`/users?market=${market}&q=${phone}`)).data['items'][0].uid as string;
const restrict = async (person: Person, reason = '三次爽约') =>
  admin.post(`/users/${await uidOf(person)}/restrict`, { market, reason });
const waiting = async () =>
  (await admin.get(`/decisions?market=${market}&kind=appeal`)).data['items'] as { id: string; subject: string }[];
const sentTo = async ({ phone }: Person): Promise<string> => {
  await server.advance('PT1S');
  const { items } = (await admin.get(`/outbox?market=${market}&to=${phone}`)).data;
  return items[0].text;
};

/** Somebody who is restricted and has appealed; answers the number of the appeal. */
async function appealed(name: string): Promise<{ person: Person; id: string }> {
  const person = await signUp(server, 1, name);
  await restrict(person);
  await post('/api/user/appeal', { ...proof(person), content: '只有一次，已向客户说明。' });
  const found = (await waiting()).find((one) => one.subject === name);
  return { person, id: found?.id ?? '' };
}

describe('a restricted person', () => {
  it('is told the reason where they sign in and by SMS, and appeals once', async () => {
    const person = await signUp(server, 1, '张三');
    expect(await post('/api/user/restriction', proof(person))).toMatchObject({ error_code: 20901 });
    expect(await post('/api/user/appeal', { ...proof(person), content: 'x' })).toMatchObject({ error_code: 20901 });
    expect((await restrict(person)).status).toBe(200);
    expect((await restrict(person)).status).toBe(409);
    expect(await sentTo(person)).toBe('您的账号已被限制使用。原因：三次爽约。如有异议，可在登录页申诉一次。');
    const refused = await post('/api/user/signin', proof(person));
    expect(refused).toEqual({ error_code: 20003, msg: '账号已被限制使用，原因：三次爽约', restricted: true });
    expect(await post('/api/user/restriction', proof(person))).toMatchObject({ reason: '三次爽约', appeal: null });
    for (const missing of ['username', 'password']) {
      const fields = { ...proof(person), [missing]: '' };
      expect([missing, (await post('/api/user/restriction', fields)).error_code]).toEqual([missing, 20001]);
      const appeal = await post('/api/user/appeal', { ...fields, content: 'x' });
      expect([missing, appeal.error_code]).toEqual([missing, 20001]);
    }
    expect(await post('/api/user/appeal', { ...proof(person), content: ' ' })).toMatchObject({ error_code: 80002 });
    const long = '长'.repeat(1_001);
    expect(await post('/api/user/appeal', { ...proof(person), content: long })).toMatchObject({ error_code: 80003 });
    const wrong = { ...proof(person), password: 'not it' };
    expect(await post('/api/user/appeal', { ...wrong, content: 'x' })).toMatchObject({ error_code: 20003 });
    expect(await post('/api/user/restriction', wrong)).toMatchObject({ error_code: 20003 });
    const content = '只有一次，已向客户说明。';
    expect(await post('/api/user/appeal', { ...proof(person), content })).toEqual({ error_code: 0, msg: 'ok' });
    expect(await post('/api/user/appeal', { ...proof(person), content })).toMatchObject({ error_code: 20902 });
    const { appeal } = await post('/api/user/restriction', proof(person));
    expect(appeal).toMatchObject({ content, status: 'waiting', answer: '' });
  });

  it('gives nothing away to whoever guesses, in the count of sign-in', async () => {
    const person = await signUp(server, 1, '李四');
    await restrict(person);
    for (let guess = 0; guess < 10; guess += 1)
      expect(await post('/api/user/restriction', { ...proof(person), password: `no ${guess}` })).toMatchObject({
        error_code: 20003,
      });
    for (const path of ['restriction', 'signin'])
      expect([path, (await post(`/api/user/${path}`, proof(person))).error_code]).toEqual([path, 42901]);
  });
});

describe('operators', () => {
  it('see the restriction, who made it and the person’s words; another of them grants', async () => {
    const { person, id } = await appealed('王五');
    const { data } = await support.get(`/decisions/appeal/${id}?market=${market}`);
    const facts = Object.fromEntries((data['facts'] as Data[]).map((one) => [one['name'], one['value']]));
    expect(facts).toMatchObject({
      person: '王五',
      restricted_because: '三次爽约',
      restricted_by: '管理员',
      appeal: '只有一次，已向客户说明。',
    });
    expect((data['timeline'] as Data[]).map((one) => [one['who'], one['what']])).toEqual([
      ['管理员', 'restrict'],
      ['王五', 'submit'],
    ]);
    const grant = { market, accept: true, reason: '说明属实' };
    expect((await finance.post(`/decisions/appeal/${id}`, grant)).status).toBe(403);
    expect((await admin.post(`/decisions/appeal/${id}`, grant)).data['error']).toBe('appeal.own_restriction');
    expect((await support.post(`/decisions/appeal/${id}`, { ...grant, reason: '' })).status).toBe(400);
    expect((await support.post(`/decisions/appeal/${id}`, { ...grant, market: 'gig' })).status).toBe(404);
    expect((await support.post('/decisions/appeal/999999', grant)).status).toBe(404);
    expect(await support.post(`/decisions/appeal/${id}`, grant)).toMatchObject({ status: 200, data: { done: true } });
    expect((await support.post(`/decisions/appeal/${id}`, grant)).status).toBe(409);
    expect(await sentTo(person)).toBe('您的账号已恢复，可以重新登录。原因：说明属实。');
    expect(await post('/api/user/signin', proof(person))).toMatchObject({ error_code: 0 });
    const { items } = (await admin.get(`/audit?subject=appeal:${id}`)).data;
    expect(items).toMatchObject([{ operator: 'support', action: 'appeal.decide', reason: '说明属实', market }]);
  });

  it('let it stand with a reason, which the person reads', async () => {
    const { person, id } = await appealed('赵六');
    const refuse = { market, accept: false, reason: '记录完整' };
    expect((await support.post(`/decisions/appeal/${id}`, refuse)).status).toBe(200);
    expect(await sentTo(person)).toBe('您的申诉没有通过，账号仍被限制使用。原因：记录完整。');
    const { appeal } = await post('/api/user/restriction', proof(person));
    expect(appeal).toMatchObject({ status: 'refused', answer: '记录完整' });
    expect(await post('/api/user/appeal', { ...proof(person), content: 'x' })).toMatchObject({ error_code: 20902 });
    const uid = await uidOf(person);
    expect((await support.get(`/users/${uid}?market=${market}`)).data['appeals']).toEqual([
      { id, state: 'refused', content: '只有一次，已向客户说明。', answer: '记录完整', made_at: expect.any(String) },
    ]);
    expect((await admin.post(`/users/${uid}/restore`, { market, reason: '期满' })).status).toBe(200);
    expect((await admin.post(`/users/${uid}/restore`, { market, reason: '期满' })).status).toBe(409);
  });

  it('find no appeal of somebody who was restored without it', async () => {
    const { person, id } = await appealed('孙七');
    expect((await admin.post(`/users/${await uidOf(person)}/restore`, { market, reason: '查明' })).status).toBe(200);
    expect((await waiting()).map((one) => one.id)).not.toContain(id);
    const grant = { market, accept: true, reason: '恢复' };
    expect((await support.post(`/decisions/appeal/${id}`, grant)).status).toBe(409);
    await restrict(person, '再次爽约');
    expect(await post('/api/user/restriction', proof(person))).toMatchObject({ reason: '再次爽约', appeal: null });
  });
});
