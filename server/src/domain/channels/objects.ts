/** What the kinds of objects have in common: made once by the partner's own id, changed in part, listed page by page. */
import { DomainError, isRefusal, refuseUnless, StartAgain } from '../../kernel/errors.ts';
import type { ReadContext, WriteContext } from '../../kernel/context.ts';
import { offsetOf, type Page } from '../../kernel/page.ts';
import type { Vault } from '../../kernel/vault.ts';
import { requireChannel } from './access.ts';
import { enqueueDelivery } from './events.ts';
import { type Condition, type MadeRow, type ObjectRow, type ObjectStatements } from './objects.sql.ts';

/** The answer to having made something, the same each time. */
export type Made = Pick<MadeRow, 'uid' | 'own_id' | 'created_at'>;

/** Some of the values; those left out stay as they are. */
export type ChangesOf<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** What is given, in one spelling: names in order, nothing for what is absent. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') {
    return typeof value === 'bigint' ? `${value}n` : (JSON.stringify(value) ?? 'null');
  }
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined && part !== null);
  const parts = entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, part]) => `${name}:${canonical(part)}`);
  return `{${parts.join(',')}}`;
}

/**
 * Makes an object once: a request that comes again with the same id and content gets the same answer, with other content
 * it throws `channel.id_taken`. `prepare` checks and answers the columns; it runs for a new object only. `state` is the
 * one it begins in, for objects that have states.
 */
export async function makeOnce<Row extends ObjectRow>(
  ctx: WriteContext,
  vault: Vault,
  statements: ObjectStatements<Row>,
  input: { readonly ownId: string },
  prepare: (channelId: bigint) => Promise<readonly unknown[]>,
  state: string | null = null,
): Promise<Made> {
  const channelId = requireChannel(ctx.actor);
  const { noun } = statements;
  const digest = vault.hash(`${noun}:${canonical(input)}`);
  const earlier = await madeBefore(ctx, statements, input.ownId, digest);
  if (earlier) return earlier;
  const columns = await prepare(channelId).catch(async (refusal: unknown) => {
    // The same request, sent at once, may have taken what this one is refused for.
    const isMade = isRefusal(refusal) && (await madeBefore(ctx, statements, input.ownId, digest)) !== undefined;
    throw isMade ? new StartAgain('made meanwhile') : refusal;
  });
  const values = [channelId, input.ownId, ctx.ids.uid(), digest, ctx.now, ctx.now, state, ctx.ids.uid(), ...columns];
  const [row] = await ctx.db.query(statements.insert, values);
  // Somebody has made it since it was looked for; what was prepared for it is undone.
  if (!row) throw new StartAgain('made meanwhile');
  for (const id of row.deliveries) await enqueueDelivery(ctx, id);
  return row;
}

async function madeBefore<Row extends ObjectRow>(
  ctx: WriteContext,
  { noun, made }: ObjectStatements<Row>,
  ownId: string,
  digest: string,
): Promise<Made | undefined> {
  const [earlier] = await ctx.db.share(made, [requireChannel(ctx.actor), ownId]);
  refuseUnless(earlier === undefined || earlier.made_from === digest, 'channel.id_taken', { noun });
  return earlier;
}

/** Keeps the new columns of a locked object, the move it has made, if any, and tells of it. */
export async function saveOwn<Row extends ObjectRow>(
  ctx: WriteContext,
  { update }: ObjectStatements<Row>,
  row: { readonly id: bigint; readonly own_id: string; readonly state?: string },
  columns: readonly unknown[],
  state: string | null = null,
): Promise<void> {
  const values = [requireChannel(ctx.actor), row.id, ctx.now, ctx.ids.uid(), row.state ?? null, state, ...columns];
  const [told] = await ctx.db.query(update, values);
  for (const id of told?.deliveries ?? []) await enqueueDelivery(ctx, id);
}

