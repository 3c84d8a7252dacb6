/** Pictures of every page of the console in both widths, for the documentation: `npm run screenshots`. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { emptyFolder, keepPicture } from '../kit/pictures.ts';
import { type RunningServer, startServer } from '../kit/server.ts';
import { openBrowser, openWindow, type Size } from '../web/browser.ts';
import { addresses, asPath } from './addresses.ts';
import { type House, openHouse, terms } from './house.ts';
import { consoleOf, signIn } from './operators.ts';

const folder = 'docs/screenshots/console';
let server: RunningServer;
let browser: Browser;
let house: House;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer('cloudwork', terms), openBrowser()]);
  house = await openHouse(server);
  await emptyFolder(folder);
}, 90_000);

afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe.each(['desktop', 'phone'] as const)('on a %s', (size: Size) => {
  it('the pages of the console', { timeout: 300_000 }, async () => {
    const { page, context } = await openWindow(browser, size);
    await page.goto(`${consoleOf(server)}/`);
    await page.getByLabel('用户名').waitFor();
    await keepPicture(page, `${consoleOf(server)}/`, { folder, whose: 'console', path: '/sign-in', size });
    await signIn(server, page);
    for (const path of addresses)
      await keepPicture(page, consoleOf(server) + asPath(path, house), { folder, whose: 'console', path, size });
    await context.close();
  });
});
