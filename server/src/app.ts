/** The composition root: builds everything in order, and disposes of it in reverse. */
import type { FastifyInstance } from 'fastify';
import { channelWire } from './apis/channel/wire.ts';
import { accessWords, callbackPath, cloudworkEndpoints, cloudworkWire, mountCallback } from './apis/cloudwork/index.ts';
import { consultingWire } from './apis/consulting/wire.ts';
import { mountDev } from './apis/dev/index.ts';
import { gigWire } from './apis/gig/wire.ts';
import { iblockWire } from './apis/iblock/wire.ts';
import { type Config, marketUrl } from './config.ts';
import { contractTasks } from './domain/contracts/index.ts';
import { createCatalog, loadReferenceData } from './domain/catalog/index.ts';
import { createImages, fileTasks } from './domain/files/index.ts';
import { createPasswords, createSessions, identityTasks } from './domain/identity/index.ts';
import { ledgerTasks, openHouse } from './domain/ledger/index.ts';
import { warmUpWords } from './domain/listings/index.ts';
import { noticeTasks } from './domain/notifications/index.ts';
import { payoutTasks, topUpTasks } from './domain/payments/index.ts';
import { proposalTasks } from './domain/proposals/index.ts';
import { freelancerTasks, subscriptionTasks } from './domain/search/index.ts';
import { seedDemo } from './demo/demo.ts';
import { randomIds } from './kernel/ids.ts';
import { isMarket, markets } from './kernel/market.ts';
import { openBlobs } from './platform/blobs/blobs.ts';
import { mountDocs } from './platform/http/docs.ts';
import type { AnyEndpoint, Wire } from './platform/http/endpoint.ts';
import { mountHealth } from './platform/http/health.ts';
import { mountWire } from './platform/http/mount.ts';
import { describeWire } from './platform/http/openapi.ts';
import { createServer } from './platform/http/server.ts';
import { packagePath } from './platform/package-folder.ts';
import { type Database, openDatabase } from './platform/postgres/database.ts';
import { createMovableClock, realClock } from './platform/tasks/clock.ts';
import { createWorker, type TaskHandler, type Worker } from './platform/tasks/worker.ts';
import { createLog } from './platform/telemetry/log.ts';
import { createMetrics } from './platform/telemetry/metrics.ts';
import { createVault } from './platform/vault.ts';
import { createWork, system, unitsOf, type Work } from './platform/work.ts';
import { openProviders } from './wiring/providers.ts';
import { listeners } from './wiring/listeners.ts';
import { moneyProofs } from './wiring/proofs.ts';

/** Which parts of the system this process is. */
export interface Parts {
  readonly serves: boolean;
  readonly works: boolean;
}

export interface App {
  readonly database: Database;
  readonly work: Work;
  readonly worker: Worker;
  /** Fills an empty market for people to look at; development only. Answers whether it was empty. */
  seedDemo(onStep?: () => void): Promise<boolean>;
  /** Listens; answers the port. */
  listen(): Promise<number>;
  /** Finishes what is being answered and done, takes nothing new, and lets everything go. */
  close(): Promise<void>;
}

// oxlint-disable-next-line typescript/no-explicit-any -- each wire has callers of its own kind.
type AnyWire = Wire<any, any>;

