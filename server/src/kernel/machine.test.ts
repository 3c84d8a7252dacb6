import { describe, expect, test } from 'vitest';
import { DomainError } from './errors.ts';
import { machine, movesFor, next } from './machine.ts';

const door = machine({
  initial: 'closed',
  final: ['broken'],
  moves: {
    open: { from: ['closed'], to: 'open', by: ['client', 'freelancer'] },
    close: { from: ['open'], to: 'closed', by: ['client'] },
    break: { from: ['open', 'closed'], to: 'broken', by: ['clock'], after: '9 years' },
  },
});

function refusal(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
  return 'none';
}

describe('a table of moves', () => {
  test('is taken as it is when it is sound', () => {
    expect(door.moves.open.to).toBe('open');
  });

  test('is refused when a state cannot be reached', () => {
    const moves = {
      go: { from: ['a'], to: 'b', by: ['client'] },
      stray: { from: ['lost'], to: 'b', by: ['client'] },
    } as const;
    expect(() => machine({ initial: 'a', final: ['b'], moves })).toThrow('the state "lost" cannot be reached');
  });

  test('is refused when states reach only each other', () => {
    const moves = {
      go: { from: ['a'], to: 'b', by: ['client'] },
      round: { from: ['c'], to: 'd', by: ['client'] },
      back: { from: ['d'], to: 'c', by: ['client'] },
    } as const;
    expect(() => machine({ initial: 'a', final: ['b'], moves })).toThrow('cannot be reached');
  });

  test('is refused when a final state is misspelt', () => {
    const moves = { go: { from: ['a'], to: 'b', by: ['client'] } } as const;
    expect(() => machine({ initial: 'a', final: ['b', 'bb'], moves })).toThrow('the state "bb" cannot be reached');
  });

  test('is refused when a state has no exit and is not final', () => {
    const moves = { go: { from: ['a'], to: 'b', by: ['client'] } } as const;
    expect(() => machine({ initial: 'a', final: [], moves })).toThrow('the state "b" must be final or have an exit');
  });

  test('is refused when a final state has an exit', () => {
    const moves = {
      go: { from: ['a'], to: 'b', by: ['client'] },
      back: { from: ['b'], to: 'a', by: ['client'] },
    } as const;
    expect(() => machine({ initial: 'a', final: ['b'], moves })).toThrow('and not both');
  });

  test('is refused when the initial state leads nowhere', () => {
    expect(() => machine({ initial: 'a', final: [], moves: {} })).toThrow('the state "a" must be final');
  });
});

describe('the next state', () => {
  test('is what the table says', () => {
    expect(next(door, 'closed', 'open', 'freelancer')).toBe('open');
    expect(next(door, 'open', 'break', 'clock')).toBe('broken');
  });

  test('is refused from another state', () => {
    expect(refusal(() => next(door, 'open', 'open', 'client'))).toBe('move.not_from_here');
    expect(refusal(() => next(door, 'broken', 'break', 'clock'))).toBe('move.not_from_here');
  });

  test('is refused to somebody else, whatever the state', () => {
    expect(refusal(() => next(door, 'open', 'close', 'freelancer'))).toBe('move.not_by_you');
    expect(refusal(() => next(door, 'broken', 'close', 'system'))).toBe('move.not_by_you');
  });

  test('is a mistake for a move that does not exist', () => {
    // @ts-expect-error the type knows the moves
    expect(() => next(door, 'open', 'paint', 'client')).toThrow('no move "paint"');
  });

  test('moves are listed for whoever may make them', () => {
    expect(movesFor(door, 'closed', 'client')).toEqual(['open']);
    expect(movesFor(door, 'open', 'client')).toEqual(['close']);
    expect(movesFor(door, 'open', 'freelancer')).toEqual([]);
    expect(movesFor(door, 'open', 'clock')).toEqual(['break']);
    expect(movesFor(door, 'broken', 'client')).toEqual([]);
  });
});
