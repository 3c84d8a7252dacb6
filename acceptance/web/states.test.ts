/** Pages in the states that people bring them into: dialogs that are open, forms that are refused, the steps after joining. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUp } from '../cloudwork/client.ts';
import { type RunningServer, startServer } from '../kit/server.ts';
import { violationsOn } from '../kit/page-checks.ts';
import { openBrowser, openWindow } from './browser.ts';
import { type Market, openMarket } from './market.ts';
import { fillAbout, fillRate, originOf, signIn } from './people.ts';

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

const press = (page: Page, name: string) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).first().click();

const overflowOfDialog = `(() => {
  const dialog = document.querySelector('dialog');
  return dialog.scrollWidth - dialog.clientWidth;
})()`;

/** What is opened on a page: its address, and the buttons that are pressed one after the other. */
const dialogs = {
  client: [
    [(at: Market) => `/contracts/${at.contract}`, '验收通过并付款'],
    [(at: Market) => `/contracts/${at.contract}`, '退回修改'],
    [(at: Market) => `/contracts/${at.contract}`, '增加里程碑'],
    [(at: Market) => `/pay/${at.contract}/milestone/${at.order}`, '用余额付款'],
    [() => '/wallet/accounts', '添加银行卡'],
  ],
  freelancer: [
    [(at: Market) => `/hours/${at.hourly}`, '手工补记'],
    [() => '/wallet/accounts', '添加银行卡'],
    [() => '/profile?tab=resume', '添加工作经历'],
    [() => '/profile?tab=portfolio', '添加作品'],
  ],
} as const;

/** Forms that are sent with nothing in them. */
const forms = {
  client: [
    [() => '/jobs/new', '发布'],
    [() => '/wallet/top-up', '去支付宝付款'],
    [() => '/wallet/withdraw', '提现'],
    [() => '/feedback', '提交'],
    [(at: Market) => `/contracts/${at.done}/review`, '提交评价'],
  ],
  freelancer: [
    [() => '/wallet/withdraw', '提现'],
    [(at: Market) => `/contracts/${at.done}/review`, '提交评价'],
  ],
} as const;

describe.each(['client', 'freelancer'] as const)('the %s', (who) => {
  it('finds dialogs that anybody can use', { timeout: 120_000 }, async () => {
    const { page, context, complaints } = await openWindow(browser, 'phone');
    await signIn(originOf(server), page, market[who].phone);
    const trouble: string[] = [];
    for (const [address, button] of dialogs[who]) {
      await page.goto(originOf(server) + address(market));
      await press(page, button);
      await page.getByRole('dialog').waitFor();
      trouble.push(...(await violationsOn(page)).map((line) => `${button}: ${line}`));
      const wide = await page.evaluate<number>(overflowOfDialog);
      if (wide > 0) trouble.push(`${button}: the dialog is ${wide} too wide`);
      // A dialog with a form tells, when it is sent empty, what is missing.
      const send = page.getByRole('dialog').locator('form button[type=submit]');
      if ((await send.count()) === 0) continue;
      await send.click();
      trouble.push(...(await violationsOn(page)).map((line) => `${button}, sent empty: ${line}`));
    }
    await context.close();
    expect([...trouble, ...complaints]).toEqual([]);
  });

  it('is told by forms what is missing, so that anybody can hear it', { timeout: 120_000 }, async () => {
    const { page, context, complaints } = await openWindow(browser, 'desktop', 'dark');
    await signIn(originOf(server), page, market[who].phone);
    const trouble: string[] = [];
    for (const [address, button] of forms[who]) {
      await page.goto(originOf(server) + address(market));
      await press(page, button);
      await page.locator('[aria-invalid=true], [role=alert]').first().waitFor();
      trouble.push(...(await violationsOn(page)).map((line) => `${button}: ${line}`));
    }
    await context.close();
    expect([...trouble, ...complaints]).toEqual([]);
  });
});

it('somebody new is led through steps that anybody can take', { timeout: 120_000 }, async () => {
  const person = await signUp(server, 1, '新人');
  const { page, context, complaints } = await openWindow(browser, 'phone');
  await signIn(originOf(server), page, person.phone);
  await page.goto(`${originOf(server)}/onboarding`);
  const trouble: string[] = [];
  const look = async (step: string) => trouble.push(...(await violationsOn(page)).map((line) => `${step}: ${line}`));
  await page.getByText('网站开发', { exact: true }).click();
  await look('categories');
  await press(page, '下一步');
  await page.getByLabel('职业头衔').waitFor();
  await press(page, '下一步');
  await page.locator('[aria-invalid=true]').first().waitFor();
  await look('profile, sent empty');
  await fillAbout(page);
  await look('profile, filled in');
  await press(page, '下一步');
  await page.getByRole('radio', { name: '专家' }).waitFor();
  await look('experience');
  await press(page, '下一步');
  await page.locator('[role=alert]').first().waitFor();
  await look('experience, sent empty');
  await press(page, '添加工作经历');
  await page.getByRole('dialog').waitFor();
  await look('a job of before');
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: '专家' }).check();
  await press(page, '下一步');
  await page.getByLabel('时薪').waitFor();
  await look('rate and place');
  await press(page, '完成');
  await page.locator('[aria-invalid=true]').first().waitFor();
  await look('rate and place, sent empty');
  await fillRate(page);
  await press(page, '完成');
  await page.getByText('资料已完善').waitFor();
  await look('done');
  await context.close();
  expect([...trouble, ...complaints]).toEqual([]);
});
