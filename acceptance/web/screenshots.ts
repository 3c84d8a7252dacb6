/** Pictures of every page in both widths, for the documentation: `npm run screenshots`. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { emptyFolder, keepPicture } from '../kit/pictures.ts';
import { type RunningServer, startServer } from '../kit/server.ts';
import { addresses, asPath, type Who } from './addresses.ts';
import { openBrowser, openWindow, type Size } from './browser.ts';
import { type Market, openMarket } from './market.ts';
import { originOf, signIn } from './people.ts';

const folder = 'docs/screenshots';
let server: RunningServer;
let browser: Browser;
let market: Market;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer('cloudwork'), openBrowser()]);
  market = await openMarket(server);
  await emptyFolder(folder);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe.each(['desktop', 'phone'] as const)('on a %s', (size: Size) => {
  it.each(Object.keys(addresses) as Who[])('the pages of %s', { timeout: 300_000 }, async (who) => {
    const { page, context } = await openWindow(browser, size);
    // The server's clock was moved for the market; the pages must agree with it on what is long ago.
    await context.clock.setSystemTime(await server.now());
    const origin = originOf(server);
    if (who !== 'nobody') await signIn(origin, page, market[who].phone);
    for (const path of addresses[who])
      await keepPicture(page, origin + asPath(path, market), { folder, whose: who, path, size });
    await context.close();
  });
});
