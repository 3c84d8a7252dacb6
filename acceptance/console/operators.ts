/** Operators at the console's pages, as people use them. */
import type { Page } from 'playwright-core';
import type { RunningServer } from '../kit/server.ts';

export const consoleOf = (server: RunningServer): string => `${new URL(server.url).origin}/operator`;

/** Signs in by the form. */
export async function signIn(
  server: RunningServer,
  page: Page,
  name = 'operator',
  password = 'operator123456',
): Promise<void> {
  await page.goto(`${consoleOf(server)}/`);
  await page.getByLabel('用户名').fill(name);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('heading', { level: 1, name: '待处理事项' }).waitFor();
}

/** Before anybody has signed in the console learns so by a 401, a wrong code is a 422, a taken name a 409; the browser notes them. */
export const isExpected = (complaint: string): boolean => /status of 4(01|09|22)/.test(complaint);
