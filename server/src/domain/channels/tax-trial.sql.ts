import { sql } from '../../kernel/context.ts';

/** What a partner says it has paid to somebody in the year before a time: what a trial looks back on. */
export const paidBefore = sql<{ own_id: string; amount: bigint; paid_at: Date }>(
  'channels.paid_before',
  `select own_id, amount, paid_at from channel_payment
   where channel_id = $1 and person_id = $2 and state = 'completed' and own_id is distinct from $4
     and paid_at <= $3 and paid_at > $3::timestamptz - interval '1 year'
   order by paid_at, id`,
);
