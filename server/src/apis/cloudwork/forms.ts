/** Forms that many endpoints of this API share. */
import { Type } from 'typebox';
import type { Page } from '../../kernel/page.ts';
import { int, text } from '../../platform/http/fields.ts';
import { type NewSession, requirePerson } from '../../domain/identity/index.ts';
import type { Actor, PartyKind, PersonActor } from '../../kernel/context.ts';

/** A mainland mobile number. */
export { mobile as phone } from '../../platform/http/person-fields.ts';

/** A code of six digits; numbers lose leading zeros, which are put back by asking for text of six digits. */
export const smsCode = () => text({ pattern: /^\d{6}$/, max: 6 });

/** The fields of a paged list. */
export const paging = (size: number, code: number, max = 100) => ({
  pagenum: int({ min: 1, max: 1_000_000 }).or(1).failsWith(code),
  pagesize: int({ min: 1, max }).or(size).failsWith(code),
});

/** The page those fields ask for. */
export const pageOf = ({ pagenum, pagesize }: { pagenum: number; pagesize: number }): Page => ({
  number: pagenum,
  size: pagesize,
});

/** Answer fields of a paged list, beside the list itself. */
export const pagedAnswer = { count: Type.Integer(), pagenum: Type.Integer() };

/** An answer with nothing but the envelope. */
export const nothing = Type.Object({});

export const sessionAnswer = {
  session_token: Type.String(),
  expire_at: Type.Integer({ description: 'unix 时间（秒），未记住登录时为 0' }),
  identify: Type.String({ description: '1 需求者个人，2 需求者企业，3 开发者' }),
  current_id: Type.String({ description: "当前身份：开发者 'f'+uuid，需求者 'c'+team uuid" }),
};

/** A new session in this API's words. */
export function toSession(session: NewSession, remember: boolean) {
  return {
    session_token: session.token,
    expire_at: remember ? Math.floor(session.expiresAt.getTime() / 1000) : 0,
    ...identityOf(session.party),
  };
}

/** Who one acts as: the number of the document, and the text by which deployed servers told identities apart. */
export function identityOf(party: { kind: PartyKind; uid: string; isCompany: boolean }) {
  if (party.kind === 'freelancer') return { identify: '3', current_id: `f${party.uid}` };
  return { identify: party.isCompany ? '2' : '1', current_id: `c${party.uid}` };
}

/** The person behind a context of an endpoint that demands a session. */
export const personIn = (ctx: { readonly actor: Actor }): PersonActor => requirePerson(ctx.actor);
