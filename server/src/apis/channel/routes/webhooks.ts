import { Type } from 'typebox';
import {
  addWebhook,
  changeWebhook,
  type DeliveryRow,
  isDelivered,
  listDeliveries,
  listWebhooks,
  removeWebhook,
  renewWebhookSecret,
  replayDelivery,
  tryWebhook,
  type WebhookRow,
} from '../../../domain/channels/index.ts';
import { flag, listOf, oneOf, text, uid } from '../../../platform/http/fields.ts';
import { eventWord, eventWords, testBody, toKinds, toWords } from '../events.ts';
import { change, isoTime, isoTimeOrNull, numberedPage, orNull, pageNumbers, textOrNull, time } from '../forms.ts';
import type { ChannelMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

const webhookFields = {
  webhook_id: Type.String(),
  url: Type.String(),
  events: Type.Array(Type.String(), { description: '空数组表示全部' }),
  active: Type.Boolean(),
  created_at: time,
};
const webhook = Type.Object(webhookFields);
const newWebhook = Type.Object({ ...webhookFields, secret: Type.String({ description: '签名密钥，只显示这一次' }) });

const deliveryStates = ['pending', 'delivered', 'failed'] as const;
const delivery = Type.Object({
  delivery_id: Type.String(),
  event_id: Type.String(),
  type: Type.String(),
  object_id: Type.String({ description: '渠道自有标识' }),
  status: Type.Enum(deliveryStates),
  attempts: Type.Integer(),
  next_attempt_at: orNull(time),
  last_http_status: orNull(Type.Integer()),
  last_error: textOrNull,
  created_at: time,
  finished_at: orNull(time),
});

const toWebhook = ({ uid: id, url, events, is_active: active, created_at: at }: WebhookRow) => ({
  webhook_id: id,
  url,
  events: toWords(events),
  active,
  created_at: isoTime(at),
});

const toDelivery = (row: DeliveryRow) => ({
  delivery_id: row.delivery_uid,
  event_id: row.uid,
  type: eventWord(row),
  object_id: row.own_id,
  status: row.delivery_state,
  attempts: row.attempts,
  next_attempt_at: isoTimeOrNull(row.next_at),
  last_http_status: row.last_status,
  last_error: row.last_error,
  created_at: isoTime(row.created_at),
  finished_at: isoTimeOrNull(row.ended_at),
});

const url = () => text({ max: 500 }).says('接收地址，正式环境须为 https 公网地址');
const events = () => listOf(oneOf(eventWords), { max: 20 }).says('要接收的事件，不填为全部');
const webhookId = () => uid().required();

/** Where changes are told of (an extension: the document has partners ask). */
export function webhookRoutes(means: ChannelMeans) {
  const { vault, sender } = means;
  return [
    endpoint({
      id: 'webhook_create',
      method: 'POST',
      paths: ['/api/v1/webhooks'],
      title: '创建 Webhook',
      notes:
        '扩展：对象创建或更新后向 url 发送 JSON {id, type, version, sequence, created_at, data}。请求头 X-Linggong-Signature 为 ' +
        't=<秒>,v1=<HMAC-SHA256(secret, "<t>.<正文>") 十六进制>，轮换期内有两个 v1，任一相符即可；请核对 t 与当前时间相差不超过 5 分钟。' +
        '返回 2xx 即为成功，否则在 1 分钟至 24 小时内重试 7 次；同一对象的事件按顺序发送，可能重复，以 id 去重',
      access: 'channel',
      bodyOnly: true,
      fields: { url: url().required(), events: events() },
      answer: newWebhook,
      status: 201,
      handle: (call) =>
        // A key's answer is kept for a day, and the secret is not: so this one is never repeated.
        call.write(async (ctx) => {
          const input = { url: call.fields.url, events: toKinds(call.fields.events ?? []) };
          const made = await addWebhook(ctx, means, input);
          return { ...toWebhook(made.webhook), secret: made.secret };
        }),
    }),
    endpoint({
      id: 'webhook_list',
      method: 'GET',
      paths: ['/api/v1/webhooks'],
      title: 'Webhook 列表',
      notes: '扩展：最多 10 个',
      access: 'channel',
      fields: {},
      answer: Type.Object({ list: Type.Array(webhook) }),
      handle: async (call) => ({ list: (await listWebhooks(call.read())).map(toWebhook) }),
    }),
    endpoint({
      id: 'webhook_update',
      method: 'PUT',
      paths: ['/api/v1/webhooks/:webhook_id'],
      title: '更新 Webhook',
      notes: '扩展：只更改所给的字段；停用期间的变更不再发送',
      access: 'channel',
      bodyOnly: true,
      fields: { webhook_id: webhookId(), url: url(), events: events(), active: flag() },
      answer: webhook,
      handle: (call) =>
        change(call, vault, 'webhook_update', async (ctx) => {
          const { webhook_id, url: to, events: words, active: isActive } = call.fields;
          const changes = { url: to, events: words && toKinds(words), isActive };
          return toWebhook(await changeWebhook(ctx, sender, webhook_id, changes));
        }),
    }),
    endpoint({
      id: 'webhook_delete',
      method: 'DELETE',
      paths: ['/api/v1/webhooks/:webhook_id'],
      title: '删除 Webhook',
      notes: '扩展：尚未送达的事件不再发送',
      access: 'channel',
      fields: { webhook_id: webhookId() },
      answer: Type.Object({}),
      async handle(call) {
        await call.write((ctx) => removeWebhook(ctx, call.fields.webhook_id));
        return {};
      },
    }),
    endpoint({
      id: 'webhook_secret',
      method: 'POST',
      paths: ['/api/v1/webhooks/:webhook_id/secret'],
      title: '更换 Webhook 密钥',
      notes: '扩展：一天之内新旧密钥同时签名',
      access: 'channel',
      bodyOnly: true,
      fields: { webhook_id: webhookId() },
      answer: newWebhook,
      handle: (call) =>
        call.write(async (ctx) => {
          const renewed = await renewWebhookSecret(ctx, vault, call.fields.webhook_id);
          return { ...toWebhook(renewed.webhook), secret: renewed.secret };
        }),
    }),
    endpoint({
      id: 'webhook_test',
      method: 'POST',
      paths: ['/api/v1/webhooks/:webhook_id/test'],
      title: '试发',
      notes: '扩展：立即发送一个 webhook.test 事件，返回对方的应答；不重试，不计入发送记录',
      access: 'channel',
      bodyOnly: true,
      fields: { webhook_id: webhookId() },
      answer: Type.Object({
        delivered: Type.Boolean(),
        http_status: orNull(Type.Integer()),
        error: textOrNull,
        ms: Type.Integer(),
      }),
      async handle(call) {
        const outcome = await tryWebhook(call, means, call.fields.webhook_id, testBody);
        const { status, error, ms } = outcome;
        return { delivered: isDelivered(outcome), http_status: status ?? null, error: error ?? null, ms };
      },
    }),
    endpoint({
      id: 'webhook_deliveries',
      method: 'GET',
      paths: ['/api/v1/webhooks/:webhook_id/deliveries'],
      title: '发送记录',
      notes: '扩展：保留 30 天，新的在前',
      access: 'channel',
      fields: { webhook_id: webhookId(), status: oneOf(deliveryStates), ...pageNumbers },
      answer: numberedPage(delivery),
      async handle(call) {
        const { webhook_id, status, page, page_size: size } = call.fields;
        const { items, total } = await listDeliveries(call.read(), webhook_id, status, { number: page, size });
        return { list: items.map(toDelivery), total, page, page_size: size };
      },
    }),
    endpoint({
      id: 'delivery_replay',
      method: 'POST',
      paths: ['/api/v1/deliveries/:delivery_id/replay'],
      title: '重新发送',
      notes: '扩展：已送达或已放弃的事件再发送一次，event_id 不变',
      access: 'channel',
      bodyOnly: true,
      fields: { delivery_id: uid().required() },
      answer: Type.Object({ delivery_id: Type.String() }),
      handle: (call) =>
        change(call, vault, 'delivery_replay', async (ctx) => ({
          delivery_id: await replayDelivery(ctx, call.fields.delivery_id),
        })),
    }),
  ];
}
