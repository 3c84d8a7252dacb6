import { Type } from 'typebox';
import {
  addChannelClient,
  addChannelSecret,
  listChannels,
  suspendChannelClient,
} from '../../../domain/channels/index.ts';
import { findMessages } from '../../../domain/identity/index.ts';
import { audit, randomPassword } from '../../../domain/operators/index.ts';
import { endFailedTask, listFailedTasks } from '../../../domain/oversight/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { flag, id, text } from '../../../platform/http/fields.ts';
import {
  isoTime,
  market,
  nothing,
  pageFields,
  pageOf,
  presentPage,
  reason,
  time,
  timeOrNull,
  isoOrNull,
  toPage,
} from '../forms.ts';
import type { OperatorApiMeans } from '../means.ts';
import { endpoint, operatorIn } from '../wire.ts';

const task = Type.Object({
  id: Type.String(),
  name: Type.String(),
  payload: Type.Record(Type.String(), Type.Unknown()),
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

const channel = Type.Object({
  client_id: Type.String(),
  name: Type.String(),
  sandbox: Type.Boolean(),
  suspended_at: timeOrNull,
  created_at: time,
  calls_today: Type.Integer(),
  webhooks: Type.Integer(),
  failed_deliveries: Type.Integer(),
});

const clientId = () => text({ min: 2, max: 100, pattern: /^[A-Za-z0-9][\w.-]+$/ }).required();

/** Failed tasks, messages that were sent, and the partners of the channel market. */
export function workRoutes({ unitsIn, passwords }: OperatorApiMeans) {
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
  const channelUnits = (operatorId: bigint) => unitsIn('channel', operatorId);
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
          payload: row.payload,
          attempts: row.attempts,
          error: row.last_error ?? '',
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
    endpoint({
      id: 'channel_list',
      method: 'GET',
      paths: ['/channels'],
      title: '渠道',
      access: 'operator',
      fields: {},
      answer: Type.Object({ items: Type.Array(channel) }),
      async handle({ caller }) {
        const rows = await listChannels(channelUnits(operatorIn(caller).id).read());
        return {
          items: rows.map((row) => ({
            client_id: row.client_id,
            name: row.name,
            sandbox: row.is_sandbox,
            suspended_at: isoOrNull(row.suspended_at),
            created_at: isoTime(row.created_at),
            calls_today: Number(row.calls_today),
            webhooks: Number(row.webhooks),
            failed_deliveries: Number(row.failed_deliveries),
          })),
        };
      },
    }),
    endpoint({
      id: 'channel_add',
      method: 'POST',
      paths: ['/channels'],
      title: '添加渠道',
      notes: '密钥只显示一次',
      access: 'channels.change',
      bodyOnly: true,
      fields: {
        client_id: clientId(),
        name: text({ min: 1, max: 100 }).required(),
        sandbox: flag().or(false),
        reason: reason(),
      },
      answer: Type.Object({ secret: Type.String() }),
      async handle({ fields, caller }) {
        const { client_id, name, sandbox: isSandbox, reason: why } = fields;
        const units = channelUnits(operatorIn(caller).id);
        const secret = randomPassword();
        const isNew = await addChannelClient(units, passwords, { clientId: client_id, name, secret, isSandbox });
        if (!isNew) throw new DomainError('channel.id_taken');
        await units.write((ctx) =>
          audit(ctx, {
            action: 'channel.add',
            subject: `channel:${client_id}`,
            reason: why,
            facts: { name, isSandbox },
          }),
        );
        return { secret };
      },
    }),
    endpoint({
      id: 'channel_secret',
      method: 'POST',
      paths: ['/channels/:client_id/secret'],
      title: '更换渠道密钥',
      notes: '新密钥只显示一次；上一个仍有效，直到再次更换',
      access: 'channels.change',
      bodyOnly: true,
      fields: { client_id: clientId(), reason: reason() },
      answer: Type.Object({ secret: Type.String() }),
      async handle({ fields, caller }) {
        const { client_id, reason: why } = fields;
        const units = channelUnits(operatorIn(caller).id);
        const secret = randomPassword();
        const isKnown = await addChannelSecret(units, passwords, { clientId: client_id, secret });
        if (!isKnown) throw new DomainError('channel.not_found', { noun: 'channel' });
        await units.write((ctx) =>
          audit(ctx, { action: 'channel.secret', subject: `channel:${client_id}`, reason: why }),
        );
        return { secret };
      },
    }),
    endpoint({
      id: 'channel_suspend',
      method: 'PUT',
      paths: ['/channels/:client_id'],
      title: '停用或恢复渠道',
      access: 'channels.change',
      bodyOnly: true,
      fields: { client_id: clientId(), suspended: flag().required(), reason: reason() },
      answer: nothing,
      async handle({ fields, caller }) {
        const { client_id, suspended, reason: why } = fields;
        await channelUnits(operatorIn(caller).id).write(async (ctx) => {
          const isKnown = await suspendChannelClient(ctx, client_id, suspended);
          if (!isKnown) throw new DomainError('channel.not_found', { noun: 'channel' });
          const action = suspended ? 'channel.suspend' : 'channel.restore';
          await audit(ctx, { action, subject: `channel:${client_id}`, reason: why });
        });
        return {};
      },
    }),
  ];
}
