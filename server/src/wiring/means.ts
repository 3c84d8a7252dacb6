import type { Config } from '../config.ts';
import { type CatalogSource, createCatalog } from '../domain/catalog/index.ts';
import { type AccessMeans, type CallLog, createCallLog, createGrants, type Grants } from '../domain/channels/index.ts';
import { createImages, type FileMeans } from '../domain/files/index.ts';
import { createPasswords, createSessions, type IdentityMeans, type Sessions } from '../domain/identity/index.ts';
import { createSettings, type SettingsInForce } from '../domain/operators/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { randomIds } from '../kernel/ids.ts';
import type { Vault } from '../kernel/vault.ts';
import { openBlobs } from '../platform/blobs/blobs.ts';
import { createLive, type Live } from '../platform/http/live.ts';
import type { Database } from '../platform/postgres/database.ts';
import { hashInThreads } from '../platform/hashing/threads.ts';
import { createJwts } from '../platform/tokens/jwt.ts';
import { createVault } from '../platform/vault.ts';
import { openProviders, type Providers } from './providers.ts';

/** How long a found session is remembered without looking: after a sign-out elsewhere a token works no longer than that. */
const rememberSessionMs = 800;

/** Everything that operations, tasks and APIs are given beside a context. */
export interface Means {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly settings: SettingsInForce;
  readonly identity: IdentityMeans;
  readonly sessions: Sessions;
  readonly files: FileMeans;
  readonly catalog: CatalogSource;
  readonly vault: Vault;
  /** How partners of the channel market get in. */
  readonly channels: { readonly access: AccessMeans; readonly grants: Grants; readonly calls: CallLog };
  readonly providers: Providers;
  /** The pages that are open in this process. */
  readonly live: Live;
}

/** `onError` hears of trouble with what is done beside the answers. */
export async function openMeans(
  config: Config,
  database: Database,
  clock: Clock,
  onError: (error: unknown) => void,
): Promise<Means> {
  const passwords = createPasswords(config.passwordHashes, hashInThreads(config.passwordHashes.atOnce));
  const vault = createVault(config.appSecret);
  const tokens = createJwts({
    secret: config.appSecret,
    keyIds: ['t1'],
    issuer: 'linggong',
    audience: 'channel',
    lifeSeconds: 7_200,
  });
  return {
    config,
    database,
    clock,
    settings: createSettings(database.reader, config.markets),
    identity: { passwords, pepper: config.appSecret },
    sessions: createSessions(database.reader, clock, rememberSessionMs),
    files: { blobs: openBlobs(config), images: createImages({ atOnce: 2, waiting: 50 }), ids: randomIds },
    catalog: createCatalog(database.reader),
    vault,
    channels: {
      access: { passwords, tokens },
      grants: createGrants(database.reader, clock, tokens, rememberSessionMs),
      calls: createCallLog(database.reader, clock, onError),
    },
    providers: await openProviders(config, database, clock),
    live: createLive(),
  };
}
