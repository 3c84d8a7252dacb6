/** What is given out as a file: all of it, to the fen, however many pages it is on the screen. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, signUp, topUp } from '../cloudwork/client.ts';
import { offerFixed, payOrder, postJob } from '../cloudwork/deal.ts';
import { type RunningServer, startServer } from '../kit/server.ts';
import { openBrowser, openWindow, type Window } from './browser.ts';
import { originOf, signIn } from './people.ts';

const bonuses = 123;
/** As a spreadsheet would run it. */
const title = '=HYPERLINK("http://x.example","奖金"),合同';

let server: RunningServer;
let browser: Browser;
let client: Person;
let freelancer: Person;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer('cloudwork'), openBrowser()]);
  [client, freelancer] = [await signUp(server, 3, '李雷'), await signUp(server, 1, '韩梅梅')];
  await topUp(client, 20_000);
  const deal = await offerFixed(client, freelancer, await postJob(client, title));
  await payOrder(client, deal, 'milestone');
  const contract = { contract_id: deal.contractId };
  await freelancer.put('/api/contract', { ...contract, status: 'accept' });
  for (let count = 1; count <= bonuses; count += 1) {
    const bonus = {
      ...contract,
      freelancer_id: freelancer.uid,
      amount: `${count}.0${count % 10}`,
      description: '谢谢',
    };
    const { trade_no: trade } = await client.post('/api/contract/bonus', bonus);
    const paid = await client.post('/api/order/pay', { ...contract, trade_no: trade, ptype: 'bonus' });
    expect(paid).toMatchObject({ error_code: 0 });
  }
}, 120_000);

afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function windowOf(person: Person, address: string): Promise<Window> {
  const window = await openWindow(browser, 'desktop');
  await window.context.clock.setSystemTime(await server.now());
  await signIn(originOf(server), window.page, person.phone);
  await window.page.goto(originOf(server) + address);
  return window;
}

const exportButton = (page: Page) => page.getByRole('button', { name: '导出 CSV' });

/** The file that the button gives, as a spreadsheet reads it: its rows below the names of its columns. */
async function exported(page: Page): Promise<Record<string, string>[]> {
  const [download] = await Promise.all([page.waitForEvent('download'), exportButton(page).click()]);
  const text = await readFile(await download.path(), 'utf8');
  expect(text.startsWith('\uFEFF')).toBe(true);
  const [names = [], ...rows] = text
    .slice(1)
    .split('\r\n')
    .map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)])
    .map((cells) => cells.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ''));
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])));
}

/** Yuan with two decimals, as fen. */
function fen(text = ''): bigint {
  expect(text).toMatch(/^-?\d+\.\d\d$/);
  return BigInt(text.replace('.', ''));
}
const sum = (rows: Record<string, string>[], column: string) =>
  rows.reduce((total, row) => total + fen(row[column]), 0n);

describe('the file of a report', () => {
  it('holds every payment of a freelancer, and what the month has brought is the sum of them all', async () => {
    const { page, context, complaints } = await windowOf(freelancer, '/reports');
    await page.getByText('第 1 页，共 7 页').waitFor();
    const rows = await exported(page);
    const { income } = await freelancer.get('/api/margin/record', { report: true });
    expect(rows).toHaveLength(bonuses);
    expect(sum(rows, '实际到账')).toBe(BigInt(Math.round(income * 100)));
    expect(new Set(rows.map((row) => row['交易号'])).size).toBe(bonuses);
    const shown = await page.getByRole('img', { name: /收入/ }).getAttribute('aria-label');
    expect(shown).toContain(`¥${income.toLocaleString('zh-CN', { minimumFractionDigits: 2 })}`);
    await page.getByText(`已导出 ${bonuses} 条`).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('holds every movement of a client; what went out is below zero, and no text is run', async () => {
    const { page, context } = await windowOf(client, '/reports?tab=transactions');
    const rows = await exported(page);
    const { count } = await client.get('/api/margin/record');
    expect(rows).toHaveLength(count);
    expect(sum(rows, '金额')).toBe(fen(rows[0]?.['余额']));
    expect(fen(rows[0]?.['余额'])).toBe(BigInt(Math.round((await client.get('/api/margin/basic'))['margin'] * 100)));
    expect(rows.filter((row) => row['说明'] === `'${title}`).length).toBeGreaterThan(bonuses);
    await context.close();
  });

  it('of the wallet is all that the filters leave, not what the page shows of it', async () => {
    const { page, context } = await windowOf(client, '/wallet?type=bonus');
    await page.getByText('第 1 页，共 7 页').waitFor();
    expect(await exported(page)).toHaveLength(bonuses);
    await context.close();
  });

  it('can be stopped while it is collected', async () => {
    const { page, context } = await windowOf(freelancer, '/reports');
    await page.route('**/api/margin/record?*pagenum=2*', () => undefined);
    let files = 0;
    page.on('download', () => (files += 1));
    await exportButton(page).click();
    await page.getByRole('status').getByText(`已取 100 / ${bonuses} 条`).waitFor();
    await page.getByRole('button', { name: '取消' }).click();
    await exportButton(page).waitFor();
    expect(files).toBe(0);
    await context.close();
  });
});
