/** What people do beside the straight deal: hours, a bonus, another role, a picture, another language, the keyboard, mistakes. */
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, signUp, topUp } from '../cloudwork/client.ts';
import { type Offered, offerHourly, payOrder, postJob } from '../cloudwork/deal.ts';
import { type RunningServer, startServer } from '../kit/server.ts';
import { openBrowser, openWindow, type Size, type Window } from './browser.ts';
import { originOf, password, signIn } from './people.ts';

let server: RunningServer;
let browser: Browser;
let origin: string;
let client: Person;
let freelancer: Person;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer('cloudwork'), openBrowser()]);
  origin = originOf(server);
  [client, freelancer] = [await signUp(server, 3, '李雷'), await signUp(server, 1, '韩梅梅')];
  await topUp(client, 10_000);
});

afterAll(async () => {
  await browser.close();
  const { output } = await server.command('ledger', 'verify');
  await server.stop();
  expect(output).toContain('The books are right.');
});

const dialog = (page: Page) => page.getByRole('dialog');
const told = (page: Page, text: string) => page.getByRole('status').getByText(text).waitFor();

async function windowOf(person: Person, size: Size = 'desktop'): Promise<Window> {
  const window = await openWindow(browser, size);
  await signIn(origin, window.page, person.phone);
  return window;
}

