import { sql } from '../../kernel/context.ts';
import type { AppealState } from './lifecycle.ts';

export interface AppealRow {
  id: bigint;
  state: AppealState;
  content: string;
  made_at: Date;
  answer: string;
}

export const appealOfRestriction = sql<AppealRow>(
  'appeals.of_restriction',
  'select id, state, content, made_at, answer from appeal where restriction_id = $1',
);

/** Waits for whoever ends the restriction at that moment; no row where it has ended, or has an appeal. */
export const insertAppeal = sql<{ id: bigint }>(
  'appeals.insert',
  `with open as (select id from restriction where id = $2 and ended_at is null for share)
   insert into appeal (market, restriction_id, state, content, made_at) select $1, id, $3, $4, $5 from open
   on conflict (restriction_id) do nothing returning id`,
);

export interface Appellant {
  username: string;
  user_id: bigint;
  /** Who has made the restriction; null for the command line. */
  operator_id: bigint | null;
}

export const appellantOf = sql<Appellant>(
  'appeals.appellant',
  `select u.username, u.id as user_id, r.operator_id
   from appeal a join restriction r on r.id = a.restriction_id join user_account u on u.id = r.user_id
   where a.market = $1 and a.id = $2`,
);

export const lockAppeal = sql<Pick<AppealRow, 'id' | 'state'>>(
  'appeals.lock',
  'select id, state from appeal where id = $1 for update',
);

export const lockWaitingAppeal = sql<Pick<AppealRow, 'id' | 'state'>>(
  'appeals.lock_waiting',
  `select a.id, a.state
   from appeal a join restriction r on r.id = a.restriction_id join user_account u on u.id = r.user_id
   where u.market = $1 and $2 in (u.username, u.phone, u.email) and a.state = 'waiting' for update of a`,
);

export const saveAppeal = sql<never>(
  'appeals.save',
  'update appeal set state = $2, answer = $3, decided_at = $4 where id = $1',
);

export const insertAppealMove = sql<never>(
  'appeals.insert_move',
  `insert into appeal_move (appeal_id, move, from_state, to_state, by_role, note, at) values ($1, $2, $3, $4, $5, $6, $7)`,
);

export interface WaitingAppeal {
  id: bigint;
  name: string;
  made_at: Date;
}

export const waitingAppealRows = sql<WaitingAppeal>(
  'appeals.waiting',
  `select a.id, u.name, a.made_at
   from appeal a join restriction r on r.id = a.restriction_id join user_account u on u.id = r.user_id
   where a.market = $1 and a.state = 'waiting' order by a.id limit 100`,
);
