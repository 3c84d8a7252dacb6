/** What a front end may call, written from the same declarations as the API's reference. */
import type { AnyEndpoint } from '../server/src/platform/http/endpoint.ts';
import { type Fields, type JsonSchema, objectSchema } from '../server/src/platform/http/fields.ts';

/**
 * The TypeScript source of every operation: its address, the fields it takes and the answer it gives. Operations with a
 * part of their address open are left out, unless `fillsPaths` says that the client puts the field of that name there.
 */
export function webOperations(endpoints: readonly AnyEndpoint[], { fillsPaths = false } = {}): string {
  const callable = endpoints.filter(({ paths, upload }) => !upload && (fillsPaths || !paths[0].includes(':')));
  const ids = [...new Set(callable.map(({ id }) => id))].toSorted();
  const same = (id: string) => callable.filter((endpoint) => endpoint.id === id);
  const types = ids.map((id) => {
    const fields = same(id).map((one) => fieldsType(one.fields as Fields));
    const answers = same(id).map(({ answer }) => answerType(plain(answer)));
    return `  ${id}: {\n    fields: ${either(fields)};\n    answer: ${either(answers)};\n  };`;
  });
  const addresses = ids.map((id) => `  ${id}: '${addressOf(same(id)[0] as AnyEndpoint)}',`); // Every id came from one.
  return [
    '// oxlint-disable eslint/max-lines -- written by "npm run docs" from the declarations of the API; do not edit.',
    'export interface Operations {',
    ...types,
    '}',
    '',
    '/** Method and path of each operation. */',
    'export const addresses = {',
    ...addresses,
    '} as const satisfies Record<keyof Operations, string>;',
    '',
  ].join('\n');
}

const either = (types: readonly string[]) => [...new Set(types)].join(' | ');
const plain = (schema: unknown) => JSON.parse(JSON.stringify(schema)) as JsonSchema;

function addressOf({ method, paths }: AnyEndpoint): string {
  const methods = [method].flat();
  return `${methods.includes('GET') ? 'GET' : methods[0]} ${paths[0]}`;
}

const fieldsType = (fields: Fields) => objectType(plain(objectSchema(fields)), sentType);

const answerType = (schema: JsonSchema): string => objectType(schema, answeredType);

function objectType(schema: JsonSchema, typeOf: (schema: JsonSchema) => string): string {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>);
  const required = new Set((schema['required'] ?? []) as string[]);
  if (properties.length === 0) return 'Record<string, never>';
  const rows = properties.map(([name, one]) =>
    required.has(name) ? `${name}: ${typeOf(one)}` : `${name}?: ${typeOf(one)} | undefined`,
  );
  return `{ ${rows.join('; ')} }`;
}

/** What may be sent: amounts also as the text that a person typed. */
function sentType(schema: JsonSchema): string {
  if (schema['multipleOf'] !== undefined) return 'number | string';
  return typeBy(schema, sentType);
}

const answeredType = (schema: JsonSchema): string => typeBy(schema, answeredType);

function typeBy(schema: JsonSchema, again: (schema: JsonSchema) => string): string {
  if (Array.isArray(schema['anyOf'])) return either((schema['anyOf'] as JsonSchema[]).map(again));
  if (schema['const'] !== undefined) return JSON.stringify(schema['const']);
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => JSON.stringify(value)).join(' | ');
  switch (schema['type']) {
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return `readonly (${again(schema['items'] as JsonSchema)})[]`;
    case 'object':
      return recordType(schema, again) ?? objectType(schema, again);
    default:
      return 'string';
  }
}

function recordType(schema: JsonSchema, again: (schema: JsonSchema) => string): string | undefined {
  const values = schema['additionalProperties'];
  if (typeof values !== 'object' || values === null) return undefined;
  return `Readonly<Record<string, ${again(values as JsonSchema)}>>`;
}
