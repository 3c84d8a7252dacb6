/** Pictures of every page in both widths, for the documentation: `npm run screenshots`. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, it } from 'vitest';
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
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** "/contracts/:contract?tab=history" is "contracts-contract-history". */
const nameOf = (path: string): string =>
  path
    .replace(
      /\?.*$/,
      (query) => `-${[...new URLSearchParams(query).values()].filter((value) => /^[a-z]+$/.test(value)).join('-')}`,
    )
    .replaceAll(/[/:]+/g, '-')
    .replaceAll(/^-+|-+$/g, '') || 'home';

describe.each(['desktop', 'phone'] as const)('on a %s', (size: Size) => {
  it.each(Object.keys(addresses) as Who[])('the pages of %s', { timeout: 300_000 }, async (who) => {
    const { page, context } = await openWindow(browser, size);
    // The server's clock was moved for the market; the pages must agree with it on what is long ago.
    await context.clock.setSystemTime(await server.now());
    const origin = originOf(server);
    if (who !== 'nobody') await signIn(origin, page, market[who].phone);
    for (const path of addresses[who]) {
      await page.goto(origin + asPath(path, market));
      await page.locator('main h1').first().waitFor();
      await page.waitForLoadState('networkidle', { timeout: 1_500 }).catch(() => undefined);
      const picture = await sharp(await page.screenshot())
        .webp({ quality: 72 })
        .toBuffer();
      await writeFile(join(folder, `${who}-${nameOf(path)}-${size}.webp`), picture);
    }
    await context.close();
  });
});
