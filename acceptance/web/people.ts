/** People who use the app through its pages, as people do. */
import type { Page } from 'playwright-core';
import { newPhone } from '../cloudwork/client.ts';
import type { RunningServer } from '../kit/server.ts';

export const password = 'Secret_2016';

/** Where the app stands. */
export const originOf = (server: RunningServer): string => new URL(server.url).origin;

type Kind = '我要接工作' | '个人找人做事' | '公司找人做事';

/** Signs up by the form, with the code that came by SMS; answers the phone. */
export async function signUp(server: RunningServer, page: Page, kind: Kind, name: string): Promise<string> {
  const phone = newPhone();
  await page.goto(`${originOf(server)}/sign-up`);
  await page.getByRole('radio', { name: kind }).check();
  await page.getByLabel(kind === '公司找人做事' ? '联系人姓名' : '真实姓名').fill(name);
  if (kind === '公司找人做事') await page.getByLabel('企业名称').fill(`${name}有限公司`);
  await page.getByLabel('手机号').fill(phone);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.getByText('验证码已发到手机').waitFor();
  await page.getByLabel('短信验证码').fill(await server.codeFor(phone));
  await page.getByLabel('密码').fill(password);
  await page.getByLabel('我已阅读并同意平台规则').check();
  await page.getByRole('main').getByRole('button', { name: '注册' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-up');
  return phone;
}

/** What the second step after joining asks for. */
export async function fillAbout(page: Page): Promise<void> {
  await page.getByLabel('职业头衔').fill('小程序与后端开发');
  await page.getByLabel('个人简介').fill('八年开发经验，做过二十多个小程序。');
  await page.getByLabel('技能').fill('Node.js');
  await page.getByRole('button', { name: '添加“Node.js”' }).click();
  await page.getByLabel('邮箱').fill(`someone${Date.now()}@example.com`);
  await page.getByLabel('英语水平').selectOption({ label: '可以交流' });
  await page.getByLabel('每周时间').selectOption({ label: '每周 30 小时以上' });
}

/** What the fourth step asks for. */
export async function fillRate(page: Page): Promise<void> {
  await page.getByLabel('时薪').fill('200');
  await page.getByLabel('省份').selectOption({ label: '浙江省' });
  await page.getByLabel('城市').selectOption({ label: '杭州市' });
  await page.getByLabel('详细地址').fill('软件园 1 号');
}

/** The four steps after joining as a freelancer. */
export async function finishProfile(page: Page): Promise<void> {
  await page.getByText('网站开发', { exact: true }).click();
  await page.getByRole('button', { name: '下一步' }).click();
  await fillAbout(page);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('radio', { name: '专家' }).check();
  await page.getByRole('button', { name: '下一步' }).click();
  await fillRate(page);
  await page.getByRole('button', { name: '完成' }).click();
  await page.getByText('资料已完善').waitFor();
}

/** Signs in by the form. */
export async function signIn(origin: string, page: Page, name: string, secret = password): Promise<void> {
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel('手机号、用户名或邮箱').fill(name);
  await page.getByLabel('密码', { exact: true }).fill(secret);
  await page.getByRole('main').getByRole('button', { name: '登录' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}
