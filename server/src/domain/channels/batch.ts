import { sql, type Units, type WriteContext } from '../../kernel/context.ts';
import { type DomainError, isRefusal, StartAgain } from '../../kernel/errors.ts';

/** How many items share a unit of work: enough to be quick, few enough to hold few locks. */
const chunkSize = 100;

const savepoint = sql<never>('channels.savepoint', 'savepoint item');
const release = sql<never>('channels.release', 'release savepoint item');
const undo = sql<never>('channels.undo', 'rollback to savepoint item');

type Operation<Item, A> = (ctx: WriteContext, item: Item) => Promise<A>;

/**
 * Does the same for many items: each is kept or refused for itself. What was kept stays kept when the rest fails for a
 * reason of ours; the whole may be sent again, since each item is made once. In their order, unless what one of them finds
 * never depends on another (`inAnyOrder`): then their statements travel together.
 */
export async function each<Item, A>(
  units: Units,
  items: readonly Item[],
  operation: Operation<Item, A>,
  { inAnyOrder = false }: { inAnyOrder?: boolean } = {},
): Promise<(A | DomainError)[]> {
  const all = inAnyOrder ? allTogether : allInOrder;
  const results: (A | DomainError)[] = [];
  for (let from = 0; from < items.length; from += chunkSize) {
    const chunk = items.slice(from, from + chunkSize);
    results.push(
      ...((await allOf(units, (ctx) => all(ctx, chunk, operation))) ?? (await oneByOne(units, chunk, operation))),
    );
  }
  return results;
}

/** Most items are as they should be: without savepoints, until one is not. Undefined when one was refused. */
async function allOf<A>(units: Units, all: (ctx: WriteContext) => Promise<A[]>): Promise<A[] | undefined> {
  try {
    return await units.write(all);
  } catch (error) {
    if (isRefusal(error) || error instanceof Entangled) return undefined;
    throw error;
  }
}

async function allInOrder<Item, A>(ctx: WriteContext, chunk: readonly Item[], operation: Operation<Item, A>) {
  const done: A[] = [];
  for (const item of chunk) done.push(await operation(ctx, item));
  return done;
}

/** Two of the items are about the same thing after all. */
class Entangled extends Error {}

async function allTogether<Item, A>(ctx: WriteContext, chunk: readonly Item[], operation: Operation<Item, A>) {
  const settled = await Promise.allSettled(chunk.map((item) => operation(ctx, item)));
  return settled.map((one) => {
    if (one.status === 'fulfilled') return one.value;
    throw one.reason instanceof StartAgain ? new Entangled() : one.reason;
  });
}

function oneByOne<Item, A>(
  units: Units,
  chunk: readonly Item[],
  operation: Operation<Item, A>,
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
  operation: Operation<Item, A>,
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
