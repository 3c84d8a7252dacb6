import type { AnyEndpoint, Method, Wire } from './endpoint.ts';
import { type Fields, type JsonSchema, objectSchema } from './fields.ts';

/** What the reference says of a wire. */
type DescribedWire = Pick<Wire<never, never>, 'title' | 'envelopSchema' | 'refusalSchema'>;

/** The OpenAPI 3.1 document of one wire, derived from its declarations. */
export function describeWire(
  wire: DescribedWire,
  endpoints: readonly AnyEndpoint[],
  serverUrls: readonly string[],
  accessWords: Readonly<Record<string, string>>,
): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const endpoint of endpoints) {
    for (const [index, path] of endpoint.paths.entries()) {
      const shown = path.replace(/:(\w+)/g, '{$1}').replace(/\*$/, '{rest}');
      paths[shown] ??= {};
      for (const method of [endpoint.method].flat()) {
        const key = method.toLowerCase();
        const operation = describe(wire, endpoint, method, path, accessWords, index > 0);
        paths[shown][key] = paths[shown][key] ? both(paths[shown][key], operation) : operation;
      }
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: wire.title, version: '1.0.0' },
    servers: serverUrls.map((url) => ({ url })),
    paths,
    components: { schemas: { Refusal: wire.refusalSchema } },
  };
}

function describe(
  wire: DescribedWire,
  endpoint: AnyEndpoint,
  method: Method,
  path: string,
  accessWords: Readonly<Record<string, string>>,
  isOtherPath: boolean,
): JsonSchema {
  const fields = endpoint.fields as Fields;
  const inPath = [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  const rest = Object.fromEntries(Object.entries(fields).filter(([name]) => !inPath.includes(name)));
  const notes = [accessWords[endpoint.access as string], endpoint.notes].filter(Boolean).join('。');
  const suffix = `${method.toLowerCase()}${isOtherPath ? `_${path.replace(/\W+/g, '_')}` : ''}`;
  return {
    operationId: `${endpoint.id}_${suffix}`,
    tags: [tagOf(path)],
    summary: endpoint.title,
    ...(notes && { description: notes }),
    parameters: [
      ...inPath.map((name) => ({
        name,
        in: 'path',
        required: true,
        schema: fields[name]?.schema ?? { type: 'string' },
      })),
      ...(method === 'GET' ? queryParameters(rest) : []),
    ],
    ...(method !== 'GET' && requestBody(rest, endpoint)),
    responses: {
      [endpoint.status ?? 200]: {
        description: 'ok, or a refusal',
        content: {
          'application/json': {
            schema: { anyOf: [closed(wire.envelopSchema(endpoint.answer)), { $ref: '#/components/schemas/Refusal' }] },
          },
        },
      },
    },
  };
}

/** Operations are grouped by the first word of their path behind /api and its version. */
const tagOf = (path: string): string => /^\/(?:api\/)?(?:v\d+\/)?([\w-]+)/.exec(path)?.[1] ?? 'other';

function queryParameters(fields: Fields): JsonSchema[] {
  return Object.entries(fields).map(([name, field]) => ({
    name,
    in: 'query',
    required: field.isRequired,
    schema: field.schema,
    ...(field.schema['type'] === 'array' && { style: 'form', explode: false }),
  }));
}

function requestBody(fields: Fields, endpoint: AnyEndpoint): { requestBody?: JsonSchema } {
  if (endpoint.upload) {
    const schema = objectSchema(fields);
    const properties = {
      ...(schema['properties'] as object),
      [endpoint.upload.field]: { type: 'string', format: 'binary' },
    };
    return { requestBody: { content: { 'multipart/form-data': { schema: { ...schema, properties } } } } };
  }
  if (Object.keys(fields).length === 0) return {};
  const content = { schema: objectSchema(fields) };
  return { requestBody: { content: { 'application/x-www-form-urlencoded': content, 'application/json': content } } };
}

/** The same schema with every object closed: an answer holds what is declared and nothing else. */
export function closed(schema: unknown): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('properties' in value)) return value;
    return 'additionalProperties' in value ? value : { ...value, additionalProperties: false };
  }) as JsonSchema;
}

/** Two operations that the document puts on one method and path. */
function both(first: JsonSchema, second: JsonSchema): JsonSchema {
  const parameters = new Map<string, JsonSchema>();
  for (const parameter of [...(first['parameters'] as JsonSchema[]), ...(second['parameters'] as JsonSchema[])]) {
    const name = String(parameter['name']);
    const known = parameters.get(name);
    const isPath = parameter['in'] === 'path';
    parameters.set(name, { ...(known ?? parameter), required: isPath });
  }
  return {
    ...first,
    summary: `${String(first['summary'])} / ${String(second['summary'])}`,
    description: [first['description'], second['description']].filter(Boolean).join(' / '),
    parameters: [...parameters.values()],
    ...(first['requestBody'] || second['requestBody'] ? { requestBody: anyBody(first, second) } : {}),
    responses: {
      200: {
        description: 'ok, or a refusal',
        content: { 'application/json': { schema: { anyOf: [...answersOf(first), ...answersOf(second)] } } },
      },
    },
  };
}

interface WithBody {
  content?: Record<string, { schema: JsonSchema }>;
}

function anyBody(first: JsonSchema, second: JsonSchema): JsonSchema {
  const bodies = [first['requestBody'], second['requestBody']].filter(Boolean) as WithBody[];
  const types = new Set(bodies.flatMap((body) => Object.keys(body.content ?? {})));
  const schemaFor = (type: string) => bodies.flatMap((body) => body.content?.[type]?.schema ?? []);
  return {
    content: Object.fromEntries([...types].map((type) => [type, { schema: { anyOf: schemaFor(type) } }])),
  };
}

function answersOf(operation: JsonSchema): JsonSchema[] {
  const responses = operation['responses'] as {
    200: { content: { 'application/json': { schema: { anyOf: JsonSchema[] } } } };
  };
  return responses[200].content['application/json'].schema.anyOf;
}
