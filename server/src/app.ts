/** The composition root: builds everything in order, and disposes of it in reverse. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { callbackPath } from './apis/cloudwork/index.ts';
import { mountDev } from './apis/dev/index.ts';
import { noticePath } from './apis/gig/index.ts';
import { callbackPath as iblockNotices } from './apis/iblock/index.ts';
import { noticePath as wechatNotices } from './apis/consulting/index.ts';
import { type Config, marketUrl } from './config.ts';
import { loadReferenceData } from './domain/catalog/index.ts';
import { openHouse } from './domain/ledger/index.ts';
import { warmUpWords } from './domain/listings/index.ts';
import { addFirstOperator, randomPassword } from './domain/operators/index.ts';
import { seedDemo } from './demo/demo.ts';
import { demoOperatorPassword } from './demo/people.ts';
import { randomIds } from './kernel/ids.ts';
import { isMarket, markets } from './kernel/market.ts';
import { mountConsole } from './platform/http/console-app.ts';
import { mountDocs } from './platform/http/docs.ts';
import { mountHealth } from './platform/http/health.ts';
import { readChange } from './platform/http/live.ts';
import { mountWire } from './platform/http/mount.ts';
import { describeWire } from './platform/http/openapi.ts';
import { createServer } from './platform/http/server.ts';
import { mountWebApp } from './platform/http/web-app.ts';
import { packagePath } from './platform/package-folder.ts';
import { growFreely } from './platform/heap.ts';
import { type Database, openDatabase } from './platform/postgres/database.ts';
import { listen } from './platform/postgres/listen.ts';
import { readerOfCopy } from './platform/postgres/replica.ts';
import { createMovableClock, type MovableClock, realClock } from './platform/tasks/clock.ts';
import { createWorker, type Worker } from './platform/tasks/worker.ts';
import { createLog } from './platform/telemetry/log.ts';
import { createMetrics, type Metrics } from './platform/telemetry/metrics.ts';
import { createWork, system, unitsOf, type Work } from './platform/work.ts';
import { mountAlipayNotices } from './wiring/alipay-notices.ts';
import { type Api, apisOf } from './wiring/apis.ts';
import { mountWechatNotices } from './wiring/wechat-notices.ts';
import { listeners } from './wiring/listeners.ts';
import { type Means, openMeans } from './wiring/means.ts';
import { taskHandlers } from './wiring/tasks.ts';

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
  /** Makes the first operator where there is none; answers their password, for whoever starts the system to read. */
  addFirstOperator(): Promise<string | undefined>;
  /** Listens; answers the port. */
  listen(): Promise<number>;
  /** Says it is not ready, lets proxies notice, finishes what is being answered and done, and lets everything go. */
  close(): Promise<void>;
}

/** How often a process looks at what another may have changed: operators' settings, catalogues, and development's clock. */
const followMs = 1_000;

export async function createApp(config: Config, parts: Parts): Promise<App> {
  const log = createLog(config.logLevel);
  const database = openDatabase({
    url: config.databaseUrl,
    poolSize: config.databasePool,
    onError: (error) => log.warn({ err: error }, 'database connection lost'),
  });
  const replica = config.databaseReplicaUrl === '' ? undefined : openReplica(config, database, log);
  const movable = config.isProduction ? undefined : createMovableClock(database);
  await movable?.follow();
  const clock = movable ?? realClock;
  const metrics = createMetrics(database);
  const means = await openMeans(config, database, clock, (error) => log.warn({ err: error }, 'not kept'));

  const work: Work = createWork({
    database,
    copy: replica?.reader,
    clock,
    ids: randomIds,
    settingsOf: (market) => means.settings.of(isMarket(market) ? market : config.defaultMarket),
    listeners,
    onTasksDue: () => worker.wake(),
  });
  const worker: Worker = createWorker({
    database,
    work,
    clock,
    handlers: taskHandlers(means),
    concurrency: config.workerConcurrency,
    onEnd(end) {
      metrics.onTask(end);
      if (!end.ok) log.warn({ task: end.name, attempt: end.attempt, err: end.error }, 'task failed');
    },
  });
  await prepare(config, work);

  const house: House = { means, database, work, worker, metrics, movable, isClosing: false };
  const server = parts.serves ? await createServer({ ...config, log, isClosing: () => house.isClosing }) : undefined;
  if (server) await mountAll(server, house);
  const ear = server && followChanges(config, means);
  let follower: NodeJS.Timeout | undefined;
  const follow = async () => {
    await Promise.all([movable?.follow(), means.settings.follow(), means.catalog.follow()]);
  };

  return {
    database,
    work,
    worker,
    async seedDemo(onStep) {
      const { passwords } = means.identity;
      return seedDemo({ work, passwords, catalog: await means.catalog.read(), ...(onStep && { onStep }) });
    },
    async addFirstOperator() {
      const units = unitsOf(work, 'operator', system);
      const password = config.isProduction ? randomPassword() : demoOperatorPassword;
      const first = { name: 'operator', shownName: '管理员', role: 'administrator' as const, password };
      const operator = { ...first, mustChangePassword: config.isProduction };
      return (await addFirstOperator(units, means.identity.passwords, operator)) ? password : undefined;
    },
    async listen() {
      if (parts.works) await worker.start();
      await means.settings.follow();
      follower = setInterval(() => void follow().catch(() => undefined), followMs);
      const port = server ? await listenOn(server, config) : 0;
      void (server ? warmUpWords() : Promise.resolve()).finally(growFreely);
      return port;
    },
    async close() {
      house.isClosing = true;
      if (server) await sleep(config.drainSeconds * 1_000);
      clearInterval(follower);
      means.live.close();
      await ear?.close();
      await server?.close();
      await worker.stop();
      await means.channels.calls.flush();
      await replica?.close();
      await database.close();
    },
  };
}

