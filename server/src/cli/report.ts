import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../config.ts';
import { type Income, openQuarter } from '../domain/channels/index.ts';
import { localTime } from '../kernel/clock.ts';
import { type Rows, sheetFormats, writeSheet } from '../platform/http/sheet.ts';
import { system } from '../platform/work.ts';
import { createVault } from '../platform/vault.ts';
import { withApp } from './with-app.ts';

const heading = ['渠道', '渠道名称', '用户标识', '姓名', '身份证号码', '手机号码', '首次付款', '末次付款', '付款笔数'];

/** Writes everybody's pay of a quarter ("2026-Q4") to a file, for the tax authority. */
export async function reportQuarter(config: Config, quarter: string, file: string): Promise<void> {
  if (!/^20\d\d-Q[1-4]$/.test(quarter)) throw new Error(`"${quarter}" is no quarter: write it as 2026-Q4`);
  const format = sheetFormats.find((one) => file.endsWith(`.${one}`));
  if (!format) throw new Error(`the file must end in ${sheetFormats.map((one) => `.${one}`).join(' or ')}`);
  await withApp(config, async ({ work }) => {
    const sums = { people: 0 };
    const incomes = openQuarter(work.read('channel', system), createVault(config.appSecret), quarter);
    // It holds identity numbers: nobody but its owner reads it.
    await pipeline(writeSheet(format, tableOf(incomes, sums)), createWriteStream(file, { mode: 0o600 }));
    process.stdout.write(`${file}: ${sums.people} people paid in ${quarter}.\n`);
  });
}

async function* tableOf(incomes: AsyncIterable<Income>, sums: { people: number }): Rows {
  yield [...heading, '收入（元）'];
  let payments = 0n;
  let amount = 0n;
  for await (const row of incomes) {
    sums.people += 1;
    payments += row.payments;
    amount += row.amount;
    yield [
      row.client_id,
      row.client_name,
      row.own_id,
      row.name,
      row.idNumber,
      row.phone,
      localTime(row.first_paid_at),
      localTime(row.last_paid_at),
      Number(row.payments),
      { fen: row.amount },
    ];
  }
  yield ['合计', null, null, null, null, null, null, null, Number(payments), { fen: amount }];
}
