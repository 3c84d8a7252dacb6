/** A thread that hashes passwords, behind everything else that wants the processor. */
import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { hashSync, verifySync } from '@node-rs/argon2';
import type { HashCost } from '../../kernel/hashing.ts';

export interface HashTask {
  readonly id: number;
  readonly password: string;
  /** The hash it may be of; without one, the password is hashed at `cost`. */
  readonly storedHash?: string;
  readonly cost?: HashCost;
}

export type HashAnswer = { readonly id: number } & ({ readonly done: string | boolean } | { readonly error: string });

/** Threads have a priority of their own where the system tells a thread its number. */
function standBack(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Elsewhere all threads are alike: hashing is bounded, only other requests wait a little longer.
  }
}

function answer({ id, password, storedHash, cost }: HashTask): HashAnswer {
  try {
    return { id, done: storedHash === undefined ? hashSync(password, cost) : verifySync(storedHash, password) };
  } catch (error) {
    return { id, error: String(error) };
  }
}

standBack();
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window.
parentPort?.on('message', (task: HashTask) => parentPort?.postMessage(answer(task)));
