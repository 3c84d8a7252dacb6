import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { type Market, markets } from '../../kernel/market.ts';
import { acceptBodies, parseForm } from './sent.ts';

export interface ServerOptions {
  readonly log: FastifyBaseLogger;
  readonly trustProxy: string | false;
  readonly defaultMarket: Market;
  /** Whether callers should come back on another connection, since this process is ending. */
  readonly isClosing: () => boolean;
  /** Host name (without port) to market. */
  readonly marketHosts: ReadonlyMap<string, Market>;
}

/** Paths at the server's root that belong to no market. */
const rootNames = new Set(['health', 'metrics', 'docs', 'openapi', 'dev', 'sandbox', 'app', 'operator']);

/**
 * An HTTP server on which a market is reached by its host or by its prefix; without either it is the default one.
 * Inside, every market's routes stand below its prefix.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    // A logger of its own for each request would cost more than reading the request; lines name the request themselves.
    childLoggerFactory: (log) => log,
    trustProxy: options.trustProxy,
    bodyLimit: 1_000_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 72_000,
    connectionTimeout: 0,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000 },
    routerOptions: {
      querystringParser: parseForm,
      ignoreTrailingSlash: true,
      ignoreDuplicateSlashes: true,
      maxParamLength: 200,
    },
    rewriteUrl: (request) => marketPath(request.url ?? '/', request.headers.host ?? '', options),
  });
  await app.register(cookie);
  // First, since it begins by forgetting every parser.
  acceptBodies(app);
  await app.register(multipart, { throwFileSizeLimit: false });
  await app.register(rateLimit, { global: false });

  // Browsers open connections before they have anything to ask. Nothing else closes these when the process stops.
  const unused = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  app.server.on('request', ({ socket }: IncomingMessage) => unused.delete(socket));
  app.addHook('preClose', async () => {
    for (const socket of unused) socket.destroy();
  });

  app.addHook('onSend', (_request, reply, _payload, done) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'same-origin');
    if (!reply.hasHeader('content-security-policy')) {
      reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    }
    if (options.isClosing()) reply.header('connection', 'close');
    done();
  });
  return app;
}

/** The path below which the market's routes are registered. */
export function marketPath(
  url: string,
  host: string,
  options: Pick<ServerOptions, 'defaultMarket' | 'marketHosts'>,
): string {
  const first = /^\/+([^/?#]*)/.exec(url)?.[1] ?? '';
  if (rootNames.has(first)) return url;
  const named = options.marketHosts.get(host.replace(/:\d+$/, '').toLowerCase());
  if (named) return `/${named}${url.startsWith('/') ? url : `/${url}`}`;
  if ((markets as readonly string[]).includes(first)) return url;
  return `/${options.defaultMarket}${url.startsWith('/') ? url : `/${url}`}`;
}
