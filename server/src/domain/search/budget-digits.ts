/**
 * A range of budgets as sets of bits. A budget is told by six digits: the exponent of ten, its first four digits, and
 * whether anything but noughts follows. "g1:7" is on all whose second digit (of six) is at least 7, "m1:7" at most 7.
 */

/** The greatest value of each digit; budgets above 12 places count as the greatest. */
const greatest = [11, 9, 9, 9, 9, 1] as const;
const cap = 10n ** 12n - 1n;
const endless = 2n ** 63n - 1n;

/** On every row that has a budget at all. */
export const anyBudget = 'h:';

function digitsOf(budget: bigint): number[] {
  const text = String(budget > cap ? cap : budget);
  const digits = text.padEnd(5, '0').slice(0, 4).split('').map(Number);
  return [text.length - 1, ...digits, /[1-9]/.test(text.slice(4)) ? 1 : 0];
}

/** The budgets told by the same digits, from first to last. */
function siblings(budget: bigint): readonly [bigint, bigint] {
  const text = String(budget > cap ? cap : budget);
  if (text.length <= 4 || !/[1-9]/.test(text.slice(4))) return [budget, budget];
  const width = 10n ** BigInt(text.length - 4);
  const first = BigInt(text.slice(0, 4)) * width;
  return [first + 1n, first + width - 1n >= cap ? endless : first + width - 1n];
}

/** Alternatives for each digit: it is enough as it is, or one before it is more than enough. */
function bound(digits: readonly number[], letter: 'g' | 'm', step: 1 | -1): string[][] {
  const enough = (place: number, digit: number) => {
    const isAlways = letter === 'g' ? digit === 0 : digit === greatest[place];
    return isAlways ? 'always' : `${letter}${place}:${digit}`;
  };
  const isPossible = (place: number, digit: number) => digit >= 0 && digit <= (greatest[place] ?? 0);
  return digits.flatMap((digit, place) => {
    const before = digits
      .slice(0, place)
      .flatMap((other, at) => (isPossible(at, other + step) ? [enough(at, other + step)] : []));
    const group = [...before, enough(place, digit)];
    return group.includes('always') ? [] : [group];
  });
}

/** Terms of bits that hold, one of each list, for the budgets from `low` to `high`: the range asked for or a little more. */
export interface BudgetCover {
  readonly groups: readonly (readonly string[])[];
  readonly low: bigint;
  readonly high: bigint;
}

/** The smallest range around the one asked for that bits can tell. */
export function coverOf(min: bigint, max: bigint | undefined): BudgetCover {
  const above = bound(digitsOf(min), 'g', 1);
  const below = max === undefined ? [] : bound(digitsOf(max), 'm', -1);
  return {
    groups: [[anyBudget], ...above, ...below],
    low: siblings(min)[0],
    high: max === undefined ? endless : siblings(max)[1],
  };
}

/** For statements: the six digits of the budget `column` as (place, digit, greatest), none for null. */
export const digitsInSql = (column: string): string => `(
  select d.place, d.digit, d.greatest from (select least(${column}, ${cap})::text) as t (said)
  cross join lateral (values (0, length(t.said) - 1, 11), (1, substr(rpad(t.said, 5, '0'), 1, 1)::int, 9),
    (2, substr(rpad(t.said, 5, '0'), 2, 1)::int, 9), (3, substr(rpad(t.said, 5, '0'), 3, 1)::int, 9),
    (4, substr(rpad(t.said, 5, '0'), 4, 1)::int, 9), (5, case when substr(t.said, 5) ~ '[1-9]' then 1 else 0 end, 1)
  ) as d (place, digit, greatest) where t.said is not null)`;