/** The caller's object by its own id. Throws `channel.not_found`, for another partner's as well. */
export async function findOwn<Row extends ObjectRow>(
  ctx: ReadContext,
  statements: ObjectStatements<Row>,
  ownId: string,
): Promise<Row> {
  const [row] = await ctx.db.share(statements.find, [requireChannel(ctx.actor), ownId]);
  if (!row) throw new DomainError('channel.not_found', { noun: statements.noun });
  return row;
}

/** The same, locked until the unit of work ends. */
export async function lockOwn<Row extends ObjectRow>(
  ctx: WriteContext,
  statements: ObjectStatements<Row>,
  ownId: string,
): Promise<Row> {
  const [row] = await ctx.db.query(statements.lock, [requireChannel(ctx.actor), ownId]);
  if (!row) throw new DomainError('channel.not_found', { noun: statements.noun });
  return row;
}

/** The inner id of the caller's object: undefined when none is named, null when there is none of that name. */
export async function idOf<Row extends ObjectRow>(
  ctx: ReadContext,
  statements: ObjectStatements<Row>,
  ownId: string | undefined,
): Promise<bigint | undefined | null> {
  if (ownId === undefined) return undefined;
  const [row] = await ctx.db.share(statements.made, [requireChannel(ctx.actor), ownId]);
  return row?.id ?? null;
}

/** What an object is after a partial change. */
export function changed<T extends object>(before: T, changes: ChangesOf<NoInfer<T>>): T {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { ...before, ...Object.fromEntries(given) };
}

/** A filter of a list with its value; undefined filters nothing. */
export type Filter = readonly [condition: Condition, value: unknown];

/** Where a list is read: a numbered page, or what follows the last row of another answer. */
export type Place = { readonly page: Page; readonly cursor?: string | undefined };

export interface ListOf<Row> {
  readonly items: readonly Row[];
  /** All that the filters let through; in a walk by cursor, as counted at its beginning. */
  readonly total: number;
  /** Continues behind the last item; undefined at the end. */
  readonly next: string | undefined;
}

/**
 * The caller's objects, the newest first. A cursor is sealed: it costs the same at any depth and tells nothing. Throws
 * `channel.cursor_invalid` for one that is not ours, of another list or another partner's.
 */
export async function listOwn<Row extends ObjectRow>(
  ctx: ReadContext,
  vault: Vault,
  statements: ObjectStatements<Row>,
  filters: readonly Filter[],
  { page, cursor }: Place,
): Promise<ListOf<Row>> {
  const channelId = requireChannel(ctx.actor);
  const used = filters.filter(([, value]) => value !== undefined);
  const conditions = used.map(([condition]) => condition);
  const values = [channelId, ...used.map(([, value]) => value)];
  const list = `${channelId}:${statements.noun}:${vault.hash(canonical(values) + canonical(conditions))}`;
  const at = cursor === undefined ? undefined : openCursor(vault, list, cursor);
  const place = at ? [at.id, page.size + 1] : [page.size + 1, offsetOf(page)];
  const [rows, counted] = await Promise.all([
    ctx.db.query(statements.page(conditions, at !== undefined), [...values, ...place]),
    at ? [] : ctx.db.query(statements.count(conditions), values),
  ]);
  const items = rows.slice(0, page.size);
  const total = at?.total ?? Number(counted[0]?.count ?? 0n);
  const last = rows.length > page.size ? items.at(-1) : undefined;
  return { items, total, next: last && vault.seal(`${list}:${last.id}:${total}`) };
}

function openCursor(vault: Vault, list: string, cursor: string): { id: bigint; total: number } {
  let text = '';
  try {
    text = vault.open(cursor);
  } catch {
    throw new DomainError('channel.cursor_invalid');
  }
  const [id, total, ...rest] = text.startsWith(`${list}:`) ? text.slice(list.length + 1).split(':') : [];
  refuseUnless(id !== undefined && total !== undefined && rest.length === 0, 'channel.cursor_invalid');
  return { id: BigInt(id), total: Number(total) };
}
