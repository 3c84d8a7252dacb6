import { Type } from 'typebox';
import { verifyLedger } from '../../../domain/ledger/index.ts';
import {
  type AccountRow,
  type EntryRow,
  findAccounts,
  findUnreconciled,
  listPayouts,
  lookAtAccount,
  lookAtOrder,
  lookAtTransfer,
  type OrderFacts,
  type PayoutFacts,
  type RailEventRow,
  type TransferRow,
} from '../../../domain/oversight/index.ts';
import { id, oneOf, text } from '../../../platform/http/fields.ts';
import {
  isoOrNull,
  isoTime,
  market,
  money,
  orNull,
  pageFields,
  pageOf,
  presentPage,
  textOrNull,
  time,
  timeOrNull,
  toPage,
  yuanText,
} from '../forms.ts';
import type { OperatorApiMeans } from '../means.ts';
import { endpoint, operatorIn } from '../wire.ts';

const account = Type.Object({
  code: Type.String(),
  kind: Type.String(),
  balance: money,
  is_house: Type.Boolean(),
  party: textOrNull,
  opened_at: time,
});
const toAccount = (row: AccountRow) => ({
  code: row.code,
  kind: row.kind,
  balance: yuanText(row.balance),
  is_house: row.is_house,
  party: row.party_name,
  opened_at: isoTime(row.opened_at),
});

const entry = Type.Object({
  transfer_id: Type.String(),
  account: Type.String(),
  account_kind: Type.String(),
  party: textOrNull,
  amount: money,
  balance_after: orNull(money),
  kind: Type.String(),
  key: Type.String(),
  made_at: time,
});
const toEntry = (row: EntryRow) => ({
  transfer_id: String(row.transfer_id),
  account: row.account,
  account_kind: row.account_kind,
  party: row.party,
  amount: yuanText(row.amount),
  balance_after: row.balance_after === null ? null : yuanText(row.balance_after),
  kind: row.kind,
  key: row.key,
  made_at: isoTime(row.made_at),
});

const transfer = Type.Object({ id: Type.String(), key: Type.String(), kind: Type.String(), made_at: time });
const toTransfer = (row: TransferRow) => ({ ...row, id: String(row.id), made_at: isoTime(row.made_at) });

const line = Type.Object({
  party_uid: Type.String(),
  party_name: Type.String(),
  kind: Type.String(),
  direction: Type.String(),
  amount: money,
  fee: money,
  balance_after: money,
  trade_no: Type.String(),
  note: Type.String(),
});

const order = Type.Object({
  trade_no: Type.String(),
  purpose: Type.String(),
  state: Type.String(),
  amount: money,
  description: Type.String(),
  payer: Type.String(),
  payee: textOrNull,
  rail: textOrNull,
  rail_trade_no: textOrNull,
  created_at: time,
  paid_at: timeOrNull,
});
const toOrder = (row: OrderFacts) => ({
  trade_no: row.trade_no,
  purpose: row.purpose,
  state: row.state,
  amount: yuanText(row.amount),
  description: row.description,
  payer: row.payer_name,
  payee: row.payee_name,
  rail: row.rail,
  rail_trade_no: row.rail_trade_no,
  created_at: isoTime(row.created_at),
  paid_at: isoOrNull(row.paid_at),
});

const railEvent = Type.Object({
  rail: Type.String(),
  event_id: Type.String(),
  trade_no: Type.String(),
  outcome: Type.String(),
  verdict: Type.String(),
  received_at: time,
});
const toRailEvent = (row: RailEventRow) => ({ ...row, received_at: isoTime(row.received_at) });

const payoutStates = ['requested', 'approved', 'sent', 'paid', 'failed', 'returned', 'refused'] as const;
const payout = Type.Object({
  id: Type.String(),
  payout_no: Type.String(),
  party_uid: Type.String(),
  party: Type.String(),
  amount: money,
  state: Type.String(),
  reason: Type.String(),
  account_kind: Type.String(),
  account: Type.String({ description: '脱敏' }),
  holder: Type.String(),
  approvals: Type.Array(Type.String()),
  created_at: time,
  sent_at: timeOrNull,
  settled_at: timeOrNull,
});
const toPayout = (row: PayoutFacts) => ({
  id: String(row.id),
  payout_no: row.payout_no,
  party_uid: row.party_uid,
  party: row.party_name,
  amount: yuanText(row.amount),
  state: row.state,
  reason: row.reason,
  account_kind: row.account_kind,
  account: row.account_shown,
  holder: row.holder,
  approvals: row.approvals,
  created_at: isoTime(row.created_at),
  sent_at: isoOrNull(row.sent_at),
  settled_at: isoOrNull(row.settled_at),
});

