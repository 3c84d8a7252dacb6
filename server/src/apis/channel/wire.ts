import { Type } from 'typebox';
import type { CallLog, Grants, Partner } from '../../domain/channels/index.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { endpointsOf, type Wire } from '../../platform/http/endpoint.ts';
import { wordsOf } from './errors.ts';

export type Access = 'anyone' | 'channel';

export const accessWords: Readonly<Record<Access, string>> = {
  anyone: '',
  channel: '需要请求头 Authorization: Bearer {token}',
};

/** Who calls: a partner, or nobody, with or without a token that is no good. */
export interface Caller {
  readonly partner: Partner | undefined;
  readonly hasToken: boolean;
}

export interface WireMeans {
  readonly grants: Grants;
  readonly calls: CallLog;
  /** Requests a minute of one partner, or of one address without a token. */
  readonly callsPerMinute: number;
}

/** Declares an endpoint of this API. */
export const endpoint = endpointsOf<Caller, Access>();

const envelopeFields = {
  code: Type.Integer({ description: '错误码，0 表示成功' }),
  message: Type.String({ description: '说明' }),
};

/** The token of `Authorization: Bearer {token}`; undefined without the header, '' when it is written otherwise. */
function bearerOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined || header === '') return undefined;
  return typeof header === 'string' ? (/^bearer +([\w.~+/=-]{1,2000})$/i.exec(header)?.[1] ?? '') : '';
}

/** The channel API's way of speaking: {code, message, data} below /api/v1, with the HTTP status beside it (seed 004). */
export function channelWire({ grants, calls, callsPerMinute }: WireMeans): Wire<Caller, Access> {
  return {
    market: 'channel',
    title: '渠道 API',
    async identify(_sent, request) {
      const token = bearerOf(request.headers['authorization']);
      return { partner: token ? await grants.find(token) : undefined, hasToken: token !== undefined };
    },
    actorOf: ({ partner }) => (partner ? { kind: 'channel', channelId: partner.channelId } : { kind: 'anonymous' }),
    admit(access, { partner, hasToken }) {
      if (access === 'anyone') return;
      if (!partner) throw new DomainError(hasToken ? 'channel.token_invalid' : 'auth.required');
      refuseUnless(!partner.isSuspended, 'channel.suspended');
    },
    limit: {
      perMinute: callsPerMinute,
      keyOf: ({ partner }, { address }) => (partner ? `channel:${partner.channelId}` : `address:${address}`),
    },
    onAnswered({ partner }, { request, path, endpoint: operation, outcome, status, ms, requestId }) {
      if (!partner) return;
      const { method, address } = request;
      const { channelId } = partner;
      calls.add({ channelId, method, path, operation, outcome, status, ms: Math.round(ms), address, requestId });
    },
    envelop: (data) => ({ code: 0, message: 'success', data }),
    envelopSchema: (answer) => Type.Object({ ...envelopeFields, data: answer }),
    refusalSchema: { ...Type.Object({ ...envelopeFields, data: Type.Object({}) }) },
    refuse(refusal) {
      const { numbers, message } = wordsOf(refusal);
      return { status: numbers[0], body: { code: numbers[1], message, data: {} } };
    },
  };
}
