import { sql } from '../../kernel/context.ts';

/** Told only; to be accepted or declined; to be answered with something. */
export type MessageType = 'notice' | 'task' | 'question';
export type MessageState = 'open' | 'accepted' | 'declined';

export interface MessageRow {
  id: bigint;
  user_id: bigint;
  kind: string;
  type: MessageType;
  /** What it is about: "hiring:12". */
  subject: string;
  facts: Readonly<Record<string, string | number | null>>;
  state: MessageState;
  read_at: Date | null;
  created_at: Date;
}

const columns = 'id, user_id, kind, type, subject, facts, state, read_at, created_at';

export const insertMessage = sql<{ id: bigint }>(
  'inbox.insert',
  `insert into inbox_message (market, user_id, kind, type, subject, facts, once, created_at)
   values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8) on conflict do nothing returning id`,
);

const waits = `answered_at is null and (read_at is null or type <> 'notice')`;

/** The ten newest of those that need nothing more. */
const done = `select ${columns} from inbox_message where user_id = $1 and not (${waits}) order by id desc limit 10`;
const waiting = `select ${columns} from inbox_message where user_id = $1 and ${waits}`;

const pageOf = (name: string, rows: string) => ({
  newest: sql<MessageRow>(
    `inbox.${name}_newest`,
    `select ${columns} from (${rows}) m order by id desc limit $2 offset $3`,
  ),
  oldest: sql<MessageRow>(`inbox.${name}_oldest`, `select ${columns} from (${rows}) m order by id limit $2 offset $3`),
  count: sql<{ count: bigint }>(`inbox.${name}_count`, `select count(*) from (${rows}) m`),
});

export const messageLists = {
  waiting: pageOf('waiting', waiting),
  done: pageOf('done', done),
  all: pageOf('all', `(${waiting}) union all (${done})`),
};

export const messageById = sql<MessageRow>(
  'inbox.by_id',
  `select ${columns} from inbox_message where id = $1 and user_id = $2`,
);

/** All who were asked the same, in one order, so that two answers at once follow each other. */
export const lockMessagesAbout = sql<MessageRow>(
  'inbox.lock_about',
  `select ${columns} from inbox_message where subject = $1 and kind = $2 order by id for no key update`,
);

/** The person's newest task of a kind about a subject. */
export const newestAbout = sql<MessageRow>(
  'inbox.newest_about',
  `select ${columns} from inbox_message where subject = $1 and kind = $2 and user_id = $3 and type <> 'notice'
   order by id desc limit 1`,
);

/** All open messages of the kind and subject at once: who else was asked is not asked any more. */
export const answerMessages = sql<{ id: bigint }>(
  'inbox.answer',
  `update inbox_message set state = $3, answered_by = $4, answered_at = $5, read_at = coalesce(read_at, $5)
   where subject = $1 and kind = $2 and state = 'open' and type <> 'notice' returning id`,
);

export const askedAbout = sql<{ exists: boolean }>(
  'inbox.asked_about',
  'select exists (select from inbox_message where subject = $1 and kind = $2 and market = $3)',
);

export const markRead = sql<{ id: bigint }>(
  'inbox.mark_read',
  `update inbox_message set read_at = case when $3 then coalesce(read_at, $4) end where id = $1 and user_id = $2 returning id`,
);

export const countWaiting = sql<{ count: bigint }>(
  'inbox.count_unread',
  'select count(*) from inbox_message where user_id = $1 and read_at is null',
);
