import type { AlipaySdk } from 'alipay-sdk';
import { localTime } from '../../kernel/clock.ts';

/** What an application agreed with Alipay. Keys are PEM or bare base64; the private key is PKCS8. */
export interface AlipaySettings {
  appId: string;
  /** Our own Alipay account, 2088…: a notice for any other seller is refused. */
  sellerId: string;
  privateKey: string;
  /** Alipay's public key for this application, not ours. */
  alipayPublicKey: string;
  /** The gateway's full address, ending in gateway.do. Its name must resolve for this process, not only in browsers. */
  gateway: string;
  now: () => Date;
  /** Hears why a call ended in `unknown`; for the log. */
  onTrouble?: (method: string, cause: unknown) => void;
}

/** The content of one verified answer, with Alipay's own field names. */
export type AlipayAnswer = Readonly<Record<string, unknown>>;

export interface AlipayClient {
  /** The signed address of a page of Alipay's. No network call. */
  pageUrl(method: string, fields: Record<string, unknown>): Promise<string>;
  /** One API call; undefined after network trouble, ten seconds, or an answer that is unsigned or wrongly signed. */
  call(method: string, content: Record<string, unknown>): Promise<AlipayAnswer | undefined>;
  /** Whether Alipay signed these notification fields. Throws on keys that cannot be read. */
  isSigned(fields: Readonly<Record<string, string>>): Promise<boolean>;
}

const callTimeoutMs = 10_000;

/** The official SDK behind the three uses we make of it; loaded on first use because it is heavy at start. */
export function alipayClient(settings: AlipaySettings): AlipayClient {
  let loading: Promise<AlipaySdk> | undefined;
  const load = () => (loading ??= openSdk(settings));
  // The SDK would write the machine's local time, which a server in UTC gets wrong by eight hours.
  const timestamp = () => localTime(settings.now());

  return {
    async pageUrl(method, fields) {
      const sdk = await load();
      return sdk.pageExecute(method, 'GET', { ...fields, timestamp: timestamp() });
    },

    async call(method, content) {
      try {
        const sdk = await load();
        const request = { timestamp: timestamp(), bizContent: content };
        return await withinTimeout(sdk.exec(method, request, { validateSign: true }));
      } catch (cause) {
        settings.onTrouble?.(method, cause);
        return undefined;
      }
    },

    async isSigned(fields) {
      const sdk = await load();
      // V1 decodes values a second time and so accepts texts that were never signed.
      return sdk.checkNotifySignV2({ ...fields });
    },
  };
}

async function openSdk(settings: AlipaySettings): Promise<AlipaySdk> {
  const { AlipaySdk } = await import('alipay-sdk');
  return new AlipaySdk({
    appId: settings.appId,
    privateKey: bareKey(settings.privateKey),
    keyType: 'PKCS8',
    alipayPublicKey: bareKey(settings.alipayPublicKey),
    gateway: settings.gateway,
    timeout: callTimeoutMs,
    signType: 'RSA2',
    camelcase: false,
  });
}

/** The SDK's own PEM reader stumbles over a trailing newline and over "\n" written out, as environments hold it. */
function bareKey(key: string): string {
  return key.replaceAll(/-----[^-]*-----/g, '').replaceAll(/\\n|\s/g, '');
}

/** The SDK's timeouts are per phase; an answer that drips in slowly would outlast them. */
function withinTimeout<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`alipay: no answer within ${callTimeoutMs} ms`)), callTimeoutMs);
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
