/** What the first look at a public page costs, and what the page is allowed to do. */
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { openBrowser, openWindow } from './browser.ts';
import { type Market, openMarket } from './market.ts';
import { originOf } from './people.ts';

let server: RunningServer;
let browser: Browser;
let market: Market;
let origin: string;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer('cloudwork'), openBrowser()]);
  market = await openMarket(server);
  origin = originOf(server);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(origin + path, { headers });
const asBrowser = { accept: 'text/html,application/xhtml+xml' };

describe('the pages of the app', () => {
  it.each(['/', '/jobs', '/jobs/:job', '/freelancers', '/sign-in'])(
    '%s loads less than 200 KB of scripts',
    async (path) => {
      const { page, context } = await openWindow(browser, 'phone');
      let bytes = 0;
      const sizes: Promise<void>[] = [];
      page.on('response', (response) => {
        if (!response.url().endsWith('.js')) return;
        expect(response.headers()['content-encoding']).toMatch(/br|gzip/);
        sizes.push(response.body().then((body) => void (bytes += gzipSync(body).length)));
      });
      await page.goto(origin + path.replace(':job', market.job));
      await page.locator('main h1').first().waitFor();
      await page.waitForLoadState('networkidle');
      await Promise.all(sizes);
      await context.close();
      expect(sizes.length).toBeGreaterThan(0);
      expect(bytes).toBeLessThan(200_000);
    },
  );

  it('are allowed our own scripts and styles and nothing else', async () => {
    const answer = await get('/', asBrowser);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|\*|data:[^;]*script/);
    expect(await answer.text()).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=/);
  });

  it('come in the language and the light that the reader has chosen', async () => {
    const page = async (cookie: string) => (await get('/jobs', { ...asBrowser, cookie })).text();
    expect(await page('')).toMatch(/<html lang="zh-CN" data-theme="auto">/);
    expect(await page('lang=en; theme=dark')).toMatch(/<html lang="en" data-theme="dark">/);
    expect(await page('lang="><script>; theme=x')).toMatch(/<html lang="zh-CN" data-theme="auto">/);
  });

  it('are asked for anew, and their files kept for good', async () => {
    const page = await get('/', asBrowser);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const again = await get('/', { ...asBrowser, 'if-none-match': page.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    const [, file = ''] = /src="(\/app\/assets\/[^"]+\.js)"/.exec(await page.text()) ?? [];
    const script = await get(file, { 'accept-encoding': 'gzip' });
    expect(script.status).toBe(200);
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await script.text()).toBe(await readFile(`dist/web${file}`, 'utf8'));
    expect((await get('/app/assets/none.js')).status).toBe(404);
    expect((await get('/app/..%2f..%2fpackage.json')).status).toBe(404);
  });

  it('never stand where a machine asks: an API answers in its own words, whoever asks', async () => {
    for (const path of [
      '/api/nothing',
      '/cloudwork/api/nothing',
      '/attachment/none',
      '/static/none.json',
      '/gig/none',
      '/channel/none',
    ]) {
      const answer = await get(path, asBrowser);
      expect([path, answer.headers.get('content-type')]).toEqual([path, expect.stringContaining('json')]);
    }
    expect((await get('/docs', asBrowser)).headers.get('content-type')).toContain('html');
    expect(await (await get('/docs', asBrowser)).text()).not.toContain('id="app"');
    expect((await get('/health/live', asBrowser)).headers.get('content-type')).toContain('json');
    expect((await get('/somewhere', { accept: 'application/json' })).status).toBe(404);
    expect((await get('/somewhere', asBrowser)).status).toBe(200);
    expect((await get('/cloudwork/jobs', asBrowser)).headers.get('content-type')).toContain('html');
  });
});
