import type { AnyEndpoint } from '../../platform/http/endpoint.ts';
import type { CloudworkMeans } from './means.ts';
import { accountRoutes } from './routes/account.ts';
import { contractRoutes } from './routes/contracts.ts';
import { dictionaryRoutes } from './routes/dictionaries.ts';
import { fileRoutes } from './routes/files.ts';
import { jobSearchRoutes } from './routes/job-search.ts';
import { jobRoutes } from './routes/jobs.ts';
import { milestoneRoutes } from './routes/milestones.ts';
import { orderRoutes } from './routes/orders.ts';
import { proposalRoutes } from './routes/proposals.ts';
import { screenshotRoutes } from './routes/screenshots.ts';
import { walletRoutes } from './routes/wallet.ts';
import { weekRoutes } from './routes/weeks.ts';

/** Every endpoint of this API, by the noun of the document it serves. */
export function cloudworkEndpoints(means: CloudworkMeans): AnyEndpoint[] {
  return [
    accountRoutes,
    fileRoutes,
    dictionaryRoutes,
    jobRoutes,
    jobSearchRoutes,
    proposalRoutes,
    contractRoutes,
    milestoneRoutes,
    orderRoutes,
    weekRoutes,
    screenshotRoutes,
    walletRoutes,
  ].flatMap((routes) => routes(means));
}

export { callbackPath, mountCallback } from './callback.ts';
export type { CloudworkMeans } from './means.ts';
export { accessWords, cloudworkWire } from './wire.ts';
