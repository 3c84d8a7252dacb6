/** From sign-up over review, hiring by message, ready, start and end to the ratings (seed 001, 4.8). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Answer, answer, join, newProject, page, type Person, recruiting, statusOf } from './client.ts';

let server: RunningServer;
let designer: Person;
let other: Person;
let manager: Person;
let stranger: Person;
let broker: Person;
let admin: Person;

beforeAll(async () => {
  server = await startServer('iblock');
  broker = await join(server, 'broker');
  admin = await join(server, 'admin');
  designer = await join(server, 'designer');
  other = await join(server, 'designer');
  manager = await join(server, 'manager');
  stranger = await join(server, 'manager');
}, 60_000);

afterAll(async () => {
  const { output } = await server.command('ledger', 'verify');
  await server.stop();
  expect(output).toContain('The books are right.');
});

const details = (person: Person, id: number) => person.get(`/project/details/${id}`, '/project/details/{projectid}');

describe('a project', () => {
  let id: number;

  it('is handed in and waits for its review, which a broker refuses first', async () => {
    const made = await manager.post('/project/new', newProject);
    expect(made).toMatchObject({ status: 0, data: { id: expect.any(Number) } });
    id = made['data'].id;
    expect(await statusOf(manager, id)).toBe(1);
    expect(await details(stranger, id)).toMatchObject({ status: 404 });
    expect(await manager.post('/project/accept', { id, accpet: true })).toMatchObject({ status: 403 });
    expect(await broker.post('/project/accept', { id })).toMatchObject({ status: 415 });
    expect(await broker.post('/project/accept', { id: 999_999, accpet: true })).toMatchObject({ status: 404 });
    expect(await broker.post('/project/accept', { id, accpet: false })).toMatchObject({ status: 0 });
    expect(await statusOf(manager, id)).toBe(0);
    expect(await broker.post('/project/accept', { id, accept: false })).toMatchObject({ status: 415 });
    expect(await manager.message('未通过审核')).toMatchObject({
      type: 0,
      status: 0,
      msg: `您的项目 {世纪公园一期|project/${id}} 未通过审核，请对项目进行修改并重新提交`,
    });
  });

  it('is handed in again by its manager only, and let by a broker, who is its broker from then on', async () => {
    expect(await stranger.post('/project/resubmit', { id })).toMatchObject({ status: 404 });
    expect(await designer.post('/project/resubmit', { id })).toMatchObject({ status: 403 });
    expect(await manager.post('/project/resubmit', { id })).toMatchObject({ status: 0 });
    expect(await manager.post('/project/resubmit', { id })).toMatchObject({ status: 415 });
    expect(await broker.post('/project/accept', { id, accept: true })).toMatchObject({ status: 0 });
    expect(await statusOf(stranger, id)).toBe(2);
    const told = await manager.message('通过审核，经纪人为');
    expect(told['msg']).toBe(
      `您的项目 {世纪公园一期|project/${id}} 通过审核，经纪人为{${broker.name}|user/${broker.id}}`,
    );
    expect(told).not.toHaveProperty('service');
  });

  it('hires by a message, which only the one asked can answer, and once', async () => {
    expect(await stranger.post('/project/hire', { id, userid: designer.id })).toMatchObject({ status: 404 });
    expect(await manager.post('/project/hire', { id, userid: broker.id })).toMatchObject({ status: 415 });
    expect(await manager.post('/project/hire', { id, userid: 999_999 })).toMatchObject({ status: 404 });
    for (const userid of [designer.id, designer.id, other.id])
      expect(await manager.post('/project/hire', { id, userid })).toMatchObject({ status: 0 });
    const asked = await designer.message('希望聘请您', true);
    expect(asked).toMatchObject({
      type: 1,
      status: 0,
      readStatus: 0,
      service: 'project/acceptHiring',
      inputparams: {},
      postparams: { hireid: expect.any(Number), messageid: asked['id'] },
    });
    expect(asked['msg']).toContain(`{${manager.name}|user/${manager.id}}`);
    expect(asked['msg']).toContain(`{世纪公园一期|project/${id}}`);
    const inbox = await designer.post('/user/messages', { ...page, unprocessed: true });
    expect(inbox['data'].totalCount).toBe(1);
    expect(inbox['data'].result).toEqual(inbox['data'].results);

    expect(await answer(other, asked)).toMatchObject({ status: 404 });
    expect(await answer(manager, asked)).toMatchObject({ status: 403 });
    const { hireid } = asked['postparams'];
    expect(await other.post('/project/acceptHiring', { hireid })).toMatchObject({ status: 404 });
    // What is posted back counts for nothing: the message says what is accepted.
    expect(await answer(designer, asked, { hireid: 999_999 })).toMatchObject({ status: 0 });
    expect(await answer(designer, asked)).toMatchObject({ status: 415, msg: '消息已处理' });
    expect(await designer.post('/project/acceptHiring', { hireid })).toMatchObject({ status: 415 });
    expect(await designer.message('希望聘请您', false)).toMatchObject({ status: 1, readStatus: 1 });
    expect(await manager.message('接受了您在项目')).toMatchObject({
      type: 0,
      msg: `设计师{${designer.name}|user/${designer.id}} 接受了您在项目 {世纪公园一期|project/${id}} 的招聘申请。`,
    });
    expect(await manager.post('/project/hire', { id, userid: designer.id })).toMatchObject({ status: 415 });
  });

  it('hears of a refusal, which a rejected message is as well', async () => {
    const asked = await other.message('希望聘请您', true);
    const path = `/message/update/${asked['id']}`;
    expect(await other.post(path, { status: 1 }, '/message/update/{id}')).toMatchObject({ status: 415 });
    expect(await designer.post(path, { status: 2 }, '/message/update/{id}')).toMatchObject({ status: 404 });
    expect(await other.post(path, { readStatus: true }, '/message/update/{id}')).toMatchObject({ status: 0 });
    expect(await other.message('希望聘请您', true)).toMatchObject({ status: 0, readStatus: 1 });
    expect(await other.post(path, { status: 2 }, '/message/update/{id}')).toMatchObject({ status: 0 });
    expect(await other.message('希望聘请您', false)).toMatchObject({ status: 2 });
    expect(await manager.message('拒绝了您在项目')).toMatchObject({ type: 0 });
    const shown = await details(other, id);
    expect(shown['data']).toMatchObject({ hired: 1, broker: { id: broker.id, rating: -1 } });
    expect(shown['data'].designers).toEqual([{ id: designer.id, username: designer.name, avatar: '', rating: -1 }]);
  });

  it('becomes ready, runs and ends by its manager, in that order and no other', async () => {
    expect(await manager.post('/project/hire', { id, userid: other.id })).toMatchObject({ status: 0 });
    const late = await other.message('希望聘请您', true);
    const moves: readonly [string, number][] = [
      ['/project/completeHire', 3],
      ['/project/start', 4],
      ['/project/end', 5],
    ];
    for (const [path, status] of moves) {
      for (const [later] of moves.filter(([one]) => one !== path))
        expect(await manager.post(later, { id }), later).toMatchObject({ status: 415 });
      expect(await stranger.post(path, { id })).toMatchObject({ status: 404 });
      expect(await designer.post(path, { id })).toMatchObject({ status: 403 });
      if (status > 3) {
        const update = await manager.post(`/project/update/${id}`, { title: '改名' }, '/project/update/{projectid}');
        expect(update.status).toBe(status === 5 ? 415 : 0);
      }
      expect(await manager.post(path, { id })).toMatchObject({ status: 0 });
      expect(await statusOf(stranger, id)).toBe(status);
      // The offer that nobody answered has lapsed.
      expect(await answer(other, late)).toMatchObject({ status: 415 });
    }
    expect(await manager.post('/project/end', { id })).toMatchObject({ status: 415 });
    expect(await admin.post('/project/terminate', { id })).toMatchObject({ status: 415 });
  });

  it('asks its people to rate one another, by question and by themselves, once each', async () => {
    const asked = await manager.message('已完结，请给设计师');
    expect(asked).toMatchObject({
      type: 2,
      service: 'project/rate',
      postparams: { id, userid: designer.id },
      inputparams: { rating: 'integer' },
    });
    expect(await answer(manager, asked)).toMatchObject({ status: 415 });
    expect(await answer(manager, asked, { rating: 6 })).toMatchObject({ status: 415 });
    expect(await answer(manager, asked, { rating: 4, userid: broker.id })).toMatchObject({ status: 0 });
    expect(await answer(manager, asked, { rating: 5 })).toMatchObject({ status: 415 });
    expect(await manager.message('已完结，请给设计师', false)).toMatchObject({ status: 1 });

    const rate = (person: Person, userid: number, rating: unknown) =>
      person.post('/project/rate', { id, userid, rating });
    expect(await rate(other, manager.id, 1)).toMatchObject({ status: 403 });
    expect(await rate(designer, other.id, 1)).toMatchObject({ status: 403 });
    expect(await rate(designer, designer.id, 5)).toMatchObject({ status: 403 });
    expect(await rate(broker, designer.id, 5)).toMatchObject({ status: 403 });
    expect(await rate(designer, manager.id, 5)).toMatchObject({ status: 0 });
    expect(await rate(designer, manager.id, 5)).toMatchObject({ status: 415 });
    expect(await rate(manager, broker.id, 3)).toMatchObject({ status: 0 });
    expect(await designer.message('请给项目经理', false)).toMatchObject({ status: 1 });
    const shown = (await details(stranger, id))['data'];
    expect(shown.manager.rating).toBe(5);
    expect(shown.designers[0].rating).toBe(4);
    expect(shown.broker.rating).toBe(3);
    const info = await stranger.get(`/user/info/${designer.id}`, '/user/info/{userid}');
    expect(info['data'].rating).toBe(4);
  });
});

describe('an administrator', () => {
  it('ends a project wherever it stands, and all who take part are told', async () => {
    const id = await recruiting(manager, broker, { title: '旧改项目' });
    await manager.post('/project/hire', { id, userid: designer.id });
    await answer(designer, await designer.message('{旧改项目', true));
    for (const person of [manager, broker, designer])
      expect(await person.post('/project/terminate', { id })).toMatchObject({ status: 403 });
    expect(await admin.post('/project/terminate', { id })).toMatchObject({ status: 0 });
    expect(await statusOf(manager, id)).toBe(6);
    for (const person of [manager, broker, designer])
      expect(await person.message(`{旧改项目|project/${id}} 已被管理员终止`)).toMatchObject({ type: 0 });
    expect(await details(stranger, id)).toMatchObject({ status: 404 });
    expect(await manager.post('/project/hire', { id, userid: other.id })).toMatchObject({ status: 415 });
    expect(await admin.post('/project/terminate', { id })).toMatchObject({ status: 415 });
  });

  it('reviews as a broker does, without becoming one', async () => {
    const { id } = (await manager.post('/project/new', newProject))['data'];
    expect(await admin.post('/project/accept', { id, accpet: true })).toMatchObject({ status: 0 });
    expect((await details(manager, id))['data']).toMatchObject({ status: 2, broker: null });
  });

  it('is a developer at the console of development, too', async () => {
    const { id } = (await manager.post('/project/new', { ...newProject, title: '待审' }))['data'];
    const root = new URL(server.url).origin;
    const reviews = (await (await fetch(`${root}/dev/reviews?market=iblock`)).json()) as Answer[];
    expect(reviews).toContainEqual({ id: `project:${id}`, kind: 'project', subject: `${manager.name} 待审` });
    const decided = await fetch(`${root}/dev/reviews/project:${id}?market=iblock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ accept: true }),
    });
    expect(decided.status).toBe(200);
    expect(await statusOf(manager, id)).toBe(2);
  });
});
