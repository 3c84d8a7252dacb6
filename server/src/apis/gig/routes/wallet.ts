import { Type } from 'typebox';
import { balancesOf } from '../../../domain/ledger/index.ts';
import { accountsOf, requestPayout, setOwnAlipay, startTopUp, topUpsOf } from '../../../domain/payments/index.ts';
import { localTime } from '../../../kernel/clock.ts';
import { yuanNumber } from '../../../kernel/money.ts';
import { text, yuan } from '../../../platform/http/fields.ts';
import {
  changing,
  credentials,
  dataOf,
  done,
  nothing,
  page,
  pageAt,
  paginator,
  personIn,
  reading,
  smsCode,
  toPaginator,
} from '../forms.ts';
import type { GigMeans } from '../means.ts';
import { paidText } from '../words.ts';
import { endpoint } from '../wire.ts';

const walletAnswer = dataOf(
  Type.Object({
    balance: Type.Number({ description: '可用余额（元）' }),
    withdrawing: Type.Number({ description: '提现中' }),
    escrow: Type.Number({ description: '已支付、未结算' }),
    alipay: Type.String({ description: '收款的支付宝账号，隐藏中间部分' }),
  }),
);

/** Top-ups, and as extensions the balance and how it is taken out (seed 002: 用户充值记录). */
export function walletRoutes({ identity, verification, topUps }: GigMeans) {
  const { vault } = verification;
  return [
    endpoint({
      id: 'user_pay_log_index',
      method: reading,
      paths: ['/user/pay_log/index'],
      title: '用户充值记录',
      notes: '新的在前',
      access: 'signed-in',
      fields: { ...credentials, page: page() },
      answer: paginator(
        Type.Object({
          id: Type.Integer(),
          order_no: Type.String(),
          price: Type.Number({ description: '元' }),
          pay: Type.String({ description: '未支付或已经支付' }),
          type: Type.String(),
          time: Type.String(),
        }),
      ),
      async handle(call) {
        const ctx = call.read();
        const at = pageAt(call.fields.page);
        return toPaginator(await topUpsOf(ctx, personIn(ctx).partyId, at), at, (row) => ({
          id: Number(row.id),
          order_no: row.trade_no,
          price: yuanNumber(row.amount),
          pay: paidText(row.state === 'paid'),
          type: '支付宝',
          time: localTime(row.created_at),
        }));
      },
    }),
    endpoint({
      id: 'user_pay_log_add',
      method: changing,
      paths: ['/user/pay_log/add'],
      title: '用户充值',
      notes: '扩展：返回支付宝付款页地址，到账后计入余额',
      access: 'signed-in',
      bodyOnly: true,
      fields: { ...credentials, price: yuan({ min: 1n }).required().says('金额（元）') },
      answer: dataOf(Type.Object({ order_no: Type.String(), url: Type.String() })),
      async handle(call) {
        const given = { amount: call.fields.price };
        const { tradeNo, url } = await startTopUp(call, topUps, personIn(call.read()), given);
        return { data: { order_no: tradeNo, url } };
      },
    }),
    endpoint({
      id: 'user_wallet_index',
      method: reading,
      paths: ['/user/wallet/index'],
      title: '余额查询',
      notes: '扩展',
      access: 'signed-in',
      fields: credentials,
      answer: walletAnswer,
      async handle(call) {
        const ctx = call.read();
        const actor = personIn(ctx);
        const [{ available, withdrawing, inEscrow }, accounts] = await Promise.all([
          balancesOf(ctx, actor.partyId),
          accountsOf(ctx, actor),
        ]);
        return {
          data: {
            balance: yuanNumber(available),
            withdrawing: yuanNumber(withdrawing),
            escrow: yuanNumber(inEscrow),
            alipay: accounts.find(({ kind }) => kind === 'alipay')?.shown ?? '',
          },
        };
      },
    }),
    endpoint({
      id: 'user_wallet_alipay',
      method: changing,
      paths: ['/user/wallet/alipay'],
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
      id: 'user_wallet_withdraw',
      method: changing,
      paths: ['/user/wallet/withdraw'],
      title: '提现',
      notes: '扩展：提到本人的支付宝账号，先请求短信接口得到验证码',
      access: 'signed-in',
      bodyOnly: true,
      fields: { ...credentials, price: yuan({ min: 1n }).required().says('金额（元）'), smscode: smsCode().required() },
      answer: nothing,
      async handle(call) {
        const actor = personIn(call.read());
        const { price: amount, smscode: code } = call.fields;
        await requestPayout(call, { identity, vault }, actor, { amount, kind: 'alipay', code });
        return done;
      },
    }),
  ];
}
