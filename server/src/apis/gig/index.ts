import type { AnyEndpoint } from '../../platform/http/endpoint.ts';
import type { GigMeans } from './means.ts';
import { accountRoutes } from './routes/account.ts';
import { backgroundRoutes } from './routes/background.ts';
import { claimRoutes } from './routes/claims.ts';
import { dealRoutes } from './routes/deals.ts';
import { fileRoutes } from './routes/files.ts';
import { goodsRoutes } from './routes/goods.ts';
import { infoRoutes } from './routes/info.ts';
import { orderRoutes } from './routes/orders.ts';
import { walletRoutes } from './routes/wallet.ts';

/** Every endpoint of this API, by the noun of the document it serves. */
export function gigEndpoints(means: GigMeans): AnyEndpoint[] {
  return [
    accountRoutes,
    fileRoutes,
    infoRoutes,
    claimRoutes,
    backgroundRoutes,
    goodsRoutes,
    dealRoutes,
    orderRoutes,
    walletRoutes,
  ].flatMap((routes) => routes(means));
}

/** Where Alipay tells this market of payments. */
export const noticePath = '/pay/alipay/notice';

export type { GigMeans } from './means.ts';
export { accessWords, gigWire } from './wire.ts';
