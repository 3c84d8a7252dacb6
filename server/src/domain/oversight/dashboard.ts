/** How a market is doing, for its operators. Amounts are fen; days are Asia/Shanghai. */
import { addDays, type Day, dayOf, startOfDay } from '../../kernel/clock.ts';
import { type ReadContext, sql } from '../../kernel/context.ts';

export interface Standing {
  users: bigint;
  restricted: bigint;
  in_wallets: bigint;
  in_escrow: bigint;
  withdrawing: bigint;
  open_listings: bigint;
  running_contracts: bigint;
  disputes: bigint;
  failed_tasks: bigint;
  waiting_tasks: bigint;
}

export interface DayRow {
  day: Day;
  joined: bigint;
  deposited: bigint;
  earned: bigint;
  withdrawn: bigint;
  fees: bigint;
}

const standing = sql<Standing>(
  'oversight.standing',
  `select (select count(*) from user_account where market = $1) as users,
     (select count(*) from user_account where market = $1 and state = 'restricted') as restricted,
     a.in_wallets, a.in_escrow, a.withdrawing,
     (select count(*) from listing where market = $1 and state = 'open') as open_listings,
     (select count(*) from contract where market = $1 and state in ('active', 'paused', 'disputed')) as running_contracts,
     (select count(*) from contract where market = $1 and state = 'disputed') as disputes,
     (select count(*) from task where failed_at is not null and market in ($1, '')) as failed_tasks,
     (select count(*) from task where failed_at is null and market in ($1, '')) as waiting_tasks
   from (select coalesce(sum(balance) filter (where kind = 'available'), 0)::bigint as in_wallets,
       coalesce(sum(balance) filter (where kind = 'escrow'), 0)::bigint as in_escrow,
       coalesce(sum(balance) filter (where kind = 'withdrawing'), 0)::bigint as withdrawing
     from ledger_account where market = $1 and not is_house) a`,
);

const byDay = sql<DayRow>(
  'oversight.by_day',
  `with days as (
     select to_char(d, 'YYYY-MM-DD') as day from generate_series($2::date, $3::date, interval '1 day') d),
   joined as (
     select to_char(created_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, count(*) as joined
     from user_account where market = $1 and created_at >= $4 group by 1),
   moved as (
     select to_char(t.made_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day,
       coalesce(sum(l.amount) filter (where l.kind = 'deposit'), 0)::bigint as deposited,
       coalesce(sum(l.amount) filter (where l.kind in ('income', 'bonus') and l.direction = 'in'), 0)::bigint as earned,
       coalesce(sum(l.fee), 0)::bigint as fees
     from ledger_transfer t join statement_line l on l.transfer_id = t.id
     where t.market = $1 and t.made_at >= $4 group by 1),
   sent as (
     select to_char(settled_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, sum(amount)::bigint as withdrawn
     from payout where market = $1 and state = 'paid' and settled_at >= $4 group by 1)
   select days.day, coalesce(joined, 0) as joined, coalesce(deposited, 0) as deposited, coalesce(earned, 0) as earned,
     coalesce(withdrawn, 0) as withdrawn, coalesce(fees, 0) as fees
   from days left join joined using (day) left join moved using (day) left join sent using (day)
   order by days.day`,
);

/** What the market is now, and what happened on each of the last thirty days. */
export async function dashboardOf(ctx: ReadContext): Promise<{ standing: Standing; days: DayRow[] }> {
  const today = dayOf(ctx.now);
  const first = addDays(today, -29);
  const [[now], days] = await Promise.all([
    ctx.db.query(standing, [ctx.market]),
    ctx.db.query(byDay, [ctx.market, first, today, startOfDay(first)]),
  ]);
  if (!now) throw new Error('no standing');
  return { standing: now, days };
}
