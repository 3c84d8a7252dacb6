import { Type } from 'typebox';
import { actorOf, type SessionRow, type Sessions } from '../../domain/identity/index.ts';
import type { PartyKind } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { endpointsOf, type RequestFacts, type Wire } from '../../platform/http/endpoint.ts';
import { isForeignPage } from '../../platform/http/foreign-page.ts';
import { wordsOf } from './errors.ts';

/** Who may call: role words of the document, joined by "/" where there are several. */
export type Access =
  | 'anyone'
  | 'signed-in'
  | 'designer'
  | 'manager'
  | 'broker'
  | 'admin'
  | 'designer/manager'
  | 'broker/admin'
  | 'broker/manager'
  | 'manager/admin';

const kindOfWord: Readonly<Record<string, PartyKind>> = {
  designer: 'freelancer',
  manager: 'client',
  broker: 'broker',
  admin: 'administrator',
};

export const accessWords: Readonly<Record<Access, string>> = {
  anyone: '',
  'signed-in': '需要登录',
  designer: '角色 2（设计师）',
  manager: '角色 3（项目经理）',
  broker: '角色 1（经纪人）',
  admin: '角色 4（系统管理员）',
  'designer/manager': '角色 2（设计师）、3（项目经理）',
  'broker/admin': '角色 1（经纪人）、4（系统管理员）',
  'broker/manager': '角色 1（经纪人）、3（项目经理）',
  'manager/admin': '角色 3（项目经理）、4（系统管理员）',
};

/** Who calls, and whether a browser sent the session by itself. */
export interface Caller {
  readonly session: SessionRow | undefined;
  readonly byCookie: boolean;
}

export const sessionCookie = 'iblock_session';

/** Declares an endpoint of this API. */
export const endpoint = endpointsOf<Caller, Access>();

const say = () => Type.String({ description: '状态详情' });
const envelopeFields = {
  status: Type.Integer({ description: '0 成功，403 没有权限，404 未找到，415 参数错误，500 系统错误' }),
  msg: say(),
  message: say(),
  errorMsg: say(),
};

const said = (status: number, text: string) => ({ status, msg: text, message: text, errorMsg: text });

/** `Authorization: Bearer {token}` or `token: {token}`; the cookie otherwise. */
function tokenOf({ headers, cookies }: RequestFacts): { token: string; byCookie: boolean } {
  const { authorization, token } = headers;
  const bearer = typeof authorization === 'string' ? /^bearer +(\S{1,100})$/i.exec(authorization)?.[1] : undefined;
  const given = bearer ?? (typeof token === 'string' ? token : undefined);
  return given ? { token: given, byCookie: false } : { token: cookies[sessionCookie] ?? '', byCookie: true };
}

/** IBLOCK's way of speaking: JSON, HTTP 200 with a status in the envelope {status, msg, data} (seed 001, 2.1). */
export function iblockWire(sessions: Sessions): Wire<Caller, Access> {
  return {
    market: 'iblock',
    title: 'IBLOCK',
    async identify(_sent, request) {
      const { token, byCookie } = tokenOf(request);
      const session = token !== '' && token.length <= 100 ? await sessions.find('iblock', token) : undefined;
      return { session, byCookie };
    },
    actorOf: ({ session }) => (session ? actorOf(session) : { kind: 'anonymous' }),
    admit(access, { session, byCookie }, _sent, request) {
      if (session && byCookie && request.method !== 'GET' && isForeignPage(request))
        throw new DomainError('auth.cross_site');
      if (access === 'anyone') return;
      if (!session) throw new DomainError('auth.required');
      if (access === 'signed-in') return;
      if (!access.split('/').some((word) => kindOfWord[word] === session.kind)) {
        throw new DomainError('role.not_for_you', { access: accessWords[access] });
      }
    },
    envelop: (answer) => ({ ...said(0, '成功'), ...answer }),
    envelopSchema: (answer) => Type.Object({ ...envelopeFields, ...answer.properties }),
    refusalSchema: { ...Type.Object(envelopeFields) },
    refuse(refusal) {
      const { http, status, text } = wordsOf(refusal);
      return { status: http, body: said(status, text) };
    },
  };
}
