/** The catalogues as rows, and what can be asked of them. */

export interface Region {
  readonly id: number;
  /** Null for a country. */
  readonly parentId: number | null;
  /** 1 country, 2 province, 3 city, 4 district. */
  readonly level: number;
  readonly name: string;
  readonly pinyin: string;
  readonly initials: string;
}

export interface CategoryOptions {
  readonly stage: boolean;
  readonly api: boolean;
  readonly language: boolean;
  readonly framework: boolean;
  readonly platform: '' | 'mobile' | 'desktop';
}

/** What operators have made of an item. */
interface Edited {
  /** Not offered any more, and shown where it is used. */
  readonly isHidden?: boolean;
  readonly isAdded?: boolean;
  /** What it was called before. */
  readonly former?: readonly string[];
}

export interface Category extends Edited {
  readonly id: number;
  /** Null at the top level. */
  readonly parentId: number | null;
  readonly name: string;
  readonly options: CategoryOptions;
}

export interface Question extends Edited {
  readonly id: number;
  readonly qtype: string;
  readonly name: string;
  readonly ename: string;
  readonly level: number;
}

export interface Skill extends Edited {
  readonly id: number;
  readonly name: string;
  /** The category it is most used in. */
  readonly category: number;
}

export interface Language {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly ename: string;
}

export interface Degree {
  readonly code: string;
  readonly name: string;
}

/** Something that has a number and a name, and nothing else. */
export interface Named {
  readonly id: number;
  readonly name: string;
}

export interface Bank {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly bins: readonly string[];
}

/** A row of a tree as the files have it: 0 stands for no parent. */
type InFile<Row> = Omit<Row, 'parentId'> & { readonly parent: number };

/** The rows of each catalogue, as its file has them. */
export interface Rows {
  readonly regions: readonly InFile<Region>[];
  readonly categories: readonly InFile<Category>[];
  readonly questions: readonly Question[];
  readonly skills: readonly Skill[];
  readonly languages: readonly Language[];
  readonly degrees: readonly Degree[];
  readonly banks: readonly Bank[];
  /** Fields of design and building that projects are of. */
  readonly industries: readonly Named[];
  /** What designers can do and work with. */
  readonly crafts: readonly Named[];
  /** What people are recruited as. */
  readonly positions: readonly Named[];
}

export const catalogueNames = [
  'regions',
  'categories',
  'questions',
  'skills',
  'languages',
  'degrees',
  'banks',
  'industries',
  'crafts',
  'positions',
] as const satisfies readonly (keyof Rows)[];

/** All catalogues of one moment. What is not there is undefined or an empty list; nothing throws. */
export type Catalog = ReturnType<typeof catalogOf>;

/** Makes catalogues that can be asked out of their rows. */
export function catalogOf(rows: Rows) {
  return {
    regions: regionsOf(rows.regions.map(fromFile)),
    categories: categoriesOf(rows.categories.map(fromFile)),
    questions: questionsOf(rows.questions),
    skills: skillsOf(rows.skills),
    languages: { all: rows.languages, ...indexed(rows.languages), ...coded(rows.languages) },
    degrees: { all: rows.degrees, ...coded(rows.degrees) },
    banks: { all: rows.banks, ...coded(rows.banks), recognise: recogniser(rows.banks) },
    industries: namedOf(rows.industries),
    crafts: namedOf(rows.crafts),
    positions: namedOf(rows.positions),
  };
}

function fromFile<Row extends { readonly parent: number }>({ parent, ...row }: Row) {
  return { ...row, parentId: parent === 0 ? null : parent };
}

function namedOf(rows: readonly Named[]) {
  const byName = new Map(rows.map((row) => [normal(row.name), row]));
  return { all: rows, ...indexed(rows), byName: (name: string): Named | undefined => byName.get(normal(name)) };
}

function indexed<Row extends { readonly id: number }>(rows: readonly Row[]) {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return { byId: (id: number): Row | undefined => byId.get(id) };
}

function coded<Row extends { readonly code: string }>(rows: readonly Row[]) {
  const byCode = new Map(rows.map((row) => [row.code, row]));
  return { byCode: (code: string): Row | undefined => byCode.get(code) };
}

function grouped<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): ReadonlyMap<Key, readonly Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

function children<Row extends { readonly parentId: number | null }>(rows: readonly Row[]) {
  const byParent = grouped(rows, (row) => row.parentId);
  return { childrenOf: (id: number | null): readonly Row[] => byParent.get(id) ?? [] };
}

const cityLevel = 3;

