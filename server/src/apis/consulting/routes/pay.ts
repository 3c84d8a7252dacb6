import { isIP } from 'node:net';
import { Type } from 'typebox';
import { payPost } from '../../../domain/consultations/index.ts';
import { balancesOf } from '../../../domain/ledger/index.ts';
import { requestPayout, setOwnAlipay } from '../../../domain/payments/index.ts';
import { formatYuan } from '../../../kernel/money.ts';
import { type Field, field, int, text, unfit, yuan } from '../../../platform/http/fields.ts';
import { contentOf, credentials, done, nothing, personIn, smsCode } from '../forms.ts';
import type { ConsultingMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

/** The address of the payer's device, which WeChat Pay asks for. */
function address(): Field<string | undefined> {
  return field<string | undefined>({
    schema: { type: 'string' },
    read: (raw) => (isIP(String(raw).trim()) > 0 ? String(raw).trim() : unfit),
  }).says('终端IP');
}

const paymentAnswer = Type.Object({
  code: Type.String({ description: '支付号（prepay_id）；用余额支付时为订单号' }),
  msg: Type.String({ description: '支付信息' }),
  content: Type.Array(
    Type.Object({
      paid: Type.Boolean({ description: '是否已用余额支付' }),
      prepay_id: Type.String(),
      pay_url: Type.String({ description: '付款页地址（mweb_url）' }),
      trade_no: Type.String({ description: '微信支付的商户订单号' }),
      total_fee: Type.Integer({ description: '还需支付的金额（分）' }),
    }),
  ),
});

/** Paying, and as extensions the balance and how it is taken out (seed 003: 1.4). */
export function payRoutes({ identity, vault, topUps }: ConsultingMeans) {
  return [
    endpoint({
      id: '1.4.1',
      method: 'POST',
      paths: ['/api/pay/init'],
      title: '支付接口',
      notes:
        'out_trade_no 是需求或订单的 order_no，total_fee 以分为单位，必须等于其价格；余额足够时直接支付，否则由微信支付补足，付款通知验证后入账；失败时 code 为非零数字',
      access: 'buyer',
      bodyOnly: true,
      fields: {
        ...credentials,
        device_info: text({ max: 32 }),
        body: text({ max: 128 }).required().says('商品描述'),
        attach: text({ max: 127 }),
        out_trade_no: text({ pattern: /^[\w-]{6,32}$/, max: 32 })
          .required()
          .says('商户订单号'),
        total_fee: int({ min: 1 }).required().says('总金额（分）'),
        spbill_create_ip: address().required(),
      },
      answer: paymentAnswer,
      async handle(call) {
        const { out_trade_no: orderNo, total_fee: total, spbill_create_ip: payerAddress } = call.fields;
        const funding = await payPost(call, { ...topUps, payerAddress }, { orderNo, amount: BigInt(total) });
        if (funding.isPaid) {
          const paid = { paid: true, prepay_id: '', pay_url: '', trade_no: '', total_fee: 0 };
          return { code: orderNo, msg: '已用余额支付', content: [paid] };
        }
        const { url, tradeNo, missing } = funding;
        const prepayId = new URL(url).searchParams.get('prepay_id') ?? tradeNo;
        const waiting = { prepay_id: prepayId, pay_url: url, trade_no: tradeNo, total_fee: Number(missing) };
        return { code: prepayId, msg: 'OK', content: [{ paid: false, ...waiting }] };
      },
    }),
    ...walletRoutes({ identity, vault }),
  ];
}

function walletRoutes({ identity, vault }: Pick<ConsultingMeans, 'identity' | 'vault'>) {
  return [
    endpoint({
      id: 'wallet',
      method: ['GET', 'POST'],
      paths: ['/api/wallet'],
      title: '余额查询',
      notes: '扩展：咨询收入计入余额；微信支付的退款原路退回，途中显示为 withdrawing',
      access: 'signed-in',
      fields: credentials,
      answer: contentOf(
        Type.Object({
          balance: Type.String({ description: '元，两位小数' }),
          withdrawing: Type.String(),
          escrow: Type.String({ description: '已支付、未完成' }),
        }),
      ),
      async handle(call) {
        const ctx = call.read();
        const { available, withdrawing, inEscrow } = await balancesOf(ctx, personIn(ctx).partyId);
        const shown = { withdrawing: formatYuan(withdrawing), escrow: formatYuan(inEscrow) };
        return { content: [{ balance: formatYuan(available), ...shown }] };
      },
    }),
    endpoint({
      id: 'wallet_alipay',
      method: 'POST',
      paths: ['/api/wallet/alipay'],
      title: '设置收款支付宝账号',
      notes: '扩展：手机号或邮箱，须与本人姓名一致',
      access: 'signed-in',
      bodyOnly: true,
      fields: { ...credentials, account: text({ max: 100 }).required() },
      answer: nothing,
      async handle(call) {
        await setOwnAlipay(call, vault, personIn(call.read()), call.fields.account);
        return done;
      },
    }),
    endpoint({
      id: 'wallet_withdraw',
      method: 'POST',
      paths: ['/api/wallet/withdraw'],
      title: '提现',
      notes: '扩展：提到本人的支付宝账号，先请求短信验证码',
      access: 'signed-in',
      bodyOnly: true,
      fields: {
        ...credentials,
        price: yuan({ min: 1n }).required().says('元'),
        verification_code: smsCode().required(),
      },
      answer: nothing,
      async handle(call) {
        const actor = personIn(call.read());
        const { price: amount, verification_code: code } = call.fields;
        await requestPayout(call, { identity, vault }, actor, { amount, kind: 'alipay', code });
        return done;
      },
    }),
  ];
}
