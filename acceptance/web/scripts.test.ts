/** Text that people have written is text on every page: scripts in it do not run, and nothing in it is fetched. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postJob } from '../cloudwork/deal.ts';
import { type RunningServer, startServer } from '../kit/server.ts';
import { addresses, asPath, type Who } from './addresses.ts';
import { openBrowser, openWindow } from './browser.ts';
import { type Market, openMarket } from './market.ts';
import { originOf, signIn } from './people.ts';
import { payloads, spoil } from './spoil.ts';

let server: RunningServer;
let browser: Browser;
let market: Market;
let spoilt: string[];
const described: string[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer('cloudwork'), openBrowser()]);
  market = await openMarket(server);
  await market.freelancer.post('/api/feedback', { content: '很好用' });
  // Descriptions are HTML: these go the way that every description goes.
  const harmful = payloads.map((one) => `说明 ${one}</svg></math>`);
  const half = harmful.length / 2;
  for (const [index, part] of [harmful.slice(0, half), harmful.slice(half)].entries()) {
    described.push(`/jobs/${await postJob(market.client, `脚本 ${index}`, { description: part.join('') })}`);
  }
  spoilt = await spoil(server.databaseUrl);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Elements and attributes that the app never makes; in a description they could only have come from its text. */
const active = [
  ...['onerror', 'onload', 'onclick', 'onfocus', 'onmouseover', 'ontoggle', 'srcdoc', 'action*=canary'],
  ...['href^="javascript:" i', 'href^="data:" i', 'src*=canary', 'href*="//canary"', 'style*=canary'],
]
  .map((attribute) => `[${attribute}]`)
  .concat('iframe', 'object', 'embed', 'base', 'video', 'audio', 'body style', 'main script', 'main link', 'main meta')
  .join(', ');

/** Everything that happened on a page which text alone cannot do. */
function watch(page: Page): string[] {
  const happened: string[] = [];
  page.on('dialog', (dialog) => {
    happened.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    const isOurs = host === new URL(server.url).host || protocol === 'data:' || protocol === 'blob:';
    if (!isOurs) happened.push(`a request to ${request.url()}`);
  });
  return happened;
}

describe('scripts in every stored text', () => {
  it('stand where people read them', () => {
    const texts = ['listing.title', 'listing.skills', 'message.content', 'proposal.message', 'contract.message'];
    const names = ['party.name', 'file.name', 'freelancer_profile.overview', 'portfolio.detail', 'notice.content'];
    expect(spoilt).toEqual(expect.arrayContaining([...texts, ...names, 'milestone.name', 'employment.company']));
  });

  it.each(Object.keys(addresses) as Who[])('are text on every page of %s', { timeout: 240_000 }, async (who) => {
    const { page, context, complaints } = await openWindow(browser, 'desktop');
    await page.addInitScript(
      `addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI));`,
    );
    const happened = watch(page);
    const origin = originOf(server);
    if (who !== 'nobody') await signIn(origin, page, market[who].phone);
    let shown = 0;
    const trouble: string[] = [];
    for (const path of [...addresses[who], ...described]) {
      await page.goto(origin + asPath(path, market));
      await page.locator('main h1').first().waitFor();
      await page.waitForLoadState('networkidle', { timeout: 1_500 }).catch(() => undefined);
      const found = await page.locator(active).evaluateAll((elements) => elements.map(String));
      if ((await page.locator('body').innerText()).includes('alert(1)')) shown += 1;
      const seen = [...happened.splice(0), ...complaints.splice(0), ...found];
      trouble.push(...seen.map((line) => `${path}: ${line}`));
    }
    await context.close();
    expect(trouble).toEqual([]);
    expect(shown).toBeGreaterThan(addresses[who].length / 2);
  });
});
