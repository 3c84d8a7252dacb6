/** What a restricted person meets where they would sign in: the reason, and an appeal; the operator sees it and decides. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Person, signUp } from '../cloudwork/client.ts';
import { signIn as enterConsole } from '../console/operators.ts';
import { overflowOf, violationsOn } from '../kit/page-checks.ts';
import { type RunningServer, startServer } from '../kit/server.ts';
import { openConsole, openConsoleAs } from '../operator/client.ts';
import { openBrowser, openWindow } from './browser.ts';
import { originOf } from './people.ts';

let server: RunningServer;
let browser: Browser;
let person: Person;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer('cloudwork'), openBrowser()]);
  person = await signUp(server, 1, '韩梅梅');
  const admin = await openConsole(server);
  await openConsoleAs(server, admin, 'reviewer');
  const [{ uid }] = (await admin.get(`/users?market=cloudwork&q=${person.phone}`)).data['items'];
  await admin.post(`/users/${uid}/restrict`, { market: 'cloudwork', reason: '投诉属实，三次爽约' });
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

it('the reason is read, the appeal is sent and granted, and the person comes in again', {
  timeout: 90_000,
}, async () => {
  const { page, context, complaints } = await openWindow(browser, 'phone', 'dark');
  const trouble: string[] = [];
  const look = async () => {
    trouble.push(...(await violationsOn(page)));
    if ((await overflowOf(page)) > 0) trouble.push('too wide');
  };
  const enter = async () => {
    await page.goto(`${originOf(server)}/sign-in`);
    await page.getByLabel('手机号、用户名或邮箱').fill(person.phone);
    await page.getByLabel('密码').fill(person.password);
    await page.getByRole('button', { name: '登录' }).click();
  };
  await enter();
  await page.getByRole('heading', { level: 1, name: '账号已被限制使用' }).waitFor();
  await page.getByText('投诉属实，三次爽约').waitFor();
  await look();
  await page.getByRole('button', { name: '提交申诉' }).click();
  await page.getByText('这里需要填写').waitFor();
  await page.getByLabel('为什么应当恢复您的账号').fill('只有一次，已向客户说明。');
  await page.getByRole('button', { name: '提交申诉' }).click();
  await page.getByRole('heading', { name: '申诉已提交' }).waitFor();
  await look();
  await page.getByRole('button', { name: '返回登录' }).click();
  await page.getByRole('heading', { level: 1, name: '登录灵工' }).waitFor();

  const office = await openWindow(browser, 'desktop');
  await enterConsole(server, office.page, { name: 'reviewer', password: 'reviewer long enough' });
  await office.page.getByRole('link', { name: '韩梅梅' }).click();
  await office.page.getByText('只有一次，已向客户说明。').first().waitFor();
  await office.page.getByText('投诉属实，三次爽约').first().waitFor();
  trouble.push(...(await violationsOn(office.page)));
  await office.page.getByRole('radio', { name: '恢复用户' }).check();
  await office.page.getByLabel('恢复用户的理由').fill('说明属实');
  await office.page.getByRole('button', { name: '恢复用户' }).click();
  await office.page.locator('.ant-message').getByText('已处理').first().waitFor();
  await office.context.close();

  await enter();
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
  expect(trouble).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});
