import {
  answerHiring,
  completeRecruiting,
  finishProject,
  offerHiring,
  rateMember,
  resubmitProject,
  reviewProject,
  startProject,
  terminateProject,
} from '../../../domain/projects/index.ts';
import type { WriteContext } from '../../../kernel/context.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { flag, id } from '../../../platform/http/fields.ts';
import { answerAt, answerEither, answerFields, isAccepted, messageIdIn, ratingField } from '../answers.ts';
import { done, nothing } from '../forms.ts';
import { type Access, endpoint } from '../wire.ts';

interface Step {
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly notes: string;
  readonly access: Access;
  readonly move: (ctx: WriteContext, projectId: bigint) => Promise<void>;
}

/** An endpoint that takes a project's number and moves it. */
const moving = ({ id: documented, path, title, notes, access, move }: Step) =>
  endpoint({
    id: documented,
    method: 'POST',
    paths: [path],
    title,
    notes,
    access,
    fields: { id: id().required().says('项目 ID') },
    answer: nothing,
    async handle(call) {
      await call.write((ctx) => move(ctx, call.fields.id));
      return done;
    },
  });

/** The life of a project from its review to its ratings (seed 001, 4.8.2 to 4.8.10). */
export function projectLifeRoutes() {
  return [
    endpoint({
      id: '4.8.2',
      method: 'POST',
      paths: ['/project/accept'],
      title: '项目审核',
      notes: '接受：状态 0、1 → 2，接受的经纪人成为项目的经纪人；拒绝：1 → 0',
      access: 'broker/admin',
      fields: { id: id().required().says('项目 ID'), accpet: flag(), accept: flag() },
      answer: nothing,
      async handle(call) {
        const verdict = call.fields.accpet ?? call.fields.accept;
        if (verdict === undefined) throw new DomainError('request.incomplete', { field: 'accept' });
        await call.write((ctx) => reviewProject(ctx, call.fields.id, verdict));
        return done;
      },
    }),
    moving({
      id: '4.8.3',
      path: '/project/resubmit',
      title: '项目重新提交',
      notes: '状态 0 → 1',
      access: 'manager/admin',
      move: resubmitProject,
    }),
    endpoint({
      id: '4.8.4',
      method: 'POST',
      paths: ['/project/hire'],
      title: '项目招人',
      notes: '招募中的项目；向设计师发送任务消息，未答复前重复调用不再发送',
      access: 'manager',
      fields: { id: id().required().says('项目 ID'), userid: id().required().says('设计师 ID') },
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => offerHiring(ctx, call.fields.id, call.fields.userid));
        return done;
      },
    }),
    endpoint({
      id: '4.8.5',
      method: 'POST',
      paths: ['/project/acceptHiring'],
      title: '设计师接受招募',
      notes: '任务消息的 service；accept 默认为 true。给出 messageid 时以消息为准',
      access: 'designer',
      fields: { hireid: id().says('没有 messageid 时必填'), ...answerFields },
      answer: nothing,
      async handle(call) {
        const thing = { kind: 'hiring', id: call.fields.hireid } as const;
        await call.write((ctx) => answerEither(ctx, 'project/acceptHiring', call.fields, thing, answerHiring));
        return done;
      },
    }),
    moving({
      id: '4.8.6',
      path: '/project/completeHire',
      title: '项目经理确认招募完成',
      notes: '状态 2 → 3；未答复的招募随之失效',
      access: 'manager',
      move: completeRecruiting,
    }),
    moving({
      id: '4.8.7',
      path: '/project/start',
      title: '项目经理启动项目',
      notes: '状态 3 → 4',
      access: 'manager',
      move: startProject,
    }),
    moving({
      id: '4.8.8',
      path: '/project/end',
      title: '项目经理收尾项目',
      notes: '状态 4 → 5；没有进行中或验收中的阶段时才可以，并请项目经理和设计师互相评分',
      access: 'manager',
      move: finishProject,
    }),
    endpoint({
      id: '4.8.9',
      method: 'POST',
      paths: ['/project/rate', '/user/rate'],
      title: '评分',
      notes:
        '项目已完成；项目经理和设计师可给项目中的其他成员（设计师、项目经理、经纪人）各评一次。也是回复消息的 service，accept=false 表示不评',
      access: 'designer/manager',
      fields: { id: id().says('项目 ID'), userid: id().says('被评人 ID'), ...ratingField, ...answerFields },
      answer: nothing,
      async handle(call) {
        const { id: projectId, userid: aboutId, rating } = call.fields;
        const messageId = messageIdIn(call.fields);
        const answer = { isAccepted: isAccepted(call.fields), rating };
        await call.write((ctx) => {
          if (messageId !== undefined) return answerAt(ctx, 'project/rate', messageId, answer);
          if (projectId === undefined || aboutId === undefined || rating === undefined)
            throw new DomainError('request.incomplete');
          return rateMember(ctx, { projectId, aboutId, rating });
        });
        return done;
      },
    }),
    moving({
      id: '4.8.10',
      path: '/project/terminate',
      title: '管理员终止项目',
      notes: '状态 0 到 4 → 6；未结算的托管金额退回项目经理',
      access: 'admin',
      move: terminateProject,
    }),
  ];
}
