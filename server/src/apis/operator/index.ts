import type { AnyEndpoint } from '../../platform/http/endpoint.ts';
import type { OperatorApiMeans } from './means.ts';
import { accessRoutes } from './routes/access.ts';
import { bookRoutes } from './routes/books.ts';
import { catalogueRoutes } from './routes/catalogue.ts';
import { channelRoutes } from './routes/channels.ts';
import { decisionRoutes } from './routes/decisions.ts';
import { marketRoutes } from './routes/market.ts';
import { peopleRoutes } from './routes/people.ts';
import { workRoutes } from './routes/works.ts';

/** Every endpoint of the console's API. */
export function operatorEndpoints(means: OperatorApiMeans): AnyEndpoint[] {
  const parts = [
    accessRoutes,
    decisionRoutes,
    peopleRoutes,
    bookRoutes,
    workRoutes,
    channelRoutes,
    marketRoutes,
    catalogueRoutes,
  ];
  return parts.flatMap((routes) => routes(means));
}

export type { OperatorApiMeans } from './means.ts';
export { operatorWire } from './wire.ts';
