import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Vault } from '../kernel/vault.ts';

/** The key in use; older ones stay readable when they are added to the ring. */
const keyId = 'k1';

/** Encrypts short texts with AES-256-GCM under keys derived from the application's secret. */
export function createVault(secret: string): Vault {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'linggong', purpose, 32));
  const sealing = derive(`seal:${keyId}`);
  const hashing = derive('hash');
  return {
    seal(text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return [
        keyId,
        nonce.toString('base64url'),
        sealed.toString('base64url'),
        cipher.getAuthTag().toString('base64url'),
      ].join('.');
    },
    open(sealed) {
      const [id, nonce, body, tag] = sealed.split('.');
      if (id !== keyId || !nonce || !body || !tag) throw new Error('sealed with an unknown key');
      // A shorter tag would be taken as well, and be that much easier to forge.
      const whole = { authTagLength: 16 };
      const decipher = createDecipheriv('aes-256-gcm', sealing, Buffer.from(nonce, 'base64url'), whole);
      decipher.setAuthTag(Buffer.from(tag, 'base64url'));
      return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
    },
    hash: (text) => createHmac('sha256', hashing).update(text).digest('base64url'),
  };
}
