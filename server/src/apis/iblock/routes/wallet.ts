import { Type } from 'typebox';
import { requirePerson } from '../../../domain/identity/index.ts';
import { balancesOf, type StatementKind, statementOf, type StatementRow } from '../../../domain/ledger/index.ts';
import { startTopUp } from '../../../domain/payments/index.ts';
import { applyForWithdrawal, completeWithdrawal } from '../../../domain/withdrawals/index.ts';
import { localTime } from '../../../kernel/clock.ts';
import { yuanNumber } from '../../../kernel/money.ts';
import { id, text, yuan } from '../../../platform/http/fields.ts';
import { answerEither, answerFields } from '../answers.ts';
import { answerOf, done, nothing, pageAnswer, pageHead, pageOf, paging } from '../forms.ts';
import type { IblockMeans } from '../means.ts';
import { endpoint } from '../wire.ts';

/** Lines that change what can be spent; what is paid out of an escrow left the balance when it was set aside. */
const shownKinds: readonly StatementKind[] = ['deposit', 'withdraw', 'refund', 'freeze', 'income', 'bonus'];

const descriptions: Readonly<Record<StatementKind, (note: string) => string>> = {
  deposit: () => '充值',
  withdraw: () => '提现',
  freeze: (note) => `项目${note} 托管`,
  pay: (note) => `项目${note} 支付`,
  income: (note) => `项目${note} 结算`,
  bonus: (note) => `项目${note} 奖金`,
  refund: (note) => (note.startsWith('#') ? `项目${note} 退回` : '提现退回'),
};

const toTransaction = (row: StatementRow) => ({
  transTime: localTime(row.made_at),
  desc: descriptions[row.kind](row.note),
  amount: yuanNumber(row.direction === 'in' ? row.amount : -row.amount),
  fee: yuanNumber(row.fee),
  balance: yuanNumber(row.balance_after),
});

/** The wallet (seed 001, 4.5). */
export function walletRoutes({ vault, topUps }: IblockMeans) {
  return [
    endpoint({
      id: '4.5.1',
      method: 'GET',
      paths: ['/account/balance'],
      title: '获取我的账户余额',
      notes: '项目经理的账户用于托管阶段薪资',
      access: 'designer/manager',
      fields: {},
      answer: answerOf(
        Type.Object({
          balance: Type.Number({ description: '可用余额，元' }),
          withdrawing: Type.Number({ description: '提现中' }),
          inEscrow: Type.Number({ description: '托管中（项目经理）' }),
        }),
      ),
      async handle(call) {
        const ctx = call.read();
        const { available, withdrawing, inEscrow } = await balancesOf(ctx, requirePerson(ctx.actor).partyId);
        return {
          data: {
            balance: yuanNumber(available),
            withdrawing: yuanNumber(withdrawing),
            inEscrow: yuanNumber(inEscrow),
          },
        };
      },
    }),
    endpoint({
      id: '4.5.2',
      method: 'POST',
      paths: ['/account/transactions'],
      title: '获取我的账户明细',
      notes: '按 transTime 排序，默认新的在前；支出为负数。项目结算已扣除平台服务费（fee）',
      access: 'designer/manager',
      fields: paging,
      answer: pageAnswer(
        Type.Object({
          transTime: Type.String(),
          desc: Type.String(),
          amount: Type.Number(),
          fee: Type.Number(),
          balance: Type.Number({ description: '变动后的余额' }),
        }),
      ),
      async handle(call) {
        const ctx = call.read();
        const filter = { kinds: shownKinds, oldestFirst: call.fields.order === 'asc' };
        const { partyId } = requirePerson(ctx.actor);
        const { items, total } = await statementOf(ctx, partyId, filter, pageOf(call.fields));
        return { data: { ...pageHead(call.fields, total, 'transTime'), result: items.map(toTransaction) } };
      },
    }),
    endpoint({
      id: '4.5.3',
      method: 'POST',
      paths: ['/account/applyWithdrawl', '/account/applyWithdrawal'],
      title: '申请提现',
      notes: '金额先冻结，向系统管理员发送任务消息；项目经理有最低提现金额',
      access: 'designer/manager',
      bodyOnly: true,
      fields: {
        amount: yuan({ min: 1n }).required().says('元'),
        alipayAccount: text({ max: 100 }).required().says('支付宝账号：手机号或邮箱'),
      },
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => applyForWithdrawal(ctx, vault, call.fields));
        return done;
      },
    }),
    endpoint({
      id: '4.5.4',
      method: 'POST',
      paths: ['/account/withdraw'],
      title: '完成提现',
      notes:
        '任务消息的 service；金额和账号以 messageid 对应的申请为准，accept=false 时退回账户。接受后由支付宝付款，失败或被退回时另行通知',
      access: 'admin',
      bodyOnly: true,
      fields: { ...answerFields, id: id().says('提现编号，没有 messageid 时使用') },
      answer: nothing,
      async handle(call) {
        const thing = { kind: 'payout', id: call.fields.id } as const;
        await call.write((ctx) => answerEither(ctx, 'account/withdraw', call.fields, thing, completeWithdrawal));
        return done;
      },
    }),
    endpoint({
      id: 'recharge',
      method: 'POST',
      paths: ['/account/recharge'],
      title: '充值',
      notes: '文档没有说明薪资从何而来：项目经理先充值，阶段开始时托管约定的薪资，验收后从托管中结算。url 为支付页面',
      access: 'designer/manager',
      bodyOnly: true,
      fields: { amount: yuan({ min: 1n, max: 100_000_000n }).required().says('元') },
      answer: answerOf(Type.Object({ url: Type.String(), tradeNo: Type.String() })),
      async handle(call) {
        const actor = requirePerson(call.read().actor);
        return { data: await startTopUp(call, topUps, actor, { amount: call.fields.amount }) };
      },
    }),
  ];
}
