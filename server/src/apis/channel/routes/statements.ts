import { Type } from 'typebox';
import { openStatement, type Statement } from '../../../domain/channels/index.ts';
import { localTime } from '../../../kernel/clock.ts';
import { Raw } from '../../../platform/http/endpoint.ts';
import { oneOf, text } from '../../../platform/http/fields.ts';
import { type Rows, sheetFormats, sheetTypes, writeSheet } from '../../../platform/http/sheet.ts';
import { ownId } from '../forms.ts';
import { endpoint } from '../wire.ts';

const heading = [
  '付款标识',
  '付款时间',
  '用户标识',
  '姓名',
  '身份证号码',
  '任务标识',
  '任务名称',
  '付款方式',
  '交易流水号',
];

/** The table of a statement, its sums at the end. */
async function* tableOf({ company, rows }: Statement, month: string): Rows {
  yield [`${company.name} ${month} 付款对账单`];
  yield [...heading, '金额（元）'];
  let count = 0;
  let sum = 0n;
  for await (const row of rows) {
    count += 1;
    sum += row.amount;
    yield [
      row.own_id,
      localTime(row.paid_at),
      row.person_own_id,
      row.person_name,
      row.number_shown,
      row.posting_own_id,
      row.posting_name,
      row.method,
      row.transaction_no,
      { fen: row.amount },
    ];
  }
  yield ['合计', `${count} 笔`, null, null, null, null, null, null, null, { fen: sum }];
}

/** What a company has paid (an extension). */
export function statementRoutes() {
  return [
    endpoint({
      id: 'company_statement',
      method: 'GET',
      paths: ['/api/v1/companies/:channel_company_id/statements/:month'],
      title: '企业月度对账单',
      notes: '扩展：该企业任务的投递在当月（北京时间，按付款时间）已完成的付款，CSV 或 XLSX 文件',
      access: 'channel',
      fields: {
        channel_company_id: ownId().required(),
        month: text({ pattern: /^(19[7-9]\d|20\d\d|21\d\d)-(0[1-9]|1[0-2])$/ })
          .required()
          .says('YYYY-MM'),
        format: oneOf(sheetFormats).or('csv'),
      },
      answer: Type.Object({}),
      async handle({ fields, read }) {
        const { channel_company_id, month, format } = fields;
        const statement = await openStatement(read(), channel_company_id, month);
        const headers = {
          'content-type': sheetTypes[format],
          'content-disposition': `attachment; filename="statement-${channel_company_id}-${month}.${format}"`,
        };
        return new Raw(200, headers, writeSheet(format, tableOf(statement, month)));
      },
    }),
  ];
}
