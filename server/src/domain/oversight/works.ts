/** What runs by itself: tasks that failed for good, and messages that were sent. */
import { type ReadContext, sql, type WriteContext } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';
import { redacted, withoutNumbers } from '../../kernel/redacted.ts';

interface FailedTaskRow {
  id: bigint;
  name: string;
  market: string;
  payload: Record<string, unknown>;
  attempts: number;
  last_error: string | null;
  created_at: Date;
  failed_at: Date;
}

/** A task that was given up, for people to read: without secrets and other people's numbers. */
export interface FailedTask extends Omit<FailedTaskRow, 'payload' | 'last_error'> {
  readonly payload: readonly { readonly name: string; readonly value: string }[];
  readonly error: string;
}

const ofMarket = `from task where failed_at is not null and market in ($1, '')`;
const failedTasks = sql<FailedTaskRow>(
  'oversight.failed_tasks',
  `select id, name, market, payload, attempts, last_error, created_at, failed_at ${ofMarket}
   order by failed_at desc, id desc limit $2 offset $3`,
);
const countFailed = sql<{ count: bigint }>('oversight.count_failed_tasks', `select count(*) as count ${ofMarket}`);
const retryTask = sql<{ name: string }>(
  'oversight.retry_task',
  `update task set failed_at = null, attempts = 0, run_at = $3, leased_until = null
   where id = $2 and failed_at is not null and market in ($1, '') returning name`,
);
const dropTask = sql<{ name: string }>(
  'oversight.drop_task',
  `delete from task where id = $2 and failed_at is not null and market in ($1, '') returning name`,
);

/** Tasks of the market, or of the house, that have been given up, the newest first. */
export async function listFailedTasks(ctx: ReadContext, page: Page): Promise<PageOf<FailedTask>> {
  const [rows, [counted]] = await Promise.all([
    ctx.db.query(failedTasks, [ctx.market, page.size, offsetOf(page)]),
    ctx.db.query(countFailed, [ctx.market]),
  ]);
  const items = rows.map(({ payload, last_error: error, ...row }) => ({
    ...row,
    payload: redacted(payload),
    error: withoutNumbers(error ?? ''),
  }));
  return { items, total: Number(counted?.count ?? 0n) };
}

/** Has a failed task tried again now, or forgets it. Answers its name; throws `task.not_found`. */
export async function endFailedTask(ctx: WriteContext, id: bigint, does: 'retry' | 'drop'): Promise<string> {
  const [task] =
    does === 'retry'
      ? await ctx.db.query(retryTask, [ctx.market, id, ctx.now])
      : await ctx.db.query(dropTask, [ctx.market, id]);
  if (!task) throw new DomainError('task.not_found');
  return task.name;
}
