/** Where the market says so, operators look at the identity cards of persons before they are certified. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Console, type Data, openConsole, openConsoleAs } from '../operator/client.ts';
import { pixel, signUp, type User } from './client.ts';

let server: RunningServer;
let admin: Console;
let reviewer: Console;
let support: Console;

beforeAll(async () => {
  server = await startServer('gig');
  admin = await openConsole(server);
  reviewer = await openConsoleAs(server, admin, 'reviewer');
  support = await openConsoleAs(server, admin, 'support');
});
afterAll(() => server.stop());

const market = 'gig';
const card = { name: '张三', code: '11010519491231002X' };
const pictures = async (person: User) => ({
  pic: (await person.upload(pixel, '正面.png')).url,
  picf: (await person.upload(pixel, '反面.png')).url,
});
const waiting = async () => (await reviewer.get(`/decisions?market=${market}&kind=person`)).data['items'] as Data[];
const info = (person: User) => person.must('/user/info/info');
const newestTo = async ({ phone }: User): Promise<string> => {
  await server.advance('PT1S');
  return (await admin.get(`/outbox?market=${market}&to=${phone}`)).data['items'][0].text;
};

describe('a person with pictures', () => {
  it('is certified by the provider alone until the market says otherwise', async () => {
    const person = await signUp(server, 1);
    await person.must('/user/info/person', { ...card, code: '440308199901101512', ...(await pictures(person)) });
    expect(await info(person)).toMatchObject({ isperson: 1, person_state: '已通过', person_reason: '' });
    const change = { market, value: 'true', reason: '监管要求' };
    expect((await admin.put('/settings/personReview', { ...change, value: 'maybe' })).status).toBe(422);
    expect((await admin.put('/settings/personReview', change)).status).toBe(200);
  });

  it('then waits for an operator, who sees both pictures and decides with a reason that is told', async () => {
    const person = await signUp(server, 1);
    expect((await person.post('/user/info/person', card)).err).toBe('缺少 pic');
    expect((await person.post('/user/info/person', { ...card, pic: (await pictures(person)).pic })).err).toBe(
      '缺少 picf',
    );
    expect(await info(person)).toMatchObject({ isperson: 0, person_state: '未提交' });
    await person.must('/user/info/person', { ...card, ...(await pictures(person)), job: 'IT互联网' });
    expect(await info(person)).toMatchObject({
      isperson: 0,
      person_state: '审核中',
      code: '110105********002X',
      job: 'IT互联网',
    });
    const [found, ...rest] = await waiting();
    expect([found, rest]).toEqual([
      {
        kind: 'person',
        id: expect.any(String),
        subject: '张三',
        amount: null,
        since: expect.any(String),
        needs: 'reviews.decide',
        holder: null,
      },
      [],
    ]);
    const id = String(found?.['id']);
    const { facts, files, timeline } = (await reviewer.get(`/decisions/person/${id}?market=${market}`)).data;
    expect(JSON.stringify(facts)).toContain('110105********002X');
    expect(JSON.stringify(facts)).not.toContain(card.code);
    expect(files.map((file: Data) => file['name'])).toEqual(['正面.png', '反面.png']);
    expect(timeline).toMatchObject([{ what: 'refer', who: 'system' }]);

    const refuse = { market, accept: false, reason: '反面看不清' };
    expect((await support.post(`/decisions/person/${id}`, refuse)).status).toBe(403);
    expect((await reviewer.post(`/decisions/person/${id}`, { ...refuse, reason: '' })).status).toBe(400);
    expect((await reviewer.post(`/decisions/person/${id}`, { ...refuse, market: 'cloudwork' })).status).toBe(404);
    expect((await reviewer.post('/decisions/person/999999', refuse)).status).toBe(404);
    expect((await reviewer.get(`/decisions/person/999999?market=${market}`)).status).toBe(404);
    expect((await reviewer.post(`/decisions/person/${id}`, refuse)).data).toEqual({ done: true });
    expect((await reviewer.post(`/decisions/person/${id}`, refuse)).status).toBe(409);
    expect(await newestTo(person)).toBe('您的实名认证没有通过，请重新提交。原因：反面看不清。');
    expect(await info(person)).toMatchObject({ person_state: '未通过', person_reason: '反面看不清', code: '' });

    await person.must('/user/info/person', { ...card, ...(await pictures(person)) });
    const again = String((await waiting())[0]?.['id']);
    expect(again).not.toBe(id);
    const pass = { market, accept: true, reason: '证件清晰，信息一致' };
    expect((await reviewer.post(`/decisions/person/${again}`, pass)).data).toEqual({ done: true });
    expect(await newestTo(person)).toBe('您的实名认证已通过，姓名不能再修改。');
    expect(await info(person)).toMatchObject({ name: '张三', isperson: 1, person_state: '已通过' });
    const { items } = (await admin.get(`/audit?subject=person:${again}`)).data;
    expect(items).toMatchObject([{ operator: 'reviewer', action: 'person.decide', reason: pass.reason, market }]);
  });
});
