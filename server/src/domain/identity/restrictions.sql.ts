import { sql } from '../../kernel/context.ts';
import type { UserRow } from './identity.sql.ts';

export const lockUserState = sql<{ id: bigint; state: UserRow['state'] }>(
  'identity.lock_user_state',
  'select id, state from user_account where market = $1 and $2 in (username, phone, email) for no key update',
);

export const updateUserState = sql<never>(
  'identity.update_user_state',
  'update user_account set state = $2 where id = $1',
);

export interface RestrictionRow {
  id: bigint;
  user_id: bigint;
  reason: string;
  /** Null where it was made by the command line. */
  operator_id: bigint | null;
  made_at: Date;
}

export const insertRestriction = sql<never>(
  'identity.insert_restriction',
  'insert into restriction (market, user_id, reason, operator_id, made_at) values ($1, $2, $3, $4, $5)',
);

export const endRestriction = sql<never>(
  'identity.end_restriction',
  'update restriction set ended_at = $2 where user_id = $1 and ended_at is null',
);

export const restrictionInForce = sql<RestrictionRow>(
  'identity.restriction_in_force',
  'select id, user_id, reason, operator_id, made_at from restriction where user_id = $1 and ended_at is null',
);
