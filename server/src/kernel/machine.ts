/** Lifecycles as tables: what may follow what, by whom, or by which clock. */
import type { PartyKind } from './context.ts';
import { DomainError } from './errors.ts';

/** Who makes a move. A wire's own words for these stay in its folder. */
export type Role = PartyKind | 'clock' | 'operator' | 'rail' | 'channel' | 'system';

export interface Move {
  readonly from: readonly string[];
  readonly to: string;
  readonly by: readonly Role[];
  /** For moves of the clock: after how long in the state, as people say it ("2 days"). */
  readonly after?: string;
}

export interface Machine {
  readonly initial: string;
  readonly final: readonly string[];
  readonly moves: Readonly<Record<string, Move>>;
}

export type StateOf<M extends Machine> = M['initial'] | M['moves'][keyof M['moves']]['to'];
export type MoveOf<M extends Machine> = keyof M['moves'] & string;

/** Checks the table once, at import: a misspelt, unreachable or stuck state stops the process. */
export function machine<const M extends Machine>(table: M): M {
  const moves = Object.values(table.moves);
  const reached = new Set([table.initial]);
  for (let before = 0; before !== reached.size; ) {
    before = reached.size;
    for (const move of moves) if (move.from.some((state) => reached.has(state))) reached.add(move.to);
  }
  const left = new Set(moves.flatMap((move) => move.from));
  for (const state of [...left, ...table.final]) {
    if (!reached.has(state)) throw new Error(`the state "${state}" cannot be reached`);
  }
  for (const state of reached) {
    if (left.has(state) === table.final.includes(state)) {
      throw new Error(`the state "${state}" must be final or have an exit, and not both`);
    }
  }
  return table;
}

/**
 * The only way to learn the state that follows. Throws `move.not_from_here` when the move does not start at `state`
 * and `move.not_by_you` when it is somebody else's.
 */
export function next<M extends Machine>(table: M, state: StateOf<M>, name: MoveOf<M>, role: Role): StateOf<M> {
  const move: Move | undefined = table.moves[name];
  if (!move) throw new Error(`no move "${name}"`);
  if (!move.by.includes(role)) throw new DomainError('move.not_by_you', { move: name, role });
  if (!move.from.includes(state)) throw new DomainError('move.not_from_here', { move: name, state });
  // The table's own check guarantees that every `to` is one of its states.
  return move.to;
}

/** The moves `role` may make from `state`, for clients that draw buttons. */
export function movesFor<M extends Machine>(table: M, state: StateOf<M>, role: Role): MoveOf<M>[] {
  const names = Object.keys(table.moves) as MoveOf<M>[];
  return names.filter((name) => {
    const move: Move | undefined = table.moves[name];
    return move !== undefined && move.from.includes(state) && move.by.includes(role);
  });
}
