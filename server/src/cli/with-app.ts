import { type App, createApp } from '../app.ts';
import { type Config, ConfigError } from '../config.ts';
import { isMarket } from '../kernel/market.ts';
import { growFreely } from '../platform/heap.ts';
import { withDatabase } from './database.ts';

/** Does one thing with the system as a whole, which neither answers requests nor runs tasks meanwhile. */
export async function withApp(config: Config, run: (app: App) => Promise<void>): Promise<void> {
  await withDatabase(config, async (ready) => {
    const app = await createApp(ready, { serves: false, works: false });
    growFreely();
    try {
      await run(app);
    } finally {
      await app.close();
    }
  });
}

/** Throws ConfigError, which names it, for a market there is not. */
export function assertMarket(market: string): void {
  if (!isMarket(market)) throw new ConfigError(`there is no market "${market}"`);
}
