import { Type } from 'typebox';
import { actorOf, type SessionRow, type Sessions } from '../../domain/identity/index.ts';
import { DomainError, errorKinds } from '../../kernel/errors.ts';
import { endpointsOf, type Refusal, type Wire } from '../../platform/http/endpoint.ts';
import { isForeignPage } from '../../platform/http/foreign-page.ts';
import { wordsOf } from './errors.ts';

export type Access = 'anyone' | 'signed-in' | 'buyer' | 'consultant';

export const accessWords: Readonly<Record<Access, string>> = {
  anyone: '',
  'signed-in': '需要登录：登录时的 Cookie，或 token 字段',
  buyer: '需要登录，买家',
  consultant: '需要登录，顾问',
};

export interface Caller {
  readonly session: SessionRow | undefined;
  readonly byCookie: boolean;
}

/** Declares an endpoint of this API. Answers hold `content`, and one of them `code` and `msg` of its own. */
export const endpoint = endpointsOf<Caller, Access>();

export const sessionCookie = 'consulting_token';

const envelopeFields = {
  code: Type.Integer({ description: '返回码，0 成功，非 0 失败' }),
  msg: Type.String({ description: '失败的原因' }),
};

/** The consulting API's way of speaking: {code, msg, content}, code 0 for success (seed 003). */
export function consultingWire(sessions: Sessions): Wire<Caller, Access> {
  return {
    market: 'consulting',
    title: '咨询平台',
    async identify(sent, request) {
      const field = sent['token'];
      const byCookie = typeof field !== 'string' || field === '';
      const token = byCookie ? (request.cookies[sessionCookie] ?? '') : field;
      const isToken = token !== '' && token.length <= 100;
      return { session: isToken ? await sessions.find('consulting', token) : undefined, byCookie };
    },
    actorOf: ({ session }) => (session ? actorOf(session) : { kind: 'anonymous' }),
    admit(access, { session, byCookie }, _sent, request) {
      if (session && byCookie && request.method !== 'GET' && isForeignPage(request))
        throw new DomainError('auth.cross_site');
      if (access === 'anyone') return;
      if (!session) throw new DomainError('auth.required');
      if (access === 'buyer' && session.kind !== 'client') throw new DomainError('role.client_required');
      if (access === 'consultant' && session.kind !== 'freelancer') throw new DomainError('role.freelancer_required');
    },
    envelop: (answer) => ({ code: 0, msg: '', ...answer }),
    envelopSchema: (answer) => Type.Object({ ...envelopeFields, ...answer.properties }),
    refusalSchema: { ...Type.Object({ ...envelopeFields, content: Type.Array(Type.Unknown()) }) },
    refuse(refusal) {
      const { code, msg } = wordsOf(refusal);
      return { status: statusOf(refusal), body: { code, msg, content: [] } };
    },
  };
}

/** HTTP 200 for every refusal; only trouble of ours, a wrong method and a wrong path show in the status. */
function statusOf(refusal: Refusal): number {
  if (refusal.kind === 'bug') return 500;
  if (refusal.kind === 'wrong_method') return 405;
  if (refusal.kind === 'no_route') return 404;
  return refusal.kind === 'domain' && errorKinds[refusal.error.code] === 'unavailable' ? 503 : 200;
}
