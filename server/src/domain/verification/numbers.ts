/** The numbers that people and companies are known by in China, as their standards check them. */
import { type Day, parseDay } from '../../kernel/clock.ts';

const identityWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const identityChecks = '10X98765432';

const weighed = (values: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * (values[index] ?? 0), 0);

/** The check character of the first 17 digits of an identity number (GB 11643, ISO 7064 MOD 11-2). */
const identityCheck = (digits: string): string =>
  identityChecks.charAt(weighed(Array.from(digits.slice(0, 17), Number), identityWeights) % 11);

/**
 * An identity number in its form of 18 characters (GB 11643); the older form of 15 digits gains its century and check
 * character. Undefined when its check character or birth date is wrong, or the person is not born yet on `today`.
 */
export function identityNumber(text: string, today: Day): string | undefined {
  const given = text.trim().toUpperCase();
  const old = /^\d{15}$/.test(given) ? `${given.slice(0, 6)}19${given.slice(6)}` : undefined;
  const number = old === undefined ? given : old + identityCheck(old);
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return undefined;
  const birth = parseDay(`${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`);
  if (birth === undefined || birth < '1900-01-01' || birth > today) return undefined;
  return number.endsWith(identityCheck(number)) ? number : undefined;
}

const creditCharacters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Whether it is a unified social credit code: 18 characters that end in their check character (GB 32100, MOD 31-3). */
export function isCreditCode(code: string): boolean {
  const values = Array.from(code, (character) => creditCharacters.indexOf(character));
  if (values.length !== 18 || values.includes(-1)) return false;
  return values[17] === (31 - (weighed(values, creditWeights) % 31)) % 31;
}

/** Whether it can be the number of a business licence: a credit code, or the 15 digits of licences before 2015. */
export const isPermitNumber = (number: string): boolean => isCreditCode(number) || /^\d{15}$/.test(number);

/** Whether it can be an organisation code: a credit code, or the nine characters of codes before 2015 ("12345678-X"). */
export const isOrganisationNumber = (number: string): boolean =>
  isCreditCode(number) || /^[\dA-Z]{8}-?[\dX]$/.test(number);
