import { createSign, createVerify, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { findKeyPair, type KeyOwner, type KeyPair, keepKeyPair, type SandboxQuery } from './sandbox.sql.ts';

const makeKeyPair = promisify(generateKeyPair);

/** The owner's RSA-2048 pair, made on first use; processes that start at once agree on the one kept first. */
export async function ownKeyPair(query: SandboxQuery, owner: KeyOwner, now: Date): Promise<KeyPair> {
  const kept = await findKeyPair(query, owner);
  if (kept) return kept;
  const made = await makeKeyPair('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  await keepKeyPair(query, owner, made, now);
  const agreed = await findKeyPair(query, owner);
  if (!agreed) throw new Error(`sandbox: the key pair of ${owner} was not kept`);
  return agreed;
}

/** RSA2, base64: SHA-256 with RSA PKCS#1 v1.5 over the UTF-8 text. */
export function signText(text: string, privateKey: string): string {
  return createSign('RSA-SHA256').update(text, 'utf8').sign(privateKey, 'base64');
}

/** Notification and return parameters with sign and sign_type added; these two are not part of what is signed. */
export function signFields(fields: Readonly<Record<string, string>>, privateKey: string): Record<string, string> {
  return { ...fields, sign: signText(signedContent(fields), privateKey), sign_type: 'RSA2' };
}

/** Whether a request carries the application's RSA2 signature over everything but the signature itself. */
export function isSignedRequest(fields: Readonly<Record<string, string>>, publicKey: string): boolean {
  const { sign, ...rest } = fields;
  if (sign === undefined || fields['sign_type'] !== 'RSA2') return false;
  return createVerify('RSA-SHA256').update(signedContent(rest), 'utf8').verify(publicKey, sign, 'base64');
}

/** Alipay's text to sign: non-empty parameters as name=value in order of name, nothing escaped. */
function signedContent(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== '')
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}
