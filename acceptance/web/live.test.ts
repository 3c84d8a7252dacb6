/** A page that is open shows what is so, whenever the change came: while it was opened, while it was read, while it was away. */
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Person, signUp, topUp } from '../cloudwork/client.ts';
import { offerFixed, type Offered, payOrder, postJob } from '../cloudwork/deal.ts';
import { type RunningServer, startServer } from '../kit/server.ts';
import { openBrowser, openWindow } from './browser.ts';
import { originOf, signIn } from './people.ts';

let server: RunningServer;
let browser: Browser;
let client: Person;
let freelancer: Person;
let page: Page;
let jobs = 0;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer('cloudwork'), openBrowser()]);
  [client, freelancer] = [await signUp(server, 2, '李雷'), await signUp(server, 1, '韩梅梅')];
  await topUp(client, 20_000);
  ({ page } = await openWindow(browser, 'desktop'));
  await signIn(originOf(server), page, client.phone, client.password);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** An offer that waits to be paid, and its page. */
async function drafted(): Promise<Offered & { address: string }> {
  jobs += 1;
  const job = await postJob(client, `点单小程序 ${jobs}`);
  const offered = await offerFixed(client, freelancer, job);
  return { ...offered, address: `${originOf(server)}/contracts/${offered.contractId}` };
}

const shows = (text: string) => page.getByText(text).first().waitFor({ timeout: 6_000 });

/** Keeps requests waiting from the moment it is called until the answer is called. */
async function holdBack(address: string | RegExp, how: (route: Route) => Promise<() => Promise<void>>) {
  let release: () => void = () => undefined;
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  let reached: () => void = () => undefined;
  const isReached = new Promise<void>((resolve) => {
    reached = resolve;
  });
  await page.route(address, async (route) => {
    const goOn = await how(route);
    reached();
    await isReleased;
    await goOn();
  });
  return { isReached, release };
}

describe('a contract that is paid for', () => {
  it('while its page is opened and does not hear yet, is shown as it is', async () => {
    const offered = await drafted();
    const stream = await holdBack(/\/api\/events/, async (route) => () => route.continue());
    await page.goto(offered.address);
    await shows('去付款');
    await payOrder(client, offered, 'milestone');
    // The question is long on its way: the server counts back from when it comes.
    await page.waitForTimeout(2_000);
    stream.release();
    await shows('等待接受');
    await page.unroute(/\/api\/events/);
  });

  it('while an older answer is on its way to the page, is shown as it is', async () => {
    const offered = await drafted();
    await page.goto(`${originOf(server)}/wallet`);
    await shows('可用余额');
    const contracts = /\/api\/contract\?/;
    const old = await holdBack(contracts, async (route) => {
      const answer = await route.fetch();
      // A page that has asked again no longer wants this answer.
      return () => route.fulfill({ response: answer }).catch(() => undefined);
    });
    const path = new URL(offered.address).pathname;
    await page.evaluate(`history.pushState(null, '', '${path}'); dispatchEvent(new PopStateEvent('popstate'))`);
    await old.isReached;
    await page.unroute(contracts);
    await payOrder(client, offered, 'milestone');
    // Its word reaches the page while the first answer, which is older, is still under way.
    await page.waitForResponse(contracts, { timeout: 3_000 }).catch(() => undefined);
    old.release();
    await shows('等待接受');
  });

  it('while its process was away, is shown as soon as the page hears again', async () => {
    const offered = await drafted();
    await page.goto(offered.address);
    await shows('去付款');
    const stream = await holdBack(/\/api\/events/, async (route) => () => route.continue());
    await server.crash();
    await stream.isReached;
    await payOrder(client, offered, 'milestone');
    stream.release();
    await shows('等待接受');
  });
});

it('an order that a top-up is for is said to be paid when it is', async () => {
  const another = await signUp(server, 2, '王芳');
  const job = await postJob(another, '点单小程序');
  const offered = await offerFixed(another, freelancer, job);
  const { page: own, context } = await openWindow(browser, 'phone');
  await signIn(originOf(server), own, another.phone, another.password);
  await own.goto(`${originOf(server)}/pay/${offered.contractId}/milestone/${offered.tradeNo}`);
  await own.getByRole('button', { name: '充值 ¥3,000.00 并付款' }).click();
  await own.getByRole('button', { name: '付款' }).click();
  await own.getByRole('heading', { name: '付款成功' }).waitFor();
  await own.getByRole('link', { name: '查看合同' }).click();
  await own.getByText('等待接受').first().waitFor();
  await context.close();
});

describe('somebody with many pages open', () => {
  it('sees all of them change, and can open still more', async () => {
    const offered = await drafted();
    const context = page.context();
    const pages: Page[] = [];
    for (let n = 0; n < 9; n += 1) {
      const another = await context.newPage();
      await another.goto(offered.address);
      await another.getByText('去付款').first().waitFor({ timeout: 6_000 });
      pages.push(another);
    }
    await payOrder(client, offered, 'milestone');
    for (const one of pages) await one.getByText('等待接受').first().waitFor({ timeout: 6_000 });
    // The page that has heard for all of them is closed: another goes on.
    await page.goto('about:blank');
    await pages.shift()?.close();
    await freelancer.put('/api/contract', { contract_id: offered.contractId, status: 'accept' });
    for (const one of pages) await one.getByText('进行中').first().waitFor({ timeout: 6_000 });
    for (const one of pages) await one.close();
  });
});
