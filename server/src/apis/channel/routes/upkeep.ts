import { Type } from 'typebox';
import { emptySandbox, listCalls } from '../../../domain/channels/index.ts';
import { int } from '../../../platform/http/fields.ts';
import { change, isoTime, limit, numberedPage, pageNumbers, time } from '../forms.ts';
import type { ChannelMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

const call = Type.Object({
  time,
  method: Type.String(),
  path: Type.String(),
  operation: Type.String(),
  http_status: Type.Integer(),
  outcome: Type.String({ description: 'ok 或拒绝的原因' }),
  ms: Type.Integer(),
  address: Type.String({ description: '调用方地址' }),
  request_id: Type.String(),
});

const httpStatus = () => int({ min: 100, max: 599 });

/** What a partner looks after its connection with (extensions). */
export function upkeepRoutes({ vault }: ChannelMeans) {
  return [
    endpoint({
      id: 'request_log',
      method: 'GET',
      paths: ['/api/v1/requests'],
      title: '调用记录',
      notes: '扩展：本渠道最近 7 天的调用，不含内容，稍有延迟，新的在前',
      access: 'channel',
      fields: {
        status_min: httpStatus(),
        status_max: httpStatus(),
        start_date: limit('from'),
        end_date: limit('before'),
        ...pageNumbers,
      },
      answer: numberedPage(call),
      async handle({ fields, read }) {
        const { status_min: statusFrom, status_max: statusUntil, start_date: from, end_date: before } = fields;
        const { page, page_size: size } = fields;
        const filters = { statusFrom, statusUntil, from, before };
        const { items, total } = await listCalls(read(), filters, { number: page, size });
        const list = items.map(({ at, status, request_id, ...rest }) => ({
          time: isoTime(at),
          http_status: status,
          request_id,
          ...rest,
        }));
        return { list, total, page, page_size: size };
      },
    }),
    endpoint({
      id: 'sandbox_reset',
      method: 'POST',
      paths: ['/api/v1/sandbox/reset'],
      title: '清空沙箱',
      notes: '扩展：只限沙箱渠道，删除已推送的全部数据；Webhook 保留',
      access: 'channel',
      bodyOnly: true,
      fields: {},
      answer: Type.Object({}),
      handle: (sent) =>
        change(sent, vault, 'sandbox_reset', async (ctx) => {
          await emptySandbox(ctx);
          return {};
        }),
    }),
  ];
}
