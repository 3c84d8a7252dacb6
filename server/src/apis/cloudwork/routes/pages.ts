import { Type } from 'typebox';
import { yuanNumber } from '../../../kernel/money.ts';
import { Raw } from '../../../platform/http/endpoint.ts';
import { int } from '../../../platform/http/fields.ts';
import { personIn } from '../forms.ts';
import type { CloudworkMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

/** What our own pages need beside the document: the rules of the house, and word of what has changed. */
export function pageRoutes({ live }: Pick<CloudworkMeans, 'live'>) {
  return [
    endpoint({
      id: 'market_rules',
      method: 'GET',
      paths: ['/api/rules'],
      title: '平台规则',
      notes: '页面在确认付款前用来说明费用和期限',
      access: 'anyone',
      fields: {},
      answer: Type.Object({
        fee_percent: Type.Number({ description: '平台服务费，占每笔工作款的百分比' }),
        offer_days: Type.Integer({ description: 'offer 等待答复的天数' }),
        review_days: Type.Integer({ description: '工作周等待审核的天数，之后自动付款' }),
        password_min: Type.Integer(),
        password_max: Type.Integer(),
        withdrawal_min: Type.Number({ description: '需求者单次提现的最低金额，元' }),
      }),
      async handle(call) {
        const { settings } = call.read();
        return {
          fee_percent: settings.feeBasisPoints / 100,
          offer_days: settings.offerDays,
          review_days: settings.reviewDays,
          password_min: settings.passwordMin,
          password_max: settings.passwordMax,
          withdrawal_min: yuanNumber(settings.clientWithdrawalMin),
        };
      },
    }),
    endpoint({
      id: 'events',
      method: 'GET',
      paths: ['/api/events'],
      title: '变化通知（server-sent events）',
      notes:
        'data 为 {kind, ref}：message、notice、contract（ref 为合同 UUID）、proposal（ref 为投标 ID）、all。' +
        '只说明有变化，内容须再次查询；每人最多 12 个连接。' +
        '重新连接时凭 Last-Event-ID、首次连接时凭 since_ms 补发连接之前的变化，无从得知时发送 all',
      access: 'signed-in',
      fields: { since_ms: int().says('页面内容最早读取于多少毫秒之前') },
      answer: Type.Object({}),
      async handle(call) {
        const { userId, partyId } = personIn(call.read());
        const { 'last-event-id': lastId } = call.request.headers;
        const { since_ms: ageMs } = call.fields;
        const seen = typeof lastId === 'string' ? { lastId } : ageMs === undefined ? undefined : { ageMs };
        const headers = {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          // When the stream ends the connection does, and nothing waits for it when the process stops.
          connection: 'close',
          // Proxies that collect answers before passing them on are asked not to.
          'x-accel-buffering': 'no',
        };
        return new Raw(200, headers, live.open({ userId, partyId }, seen));
      },
    }),
  ];
}
