/** Calls of the console's API: one function, typed by the declarations of the server. */
import { addresses, type Operations } from './operations.ts';

export type OperationId = keyof Operations;
export type FieldsOf<K extends OperationId> = Operations[K]['fields'];
export type AnswerOf<K extends OperationId> = Operations[K]['answer'];

const base = '/operator/api';

/** A refusal in the server's own sentence; the code is for the console to act upon. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Nobody answered: the network, or the server, is away. */
export const unreachable = 'unreachable';

/** Calls an operation. Throws a Refusal for anything but success. */
export async function call<K extends OperationId>(
  id: K,
  fields: FieldsOf<K>,
  options: { signal?: AbortSignal } = {},
): Promise<AnswerOf<K>> {
  const [method = 'GET', pattern = ''] = addresses[id].split(' ');
  const { path, rest } = filled(pattern, fields);
  const query = method === 'GET' && rest.length > 0 ? `?${new URLSearchParams(rest.map(asText)).toString()}` : '';
  const hasBody = method !== 'GET' && rest.length > 0;
  const answer = await fetch(base + path + query, {
    method,
    headers: { 'x-linggong-console': '1', ...(hasBody && { 'content-type': 'application/json' }) },
    ...(options.signal && { signal: options.signal }),
    ...(hasBody && { body: JSON.stringify(Object.fromEntries(rest)) }),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refusal(unreachable, '');
  });
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return body as AnswerOf<K>; // The server answers what it has declared.
  const { error = unreachable, message = '' } = (body ?? {}) as { error?: string; message?: string };
  throw new Refusal(error, message);
}

/** The path with its open parts filled by the fields of their names, and the other fields that say something. */
function filled(pattern: string, fields: object): { path: string; rest: [string, unknown][] } {
  const given = new Map(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));
  const path = pattern.replace(/:(\w+)/g, (_all, name: string) => {
    const value = String(given.get(name) ?? '');
    given.delete(name);
    return encodeURIComponent(value);
  });
  return { path, rest: [...given] };
}

const asText = ([name, value]: [string, unknown]): [string, string] => [name, String(value)];

/** Where the browser finds a file that is evidence. */
export const fileAddress = (uid: string, market: string): string => `${base}/files/${uid}?market=${market}`;
