import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The path of a file or folder that came with the program, wherever the program was started from. */
export function packagePath(...parts: readonly string[]): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'database', 'migrations'))) return join(folder, ...parts);
    if (folder === dirname(folder)) throw new Error(`the folder "database" is not above ${start}`);
  }
}
