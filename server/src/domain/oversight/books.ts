/** The ledger as operators look at it: accounts, transfers, orders, payouts, and what does not fit together. Amounts are fen. */
import { dayMs, hourMs, later } from '../../kernel/clock.ts';
import { type ReadContext, sql } from '../../kernel/context.ts';
import { DomainError } from '../../kernel/errors.ts';
import { offsetOf, type Page, type PageOf } from '../../kernel/page.ts';

export interface AccountRow {
  code: string;
  kind: string;
  balance: bigint;
  is_house: boolean;
  party_uid: string | null;
  party_name: string | null;
  opened_at: Date;
}

const accountColumns = `a.code, a.kind, a.is_house, a.opened_at, p.uid as party_uid, p.name as party_name,
  case when a.is_house then coalesce((select sum(amount) from ledger_entry e where e.account = a.code), 0)::bigint
    else a.balance end as balance`;
const accountsFrom = 'from ledger_account a left join party p on p.id = a.party_id';

const houseAccounts = sql<AccountRow>(
  'oversight.house_accounts',
  `select ${accountColumns} ${accountsFrom} where a.market = $1 and a.is_house order by a.code`,
);
const accountsFound = sql<AccountRow>(
  'oversight.accounts_found',
  `select ${accountColumns} ${accountsFrom}
   where a.market = $1 and (a.code = $2 or p.uid = $2 or p.user_id in (
     select id from user_account where market = $1 and lower($2) in (uid, username, phone, email)))
   order by a.kind, a.code limit 100`,
);
const accountByCode = sql<AccountRow>(
  'oversight.account_by_code',
  `select ${accountColumns} ${accountsFrom} where a.market = $1 and a.code = $2`,
);

/** The house's accounts, or those of a party, a person or a code. */
export const findAccounts = (ctx: ReadContext, query: string): Promise<AccountRow[]> =>
  query === '' ? ctx.db.query(houseAccounts, [ctx.market]) : ctx.db.query(accountsFound, [ctx.market, query]);

export interface EntryRow {
  id: bigint;
  transfer_id: bigint;
  account: string;
  account_kind: string;
  /** Whose account it is; null for the house's and for escrow. */
  party: string | null;
  amount: bigint;
  balance_after: bigint | null;
  kind: string;
  key: string;
  made_at: Date;
}

const entrySelect = `select e.id, e.transfer_id, e.account, a.kind as account_kind, p.name as party, e.amount, e.balance_after,
  t.kind, t.key, t.made_at
  from ledger_entry e join ledger_transfer t on t.id = e.transfer_id join ledger_account a on a.code = e.account
    left join party p on p.id = a.party_id`;
const entriesOfAccount = sql<EntryRow>(
  'oversight.entries_of_account',
  `${entrySelect} where e.account = $1 order by e.id desc limit $2 offset $3`,
);
const countEntries = sql<{ count: bigint }>(
  'oversight.count_entries',
  'select count(*) as count from ledger_entry where account = $1',
);

/** An account with its entries, the newest first. Throws `ledger.not_found`. */
export async function lookAtAccount(
  ctx: ReadContext,
  code: string,
  page: Page,
): Promise<PageOf<EntryRow> & { account: AccountRow }> {
  const [account] = await ctx.db.query(accountByCode, [ctx.market, code]);
  if (!account) throw new DomainError('ledger.not_found');
  const [items, [counted]] = await Promise.all([
    ctx.db.query(entriesOfAccount, [code, page.size, offsetOf(page)]),
    ctx.db.query(countEntries, [code]),
  ]);
  return { account, items, total: Number(counted?.count ?? 0n) };
}

export interface TransferRow {
  id: bigint;
  key: string;
  kind: string;
  made_at: Date;
}

export interface LineRow {
  party_uid: string;
  party_name: string;
  kind: string;
  direction: string;
  amount: bigint;
  fee: bigint;
  balance_after: bigint;
  trade_no: string;
  note: string;
}

