/** A project in steps: positions, recommendation, hiring, completion, acceptance and payment (seed 001, 4.9, 4.10, 4.5). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { answer, join, newProject, page, type Person, recharge, recruiting, statusOf } from './client.ts';

let server: RunningServer;
let designer: Person;
let second: Person;
let manager: Person;
let stranger: Person;
let broker: Person;
let otherBroker: Person;
let admin: Person;

beforeAll(async () => {
  server = await startServer('iblock');
  [broker, otherBroker, admin] = [
    await join(server, 'broker'),
    await join(server, 'broker'),
    await join(server, 'admin'),
  ];
  [designer, second] = [await join(server, 'designer'), await join(server, 'designer')];
  [manager, stranger] = [await join(server, 'manager'), await join(server, 'manager')];
}, 60_000);

afterAll(async () => {
  const { output } = await server.command('ledger', 'verify');
  await server.stop();
  expect(output).toContain('The books are right.');
});

const balance = async (person: Person) => (await person.get('/account/balance'))['data'];
const steps = async (person: Person, projectid: number) =>
  (await person.get(`/project/step/getAll?projectid=${projectid}`))['data'];
const transactions = async (person: Person, order = 'desc') =>
  (await person.post('/account/transactions', { ...page, order }))['data'].result;

describe('a project in steps', () => {
  let projectid: number;
  let first: number;
  let next: number;

  it('has its steps in order, of which the first recruits once the project does', async () => {
    projectid = (await manager.post('/project/new', newProject))['data'].id;
    expect(await stranger.post('/project/step/add', { projectid, name: '方案' })).toMatchObject({ status: 404 });
    expect(await manager.post('/project/step/add', { projectid })).toMatchObject({ status: 415 });
    first = (await manager.post('/project/step/add', { projectid, name: '方案' }))['data'].id;
    next = (await manager.post('/project/step/add', { projectid, name: '施工图' }))['data'].id;
    const third = (await manager.post('/project/step/add', { projectid, name: '多余' }))['data'].id;
    expect(await manager.post('/project/step/delete', { projectid, id: third })).toMatchObject({ status: 0 });
    expect(await manager.post('/project/step/delete', { projectid, id: third })).toMatchObject({ status: 404 });
    const renamed = await manager.post('/project/step/update', { projectid, id: first, name: '阶段一' });
    expect(renamed).toMatchObject({ status: 0, data: { id: first } });
    expect((await steps(manager, projectid)).map((one: { status: number }) => one.status)).toEqual([0, 0]);
    await broker.post('/project/accept', { id: projectid, accpet: true });
    expect(await steps(designer, projectid)).toEqual([
      { stepid: first, status: 1, name: '阶段一', positions: [], hired: [] },
      { stepid: next, status: 0, name: '施工图', positions: [], hired: [] },
    ]);
  });

  it('opens, changes and closes positions', async () => {
    const wanted = { projectid, stepid: first, positionType: 12, salary: 2000, headCount: 3 };
    expect(await stranger.post('/project/step/addPosition', wanted)).toMatchObject({ status: 404 });
    expect(await manager.post('/project/step/addPosition', { ...wanted, salary: 'x' })).toMatchObject({ status: 415 });
    const made = await manager.post('/project/step/addPosition', wanted);
    const { positionId } = made['data'];
    expect(made['data']).toEqual({
      positionId,
      positionid: positionId,
      positionName: '园林设计师',
      positionType: 12,
      salary: 2000,
      headcount: 3,
      headCount: 3,
    });
    const change = { positionid: positionId, salary: 2500.5, headcount: 1 };
    expect(await stranger.post('/project/step/updatePosition', change)).toMatchObject({ status: 404 });
    expect(await manager.post('/project/step/updatePosition', { salary: 1 })).toMatchObject({ status: 415 });
    expect(await manager.post('/project/step/updatePosition', change)).toMatchObject({
      status: 0,
      data: { salary: 2500.5, headcount: 1, positionType: 12 },
    });
    const spare = (await manager.post('/project/step/addPosition', { ...wanted, positionType: 77 }))['data'].positionId;
    expect(await stranger.post('/project/step/deletePosition', { positionid: spare })).toMatchObject({ status: 404 });
    expect(await manager.post('/project/step/deletePosition', { positionid: spare })).toMatchObject({ status: 0 });
    expect(await manager.post('/project/step/deletePosition', { positionid: spare })).toMatchObject({ status: 404 });
    expect((await steps(manager, projectid))[0].positions).toHaveLength(1);
  });

  it('is recommended designers by its broker', async () => {
    const given = { projectid, stepid: first, userid: designer.id };
    const path = '/project/step/recommendEmployee';
    expect(await otherBroker.post(path, given)).toMatchObject({ status: 404 });
    expect(await manager.post(path, given)).toMatchObject({ status: 403 });
    expect(await broker.post(path, { ...given, userid: manager.id })).toMatchObject({ status: 415 });
    expect(await broker.post(path, given)).toMatchObject({ status: 0 });
    expect(await broker.post(path, given)).toMatchObject({ status: 415 });
    expect((await manager.message('推荐 设计师'))['msg']).toBe(
      `经纪人 {${broker.name}|user/${broker.id}} 为您的项目 {世纪公园一期|project/${projectid}} 阶段一 推荐 设计师 {${designer.name}|user/${designer.id}} 。`,
    );
    const shown = (person: Person) =>
      person.get(`/project/step/getRecommededEmployee/${first}`, '/project/step/getRecommededEmployee/{stepid}');
    expect((await shown(manager))['data']).toEqual([
      { id: designer.id, name: designer.name, stauts: 2, status: 2, city: '上海市', industry: [], avatar: '' },
    ]);
    expect(await shown(broker)).toMatchObject({ status: 0 });
    expect(await shown(stranger)).toMatchObject({ status: 404 });
    expect(await shown(otherBroker)).toMatchObject({ status: 404 });
    expect(await shown(designer)).toMatchObject({ status: 403 });
  });

  it('hires for a salary, as many as it looks for', async () => {
    const given = { projectid, stepid: first, userid: designer.id, salary: 2000, positionType: 12 };
    const path = '/project/step/addEmployee';
    expect(await stranger.post(path, given)).toMatchObject({ status: 404 });
    expect(await manager.post(path, { ...given, stepid: next })).toMatchObject({ status: 415 });
    expect(await manager.post(path, { ...given, userid: broker.id })).toMatchObject({ status: 415 });
    const hired = await manager.post(path, given);
    expect(hired['data']).toEqual({
      hireid: expect.any(Number),
      userid: designer.id,
      username: designer.name,
      positionType: 12,
      positionName: '园林设计师',
      salary: 2000,
      status: 2,
    });
    expect(await manager.post(path, given)).toMatchObject({ status: 415 });
    expect(await manager.post(path, { ...given, userid: second.id })).toMatchObject({
      status: 415,
      msg: '该职位已招满',
    });
    expect(await manager.post(path, { ...given, userid: second.id, positionType: 3, salary: 3000 })).toMatchObject({
      status: 0,
    });
    expect(await designer.message('您已受雇于项目')).toMatchObject({ type: 0 });
    expect((await steps(designer, projectid))[0].hired).toHaveLength(2);
  });

  it('lets nobody go but with the broker, asked by a message', async () => {
    const [{ hired }] = await steps(manager, projectid);
    const { hireid } = hired[1];
    const apply = '/project/step/applyRemoveHiring';
    expect(await stranger.post(apply, { hireid })).toMatchObject({ status: 404 });
    expect(await manager.post(apply, { hireid: 999_999 })).toMatchObject({ status: 404 });
    for (const accept of [false, true]) {
      expect(await manager.post(apply, { hireid })).toMatchObject({ status: 0 });
      expect(await manager.post(apply, { hireid })).toMatchObject({ status: 415 });
      const asked = await broker.message('请求解除', true);
      expect(asked).toMatchObject({ type: 1, service: 'project/step/acceptRemoveHiring', postparams: { hireid } });
      expect(asked['msg']).toBe(
        `{${manager.name}|user/${manager.id}} 请求解除 {世纪公园一期|project/${projectid}} 阶段一 与 {${second.name}|user/${second.id}} 的合约`,
      );
      expect(await answer(otherBroker, asked, { accept })).toMatchObject({ status: 404 });
      expect(await answer(broker, asked, { accept, hireid: hired[0].hireid })).toMatchObject({ status: 0 });
      expect(await answer(broker, asked, { accept })).toMatchObject({ status: 415 });
      expect((await steps(manager, projectid))[0].hired).toHaveLength(accept ? 1 : 2);
    }
    expect(await second.message('的合约已解除')).toMatchObject({ type: 0 });
    expect(await manager.post(apply, { hireid })).toMatchObject({ status: 415 });
    const again = { projectid, stepid: first, userid: second.id, salary: 3000, positionType: 3 };
    expect(await manager.post('/project/step/addEmployee', again)).toMatchObject({ status: 0 });
  });

  it('begins when the salaries are set aside out of the balance, and never without', async () => {
    const meant = { projectid, id: first };
    expect(await manager.post('/project/step/completeStep', meant)).toMatchObject({ status: 415 });
    expect(await manager.post('/project/step/completeHiring', meant)).toMatchObject({
      status: 415,
      msg: '账户余额不足，请先充值',
    });
    await recharge(manager, 6000);
    expect(await stranger.post('/project/step/completeHiring', meant)).toMatchObject({ status: 404 });
    expect(await manager.post('/project/step/completeHiring', meant)).toMatchObject({ status: 0 });
    expect(await manager.post('/project/step/completeHiring', meant)).toMatchObject({ status: 415 });
    expect(await balance(manager)).toEqual({ balance: 1000, withdrawing: 0, inEscrow: 5000 });
    expect((await steps(manager, projectid))[0]).toMatchObject({ status: 2, positions: [], hired: [{}, {}] });
    expect(await manager.post('/project/step/delete', meant)).toMatchObject({ status: 415 });
    const more = { ...meant, amount: 500.5 };
    expect(await manager.post('/project/step/fund', { ...more, amount: 5000 })).toMatchObject({ status: 415 });
    expect(await manager.post('/project/step/fund', more)).toMatchObject({ status: 0, data: { held: 5500.5 } });
    expect(await manager.post('/project/end', { id: projectid })).toMatchObject({ status: 415 });
  });

  it('is accepted by its broker, who pays out of what was set aside, and the rest comes back', async () => {
    const meant = { projectid, id: first };
    const accept = '/project/step/acceptCompletion';
    expect(await broker.post(accept, { ...meant, accept: true })).toMatchObject({ status: 415 });
    expect(await manager.post('/project/step/completeStep', meant)).toMatchObject({ status: 0 });
    expect((await broker.message('已完成，申请验收'))['msg']).toBe(
      `项目 {世纪公园一期|project/${projectid}} 阶段一 已完成，申请验收。`,
    );
    expect(await broker.post(accept, { ...meant, accept: false })).toMatchObject({ status: 0 });
    expect((await steps(manager, projectid))[0].status).toBe(2);
    expect(await manager.message('未通过验收')).toMatchObject({ type: 0 });
    await manager.post('/project/step/completeStep', meant);

    const payments = [
      { userid: designer.id, payment: 2000 },
      { userid: second.id, payment: 3100.5 },
    ];
    const tooMuch = [{ userid: designer.id, payment: 5500.51 }];
    expect(await broker.post(accept, { ...meant, payments: tooMuch })).toMatchObject({ status: 415 });
    const twice = [...payments, { userid: designer.id, payment: 1 }];
    expect(await broker.post(accept, { ...meant, payments: twice })).toMatchObject({ status: 415 });
    const nobody = [{ userid: stranger.id, payment: 1 }];
    expect(await broker.post(accept, { ...meant, payments: nobody })).toMatchObject({ status: 415 });
    const negative = [{ userid: designer.id, payment: -1 }];
    expect(await broker.post(accept, { ...meant, payments: negative })).toMatchObject({ status: 415 });
    expect(await otherBroker.post(accept, { ...meant, payments })).toMatchObject({ status: 404 });
    expect(await stranger.post(accept, { ...meant, payments })).toMatchObject({ status: 404 });
    expect(await designer.post(accept, { ...meant, payments })).toMatchObject({ status: 403 });
    expect((await balance(manager)).inEscrow).toBe(5500.5);

    expect(await broker.post(accept, { ...meant, payments, accept: true })).toMatchObject({ status: 0 });
    expect(await broker.post(accept, { ...meant, payments, accept: true })).toMatchObject({ status: 415 });
    // The market keeps a tenth.
    expect((await balance(designer)).balance).toBe(1800);
    expect((await balance(second)).balance).toBe(2790.45);
    expect(await balance(manager)).toEqual({ balance: 899.5, withdrawing: 0, inEscrow: 0 });
    expect((await transactions(designer))[0]).toMatchObject({
      desc: `项目#${projectid} 世纪公园一期 阶段一 结算`,
      amount: 1800,
      fee: 200,
      balance: 1800,
    });
    const [oldest] = await transactions(manager, 'asc');
    expect(oldest).toMatchObject({ desc: '充值', amount: 6000 });
    expect((await steps(manager, projectid)).map((one: { status: number }) => one.status)).toEqual([4, 1]);
    expect(await statusOf(manager, projectid)).toBe(2);
  });

  it('pays the salaries agreed when nothing else is said, and recruits again for the next step', async () => {
    await manager.post('/project/completeHire', { id: projectid });
    await manager.post('/project/start', { id: projectid });
    const third = (await manager.post('/project/step/add', { projectid, name: '配合' }))['data'].id;
    await manager.post('/project/step/addEmployee', {
      projectid,
      stepid: next,
      userid: designer.id,
      salary: 800,
      positionType: 15,
    });
    const meant = { projectid, id: next };
    expect(await manager.post('/project/step/completeHiring', meant)).toMatchObject({ status: 0 });
    await manager.post('/project/step/completeStep', meant);
    expect(await statusOf(manager, projectid)).toBe(4);
    expect(await manager.post('/project/step/acceptCompletion', meant)).toMatchObject({ status: 0 });
    expect((await balance(designer)).balance).toBe(2520);
    expect(await statusOf(manager, projectid)).toBe(2);
    await manager.post('/project/completeHire', { id: projectid });
    await manager.post('/project/start', { id: projectid });
    expect(await manager.post('/project/step/fund', { projectid, id: third, amount: 50 })).toMatchObject({ status: 0 });
    expect(await manager.post('/project/end', { id: projectid })).toMatchObject({ status: 0 });
    expect(await balance(manager)).toEqual({ balance: 99.5, withdrawing: 0, inEscrow: 0 });
    expect(await manager.post('/project/step/add', { projectid, name: '晚了' })).toMatchObject({ status: 415 });
  });
});

describe('a project that is terminated', () => {
  it('gives back what was set aside', async () => {
    const projectid = await recruiting(stranger, broker);
    const stepid = (await stranger.post('/project/step/add', { projectid, name: '阶段' }))['data'].id;
    const hire = { projectid, stepid, userid: designer.id, salary: 300, positionType: 1 };
    await stranger.post('/project/step/addEmployee', hire);
    await recharge(stranger, 400);
    expect(await stranger.post('/project/step/completeHiring', { projectid, id: stepid })).toMatchObject({ status: 0 });
    expect((await balance(stranger)).balance).toBe(100);
    expect(await admin.post('/project/terminate', { id: projectid })).toMatchObject({ status: 0 });
    expect(await balance(stranger)).toEqual({ balance: 400, withdrawing: 0, inEscrow: 0 });
    expect(await stranger.post('/project/step/completeStep', { projectid, id: stepid })).toMatchObject({ status: 415 });
  });
});
