import type { RequestFacts } from './endpoint.ts';

/** Whether a browser says that another site's page asks for this. */
export function isForeignPage({ headers, host }: Pick<RequestFacts, 'headers' | 'host'>): boolean {
  const site = headers['sec-fetch-site'];
  if (typeof site === 'string' && !['same-origin', 'none'].includes(site)) return true;
  const { origin } = headers;
  return typeof origin === 'string' && (!URL.canParse(origin) || new URL(origin).host !== host);
}
