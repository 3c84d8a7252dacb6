import { addClaim, changeClaim, findClaim, listClaims } from '../../../domain/channels/index.ts';
import type { WriteContext } from '../../../kernel/context.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { oneOf, type ValuesOf } from '../../../platform/http/fields.ts';
import { change, clearable, limit, madeAnswer, ownId, pageFields, pageOf, partly, placeOf, toPage } from '../forms.ts';
import { makingEndpoints } from '../batch.ts';
import type { ChannelMeans } from '../means.ts';
import { claimStatuses, needed, optional, payeeTypes, payment, toBasis, toPayment } from '../payment-forms.ts';
import { endpoint } from '../wire.ts';

const made = madeAnswer('payment_id', 'channel_payment_id');

const createFields = {
  channel_payment_id: ownId().required(),
  ...needed,
  ...optional,
  currency: needed.currency.or('CNY'),
  status: oneOf(claimStatuses).or('pending').says('付款状态'),
};

async function add(ctx: WriteContext, vault: Vault, fields: ValuesOf<typeof createFields>) {
  const input = {
    ownId: fields.channel_payment_id,
    kind: fields.payment_type,
    personOwnId: fields.channel_user_id ?? null,
    applicationOwnId: fields.channel_application_id ?? null,
    amount: fields.amount,
    currency: fields.currency,
    paidAt: fields.payment_time,
    method: fields.payment_method ?? null,
    paymentChannel: fields.payment_channel ?? null,
    bankName: fields.bank_name ?? null,
    account: fields.bank_account ?? null,
    transactionNo: fields.transaction_no ?? null,
    basis: toBasis(fields.payment_basis),
    state: fields.status,
    remark: fields.remark ?? null,
  };
  return made.present(await addClaim(ctx, vault, input));
}

/** Payments as partners report them (seed 004: /payments). */
export function paymentRoutes(means: ChannelMeans) {
  const { vault } = means;
  return [
    ...makingEndpoints(means, {
      noun: 'payment',
      path: '/api/v1/payments',
      what: '付款',
      notes: '渠道所报的付款记录，本平台不据此转账；相同标识、相同内容重复提交返回相同结果，内容不同返回 409',
      fields: createFields,
      answer: made.schema,
      inAnyOrder: true,
      add,
    }),
    endpoint({
      id: 'payment_update',
      method: 'PUT',
      paths: ['/api/v1/payments/:channel_payment_id'],
      title: '更新付款',
      notes:
        '只更改所给的字段，空字符串清除；payment_basis 整体替换；pending 可变为 completed 或 failed，此后金额和收款方不变',
      access: 'channel',
      bodyOnly: true,
      fields: {
        channel_payment_id: ownId().required(),
        ...partly(needed),
        ...clearable(optional),
        status: oneOf(claimStatuses).says('付款状态'),
      },
      answer: payment,
      handle: (call) =>
        change(call, vault, 'payment_update', async (ctx) => {
          const { fields } = call;
          const changes = {
            kind: fields.payment_type,
            personOwnId: fields.channel_user_id,
            applicationOwnId: fields.channel_application_id,
            amount: fields.amount,
            currency: fields.currency,
            paidAt: fields.payment_time,
            method: fields.payment_method,
            paymentChannel: fields.payment_channel,
            bankName: fields.bank_name,
            account: fields.bank_account,
            transactionNo: fields.transaction_no,
            basis: fields.payment_basis && toBasis(fields.payment_basis),
            state: fields.status,
            remark: fields.remark,
          };
          return toPayment(await changeClaim(ctx, vault, fields.channel_payment_id, changes));
        }),
    }),
    endpoint({
      id: 'payment_get',
      method: 'GET',
      paths: ['/api/v1/payments/:channel_payment_id'],
      title: '查询付款',
      access: 'channel',
      fields: { channel_payment_id: ownId().required() },
      answer: payment,
      handle: async (call) => toPayment(await findClaim(call.read(), call.fields.channel_payment_id)),
    }),
    endpoint({
      id: 'payment_list',
      method: 'GET',
      paths: ['/api/v1/payments'],
      title: '付款列表',
      notes: '新建的在前；start_date 和 end_date 按付款时间筛选',
      access: 'channel',
      fields: {
        channel_user_id: ownId(),
        channel_application_id: ownId(),
        payment_type: oneOf(payeeTypes),
        status: oneOf(claimStatuses),
        start_date: limit('from'),
        end_date: limit('before'),
        ...pageFields,
      },
      answer: pageOf(payment),
      async handle(call) {
        const { fields } = call;
        const filters = {
          personOwnId: fields.channel_user_id,
          applicationOwnId: fields.channel_application_id,
          kind: fields.payment_type,
          state: fields.status,
          from: fields.start_date,
          before: fields.end_date,
        };
        return toPage(await listClaims(call.read(), vault, filters, placeOf(fields)), fields, toPayment);
      },
    }),
  ];
}
