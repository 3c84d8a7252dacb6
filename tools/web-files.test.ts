/** Files that the web app gives out: every row, whatever happens meanwhile, in cells that a spreadsheet takes as they are meant. */
import { describe, expect, it } from 'vitest';
import { type Days, everyDay, everyPage } from '../web/src/api/every.ts';
import { csvAmount, csvNumber, csvText } from '../web/src/ui/csv.ts';

const size = 3;
const told: (number | undefined)[][] = [];
const onProgress = (done: number, all?: number) => void told.push([done, all]);

/** A list whose newest stands first; `meanwhile` is what happens before each question. */
function listOf(rows: number[], meanwhile: (asked: number) => void = () => undefined) {
  let asked = 0;
  return async (page: number) => {
    meanwhile((asked += 1));
    return { rows: rows.slice((page - 1) * size, page * size), count: rows.length };
  };
}

describe('all pages', () => {
  it('are every row once, and told as they arrive', async () => {
    told.length = 0;
    expect(await everyPage(listOf([7, 6, 5, 4, 3, 2, 1]), onProgress)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(told).toEqual([
      [3, 7],
      [6, 7],
      [7, 7],
    ]);
    expect(await everyPage(listOf([]), onProgress)).toEqual([]);
  });

  it.each([1, 2, 3, 4])('are every row once when one comes in before question %i', async (when) => {
    const rows = [7, 6, 5, 4, 3, 2, 1];
    const ask = listOf(rows, (asked) => asked === when && rows.unshift(8));
    expect(await everyPage(ask, onProgress)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('are none when rows never stop coming in', async () => {
    const rows = [3, 2, 1, 0];
    const ask = listOf(rows, (asked) => rows.unshift(3 + asked));
    expect(await everyPage(ask, onProgress)).toBeUndefined();
  });
});

describe('all days', () => {
  const paid = Array.from(
    { length: 40 },
    (_, index) => `2026-0${1 + (index % 4)}-${String(10 + index / 4).slice(0, 2)}`,
  );
  const rows = paid.map((day, id) => ({ id, day }));
  const most = 6;
  const year: Days = { from: '2026-01-01', until: '2026-12-31' };
  const limits = { most, keyOf: ({ id }: { id: number }) => String(id) };
  const within = (found: readonly { day: string }[]) => async (days: Days) =>
    found.filter(({ day }) => day >= days.from && day <= days.until).slice(0, most) as typeof rows;

  it('are every row once, however little one answer holds', async () => {
    const found = await everyDay(within(rows), year, limits, onProgress);
    expect(found?.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(rows.map(({ id }) => id));
  });

  it('hold a row once that belongs to days on both sides of a cut', async () => {
    const ask = async (days: Days) => [...(await within(rows)(days)).slice(0, most - 1), { id: 99, day: 'always' }];
    const found = await everyDay(ask, year, limits, onProgress);
    expect(found?.filter(({ id }) => id === 99)).toHaveLength(1);
  });

  it('hold rows that look the same as often as they are', async () => {
    const twice = [
      { id: 1, day: '2026-05-05' },
      { id: 1, day: '2026-05-05' },
    ];
    expect(await everyDay(within(twice), year, limits, onProgress)).toHaveLength(2);
  });

  it('are none when one day alone is more than an answer holds', async () => {
    const full = Array.from({ length: most }, (_, id) => ({ id, day: '2026-05-05' }));
    expect(await everyDay(within(full), year, limits, onProgress)).toBeUndefined();
  });
});

describe('the text of a file', () => {
  it('opens in a spreadsheet with its Chinese', () => {
    expect(
      csvText([
        ['时间', '金额'],
        ['今天', 1],
      ]),
    ).toBe('\uFEFF时间,金额\r\n今天,1');
  });

  it('holds amounts to the fen, which can be added up', () => {
    expect([12.5, 0.1 + 0.2, -33.33, 9_999_999.99].map(csvAmount)).toEqual(['12.50', '0.30', '-33.33', '9999999.99']);
    expect(csvText([[csvAmount(-33.33)]])).toBe('\uFEFF-33.33');
  });

  it('runs nothing that somebody has written, and breaks at nothing', () => {
    const texts = ['=1+1', '+86 138', '-cmd|x', '@SUM(A1)', '\tx', '-1+2', '说“好”,\r\n"行"'];
    expect(csvText([texts])).toBe(`\uFEFF'=1+1,'+86 138,'-cmd|x,'@SUM(A1),'\tx,'-1+2,"说“好”,\r\n""行"""`);
  });

  it('keeps every digit of a long number', () => {
    expect(csvText([[csvNumber('202611200812345678')]])).toBe('\uFEFF202611200812345678\t');
  });
});
