/** Hashing in threads of its own, so that it takes only what of the processor nobody else wants. */
import { Worker } from 'node:worker_threads';
import type { Hashing } from '../../kernel/hashing.ts';
import { packagePath } from '../package-folder.ts';
import type { HashAnswer, HashTask } from './hash-worker.ts';

interface Waiting {
  readonly resolve: (done: string | boolean) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

/** At most `threads` threads, each started when it is first needed; one that fails is replaced. They keep no process alive. */
export function hashInThreads(threads: number): Hashing {
  const pool: Thread[] = [];
  let lastId = 0;

  function start(): Thread {
    const worker = new Worker(packagePath('dist', 'hash-worker.js'));
    const thread: Thread = { worker, waiting: new Map() };
    worker.on('message', (answer: HashAnswer) => {
      const waiting = thread.waiting.get(answer.id);
      thread.waiting.delete(answer.id);
      if ('done' in answer) waiting?.resolve(answer.done);
      else waiting?.reject(new Error(answer.error));
    });
    const gone = (reason: unknown) => {
      const at = pool.indexOf(thread);
      if (at >= 0) pool.splice(at, 1);
      for (const { reject } of thread.waiting.values())
        reject(new Error('a hashing thread has ended', { cause: reason }));
      thread.waiting.clear();
    };
    worker.on('error', gone);
    worker.on('exit', gone);
    worker.unref();
    pool.push(thread);
    return thread;
  }

  /** The thread with the least to do; a new one as long as all of them are busy and there may be more. */
  function free(): Thread {
    const [least] = pool.toSorted((a, b) => a.waiting.size - b.waiting.size);
    return least && (least.waiting.size === 0 || pool.length >= threads) ? least : start();
  }

  function ask(task: Omit<HashTask, 'id'>): Promise<string | boolean> {
    const { worker, waiting } = free();
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window.
      worker.postMessage({ ...task, id } satisfies HashTask);
    });
  }

  return {
    hash: async (password, cost) => String(await ask({ password, cost })),
    verify: async (storedHash, password) => (await ask({ password, storedHash })) === true,
  };
}
