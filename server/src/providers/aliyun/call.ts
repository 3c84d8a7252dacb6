/** Calls of Aliyun's RPC interfaces, signed by ACS3-HMAC-SHA256. */
import { createHash, createHmac, randomUUID } from 'node:crypto';

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

/** Whose key signs, and where the calls go. */
export interface AliyunAccess {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly now: () => Date;
  readonly baseUrl: string;
}

const timeoutMs = 10_000;
const emptyBodyHash = sha256('');

/** What an action answers. Throws when the answer cannot be read, or its code is not `ok`. */
export async function askAliyun(
  { baseUrl, now, accessKeyId, accessKeySecret }: AliyunAccess,
  { action, version, query, ok }: Pick<Acs3Call, 'action' | 'version' | 'query'> & { readonly ok: string },
): Promise<Record<string, unknown>> {
  const { host } = new URL(baseUrl);
  const headers = signAcs3({
    host,
    action,
    version,
    query,
    at: now(),
    nonce: randomUUID(),
    accessKeyId,
    accessKeySecret,
  });
  const response = await fetch(`${baseUrl}/?${acs3Query(query)}`, {
    method: 'POST',
    headers: { ...headers, accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  const answer = readAnswer(await response.text());
  if (!answer) throw new Error(`aliyun ${action}: HTTP ${response.status} without a readable answer`);
  const { Code: code, RequestId: id } = answer;
  if (String(code) !== ok)
    throw new Error(`aliyun ${action}: ${String(code)} (HTTP ${response.status}, request ${String(id)})`);
  return answer;
}

function readAnswer(body: string): Record<string, unknown> | undefined {
  try {
    return { ...JSON.parse(body) };
  } catch {
    return undefined;
  }
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
