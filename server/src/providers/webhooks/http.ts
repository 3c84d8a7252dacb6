/** Brings requests to the addresses partners have named, and to nothing inside the house. */
import { lookup as resolve } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { WebhookOutcome, WebhookRequest, WebhookSender } from '../../domain/channels/webhooks.ts';

const timeoutMs = 10_000;

/** Addresses that are not of the public internet (IANA's special-purpose registries). */
const inside = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  inside.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  inside.addSubnet(network, bits, 'ipv6');
}

const isInside = (address: string): boolean => inside.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/**
 * Sends webhooks. Unless `allowsInside` (development), only https to public addresses is called; the address that was
 * looked at is the one that is connected to. Redirects are not followed, and answers are not read.
 */
export function httpWebhooks({ allowsInside }: { allowsInside: boolean }): WebhookSender {
  const lookup: LookupFunction = (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0);
      const fit = allowsInside ? found : found.filter(({ address }) => !isInside(address));
      const [first] = fit;
      if (!first) return callback(new Error('the address is not a public one'), '', 0);
      if (options.all) return callback(null, fit);
      return callback(null, first.address, first.family);
    });
  };

  function refuses(text: string): string | undefined {
    if (!URL.canParse(text)) return 'malformed';
    const { protocol, hostname, username, password } = new URL(text);
    if (username !== '' || password !== '') return 'credentials';
    if (protocol !== 'https:' && !(allowsInside && protocol === 'http:')) return 'protocol';
    const bare = hostname.replace(/^\[|\]$/g, '');
    return !allowsInside && isIP(bare) !== 0 && isInside(bare) ? 'inside' : undefined;
  }

  return {
    refuses,
    async send(sent) {
      const startedAt = performance.now();
      const reason = refuses(sent.url);
      const outcome = reason === undefined ? await post(sent, lookup) : { status: undefined, error: reason };
      return { ...outcome, ms: Math.round(performance.now() - startedAt) };
    },
  };
}

function post({ url, headers, body }: WebhookRequest, lookup: LookupFunction): Promise<Omit<WebhookOutcome, 'ms'>> {
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((done) => {
    const bytes = Buffer.from(body);
    const options = {
      method: 'POST',
      headers: { ...headers, 'user-agent': 'Linggong-Webhooks/1', 'content-length': bytes.length },
      lookup,
      signal: AbortSignal.timeout(timeoutMs),
      agent: false,
    };
    const sending = request(url, options, (response) => {
      response.destroy();
      done({ status: response.statusCode, error: undefined });
    });
    sending.once('error', (error) => done({ status: undefined, error: error.message.slice(0, 500) }));
    sending.end(bytes);
  });
}
