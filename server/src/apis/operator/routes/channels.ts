import { Type } from 'typebox';
import {
  addChannelClient,
  addChannelSecret,
  type DeliveryState,
  eventKinds,
  listChannels,
  listDeliveriesOf,
  listWebhooksOf,
  replayDeliveryOf,
  suspendChannelClient,
} from '../../../domain/channels/index.ts';
import { audit, randomPassword } from '../../../domain/operators/index.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { flag, oneOf, text } from '../../../platform/http/fields.ts';
import {
  isoOrNull,
  isoTime,
  nothing,
  orNull,
  pageFields,
  pageOf,
  presentPage,
  reason,
  textOrNull,
  time,
  timeOrNull,
  toPage,
} from '../forms.ts';
import type { OperatorApiMeans } from '../means.ts';
import { endpoint, operatorIn } from '../wire.ts';

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

const webhook = Type.Object({
  url: Type.String(),
  events: Type.Array(Type.Enum(eventKinds), { description: '空即全部' }),
  active: Type.Boolean(),
  created_at: time,
});

const deliveryStates = ['pending', 'delivered', 'failed'] as const satisfies readonly DeliveryState[];
const delivery = Type.Object({
  uid: Type.String(),
  url: Type.String(),
  noun: Type.String(),
  change: Type.String(),
  state: Type.Enum(deliveryStates),
  attempts: Type.Integer(),
  last_status: orNull(Type.Integer()),
  last_error: textOrNull,
  next_at: timeOrNull,
  created_at: time,
  ended_at: timeOrNull,
});

const clientId = () => text({ min: 2, max: 100, pattern: /^[A-Za-z0-9][\w.-]+$/ }).required();

/** The partners of the channel market: their keys, where they hear of changes, and what has reached them. */
export function channelRoutes({ unitsIn, passwords }: OperatorApiMeans) {
  const channelUnits = (operatorId: bigint) => unitsIn('channel', operatorId);
  return [
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
    endpoint({
      id: 'channel_webhooks',
      method: 'GET',
      paths: ['/channels/:client_id/webhooks'],
      title: '渠道的回调地址',
      access: 'operator',
      fields: { client_id: clientId() },
      answer: Type.Object({ items: Type.Array(webhook) }),
      async handle({ fields, caller }) {
        const rows = await listWebhooksOf(channelUnits(operatorIn(caller).id).read(), fields.client_id);
        return {
          items: rows.map((row) => ({
            url: row.url,
            events: row.events,
            active: row.is_active,
            created_at: isoTime(row.created_at),
          })),
        };
      },
    }),
    endpoint({
      id: 'delivery_list',
      method: 'GET',
      paths: ['/channels/:client_id/deliveries'],
      title: '渠道的投递记录',
      notes: '保留三十天，最近的在前',
      access: 'operator',
      fields: { client_id: clientId(), state: oneOf(deliveryStates), ...pageFields },
      answer: pageOf(delivery),
      async handle({ fields, caller }) {
        const ctx = channelUnits(operatorIn(caller).id).read();
        return presentPage(await listDeliveriesOf(ctx, fields.client_id, fields.state, toPage(fields)), (row) => ({
          uid: row.delivery_uid,
          url: row.url,
          noun: row.noun,
          change: row.change,
          state: row.delivery_state,
          attempts: row.attempts,
          last_status: row.last_status,
          last_error: row.last_error,
          next_at: isoOrNull(row.next_at),
          created_at: isoTime(row.created_at),
          ended_at: isoOrNull(row.ended_at),
        }));
      },
    }),
    endpoint({
      id: 'delivery_replay',
      method: 'POST',
      paths: ['/channels/:client_id/deliveries/:uid/replay'],
      title: '重新投递',
      notes: '仅已送达或已放弃的，且回调地址仍在',
      access: 'channels.change',
      bodyOnly: true,
      fields: { client_id: clientId(), uid: text({ max: 80 }).required(), reason: reason() },
      answer: nothing,
      async handle({ fields, caller }) {
        const { client_id, uid, reason: why } = fields;
        await channelUnits(operatorIn(caller).id).write(async (ctx) => {
          await replayDeliveryOf(ctx, client_id, uid);
          await audit(ctx, { action: 'delivery.replay', subject: `channel:${client_id}`, reason: why });
        });
        return {};
      },
    }),
  ];
}
