/** A real Chromium for the suites of the web app. */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The program: one named by CHROMIUM_PATH, one that is installed, or the one that came with a package. */
export async function chromiumPath(): Promise<string> {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return named;
  const found = installed.find((path) => existsSync(path));
  return found ?? unpacked();
}

/**
 * The package unpacks to one fixed place and takes whatever is there for its own, so that it is moved to a place named by
 * its version, once.
 */
async function unpacked(): Promise<string> {
  const folder = join(tmpdir(), 'linggong-chromium-147');
  const program = join(folder, 'chromium');
  if (existsSync(program)) return program;
  const { default: packaged } = await import('@sparticuz/chromium');
  await rm(join(tmpdir(), 'chromium'), { force: true });
  const path = await packaged.executablePath();
  await mkdir(folder, { recursive: true });
  await rename(path, program);
  return program;
}

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** The two sizes that everything is looked at in. */
export const sizes = {
  desktop: { viewport: { width: 1280, height: 860 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;
export type Size = keyof typeof sizes;

export interface Window {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser has complained about: errors of scripts, and anything the page's policy has refused. */
  readonly complaints: string[];
}

/** A window of its own: its own cookies, its own person. */
export async function openWindow(browser: Browser, size: Size, theme: 'light' | 'dark' = 'light'): Promise<Window> {
  const context = await browser.newContext({
    ...sizes[size],
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: theme,
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { page, context, complaints };
}
