import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WriteContext } from '../../kernel/context.ts';
import { referenceDigests, saveReference } from './catalog.sql.ts';
import { catalogueNames } from './catalogues.ts';

/**
 * Brings the catalogues in the database to what the program came with. Returns the names of those that changed; reads
 * files and one statement when none did. They are the JSON files of `folder`.
 */
export async function loadReferenceData(ctx: WriteContext, folder: string): Promise<string[]> {
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
