/** What partners have asked and how it was answered, without contents: kept for a week, for them to look at. */
import { type Clock, dayMs, later } from '../../kernel/clock.ts';
import { type ReadContext, type Reader, sql, type WriteContext } from '../../kernel/context.ts';
import { offsetOf, type Page } from '../../kernel/page.ts';
import { requireChannel } from './access.ts';

export interface CallRow {
  at: Date;
  method: string;
  path: string;
  operation: string;
  status: number;
  /** "ok", or the refusal. */
  outcome: string;
  ms: number;
  address: string;
  request_id: string;
}

export interface Answered extends Omit<CallRow, 'at' | 'request_id'> {
  readonly channelId: bigint;
  readonly requestId: string;
}

/** Remembers calls; they are written together, a moment later, so that no answer waits for it. */
export interface CallLog {
  add(call: Answered): void;
  /** Writes what is still remembered. */
  flush(): Promise<void>;
}

const insertCalls = sql<never>(
  'channels.insert_calls',
  `insert into channel_call (channel_id, at, method, path, operation, status, outcome, ms, address, request_id)
   select * from unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[],
     $8::int[], $9::text[], $10::text[])`,
);

const shownOf = `from channel_call where channel_id = $1 and ($2::int is null or status >= $2) and ($3::int is null or status <= $3)
  and ($4::timestamptz is null or at >= $4) and ($5::timestamptz is null or at < $5)`;

const callsOf = sql<CallRow>(
  'channels.calls_of',
  `select at, method, path, operation, status, outcome, ms, address, request_id ${shownOf}
   order by id desc limit $6 offset $7`,
);
const countCalls = sql<{ count: bigint }>('channels.count_calls', `select count(*) as count ${shownOf}`);
const sweepCalls = sql<never>('channels.sweep_calls', 'delete from channel_call where at < $1');

const keepDays = 7;
const pauseMs = 500;
/** Beyond this, while the database is away, the oldest are forgotten. */
const mostWaiting = 10_000;

export function createCallLog(db: Reader, clock: Clock, onError: (error: unknown) => void): CallLog {
  let waiting: (Answered & { at: Date })[] = [];
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const calls = waiting;
    waiting = [];
    if (calls.length === 0) return;
    const column = <K extends keyof (typeof calls)[number]>(name: K) => calls.map((call) => call[name]);
    const columns = [column('channelId'), column('at'), column('method'), column('path'), column('operation')];
    const rest = [column('status'), column('outcome'), column('ms'), column('address'), column('requestId')];
    await db.query(insertCalls, [...columns, ...rest]);
  }

  return {
    add(call) {
      waiting.push({ ...call, at: clock.now() });
      if (waiting.length > mostWaiting) waiting.shift();
      timer ??= setTimeout(() => void flush().catch(onError), pauseMs).unref();
    },
    flush,
  };
}

export interface CallFilters {
  readonly statusFrom?: number | undefined;
  readonly statusUntil?: number | undefined;
  readonly from?: Date | undefined;
  readonly before?: Date | undefined;
}

/** The caller's own calls of the last seven days, the newest first. */
export async function listCalls(
  ctx: ReadContext,
  { statusFrom, statusUntil, from, before }: CallFilters,
  page: Page,
): Promise<{ items: CallRow[]; total: number }> {
  const filters = [requireChannel(ctx.actor), statusFrom ?? null, statusUntil ?? null, from ?? null, before ?? null];
  const [items, [counted]] = await Promise.all([
    ctx.db.query(callsOf, [...filters, page.size, offsetOf(page)]),
    ctx.db.query(countCalls, filters),
  ]);
  return { items, total: Number(counted?.count ?? 0n) };
}

/** Forgets calls after a week; part of the daily sweep. */
export async function forgetCalls(ctx: WriteContext): Promise<void> {
  await ctx.db.query(sweepCalls, [later(ctx.now, -keepDays * dayMs)]);
}
