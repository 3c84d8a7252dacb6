/** Operators decide at the pages, by keyboard and by pointer: reviews, payouts with a second person, a dispute split. */
import { generateSync } from 'otplib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from '../cloudwork/client.ts';
import { type RunningServer, startServer } from '../kit/server.ts';
import { type Console, openConsole, openConsoleAs } from '../operator/client.ts';
import { openBrowser, openWindow, type Window } from '../web/browser.ts';
import { asPath } from './addresses.ts';
import { type House, openHouse, terms } from './house.ts';
import { consoleOf, isExpected, signIn } from './operators.ts';

let server: RunningServer;
let browser: Browser;
let house: House;
let admin: Console;
let boss: Window;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer('cloudwork', terms), openBrowser()]);
  house = await openHouse(server);
  admin = await openConsole(server);
  boss = await openWindow(browser, 'desktop');
  await signIn(server, boss.page);
}, 90_000);

afterAll(async () => {
  await browser.close();
  const { output } = await server.command('ledger', 'verify');
  await server.stop();
  expect(output).toContain('The books are right.');
});

const told = (page: Page, text: string) => page.locator('.ant-message').getByText(text).first().waitFor();
const dialog = (page: Page) => page.getByRole('dialog');
const isWaiting = async (market: string, kind: string, id: string | number) => {
  const { items } = (await admin.get(`/decisions?market=${market}&kind=${kind}`)).data;
  return (items as { id: string }[]).some((one) => one.id === String(id));
};

/** A window of somebody who has the role. */
async function enterAs(role: string): Promise<Window> {
  await openConsoleAs(server, admin, role);
  const window = await openWindow(browser, 'desktop');
  await signIn(server, window.page, { name: role, password: `${role} long enough` });
  return window;
}

describe('the reviews', () => {
  it('an IBLOCK project is found in the queue and let by keyboard, with a reason', async () => {
    const { page } = boss;
    await page.goto(`${consoleOf(server)}/?market=iblock`);
    await page.getByText('1 项待处理').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '世纪公园一期' }).waitFor();
    await page.getByText('滨水公园的景观改造').waitFor();
    const width = 'document.querySelector(".pictures img")?.naturalWidth ?? 0';
    await expect.poll(() => page.evaluate<number>(width)).toBeGreaterThan(0);
    await page.keyboard.press('a');
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
    await page.getByRole('button', { name: '通过审核' }).click();
    await page.getByText('请填写理由').waitFor();
    expect(await isWaiting('iblock', 'project', house.project)).toBe(true);
    await page.keyboard.type('资料齐全，内容合规');
    await page.getByRole('button', { name: '通过审核' }).click();
    await told(page, '已处理');
    expect(await isWaiting('iblock', 'project', house.project)).toBe(false);
    const { items } = (await admin.get(`/audit?market=iblock&subject=project:${house.project}`)).data;
    expect(items).toMatchObject([{ reason: '资料齐全，内容合规', facts: { isAccepted: true } }]);
  });

  it('a gig request is taken, found among one’s own, given to a colleague by name and given back', async () => {
    const { page } = boss;
    await openConsoleAs(server, admin, 'reviewer', 'wangfang');
    await page.goto(`${consoleOf(server)}${asPath('/decisions/gig/gig/:gig', house)}`);
    await page.getByText('接手：无人').waitFor();
    await page.getByRole('button', { name: '由我接手' }).click();
    await page.getByText('接手：我').waitFor();
    await page.goto(`${consoleOf(server)}/?holder=mine`);
    await page.getByText('1 项待处理').waitFor();
    await page.getByRole('link', { name: '展会现场搭建' }).click();
    await page.getByRole('button', { name: '转交' }).click();
    await dialog(page).getByLabel('转交给').click();
    await page.getByTitle('wangfang').click();
    await dialog(page).getByLabel('理由').fill('请假');
    await dialog(page).getByRole('button', { name: '转交' }).click();
    await page.getByText('接手：wangfang').waitFor();
    await page.getByText('转交给 wangfang').waitFor();
    await page.getByRole('button', { name: '退回', exact: true }).click();
    await dialog(page).getByLabel('理由').fill('重新分配');
    await dialog(page).getByRole('button', { name: '退回' }).click();
    await page.getByText('接手：无人').waitFor();
  });

  it('a gig request is refused by pointer, and says afterwards who did so and why', async () => {
    const { page } = boss;
    await page.goto(`${consoleOf(server)}${asPath('/decisions/gig/gig/:gig', house)}`);
    await page.getByText('展位图.png').waitFor();
    await page.getByRole('radio', { name: '拒绝需求' }).check();
    await page.getByLabel('拒绝需求的理由').fill('联系方式不全');
    await page.getByRole('button', { name: '拒绝需求' }).click();
    await told(page, '已处理');
    expect(await isWaiting('gig', 'gig', house.gig)).toBe(false);
    await page.goto(`${consoleOf(server)}${asPath('/decisions/gig/gig/:gig', house)}`);
    await page.getByText('此事项已处理').waitFor();
    await page.getByText('联系方式不全').first().waitFor();
    expect(await page.getByRole('button', { name: '拒绝需求' }).count()).toBe(0);
  });

  it('a company is looked at with both papers, and passed', async () => {
    const { page } = boss;
    await page.goto(`${consoleOf(server)}${asPath('/decisions/cloudwork/company/:company', house)}`);
    await page.getByText('营业执照.png').waitFor();
    expect(await page.locator('.pictures img').count()).toBe(2);
    await page.getByRole('radio', { name: '通过认证' }).check();
    await page.getByLabel('通过认证的理由').fill('证照一致');
    await page.getByRole('button', { name: '通过认证' }).click();
    await told(page, '已处理');
    expect(await isWaiting('cloudwork', 'company', house.company)).toBe(false);
  });
});

