import { existsSync, mkdtempSync, readdirSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';
const tmpfsMagic = 0x01021994;
const enoughBytes = 2 * 1024 ** 3;

/**
 * Makes an empty folder for a test's data; the caller removes it. In memory where there is plenty: copying a database
 * takes 10 ms there, and 100 to 500 ms on a slow disk.
 */
export function makeTemporaryFolder(prefix = 'linggong-test-'): string {
  return mkdtempSync(join(hasRoomInMemory() ? memory : tmpdir(), prefix));
}

/** The folders of that prefix that are there, ours and those of other runs. */
export function findTemporaryFolders(prefix: string): string[] {
  const parents = [memory, tmpdir()].filter((parent) => existsSync(parent));
  return parents.flatMap((parent) =>
    readdirSync(parent).flatMap((name) => (name.startsWith(prefix) ? [join(parent, name)] : [])),
  );
}

function hasRoomInMemory(): boolean {
  try {
    const { type, bavail, bsize } = statfsSync(memory);
    return type === tmpfsMagic && bavail * bsize >= enoughBytes;
  } catch {
    return false; // not on Linux
  }
}
