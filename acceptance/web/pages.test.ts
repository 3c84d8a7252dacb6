/** Every page, of both sides, in both sizes and both lights: nothing that axe, the page's policy or a reader would object to. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overflowOf, violationsOn } from '../kit/page-checks.ts';
import { type RunningServer, startServer } from '../kit/server.ts';
import { addresses, asPath, type Who } from './addresses.ts';
import { openBrowser, openWindow, type Size } from './browser.ts';
import { type Market, openMarket } from './market.ts';
import { originOf, password, signIn } from './people.ts';

let server: RunningServer;
let browser: Browser;
let market: Market;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer('cloudwork'), openBrowser()]);
  market = await openMarket(server);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** What no page may show: ids, states and times as the API writes them, values that are not there. */
const raw = [
  /\b[0-9a-f]{8}-[0-9a-f]{4}-/,
  /\b[0-9a-f]{24,}\b/,
  /\b(undefined|NaN|null|\[object)\b/,
  /\b(carry_pay|unpaid|interview|in_review|sent_back|weekstone|freelancer|uncheck)\b/,
  /\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}/,
];

const looks: readonly (readonly [Size, 'light' | 'dark'])[] = [
  ['desktop', 'light'],
  ['phone', 'dark'],
];

describe.each(looks)('on a %s in the %s', (size, theme) => {
  it.each(Object.keys(addresses) as Who[])(
    'every page of %s is accessible, fits, and speaks in words',
    { timeout: 240_000 },
    async (who) => {
      const { page, context, complaints } = await openWindow(browser, size, theme);
      const origin = originOf(server);
      if (who !== 'nobody') await signIn(origin, page, market[who].phone, password);
      const trouble: string[] = [];
      for (const path of addresses[who]) {
        await page.goto(origin + asPath(path, market));
        await page.locator('main h1').first().waitFor();
        await page.waitForLoadState('networkidle', { timeout: 1_500 }).catch(() => undefined);
        const text = await page.locator('body').innerText();
        const wide = await overflowOf(page);
        const words = raw.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
        const found = [
          ...(await violationsOn(page)),
          ...words.map((word) => `shows "${word}"`),
          ...(wide > 0 ? [`is ${wide} too wide`] : []),
          ...complaints.splice(0),
        ];
        trouble.push(...found.map((line) => `${path}: ${line}`));
      }
      await context.close();
      expect(trouble).toEqual([]);
    },
  );
});
