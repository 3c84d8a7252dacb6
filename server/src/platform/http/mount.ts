import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import buildSerializer from 'fast-json-stringify';
import type { Actor } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Work } from '../work.ts';
import {
  type AnyEndpoint,
  type Call,
  type Method,
  Raw,
  type Refusal,
  type RequestFacts,
  type Sent,
  type Wire,
} from './endpoint.ts';
import { type Fields, readFields } from './fields.ts';
import { createLimit, type Limit } from './limit.ts';
import { readSent } from './sent.ts';
import { discard } from './upload.ts';
import type { Pages } from './web-app.ts';

export interface Observer {
  /** Called once for each answered request. */
  onAnswer(answer: { market: string; endpoint: string; outcome: string; ms: number }): void;
}

interface Prepared {
  readonly endpoint: AnyEndpoint;
  readonly serialize: (answer: unknown) => string;
}

/** Puts a wire's endpoints on the server, below the market's prefix; addresses of none of them are for `pages`. */
export function mountWire<Caller, Access>(
  app: FastifyInstance,
  wire: Wire<Caller, Access>,
  endpoints: readonly AnyEndpoint<Caller, Access>[],
  work: Work,
  observer: Observer,
  pages?: Pages,
): void {
  const prefix = wire.prefix ?? `/${wire.market}`;
  const parts = { wire, work, observer, limit: wire.limit && createLimit(app, wire.limit.perMinute) };
  const routes = new Map<string, Map<Method, Prepared[]>>();
  for (const endpoint of endpoints) {
    const serialize = onFirstUse(() =>
      buildSerializer(JSON.parse(JSON.stringify(wire.envelopSchema(endpoint.answer)))),
    );
    for (const path of endpoint.paths) {
      const methods = routes.get(path) ?? new Map<Method, Prepared[]>();
      routes.set(path, methods);
      for (const method of [endpoint.method].flat()) {
        methods.set(method, [...(methods.get(method) ?? []), { endpoint, serialize }]);
      }
    }
  }

  // What goes wrong before an endpoint is reached: a body that cannot be read, is too long, or of an unknown kind.
  const errorHandler = (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
    refuse(wire, refusalOf(error, request), undefined, reply);

  for (const [path, methods] of routes) {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE'] as const) {
      const candidates = methods.get(method);
      app.route({
        method,
        url: prefix + path,
        exposeHeadRoute: false,
        errorHandler,
        handler: candidates
          ? (request, reply) => answer(parts, candidates, request, reply)
          : (_request, reply) => refuse(wire, { kind: 'wrong_method' }, undefined, reply),
      });
    }
  }
  const noRoute = (request: FastifyRequest, reply: FastifyReply) =>
    pages?.(request, reply) ?? refuse(wire, { kind: 'no_route' }, undefined, reply);
  app.route({
    method: ['GET', 'POST', 'PUT', 'DELETE'],
    url: `${prefix}/*`,
    exposeHeadRoute: false,
    errorHandler,
    handler: noRoute,
  });
  if (!routes.has('/')) {
    app.route({ method: ['GET', 'POST'], url: `${prefix}/`, exposeHeadRoute: false, errorHandler, handler: noRoute });
  }
}

/** A function that is made when it is first called: few of the many serializers are needed to be ready. */
function onFirstUse<A, R>(make: () => (argument: A) => R): (argument: A) => R {
  let made: ((argument: A) => R) | undefined;
  return (argument) => {
    made ??= make();
    return made(argument);
  };
}

interface Mounted<Caller, Access> {
  readonly wire: Wire<Caller, Access>;
  readonly work: Work;
  readonly observer: Observer;
  readonly limit: Limit | undefined;
}

