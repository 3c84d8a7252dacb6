import { Type } from 'typebox';
import type { Wire } from '../../platform/http/endpoint.ts';

const envelopeFields = { res: Type.Integer(), err: Type.String() };

/** The gig API's way of speaking: {res, data, err} with `res` the number 1 or 0 (seed 002). */
export function gigWire(): Wire<undefined, 'anyone'> {
  return {
    market: 'gig',
    title: '灵工需求平台',
    identify: async () => undefined,
    actorOf: () => ({ kind: 'anonymous' }),
    admit: () => undefined,
    envelop: (data) => ({ res: 1, data, err: '' }),
    envelopSchema: (answer) => Type.Object({ ...envelopeFields, data: answer }),
    refusalSchema: { ...Type.Object(envelopeFields) },
    refuse: (refusal) => ({
      status: refusal.kind === 'bug' ? 500 : 200,
      body: { res: 0, data: null, err: refusal.kind === 'no_route' ? '没有这个接口' : '请求失败' },
    }),
  };
}
