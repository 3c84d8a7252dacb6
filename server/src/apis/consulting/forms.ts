/** Forms that many endpoints of this API share. */
import { type TSchema, Type } from 'typebox';
import { requirePerson } from '../../domain/identity/index.ts';
import type { Actor, PersonActor } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Page } from '../../kernel/page.ts';
import { int, text } from '../../platform/http/fields.ts';

/** The field by which a caller without cookies is known; the wire has looked at it before an endpoint does. */
export const credentials = { token: text({ max: 100 }).says('登录返回的 token，没有 Cookie 时使用') };

export { mobile as phone } from '../../platform/http/person-fields.ts';
export const smsCode = () => text({ pattern: /^\d{6}$/, max: 6 });

/** An answer of this API: what it holds is a list. */
export const contentOf = <T extends TSchema>(item: T) => Type.Object({ content: Type.Array(item) });
export const nothing = contentOf(Type.Integer());
export const done = { content: [] };
export const toId = (number: bigint) => ({ content: [Number(number)] });

/** The person behind a context of an endpoint that demands one. */
export const personIn = (ctx: { readonly actor: Actor }): PersonActor => requirePerson(ctx.actor);

/** A user id proves nothing; it must be the caller's own. Throws `consultation.mismatch`. */
export function assertSelf(ctx: { readonly actor: Actor }, userId: bigint): void {
  if (personIn(ctx).userId !== userId) throw new DomainError('consultation.mismatch', { field: 'user_id' });
}

/** Lists are documented without pages; a further page can be asked for. */
const longList = 200;
export const page = () => int({ min: 1, max: 10_000 }).or(1).says(`页数，可选，每页 ${longList} 条`);
export const pageAt = (number: number): Page => ({ number, size: longList });
