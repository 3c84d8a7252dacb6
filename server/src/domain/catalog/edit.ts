/** Operators rename, hide and add what people choose from. */
import type { WriteContext } from '../../kernel/context.ts';
import { DomainError, refuseUnless } from '../../kernel/errors.ts';
import { insertAdded, lockCatalogue, nextAddedId, saveHidden, saveName } from './catalog.sql.ts';
import { readCatalog } from './catalog.ts';
import { type Catalog, normal } from './catalogues.ts';
import type { EditableCatalogue } from './changes.ts';

interface Which {
  readonly catalogue: EditableCatalogue;
  readonly id: number;
}

export interface NewItem {
  readonly catalogue: EditableCatalogue;
  readonly name: string;
  /** For a question. */
  readonly ename: string | undefined;
  readonly qtype: string | undefined;
  /** The category above a category, which stands at the top without one; the one a skill is most used in. */
  readonly parentId: number | undefined;
}

/** Any item of those catalogues, with what operators have made of it. */
interface Item {
  readonly id: number;
  readonly name: string;
  readonly ename?: string;
  readonly qtype?: string;
  readonly parentId?: number | null;
  readonly isHidden?: boolean;
  readonly former?: readonly string[];
}

/**
 * Gives an item another name, and a question another English one; what it was called before still means it. Throws
 * `catalogue.not_found`, `catalogue.name_taken`, and `move.not_from_here` where nothing changes. Answers the name before.
 */
export async function renameItem(
  ctx: WriteContext,
  { catalogue, id, name, ename }: Which & { readonly name: string; readonly ename: string | undefined },
): Promise<string> {
  const catalog = await locked(ctx);
  const item = itemOf(catalog, catalogue, id);
  refuseUnless(name !== item.name || (ename !== undefined && ename !== item.ename), 'move.not_from_here');
  assertFree(catalog, catalogue, name, item);
  const former = [...new Set([...(item.former ?? []), item.name])].filter((one) => one !== name);
  await ctx.db.query(saveName, [catalogue, id, name, ename ?? null, former, ctx.now]);
  return item.name;
}

/**
 * Offers an item no longer, or again; where it is used it is shown all the same. Throws `catalogue.not_found`,
 * `catalogue.last_one` where people would have nothing to choose, and `move.not_from_here` where nothing changes. Answers its name.
 */
export async function hideItem(
  ctx: WriteContext,
  { catalogue, id, isHidden }: Which & { readonly isHidden: boolean },
): Promise<string> {
  const catalog = await locked(ctx);
  const item = itemOf(catalog, catalogue, id);
  refuseUnless(isHidden !== (item.isHidden === true), 'move.not_from_here');
  if (isHidden) refuseUnless(besides(catalog, catalogue, item).length > 0, 'catalogue.last_one');
  await ctx.db.query(saveHidden, [catalogue, id, isHidden, ctx.now]);
  return item.name;
}

/**
 * Adds an item. Throws `catalogue.name_taken`, `category.unknown` for a category below one that is not at the top, or a skill
 * of none, and `question.unknown` for a kind of question that forms do not ask. Answers its id.
 */
export async function addItem(ctx: WriteContext, item: NewItem): Promise<number> {
  const catalog = await locked(ctx);
  const { catalogue, name, ename, qtype, parentId } = item;
  const parent = parentId === undefined ? undefined : catalog.categories.byId(parentId);
  refuseUnless((parent === undefined) === (parentId === undefined), 'category.unknown');
  if (catalogue === 'categories') refuseUnless(parent === undefined || parent.parentId === null, 'category.unknown');
  if (catalogue === 'skills') refuseUnless(parent !== undefined, 'category.unknown');
  if (catalogue === 'questions')
    refuseUnless(qtype !== undefined && catalog.questions.all.some((one) => one.qtype === qtype), 'question.unknown');
  assertFree(catalog, catalogue, name, { id: 0, name, qtype: qtype ?? '', parentId: parentId ?? null });
  const [row] = await ctx.db.query(nextAddedId);
  const id = Number(row?.id);
  await ctx.db.query(insertAdded, [catalogue, id, name, ename ?? null, parentId ?? null, qtype ?? null, ctx.now]);
  return id;
}

/** The catalogues as they are, while nobody else changes them. */
async function locked(ctx: WriteContext): Promise<Catalog> {
  await ctx.db.query(lockCatalogue);
  return readCatalog(ctx.db);
}

function itemOf(catalog: Catalog, catalogue: EditableCatalogue, id: number): Item {
  const item: Item | undefined = catalog[catalogue].byId(id);
  if (!item) throw new DomainError('catalogue.not_found');
  return item;
}

/** Those it stands beside in a form: the questions of its kind, the categories below the same, all skills. */
function siblings(catalog: Catalog, catalogue: EditableCatalogue, { id, qtype, parentId }: Item): Item[] {
  const all: readonly Item[] = catalog[catalogue].all;
  const isBeside = (one: Item) =>
    catalogue === 'skills' || (catalogue === 'questions' ? one.qtype === qtype : one.parentId === parentId);
  return all.filter((one) => one.id !== id && isBeside(one));
}

const besides = (...of: Parameters<typeof siblings>) => siblings(...of).filter((one) => one.isHidden !== true);

function assertFree(catalog: Catalog, catalogue: EditableCatalogue, name: string, item: Item): void {
  const names = siblings(catalog, catalogue, item).flatMap((one) => [one.name, ...(one.former ?? [])]);
  refuseUnless(!names.some((one) => normal(one) === normal(name)), 'catalogue.name_taken');
}