function regionsOf(rows: readonly Region[]) {
  const { byId } = indexed(rows);
  const { childrenOf } = children(rows);
  const cities = rows.filter((row) => row.level === cityLevel);
  /** The region and those around it, the country first; empty when there is none. */
  const pathOf = (id: number | null): Region[] => {
    const region = id === null ? undefined : byId(id);
    return region ? [...pathOf(region.parentId), region] : [];
  };
  return {
    all: rows,
    byId,
    childrenOf,
    pathOf,
    /** Whether it is a city: only a city is the location of a person or a job. */
    isCity: (id: number): boolean => byId(id)?.level === cityLevel,
    /** The region of a level (2 province, 3 city, 4 district) with this name, its ending left out or not, within another. */
    named: (name: string, level: number, withinId: number | null): Region | undefined =>
      rows.find(
        (row) =>
          row.level === level &&
          (withinId === null || row.parentId === withinId) &&
          (row.name === name || row.name.replace(/[省市区县]$/, '') === name),
      ),
    citiesLike: (text: string, limit: number): Region[] => citiesLike(cities, text, limit),
    /** The provinces and cities of a country, each province before its cities. */
    placesOf: (countryId: number): Region[] =>
      childrenOf(countryId).flatMap((province) => [province, ...childrenOf(province.id)]),
  };
}

/** Cities by a part of their name, or the beginning of its pinyin or its initials; the closest first. */
function citiesLike(cities: readonly Region[], text: string, limit: number): Region[] {
  const wanted = text.normalize('NFKC').toLowerCase().replace(/\s/g, '');
  if (wanted === '') return [];
  const distance = ({ name, pinyin, initials }: Region): number => {
    const at = name.indexOf(wanted);
    if (pinyin === wanted || at === 0) return 0;
    if (initials === wanted) return 1;
    if (pinyin.startsWith(wanted)) return 2;
    if (initials.startsWith(wanted)) return 3;
    return at > 0 ? 4 : Number.POSITIVE_INFINITY;
  };
  const found = cities.map((city) => ({ city, far: distance(city) })).filter(({ far }) => far < 5);
  return found
    .sort((a, b) => a.far - b.far || a.city.id - b.city.id)
    .slice(0, limit)
    .map(({ city }) => city);
}

const isOffered = ({ isHidden }: Edited): boolean => isHidden !== true;

function categoriesOf(rows: readonly Category[]) {
  const { byId } = indexed(rows);
  const offered = rows.filter(
    (row) => isOffered(row) && (row.parentId === null || byId(row.parentId)?.isHidden !== true),
  );
  const { childrenOf } = children(rows);
  return {
    all: rows,
    byId,
    childrenOf,
    /**
     * Whether a job can be of it: it is there and has no categories below it. What operators have added at the top stays so,
     * since jobs may have been of it before anything was added below.
     */
    isLeaf: (id: number): boolean => {
      const row = byId(id);
      return row !== undefined && (childrenOf(id).length === 0 || row.isAdded === true);
    },
    /** Those that forms offer: neither hidden nor below a hidden one. */
    offered,
    offeredBelow: (id: number | null): readonly Category[] => offered.filter((row) => row.parentId === id),
  };
}

function questionsOf(rows: readonly Question[]) {
  const byType = grouped(
    rows.filter(isOffered).toSorted((a, b) => b.level - a.level || a.id - b.id),
    (row) => row.qtype,
  );
  /** Questions or reasons of a type that forms offer, the highest level first. */
  return { all: rows, ...indexed(rows), ofType: (qtype: string): readonly Question[] => byType.get(qtype) ?? [] };
}

/** A name as it is compared. */
export const normal = (name: string) => name.normalize('NFKC').trim().toLowerCase();

function skillsOf(rows: readonly Skill[]) {
  const offered = rows.filter(isOffered);
  const names = offered.map((row) => [normal(row.name), row] as const);
  const called = rows.map((row) => [normal(row.name), row] as const);
  const before = rows.flatMap((row) => (row.former ?? []).map((name) => [normal(name), row] as const));
  const byName = new Map([...before, ...called]);
  const canonical = (name: string): string | undefined => byName.get(normal(name))?.name;
  return {
    all: rows,
    ...indexed(rows),
    /** The name as the list spells it, whatever its case, also of what was renamed or hidden; undefined when it is not on the list. */
    canonical,
    isKnown: (name: string): boolean => canonical(name) !== undefined,
    /** Skills that forms offer whose names begin with the text, at most `limit`. */
    beginningWith(text: string, limit: number): Skill[] {
      const start = normal(text);
      return names.flatMap(([name, row]) => (name.startsWith(start) ? [row] : [])).slice(0, limit);
    },
  };
}

/** The bank whose cards begin so; a hint only, for most banks have more beginnings than are known. */
function recogniser(rows: readonly Bank[]) {
  const byBin = new Map(rows.flatMap((bank) => bank.bins.map((bin) => [bin, bank] as const)));
  return (cardNo: string): Bank | undefined => byBin.get(cardNo.replace(/\s/g, '').slice(0, 6));
}
