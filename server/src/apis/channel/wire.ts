import { Type } from 'typebox';
import { errorKinds, type ErrorKind } from '../../kernel/errors.ts';
import type { Refusal, Wire } from '../../platform/http/endpoint.ts';

const answers = {
  invalid: [422, 1001, '参数错误'],
  unauthenticated: [401, 1002, '认证失败'],
  forbidden: [403, 1004, '没有权限'],
  not_found: [404, 1001, '不存在'],
  conflict: [409, 1001, '与现有数据冲突'],
  too_many: [429, 1004, '请求过于频繁'],
  unavailable: [503, 5001, '服务暂时不可用'],
} as const satisfies Record<ErrorKind, readonly [number, number, string]>;

const envelopeFields = { code: Type.Integer(), message: Type.String() };

/** The channel API's way of speaking: {code, message, data} below /api/v1, with the HTTP status beside it (seed 004). */
export function channelWire(): Wire<undefined, 'anyone'> {
  return {
    market: 'channel',
    title: '渠道 API',
    identify: async () => undefined,
    actorOf: () => ({ kind: 'anonymous' }),
    admit: () => undefined,
    envelop: (data) => ({ code: 0, message: 'success', data }),
    envelopSchema: (answer) => Type.Object({ ...envelopeFields, data: answer }),
    refusalSchema: { ...Type.Object({ ...envelopeFields, data: Type.Object({}) }) },
    refuse(refusal) {
      const [status, code, message] = answerTo(refusal);
      return { status, body: { code, message, data: {} } };
    },
  };
}

function answerTo(refusal: Refusal): readonly [number, number, string] {
  switch (refusal.kind) {
    case 'domain':
      return answers[errorKinds[refusal.error.code]];
    case 'field':
      return answers.invalid;
    case 'no_route':
      return [404, 1001, '没有这个接口'];
    case 'wrong_method':
      return [405, 1001, '请求方法不对'];
    case 'bug':
      return [500, 5001, '服务器内部错误'];
  }
}
