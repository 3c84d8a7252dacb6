import { Type } from 'typebox';
import {
  type Operator,
  type OperatorMeans,
  owes,
  type Permission,
  permissionsOf,
} from '../../domain/operators/index.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { endpointsOf, type RequestFacts, type Wire } from '../../platform/http/endpoint.ts';
import { wordsOf } from './errors.ts';

/** `setting-up` is somebody who may still owe a password or an authenticator; a permission names who else may. */
export type Access = 'anyone' | 'setting-up' | 'operator' | Permission;

export const cookieName = 'operator_session';

/** Who calls. */
export interface Caller {
  readonly operator: Operator | undefined;
}

/** Declares an endpoint of this API. */
export const endpoint = endpointsOf<Caller, Access>();

/** The operator who calls an endpoint that asks for one. */
export function operatorIn({ operator }: Caller): Operator {
  if (!operator) throw new DomainError('auth.required');
  return operator;
}

/** No other site's page can send this header, nor can a form. */
const ownPageHeader = 'x-linggong-console';

function assertOwnPage({ method, headers }: RequestFacts): void {
  const site = headers['sec-fetch-site'];
  const isOwn = method === 'GET' || headers[ownPageHeader] === '1';
  refuseUnless(isOwn && (site === undefined || site === 'same-origin' || site === 'none'), 'auth.cross_site');
}

const refusal = {
  error: Type.String({ description: '机器可读的原因' }),
  message: Type.String({ description: '给人看的说明' }),
};

export interface WireMeans extends OperatorMeans {
  find(token: string): Promise<Operator | undefined>;
}

/** The console's own API: JSON, HTTP statuses, a session cookie. */
export function operatorWire(means: WireMeans): Wire<Caller, Access> {
  return {
    market: 'operator',
    prefix: '/operator/api',
    title: '运营控制台',
    async identify(_sent, { cookies }) {
      const token = cookies[cookieName] ?? '';
      return { operator: /^[0-9a-f]{40}$/.test(token) ? await means.find(token) : undefined };
    },
    actorOf: ({ operator }) => (operator ? { kind: 'operator', operatorId: operator.id } : { kind: 'anonymous' }),
    admit(access, { operator }, _sent, request) {
      assertOwnPage(request);
      if (access === 'anyone') return;
      if (!operator) throw new DomainError('auth.required');
      if (access === 'setting-up') return;
      refuseUnless(owes(operator, means) === undefined, 'operator.setup_required');
      if (access !== 'operator') refuseUnless(permissionsOf[operator.role].includes(access), 'operator.not_allowed');
    },
    envelop: (answer) => answer,
    envelopSchema: (answer) => answer,
    refusalSchema: { ...Type.Object(refusal) },
    refuse(refused) {
      const { status, ...body } = wordsOf(refused);
      return { status, body };
    },
  };
}
