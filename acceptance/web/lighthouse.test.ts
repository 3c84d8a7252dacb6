/** Home, search, job and contract by Lighthouse, on its simulated phone. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import { type BrowserContext, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { chromiumPath } from './browser.ts';
import { type Market, openMarket } from './market.ts';
import { originOf, signIn } from './people.ts';
import { freePort } from '../kit/free-port.ts';

let server: RunningServer;
let market: Market;
let context: BrowserContext;
let folder: string;
let port: number;

beforeAll(async () => {
  server = await startServer('cloudwork');
  market = await openMarket(server);
  [folder, port] = [await mkdtemp(join(tmpdir(), 'linggong-lighthouse-')), await freePort()];
  context = await chromium.launchPersistentContext(folder, {
    executablePath: await chromiumPath(),
    args: ['--no-sandbox', '--disable-dev-shm-usage', `--remote-debugging-port=${port}`],
  });
});

afterAll(async () => {
  await context.close();
  await rm(folder, { recursive: true, force: true });
  await server.stop();
});

const categories = ['performance', 'accessibility', 'best-practices'] as const;
const least = 95;
/** The machine may be busy with something else for a moment; the best of so many runs counts. */
const mostRuns = 3;

async function scoresOf(address: string): Promise<Record<string, number>> {
  const result = await lighthouse(address, {
    port,
    onlyCategories: [...categories],
    disableStorageReset: true,
    logLevel: 'error',
  });
  const found = result?.lhr.categories ?? {};
  return Object.fromEntries(categories.map((name) => [name, Math.round((found[name]?.score ?? 0) * 100)]));
}

async function bestOf(address: string): Promise<Record<string, number>> {
  const best: Record<string, number> = {};
  for (let run = 0; run < mostRuns; run += 1) {
    for (const [name, score] of Object.entries(await scoresOf(address))) best[name] = Math.max(best[name] ?? 0, score);
    if (Object.values(best).every((score) => score >= least)) break;
  }
  return best;
}

describe('Lighthouse gives 95 or better', () => {
  it.each(['/', '/jobs', '/jobs/:job', '/contracts/:contract'])('to %s', { timeout: 180_000 }, async (path) => {
    const origin = originOf(server);
    if (path.startsWith('/contracts')) await signIn(origin, await context.newPage(), market.client.phone);
    const scores = await bestOf(origin + path.replace(':job', market.job).replace(':contract', market.contract));
    for (const name of categories)
      expect([path, name, scores[name]]).toEqual([path, name, expect.toSatisfy((score: number) => score >= least)]);
  });
});
