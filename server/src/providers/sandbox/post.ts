/** How sandbox twins tell our own side of payments: they post to addresses of this machine only. */
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';

/** A notice is repeated after these pauses until it is taken. */
export const noticePausesMs = [0, 200, 600, 2_000, 5_000, 10_000];
const attemptTimeoutMs = 5_000;
const maxAnswerLength = 1_000;

/** The address, if it is http(s) on this machine; the twin posts nowhere else. */
export function localAddress(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isLocal =
    url.hostname === '127.0.0.1' || url.hostname === 'localhost' || /^[a-z0-9.-]+\.localhost$/.test(url.hostname);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  return isLocal && isWeb && url.username === '' && url.password === '' ? url : undefined;
}

/** Node's resolver does not know *.localhost; the Host header keeps the name, by which the server tells its markets. */
const loopback: LookupFunction = (_hostname, options, done) => {
  if (options.all) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
};

export interface Posted {
  readonly body: string;
  readonly type: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Posts to an address of this machine; rejects after five seconds, and when `stop` is aborted. */
export function postLocally(
  target: URL,
  { body, type, headers = {} }: Posted,
  stop: AbortSignal,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const send = target.protocol === 'https:' ? requestHttps : requestHttp;
    const request = send(target, {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': type,
        'content-length': Buffer.byteLength(body),
      },
      agent: false,
      lookup: loopback,
      signal: AbortSignal.any([stop, AbortSignal.timeout(attemptTimeoutMs)]),
    });
    request.on('error', reject);
    request.on('response', (response) => {
      let answer = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        answer += piece;
        if (answer.length > maxAnswerLength) request.destroy(new Error('sandbox: the answer to a notice is too long'));
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: answer }));
      response.on('error', reject);
    });
    request.end(body);
  });
}
