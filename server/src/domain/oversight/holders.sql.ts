import { sql } from '../../kernel/context.ts';

export interface HolderRow {
  kind: string;
  subject_id: bigint;
  operator_id: bigint;
  uid: string;
  shown_name: string;
}

const columns = 'h.kind, h.subject_id, h.operator_id, o.uid, o.shown_name';
/** Somebody who may not come in any more holds nothing. */
const held =
  'from decision_holder h join operator_account o on o.id = h.operator_id and o.is_active where h.market = $1';

export const holdersOfMarket = sql<HolderRow>('oversight.holders', `select ${columns} ${held}`);

export const holderOf = sql<HolderRow>(
  'oversight.holder',
  `select ${columns} ${held} and h.kind = $2 and h.subject_id = $3`,
);

/** One at a time for one thing: the lock makes the look and the change one step. */
export const lockHolder = sql<never>(
  'oversight.lock_holder',
  `select pg_advisory_xact_lock(hashtextextended('holder:' || $1 || ':' || $2 || ':' || $3::bigint, 0))`,
);

export const putHolder = sql<never>(
  'oversight.put_holder',
  `insert into decision_holder (market, kind, subject_id, operator_id, since) values ($1, $2, $3, $4, $5)
   on conflict (market, kind, subject_id) do update set operator_id = $4, since = $5`,
);

export const removeHolder = sql<never>(
  'oversight.remove_holder',
  'delete from decision_holder where market = $1 and kind = $2 and subject_id = $3',
);
