/** What several of this API's endpoints take and answer in the same way. */
import { Type, type TObject, type TProperties, type TSchema } from 'typebox';
import { type Keyed, type ListOf, type Made, once } from '../../domain/channels/index.ts';
import { addDays, localTime, parseDay, startOfDay } from '../../kernel/clock.ts';
import type { WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Vault } from '../../kernel/vault.ts';
import type { Call } from '../../platform/http/endpoint.ts';
import { type Field, field, type Fields, int, listOf, text, unfit } from '../../platform/http/fields.ts';
import { parseInstant } from '../../platform/http/json-fields.ts';
import type { Caller } from './wire.ts';

/** A partner's own id of something; `batch` is the name of a path of ours. */
export const ownId = () =>
  text({ min: 1, max: 64, pattern: /^(?!batch$)[A-Za-z0-9][A-Za-z0-9._:@-]*$/ }).says(
    '渠道自有标识，字母、数字和 . _ : @ -',
  );

/** An address, which is kept and never fetched. */
export const link = () => text({ max: 500, pattern: /^[Hh][Tt][Tt][Pp][Ss]?:\/\/[^\s/?#]+\S*$/ });
export const links = () => listOf(link(), { max: 20 });

/** One currency so far; amounts are fen. */
export const currencies = ['CNY'] as const;

type ValueOf<F> = F extends Field<infer T> ? Exclude<T, undefined> : never;
type Partly<F extends Fields> = { readonly [K in keyof F]: Field<ValueOf<F[K]> | undefined> };
type Clearable<F extends Fields> = { readonly [K in keyof F]: Field<ValueOf<F[K]> | null | undefined> };

/** The same fields, none of them needed: what is left out stays as it is. */
export function partly<F extends Fields>(fields: F): Partly<F> {
  const entries = Object.entries(fields).map(([name, one]) => [name, { ...one, isRequired: false }]);
  return Object.fromEntries(entries) as Partly<F>; // The same names and readers.
}

/** The same fields, left out or sent empty: empty takes the value away. */
export function clearable<F extends Fields>(fields: F): Clearable<F> {
  const isEmpty = (raw: unknown) => typeof raw === 'string' && raw.trim() === '';
  const entries = Object.entries(fields).map(([name, one]) => [
    name,
    { ...one, keepsEmpty: true, read: (raw: unknown) => (isEmpty(raw) ? null : one.read(raw)) },
  ]);
  return Object.fromEntries(entries) as Clearable<F>; // The same names; the readers answer null as well.
}

/** A limit of a list's dates: a Shanghai day, taken whole, or an instant. */
export function limit(side: 'from' | 'before'): Field<Date | undefined> {
  return field<Date | undefined>({
    schema: { type: 'string', description: '日期 YYYY-MM-DD（含当日，北京时间）或 ISO 8601 时间' },
    read(raw) {
      if (typeof raw !== 'string') return unfit;
      const sent = raw.trim();
      const day = sent.length === 10 ? parseDay(sent) : undefined;
      if (day === undefined) {
        const at = parseInstant(sent);
        return at ? new Date(at.getTime() + (side === 'before' ? 1 : 0)) : unfit;
      }
      if (day < '1970-01-02' || day > '2199-12-30') return unfit;
      return startOfDay(side === 'from' ? day : addDays(day, 1));
    },
  });
}

export const pageNumbers = {
  page: int({ min: 1, max: 1_000_000 }).or(1).says('页码，默认 1'),
  page_size: int({ min: 1, max: 100 }).or(20).says('每页数量，默认 20，最多 100'),
};

export const pageFields = {
  ...pageNumbers,
  cursor: text({ max: 500 }).says('上一次返回的 next；有它时忽略 page'),
};

export const placeOf = ({
  page,
  page_size,
  cursor,
}: {
  page: number;
  page_size: number;
  cursor?: string | undefined;
}) => ({
  page: { number: page, size: page_size },
  cursor,
});

export const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const textOrNull = orNull(Type.String());
export const time = Type.String({ format: 'date-time', description: 'ISO 8601，北京时间' });

/** "2026-11-20T08:00:00+08:00" */
export const isoTime = (at: Date): string => `${localTime(at).replace(' ', 'T')}+08:00`;
export const isoTimeOrNull = (at: Date | null): string | null => at && isoTime(at);

const pageOfItems = <P extends TProperties>(item: TObject<P>) => ({
  list: Type.Array(item),
  total: Type.Integer({ description: '符合条件的总数；用 cursor 时为翻页开始时的总数' }),
  page: Type.Integer(),
  page_size: Type.Integer(),
});

/** The schema of a page of a list that is read by page numbers only. */
export const numberedPage = <P extends TProperties>(item: TObject<P>) => Type.Object(pageOfItems(item));

/** The schema of a page of a list. */
export const pageOf = <P extends TProperties>(item: TObject<P>) =>
  Type.Object({
    ...pageOfItems(item),
    next: orNull(Type.String({ description: '下一页的 cursor，没有时为 null' })),
  });

/** A page as this wire shows it. */
export const toPage = <Row, Item>(
  { items, total, next }: ListOf<Row>,
  fields: { page: number; page_size: number },
  present: (row: Row) => Item,
) => ({ list: items.map(present), total, page: fields.page, page_size: fields.page_size, next: next ?? null });

/** The answer to having made something: our id, the partner's own, and when. */
export const madeAnswer = <Ours extends string, Own extends string>(ours: Ours, own: Own) => ({
  schema: Type.Object({ [ours]: Type.String(), [own]: Type.String(), created_at: time }),
  present: (made: Made): Record<string, string> => ({
    [ours]: made.uid,
    [own]: made.own_id,
    created_at: isoTime(made.created_at),
  }),
});

/** The request as its Idempotency-Key knows it; undefined without one. Throws `request.malformed`. */
export function keyedOf<F extends Fields>(call: Call<F, Caller>, id: string): Keyed | undefined {
  const key = call.request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) throw new DomainError('request.malformed');
  return { key, request: { id, ...call.fields } };
}

/** Runs a change in a unit of work; once only when the request carries an Idempotency-Key. */
export function change<F extends Fields, A>(
  call: Call<F, Caller>,
  vault: Vault,
  id: string,
  operation: (ctx: WriteContext) => Promise<A>,
): Promise<A> {
  const keyed = keyedOf(call, id);
  if (!keyed) return call.write(operation);
  return call.write((ctx) => once(ctx, vault, keyed, () => operation(ctx)));
}
