import type { PayInNotice } from '../../domain/payments/rails.ts';
import { asRecord, type WechatPayClient, type WechatPaySettings } from './client.ts';
import { unseal } from './signing.ts';
import { transactionOf } from './trade.ts';

const maxBodyLength = 20_000;

/**
 * Reads one notification: `raw` holds the body as it came and the headers that sign it. Undefined when anything about it is
 * not exactly right.
 */
export function readNotice(
  client: WechatPayClient,
  settings: WechatPaySettings,
  raw: Readonly<Record<string, string>>,
): PayInNotice | undefined {
  try {
    const body = raw['body'];
    if (typeof body !== 'string' || body.length > maxBodyLength || !client.isSigned(raw, body)) return undefined;
    const { id: eventId, resource_type: kind, resource } = asRecord(JSON.parse(body));
    if (kind !== 'encrypt-resource' || typeof eventId !== 'string' || !/^[0-9A-Za-z-]{1,64}$/.test(eventId)) {
      return undefined;
    }
    const content = openResource(asRecord(resource), settings.apiKey);
    const transaction = content && transactionOf(settings, content);
    return transaction && { eventId, ...transaction };
  } catch (cause) {
    settings.onTrouble?.('notice', cause);
    return undefined;
  }
}

function openResource(resource: Readonly<Record<string, unknown>>, key: string) {
  const { algorithm, original_type: type, ciphertext, nonce, associated_data: associated = '' } = resource;
  if (algorithm !== 'AEAD_AES_256_GCM' || type !== 'transaction') return undefined;
  if (typeof ciphertext !== 'string' || typeof nonce !== 'string' || typeof associated !== 'string') return undefined;
  return asRecord(JSON.parse(unseal({ ciphertext, nonce, associated }, key)));
}
