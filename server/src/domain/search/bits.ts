/** Keeps the bits that searches are counted by. See docs/decisions/0008-counting-by-bits.md. */
import type { ReadContext, Units, WriteContext } from '../../kernel/context.ts';
import type { TaskHandler, TaskPayload } from '../../platform/tasks/worker.ts';
import {
  addTerms,
  awaitCounting,
  buildChunk,
  changesWaiting,
  chunksOfIndex,
  dropBits,
  dropChunks,
  dropDeadChunks,
  dropTerms,
  foldChanges,
  frequentTerms,
  growTerm,
  haltIndex,
  lockCounting,
  marketsOfIndex,
  moveStragglers,
  setBuilt,
  setCensus,
  shrinkTerms,
  startCounting,
} from './bits.sql.ts';
import { queryOf } from './question.ts';
import { sizeOfIndex } from './search.sql.ts';

/** A market of fewer listings is counted by its index alone. */
const smallest = 20_000;
/** A word gets bits when about so many listings have it, and loses them below half of that. */
export const bitsFloor = 2_000;
/** As many changes wait before they are folded, and are folded at once. */
const foldFrom = 1_000;
const foldAtOnce = 2_000;
/** Words that get bits in one unit of work, and words that may ever have them. */
const growAtOnce = 20;
const mostTerms = 20_000;
/** Rows that are moved out of nearly dead chunks in one night. */
const mostMoved = 2_000;
/** Rows a census looks at, about. */
const censusRows = 30_000;

const foldTask = 'search.fold';
const censusTask = 'search.census';
const nightTask = 'search.night';

async function sizeOf(ctx: ReadContext): Promise<number> {
  const [row] = await ctx.db.query(sizeOfIndex, [ctx.market]);
  return row?.total ?? 0;
}

/** Words that are to have bits, by a sample of the index. */
async function frequent(ctx: ReadContext, floor: number, limit: number): Promise<string[]> {
  const share = (100 * censusRows) / Math.max(await sizeOf(ctx), 1);
  const percent = [5, 10, 20, 50].find((one) => one >= share) ?? 100;
  const rows = await ctx.db.query(frequentTerms(percent), [ctx.market, floor, limit]);
  return rows.map(({ term }) => term);
}

/** Forgets the bits of the market and begins to build them; until they are there the index counts alone. */
async function beginRebuild(ctx: WriteContext, floor = bitsFloor): Promise<void> {
  await ctx.db.query(startCounting, [ctx.market]);
  for (const statement of [dropBits, dropTerms, dropChunks]) await ctx.db.query(statement, [ctx.market]);
  await ctx.db.query(addTerms, [ctx.market, await frequent(ctx, floor, mostTerms)]);
  // Last, since nobody writes meanwhile: who wrote before it is seen by the building, who writes after it notes changes.
  await ctx.db.query(haltIndex);
}

/** Builds the next chunk. Answers how many are left; nothing when somebody else is at it, or there is nothing to build. */
async function buildNext(ctx: WriteContext): Promise<number | undefined> {
  const [state] = await ctx.db.query(lockCounting, [ctx.market]);
  if (!state || state.is_ready) return undefined;
  const [{ chunks } = { chunks: 0 }] = await ctx.db.query(chunksOfIndex, [ctx.market]);
  const next = state.next_chunk + 1;
  if (state.next_chunk < chunks) await ctx.db.query(buildChunk, [ctx.market, state.next_chunk]);
  await ctx.db.query(setBuilt, [ctx.market, next, next >= chunks]);
  return Math.max(chunks - next, 0);
}

/** Builds the bits of a market anew, in units of work that may be cut off at any point: the fold task then goes on. */
export async function rebuildBits(
  units: Units,
  { floor = bitsFloor, onStep }: { floor?: number; onStep?: (left: number) => void } = {},
): Promise<void> {
  await units.write((ctx) => beginRebuild(ctx, floor));
  for (;;) {
    const left = await units.write(buildNext);
    if (left !== undefined) onStep?.(left);
    // Another process may build as well; its turn is waited for.
    const [state] = await units.write((ctx) => ctx.db.query(awaitCounting, [ctx.market]));
    if (!state || state.is_ready) return;
  }
}

