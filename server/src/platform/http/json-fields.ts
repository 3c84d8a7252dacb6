/** Fields that only JSON bodies carry: objects within objects, measures and instants. */
import { parseTime } from '../../kernel/clock.ts';
import { type Field, field, type Fields, objectSchema, readFields, unfit, type ValuesOf } from './fields.ts';

/** One object with fields of its own. */
export function objectOf<F extends Fields>(fields: F): Field<ValuesOf<F> | undefined> {
  return field<ValuesOf<F> | undefined>({
    schema: objectSchema(fields),
    read(raw) {
      if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return unfit;
      const read = readFields(fields, raw as Record<string, unknown>); // Not null and no array, so an object.
      return 'trouble' in read ? unfit : read.values;
    },
  });
}

/** A measure: a number with a decimal point, never money. */
export function measure(limits: { min: number; max: number }): Field<number | undefined> {
  return field<number | undefined>({
    schema: { type: 'number', minimum: limits.min, maximum: limits.max },
    read(raw) {
      const isNumber = typeof raw === 'string' && /^\d{1,15}(\.\d{1,6})?$/.test(raw.trim());
      const value = isNumber ? Number(raw) : raw;
      if (typeof value !== 'number' || !Number.isFinite(value)) return unfit;
      return value < limits.min || value > limits.max ? unfit : value;
    },
  });
}

const withOffset = /T.*(?:Z|[+-]\d{2}:\d{2})$/;

/** An instant as ISO 8601 writes it, with its offset: "2026-11-20T08:00:00+08:00", of the years 1970 to 2199. */
export function instant(): Field<Date | undefined> {
  return field<Date | undefined>({
    schema: { type: 'string', format: 'date-time' },
    read: (raw) => (typeof raw === 'string' ? (parseInstant(raw.trim()) ?? unfit) : unfit),
  });
}

/** The instant that a text with its own offset names; undefined when it is none or too far away. */
export function parseInstant(text: string): Date | undefined {
  const value = withOffset.test(text) ? parseTime(text) : undefined;
  const year = value?.getUTCFullYear() ?? 0;
  return year >= 1970 && year < 2200 ? value : undefined;
}
