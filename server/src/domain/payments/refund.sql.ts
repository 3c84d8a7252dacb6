import { sql } from '../../kernel/context.ts';
import type { RefundState } from './lifecycle.ts';

export interface RefundRow {
  id: bigint;
  refund_no: string;
  top_up_id: bigint;
  party_id: bigint;
  amount: bigint;
  state: RefundState;
  reason: string;
  rail: string;
  trade_no: string;
  total: bigint;
}

const columns = `r.id, r.refund_no, r.top_up_id, r.party_id, r.amount, r.state, r.reason, o.rail, o.trade_no, o.amount as total`;
const from = 'from pay_refund r join pay_order o on o.id = r.top_up_id';

/** The paid top-up through a rail that an order was paid by, unless it was given back. */
export const refundableTopUp = sql<{ id: bigint; amount: bigint; payer_party_id: bigint }>(
  'payments.refundable_top_up',
  `select o.id, o.amount, o.payer_party_id from pay_order o
   where o.market = $1 and o.pays_trade_no = $2 and o.purpose = 'topup' and o.state = 'paid' and o.rail = any ($3::text[])
     and not exists (select from pay_refund r where r.top_up_id = o.id)
   order by o.id limit 1 for no key update`,
);

export const insertRefund = sql<{ id: bigint }>(
  'payments.insert_refund',
  `insert into pay_refund (market, refund_no, top_up_id, party_id, amount, state, reason, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
);

export const refundById = sql<RefundRow>('payments.refund', `select ${columns} ${from} where r.id = $1`);

export const lockRefund = sql<RefundRow>(
  'payments.lock_refund',
  `select ${columns} ${from} where r.id = $1 for no key update of r`,
);

export const moveRefund = sql<never>(
  'payments.move_refund',
  `update pay_refund set state = $2, reason = case when $3 = '' then reason else $3 end,
     settled_at = case when $2 in ('done', 'failed') then $4::timestamptz end
   where id = $1`,
);
