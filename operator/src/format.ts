/** Money, times and numbers as people read them. */
import { locale, m } from './messages/index.ts';

const yuan = new Intl.NumberFormat(locale, { style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol' });
const count = new Intl.NumberFormat(locale);
const zone = 'Asia/Shanghai';
const dateOnly = new Intl.DateTimeFormat(locale, { timeZone: zone, year: 'numeric', month: 'short', day: 'numeric' });
const shortDay = new Intl.DateTimeFormat(locale, { timeZone: zone, month: 'numeric', day: 'numeric' });
const dateTime = new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

/** ¥1,234.50 of an amount as the API writes it, "1234.50". */
export const money = (amount: string | number): string => yuan.format(Number(amount));
export const number = (value: number): string => count.format(value);
/** Basis points as percent: 1000 is "10%". */
export const percent = (basisPoints: number): string => `${number(basisPoints / 100)}%`;

export const exact = (iso: string): string => dateTime.format(new Date(iso));
export const day = (iso: string): string =>
  dateOnly.format(new Date(iso.length === 10 ? `${iso}T00:00:00+08:00` : iso));
export const dayAndMonth = (text: string): string => shortDay.format(new Date(`${text}T00:00:00+08:00`));

const steps = [
  ['minute', 60_000, 60],
  ['hour', 3_600_000, 24],
  ['day', 86_400_000, 30],
] as const;

/** "3 hours ago"; the date itself when it is more than a month away. */
export function ago(iso: string, now = Date.now()): string {
  const distance = new Date(iso).getTime() - now;
  if (Math.abs(distance) < 45_000) return m.common.now;
  for (const [unit, ms, most] of steps) {
    const value = Math.round(distance / ms);
    if (Math.abs(value) < most) return relative.format(value, unit);
  }
  return day(iso);
}

const dayIso = /^\d{4}-\d{2}-\d{2}$/;
/** A text of the API as it is read: days are written as days, all else stays. */
export const readable = (text: string): string => (dayIso.test(text) ? day(text) : text);