const transferById = sql<TransferRow>(
  'oversight.transfer_by_id',
  'select id, key, kind, made_at from ledger_transfer where market = $1 and id = $2',
);
const entriesOfTransfer = sql<EntryRow>(
  'oversight.entries_of_transfer',
  `${entrySelect} where e.transfer_id = $1 order by e.id`,
);
const linesOfTransfer = sql<LineRow>(
  'oversight.lines_of_transfer',
  `select p.uid as party_uid, p.name as party_name, l.kind, l.direction, l.amount, l.fee, l.balance_after, l.trade_no, l.note
   from statement_line l join party p on p.id = l.party_id where l.transfer_id = $1 order by l.id`,
);

/** A transfer with its entries and what the parties read of it. Throws `ledger.not_found`. */
export async function lookAtTransfer(
  ctx: ReadContext,
  id: bigint,
): Promise<{ transfer: TransferRow; entries: EntryRow[]; lines: LineRow[] }> {
  const [transfer] = await ctx.db.query(transferById, [ctx.market, id]);
  if (!transfer) throw new DomainError('ledger.not_found');
  const [entries, lines] = await Promise.all([
    ctx.db.query(entriesOfTransfer, [id]),
    ctx.db.query(linesOfTransfer, [id]),
  ]);
  return { transfer, entries, lines };
}

export interface OrderFacts {
  trade_no: string;
  purpose: string;
  state: string;
  amount: bigint;
  fee_basis_points: number;
  description: string;
  payer_uid: string;
  payer_name: string;
  payee_name: string | null;
  rail: string | null;
  rail_trade_no: string | null;
  created_at: Date;
  paid_at: Date | null;
}

export interface RailEventRow {
  rail: string;
  event_id: string;
  trade_no: string;
  outcome: string;
  verdict: string;
  received_at: Date;
}

const orderSelect = `select o.trade_no, o.purpose, o.state, o.amount, o.fee_basis_points, o.description,
  payer.uid as payer_uid, payer.name as payer_name, payee.name as payee_name, o.rail, o.rail_trade_no, o.created_at, o.paid_at
  from pay_order o join party payer on payer.id = o.payer_party_id left join party payee on payee.id = o.payee_party_id`;
const orderByTradeNo = sql<OrderFacts>(
  'oversight.order_by_trade_no',
  `${orderSelect} where o.market = $1 and o.trade_no = $2`,
);
const eventColumns = 'r.rail, r.event_id, r.trade_no, r.outcome, r.verdict, r.received_at';
const eventsOfOrder = sql<RailEventRow>(
  'oversight.events_of_order',
  `select ${eventColumns} from rail_event r where r.trade_no = $1 order by r.id`,
);
const transfersOfOrder = sql<TransferRow>(
  'oversight.transfers_of_order',
  `select t.id, t.key, t.kind, t.made_at from ledger_transfer t
   where t.market = $1 and t.id in (select transfer_id from statement_line where trade_no = $2 and party_id in (
     select unnest(array[payer_party_id, payee_party_id]) from pay_order where trade_no = $2))
   order by t.id`,
);

/** An order with what its rail has said and the transfers it has led to. Throws `ledger.not_found`. */
export async function lookAtOrder(
  ctx: ReadContext,
  tradeNo: string,
): Promise<{ order: OrderFacts; events: RailEventRow[]; transfers: TransferRow[] }> {
  const [order] = await ctx.db.query(orderByTradeNo, [ctx.market, tradeNo]);
  if (!order) throw new DomainError('ledger.not_found');
  const [events, transfers] = await Promise.all([
    ctx.db.query(eventsOfOrder, [tradeNo]),
    ctx.db.query(transfersOfOrder, [ctx.market, tradeNo]),
  ]);
  return { order, events, transfers };
}

export interface PayoutFacts {
  id: bigint;
  payout_no: string;
  party_uid: string;
  party_name: string;
  amount: bigint;
  state: string;
  reason: string;
  account_kind: string;
  account_shown: string;
  holder: string;
  approvals: string[];
  created_at: Date;
  sent_at: Date | null;
  settled_at: Date | null;
}

