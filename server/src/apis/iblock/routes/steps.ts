import { Type } from 'typebox';
import {
  addStep,
  completeStep,
  completeStepRecruiting,
  fundStep,
  judgeStep,
  removeStep,
  renameStep,
  stepsOf,
} from '../../../domain/projects/index.ts';
import { yuanNumber } from '../../../kernel/money.ts';
import { id, rowsOf, text, yuan } from '../../../platform/http/fields.ts';
import { answerFields, isAccepted } from '../answers.ts';
import { answerOf, done, nothing } from '../forms.ts';
import { stepsAnswer, toSteps } from '../projects.ts';
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
