import { DomainError, type ErrorCode } from './errors.ts';

/**
 * Runs work at most `atOnce` at a time, in the order it comes, so that a flood of one kind starves nothing else. As many
 * as `waiting` wait; further ones are refused with `busy`.
 */
export function createQueue({
  atOnce,
  waiting,
  busy,
}: {
  atOnce: number;
  waiting: number;
  busy: ErrorCode;
}): <T>(work: () => Promise<T>) => Promise<T> {
  const queue: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < atOnce) {
      running += 1;
    } else {
      if (queue.length >= waiting) throw new DomainError(busy);
      await new Promise<void>((resolve) => {
        queue.push(resolve);
      });
    }
    try {
      return await work();
    } finally {
      const following = queue.shift();
      if (following) following();
      else running -= 1;
    }
  };
}
