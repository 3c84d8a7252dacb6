/** Every page of the console, in both sizes and both lights: nothing that axe, the page's policy or a reader would object to. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overflowOf, violationsOn } from '../kit/page-checks.ts';
import { type RunningServer, startServer } from '../kit/server.ts';
import { openBrowser, openWindow, type Size } from '../web/browser.ts';
import { addresses, asPath } from './addresses.ts';
import { type House, openHouse, terms } from './house.ts';
import { consoleOf, isExpected, signIn } from './operators.ts';

let server: RunningServer;
let browser: Browser;
let house: House;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer('cloudwork', terms), openBrowser()]);
  house = await openHouse(server);
}, 90_000);

afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** What no page may show: ids, states and times as the API writes them, values that are not there. */
const raw = [
  /\b[0-9a-f]{8}-[0-9a-f]{4}-/,
  /\b(?=\d*[a-f])[0-9a-f]{24,}\b/,
  /\b(undefined|NaN|null|\[object|Invalid Date)\b/,
  /\b(freelancer|client|requested|in_review|unreviewed|disputed|topup|escrow|available|clearing|restricted|booked)\b/,
  /\b[a-z]+(?:_[a-z]+)+\b/,
  /\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}/,
  /尚无说明/,
];

/** All that is read on the page, but for what says of itself that it is English. Leaves the page without that. */
async function readText(page: Page): Promise<string> {
  await page.evaluate('document.querySelectorAll("main [lang=en]").forEach((one) => one.remove())');
  return page.locator('body').innerText();
}

const looks: readonly (readonly [Size, 'light' | 'dark'])[] = [
  ['desktop', 'light'],
  ['phone', 'dark'],
];

describe.each(looks)('on a %s in the %s', (size, theme) => {
  it('every page is accessible, fits, and speaks in words', { timeout: 300_000 }, async () => {
    const { page, context, complaints } = await openWindow(browser, size, theme);
    await page.goto(`${consoleOf(server)}/`);
    await page.getByLabel('用户名').waitFor();
    const trouble = (await violationsOn(page)).map((line) => `sign-in: ${line}`);
    await signIn(server, page);
    expect(complaints.splice(0).filter((line) => !isExpected(line))).toEqual([]);
    for (const path of addresses) {
      await page.goto(consoleOf(server) + asPath(path, house));
      await page.locator('main h1').first().waitFor();
      await page.waitForLoadState('networkidle', { timeout: 1_500 }).catch(() => undefined);
      const violations = await violationsOn(page);
      const text = await readText(page);
      const wide = await overflowOf(page);
      const words = raw.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
      const found = [
        ...violations,
        ...words.map((word) => `shows "${word}"`),
        ...(wide > 0 ? [`is ${wide} too wide`] : []),
        ...complaints.splice(0),
      ];
      trouble.push(...found.map((line) => `${path}: ${line}`));
    }
    await context.close();
    expect(trouble).toEqual([]);
  });
});

describe('the page', () => {
  it('takes no style or script but its own, each time by another number', async () => {
    const policies = await Promise.all(
      [1, 2].map(async () => (await fetch(`${consoleOf(server)}/`)).headers.get('content-security-policy') ?? ''),
    );
    expect(policies[0]).toMatch(/script-src 'self'; style-src 'self' 'nonce-[\w+/]{24}'/);
    expect(policies.join(' ')).not.toContain('unsafe');
    expect(policies[0]).not.toBe(policies[1]);
  });
});
