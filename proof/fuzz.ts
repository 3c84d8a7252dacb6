/** S3: hostile input to every endpoint of every API, as the running server lists them. */
import { fields as hostileFields, type Hostile } from './hostile.ts';
import type { Means, Outcome, Proof } from './proof.ts';
import { openStage, type Stage } from './stage.ts';
import { signInEverywhere } from './sign-in.ts';

const perEndpoint: Readonly<Record<Means['tier'], number>> = { gate: 50, night: 2_000 };
const slowMs = 5_000;

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

export interface Endpoint {
  readonly market: string;
  readonly method: string;
  readonly path: string;
  readonly fields: readonly string[];
  readonly inPath: readonly string[];
}

const markets = ['cloudwork', 'iblock', 'gig', 'consulting', 'channel', 'operator'] as const;

/** What the server says it answers, with the names of all that it reads. */
export async function endpointsOf({ url }: Stage): Promise<Endpoint[]> {
  const books = await Promise.all(
    markets.map(async (market) => {
      const answer = await fetch(`${url}/openapi/${market}.json`);
      const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Operation>> };
      return { market, paths };
    }),
  );
  return books.flatMap(({ market, paths }) =>
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => {
        const parameters = operation.parameters ?? [];
        const bodies = Object.values(operation.requestBody?.content ?? {});
        const inBody = bodies.flatMap(({ schema }) => Object.keys(schema.properties ?? {}));
        const named = (where: string) => parameters.filter((one) => one.in === where).map(({ name }) => name);
        const fields = [...new Set([...named('query'), ...inBody])];
        return { market, method: method.toUpperCase(), path, fields, inPath: named('path') };
      }),
    ),
  );
}

/** Where a market's paths stand. */
const prefixOf = (market: string): string => (market === 'operator' ? '/operator/api' : `/${market}`);

/** Not asked: they end what the others need, or wait for something outside. */
export const isLeftOut = ({ path, method }: Endpoint): boolean =>
  /sign-?out|logout|loginout|password|passwd|\/totp|sandbox\/reset/i.test(path) ||
  /^\/api\/(events|e\/session)/.test(path) ||
  (path === '/session' && method === 'DELETE');

async function fuzzAll(means: Means, isSpoilt: boolean): Promise<Outcome> {
  const stage = await openStage({
    demo: true,
    env: { CHANNEL_CALLS_PER_MINUTE: '10000000' },
    ...(isSpoilt && {
      spoils: [[/if \(value === unfit\) return \{ trouble/g, 'if (false) return { trouble']] as const,
    }),
  });
  const findings: string[] = [];
  try {
    const endpoints = (await endpointsOf(stage)).filter((one) => !isLeftOut(one));
    const callers = await signInEverywhere(stage);
    means.say(`${endpoints.length} endpoints, ${callers.length} callers`);
    const count = isSpoilt ? 10 : perEndpoint[means.tier];
    let asked = 0;
    for (const endpoint of endpoints) {
      const own = callers.filter(({ market }) => market === endpoint.market);
      for (let round = 0; round < count; round += 1) {
        const caller = own[round % Math.max(own.length, 1)];
        const hostile = hostileFields(endpoint, means.random);
        const trouble = await ask(stage, endpoint, hostile, caller?.credentials ?? { headers: {}, fields: {} });
        asked += 1;
        if (trouble)
          findings.push(`${endpoint.market} ${endpoint.method} ${endpoint.path}: ${trouble}; sent ${hostile.shown}`);
      }
    }
    if (stage.unasked() > 0) findings.push(`the server ended by itself ${stage.unasked()} times`);
    const books = stage.proveBooks();
    if (books !== '') findings.push(`the books: ${books.trim().slice(0, 500)}`);
    return { figures: { endpoints: endpoints.length, callers: callers.length, requests: asked }, findings };
  } finally {
    await stage.close();
  }
}

export interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
}

/** Whatever an endpoint is sent: fields as JSON or as a form, by path or query. */
export interface Sent {
  readonly fields: Readonly<Record<string, string>>;
  readonly inPath: Readonly<Record<string, string>>;
  readonly isJson: boolean;
}

const pathOf = ({ market, path, inPath }: Endpoint, values: Readonly<Record<string, string>>): string =>
  prefixOf(market) +
  inPath.reduce((text, name) => text.replace(`{${name}}`, () => encodeURIComponent(values[name] ?? '1')), path);

/** Sends well-formed fields and answers what came back. */
export async function send(
  stage: Stage,
  endpoint: Endpoint,
  { fields, inPath, isJson }: Sent,
  credentials: Credentials,
): Promise<{ status: number; text: string }> {
  const { method } = endpoint;
  const all = { ...fields, ...credentials.fields };
  const hasBody = method === 'POST' || method === 'PUT';
  const query = hasBody ? '' : `?${new URLSearchParams(all).toString()}`;
  const type = isJson ? 'application/json' : 'application/x-www-form-urlencoded';
  const answer = await fetch(`${stage.url}${pathOf(endpoint, inPath)}${query}`, {
    method,
    headers: { ...(hasBody && { 'content-type': type }), ...credentials.headers },
    ...(hasBody && { body: isJson ? JSON.stringify(all) : new URLSearchParams(all).toString() }),
    redirect: 'manual',
    signal: AbortSignal.timeout(2 * slowMs),
  });
  return { status: answer.status, text: await answer.text() };
}

/** What is wrong with the answer, if anything. */
async function ask(
  stage: Stage,
  endpoint: Endpoint,
  hostile: Hostile,
  { headers, fields }: Credentials,
): Promise<string | undefined> {
  const request = hostile.request(endpoint.method, fields);
  const startedAt = performance.now();
  try {
    const answer = await fetch(`${stage.url}${pathOf(endpoint, hostile.inPath)}${request.query}`, {
      method: endpoint.method,
      headers: { ...request.headers, ...headers },
      ...(request.body !== undefined && { body: request.body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(2 * slowMs),
    });
    const text = await answer.text();
    if (answer.status >= 500 && answer.status !== 503) return `answered ${answer.status}`;
    if (/\bat \S+ \(?(?:file:|\/|node:)/.test(text)) return 'a stack trace was answered';
    if (performance.now() - startedAt > slowMs) return `took ${Math.round(performance.now() - startedAt)} ms`;
    return undefined;
  } catch (error) {
    return `no answer: ${error instanceof Error ? error.message : String(error)}`;
  }
}

export const fuzz: Proof = {
  name: 'fuzz',
  follows: 'S3',
  claim:
    'Whatever is sent to any endpoint by anyone, the answer is never a failure of the server, never a stack trace, never late.',
  run: (means) => fuzzAll(means, false),
  teeth: { fault: 'fields that do not fit their declaration are let through', run: (means) => fuzzAll(means, true) },
};