/** The ledger, orders, payouts, and what does not fit together. */
export function bookRoutes({ unitsIn, proofs }: OperatorApiMeans) {
  return [
    endpoint({
      id: 'account_list',
      method: 'GET',
      paths: ['/ledger/accounts'],
      title: '账户查询',
      notes: 'q 为账户代码、身份编号、手机号、邮箱或用户名；不填时列出平台账户',
      access: 'operator',
      fields: { market: market(), q: text({ max: 100 }).or('') },
      answer: Type.Object({ items: Type.Array(account) }),
      async handle({ fields, caller }) {
        const ctx = unitsIn(fields.market, operatorIn(caller).id).read();
        return { items: (await findAccounts(ctx, fields.q)).map(toAccount) };
      },
    }),
    endpoint({
      id: 'account_read',
      method: 'GET',
      paths: ['/ledger/accounts/:code'],
      title: '账户分录',
      access: 'operator',
      fields: { market: market(), code: text({ max: 100 }).required(), ...pageFields },
      answer: Type.Object({ account, ...pageOf(entry).properties }),
      async handle({ fields, caller }) {
        const ctx = unitsIn(fields.market, operatorIn(caller).id).read();
        const found = await lookAtAccount(ctx, fields.code, toPage(fields));
        return { account: toAccount(found.account), ...presentPage(found, toEntry) };
      },
    }),
    endpoint({
      id: 'transfer_read',
      method: 'GET',
      paths: ['/ledger/transfers/:id'],
      title: '转账详情',
      access: 'operator',
      fields: { market: market(), id: id().required() },
      answer: Type.Object({ transfer, entries: Type.Array(entry), lines: Type.Array(line) }),
      async handle({ fields, caller }) {
        const found = await lookAtTransfer(unitsIn(fields.market, operatorIn(caller).id).read(), fields.id);
        return {
          transfer: toTransfer(found.transfer),
          entries: found.entries.map(toEntry),
          lines: found.lines.map(({ amount, fee, balance_after, ...row }) => ({
            ...row,
            amount: yuanText(amount),
            fee: yuanText(fee),
            balance_after: yuanText(balance_after),
          })),
        };
      },
    }),
    endpoint({
      id: 'order_read',
      method: 'GET',
      paths: ['/orders/:trade_no'],
      title: '支付单详情',
      access: 'operator',
      fields: { market: market(), trade_no: text({ pattern: /^\d{18}$/ }).required() },
      answer: Type.Object({ order, events: Type.Array(railEvent), transfers: Type.Array(transfer) }),
      async handle({ fields, caller }) {
        const found = await lookAtOrder(unitsIn(fields.market, operatorIn(caller).id).read(), fields.trade_no);
        return {
          order: toOrder(found.order),
          events: found.events.map(toRailEvent),
          transfers: found.transfers.map(toTransfer),
        };
      },
    }),
    endpoint({
      id: 'payout_list',
      method: 'GET',
      paths: ['/payouts'],
      title: '提现列表',
      access: 'operator',
      fields: { market: market(), state: oneOf(payoutStates), ...pageFields },
      answer: pageOf(payout),
      async handle({ fields, caller }) {
        const ctx = unitsIn(fields.market, operatorIn(caller).id).read();
        return presentPage(await listPayouts(ctx, fields.state, toPage(fields)), toPayout);
      },
    }),
    endpoint({
      id: 'reconciliation',
      method: 'GET',
      paths: ['/reconciliation'],
      title: '对账差异',
      notes: '三十天内被拒绝的渠道通知、一小时未到账的充值、一天未结的提现、失败或退回的提现',
      access: 'operator',
      fields: { market: market() },
      answer: Type.Object({
        refused_events: Type.Array(railEvent),
        open_top_ups: Type.Array(order),
        slow_payouts: Type.Array(payout),
        returned_payouts: Type.Array(payout),
      }),
      async handle({ fields, caller }) {
        const found = await findUnreconciled(unitsIn(fields.market, operatorIn(caller).id).read());
        return {
          refused_events: found.refusedEvents.map(toRailEvent),
          open_top_ups: found.openTopUps.map(toOrder),
          slow_payouts: found.slowPayouts.map(toPayout),
          returned_payouts: found.returnedPayouts.map(toPayout),
        };
      },
    }),
    endpoint({
      id: 'books_prove',
      method: 'POST',
      paths: ['/ledger/proof'],
      title: '验证账本',
      notes: '对全部账目做一遍每晚的证明；findings 为空即一切相符',
      access: 'books.prove',
      fields: {},
      answer: Type.Object({
        proofs: Type.Array(Type.String()),
        findings: Type.Array(Type.Object({ proof: Type.String(), subject: Type.String(), found: Type.String() })),
      }),
      async handle({ read }) {
        const made: string[] = [];
        const findings = await verifyLedger(read().db, proofs, (name) => made.push(name));
        return { proofs: made, findings: [...findings] };
      },
    }),
  ];
}
