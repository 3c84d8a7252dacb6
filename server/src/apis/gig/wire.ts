import { Type } from 'typebox';
import { actorOf, type SessionRow, type Sessions } from '../../domain/identity/index.ts';
import { DomainError, errorKinds } from '../../kernel/errors.ts';
import { endpointsOf, type Refusal, type Sent, type Wire } from '../../platform/http/endpoint.ts';
import { wordsOf } from './errors.ts';

export type Access = 'anyone' | 'signed-in' | 'person' | 'company' | 'file';

export const accessWords: Readonly<Record<Access, string>> = {
  anyone: '',
  'signed-in': '需要登录：user_id_check 和 token_check',
  person: '需要登录，个人用户',
  company: '需要登录，企业用户',
  file: '可用 user_id_check 和 token_check，或登录时的 Cookie',
};

export interface Caller {
  readonly session: SessionRow | undefined;
  readonly byCookie: boolean;
}

/** Declares an endpoint of this API. Answers hold `data`, and `res` and `err` where a kept outcome is no success. */
export const endpoint = endpointsOf<Caller, Access>();

/** The cookie by which a browser's pictures and downloads are known; it opens nothing but files. */
export const fileCookie = 'gig_file_token';

const res = Type.Integer({ description: '1 成功，0 失败' });
const err = Type.String({ description: '失败原因，成功时为空' });

/** The caller's credentials; signing out calls them id and token. */
function credentialsIn(sent: Sent): { userId: unknown; token: unknown } {
  const { user_id_check: userId, token_check: token } = sent;
  if (token !== undefined && token !== '') return { userId, token };
  return { userId: userId ?? sent['id'], token: sent['token'] };
}

/** The gig API's way of speaking: {res, data, err} with `res` the number 1 or 0 (seed 002). */
export function gigWire(sessions: Sessions): Wire<Caller, Access> {
  const find = async (token: unknown) =>
    typeof token === 'string' && token !== '' && token.length <= 100 ? sessions.find('gig', token) : undefined;

  return {
    market: 'gig',
    title: '灵工需求平台',
    async identify(sent, request) {
      const { userId, token } = credentialsIn(sent);
      const session = await find(token);
      // The id proves nothing; it must only be that of the token's owner.
      if (session)
        return { session: String(userId) === String(session.user_id) ? session : undefined, byCookie: false };
      if (request.method !== 'GET' || (token !== undefined && token !== '')) return { session, byCookie: false };
      return { session: await find(request.cookies[fileCookie]), byCookie: true };
    },
    actorOf: ({ session }) => (session ? actorOf(session) : { kind: 'anonymous' }),
    admit(access, { session, byCookie }) {
      if (access === 'anyone' || access === 'file') return;
      if (!session || byCookie) throw new DomainError('auth.required');
      if (access === 'company' && session.kind !== 'client') throw new DomainError('role.client_required');
      if (access === 'person' && session.kind !== 'freelancer') throw new DomainError('role.freelancer_required');
    },
    envelop: (answer) => ({ res: 1, err: '', ...answer }),
    envelopSchema: ({ properties }) => Type.Object({ res, ...properties, err: properties['err'] ?? err }),
    refusalSchema: { ...Type.Object({ res, data: Type.Null(), err }) },
    refuse: (refusal) => ({ status: statusOf(refusal), body: { res: 0, data: null, err: wordsOf(refusal) } }),
  };
}

/** HTTP 200 for every refusal; only trouble of ours, a wrong method and a wrong path show in the status. */
function statusOf(refusal: Refusal): number {
  if (refusal.kind === 'bug') return 500;
  if (refusal.kind === 'wrong_method') return 405;
  if (refusal.kind === 'no_route') return 404;
  return refusal.kind === 'domain' && errorKinds[refusal.error.code] === 'unavailable' ? 503 : 200;
}
