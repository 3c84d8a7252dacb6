import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import { addChannelClient, addChannelSecret, suspendChannelClient } from '../domain/channels/index.ts';
import { createPasswords } from '../domain/identity/index.ts';
import { countProofs, verifyLedger } from '../domain/ledger/index.ts';
import { randomIds } from '../kernel/ids.ts';
import { openDatabase } from '../platform/postgres/database.ts';
import { migrate } from '../platform/postgres/migrate.ts';
import { system, unitsOf } from '../platform/work.ts';
import { moneyProofs } from '../wiring/proofs.ts';
import { withDatabase } from './database.ts';
import { progressBar } from './progress.ts';
import { withApp } from './with-app.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);

/** Applies pending migrations. */
export async function migrateDatabase(config: Config): Promise<void> {
  await withDatabase(config, async ({ databaseDirectUrl }) => {
    const applied = await migrate(databaseDirectUrl, { onStep: (name) => say(`  ${name}`) });
    say(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.length} migrations.`);
  });
}

/** Proves the books and sets the exit code. */
export async function verifyBooks(config: Config): Promise<void> {
  await withDatabase(config, async ({ databaseUrl }) => {
    const database = openDatabase({ url: databaseUrl, poolSize: 2, onError: () => undefined });
    try {
      const bar = progressBar('proofs', countProofs(moneyProofs));
      const findings = await verifyLedger(database.reader, moneyProofs, () => bar.step());
      bar.end();
      for (const { proof, subject, found } of findings) say(`${proof}: ${subject}: ${found}`);
      say(findings.length === 0 ? 'The books are right.' : `${findings.length} findings.`);
      if (findings.length > 0) process.exitCode = 1;
    } finally {
      await database.close();
    }
  });
}

/** Makes a secret, has it kept, and prints it. */
async function giveSecret(
  config: Config,
  clientId: string,
  keep: (app: App, secret: string) => Promise<void>,
): Promise<void> {
  await withApp(config, async (app) => {
    const secret = randomIds.token();
    await keep(app, secret);
    say(`client_id: ${clientId}\nclient_secret: ${secret}\nThe secret is not shown again.`);
  });
}

const partners = ({ work }: App) => unitsOf(work, 'channel', system);
const hashing = () => createPasswords({ atOnce: 1, waiting: 1 });

/** Makes a partner of the channel market and prints its secret. */
export async function addChannel(config: Config, clientId: string, name: string, isSandbox: boolean): Promise<void> {
  await giveSecret(config, clientId, async (app, secret) => {
    const isNew = await addChannelClient(partners(app), hashing(), { clientId, name, secret, isSandbox });
    if (!isNew) throw new Error(`there is a channel "${clientId}" already`);
  });
}

/** Shuts a partner out, or lets it in again. */
export async function suspendChannel(config: Config, clientId: string, isSuspended: boolean): Promise<void> {
  await withApp(config, async (app) => {
    const isKnown = await partners(app).write((ctx) => suspendChannelClient(ctx, clientId, isSuspended));
    if (!isKnown) throw new Error(`there is no channel "${clientId}"`);
    say(`${clientId} is ${isSuspended ? 'suspended' : 'active'}.`);
  });
}

/** Gives a partner a new secret and prints it; the one before still counts, so that it can be replaced without a pause. */
export async function rotateChannelSecret(config: Config, clientId: string): Promise<void> {
  await giveSecret(config, clientId, async (app, secret) => {
    const isKnown = await addChannelSecret(partners(app), hashing(), { clientId, secret });
    if (!isKnown) throw new Error(`there is no channel "${clientId}"`);
  });
  say('The secret before it still counts; older ones have ended.');
}
