import type { Static, TObject } from 'typebox';
import type { Actor, ReadContext, WriteContext } from '../../kernel/context.ts';
import type { DomainError, ErrorCode } from '../../kernel/errors.ts';
import type { Market } from '../../kernel/market.ts';
import type { FieldTrouble, Fields, JsonSchema, ValuesOf } from './fields.ts';
import type { ReceivedFile } from './upload.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What was sent, from path, query and body alike, before the declared fields are read out of it. */
export type Sent = Readonly<Record<string, unknown>>;

/** The facts of a request that a wire may look at. */
export interface RequestFacts {
  readonly method: Method;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  /** The caller's address, as the trusted proxy saw it. */
  readonly address: string;
  readonly host: string;
  readonly protocol: 'http' | 'https';
}

/** An answer that is not the wire's envelope: a page, a file, a redirect. */
export class Raw {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | NodeJS.ReadableStream;

  constructor(status: number, headers: Readonly<Record<string, string>>, body: Raw['body'] = '') {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

/** Sends a browser to a path of ours. */
export const redirectTo = (path: string): Raw => new Raw(302, { location: path });

export interface CookieOptions {
  readonly expires?: Date;
  readonly readable?: boolean;
}

export interface Call<F extends Fields, Caller> {
  readonly fields: ValuesOf<F>;
  readonly caller: Caller;
  readonly request: RequestFacts;
  /** The uploaded file, on endpoints that declare one. */
  readonly upload: ReceivedFile | undefined;
  /** A context that reads, as the caller. */
  read(): ReadContext;
  /** Runs an operation in a unit of work, as the caller (or as `actor`). */
  write<T>(operation: (ctx: WriteContext) => Promise<T>): Promise<T>;
  setCookie(name: string, value: string, options?: CookieOptions): void;
  clearCookie(name: string): void;
}

/** One operation of a wire, declared once: route, validation, types, serialisation, reference and coverage come from it. */
export interface Endpoint<F extends Fields = Fields, A extends TObject = TObject, Caller = unknown, Access = string> {
  /** The documented id, as in specs/; ids that are not documented are extensions. */
  readonly id: string;
  /** Further documented ids that this endpoint answers. */
  readonly serves?: readonly string[];
  readonly method: Method | readonly Method[];
  /** The documented path, and others that deployed clients call. */
  readonly paths: readonly [string, ...string[]];
  readonly title: string;
  readonly notes?: string;
  readonly access: Access;
  /** Where operations share method and path: whether this one is meant. The first that says yes answers. */
  readonly when?: (sent: Sent, caller: Caller) => boolean;
  readonly upload?: { readonly field: string; readonly maxBytes: number };
  /** Money and password actions read no field from the query. */
  readonly bodyOnly?: boolean;
  /** Whether what it shows may be a second old, so that a copy of the database may answer. Never where money is decided on. */
  readonly mayBeOld?: boolean;
  readonly fields: F;
  readonly answer: A;
  /** The HTTP status of success, where it is not 200. */
  readonly status?: 201;
  /** This wire's numbers for refusals, where this operation's differ from the wire's table. */
  readonly errors?: Readonly<Partial<Record<ErrorCode, number>>>;
  /** This wire's number for a field that is missing or does not fit, where the field has none of its own. */
  readonly badField?: number;
  readonly handle: (call: Call<F, Caller>) => Promise<Static<A> | Raw>;
}

/** Any endpoint of a wire, its field and answer types forgotten. */
// biome-ignore lint: the handler's parameter is contravariant, so no common supertype but this one exists.
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyEndpoint<Caller = any, Access = any> = Endpoint<any, any, Caller, Access>;

/** What makes one wire API different from another around its endpoints. */
export interface Wire<Caller, Access> {
  /** Whose API it is; `operator` is the house's own, of no market. */
  readonly market: Market | 'operator';
  /** Where its paths stand; below the market's name when left out. */
  readonly prefix?: string;
  readonly title: string;
  /** The caller's credentials, from fields, headers or cookies. */
  identify(sent: Sent, request: RequestFacts): Promise<Caller>;
  actorOf(caller: Caller): Actor;
  /** Throws unless the caller may call at all. */
  admit(access: Access, caller: Caller, sent: Sent, request: RequestFacts): void;
  /** Wraps a successful answer. */
  envelop(answer: Record<string, unknown>): Record<string, unknown>;
  /** The schema of the wrapped answer. */
  envelopSchema(answer: TObject): TObject;
  refuse(refusal: Refusal, endpoint: AnyEndpoint | undefined): { status: number; body: Record<string, unknown> };
  /** How often one caller may call; callers are told apart by their key. */
  readonly limit?: { readonly perMinute: number; keyOf(caller: Caller, request: RequestFacts): string };
  /** Hears of each request of a known caller, once it is answered. */
  onAnswered?(caller: Caller, answered: Answered): void;
  /** Shown in the API reference. */
  readonly refusalSchema: JsonSchema;
}

/** A request and what became of it, without its contents. */
export interface Answered {
  readonly request: RequestFacts;
  readonly requestId: string;
  /** As it was sent, without the query. */
  readonly path: string;
  readonly endpoint: string;
  /** "ok", or the refusal. */
  readonly outcome: string;
  readonly status: number;
  readonly ms: number;
}

export type Refusal =
  | { readonly kind: 'domain'; readonly error: DomainError }
  | { readonly kind: 'field'; readonly trouble: FieldTrouble }
  | { readonly kind: 'no_route' }
  | { readonly kind: 'wrong_method' }
  | { readonly kind: 'bug'; readonly requestId: string };

/** Declares endpoints of one wire, with the types of its callers. */
export function endpointsOf<Caller, Access>() {
  return <F extends Fields, A extends TObject>(endpoint: Endpoint<F, A, Caller, Access>): AnyEndpoint<Caller, Access> =>
    endpoint;
}