/** Folds changes into the bits, or builds on what is not built yet. Answers whether more is to be done. */
export async function fold(ctx: WriteContext, from = foldFrom, atOnce = foldAtOnce): Promise<boolean> {
  const [state] = await ctx.db.query(lockCounting, [ctx.market]);
  if (!state) return false;
  if (!state.is_ready) return (await buildNext(ctx)) !== undefined;
  const [waiting] = await ctx.db.query(changesWaiting, [ctx.market, from]);
  if ((waiting?.waiting ?? 0) < from) return false;
  const [row] = await ctx.db.query(foldChanges, [ctx.market, atOnce]);
  const folded = row?.folded ?? 0;
  if (state.changes_folded + folded > Math.max(smallest, (await sizeOf(ctx)) / 10)) {
    await takeCensusSoon(ctx);
  }
  return folded === atOnce;
}

/** Gives bits to words that have become frequent and takes them from those that no longer are. Answers whether more is to be done. */
export async function census(ctx: WriteContext, floor = bitsFloor): Promise<boolean> {
  const [state] = await ctx.db.query(lockCounting, [ctx.market]);
  if (!state?.is_ready) return false;
  await ctx.db.query(shrinkTerms, [ctx.market, Math.floor(floor / 2)]);
  const terms = await frequent(ctx, floor, growAtOnce);
  await ctx.db.query(addTerms, [ctx.market, terms]);
  for (const term of terms) await ctx.db.query(growTerm, [ctx.market, term, queryOf([[term]])]);
  await ctx.db.query(setCensus, [ctx.market]);
  return terms.length === growAtOnce;
}

const foldSoon = (ctx: WriteContext) => ctx.enqueue(foldTask, { market: ctx.market });
const takeCensusSoon = (ctx: WriteContext) =>
  ctx.enqueue(censusTask, { market: ctx.market }, { key: `${censusTask}:${ctx.market}` });

/** Every night: a market that has grown large begins to be counted by bits; what was left over is folded; old chunks go. */
async function passNight(ctx: WriteContext): Promise<void> {
  const [state] = await ctx.db.query(lockCounting, [ctx.market]);
  if (state?.is_ready) {
    await fold(ctx, 1);
    await ctx.db.query(moveStragglers, [ctx.market, mostMoved]);
    await ctx.db.query(dropDeadChunks, [ctx.market]);
    await takeCensusSoon(ctx);
  } else if (!state) {
    // Not locked by us: either it is not there, or somebody else is at work on it.
    const [other] = await ctx.db.query(awaitCounting, [ctx.market]);
    if (!other && (await sizeOf(ctx)) >= smallest) await beginRebuild(ctx);
  }
  await foldSoon(ctx);
}

/** A task of one market; the trigger's own names it by the task, others by what they carry. */
const inMarket = (run: (ctx: WriteContext) => Promise<void>) => (ctx: WriteContext, payload: TaskPayload) =>
  run(typeof payload['market'] === 'string' ? { ...ctx, market: payload['market'] } : ctx);

export const bitTasks: readonly TaskHandler[] = [
  { name: foldTask, inside: inMarket(async (ctx) => void ((await fold(ctx)) && (await foldSoon(ctx)))) },
  { name: censusTask, inside: inMarket(async (ctx) => void ((await census(ctx)) && (await takeCensusSoon(ctx)))) },
  { name: nightTask, inside: inMarket(passNight) },
  {
    name: 'search.nights',
    dailyAt: '04:20',
    inside: async (ctx) => {
      for (const { market } of await ctx.db.query(marketsOfIndex)) await ctx.enqueue(nightTask, { market });
    },
  },
];
