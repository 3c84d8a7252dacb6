import * as fs from 'node:fs';
import { join } from 'node:path';

const limitBytes = 8 * 1024 * 1024;
const followEveryMs = 250;

/**
 * Opens the server's log for appending, emptied if it has grown beyond 8 MB; the caller closes it. A file and not a
 * pipe: the server outlives us when we are killed, and must not wait for us while we are busy.
 */
export function openLog(directory: string): number {
  const log = fs.openSync(join(directory, 'postgres.log'), 'a', 0o600);
  if (fs.fstatSync(log).size > limitBytes) fs.ftruncateSync(log);
  return log;
}

/** What the log holds from byte `from` on. */
export function readLog(directory: string, from: number): string {
  const log = fs.openSync(join(directory, 'postgres.log'), 'r');
  try {
    const text = Buffer.alloc(Math.max(0, fs.fstatSync(log).size - from));
    return text.toString('utf8', 0, fs.readSync(log, text, 0, text.length, from));
  } finally {
    fs.closeSync(log);
  }
}

/** Calls `onLine` with each line that is added from now on; returns how to end it, which delivers what is left. */
export function followLog(directory: string, onLine: (line: string) => void): () => void {
  const path = join(directory, 'postgres.log');
  let from = fs.statSync(path).size;
  const deliver = () => {
    const size = fs.statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (size < from) from = 0; // emptied by a later start
    if (size === from) return;
    const text = readLog(directory, from);
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    from += Buffer.byteLength(whole);
    for (const line of whole.split('\n')) if (line) onLine(line);
  };
  const timer = setInterval(deliver, followEveryMs).unref();
  return () => {
    clearInterval(timer);
    deliver();
  };
}
