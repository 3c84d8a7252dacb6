import type { RequestFacts } from './endpoint.ts';

/** Whether a browser says that a page of another site sent the request: a change by a cookie is then not ours. */
export function isForeignPage({ headers, host }: RequestFacts): boolean {
  const site = headers['sec-fetch-site'];
  if (typeof site === 'string' && !['same-origin', 'none'].includes(site)) return true;
  const { origin } = headers;
  return typeof origin === 'string' && (!URL.canParse(origin) || new URL(origin).host !== host);
}
