import { expect } from 'vitest';
import { type Machine, type MoveOf, next, type Role, type StateOf } from '../src/kernel/machine.ts';

const roles: readonly Role[] = ['client', 'freelancer', 'clock', 'operator', 'rail', 'channel', 'system'];

/** Tries every move from every state as everybody: what the table does not list is refused. */
export function expectOnlyListedMoves<M extends Machine>(table: M): void {
  const moves = Object.entries(table.moves);
  const states = new Set(moves.flatMap(([, move]) => [...move.from, move.to]));
  for (const [name, { from, to, by }] of moves) {
    for (const state of states) {
      for (const role of roles) {
        // Every name and state is the table's own.
        const attempt = () => next(table, state as StateOf<M>, name as MoveOf<M>, role);
        if (from.includes(state) && by.includes(role)) expect(attempt()).toBe(to);
        else expect(attempt).toThrow(/move\.not_(from_here|by_you)/);
      }
    }
  }
}
