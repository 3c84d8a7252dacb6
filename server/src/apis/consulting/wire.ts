import { Type } from 'typebox';
import type { Wire } from '../../platform/http/endpoint.ts';

const envelopeFields = { code: Type.Integer(), msg: Type.String() };

/** The consulting API's way of speaking: {code, msg, content}, code 0 for success (seed 003). */
export function consultingWire(): Wire<undefined, 'anyone'> {
  return {
    market: 'consulting',
    title: 'Consulting',
    identify: async () => undefined,
    actorOf: () => ({ kind: 'anonymous' }),
    admit: () => undefined,
    envelop: (content) => ({ code: 0, msg: '', content }),
    envelopSchema: (answer) => Type.Object({ ...envelopeFields, content: answer }),
    refusalSchema: { ...Type.Object(envelopeFields) },
    refuse: (refusal) => ({
      status: refusal.kind === 'bug' ? 500 : 200,
      body: { code: 1, msg: refusal.kind === 'no_route' ? '没有这个接口' : '请求失败', content: [] },
    }),
  };
}
