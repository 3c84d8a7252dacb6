import { Type } from 'typebox';
import { balancesOf, statementKinds, statementOf, totalsOf } from '../../../domain/ledger/index.ts';
import {
  accountsOf,
  addCard,
  removeAlipay,
  removeCard,
  requestPayout,
  setOwnAlipay,
  startTopUp,
} from '../../../domain/payments/index.ts';
import { ownAccount } from '../../../domain/identity/index.ts';
import { contractTitles, orderToPay } from '../../../domain/contracts/index.ts';
import { addDays, startOfDay } from '../../../kernel/clock.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { yuanNumber } from '../../../kernel/money.ts';
import { day, flag, id, oneOf, text, uid, yuan } from '../../../platform/http/fields.ts';
import { timeText } from '../contracts.ts';
import { bankLogos } from '../forms-files.ts';
import { nothing, pagedAnswer, pageOf, paging, personIn, smsCode } from '../forms.ts';
import type { CloudworkMeans } from '../means.ts';
import { endpoint } from '../wire.ts';
import { tradeNo } from './orders.ts';

/** The wallet: balance, statement, cards, top-up and withdrawal (seed 000: 银行卡列表 … 提现). */
export function walletRoutes({ catalog, vault, topUps, identity, baseUrl }: CloudworkMeans) {
  return [
    endpoint({
      id: 'margin_basic',
      method: 'GET',
      paths: ['/api/margin/basic'],
      title: '账户资金信息',
      access: 'signed-in',
      fields: {},
      answer: Type.Object({
        margin: Type.Number(),
        withdraw: Type.Number(),
        income: Type.Optional(Type.Number()),
        trust_amount: Type.Optional(Type.Number()),
        expend_amount: Type.Optional(Type.Number()),
        pay: Type.Optional(Type.Number()),
        freeze: Type.Optional(Type.Number()),
      }),
      async handle(call) {
        const ctx = call.read();
        const { partyId, role } = personIn(ctx);
        const [balances, totals] = await Promise.all([balancesOf(ctx, partyId), totalsOf(ctx, partyId)]);
        const of = (...kinds: readonly (typeof statementKinds)[number][]) =>
          kinds.reduce((sum, kind) => sum + (totals.get(kind) ?? 0n), 0n);
        const base = { margin: yuanNumber(balances.available), withdraw: yuanNumber(balances.withdrawing) };
        if (role === 'freelancer') return { ...base, income: yuanNumber(of('income', 'bonus')) };
        const spent = yuanNumber(of('pay', 'bonus'));
        const held = yuanNumber(balances.inEscrow);
        return { ...base, trust_amount: held, expend_amount: spent, pay: spent, freeze: held };
      },
    }),
    endpoint({
      id: 'margin_record',
      serves: ['client_stats_marginrecord'],
      method: 'GET',
      paths: ['/api/margin/record'],
      title: '账户变动记录列表',
      notes: 'report=true：开发者只含收入和奖金；需求者须 start_at、end_at，并返回各类合计',
      access: 'signed-in',
      fields: {
        rtype: oneOf(['all', ...statementKinds])
          .or('all')
          .failsWith(20193),
        report: flag().or(false).failsWith(20191),
        start_at: day().failsWith(20194),
        end_at: day().failsWith(20194),
        ...paging(10, 20192),
      },
      answer: Type.Object({
        records: Type.Array(
          Type.Object({
            trade_no: Type.String(),
            create_at: Type.String(),
            description: Type.String(),
            amount: Type.Number(),
            margin: Type.Number({ description: '变动后的余额' }),
            type: Type.String({ description: 'D 收入，W 支出' }),
            record_type: Type.String(),
            job: Type.Object({ name: Type.Optional(Type.String()), team_name: Type.Optional(Type.String()) }),
            fee: Type.Number(),
          }),
        ),
        ...pagedAnswer,
        margin: Type.Optional(Type.Number()),
        pay: Type.Optional(Type.Number()),
        freeze: Type.Optional(Type.Number()),
        refund: Type.Optional(Type.Number()),
        income: Type.Optional(Type.Number()),
      }),
      async handle(call) {
        const ctx = call.read();
        const { partyId, role } = personIn(ctx);
        const { rtype, report, start_at: from, end_at: until, pagenum } = call.fields;
        const isClientReport = report && role === 'client';
        if (isClientReport && (from === undefined || until === undefined))
          throw new DomainError('statement.dates_required');
        const kinds =
          rtype !== 'all' ? [rtype] : report && role === 'freelancer' ? (['income', 'bonus'] as const) : statementKinds;
        const filter = {
          kinds,
          from: from === undefined ? undefined : startOfDay(from),
          until: until === undefined ? undefined : startOfDay(addDays(until, 1)),
        };
        const page = await statementOf(ctx, partyId, filter, pageOf(call.fields));
        const titles = await contractTitles(
          ctx,
          page.items.map((row) => row.contract_id),
        );
        const sum = (kind: (typeof statementKinds)[number]) => yuanNumber(page.sums.get(kind) ?? 0n);
        const margin = async () => yuanNumber((await balancesOf(ctx, partyId)).available);
        return {
          records: page.items.map((row) => ({
            trade_no: row.trade_no,
            create_at: timeText(row.made_at),
            description: row.note,
            amount: yuanNumber(row.amount),
            margin: yuanNumber(row.balance_after),
            type: row.direction === 'in' ? 'D' : 'W',
            record_type: row.kind,
            job: toJob(titles.get(row.contract_id ?? 0n)),
            fee: yuanNumber(row.fee),
          })),
          count: page.total,
          pagenum,
          ...(isClientReport && {
            margin: await margin(),
            pay: sum('pay'),
            freeze: sum('freeze'),
            refund: sum('refund'),
          }),
          ...(report &&
            role === 'freelancer' && {
              income: yuanNumber((page.sums.get('income') ?? 0n) + (page.sums.get('bonus') ?? 0n)),
            }),
        };
      },
    }),
    endpoint({
      id: 'margin_card',
      method: 'GET',
      paths: ['/api/margin/card'],
      title: '银行卡列表',
      access: 'signed-in',
      fields: {},
      answer: Type.Object({
        cards: Type.Array(
          Type.Object({
            card_id: Type.Integer(),
            card_no: Type.String(),
            bank: Type.String(),
            bank_code: Type.String(),
          }),
        ),
        logo_uri: Type.String(),
      }),
      async handle(call) {
        const ctx = call.read();
        const [accounts, { banks }] = await Promise.all([accountsOf(ctx, personIn(ctx)), catalog.read()]);
        const cards = accounts.filter((account) => account.kind === 'bank');
        return {
          cards: cards.map((card) => ({
            card_id: Number(card.id),
            card_no: card.shown,
            bank: banks.byCode(card.bank_code ?? '')?.name ?? '',
            bank_code: card.bank_code ?? '',
          })),
          logo_uri: bankLogos(baseUrl),
        };
      },
    }),
    endpoint({
      id: 'card_add',
      method: 'POST',
      paths: ['/api/margin/card'],
      title: '添加银行卡',
      notes: 'code 不填时按卡号识别银行',
      access: 'signed-in',
      bodyOnly: true,
      fields: {
        card_no: text({ pattern: /^\d{15,19}$/, max: 19 })
          .required()
          .failsWith(20202),
        code: text({ max: 20 }).failsWith(20203),
      },
      answer: Type.Object({ card_id: Type.Integer(), bank_code: Type.String() }),
      async handle(call) {
        const { banks } = await catalog.read();
        const { card_no: number, code: bankCode } = call.fields;
        const user = await ownAccount(call, personIn(call.read()));
        const card = await call.write((ctx) =>
          addCard(ctx, vault, personIn(ctx), { number, bankCode, holder: user.name }, banks),
        );
        return { card_id: Number(card.id), bank_code: card.bankCode };
      },
    }),
    endpoint({
      id: 'card_del',
      method: 'DELETE',
      paths: ['/api/margin/card'],
      title: '删除银行卡',
      access: 'signed-in',
      fields: { card_id: id().required().failsWith(20211) },
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => removeCard(ctx, personIn(ctx), call.fields.card_id));
        return {};
      },
    }),
    endpoint({
      id: 'alipay_create',
      method: 'POST',
      paths: ['/api/user/alipay'],
      title: '创建支付宝账号',
      access: 'signed-in',
      bodyOnly: true,
      fields: { alipay: text({ max: 100 }).required().failsWith(20481) },
      answer: nothing,
      async handle(call) {
        await setOwnAlipay(call, vault, personIn(call.read()), call.fields.alipay);
        return {};
      },
    }),
    endpoint({
      id: 'alipay_delete',
      method: 'DELETE',
      paths: ['/api/user/alipay'],
      title: '删除支付宝账号',
      access: 'signed-in',
      fields: {},
      answer: nothing,
      async handle(call) {
        await call.write((ctx) => removeAlipay(ctx, personIn(ctx)));
        return {};
      },
    }),
    endpoint({
      id: 'margin_deposit',
      method: 'POST',
      paths: ['/api/margin/deposit'],
      title: '用户充值',
      notes: 'dtype 缺省为 margin；contract、bonus 时到账后自动支付对应订单',
      access: 'signed-in',
      bodyOnly: true,
      fields: {
        amount: yuan({ min: 1n }).required().failsWith(204410),
        dtype: oneOf(['margin', 'contract', 'bonus']).or('margin').failsWith(20441),
        contract_id: uid().failsWith(20449),
        trade_no: tradeNo().failsWith(204411),
      },
      answer: Type.Object({ url: Type.String(), data: Type.String(), trade_no: Type.String() }),
      errors: {
        'contract.not_found': 20449,
        'order.not_found': 204411,
        'order.wrong_contract': 204411,
        'order.wrong_state': 204411,
      },
      async handle(call) {
        const { amount, dtype, contract_id: contractUid, trade_no: given } = call.fields;
        const ctx = call.read();
        const paysTradeNo =
          dtype === 'margin'
            ? undefined
            : await orderToPay(ctx, { contractUid, tradeNo: given, isBonus: dtype === 'bonus' });
        const { url, tradeNo: opened } = await startTopUp(call, topUps, personIn(ctx), { amount, paysTradeNo });
        return { url, data: url, trade_no: opened };
      },
    }),
    endpoint({
      id: 'withdraw_account',
      method: 'GET',
      paths: ['/api/margin/withdraw/accounts'],
      title: '用户提现账户查询',
      access: 'signed-in',
      fields: {},
      answer: Type.Object({
        accounts: Type.Array(Type.Object({ card_no: Type.String(), bank: Type.String(), type: Type.String() })),
      }),
      async handle(call) {
        const ctx = call.read();
        const accounts = await accountsOf(ctx, personIn(ctx));
        return {
          accounts: accounts.map((account) => ({
            card_no: account.shown,
            bank: account.kind === 'alipay' ? 'alipay' : (account.bank_code ?? ''),
            type: account.kind,
          })),
        };
      },
    }),
    endpoint({
      id: 'withdraw',
      method: 'POST',
      paths: ['/api/margin/withdraw'],
      title: '提现',
      notes: 'account 为已保存的账户（完整号码或列表中显示的号码）；验证码字段 code 或 vcode',
      access: 'signed-in',
      bodyOnly: true,
      fields: {
        amount: yuan({ min: 1n }).required().failsWith(20533),
        account: text({ max: 100 }).required().failsWith(20534),
        type: oneOf(['alipay', 'bank']).required().failsWith(20534),
        code: smsCode().failsWith(20032),
        vcode: smsCode().failsWith(20032),
      },
      answer: Type.Object({ amount: Type.Number(), balance: Type.Number(), baclance: Type.Number() }),
      errors: { 'ledger.insufficient_funds': 20533 },
      async handle(call) {
        const { amount, account, type, code, vcode } = call.fields;
        const given = code ?? vcode;
        if (given === undefined) throw new DomainError('code.none');
        const actor = personIn(call.read());
        const { available } = await requestPayout(call, { identity, vault }, actor, {
          amount,
          kind: type,
          account,
          code: given,
        });
        const balance = yuanNumber(available);
        return { amount: yuanNumber(amount), balance, baclance: balance };
      },
    }),
  ];
}

const toJob = (titles: { listingTitle: string; clientName: string } | undefined) =>
  titles ? { name: titles.listingTitle, team_name: titles.clientName } : {};
