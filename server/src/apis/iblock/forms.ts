/** What several of this API's endpoints take and answer in the same way. */
import { Type, type TSchema } from 'typebox';
import { type Day, parseDay } from '../../kernel/clock.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Catalog } from '../../domain/catalog/index.ts';
import type { MemberPlace, Place } from '../../domain/members/index.ts';
import { type Field, field, int, oneOf, text, unfit } from '../../platform/http/fields.ts';

/** Something of a list: its number, its name, or {id, name}, of which the number counts (spec: 4.3). */
export interface Ref {
  readonly id: number | undefined;
  readonly name: string | undefined;
}

function readRef(raw: unknown): Ref | typeof unfit {
  if (typeof raw === 'object' && raw !== null && !Array.isArray(raw)) {
    const { id, name } = raw as { id?: unknown; name?: unknown }; // Not null and no array, so an object.
    const number = Number(id);
    const hasId = id !== null && id !== '' && Number.isSafeInteger(number) && number >= 0;
    const hasName = (typeof name === 'string' && name.length <= 100) || typeof name === 'number';
    if (!hasId && !hasName) return unfit;
    return { id: hasId ? number : undefined, name: hasName ? String(name).trim() : undefined };
  }
  if (typeof raw === 'number') return Number.isSafeInteger(raw) && raw >= 0 ? { id: raw, name: undefined } : unfit;
  if (typeof raw !== 'string' || raw.length > 100) return unfit;
  const given = raw.trim();
  return /^\d{1,12}$/.test(given) ? { id: Number(given), name: undefined } : { id: undefined, name: given };
}

const refSchema = {
  anyOf: [
    { type: 'integer' },
    { type: 'string' },
    { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string' } } },
  ],
};

/** One of a list, as a number, a name or {id, name}. */
export const ref = (): Field<Ref | undefined> => field<Ref | undefined>({ schema: refSchema, read: readRef });

/** Several of a list; one of them alone is taken as well. */
export function refs(max = 50): Field<readonly Ref[] | undefined> {
  return field<readonly Ref[] | undefined>({
    schema: { type: 'array', items: refSchema, maxItems: max },
    read(raw) {
      const parts: unknown[] = Array.isArray(raw) ? raw : [raw];
      const read = parts.filter((part) => part !== null && part !== '').map(readRef);
      return read.length > max || read.some((one) => one === unfit) ? unfit : (read as Ref[]); // None is unfit.
    },
  });
}

/** A day, also written 2016-1-1 (seed 001, 4.6.1). */
export const looseDay = (): Field<Day | undefined> =>
  field<Day | undefined>({
    schema: { type: 'string', format: 'date' },
    read(raw) {
      const [, year, month = '', rest = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?$/.exec(String(raw).trim()) ?? [];
      return year === undefined
        ? unfit
        : (parseDay(`${year}-${month.padStart(2, '0')}-${rest.padStart(2, '0')}`) ?? unfit);
    },
  });

/** pageRequest (seed 001, 2.2). */
export const paging = {
  pageNo: int({ min: 1, max: 1_000_000 }).required().says('页码，从 1 开始'),
  pageSize: int({ min: 1, max: 100 }).required().says('每页数量，最多 100'),
  order: oneOf(['asc', 'desc']),
  orderBy: text({ max: 30 }),
};

interface PageFields {
  readonly pageNo: number;
  readonly pageSize: number;
  readonly order?: 'asc' | 'desc' | undefined;
  readonly orderBy?: string | undefined;
}

export const pageOf = ({ pageNo: number, pageSize: size }: PageFields) => ({ number, size });

const pageFields = {
  pageNo: Type.Integer(),
  pageSize: Type.Integer(),
  order: Type.String(),
  orderBy: Type.String(),
  totalCount: Type.Integer(),
};

/** pageResponse (2.3). */
export const pageAnswer = <T extends TSchema>(item: T) =>
  answerOf(Type.Object({ ...pageFields, result: Type.Array(item) }));

/** What stands in a page beside its items; `orderBy` is what is ordered by when nothing was asked for. */
export const pageHead = (fields: PageFields, totalCount: number, orderBy: string) => ({
  pageNo: fields.pageNo,
  pageSize: fields.pageSize,
  order: fields.order ?? 'desc',
  orderBy: fields.orderBy ?? orderBy,
  totalCount,
});
export const pageHeadFields = pageFields;

/** An answer whose data is this. */
export const answerOf = <T extends TSchema>(data: T) => Type.Object({ data });

/** An answer that says no more than that it is done. */
export const nothing = answerOf(Type.Object({}));
export const done = { data: {} };

export const named = Type.Object({ id: Type.Integer(), name: Type.String() });

/** {id, name} of a list; of what is not there, 0 and no name. */
export function toNamed(list: { byId(id: number): { name: string } | undefined }, id: number | null) {
  return id === null ? { id: 0, name: '' } : { id, name: list.byId(id)?.name ?? '' };
}

type NamedList = Pick<Catalog['industries'], 'byId' | 'byName'>;

/** The number of what is meant; what is on no list keeps its number, for the operation to refuse. */
export function idIn(list: NamedList, { id, name }: Ref): number {
  if (id !== undefined && list.byId(id)) return id;
  return (name === undefined ? undefined : list.byName(name)?.id) ?? id ?? 0;
}

export const idsIn = (list: NamedList, given: readonly Ref[] | undefined): number[] | undefined =>
  given?.map((one) => idIn(list, one));

/** A region of a level that is meant, within another when one is known; undefined when there is none. */
function regionIn({ regions }: Catalog, { id, name }: Ref, level: number, withinId: number | null): number | undefined {
  const byId = id === undefined ? undefined : regions.byId(id);
  if (byId?.level === level) return byId.id;
  return name === undefined ? undefined : regions.named(name, level, withinId)?.id;
}

/** Cities that are looked for; one that there is not is kept and finds nothing. */
export const cityIds = (catalog: Catalog, given: readonly Ref[] | undefined): number[] | undefined =>
  given?.map((one) => regionIn(catalog, one, 3, null) ?? one.id ?? 0);

export const placeFields = { province: ref(), city: ref(), district: ref() };

/** The place that province, city and district name. Throws `region.unknown` for one that there is not. */
export function placeIn(
  catalog: Catalog,
  given: { province?: Ref | undefined; city?: Ref | undefined; district?: Ref | undefined },
): Place {
  const found = (one: Ref | undefined, level: number, withinId: number | null) => {
    if (!one) return null;
    const id = regionIn(catalog, one, level, withinId);
    if (id === undefined) throw new DomainError('region.unknown', { ...one });
    return id;
  };
  const { regions } = catalog;
  const named = found(given.province, 2, null);
  const cityId = found(given.city, 3, named);
  const districtId = found(given.district, 4, cityId);
  const provinceOf = (id: number | null) => (id === null ? null : (regions.pathOf(id)[1]?.id ?? null));
  return { provinceId: named ?? provinceOf(cityId) ?? provinceOf(districtId), cityId, districtId };
}

/** Where a person is, with the address in words. */
export const memberPlaceIn = (
  catalog: Catalog,
  given: Parameters<typeof placeIn>[1] & { address?: string | undefined; street?: string | undefined },
): MemberPlace => ({ ...placeIn(catalog, given), address: given.address ?? given.street ?? '' });

const educationNames = ['本科', '硕士', '博士', '其他'].map((name, index) => ({ id: index + 1, name }));

/** Degrees as this API numbers them. */
export const educations = {
  all: educationNames,
  byId: (wanted: number) => educationNames.find((one) => one.id === wanted),
  byName: (name: string) => educationNames.find((one) => one.name === name),
};
