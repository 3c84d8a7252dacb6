import { Type } from 'typebox';
import { acceptResult, chooseApplicants, fundRequest } from '../../../domain/gigs/index.ts';
import { formatYuan, yuanNumber } from '../../../kernel/money.ts';
import type { Call } from '../../../platform/http/endpoint.ts';
import { type Fields, id, listOf, yuan } from '../../../platform/http/fields.ts';
import { changing, credentials, done, nothing } from '../forms.ts';
import type { GigMeans } from '../means.ts';
import { type Caller, endpoint } from '../wire.ts';

const fundingAnswer = Type.Object({
  res: Type.Integer({ description: '1 已支付；0 余额不足，data 中有付款地址' }),
  data: Type.Object({
    order_no: Type.String({ description: '充值订单号' }),
    url: Type.String({ description: '付款页地址' }),
    price: Type.Number({ description: '还需支付的金额（元）' }),
  }),
  err: Type.String(),
});

async function payFor({ topUps }: Pick<GigMeans, 'topUps'>, call: Call<Fields, Caller>, requestId: bigint) {
  const funding = await fundRequest(call, topUps, requestId);
  if (funding.isPaid) return { res: 1, data: { order_no: '', url: '', price: 0 }, err: '' };
  const { tradeNo, url, missing } = funding;
  const err = `余额不足，还需支付 ${formatYuan(missing)} 元，付款后自动支付该需求`;
  return { res: 0, data: { order_no: tradeNo, url, price: yuanNumber(missing) }, err };
}

/** Paying for requests, choosing applicants and accepting results (seed 002: goodspay, goods/pay, goods/ok). */
export function dealRoutes(means: Pick<GigMeans, 'topUps'>) {
  const number = id().required();
  return [
    endpoint({
      id: 'user_goods_goodspay',
      method: changing,
      paths: ['/user/goods/goodspay'],
      title: '企业用户需求支付',
      notes: '用余额支付已审核的需求；余额不足时 res 为 0，data 中有补足差额的付款地址，付款到账后自动支付',
      access: 'company',
      bodyOnly: true,
      fields: { ...credentials, id: number.says('需求ID') },
      answer: fundingAnswer,
      handle: (call) => payFor(means, call, call.fields.id),
    }),
    endpoint({
      id: 'user_goods_pay',
      method: changing,
      paths: ['/user/goods/pay'],
      title: '企业用户确认成果',
      notes: '有 price 时确认成果；各申请的金额合计不超过项目金额；没有 price 时与 goodspay 相同',
      access: 'company',
      bodyOnly: true,
      when: (sent) => sent['price'] !== undefined && sent['price'] !== '',
      fields: { ...credentials, id: number.says('需求申请ID'), price: yuan({ min: 1n }).required().says('金额（元）') },
      answer: nothing,
      async handle(call) {
        const { id: applicationId, price: amount } = call.fields;
        await call.write((ctx) => acceptResult(ctx, { applicationId, amount }));
        return done;
      },
    }),
    endpoint({
      id: 'user_goods_pay_paid',
      method: changing,
      paths: ['/user/goods/pay'],
      title: '企业用户需求支付',
      notes: '没有 price 时',
      access: 'company',
      bodyOnly: true,
      fields: { ...credentials, id: number.says('需求ID') },
      answer: fundingAnswer,
      handle: (call) => payFor(means, call, call.fields.id),
    }),
    endpoint({
      id: 'user_goods_ok',
      method: changing,
      paths: ['/user/goods/ok/'],
      title: '企业需求选择接单用户',
      notes: '支付之后可以选择，可多选，也可分几次选择',
      access: 'company',
      fields: {
        ...credentials,
        goods_id: id().required().says('需求ID'),
        order_id: listOf(id(), { max: 100 }).required().says('申请ID，多选，如 2,5,7'),
      },
      answer: nothing,
      async handle(call) {
        const { goods_id: requestId, order_id: applicationIds } = call.fields;
        await call.write((ctx) => chooseApplicants(ctx, requestId, applicationIds));
        return done;
      },
    }),
  ];
}
