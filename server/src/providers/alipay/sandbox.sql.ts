/** What the sandbox twin of Alipay keeps in the database. */

export type SandboxQuery = (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>;

export type KeyOwner = 'gateway' | 'application' | 'wechat' | 'merchant';

/** One RSA key pair, PEM: PKCS8 and SPKI. */
export interface KeyPair {
  privateKey: string;
  publicKey: string;
}

export interface SandboxTrade {
  outTradeNo: string;
  tradeNo: string;
  amount: bigint;
  subject: string;
  state: 'waiting' | 'paid' | 'closed';
  madeAt: Date;
  expiresAt: Date;
  paidAt: Date | undefined;
  closedAt: Date | undefined;
  notifiedAt: Date | undefined;
}

export interface SandboxTransfer {
  outBizNo: string;
  orderId: string;
  productCode: string;
  amount: bigint;
  identity: string;
  holder: string;
  madeAt: Date;
}

const tradeColumns =
  'out_trade_no, trade_no, amount, subject, state, made_at, expires_at, paid_at, closed_at, notified_at';
const transferColumns = 'out_biz_no, order_id, product_code, amount, identity, holder, made_at';

export async function findKeyPair(query: SandboxQuery, owner: KeyOwner): Promise<KeyPair | undefined> {
  const { rows } = await query('select private_key, public_key from sandbox_key where owner = $1', [owner]);
  return rows[0] && { privateKey: String(rows[0]['private_key']), publicKey: String(rows[0]['public_key']) };
}

/** Keeps the pair unless the owner has one already. */
export async function keepKeyPair(query: SandboxQuery, owner: KeyOwner, pair: KeyPair, now: Date): Promise<void> {
  await query(
    `insert into sandbox_key (owner, private_key, public_key, made_at) values ($1, $2, $3, $4)
     on conflict (owner) do nothing`,
    [owner, pair.privateKey, pair.publicKey, now],
  );
}

export async function findTrade(query: SandboxQuery, outTradeNo: string): Promise<SandboxTrade | undefined> {
  const { rows } = await query(`select ${tradeColumns} from sandbox_trade where out_trade_no = $1`, [outTradeNo]);
  return rows[0] && asTrade(rows[0]);
}

/** Records a waiting trade unless its number is taken. */
export async function addTrade(
  query: SandboxQuery,
  trade: Pick<SandboxTrade, 'outTradeNo' | 'tradeNo' | 'amount' | 'subject' | 'madeAt' | 'expiresAt'>,
): Promise<void> {
  await query(
    `insert into sandbox_trade (out_trade_no, trade_no, amount, subject, made_at, expires_at)
     values ($1, $2, $3, $4, $5, $6) on conflict (out_trade_no) do nothing`,
    [trade.outTradeNo, trade.tradeNo, trade.amount.toString(), trade.subject, trade.madeAt, trade.expiresAt],
  );
}

/** Marks a waiting, unexpired trade paid; false when it was not waiting any more. */
export async function markPaid(query: SandboxQuery, outTradeNo: string, now: Date): Promise<boolean> {
  const { rows } = await query(
    `update sandbox_trade set state = 'paid', paid_at = $2
     where out_trade_no = $1 and state = 'waiting' and expires_at > $2 returning out_trade_no`,
    [outTradeNo, now],
  );
  return rows.length === 1;
}

/** Marks a waiting trade closed; false when it was not waiting any more. */
export async function markClosed(query: SandboxQuery, outTradeNo: string, now: Date): Promise<boolean> {
  const { rows } = await query(
    `update sandbox_trade set state = 'closed', closed_at = $2
     where out_trade_no = $1 and state = 'waiting' returning out_trade_no`,
    [outTradeNo, now],
  );
  return rows.length === 1;
}

export async function markNotified(query: SandboxQuery, outTradeNo: string, now: Date): Promise<void> {
  await query('update sandbox_trade set notified_at = $2 where out_trade_no = $1', [outTradeNo, now]);
}

export async function findTransfer(query: SandboxQuery, outBizNo: string): Promise<SandboxTransfer | undefined> {
  const { rows } = await query(`select ${transferColumns} from sandbox_transfer where out_biz_no = $1`, [outBizNo]);
  return rows[0] && asTransfer(rows[0]);
}

/** Records a transfer unless its number is taken. */
export async function addTransfer(query: SandboxQuery, transfer: SandboxTransfer): Promise<void> {
  await query(
    `insert into sandbox_transfer (${transferColumns}) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (out_biz_no) do nothing`,
    [
      transfer.outBizNo,
      transfer.orderId,
      transfer.productCode,
      transfer.amount.toString(),
      transfer.identity,
      transfer.holder,
      transfer.madeAt,
    ],
  );
}

function asTrade(row: Record<string, unknown>): SandboxTrade {
  return {
    outTradeNo: String(row['out_trade_no']),
    tradeNo: String(row['trade_no']),
    amount: BigInt(String(row['amount'])),
    subject: String(row['subject']),
    state: row['state'] as SandboxTrade['state'], // a check constraint of the table
    madeAt: asInstant(row['made_at']),
    expiresAt: asInstant(row['expires_at']),
    paidAt: asOptionalInstant(row['paid_at']),
    closedAt: asOptionalInstant(row['closed_at']),
    notifiedAt: asOptionalInstant(row['notified_at']),
  };
}

function asTransfer(row: Record<string, unknown>): SandboxTransfer {
  return {
    outBizNo: String(row['out_biz_no']),
    orderId: String(row['order_id']),
    productCode: String(row['product_code']),
    amount: BigInt(String(row['amount'])),
    identity: String(row['identity']),
    holder: String(row['holder']),
    madeAt: asInstant(row['made_at']),
  };
}

function asInstant(value: unknown): Date {
  return value instanceof Date ? value : new Date(String(value));
}

function asOptionalInstant(value: unknown): Date | undefined {
  return value === null || value === undefined ? undefined : asInstant(value);
}
