import { Type } from 'typebox';
import { findContractOrder, orderBonus, payOrder, stagesOf } from '../../../domain/contracts/index.ts';
import { listingsByIds } from '../../../domain/listings/index.ts';
import type { OrderPurpose } from '../../../domain/payments/index.ts';
import { freelancersOf } from '../../../domain/profiles/index.ts';
import { splitFee, yuanNumber } from '../../../kernel/money.ts';
import { oneOf, text, uid, yuan } from '../../../platform/http/fields.ts';
import { timeText } from '../contracts.ts';
import { nothing, personIn } from '../forms.ts';
import type { CloudworkMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

const purposes = { milestone: 'milestones', weekstone: 'week', bonus: 'bonus' } as const satisfies Record<
  string,
  OrderPurpose
>;
export const tradeNo = () => text({ pattern: /^\d{18}$/, max: 18 });

const orderFields = (missing: number, contract: number, type: number) => ({
  contract_id: uid().required().failsWith(contract),
  trade_no: tradeNo().required().failsWith(missing),
  ptype: oneOf(['milestone', 'weekstone', 'bonus']).required().failsWith(type),
});

/** Pay orders and bonuses (seed 000: 奖金订单创建 … 支付订单支付). */
export function orderRoutes(_means: CloudworkMeans) {
  return [
    endpoint({
      id: 'get_pay_order',
      method: 'GET',
      paths: ['/api/order/pay'],
      title: '支付订单查询',
      access: 'client',
      fields: orderFields(20875, 20871, 20872),
      answer: Type.Object({
        contract: contractAnswer(),
        contracts: contractAnswer(),
        records: Type.Array(
          Type.Object({
            name: Type.Optional(Type.String()),
            amount: Type.Optional(Type.Number()),
            hourly: Type.Optional(Type.Number()),
            workload: Type.Optional(Type.Integer()),
            start_at: Type.Optional(Type.String()),
            fee: Type.Optional(Type.Number()),
            description: Type.Optional(Type.String()),
            freelancer: Type.Optional(Type.String()),
          }),
        ),
      }),
      errors: { 'contract.not_found': 20873 },
      async handle(call) {
        const ctx = call.read();
        const { contract_id: contractUid, trade_no, ptype } = call.fields;
        const { order, contract } = await findContractOrder(ctx, {
          tradeNo: trade_no,
          contractUid,
          purpose: purposes[ptype],
        });
        const { milestones, weeks } = await stagesOf(ctx, [contract]);
        const shown = {
          name: contract.name,
          ptype,
          contract_id: contract.uid,
          amount: yuanNumber(order.amount),
          is_paid: order.state === 'paid',
        };
        if (order.purpose === 'bonus') {
          const freelancer = (await freelancersOf(ctx, [contract.freelancer_party_id])).get(
            contract.freelancer_party_id,
          );
          const { fee } = splitFee(order.amount, order.fee_basis_points);
          const bonus = {
            amount: yuanNumber(order.amount),
            fee: yuanNumber(fee),
            description: order.description,
            freelancer: freelancer?.name ?? '',
          };
          return { contract: shown, contracts: shown, records: [bonus] };
        }
        const records = [
          ...(milestones.get(contract.id) ?? [])
            .filter((one) => one.order_id === order.id)
            .map((one) => ({ name: one.name, amount: yuanNumber(one.amount) })),
          ...(weeks.get(contract.id) ?? [])
            .filter((one) => one.order_id === order.id)
            .map((one) => ({
              hourly: yuanNumber(one.hourly),
              workload: contract.weekly_hours ?? 0,
              start_at: timeText(one.start_at),
              amount: yuanNumber(one.amount),
            })),
        ];
        return { contract: shown, contracts: shown, records };
      },
    }),
    endpoint({
      id: 'order_payment',
      method: 'POST',
      paths: ['/api/order/pay'],
      title: '支付订单支付',
      notes: '从余额支付；重复支付已支付的订单返回成功',
      access: 'client',
      bodyOnly: true,
      fields: orderFields(20881, 20881, 20882),
      answer: Type.Object({ contract_id: Type.String(), job_id: Type.String() }),
      errors: {
        'order.not_found': 20885,
        'order.wrong_contract': 20883,
        'order.wrong_state': 20886,
        'move.not_from_here': 20886,
        'ledger.insufficient_funds': 20888,
      },
      async handle(call) {
        const { contract_id: contractUid, trade_no, ptype } = call.fields;
        const contract = await call.write((ctx) =>
          payOrder(ctx, {
            tradeNo: trade_no,
            payerPartyId: personIn(ctx).partyId,
            contractUid,
            purpose: purposes[ptype],
          }),
        );
        const listing = (await listingsByIds(call.read(), [contract.listing_id])).get(contract.listing_id);
        return { contract_id: contract.uid, job_id: listing?.uid ?? '' };
      },
    }),
    endpoint({
      id: 'bonus_create',
      method: 'POST',
      paths: ['/api/contract/bonus'],
      title: '奖金订单创建',
      notes: '平台服务费从奖金中扣除',
      access: 'client',
      fields: {
        amount: yuan({ min: 1n }).required().failsWith(20801),
        freelancer_id: uid().required().failsWith(20802),
        contract_id: uid().required().failsWith(20804),
        description: text({ max: 200 }).failsWith(20806),
      },
      answer: Type.Object({ contract_id: Type.String(), trade_no: Type.String() }),
      errors: { 'contract.not_found': 20804, 'contract.wrong_state': 20804 },
      async handle(call) {
        const { amount, freelancer_id: freelancerUid, contract_id: contractUid, description = '' } = call.fields;
        const order = await call.write((ctx) => orderBonus(ctx, { amount, freelancerUid, contractUid, description }));
        return { contract_id: contractUid, trade_no: order.trade_no };
      },
    }),
    endpoint({
      id: 'bonus_pay',
      method: 'PUT',
      paths: ['/api/contract/bonus'],
      title: '奖金支付',
      notes: '与 POST /api/order/pay（ptype=bonus）相同',
      access: 'client',
      bodyOnly: true,
      fields: { trade_no: tradeNo().required().failsWith(20821) },
      answer: nothing,
      errors: { 'order.not_found': 20822, 'order.wrong_contract': 20822, 'order.wrong_state': 20886 },
      async handle(call) {
        await call.write((ctx) =>
          payOrder(ctx, { tradeNo: call.fields.trade_no, payerPartyId: personIn(ctx).partyId, purpose: 'bonus' }),
        );
        return {};
      },
    }),
    endpoint({
      id: 'bonus_query',
      method: 'GET',
      paths: ['/api/contract/bonus'],
      title: '奖金查询',
      access: 'client',
      fields: { trade_no: tradeNo().required().failsWith(20821) },
      answer: Type.Object({
        bonus: Type.Object({
          contract_name: Type.String(),
          contract_id: Type.String(),
          description: Type.String(),
          amount: Type.Number(),
          is_paid: Type.Boolean(),
        }),
      }),
      errors: { 'order.not_found': 20822, 'contract.not_found': 20823 },
      async handle(call) {
        const { order, contract } = await findContractOrder(call.read(), {
          tradeNo: call.fields.trade_no,
          purpose: 'bonus',
        });
        return {
          bonus: {
            contract_name: contract.name,
            contract_id: contract.uid,
            description: order.description,
            amount: yuanNumber(order.amount),
            is_paid: order.state === 'paid',
          },
        };
      },
    }),
  ];
}

function contractAnswer() {
  return Type.Object({
    name: Type.String(),
    ptype: Type.String(),
    contract_id: Type.String(),
    amount: Type.Number(),
    is_paid: Type.Boolean(),
  });
}
