/** Every page of the console, in both sizes, lights and languages: nothing that axe, the page's policy or a reader would object to. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overflowOf, violationsOn } from '../kit/page-checks.ts';
import { type RunningServer, startServer } from '../kit/server.ts';
import { openBrowser, openWindow, type Size } from '../web/browser.ts';
import { addresses, asPath } from './addresses.ts';
import { type House, openHouse, terms } from './house.ts';
import { type Language, signInWords, wordsAgainst } from './languages.ts';
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

const looks: readonly (readonly [Size, 'light' | 'dark', Language])[] = [
  ['desktop', 'light', 'zh'],
  ['phone', 'dark', 'zh'],
  ['desktop', 'dark', 'en'],
  ['phone', 'light', 'en'],
];

describe.each(looks)('on a %s in the %s, in %s', (size, theme, language) => {
  it('every page is accessible, fits, and speaks in words', { timeout: 300_000 }, async () => {
    const { page, context, complaints } = await openWindow(browser, size, theme);
    await context.addInitScript(`localStorage.setItem('linggong-console-language', '${language}')`);
    await page.goto(`${consoleOf(server)}/`);
    await page.getByLabel(signInWords[language].name).waitFor();
    const first = [...(await violationsOn(page)), ...(await wordsAgainst(page, language))];
    const trouble = first.map((line) => `sign-in: ${line}`);
    await signIn(server, page, { language });
    expect(complaints.splice(0).filter((line) => !isExpected(line))).toEqual([]);
    for (const path of addresses) {
      await page.goto(consoleOf(server) + asPath(path, house));
      await page.locator('main h1').first().waitFor();
      await page.waitForLoadState('networkidle', { timeout: 1_500 }).catch(() => undefined);
      const violations = await violationsOn(page);
      const words = await wordsAgainst(page, language);
      const wide = await overflowOf(page);
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