describe('an hourly contract', () => {
  let deal: Offered;

  beforeAll(async () => {
    const job = await postJob(client, '后台维护', { paymethod: 'hour', workload: 1, budget: '' });
    deal = await offerHourly(client, freelancer, job);
    await payOrder(client, deal, 'weekstone');
    await freelancer.put('/api/contract', { contract_id: deal.contractId, status: 'accept' });
    // Late in the Shanghai day, so that hours back are in the week that began today.
    const hour = new Date((await server.now()).getTime() + 8 * 3_600_000).getUTCHours();
    if (hour < 20) await server.advance(`PT${20 - hour}H`);
  });

  it('takes time by hand, slot by slot, on a phone', async () => {
    const { page, context, complaints } = await windowOf(freelancer, 'phone');
    await page.goto(`${origin}/hours/${deal.contractId}`);
    await page.getByRole('button', { name: '手工补记' }).click();
    await dialog(page).getByLabel('从', { exact: true }).fill('18:00');
    await dialog(page).getByLabel('到', { exact: true }).fill('18:30');
    await dialog(page).getByLabel('做了什么').fill('电话会议');
    await dialog(page).getByRole('button', { name: '补记' }).click();
    await told(page, '已补记 30 分钟');
    await page.getByText('30 分钟，上限 10 小时').first().waitFor();
    // The grid shows the hours of the work, not the night before them.
    await page.reload();
    const hour = page.getByRole('button', { name: /^18:10/ });
    await hour.waitFor();
    await expect.poll(async () => (await hour.boundingBox())?.x).toSatisfy((x) => x > 0 && x < 390);

    await page.getByRole('button', { name: /^18:10/ }).click();
    await dialog(page).getByLabel('备注').fill('和客户对齐需求');
    await dialog(page).getByRole('button', { name: '保存' }).click();
    await told(page, '已保存');
    await dialog(page).getByRole('button', { name: '删除这十分钟' }).click();
    await dialog(page).last().getByRole('button', { name: '删除这十分钟' }).click();
    await told(page, '已删除');
    await page.getByText('20 分钟，上限 10 小时').first().waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is reviewed while the deadline counts down, paid, and goes on with the next week', async () => {
    await server.advance('P7D');
    const { page, context, complaints } = await windowOf(client);
    await page.goto(`${origin}/contracts/${deal.contractId}`);
    await page.getByText('本周记录 20 分钟，应付 ¥33.33').waitFor();
    await page.getByRole('button', { name: '付款并开启下一周' }).click();
    await expect.poll(() => dialog(page).innerText()).toMatch(/¥33\.33[^]*¥3\.33[^]*¥30\.00[^]*¥966\.67/);
    await dialog(page).getByRole('button', { name: '支付 ¥33.33' }).click();
    await page.waitForURL('**/pay/**');
    await page.getByRole('button', { name: '用余额付款' }).click();
    await dialog(page).getByRole('button', { name: '支付 ¥1,000.00' }).click();
    await told(page, '已付款 ¥1,000.00');
    await page.getByRole('heading', { name: '第 2 周' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('can be thanked for with a bonus', async () => {
    const { page, context } = await windowOf(client);
    await page.goto(`${origin}/contracts/${deal.contractId}`);
    await page.getByRole('main').getByRole('button', { name: '更多操作' }).click();
    await page.getByRole('menuitem', { name: '发奖金' }).click();
    await dialog(page).getByLabel('金额').fill('200');
    await dialog(page).getByText('您将收到 ¥180.00').waitFor();
    await dialog(page).getByRole('button', { name: '去付款' }).click();
    await page.getByRole('button', { name: '用余额付款' }).click();
    await dialog(page).getByRole('button', { name: '支付 ¥200.00' }).click();
    await told(page, '已付款 ¥200.00');
    await context.close();
  });
});

describe('a person', () => {
  it('can act for both sides', async () => {
    const person = await signUp(server, 1, '双面人');
    const { page, context, complaints } = await windowOf(person);
    await page.goto(`${origin}/my/jobs`);
    await page.getByText('此页面供需求方使用').first().waitFor();
    await page.getByRole('link', { name: '切换身份' }).click();
    await page.getByLabel('团队或企业名称').fill('双面人工作室');
    await page.getByRole('button', { name: '开通' }).click();
    await page.getByRole('button', { name: '切换为需求方' }).click();
    await told(page, '现在是需求方身份');
    await page.getByRole('link', { name: '我的项目' }).click();
    await page.getByText('没有正在招募的项目').waitFor();
    await page.goto(`${origin}/settings/sides`);
    await page.getByRole('button', { name: '切换为开发者' }).click();
    await told(page, '现在是开发者身份');
    await page.getByRole('link', { name: '我的投标' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('cuts a picture of themselves, also with the keyboard', async () => {
    const { page, context, complaints } = await windowOf(freelancer);
    await page.goto(`${origin}/profile`);
    const buffer = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#3450c8' } })
      .png()
      .toBuffer();
    await page.getByLabel('更换图片').first().setInputFiles({ name: '我.png', mimeType: 'image/png', buffer });
    await dialog(page)
      .getByRole('button', { name: /移动裁剪框/ })
      .press('ArrowRight');
    await dialog(page).getByRole('slider', { name: '大小' }).press('ArrowLeft');
    await dialog(page).getByRole('button', { name: '使用这张图片' }).click();
    await told(page, '已保存');
    await expect
      .poll(() => page.locator('main img').first().getAttribute('src'))
      .toMatch(/^\/(cloudwork\/)?attachment\/[0-9a-f]{32}$/);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('reads it in English, and the choice stays', async () => {
    const { page, context, complaints } = await openWindow(browser, 'desktop');
    await page.goto(`${origin}/jobs`);
    await page.getByLabel('语言').selectOption('en');
    await page.getByRole('heading', { name: 'Find work' }).waitFor();
    await page.getByLabel('Appearance').selectOption('dark');
    await page.reload();
    await page.getByRole('heading', { name: 'Find work' }).waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel('Phone, username or e-mail').fill(client.phone);
    await page.getByLabel('Password', { exact: true }).fill('wrong password');
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('The password is wrong.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Hello' }).waitFor();
    await page.goto(`${origin}/notices`);
    await page.getByText('Your top-up of ¥10000.00 is in your balance.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it.each([
    ['zh', '刚刚'],
    ['en', 'just now'],
  ])('is told in %s of what has just happened, also when their clock is late', async (lang, word) => {
    const { page, context } = await openWindow(browser, 'phone');
    await context.addCookies([{ name: 'lang', value: lang, url: origin }]);
    const job = await postJob(client, `刚刚发布的项目 ${lang}`);
    await context.clock.setSystemTime((await server.now()).getTime() - 150 * 60_000);
    await page.goto(`${origin}/jobs/${job}`);
    await page.locator('main h1').waitFor();
    const [posted] = await page.locator('main time').allInnerTexts();
    expect(posted).toBe(word);
    await context.close();
  });

  it('is told beside the field what is wrong, and signs in by the keyboard alone', async () => {
    const { page, context } = await openWindow(browser, 'desktop');
    await page.goto(`${origin}/sign-in?next=/wallet`);
    await page.getByLabel('手机号、用户名或邮箱').focus();
    await page.keyboard.type(client.phone);
    await page.keyboard.press('Tab');
    await page.keyboard.type('wrong password');
    await page.keyboard.press('Enter');
    const field = page.getByLabel('密码', { exact: true });
    await page.getByRole('alert').getByText('密码不正确').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await field.fill(password);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/wallet');
    await context.close();
  });

  it('finds a dialog that closes by Escape and gives the focus back, and a draft that is kept', async () => {
    const { page, context } = await windowOf(client);
    await page.goto(`${origin}/wallet/accounts`);
    const button = page.getByRole('button', { name: '添加银行卡' });
    await button.focus();
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('添加银行卡');

    await page.goto(`${origin}/jobs/new`);
    await page.getByLabel('标题').fill('写到一半');
    await page.reload();
    expect(await page.getByLabel('标题').inputValue()).toBe('写到一半');
    await context.close();
  });

  it('is led by an old address of a notice to the page of today, and by a wrong one to none', async () => {
    const { page, context } = await windowOf(freelancer);
    await page.goto(`${origin}/freelancers/settings/margin`);
    await page.waitForURL('**/wallet');
    await page.goto(`${origin}/freelancers/nothing/here`);
    await page.getByRole('heading', { name: '没有找到这个页面' }).first().waitFor();
    await context.close();
  });

  it('is led on from a page of something that is not there', async () => {
    const { page, context } = await windowOf(client, 'phone');
    for (const [address, way] of [
      ['/contracts/0000000000000000', '合同'],
      ['/proposals/99999999', '我的项目'],
      ['/jobs/0000000000000000', '找工作'],
      ['/people/0000000000000000', '找人才'],
    ] as const) {
      await page.goto(origin + address);
      await page.getByRole('alert').getByText('没有找到').waitFor();
      await page.locator('main h1').waitFor();
      await page.getByRole('main').getByRole('link', { name: way }).waitFor();
    }
    await context.close();
  });

  it('reaches every bid on a job that many want', async () => {
    const job = await postJob(client, '很多人想做的项目');
    await freelancer.post('/api/proposal', { job_id: job, amount: 100, duration: 5, message: '可以马上开始。' });
    const { page, context } = await windowOf(client);
    const asked: (string | null)[] = [];
    // Many people, without signing up as many: the server's answer with another count.
    await page.route('**/api/proposal?*operate=active*', async (route) => {
      asked.push(new URL(route.request().url()).searchParams.get('pagenum'));
      const answer = await route.fetch();
      await route.fulfill({ json: { ...(await answer.json()), count: 120 } });
    });
    await page.goto(`${origin}/my/jobs/${job}`);
    await page.getByText('第 1 页，共 3 页').waitFor();
    await page.getByRole('button', { name: '下一页' }).click();
    await page.getByText('第 2 页，共 3 页').waitFor();
    await expect.poll(() => asked.at(-1)).toBe('2');
    await page.unrouteAll({ behavior: 'wait' });
    await context.close();
  });

  it('finds in every empty list the step that fills it', async () => {
    const { page, context } = await windowOf(freelancer);
    for (const [address, way] of [
      ['/jobs?q=zzzzzz', '全部项目'],
      ['/freelancers?q=zzzzzz', '全部人才'],
      ['/proposals?tab=invite', '我的主页'],
      ['/proposals?tab=freeze', '找工作'],
    ] as const) {
      await page.goto(origin + address);
      await page.locator('main .border-dashed').getByRole('link', { name: way }).waitFor();
    }
    await context.close();
  });

  it('comes back from the rail to a page that waits for its word', async () => {
    const { page, context } = await windowOf(client, 'phone');
    await page.goto(`${origin}/wallet/top-up`);
    await page.getByLabel('金额').fill('0');
    await page.getByRole('button', { name: '去支付宝付款' }).click();
    await page.getByText('请填写大于 0').waitFor();
    await page.getByLabel('金额').fill('88.5');
    await page.getByRole('button', { name: '去支付宝付款' }).click();
    await page.getByRole('button', { name: '付款' }).click();
    await page.getByText('¥88.50 已到账').waitFor();
    await context.close();
  });
});

describe('a search', () => {
  it('shows the newest first, or what suits best, and keeps that in its address', async () => {
    await postJob(client, '仓库盘点软件', { budget: 8000 });
    await postJob(client, '后台系统', { description: '用于仓库盘点' });
    const { page, context, complaints } = await openWindow(browser, 'desktop');
    await page.goto(`${origin}/jobs?q=${encodeURIComponent('仓库盘点')}`);
    const titles = () => page.locator('article h3').allInnerTexts();
    await expect.poll(titles).toEqual(['后台系统', '仓库盘点软件']);
    await page.getByLabel('排列顺序').selectOption({ label: '最匹配' });
    await expect.poll(titles).toEqual(['仓库盘点软件', '后台系统']);
    expect(new URL(page.url()).searchParams.get('sort')).toBe('best');
    await page.reload();
    await expect.poll(titles).toEqual(['仓库盘点软件', '后台系统']);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
