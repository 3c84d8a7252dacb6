import type { AnyEndpoint } from '../../platform/http/endpoint.ts';
import type { ChannelMeans } from './means.ts';
import { applicationRoutes } from './routes/applications.ts';
import { authRoutes } from './routes/auth.ts';
import { companyRoutes } from './routes/companies.ts';
import { paymentRoutes } from './routes/payments.ts';
import { statementRoutes } from './routes/statements.ts';
import { taxRoutes } from './routes/tax.ts';
import { taskRoutes } from './routes/tasks.ts';
import { upkeepRoutes } from './routes/upkeep.ts';
import { userRoutes } from './routes/users.ts';
import { webhookRoutes } from './routes/webhooks.ts';

/** Every endpoint of this API, by the noun of the document it serves. */
export function channelEndpoints(means: ChannelMeans): AnyEndpoint[] {
  return [
    authRoutes,
    userRoutes,
    companyRoutes,
    taskRoutes,
    applicationRoutes,
    paymentRoutes,
    taxRoutes,
    statementRoutes,
    webhookRoutes,
    upkeepRoutes,
  ].flatMap((routes) => routes(means));
}

export type { ChannelMeans } from './means.ts';
export { eventBody } from './events.ts';
export { accessWords, channelWire } from './wire.ts';
