import { Type } from 'typebox';
import { findMessages } from '../../../domain/identity/index.ts';
import { audit } from '../../../domain/operators/index.ts';
import { endFailedTask, listFailedTasks } from '../../../domain/oversight/index.ts';
import { id, text } from '../../../platform/http/fields.ts';
import { isoTime, market, nothing, pageFields, pageOf, presentPage, reason, time, toPage } from '../forms.ts';
import type { OperatorApiMeans } from '../means.ts';
import { endpoint, operatorIn } from '../wire.ts';

const task = Type.Object({
  id: Type.String(),
  name: Type.String(),
  payload: Type.Array(Type.Object({ name: Type.String(), value: Type.String() }), {
    description: '任务所带的数据；密码、验证码等不显示，证件、卡和手机号只显示首尾',
  }),
  attempts: Type.Integer(),
  error: Type.String(),
  created_at: time,
  failed_at: time,
});

const message = Type.Object({
  channel: Type.String(),
  to: Type.String(),
  template: Type.String(),
  text: Type.String(),
  at: time,
});

/** Failed tasks, and messages that were sent. */
export function workRoutes({ unitsIn }: OperatorApiMeans) {
  const endTask = (does: 'retry' | 'drop', title: string) =>
    endpoint({
      id: `task_${does}`,
      method: 'POST',
      paths: [`/tasks/:id/${does}`],
      title,
      access: 'tasks.retry',
      bodyOnly: true,
      fields: { market: market(), id: id().required(), reason: reason() },
      answer: nothing,
      async handle({ fields, caller }) {
        const { market: where, id: taskId, reason: why } = fields;
        await unitsIn(where, operatorIn(caller).id).write(async (ctx) => {
          const name = await endFailedTask(ctx, taskId, does);
          await audit(ctx, { action: `task.${does}`, subject: `task:${taskId}`, reason: why, facts: { name } });
        });
        return {};
      },
    });
  return [
    endpoint({
      id: 'task_list',
      method: 'GET',
      paths: ['/tasks'],
      title: '失败的任务',
      access: 'operator',
      fields: { market: market(), ...pageFields },
      answer: pageOf(task),
      async handle({ fields, caller }) {
        const ctx = unitsIn(fields.market, operatorIn(caller).id).read();
        return presentPage(await listFailedTasks(ctx, toPage(fields)), (row) => ({
          id: String(row.id),
          name: row.name,
          payload: [...row.payload],
          attempts: row.attempts,
          error: row.error,
          created_at: isoTime(row.created_at),
          failed_at: isoTime(row.failed_at),
        }));
      },
    }),
    endTask('retry', '重新执行'),
    endTask('drop', '放弃任务'),
    endpoint({
      id: 'outbox',
      method: 'GET',
      paths: ['/outbox'],
      title: '已发消息',
      notes: '短信与邮件，最近的在前；可按收件人查询',
      access: 'outbox.read',
      fields: { market: market(), to: text({ max: 100 }) },
      answer: Type.Object({ items: Type.Array(message) }),
      async handle({ fields, caller }) {
        const { db } = unitsIn(fields.market, operatorIn(caller).id).read();
        const rows = await findMessages(db, { market: fields.market, to: fields.to });
        return {
          items: rows.map((row) => ({
            channel: row.channel,
            to: row.recipient,
            template: row.template,
            // Whoever reads a code could sign in as its owner.
            text: row.template === 'code' ? '（验证码）' : row.body,
            at: isoTime(row.created_at),
          })),
        };
      },
    }),
  ];
}