describe('money', () => {
  it('above the limit leaves only when a second person has confirmed amount and payee', async () => {
    const approve = async ({ page }: Window, said: string) => {
      await page.goto(`${consoleOf(server)}${asPath('/decisions/cloudwork/payout/:payout', house)}`);
      await page.getByRole('radio', { name: '批准付款' }).check();
      await page.getByLabel('批准付款的理由').fill('已电话核实');
      await page.getByRole('button', { name: '批准付款' }).click();
      await expect.poll(() => dialog(page).innerText()).toMatch(/¥250\.00[^]*李雷[^]*支付宝/);
      await dialog(page).getByRole('button', { name: '确认批准付款' }).click();
      await told(page, said);
    };
    await approve(boss, '还需另一位操作员批准');
    expect(await isWaiting('cloudwork', 'payout', house.payout)).toBe(true);
    const finance = await enterAs('finance');
    await approve(finance, '已处理');
    expect(await isWaiting('cloudwork', 'payout', house.payout)).toBe(false);
    expect(finance.complaints.filter((line) => !isExpected(line))).toEqual([]);
    await finance.context.close();
  });

  it('that is disputed is split between both, who are named with their parts before it is confirmed', async () => {
    const { page } = boss;
    await page.goto(`${consoleOf(server)}${asPath('/decisions/cloudwork/dispute/:dispute', house)}`);
    await page.getByText('原型完成，请在测试环境验收。').waitFor();
    await page.getByText('和约定的差太多了。').waitFor();
    await page.getByRole('radio', { name: '分配金额' }).check();
    await page.getByLabel('服务方应得').fill('600');
    await page.getByLabel('分配金额的理由').fill('完成约六成');
    await page.getByRole('button', { name: '分配金额' }).click();
    await expect.poll(() => dialog(page).innerText()).toMatch(/韩梅梅[^]*¥600\.00[^]*李雷[^]*¥400\.00/);
    await dialog(page).getByRole('button', { name: '确认分配金额' }).click();
    await told(page, '已处理');
    expect(await isWaiting('cloudwork', 'dispute', house.dispute)).toBe(false);
    const { items } = (await admin.get(`/audit?market=cloudwork&subject=dispute:${house.dispute}`)).data;
    expect(items[0]).toMatchObject({ reason: '完成约六成', facts: { toFreelancer: '600.00' } });
  });

  it('is proven at the press of a button', async () => {
    const { page } = boss;
    await page.goto(`${consoleOf(server)}/m/cloudwork/ledger`);
    await page.getByRole('button', { name: '验证账本' }).click();
    await page.getByText('账本相符').waitFor();
  });
});

