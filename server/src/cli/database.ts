import { join, resolve } from 'node:path';
import type { Config } from '../config.ts';
import { startEmbeddedPostgres } from '../platform/postgres/embedded.ts';

/** The database a command works on: the configured one, or the embedded one below DATA_DIR. */
export async function withDatabase<T>(config: Config, work: (config: Config) => Promise<T>): Promise<T> {
  if (config.databaseUrl !== '') return work(config);
  const directory = join(resolve(config.dataDir), 'postgres');
  const embedded = await startEmbeddedPostgres({ directory, durable: true });
  try {
    return await work({ ...config, databaseUrl: embedded.url, databaseDirectUrl: embedded.url });
  } finally {
    await embedded.stop();
  }
}
