import { randomBytes, randomInt } from 'node:crypto';

/** Where ids, tokens and codes come from; a value in the context, so that a test can replace it. */
export interface IdSource {
  /** A public id: 16 lowercase hexadecimal digits, 64 random bits. */
  uid(): string;
  /** A secret that opens something: 160 random bits as 40 hexadecimal digits. */
  token(): string;
  /** `length` random decimal digits. */
  digits(length: number): string;
}

export const randomIds: IdSource = {
  uid: () => randomBytes(8).toString('hex'),
  token: () => randomBytes(20).toString('hex'),
  digits: (length) => Array.from({ length }, () => randomInt(10)).join(''),
};
