import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  dayMs,
  dayOf,
  hourMs,
  later,
  localTime,
  minuteMs,
  parseDay,
  parseDuration,
  parseTime,
  startOfDay,
} from './clock.ts';

const instant = fc.date({
  min: new Date('1992-01-01T00:00:00Z'),
  max: new Date('2099-12-31T00:00:00Z'),
  noInvalidDate: true,
});

describe('a Shanghai day', () => {
  test('begins at sixteen hours UTC of the day before', () => {
    expect(dayOf(new Date('2026-11-19T15:59:59.999Z'))).toBe('2026-11-19');
    expect(dayOf(new Date('2026-11-19T16:00:00Z'))).toBe('2026-11-20');
    expect(startOfDay('2026-11-20').toISOString()).toBe('2026-11-19T16:00:00.000Z');
  });

  test('contains exactly the instants from its start to the start of the next', () => {
    fc.assert(
      fc.property(instant, (at) => {
        const day = dayOf(at);
        expect(startOfDay(day) <= at && at < startOfDay(addDays(day, 1))).toBe(true);
        expect(startOfDay(addDays(day, 1)).getTime() - startOfDay(day).getTime()).toBe(dayMs);
      }),
    );
  });

  test('is counted over months, years and leap days', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-03-01', -1)).toBe('2027-02-28');
    expect(addDays('2026-11-20', 0)).toBe('2026-11-20');
  });

  test.each([
    '2026-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-01-32',
    '2026-1-1',
    '26-01-01',
    '',
    'today',
    '２０２６-01-01',
    '2026-11-20x',
    ' 2026-11-20',
  ])('is not "%s"', (text) => {
    expect(parseDay(text)).toBeUndefined();
  });

  test.each(['2026-11-20', '2026-11-20 08:00:00', '2026-11-20T08:00:00Z'])('is read from "%s"', (text) => {
    expect(parseDay(text)).toBe('2026-11-20');
  });

  test('29 February exists in leap years', () => {
    expect(parseDay('2028-02-29')).toBe('2028-02-29');
  });
});

describe('a time', () => {
  test('is local to Shanghai, or UTC when asked, or has its own offset', () => {
    const eight = '2026-11-20T00:00:00.000Z';
    expect(parseTime('2026-11-20 08:00:00')?.toISOString()).toBe(eight);
    expect(parseTime('2026-11-20 08:00')?.toISOString()).toBe(eight);
    expect(parseTime('2026-11-20T08:00:00.123456')?.toISOString()).toBe(eight);
    expect(parseTime('2026-11-20 00:00:00', 'utc')?.toISOString()).toBe(eight);
    expect(parseTime('2026-11-20T00:00:00Z')?.toISOString()).toBe(eight);
    expect(parseTime('2026-11-20T08:00:00+08:00', 'utc')?.toISOString()).toBe(eight);
  });

  test('is the same after it was written and read again', () => {
    fc.assert(
      fc.property(instant, (at) => {
        const second = new Date(Math.floor(at.getTime() / 1_000) * 1_000);
        expect(parseTime(localTime(second))).toEqual(second);
      }),
    );
  });

  test.each([
    '2026-02-30 08:00:00',
    '2026-02-30T08:00:00Z',
    '2026-02-30T08:00:00+08:00',
    '2026-11-20',
    '2026-11-20 25:00:00',
    '2026-11-20 08:60',
    '2026-11-20T08:00:00+99:99',
    '08:00',
    '',
    'now',
    '2026-11-20 8:00',
    '2026-11-20 08:00:00 ',
  ])('is not "%s"', (text) => {
    expect(parseTime(text)).toBeUndefined();
  });
});

describe('a duration', () => {
  test.each([
    ['P10D', 10 * dayMs],
    ['PT2H', 2 * hourMs],
    ['P3DT2H', 3 * dayMs + 2 * hourMs],
    ['P1W', 7 * dayMs],
    ['PT1M30S', 90_000],
    ['P1WT1M', 7 * dayMs + minuteMs],
    ['P0D', 0],
  ])('%s lasts %s ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each(['P', 'PT', 'P1DT', '', '10D', 'P-1D', 'P1Y', 'P1M', 'PT1.5H', 'p1d', 'P1D ', 'P1H', 'PD'])(
    'is not "%s"',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  test('is added to an instant', () => {
    expect(later(new Date(0), 5).getTime()).toBe(5);
  });
});