const payoutSelect = `select o.id, o.payout_no, p.uid as party_uid, p.name as party_name, o.amount, o.state, o.reason,
  a.kind as account_kind, a.shown as account_shown, a.holder, o.created_at, o.sent_at, o.settled_at,
  array(select coalesce(n.shown_name, '') from payout_approval v left join operator_account n on n.id = v.operator_id
    where v.payout_id = o.id order by v.at) as approvals
  from payout o join party p on p.id = o.party_id join payout_account a on a.id = o.account_id`;
const payoutFilter = 'where o.market = $1 and ($2::text is null or o.state = $2)';
const payoutRows = sql<PayoutFacts>(
  'oversight.payouts',
  `${payoutSelect} ${payoutFilter} order by o.id desc limit $3 offset $4`,
);
const countPayouts = sql<{ count: bigint }>(
  'oversight.count_payouts',
  `select count(*) as count from payout o ${payoutFilter}`,
);

/** Payouts of the market, the newest first. */
export async function listPayouts(
  ctx: ReadContext,
  state: string | undefined,
  page: Page,
): Promise<PageOf<PayoutFacts>> {
  const values = [ctx.market, state ?? null];
  const [items, [counted]] = await Promise.all([
    ctx.db.query(payoutRows, [...values, page.size, offsetOf(page)]),
    ctx.db.query(countPayouts, values),
  ]);
  return { items, total: Number(counted?.count ?? 0n) };
}

const payoutById = sql<PayoutFacts>('oversight.payout_by_id', `${payoutSelect} where o.market = $1 and o.id = $2`);

/** One payout. Throws `payout.not_found`. */
export async function findPayout(ctx: ReadContext, id: bigint): Promise<PayoutFacts> {
  const [payout] = await ctx.db.query(payoutById, [ctx.market, id]);
  if (!payout) throw new DomainError('payout.not_found', { payoutId: id });
  return payout;
}

/** What the books and the rails do not agree upon, or have not for too long. */
export interface Unreconciled {
  readonly refusedEvents: RailEventRow[];
  readonly openTopUps: OrderFacts[];
  readonly slowPayouts: PayoutFacts[];
  readonly returnedPayouts: PayoutFacts[];
}

const refusedEvents = sql<RailEventRow>(
  'oversight.refused_events',
  `select ${eventColumns} from rail_event r left join pay_order o on o.trade_no = r.trade_no
   where r.verdict = 'refused' and r.received_at > $2 and coalesce(o.market, $1) = $1 order by r.id desc limit 100`,
);
const openTopUps = sql<OrderFacts>(
  'oversight.open_top_ups',
  `${orderSelect} where o.market = $1 and o.purpose = 'topup' and o.state = 'open' and o.created_at between $2 and $3
   order by o.id desc limit 100`,
);
const slowPayouts = sql<PayoutFacts>(
  'oversight.slow_payouts',
  `${payoutSelect} where o.market = $1 and o.state in ('approved', 'sent') and o.created_at < $2 order by o.id limit 100`,
);
const returnedPayouts = sql<PayoutFacts>(
  'oversight.returned_payouts',
  `${payoutSelect} where o.market = $1 and o.state in ('failed', 'returned') and o.created_at > $2
   order by o.id desc limit 100`,
);

const lookBackMs = 30 * dayMs;

export async function findUnreconciled(ctx: ReadContext): Promise<Unreconciled> {
  const since = later(ctx.now, -lookBackMs);
  const [events, orders, slow, returned] = await Promise.all([
    ctx.db.query(refusedEvents, [ctx.market, since]),
    ctx.db.query(openTopUps, [ctx.market, since, later(ctx.now, -hourMs)]),
    ctx.db.query(slowPayouts, [ctx.market, later(ctx.now, -dayMs)]),
    ctx.db.query(returnedPayouts, [ctx.market, since]),
  ]);
  return { refusedEvents: events, openTopUps: orders, slowPayouts: slow, returnedPayouts: returned };
}