export async function createApp(config: Config, parts: Parts): Promise<App> {
  const log = createLog(config.logLevel);
  const database = openDatabase({
    url: config.databaseUrl,
    poolSize: config.databasePool,
    onError: (error) => log.warn({ err: error }, 'database connection lost'),
  });
  const movable = config.isProduction ? undefined : createMovableClock(database);
  await movable?.follow();
  const clock = movable ?? realClock;

  const work: Work = createWork({
    database,
    clock,
    ids: randomIds,
    settingsOf: (market) => config.markets[isMarket(market) ? market : config.defaultMarket],
    listeners,
    onTasksDue: () => worker.wake(),
  });
  const metrics = createMetrics(database);
  const providers = await openProviders(config, database, clock);
  const passwords = createPasswords(config.passwordHashes);
  const sessions = createSessions(database.reader, clock, 800);
  const identity = { passwords, pepper: config.appSecret };

  const files = { blobs: openBlobs(config), images: createImages({ atOnce: 2, waiting: 50 }), ids: randomIds };
  const catalog = createCatalog(database.reader);
  const vault = createVault(config.appSecret);
  const cloudworkUrl = marketUrl(config, 'cloudwork');

  const handlers: TaskHandler[] = [
    ...identityTasks(providers.messages, { forgetsSentMessages: config.isProduction }),
    ...fileTasks(files),
    ...proposalTasks,
    ...contractTasks,
    ...noticeTasks,
    ...freelancerTasks,
    ...subscriptionTasks,
    ...ledgerTasks(moneyProofs),
    ...topUpTasks(providers.payIns),
    ...payoutTasks(providers.payouts, vault),
  ];
  const worker: Worker = createWorker({
    database,
    work,
    clock,
    handlers,
    concurrency: config.workerConcurrency,
    onEnd(end) {
      metrics.onTask(end);
      if (!end.ok) log.warn({ task: end.name, attempt: end.attempt, err: end.error }, 'task failed');
    },
  });

  for (const market of markets) await work.write(market, system, (ctx) => openHouse(ctx, ['alipay']));
  await work.write(config.defaultMarket, system, (ctx) => loadReferenceData(ctx, packagePath('database', 'reference')));

  const apis: { wire: AnyWire; endpoints: AnyEndpoint[]; access: Readonly<Record<string, string>> }[] = [
    {
      wire: cloudworkWire(sessions),
      endpoints: cloudworkEndpoints({
        identity,
        sessions,
        catalog,
        files,
        vault,
        identityCheck: providers.identityCheck,
        topUps: { rail: providers.payIns, notifyUrl: cloudworkUrl + callbackPath, returnUrl: '' },
        baseUrl: cloudworkUrl,
        answersSmsCode: config.answersSmsCode && !config.isProduction,
      }),
      access: accessWords,
    },
    ...[iblockWire(), gigWire(), consultingWire(), channelWire()].map((wire) => ({ wire, endpoints: [], access: {} })),
  ];

  const server = parts.serves ? await createServer({ ...config, log }) : undefined;
  let isClosing = false;
  let follower: NodeJS.Timeout | undefined;

  if (server) {
    mountHealth(server, { isReady: async () => !isClosing && (await database.isAlive()), registry: metrics.registry });
    mountDocs(
      server,
      new Map(
        apis.map(({ wire, endpoints, access }) => {
          const urls = [`${config.baseUrl}/${wire.market}`];
          return [wire.market, { title: wire.title, describe: () => describeWire(wire, endpoints, urls, access) }];
        }),
      ),
    );
    for (const { wire, endpoints } of apis) mountWire(server, wire, endpoints, work, metrics);
    await mountCallback(server, unitsOf(work, 'cloudwork', system), providers.payIns);
    providers.register(server);
    if (movable) {
      mountDev(server, {
        db: database.reader,
        clock,
        advance: (ms) => movable.advance(ms, worker),
        operatorUnits: (market) => unitsOf(work, market, { kind: 'operator', operatorId: 0n }),
      });
    }
  }

  return {
    database,
    work,
    worker,
    async seedDemo(onStep) {
      return seedDemo({ work, passwords, catalog: await catalog.read(), ...(onStep && { onStep }) });
    },
    async listen() {
      if (parts.works) await worker.start();
      if (movable) follower = setInterval(() => void movable.follow().catch(() => undefined), 1_000);
      const port = server ? await listenOn(server, config) : 0;
      if (server) void warmUpWords();
      return port;
    },
    async close() {
      isClosing = true;
      clearInterval(follower);
      await server?.close();
      await worker.stop();
      await database.close();
    },
  };
}

async function listenOn(server: FastifyInstance, config: Config): Promise<number> {
  await server.listen({ port: config.port, host: config.host });
  const address = server.server.address();
  return typeof address === 'object' && address !== null ? address.port : config.port;
}
