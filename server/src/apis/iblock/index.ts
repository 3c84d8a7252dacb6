import type { AnyEndpoint } from '../../platform/http/endpoint.ts';
import type { IblockMeans } from './means.ts';
import { accountRoutes } from './routes/account.ts';
import { careerRoutes } from './routes/career.ts';
import { messageRoutes } from './routes/messages.ts';
import { metaRoutes } from './routes/meta.ts';
import { peopleRoutes } from './routes/people.ts';
import { projectLifeRoutes } from './routes/project-life.ts';
import { projectRoutes } from './routes/projects.ts';
import { recruitingRoutes } from './routes/recruiting.ts';
import { stepRoutes } from './routes/steps.ts';
import { walletRoutes } from './routes/wallet.ts';
import { workRoutes } from './routes/works.ts';

/** Every endpoint of this API, by the chapter of the document it serves. */
export function iblockEndpoints(means: IblockMeans): AnyEndpoint[] {
  return [
    accountRoutes,
    peopleRoutes,
    careerRoutes,
    workRoutes,
    walletRoutes,
    projectRoutes,
    projectLifeRoutes,
    stepRoutes,
    recruitingRoutes,
    messageRoutes,
    metaRoutes,
  ].flatMap((routes) => routes(means));
}

/** Where Alipay tells of payments of this market. */
export const callbackPath = '/account/recharge/callback';

export type { IblockMeans } from './means.ts';
export { accessWords, iblockWire } from './wire.ts';
