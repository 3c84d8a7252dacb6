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

/** Reads committed data, each statement for itself or inside a unit of work. */
export interface Reader {
  query<Row>(statement: Statement<Row>, values?: readonly unknown[]): Promise<Row[]>;
}

declare const writes: unique symbol;

/** A unit of work in progress: all of it is kept, or nothing. */
export interface Writer extends Reader {
  readonly [writes]: true;
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
