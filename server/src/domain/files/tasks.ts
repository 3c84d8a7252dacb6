import type { BlobStore } from '../../kernel/blobs.ts';
import { dayMs, later } from '../../kernel/clock.ts';
import { type TaskHandler, textIn } from '../../platform/tasks/worker.ts';
import { deleteUnusedFiles } from './files.sql.ts';

/** The task that removes the bytes of a deleted file. */
export const blobTask = 'files.remove_blob';
const batchTask = 'files.sweep_batch';

/** How long an upload waits for its use. */
const unusedMs = 2 * dayMs;
const batchSize = 200;

/** Deletes uploads that nobody used, and the bytes of deleted files. */
export function fileTasks({ blobs }: { readonly blobs: BlobStore }): TaskHandler[] {
  return [
    {
      name: 'files.sweep',
      dailyAt: '04:30',
      inside: (ctx) => ctx.enqueue(batchTask, {}, { key: batchTask }),
    },
    {
      name: batchTask,
      async inside(ctx) {
        const rows = await ctx.db.query(deleteUnusedFiles, [later(ctx.now, -unusedMs), batchSize]);
        for (const { blob_key: key } of rows) await ctx.enqueue(blobTask, { key });
        if (rows.length === batchSize) await ctx.enqueue(batchTask, {}, { key: batchTask });
      },
    },
    {
      name: blobTask,
      outside: (_task, payload) => blobs.remove(textIn(payload, 'key')),
    },
  ];
}
