import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Kit, openKit } from '../../../test/kit.ts';
import type { Actor, WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { system } from '../../platform/work.ts';
import { catalogueNames } from './catalogues.ts';
import {
  addItem,
  type CatalogSource,
  createCatalog,
  type EditableCatalogue,
  hideItem,
  loadReferenceData,
  type NewItem,
  renameItem,
} from './index.ts';

const operator: Actor = { kind: 'operator', operatorId: 1n };
const reference = 'database/reference';

let kit: Kit;
let source: CatalogSource;
beforeAll(async () => {
  kit = await openKit();
  await kit.work.write('cloudwork', system, (ctx) => loadReferenceData(ctx, reference));
});
afterAll(() => kit.close());
beforeEach(async () => {
  await kit.database.reader.query({ text: 'delete from catalogue_change' });
  source = createCatalog(kit.database.reader, () => 0);
});

const write = <T>(operation: (ctx: WriteContext) => Promise<T>) =>
  kit.work.write('cloudwork', operator, operation).catch((error: unknown) => {
    if (error instanceof DomainError) return error.code;
    throw error;
  });
const rename = (catalogue: EditableCatalogue, id: number, name: string, ename?: string) =>
  write((ctx) => renameItem(ctx, { catalogue, id, name, ename }));
const hide = (catalogue: EditableCatalogue, id: number, isHidden = true) =>
  write((ctx) => hideItem(ctx, { catalogue, id, isHidden }));
const add = (item: Partial<NewItem>) =>
  write((ctx) =>
    addItem(ctx, { catalogue: 'skills', name: '', ename: undefined, qtype: undefined, parentId: undefined, ...item }),
  );
const now = async () => {
  await source.read();
  await source.follow();
  return source.read();
};

describe('a name', () => {
  test('is changed, and what it was before still means the same', async () => {
    const before = await source.read();
    expect(before.skills.canonical('html5')).toBe('HTML5');
    expect(await rename('skills', 1, 'HTML')).toBe('HTML5');
    const { skills } = await now();
    expect(skills.byId(1)).toMatchObject({ name: 'HTML', former: ['HTML5'] });
    expect(['html', 'HTML5'].map(skills.canonical)).toEqual(['HTML', 'HTML']);
    expect(skills.beginningWith('html5', 5)).toEqual([]);
    expect(await rename('skills', 1, 'HTML5')).toBe('HTML');
    expect((await now()).skills.byId(1)).toMatchObject({ name: 'HTML5', former: ['HTML'] });
  });

  test('of a question is changed in either language', async () => {
    expect(await rename('questions', 1, '您的小学在哪里？')).toBe('您小学班主任的名字是什么？');
    const { ename } = (await now()).questions.byId(1) ?? {};
    expect(ename).toBe('What is the name of your primary school class teacher?');
    await rename('questions', 1, '您的小学在哪里？', 'Where was your primary school?');
    expect((await now()).questions.byId(1)).toMatchObject({ ename: 'Where was your primary school?' });
  });

  test('serves one item only, in whatever case, also after it was given up', async () => {
    expect(await rename('skills', 2, 'ｈｔｍｌ５')).toBe('catalogue.name_taken');
    expect(await add({ name: ' HTML5 ', parentId: 4 })).toBe('catalogue.name_taken');
    await rename('skills', 1, 'HTML');
    expect(await rename('skills', 2, 'HTML5')).toBe('catalogue.name_taken');
    expect(await rename('skills', 1, 'HTML')).toBe('move.not_from_here');
    expect(await rename('skills', 9_999, 'X')).toBe('catalogue.not_found');
    const { categories } = await now();
    const [first, second] = categories.childrenOf(1);
    expect(await rename('categories', first?.id ?? 0, second?.name ?? '')).toBe('catalogue.name_taken');
  });
});

describe('what is hidden', () => {
  test('is offered no more, and is shown and taken where it is used', async () => {
    for (const [catalogue, id] of [
      ['categories', 4],
      ['skills', 1],
      ['questions', 1],
    ] as const)
      expect(typeof (await hide(catalogue, id))).toBe('string');
    const { categories, skills, questions } = await now();
    expect(categories.offered.map(({ id }) => id)).not.toContain(4);
    expect(categories.offeredBelow(1).map(({ id }) => id)).toEqual([5, 6, 7, 8, 9, 10, 11]);
    expect([categories.byId(4)?.isHidden, categories.isLeaf(4)]).toEqual([true, true]);
    // People who are in it are found below its parent all the same.
    expect(categories.childrenOf(1).map(({ id }) => id)).toContain(4);
    expect(skills.beginningWith('html5', 5)).toEqual([]);
    expect(skills.canonical('html5')).toBe('HTML5');
    expect(questions.ofType('user').map(({ id }) => id)).not.toContain(1);
    expect(questions.byId(1)?.qtype).toBe('user');
    expect(await hide('skills', 1)).toBe('move.not_from_here');
    await hide('skills', 1, false);
    expect((await now()).skills.beginningWith('html5', 5)).toHaveLength(1);
    expect(await hide('skills', 1, false)).toBe('move.not_from_here');
    expect(await hide('skills', 9_999)).toBe('catalogue.not_found');
  });

  test('takes what is below it along, and is never the last of its kind', async () => {
    await hide('categories', 1);
    expect((await now()).categories.offeredBelow(1)).toEqual([]);
    expect(typeof (await hide('categories', 2))).toBe('string');
    expect(await hide('categories', 3)).toBe('catalogue.last_one');
    const reasons = (await now()).questions.ofType('contract_revoke');
    const outcomes = [];
    for (const { id } of reasons) outcomes.push(await hide('questions', id));
    expect(outcomes.at(-1)).toBe('catalogue.last_one');
    expect((await now()).questions.ofType('contract_revoke')).toHaveLength(1);
  });
});

describe('what is added', () => {
  test('has an id no release will use, and is offered at once', async () => {
    const skill = await add({ name: '智能体开发', parentId: 4 });
    const category = await add({ catalogue: 'categories', name: '人工智能', parentId: 1 });
    const top = await add({ catalogue: 'categories', name: '生活服务' });
    const question = await add({
      catalogue: 'questions',
      name: '您的第一台电脑？',
      ename: 'Your first computer?',
      qtype: 'user',
    });
    for (const id of [skill, category, top, question]) expect(id).toBeGreaterThan(1_000_000);
    const { categories, skills, questions } = await now();
    expect(skills.beginningWith('智能', 5)).toMatchObject([{ id: skill, isAdded: true }]);
    expect(categories.offeredBelow(1).map(({ id }) => id)).toContain(category);
    expect([categories.isLeaf(Number(category)), categories.isLeaf(Number(top))]).toEqual([true, true]);
    expect(categories.offeredBelow(null).map(({ id }) => id)).toEqual([1, 2, 3, top]);
    expect(questions.ofType('user').map(({ id }) => id)).toContain(question);
    // Jobs that are of the new category at the top stay as they are when there is one below it.
    await add({ catalogue: 'categories', name: '家政', parentId: Number(top) });
    expect((await now()).categories.isLeaf(Number(top))).toBe(true);
    expect(await rename('skills', Number(skill), '智能体')).toBe('智能体开发');
    expect(typeof (await hide('skills', Number(skill)))).toBe('string');
    const changed = (await now()).skills.byId(Number(skill));
    expect(changed).toMatchObject({ name: '智能体', isHidden: true, isAdded: true, category: 4 });
  });

  test.each([
    [{ name: 'X' }, 'category.unknown'],
    [{ name: 'X', parentId: 9_999 }, 'category.unknown'],
    [{ catalogue: 'categories', name: 'X', parentId: 4 }, 'category.unknown'],
    [{ catalogue: 'categories', name: 'X', parentId: 9_999 }, 'category.unknown'],
    [{ catalogue: 'questions', name: 'X' }, 'question.unknown'],
    [{ catalogue: 'questions', name: 'X', qtype: 'nonsense' }, 'question.unknown'],
  ] as const)('%o is refused: %s', async (item, code) => {
    expect(await add(item)).toBe(code);
  });

  test('by several at once is added once', async () => {
    const six = Array.from({ length: 6 }, () => ({ name: '量子计算', parentId: 4 }));
    await Promise.all(six.map(() => kit.database.reader.query({ text: 'select pg_sleep(0.05)' }))); // So that each finds a connection open.
    const outcomes = await Promise.all(six.map(add));
    expect(outcomes.filter((one) => one === 'catalogue.name_taken')).toHaveLength(5);
  });
});

test('changes stay on top of whatever the reference becomes, and what was not renamed follows it', async () => {
  await rename('skills', 1, 'HTML');
  await hide('skills', 2);
  const added = await add({ name: '智能体开发', parentId: 4 });
  const folder = await mkdtemp(join(tmpdir(), 'linggong-reference-'));
  for (const one of catalogueNames) {
    const text = await readFile(join(reference, `${one}.json`), 'utf8');
    const second = (await now()).skills.byId(2)?.name ?? '';
    const released = text.replace('"HTML5"', '"HTML 5.3"').replace(`"${second}"`, '"Released"');
    await writeFile(join(folder, `${one}.json`), one === 'skills' ? released : text);
  }
  await kit.work.write('cloudwork', system, (ctx) => loadReferenceData(ctx, folder));
  const { skills } = await now();
  expect(skills.byId(1)?.name).toBe('HTML');
  expect(skills.byId(2)).toMatchObject({ name: 'Released', isHidden: true });
  expect(skills.byId(Number(added))?.name).toBe('智能体开发');
  await kit.work.write('cloudwork', system, (ctx) => loadReferenceData(ctx, reference));
  await rm(folder, { recursive: true });
});

test('another process sees a change as soon as it looks, and the same object while nothing changes', async () => {
  const other = createCatalog(kit.database.reader, () => 0);
  await other.follow();
  const before = await other.read();
  await other.follow();
  expect(await other.read()).toBe(before);
  await rename('skills', 1, 'HTML');
  expect((await other.read()).skills.byId(1)?.name).toBe('HTML5');
  await other.follow();
  expect((await other.read()).skills.byId(1)?.name).toBe('HTML');
  await rename('skills', 1, 'HTML 6');
  await other.follow();
  expect((await other.read()).skills.byId(1)?.name).toBe('HTML 6');
});
