import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Kit, openKit } from '../../../test/kit.ts';
import type { Reader } from '../../kernel/context.ts';
import { system } from '../../platform/work.ts';
import { catalogueNames } from './catalogues.ts';
import { type Catalog, createCatalog, loadReferenceData } from './index.ts';

let kit: Kit;
let catalog: Catalog;
const reference = 'database/reference';
const load = (folder = 'database/reference') =>
  kit.work.write('cloudwork', system, (ctx) => loadReferenceData(ctx, folder));

beforeAll(async () => {
  kit = await openKit();
  await load();
  catalog = await createCatalog(kit.database.reader).read();
});
afterAll(() => kit.close());

/** The reference folder with one name of one catalogue replaced. */
async function changedFolder(name: string, from: string, to: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'linggong-reference-'));
  for (const one of catalogueNames) {
    const text = await readFile(join(reference, `${one}.json`), 'utf8');
    await writeFile(join(folder, `${one}.json`), one === name ? text.replace(from, to) : text);
  }
  return folder;
}

test('loading again changes nothing, and takes less than 20 ms', async () => {
  const times: number[] = [];
  for (let run = 0; run < 10; run += 1) {
    const startedAt = performance.now();
    expect(await load()).toEqual([]);
    times.push(performance.now() - startedAt);
  }
  // The fastest of ten: the others waited for the tests beside this one.
  expect(Math.min(...times)).toBeLessThan(20);
});

test('loads at once from several processes, and from any working directory', async () => {
  await kit.database.reader.query({ text: 'delete from reference_data' });
  const cwd = vi.spyOn(process, 'cwd').mockReturnValue('/');
  await Promise.all([load(), load(), load()]);
  cwd.mockRestore();
  const rows = await kit.database.reader.query<{ name: string }>({ text: 'select name from reference_data' });
  expect(rows.map(({ name }) => name).sort()).toEqual([...catalogueNames].sort());
});

test('sees a changed catalogue after a minute, and keeps the same object until then', async () => {
  let now = 0;
  let statements = 0;
  const reader: Reader = {
    ...kit.database.reader,
    query: (statement, values) => {
      statements += 1;
      return kit.database.reader.query(statement, values);
    },
  };
  const source = createCatalog(reader, () => now);
  const [first, second] = await Promise.all([source.read(), source.read()]);
  expect(second).toBe(first);
  expect(statements).toBe(1);
  const folder = await changedFolder('skills', '"TypeScript"', '"TypeScript 7"');
  expect(await load(folder)).toEqual(['skills']);
  now = 59_999;
  expect(await source.read()).toBe(first);
  now = 60_000;
  expect((await source.read()).skills.isKnown('typescript 7')).toBe(true);
  await load();
  await rm(folder, { recursive: true });
  now = 120_000;
  const last = await source.read();
  expect(last.skills.isKnown('typescript')).toBe(true);
  now = 180_000;
  expect(await source.read()).toBe(last);
});

test('says so when the catalogues have not been loaded, and recovers when they are', async () => {
  const source = createCatalog(kit.database.reader);
  await kit.database.reader.query({ text: "delete from reference_data where name = 'banks'" });
  await expect(source.read()).rejects.toThrow('the catalogue banks has not been loaded');
  await load();
  expect((await source.read()).banks.all).toHaveLength(16);
});

test('knows the tree of regions, and that only a city is a location', () => {
  const { regions } = catalog;
  expect(regions.childrenOf(null).map(({ name }) => name)).toEqual(['中国']);
  expect(regions.childrenOf(1)).toHaveLength(34);
  expect(regions.pathOf(330_106).map(({ name }) => name)).toEqual(['中国', '浙江省', '杭州市', '西湖区']);
  expect(regions.pathOf(7)).toEqual([]);
  expect([1, 330_000, 330_100, 330_106, 7].map(regions.isCity)).toEqual([false, false, true, false, false]);
  expect(regions.placesOf(1)).toHaveLength(34 + 394);
});

test('only a category without categories below it is a leaf', () => {
  const { categories } = catalog;
  expect(categories.childrenOf(null).map(({ id }) => id)).toEqual([1, 2, 3]);
  expect(categories.childrenOf(1).map(({ id }) => id)).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
  expect([1, 4, 23, 24, 0].map(categories.isLeaf)).toEqual([false, true, true, false, false]);
  expect(categories.byId(5)).toMatchObject({ parentId: 1, options: { platform: 'mobile' } });
});

test('questions of a type come highest level first', () => {
  const { questions } = catalog;
  const levels = questions.ofType('user').map(({ level }) => level);
  expect(levels).toEqual(levels.toSorted((a, b) => b - a));
  expect(levels.length).toBeGreaterThan(3);
  expect(questions.all).toHaveLength(58);
  expect(questions.ofType('constructor')).toEqual([]);
  expect(questions.byId(1)?.qtype).toBe('user');
});

test('skills are known in any case and spelt as the list does', () => {
  const { skills } = catalog;
  expect(skills.canonical(' typescript ')).toBe('TypeScript');
  expect(skills.canonical('ＨＴＭＬ５')).toBe('HTML5');
  expect(skills.canonical('Typescrip')).toBeUndefined();
  expect(skills.isKnown('__proto__')).toBe(false);
  expect(skills.beginningWith('java', 20).map(({ name }) => name)).toContain('JavaScript');
  expect(skills.beginningWith('', 5)).toHaveLength(5);
});

test('banks are found by code, and recognised by the beginning of a card where that is known', () => {
  const { banks } = catalog;
  expect(banks.byCode('CIB')?.name).toBe('兴业银行');
  expect(banks.recognise('6229 0812 3456 7890')?.code).toBe('CIB');
  expect(banks.recognise('000000')).toBeUndefined();
  expect(catalog.languages.byCode('en')?.id).toBe(6);
  expect(catalog.degrees.byCode('mba')?.name).toBe('MBA');
});

test('cities are found by name, pinyin and initials, the closest first', () => {
  const names = (text: string, limit = 50) => catalog.regions.citiesLike(text, limit).map(({ name }) => name);
  expect(names('杭州')).toEqual(['杭州市']);
  expect(names('HangZhou')).toEqual(['杭州市']);
  expect(names('州市', 500).length).toBeGreaterThan(20);
  expect(names('hz')).toEqual(expect.arrayContaining(['杭州市', '湖州市', '惠州市']));
  expect(names('suzh')).toHaveLength(2);
  expect(names('suzhou').sort()).toEqual(['宿州市', '苏州市'].sort());
  expect(names('h', 3)).toHaveLength(3);
  expect(names('  ')).toEqual([]);
});

test('regions are found by their name, with its ending or without, within another', () => {
  const { named } = catalog.regions;
  expect(named('上海', 2, null)?.id).toBe(310_000);
  expect(named('上海市', 3, 310_000)?.id).toBe(310_100);
  expect(named('上海市', 3, 330_000)).toBeUndefined();
  expect(named('西湖区', 4, 330_100)?.id).toBe(330_106);
});
