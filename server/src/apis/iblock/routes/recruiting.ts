import { Type } from 'typebox';
import {
  addPosition,
  answerEndOfHiring,
  askToEndHiring,
  changePosition,
  employ,
  recommendationsFor,
  recommendMember,
  removePosition,
} from '../../../domain/projects/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { id, int, text, yuan } from '../../../platform/http/fields.ts';
import { answerEither, answerFields } from '../answers.ts';
import { answerOf, done, nothing } from '../forms.ts';
import type { IblockMeans } from '../means.ts';
import { plainCard, toPlainCard } from '../people.ts';
import { hired, position, toHired, toPosition } from '../projects.ts';
import { endpoint } from '../wire.ts';

const positionFields = {
  positionType: int({ max: 1_000_000 }),
  positionName: text({ max: 50 }).says('省略时取职位类型的名称'),
  salary: yuan().says('该阶段的薪资，元'),
  headCount: int({ min: 1, max: 10_000 }),
  headcount: int({ min: 1, max: 10_000 }),
};

const positionId = { positionid: id(), positionId: id() };

function positionIn(fields: { positionid?: bigint | undefined; positionId?: bigint | undefined }): bigint {
  const found = fields.positionid ?? fields.positionId;
  if (found === undefined) throw new DomainError('request.incomplete', { field: 'positionid' });
  return found;
}

const stepOfProject = { projectid: id().required().says('项目 ID'), stepid: id().required().says('阶段 ID') };

/** Recruiting for a step (seed 001, 4.10; struck through there, and kept). */
export function recruitingRoutes({ catalog, baseUrl }: IblockMeans) {
  return [
    endpoint({
      id: '4.10.1',
      method: 'POST',
      paths: ['/project/step/addPosition'],
      title: '添加招募职位',
      access: 'manager',
      fields: {
        ...stepOfProject,
        ...positionFields,
        positionType: positionFields.positionType.required(),
        salary: positionFields.salary.required(),
      },
      answer: answerOf(position),
      async handle(call) {
        const { projectid: projectId, stepid: stepId, headCount, headcount, ...rest } = call.fields;
        const wanted = {
          type: rest.positionType,
          name: rest.positionName,
          salary: rest.salary,
          headcount: headCount ?? headcount ?? 1,
        };
        const lists = await catalog.read();
        return { data: toPosition(await call.write((ctx) => addPosition(ctx, { projectId, stepId }, wanted, lists))) };
      },
    }),
    endpoint({
      id: '4.10.2',
      method: 'POST',
      paths: ['/project/step/updatePosition'],
      title: '修改招募职位',
      access: 'manager',
      fields: { ...positionId, ...positionFields },
      answer: answerOf(position),
      async handle(call) {
        const { positionType: type, positionName: name, salary, headCount, headcount } = call.fields;
        const changes = { type, name, salary, headcount: headCount ?? headcount };
        const lists = await catalog.read();
        const changed = await call.write((ctx) => changePosition(ctx, positionIn(call.fields), changes, lists));
        return { data: toPosition(changed) };
      },
    }),
    endpoint({
      id: '4.10.3',
      method: 'POST',
      paths: ['/project/step/deletePosition'],
      title: '删除招募职位',
      access: 'manager',
      fields: positionId,
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => removePosition(ctx, positionIn(call.fields)));
        return done;
      },
    }),
    endpoint({
      id: '4.10.4',
      method: 'POST',
      paths: ['/project/step/addEmployee'],
      title: '雇佣人员',
      notes: '招募中的阶段；设计师会收到通知',
      access: 'manager',
      fields: {
        ...stepOfProject,
        userid: id().required(),
        salary: positionFields.salary.required(),
        positionType: positionFields.positionType.required(),
        positionName: positionFields.positionName,
      },
      answer: answerOf(hired),
      async handle(call) {
        const { projectid: projectId, stepid: stepId, userid: userId, ...terms } = call.fields;
        const lists = await catalog.read();
        const made = await call.write((ctx) => employ(ctx, { projectId, stepId, userId, ...terms }, lists));
        return { data: toHired(made.hiring, made.member) };
      },
    }),
    endpoint({
      id: '4.10.5',
      method: 'POST',
      paths: ['/project/step/applyRemoveHiring'],
      title: '申请解除合约',
      notes: '向项目的经纪人发送任务消息',
      access: 'manager',
      fields: { hireid: id().required() },
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => askToEndHiring(ctx, call.fields.hireid));
        return done;
      },
    }),
    endpoint({
      id: '4.10.6',
      method: 'POST',
      paths: ['/project/step/acceptRemoveHiring'],
      title: '同意解除合约',
      notes: '任务消息的 service（文档写作 project/step//acceptRemoveHiring，同样可用）；给出 messageid 时以消息为准',
      access: 'broker',
      fields: { hireid: id().says('没有 messageid 时必填'), ...answerFields },
      answer: nothing,
      async handle(call) {
        const thing = { kind: 'hiring', id: call.fields.hireid } as const;
        const service = 'project/step/acceptRemoveHiring';
        await call.write((ctx) => answerEither(ctx, service, call.fields, thing, answerEndOfHiring));
        return done;
      },
    }),
    endpoint({
      id: '4.10.7',
      method: 'POST',
      paths: ['/project/step/recommendEmployee'],
      title: '推荐设计师',
      notes: '项目的经纪人为未开始的阶段推荐，项目经理会收到通知',
      access: 'broker',
      fields: { ...stepOfProject, userid: id().required() },
      answer: nothing,
      async handle(call) {
        const { projectid: projectId, stepid: stepId, userid: userId } = call.fields;
        await call.write((ctx) => recommendMember(ctx, { projectId, stepId, userId }));
        return done;
      },
    }),
    endpoint({
      id: '4.10.8',
      method: 'GET',
      paths: ['/project/step/getRecommededEmployee/:stepid', '/project/step/getRecommendedEmployee/:stepid'],
      title: '获取推荐设计师列表',
      access: 'broker/manager',
      fields: { stepid: id().required() },
      answer: answerOf(Type.Array(plainCard)),
      async handle(call) {
        const members = await recommendationsFor(call.read(), call.fields.stepid);
        const lists = await catalog.read();
        return { data: members.map((member) => toPlainCard(member, lists, baseUrl)) };
      },
    }),
  ];
}
