import { Type } from 'typebox';
import { type Trial, type TrialWarning, tryTaxes, tryTaxesOf } from '../../../domain/channels/index.ts';
import { yuanNumber } from '../../../kernel/money.ts';
import { oneOf, type ValuesOf, yuan } from '../../../platform/http/fields.ts';
import { instant } from '../../../platform/http/json-fields.ts';
import { orNull, ownId } from '../forms.ts';
import { endpoint } from '../wire.ts';

const money = Type.Number({ description: '元' });
const percent = Type.Number({ description: '税率，%' });

const trialAnswer = Type.Object({
  date: Type.String({ description: '付款日（北京时间）' }),
  platform: orNull(
    Type.Object({
      source: Type.String(),
      income_to_date: money,
      cost: money,
      months: Type.Integer({ description: '计减除费用的月数' }),
      allowance: money,
      deductions: money,
      base: money,
      rate: percent,
      quick_deduction: money,
      due_to_date: money,
      withheld_before: money,
      withheld: money,
    }),
  ),
  per_payment: orNull(
    Type.Object({ source: Type.String(), base: money, rate: percent, quick_deduction: money, withheld: money }),
  ),
  vat: orNull(
    Type.Object({
      source: Type.String(),
      month_total: money,
      month_sales: money,
      threshold: money,
      exempt: Type.Boolean(),
      amount: money,
      clawback: Type.Array(Type.Object({ channel_payment_id: Type.String(), amount: money })),
    }),
  ),
  twelve_month_total: money,
  warnings: Type.Array(Type.Object({ code: Type.String(), message: Type.String() })),
});

const warningTexts: Readonly<Record<TrialWarning, string>> = {
  near_monthly_threshold: '本月销售额已达小规模纳税人免征增值税月销售额标准的 80%',
  above_monthly_threshold: '本月销售额超过免征增值税标准，当月全部款项须计税',
  must_register: '连续 12 个月销售额超过 500 万元，应引导办理经营主体登记',
  above_daily_threshold: '如由一般付款方支付，当日金额超过自然人按次纳税的增值税起征点',
};

function toTrial({ day, platform, perPayment, vat, twelveMonths, warnings }: Trial) {
  return {
    date: day,
    platform: platform
      ? {
          source: platform.source,
          income_to_date: yuanNumber(platform.incomeToDate),
          cost: yuanNumber(platform.cost),
          months: platform.months,
          allowance: yuanNumber(platform.allowance),
          deductions: yuanNumber(platform.deductions),
          base: yuanNumber(platform.base),
          rate: platform.rate / 100,
          quick_deduction: yuanNumber(platform.quick),
          due_to_date: yuanNumber(platform.dueToDate),
          withheld_before: yuanNumber(platform.withheldBefore),
          withheld: yuanNumber(platform.withheld),
        }
      : null,
    per_payment: perPayment
      ? {
          source: perPayment.source,
          base: yuanNumber(perPayment.base),
          rate: perPayment.rate / 100,
          quick_deduction: yuanNumber(perPayment.quick),
          withheld: yuanNumber(perPayment.withheld),
        }
      : null,
    vat: vat
      ? {
          source: vat.source,
          month_total: yuanNumber(vat.monthTotal),
          month_sales: yuanNumber(vat.monthSales),
          threshold: yuanNumber(vat.threshold),
          exempt: vat.isExempt,
          amount: yuanNumber(vat.vat),
          clawback: vat.clawback.map(({ id, amount }) => ({ channel_payment_id: id, amount: yuanNumber(amount) })),
        }
      : null,
    twelve_month_total: yuanNumber(twelveMonths),
    warnings: warnings.map((code) => ({ code, message: warningTexts[code] })),
  };
}

const terms = {
  month_count: oneOf(['unbroken', 'since_first']).says(
    '减除费用的月数：unbroken 只计不间断的月份（默认），since_first 自当年首次取得收入起计',
  ),
  deductions: yuan().says('当年累计的免税收入和其他扣除，元'),
};

const termsOf = ({ month_count, deductions }: ValuesOf<typeof terms>) => ({ monthCount: month_count, deductions });

/** What would be withheld from a payment (an extension: the document knows payments only). */
export function taxRoutes() {
  return [
    endpoint({
      id: 'tax_trial',
      method: 'POST',
      paths: ['/api/v1/tax/trial'],
      title: '税费试算',
      notes:
        '扩展：按平台累计预扣法（2025 年第 16 号公告）和按次预扣法（2018 年第 61 号公告）试算一笔款项的个人所得税，以及增值税免征额提示和补征；' +
        '依据本渠道此前上报的已完成付款，不保存任何内容，不含附加税费',
      access: 'channel',
      bodyOnly: true,
      fields: {
        channel_user_id: ownId().required(),
        amount: yuan({ min: 1n }).required().says('付款金额，元，含税'),
        payment_time: instant().required().says('付款时间'),
        ...terms,
      },
      answer: trialAnswer,
      async handle(call) {
        const { channel_user_id: personOwnId, amount, payment_time: at } = call.fields;
        return toTrial(await tryTaxes(call.read(), { personOwnId, amount, at }, termsOf(call.fields)));
      },
    }),
    endpoint({
      id: 'payment_tax',
      method: 'GET',
      paths: ['/api/v1/payments/:channel_payment_id/tax'],
      title: '付款的税费试算',
      notes: '扩展：对已上报的付款试算，规则同上',
      access: 'channel',
      fields: { channel_payment_id: ownId().required(), ...terms },
      answer: trialAnswer,
      handle: async ({ fields, read }) => toTrial(await tryTaxesOf(read(), fields.channel_payment_id, termsOf(fields))),
    }),
  ];
}
