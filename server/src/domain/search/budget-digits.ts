/**
 * A range of budgets as sets of bits. A budget is told by three digits: its length with its first figure, the next two
 * figures, and the fourth with whether anything but noughts follows. "g1:7" is on all whose second digit is at least 7,
 * "m1:7" on all at most 7.
 */

/** The greatest value of each digit; budgets of more than 12 figures count as the greatest of 12. */
const greatest = [108, 99, 19] as const;
const cap = 10n ** 12n - 1n;
const endless = 2n ** 63n - 1n;

/** On every row that has a budget at all. */
export const anyBudget = 'h:';

function digitsOf(budget: bigint): number[] {
  const text = String(budget > cap ? cap : budget);
  const figures = text.padEnd(4, '0');
  const isMore = /[1-9]/.test(text.slice(4)) ? 1 : 0;
  return [9 * (text.length - 1) + Number(figures[0]), Number(figures.slice(1, 3)), 2 * Number(figures[3]) + isMore];
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

/** The smallest range around the one asked for that bits can tell; neither end is below 0. */
export function coverOf(min: bigint, max: bigint | undefined): BudgetCover {
  const groups = [...bound(digitsOf(min), 'g', 1), ...(max === undefined ? [] : bound(digitsOf(max), 'm', -1))];
  return {
    groups: groups.length === 0 ? [[anyBudget]] : groups,
    low: siblings(min)[0],
    high: max === undefined ? endless : siblings(max)[1],
  };
}

/** For statements: the three digits of the budget `column` as (place, digit, greatest), none for null. */
export const digitsInSql = (column: string): string => `(
  select d.place, d.digit, d.greatest
  from (select t.said, rpad(t.said, 4, '0') as figures from (select least(${column}, ${cap})::text where ${column} is not null) as t (said)) t
  cross join lateral (values (0, 9 * (length(t.said) - 1) + substr(t.figures, 1, 1)::int, ${greatest[0]}),
    (1, substr(t.figures, 2, 2)::int, ${greatest[1]}),
    (2, 2 * substr(t.figures, 4, 1)::int + case when rtrim(substr(t.said, 5), '0') = '' then 0 else 1 end, ${greatest[2]})
  ) as d (place, digit, greatest))`;
