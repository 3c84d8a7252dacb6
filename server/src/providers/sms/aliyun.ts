import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { MessageSender } from '../../domain/identity/messages.ts';

export interface AliyunSmsSettings {
  accessKeyId: string;
  accessKeySecret: string;
  /** The approved signature shown in front of each message, without the brackets 【】. */
  signName: string;
  /** Our template name to Aliyun's code, as { login_code: 'SMS_123456789' }. Parameters go by name. */
  templates: Readonly<Record<string, string>>;
  now: () => Date;
  /** https://dysmsapi.aliyuncs.com unless a test says otherwise. */
  baseUrl?: string;
}

/** One call of an Aliyun RPC interface whose parameters all travel in the query string. */
export interface Acs3Call {
  host: string;
  action: string;
  version: string;
  query: Readonly<Record<string, string>>;
  at: Date;
  nonce: string;
  accessKeyId: string;
  accessKeySecret: string;
}

const timeoutMs = 10_000;
const emptyBodyHash = sha256('');

/** Short messages by Aliyun (Dysmsapi 2017-05-25, SendSms). Refuses mail and templates without a code. */
export function aliyunSms(settings: AliyunSmsSettings): MessageSender {
  const baseUrl = settings.baseUrl ?? 'https://dysmsapi.aliyuncs.com';
  return {
    async send(message) {
      const templateCode = settings.templates[message.template];
      if (message.channel !== 'sms') throw new Error(`aliyun sms: cannot send by ${message.channel}`);
      if (!templateCode) throw new Error(`aliyun sms: no template code for ${message.template}`);
      const query = {
        PhoneNumbers: aliyunNumber(message.to),
        SignName: settings.signName,
        TemplateCode: templateCode,
        TemplateParam: JSON.stringify(message.params),
      };
      const headers = signAcs3({
        host: new URL(baseUrl).host,
        action: 'SendSms',
        version: '2017-05-25',
        query,
        at: settings.now(),
        nonce: randomUUID(),
        accessKeyId: settings.accessKeyId,
        accessKeySecret: settings.accessKeySecret,
      });
      const response = await fetch(`${baseUrl}/?${acs3Query(query)}`, {
        method: 'POST',
        headers: { ...headers, accept: 'application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      checkAnswer(response.status, await response.text());
    },
  };
}

/** The headers of a signed call, Host left to the HTTP client. ACS3-HMAC-SHA256, over an empty body. */
export function signAcs3(call: Acs3Call): Record<string, string> {
  const headers: Record<string, string> = {
    'x-acs-action': call.action,
    'x-acs-content-sha256': emptyBodyHash,
    'x-acs-date': `${call.at.toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': call.nonce,
    'x-acs-version': call.version,
  };
  const signed = Object.entries({ host: call.host, ...headers }).sort(byName);
  const names = signed.map(([name]) => name).join(';');
  const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('');
  const canonical = ['POST', '/', acs3Query(call.query), lines, names, emptyBodyHash].join('\n');
  const signature = createHmac('sha256', call.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  return {
    ...headers,
    authorization: `ACS3-HMAC-SHA256 Credential=${call.accessKeyId},SignedHeaders=${names},Signature=${signature}`,
  };
}

/** The query string as it is signed and sent: sorted, escaped by RFC 3986. */
function acs3Query(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .sort(byName)
    .map(([name, value]) => `${escape(name)}=${escape(value)}`)
    .join('&');
}

/** encodeURIComponent leaves five characters that RFC 3986 reserves. */
function escape(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function byName([left]: [string, string], [right]: [string, string]): number {
  return left < right ? -1 : 1;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Aliyun wants Chinese numbers bare and foreign ones with their country code but no plus. */
function aliyunNumber(to: string): string {
  if (!/^\+?\d{6,15}$/.test(to)) throw new Error('aliyun sms: the phone number is malformed');
  return to.replace(/^\+86/, '').replace(/^\+/, '');
}

function checkAnswer(status: number, body: string): void {
  let answer: Record<string, unknown>;
  try {
    answer = { ...JSON.parse(body) };
  } catch {
    throw new Error(`aliyun sms: HTTP ${status} without a readable answer`);
  }
  if (answer['Code'] === 'OK') return;
  throw new Error(`aliyun sms: ${String(answer['Code'])} (HTTP ${status}, request ${String(answer['RequestId'])})`);
}
