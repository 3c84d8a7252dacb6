/** What the sandbox twin of WeChat Pay keeps in the database. */
import type { SandboxQuery } from '../alipay/sandbox.sql.ts';

export interface Prepay {
  readonly outTradeNo: string;
  readonly prepayId: string;
  readonly transactionId: string;
  readonly amount: bigint;
  readonly subject: string;
  readonly notifyUrl: string;
  readonly state: 'waiting' | 'paid' | 'closed';
  readonly expiresAt: Date;
  readonly paidAt: Date | undefined;
  readonly notifiedAt: Date | undefined;
}

const columns =
  'out_trade_no, prepay_id, transaction_id, amount, subject, notify_url, state, expires_at, paid_at, notified_at';

export async function findPrepay(
  query: SandboxQuery,
  by: 'out_trade_no' | 'prepay_id',
  value: string,
): Promise<Prepay | undefined> {
  const { rows } = await query(`select ${columns} from sandbox_prepay where ${by} = $1`, [value]);
  return rows[0] && asPrepay(rows[0]);
}

/** Records a waiting order unless its number is taken. */
export async function addPrepay(
  query: SandboxQuery,
  order: Omit<Prepay, 'state' | 'paidAt' | 'notifiedAt'>,
  now: Date,
): Promise<void> {
  const { outTradeNo, prepayId, transactionId, amount, subject, notifyUrl, expiresAt } = order;
  await query(
    `insert into sandbox_prepay (out_trade_no, prepay_id, transaction_id, amount, subject, notify_url, expires_at, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (out_trade_no) do nothing`,
    [outTradeNo, prepayId, transactionId, amount.toString(), subject, notifyUrl, expiresAt, now],
  );
}

/** Pays or closes an order that waits; changes nothing of one that does not any more. */
export async function decidePrepay(
  query: SandboxQuery,
  prepayId: string,
  state: 'paid' | 'closed',
  now: Date,
): Promise<void> {
  await query(
    `update sandbox_prepay set state = $2, paid_at = case when $2 = 'paid' then $3::timestamptz end
     where prepay_id = $1 and state = 'waiting' and ($2 = 'closed' or expires_at > $3)`,
    [prepayId, state, now],
  );
}

export async function markNoticed(query: SandboxQuery, prepayId: string, now: Date): Promise<void> {
  await query('update sandbox_prepay set notified_at = $2 where prepay_id = $1', [prepayId, now]);
}

/** Keeps the refund unless its number is taken; answers when and for how much it was asked for. */
export async function keepRefund(
  query: SandboxQuery,
  refund: { outRefundNo: string; outTradeNo: string; refundId: string; amount: bigint },
  now: Date,
): Promise<{ outTradeNo: string; amount: bigint; madeAt: Date }> {
  const { outRefundNo, outTradeNo, refundId, amount } = refund;
  await query(
    `insert into sandbox_refund (out_refund_no, out_trade_no, refund_id, amount, made_at) values ($1, $2, $3, $4, $5)
     on conflict (out_refund_no) do nothing`,
    [outRefundNo, outTradeNo, refundId, amount.toString(), now],
  );
  const { rows } = await query('select out_trade_no, amount, made_at from sandbox_refund where out_refund_no = $1', [
    outRefundNo,
  ]);
  const [row = {}] = rows;
  return {
    outTradeNo: String(row['out_trade_no']),
    amount: BigInt(String(row['amount'])),
    madeAt: instantIn(row['made_at']),
  };
}

const instantIn = (value: unknown): Date => (value instanceof Date ? value : new Date(String(value)));

function asPrepay(row: Record<string, unknown>): Prepay {
  return {
    outTradeNo: String(row['out_trade_no']),
    prepayId: String(row['prepay_id']),
    transactionId: String(row['transaction_id']),
    amount: BigInt(String(row['amount'])),
    subject: String(row['subject']),
    notifyUrl: String(row['notify_url']),
    state: row['state'] as Prepay['state'], // a check constraint of the table
    expiresAt: instantIn(row['expires_at']),
    paidAt: row['paid_at'] === null ? undefined : instantIn(row['paid_at']),
    notifiedAt: row['notified_at'] === null ? undefined : instantIn(row['notified_at']),
  };
}
