/** What people say of themselves, and their inbox (seed 001, 4.4 and 4.11). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { answer, join, page, type Person, recruiting } from './client.ts';

let server: RunningServer;
let designer: Person;
let other: Person;
let manager: Person;
let broker: Person;

beforeAll(async () => {
  server = await startServer('iblock');
  broker = await join(server, 'broker');
  manager = await join(server, 'manager');
}, 60_000);

beforeEach(async () => {
  designer = await join(server, 'designer');
  other = await join(server, 'designer');
});

afterAll(async () => {
  await server.stop();
});

const info = async (reader: Person, of: Person) =>
  (await reader.get(`/user/info/${of.id}`, '/user/info/{userid}'))['data'];
const experience = (reader: Person, of: Person) =>
  reader.get(`/user/getWorkExperience/${of.id}`, '/user/getWorkExperience/{userid}');
const wishes = async (reader: Person, of: Person) =>
  (await reader.get(`/user/getWorkPrefs/${of.id}`, '/user/getWorkPrefs/{userid}'))['data'];

/** A picture of one pixel. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('personal information', () => {
  it('changes field by field, in every spelling', async () => {
    const path = '/user/updateUserInfo';
    expect(await designer.post(path, { status: '1' })).toMatchObject({ status: 0 });
    expect(await designer.post(path, { education: { id: 2, name: 'x' } })).toMatchObject({ status: 0 });
    expect(await designer.post(path, { skills: [{ id: 1, name: 'CAD' }, { name: 'Maya' }] })).toMatchObject({
      status: 0,
    });
    const geo = { province: { id: 330000 }, city: { id: 0, name: '杭州市' }, district: { name: '西湖区' } };
    expect(await designer.post(path, { geo: { ...geo, address: '文三路' } })).toMatchObject({ status: 0 });
    expect(await info(other, designer)).toMatchObject({
      status: 1,
      education: 2,
      skills: [
        { id: 1, name: 'CAD' },
        { id: 5, name: 'Maya' },
      ],
      geo: { province: 330000, city: 330100, district: 330106, street: '西湖区文三路' },
    });
    for (const wrong of [
      { status: '3' },
      { status: 9 },
      { education: 7 },
      { skills: [{ id: 999, name: '没有' }] },
      { geo: { province: '没有' } },
      { geo: 'x' },
    ])
      expect(await designer.post(path, wrong), JSON.stringify(wrong)).toMatchObject({ status: 415 });
    expect(await designer.post(path, { corporateName: '公司' })).toMatchObject({ status: 403 });
    expect(await manager.post(path, { corporateName: '新公司', corporateBio: '新简介' })).toMatchObject({ status: 0 });
    expect(await info(designer, manager)).toMatchObject({ corporateName: '新公司', corporateBio: '新简介' });
    expect(await other.get('/user/info/999999', '/user/info/{userid}')).toMatchObject({ status: 404 });
    expect(await other.get('/user/info/abc', '/user/info/{userid}')).toMatchObject({ status: 415 });
  });

  it('shows a phone to those who work together only', async () => {
    const masked = `${designer.phone.slice(0, 3)}****${designer.phone.slice(-4)}`;
    expect((await info(manager, designer)).contactPhone).toBe(masked);
    const id = await recruiting(manager, broker);
    await manager.post('/project/hire', { id, userid: designer.id });
    expect((await info(manager, designer)).contactPhone).toBe(masked);
    await answer(designer, await designer.message('希望聘请您', true));
    for (const reader of [manager, broker, designer])
      expect((await info(reader, designer)).contactPhone).toBe(designer.phone);
    expect((await info(designer, manager)).contactPhone).toBe(manager.phone);
    expect((await info(other, designer)).contactPhone).toBe(masked);
  });

  it('has a picture, cut square', async () => {
    expect(await designer.upload('/user/updateUserFavicon', Buffer.from('no picture'))).toMatchObject({ status: 415 });
    expect(await designer.post('/user/updateUserFavicon')).toMatchObject({ status: 415 });
    for (const person of [designer, manager, broker]) {
      const sent = await person.upload('/user/updateUserFavicon', picture);
      expect(sent).toMatchObject({
        status: 0,
        data: { avatar: expect.stringMatching(/^http.*\/attachment\/[0-9a-f]{32}$/) },
      });
      const { avatar } = sent['data'];
      const shown = await fetch(avatar);
      expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
      const got = await other.get(`/user/getUserFavicon/${person.id}`, '/user/getUserFavicon/{userid}');
      expect(got['data']).toEqual({ avatar });
      expect((await info(other, person)).avatar).toBe(avatar);
    }
    const none = await other.get(`/user/getUserFavicon/${other.id}`, '/user/getUserFavicon/{userid}');
    expect(none['data']).toEqual({ avatar: '' });
    expect(await other.get('/user/getUserFavicon/999999', '/user/getUserFavicon/{userid}')).toMatchObject({
      status: 404,
    });
  });
});

describe('a designer', () => {
  it('has work experience', async () => {
    const entry = { time: '2', industry: { id: 2, name: '建筑设计' }, desc: '担任设计师职位' };
    const added = await designer.post('/user/addWorkExperience', entry);
    const { id } = added['data'];
    const shown = [{ id, industry: { id: 2, name: '建筑设计' }, time: 2, desc: '担任设计师职位' }];
    expect(added['data']).toEqual({
      id,
      expirience: shown,
      experience: shown,
      experiences: shown,
      commonExperience: [],
    });
    const changed = await designer.post('/user/updateWorkExperience', { id, time: 3 });
    expect(changed['data'].expirience[0]).toEqual({ ...shown[0], time: 3 });
    expect((await experience(manager, designer))['data'].experience).toHaveLength(1);
    expect(await experience(designer, manager)).toMatchObject({ status: 404 });
    for (const wrong of [{ time: -1 }, { time: 'x' }, { industry: { id: 999 } }, { desc: '' }, { industry: undefined }])
      expect(await designer.post('/user/addWorkExperience', { ...entry, ...wrong })).toMatchObject({ status: 415 });
    expect(await designer.post('/user/updateWorkExperience', { id, industry: 999 })).toMatchObject({ status: 415 });
    expect(await other.post('/user/updateWorkExperience', { id, time: 4 })).toMatchObject({ status: 404 });
    expect(await other.post('/user/deleteWorkExperience', { id })).toMatchObject({ status: 404 });
    expect(await designer.post('/user/deleteWorkExperience', { id: 'x' })).toMatchObject({ status: 415 });
    expect(await designer.post('/user/deleteWorkExperience', { id })).toMatchObject({ status: 0 });
    expect(await designer.post('/user/deleteWorkExperience', { id })).toMatchObject({ status: 404 });
  });

  it('has wishes, which change one by one', async () => {
    const none = { cities: [], industries: [], minPay: 0, maxPay: 0, isLongTerm: false };
    expect(await wishes(designer, designer)).toEqual(none);
    const path = '/user/updateWorkPrefs';
    for (const one of [
      { cities: [{ id: 330100, name: '杭州市' }, { name: '上海市' }] },
      { industries: [{ id: 5, name: '公建景观' }, { id: 3 }] },
      { minPay: 8000 },
      { maxPay: 12000 },
      { isLongTerm: true },
    ])
      expect(await designer.post(path, one)).toMatchObject({ status: 0 });
    expect(await wishes(other, designer)).toEqual({
      cities: [
        { id: 330100, name: '杭州市' },
        { id: 310100, name: '上海市' },
      ],
      industries: [
        { id: 5, name: '公建景观' },
        { id: 3, name: '园林设计' },
      ],
      minPay: 8000,
      maxPay: 12000,
      isLongTerm: true,
    });
    for (const wrong of [
      { minPay: 5, maxPay: 4 },
      { minPay: -1 },
      { cities: [{ id: 310110, name: '杨浦区' }] },
      { industries: [{ id: 999, name: '没有' }] },
      { isLongTerm: 'maybe' },
    ])
      expect(await designer.post(path, wrong), JSON.stringify(wrong)).toMatchObject({ status: 415 });
    expect(await designer.get('/user/getWorkPrefs/999999', '/user/getWorkPrefs/{userid}')).toMatchObject({
      status: 404,
    });
  });

  it('shares experience with another, who confirms it by a message', async () => {
    const path = '/user/applyCommonExp';
    const shared = { userid: other.id, desc: '世纪公园一期', startDate: '2016-12-3', endDate: '2016-12-26' };
    for (const wrong of [
      { userid: designer.id },
      { endDate: '2016-01-01' },
      { startDate: '2016-13-01' },
      { desc: undefined },
      { userid: manager.id },
    ])
      expect(await designer.post(path, { ...shared, ...wrong }), JSON.stringify(wrong)).toMatchObject({ status: 415 });
    expect(await designer.post(path, { ...shared, userid: 999_999 })).toMatchObject({ status: 404 });
    expect(await designer.post(path, shared)).toMatchObject({ status: 0 });
    expect(await designer.post(path, shared)).toMatchObject({ status: 415 });
    const asked = await other.message('请求添加共同项目经历', true);
    expect(asked).toMatchObject({
      type: 1,
      msg: `{${designer.name}|user/${designer.id}} 请求添加共同项目经历(2016-12-03~2016-12-26): 世纪公园一期`,
      service: 'user/acceptCommonExp',
      postparams: {
        messageid: asked['id'],
        desc: '世纪公园一期',
        startDate: '2016-12-03',
        endDate: '2016-12-26',
        destuserid: other.id,
        sourceuserid: designer.id,
      },
    });
    const third = await join(server, 'designer');
    expect(await answer(third, asked)).toMatchObject({ status: 404 });
    expect(await answer(other, asked, { sourceuserid: third.id })).toMatchObject({ status: 0 });
    expect(await answer(other, asked)).toMatchObject({ status: 415 });
    expect(await designer.message('接受了你的共同项目经历申请')).toMatchObject({
      type: 0,
      msg: `{${other.name}|user/${other.id}} 接受了你的共同项目经历申请`,
    });
    const common = (await experience(manager, designer))['data'].commonExperience;
    expect(common).toMatchObject([{ userid: other.id, username: other.name, desc: '世纪公园一期' }]);
    expect((await experience(manager, third))['data'].commonExperience).toEqual([]);
    await designer.post(path, { ...shared, desc: '二期' });
    const second = await other.message('二期', true);
    expect(await answer(other, second, { accept: false })).toMatchObject({ status: 0 });
    expect(await designer.message('拒绝了你的共同项目经历申请')).toMatchObject({ type: 0 });
    expect((await experience(manager, designer))['data'].commonExperience).toHaveLength(1);
    expect(await other.post('/user/acceptCommonExp', {})).toMatchObject({ status: 415 });
  });

  it('shows works', async () => {
    const path = '/user/uploadWorks';
    expect(await designer.upload(path, picture)).toMatchObject({ status: 415 });
    expect(await designer.upload(path, Buffer.from('text'), { title: '公园' })).toMatchObject({ status: 415 });
    expect(await designer.post(path, { title: '公园' })).toMatchObject({ status: 415 });
    const sent = await designer.upload(path, picture, { title: '公园', desc: '驳岸' });
    expect(sent).toMatchObject({ status: 0 });
    const { id, image } = sent['data'];
    expect((await fetch(image)).headers.get('content-type')).toBe('image/png');
    const shown = async () => (await other.get(`/user/getWorks/${designer.id}`, '/user/getWorks/{userid}'))['data'];
    expect(await shown()).toMatchObject([{ id, title: '公园', desc: '驳岸', image }]);
    expect(await other.post('/user/deleteWorks', { id })).toMatchObject({ status: 404 });
    expect(await designer.post('/user/deleteWorks', { id })).toMatchObject({ status: 0 });
    expect(await shown()).toEqual([]);
  });
});

describe('the inbox', () => {
  it('keeps the ten newest of what has been read', async () => {
    const manages = await join(server, 'manager');
    for (let made = 0; made < 12; made += 1) await recruiting(manages, broker, { title: `项目${made}` });
    const list = (changes: object) => manages.post('/user/messages', { ...page, ...changes });
    const waiting = await list({ unprocessed: true });
    expect(waiting).toMatchObject({ length: 12, data: { totalCount: 12, order: 'desc', orderBy: 'sendTime' } });
    expect(await manages.get('/messages/unread')).toMatchObject({ data: { count: 12 } });
    const [newest, ...rest] = waiting['data'].results;
    expect(newest.msg).toContain('项目11');
    for (const { id } of rest)
      expect(await manages.post(`/message/update/${id}`, { readStatus: true }, '/message/update/{id}')).toMatchObject({
        status: 0,
      });
    expect((await list({ unprocessed: true }))['data'].totalCount).toBe(1);
    const done = await list({ unprocessed: false });
    expect(done['data'].totalCount).toBe(10);
    expect(done['data'].results[0]).toMatchObject({ status: 1, readStatus: 1, msg: expect.stringContaining('项目10') });
    expect(done['data'].results.at(-1).msg).toContain('{项目1|');
    expect((await list({}))['data'].totalCount).toBe(11);
    const oldest = await list({ unprocessed: false, order: 'asc', pageSize: 3 });
    expect(oldest['data'].results.map((one: { msg: string }) => /\{(项目\d+)/.exec(one.msg)?.[1])).toEqual([
      '项目1',
      '项目2',
      '项目3',
    ]);
    const again = `/message/update/${rest[0].id}`;
    expect(await manages.post(again, { readStatus: 0 }, '/message/update/{id}')).toMatchObject({ status: 0 });
    expect((await list({ unprocessed: true }))['data'].totalCount).toBe(2);
    expect(await manages.post(again, { status: 1 }, '/message/update/{id}')).toMatchObject({ status: 0 });
    expect((await list({ unprocessed: true }))['data'].totalCount).toBe(1);
    expect(await manages.post(again, { status: 5 }, '/message/update/{id}')).toMatchObject({ status: 415 });
    expect(await designer.post(again, { readStatus: true }, '/message/update/{id}')).toMatchObject({ status: 404 });
    expect(await manages.post('/user/messages', {})).toMatchObject({ status: 415 });
    expect(await manages.post('/user/messages', { pageNo: 0, pageSize: 5 })).toMatchObject({ status: 415 });
    const mark = await manages.post(`/message/markasread/${newest.id}`, {}, '/message/markasread/{id}');
    expect(mark).toMatchObject({ status: 0 });
    await manages.post(again, { readStatus: 0 }, '/message/update/{id}');
    expect(await designer.get(again, '/message/update/{id}')).toMatchObject({ status: 404 });
    expect((await manages.get('/messages/unread'))['data'].count).toBe(1);
    expect(await manages.get(again, '/message/update/{id}')).toMatchObject({ status: 0 });
    expect((await manages.get('/messages/unread'))['data'].count).toBe(0);
  });

  it('answers a task at the path it names, and at no other', async () => {
    const id = await recruiting(manager, broker, { title: '一段路' });
    await manager.post('/project/hire', { id, userid: designer.id });
    const { id: messageid } = await designer.message('一段路', true);
    const as = '/{service}';
    const body = { messageid, accept: true };
    expect(await designer.post('/project%2Frate', body, as)).toMatchObject({ status: 404 });
    expect(await designer.post('/project%2FacceptHiring', { accept: true }, as)).toMatchObject({ status: 415 });
    expect(await other.post('/project%2FacceptHiring', body, as)).toMatchObject({ status: 404 });
    expect(await designer.post('/project%2FacceptHiring', body, as)).toMatchObject({ status: 0 });
    expect(await designer.post('/project%2FacceptHiring', body, as)).toMatchObject({ status: 415 });
    const notice = await manager.message('接受了您在项目', true);
    const read = { messageid: notice['id'], accept: true };
    expect(await manager.post('/project%2FacceptHiring', read, as)).toMatchObject({ status: 404 });
  });
});
