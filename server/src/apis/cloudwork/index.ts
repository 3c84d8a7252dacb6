import type { AnyEndpoint } from '../../platform/http/endpoint.ts';
import type { CloudworkMeans } from './means.ts';
import { accountRoutes } from './routes/account.ts';
import { contractListRoutes } from './routes/contract-lists.ts';
import { contractRoutes } from './routes/contracts.ts';
import { dictionaryRoutes } from './routes/dictionaries.ts';
import { discoveryRoutes } from './routes/discovery.ts';
import { favoriteRoutes } from './routes/favorites.ts';
import { fileRoutes } from './routes/files.ts';
import { jobSearchRoutes } from './routes/job-search.ts';
import { jobRoutes } from './routes/jobs.ts';
import { milestoneRoutes } from './routes/milestones.ts';
import { miscRoutes } from './routes/misc.ts';
import { noticeRoutes } from './routes/notices.ts';
import { orderRoutes } from './routes/orders.ts';
import { pageRoutes } from './routes/pages.ts';
import { profileRoutes } from './routes/profile.ts';
import { proposalRoutes } from './routes/proposals.ts';
import { reportRoutes } from './routes/reports.ts';
import { restrictionRoutes } from './routes/restriction.ts';
import { resumeRoutes } from './routes/resume.ts';
import { screenshotRoutes } from './routes/screenshots.ts';
import { securityQuestionRoutes } from './routes/security-questions.ts';
import { subscriptionRoutes } from './routes/subscriptions.ts';
import { teamRoutes } from './routes/teams.ts';
import { verificationRoutes } from './routes/verification.ts';
import { walletRoutes } from './routes/wallet.ts';
import { weekRoutes } from './routes/weeks.ts';

/** Every endpoint of this API, by the noun of the document it serves. */
export function cloudworkEndpoints(means: CloudworkMeans): AnyEndpoint[] {
  return [
    accountRoutes,
    restrictionRoutes,
    fileRoutes,
    dictionaryRoutes,
    profileRoutes,
    resumeRoutes,
    teamRoutes,
    verificationRoutes,
    securityQuestionRoutes,
    jobRoutes,
    jobSearchRoutes,
    proposalRoutes,
    contractListRoutes,
    discoveryRoutes,
    favoriteRoutes,
    subscriptionRoutes,
    contractRoutes,
    milestoneRoutes,
    orderRoutes,
    weekRoutes,
    screenshotRoutes,
    walletRoutes,
    reportRoutes,
    noticeRoutes,
    miscRoutes,
    pageRoutes,
  ].flatMap((routes) => routes(means));
}

/** Where Alipay tells this market of payments. */
export const callbackPath = '/api/margin/deposit/callback';

export type { CloudworkMeans } from './means.ts';
export { accessWords, cloudworkWire } from './wire.ts';
