/** Finding projects and designers, and what they are found by (seed 001, 4.6, 4.7, 4.8.1, 4.8.11). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { answer, type Body, call, join, newProject, page, type Person, recruiting } from './client.ts';

let server: RunningServer;
let manager: Person;
let rival: Person;
let broker: Person;
let inShanghai: Person;
let inHangzhou: Person;
let hidden: Person;
const ids: Record<string, number> = {};

beforeAll(async () => {
  server = await startServer('iblock');
  broker = await join(server, 'broker');
  manager = await join(server, 'manager');
  rival = await join(server, 'manager');
  [inShanghai, inHangzhou, hidden] = [
    await join(server, 'designer'),
    await join(server, 'designer', { geo: { province: '浙江省', city: '杭州市' } }),
    await join(server, 'designer'),
  ];
  await inShanghai.post('/user/updateWorkPrefs', { industries: [{ id: 3 }], minPay: 9000, maxPay: 15000 });
  await inShanghai.post('/user/updateUserInfo', { skills: [{ id: 1 }, { id: 3 }] });
  await inHangzhou.post('/user/updateWorkPrefs', {
    cities: [{ id: 330100 }],
    industries: [{ id: 5 }],
    minPay: 3000,
    maxPay: 5000,
  });
  await hidden.post('/user/updateUserInfo', { status: 1 });
  ids['park'] = await recruiting(manager, broker);
  ids['house'] = await recruiting(manager, broker, {
    title: '鸟巢 - 体育场改造',
    description: '钢结构屋面 BIM 深化',
    city: { id: 330100, name: '杭州市' },
    province: { id: 330000 },
    district: undefined,
    industry: { id: 5, name: '公建景观' },
    minPay: 4000,
    maxPay: 6000,
    startDate: '2026-1-2',
  });
  ids['waiting'] = (await manager.post('/project/new', { ...newProject, title: '审核中的项目' }))['data'].id;
}, 60_000);

afterAll(async () => {
  await server.stop();
});

const found = async (path: string, body: Body = {}, person?: Person) => {
  const { data } = await call(server.url, path, { ...page, ...body }, { token: person?.token });
  expect(data.totalCount).toBe(data.result.length);
  return data.result.map((one: { id: number }) => one.id);
};

describe('projects', () => {
  it('are searched by words, pay, cities and industries', async () => {
    const { park, house, waiting } = ids;
    const search = (body: Body, person?: Person) => found('/project/search', body, person);
    expect(await search({})).toEqual([house, park]);
    expect(await search({}, broker)).toEqual([waiting, house, park]);
    expect(await search({}, manager)).toEqual([house, park]);
    expect(await search({ keyword: '鸟巢' })).toEqual([house]);
    expect(await search({ keyword: 'bim' })).toEqual([house]);
    expect(await search({ keyword: '驳岸' })).toEqual([park]);
    expect(await search({ keyword: '没有这样的词语' })).toEqual([]);
    expect(await search({ keyword: '!!!' })).toEqual([]);
    expect(await search({ minPay: 6000.01 })).toEqual([park]);
    expect(await search({ minPay: 6000, maxPay: 7999.99 })).toEqual([house]);
    expect(await search({ minPay: 5000, maxPay: 8000 })).toEqual([house, park]);
    expect(await search({ minPay: null, maxPay: null, city: [], industry: [] })).toEqual([house, park]);
    expect(await search({ city: [{ id: 310100, name: '上海市' }] })).toEqual([park]);
    expect(await search({ city: [{ id: 310100 }, { name: '杭州' }] })).toEqual([house, park]);
    expect(await search({ city: [{ id: 2, name: 'SH' }] })).toEqual([]);
    expect(await search({ industry: [{ id: 3, name: '园林设计' }, { id: 5 }] })).toEqual([house, park]);
    expect(await search({ industry: [{ id: 5 }] })).toEqual([house]);
    expect(await search({ orderBy: 'startTime', order: 'asc' })).toEqual([house, park]);
    expect(await search({ orderBy: 'startTime', order: 'desc' })).toEqual([park, house]);
    expect(await search({ order: 'asc' })).toEqual([park, house]);
  });

  it('come page by page, with what the document shows of each', async () => {
    const post = (body: Body) => call(server.url, '/project/search', body);
    const second = await post({ pageNo: 2, pageSize: 1, order: 'desc', orderBy: 'updateTime' });
    expect(second['data']).toMatchObject({
      pageNo: 2,
      pageSize: 1,
      order: 'desc',
      orderBy: 'updateTime',
      totalCount: 2,
    });
    expect(second['data'].result).toEqual([
      {
        id: ids['park'],
        name: '世纪公园一期',
        title: '世纪公园一期',
        manager: { id: manager.id, username: manager.name, name: manager.name, avatar: '' },
        broker: { id: broker.id, username: broker.name, name: broker.name, avatar: '' },
        shortDesc: newProject.description,
        desc: newProject.description,
        status: 2,
        startDate: '2026-12-12',
        endDate: '2027-12-31',
        city: { id: 310100, name: '上海市' },
        industry: { id: 3, name: '园林设计' },
        minPay: 8000,
        maxPay: 12000,
        isLongTerm: true,
        headcount: 1,
        hired: 0,
        image: '/images/project.png',
      },
    ]);
    for (const wrong of [
      {},
      { pageNo: 0, pageSize: 1 },
      { pageNo: 1, pageSize: 101 },
      { ...page, minPay: 'x' },
      { ...page, order: 'up' },
    ])
      expect(await post(wrong), JSON.stringify(wrong)).toMatchObject({ status: 415 });
  });

  it('are the newest that recruit, or those a designer wishes', async () => {
    const { park, house } = ids;
    expect(await found('/project/latest')).toEqual([house, park]);
    expect(await found('/project/recommended')).toEqual([house, park]);
    expect(await found('/project/recommended', {}, hidden)).toEqual([house, park]);
    expect(await found('/project/recommended', {}, inShanghai)).toEqual([park]);
    expect(await found('/project/recommended', {}, inHangzhou)).toEqual([house]);
    await inHangzhou.post('/user/updateWorkPrefs', { minPay: 90_000, maxPay: 90_000 });
    expect(await found('/project/recommended', {}, inHangzhou)).toEqual([house, park]);
    await inHangzhou.post('/user/updateWorkPrefs', { minPay: 3000, maxPay: 5000 });
    for (const path of ['/project/latest', '/project/recommended'])
      expect(await call(server.url, path, { pageNo: 1 })).toMatchObject({ status: 415 });
  });

  it('are the own ones of whoever asks', async () => {
    const { park, house, waiting } = ids;
    expect(await found('/project/myproject', {}, manager)).toEqual([waiting, house, park]);
    expect(await found('/project/myproject', { status: [1, 6] }, manager)).toEqual([waiting]);
    expect(await found('/project/myproject', { status: [2] }, broker)).toEqual([house, park]);
    expect(await found('/project/myproject', {}, rival)).toEqual([]);
    expect(await found('/project/myproject', {}, inShanghai)).toEqual([]);
  });

  it('are written as the document has it, and changed before they begin by their manager', async () => {
    for (const wrong of [
      { title: '' },
      { description: undefined },
      { industry: { id: 999, name: '没有' } },
      { industry: undefined },
      { skills: [{ id: 999 }] },
      { startDate: '2027-01-01', endDate: '2026-01-01' },
      { startDate: '2026-02-30' },
      { minPay: 10, maxPay: 9 },
      { city: { id: 2, name: '没有' } },
      { headcount: 0 },
      { isLongTerm: 'perhaps' },
    ])
      expect(await manager.post('/project/new', { ...newProject, ...wrong }), JSON.stringify(wrong)).toMatchObject({
        status: 415,
      });
    const id = (await manager.post('/project/new', { ...newProject, headcount: 4 }))['data'].id;
    const as = '/project/update/{projectid}';
    for (const one of [
      { title: '新名称' },
      { description: '新描述' },
      { headcount: 2 },
      { startDate: '2026-12-01' },
      { minPay: 81 },
      { industry: { id: 1, name: '建筑' } },
      { city: { id: 330100, name: '' } },
      { isLongTerm: false },
      { skills: [] },
    ])
      expect(await manager.post(`/project/update/${id}`, one, as)).toMatchObject({ status: 0 });
    expect(await manager.post('/project/update', { id, industryAge: 7 })).toMatchObject({ status: 0 });
    expect(await rival.post(`/project/update/${id}`, { title: 'x' }, as)).toMatchObject({ status: 404 });
    expect(await manager.post(`/project/update/${id}`, { minPay: 99_999 }, as)).toMatchObject({ status: 415 });
    const { data } = await manager.get(`/project/details/${id}`, '/project/details/{projectid}');
    expect(data).toMatchObject({
      id,
      title: '新名称',
      status: 1,
      startDate: '2026-12-01',
      geo: { province: { id: 330000, name: '浙江省' }, city: { id: 330100, name: '杭州市' }, district: { id: 0 } },
      minPay: 81,
      maxPay: 12000,
      industry: 1,
      headcount: 2,
      industryAge: 7,
      skills: [],
      manager: { id: manager.id, username: manager.name, avatar: '', rating: -1 },
      designers: [],
      broker: null,
      desc: '新描述',
      isLongTerm: false,
    });
    expect(await rival.get('/project/details/999999', '/project/details/{projectid}')).toMatchObject({ status: 404 });
  });

  it('have a picture', async () => {
    const picture = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const sent = await manager.upload('/project/uploadImage', picture);
    expect((await fetch(sent['data'].image)).status).toBe(200);
    expect(await manager.upload('/project/uploadImage', Buffer.from('<svg onload="x">'))).toMatchObject({
      status: 415,
    });
    const nothing = await fetch(`${server.url}/attachment/${'0'.repeat(32)}`);
    expect(await nothing.json()).toMatchObject({ status: 403 });
  });
});

describe('designers', () => {
  it('are searched by pay, cities, industries and skills', async () => {
    const search = (body: Body) => found('/user/search', body);
    expect(await search({})).toEqual([inHangzhou.id, inShanghai.id]);
    expect(await search({ city: [{ id: 330100, name: '杭州市' }] })).toEqual([inHangzhou.id]);
    expect(await search({ city: [{ id: 310100 }, { id: 330100 }] })).toEqual([inHangzhou.id, inShanghai.id]);
    expect(await search({ industry: [{ id: 3, name: 2 }] })).toEqual([inShanghai.id]);
    expect(await search({ skill: [{ id: 3, name: '园林设计' }] })).toEqual([inShanghai.id]);
    expect(await search({ skill: [{ id: 9 }] })).toEqual([]);
    expect(await search({ minPay: 5000, maxPay: 9000 })).toEqual([inHangzhou.id, inShanghai.id]);
    expect(await search({ minPay: 5000.01, maxPay: 8999 })).toEqual([]);
    expect(await search({ maxPay: 3000 })).toEqual([inHangzhou.id]);
    expect(await search({ keyword: inShanghai.name })).toEqual([inShanghai.id]);
    const { data, ...said } = await call(server.url, '/user/search', { pageNo: 1, pageSize: 1 });
    expect(said).toMatchObject({ status: 0, msg: '成功', message: '成功' });
    expect(data).toMatchObject({ totalCount: 2, pageSize: 1 });
    expect(data.result).toEqual([
      {
        id: inHangzhou.id,
        userid: inHangzhou.id,
        name: inHangzhou.name,
        username: inHangzhou.name,
        stauts: 2,
        status: 2,
        role: 2,
        rating: 0,
        city: { id: 330100, name: '杭州市' },
        industry: [{ id: 5, name: '公建景观' }],
        skill: [],
        minPay: 3000,
        maxPay: 5000,
        avatar: '',
      },
    ]);
    expect(await call(server.url, '/user/search', { ...page, city: { id: {} } })).toMatchObject({ status: 415 });
  });

  it('are recommended to a manager by the projects that are not over', async () => {
    expect(await found('/user/recommended', {}, manager)).toEqual([inShanghai.id, inHangzhou.id]);
    expect(await found('/user/recommended', {}, rival)).toEqual([]);
    await recruiting(rival, broker, {
      city: { id: 330100 },
      province: { id: 330000 },
      district: undefined,
      industry: { id: 5 },
      minPay: 4000,
      maxPay: 4500,
      skills: [],
    });
    expect(await found('/user/recommended', {}, rival)).toEqual([inHangzhou.id]);
  });

  it('are popular by their ratings', async () => {
    expect(await found('/user/hot')).toEqual([inHangzhou.id, inShanghai.id]);
    const id = await recruiting(rival, broker);
    await rival.post('/project/hire', { id, userid: inShanghai.id });
    await answer(inShanghai, await inShanghai.message('希望聘请您', true));
    for (const path of ['completeHire', 'start', 'end']) await rival.post(`/project/${path}`, { id });
    await answer(rival, await rival.message('请给设计师', true), { rating: 5 });
    expect(await found('/user/hot')).toEqual([inShanghai.id, inHangzhou.id]);
    expect(await found('/user/hot', { industry: [{ id: 5 }] })).toEqual([inHangzhou.id]);
    expect(await call(server.url, '/user/hot', {})).toMatchObject({ status: 415 });
  });
});
