/** Time: instants are Dates in UTC; days, weeks and months are those of Asia/Shanghai. */

/** Asia/Shanghai has kept UTC+8 without daylight saving since 1991. */
const shanghaiOffsetMs = 8 * 3_600_000;

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

export interface Clock {
  /** The instant that business rules see. */
  now(): Date;
}

/** A calendar day in Asia/Shanghai, written "2026-11-20". */
export type Day = string;

/** The Shanghai calendar day in which `instant` falls. */
export function dayOf(instant: Date): Day {
  return new Date(instant.getTime() + shanghaiOffsetMs).toISOString().slice(0, 10);
}

/** The first instant of a Shanghai day. */
export function startOfDay(day: Day): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - shanghaiOffsetMs);
}

/** The day `days` later (earlier when negative). */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** Reads "2026-11-20" (or its beginning of "2026-11-20 08:00:00"); undefined when there is no such day. */
export function parseDay(text: string): Day | undefined {
  const day = /^(\d{4}-\d{2}-\d{2})(?:[ T].*)?$/.exec(text)?.[1];
  if (day === undefined) return undefined;
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : undefined;
}

/**
 * Reads a local time "2026-11-20 08:00:00" (seconds optional) as one of `zone`, or an ISO 8601 time with its own
 * offset. Undefined when it is neither.
 */
export function parseTime(text: string, zone: 'shanghai' | 'utc' = 'shanghai'): Date | undefined {
  const local = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,6})?$/.exec(text);
  if (local) {
    const [, day, time] = local;
    if (day === undefined || time === undefined || parseDay(day) === undefined) return undefined;
    const parsed = Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}Z`);
    if (Number.isNaN(parsed)) return undefined;
    return new Date(zone === 'utc' ? parsed : parsed - shanghaiOffsetMs);
  }
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  // Date.parse would take 30 February for 2 March.
  if (parseDay(text) === undefined) return undefined;
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? undefined : new Date(parsed);
}

/** "2026-11-20 08:00:00" in Asia/Shanghai. */
export function localTime(instant: Date): string {
  return new Date(instant.getTime() + shanghaiOffsetMs).toISOString().slice(0, 19).replace('T', ' ');
}

/** The instant `ms` milliseconds after `instant`. */
export function later(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms);
}

/** Reads an ISO 8601 duration of weeks, days, hours, minutes and seconds ("P3DT2H") into milliseconds; undefined otherwise. */
export function parseDuration(text: string): number | undefined {
  const parts = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (!parts || text === 'P' || text.endsWith('T')) return undefined;
  const [weeks, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return (
    ((weeks ?? 0) * 7 + (days ?? 0)) * dayMs + (hours ?? 0) * hourMs + (minutes ?? 0) * minuteMs + (seconds ?? 0) * 1000
  );
}
