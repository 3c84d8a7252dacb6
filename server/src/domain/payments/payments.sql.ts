import { sql } from '../../kernel/context.ts';
import type { PayOrderState, PayoutState } from './lifecycle.ts';

export type OrderPurpose = 'topup' | 'milestones' | 'week' | 'bonus' | 'step' | 'gig' | 'consultation';

export interface OrderRow {
  id: bigint;
  market: string;
  trade_no: string;
  purpose: OrderPurpose;
  state: PayOrderState;
  payer_party_id: bigint;
  payee_party_id: bigint | null;
  contract_id: bigint | null;
  amount: bigint;
  fee_basis_points: number;
  description: string;
  pays_trade_no: string | null;
  /** The company it is paid through; null out of the balance. */
  rail: string | null;
  created_at: Date;
  expires_at: Date | null;
}

const orderColumns = `id, market, trade_no, purpose, state, payer_party_id, payee_party_id, contract_id, amount, fee_basis_points,
  description, pays_trade_no, rail, created_at, expires_at`;

export const insertOrder = sql<OrderRow>(
  'payments.insert_order',
  `insert into pay_order (market, trade_no, purpose, state, payer_party_id, payee_party_id, contract_id, amount,
     fee_basis_points, description, pays_trade_no, rail, created_at, expires_at)
   values ($1, $2, $3, 'open', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
   on conflict (trade_no) do nothing returning ${orderColumns}`,
);

export const orderByTradeNo = sql<OrderRow>(
  'payments.order_by_trade_no',
  `select ${orderColumns} from pay_order where market = $1 and trade_no = $2`,
);

export const lockOrderByTradeNo = sql<OrderRow>(
  'payments.lock_order_by_trade_no',
  `select ${orderColumns} from pay_order where market = $1 and trade_no = $2 for no key update`,
);

export const openOrderOfContract = sql<OrderRow>(
  'payments.open_order_of_contract',
  `select ${orderColumns} from pay_order
   where contract_id = $1 and payer_party_id = $2 and state = 'open' and purpose in ('milestones', 'week')
   order by id desc limit 1`,
);

export const topUpsOfPayer = sql<OrderRow>(
  'payments.top_ups_of_payer',
  `select ${orderColumns} from pay_order where payer_party_id = $1 and purpose = 'topup' order by id desc limit $2 offset $3`,
);

export const countTopUps = sql<{ count: bigint }>(
  'payments.count_top_ups',
  `select count(*) from pay_order where payer_party_id = $1 and purpose = 'topup'`,
);

/** Parameters: 1 payer, 2 the trade number it pays, 3 amount, 4 rail, 5 until when it must be payable. */
export const openTopUpFor = sql<OrderRow>(
  'payments.open_top_up_for',
  `select ${orderColumns} from pay_order
   where pays_trade_no = $2 and payer_party_id = $1 and amount = $3 and rail = $4 and purpose = 'topup'
     and state = 'open' and expires_at > $5
   order by id desc limit 1`,
);

export const ordersById = sql<OrderRow>(
  'payments.orders_by_id',
  `select ${orderColumns} from pay_order where id = any ($1::bigint[])`,
);

export const moveOrder = sql<never>(
  'payments.move_order',
  `update pay_order set state = $2, paid_at = case when $2 = 'paid' then $3 else paid_at end,
     rail_trade_no = coalesce($4, rail_trade_no)
   where id = $1`,
);

/** Orders of what will not be done any more. */
export const closeOpenOrders = sql<never>(
  'payments.close_open_orders',
  `update pay_order set state = 'closed' where id = any ($1::bigint[]) and state = 'open'`,
);

/** Who lets a payout go; no row for somebody who has already. */
export const insertApproval = sql<{ payout_id: bigint }>(
  'payments.insert_approval',
  `insert into payout_approval (payout_id, operator_id, at) values ($1, $2, $3) on conflict do nothing returning payout_id`,
);

export const countApprovals = sql<{ count: bigint }>(
  'payments.count_approvals',
  'select count(*) as count from payout_approval where payout_id = $1',
);

export const insertRailEvent = sql<{ id: bigint }>(
  'payments.insert_rail_event',
  `insert into rail_event (rail, event_id, trade_no, outcome, verdict, received_at) values ($1, $2, $3, $4, $5, $6)
   on conflict (rail, event_id) do nothing returning id`,
);