/** What the database must hold before anything is answered: the house's accounts and the catalogues. */
/** The copy that searches and reports read from; the database itself while it is in trouble. */
function openReplica(
  { databaseReplicaUrl: url, databasePool: poolSize }: Config,
  leader: Database,
  log: ReturnType<typeof createLog>,
) {
  const onError = (error: unknown) => log.warn({ err: error }, 'the copy of the database is not there');
  const copy = openDatabase({ url, poolSize, onError });
  return { reader: readerOfCopy(copy.reader, leader.reader, onError), close: () => copy.close() };
}

async function prepare(config: Config, work: Work): Promise<void> {
  for (const market of markets) await work.write(market, system, (ctx) => openHouse(ctx, ['alipay', 'wechat']));
  const folder = packagePath('database', 'reference');
  await work.write(config.defaultMarket, system, (ctx) => loadReferenceData(ctx, folder));
}

interface House {
  readonly means: Means;
  readonly database: Database;
  readonly work: Work;
  readonly worker: Worker;
  readonly metrics: Metrics;
  /** Development's clock. */
  readonly movable: MovableClock | undefined;
  isClosing: boolean;
}

async function mountAll(server: FastifyInstance, house: House): Promise<void> {
  const { means, database, work, worker, metrics, movable } = house;
  const { marketsOn } = means.config;
  const apis = apisOf(means, work).filter(({ wire }) => !isMarket(wire.market) || marketsOn.has(wire.market));
  mountHealth(server, {
    isReady: async () => !house.isClosing && (await database.isAlive()),
    registry: metrics.registry,
  });
  mountDocs(server, booksOf(means.config, apis));
  const pages = await mountWebApp(server, packagePath('dist', 'web'));
  await mountConsole(server, packagePath('dist', 'operator'));
  for (const { wire, endpoints } of apis) {
    mountWire(server, wire, endpoints, work, metrics, wire.market === 'cloudwork' ? pages : undefined);
  }
  const { payIns, wechatPay } = means.providers;
  const consulting = unitsOf(work, 'consulting', system);
  await mountWechatNotices(server, `/consulting${wechatNotices}`, consulting, wechatPay);
  const notices = { cloudwork: callbackPath, gig: noticePath, iblock: iblockNotices };
  for (const [market, path] of Object.entries(notices)) {
    await mountAlipayNotices(server, `/${market}${path}`, unitsOf(work, market, system), payIns);
  }
  means.providers.register(server);
  if (!movable) return;
  mountDev(server, {
    db: database.reader,
    clock: movable,
    advance: (ms) => movable.advance(ms, worker),
    operatorUnits: (market, which) =>
      unitsOf(work, market, { kind: 'operator', operatorId: which === 'first' ? 0n : -1n }),
  });
}

/** Passes what the database tells of changes, made by any process, on to the pages that are open here. */
function followChanges(config: Config, { live }: Means) {
  return listen({
    url: config.databaseDirectUrl,
    channel: 'linggong_live',
    onNotice(text) {
      const change = readChange(text);
      if (change) live.tell(change.parties, { kind: change.kind, ref: change.ref });
    },
    onGap: () => live.tellAll(),
  });
}

/** The reference of each market. */
function booksOf(config: Config, apis: readonly Api[]) {
  return new Map(
    apis.map(({ wire, endpoints, access }) => {
      const urls = [isMarket(wire.market) ? marketUrl(config, wire.market) : config.baseUrl + (wire.prefix ?? '')];
      return [wire.market, { title: wire.title, describe: () => describeWire(wire, endpoints, urls, access) }];
    }),
  );
}

async function listenOn(server: FastifyInstance, config: Config): Promise<number> {
  await server.listen({ port: config.port, host: config.host });
  const address = server.server.address();
  return typeof address === 'object' && address !== null ? address.port : config.port;
}
