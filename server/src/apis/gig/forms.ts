/** Forms that many endpoints of this API share. */
import { type TSchema, Type } from 'typebox';
import { requirePerson } from '../../domain/identity/index.ts';
import { type Day, dayOf, localTime, parseDay, parseTime } from '../../kernel/clock.ts';
import type { Actor, PersonActor } from '../../kernel/context.ts';
import type { Page, PageOf } from '../../kernel/page.ts';
import { type Field, field, id, int, text, unfit } from '../../platform/http/fields.ts';

/** What is read may be asked for by either method; what changes anything is posted. */
export const reading = ['GET', 'POST'] as const;
export const changing = 'POST';

/** The fields by which a signed-in caller is known; the wire has looked at them before an endpoint does. */
export const credentials = {
  user_id_check: id().says('用户 ID'),
  token_check: text({ max: 100 }).says('用户 TOKEN'),
};

export { mobile as phone } from '../../platform/http/person-fields.ts';
export const smsCode = () => text({ pattern: /^\d{6}$/, max: 6 });

/** An answer of this API: what it holds is its `data`. */
export const dataOf = <T extends TSchema>(data: T) => Type.Object({ data });
export const nothing = dataOf(Type.Object({}));
export const done = { data: {} };
export const made = dataOf(Type.Object({ id: Type.Integer() }));
export const toMade = (number: bigint) => ({ data: { id: Number(number) } });

/** The person behind a context of an endpoint that demands one. */
export const personIn = (ctx: { readonly actor: Actor }): PersonActor => requirePerson(ctx.actor);

/** The unit in which capital is written: ten thousand yuan. */
export const capitalUnit = 10_000n;

const perPage = 10;
export const page = () => int({ min: 1, max: 100_000 }).or(1).says('页数');
export const pageAt = (number: number, size = perPage): Page => ({ number, size });

/** A page of a list, as deployed clients read it. */
export const paginator = <T extends TSchema>(item: T) =>
  dataOf(
    Type.Object({
      data: Type.Array(item),
      total: Type.Integer(),
      per_page: Type.Integer(),
      current_page: Type.Integer(),
      last_page: Type.Integer(),
    }),
  );

export const toPaginator = <Row, Item>(
  { items, total }: PageOf<Row>,
  { number, size }: Page,
  present: (row: Row) => Item,
) => ({
  data: {
    data: items.map(present),
    total,
    per_page: size,
    current_page: number,
    last_page: Math.max(1, Math.ceil(total / size)),
  },
});

const latest = 4_102_444_800_000; // 1 January 2100

/** The instant that a time stamp in seconds or milliseconds, a local time or an ISO text means. */
function instantIn(raw: unknown): Date | undefined {
  const given = String(raw).trim();
  if (/^\d{1,13}$/.test(given)) {
    const number = Number(given);
    return new Date(number > 1e11 ? number : number * 1000);
  }
  const day = parseDay(given) === given ? parseTime(`${given} 00:00:00`) : undefined;
  return day ?? parseTime(given);
}

/** A time as clients write it: seconds or milliseconds since 1970, "2026-11-20 08:00:00", a day, or ISO 8601. */
export function moment(): Field<Date | undefined> {
  return field<Date | undefined>({
    schema: { type: 'string' },
    read(raw) {
      const at = instantIn(raw);
      return at && at.getTime() < latest ? at : unfit;
    },
  }).says('时间戳（秒或毫秒）、YYYY-MM-DD HH:mm:ss 或 ISO 8601');
}

/** The same, as the Shanghai day it falls on. */
export function stampedDay(): Field<Day | undefined> {
  return field<Day | undefined>({
    schema: { type: 'string' },
    read(raw) {
      const at = instantIn(/^\d{4}-\d{2}$/.test(String(raw)) ? `${String(raw)}-01` : raw);
      return at && at.getTime() < latest ? dayOf(at) : unfit;
    },
  }).says('时间戳（秒或毫秒）或 YYYY-MM-DD');
}

export const localOrEmpty = (at: Date | null): string => (at === null ? '' : localTime(at));

/** One of our own uploads: its address, or its number. */
function uploadIn(raw: unknown): string | undefined {
  const given = String(raw).trim();
  if (/^\d{1,15}$/.test(given)) return given;
  return /(?:^|\/attachment\/)([0-9a-f]{32})(?:[?#].*)?$/.exec(given)?.[1];
}

/** The address of one upload of the caller's. */
export function upload(): Field<string | undefined> {
  return field<string | undefined>({
    schema: { type: 'string', maxLength: 500 },
    read: (raw) => uploadIn(raw) ?? unfit,
  }).says('file_upload 返回的 url');
}

/** Addresses of uploads of the caller's, joined by commas; an empty text is none. */
export function uploads(most: number): Field<readonly string[] | undefined> {
  return field<readonly string[] | undefined>({
    schema: { type: 'string', maxLength: 10_000 },
    keepsEmpty: true,
    read(raw) {
      const parts = (Array.isArray(raw) ? raw.map(String) : String(raw).split(',')).filter(
        (part) => part.trim() !== '',
      );
      const names = parts.map(uploadIn).filter((name) => name !== undefined);
      return names.length < parts.length || names.length > most ? unfit : [...new Set(names)];
    },
  }).says(`file_upload 返回的 url，以逗号分隔，最多 ${most} 个`);
}

/** `baseUrl` is the address this API is reached at. */
export const fileUrl = (baseUrl: string, uid: string): string => `${baseUrl}/attachment/${uid}`;
export const fileUrls = (baseUrl: string, files: readonly { readonly uid: string }[]): string =>
  files.map(({ uid }) => fileUrl(baseUrl, uid)).join(',');
