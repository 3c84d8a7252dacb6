import { Type } from 'typebox';
import {
  addPosition,
  addStep,
  askToEndHiring,
  answerEndOfHiring,
  changePosition,
  completeStep,
  completeStepRecruiting,
  employ,
  fundStep,
  judgeStep,
  recommendationsFor,
  recommendMember,
  removePosition,
  removeStep,
  renameStep,
  stepsOf,
} from '../../../domain/projects/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { yuanNumber } from '../../../kernel/money.ts';
import { id, int, rowsOf, text, yuan } from '../../../platform/http/fields.ts';
import { answerAt, answerFields, isAccepted, messageIdIn } from '../answers.ts';
import { answerOf, done, nothing } from '../forms.ts';
import type { IblockMeans } from '../means.ts';
import { plainCard, toPlainCard } from '../people.ts';
import { hired, position, stepsAnswer, toHired, toPosition, toSteps } from '../projects.ts';
import { endpoint } from '../wire.ts';

const projectid = () => id().required().says('项目 ID');
const stepFields = { projectid: projectid(), id: id().required().says('阶段 ID') };
const stepIn = (fields: { projectid: bigint; id: bigint }) => ({ projectId: fields.projectid, stepId: fields.id });
const madeStep = answerOf(Type.Object({ id: Type.Integer({ description: '阶段 ID' }) }));
const stepName = () => text({ min: 1, max: 100 }).required();

/** Steps of a project (seed 001, 4.9; struck through there, and kept). */
export function stepRoutes() {
  return [
    endpoint({
      id: '4.9.1',
      method: 'POST',
      paths: ['/project/step/add'],
      title: '添加阶段',
      notes: '阶段依次进行：前一阶段验收后，下一阶段开始招募',
      access: 'manager',
      fields: { name: stepName(), projectid: projectid() },
      answer: madeStep,
      async handle(call) {
        const { projectid: projectId, name } = call.fields;
        return { data: { id: Number(await call.write((ctx) => addStep(ctx, projectId, name))) } };
      },
    }),
    endpoint({
      id: '4.9.2',
      method: 'POST',
      paths: ['/project/step/update'],
      title: '修改阶段',
      access: 'manager',
      fields: { name: stepName(), ...stepFields },
      answer: madeStep,
      async handle(call) {
        await call.write((ctx) => renameStep(ctx, stepIn(call.fields), call.fields.name));
        return { data: { id: Number(call.fields.id) } };
      },
    }),
    endpoint({
      id: '4.9.3',
      method: 'POST',
      paths: ['/project/step/delete'],
      title: '删除阶段',
      notes: '只能删除未开始、没有雇佣过人员的阶段',
      access: 'manager',
      fields: stepFields,
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => removeStep(ctx, stepIn(call.fields)));
        return done;
      },
    }),
    endpoint({
      id: '4.9.4',
      method: 'GET',
      paths: ['/project/step/getAll', '/project/step/getAll/:projectid'],
      title: '获取项目阶段信息',
      access: 'signed-in',
      fields: { projectid: projectid() },
      answer: stepsAnswer,
      async handle(call) {
        const ctx = call.read();
        return { data: await toSteps(ctx, await stepsOf(ctx, call.fields.projectid)) };
      },
    }),
    endpoint({
      id: '4.9.5',
      method: 'POST',
      paths: ['/project/step/completeHiring'],
      title: '阶段招募完成',
      notes:
        '阶段 1 → 2，删除职位信息。文档没有说明薪资从何而来：约定的薪资此时从项目经理的余额中托管，余额不足时拒绝（先 account/recharge）',
      access: 'manager',
      fields: stepFields,
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => completeStepRecruiting(ctx, stepIn(call.fields)));
        return done;
      },
    }),
    endpoint({
      id: 'step_fund',
      method: 'POST',
      paths: ['/project/step/fund'],
      title: '追加阶段托管',
      notes: '从余额中为阶段另外托管一笔；结算总额不能超过托管金额，剩余的在验收时退回',
      access: 'manager',
      bodyOnly: true,
      fields: { ...stepFields, amount: yuan({ min: 1n }).required().says('元') },
      answer: answerOf(Type.Object({ held: Type.Number({ description: '阶段现有的托管金额' }) })),
      async handle(call) {
        const held = await call.write((ctx) => fundStep(ctx, stepIn(call.fields), call.fields.amount));
        return { data: { held: yuanNumber(held) } };
      },
    }),
    endpoint({
      id: '4.9.6',
      method: 'POST',
      paths: ['/project/step/completeStep'],
      title: '阶段收尾',
      notes: '阶段 2 → 3，通知经纪人验收',
      access: 'manager',
      fields: stepFields,
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => completeStep(ctx, stepIn(call.fields)));
        return done;
      },
    }),
    endpoint({
      id: '4.9.7',
      method: 'POST',
      paths: ['/project/step/acceptCompletion'],
      title: '阶段验收',
      notes:
        '由项目的经纪人（或项目经理）验收：阶段 3 → 4，下一阶段 0 → 1；拒绝：3 → 2。payments 省略时按约定薪资结算；总额不超过托管金额，平台服务费从中扣除，剩余退回项目经理',
      access: 'broker/manager',
      bodyOnly: true,
      fields: {
        ...stepFields,
        payments: rowsOf({ userid: id().required(), payment: yuan().required().says('元') }),
        accept: answerFields.accept,
        accpet: answerFields.accpet,
      },
      answer: nothing,
      async handle(call) {
        const payments = call.fields.payments?.map(({ userid, payment }) => ({ userId: userid, amount: payment }));
        const verdict = { ...stepIn(call.fields), isAccepted: isAccepted(call.fields), payments };
        await call.write((ctx) => judgeStep(ctx, verdict));
        return done;
      },
    }),
  ];
}

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

const stepOfProject = { projectid: projectid(), stepid: id().required().says('阶段 ID') };

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
        const { hireid } = call.fields;
        const messageId = messageIdIn(call.fields);
        const answer = isAccepted(call.fields);
        const service = 'project/step/acceptRemoveHiring';
        await call.write((ctx) => {
          if (messageId !== undefined) return answerAt(ctx, service, messageId, { isAccepted: answer });
          if (hireid === undefined) throw new DomainError('request.incomplete', { field: 'hireid' });
          return answerEndOfHiring(ctx, { subject: `hiring:${hireid}` }, answer);
        });
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
