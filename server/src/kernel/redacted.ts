/** What of other people's things may be read by whoever keeps the house running: in logs, and in the console. */
import { masked } from './masked.ts';

/** Fields whose values are never shown. */
export const secretNames = [
  'password',
  'password_old',
  'session_token',
  'token',
  'vcode',
  'code',
  'id_number',
  'card_no',
  'account',
  'alipay',
  'authorization',
  'cookie',
  'secret',
  'params',
] as const;

const censored = '[redacted]';
const plain = (name: string) => name.toLowerCase().replaceAll('_', '');
const secrets = new Set<string>(secretNames.map(plain));

/** Numbers of our own that are as long as a card's. */
const ownNumbers = new Set(['tradeNo', 'payoutNo', 'orderNo']);

/** Phones, and numbers of cards and people, also with blanks or dashes between their digits. */
const longNumber = /(?<![0-9A-Za-z])(?:\d[ -]?){10,18}[\dXx](?![0-9A-Za-z])/g;

/** The text with every number that could be a phone's, a card's or a person's hidden but for its ends. */
export const withoutNumbers = (text: string): string => text.replace(longNumber, (found) => masked(found, 3, 2));

function shown(name: string, value: unknown): unknown {
  if (secrets.has(plain(name))) return censored;
  if (typeof value === 'string') return ownNumbers.has(name) ? value : withoutNumbers(value);
  if (typeof value === 'number' || typeof value === 'bigint') return withoutNumbers(String(value));
  if (Array.isArray(value)) return value.map((one) => shown(name, one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([inner, one]) => [inner, shown(inner, one)]));
}

/** A record for people to read: each of its values as text, without secrets and with long numbers masked. */
export function redacted(record: Readonly<Record<string, unknown>>): { name: string; value: string }[] {
  return Object.entries(record).map(([name, value]) => {
    const safe = shown(name, value);
    return { name, value: typeof safe === 'string' ? safe : (JSON.stringify(safe) ?? '') };
  });
}
