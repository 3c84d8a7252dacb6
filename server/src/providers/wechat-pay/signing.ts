/** WeChat Pay's APIv3 signatures: RSA PKCS#1 v1.5 with SHA-256 over lines of text, base64; and its sealed resources. */
import { createCipheriv, createDecipheriv, createSign, createVerify, randomBytes } from 'node:crypto';

const lines = (parts: readonly string[]): string => parts.map((part) => `${part}\n`).join('');

export function sign(parts: readonly string[], privateKey: string): string {
  return createSign('RSA-SHA256').update(lines(parts), 'utf8').sign(privateKey, 'base64');
}

export function isSigned(parts: readonly string[], signature: string, publicKey: string): boolean {
  return createVerify('RSA-SHA256').update(lines(parts), 'utf8').verify(publicKey, signature, 'base64');
}

/** The headers that sign an answer or a notification. */
export interface SignedHeaders {
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
  readonly serial: string;
}

/** What is sealed under the APIv3 key: AES-256-GCM, its tag at the end. */
export interface Sealed {
  readonly ciphertext: string;
  readonly nonce: string;
  readonly associated: string;
}

const tagBytes = 16;

/** The text that was sealed. Throws when the key is another or anything was changed. */
export function unseal({ ciphertext, nonce, associated }: Sealed, key: string): string {
  const bytes = Buffer.from(ciphertext, 'base64');
  if (bytes.length < tagBytes) throw new Error('wechat: a sealed text is too short');
  const opening = createDecipheriv('aes-256-gcm', Buffer.from(key), Buffer.from(nonce), { authTagLength: tagBytes });
  opening.setAuthTag(bytes.subarray(-tagBytes));
  opening.setAAD(Buffer.from(associated));
  return Buffer.concat([opening.update(bytes.subarray(0, -tagBytes)), opening.final()]).toString('utf8');
}

/** Seals a text as WeChat Pay does; for the sandbox twin and tests. */
export function seal(text: string, key: string, associated: string): Sealed {
  const nonce = randomBytes(6).toString('hex');
  const sealing = createCipheriv('aes-256-gcm', Buffer.from(key), Buffer.from(nonce), { authTagLength: tagBytes });
  sealing.setAAD(Buffer.from(associated));
  const bytes = Buffer.concat([sealing.update(text, 'utf8'), sealing.final(), sealing.getAuthTag()]);
  return { ciphertext: bytes.toString('base64'), nonce, associated };
}

/** A one-time word of 32 letters and digits. */
export const newNonce = (): string => randomBytes(16).toString('hex');
