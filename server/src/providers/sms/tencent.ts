import { createHash, createHmac } from 'node:crypto';
import type { MessageSender, OutgoingMessage } from '../../domain/identity/messages.ts';

export interface TencentSmsSettings {
  secretId: string;
  secretKey: string;
  /** The SMS application, "1400…". */
  sdkAppId: string;
  /** The approved signature shown in front of each message, without the brackets 【】. */
  signName: string;
  /** Our template name to Tencent's id and the order of its parameters {1}, {2}, … */
  templates: Readonly<Record<string, { id: string; params: readonly string[] }>>;
  now: () => Date;
  /** ap-guangzhou unless set. */
  region?: string;
  /** https://sms.tencentcloudapi.com unless a test says otherwise. */
  baseUrl?: string;
}

/** One call of a Tencent Cloud interface with a JSON body. */
export interface Tc3Call {
  host: string;
  service: string;
  action: string;
  version: string;
  region: string;
  body: string;
  at: Date;
  secretId: string;
  secretKey: string;
}

const timeoutMs = 10_000;
const contentType = 'application/json; charset=utf-8';

/** Short messages by Tencent Cloud (SendSms 2021-01-11). Refuses mail, unknown templates and missing parameters. */
export function tencentSms(settings: TencentSmsSettings): MessageSender {
  const baseUrl = settings.baseUrl ?? 'https://sms.tencentcloudapi.com';
  return {
    async send(message) {
      const body = JSON.stringify(requestOf(settings, message));
      const headers = signTc3({
        host: new URL(baseUrl).host,
        service: 'sms',
        action: 'SendSms',
        version: '2021-01-11',
        region: settings.region ?? 'ap-guangzhou',
        body,
        at: settings.now(),
        secretId: settings.secretId,
        secretKey: settings.secretKey,
      });
      const response = await fetch(baseUrl, {
        method: 'POST',
        headers,
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      checkAnswer(response.status, await response.text());
    },
  };
}

/** The headers of a signed call, Host left to the HTTP client. TC3-HMAC-SHA256. */
export function signTc3(call: Tc3Call): Record<string, string> {
  const timestamp = Math.floor(call.at.getTime() / 1000).toString();
  const day = call.at.toISOString().slice(0, 10);
  const scope = `${day}/${call.service}/tc3_request`;
  const names = 'content-type;host;x-tc-action';
  const lines = `content-type:${contentType}\nhost:${call.host}\nx-tc-action:${call.action.toLowerCase()}\n`;
  const canonical = ['POST', '/', '', lines, names, sha256(call.body)].join('\n');
  const toSign = ['TC3-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n');
  const key = [day, call.service, 'tc3_request'].reduce<string | Buffer>(hmac, `TC3${call.secretKey}`);
  const signature = hmac(key, toSign).toString('hex');
  return {
    authorization: `TC3-HMAC-SHA256 Credential=${call.secretId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
    'content-type': contentType,
    'x-tc-action': call.action,
    'x-tc-timestamp': timestamp,
    'x-tc-version': call.version,
    'x-tc-region': call.region,
  };
}

function requestOf(settings: TencentSmsSettings, message: OutgoingMessage): Record<string, unknown> {
  const template = settings.templates[message.template];
  if (message.channel !== 'sms') throw new Error(`tencent sms: cannot send by ${message.channel}`);
  if (!template) throw new Error(`tencent sms: no template id for ${message.template}`);
  return {
    PhoneNumberSet: [tencentNumber(message.to)],
    SmsSdkAppId: settings.sdkAppId,
    SignName: settings.signName,
    TemplateId: template.id,
    TemplateParamSet: template.params.map((name) => {
      const value = message.params[name];
      if (value === undefined) throw new Error(`tencent sms: ${message.template} needs the parameter ${name}`);
      return value;
    }),
  };
}

/** Tencent wants E.164; a number without a country code is Chinese. */
function tencentNumber(to: string): string {
  if (!/^\+?\d{6,15}$/.test(to)) throw new Error('tencent sms: the phone number is malformed');
  return to.startsWith('+') ? to : `+86${to}`;
}

interface SendSmsAnswer {
  Response?: {
    Error?: { Code?: string };
    SendStatusSet?: { Code?: string }[];
    RequestId?: string;
  };
}

function checkAnswer(status: number, body: string): void {
  let answer: SendSmsAnswer | null;
  try {
    answer = JSON.parse(body) as SendSmsAnswer | null; // every field is optional, and looked at below
  } catch {
    throw new Error(`tencent sms: HTTP ${status} without a readable answer`);
  }
  const response = answer?.Response;
  // The call can succeed while the one number in it is refused.
  const code = response?.Error?.Code ?? response?.SendStatusSet?.[0]?.Code;
  if (code === 'Ok') return;
  throw new Error(`tencent sms: ${String(code)} (HTTP ${status}, request ${String(response?.RequestId)})`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}
