import { createApp, type Parts } from '../app.ts';
import type { Config } from '../config.ts';
import { markets } from '../kernel/market.ts';
import { assertMigrated, migrate } from '../platform/postgres/migrate.ts';
import { withDatabase } from './database.ts';
import { demoSignIns } from './demo.ts';

/** Runs the system until it is told to stop (SIGTERM or SIGINT), then finishes what it has begun. */
export async function runProcess(config: Config, parts: Parts): Promise<void> {
  const stop = untilTold();
  await withDatabase(config, async (ready) => {
    if (config.isProduction) await assertMigrated(ready.databaseDirectUrl);
    else await migrate(ready.databaseDirectUrl);
    const app = await createApp(ready, parts);
    try {
      if (!config.isProduction && config.seedsDemo) await app.seedDemo();
      const password = parts.serves ? await app.addFirstOperator() : undefined;
      const port = await app.listen();
      if (parts.serves) greet(config, port);
      if (password !== undefined && config.isProduction) {
        process.stdout.write(`The first operator: operator / ${password}\nThe password is not shown again.\n`);
      }
      await stop;
    } finally {
      await app.close();
    }
  });
}

/** Being told again while stopping changes nothing: a terminal tells every process in it, and npm tells its own once more. */
function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve());
  });
}

function greet(config: Config, port: number): void {
  const root = `http://localhost:${port}`;
  const hosts = markets.map((market) => `  ${market.padEnd(11)} http://${market}.localhost:${port}  ${root}/${market}`);
  const lines = [
    'Linggong is ready.',
    `  web app     ${root}`,
    ...hosts,
    `  console     ${root}/operator/`,
    `  reference   ${root}/docs`,
    ...(config.isProduction ? [] : [`  outbox      ${root}/dev/outbox`, ...(config.seedsDemo ? [demoSignIns()] : [])]),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
