import { sql } from '../../kernel/context.ts';
import type { RequestState } from './lifecycle.ts';

export type RequestKind = 'part_time' | 'full_time' | 'other';
export type Settlement = 'monthly' | 'daily' | 'other';

export interface RequestRow {
  id: bigint;
  number: string;
  client_party_id: bigint;
  client_user_id: bigint;
  order_id: bigint | null;
  state: RequestState;
  title: string;
  kind: RequestKind;
  price: bigint;
  promised: bigint;
  settlement: Settlement;
  place: string;
  works_from: Date | null;
  works_until: Date | null;
  category: string;
  wants_invoice: boolean;
  detail: string;
  applications: number;
  reason: string;
  created_at: Date;
}

const columns = `r.id, r.number, r.client_party_id, p.user_id as client_user_id, r.order_id, r.state, r.title, r.kind, r.price,
  r.promised, r.settlement, r.place, r.works_from, r.works_until, r.category, r.wants_invoice, r.detail, r.applications,
  r.reason, r.created_at`;
const from = 'from gig_request r join party p on p.id = r.client_party_id';

export const insertRequest = sql<{ id: bigint }>(
  'gigs.insert_request',
  `insert into gig_request (market, number, client_party_id, state, title, kind, price, settlement, place, works_from,
     works_until, category, wants_invoice, detail, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15)
   on conflict (number) do nothing returning id`,
);

export const updateRequest = sql<never>(
  'gigs.update_request',
  `update gig_request set title = $2, kind = $3, price = $4, settlement = $5, place = $6, works_from = $7, works_until = $8,
     category = $9, wants_invoice = $10, detail = $11, updated_at = $12
   where id = $1`,
);

export const requestById = sql<RequestRow>(
  'gigs.request',
  `select ${columns} ${from} where r.id = $1 and r.market = $2`,
);

export const requestsByIds = sql<RequestRow>(
  'gigs.requests_by_ids',
  `select ${columns} ${from} where r.id = any ($1::bigint[]) and r.market = $2`,
);

export const lockRequestRow = sql<RequestRow>(
  'gigs.lock_request',
  `select ${columns} ${from} where r.id = $1 and r.market = $2 for no key update of r`,
);

export const requestOfOrder = sql<{ id: bigint }>(
  'gigs.request_of_order',
  'select id from gig_request where order_id = $1',
);

export const moveRequestRow = sql<never>(
  'gigs.move_request',
  `update gig_request set state = $2, order_id = $3, reason = $4, updated_at = $5 where id = $1`,
);

export const promise = sql<never>('gigs.promise', 'update gig_request set promised = promised + $2 where id = $1');
export const setRequestOrder = sql<never>('gigs.set_order', 'update gig_request set order_id = $2 where id = $1');
export const countApplication = sql<never>(
  'gigs.count_application',
  'update gig_request set applications = applications + $2 where id = $1',
);

export const insertRequestMove = sql<never>(
  'gigs.insert_request_move',
  `insert into gig_request_move (request_id, move, from_state, to_state, by_role, note, at)
   values ($1, $2, $3, $4, $5, $6, $7)`,
);

/** Parameters: 1 market, 2 party (null for everybody's), 3 states, 4 pattern of the title, 5 kind, 6 settlement. */
const filter = `where r.market = $1 and ($2::bigint is null or r.client_party_id = $2) and r.state = any ($3::text[])
  and ($4::text is null or r.title ilike $4) and ($5::text is null or r.kind = $5)
  and ($6::text is null or r.settlement = $6)`;

export const requestPage = sql<RequestRow>(
  'gigs.request_page',
  `select ${columns} ${from} ${filter} order by r.id desc limit $7 offset $8`,
);

export const countRequests = sql<{ count: bigint }>(
  'gigs.count_requests',
  `select count(*) from gig_request r ${filter}`,
);

export const waitingRequestRows = sql<RequestRow>(
  'gigs.waiting_requests',
  `select ${columns} ${from} where r.market = $1 and r.state = 'unreviewed' order by r.id limit 100`,
);

/** What this module says of money; each row is something wrong. */
export const gigProofs = {
  gig_escrow_unlike_requests: `select r.number as subject, a.balance || ' <> ' || held.amount as found
    from gig_request r join ledger_account a on a.code = 'escrow:' || r.order_id
    cross join lateral (select case when r.state in ('funded', 'active') then r.price - coalesce(sum(g.amount), 0) else 0 end as amount
      from gig_application g where g.request_id = r.id and g.state = 'settled') held
    where a.balance <> held.amount`,
  gig_funded_unlike_orders: `select r.number as subject, r.state as found
    from gig_request r join pay_order o on o.id = r.order_id
    where (o.state = 'paid') <> (r.state in ('funded', 'active', 'settled', 'refunded'))
      or ((o.state = 'paid') <> exists (
        select from ledger_transfer t where t.market = o.market and t.key = 'order:' || o.id || ':fund'))`,
  gig_promised_unlike_applications: `select r.number as subject, r.promised || ' <> ' || coalesce(sum(g.amount), 0) as found
    from gig_request r left join gig_application g on g.request_id = r.id
    group by r.id having r.promised <> coalesce(sum(g.amount), 0)`,
} as const;
