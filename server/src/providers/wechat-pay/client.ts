import { isSigned, newNonce, sign } from './signing.ts';

/** What a merchant agreed with WeChat Pay. Keys are PEM. */
export interface WechatPaySettings {
  readonly appId: string;
  readonly merchantId: string;
  /** The serial number of our own API certificate. */
  readonly merchantSerial: string;
  readonly privateKey: string;
  /** The id of WeChat Pay's public key (PUB_KEY_ID_…), or the serial number of its platform certificate. */
  readonly platformKeyId: string;
  readonly platformPublicKey: string;
  /** The 32 characters that notifications are sealed under. */
  readonly apiKey: string;
  /** Where the API is: https://api.mch.weixin.qq.com */
  readonly gateway: string;
  readonly now: () => Date;
  /** Hears why a call ended without an answer; for the log. */
  readonly onTrouble?: (what: string, cause: unknown) => void;
}

/** A verified answer. */
export interface WechatAnswer {
  readonly status: number;
  readonly content: Readonly<Record<string, unknown>>;
}

export interface WechatPayClient {
  /** One call; undefined after network trouble, ten seconds, or an answer that is unsigned or wrongly signed. */
  call(method: 'GET' | 'POST', path: string, content?: object): Promise<WechatAnswer | undefined>;
  /** Whether WeChat Pay signed this body just now. */
  isSigned(headers: Readonly<Record<string, string | undefined>>, body: string): boolean;
}

const callTimeoutMs = 10_000;
const freshMs = 5 * 60_000;

/** WeChat Pay's API, version 3, over HTTPS: each request is signed by us and each answer by them. */
export function wechatPayClient(settings: WechatPaySettings): WechatPayClient {
  const { merchantId, merchantSerial, privateKey, gateway, now } = settings;

  function authorization(method: string, path: string, body: string): string {
    const timestamp = String(Math.floor(now().getTime() / 1000));
    const nonce = newNonce();
    const signature = sign([method, path, timestamp, nonce, body], privateKey);
    const parts = { mchid: merchantId, nonce_str: nonce, signature, timestamp, serial_no: merchantSerial };
    const text = Object.entries(parts).map(([name, value]) => `${name}="${value}"`);
    return `WECHATPAY2-SHA256-RSA2048 ${text.join(',')}`;
  }

  function isTheirs(headers: Readonly<Record<string, string | undefined>>, body: string): boolean {
    const { 'wechatpay-timestamp': timestamp = '', 'wechatpay-nonce': nonce = '' } = headers;
    const { 'wechatpay-signature': signature = '', 'wechatpay-serial': serial } = headers;
    if (serial !== settings.platformKeyId || !/^\d{1,12}$/.test(timestamp)) return false;
    // An old notification that somebody kept is not sent again.
    if (Math.abs(now().getTime() - Number(timestamp) * 1000) > freshMs) return false;
    if (!/^[0-9A-Za-z+/]+={0,2}$/.test(signature) || nonce === '') return false;
    return isSigned([timestamp, nonce, body], signature, settings.platformPublicKey);
  }

  return {
    isSigned: isTheirs,

    async call(method, path, content) {
      const body = content === undefined ? '' : JSON.stringify(content);
      try {
        const answer = await fetch(`${gateway.replace(/\/+$/, '')}${path}`, {
          method,
          headers: {
            accept: 'application/json',
            authorization: authorization(method, path, body),
            'user-agent': 'linggong',
            ...(body !== '' && { 'content-type': 'application/json' }),
          },
          ...(body !== '' && { body }),
          redirect: 'error',
          signal: AbortSignal.timeout(callTimeoutMs),
        });
        const text = await answer.text();
        if (!isTheirs(Object.fromEntries(answer.headers), text)) throw new Error(`wechat: ${path} is wrongly signed`);
        return { status: answer.status, content: text === '' ? {} : asRecord(JSON.parse(text)) };
      } catch (cause) {
        settings.onTrouble?.(`${method} ${path}`, cause);
        return undefined;
      }
    },
  };
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
