import pg from 'pg';
import type { Reader, Statement, Writer } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { GatheringSocket } from './gathering-socket.ts';
import { shareReads } from './shared-reads.ts';

// Amounts and ids are 64-bit: read as bigint, never as a float. Instants are Dates.
pg.types.setTypeParser(pg.types.builtins.INT8, BigInt);

// Most lists of texts are empty or plain, and the reader of lists goes letter by letter.
const textArray = 1009 as typeof pg.types.builtins.TEXT; // The types name scalars only.
const readTexts = pg.types.getTypeParser(textArray);
const isPlain = (text: string) => !/["\\]|NULL|\{.*\{/.test(text);
pg.types.setTypeParser(textArray, (text: string): unknown => {
  if (text === '{}') return [];
  return isPlain(text) ? text.slice(1, -1).split(',') : readTexts(text);
});

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize: number;
  readonly onError: (error: Error) => void;
}

/** The hold on one PostgreSQL: single reads, and units of work. */
export interface Database {
  readonly reader: Reader;
  /** Runs `work` in one transaction; all of it is kept when it returns, nothing when it throws. Repeats it when the database asks. */
  write<T>(work: (db: Writer) => Promise<T>): Promise<T>;
  /** Whether a trivial statement is answered now. */
  isAlive(): Promise<boolean>;
  /** Connections open, idle and waited for, for the metrics. */
  counts(): { total: number; idle: number; waiting: number };
  close(): Promise<void>;
}

/** How often a unit of work that met a deadlock or a serialization failure is repeated. */
const maxAttempts = 5;

/** Opens a pool of connections; none is made before the first statement. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 10_000,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 15_000,
    application_name: 'linggong',
    // Statements of a unit of work that do not wait for each other travel together; see oneTransaction.
    pipeline: true,
    stream: () => new GatheringSocket(),
  });
  pool.on('error', options.onError);
  pool.on('connect', (client) => client.on('error', options.onError));

  const query: Reader['query'] = (statement, values) => run(pool, statement, values);
  const reader: Reader = { query, share: shareReads(query) };

  return {
    reader,
    write: (work) => inTransaction(pool, work),
    isAlive: () => pool.query('select 1').then(alwaysTrue, alwaysFalse),
    counts: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  };
}

const alwaysTrue = () => true;
const alwaysFalse = () => false;

async function run<Row>(
  on: pg.Pool | pg.PoolClient,
  statement: Statement<Row>,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  try {
    // pg's config type wants a mutable array; it does not change it.
    const result = await on.query<pg.QueryResultRow>({ ...statement, values: values as unknown[] });
    return result.rows as Row[];
  } catch (error) {
    throw isLostConnection(error) || isLockTimeout(error)
      ? new DomainError('database.unavailable', { cause: String(error) })
      : error;
  }
}

async function inTransaction<T>(pool: pg.Pool, work: (db: Writer) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await oneTransaction(pool, work);
    } catch (error) {
      if (attempt === maxAttempts || !isRetryable(error)) throw error;
      await pause(2 ** attempt + Math.random() * 10);
    }
  }
}

/**
 * Statements are sent when they are asked for and answered in that order. So `begin` costs no round trip of its own, nor does
 * what was only sent, which travels with the `commit`; and an operation that asks for several at once (Promise.all) waits
 * once for all of them. After one that failed the server refuses the others, and a `commit` keeps nothing.
 */
async function oneTransaction<T>(pool: pg.Pool, work: (db: Writer) => Promise<T>): Promise<T> {
  const client = await connect(pool);
  let open = true;
  let broken: Error | undefined;
  let cause: unknown;
  const sent: Promise<unknown>[] = [];
  const ask = <Row>(statement: Statement<Row>, values?: readonly unknown[]): Promise<Row[]> => {
    const answered = run(client, statement, values);
    answered.catch((error: unknown) => {
      cause ??= error;
    });
    return answered;
  };
  const query: Reader['query'] = (statement, values) => {
    if (!open) throw new Error('this unit of work has ended');
    return ask(statement, values);
  };
  const db = {
    query,
    share: shareReads(query),
    send: (statement: Statement<unknown>, values?: readonly unknown[]) => void sent.push(query(statement, values)),
  } as Writer; // The brand exists in the type only.
  try {
    db.send({ text: 'begin' });
    const result = await work(db);
    open = false;
    await Promise.all([...sent, ask({ text: 'commit' })]);
    return result;
  } catch (error) {
    open = false;
    await client.query('rollback').catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    // What failed first is the cause; that its successors were refused is not.
    throw isAborted(error) ? (cause ?? error) : error;
  } finally {
    client.release(broken);
  }
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw new DomainError('database.unavailable', { cause: String(error) });
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** Refused because an earlier statement of the unit of work had failed. */
const isAborted = (error: unknown): boolean => codeOf(error) === '25P02';

/** Serialization failure and deadlock: the database asks for the whole unit of work again. */
function isRetryable(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error));
}

/** Somebody else held a row for longer than `lock_timeout`. */
function isLockTimeout(error: unknown): boolean {
  return codeOf(error) === '55P03';
}

const lostCodes = /^(08...|28...|3D000|55000|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;
const lostWords =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|not queryable/i;

function isLostConnection(error: unknown): boolean {
  return lostCodes.test(codeOf(error)) || (error instanceof Error && lostWords.test(error.message));
}

/** The unique constraint an insert or update ran into, if that is what happened. */
export function violatedConstraint(error: unknown): string | undefined {
  return codeOf(error) === '23505' && error !== null && typeof error === 'object' && 'constraint' in error
    ? String(error.constraint)
    : undefined;
}