describe('the rest', () => {
  it('a person is restricted with a reason, shown with it, and restored', async () => {
    const { page } = boss;
    await page.goto(`${consoleOf(server)}${asPath('/m/cloudwork/users/:person', house)}`);
    for (const [action, state] of [
      ['限制用户', '已限制'],
      ['恢复用户', '正常'],
    ] as const) {
      await page.getByRole('main').getByRole('button', { name: action }).click();
      await dialog(page).getByLabel('理由').fill(`${action}的缘由`);
      await dialog(page).getByRole('button', { name: action }).click();
      await page.getByRole('main').getByText(state, { exact: true }).waitFor();
      await page.getByText(`${action}的缘由`).waitFor();
    }
  });

  it('a failed task says what it was about, in words and without secrets, and is given up with a reason', async () => {
    const { page } = boss;
    await page.goto(`${consoleOf(server)}/m/cloudwork/tasks`);
    await page.getByText('请回电138******01').waitFor();
    const text = await page.getByRole('main').innerText();
    for (const shown of ['通知用户', '交易号', '202611200000123456', '（不显示）']) expect(text).toContain(shown);
    for (const hidden of ['13800010001', '11010519491231002X', '6222021234567890123'])
      expect(text).not.toContain(hidden);
    await page.getByRole('button', { name: '放弃' }).click();
    await dialog(page).getByLabel('理由').fill('已电话通知');
    await dialog(page).getByRole('button', { name: '放弃' }).click();
    await page.getByText('没有失败的任务').waitFor();
  });

  it('a skill is renamed, hidden and offered again, and another is added, each with a reason', async () => {
    const { page } = boss;
    const offered = async (name: string) =>
      (await call(server.url, 'GET', '/api/skills', { name }))['skills'].map((one: { name: string }) => one.name);
    const submit = async (action: string) => {
      await dialog(page).getByLabel('理由').fill('用户建议');
      await dialog(page).getByRole('button', { name: action }).click();
    };
    await page.goto(`${consoleOf(server)}/catalogue?part=skills&q=HTML5`);
    await page.getByRole('button', { name: '改名 HTML5' }).click();
    await dialog(page).getByLabel('名称').fill('HTML');
    await submit('改名');
    await page.getByText('曾用名：HTML5').waitFor();
    expect(await offered('html')).toEqual(['HTML']);
    await page.getByRole('button', { name: '隐藏 HTML' }).click();
    await submit('隐藏');
    await page.getByText(/已隐藏 · 曾用名/).waitFor();
    expect(await offered('html')).toEqual([]);
    await page.getByRole('button', { name: '恢复 HTML' }).click();
    await submit('恢复');
    await page.getByText(/已隐藏 ·/).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '添加' }).click();
    await dialog(page).getByLabel('名称').fill('javascript');
    await dialog(page).getByLabel('最常用于').click();
    await page.locator('.ant-select-item-option').first().click();
    await submit('添加');
    await dialog(page).getByText('已有同名的项').waitFor();
    await dialog(page).getByLabel('名称').fill('HTML 邮件');
    await submit('添加');
    await page.getByText('操作员添加').waitFor({ state: 'detached' });
    await page.goto(`${consoleOf(server)}/catalogue?part=skills&q=HTML`);
    await page.getByText('操作员添加').waitFor();
    expect(await offered('html')).toEqual(['HTML', 'HTML 邮件']);
  });

  it('a setting is changed as people write it', async () => {
    const { page } = boss;
    await page.goto(`${consoleOf(server)}/m/cloudwork/settings`);
    await page.getByRole('button', { name: '更改 平台服务费' }).click();
    await dialog(page).getByLabel('平台服务费').fill('12.5');
    await dialog(page).getByLabel('理由').fill('年度调整');
    await dialog(page).getByRole('button', { name: '更改' }).click();
    await page.getByText('12.5%').waitFor();
    const { items } = (await admin.get('/settings?market=cloudwork')).data;
    expect(items).toContainEqual({ name: 'feeBasisPoints', value: '1250', standard: '1000' });
    await page.getByRole('button', { name: '恢复默认' }).click();
    await dialog(page).getByLabel('理由').fill('撤销调整');
    await dialog(page).getByRole('button', { name: '恢复默认' }).click();
    await page.getByText('12.5%').waitFor({ state: 'detached' });
  });

  it('an operator who is added is shown a password once, must change it, and sees only what the role may do', async () => {
    const { page } = boss;
    await page.goto(`${consoleOf(server)}/operators`);
    await page.getByRole('button', { name: '添加操作员' }).click();
    await dialog(page).getByLabel('用户名').fill('newcomer');
    await dialog(page).getByLabel('姓名').fill('小陈');
    await dialog(page).getByLabel('角色').click();
    await page.getByTitle('审计员').click();
    await dialog(page).getByLabel('理由').fill('入职');
    await dialog(page).getByRole('button', { name: '添加操作员' }).click();
    const password = await page.locator('.secret').innerText();
    const window = await openWindow(browser, 'desktop');
    await window.page.goto(`${consoleOf(server)}/`);
    await window.page.getByLabel('用户名').fill('newcomer');
    await window.page.getByLabel('密码').fill(password);
    await window.page.getByRole('button', { name: '登录' }).click();
    await window.page.getByLabel('当前密码').fill(password);
    await window.page.getByLabel('新密码').fill('newcomer long enough');
    await window.page.getByRole('button', { name: '修改密码' }).click();
    await window.page.getByRole('heading', { level: 1, name: '待处理事项' }).waitFor();
    const navigation = window.page.getByRole('navigation', { name: '主导航' });
    expect(await navigation.getByRole('link', { name: '操作员' }).count()).toBe(0);
    expect(await navigation.getByRole('link', { name: '已发消息' }).count()).toBe(0);
    await window.page.goto(`${consoleOf(server)}/m/cloudwork/settings`);
    await window.page.getByText('平台服务费').waitFor();
    expect(await window.page.getByRole('button', { name: /更改/ }).count()).toBe(0);
    await window.page.goto(`${consoleOf(server)}${asPath('/decisions/consulting/consultation/:consultation', house)}`);
    await window.page.getByText('您的角色不能处理此事项').waitFor();
    await window.context.close();
  });

  it('an authenticator is bound at the account page, and its code asked for from then on', async () => {
    const { page } = boss;
    await page.goto(`${consoleOf(server)}/account`);
    await page.getByRole('button', { name: '生成二维码' }).click();
    await page.getByRole('img', { name: '动态码二维码' }).waitFor();
    const secret = await page.locator('.secret').innerText();
    const codeAt = async (seconds: number) =>
      generateSync({ secret, epoch: Math.floor((await server.now()).getTime() / 1000) + seconds });
    await page.getByLabel('动态码', { exact: true }).fill('000000');
    await page.getByRole('button', { name: '绑定' }).click();
    await page.getByText('动态码不正确').waitFor();
    await page.getByLabel('动态码', { exact: true }).fill(await codeAt(0));
    await page.getByRole('button', { name: '绑定' }).click();
    await page.getByText('已绑定动态码').waitFor();
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByLabel('用户名').fill('operator');
    await page.getByLabel('密码').fill('operator123456');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByLabel('动态码').fill(await codeAt(30));
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('heading', { level: 1, name: '我的账号' }).waitFor();
  });

  it('left nothing for the browser to complain about', () => {
    expect(boss.complaints.filter((line) => !isExpected(line))).toEqual([]);
  });
});
