/** Calls of our API: one function, typed by the declarations of the server. */
import { addresses, type Operations } from './operations.ts';

export type OperationId = keyof Operations;
export type FieldsOf<K extends OperationId> = Operations[K]['fields'];
export type AnswerOf<K extends OperationId> = Operations[K]['answer'];

/** Where the market's addresses begin: nothing on its own host, its prefix otherwise. */
export const base = /^\/cloudwork(?=\/|$)/.exec(window.location.pathname)?.[0] ?? '';

interface About {
  readonly field?: string | undefined;
  readonly isRestricted?: boolean;
}

/** A refusal by its number, in the server's own sentence; `m.refusal` says it in the reader's language. */
export class Refusal extends Error {
  readonly code: number;
  /** The name of the field it is about, where the server says so. */
  readonly field: string | undefined;
  /** Whether the account is kept out; its owner can learn why. */
  readonly isRestricted: boolean;

  constructor(code: number, message: string, { field, isRestricted = false }: About = {}) {
    super(message);
    this.code = code;
    this.field = field;
    this.isRestricted = isRestricted;
  }
}

/** Nobody answered: the network, or the server, is away. */
export const unreachable = -1;
export const notSignedIn = 80001;

export function cookie(name: string): string | undefined {
  const found = document.cookie.split('; ').find((part) => part.startsWith(`${name}=`));
  return found === undefined ? undefined : decodeURIComponent(found.slice(name.length + 1));
}

export function setCookie(name: string, value: string): void {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
}

/** What a form sends with each change, so that other sites cannot. */
export const xsrf = (): Record<string, string> => ({ 'x-xsrftoken': cookie('_xsrf') ?? '' });

export interface Envelope {
  readonly error_code: number;
  readonly msg: string;
  readonly restricted?: boolean;
}

/** Calls an operation. Throws a Refusal for anything but success. */
export async function call<K extends OperationId>(
  id: K,
  fields: FieldsOf<K>,
  options: { signal?: AbortSignal } = {},
): Promise<AnswerOf<K>> {
  const [method = 'GET', path = ''] = addresses[id].split(' ');
  const isGet = method === 'GET';
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  const query = isGet && given.length > 0 ? `?${new URLSearchParams(given.map(asText)).toString()}` : '';
  const answer = await fetch(base + path + query, {
    method,
    headers: isGet ? {} : { 'content-type': 'application/json', ...xsrf() },
    ...(options.signal && { signal: options.signal }),
    ...(!isGet && { body: JSON.stringify(Object.fromEntries(keepEmpty(fields))) }),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refusal(unreachable, '');
  });
  return open<K>(await answer.json().catch(() => undefined));
}

/** In a change an empty text can mean that something is cleared. */
const keepEmpty = (fields: object) => Object.entries(fields).filter(([, value]) => value !== undefined);

const asText = ([name, value]: [string, unknown]): [string, string] => [
  name,
  Array.isArray(value) ? value.join(',') : String(value),
];

/** The answer out of its envelope. */
export function open<K extends OperationId>(body: (Envelope & AnswerOf<K>) | undefined): AnswerOf<K> {
  if (body === undefined || typeof body.error_code !== 'number') throw new Refusal(unreachable, '');
  if (body.error_code === 0) return body;
  throw refusalOf(body);
}

const aboutField = /（(?:缺少 (\w+)|(\w+) 的值不合要求)）$/;

/** The name of a field in a sentence is for programs; people are shown the sentence beside the field. */
export function refusalOf({ error_code: code, msg, restricted: isRestricted = false }: Envelope): Refusal {
  const found = aboutField.exec(msg);
  return new Refusal(code, msg.replace(aboutField, ''), { field: found?.[1] ?? found?.[2], isRestricted });
}

/** The path of a file that the server gave an absolute address of: it is ours under whatever name we were reached. */
export function filePath(address: string): string {
  return address === '' ? '' : new URL(address, window.location.href).pathname;
}
