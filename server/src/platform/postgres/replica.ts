/** Reads that may be a little old, from a copy of the database. */
import type { Reader } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';

/** After a failure the copy is left alone for so long. */
const restMs = 5_000;

/** Whether the copy, and not the question, is the trouble: it is away, or had to give way to what it follows. */
function isCopysTrouble(error: unknown): boolean {
  if (error instanceof DomainError) return error.code === 'database.unavailable';
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return code === '40001' || code === '25006';
}

/** Reads from `copy`; from `leader` while the copy has trouble, so that nobody notices but the leader. */
export function readerOfCopy(copy: Reader, leader: Reader, onTrouble: (error: unknown) => void): Reader {
  let restsUntil = 0;
  const either = async <T>(ask: (reader: Reader) => Promise<T>): Promise<T> => {
    if (performance.now() < restsUntil) return ask(leader);
    try {
      return await ask(copy);
    } catch (error) {
      if (!isCopysTrouble(error)) throw error;
      restsUntil = performance.now() + restMs;
      onTrouble(error);
      return ask(leader);
    }
  };
  return {
    query: (statement, values) => either((reader) => reader.query(statement, values)),
    share: (statement, values) => either((reader) => reader.share(statement, values)),
  };
}
