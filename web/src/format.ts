/** Money, times and numbers as people read them. */
import { locale, m } from './messages/index.ts';

const yuan = new Intl.NumberFormat(locale, { style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol' });
const count = new Intl.NumberFormat(locale);
const zone = 'Asia/Shanghai';
const dateOnly = new Intl.DateTimeFormat(locale, { timeZone: zone, year: 'numeric', month: 'short', day: 'numeric' });
const dateTime = new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' });
const monthOnly = new Intl.DateTimeFormat(locale, { timeZone: zone, year: 'numeric', month: 'short' });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

/** ¥1,234.50 */
export const money = (amount: number): string => yuan.format(amount);
export const number = (value: number): string => count.format(value);

/** The instant that a time of the API names: "2026-11-20 08:00:00" in Shanghai. Undefined for an empty one. */
export function instant(text: string | undefined): Date | undefined {
  if (!text) return undefined;
  const iso = text.replace(' ', 'T');
  const made = new Date(/[Z+]/.test(iso) ? iso : `${iso.length === 10 ? `${iso}T00:00:00` : iso}+08:00`);
  return Number.isNaN(made.getTime()) ? undefined : made;
}

export const day = (time: Date): string => dateOnly.format(time);
export const exact = (time: Date): string => dateTime.format(time);
/** "2026-11" or "2016" as people write months and years. */
export const month = (text: string): string => (text.length === 4 ? text : monthOnly.format(instant(`${text}-15`)));

const steps = [
  ['minute', 60_000, 60],
  ['hour', 3_600_000, 24],
  ['day', 86_400_000, 30],
] as const;

/** "3 hours ago"; the date itself when it is more than a month ago. What a late clock takes for the future is of just now. */
export function ago(time: Date, now = Date.now()): string {
  const passed = now - time.getTime();
  if (passed < 45_000) return m.time.now;
  for (const [unit, ms, most] of steps) {
    const value = Math.round(passed / ms);
    if (value < most) return relative.format(-value, unit);
  }
  return day(time);
}

/** How long it is until then: "1 day 3 hours", "12 minutes". */
export function left(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days > 0) return m.time.daysHours(days, hours);
  return hours > 0 ? m.time.hoursMinutes(hours, minutes % 60) : m.time.minutes(minutes);
}

/** Minutes of work as hours: "3 h 20 min". */
export function hours(minutes: number): string {
  const whole = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (whole === 0) return m.time.minutes(rest);
  return rest === 0 ? m.time.hours(whole) : m.time.hoursMinutes(whole, rest);
}

/** The day of an instant in Shanghai, "2026-11-20". */
export const dayKey = (time: Date): string => new Date(time.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

const sizes = ['B', 'KB', 'MB'];
export function fileSize(bytes: number): string {
  const power = Math.min(2, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${number(Math.round((bytes / 1024 ** power) * 10) / 10)} ${sizes[power]}`;
}
