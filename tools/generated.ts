import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../server/src/platform/postgres/embedded.ts';
import { migrate } from '../server/src/platform/postgres/migrate.ts';
import { lifecycles } from '../server/src/wiring/lifecycles.ts';
import { declaredEndpoints, declaredForOperators } from './declarations.ts';
import { dumpSchema } from './dump-schema.ts';
import { lifecyclePage } from './lifecycle-diagram.ts';
import { webOperations } from './web-operations.ts';

/** Every generated file of the repository, by path, as it should be now. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const files = new Map<string, string>([['database/schema.sql', await schemaText()]]);
  for (const [name, machine] of Object.entries(lifecycles))
    files.set(`docs/lifecycles/${name}.md`, lifecyclePage(name, machine));
  files.set('web/src/api/operations.ts', webOperations(declaredEndpoints()['cloudwork'] ?? []));
  files.set('operator/src/api/operations.ts', webOperations(declaredForOperators(), { fillsPaths: true }));
  return files;
}

async function schemaText(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'linggong-schema-'));
  const server = await startEmbeddedPostgres({ directory, durable: false });
  try {
    await migrate(server.url);
    return await dumpSchema(server.url);
  } finally {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

/** The paths of generated files that are not as they should be. */
export async function staleFiles(): Promise<string[]> {
  const stale: string[] = [];
  for (const [path, text] of await generatedFiles()) {
    const found = await readFile(path, 'utf8').catch(() => '');
    if (found !== text) stale.push(path);
  }
  return stale;
}
