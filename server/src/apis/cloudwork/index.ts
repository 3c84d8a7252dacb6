import type { AnyEndpoint } from '../../platform/http/endpoint.ts';
import type { CloudworkMeans } from './means.ts';
import { accountRoutes } from './routes/account.ts';

/** Every endpoint of this API, by the noun of the document it serves. */
export function cloudworkEndpoints(means: CloudworkMeans): AnyEndpoint[] {
  return [...accountRoutes(means)];
}

export type { CloudworkMeans } from './means.ts';
export { accessWords, cloudworkWire } from './wire.ts';
