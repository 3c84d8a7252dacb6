import type { Reader } from '../../kernel/context.ts';
import { allReferences, referenceDigests } from './catalog.sql.ts';
import { type Catalog, catalogOf, catalogueNames, type Rows } from './catalogues.ts';
import { type Change, withChanges } from './changes.ts';

/** Where the catalogues come from: the database, by way of this process. */
export interface CatalogSource {
  /** All catalogues of one moment, at most a minute old. The same object as long as nothing has changed. */
  read(): Promise<Catalog>;
  /** Looks now whether anything has changed, if it has been read at all; every process does so within seconds. */
  follow(): Promise<void>;
}

const freshMs = 60_000;

interface Held {
  readonly digest: string;
  readonly catalog: Catalog;
  readonly checkedAt: number;
}

/** Reads the catalogues when they are first asked for, and again when a look each minute finds them changed. */
export function createCatalog(reader: Reader, nowMs: () => number = () => performance.now()): CatalogSource {
  let held: Held | undefined;
  let looking: Promise<Held> | undefined;

  async function look(): Promise<Held> {
    const checkedAt = nowMs();
    if (held && digestOf(await reader.query(referenceDigests)) === held.digest) return { ...held, checkedAt };
    const rows = await reader.query(allReferences);
    return { digest: digestOf(rows), catalog: catalogIn(rows), checkedAt };
  }

  async function lookOnce(): Promise<Held> {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    held = await looking;
    return held;
  }

  return {
    async read() {
      if (held && nowMs() - held.checkedAt < freshMs) return held.catalog;
      return (await lookOnce()).catalog;
    },
    async follow() {
      // A look that is under way may have begun before the change.
      await looking?.catch(() => undefined);
      if (held) await lookOnce();
    },
  };
}

/** The catalogues of this moment, past what any process remembers. */
export async function readCatalog(reader: Reader): Promise<Catalog> {
  return catalogIn(await reader.query(allReferences));
}

function digestOf(rows: readonly { readonly name: string; readonly digest: string }[]): string {
  return rows.map(({ name, digest }) => `${name}=${digest}`).join('\n');
}

interface Reference {
  readonly name: string;
  readonly data: unknown;
}

function catalogIn(rows: readonly Reference[]): Catalog {
  const changes = rows.find(({ name }) => name === 'changes')?.data ?? [];
  return catalogOf(withChanges(rowsOf(rows), changes as readonly Change[])); // Made by the statement out of typed columns.
}

function rowsOf(rows: readonly Reference[]): Rows {
  const byName = new Map(rows.map(({ name, data }) => [name, data]));
  for (const name of catalogueNames) {
    if (!Array.isArray(byName.get(name))) throw new Error(`the catalogue ${name} has not been loaded`);
  }
  return Object.fromEntries(byName) as unknown as Rows; // Loaded from our own files, whose shape a test checks.
}
