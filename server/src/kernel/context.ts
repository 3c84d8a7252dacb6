/** What an operation is given: who asks, when, and a hold on the database that either reads or writes. */
import type { IdSource } from './ids.ts';
import type { MarketSettings } from './market.ts';

/** One SQL statement; a name makes the server keep it prepared. */
export interface Statement<Row> {
  readonly name?: string;
  readonly text: string;
  /** Carries the row type; never present at run time. */
  readonly row?: Row;
}

/** Names a statement of the module, once, for preparation by the server. */
export function sql<Row>(name: string, text: string): Statement<Row> {
  return { name, text };
}

/** A statement that answers several callers at once: each parameter is a list, and a row names its caller, from 1. */
export interface SharedStatement<Row> extends Statement<Row & { readonly caller: number }> {
  readonly isShared: true;
}

/**
 * Names a statement that is asked for so often that callers of the same moment share one round trip. It is written for one
 * caller; `types` are those of its parameters in the database.
 */
export function sharedSql<Row>(name: string, types: readonly string[], text: string): SharedStatement<Row> {
  // Selected, or the server would count the callers and plan anew for each number of them.
  const lists = types.map((type, at) => `(select $${at + 1}::${type}[])`);
  const columns = types.map((_, at) => `p${at + 1}`);
  const callers = `unnest(${lists.join(', ')}) with ordinality as q (${columns.join(', ')}, caller)`;
  const one = text.replaceAll(/\$(\d+)/g, 'q.p$1');
  // `offset 0` keeps the server from joining whole tables where a few rows are to be looked up; so it answers one caller after
  // the other, each in the order that was asked for.
  return {
    name,
    isShared: true,
    text: `select d.*, q.caller::int from ${callers} cross join lateral (${one} offset 0) d`,
  };
}

/** Reads committed data, each statement for itself or inside a unit of work. */
export interface Reader {
  query<Row>(statement: Statement<Row>, values?: readonly unknown[]): Promise<Row[]>;
  /** The rows for one caller of a shared statement; `values` as for a statement of its own. */
  share<Row>(statement: SharedStatement<Row>, values: readonly unknown[]): Promise<Row[]>;
}

declare const writes: unique symbol;

/** A unit of work in progress: all of it is kept, or nothing. */
export interface Writer extends Reader {
  readonly [writes]: true;
  /** Runs a statement whose rows nobody waits for, in its turn; the unit of work is not kept if it fails. */
  send(statement: Statement<unknown>, values?: readonly unknown[]): void;
}

/**
 * What a side is in its market: it works, it hires, it goes between the two, or it keeps the market's order. Which of them a
 * market has is its own affair.
 */
export type PartyKind = 'freelancer' | 'client' | 'broker' | 'administrator';

/** The person and the side they act for. */
export interface PersonActor {
  readonly kind: 'person';
  readonly userId: bigint;
  readonly partyId: bigint;
  readonly role: PartyKind;
  readonly sessionId: bigint;
}

export type Actor =
  | { readonly kind: 'anonymous' }
  | PersonActor
  | { readonly kind: 'operator'; readonly operatorId: bigint }
  | { readonly kind: 'channel'; readonly channelId: bigint }
  | { readonly kind: 'system' };

export interface ReadContext {
  readonly market: string;
  readonly settings: MarketSettings;
  readonly actor: Actor;
  readonly now: Date;
  readonly db: Reader;
}

/** Values a task or an event carries; bigints travel as text. */
export type Payload = Readonly<Record<string, string | number | boolean | bigint | null>>;

export interface TaskOptions {
  /** When it falls due; now when left out. */
  readonly at?: Date;
  /** At most one task of a key exists; a second replaces the first's time and payload. */
  readonly key?: string;
}

export interface WriteContext extends ReadContext {
  readonly db: Writer;
  readonly ids: IdSource;
  /** Writes a task that exists exactly if this unit of work is kept. */
  enqueue(name: string, payload: Payload, options?: TaskOptions): Promise<void>;
  /** Tells the listeners named in wiring/listeners.ts, by tasks of the same unit of work. */
  emit(event: string, payload: Payload): Promise<void>;
}

/** Opens contexts for an operation that waits for something outside the database between its units of work. */
export interface Units {
  read(): ReadContext;
  write<T>(operation: (ctx: WriteContext) => Promise<T>): Promise<T>;
}
