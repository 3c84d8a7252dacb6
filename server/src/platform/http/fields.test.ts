import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  day,
  type Field,
  flag,
  id,
  int,
  listOf,
  oneOf,
  readFields,
  rowsOf,
  secret,
  text,
  unfit,
  yuan,
} from './fields.ts';

const table = <T>(
  name: string,
  field: Field<T>,
  good: readonly (readonly [unknown, unknown])[],
  bad: readonly unknown[],
) => {
  describe(name, () => {
    it.each(good.map(([raw, value]) => ({ raw, value })))('reads $raw', ({ raw, value }) => {
      expect(field.read(raw)).toEqual(value);
    });
    it.each(bad.map((raw) => ({ raw })))('refuses $raw', ({ raw }) => {
      expect(field.read(raw)).toBe(unfit);
    });
  });
};

table(
  'text',
  text({ min: 1, max: 3 }),
  [
    ['ab', 'ab'],
    [' a ', 'a'],
    [12, '12'],
    ['😀😀😀', '😀😀😀'],
  ],
  ['abcd', '\u0000', 'a\u0007', '\ud800', {}, [], null],
);
table(
  'int',
  int({ min: 1, max: 100 }),
  [
    ['7', 7],
    [7, 7],
    [' 7 ', 7],
  ],
  ['0', '101', '7.0', '1e1', '0x7', '７', '', 'NaN', 1.5, true, {}, '99999999999999999999'],
);
table(
  'id',
  id(),
  [
    ['9', 9n],
    [9, 9n],
  ],
  ['0', '-1', 'a', 0, 1.5, null],
);
table(
  'yuan',
  yuan({ min: 1n, max: 10_000n }),
  [
    ['1', 100n],
    ['0.01', 1n],
    [12.5, 1_250n],
    ['100.00', 10_000n],
  ],
  ['0', '0.00', '-1', '1.234', '1e2', '100.01', '１', ' ', 'Infinity', Number.NaN, 1e309],
);
table(
  'flag',
  flag(),
  [
    ['true', true],
    ['1', true],
    [true, true],
    ['False', false],
    [0, false],
  ],
  ['yes', '2', {}, ''],
);
table(
  'oneOf',
  oneOf(['a', '1']),
  [
    ['a', 'a'],
    [1, '1'],
  ],
  ['b', 'A', '', null, ['a', 'b']],
);
table(
  'day',
  day(),
  [
    ['2026-11-20', '2026-11-20'],
    ['2026-11-20 08:00:00', '2026-11-20'],
    ['2024-02-29', '2024-02-29'],
  ],
  ['2026-02-29', '2026-13-01', '20-11-2026', 'today', 20261120],
);
table('secret', secret(), [[' a b ', ' a b ']], ['a\u0000', {}, 'x'.repeat(201)]);
table(
  'listOf',
  listOf(int(), { max: 3 }),
  [
    ['1,2', [1, 2]],
    [
      [1, '2'],
      [1, 2],
    ],
    ['1,,2,', [1, 2]],
    [4, [4]],
  ],
  ['1,x', '1,2,3,4', {}, [null, 'x']],
);
table(
  'rowsOf',
  rowsOf({ n: int().required() }, { max: 2 }),
  [
    ['[{"n":1}]', [{ n: 1 }]],
    [[{ n: '2', junk: true }], [{ n: 2 }]],
  ],
  ['[{}]', '[1]', '{', '[[]]', '{"n":1}', [{ n: 1 }, { n: 1 }, { n: 1 }]],
);

describe('readFields', () => {
  const fields = {
    name: text().required(90).failsWith(91),
    size: int({ max: 9 }).or(3),
    note: text({ keepsEmpty: true }),
  };

  it('gives values, defaults, and nothing that is not declared', () => {
    const sent = { name: 'x', 'location[name]': 'y', timestamp: '1', __proto__: { note: 'z' } };
    expect(readFields(fields, sent)).toEqual({ values: { name: 'x', size: 3 } });
  });

  it('takes an empty text for absence, unless emptiness clears something', () => {
    expect(readFields(fields, { name: 'x', size: '', note: '' })).toEqual({ values: { name: 'x', size: 3, note: '' } });
  });

  it('tells what is missing from what does not fit, each with its number', () => {
    expect(readFields(fields, {})).toEqual({ trouble: { name: 'name', problem: 'missing', code: 90 } });
    expect(readFields(fields, { name: {} })).toEqual({ trouble: { name: 'name', problem: 'unfit', code: 91 } });
    expect(readFields(fields, { name: 'x', size: '10' })).toEqual({
      trouble: { name: 'size', problem: 'unfit', code: undefined },
    });
  });

  it('never throws, whatever is sent', () => {
    const all = {
      a: text(),
      b: int(),
      c: yuan(),
      d: day(),
      e: listOf(id()),
      f: rowsOf({ x: yuan() }),
      g: flag(),
      h: oneOf(['q']),
      i: secret(),
    };
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(all)), fc.anything()), (sent) => {
        readFields(all, sent);
      }),
      { numRuns: 2_000 },
    );
  });
});
