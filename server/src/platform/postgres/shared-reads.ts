/** Callers who ask the same statement at the same moment share one round trip. */
import type { Reader, SharedStatement } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';

/** Round trips of one statement that are out at a time; who asks meanwhile goes with the next. */
const mostOut = 4;
/** Callers of one round trip. */
const mostCallers = 64;

interface Caller {
  readonly values: readonly unknown[];
  readonly resolve: (rows: unknown[]) => void;
  readonly reject: (error: unknown) => void;
}

interface Line {
  readonly waiting: Caller[];
  out: number;
}

/** The parameters of a shared statement: a list for each, of what the callers gave for it. */
export const asLists = (callers: readonly (readonly unknown[])[]): unknown[][] =>
  (callers[0] ?? []).map((_, at) => callers.map((values) => values[at]));

/**
 * Who asks in one turn of the event loop goes together, and a caller alone is kept waiting no longer than that. While `mostOut`
 * are out the next ones gather, so the more there is to do, the less each costs. What fails for several is asked again for
 * each: one must not fail by another's values.
 */
export function shareReads(query: Reader['query']): Reader['share'] {
  const lines = new Map<string, Line>();

  function lineOf({ text }: SharedStatement<unknown>): Line {
    let line = lines.get(text);
    if (!line) {
      line = { waiting: [], out: 0 };
      lines.set(text, line);
    }
    return line;
  }

  function send(statement: SharedStatement<unknown>, line: Line): void {
    while (line.out < mostOut && line.waiting.length > 0) {
      line.out += 1;
      void answer(statement, line.waiting.splice(0, mostCallers)).finally(() => {
        line.out -= 1;
        send(statement, line);
      });
    }
  }

  async function answer(statement: SharedStatement<unknown>, callers: readonly Caller[]): Promise<void> {
    try {
      const rows = await query(statement, asLists(callers.map(({ values }) => values)));
      const answers = callers.map((): unknown[] => []);
      for (const row of rows) answers[(row as { caller: number }).caller - 1]?.push(row);
      for (const [at, { resolve }] of callers.entries()) resolve(answers[at] ?? []);
    } catch (error) {
      // Without a database none of them has an answer, and asking again would only make them wait longer.
      if (callers.length === 1 || error instanceof DomainError) for (const { reject } of callers) reject(error);
      else await Promise.all(callers.map((caller) => answer(statement, [caller])));
    }
  }

  return <Row>(statement: SharedStatement<Row>, values: readonly unknown[]) =>
    new Promise<Row[]>((resolve, reject) => {
      const line = lineOf(statement);
      const waiting = line.waiting.push({ values, resolve: resolve as Caller['resolve'], reject });
      if (waiting === 1) setImmediate(send, statement, line);
    });
}
