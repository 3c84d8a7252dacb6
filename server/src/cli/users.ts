import { createApp, type App } from '../app.ts';
import { type Config, ConfigError } from '../config.ts';
import { createPasswords, setUserState } from '../domain/identity/index.ts';
import { addPerson, type SignUpKind } from '../domain/profiles/index.ts';
import { randomIds } from '../kernel/ids.ts';
import { isMarket } from '../kernel/market.ts';
import { system } from '../platform/work.ts';
import { withDatabase } from './database.ts';

export interface NewUserOptions {
  readonly market: string;
  readonly kind: SignUpKind;
  readonly name: string;
  readonly company?: string;
  readonly password?: string;
}

async function withApp(config: Config, market: string, work: (app: App) => Promise<void>): Promise<void> {
  if (!isMarket(market)) throw new ConfigError(`there is no market "${market}"`);
  await withDatabase(config, async (ready) => {
    const app = await createApp(ready, { serves: false, works: false });
    try {
      await work(app);
    } finally {
      await app.close();
    }
  });
}

/** Adds a person to a market, with a party, a wallet and a profile. */
export async function addUser(config: Config, phone: string, options: NewUserOptions): Promise<void> {
  const { market, kind, name, company } = options;
  const password = options.password ?? randomIds.token().slice(0, 16);
  const passwordHash = await createPasswords({ atOnce: 1, waiting: 1 }).hash(password);
  await withApp(config, market, async (app) => {
    const person = {
      kind,
      name,
      phone,
      passwordHash,
      wantsRecommendations: false,
      ...(company !== undefined && { companyName: company }),
    };
    const { uid } = await app.work.write(market, system, (ctx) => addPerson(ctx, person));
    process.stdout.write(`${uid}  ${phone}${options.password === undefined ? ` / ${password}` : ''}\n`);
  });
}

/** Restricts or restores a person. */
export async function changeUser(
  config: Config,
  market: string,
  name: string,
  state: 'active' | 'restricted',
): Promise<void> {
  await withApp(config, market, async (app) => {
    await app.work.write(market, system, (ctx) => setUserState(ctx, name, state));
    process.stdout.write(`${name} is ${state}.\n`);
  });
}
