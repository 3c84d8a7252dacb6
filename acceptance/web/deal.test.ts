/** The whole deal by two people in two windows: from signing up to the withdrawal, by nothing but the pages. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../kit/server.ts';
import { openBrowser, openWindow, type Size, type Window } from './browser.ts';
import { finishProfile, originOf, signUp } from './people.ts';

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer('cloudwork'), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  const { output } = await server.command('ledger', 'verify');
  await server.stop();
  expect(output).toContain('The books are right.');
});

const dialog = (page: Page) => page.getByRole('dialog');
const told = (page: Page, text: string | RegExp) => page.getByRole('status').getByText(text).waitFor();

describe.each(['desktop', 'phone'] as const)('a fixed-price deal on a %s', (size: Size) => {
  let client: Window;
  let freelancer: Window;
  let contract: string;

  beforeAll(async () => {
    [client, freelancer] = [await openWindow(browser, size), await openWindow(browser, size)];
  });

  afterAll(async () => {
    await Promise.all([client.context.close(), freelancer.context.close()]);
  });

  it('begins with both signing up, and the freelancer completing their profile', async () => {
    await signUp(server, client.page, '个人找人做事', '李雷');
    await signUp(server, freelancer.page, '我要接工作', '韩梅梅');
    await freelancer.page.waitForURL('**/onboarding');
    await finishProfile(freelancer.page);
  });

  it('goes on with a job, a bid, and words that arrive without a reload', async () => {
    const { page } = client;
    await page.goto(`${originOf(server)}/jobs/new`);
    await page.getByLabel('标题').fill(`商城小程序开发 ${size}`);
    await page.getByLabel('项目描述').fill('需要一个商城小程序。\n\n包含商品、购物车和微信支付。');
    await page.getByLabel('类别').selectOption({ label: '网站开发' });
    await page.getByLabel('预算').fill('3000');
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await told(page, '项目已发布');
    await page.getByRole('tab', { name: '投标' }).click();

    const worker = freelancer.page;
    await worker.goto(`${originOf(server)}/jobs?q=${encodeURIComponent('商城小程序')}`);
    await worker.getByRole('link', { name: `商城小程序开发 ${size}` }).click();
    await worker.getByRole('button', { name: '投标' }).click();
    await dialog(worker).getByLabel('报价').fill('2800');
    await dialog(worker).getByText('您将收到 ¥2,520.00').waitFor();
    await dialog(worker).getByLabel('预计完成时间').selectOption({ label: '1 到 3 个月' });
    await dialog(worker).getByLabel('给需求方的话').fill('做过三个类似的项目。');
    await dialog(worker).getByRole('button', { name: '提交投标' }).click();
    await worker.waitForURL('**/proposals/*');

    // The bid appears on the client's board by itself.
    await page.getByRole('link', { name: '韩梅梅' }).click();
    await page.getByRole('button', { name: '开始沟通' }).click();
    await dialog(page).getByRole('button', { name: '开始沟通' }).click();
    await told(page, '已接受');
    await page.getByLabel('写消息').fill('明天可以开始吗？');
    await page.getByRole('button', { name: '发送', exact: true }).click();
    await worker.getByRole('log').getByText('明天可以开始吗？').waitFor();
    await worker.getByLabel('写消息').fill('可以，上午九点。');
    // On glass Enter begins a new line; the button sends.
    if (size === 'desktop') await worker.getByLabel('写消息').press('Enter');
    else await worker.getByRole('button', { name: '发送', exact: true }).click();
    await page.getByRole('log').getByText('可以，上午九点。').waitFor();
  });

  it('goes on with an offer that is paid through the rail', async () => {
    const { page } = client;
    await page.getByRole('link', { name: '发送合同' }).click();
    await page.getByLabel('工作说明').fill('请按约定交付商城小程序。');
    await page.getByRole('radio', { name: '分多个里程碑' }).check();
    await page.getByLabel('里程碑 1 的名称').fill('原型');
    await page.getByLabel('里程碑 1 的金额').fill('1000');
    await page.getByRole('button', { name: '再加一个' }).click();
    await page.getByLabel('里程碑 2 的名称').fill('上线');
    await page.getByLabel('里程碑 2 的金额').fill('1800');
    await page.getByText('合计 ¥2,800.00').waitFor();
    await page.getByRole('button', { name: '下一步：付款' }).click();
    await page.getByRole('button', { name: '充值 ¥2,800.00 并付款' }).click();

    // The rail's own page; then back, and waiting for its notification.
    await page.getByRole('button', { name: '付款' }).click();
    await page.getByText('¥2,800.00 已到账').waitFor();
    await page.getByRole('link', { name: '查看合同' }).click();
    await page.getByText('等待接受').first().waitFor();
    contract = /contracts\/([\w-]+)/.exec(page.url())?.[1] ?? '';
    expect(contract).not.toBe('');
  });

  it('goes on with work handed in, sent back, and paid', async () => {
    const [{ page }, { page: worker }] = [client, freelancer];
    await worker.goto(`${originOf(server)}/contracts/${contract}`);
    await worker.getByRole('button', { name: '接受合同' }).click();
    await dialog(worker).getByRole('button', { name: '接受合同' }).click();
    await told(worker, '合同已生效');
    await page.getByText('轮到韩梅梅：提交工作').waitFor();

    await worker.getByRole('button', { name: '提交验收' }).click();
    await dialog(worker).getByLabel('完成了什么').fill('原型完成');
    await dialog(worker)
      .getByLabel('附件')
      .setInputFiles({ name: '原型.txt', mimeType: 'text/plain', buffer: Buffer.from('原型说明') });
    await dialog(worker).getByText('原型.txt').waitFor();
    await dialog(worker).getByRole('button', { name: '提交验收' }).click();
    await told(worker, '已提交');

    await page.getByRole('link', { name: '原型.txt' }).waitFor();
    await page.getByRole('button', { name: '退回修改' }).click();
    await dialog(page).getByLabel('还缺什么').fill('缺少结算页');
    await dialog(page).getByRole('button', { name: '退回修改' }).click();
    await told(page, '已退回');

    await worker.getByText('需要修改：缺少结算页').first().waitFor();
    await worker.getByRole('button', { name: '提交验收' }).click();
    await dialog(worker).getByLabel('完成了什么').fill('已补上结算页');
    await dialog(worker).getByRole('button', { name: '提交验收' }).click();
    await told(worker, '已提交');

    // The next move stands in the card that says whose turn it is, and nowhere else.
    await page.getByRole('complementary').getByRole('button', { name: '验收通过并付款' }).click();
    await expect.poll(() => dialog(page).innerText()).toMatch(/¥1,000\.00[^]*¥100\.00[^]*¥900\.00/);
    await dialog(page).getByRole('button', { name: '支付 ¥1,000.00' }).click();
    await told(page, '已向韩梅梅支付 ¥1,000.00');

    await page.getByRole('button', { name: '提前付款' }).click();
    await dialog(page).getByLabel('付款后结束合同').check();
    await dialog(page).getByRole('button', { name: '支付 ¥1,800.00' }).click();
    await told(page, '已向韩梅梅支付 ¥1,800.00');
    await worker.getByText('已完成', { exact: true }).first().waitFor();
  });

  it('ends with reviews, a timeline, and the withdrawal', async () => {
    const [{ page }, { page: worker }] = [client, freelancer];
    await page.getByRole('tab', { name: '经过' }).click();
    await page.getByText('退回修改').first().waitFor();
    await page.getByRole('link', { name: '评价这次合作' }).click();
    for (const mark of ['沟通', '守时', '配合', '质量', '专业能力']) {
      await page.getByRole('radiogroup', { name: mark }).getByRole('radio', { name: '5 星' }).check();
    }
    await page.getByRole('radio', { name: '9', exact: true }).check();
    await page.getByLabel('合同结束的原因').selectOption({ index: 1 });
    await page.getByLabel('说说这次合作').fill('合作愉快');
    await page.getByRole('button', { name: '提交评价' }).click();
    await told(page, '评价已提交');

    await worker.goto(`${originOf(server)}/wallet/accounts`);
    await worker.getByRole('button', { name: '添加支付宝' }).click();
    await dialog(worker).getByLabel('支付宝账号').fill('hanmeimei@example.com');
    await dialog(worker).getByRole('button', { name: '添加' }).click();
    await told(worker, '收款账户已添加');
    await server.advance('PT2M');
    await worker.goto(`${originOf(server)}/wallet/withdraw`);
    await worker.getByLabel('金额').fill('700');
    await worker.getByRole('button', { name: '获取验证码' }).click();
    await worker.getByText('验证码已发到手机').waitFor();
    const { phone } = await phoneOf(worker);
    await worker.getByLabel('短信验证码').fill(await server.codeFor(phone));
    await worker.getByRole('button', { name: '提现', exact: true }).click();
    await dialog(worker).getByRole('button', { name: '提现 ¥700.00' }).click();
    await told(worker, '已提交提现 ¥700.00');
    await worker.getByText('¥1,820.00').first().waitFor();
    await server.advance('PT2H');
    await worker.reload();
    await worker.getByText('提现处理中').waitFor();
    expect([...client.complaints, ...freelancer.complaints]).toEqual([]);
  });
});

/** The phone a person signed up with, which their own profile tells them. */
async function phoneOf(page: Page): Promise<{ phone: string }> {
  const answer = await page.request.get(`${originOf(server)}/api/user/profile`);
  const { profile } = (await answer.json()) as { profile: { phone: string } };
  return { phone: profile.phone };
}
