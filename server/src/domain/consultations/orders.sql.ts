import { sql } from '../../kernel/context.ts';
import type { OrderState } from './lifecycle.ts';

export interface ConsultationRow {
  id: bigint;
  post_id: bigint;
  client_party_id: bigint;
  client_user_id: bigint;
  client_name: string;
  freelancer_party_id: bigint;
  consultant_user_id: bigint;
  consultant_name: string;
  order_no: string;
  order_id: bigint | null;
  price: bigint;
  state: OrderState;
  result: string;
  title: string;
  created_at: Date;
  updated_at: Date;
}

const columns = `o.id, o.post_id, o.client_party_id, c.user_id as client_user_id, c.name as client_name, o.freelancer_party_id,
  f.user_id as consultant_user_id, f.name as consultant_name, o.order_no, o.order_id, o.price, o.state, o.result, t.title,
  o.created_at, o.updated_at`;
const from = `from consultation_order o join consultation_post t on t.id = o.post_id join party c on c.id = o.client_party_id
  join party f on f.id = o.freelancer_party_id`;

export const insertConsultation = sql<{ id: bigint }>(
  'consultations.insert_order',
  `insert into consultation_order (market, post_id, client_party_id, freelancer_party_id, order_no, order_id, price, state,
     created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) returning id`,
);

export const consultationById = sql<ConsultationRow>(
  'consultations.order',
  `select ${columns} ${from} where o.id = $1 and o.market = $2`,
);

export const lockConsultationRow = sql<ConsultationRow>(
  'consultations.lock_order',
  `select ${columns} ${from} where o.id = $1 and o.market = $2 for no key update of o`,
);

/** The order of a post that was not cancelled. */
export const lockConsultationOfPost = sql<ConsultationRow>(
  'consultations.lock_order_of_post',
  `select ${columns} ${from} where o.post_id = $1 and o.state <> 'cancelled' for no key update of o`,
);

export const saveConsultation = sql<never>(
  'consultations.save_order',
  'update consultation_order set state = $2, order_id = $3, result = $4, updated_at = $5 where id = $1',
);

export const hideConsultation = sql<never>(
  'consultations.hide_order',
  'update consultation_order set is_hidden = true where id = $1',
);

/** Parameters: 1 party, 2 limit, 3 offset. */
export const consultationsOfClient = sql<ConsultationRow>(
  'consultations.orders_of_client',
  `select ${columns} ${from} where o.client_party_id = $1 and not o.is_hidden order by o.id desc limit $2 offset $3`,
);

export const consultationsOfFreelancer = sql<ConsultationRow>(
  'consultations.orders_of_freelancer',
  `select ${columns} ${from} where o.freelancer_party_id = $1 order by o.id desc limit $2 offset $3`,
);

export const disputedConsultations = sql<ConsultationRow>(
  'consultations.disputed',
  `select ${columns} ${from} where o.market = $1 and o.state = 'disputed' order by o.id limit 100`,
);

/** What this module says of money; each row is something wrong. */
export const consultationProofs = {
  consultation_escrow_unlike_posts: `select o.trade_no as subject, a.balance || ' <> ' || held.amount as found
    from pay_order o join ledger_account a on a.code = 'escrow:' || o.id
    cross join lateral (select case when exists (
        select from consultation_post p where p.order_id = o.id and p.state = 'funded')
      or exists (
        select from consultation_order c where c.order_id = o.id and c.state in ('active', 'delivered', 'disputed'))
      then o.amount else 0 end as amount) held
    where o.purpose = 'consultation' and a.balance <> held.amount`,
  consultation_paid_unlike_orders: `select o.trade_no as subject, o.state as found from pay_order o
    where o.purpose = 'consultation' and (o.state = 'paid') <> exists (
      select from ledger_transfer t where t.market = o.market and t.key = 'order:' || o.id || ':fund')`,
} as const;
