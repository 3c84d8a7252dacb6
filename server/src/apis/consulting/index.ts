import type { AnyEndpoint } from '../../platform/http/endpoint.ts';
import type { ConsultingMeans } from './means.ts';
import { accountRoutes } from './routes/account.ts';
import { orderRoutes } from './routes/orders.ts';
import { payRoutes } from './routes/pay.ts';
import { postRoutes } from './routes/posts.ts';

/** Every endpoint of this API, by the chapter of the document it serves. */
export function consultingEndpoints(means: ConsultingMeans): AnyEndpoint[] {
  return [...accountRoutes(means), ...postRoutes(), ...orderRoutes(), ...payRoutes(means)];
}

/** Where WeChat Pay tells this market of payments. */
export const noticePath = '/api/pay/notify';

export type { ConsultingMeans } from './means.ts';
export { accessWords, consultingWire } from './wire.ts';
