import { Type } from 'typebox';
import { errorKinds, type ErrorKind } from '../../kernel/errors.ts';
import type { Refusal, Wire } from '../../platform/http/endpoint.ts';

const envelopeFields = { status: Type.Integer(), msg: Type.String() };

const statusOfKind = {
  unauthenticated: 403,
  forbidden: 403,
  not_found: 404,
  invalid: 415,
  conflict: 415,
  too_many: 415,
  unavailable: 500,
} as const satisfies Record<ErrorKind, number>;

/** IBLOCK's way of speaking: JSON, HTTP 200 with a status in the envelope {status, msg, data} (seed 001, 2.1). */
export function iblockWire(): Wire<undefined, 'anyone'> {
  return {
    market: 'iblock',
    title: 'IBLOCK',
    identify: async () => undefined,
    actorOf: () => ({ kind: 'anonymous' }),
    admit: () => undefined,
    envelop: (data) => ({ status: 0, msg: '', data }),
    envelopSchema: (answer) => Type.Object({ ...envelopeFields, data: answer }),
    refusalSchema: { ...Type.Object(envelopeFields) },
    refuse: (refusal) => ({
      status: refusal.kind === 'bug' ? 500 : 200,
      body: { status: statusOf(refusal), msg: '请求失败' },
    }),
  };
}

function statusOf(refusal: Refusal): number {
  if (refusal.kind === 'domain') return statusOfKind[errorKinds[refusal.error.code]];
  return { field: 415, no_route: 404, wrong_method: 404, bug: 500 }[refusal.kind];
}