export interface AccountRow {
  id: bigint;
  user_id: bigint;
  kind: 'alipay' | 'bank';
  number_cipher: string;
  shown: string;
  bank_code: string | null;
  holder: string;
}

const accountColumns = 'id, user_id, kind, number_cipher, shown, bank_code, holder';

export const insertAccount = sql<{ id: bigint }>(
  'payments.insert_account',
  `insert into payout_account (market, user_id, kind, number_cipher, number_hash, shown, bank_code, holder, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning id`,
);

export const accountsOfUser = sql<AccountRow>(
  'payments.accounts_of_user',
  `select ${accountColumns} from payout_account where user_id = $1 and removed_at is null order by id limit 100`,
);

export const accountById = sql<AccountRow>(
  'payments.account_by_id',
  `select ${accountColumns} from payout_account where id = $1`,
);

export const accountByHash = sql<AccountRow>(
  'payments.account_by_hash',
  `select ${accountColumns} from payout_account
   where user_id = $1 and kind = $2 and number_hash = $3 and removed_at is null`,
);

export const removeAccount = sql<{ id: bigint }>(
  'payments.remove_account',
  `update payout_account set removed_at = $4
   where user_id = $1 and kind = $2 and ($3::bigint is null or id = $3) and removed_at is null returning id`,
);

export interface PayoutRow {
  id: bigint;
  market: string;
  payout_no: string;
  party_id: bigint;
  account_id: bigint;
  amount: bigint;
  state: PayoutState;
  created_at: Date;
  settled_at: Date | null;
}

const payoutColumns = 'id, market, payout_no, party_id, account_id, amount, state, created_at, settled_at';

export const insertPayout = sql<PayoutRow>(
  'payments.insert_payout',
  `insert into payout (market, payout_no, party_id, account_id, amount, state, created_at)
   values ($1, $2, $3, $4, $5, $6, $7) on conflict (payout_no) do nothing returning ${payoutColumns}`,
);

export const payoutById = sql<PayoutRow>('payments.payout_by_id', `select ${payoutColumns} from payout where id = $1`);

export const lockPayout = sql<PayoutRow>(
  'payments.lock_payout',
  `select ${payoutColumns} from payout where id = $1 for no key update`,
);

export const movePayout = sql<never>(
  'payments.move_payout',
  `update payout set state = $2, reason = $3, rail_trade_no = coalesce($4, rail_trade_no),
     sent_at = case when $2 = 'sent' then $5 else sent_at end,
     settled_at = case when $2 in ('paid', 'failed', 'returned', 'refused') then $5 else settled_at end
   where id = $1`,
);

export const waitingPayouts = sql<PayoutRow & { party_name: string }>(
  'payments.waiting_payouts',
  `select ${payoutColumns
    .split(', ')
    .map((name) => `p.${name}`)
    .join(', ')}, party.name as party_name
   from payout p join party on party.id = p.party_id
   where p.market = $1 and p.state = 'requested' order by p.id limit 100`,
);

/** What this module says of money; each row is something wrong. */
export const paymentProofs = {
  paid_topups_without_credit: `select o.trade_no as subject, o.amount::text as found from pay_order o
    where o.purpose = 'topup' and o.state = 'paid'
      and not exists (select from ledger_transfer t where t.market = o.market and t.key = 'topup:' || o.trade_no)`,
  credits_without_paid_topup: `select t.key as subject, t.market as found from ledger_transfer t
    where t.kind = 'topup' and not exists (
      select from pay_order o where o.market = t.market and 'topup:' || o.trade_no = t.key and o.state = 'paid')`,
  withdrawing_unlike_payouts: `select a.code as subject, a.balance || ' <> ' || coalesce(p.sum, 0) as found
    from ledger_account a left join (
      select party_id, sum(amount) as sum from (
        select party_id, amount from payout where state in ('requested', 'approved', 'sent')
        union all select party_id, amount from pay_refund where state in ('requested', 'sent')) leaving group by party_id) p
      on p.party_id = a.party_id
    where a.kind = 'withdrawing' and a.balance <> coalesce(p.sum, 0)`,
} as const;
