import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 3;
const fastStopMs = 10_000;
const immediateStopMs = 5_000;

/** A server that runs in a data folder. */
export interface Running {
  readonly pid: number;
  readonly port: number;
  /** False while it starts or stops. */
  readonly ready: boolean;
}

/**
 * What postmaster.pid says, if its process is alive and truly serves this data folder; a stale file, or one whose
 * number meanwhile belongs to a stranger, is undefined. Throws an Error when the folder is another user's.
 */
export function readRunning(data: string): Running | undefined {
  const lines = readPidFile(data);
  const pid = Number(lines[0]);
  if (!serves(pid, data)) return undefined;
  const port = Number(lines[3]);
  return { pid, port, ready: lines[7]?.trim() === 'ready' && port > 0 };
}

/**
 * Waits while a server in `data` is starting or stopping. Resolves to it when it is ready and to undefined when none
 * runs; with `ended` (our own new server has exited) it also waits for one to appear.
 */
export async function settle(data: string, withinMs: number, ended?: AbortSignal): Promise<Running | undefined> {
  const until = performance.now() + withinMs;
  for (;;) {
    // Read before the file is: the server may be gone by the time we look for it.
    const over = ended === undefined || ended.aborted;
    const running = readRunning(data);
    if (running?.ready || (!running && over)) return running;
    if (performance.now() > until) {
      throw new Error(`PostgreSQL in ${data} is neither ready nor gone after ${withinMs / 1000} s`);
    }
    await sleep(pollMs);
  }
}

/** Stops the server of a data folder, if there is one: fast, after 10 seconds immediately. Resolves when it is gone. */
export async function stopServer(data: string): Promise<void> {
  for (const [signal, withinMs] of [
    ['SIGINT', fastStopMs],
    ['SIGQUIT', immediateStopMs],
  ] as const) {
    const running = readRunning(data);
    if (!running) return;
    try {
      process.kill(running.pid, signal);
    } catch (error) {
      if (serves(running.pid, data)) throw error;
    }
    const until = performance.now() + withinMs;
    while (performance.now() < until) {
      if (!serves(running.pid, data)) return;
      await sleep(pollMs);
    }
  }
  throw new Error(`PostgreSQL in ${data} does not stop; its process is ${readRunning(data)?.pid}`);
}

/** Removes a postmaster.pid whose number now belongs to a stranger: PostgreSQL would take that for a living server. */
export function discardForeignPid(data: string): void {
  const pid = Number(readPidFile(data)[0]);
  if (pid > 0 && birth(pid) !== undefined && !serves(pid, data))
    fs.rmSync(join(data, 'postmaster.pid'), { force: true });
}

/** A name for this process that no later process with the same number shares, with a part that differs by call. */
export function processMark(): string {
  return `${process.pid}-${birth(process.pid)}-${randomBytes(4).toString('hex')}`;
}

/** Whether the process that made this mark (see processMark) still lives. */
export function isLiving(mark: string): boolean {
  const [pid, born] = mark.split('-');
  return birth(Number(pid)) === born;
}

/** Start time of a process in ticks ('0' where the system does not tell), undefined when there is none. */
function birth(pid: number): string | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name, in brackets, may hold blanks and brackets: count from the last one. Field 22 is the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    if (fs.existsSync('/proc/self/stat')) return undefined;
  }
  try {
    process.kill(pid, 0);
    return '0';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? '0' : undefined; // what process.kill throws
  }
}

/** PostgreSQL works inside its data folder; a killed one that nobody has reaped is a zombie and serves nothing. */
function serves(pid: number, data: string): boolean {
  if (!(pid > 0) || birth(pid) === undefined) return false;
  try {
    return fs.realpathSync(`/proc/${pid}/cwd`) === fs.realpathSync(data);
  } catch {
    // Not ours to look into (a container without ptrace rights), or no /proc: the command line is public.
  }
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(data);
  } catch {
    if (fs.existsSync('/proc/self/stat')) return false;
  }
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes(` -D ${data} `);
}

function readPidFile(data: string): string[] {
  try {
    return fs.readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code; // what node:fs throws
    if (code === 'ENOENT') return [];
    if (code !== 'EACCES') throw error;
    throw new Error(`${data} belongs to another user; run linggong as that user, or set DATABASE_URL`, {
      cause: error,
    });
  }
}
