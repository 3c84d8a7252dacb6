import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WriteContext } from '../../kernel/context.ts';
import { referenceDigests, saveReference } from './catalog.sql.ts';
import { catalogueNames } from './catalogues.ts';

/**
 * Brings the catalogues in the database to what the program came with. Returns the names of those that changed; reads
 * files and one statement when none did.
 */
export async function loadReferenceData(ctx: WriteContext, folder = referenceFolder()): Promise<string[]> {
  const known = new Map((await ctx.db.query(referenceDigests)).map(({ name, digest }) => [name, digest]));
  const changed: string[] = [];
  for (const name of [...catalogueNames].sort()) {
    const text = await readFile(join(folder, `${name}.json`), 'utf8');
    const digest = createHash('sha256').update(text).digest('hex');
    if (known.get(name) === digest) continue;
    await ctx.db.query(saveReference, [name, digest, text]);
    changed.push(name);
  }
  return changed;
}

/** database/reference of the folder this program lies in, wherever it was started from. */
function referenceFolder(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let folder = start; ; folder = dirname(folder)) {
    const found = join(folder, 'database', 'reference');
    if (existsSync(found)) return found;
    if (folder === dirname(folder)) throw new Error(`no database/reference above ${start}`);
  }
}
