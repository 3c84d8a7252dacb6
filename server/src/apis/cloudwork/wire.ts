import { createHash, timingSafeEqual } from 'node:crypto';
import { Type } from 'typebox';
import type { Actor } from '../../kernel/context.ts';
import { DomainError, errorKinds } from '../../kernel/errors.ts';
import { endpointsOf, type Refusal, type RequestFacts, type Sent, type Wire } from '../../platform/http/endpoint.ts';
import { isForeignPage } from '../../platform/http/foreign-page.ts';
import { actorOf, type Device, type SessionRow, type Sessions } from '../../domain/identity/index.ts';
import { type CloudworkCode, codeTexts } from './codes.ts';
import { cloudworkDetails, numberOfCode } from './errors.ts';

export type Access = 'anyone' | 'signed-in' | 'client' | 'freelancer';

export const accessWords: Readonly<Record<Access, string>> = {
  anyone: '',
  'signed-in': '需要登录',
  client: '需要登录，需求者',
  freelancer: '需要登录，开发者',
};

/** Who calls, and by what. */
export interface Caller {
  readonly session: SessionRow | undefined;
  readonly token: string;
  readonly byCookie: boolean;
  readonly device: Device;
}

/** Declares an endpoint of this API. */
export const endpoint = endpointsOf<Caller, Access>();

/** The device a User-Agent names by its first characters: a/ i/ w/ x/ mobile, d/ desktop, anything else the web. */
export function deviceOf(userAgent: unknown): Device {
  if (typeof userAgent !== 'string') return 'web';
  if (/^\/?d(\/|$)/.test(userAgent)) return 'desktop';
  return /^\/?[aiwx]\//.test(userAgent) ? 'mobile' : 'web';
}

/** Whether the mini-program of 2018 asks, which names itself by x/. */
export const isMiniProgram = ({ headers }: RequestFacts): boolean =>
  /^\/?x(\/|$)/.test(String(headers['cw-agent'] ?? headers['user-agent'] ?? ''));

/** The `_xsrf` value that belongs to a session's token. */
export const xsrfOf = (token: string): string =>
  createHash('sha256').update(`xsrf:${token}`).digest('hex').slice(0, 32);

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** A change asked for by a cookie must come from our own pages and, where a session is needed, carry its `_xsrf`. */
function assertOwnPage(access: Access, caller: Caller, sent: Sent, request: RequestFacts): void {
  if (isForeignPage(request)) throw new DomainError('auth.cross_site');
  if (access === 'anyone') return;
  const given = sent['_xsrf'] ?? request.headers['x-xsrftoken'];
  if (typeof given !== 'string' || !same(given, xsrfOf(caller.token))) throw new DomainError('auth.cross_site');
}

const envelopeFields = {
  error_code: Type.Integer({ description: '错误码，0 表示成功' }),
  msg: Type.String({ description: '错误信息' }),
};

/** Cloudwork's way of speaking: fields anywhere, HTTP 200 with an error code, a session by field or cookie. */
export function cloudworkWire(sessions: Sessions): Wire<Caller, Access> {
  return {
    market: 'cloudwork',
    title: 'Cloudwork 2.0',
    async identify(sent, request) {
      const field = sent['session_token'];
      const byField = typeof field === 'string' && field !== '';
      const token = byField ? field : (request.cookies['session_token'] ?? '');
      const session = token.length > 0 && token.length <= 100 ? await sessions.find('cloudwork', token) : undefined;
      return {
        session,
        token,
        byCookie: !byField,
        device: deviceOf(request.headers['cw-agent'] ?? request.headers['user-agent']),
      };
    },
    actorOf: ({ session }): Actor => (session ? actorOf(session) : { kind: 'anonymous' }),
    admit(access, caller, sent, request) {
      if (!caller.session) {
        if (access === 'anyone') return;
        throw new DomainError('auth.required');
      }
      if (caller.byCookie && request.method !== 'GET') assertOwnPage(access, caller, sent, request);
      if (access === 'client' && caller.session.kind !== 'client') throw new DomainError('role.client_required');
      if (access === 'freelancer' && caller.session.kind !== 'freelancer')
        throw new DomainError('role.freelancer_required');
    },
    envelop: (answer) => ({ error_code: 0, msg: 'ok', ...answer }),
    envelopSchema: (answer) => Type.Object({ ...envelopeFields, ...answer.properties }),
    refusalSchema: { ...Type.Object({ ...envelopeFields, restricted: restrictedField }) },
    refuse(refusal, refused) {
      if (refusal.kind === 'domain' && refusal.error.code === 'auth.restricted') return restricted(refusal.error.facts);
      const { code, detail } = numberOf(refusal, refused?.errors, refused?.badField);
      const text = comparedTexts[code] ?? codeTexts[code as CloudworkCode] ?? '请求失败';
      return { status: statusOf(refusal), body: { error_code: code, msg: detail ? `${text}（${detail}）` : text } };
    },
  };
}

const restrictedField = Type.Optional(
  Type.Boolean({ description: '账号已被限制，可凭用户名和密码查看原因并申诉；仅在此时返回' }),
);

/** Deployed clients know one number for whoever is not let in; beside it stands why. */
function restricted({ reason }: Readonly<Record<string, unknown>>) {
  const msg = `账号已被限制使用${reason === '' ? '' : `，原因：${String(reason)}`}`;
  return { status: 200, body: { error_code: numberOfCode('auth.restricted'), msg, restricted: true } };
}

/** Texts that deployed pages compare; what people read of them comes from the locale file. */
const comparedTexts: Readonly<Record<number, string>> = { 20244: 'error answer' };

function numberOf(
  refusal: Refusal,
  own: Readonly<Partial<Record<string, number>>> | undefined,
  badField: number | undefined,
): { code: number; detail?: string } {
  switch (refusal.kind) {
    case 'domain': {
      const { code, facts } = refusal.error;
      const detail = cloudworkDetails[code]?.(facts);
      return { code: own?.[code] ?? numberOfCode(code), ...(detail !== undefined && { detail }) };
    }
    case 'field': {
      const { name, problem, code } = refusal.trouble;
      const detail = problem === 'missing' ? `缺少 ${name}` : `${name} 的值不合要求`;
      return { code: code ?? badField ?? (problem === 'missing' ? 80002 : 80003), detail };
    }
    case 'no_route':
      return { code: 1, detail: '没有这个接口' };
    case 'wrong_method':
      return { code: 405 };
    case 'bug':
      return { code: 50001, detail: `请求编号 ${refusal.requestId}` };
  }
}

/** HTTP 200 for every refusal of this API; only trouble of ours, a wrong method and a wrong path show in the status. */
function statusOf(refusal: Refusal): number {
  if (refusal.kind === 'bug') return 500;
  if (refusal.kind === 'wrong_method') return 405;
  if (refusal.kind === 'no_route') return 404;
  return refusal.kind === 'domain' && errorKinds[refusal.error.code] === 'unavailable' ? 503 : 200;
}
