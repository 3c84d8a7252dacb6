/**
 * What a caller may send: one declaration per field gives validation at run time, the TypeScript type of the value, and
 * its part of the OpenAPI document. Values arrive as text (query, forms) or as JSON; both are read alike. An empty
 * text counts as absent, since deployed clients send every field of a form.
 */
import { type Day, parseDay } from '../../kernel/clock.ts';
import { parseYuan } from '../../kernel/money.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Marks a value that does not fit its field. */
export const unfit = Symbol('unfit');

export interface Field<T> {
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
  /** The number this wire gives when the value does not fit; the endpoint's own when left out. */
  readonly code: number | undefined;
  /** The same for when it is missing, where that has another number. */
  readonly missingCode: number | undefined;
  readonly fallback: (() => T) | undefined;
  readonly keepsEmpty: boolean;
  readonly read: (raw: unknown) => T | typeof unfit;
  /** The same field, which must be there; with this wire's number for when it is not, if it has one of its own. */
  required(missingCode?: number): Field<Exclude<T, undefined>>;
  /** The same field with a value for when it is left out. */
  or(value: Exclude<T, undefined>): Field<Exclude<T, undefined>>;
  /** The same field with this wire's number for trouble with it. */
  failsWith(code: number): Field<T>;
  /** The same field with a sentence for the API reference. */
  says(description: string): Field<T>;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;
export type ValuesOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

interface Parts<T> {
  schema: JsonSchema;
  isRequired?: boolean;
  code?: number | undefined;
  missingCode?: number | undefined;
  fallback?: (() => T) | undefined;
  keepsEmpty?: boolean;
  read: (raw: unknown) => T | typeof unfit;
}

export function field<T>(parts: Parts<T>): Field<T> {
  const { schema, isRequired = false, code, missingCode, fallback, keepsEmpty = false, read } = parts;
  const again = <U>(changes: Partial<Parts<U>>) => field<U>({ ...(parts as unknown as Parts<U>), ...changes }); // The readers narrow T by construction of each method.
  return {
    schema,
    isRequired,
    code,
    missingCode,
    fallback,
    keepsEmpty,
    read,
    required: (number) => again({ isRequired: true, missingCode: number }),
    or: (value) => again({ fallback: () => value, schema: { ...schema, default: plain(value) } }),
    failsWith: (number) => again<T>({ code: number }),
    says: (description) => again<T>({ schema: { ...schema, description } }),
  };
}

const plain = (value: unknown) => (typeof value === 'bigint' ? Number(value) / 100 : value);

// Control characters other than tab and line breaks, and lone surrogates, are never text a person typed.
const unfitText =
  // oxlint-disable-next-line no-control-regex -- they are what it looks for.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function asText(raw: unknown): string | typeof unfit {
  if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw);
  return typeof raw === 'string' && !unfitText.test(raw) ? raw : unfit;
}

/** The number of characters as a person counts them. */
const lengthOf = (text: string) => [...text].length;

export interface TextLimits {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  /** Whether an empty text is a value (it clears something) and not absence. */
  readonly keepsEmpty?: boolean;
}

/** Text without blanks at its ends, at most 255 characters unless told otherwise. */
export function text(limits: TextLimits = {}): Field<string | undefined> {
  const { min = 0, max = 255, pattern, keepsEmpty = false } = limits;
  return field<string | undefined>({
    schema: {
      type: 'string',
      maxLength: max,
      ...(min > 0 && { minLength: min }),
      ...(pattern && { pattern: pattern.source }),
    },
    keepsEmpty,
    read(raw) {
      const value = asText(raw);
      if (value === unfit) return unfit;
      const trimmed = value.trim();
      const length = lengthOf(trimmed);
      return length < min || length > max || (pattern && !pattern.test(trimmed)) ? unfit : trimmed;
    },
  });
}

/** A password, exactly as typed. */
export function secret(): Field<string | undefined> {
  return field<string | undefined>({
    schema: { type: 'string', format: 'password', maxLength: 200 },
    read(raw) {
      const value = asText(raw);
      return value === unfit || value.length > 200 ? unfit : value;
    },
  });
}

/** A whole number. */
export function int(limits: { min?: number; max?: number } = {}): Field<number | undefined> {
  const { min = 0, max = 2_147_483_647 } = limits;
  return field<number | undefined>({
    schema: { type: 'integer', minimum: min, maximum: max },
    read(raw) {
      const value = readInt(raw);
      return value === undefined || value < min || value > max ? unfit : value;
    },
  });
}

function readInt(raw: unknown): number | undefined {
  if (typeof raw === 'number') return Number.isSafeInteger(raw) ? raw : undefined;
  return typeof raw === 'string' && /^-?\d{1,15}$/.test(raw.trim()) ? Number(raw) : undefined;
}

/** The numeric id of something. */
export function id(): Field<bigint | undefined> {
  return field<bigint | undefined>({
    schema: { type: 'integer', minimum: 1 },
    read(raw) {
      const value = readInt(raw);
      return value === undefined || value < 1 ? unfit : BigInt(value);
    },
  });
}

/** A public id; text that is none of ours is for the operation not to find. */
export function uid(): Field<string | undefined> {
  return text({ max: 64 });
}

/** An amount in yuan with at most two decimals, as fen. */
export function yuan(limits: { min?: bigint; max?: bigint } = {}): Field<bigint | undefined> {
  const { min = 0n, max } = limits;
  return field<bigint | undefined>({
    schema: {
      type: 'number',
      minimum: Number(min) / 100,
      multipleOf: 0.01,
      ...(max && { maximum: Number(max) / 100 }),
    },
    read(raw) {
      const value = parseYuan(typeof raw === 'string' ? raw.trim() : raw);
      return value === undefined || value < min || (max !== undefined && value > max) ? unfit : value;
    },
  });
}

