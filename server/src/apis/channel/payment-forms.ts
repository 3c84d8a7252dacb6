/** What a payment is made of on this wire (seed 004: payment_basis and the table of POST /payments). */
import { Type } from 'typebox';
import type { Basis, ClaimRow } from '../../domain/channels/index.ts';
import { yuanNumber } from '../../kernel/money.ts';
import { day, oneOf, text, type ValuesOf, yuan } from '../../platform/http/fields.ts';
import { instant, measure, objectOf } from '../../platform/http/json-fields.ts';
import { currencies, isoTime, links, orNull, ownId, textOrNull, time } from './forms.ts';
import { basisType, methodCode, toBasisType } from './words.ts';

export const payeeTypes = ['user', 'application'] as const;
export const claimStatuses = ['pending', 'completed', 'failed'] as const;

const basisFields = {
  basis_type: basisType().required(),
  work_hours: measure({ min: 0, max: 100_000 }).says('工时数'),
  work_date_start: day().says('工作开始日期'),
  work_date_end: day().says('工作结束日期'),
  description: text({ max: 2_000 }).says('计算说明'),
  supporting_docs: links().says('证明材料 URL 列表，只保存，不访问'),
};

export const needed = {
  payment_type: oneOf(payeeTypes).required().says('付款类型'),
  amount: yuan({ min: 1n }).required().says('付款金额'),
  currency: oneOf(currencies),
  payment_time: instant().required().says('付款时间'),
  payment_basis: objectOf(basisFields).required().says('付款依据'),
};

export const optional = {
  channel_user_id: ownId().says('用户标识，payment_type=user 时必填'),
  channel_application_id: ownId().says('投递记录标识，payment_type=application 时必填'),
  payment_method: text({ max: 50 }).says('付款方式（银行转账、支付宝、微信、现金等）'),
  payment_channel: text({ max: 100 }).says('付款渠道'),
  bank_name: text({ max: 100 }).says('银行名称'),
  bank_account: text({ max: 50 }).says('银行账号，加密保存'),
  transaction_no: text({ max: 100 }).says('交易流水号'),
  remark: text({ max: 1_000 }).says('备注'),
};

export const payment = Type.Object({
  payment_id: Type.String(),
  channel_payment_id: Type.String(),
  payment_type: Type.Enum(payeeTypes),
  channel_user_id: Type.String(),
  channel_application_id: textOrNull,
  amount: Type.Number(),
  currency: Type.String(),
  payment_time: time,
  payment_method: textOrNull,
  payment_method_code: textOrNull,
  payment_channel: textOrNull,
  bank_name: textOrNull,
  bank_account: orNull(Type.String({ description: '脱敏' })),
  transaction_no: textOrNull,
  payment_basis: Type.Object({
    basis_type: Type.String(),
    basis_type_code: Type.String(),
    work_hours: orNull(Type.Number()),
    work_date_start: textOrNull,
    work_date_end: textOrNull,
    description: textOrNull,
    supporting_docs: Type.Array(Type.String()),
  }),
  status: Type.Enum(claimStatuses),
  remark: textOrNull,
  created_at: time,
  updated_at: time,
});

export function toBasis(sent: ValuesOf<typeof basisFields>): Basis {
  const { code, sent: spelt } = toBasisType(sent.basis_type);
  return {
    kind: code,
    kindSent: spelt,
    hours: sent.work_hours ?? null,
    from: sent.work_date_start ?? null,
    until: sent.work_date_end ?? null,
    description: sent.description ?? null,
    documents: sent.supporting_docs ?? [],
  };
}

export function toPayment(row: ClaimRow) {
  const { basis } = row;
  return {
    payment_id: row.uid,
    channel_payment_id: row.own_id,
    payment_type: row.kind,
    channel_user_id: row.person_own_id,
    channel_application_id: row.application_own_id,
    amount: yuanNumber(row.amount),
    currency: row.currency,
    payment_time: isoTime(row.paid_at),
    payment_method: row.method,
    payment_method_code: methodCode(row.method),
    payment_channel: row.payment_channel,
    bank_name: row.bank_name,
    bank_account: row.account_shown,
    transaction_no: row.transaction_no,
    payment_basis: {
      basis_type: basis.kindSent,
      basis_type_code: basis.kind,
      work_hours: basis.hours,
      work_date_start: basis.from,
      work_date_end: basis.until,
      description: basis.description,
      supporting_docs: [...basis.documents],
    },
    status: row.state,
    remark: row.remark,
    created_at: isoTime(row.created_at),
    updated_at: isoTime(row.updated_at),
  };
}