async function answer<Caller, Access>(
  { wire, work, observer, limit }: Mounted<Caller, Access>,
  candidates: readonly Prepared[],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const startedAt = performance.now();
  let chosen = candidates[0] as Prepared; // A route exists because it has at least one.
  let outcome = 'ok';
  let known: { caller: Caller; facts: RequestFacts } | undefined;
  let upload: Awaited<ReturnType<typeof readSent>>['upload'];
  try {
    const needs = candidates.find(({ endpoint }) => endpoint.upload)?.endpoint.upload;
    const received = await readSent(request, needs);
    upload = received.upload;
    const sent = { ...received.query, ...received.body, ...received.params };
    const facts = factsOf(request);
    const caller = await wire.identify(sent, facts);
    known = { caller, facts };
    if (limit && wire.limit) await limit(request, reply, wire.limit.keyOf(caller, facts));
    chosen = candidates.find(({ endpoint }) => endpoint.when?.(sent, caller) ?? true) ?? chosen;
    const { endpoint } = chosen;
    wire.admit(endpoint.access, caller, sent, facts);
    const fields = endpoint.fields as Fields;
    const read = readFields(fields, endpoint.bodyOnly ? { ...received.body, ...received.params } : sent);
    if ('trouble' in read) {
      outcome = 'field';
      return refuse(wire, { kind: 'field', trouble: read.trouble }, endpoint, reply);
    }
    const actor = wire.actorOf(caller);
    const result = await endpoint.handle(
      callOf(wire, work, { actor, endpoint }, { caller, fields: read.values, request: facts, upload }, reply),
    );
    if (result instanceof Raw) return reply.code(result.status).headers(result.headers).send(result.body);
    const text = chosen.serialize(wire.envelop(result as Record<string, unknown>));
    return (
      reply
        .code(endpoint.status ?? 200)
        .header('content-type', 'application/json; charset=utf-8')
        .header('cache-control', 'no-store')
        // As bytes: the server would measure a text and encode it again.
        .send(Buffer.from(text))
    );
  } catch (error) {
    const refusal = refusalOf(error, request);
    outcome = refusal.kind === 'domain' ? refusal.error.code : refusal.kind;
    return refuse(wire, refusal, chosen.endpoint, reply);
  } finally {
    if (upload) await discard(upload);
    const ms = performance.now() - startedAt;
    observer.onAnswer({ market: wire.market, endpoint: chosen.endpoint.id, outcome, ms });
    if (known && wire.onAnswered) {
      const { id: requestId, originalUrl } = request;
      const path = originalUrl.split('?', 1)[0] ?? '';
      const answered = { requestId, path, endpoint: chosen.endpoint.id, outcome, status: reply.statusCode, ms };
      wire.onAnswered(known.caller, { ...answered, request: known.facts });
    }
  }
}

function callOf<Caller, Access>(
  wire: Wire<Caller, Access>,
  work: Work,
  { actor, endpoint: { mayBeOld = false } }: { readonly actor: Actor; readonly endpoint: AnyEndpoint<Caller> },
  parts: Pick<Call<Fields, Caller>, 'caller' | 'fields' | 'request' | 'upload'>,
  reply: FastifyReply,
): Call<Fields, Caller> {
  const secure = parts.request.protocol === 'https';
  return {
    ...parts,
    read: () => work.read(wire.market, actor, { mayBeOld }),
    write: (operation) => work.write(wire.market, actor, operation),
    setCookie(name, value, { expires, readable = false } = {}) {
      void reply.setCookie(name, value, {
        path: '/',
        httpOnly: !readable,
        sameSite: 'lax',
        secure,
        ...(expires && { expires }),
      });
    },
    clearCookie(name) {
      void reply.clearCookie(name, { path: '/' });
    },
  };
}

function refusalOf(error: unknown, request: FastifyRequest): Refusal {
  if (error instanceof DomainError) {
    if (error.code === 'database.unavailable')
      request.log.error({ reqId: request.id, err: error, facts: error.facts }, 'database unavailable');
    return { kind: 'domain', error };
  }
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return { kind: 'domain', error: new DomainError('request.too_large') };
  if (/^FST_(ERR_CTP|REQ_FILE_TOO_LARGE|PARTS_LIMIT|FILES_LIMIT|FIELDS_LIMIT)/.test(code) || isClientError(error)) {
    return { kind: 'domain', error: new DomainError('request.malformed', { code }) };
  }
  request.log.error({ reqId: request.id, err: error }, 'unhandled error');
  return { kind: 'bug', requestId: request.id };
}

/** What the server's own readers throw for a request they cannot read. */
const isClientError = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'statusCode' in error &&
  Number(error.statusCode) >= 400 &&
  Number(error.statusCode) < 500;

/** Sends a refusal in the words of the wire. */
export function refuse<Caller, Access>(
  wire: Wire<Caller, Access>,
  refusal: Refusal,
  endpoint: AnyEndpoint | undefined,
  reply: FastifyReply,
): FastifyReply {
  const { status, body } = wire.refuse(refusal, endpoint);
  const wait = refusal.kind === 'domain' ? refusal.error.facts['retryAfterSeconds'] : undefined;
  if (typeof wait === 'number') void reply.header('retry-after', wait);
  return reply
    .code(status)
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(body));
}

function factsOf(request: FastifyRequest): RequestFacts {
  return {
    method: request.method as Method, // Only these four are routed.
    headers: request.headers,
    cookies: request.cookies,
    address: request.ip,
    host: request.host,
    protocol: request.protocol === 'https' ? 'https' : 'http',
  };
}

export type { Sent };
