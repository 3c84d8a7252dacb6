import { sql, type Units, type WriteContext } from '../../kernel/context.ts';
import { type DomainError, isRefusal } from '../../kernel/errors.ts';

/** How many items share a unit of work: enough to be quick, few enough to hold few locks. */
const chunkSize = 50;

const savepoint = sql<never>('channels.savepoint', 'savepoint item');
const release = sql<never>('channels.release', 'release savepoint item');
const undo = sql<never>('channels.undo', 'rollback to savepoint item');

/**
 * Does the same for many items, in their order: each is kept or refused for itself. What was kept stays kept when the
 * rest fails for a reason of ours; the whole may be sent again, since each item is made once.
 */
export async function each<Item, A>(
  units: Units,
  items: readonly Item[],
  operation: (ctx: WriteContext, item: Item) => Promise<A>,
): Promise<(A | DomainError)[]> {
  const results: (A | DomainError)[] = [];
  for (let from = 0; from < items.length; from += chunkSize) {
    const chunk = items.slice(from, from + chunkSize);
    results.push(...((await allOf(units, chunk, operation)) ?? (await oneByOne(units, chunk, operation))));
  }
  return results;
}

/** Most items are as they should be: without savepoints, until one is not. Undefined when one was refused. */
async function allOf<Item, A>(
  units: Units,
  chunk: readonly Item[],
  operation: (ctx: WriteContext, item: Item) => Promise<A>,
): Promise<A[] | undefined> {
  try {
    return await units.write(async (ctx) => {
      const done: A[] = [];
      for (const item of chunk) done.push(await operation(ctx, item));
      return done;
    });
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

function oneByOne<Item, A>(
  units: Units,
  chunk: readonly Item[],
  operation: (ctx: WriteContext, item: Item) => Promise<A>,
): Promise<(A | DomainError)[]> {
  return units.write(async (ctx) => {
    const done: (A | DomainError)[] = [];
    for (const item of chunk) done.push(await attempt(ctx, item, operation));
    return done;
  });
}

async function attempt<Item, A>(
  ctx: WriteContext,
  item: Item,
  operation: (ctx: WriteContext, item: Item) => Promise<A>,
): Promise<A | DomainError> {
  await ctx.db.query(savepoint);
  try {
    const answer = await operation(ctx, item);
    await ctx.db.query(release);
    return answer;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await ctx.db.query(undo);
    return error;
  }
}