/** True or false, as a JSON boolean or one of true, false, 1, 0. */
export function flag(): Field<boolean | undefined> {
  return field<boolean | undefined>({
    schema: { type: 'boolean' },
    read(raw) {
      const value = String(raw).trim().toLowerCase();
      if (value === 'true' || value === '1') return true;
      return value === 'false' || value === '0' ? false : unfit;
    },
  });
}

/** One of a closed list of texts (numbers are compared as text). */
export function oneOf<const V extends readonly string[]>(values: V): Field<V[number] | undefined> {
  return field<V[number] | undefined>({
    schema: { type: 'string', enum: values },
    read: (raw) => values.find((value) => value === String(raw).trim()) ?? unfit,
  });
}

/** A Shanghai calendar day, "2026-11-20"; a time behind it is ignored. */
export function day(): Field<Day | undefined> {
  return field<Day | undefined>({
    schema: { type: 'string', format: 'date' },
    read: (raw) => (typeof raw === 'string' ? (parseDay(raw.trim()) ?? unfit) : unfit),
  });
}

/** Several values of another field, as a JSON array or joined by commas; empty parts are left out. */
export function listOf<T>(
  item: Field<T>,
  limits: { max?: number } = {},
): Field<readonly Exclude<T, undefined>[] | undefined> {
  const { max = 100 } = limits;
  type Item = Exclude<T, undefined>;
  return field<readonly Item[] | undefined>({
    schema: { type: 'array', items: item.schema, maxItems: max },
    read(raw) {
      const parts: readonly unknown[] | undefined = Array.isArray(raw) ? raw : readCommas(raw);
      if (!parts) return unfit;
      const values: Item[] = [];
      for (const part of parts) {
        if (part === '' || part === null) continue;
        const value = item.read(part);
        if (value === unfit) return unfit;
        values.push(value as Item); // An item that is there is never undefined.
      }
      return values.length > max ? unfit : values;
    },
  });
}

function readCommas(raw: unknown): string[] | undefined {
  if (typeof raw === 'number') return [String(raw)];
  return typeof raw === 'string' && raw.length <= 10_000 ? raw.split(',').map((part) => part.trim()) : undefined;
}

/** Several objects with fields of their own, as a JSON array or its text. */
export function rowsOf<F extends Fields>(
  fields: F,
  limits: { max?: number } = {},
): Field<readonly ValuesOf<F>[] | undefined> {
  const { max = 100 } = limits;
  return field<readonly ValuesOf<F>[] | undefined>({
    schema: { type: 'array', maxItems: max, items: objectSchema(fields) },
    read(raw) {
      const rows = typeof raw === 'string' ? readJson(raw) : raw;
      if (!Array.isArray(rows) || rows.length > max) return unfit;
      const values: ValuesOf<F>[] = [];
      for (const row of rows) {
        if (typeof row !== 'object' || row === null || Array.isArray(row)) return unfit;
        const read = readFields(fields, row as Record<string, unknown>);
        if ('trouble' in read) return unfit;
        values.push(read.values);
      }
      return values;
    },
  });
}

/** Values of another field by name, as a JSON object or its text. */
export function recordOf<T>(
  item: Field<T>,
  limits: { max?: number } = {},
): Field<Readonly<Record<string, Exclude<T, undefined>>> | undefined> {
  const { max = 100 } = limits;
  type Item = Exclude<T, undefined>;
  return field<Readonly<Record<string, Item>> | undefined>({
    schema: { type: 'object', additionalProperties: item.schema, maxProperties: max },
    read(raw) {
      const record = typeof raw === 'string' ? readJson(raw) : raw;
      if (typeof record !== 'object' || record === null || Array.isArray(record)) return unfit;
      const entries = Object.entries(record);
      if (entries.length > max) return unfit;
      const values: [string, Item][] = [];
      for (const [name, part] of entries) {
        const value = item.read(part);
        if (value === unfit) return unfit;
        values.push([name, value as Item]); // An item that is there is never undefined.
      }
      return Object.fromEntries(values);
    },
  });
}

function readJson(raw: string): unknown {
  if (raw.length > 100_000) return undefined;
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

export interface FieldTrouble {
  readonly name: string;
  readonly problem: 'missing' | 'unfit';
  readonly code: number | undefined;
}

/** Reads the declared fields out of what was sent; what is not declared is never looked at. */
export function readFields<F extends Fields>(
  fields: F,
  sent: Readonly<Record<string, unknown>>,
): { values: ValuesOf<F> } | { trouble: FieldTrouble } {
  const values: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(fields)) {
    const raw = Object.hasOwn(sent, name) ? sent[name] : undefined;
    if (raw === undefined || raw === null || (isBlank(raw) && !one.keepsEmpty)) {
      if (one.fallback) values[name] = one.fallback();
      else if (one.isRequired) return { trouble: { name, problem: 'missing', code: one.missingCode ?? one.code } };
      continue;
    }
    const value = one.read(raw);
    if (value === unfit) return { trouble: { name, problem: 'unfit', code: one.code } };
    values[name] = value;
  }
  return { values: values as ValuesOf<F> }; // Each value came from the field of its name.
}

const isBlank = (raw: unknown) => typeof raw === 'string' && raw.trim() === '';

/** The JSON schema of an object with these fields. */
export function objectSchema(fields: Fields): JsonSchema {
  const required = Object.keys(fields).filter((name) => fields[name]?.isRequired);
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, one.schema])),
    ...(required.length > 0 && { required }),
  };
}
